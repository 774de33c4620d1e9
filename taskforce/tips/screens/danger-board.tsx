import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import type { ListVocabulary } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Breadcrumbs, EmptyState, FilterBar, PageHeader, Skeleton } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { DangerCard } from './danger-card.tsx';
import styles from './tips.module.css';

const shows = ['open', 'reviews', 'ended'] as const;
const words: ListVocabulary = {
  facets: { show: shows },
  sorts: ['queue'],
  defaultSort: { by: 'queue', descending: false },
};

/** Everybody who may be in danger: those for whom nobody answers yet stand first. */
export default function DangerBoard() {
  const { t } = useWords();
  const state = useListState(words);
  const show = (state.chosen['show']?.[0] ?? 'open') as (typeof shows)[number];
  const found = useQuery(api.danger.board.queryOptions({ input: { show }, refetchInterval: 20_000 }));
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('tips.page.crumb')}
            crumbs={[{ label: t('tips.queue.title'), href: '/tips' }]}
          />
        }
        title={t('tips.danger.title')}
        lead={t('tips.danger.lead')}
      />
      <div className={styles['tools']}>
        <FilterBar
          facets={[
            {
              id: 'show',
              label: t('tips.danger.show'),
              options: shows.map((id) => ({ id, label: t(`tips.danger.show.${id}`) })),
              single: true,
            },
          ]}
          chosen={state.chosen}
          onChange={(chosen) => state.set({ chosen })}
        />
      </div>
      <ReadFailed query={found} title={t('tips.danger.failed')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={6} />}
      {found.data?.rows.length === 0 && (
        <EmptyState
          icon="check"
          title={t(show === 'open' ? 'tips.danger.none' : `tips.danger.none.${show}`)}
        />
      )}
      <div className={styles['board']}>
        {found.data?.rows.map((row) => (
          <DangerCard key={row.id} danger={row} />
        ))}
      </div>
    </>
  );
}
