import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { ComboBox, FormDialog, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct, usePeople } from '../../cases/screens/shared.ts';
import type { Entry } from '../contract-parts.ts';

/** Names the officer whom the other side of a conflict is to call, and the number. */
export function ContactDialog({
  entry,
  onClose,
}: {
  entry: Pick<Entry, 'id' | 'version' | 'contactId' | 'contactPhone'>;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { people } = usePeople();
  const [contactId, setContact] = useState<string | null>(entry.contactId);
  const [phone, setPhone] = useState(entry.contactPhone ?? '');
  const save = useAct(
    () =>
      client.deconfliction.setContact({
        id: entry.id,
        version: entry.version,
        contactId: contactId ?? entry.contactId,
        phone: phone === '' ? null : phone,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('deconfliction.contact.set')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <ComboBox
        name="contactId"
        label={t('deconfliction.contact.officer')}
        hint={t('deconfliction.contact.hint')}
        options={people}
        empty={t('deconfliction.contact.nobody')}
        value={contactId}
        onChange={setContact}
      />
      <TextField
        name="phone"
        label={t('deconfliction.contact.phone')}
        hint={t('deconfliction.phoneHint')}
        width="medium"
        maxLength={40}
        autoComplete="off"
        required={false}
        value={phone}
        onChange={setPhone}
      />
    </FormDialog>
  );
}
