import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredFile } from '../../../kit/files/contract.ts';
import { api } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, CheckboxGroup, Dialog, Form, FormActions, TextField, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { handlingLabels } from '../../vocabulary/handling.ts';

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
  const [name, setName] = useState(file.name);
  const [handling, setHandling] = useState<string[]>([...file.handling]);
  const save = useMutation(
    api.files.relabel.mutationOptions({
      onSuccess: () => {
        toast({ text: t('files.relabel.done') });
        onDone();
        onClose();
      },
    }),
  );
  return (
    <Dialog open onClose={onClose} title={t('files.relabel.title')} closeLabel={t('ui.close')}>
      <Form
        onSubmit={() => save.mutate({ id: file.id, version: file.version, handling, name })}
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
      >
        <TextField
          label={t('files.column.name')}
          name="name"
          maxLength={200}
          value={name}
          onChange={setName}
        />
        <CheckboxGroup
          label={t('files.column.labels')}
          hint={t('files.relabel.hint')}
          name="handling"
          columns={2}
          options={handlingLabels.map((id) => ({ id, label: t(`vocabulary.handlingLabel.${id}.label`) }))}
          value={handling}
          onChange={setHandling}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('files.relabel.save')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
