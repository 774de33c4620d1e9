import type { StoredFile } from '../../../kit/files/contract.ts';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { CheckboxGroup, FormDialog, TextField, toast } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import { handlingLabels } from '../../vocabulary/handling.ts';

type Label = { name: string; handling: string[] };

/** Handling labels and name of a file. The server refuses labels above the reader's own clearance. */
export function RelabelDialog({
  file,
  onDone,
  onClose,
}: {
  file: StoredFile;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const word = (label: string) => t(`vocabulary.handlingLabel.${label}.label`);
  const edit = useEdit<Label, unknown>({
    draft: `files.${file.id}`,
    version: file.version,
    value: { name: file.name, handling: [...file.handling] },
    current: (record) => record as Label,
    compared: {
      name: { label: t('files.column.name') },
      handling: {
        label: t('files.column.labels'),
        show: (labels) => (labels.length === 0 ? '' : formatList(labels.map(word))),
      },
    },
    save: ({ name, handling }, version) => client.files.relabel({ id: file.id, version, handling, name }),
    done: () => {
      toast({ text: t('files.relabel.done') });
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('files.relabel.title')}
      verb={t('files.relabel.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <TextField
        label={t('files.column.name')}
        name="name"
        maxLength={200}
        value={edit.value.name}
        onChange={(name) => edit.set({ name })}
      />
      <CheckboxGroup
        label={t('files.column.labels')}
        hint={t('files.relabel.hint')}
        name="handling"
        columns={2}
        options={handlingLabels.map((id) => ({ id, label: word(id) }))}
        value={edit.value.handling}
        onChange={(handling) => edit.set({ handling })}
      />
    </FormDialog>
  );
}
