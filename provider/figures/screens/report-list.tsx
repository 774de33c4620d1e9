import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { ButtonLink, DataList, EmptyState, Failed, PageHeader, Status } from '../../../web/ui/index.ts';
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
  const { rows, total } = found.data ?? {};
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
      {found.isError && (
        <Failed
          title={t('shell.problem.page')}
          retryLabel={t('ui.retry')}
          onRetry={() => void found.refetch()}
        >
          {problemOf(found.error).sentence}
        </Failed>
      )}
      <DataList
        id="figures"
        label={t('figures.list.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${formatDate(row.from)} – ${formatDate(row.until)}`}
        href={(row) => `/figures/${row.id}`}
        empty={
          <EmptyState icon="columns" title={t('figures.list.none')}>
            {t('figures.list.noneHint')}
          </EmptyState>
        }
        {...(rows && total
          ? {
              page: {
                from: rows.length === 0 ? 0 : (page - 1) * PAGE + 1,
                shown: rows.length,
                total: total.count,
                capped: total.capped,
                onPrevious: page > 1 ? () => setPage(page - 1) : undefined,
                onNext: page * PAGE < total.count ? () => setPage(page + 1) : undefined,
              },
            }
          : {})}
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
