import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PageState } from './ui/data-list-parts.tsx';
import type { Sort } from './ui/data-list.tsx';
import type { Chosen } from './ui/filter-bar.tsx';

/** What may stand in the address of a list: closed ids only, never anything typed. */
export interface ListVocabulary {
  /** Facet id → the ids that may be chosen. */
  facets: Readonly<Record<string, readonly string[]>>;
  sorts: readonly string[];
  defaultSort: Sort;
}

export interface ListState {
  chosen: Chosen;
  sort: Sort;
  /** From 1. */
  page: number;
  /** Id of the saved view the list was opened with. */
  view: string | undefined;
  set: (change: Partial<Pick<ListState, 'chosen' | 'sort' | 'page' | 'view'>>) => void;
}

/** Reads a list's state out of an address; whatever is not in the vocabulary is ignored. */
export function readListState(
  search: Readonly<Record<string, unknown>>,
  words: ListVocabulary,
): Omit<ListState, 'set'> {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '');
  const chosen = Object.fromEntries(
    Object.entries(words.facets).map(([facet, ids]) => [
      facet,
      ids.filter((id) => text(facet).split(',').includes(id)),
    ]),
  );
  const by = text('sort').replace(/^-/, '');
  const sort = words.sorts.includes(by)
    ? { by, descending: text('sort').startsWith('-') }
    : words.defaultSort;
  const page = Number(text('page'));
  const view = /^[0-9a-f-]{36}$/.test(text('view')) ? text('view') : undefined;
  return { chosen, sort, page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1, view };
}

/** The other way round: the shortest address for a state. */
export function writeListState(state: Omit<ListState, 'set'>, words: ListVocabulary): Record<string, string> {
  const search: Record<string, string> = {};
  for (const [facet, ids] of Object.entries(state.chosen)) {
    const known = ids.filter((id) => words.facets[facet]?.includes(id));
    if (known.length > 0) search[facet] = known.join(',');
  }
  const { by, descending } = state.sort;
  const usual = by === words.defaultSort.by && descending === words.defaultSort.descending;
  if (!usual) search['sort'] = `${descending ? '-' : ''}${by}`;
  if (state.page > 1) search['page'] = String(state.page);
  if (state.view !== undefined) search['view'] = state.view;
  return search;
}

/** Filters, sort and page of a list, kept in the address so that a link shows the same. */
export function useListState(words: ListVocabulary): ListState {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  return useMemo(() => {
    const state = readListState(search, words);
    return {
      ...state,
      set: (change) => {
        const next = { ...state, page: 1, ...change };
        void navigate({
          to: '.',
          search: writeListState(next, words) as never,
          replace: true,
          resetScroll: false,
        });
      },
    };
  }, [search, words, navigate]);
}

/**
 * Where a list stands in its answer, and the ways back and on; nothing before there is an answer.
 * @param answer one page of rows; a capped count says that there are more than were counted
 * @param size rows of a full page
 */
export function pageOf(
  { page, set }: { page: number; set: (change: { page: number }) => void },
  answer: { rows: readonly unknown[]; total: { count: number; capped: boolean } } | undefined,
  size: number,
): PageState | undefined {
  if (answer === undefined) return undefined;
  const { rows, total } = answer;
  const more = total.capped ? rows.length === size : page * size < total.count;
  return {
    from: rows.length === 0 ? 0 : (page - 1) * size + 1,
    shown: rows.length,
    total: total.count,
    capped: total.capped,
    onPrevious: page > 1 ? () => set({ page: page - 1 }) : undefined,
    onNext: more ? () => set({ page: page + 1 }) : undefined,
  };
}
