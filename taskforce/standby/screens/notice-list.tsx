import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Client } from '../../../web/api.ts';
import { offered } from '../../../web/house/offers/shared.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink, DataList, EmptyState, FilterBar, PageHeader, Status } from '../../../web/ui/index.ts';
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
      <ReadFailed query={found} />
      <DataList
        id="standby"
        label={t('standby.title')}
        columns={columns}
        rows={found.data?.rows}
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
        page={pageOf(state, found.data, PAGE)}
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
