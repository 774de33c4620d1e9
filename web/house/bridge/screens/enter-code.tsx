import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../api.ts';
import { formProblems } from '../../../problem.ts';
import { FormDialog, TextField, toast } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { bridgeChanged } from './overview.ts';

/** Enters the code that the other administrator reads out, and the address of their installation. */
export function EnterCodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const pair = useMutation({
    mutationFn: () => client.bridge.pair({ address: address.trim(), code }),
    onSuccess: async () => {
      toast({ text: t('bridge.enter.made') });
      await bridgeChanged();
      onClose();
    },
  });
  const { problems, failure } = formProblems(pair.error);
  return (
    <FormDialog
      title={t('bridge.enter.title')}
      verb={t('bridge.enter.do')}
      onClose={onClose}
      onSubmit={() => pair.mutate()}
      save={{ pending: pair.isPending, problems, failure }}
    >
      <p>{t('bridge.enter.lead')}</p>
      <TextField
        label={t('bridge.enter.address')}
        hint={t('bridge.enter.addressHint')}
        name="address"
        type="url"
        value={address}
        onChange={setAddress}
        autoComplete="off"
        maxLength={300}
        autoFocus
      />
      <TextField
        label={t('bridge.enter.code')}
        hint={t('bridge.enter.codeHint')}
        name="code"
        value={code}
        onChange={setCode}
        autoComplete="off"
        maxLength={60}
        code
      />
    </FormDialog>
  );
}
