import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { FormDialog, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';

/** Makes a request from a what-if, or from the latest estimate of the office, and leads to it. */
export function MakeDialog({
  whatIfId,
  name,
  onClose,
}: {
  whatIfId: string | null;
  name: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [title, setTitle] = useState(name);
  const save = useAct(
    async () => await client.resources.make({ title, whatIfId }),
    ({ id }) => void navigate({ href: `/briefs/requests/${id}` }),
  );
  return (
    <FormDialog title={t('requests.make')} save={save} onSubmit={() => save.run(undefined)} onClose={onClose}>
      <p>{t(whatIfId === null ? 'requests.makeOffice' : 'requests.makeWhatIf')}</p>
      <TextField
        name="title"
        label={t('requests.name')}
        required
        value={title}
        onChange={setTitle}
        maxLength={120}
      />
    </FormDialog>
  );
}
