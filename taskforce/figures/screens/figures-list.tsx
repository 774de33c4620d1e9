import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, type Client } from '../../../web/api.ts';
import { pageOf } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Checkbox, DataList, EmptyState, PageHeader, Row, Select, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';

const PAGE = 50;
type FiguresRow = Awaited<ReturnType<Client['figures']['list']>>['rows'][number];

/** Totals that providers sent, by provider and period. */
export default function FiguresList() {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const [pairId, setPairId] = useState('');
  const [standing, setStanding] = useState(true);
  const found = useQuery(
    api.figures.list.queryOptions({
      input: { page, standing, ...(pairId === '' ? {} : { pairId }) },
      placeholderData: keepPreviousData,
    }),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  const { rows, providers } = found.data ?? {};
  return (
    <>
      <PageHeader title={t('figures.list.title')} lead={t('figures.list.lead')} />
      <ReadFailed query={found} />
      <DataList
        id="provider-figures"
        label={t('figures.list.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${row.provider.name}, ${formatDate(row.from)} – ${formatDate(row.until)}`}
        href={(row) => `/figures/${row.id}`}
        tools={
          <Row>
            <Select
              label={t('figures.field.provider')}
              required={false}
              placeholder={t('figures.list.everybody')}
              options={[
                { id: '', label: t('figures.list.everybody') },
                ...(providers ?? []).map((one) => ({ id: one.pairId, label: one.name })),
              ]}
              value={pairId}
              onChange={setPairId}
            />
            <Checkbox checked={!standing} onChange={(on) => setStanding(!on)}>
              {t('figures.list.amendedToo')}
            </Checkbox>
          </Row>
        }
        empty={
          <EmptyState icon="columns" title={t('figures.list.none')}>
            {t('figures.list.noneHint')}
          </EmptyState>
        }
        page={pageOf({ page, set: (to) => setPage(to.page) }, found.data, PAGE)}
      />
    </>
  );
}

const columnsOf = (t: Translate): Column<FiguresRow>[] => [
  {
    id: 'period',
    label: t('figures.field.period'),
    primary: true,
    nowrap: true,
    cell: (row) => <strong>{`${formatDate(row.from)} – ${formatDate(row.until)}`}</strong>,
  },
  { id: 'provider', label: t('figures.field.provider'), cell: (row) => row.provider.name },
  {
    id: 'received',
    label: t('figures.field.receivedAt'),
    nowrap: true,
    cell: (row) => formatMoment(row.receivedAt),
  },
  {
    id: 'state',
    label: t('figures.field.state'),
    cell: (row) => (
      <Status tone={row.amendedBy ? 'muted' : 'good'}>
        {t(
          row.amendedBy
            ? 'figures.state.amended'
            : row.amends
              ? 'figures.state.amends'
              : 'figures.state.sent',
        )}
      </Status>
    ),
  },
];
