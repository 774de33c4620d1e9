import { useMutation } from '@tanstack/react-query';
import { client as ask } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import { Button, DateField, Form, FormActions, Notice, toast } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { horizons, needKindsByHorizon, unmetReasons, type NeedKind } from '../../vocabulary/needs.ts';
import { closedWord, localDay, refreshServices, type Need } from './shared.ts';
import styles from './services.module.css';

/** One choice for a need: one key press in a list says what the client wants and how it stands. */
const choices = [
  'wanted.open',
  'wanted.under_way',
  'met.own',
  'met.other',
  'met.client',
  ...unmetReasons.map((reason) => `unmet.${reason}` as const),
  'not_asked',
  'not_wanted',
] as const;
type Choice = (typeof choices)[number];
type Said = Pick<Need, 'wanted' | 'status' | 'metBy' | 'unmetReason'>;

function saidBy(choice: Choice): Said {
  const none = { metBy: null, unmetReason: null } as const;
  if (choice === 'not_asked') return { wanted: 'not_asked', status: 'open', ...none };
  if (choice === 'not_wanted') return { wanted: 'not_wanted', status: 'set_aside', ...none };
  const [what, which] = choice.split('.');
  if (what === 'wanted') return { wanted: 'wanted', status: which as 'open', ...none };
  if (what === 'met') return { wanted: 'wanted', status: 'met', metBy: which as 'own', unmetReason: null };
  return {
    wanted: which === 'declined' ? 'not_wanted' : 'wanted',
    status: 'unmet',
    metBy: null,
    unmetReason: which as 'capacity',
  };
}

function choiceOf(need: Said | undefined): Choice | '' {
  if (!need) return '';
  if (need.status === 'unmet') return `unmet.${need.unmetReason ?? 'capacity'}`;
  if (need.status === 'met') return `met.${need.metBy ?? 'own'}`;
  if (need.wanted === 'not_wanted') return 'not_wanted';
  return need.wanted === 'not_asked'
    ? 'not_asked'
    : need.status === 'under_way'
      ? 'wanted.under_way'
      : 'wanted.open';
}

function choiceWord(t: Translate, choice: Choice): string {
  if (choice === 'not_asked' || choice === 'not_wanted') return closedWord(t, 'wish', choice);
  const [what, which = ''] = choice.split('.');
  if (what === 'wanted') return `${closedWord(t, 'wish', 'wanted')}: ${closedWord(t, 'needStatus', which)}`;
  const list = what === 'met' ? 'metBy' : 'unmetReason';
  return `${closedWord(t, 'needStatus', what ?? '')}: ${closedWord(t, list, which)}`;
}

type Draft = { on: string; said: Partial<Record<NeedKind, Choice>> };

/** All needs in one go: Tab goes from need to need, a letter or an arrow chooses, Enter keeps. Only changes are sent. */
export function Assessment({
  client,
  needs,
  onDone,
}: {
  client: Client;
  needs: readonly Need[];
  onDone: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft<Draft>(`client.${client.id}.assessment`, { on: localDay(), said: {} });
  const { on, said } = draft.value;
  const standing = new Map(needs.filter((one) => one.settledOn === null).map((one) => [one.kind, one]));
  const changed = Object.entries(said) as [NeedKind, Choice][];
  const save = useMutation({
    mutationFn: () =>
      ask.needs.assess({
        clientId: client.id,
        on,
        rows: changed.map(([kind, choice]) => ({
          kind,
          version: standing.get(kind)?.version ?? null,
          ...saidBy(choice),
        })),
      }),
    onSuccess: ({ added, changed: many }) => {
      draft.discard();
      void refreshServices();
      toast({ text: t('services.assess.kept', { count: added + many }) });
      onDone();
    },
  });
  const choose = (kind: NeedKind, choice: Choice | '') => {
    const { [kind]: _before, ...others } = said;
    const same = choice === '' || choice === choiceOf(standing.get(kind));
    draft.setValue({ on, said: same ? others : { ...others, [kind]: choice } });
  };
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      <Notice>{t('services.assess.lead')}</Notice>
      <DateField
        label={t('services.assess.on')}
        name="on"
        value={on}
        max={localDay()}
        onChange={(day) => draft.setValue({ on: day, said })}
      />
      {horizons.map((horizon) => (
        <table key={horizon} className={styles['grid']}>
          <caption>
            {closedWord(t, 'horizon', horizon)}{' '}
            <span className={styles['aside']}>({closedWord(t, 'horizonHint', horizon)})</span>
          </caption>
          <tbody>
            {needKindsByHorizon[horizon].map((kind) => (
              <Line
                key={kind}
                kind={kind}
                needs={needs}
                changed={said[kind] !== undefined}
                value={said[kind] ?? choiceOf(standing.get(kind))}
                onChoose={(choice) => choose(kind, choice)}
              />
            ))}
          </tbody>
        </table>
      ))}
      <FormActions>
        <Button
          look="primary"
          type="submit"
          pending={save.isPending}
          isDisabled={stale || changed.length === 0}
        >
          {t('services.assess.keep', { count: changed.length })}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Line({
  kind,
  needs,
  changed,
  value,
  onChoose,
}: {
  kind: NeedKind;
  needs: readonly Need[];
  changed: boolean;
  value: Choice | '';
  onChoose: (choice: Choice | '') => void;
}) {
  const { t } = useWords();
  const name = closedWord(t, 'need', kind);
  const before = needs.find((one) => one.kind === kind && one.settledOn !== null);
  return (
    <tr data-changed={changed}>
      <th scope="row">
        {name}
        {before && value === '' && (
          <div className={styles['aside']}>
            {choiceWord(t, choiceOf(before) as Choice)} · {formatDate(before.settledOn ?? before.openedOn)}
          </div>
        )}
      </th>
      <td>
        <select aria-label={name} value={value} onChange={(event) => onChoose(event.target.value as Choice)}>
          <option value="">–</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceWord(t, choice)}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}
