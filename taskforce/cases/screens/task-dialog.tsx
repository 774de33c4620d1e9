import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import {
  ComboBox,
  DateField,
  FormDialog,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { taskKinds } from '../../vocabulary/activities.ts';
import type { TaskKind } from '../../vocabulary/activities.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Task } from '../contract-tasks.ts';
import { StrandChoice } from './fields.tsx';
import { LabelField } from './label-field.tsx';
import { useAct, useCode, useCodes, useLabels, usePeople } from './shared.ts';

type Fields = {
  title: string;
  kind: TaskKind;
  strandId: string | null;
  assigneeId: string | null;
  dueOn: string;
  description: string;
  handling: HandlingLabel[];
};

const blank: Fields = {
  title: '',
  kind: 'follow_up',
  strandId: null,
  assigneeId: null,
  dueOn: '',
  description: '',
  handling: [],
};

/** The fields as the server takes them: a task without a deadline has none. */
const sent = ({ title, kind, strandId, assigneeId, dueOn, description, handling }: Fields) => ({
  title,
  kind,
  strandId,
  assigneeId,
  description,
  handling,
  dueOn: dueOn === '' ? null : dueOn,
});

function TaskFields({
  value,
  set,
  strands,
}: {
  value: Fields;
  set: (part: Partial<Fields>) => void;
  strands: readonly { id: string; label: string }[];
}) {
  const { t } = useWords();
  const codes = useCodes();
  const { people } = usePeople();
  return (
    <>
      <TextField
        name="title"
        label={t('cases.task.title')}
        value={value.title}
        onChange={(title) => set({ title })}
        maxLength={200}
        autoFocus
      />
      <Select
        name="kind"
        label={t('cases.task.kind')}
        options={codes('taskKind', taskKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        placeholder={t('ui.choose')}
      />
      <ComboBox
        name="assigneeId"
        label={t('cases.task.assignee')}
        required={false}
        options={people}
        value={value.assigneeId}
        onChange={(assigneeId) => set({ assigneeId })}
        empty={t('cases.nothingFits')}
      />
      <DateField
        name="dueOn"
        label={t('cases.task.due')}
        required={false}
        value={value.dueOn}
        onChange={(dueOn) => set({ dueOn })}
      />
      <StrandChoice strands={strands} value={value.strandId} onChange={(strandId) => set({ strandId })} />
      <TextArea
        name="description"
        label={t('cases.task.description')}
        required={false}
        value={value.description}
        onChange={(description) => set({ description })}
        rows={3}
      />
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
    </>
  );
}

/** A new task on a case. */
export function TaskDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(blank);
  const save = useAct(() => client.tasks.add({ caseId: page.id, ...sent(value) }), onClose);
  return (
    <FormDialog
      title={t('cases.act.task')}
      verb={t('cases.save')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <TaskFields
        value={value}
        set={(part) => setValue((held) => ({ ...held, ...part }))}
        strands={page.strands}
      />
    </FormDialog>
  );
}

/** Changes a task; `strands` of its case, where they are known. */
export function EditTaskDialog({
  task,
  strands,
  onClose,
}: {
  task: Task;
  strands?: readonly { id: string; label: string }[] | undefined;
  onClose: () => void;
}) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const { people } = usePeople();
  const known = strands ?? (task.strand ? [task.strand] : []);
  const edit = useEdit<Fields, unknown>({
    draft: `tasks.${task.id}`,
    version: task.version,
    value: {
      title: task.title,
      kind: task.kind,
      strandId: task.strand?.id ?? null,
      assigneeId: task.assignee?.id ?? null,
      dueOn: task.dueOn ?? '',
      description: task.description,
      handling: task.handling as HandlingLabel[],
    },
    current: (record) => ({ ...(record as Fields), dueOn: (record['dueOn'] as string | null) ?? '' }),
    compared: {
      title: { label: t('cases.task.title') },
      kind: { label: t('cases.task.kind'), show: (kind) => code('taskKind', kind) },
      assigneeId: {
        label: t('cases.task.assignee'),
        show: (id) => people.find((one) => one.id === id)?.label ?? '',
      },
      dueOn: { label: t('cases.task.due'), show: (day) => (day === '' ? '' : formatDate(day)) },
      strandId: {
        label: t('cases.activity.strand'),
        show: (id) => known.find((one) => one.id === id)?.label ?? t('cases.wholeCase'),
      },
      description: { label: t('cases.task.description') },
      handling: { label: t('cases.column.handling'), show: labels },
    },
    save: (value, version) => client.tasks.change({ id: task.id, version, ...sent(value) }),
    done: () => {
      toast({ text: t('cases.saved'), tone: 'good' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('cases.task.change')}
      verb={t('cases.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <TaskFields value={edit.value} set={edit.set} strands={known} />
    </FormDialog>
  );
}
