import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import {
  Button,
  DateField,
  Form,
  FormActions,
  Notice,
  RadioGroup,
  Select,
  TextArea,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { goalStates, stepDoers, stepStates } from '../../vocabulary/needs.ts';
import { closedOptions, localDay, refreshServices, type Goal } from './shared.ts';

type Step = Goal['steps'][number];

/** A goal in the client's own words. */
export function GoalForm({
  client,
  goal,
  onDone,
}: {
  client: Client;
  goal: Goal | null;
  onDone: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft(`client.${client.id}.goal.${goal?.id ?? 'new'}`, goal?.words ?? '');
  const [setOn, setSetOn] = useState(goal?.setOn ?? localDay());
  const [state, setState] = useState<Goal['state']>(goal?.state ?? 'open');
  const save = useMutation({
    mutationFn: async () => {
      const words = draft.value;
      if (goal) await ask.plans.changeGoal({ id: goal.id, version: goal.version, words, setOn, state });
      else await ask.plans.setGoal({ clientId: client.id, words, setOn });
    },
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      <TextArea
        label={t('services.goals.words')}
        hint={t('services.goals.wordsHint')}
        name="words"
        rows={3}
        maxLength={2000}
        value={draft.value}
        onChange={draft.setValue}
      />
      <DateField
        label={t('services.goals.setOn')}
        name="setOn"
        max={localDay()}
        value={setOn}
        onChange={setSetOn}
      />
      {goal && (
        <RadioGroup
          label={t('services.field.status')}
          name="state"
          inline
          options={closedOptions(t, 'goalState', goalStates)}
          value={state}
          onChange={setState}
        />
      )}
      <Actions pending={save.isPending} stale={stale} onDone={onDone} />
    </Form>
  );
}

/** A step: what, who, by when. */
export function StepForm({
  client,
  goal,
  step,
  onDone,
}: {
  client: Client;
  goal: Goal;
  step: Step | null;
  onDone: () => void;
}) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  const draft = useDraft(`client.${client.id}.step.${step?.id ?? goal.id}`, step?.words ?? '');
  const [byWhom, setByWhom] = useState<Step['byWhom']>(step?.byWhom ?? 'us');
  const [accountId, setAccountId] = useState(step?.accountId ?? null);
  const [dueOn, setDueOn] = useState(step?.dueOn ?? '');
  const [state, setState] = useState<Step['state']>(step?.state ?? 'open');
  const save = useMutation({
    mutationFn: async () => {
      const facts = { words: draft.value, byWhom, accountId, dueOn: dueOn === '' ? null : dueOn };
      if (step) await ask.plans.changeStep({ id: step.id, version: step.version, ...facts, state });
      else await ask.plans.addStep({ goalId: goal.id, ...facts });
    },
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      <TextArea
        label={t('services.goals.what')}
        name="words"
        rows={2}
        maxLength={1000}
        value={draft.value}
        onChange={draft.setValue}
      />
      <RadioGroup
        label={t('services.goals.who')}
        name="byWhom"
        inline
        options={closedOptions(t, 'stepDoer', stepDoers)}
        value={byWhom}
        onChange={setByWhom}
      />
      {byWhom === 'us' && (
        <Select
          label={t('services.goals.colleague')}
          name="accountId"
          required={false}
          placeholder={t('ui.choose')}
          options={(people?.colleagues ?? [])
            .filter((one) => one.status === 'active')
            .map((one) => ({ id: one.id, label: one.displayName }))}
          value={accountId}
          onChange={setAccountId}
        />
      )}
      <DateField
        label={t('services.goals.dueOn')}
        name="dueOn"
        required={false}
        value={dueOn}
        onChange={setDueOn}
      />
      {step && (
        <RadioGroup
          label={t('services.field.status')}
          name="state"
          inline
          options={closedOptions(t, 'stepState', stepStates)}
          value={state}
          onChange={setState}
        />
      )}
      <Actions pending={save.isPending} stale={stale} onDone={onDone} />
    </Form>
  );
}

function Actions({ pending, stale, onDone }: { pending: boolean; stale: boolean; onDone: () => void }) {
  const { t } = useWords();
  return (
    <FormActions>
      <Button look="primary" type="submit" pending={pending} isDisabled={stale}>
        {t('services.save')}
      </Button>
      <Button onPress={onDone}>{t('ui.cancel')}</Button>
    </FormActions>
  );
}
