import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { audiences, tipChannels } from '../../vocabulary/tips.ts';
import type { Audience, TipChannel } from '../../vocabulary/tips.ts';
import { api } from '../../../web/api.ts';
import { useListState, writeListState } from '../../../web/list-state.ts';
import { ListViews } from '../../../web/list-views.tsx';
import type { ListVocabulary } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  ButtonLink,
  EmptyState,
  FilterBar,
  PageHeader,
  Skeleton,
  useKeys,
  useMarks,
} from '../../../web/ui/index.ts';
import { formatCount, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { BulkTake } from './bulk-take.tsx';
import { optionsOf } from './named.ts';
import { Preview } from './preview.tsx';
import { QueueList } from './queue-list.tsx';
import styles from './tips.module.css';

const lanes = ['triage', 'waiting', 'decided', 'all'] as const;

const words: ListVocabulary = {
  facets: {
    lane: lanes,
    assigned: ['me', 'nobody'],
    only: ['danger', 'minors'],
    channel: tipChannels,
    audience: audiences,
  },
  sorts: ['queue', 'newest'],
  defaultSort: { by: 'queue', descending: false },
};

function facetsOf(t: Translate) {
  const named = (facet: string, ids: readonly string[]) =>
    ids.map((id) => ({ id, label: t(`tips.queue.${facet}.${id}`) }));
  return [
    { id: 'lane', label: t('tips.queue.lane'), options: named('lane', lanes), single: true },
    {
      id: 'assigned',
      label: t('tips.queue.assigned'),
      options: named('assigned', ['me', 'nobody']),
      single: true,
    },
    { id: 'only', label: t('tips.queue.only'), options: named('only', ['danger', 'minors']) },
    { id: 'channel', label: t('tips.queue.channel'), options: optionsOf(t, 'tipChannel', tipChannels) },
    { id: 'audience', label: t('tips.queue.audience'), options: optionsOf(t, 'audience', audiences) },
    { id: 'sort', label: t('tips.queue.sort'), options: named('sort', words.sorts), single: true },
  ];
}

/** The tip a key is for: the one whose line has the focus, else the one that is read. */
function atHand(read: string | undefined): string {
  const line = document.activeElement?.closest('li');
  return line?.querySelector<HTMLElement>('[data-tip]')?.dataset['tip'] ?? read ?? '';
}

/** The triage queue: the queue on one side, the tip that is read on the other; everything has a key. */
export default function TipQueue() {
  const { t } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const state = useListState(words);
  const { tip } = useSearch({ strict: false }) as { tip?: string };
  const facets = useMemo(() => facetsOf(t), [t]);
  const { chosen } = state;
  const filter = {
    lane: (chosen['lane']?.[0] ?? 'triage') as (typeof lanes)[number],
    assigned: (chosen['assigned']?.[0] ?? 'anyone') as 'anyone' | 'me' | 'nobody',
    danger: chosen['only']?.includes('danger') ?? false,
    minors: chosen['only']?.includes('minors') ?? false,
    channels: (chosen['channel'] ?? []) as TipChannel[],
    audiences: (chosen['audience'] ?? []) as Audience[],
  };
  const sort = state.sort.by === 'newest' ? ('newest' as const) : ('queue' as const);
  const found = useInfiniteQuery(
    api.tips.list.infiniteOptions({
      input: (after: string | null) => ({ ...filter, sort, limit: 50, after }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  );
  const rows = found.data?.pages.flatMap((page) => page.rows);
  const total = found.data?.pages[0]?.total;
  const hrefOf = (id: string) =>
    `/tips?${new URLSearchParams({ ...writeListState(state, words), tip: id }).toString()}`;
  const open = useQuery({
    ...api.tips.open.queryOptions({ input: { id: tip ?? '' } }),
    enabled: tip !== undefined,
  });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const mark = useMarks(rows?.map((row) => row.id) ?? [], marked, setMarked);
  const go = (step: number) => {
    if (!rows || rows.length === 0) return;
    const at = rows.findIndex((row) => row.id === tip);
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!next) return;
    void navigate({
      to: '.',
      search: { ...writeListState(state, words), tip: next.id } as never,
      replace: true,
    });
    document.querySelector<HTMLElement>(`[data-tip="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys(t('tips.queue.keys'), [
    { keys: 'j', label: t('tips.key.next'), run: () => go(1) },
    { keys: 'k', label: t('tips.key.previous'), run: () => go(-1) },
    { keys: 'x', label: t('tips.queue.mark'), run: () => mark(atHand(tip)) },
    { keys: 'Shift+X', label: t('tips.queue.markRange'), run: () => mark(atHand(tip), true) },
    {
      keys: 'Enter',
      label: t('tips.key.open'),
      when: () => tip !== undefined && document.activeElement === document.body,
      run: () => void navigate({ to: `/tips/${tip}` as never }),
    },
    {
      keys: 'e',
      label: t('tips.key.open'),
      when: () => tip !== undefined,
      run: () => void navigate({ to: `/tips/${tip}` as never }),
    },
  ]);
  return (
    <>
      <PageHeader
        title={t('tips.queue.title')}
        lead={t('tips.queue.lead')}
        actions={
          <>
            {can('tips.receive') && (
              <ButtonLink look="primary" icon="plus" href="/tips/new">
                {t('tips.do.receive')}
              </ButtonLink>
            )}
            {can('danger.raise') && (
              <ButtonLink icon="danger" href="/tips/dangers">
                {t('tips.danger.toBoard')}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className={styles['tools']} data-open={tip !== undefined || undefined}>
        <div className={styles['tools-start']}>
          <ListViews list="tips" words={words} state={state} />
          <ExportButton list={{ list: 'tips', filter: { ...filter, states: [] } }} />
          <FilterBar
            facets={facets}
            chosen={sort === 'queue' ? chosen : { ...chosen, sort: [sort] }}
            onChange={({ sort: order, ...next }) =>
              state.set({
                chosen: next,
                sort: { by: order?.[0] ?? 'queue', descending: false },
                view: undefined,
              })
            }
          />
        </div>
        {total && <span>{t('tips.queue.count', { n: formatCount(total.count, total.capped) })}</span>}
      </div>
      <ReadFailed query={found} title={t('tips.queue.failed')} />
      {marked.size > 0 && (
        <div className={styles['bulk']} data-open={tip !== undefined || undefined}>
          <strong role="status">{t('ui.list.selected', { n: marked.size })}</strong>
          <BulkTake
            tips={rows?.filter((row) => marked.has(row.id)) ?? []}
            onDone={() => setMarked(new Set())}
          />
          <ExportButton list={{ list: 'tips', filter: { ...filter, states: [] } }} marked={marked} />
          <Button size="small" look="quiet" onPress={() => setMarked(new Set())}>
            {t('ui.list.clear')}
          </Button>
        </div>
      )}
      <div className={styles['panes']} data-open={tip !== undefined || undefined}>
        <div className={styles['list']}>
          {rows === undefined && !found.error && <Skeleton label={t('ui.reading')} lines={8} />}
          {rows?.length === 0 && (
            <EmptyState icon="tip" title={t('tips.queue.empty')}>
              {t('tips.queue.empty.hint')}
            </EmptyState>
          )}
          {rows && rows.length > 0 && (
            <QueueList rows={rows} current={tip} hrefOf={hrefOf} marked={marked} onMark={mark} />
          )}
          {found.hasNextPage && (
            <Button wide onPress={() => void found.fetchNextPage()} pending={found.isFetchingNextPage}>
              {t('tips.queue.more')}
            </Button>
          )}
        </div>
        <Preview
          chosen={tip !== undefined}
          tip={open.data}
          error={open.error}
          back={`/tips?${new URLSearchParams(writeListState(state, words)).toString()}`}
        />
      </div>
    </>
  );
}
