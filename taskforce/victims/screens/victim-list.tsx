import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Badge, DataList, EmptyState, FilterBar, PageHeader, Row, Status } from '../../../web/ui/index.ts';
import type { Chosen, Column, Facet } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { useCode, useCodes } from '../../cases/screens/shared.ts';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { victimStatuses } from '../../vocabulary/victims.ts';
import type { VictimRow } from '../contract.ts';
import { languageCodes, statusTone, useLanguages } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: {
    status: victimStatuses,
    type: traffickingTypes,
    minor: ['now', 'at_facts'],
    language: languageCodes,
    quiet: ['7', '30', '90'],
    more: ['rescreen'],
  },
  sorts: ['code_name', 'contact', 'status'],
  defaultSort: { by: 'code_name', descending: false },
} as const;

function filterOf(chosen: Chosen) {
  const first = (facet: string) => chosen[facet]?.[0] ?? null;
  const quiet = first('quiet');
  return {
    status: [...(chosen['status'] ?? [])] as VictimRow['status'][],
    type: [...(chosen['type'] ?? [])] as VictimRow['type'][],
    minor: first('minor') as 'now' | null,
    language: first('language'),
    quietDays: quiet === null ? null : Number(quiet),
    rescreenDue: first('more') === 'rescreen',
  };
}

function useFacets(t: Translate): Facet[] {
  const codes = useCodes();
  const { options } = useLanguages();
  return useMemo(() => {
    const own = (facet: string, ids: readonly string[]) =>
      ids.map((id) => ({ id, label: t(`victims.filter.${facet}.${id}`) }));
    return [
      { id: 'status', label: t('victims.field.status'), options: codes('victimStatus', victimStatuses) },
      { id: 'type', label: t('victims.field.type'), options: codes('traffickingType', traffickingTypes) },
      {
        id: 'minor',
        label: t('victims.filter.minor.title'),
        options: own('minor', VOCABULARY.facets.minor),
        single: true,
      },
      { id: 'language', label: t('victims.field.languages'), options, single: true },
      {
        id: 'quiet',
        label: t('victims.filter.quiet.title'),
        options: own('quiet', VOCABULARY.facets.quiet),
        single: true,
      },
      {
        id: 'more',
        label: t('victims.filter.more.title'),
        options: own('more', VOCABULARY.facets.more),
        single: true,
      },
    ];
  }, [t, codes, options]);
}

function useColumns(t: Translate): Column<VictimRow>[] {
  const code = useCode();
  const { list } = useLanguages();
  return useMemo(
    () => [
      {
        id: 'code_name',
        label: t('victims.field.codeName'),
        primary: true,
        sortable: true,
        cell: (row) => (
          <Row>
            <strong>{row.codeName}</strong>
            {row.minorNow && <Badge tone="warn">{t('victims.minorNow')}</Badge>}
            {!row.minorNow && row.minorAtFacts && <Badge>{t('victims.minorAtFacts')}</Badge>}
          </Row>
        ),
      },
      { id: 'case', label: t('victims.field.case'), cell: (row) => row.case.number, nowrap: true },
      {
        id: 'status',
        label: t('victims.field.status'),
        sortable: true,
        cell: (row) => (
          <Row>
            <Status tone={statusTone[row.status]}>{code('victimStatus', row.status)}</Status>
            {row.rescreenDue && (
              <Badge tone="warn" icon="clock">
                {t('victims.rescreenDue')}
              </Badge>
            )}
          </Row>
        ),
      },
      { id: 'type', label: t('victims.field.type'), cell: (row) => code('traffickingType', row.type) },
      { id: 'age', label: t('victims.field.ageGroup'), cell: (row) => code('ageGroup', row.ageGroup) },
      {
        id: 'languages',
        label: t('victims.field.languages'),
        cell: (row) =>
          [list(row.languages), row.interpreter === 'needed' ? t('victims.interpreterNeeded') : '']
            .filter(Boolean)
            .join(' · '),
      },
      {
        id: 'contact',
        label: t('victims.field.lastContact'),
        sortable: true,
        nowrap: true,
        cell: (row) =>
          row.daysSinceContact === null
            ? t('victims.noContact')
            : t('victims.daysAgo', { n: row.daysSinceContact }),
      },
      {
        id: 'since',
        label: t('victims.field.statusSince'),
        extra: true,
        nowrap: true,
        cell: (row) => (row.statusSince === null ? '' : formatDate(row.statusSince)),
      },
    ],
    [t, code, list],
  );
}

/** Victims in the cases open to the reader, by code name. There is nothing to type: nobody is found by a name. */
export default function VictimList() {
  const { t } = useWords();
  const facets = useFacets(t);
  const columns = useColumns(t);
  const state = useListState(VOCABULARY);
  const found = useQuery(
    api.victims.list.queryOptions({
      input: { ...filterOf(state.chosen), sort: state.sort.by as 'contact', page: state.page, limit: PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const { rows } = found.data ?? {};
  return (
    <>
      <PageHeader title={t('victims.title')} lead={t('victims.lead')} />
      <ReadFailed query={found} title={t('victims.failed')} />
      <DataList
        id="victims"
        label={t('victims.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.codeName}
        href={(row) => `/victims/${row.id}`}
        sort={state.sort}
        onSort={(sort) => state.set({ sort: { ...sort, descending: false }, page: 1 })}
        tools={
          <FilterBar
            facets={facets}
            chosen={state.chosen}
            onChange={(chosen) => state.set({ chosen, page: 1 })}
          />
        }
        empty={
          <EmptyState icon="people" title={t('victims.none')}>
            {t('victims.noneHint')}
          </EmptyState>
        }
        page={pageOf(state, found.data, PAGE)}
      />
    </>
  );
}
