import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import {
  AlertDialog,
  Button,
  Card,
  Columns,
  EmptyState,
  FormDialog,
  Notice,
  Row,
  Select,
  Skeleton,
  Stack,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, knows, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { destructionReasons } from '../../vocabulary/clients.ts';
import { optionsOf, refreshClients, wordOf, type Client } from './shared.ts';

/** What happened to the record: changes, who opened it, legal hold, destruction. */
export function RecordTab({ client }: { client: Client }) {
  const { t } = useWords();
  return (
    <Columns rail={<Keeping client={client} />}>
      <Stack>
        <Card title={t('clients.record.changes')}>
          <Changes clientId={client.id} />
        </Card>
        <Card title={t('clients.record.log')}>
          <AccessLog table="clients" id={client.id} />
        </Card>
      </Stack>
    </Columns>
  );
}

/** A column as people call it: the fields of this room, else its name. */
function columnName(t: Translate, column: string): string {
  const key = `clients.column.${column}`;
  return knows(key) ? t(key) : column.replaceAll('_', ' ');
}

function Changes({ clientId }: { clientId: string }) {
  const { t } = useWords();
  const history = useQuery(api.clients.history.queryOptions({ input: { id: clientId } }));
  if (!history.data) return <Skeleton label={t('ui.reading')} lines={4} />;
  if (history.data.rows.length === 0)
    return <EmptyState icon="clock" title={t('clients.record.noChanges')} />;
  return (
    <Timeline
      label={t('clients.record.changes')}
      entries={history.data.rows.map((row, i) => ({
        id: String(i),
        when: formatMoment(row.at),
        dateTime: row.at,
        icon: 'edit' as const,
        title: `${row.by ?? t('clients.record.program')}: ${knows(`audit.table.${row.table}`) ? t(`audit.table.${row.table}`) : row.table}`,
        children: row.changed.map((column) => columnName(t, column)).join(', '),
      }))}
    />
  );
}

function Keeping({ client }: { client: Client }) {
  const { t } = useWords();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [agreeing, setAgreeing] = useState(false);
  const failed = (error: unknown) => {
    const { sentence, fields } = problemOf(error);
    toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
  };
  const hold = useMutation({
    mutationFn: (on: boolean) => ask.clients.hold({ id: client.id, version: client.version, hold: on }),
    onSuccess: refreshClients,
    onError: failed,
  });
  const withdraw = useMutation({
    mutationFn: (input: Parameters<typeof ask.clients.withdrawDestruction>[0]) =>
      ask.clients.withdrawDestruction(input),
    onSuccess: refreshClients,
    onError: failed,
  });
  const agree = useMutation({
    mutationFn: (input: Parameters<typeof ask.clients.agreeDestruction>[0]) =>
      ask.clients.agreeDestruction(input),
    onSuccess: () => {
      setAgreeing(false);
      void refreshClients();
    },
    onError: failed,
  });
  const { destruction } = client;
  const waiting = destruction && !destruction.agreedAt;
  return (
    <Stack>
      {client.may.hold && client.state !== 'destroyed' && (
        <Card title={t('clients.record.hold')}>
          <Stack gap="small">
            <p>{t(client.legalHold ? 'clients.record.heldHint' : 'clients.record.holdHint')}</p>
            <Row>
              <Button pending={hold.isPending} onPress={() => hold.mutate(!client.legalHold)}>
                {t(client.legalHold ? 'clients.record.lift' : 'clients.record.putHold')}
              </Button>
            </Row>
          </Stack>
        </Card>
      )}
      {(client.may.destroy || destruction) && client.state !== 'destroyed' && (
        <Card title={t('clients.record.destroy')}>
          <Stack gap="small">
            <p>{t('clients.record.destroyHint')}</p>
            {destruction ? (
              <>
                <Notice tone="warn">
                  {t('clients.record.asked', {
                    name: destruction.askedBy,
                    when: formatMoment(destruction.askedAt),
                    reason: wordOf(t, 'destruction', destruction.reason),
                  })}
                </Notice>
                {waiting && client.may.destroy && (
                  <Row>
                    {destruction.askedById !== me.account.id && (
                      <Button look="danger" onPress={() => setAgreeing(true)}>
                        {t('clients.record.agree')}
                      </Button>
                    )}
                    <Button
                      onPress={() => withdraw.mutate({ id: destruction.id, version: destruction.version })}
                    >
                      {t('clients.record.withdraw')}
                    </Button>
                  </Row>
                )}
              </>
            ) : (
              client.may.destroy && (
                <Row>
                  <Button onPress={() => setAsking(true)}>{t('clients.record.ask')}</Button>
                </Row>
              )
            )}
          </Stack>
        </Card>
      )}
      {asking && <AskDialog client={client} onClose={() => setAsking(false)} />}
      <AlertDialog
        open={agreeing}
        title={t('clients.record.agree')}
        confirmLabel={t('clients.record.agree')}
        cancelLabel={t('ui.cancel')}
        harmful
        pending={agree.isPending}
        onCancel={() => setAgreeing(false)}
        onConfirm={() => destruction && agree.mutate({ id: destruction.id, version: destruction.version })}
      >
        {t('clients.record.agreeHint')}
      </AlertDialog>
    </Stack>
  );
}

function AskDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<(typeof destructionReasons)[number] | ''>('');
  const save = useMutation({
    // Nothing chosen is sent as nothing: the server names the field and what to do.
    mutationFn: () =>
      ask.clients.askDestruction({ id: client.id, reason: reason as (typeof destructionReasons)[number] }),
    onSuccess: () => {
      void refreshClients();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('clients.record.ask')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('clients.record.why')}
        name="reason"
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'destruction', destructionReasons)}
        value={reason === '' ? null : reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
