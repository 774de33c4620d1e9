import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api-provider.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  ButtonLink,
  Clock,
  DataList,
  EmptyState,
  FilterBar,
  PageHeader,
  Row,
  Status,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { wordOf, type ReportRow } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: { only: ['open'] },
  sorts: ['due'],
  defaultSort: { by: 'due', descending: false },
} as const;

/** Mandated reports and dangers: what is still to be done comes first. */
export default function ReportList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const found = useQuery(
    api.reports.list.queryOptions({
      input: { open: (state.chosen['only'] ?? []).includes('open'), page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <PageHeader
        title={t('reports.list.title')}
        lead={t('reports.list.lead')}
        actions={
          <Row>
            <ButtonLink href="/reports/rules">{t('reports.rules.title')}</ButtonLink>
            {can('reports.write') && (
              <ButtonLink look="primary" icon="plus" href="/reports/new">
                {t('reports.new.command')}
              </ButtonLink>
            )}
          </Row>
        }
      />
      <ReadFailed query={found} />
      <DataList
        id="reports"
        label={t('reports.list.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => `${wordOf(t, 'path', row.path)}, ${row.client.alias}`}
        href={(row) => `/reports/${row.id}`}
        tools={
          <FilterBar
            facets={[
              {
                id: 'only',
                label: t('reports.list.only'),
                options: [{ id: 'open', label: t('reports.list.open') }],
              },
            ]}
            chosen={state.chosen}
            onChange={(next) => state.set({ chosen: next })}
          />
        }
        empty={
          <EmptyState icon="danger" title={t('reports.list.none')}>
            {t('reports.list.noneHint')}
          </EmptyState>
        }
        page={pageOf(state, found.data, PAGE)}
      />
    </>
  );
}

export const stateOf = (row: Pick<ReportRow, 'madeAt' | 'notMade'>): 'made' | 'not_made' | 'open' =>
  row.madeAt ? 'made' : row.notMade ? 'not_made' : 'open';

const columnsOf = (t: Translate): Column<ReportRow>[] => [
  {
    id: 'path',
    label: t('reports.field.path'),
    primary: true,
    cell: (row) => <strong>{wordOf(t, 'path', row.path)}</strong>,
  },
  {
    id: 'client',
    label: t('reports.field.client'),
    cell: (row) => `${row.client.alias} · ${row.client.number}`,
  },
  {
    id: 'state',
    label: t('reports.field.state'),
    cell: (row) => (
      <Status tone={stateOf(row) === 'open' ? 'danger' : stateOf(row) === 'made' ? 'good' : 'muted'}>
        {wordOf(t, 'state', stateOf(row))}
      </Status>
    ),
  },
  {
    id: 'due',
    label: t('reports.field.due'),
    cell: (row) =>
      stateOf(row) === 'not_made' ? (
        '–'
      ) : row.dueAt ? (
        <Clock due={row.dueAt} {...(row.madeAt ? { metAt: row.madeAt } : {})} />
      ) : row.madeAt ? (
        formatMoment(row.madeAt)
      ) : (
        t('reports.list.atOnce')
      ),
  },
  {
    id: 'told',
    label: t('reports.field.told'),
    cell: (row) => (
      <Status tone={row.told === 'told' ? 'good' : 'warn'}>{wordOf(t, 'told', row.told)}</Status>
    ),
  },
];
