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
  Status,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { wordOf, type RequestRow } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: { only: ['open'] },
  sorts: ['due'],
  defaultSort: { by: 'due', descending: false },
} as const;

/** The register of compelled disclosure: open requests first, by their due date. */
export default function RequestList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const found = useQuery(
    api.compelled.list.queryOptions({
      input: { open: (state.chosen['only'] ?? []).includes('open'), page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <PageHeader
        title={t('disclosure.list.title')}
        lead={t('disclosure.list.lead')}
        actions={
          can('compelled.write') && (
            <ButtonLink look="primary" icon="plus" href="/compelled/new">
              {t('disclosure.new.title')}
            </ButtonLink>
          )
        }
      />
      <ReadFailed query={found} />
      <DataList
        id="compelled"
        label={t('disclosure.list.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => `${wordOf(t, 'kind', row.kind)}, ${row.client.alias}`}
        href={(row) => `/compelled/${row.id}`}
        tools={
          <FilterBar
            facets={[
              {
                id: 'only',
                label: t('disclosure.list.only'),
                options: [{ id: 'open', label: t('disclosure.list.open') }],
              },
            ]}
            chosen={state.chosen}
            onChange={(next) => state.set({ chosen: next })}
          />
        }
        empty={
          <EmptyState icon="seal" title={t('disclosure.list.none')}>
            {t('disclosure.list.noneHint')}
          </EmptyState>
        }
        page={pageOf(state, found.data, PAGE)}
      />
    </>
  );
}

const columnsOf = (t: Translate): Column<RequestRow>[] => [
  {
    id: 'kind',
    label: t('disclosure.field.kind'),
    primary: true,
    cell: (row) => <strong>{wordOf(t, 'kind', row.kind)}</strong>,
  },
  {
    id: 'client',
    label: t('disclosure.field.client'),
    cell: (row) => `${row.client.alias} · ${row.client.number}`,
  },
  {
    id: 'received',
    label: t('disclosure.field.receivedAt'),
    nowrap: true,
    cell: (row) => formatMoment(row.receivedAt),
  },
  {
    id: 'due',
    label: t('disclosure.field.dueAt'),
    cell: (row) => (row.outcome ? '–' : row.dueAt ? <Clock due={row.dueAt} /> : t('disclosure.list.noDue')),
  },
  {
    id: 'outcome',
    label: t('disclosure.field.outcome'),
    cell: (row) =>
      row.outcome ? (
        <Status tone="muted">{wordOf(t, 'outcome', row.outcome)}</Status>
      ) : (
        <Status tone={row.missing.length > 0 ? 'warn' : 'accent'}>
          {row.missing[0] ? wordOf(t, 'missing', row.missing[0]) : t('disclosure.list.open')}
        </Status>
      ),
  },
];
