import type { Phase } from '../vocabulary/cases.ts';
import type { DangerGate } from '../vocabulary/danger.ts';
import type { Day } from '../vocabulary/days.ts';
import { dayOf, daysBetween, isDay } from '../vocabulary/days.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';
import type { Direction, TransitionEvent } from '../vocabulary/transitions.ts';
import { eventsOfMove } from '../vocabulary/transitions.ts';
import type { ChecklistLine } from './rules-checklist.ts';
import { openItems } from './rules-checklist.ts';
import type { HistoryEntry, LiveEntry } from './rules-spells.ts';
import { directionOf, liveHistory } from './rules-spells.ts';
import type { ExitChecklistItem } from '../vocabulary/cases.ts';

/** Who signs for a move besides its author. */
export type Approver = { readonly id: string; readonly isSupervisor: boolean };

/** Who writes, when, and in which time zone the task force counts its days. */
export type Setting = { readonly authorId: string; readonly now: Date; readonly zone?: string };

/** A history line ready to be stored (the store gives it its id). */
export type NewEntry = Omit<HistoryEntry, 'id'>;

export type MoveRequest = {
  readonly to: Phase;
  readonly event: TransitionEvent;
  readonly effectiveOn: Day;
  readonly reason?: string | null;
  readonly approver?: Approver | null;
  readonly checklist: readonly ChecklistLine[];
  /** The items this task force requires; the default of R-015 when absent. */
  readonly required?: readonly ExitChecklistItem[];
  /** Is imminent danger raised on the strand, its case or its tip right now? Danger passes gates, on record. */
  readonly danger?: boolean;
};

export type Move = {
  readonly entry: NewEntry;
  readonly direction: Direction;
  /** Days between the event and its recording; more than 0 is shown as a late entry. */
  readonly lateByDays: number;
  /** Checklist items that were still open when the strand left the pre-operational phase by danger or skipping. */
  readonly leftOpen: readonly ExitChecklistItem[];
};

/** Does a move between these phases need a reason and a supervisor who is not the author? */
export function needsSupervisor(from: Phase, to: Phase): boolean {
  const direction = directionOf(from, to);
  return direction === 'backward' || direction === 'skipping';
}

/**
 * May a strand move to another phase? Forward needs the event that the definition of the phase names;
 * backwards and skipping need a reason and a supervisor other than the author; leaving the pre-operational
 * phase forward needs its checklist settled. Danger passes the checklist and, when an arrest skips the
 * operational phase, the approval: the entry records what was bypassed. All refusals come at once.
 */
export function moveStrand(
  history: readonly HistoryEntry[],
  request: MoveRequest,
  setting: Setting,
): Verdict<Move> {
  const last = liveHistory(history).at(-1);
  const from = last?.to ?? null;
  if (!last || from === null)
    return refuse('strand_not_open', 'strand', 'Reopen the strand before moving it.');
  const direction = directionOf(from, request.to);
  if (direction === null)
    return refuse('same_phase', 'to', 'Choose a phase other than the one the strand is in.');

  const open = from === 'pre_operational' ? openItems(request.checklist, request.required) : [];
  const bypassed = bypassedGates(direction, open, request);
  const refusals = [
    ...dateRefusals(request.effectiveOn, last.effectiveOn, null, setting),
    ...eventRefusals(from, request.to, request.event),
    ...(direction === 'forward' ? [] : approvalRefusals(request, setting.authorId, bypassed)),
    ...(direction === 'forward' && !bypassed.includes('pre_operational_checklist')
      ? open.map(itemRefusal)
      : []),
  ];
  return verdict(refusals, () => ({
    entry: {
      ...blank(setting),
      from,
      to: request.to,
      event: request.event,
      effectiveOn: request.effectiveOn,
      reason: tidy(request.reason),
      approverId: direction === 'forward' ? null : (request.approver?.id ?? null),
      bypassed,
    },
    direction,
    lateByDays: lateBy(request.effectiveOn, setting),
    leftOpen: open,
  }));
}

function bypassedGates(
  direction: Direction,
  open: readonly ExitChecklistItem[],
  request: MoveRequest,
): DangerGate[] {
  if (!request.danger) return [];
  const gates: DangerGate[] = [];
  if (direction !== 'backward' && open.length > 0) gates.push('pre_operational_checklist');
  if (direction === 'skipping' && !request.approver) gates.push('approval');
  return gates;
}

function itemRefusal(item: ExitChecklistItem): Refusal {
  return refusal(
    'checklist_open',
    `checklist.${item}`,
    'Settle this item, waive it with a reason, or raise danger if somebody is in danger now.',
  );
}

function eventRefusals(from: Phase, to: Phase, event: TransitionEvent): Refusal[] {
  if (eventsOfMove[`${from}>${to}`].includes(event)) return [];
  const allowed = eventsOfMove[`${from}>${to}`].join(', ');
  return [refusal('event_needed', 'event', `This move rests on one of these events: ${allowed}.`)];
}

/** Reason and second person, for moves against the order of the phases and for retractions. */
export function approvalRefusals(
  request: { readonly reason?: string | null; readonly approver?: Approver | null },
  authorId: string,
  bypassed: readonly DangerGate[] = [],
): Refusal[] {
  const refusals = reasonRefusals(request.reason);
  const approver = request.approver ?? null;
  if (bypassed.includes('approval')) return refusals;
  if (!approver)
    refusals.push(refusal('supervisor_needed', 'approver', 'Ask a supervisor to approve this move.'));
  else if (!approver.isSupervisor)
    refusals.push(refusal('supervisor_needed', 'approver', 'The approving person must be a supervisor.'));
  else if (approver.id === authorId)
    refusals.push(
      refusal('second_person_needed', 'approver', 'A supervisor other than the author must approve.'),
    );
  return refusals;
}

export function reasonRefusals(reason: string | null | undefined): Refusal[] {
  return hasReason(reason)
    ? []
    : [refusal('reason_needed', 'reason', 'Give a reason of at least 20 characters.')];
}

/**
 * Refusals of an effective day: it must exist, not lie in the future, and stand between its neighbours in the
 * history (the same day is allowed; the order of the lines decides then).
 */
export function dateRefusals(
  day: Day,
  notBefore: Day | null,
  notAfter: Day | null,
  setting: Setting,
): Refusal[] {
  const field = 'effectiveOn';
  if (!isDay(day)) return [refusal('no_such_day', field, 'Give a day that exists, as year-month-day.')];
  const refusals: Refusal[] = [];
  if (day > dayOf(setting.now, setting.zone))
    refusals.push(refusal('in_the_future', field, 'Give the day it happened: today or earlier.'));
  if (notBefore !== null && day < notBefore)
    refusals.push(
      refusal('before_current_spell', field, `Give a day on or after ${notBefore}, or correct that entry.`),
    );
  if (notAfter !== null && day > notAfter)
    refusals.push(
      refusal('after_next_entry', field, `Give a day on or before ${notAfter}, or correct that entry.`),
    );
  return refusals;
}

export function lateBy(day: Day, setting: Setting): number {
  return Math.max(0, daysBetween(day, dayOf(setting.now, setting.zone)));
}

/** The fields of a new line that most moves leave empty. */
export function blank(setting: Setting): NewEntry {
  return {
    from: null,
    to: null,
    event: null,
    closeReason: null,
    effectiveOn: dayOf(setting.now, setting.zone),
    recordedAt: setting.now,
    authorId: setting.authorId,
    reason: null,
    approverId: null,
    supersedes: null,
    retracts: false,
    knownSince: null,
    bypassed: [],
  };
}

export function tidy(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

export function refuse(code: string, field: string, remedy: string): Verdict<never> {
  return { ok: false, refusals: [refusal(code, field, remedy)] };
}

/** The line of the history that holds under this id, with its neighbours. */
export function findLive(
  history: readonly HistoryEntry[],
  id: string,
): { entry: LiveEntry; before: LiveEntry | null; after: LiveEntry | null } | null {
  const live = liveHistory(history);
  const at = live.findIndex((held) => held.id === id);
  const entry = live[at];
  if (!entry) return null;
  return { entry, before: live[at - 1] ?? null, after: live[at + 1] ?? null };
}
