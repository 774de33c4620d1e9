import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import type { ListVocabulary } from '../../../web/list-state.ts';
import { setSearchTerm, useSearchTerm } from '../../../web/shell/search-term.ts';
import { Button, Checkbox, PageHeader } from '../../../web/ui/index.ts';
import { Icon } from '../../../web/ui/icon.tsx';
import { useWords } from '../../../web/words/index.ts';
import type { SearchKind } from '../rules-kinds.ts';
import { searchKinds } from '../rules-kinds.ts';
import { useAsking } from './asking.ts';
import { AskWhy } from './ask-why.tsx';
import { QueryHelp } from './query-help.tsx';
import { Results } from './results.tsx';
import styles from './search.module.css';

const words: ListVocabulary = {
  facets: { kind: searchKinds, spelled: ['exact'] },
  sorts: ['fit'],
  defaultSort: { by: 'fit', descending: false },
};
const perPage = 20;

/** One search over everything the reader may see. The term travels in bodies; the address holds closed words alone. */
export default function SearchPage() {
  const { t } = useWords();
  const term = useSearchTerm();
  // What is typed belongs to one term: a new one from the search box above or an example takes its place.
  const [draft, setDraft] = useState({ of: term, text: term });
  const typed = draft.of === term ? draft.text : term;
  const asking = useAsking();
  const state = useListState(words);
  const only = (state.chosen['kind']?.[0] ?? null) as SearchKind | null;
  const alike = !(state.chosen['spelled']?.includes('exact') ?? false);
  const { purpose, onBehalf } = asking;
  const found = useQuery(
    api.search.find.queryOptions({
      input: {
        term,
        purpose: purpose ?? 'case_work',
        onBehalf,
        alike,
        page: state.page,
        take: perPage,
        ...(only ? { only } : {}),
      },
      enabled: term !== '' && purpose !== null,
      // Each reading is a search of its own in the audit, so nothing is read again unasked.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <PageHeader title={t('search.title')} lead={t('search.lead')} />
      <form
        className={styles['form']}
        role="search"
        aria-label={t('search.title')}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '') return;
          state.set({ page: 1 });
          setSearchTerm(typed.trim());
        }}
      >
        <div className={styles['line']}>
          <span className={styles['box']}>
            <Icon name="search" />
            <input
              type="search"
              aria-label={t('search.field')}
              placeholder={t('search.placeholder')}
              value={typed}
              onChange={(event) => setDraft({ of: term, text: event.target.value })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={1000}
            />
          </span>
          <Button type="submit" look="primary" pending={found.isFetching}>
            {t('search.find')}
          </Button>
        </div>
        <AskWhy asking={asking} />
        <Checkbox
          checked={alike}
          onChange={(on) => state.set({ chosen: { ...state.chosen, spelled: on ? [] : ['exact'] } })}
        >
          {t('search.alike')}
        </Checkbox>
      </form>
      {term !== '' && purpose !== null ? (
        <Results
          term={term}
          found={found}
          only={only}
          onOnly={(kind) => state.set({ chosen: { ...state.chosen, kind: kind === null ? [] : [kind] } })}
          page={state.page}
          perPage={perPage}
          onPage={(page) => state.set({ page })}
        />
      ) : null}
      <QueryHelp open={term === ''} />
    </>
  );
}
