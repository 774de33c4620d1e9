import type { ActivityKind, CostKind } from '../vocabulary/activities.ts';
import { activityKinds, activityTraits, costKinds } from '../vocabulary/activities.ts';
import type { Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { dayOf, isDay } from '../vocabulary/days.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';
import type { TransitionEvent } from '../vocabulary/transitions.ts';
import { eventsOfMove } from '../vocabulary/transitions.ts';
import type { Place } from './rules-spells.ts';
import { directionOf } from './rules-spells.ts';
import { needsSupervisor } from './rules-transitions.ts';

/** What an activity tells about the phase: `engagesTarget` null when nobody has answered the question yet. */
export type LoggedActivity = {
  readonly kind: ActivityKind;
  readonly engagesTarget: boolean | null;
  readonly happenedOn: Day;
};

/** Does it engage a target? `ask`: the kind may, and nobody has said. */
export function engagement(activity: Pick<LoggedActivity, 'kind' | 'engagesTarget'>): 'yes' | 'no' | 'ask' {
  const { engagesTarget } = activityTraits[activity.kind];
  if (engagesTarget !== 'may') return engagesTarget === 'always' ? 'yes' : 'no';
  if (activity.engagesTarget === null) return 'ask';
  return activity.engagesTarget ? 'yes' : 'no';
}

/** May the activity be logged so? `now` and `zone` say what today is. */
export function checkActivity(activity: LoggedActivity, now: Date, zone = 'UTC'): Verdict<LoggedActivity> {
  if (!activityKinds.includes(activity.kind))
    return { ok: false, refusals: [refusal('unknown_kind', 'kind', 'Choose a kind from the list.')] };
  const { engagesTarget } = activityTraits[activity.kind];
  const refusals: Refusal[] = [];
  if (!isDay(activity.happenedOn))
    refusals.push(refusal('no_such_day', 'happenedOn', 'Give a day that exists, as year-month-day.'));
  else if (activity.happenedOn > dayOf(now, zone))
    refusals.push(refusal('in_the_future', 'happenedOn', 'Log what has happened; plan the rest as a task.'));
  if (engagesTarget === 'always' && activity.engagesTarget === false)
    refusals.push(
      refusal('always_engages', 'engagesTarget', 'This kind always engages a target; choose another kind.'),
    );
  if (engagesTarget === 'never' && activity.engagesTarget === true)
    refusals.push(
      refusal(
        'never_engages',
        'engagesTarget',
        'Choose a kind that engages a target, such as covert contact.',
      ),
    );
  return verdict(refusals, () => activity);
}

/** A move that an activity suggests; nothing moves until a person accepts it. */
export type PhaseOffer = {
  readonly to: Phase;
  readonly event: TransitionEvent;
  /** The day of the activity. */
  readonly effectiveOn: Day;
  /** The move skips a phase, so a reason and a supervisor are needed. */
  readonly needsSupervisor: boolean;
  /** Nobody has said yet whether a target was engaged: ask that first. */
  readonly askFirst: boolean;
};

/**
 * The move forward that a logged activity suggests for its strand, or null. An activity from before the current
 * spell belongs to an earlier one and suggests nothing.
 */
export function phaseOffer(
  activity: LoggedActivity,
  strand: { readonly place: Place; readonly enteredOn: Day },
): PhaseOffer | null {
  const { event } = activityTraits[activity.kind];
  const engaged = engagement(activity);
  if (event === null || engaged === 'no' || strand.place === 'closed') return null;
  if (activity.happenedOn < strand.enteredOn) return null;
  const from = strand.place;
  const to: Phase = event === 'first_covert_engagement' ? 'operational' : 'post_operational';
  if (directionOf(from, to) === null || !eventsOfMove[`${from}>${to}`].includes(event)) return null;
  return {
    to,
    event,
    effectiveOn: activity.happenedOn,
    needsSupervisor: needsSupervisor(from, to),
    askFirst: engaged === 'ask',
  };
}

/** The offer to enter the operational phase when a covert engagement is logged on a pre-operational strand. */
export function covertEngagementOffer(
  activity: LoggedActivity,
  strand: { readonly place: Place; readonly enteredOn: Day },
): PhaseOffer | null {
  const offer = phaseOffer(activity, strand);
  return offer?.event === 'first_covert_engagement' ? offer : null;
}

const minutesOfDay = 24 * 60;

/** Working time of one person on one day, in whole minutes. */
export type WorkEntry = { readonly day: Day; readonly minutes: number; readonly reason?: string | null };

/** Working time is above zero; more than 24 hours for a person and day (other entries counted) needs a reason. */
export function checkWork(entry: WorkEntry, minutesAlreadyThatDay = 0): Verdict<WorkEntry> {
  const refusals: Refusal[] = [];
  if (!Number.isSafeInteger(entry.minutes) || entry.minutes <= 0)
    refusals.push(refusal('not_positive', 'hours', 'Give more than zero hours, in whole minutes.'));
  else if (entry.minutes + minutesAlreadyThatDay > minutesOfDay && !hasReason(entry.reason))
    refusals.push(
      refusal(
        'over_a_day',
        'hours',
        'A day has 24 hours: correct the hours, or give a reason of at least 20 characters.',
      ),
    );
  if (!isDay(entry.day))
    refusals.push(refusal('no_such_day', 'day', 'Give a day that exists, as year-month-day.'));
  return verdict(refusals, () => entry);
}

/** Minutes out of what people type for hours: `1.5`, `1,5`, `1:30`, `1h 30`, `90m`, `90 min`, `2 h`; null when it is none. */
export function minutesFromText(text: string): number | null {
  const typed = text.trim().toLowerCase();
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(typed) ?? /^(\d{1,3})\s*h\s*([0-5]?\d)\s*m?$/.exec(typed);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const minutes = /^(\d{1,4})\s*m(in(ute)?s?)?$/.exec(typed);
  if (minutes) return Number(minutes[1]);
  const hours = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(h|hr|hrs|hours?)?$/.exec(typed);
  return hours?.[1] ? Math.round(Number(hours[1].replace(',', '.')) * 60) : null;
}

/** A cost in integer cents. A negative amount is a refund or correction and says why. */
export type Cost = { readonly kind: CostKind; readonly amountCents: number; readonly reason?: string | null };

const largestCents = 1_000_000_000_00;

export function checkCost(cost: Cost): Verdict<Cost> {
  const refusals: Refusal[] = [];
  if (!costKinds.includes(cost.kind))
    refusals.push(refusal('unknown_kind', 'kind', 'Choose a kind from the list.'));
  if (
    !Number.isSafeInteger(cost.amountCents) ||
    cost.amountCents === 0 ||
    Math.abs(cost.amountCents) > largestCents
  )
    refusals.push(
      refusal('no_amount', 'amount', 'Give an amount other than zero, to the cent, below a billion dollars.'),
    );
  else if (cost.amountCents < 0 && !hasReason(cost.reason))
    refusals.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters what this refund corrects.'),
    );
  return verdict(refusals, () => cost);
}

/** Cents out of a typed US amount: `$1,234.50`, `1234.5`, `-12`; null when it is none. Never rounds. */
export function centsFromText(text: string): number | null {
  const typed = text.trim().replace(/^(-?)\s*\$\s*/, '$1');
  const parts = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(typed);
  if (!parts) return null;
  const cents = Number(parts[2]?.replaceAll(',', '')) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return null;
  return parts[1] === '-' && cents !== 0 ? -cents : cents;
}
