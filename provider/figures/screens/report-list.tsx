import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { pageOf } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink, DataList, EmptyState, PageHeader, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { wordOf, type ReportRow } from './shared.ts';

const PAGE = 50;

/** Drafts, and everything that was ever sent. */
export default function ReportList() {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const found = useQuery(
    api.figures.list.queryOptions({ input: { page }, placeholderData: keepPreviousData }),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <PageHeader
        title={t('figures.list.title')}
        lead={t('figures.list.lead')}
        actions={
          <ButtonLink look="primary" icon="plus" href="/figures/new">
            {t('figures.new.title')}
          </ButtonLink>
        }
      />
      <ReadFailed query={found} />
      <DataList
        id="figures"
        label={t('figures.list.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => `${formatDate(row.from)} – ${formatDate(row.until)}`}
        href={(row) => `/figures/${row.id}`}
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

const columnsOf = (t: Translate): Column<ReportRow>[] => [
  {
    id: 'period',
    label: t('figures.field.period'),
    primary: true,
    nowrap: true,
    cell: (row) => <strong>{`${formatDate(row.from)} – ${formatDate(row.until)}`}</strong>,
  },
  {
    id: 'state',
    label: t('figures.field.state'),
    cell: (row) => (
      <Status tone={row.state === 'sent' ? 'good' : row.state === 'draft' ? 'warn' : 'muted'}>
        {row.amended ? t('figures.state.amended') : wordOf(t, 'state', row.state)}
      </Status>
    ),
  },
  { id: 'to', label: t('figures.field.to'), cell: (row) => row.partner?.name ?? t('figures.field.nobody') },
  {
    id: 'measures',
    label: t('figures.field.measures'),
    cell: (row) => row.measures.map((one) => wordOf(t, 'measure', one)).join(', '),
  },
  { id: 'by', label: t('figures.field.madeBy'), cell: (row) => row.madeBy.displayName },
  {
    id: 'sent',
    label: t('figures.field.sentAt'),
    nowrap: true,
    cell: (row) => (row.sentAt ? formatMoment(row.sentAt) : '–'),
  },
];
