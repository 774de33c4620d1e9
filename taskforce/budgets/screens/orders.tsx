import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Button, Card, DateField, FormDialog, Row, Select, Stack, TextField } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import { costKinds, type CostKind } from '../../vocabulary/activities.ts';
import type { Commitment } from '../contract.ts';
import { AmountField, centsOf, SourceChoice } from './dialogs.tsx';
import styles from './budgets.module.css';

/** What is ordered for a case and not yet paid. */
export function Orders({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const [writing, setWriting] = useState(false);
  const rows = useQuery(api.budgets.commitments.queryOptions({ input: { caseId } })).data?.rows ?? [];
  const open = rows.filter((row) => row.state === 'open');
  const write = (
    <Button icon="plus" onPress={() => setWriting(true)}>
      {t('budgets.order')}
    </Button>
  );
  return (
    <Card title={t('budgets.orders')} count={open.length} actions={write}>
      {open.length === 0 ? (
        <p className={styles['aside']}>{t('budgets.ordersNone')}</p>
      ) : (
        <Stack gap="small">
          {open.map((row) => (
            <Order key={row.id} row={row} />
          ))}
          <p className={styles['aside']}>{t('budgets.paidHint')}</p>
        </Stack>
      )}
      {writing && <OrderDialog caseId={caseId} onClose={() => setWriting(false)} />}
    </Card>
  );
}

function Order({ row }: { row: Commitment }) {
  const { t } = useWords();
  const code = useCode();
  const settle = useAct((state: 'paid' | 'cancelled') =>
    client.budgets.settle({ id: row.id, version: row.version, state }),
  );
  const said = `${code('costKind', row.kind)}: ${formatMoney(row.amountCents / 100, true)}`;
  const more = [`${t('budgets.due')} ${formatDate(row.dueOn)}`, row.fundingSource, row.note];
  return (
    <Row>
      <div>
        <strong>{said}</strong>
        <div className={styles['aside']}>{more.filter(Boolean).join(' · ')}</div>
        {settle.failure !== undefined && <div role="alert">{settle.failure}</div>}
      </div>
      {(['paid', 'cancelled'] as const).map((state) => (
        <Button key={state} size="small" onPress={() => settle.run(state)}>
          {t(`budgets.${state}`)}
        </Button>
      ))}
    </Row>
  );
}

function OrderDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const funding = useQuery(api.activities.fundingSources.queryOptions({ input: {} })).data?.rows ?? [];
  const [kind, setKind] = useState<CostKind | null>(null);
  const [amount, setAmount] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [source, setSource] = useState('none');
  const [note, setNote] = useState('');
  const cents = centsOf(amount);
  const save = useAct(
    async () =>
      await client.budgets.commit({
        caseId,
        kind: kind!,
        amountCents: cents!,
        dueOn,
        fundingSourceId: source === 'none' ? null : source,
        note: note.trim() || null,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('budgets.order')}
      verb={t('budgets.set')}
      save={save}
      onSubmit={() => kind !== null && cents !== null && dueOn !== '' && save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="kind"
        label={t('budgets.kind')}
        required
        placeholder={t('ui.choose')}
        options={codes('costKind', costKinds)}
        value={kind}
        onChange={setKind}
      />
      <AmountField name="amountCents" label={t('budgets.amount')} value={amount} onChange={setAmount} />
      <DateField name="dueOn" label={t('budgets.due')} required value={dueOn} onChange={setDueOn} />
      <SourceChoice sources={funding} value={source} onChange={setSource} />
      <TextField name="note" label={t('budgets.orderNote')} value={note} onChange={setNote} maxLength={500} />
    </FormDialog>
  );
}
