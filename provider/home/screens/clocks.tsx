import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Client } from '../../../web/api-provider.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Card, Checkbox, Clock, DataList, EmptyState, Stack } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';

type Due = Awaited<ReturnType<Client['home']['clocks']>>['rows'][number];

/** Where what runs out is settled. */
const address = ({ kind, id, client }: Due): string => {
  if (kind === 'compelled') return `/compelled/${id}`;
  if (kind === 'danger' || kind === 'tell_client') return `/reports/${id}`;
  if (kind === 'release_ends') return `/releases/${id}`;
  if (kind === 'review') return `/clients/${client.id}?tab=plans`;
  return `/clients/${client.id}`;
};

/** What runs out for clients, the nearest first. */
export function Clocks() {
  const { t } = useWords();
  const [mine, setMine] = useState(false);
  const found = useQuery(api.home.clocks.queryOptions({ input: { mine }, refetchInterval: 300_000 }));
  return (
    <Card title={t('home.clocks.title')}>
      <Stack gap="small">
        <ReadFailed query={found} />
        <DataList
          id="home-clocks"
          label={t('home.clocks.title')}
          columns={columnsOf(t)}
          rows={found.data?.rows}
          rowId={(row) => `${row.kind} ${row.id}`}
          rowName={(row) => `${t(`home.clocks.kind.${row.kind}`)}, ${row.client.alias}`}
          href={address}
          tools={
            <Checkbox checked={mine} onChange={setMine}>
              {t('home.clocks.mine')}
            </Checkbox>
          }
          empty={
            <EmptyState icon="clock" title={t('home.clocks.none')}>
              {t('home.clocks.noneHint')}
            </EmptyState>
          }
        />
        {found.data?.more && <p>{t('home.clocks.more')}</p>}
      </Stack>
    </Card>
  );
}

const columnsOf = (t: Translate): Column<Due>[] => [
  {
    id: 'kind',
    label: t('home.clocks.title'),
    primary: true,
    cell: (row) => <strong>{t(`home.clocks.kind.${row.kind}`)}</strong>,
  },
  {
    id: 'client',
    label: t('shell.nav.clients'),
    cell: (row) => `${row.client.alias} · ${row.client.number}`,
  },
  { id: 'due', label: t('home.clocks.due'), cell: (row) => <Clock due={row.dueAt} exact /> },
];
