import type { Day } from '../vocabulary/days.ts';
import { addDays } from '../vocabulary/days.ts';
import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** The four criteria by which a target is chosen, in the order in which they are read. */
export const criteria = ['harm', 'vulnerability', 'solvability', 'resources'] as const;
export type Criterion = (typeof criteria)[number];

/** Ordered answers to a criterion. They have no numbers and are never added up. */
export const levels = ['very_high', 'high', 'some', 'low', 'not_known'] as const;
export type Level = (typeof levels)[number];

export const targetKinds = [
  'target_person',
  'target_organization',
  'location',
  'financial',
  'digital',
  'labor_compliance',
  'other',
] as const;
export const sources = ['tip', 'strand', 'fresh'] as const;
export const nominationStates = [
  'waiting',
  'approved',
  'rejected',
  'deferred',
  'withdrawn',
  'purged',
] as const;
export type NominationState = (typeof nominationStates)[number];
export const votes = ['approve', 'reject', 'defer', 'abstain'] as const;
export type Vote = (typeof votes)[number];
export const decisions = ['approve', 'reject', 'defer'] as const;
export type Decision = (typeof decisions)[number];
/** What a regional system answered. `hit_open`: others work on the target and nothing is settled with them yet. */
export const checkResults = ['no_hit', 'hit_open', 'hit_resolved'] as const;
export type CheckResult = (typeof checkResults)[number];
/** What deconfliction answered here. `no_identifier`: nothing could be compared, for a reason that is written down. */
export const roomResults = [...checkResults, 'no_identifier'] as const;
export type RoomResult = (typeof roomResults)[number];

export type NominationSettings = {
  /** Votes of the committee, abstentions counted, before anything is decided. */
  readonly quorum: number;
  /** Days that what was not taken up is kept, from the day on which it became known. */
  readonly keepDays: number;
  /** Days for which an answer about others at work holds. */
  readonly checkDays: number;
  /** Longest deferral, in days. */
  readonly deferDays: number;
};

/** As tips and leads: a year unless policy says otherwise (reference 3.13). */
export const defaultSettings: NominationSettings = {
  quorum: 3,
  keepDays: 365,
  checkDays: 30,
  deferDays: 180,
};

/** What deconfliction and the regional systems hold of a nomination now. */
export type CheckFacts = {
  /** Newest answer of the room and its day; null while it was never asked. */
  readonly room: { readonly result: RoomResult; readonly on: Day } | null;
  /** Newest answer of a regional system, as it was written down. */
  readonly hand: CheckResult | null;
  /** Identifiers that are compared with all others now. */
  readonly live: number;
  /** Identifiers whose silence the coordinator has not decided on: nobody compares them yet. */
  readonly waiting: number;
  /** Conflicts that nobody has settled. */
  readonly open: number;
};

/** Where the answer about others at work stands. */
export const checkStandings = ['never', 'clear', 'open', 'waiting', 'stale'] as const;
export type CheckStanding = (typeof checkStandings)[number];

/**
 * Whether the answer about others at work holds today. An open hit here or at a regional system comes before everything;
 * an answer is stale after the days set for it, and as soon as no identifier is compared any more.
 */
export function checkStanding(
  { room, hand, live, waiting, open }: CheckFacts,
  today: Day,
  settings: NominationSettings = defaultSettings,
): CheckStanding {
  if (open > 0 || hand === 'hit_open') return 'open';
  if (waiting > 0) return 'waiting';
  if (room === null) return 'never';
  const old = room.on < addDays(today, -settings.checkDays);
  return old || (live === 0 && room.result !== 'no_identifier') ? 'stale' : 'clear';
}

/** End of the clock: from the day on which it became known; never later than that of the tip it comes from. */
export function keptUntil(
  knownSince: Day,
  tipUntil: Day | null,
  settings: NominationSettings = defaultSettings,
): Day {
  const own = addDays(knownSince, settings.keepDays);
  return tipUntil !== null && tipUntil < own ? tipUntil : own;
}

/** May somebody vote? Not who nominated, and only while it waits. */
export function castVote(given: {
  state: NominationState;
  nominatedBy: string;
  byId: string;
  rationale: string;
}): Verdict<true> {
  const found: Refusal[] = [];
  if (given.state !== 'waiting')
    found.push(refusal('already_decided', 'vote', 'The committee votes while the nomination waits for it.'));
  if (given.nominatedBy === given.byId)
    found.push(refusal('own_nomination', 'vote', 'Who nominated does not vote on it.'));
  if (!hasReason(given.rationale)) found.push(because('rationale'));
  return verdict(found, () => true as const);
}

export type Deciding = {
  decision: Decision;
  rationale: string;
  returnsOn: Day | null;
  state: NominationState;
  nominatedBy: string;
  byId: string;
  votes: number;
  check: CheckStanding;
  today: Day;
};

/**
 * May this be decided? By a supervisor who did not nominate, with the quorum; approved only when nobody else works on
 * the target or that is settled; deferred to a day within the limit. The votes advise: a supervisor may decide
 * otherwise, with reasons, and both stand side by side.
 */
export function decide(given: Deciding, settings: NominationSettings = defaultSettings): Verdict<true> {
  const found: Refusal[] = [];
  if (given.state !== 'waiting')
    found.push(refusal('already_decided', 'decision', 'This nomination does not wait for a decision.'));
  if (given.nominatedBy === given.byId)
    found.push(refusal('second_person_needed', 'decision', 'Another supervisor than who nominated decides.'));
  if (!hasReason(given.rationale)) found.push(because('rationale'));
  if (given.votes < settings.quorum)
    found.push(refusal('quorum', 'decision', 'Wait until enough members of the committee have voted.'));
  if (given.decision === 'approve' && given.check !== 'clear')
    found.push(
      refusal(
        'deconfliction_needed',
        'decision',
        'Ask first whether others work on this target, and settle what is open.',
      ),
    );
  if (given.decision === 'defer' && !withinDeferral(given.returnsOn, given.today, settings))
    found.push(
      refusal(
        'defer_until',
        'returnsOn',
        'Choose a day to come, not further away than the task force allows.',
      ),
    );
  return verdict(found, () => true as const);
}

function withinDeferral(day: Day | null, today: Day, settings: NominationSettings): boolean {
  return day !== null && day > today && day <= addDays(today, settings.deferDays);
}

/** Whether the decision went with the larger side of the votes; null without a larger side. */
export function withTheVotes(decision: Decision, cast: Readonly<Record<Vote, number>>): boolean | null {
  const most = Math.max(cast.approve, cast.reject, cast.defer);
  const leading = decisions.filter((one) => cast[one] === most);
  return most === 0 || leading.length > 1 ? null : leading[0] === decision;
}

/** May this be written down as the answer of a regional system? It names the system and its number. */
export function recordCheck(given: {
  result: CheckResult;
  checkedOn: Day;
  system: string;
  systems: readonly string[];
  reference: string | null;
  note: string;
  today: Day;
  state: NominationState;
}): Verdict<true> {
  const found: Refusal[] = [];
  if (given.state !== 'waiting' && given.state !== 'deferred')
    found.push(
      refusal(
        'already_decided',
        'result',
        'This nomination was decided. Nominate the target anew when something is new.',
      ),
    );
  if (given.checkedOn > given.today)
    found.push(refusal('in_the_future', 'checkedOn', 'Give the day of the answer, not a later one.'));
  if (!given.systems.includes(given.system))
    found.push(
      refusal('handoff_system', 'system', 'Choose a system of the list; an administrator keeps it.'),
    );
  if (given.reference === null)
    found.push(refusal('reference_needed', 'reference', 'Give the reference number of the system.'));
  if (given.result === 'hit_resolved' && !hasReason(given.note))
    found.push(
      refusal('reason_needed', 'note', 'Say what was settled with whom, in at least 20 characters.'),
    );
  return verdict(found, () => true as const);
}

const because = (field: string) => refusal('reason_needed', field, 'Say why, in at least 20 characters.');

export type LaborShare = { labor: number; known: number; undetermined: number };

/**
 * How many nominations are about labor, of those whose type is known. Both counts as labor too; what is
 * undetermined stands beside, never in the share.
 */
export function laborShare(types: readonly { type: string; count: number }[]): LaborShare {
  const of = (...wanted: string[]) =>
    types.filter(({ type }) => wanted.includes(type)).reduce((sum, { count }) => sum + count, 0);
  return { labor: of('labor', 'both'), known: of('sex', 'labor', 'both'), undetermined: of('undetermined') };
}
