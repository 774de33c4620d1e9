import type { Phase, StrandCloseReason } from '../vocabulary/cases.ts';
import { phases, strandCloseReasons } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { refusal, verdict } from '../vocabulary/refusals.ts';
import type { TransitionEvent } from '../vocabulary/transitions.ts';
import { eventsOfMove } from '../vocabulary/transitions.ts';
import type { HistoryEntry, LiveEntry } from './rules-spells.ts';
import { liveHistory } from './rules-spells.ts';
import type { Approver, NewEntry, Setting } from './rules-transitions.ts';
import * as lines from './rules-transitions.ts';

/** What may be the occasion of opening a closed strand again. */
export const reopenEvents: readonly TransitionEvent[] = [
  'new_information',
  'renewed_approach',
  'released',
  'charges_dropped',
  'correction',
];

/**
 * The first line of a strand. It may begin in any phase: a target that is already arrested, or an import, is
 * post-operational from the start; `knownSince` then says since when the facts were followed.
 */
export function openStrand(
  request: { readonly phase: Phase; readonly openedOn: Day; readonly knownSince?: Day | null },
  setting: Setting,
): Verdict<NewEntry> {
  const refusals = rename(lines.dateRefusals(request.openedOn, null, null, setting), 'openedOn');
  if (request.knownSince != null)
    refusals.push(...rename(lines.dateRefusals(request.knownSince, null, null, setting), 'knownSince'));
  return verdict(refusals, () => ({
    ...lines.blank(setting),
    to: request.phase,
    effectiveOn: request.openedOn,
    knownSince: request.knownSince ?? null,
  }));
}

function rename(refusals: readonly Refusal[], field: string): Refusal[] {
  return refusals.map((one) => ({ ...one, field }));
}

/** Close reasons that need a sentence of explanation beside the code. */
const explainedReasons: readonly StrandCloseReason[] = ['declined', 'not_trafficking', 'safety', 'inactive'];

/** May the strand be closed? "Charged and done" only out of the post-operational phase. */
export function closeStrand(
  history: readonly HistoryEntry[],
  request: {
    readonly closeReason: StrandCloseReason;
    readonly effectiveOn: Day;
    readonly reason?: string | null;
  },
  setting: Setting,
): Verdict<NewEntry> {
  const last = liveHistory(history).at(-1);
  if (!last?.to) return lines.refuse('strand_not_open', 'strand', 'The strand is closed already.');
  const from = last.to;
  const refusals = lines.dateRefusals(request.effectiveOn, last.effectiveOn, null, setting);
  if (explainedReasons.includes(request.closeReason)) refusals.push(...lines.reasonRefusals(request.reason));
  refusals.push(...closeReasonRefusals(from, request.closeReason));
  return verdict(refusals, () => ({
    ...lines.blank(setting),
    from,
    closeReason: request.closeReason,
    effectiveOn: request.effectiveOn,
    reason: lines.tidy(request.reason),
  }));
}

function closeReasonRefusals(from: Phase, closeReason: StrandCloseReason): Refusal[] {
  if (!strandCloseReasons.includes(closeReason))
    return [refusal('unknown_reason', 'closeReason', 'Choose a reason from the list.')];
  if (closeReason !== 'charged_and_done' || from === 'post_operational') return [];
  const remedy = 'Record the arrest, takedown or publicity first, or choose another reason.';
  return [refusal('not_post_operational', 'closeReason', remedy)];
}

export type ReopenRequest = {
  readonly to: Phase;
  readonly event: TransitionEvent;
  readonly effectiveOn: Day;
  readonly reason?: string | null;
  readonly approver?: Approver | null;
};

/**
 * May a closed strand be opened again? Always with a reason; into the phase it was closed in by its author alone,
 * into an earlier one with a supervisor, into a later one never: that is a move of its own, with its event.
 */
export function reopenStrand(
  history: readonly HistoryEntry[],
  request: ReopenRequest,
  setting: Setting,
): Verdict<NewEntry> {
  const last = liveHistory(history).at(-1);
  if (!last || last.to !== null || last.from === null)
    return lines.refuse('strand_open', 'strand', 'Only a closed strand can be reopened.');
  const steps = phases.indexOf(request.to) - phases.indexOf(last.from);
  const refusals = [
    ...lines.dateRefusals(request.effectiveOn, last.effectiveOn, null, setting),
    ...(steps < 0 ? lines.approvalRefusals(request, setting.authorId) : lines.reasonRefusals(request.reason)),
  ];
  if (steps > 0)
    refusals.push(
      refusal('later_phase', 'to', 'Reopen the strand in the phase it was closed in, then move it.'),
    );
  if (!reopenEvents.includes(request.event))
    refusals.push(refusal('event_needed', 'event', `Name the occasion: ${reopenEvents.join(', ')}.`));
  return verdict(refusals, () => ({
    ...lines.blank(setting),
    to: request.to,
    event: request.event,
    effectiveOn: request.effectiveOn,
    reason: lines.tidy(request.reason),
    approverId: steps < 0 ? (request.approver?.id ?? null) : null,
  }));
}

export type CorrectionRequest = {
  readonly supersedes: string;
  readonly effectiveOn: Day;
  readonly event?: TransitionEvent | null;
  readonly closeReason?: StrandCloseReason | null;
  readonly reason?: string | null;
  readonly approver?: Approver | null;
};

/**
 * May this line be corrected (day, event or close reason; not its phases)? The correction is a new line that
 * supersedes the old one, which stays. A line that needed a supervisor needs one for its correction too.
 */
export function correctEntry(
  history: readonly HistoryEntry[],
  request: CorrectionRequest,
  setting: Setting,
): Verdict<NewEntry> {
  const found = lines.findLive(history, request.supersedes);
  if (!found) return lines.refuse('not_in_force', 'supersedes', 'Correct the entry that holds now.');
  const { entry, before, after } = found;
  const event = request.event === undefined ? entry.event : request.event;
  const closeReason = request.closeReason === undefined ? entry.closeReason : request.closeReason;
  const supervised = entryNeedsSupervisor(entry, before);
  const refusals = [
    ...lines.dateRefusals(
      request.effectiveOn,
      before?.effectiveOn ?? null,
      after?.effectiveOn ?? null,
      setting,
    ),
    ...(supervised
      ? lines.approvalRefusals(request, setting.authorId)
      : lines.reasonRefusals(request.reason)),
    ...correctedFactRefusals(entry, before, event, closeReason),
  ];
  return verdict(refusals, () => ({
    ...lines.blank(setting),
    from: entry.from,
    to: entry.to,
    event,
    closeReason,
    effectiveOn: request.effectiveOn,
    reason: lines.tidy(request.reason),
    approverId: supervised ? (request.approver?.id ?? null) : null,
    supersedes: entry.id,
    knownSince: entry.knownSince,
    bypassed: entry.bypassed,
  }));
}

function entryNeedsSupervisor(entry: LiveEntry, before: LiveEntry | null): boolean {
  if (entry.to === null || !before) return false;
  // A reopened strand is compared with the phase it was closed in.
  const from = entry.from ?? before.from;
  return from !== null && lines.needsSupervisor(from, entry.to);
}

function correctedFactRefusals(
  entry: LiveEntry,
  before: LiveEntry | null,
  event: TransitionEvent | null,
  closeReason: StrandCloseReason | null,
): Refusal[] {
  if (entry.to === null && entry.from !== null) {
    if (event !== null) return [refusal('event_not_wanted', 'event', 'A closing has a reason and no event.')];
    if (closeReason === null)
      return [refusal('reason_needed', 'closeReason', 'Choose a reason from the list.')];
    return closeReasonRefusals(entry.from, closeReason);
  }
  if (closeReason !== null)
    return [refusal('reason_not_wanted', 'closeReason', 'Only a closing has a close reason.')];
  const allowed = allowedEvents(entry, before);
  const fits = event === null ? allowed.length === 0 : allowed.includes(event);
  if (fits) return [];
  const remedy = allowed.length > 0 ? `Choose one of: ${allowed.join(', ')}.` : 'The opening has no event.';
  return [refusal('event_needed', 'event', remedy)];
}

function allowedEvents(entry: LiveEntry, before: LiveEntry | null): readonly TransitionEvent[] {
  if (entry.from !== null && entry.to !== null) return eventsOfMove[`${entry.from}>${entry.to}`];
  return before ? reopenEvents : [];
}

/**
 * May the last line be taken back as never having happened? Needs a reason and a supervisor; the opening and lines
 * with later ones behind them cannot be: take back the later ones first.
 */
export function retractEntry(
  history: readonly HistoryEntry[],
  request: {
    readonly supersedes: string;
    readonly reason?: string | null;
    readonly approver?: Approver | null;
  },
  setting: Setting,
): Verdict<NewEntry> {
  const found = lines.findLive(history, request.supersedes);
  if (!found) return lines.refuse('not_in_force', 'supersedes', 'Take back the entry that holds now.');
  const { entry, before, after } = found;
  const refusals = lines.approvalRefusals(request, setting.authorId);
  if (after) refusals.push(refusal('not_the_last', 'supersedes', 'Take back the later entries first.'));
  if (!before)
    refusals.push(
      refusal('is_the_opening', 'supersedes', 'Close the strand instead of taking back its opening.'),
    );
  return verdict(refusals, () => ({
    ...lines.blank(setting),
    from: entry.from,
    to: entry.to,
    event: 'correction',
    effectiveOn: entry.effectiveOn,
    reason: lines.tidy(request.reason),
    approverId: request.approver?.id ?? null,
    supersedes: entry.id,
    retracts: true,
  }));
}
