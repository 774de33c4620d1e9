import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ReadFailed } from '../../../unread.tsx';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { AuditEntry } from '../../../../kit/audit/contract.ts';
import { api } from '../../../api.ts';
import { useListState, writeListState } from '../../../list-state.ts';
import { DataList, EmptyState, FilterBar, Status, WithPanel } from '../../../ui/index.ts';
import type { Column, Facet } from '../../../ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../words/index.ts';
import type { Translate } from '../../../words/index.ts';
import { ListTools } from '../../list-tools.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { AuditFrame } from './frame.tsx';
import { nameOf } from './names.ts';
import { usePages } from './pages.ts';
import { PERIODS, sinceOf } from './periods.ts';

const OUTCOMES = ['done', 'refused', 'failed'] as const;
const NONE: readonly string[] = [];

/** What the lists of an audit can be narrowed to: closed words that the log holds, and the people of the house. */
function useFacets(t: Translate): Facet[] {
  const choices = useQuery(api.audit.choices.queryOptions({ input: {} })).data;
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  return useMemo(() => {
    const named = (list: 'action' | 'table' | 'outcome', ids: readonly string[]) =>
      ids
        .map((id) => ({ id, label: nameOf(t, list, id) }))
        .toSorted((a, b) => a.label.localeCompare(b.label));
    const persons = (people?.colleagues ?? []).map((one) => ({
      id: one.id,
      label: `${one.displayName}, ${one.agencyName}`,
    }));
    return [
      { id: 'who', label: t('audit.column.who'), options: persons, single: true },
      {
        id: 'action',
        label: t('audit.column.action'),
        options: named('action', choices?.actions ?? NONE),
        single: true,
      },
      {
        id: 'table',
        label: t('audit.column.table'),
        options: named('table', choices?.tables ?? NONE),
        single: true,
      },
      { id: 'outcome', label: t('audit.column.outcome'), options: named('outcome', OUTCOMES), single: true },
      {
        id: 'period',
        label: t('audit.period.title'),
        options: PERIODS.map((id) => ({ id, label: t(`audit.period.${id}`) })),
        single: true,
      },
    ];
  }, [t, choices, people]);
}

function columnsOf(t: Translate): Column<AuditEntry>[] {
  return [
    {
      id: 'at',
      label: t('audit.column.at'),
      cell: (row) => formatMoment(row.at),
      primary: true,
      nowrap: true,
    },
    { id: 'who', label: t('audit.column.who'), cell: (row) => row.account?.displayName ?? t('audit.nobody') },
    { id: 'agency', label: t('audit.column.agency'), cell: (row) => row.account?.agency ?? '' },
    { id: 'action', label: t('audit.column.action'), cell: (row) => nameOf(t, 'action', row.action) },
    {
      id: 'table',
      label: t('audit.column.table'),
      cell: (row) => row.table && nameOf(t, 'table', row.table),
    },
    { id: 'count', label: t('audit.column.count'), cell: (row) => formatNumber(row.count), align: 'end' },
    {
      id: 'outcome',
      label: t('audit.column.outcome'),
      cell: (row) => (
        <Status tone={row.outcome === 'done' ? 'good' : 'warn'}>{nameOf(t, 'outcome', row.outcome)}</Status>
      ),
    },
  ];
}

const hrefOf = (search: Record<string, string>) => `/audit?${new URLSearchParams(search).toString()}`;

/** Every entry of the audit, newest first, with a look at one beside it. */
export default function AuditList() {
  const { t } = useWords();
  const facets = useFacets(t);
  const columns = useMemo(() => columnsOf(t), [t]);
  const words = useMemo(
    () => ({
      facets: Object.fromEntries(facets.map((facet) => [facet.id, facet.options.map((one) => one.id)])),
      sorts: ['at'],
      defaultSort: { by: 'at', descending: true },
    }),
    [facets],
  );
  const state = useListState(words);
  const { entry } = useSearch({ strict: false }) as { entry?: string };
  const only = (facet: string) => state.chosen[facet]?.[0];
  const chosen = {
    accountId: only('who'),
    action: only('action'),
    table: only('table'),
    outcome: only('outcome') as 'done' | undefined,
  };
  const period = only('period');
  const [now] = useState(() => new Date());
  const from = sinceOf(period, now);
  const filter = Object.fromEntries(
    Object.entries({ ...chosen, from }).filter(([, value]) => value !== undefined),
  );
  const { mark, pager } = usePages<number>(JSON.stringify(filter));
  const input = { ...filter, ...(mark === undefined ? {} : { before: mark }) };
  const found = useQuery(api.audit.list.queryOptions({ input, placeholderData: keepPreviousData }));
  const open = found.data?.rows.find((row) => String(row.id) === entry);
  return (
    <AuditFrame part="list">
      <ReadFailed query={found} title={t('audit.failed')} />
      <WithPanel panel={<EntryPanel entry={open} onClose={() => state.set({})} />}>
        <DataList
          id="audit"
          label={t('audit.title')}
          columns={columns}
          rows={found.data?.rows}
          rowId={(row) => String(row.id)}
          rowName={(row) => formatMoment(row.at)}
          href={(row) => hrefOf({ ...writeListState(state, words), entry: String(row.id) })}
          current={entry}
          tools={
            <>
              <ListTools list="audit" words={words} state={state} filter={filter} permission="audit.read" />
              <FilterBar
                facets={facets}
                chosen={state.chosen}
                onChange={(next) => state.set({ chosen: next, view: undefined })}
              />
            </>
          }
          empty={<EmptyState icon="audit" title={t('audit.none')} />}
          {...(found.data
            ? {
                page: pager({
                  ...found.data,
                  total: found.data.total.count,
                  capped: found.data.total.capped,
                }),
              }
            : {})}
        />
      </WithPanel>
    </AuditFrame>
  );
}
