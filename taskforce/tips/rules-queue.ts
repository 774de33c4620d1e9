import type { QueueReason } from '../vocabulary/tips.ts';
import { queueReasons } from '../vocabulary/tips.ts';
import type { ClockSettings } from './rules-clocks.ts';
import { clocksOf, defaultClocks } from './rules-clocks.ts';
import { dangerIsOpen } from './rules-danger.ts';
import type { Tip } from './rules-tip.ts';

/** A tip waiting for triage, with what the reporter said of minors and of whether it goes on. Null: not said. */
export type QueuedTip = Tip & {
  readonly id: string;
  readonly minorInvolved: boolean | null;
  readonly stillGoingOn: boolean | null;
};

export type QueuePlace<T extends QueuedTip> = { readonly tip: T; readonly reason: QueueReason };

/** Why the tip stands where it stands; the first reason that applies, in the order of the vocabulary. */
export function queueReason(tip: QueuedTip, now: Date, settings: ClockSettings = defaultClocks): QueueReason {
  if (dangerIsOpen(tip.danger)) return tip.danger.acceptedAt ? 'danger_open' : 'danger_unaccepted';
  if (tip.minorInvolved && tip.stillGoingOn) return 'minor_and_going_on';
  const triage = clocksOf(tip, now, settings).find((clock) => clock.clock === 'triage');
  if (triage?.state === 'overdue') return 'triage_overdue';
  if (tip.answeredAt !== null && tip.state === 'received') return 'answer_arrived';
  if (tip.minorInvolved) return 'minor';
  return tip.stillGoingOn ? 'going_on' : 'waiting';
}

/**
 * The queue in the order it should be worked: danger before all, then by reason, and within a reason the oldest
 * first. What was not said counts neither for nor against a tip. Decided tips stand in it only with open danger.
 */
export function queueOrder<T extends QueuedTip>(
  tips: readonly T[],
  now: Date,
  settings: ClockSettings = defaultClocks,
): QueuePlace<T>[] {
  return tips
    .filter((tip) => tip.state === 'received' || dangerIsOpen(tip.danger))
    .map((tip) => ({ tip, reason: queueReason(tip, now, settings), since: since(tip) }))
    .toSorted(
      (a, b) =>
        queueReasons.indexOf(a.reason) - queueReasons.indexOf(b.reason) ||
        a.since - b.since ||
        a.tip.id.localeCompare(b.tip.id),
    )
    .map(({ tip, reason }) => ({ tip, reason }));
}

function since(tip: QueuedTip): number {
  return (dangerIsOpen(tip.danger) ? tip.danger.raisedAt : tip.receivedAt).getTime();
}
