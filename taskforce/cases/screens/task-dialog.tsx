import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Button,
  ComboBox,
  DateField,
  Dialog,
  Form,
  FormActions,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { taskKinds } from '../../vocabulary/activities.ts';
import type { TaskKind } from '../../vocabulary/activities.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Task } from '../contract-tasks.ts';
import { useAct, useCodes, usePeople } from './shared.ts';

type Props = {
  /** The case of a new task, with its strands. */
  page?: CasePage;
  /** A task to be changed. */
  task?: Task;
  onClose: () => void;
};

/** A task: a new one on a case, or one that is changed. */
export function TaskDialog({ page, task, onClose }: Props) {
  const { t } = useWords();
  const codes = useCodes();
  const { people } = usePeople();
  const [title, setTitle] = useState(task?.title ?? '');
  const [kind, setKind] = useState<TaskKind>(task?.kind ?? 'follow_up');
  const [strandId, setStrandId] = useState<string | null>(task?.strand?.id ?? null);
  const [assigneeId, setAssigneeId] = useState<string | null>(task?.assignee?.id ?? null);
  const [dueOn, setDueOn] = useState(task?.dueOn ?? '');
  const [description, setDescription] = useState(task?.description ?? '');
  const fields = { strandId, kind, title, description, dueOn: dueOn === '' ? null : dueOn, assigneeId };
  const save = useAct(async () => {
    if (task)
      await client.tasks.change({
        id: task.id,
        version: task.version,
        ...fields,
        handling: task.handling as never[],
      });
    else await client.tasks.add({ caseId: page!.id, ...fields });
  }, onClose);
  const heading = t(task ? 'cases.task.change' : 'cases.act.task');
  return (
    <Dialog open onClose={onClose} title={heading} closeLabel={t('ui.close')}>
      <Form
        label={heading}
        onSubmit={() => save.run(undefined)}
        problems={save.problems}
        failure={save.failure}
        problemsTitle={t('ui.problems')}
      >
        <TextField
          name="title"
          label={t('cases.task.title')}
          value={title}
          onChange={setTitle}
          maxLength={200}
          autoFocus
        />
        <Select
          name="kind"
          label={t('cases.task.kind')}
          options={codes('taskKind', taskKinds)}
          value={kind}
          onChange={setKind}
          placeholder={t('ui.choose')}
        />
        <ComboBox
          name="assigneeId"
          label={t('cases.task.assignee')}
          required={false}
          options={people}
          value={assigneeId}
          onChange={setAssigneeId}
          empty={t('cases.nothingFits')}
        />
        <DateField
          name="dueOn"
          label={t('cases.task.due')}
          required={false}
          value={dueOn}
          onChange={setDueOn}
        />
        {page && page.strands.length > 0 && (
          <Select
            name="strandId"
            label={t('cases.activity.strand')}
            required={false}
            options={page.strands.map((strand) => ({ id: strand.id, label: strand.label }))}
            value={strandId}
            onChange={setStrandId}
            placeholder={t('cases.wholeCase')}
          />
        )}
        <TextArea
          name="description"
          label={t('cases.task.description')}
          required={false}
          value={description}
          onChange={setDescription}
          rows={3}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t('cases.save')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
