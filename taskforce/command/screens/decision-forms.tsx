import type { ReactNode } from 'react';
import { client, type Client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { Button, DateField, Form, FormActions, TextArea, TextField } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { today } from './names.ts';

type Decision = Awaited<ReturnType<Client['decisions']['list']>>['decisions'][number];
type On = { one: Decision; onDone: () => void };

/** What the forms write. One that settles the question shows its state too: two people may settle it at once. */
type Settled = {
  state: Decision['state'];
  neededBy: string;
  decision: string;
  decidedOn: string;
  why: string;
};

/** An edit of a question; another's answer meanwhile stands beside one's own. */
function useSettling(
  { one, onDone }: On,
  form: string,
  begin: Partial<Settled>,
  send: (value: Settled, version: number) => Promise<unknown>,
) {
  const { t } = useWords();
  const before: Settled = {
    state: one.state,
    neededBy: one.neededBy ?? '',
    decision: one.decision ?? '',
    decidedOn: one.decidedOn ?? '',
    why: one.why ?? '',
  };
  const day = (value: string) => (value === '' ? '' : formatDate(value));
  return useEdit<Settled, unknown>({
    draft: `decisions.${one.id}.${form}`,
    version: one.version,
    value: { ...before, ...begin },
    before,
    current: (record) => {
      const text = (name: string) => (record[name] as string | null) ?? '';
      return {
        state: record['state'] as Decision['state'],
        neededBy: text('neededBy'),
        decision: text('decision'),
        decidedOn: text('decidedOn'),
        why: text('why'),
      };
    },
    compared: {
      state: {
        label: t('command.decisions.state'),
        show: (state) => t(`command.decisionState.${state}`),
      },
      neededBy: { label: t('command.decisions.neededBy'), show: day },
      decision: { label: t('command.decisions.decision') },
      decidedOn: { label: t('command.decisions.on'), show: day },
      why: { label: t('command.decisions.why') },
    },
    save: send,
    done: onDone,
  });
}

function Frame({
  edit,
  verb,
  harmful = false,
  onDone,
  children,
}: {
  edit: ReturnType<typeof useSettling>;
  verb: string;
  harmful?: boolean;
  onDone: () => void;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      <Form
        onSubmit={() => edit.run()}
        problemsTitle={t('ui.problems')}
        problems={edit.problems}
        failure={edit.failure}
      >
        {edit.restored}
        {children}
        <FormActions>
          <Button look={harmful ? 'danger' : 'primary'} type="submit" pending={edit.pending}>
            {verb}
          </Button>
          <Button onPress={() => (edit.discard(), onDone())}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
      {edit.conflict}
    </>
  );
}

/** Writes down what was decided. */
export function Decide({ one, onDone }: On) {
  const { t } = useWords();
  const edit = useSettling(
    { one, onDone },
    'decide',
    { state: 'decided', decidedOn: today() },
    ({ decision, decidedOn, why }, version) =>
      client.decisions.decide({ id: one.id, version, decision, decidedOn, why }),
  );
  return (
    <Frame edit={edit} verb={t('command.decisions.save')} onDone={onDone}>
      <TextField
        label={t('command.decisions.decision')}
        name="decision"
        width="full"
        maxLength={2000}
        autoFocus
        value={edit.value.decision}
        onChange={(decision) => edit.set({ decision })}
      />
      <DateField
        label={t('command.decisions.on')}
        name="decidedOn"
        max={today()}
        value={edit.value.decidedOn}
        onChange={(decidedOn) => edit.set({ decidedOn })}
      />
      <TextArea
        label={t('command.decisions.why')}
        hint={t('command.reasonHint')}
        name="why"
        rows={3}
        maxLength={2000}
        value={edit.value.why}
        onChange={(why) => edit.set({ why })}
      />
    </Frame>
  );
}

/** Gives a question another day, or none. The history keeps the former one. */
export function Postpone({ one, onDone }: On) {
  const { t } = useWords();
  const edit = useSettling({ one, onDone }, 'postpone', {}, ({ neededBy }, version) =>
    client.decisions.postpone({ id: one.id, version, neededBy: neededBy === '' ? null : neededBy }),
  );
  return (
    <Frame edit={edit} verb={t('command.decisions.postpone')} onDone={onDone}>
      <DateField
        label={t('command.decisions.neededBy')}
        hint={t('command.decisions.postponeHint')}
        name="neededBy"
        required={false}
        value={edit.value.neededBy}
        onChange={(neededBy) => edit.set({ neededBy })}
      />
    </Frame>
  );
}

/** Takes a question back. */
export function Withdraw({ one, onDone }: On) {
  const { t } = useWords();
  const edit = useSettling({ one, onDone }, 'withdraw', { state: 'withdrawn' }, ({ why }, version) =>
    client.decisions.withdraw({ id: one.id, version, why }),
  );
  return (
    <Frame edit={edit} verb={t('command.decisions.withdraw')} harmful onDone={onDone}>
      <TextArea
        label={t('command.decisions.withdrawWhy')}
        hint={t('command.reasonHint')}
        name="why"
        rows={2}
        maxLength={2000}
        autoFocus
        value={edit.value.why}
        onChange={(why) => edit.set({ why })}
      />
    </Frame>
  );
}
