import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Card,
  DataList,
  EmptyState,
  FilterBar,
  PageHeader,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import type { Column, Facet } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { horizons, needKinds, unmetReasons } from '../../vocabulary/needs.ts';
import { closedWord, needState, needTone } from './shared.ts';

type Input = Parameters<ProviderClient['needs']['across']>[0];
type Line = Awaited<ReturnType<ProviderClient['needs']['across']>>['rows'][number];

const PAGE = 50;
const STATUSES = ['open', 'under_way', 'unmet'] as const;
const VOCABULARY = {
  facets: { status: STATUSES, reason: unmetReasons, horizon: horizons, kind: needKinds, only: ['mine'] },
  sorts: ['opened', 'kind'],
  defaultSort: { by: 'opened', descending: false },
} as const;

/** Needs that stand across clients: what is missing, and why. */
export default function NeedsAcross() {
  const { t } = useWords();
  const state = useListState(VOCABULARY);
  const chosen = (facet: string) => state.chosen[facet] ?? [];
  const input = {
    ...(chosen('status').length > 0 ? { statuses: chosen('status') } : {}),
    reasons: chosen('reason'),
    horizons: chosen('horizon'),
    kinds: chosen('kind'),
    mine: chosen('only').includes('mine'),
    sort: state.sort.by,
    descending: state.sort.descending,
    page: state.page,
  } as Input;
  const found = useQuery(api.needs.across.queryOptions({ input, placeholderData: keepPreviousData }));
  const facets = useMemo(() => facetsOf(t), [t]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const { rows, byKind } = found.data ?? {};
  const missing = (byKind ?? []).filter((one) => one.unmet > 0);
  return (
    <>
      <PageHeader title={t('services.across.title')} lead={t('services.across.lead')} />
      <ReadFailed query={found} />
      <Stack>
        {missing.length > 0 && (
          <Card title={t('services.across.unmet')}>
            <Row>
              {missing.map((one) => (
                <Badge key={one.kind} tone="warn">
                  {closedWord(t, 'need', one.kind)}: {one.unmet}
                </Badge>
              ))}
            </Row>
          </Card>
        )}
        <DataList
          id="needs"
          label={t('services.across.title')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => `${row.alias}, ${closedWord(t, 'need', row.kind)}`}
          href={(row) => `/clients/${row.clientId}?tab=needs`}
          sort={state.sort}
          onSort={(sort) => state.set({ sort })}
          tools={
            <FilterBar
              facets={facets}
              chosen={state.chosen}
              onChange={(next) => state.set({ chosen: next })}
            />
          }
          empty={
            <EmptyState icon="check" title={t('services.across.none')}>
              {t('services.across.noneHint')}
            </EmptyState>
          }
          page={pageOf(state, found.data, PAGE)}
        />
      </Stack>
    </>
  );
}

const facetsOf = (t: Translate): Facet[] => [
  {
    id: 'status',
    label: t('services.field.status'),
    options: STATUSES.map((id) => ({ id, label: closedWord(t, 'needStatus', id) })),
  },
  {
    id: 'reason',
    label: t('services.field.unmetReason'),
    options: unmetReasons.map((id) => ({ id, label: closedWord(t, 'unmetReason', id) })),
  },
  {
    id: 'horizon',
    label: t('services.field.horizon'),
    options: horizons.map((id) => ({ id, label: closedWord(t, 'horizon', id) })),
  },
  {
    id: 'kind',
    label: t('services.field.kind'),
    options: needKinds.map((id) => ({ id, label: closedWord(t, 'need', id) })),
  },
  {
    id: 'only',
    label: t('services.across.only'),
    options: [{ id: 'mine', label: t('services.across.mine') }],
  },
];

const columnsOf = (t: Translate): Column<Line>[] => [
  { id: 'alias', label: t('services.across.client'), cell: (row) => row.alias, primary: true },
  { id: 'number', label: t('services.across.number'), cell: (row) => row.number, nowrap: true },
  {
    id: 'kind',
    label: t('services.field.kind'),
    cell: (row) => closedWord(t, 'need', row.kind),
    sortable: true,
  },
  {
    id: 'status',
    label: t('services.field.status'),
    cell: (row) => <Status tone={needTone[row.status]}>{needState(t, row)}</Status>,
  },
  { id: 'horizon', label: t('services.field.horizon'), cell: (row) => closedWord(t, 'horizon', row.horizon) },
  {
    id: 'opened',
    label: t('services.across.since'),
    cell: (row) => formatDate(row.openedOn),
    sortable: true,
    nowrap: true,
  },
];
