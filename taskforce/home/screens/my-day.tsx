import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '../../../web/api.ts';
import type { Client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan, useMe } from '../../../web/session.ts';
import {
  Card,
  Columns,
  EmptyState,
  Failed,
  PageHeader,
  Skeleton,
  Stack,
  useNow,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { Balance } from './balance.tsx';
import { Danger } from './danger.tsx';
import { Owed, useOwed } from './owed.tsx';
import { Clocks, Supervisor } from './rail.tsx';
import { Approvals, Changes, Decisions, Reviews, Tasks } from './waiting.tsx';

const ExpiringSoon = lazy(() => import('../../operations/screens/day-card.tsx'));
const ReviewsOwed = lazy(() => import('../../operations/screens/reviews-owed.tsx'));
const ReferralsOfMine = lazy(() => import('../../referrals/screens/day-card.tsx'));

export type Mine = Awaited<ReturnType<Client['home']['mine']>>;

/** Danger first, then what has a clock, what waits for me, and what changed while I was away. */
export default function MyDay() {
  const { t } = useWords();
  const me = useMe();
  const now = useNow();
  const mine = useQuery({ ...api.home.mine.queryOptions({ input: {} }), refetchInterval: 60_000 });
  return (
    <>
      <PageHeader title={t('home.title')} lead={`${formatDate(now, 'long')} · ${me.account.displayName}`} />
      {mine.error && !mine.data ? (
        <Failed title={t('home.failed')} retryLabel={t('home.again')} onRetry={() => void mine.refetch()}>
          {problemOf(mine.error).sentence}
        </Failed>
      ) : mine.data ? (
        <Day mine={mine.data} />
      ) : (
        <Skeleton label={t('home.reading')} lines={8} />
      )}
    </>
  );
}

function Day({ mine }: { mine: Mine }) {
  const can = useCan();
  const { t } = useWords();
  const { tasks, decisions, approvals, reviews, changes, dangers } = mine;
  const owed = useOwed();
  const quiet = [
    tasks.rows,
    owed.duties,
    owed.notices,
    owed.expiring,
    owed.afterwards,
    decisions,
    approvals,
    reviews,
    changes,
    dangers,
  ].every((list) => list.length === 0);
  return (
    <Stack>
      {dangers.length > 0 && <Danger dangers={dangers} />}
      <Columns
        rail={
          <>
            <Clocks mine={mine} />
            {mine.supervisor && <Supervisor supervisor={mine.supervisor} />}
          </>
        }
      >
        {quiet && (
          <Card>
            <EmptyState icon="check" title={t('home.quiet')}>
              {t('home.quietHint')}
            </EmptyState>
          </Card>
        )}
        {(owed.duties.length > 0 || owed.notices.length > 0) && <Owed {...owed} />}
        {approvals.length > 0 && <Approvals rows={approvals} />}
        {owed.expiring.length > 0 && (
          <Suspense fallback={null}>
            <ExpiringSoon rows={owed.expiring} />
          </Suspense>
        )}
        {owed.afterwards.length > 0 && (
          <Suspense fallback={null}>
            <ReviewsOwed rows={owed.afterwards} />
          </Suspense>
        )}
        {can('referrals.read') && (
          <Suspense fallback={null}>
            <ReferralsOfMine />
          </Suspense>
        )}
        {decisions.length > 0 && <Decisions rows={decisions} />}
        {reviews.length > 0 && <Reviews rows={reviews} />}
        {tasks.rows.length > 0 && <Tasks tasks={tasks} />}
        {changes.length > 0 && <Changes rows={changes} since={mine.since} />}
      </Columns>
      <Balance />
    </Stack>
  );
}
