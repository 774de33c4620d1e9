import type {
  Certainty,
  IdentifierType,
  Normalized,
  Unusable,
} from '../../analysis/deconfliction/identifiers.ts';
import { normalize, scoped } from '../../analysis/deconfliction/identifiers.ts';
import type { Buffer } from '../../analysis/deconfliction/overlap.ts';
import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** Kinds of activity: those of operations, and those of events on their own. */
export const activities = [
  'surveillance',
  'enforcement_action',
  'sting',
  'labor_inspection',
  'knock_and_talk',
  'recovery',
  'decoy',
  'outreach_sweep',
  'takedown',
  'controlled_buy',
  'undercover_contact',
  'search_warrant',
  'arrest_warrant',
  'informant_meeting',
  'other',
] as const;
export type Activity = (typeof activities)[number];

/** How a conflict was solved, as both sides say it. */
export const answers = ['agreed', 'separated', 'stood_down', 'not_a_conflict'] as const;
export type Answer = (typeof answers)[number];

/** What the check of an operation may lack; taskforce.conflict_check_lacks answers with these. */
export const lacks = ['time', 'place', 'coordinates', 'past', 'check', 'silent', 'targets'] as const;

export type DeconflictionSettings = {
  buffers: Record<Activity, Buffer>;
  systems: string[];
  leadHours: number;
  checksPerDay: number;
  commonAt: number;
  targetDays: number;
  eventDays: number;
  coordinator: string;
};

const reach = (meters: number, minutes: number): Buffer => ({ meters, minutes });

/**
 * As the product begins. No published source gives buffers by kind of activity: these are our own judgement (half a mile
 * and two hours for what is armed or covert, a mile for what moves, a quarter of one for a visit), to be set by each task
 * force with its regional centre. So are the limits. Five years at most for targets: 28 CFR 23.20(h).
 */
export const defaultSettings: DeconflictionSettings = {
  buffers: {
    surveillance: reach(1600, 120),
    enforcement_action: reach(800, 120),
    sting: reach(800, 120),
    labor_inspection: reach(400, 60),
    knock_and_talk: reach(400, 60),
    recovery: reach(800, 120),
    decoy: reach(800, 120),
    outreach_sweep: reach(800, 60),
    takedown: reach(1600, 240),
    controlled_buy: reach(800, 120),
    undercover_contact: reach(800, 120),
    search_warrant: reach(800, 120),
    arrest_warrant: reach(800, 120),
    informant_meeting: reach(400, 60),
    other: reach(800, 120),
  },
  systems: ['RISSafe', 'SAFETNet', 'Case Explorer'],
  leadHours: 24,
  checksPerDay: 200,
  commonAt: 12,
  targetDays: 365,
  eventDays: 7,
  coordinator: '',
};

/** Longest window of one event, in days: longer ones say nothing about when. */
export const LONGEST_EVENT_DAYS = 31;
const DAY = 86_400_000;

export type EventDraft = { from: Date; until: Date; silentReason: string | null };

/** May an event be entered so? Its end after its beginning, not past, not endless; silence with a reason. */
export function eventFrom<T extends EventDraft>(draft: T, now: Date): Verdict<T> {
  const found: Refusal[] = [];
  if (draft.until <= draft.from)
    found.push(refusal('event_window', 'until', 'Let the event end after it begins.'));
  else if (draft.until.getTime() - draft.from.getTime() > LONGEST_EVENT_DAYS * DAY)
    found.push(refusal('event_window', 'until', 'Enter at most 31 days at once.'));
  if (draft.until <= now) found.push(refusal('event_past', 'until', 'Enter an event that is not over yet.'));
  return verdict([...found, ...againstSilence(draft.silentReason)], () => draft);
}

/** Silence needs a reason that says something. */
export function againstSilence(reason: string | null): Refusal[] {
  return reason === null || hasReason(reason)
    ? []
    : [refusal('reason_needed', 'silentReason', 'Give a reason of at least 20 characters.')];
}

/**
 * An identifier as it is compared, or why it is not. A name with a birth date never goes through the coordinator's flag:
 * the people whom the flag protects are not to be found by their names at all.
 */
export function targetFrom(typed: {
  type: IdentifierType;
  value: string;
  scope: string | null;
  throughCoordinator: boolean;
}): Verdict<Normalized> {
  if (typed.type === 'person' && typed.throughCoordinator)
    return verdict(
      [refusal('no_names_of_victims', 'type', 'Enter no name and birth date of somebody who is protected.')],
      unreachable,
    );
  const found = normalize({
    type: typed.type,
    value: typed.value,
    scope: scoped.has(typed.type) ? typed.scope : null,
  });
  return typeof found === 'string' ? verdict([unusable[found]], unreachable) : verdict([], () => found);
}

const unreachable = (): never => {
  throw new Error('A refusal has no value.');
};

const unusable: Record<Unusable, Refusal> = {
  unreadable: refusal(
    'unreadable',
    'value',
    'Write it in full: a phone with its area code, an address with its house number.',
  ),
  scope_needed: refusal(
    'scope_needed',
    'scope',
    'Add what makes it unique: state, platform, ZIP code, routing number or birth date.',
  ),
  over_common: refusal('over_common', 'value', 'Leave this one out: it belongs to too many to say anything.'),
};

/** What is written down of a hand-off. */
export type Handoff = {
  state: 'submitted' | 'answered' | 'waived';
  reference: string | null;
  result: 'no_conflict' | 'conflict' | null;
  reason: string | null;
};

/** An answer has its number and result; a conflict there, or doing without, has a reason. */
export function handoffFrom(entered: Handoff): Verdict<Handoff> {
  const found: Refusal[] = [];
  if (entered.state === 'answered' && entered.reference === null)
    found.push(refusal('reference_needed', 'reference', 'Give the reference number of the system.'));
  if (entered.state === 'answered' && entered.result === null)
    found.push(refusal('result_needed', 'result', 'Say whether the system told of a conflict.'));
  const explains = entered.state === 'waived' || entered.result === 'conflict';
  if (explains && !hasReason(entered.reason))
    found.push(refusal('reason_needed', 'reason', 'Give a reason of at least 20 characters.'));
  return verdict(found, () => ({
    state: entered.state,
    reference: entered.state === 'waived' ? null : entered.reference,
    result: entered.state === 'answered' ? entered.result : null,
    reason: explains ? entered.reason : null,
  }));
}

/** What a hit tells besides contacts; and nothing else. */
export const toldOfConflict = [
  'id',
  'entryId',
  'kind',
  'overlap',
  'identifierType',
  'certainty',
  'throughCoordinator',
  'agency',
  'officer',
  'phone',
  'email',
  'myAnswer',
  'theirAnswer',
  'settledAnswer',
  'state',
  'foundAt',
] as const;
export type { Certainty, IdentifierType };
