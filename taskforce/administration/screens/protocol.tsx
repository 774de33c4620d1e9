import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queries } from '../../../web/api.ts';
import type { Client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  CheckboxGroup,
  Form,
  FormActions,
  FormSection,
  NumberField,
  Skeleton,
  Stack,
  TextArea,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, knows, useWords } from '../../../web/words/index.ts';
import { exitChecklistItems } from '../../vocabulary/cases.ts';
import type { Protocol } from '../contract.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import styles from '../../../web/house/administration/screens/administration.module.css';

/** The protocol as it is typed: the holidays are lines of text until they are saved. */
type Given = Omit<Protocol, 'clocks'> & { clocks: Omit<Protocol['clocks'], 'holidays'>; holidays: string };

/** The gates and deadlines that the task force has agreed on, and who changed what. */
export default function ProtocolPage() {
  const { t } = useWords();
  const read = useQuery(api.administration.protocol.queryOptions({ input: {}, refetchOnWindowFocus: false }));
  return (
    <AdministrationFrame part="protocol">
      <div className={styles['narrow']}>
        <Stack>
          <Card>
            {read.data ? (
              <ProtocolForm key={read.data.changedAt} protocol={read.data} />
            ) : read.isError ? (
              <ReadFailed query={read} />
            ) : (
              <Skeleton label={t('shell.loading')} lines={8} />
            )}
          </Card>
          <SettingHistory />
        </Stack>
      </div>
    </AdministrationFrame>
  );
}

const clockFields = [
  ['dangerOfficerMinutes', 'minutes', 240],
  ['dangerContactMinutes', 'minutes', 1440],
  ['afterActionHours', 'hours', 720],
  ['triageWorkingDays', 'days', 20],
  ['askBackDays', 'days', 180],
  ['retentionDays', 'days', 3650],
] as const;

function ProtocolForm({ protocol }: { protocol: Protocol }) {
  const { t } = useWords();
  const { holidays, ...clocks } = protocol.clocks;
  const draft = useDraft<Given>('administration.protocol', {
    ...protocol,
    clocks,
    holidays: holidays.join('\n'),
  });
  const given = draft.value;
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.administration.protocol.key() }),
      queries.invalidateQueries({ queryKey: api.administration.settingChanges.key() }),
    ]);
  const save = useMutation(
    api.administration.setProtocol.mutationOptions({
      onSuccess: async () => {
        draft.discard();
        toast({ text: t('administration.protocol.saved') });
        await again();
      },
    }),
  );
  const send = () =>
    save.mutate({
      requiredItems: given.requiredItems,
      clocks: { ...given.clocks, holidays: given.holidays.split(/[\s,;]+/).filter((day) => day !== '') },
      changedAt: given.changedAt,
    });
  const { problems, failure } = formProblems(save.error);
  // A wrong holiday is named by its place in the list; the field is one.
  const shown = problems.map((one) =>
    one.path.startsWith('clocks.holidays') ? { ...one, path: 'holidays' } : one,
  );
  return (
    <Form onSubmit={send} problemsTitle={t('ui.problems')} problems={shown} failure={failure}>
      <FormSection title={t('administration.protocol.checklist')}>
        <CheckboxGroup
          label={t('administration.protocol.required')}
          hint={t('administration.protocol.requiredHint')}
          name="requiredItems"
          value={given.requiredItems}
          onChange={(requiredItems) => draft.setValue({ ...given, requiredItems })}
          options={exitChecklistItems.map((id) => ({
            id,
            label: t(`vocabulary.exitChecklistItem.${id}.label`),
          }))}
        />
      </FormSection>
      <FormSection title={t('administration.protocol.clocks')} hint={t('administration.protocol.clocksHint')}>
        {clockFields.map(([name, unit, max]) => (
          <NumberField
            key={name}
            name={`clocks.${name}`}
            label={t(`administration.protocol.${name}`)}
            unit={t(`administration.protocol.unit.${unit}`)}
            min={name === 'retentionDays' ? 30 : 1}
            max={max}
            step={1}
            value={given.clocks[name]}
            onChange={(value) => draft.setValue({ ...given, clocks: { ...given.clocks, [name]: value } })}
          />
        ))}
        <TextArea
          name="holidays"
          label={t('administration.protocol.holidays')}
          hint={t('administration.protocol.holidaysHint')}
          rows={5}
          required={false}
          value={given.holidays}
          onChange={(value) => draft.setValue({ ...given, holidays: value })}
        />
      </FormSection>
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('administration.protocol.save')}
        </Button>
        {conflictOf(save.error) !== undefined && (
          <Button
            onPress={() => {
              draft.discard();
              save.reset();
              void again();
            }}
          >
            {t('administration.protocol.reload')}
          </Button>
        )}
      </FormActions>
    </Form>
  );
}

type Change = Awaited<ReturnType<Client['administration']['settingChanges']>>['rows'][number];

/** Who set what, newest first: each part that differs, before and after. */
export function SettingHistory() {
  const { t } = useWords();
  const read = useQuery(api.administration.settingChanges.queryOptions({ input: { limit: 50 } }));
  const name = (key: string) => {
    const word = `administration.history.${key}`;
    return knows(word) ? t(word) : key;
  };
  return (
    <Card title={t('administration.history.title')}>
      {read.data && read.data.rows.length === 0 && <p>{t('administration.history.none')}</p>}
      {read.data ? (
        <Timeline
          label={t('administration.history.title')}
          entries={read.data.rows.map((row) => ({
            id: row.id,
            when: formatMoment(row.at),
            dateTime: row.at,
            title: name(row.key),
            by: row.by ?? t('administration.history.setUp'),
            children: differences(row).map((line) => <div key={line}>{line}</div>),
          }))}
        />
      ) : (
        <Skeleton label={t('shell.loading')} lines={4} />
      )}
    </Card>
  );
}

/** "askBackDays: 14 → 21": only what differs, and no more of a long text than its beginning. */
function differences({ before, after }: Change): string[] {
  const parts = (value: unknown): Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : { '': value };
  const [old, now] = [parts(before), parts(after)];
  const shown = (value: unknown) => {
    const text = Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
    if (value === null || value === undefined || text === '') return '–';
    return text.length > 120 ? `${text.slice(0, 120)}…` : text;
  };
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]))
    .map((part) => `${part === '' ? '' : `${part}: `}${shown(old[part])} → ${shown(now[part])}`);
}
