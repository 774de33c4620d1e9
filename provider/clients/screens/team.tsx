import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { Button, Card, EmptyState, FormDialog, Row, Select, Stack, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { teamCapacities } from '../../vocabulary/clients.ts';
import { optionsOf, refreshClients, wordOf, type Client } from './shared.ts';

/** Who works with a client. */
export function Team({ client }: { client: Client }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const may = client.may.team && client.state !== 'destroyed';
  const leave = useMutation({
    mutationFn: (input: Parameters<typeof ask.clients.leaveTeam>[0]) => ask.clients.leaveTeam(input),
    onSuccess: refreshClients,
    onError: (error) => {
      const { sentence, fields } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  });
  return (
    <Card
      title={t('clients.team.title')}
      actions={
        may && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {t('clients.team.add')}
          </Button>
        )
      }
    >
      <Stack gap="small">
        {client.team.length === 0 && <EmptyState icon="people" title={t('clients.team.none')} />}
        {client.team.map((one) => (
          <Row key={one.id} spread>
            <span>
              <strong>{one.displayName}</strong> · {wordOf(t, 'capacity', one.capacity)}
            </span>
            {may && (
              <Button
                size="small"
                look="quiet"
                aria-label={t('clients.team.leaveName', { name: one.displayName })}
                onPress={() => leave.mutate({ id: one.id, version: one.version })}
              >
                {t('clients.team.leave')}
              </Button>
            )}
          </Row>
        ))}
      </Stack>
      {adding && <AddDialog client={client} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  const [accountId, setAccountId] = useState<string | null>(null);
  const [capacity, setCapacity] = useState<(typeof teamCapacities)[number]>('advocate');
  const add = useMutation({
    mutationFn: () => ask.clients.addToTeam({ id: client.id, accountId: accountId ?? '', capacity }),
    onSuccess: () => {
      void refreshClients();
      onClose();
    },
  });
  const there = new Set(client.team.map((one) => one.accountId));
  const options = (people?.colleagues ?? [])
    .filter((one) => one.status === 'active' && !there.has(one.id))
    .map((one) => ({ id: one.id, label: one.displayName }));
  return (
    <FormDialog
      title={t('clients.team.add')}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      save={{ pending: add.isPending, ...formProblems(add.error) }}
    >
      <Select
        label={t('clients.team.who')}
        name="accountId"
        placeholder={t('ui.choose')}
        options={options}
        value={accountId}
        onChange={setAccountId}
      />
      <Select
        label={t('clients.team.as')}
        name="capacity"
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'capacity', teamCapacities)}
        value={capacity}
        onChange={setCapacity}
      />
    </FormDialog>
  );
}
