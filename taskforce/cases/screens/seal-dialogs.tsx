import { useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../web/api.ts';
import {
  CheckboxGroup,
  ComboBox,
  FormDialog,
  Notice,
  RadioGroup,
  ReasonField,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import { useAct, usePeople } from './shared.ts';

type Props = { page: CasePage; onClose: () => void };

export function ReopenDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useAct(() => client.cases.reopen({ id: page.id, version: page.version, reason }), onClose);
  return (
    <ReasonDialog
      title={t('cases.act.reopen')}
      onClose={onClose}
      save={save}
      value={reason}
      onChange={setReason}
    />
  );
}

/** Asks a supervisor to lift the seal. */
export function UnsealDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [order, setOrder] = useState('');
  const save = useAct(
    () =>
      client.requests.ask({
        kind: 'unseal',
        caseId: page.id,
        reason,
        orderReference: order.trim() === '' ? null : order,
      }),
    () => {
      toast({ text: t('cases.move.asked'), tone: 'good' });
      onClose();
    },
  );
  return (
    <ReasonDialog
      title={t('cases.act.unseal')}
      onClose={onClose}
      save={save}
      value={reason}
      onChange={setReason}
    >
      <TextField
        name="orderReference"
        label={t('cases.seal.order')}
        hint={t('cases.seal.orderHint')}
        required={false}
        value={order}
        onChange={setOrder}
        maxLength={200}
      />
    </ReasonDialog>
  );
}

function ReasonDialog({
  title,
  onClose,
  save,
  value,
  onChange,
  children,
}: {
  title: string;
  onClose: () => void;
  save: ReturnType<typeof useAct<undefined, unknown>>;
  value: string;
  onChange: (text: string) => void;
  children?: ReactNode;
}) {
  const { t } = useWords();
  return (
    <FormDialog title={title} save={save} onSubmit={() => save.run(undefined)} onClose={onClose}>
      {children}
      <ReasonField
        name="reason"
        label={t('cases.move.reason')}
        value={{ category: null, text: value }}
        onChange={({ text }) => onChange(text)}
        least={20}
      />
    </FormDialog>
  );
}

const bases = ['court_order', 'safety', 'investigation_of_member'] as const;

/** Seals a case: only the people named here go on reading it. */
export function SealDialog({ page, onClose }: Props) {
  const { t } = useWords();
  const { people } = usePeople();
  const [basis, setBasis] = useState<(typeof bases)[number]>('safety');
  const [order, setOrder] = useState('');
  const [reason, setReason] = useState('');
  const [readers, setReaders] = useState<string[]>(page.members.map((member) => member.account.id));
  const [extra, setExtra] = useState<string | null>(null);
  const known = people.filter(
    (one) => readers.includes(one.id) || page.members.some((m) => m.account.id === one.id),
  );
  const save = useAct(
    () =>
      client.cases.seal({
        id: page.id,
        basis,
        orderReference: order.trim() === '' ? null : order,
        reason,
        readerIds: readers,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('cases.act.seal')}
      harmful
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice tone="warn" title={t('cases.seal.warning')} />
      <RadioGroup
        name="basis"
        label={t('cases.seal.basis')}
        options={bases.map((id) => ({ id, label: t(`cases.seal.${id}`) }))}
        value={basis}
        onChange={setBasis}
      />
      {basis === 'court_order' && (
        <TextField
          name="orderReference"
          label={t('cases.seal.order')}
          value={order}
          onChange={setOrder}
          maxLength={200}
        />
      )}
      <ReasonField
        name="reason"
        label={t('cases.move.reason')}
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
        least={20}
      />
      <CheckboxGroup
        name="readers"
        label={t('cases.seal.readers')}
        hint={t('cases.seal.readersHint')}
        options={known}
        value={readers}
        onChange={setReaders}
      />
      <ComboBox
        label={t('cases.seal.another')}
        required={false}
        options={people.filter((one) => !readers.includes(one.id))}
        value={extra}
        onChange={(id) => {
          if (id !== null) setReaders([...readers, id]);
          setExtra(null);
        }}
        empty={t('cases.nothingFits')}
      />
    </FormDialog>
  );
}
