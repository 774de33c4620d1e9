import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  ButtonLink,
  DataList,
  EmptyState,
  FilterBar,
  Notice,
  PageHeader,
  Status,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { nominationStates } from '../rules.ts';
import { castOf, checkTone, ClockOf, stateTone, type Row } from './shared.tsx';

const PAGE = 50;
/** Fewer than so many are told as counts alone: a share of them would say more than they do. */
const FEWEST = 10;
const VOCABULARY = {
  facets: { state: nominationStates, type: traffickingTypes },
  sorts: ['at'],
  defaultSort: { by: 'at', descending: true },
} as const;

/** Nominations of targets, with the share of labor among them. */
export default function NominationList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const states = (state.chosen['state'] ?? []) as Row['state'][];
  const types = (state.chosen['type'] ?? []) as Row['type'][];
  const found = useQuery(
    api.nominations.list.queryOptions({
      input: { ...(states.length > 0 ? { states } : {}), types, page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const { rows, total, share, quorum = 1 } = found.data ?? {};
  const columns = useMemo(() => columnsOf(t, quorum), [t, quorum]);
  const many = marked.size >= 2 && marked.size <= 6;
  return (
    <>
      <PageHeader
        title={t('nominations.title')}
        lead={t('nominations.lead')}
        actions={
          can('nominations.make') ? (
            <ButtonLink look="primary" icon="plus" href="/nominations/new">
              {t('nominations.new')}
            </ButtonLink>
          ) : undefined
        }
      />
      {share && <Share {...share} />}
      <ReadFailed query={found} />
      <DataList
        id="nominations"
        label={t('nominations.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${row.number} ${row.title}`}
        href={(row) => `/nominations/${row.id}`}
        sort={state.sort}
        onSort={(sort) => state.set({ sort })}
        selected={marked}
        onSelect={setMarked}
        bulk={
          many ? (
            <ButtonLink
              size="small"
              icon="columns"
              href={`/nominations/compare?ids=${[...marked].join(',')}`}
            >
              {t('nominations.compare.do')}
            </ButtonLink>
          ) : (
            <span>{t('nominations.compare.pick')}</span>
          )
        }
        tools={
          <FilterBar
            facets={[
              {
                id: 'state',
                label: t('nominations.filter.state'),
                options: nominationStates.map((id) => ({ id, label: t(`nominations.state.${id}`) })),
              },
              {
                id: 'type',
                label: t('nominations.filter.type'),
                options: traffickingTypes.map((id) => ({
                  id,
                  label: t(`vocabulary.traffickingType.${id}.label`),
                })),
              },
            ]}
            chosen={state.chosen}
            onChange={(next) => state.set({ chosen: next })}
          />
        }
        empty={
          <EmptyState icon="bookmark" title={t('nominations.none')}>
            {t('nominations.noneHint')}
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

/** The share of labor, with what it leaves out. */
function Share({ labor, known, undetermined }: { labor: number; known: number; undetermined: number }) {
  const { t } = useWords();
  const key = known === 0 ? 'none' : known < FEWEST ? 'few' : 'some';
  return (
    <Notice title={t('nominations.share.title')}>
      {t(`nominations.share.${key}`, {
        labor,
        known,
        percent: known === 0 ? 0 : Math.round((100 * labor) / known),
      })}{' '}
      {undetermined > 0 && t('nominations.share.undetermined', { n: undetermined })}
    </Notice>
  );
}

const columnsOf = (t: Translate, quorum: number): Column<Row>[] => [
  {
    id: 'title',
    label: t('nominations.column.title'),
    primary: true,
    cell: (row) => (
      <>
        {row.number} <strong>{row.title}</strong>
      </>
    ),
  },
  {
    id: 'type',
    label: t('nominations.column.type'),
    cell: (row) => t(`vocabulary.traffickingType.${row.type}.label`),
  },
  {
    id: 'state',
    label: t('nominations.column.state'),
    cell: (row) => (
      <Status tone={stateTone[row.state]}>
        {row.returnsOn
          ? t('nominations.decide.deferred', { day: formatDate(row.returnsOn) })
          : t(`nominations.state.${row.state}`)}
      </Status>
    ),
  },
  ...(['harm', 'vulnerability', 'solvability', 'resources'] as const).map((criterion) => ({
    id: criterion,
    label: t(`nominations.criterion.${criterion}`),
    cell: (row: Row) => t(`nominations.level.${row[criterion]}`),
  })),
  {
    id: 'votes',
    label: t('nominations.column.votes'),
    cell: (row) =>
      row.state === 'waiting' ? t('nominations.vote.quorum', { n: castOf(row.votes), quorum }) : '',
  },
  {
    id: 'check',
    label: t('nominations.column.check'),
    cell: (row) => <Status tone={checkTone[row.check]}>{t(`nominations.check.${row.check}`)}</Status>,
  },
  { id: 'clock', label: t('nominations.column.clock'), cell: (row) => <ClockOf row={row} /> },
  { id: 'by', label: t('nominations.column.by'), extra: true, cell: (row) => row.nominatedBy.name },
  {
    id: 'at',
    label: t('nominations.column.at'),
    sortable: false,
    extra: true,
    nowrap: true,
    cell: (row) => formatDate(row.nominatedAt),
  },
];
