import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api-provider.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink, FilterBar, PageHeader } from '../../../web/ui/index.ts';
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
      <ReadFailed query={found} />
      <ReleaseTable
        rows={found.data?.rows}
        withClient
        tools={
          <FilterBar facets={facets} chosen={state.chosen} onChange={(next) => state.set({ chosen: next })} />
        }
        page={pageOf(state, found.data, PAGE)}
      />
    </>
  );
}
