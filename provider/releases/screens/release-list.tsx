import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api-provider.ts';
import { useListState } from '../../../web/list-state.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { ButtonLink, Failed, FilterBar, PageHeader } from '../../../web/ui/index.ts';
import type { Facet } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { releaseStates } from '../../vocabulary/releases.ts';
import { ReleaseTable } from './release-table.tsx';
import { optionsOf, type ReleaseRow } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: { state: releaseStates, only: ['ending'] },
  sorts: ['until'],
  defaultSort: { by: 'until', descending: false },
} as const;

/** Releases of the own organisation: those that live first, the nearest end above. */
export default function ReleaseList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const chosen = (facet: string) => state.chosen[facet] ?? [];
  const found = useQuery(
    api.releases.list.queryOptions({
      input: {
        states: chosen('state') as ReleaseRow['state'][],
        ending: chosen('only').includes('ending'),
        page: state.page,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const facets = useMemo<Facet[]>(
    () => [
      { id: 'state', label: t('releases.list.state'), options: optionsOf(t, 'state', releaseStates) },
      {
        id: 'only',
        label: t('releases.list.only'),
        options: [{ id: 'ending', label: t('releases.list.ending') }],
      },
    ],
    [t],
  );
  const { rows, total } = found.data ?? {};
  return (
    <>
      <PageHeader
        title={t('releases.list.title')}
        lead={t('releases.list.lead')}
        actions={
          can('releases.rules') ? (
            <ButtonLink icon="admin" href="/releases/rules">
              {t('releases.rules.open')}
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
      <ReleaseTable
        rows={rows}
        withClient
        tools={
          <FilterBar facets={facets} chosen={state.chosen} onChange={(next) => state.set({ chosen: next })} />
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
