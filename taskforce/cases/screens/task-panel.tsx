import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { Button, Facts, Form, FormActions, Stack, TextArea } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Task } from '../contract-tasks.ts';
import { RecordLink } from './opened.tsx';
import { Prose } from './prose.tsx';
import { RecordHistory } from './record-history.tsx';
import { useCode } from './shared.ts';
import { EditTaskDialog } from './task-dialog.tsx';

type Settling = { state: Task['state']; outcome: string };

/** A task beside its list: done or dropped with what came of it, or changed. */
export function TaskPanel({ task, page }: { task: Task; page: CasePage | undefined }) {
  const { t } = useWords();
  const code = useCode();
  const [editing, setEditing] = useState(false);
  const settle = useEdit<Settling, unknown>({
    draft: `tasks.${task.id}.settle`,
    version: task.version,
    value: { state: task.state, outcome: task.outcome ?? '' },
    current: (record) => ({
      state: record['state'] as Task['state'],
      outcome: (record['outcome'] as string | null) ?? '',
    }),
    compared: {
      state: { label: t('cases.task.state'), show: (state) => t(`cases.task.${state}`) },
      outcome: { label: t('cases.task.outcome') },
    },
    save: ({ state, outcome }, version) =>
      client.tasks.settle({
        id: task.id,
        version,
        state,
        outcome: state === 'open' || outcome.trim() === '' ? null : outcome,
      }),
  });
  return (
    <Stack>
      <Facts
        empty={t('ui.nothing')}
        facts={[
          {
            label: t('cases.case'),
            value: (
              <RecordLink
                href={`/cases/${task.case.id}/tasks`}
              >{`${task.case.number} ${task.case.title}`}</RecordLink>
            ),
          },
          { label: t('cases.activity.strand'), value: task.strand?.label ?? '' },
          { label: t('cases.task.kind'), value: code('taskKind', task.kind) },
          { label: t('cases.task.due'), value: task.dueOn === null ? '' : formatDate(task.dueOn) },
          { label: t('cases.task.assignee'), value: task.assignee?.name ?? '' },
          { label: t('cases.task.settledBy'), value: task.settledBy?.name ?? '' },
        ]}
      />
      {task.description !== '' && <Prose text={task.description} />}
      <Form
        label={t('cases.task.outcome')}
        onSubmit={() => settle.run({ state: 'done' })}
        problems={settle.problems}
        failure={settle.failure}
        problemsTitle={t('ui.problems')}
      >
        <TextArea
          name="outcome"
          label={t('cases.task.outcome')}
          hint={t('cases.task.outcomeHint')}
          required={false}
          value={settle.value.outcome}
          onChange={(outcome) => settle.set({ outcome })}
          rows={3}
        />
        <FormActions>
          {task.state === 'open' ? (
            <>
              <Button look="primary" type="submit" pending={settle.pending}>
                {t('cases.task.finish')}
              </Button>
              <Button pending={settle.pending} onPress={() => settle.run({ state: 'dropped' })}>
                {t('cases.task.drop')}
              </Button>
            </>
          ) : (
            <Button pending={settle.pending} onPress={() => settle.run({ state: 'open' })}>
              {t('cases.task.again')}
            </Button>
          )}
          <Button look="quiet" icon="edit" onPress={() => setEditing(true)}>
            {t('cases.task.change')}
          </Button>
        </FormActions>
      </Form>
      <RecordHistory caseId={task.case.id} recordId={task.id} />
      {settle.conflict}
      {editing && <EditTaskDialog task={task} strands={page?.strands} onClose={() => setEditing(false)} />}
    </Stack>
  );
}
