import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../api.ts';
import { formProblems, problemOf } from '../../../problem.ts';
import {
  AlertDialog,
  Button,
  Card,
  Facts,
  FormDialog,
  Notice,
  Row,
  TextField,
  toast,
} from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { bridgeChanged, type Overview } from './overview.ts';
import styles from './bridge.module.css';

type End = Overview['end'];

/** Our end of the bridge: the name the other side sees, where it can call us, and the key we sign with. */
export function OwnEnd({ end, paired }: { end: End; paired: boolean }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<'address' | 'key' | null>(null);
  const close = () => setDoing(null);
  return (
    <Card
      title={t('bridge.end.title')}
      actions={
        <Row>
          <Button size="small" icon="edit" onPress={() => setDoing('address')}>
            {t('bridge.address.change')}
          </Button>
          <Button size="small" icon="refresh" onPress={() => setDoing('key')}>
            {t('bridge.key.change')}
          </Button>
        </Row>
      }
    >
      <Facts
        empty={t('bridge.end.noAddress')}
        facts={[
          { label: t('bridge.end.name'), value: end.name },
          { label: t('bridge.end.address'), value: end.address },
          { label: t('bridge.end.key'), value: <code className={styles['key']}>{end.keyId}</code> },
        ]}
      />
      {doing === 'address' && <AddressDialog end={end} onClose={close} />}
      {doing === 'key' && <ChangeKey paired={paired} onClose={close} />}
    </Card>
  );
}

function AddressDialog({ end, onClose }: { end: End; onClose: () => void }) {
  const { t } = useWords();
  const [address, setAddress] = useState(end.address ?? '');
  const save = useMutation({
    mutationFn: () => client.bridge.setAddress({ address: address.trim() === '' ? null : address.trim() }),
    onSuccess: async () => {
      toast({ text: t('bridge.address.saved') });
      await bridgeChanged();
      onClose();
    },
  });
  const { problems, failure } = formProblems(save.error);
  return (
    <FormDialog
      title={t('bridge.address.title')}
      verb={t('bridge.address.save')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, problems, failure }}
    >
      <p>{t('bridge.address.lead')}</p>
      <TextField
        label={t('bridge.end.address')}
        hint={t('bridge.address.hint')}
        name="address"
        type="url"
        required={false}
        value={address}
        onChange={setAddress}
        autoComplete="off"
        maxLength={300}
        autoFocus
      />
    </FormDialog>
  );
}

function ChangeKey({ paired, onClose }: { paired: boolean; onClose: () => void }) {
  const { t } = useWords();
  const change = useMutation({
    mutationFn: () => client.bridge.changeKey({}),
    onSuccess: async () => {
      toast({ text: t('bridge.key.changed') });
      await bridgeChanged();
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      title={t('bridge.key.title')}
      confirmLabel={t('bridge.key.change')}
      cancelLabel={t('ui.cancel')}
      onConfirm={() => change.mutate()}
      onCancel={onClose}
      pending={change.isPending}
    >
      <p>{t(paired ? 'bridge.key.text' : 'bridge.key.textAlone')}</p>
      {change.isError && <Notice tone="danger">{problemOf(change.error).sentence}</Notice>}
    </AlertDialog>
  );
}
