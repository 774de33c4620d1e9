import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useCan } from '../../../../web/session.ts';
import { Unread } from '../../../../web/unread.tsx';
import { ButtonLink, Card, Facts } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { BoardPlan } from '../../contract-run.ts';
import { DangerOnBoard } from './danger-on-board.tsx';
import { DangersHere, useDangersHeard } from './dangers.tsx';
import { hold, keepPage, letGo } from './device.ts';
import { LiveView } from './live-view.tsx';
import { Moves } from './moves.tsx';
import type { ReferTo } from './picture.tsx';
import { StartAndEnd } from './start-and-end.tsx';
import { useBoard } from './use-board.ts';
import styles from './board.module.css';

/** The board by itself, for a phone in the field: opens without a connection once it was opened with one. */
export default function LivePage() {
  const { operationId = '' } = useParams({ strict: false }) as { operationId?: string };
  return (
    <div className={styles['page']}>
      <OpenBoard operationId={operationId} alone />
    </div>
  );
}

/** The board of an operation, read and kept up to date. `alone`: this is the whole page. */
export function OpenBoard({ operationId, alone }: { operationId: string; alone: boolean }) {
  const { t } = useWords();
  const read = useQuery(api.board.read.queryOptions({ input: { id: operationId }, staleTime: 60_000 }));
  if (!read.data) return <Unread query={read} title={t('operations.live.failed')} lines={8} page />;
  return <Opened key={operationId} plan={read.data} alone={alone} />;
}

function Opened({ plan, alone }: { plan: BoardPlan; alone: boolean }) {
  const { t } = useWords();
  const live = useBoard(plan, false);
  const [danger, setDanger] = useState(false);
  useHeld(plan, alone);
  useDangersHeard(live.board.dangers);
  const referTo = useReferTo(plan);
  const names = new Map(plan.posts.map(({ id, name }) => [id, name]));
  return (
    <>
      {alone && (
        <header className={styles['head']}>
          <h1 data-page-title tabIndex={-1}>
            {plan.operation.number} {plan.operation.title}
          </h1>
          <ButtonLink href={`/operations/${plan.operation.id}/board`} size="small">
            {t('operations.live.leave')}
          </ButtonLink>
        </header>
      )}
      {alone && <DangersHere operationId={plan.operation.id} />}
      <StartAndEnd plan={plan} line={live.line} />
      {plan.may.run && <Moves plan={plan} />}
      <LiveView
        plan={plan}
        live={live}
        nameOf={(id) => names.get(id) ?? null}
        raiseDanger={() => setDanger(true)}
        {...(referTo ? { referTo } : {})}
      />
      <OwnCard plan={plan} />
      {danger && <DangerOnBoard plan={plan} live={live} onClose={() => setDanger(false)} />}
    </>
  );
}

/** Referrals are written for a case, by those who may; the provider who took people over is filled in. */
function useReferTo({ operation: { id, caseId } }: BoardPlan): ReferTo | undefined {
  const can = useCan();
  if (caseId === null || !can('referrals.write')) return undefined;
  return (providerId) => `/referrals/new?case=${caseId}&operation=${id}&provider=${providerId}`;
}

/** While it runs this device keeps what the page needs; when it is over it lets everything go. */
function useHeld(plan: BoardPlan, alone: boolean): void {
  const { id, state } = plan.operation;
  const runs = state === 'approved' || state === 'started';
  useEffect(() => {
    performance.setResourceTimingBufferSize(2000);
    if (!runs) void letGo(id).catch(() => undefined);
    else if (alone) {
      void hold(plan).catch(() => undefined);
      // The page that stands in without a connection is loaded now, so that it is kept with the rest.
      void import('./away-page.tsx').then(() => keepPage(id)).catch(() => undefined);
    }
  }, [plan, id, runs, alone]);
}

/** The reader's own role card: what is one's own part, and whom to call. */
function OwnCard({ plan }: { plan: BoardPlan }) {
  const { t } = useWords();
  return plan.posts
    .filter((post) => post.mine)
    .map((post) => (
      <Card key={post.id} title={t('operations.live.card', { role: t(`operations.live.role.${post.role}`) })}>
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('operations.live.where'), value: t(`operations.live.at.${post.placeKind}`) },
            { label: t('operations.live.duties'), value: post.duties ?? '' },
            { label: t('operations.live.radio'), value: post.radio ?? '' },
            { label: t('operations.live.contact'), value: post.contact ?? '' },
          ]}
        />
      </Card>
    ));
}
