import { useQuery } from '@tanstack/react-query';
import { api, client, queries } from './api.ts';
import { readListState, writeListState } from './list-state.ts';
import type { ListState, ListVocabulary } from './list-state.ts';
import { SavedViews } from './ui/saved-views.tsx';
import { toast } from './ui/toast.tsx';
import { useWords } from './words/index.ts';

/** Saved filters and order of a list, and keeping the present ones. `list` is a fixed name of the list. */
export function ListViews({ list, words, state }: { list: string; words: ListVocabulary; state: ListState }) {
  const { t } = useWords();
  const views = useQuery(api.views.list.queryOptions({ input: { list } })).data?.rows ?? [];
  const current = views.find((view) => view.id === state.view);
  return (
    <SavedViews
      views={views.map((view) => ({
        id: view.id,
        name: view.name,
        sharing: t(view.shared ? 'ui.views.shared' : 'ui.views.mine'),
      }))}
      current={state.view}
      onChoose={(id) => {
        const view = views.find((one) => one.id === id);
        if (view) state.set({ ...readListState(view.query, words), view: id });
      }}
      onSave={(name, sharing) => {
        const query = writeListState({ ...state, page: 1, view: undefined }, words);
        void client.views
          .save({ list, name, query, shared: sharing === 'shared' })
          .then(({ id }) => queries.invalidateQueries().then(() => state.set({ view: id })));
      }}
      {...(current?.mine
        ? {
            onDrop: () =>
              void client.views.drop({ id: current.id }).then(() => {
                toast({ text: t('ui.views.dropped') });
                state.set({ view: undefined });
                return queries.invalidateQueries();
              }),
          }
        : {})}
      sharing={[
        { id: 'mine', label: t('ui.views.mine') },
        { id: 'shared', label: t('ui.views.shared') },
      ]}
    />
  );
}
