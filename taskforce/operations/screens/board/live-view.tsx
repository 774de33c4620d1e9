import { useEffect, useState, type ReactNode } from 'react';
import { Badge, Button, ButtonLink, Notice, Status } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { mayRecord, type DraftEntry, type EntryKind } from '../../rules-run.ts';
import { EntryDialog, type Asking } from './entry-dialog.tsx';
import { isOver, maySupply, type HeldPlan } from './device.ts';
import { LogList, Picture, type ReferTo } from './picture.tsx';
import type { LiveBoard } from './use-board.ts';
import styles from './board.module.css';

/** Seconds in which what was just written can be taken back with one press. */
const UNDO_SECONDS = 10;

type Props = {
  plan: HeldPlan;
  live: LiveBoard;
  /** Names of the posts, where there is a connection. */
  nameOf?: (postId: string) => string | null;
  raiseDanger: () => void;
  /** Where a referral to a provider is written, for those who may. */
  referTo?: ReferTo;
};

/** The board: what one presses, what happened, and how much of it waits on this device. */
export function LiveView({ plan, live, nameOf, raiseDanger, referTo }: Props) {
  const { t } = useWords();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [fresh, setFresh] = useState<{ id: string; kind: EntryKind; to: string | null } | null>(null);
  const over = isOver(plan);
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setFresh(null), UNDO_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [fresh]);
  const write = (kind: EntryKind, more: Partial<DraftEntry> = {}) => {
    setFresh({ id: live.add(kind, more), kind, to: more.providerId ?? null });
    setAsking(null);
  };
  return (
    <div className={styles['live']}>
      <Standing plan={plan} live={live} />
      <Refused live={live} />
      {!plan.may.record && <Notice>{t('operations.live.notStarted')}</Notice>}
      {plan.may.record && !over && <Tiles plan={plan} live={live} write={write} ask={setAsking} />}
      {plan.may.record && over && maySupply(plan) && (
        <Afterwards>
          <Tiles plan={plan} live={live} write={write} ask={setAsking} />
        </Afterwards>
      )}
      {!over && <Grave plan={plan} ask={setAsking} raiseDanger={raiseDanger} />}
      <div className={styles['undo']} role="status">
        {fresh && (
          <>
            <span>{t('operations.live.written', { what: t(`operations.live.kind.${fresh.kind}`) })}</span>
            {fresh.to !== null && referTo && (
              <ButtonLink size="small" href={referTo(fresh.to)}>
                {t('operations.live.refer')}
              </ButtonLink>
            )}
            <Button
              size="small"
              onPress={() => {
                live.takeBack(fresh.id);
                setFresh(null);
              }}
            >
              {t('operations.live.undo')}
            </Button>
          </>
        )}
      </div>
      <Picture plan={plan} board={live.board} {...(nameOf ? { nameOf } : {})} />
      <LogList plan={plan} live={live} {...(nameOf ? { nameOf } : {})} {...(referTo ? { referTo } : {})} />
      {asking && <EntryDialog plan={plan} asking={asking} onWrite={write} onClose={() => setAsking(null)} />}
    </div>
  );
}

function Standing({ plan, live }: { plan: HeldPlan; live: LiveBoard }) {
  const { t } = useWords();
  const { waiting } = live.box;
  return (
    <div className={styles['standing']} role="status">
      <Status tone={live.line === 'open' ? 'good' : 'warn'}>
        {t(live.line === 'open' ? 'operations.live.line.open' : 'operations.live.line.lost')}
      </Status>
      {waiting > 0 && (
        <Badge tone="warn" icon="clock">
          {t('operations.live.waiting', { n: waiting })}
        </Badge>
      )}
      <Badge>{t(`operations.state.${plan.operation.state}`)}</Badge>
    </div>
  );
}

function Refused({ live }: { live: LiveBoard }) {
  const { t } = useWords();
  return live.box.refused.map(({ id, entry, why }) => (
    <Notice key={id} tone="danger" title={t('operations.live.refused')}>
      <p>
        {entry ? `${t(`operations.live.kind.${entry.kind}`)}: ` : ''}
        {t(`operations.live.why.${why}`)}
      </p>
      <Button size="small" onPress={() => live.dismiss(id)}>
        {t('operations.live.dismiss')}
      </Button>
    </Notice>
  ));
}

type TilesProps = {
  plan: HeldPlan;
  live: LiveBoard;
  write: (kind: EntryKind, more?: Partial<DraftEntry>) => void;
  ask: (asking: Asking) => void;
};

function Tiles({ plan, live, write, ask }: TilesProps) {
  const { t } = useWords();
  const { board } = live;
  const own = plan.posts.filter((post) => post.mine);
  const me = { runs: plan.may.run, commandsOnScene: plan.may.order, posts: own.map(({ id }) => id) };
  const tile = (kind: EntryKind, press: () => void, label = t(`operations.live.kind.${kind}`)) =>
    mayRecord(me, kind, own[0]?.id ?? null) && (
      <Button key={kind + label} wide onPress={press}>
        {label}
      </Button>
    );
  return (
    <>
      <div className={styles['tiles']} role="group" aria-label={t('operations.live.write')}>
        {own.map((post) =>
          board.inPlace[post.id] === undefined
            ? tile('in_place', () => write('in_place', { postId: post.id }))
            : tile('left_place', () => write('left_place', { postId: post.id })),
        )}
        {tile('victims_met', () => ask({ kind: 'victims_met' }))}
        {tile('hand_over', () => ask({ kind: 'hand_over' }))}
        {tile('arrests', () => write('arrests', { amount: 1 }))}
        {tile('evidence_secured', () => write('evidence_secured', { amount: 1 }))}
        {tile('property_recovered', () => write('property_recovered', { amount: 1 }))}
        {tile('medical', () => write('medical'))}
        {tile('children', () => write('children'))}
        {tile('note', () => ask({ kind: 'note' }))}
      </div>
      {plan.may.order && (
        <div className={styles['tiles']} role="group" aria-label={t('operations.live.orders')}>
          {tile('go', () => write('go'))}
          {tile('no_go', () => write('no_go'))}
          {plan.stages.map(({ id, name }) => {
            const state = board.stages[id]?.state ?? 'waiting';
            if (state === 'running')
              return tile(
                'stage_done',
                () => write('stage_done', { stageId: id }),
                t('operations.live.done', { name }),
              );
            return (
              state === 'waiting' &&
              tile(
                'stage_began',
                () => write('stage_began', { stageId: id }),
                t('operations.live.begin', { name }),
              )
            );
          })}
        </div>
      )}
    </>
  );
}

type GraveProps = { plan: HeldPlan; ask: (asking: Asking) => void; raiseDanger: () => void };

/** Danger can be raised before the start too. */
function Grave({ plan, ask, raiseDanger }: GraveProps) {
  const { t } = useWords();
  return (
    <div className={styles['grave']} role="group" aria-label={t('operations.live.grave')}>
      <Button look="danger" icon="danger" wide onPress={raiseDanger}>
        {t('operations.live.danger')}
      </Button>
      {plan.may.record && (
        <Button look="danger-quiet" wide onPress={() => ask({ kind: 'abort' })}>
          {t('operations.live.kind.abort')}
        </Button>
      )}
    </div>
  );
}

/** After the end the board is a log; what is missing in it can still be added, for a day. */
function Afterwards({ children }: { children: ReactNode }) {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('operations.live.after')}</summary>
      <p>{t('operations.live.afterHint')}</p>
      {children}
    </details>
  );
}
