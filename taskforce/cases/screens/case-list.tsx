import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import { ListViews } from '../../../web/list-views.tsx';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  ButtonLink,
  DataList,
  EmptyState,
  FilterBar,
  PageHeader,
  PhasePicture,
  Row,
} from '../../../web/ui/index.ts';
import type { Chosen, Column, Facet } from '../../../web/ui/index.ts';
import { formatDate, formatDistance, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { phases, traffickingTypes } from '../../vocabulary/cases.ts';
import { originModes } from '../../vocabulary/origins.ts';
import type { CaseRow } from '../contract-cases.ts';
import { AddToAgenda } from './add-to-agenda.tsx';
import { usePages } from './pages.ts';
import { pictureInWords } from './picture.ts';
import { useCode, useCodes, usePeople } from './shared.ts';

const more = ['unassigned', 'overdue', 'sealed', 'quiet30', 'quiet90'] as const;
const status = ['open', 'closed', 'all'] as const;

/** The filters of the case list out of what was chosen in the bar. */
function filterOf(chosen: Chosen) {
  const has = (id: (typeof more)[number]) => chosen['more']?.includes(id) ?? false;
  const list = (facet: string) => [...(chosen[facet] ?? [])] as never[];
  return {
    status: (chosen['status']?.[0] ?? 'open') as 'open',
    mine: chosen['whose']?.[0] === 'mine',
    type: list('type'),
    originMode: list('origin'),
    phase: list('phase'),
    leadAgencyId: list('agency'),
    sealed: has('sealed') ? true : null,
    quietDays: has('quiet90') ? 90 : has('quiet30') ? 30 : null,
    unassigned: has('unassigned'),
    overdue: has('overdue'),
  };
}

/** The filter as an export takes it: nothing left out. */
const wholeFilter = (filter: ReturnType<typeof filterOf>) => ({
  ...filter,
  originRoute: [],
  openedFrom: null,
  openedTo: null,
});

function useFacets(t: Translate): Facet[] {
  const codes = useCodes();
  const { agencies } = usePeople();
  return useMemo(() => {
    const own = (facet: string, ids: readonly string[]) =>
      ids.map((id) => ({ id, label: t(`cases.filter.${facet}.${id}`) }));
    return [
      { id: 'status', label: t('cases.filter.status.title'), options: own('status', status), single: true },
      { id: 'whose', label: t('cases.filter.whose.title'), options: own('whose', ['mine']), single: true },
      { id: 'type', label: t('cases.field.type'), options: codes('traffickingType', traffickingTypes) },
      { id: 'phase', label: t('cases.field.phase'), options: codes('phase', phases) },
      { id: 'origin', label: t('cases.field.origin'), options: codes('originMode', originModes) },
      { id: 'agency', label: t('cases.field.leadAgency'), options: agencies },
      { id: 'more', label: t('cases.filter.more.title'), options: own('more', more) },
    ];
  }, [t, codes, agencies]);
}

function useColumns(t: Translate): Column<CaseRow>[] {
  const code = useCode();
  return useMemo(
    () => [
      {
        id: 'number',
        label: t('cases.field.number'),
        cell: (row) => row.number,
        primary: true,
        nowrap: true,
      },
      {
        id: 'title',
        label: t('cases.field.title'),
        cell: (row) => (
          <Row>
            {row.title}
            {row.danger && (
              <Badge tone="danger" icon="danger">
                {t('cases.danger')}
              </Badge>
            )}
            {row.sealed && (
              <Badge tone="warn" icon="seal">
                {t('cases.sealed')}
              </Badge>
            )}
            {row.closedOn !== null && <Badge>{t('cases.closed')}</Badge>}
            {row.overdueTasks > 0 && (
              <Badge tone="warn" icon="clock">
                {t('cases.overdueTasks', { n: row.overdueTasks })}
              </Badge>
            )}
          </Row>
        ),
      },
      { id: 'type', label: t('cases.field.type'), cell: (row) => code('traffickingType', row.type) },
      {
        id: 'picture',
        label: t('cases.field.picture'),
        cell: ({ picture }) => <PhasePicture counts={picture} label={pictureInWords(t, picture)} />,
      },
      { id: 'lead', label: t('cases.field.lead'), cell: (row) => row.lead?.name ?? t('cases.nobody') },
      { id: 'agency', label: t('cases.field.leadAgency'), cell: (row) => row.leadAgency.name, extra: true },
      {
        id: 'origin',
        label: t('cases.field.origin'),
        cell: (row) => code('originRoute', row.originRoute),
        extra: true,
      },
      {
        id: 'opened',
        label: t('cases.field.opened'),
        cell: (row) => formatDate(row.openedOn),
        sortable: true,
        nowrap: true,
      },
      {
        id: 'activity',
        label: t('cases.field.activity'),
        cell: (row) => formatDistance(row.lastActivityAt, new Date()),
        sortable: true,
        nowrap: true,
      },
    ],
    [t, code],
  );
}

/** The cases open to the reader. */
export default function CaseList() {
  const { t } = useWords();
  const can = useCan();
  const facets = useFacets(t);
  const columns = useColumns(t);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const words = useMemo(
    () => ({
      facets: Object.fromEntries(facets.map((facet) => [facet.id, facet.options.map((one) => one.id)])),
      sorts: ['opened', 'activity'],
      defaultSort: { by: 'activity', descending: true },
    }),
    [facets],
  );
  const state = useListState(words);
  const filter = filterOf(state.chosen);
  const sort = state.sort.by as 'opened';
  const { after, pager } = usePages(JSON.stringify([filter, sort]));
  const found = useQuery(
    api.cases.list.queryOptions({ input: { ...filter, sort, after }, placeholderData: keepPreviousData }),
  );
  return (
    <>
      <PageHeader
        title={t('cases.title')}
        lead={t('cases.lead')}
        actions={
          can('cases.open') && (
            <ButtonLink look="primary" icon="plus" href="/cases/new">
              {t('cases.new.do')}
            </ButtonLink>
          )
        }
      />
      <ReadFailed query={found} title={t('cases.failed')} />
      <DataList
        id="cases"
        label={t('cases.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.number}
        href={(row) => `/cases/${row.id}`}
        sort={state.sort}
        onSort={(next) => state.set({ sort: { ...next, descending: true } })}
        selected={selected}
        onSelect={setSelected}
        bulk={
          <>
            <AddToAgenda caseIds={[...selected].slice(0, 100)} onDone={() => setSelected(new Set())} />
            <ExportButton list={{ list: 'cases', filter: wholeFilter(filter) }} marked={selected} />
            <Button
              size="small"
              icon="copy"
              onPress={() => {
                const numbers = found.data?.rows
                  .filter((row) => selected.has(row.id))
                  .map((row) => row.number);
                void navigator.clipboard.writeText((numbers ?? []).join('\n'));
              }}
            >
              {t('cases.copyNumbers')}
            </Button>
          </>
        }
        tools={
          <>
            <ListViews list="cases" words={words} state={state} />
            <ExportButton list={{ list: 'cases', filter: wholeFilter(filter) }} />
            <FilterBar
              facets={facets}
              chosen={state.chosen}
              onChange={(chosen) => state.set({ chosen, view: undefined })}
            />
          </>
        }
        empty={
          <EmptyState icon="case" title={t('cases.none')}>
            {t('cases.noneHint')}
          </EmptyState>
        }
        {...(found.data ? { page: pager(found.data) } : {})}
      />
    </>
  );
}
