import { useState, type ReactNode } from 'react';
import { ButtonLink, Card, Checkbox, Facts, Status, Timeline } from '../../../../web/ui/index.ts';
import type { Tone } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import {
  countNames,
  minutesToService,
  people,
  type Board,
  type Counts,
  type Entry,
  type StageState,
} from '../../rules-run.ts';
import { isOver, type HeldPlan } from './device.ts';
import type { LiveBoard } from './use-board.ts';
import styles from './board.module.css';

type Say = (key: string, values?: Record<string, string | number>) => string;
type NameOf = (postId: string) => string | null;
export type ReferTo = (providerId: string) => string;

const stageTone: Readonly<Record<StageState['state'], Tone>> = {
  waiting: 'neutral',
  running: 'accent',
  done: 'good',
  skipped: 'muted',
};

/** "2 women, 1 girl"; numbers with their words, never a name. */
export const countsInWords = (t: Say, counts: Counts): string =>
  countNames
    .filter((name) => counts[name] > 0)
    .map((name) => t(`operations.live.so.${name}`, { n: counts[name] }))
    .join(', ');

const clockOf = (at: string) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });

/** Where it stands: stages, who is in place, the counts, the hand-over. */
export function Picture({ plan, board, nameOf }: { plan: HeldPlan; board: Board; nameOf?: NameOf }) {
  const { t } = useWords();
  const minutes = minutesToService(board);
  const handed = people(board.handedOver);
  return (
    <div className={styles['picture']}>
      <Card title={t('operations.live.standing')}>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            {
              label: t('operations.live.decision'),
              value: board.decision
                ? `${t(board.decision.go ? 'operations.live.kind.go' : 'operations.live.kind.no_go')} ${clockOf(board.decision.at)}`
                : '',
            },
            { label: t('operations.live.met'), value: countsInWords(t, board.met) },
            {
              label: t('operations.live.handedOver'),
              value: handed > 0 ? countsInWords(t, board.handedOver) : '',
            },
            {
              label: t('operations.live.toService'),
              value: minutes === null ? '' : t('operations.live.minutes', { n: minutes }),
            },
            { label: t('operations.live.kind.arrests'), value: String(board.arrests) },
            { label: t('operations.live.kind.evidence_secured'), value: String(board.evidence) },
          ]}
        />
        {board.abortedAt !== null && (
          <Status tone="danger">
            {t('operations.live.kind.abort')} {clockOf(board.abortedAt)}
          </Status>
        )}
      </Card>
      {plan.stages.length > 0 && (
        <Card title={t('operations.live.stages')}>
          <ol className={styles['rows']}>
            {plan.stages.map(({ id, name }) => {
              const { state, began } = board.stages[id] ?? { state: 'waiting' as const, began: null };
              return (
                <li key={id}>
                  <span>{name}</span>
                  <Status tone={stageTone[state]}>
                    {t(`operations.live.stage.${state}`)} {began === null ? '' : clockOf(began)}
                  </Status>
                </li>
              );
            })}
          </ol>
        </Card>
      )}
      {plan.posts.length > 0 && (
        <Card title={t('operations.live.people')}>
          <ul className={styles['rows']}>
            {plan.posts.map((post) => {
              const since = board.inPlace[post.id];
              return (
                <li key={post.id}>
                  <span>
                    {t(`operations.live.role.${post.role}`)}
                    {nameOf?.(post.id) ? ` · ${nameOf(post.id)}` : ''}
                  </span>
                  <Status tone={since === undefined ? 'muted' : 'good'}>
                    {since === undefined
                      ? t('operations.live.notInPlace')
                      : t('operations.live.since', { at: clockOf(since) })}
                  </Status>
                </li>
              );
            })}
          </ul>
        </Card>
      )}
    </div>
  );
}

/** One entry in a sentence. */
export function lineOf(t: Say, plan: HeldPlan, entry: Entry, nameOf?: NameOf): string {
  const parts = [t(`operations.live.kind.${entry.kind}`)];
  const stage = plan.stages.find(({ id }) => id === entry.stageId);
  if (stage) parts.push(stage.name);
  const post = plan.posts.find(({ id }) => id === entry.postId);
  if (post) parts.push(nameOf?.(post.id) ?? t(`operations.live.role.${post.role}`));
  if (entry.counts) parts.push(countsInWords(t, entry.counts));
  if (entry.amount !== null) parts.push(String(entry.amount));
  const provider = plan.providers.find(({ id }) => id === entry.providerId);
  if (provider) parts.push(provider.name);
  return parts.join(': ').replace(/: (?=[^:]*:)/g, ', ');
}

type LogProps = { plan: HeldPlan; live: LiveBoard; nameOf?: NameOf; referTo?: ReferTo };

/**
 * Everything that was written, newest first. When it is over: in the order in which it happened, and what was taken back
 * only on demand.
 */
export function LogList({ plan, live, nameOf, referTo }: LogProps) {
  const { t } = useWords();
  const over = isOver(plan);
  const [struck, setStruck] = useState(false);
  const waits = new Set(live.box.drafts.map(({ id }) => id));
  const all = live.board.timeline;
  const clean = all.filter(({ gone, kind }) => !gone && kind !== 'taken_back');
  const below = (entry: Board['timeline'][number]): { children?: ReactNode } => {
    const way = referTo ? wayFrom(t, entry, referTo) : null;
    if (entry.note === '' && way === null) return {};
    return {
      children: (
        <>
          {entry.note !== '' && <p>{entry.note}</p>}
          {way}
        </>
      ),
    };
  };
  const shown = over ? (struck ? all : clean) : all.toReversed();
  return (
    <Card title={t('operations.live.log')} count={clean.length}>
      {over && clean.length < all.length && (
        <Checkbox name="struck" checked={struck} onChange={setStruck}>
          {t('operations.live.struck')}
        </Checkbox>
      )}
      <Timeline
        label={t('operations.live.log')}
        entries={shown.map((entry) => ({
          id: entry.id,
          when: formatMoment(entry.at),
          dateTime: entry.at,
          title: entry.gone ? <s>{lineOf(t, plan, entry, nameOf)}</s> : lineOf(t, plan, entry, nameOf),
          by: entry.by?.name || t('operations.live.thisDevice'),
          recorded: waits.has(entry.id)
            ? t('operations.live.waits')
            : entry.late
              ? t('operations.live.late')
              : undefined,
          weight:
            entry.kind === 'danger' || entry.kind === 'abort' ? ('danger' as const) : ('plain' as const),
          ...below(entry),
        }))}
      />
    </Card>
  );
}

/** From a hand-over to the referral, and from an offer to what was offered. */
function wayFrom(t: Say, entry: Board['timeline'][number], referTo: ReferTo): ReactNode {
  const link = (href: string, word: string) => (
    <ButtonLink size="small" href={href}>
      {t(word)}
    </ButtonLink>
  );
  if (entry.gone) return null;
  if (entry.kind === 'hand_over' && entry.providerId !== null)
    return link(referTo(entry.providerId), 'operations.live.refer');
  return entry.kind === 'referral_offered' && entry.referralId !== null
    ? link(`/referrals/${entry.referralId}`, 'operations.live.toReferral')
    : null;
}
