import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Client } from '../../../web/api.ts';
import { offered } from '../../../web/house/offers/shared.ts';
import { useListState } from '../../../web/list-state.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import {
  ButtonLink,
  DataList,
  EmptyState,
  Failed,
  FilterBar,
  PageHeader,
  Status,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';

type Row = Awaited<ReturnType<Client['standby']['list']>>['rows'][number];

const PAGE = 50;
const STATES = ['live', 'expired', 'withdrawn'] as const;
const VOCABULARY = {
  facets: { state: STATES },
  sorts: ['made'],
  defaultSort: { by: 'made', descending: true },
} as const;
const tones = { live: 'good', expired: 'muted', withdrawn: 'muted' } as const;

/** Stand-by notices of the cases one may read. */
export default function NoticeList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const chosen = (state.chosen['state'] ?? []) as Row['state'][];
  const found = useQuery(
    api.standby.list.queryOptions({
      input: { states: chosen.length > 0 ? chosen : ['live'], page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  const { rows, total } = found.data ?? {};
  return (
    <>
      <PageHeader
        title={t('standby.title')}
        lead={t('standby.lead')}
        actions={
          can('standby.send') ? (
            <ButtonLink look="primary" icon="plus" href="/stand-by/new">
              {t('standby.new')}
            </ButtonLink>
          ) : undefined
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
        id="standby"
        label={t('standby.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${row.area}, ${row.caseNumber}`}
        href={(row) => `/stand-by/${row.id}`}
        sort={state.sort}
        onSort={(sort) => state.set({ sort })}
        tools={
          <FilterBar
            facets={[
              {
                id: 'state',
                label: t('standby.filter'),
                options: STATES.map((id) => ({ id, label: t(`standby.state.${id}`) })),
              },
            ]}
            chosen={state.chosen}
            onChange={(next) => state.set({ chosen: next })}
          />
        }
        empty={
          <EmptyState icon="bell" title={t('standby.none')}>
            {t('standby.noneHint')}
          </EmptyState>
        }
        {...(rows && total
          ? {
              page: {
                from: rows.length === 0 ? 0 : (state.page - 1) * PAGE + 1,
                shown: rows.length,
                total: total.count,
                capped: total.capped,
                onPrevious: state.page > 1 ? () => state.set({ page: state.page - 1 }) : undefined,
                onNext:
                  state.page * PAGE < total.count ? () => state.set({ page: state.page + 1 }) : undefined,
              },
            }
          : {})}
      />
    </>
  );
}

const columnsOf = (t: Translate): Column<Row>[] => [
  { id: 'area', label: t('standby.column.area'), primary: true, cell: (row) => <strong>{row.area}</strong> },
  {
    id: 'window',
    label: t('standby.column.window'),
    cell: (row) => `${formatMoment(row.windowFrom)} – ${formatMoment(row.windowUntil)}`,
  },
  {
    id: 'case',
    label: t('standby.column.case'),
    cell: (row) => (row.strandLabel ? `${row.caseNumber}, ${row.strandLabel}` : row.caseNumber),
  },
  { id: 'people', label: t('standby.column.people'), cell: (row) => offered(t, 'count', row.people) },
  {
    id: 'state',
    label: t('standby.column.state'),
    cell: (row) => <Status tone={tones[row.state]}>{t(`standby.state.${row.state}`)}</Status>,
  },
  {
    id: 'told',
    label: t('standby.column.told'),
    cell: (row) => t('standby.toldOf', { acknowledged: row.acknowledged, told: row.told }),
  },
  { id: 'by', label: t('standby.column.by'), cell: (row) => row.madeBy },
];
