import { learntSlip, type SlipKnowledge, type Target } from '../../analysis/survival/forecast.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import { daysBetween, isDay, type Day } from '../vocabulary/days.ts';

/** Which day on the calendar ends which phase: decision record 43. The database chooses by the same table (planned_ends). */
export const plannedEnds = {
  pre_operational: ['grand_jury'],
  operational: ['grand_jury', 'takedown'],
  post_operational: ['plea_hearing', 'trial', 'sentencing'],
} as const satisfies Record<Phase, readonly string[]>;
export const plannedKinds = ['grand_jury', 'takedown', 'plea_hearing', 'trial', 'sentencing'] as const;
export type PlannedKind = (typeof plannedKinds)[number];

/** The day at which the present phase of an open strand is planned to end. */
export type PlannedDay = {
  strandId: string;
  phase: Phase;
  /** When it entered that phase. */
  entered: Day;
  kind: PlannedKind;
  day: Day;
  /** Labels that the strand has not: they follow every range that rests on this day. */
  labels: readonly string[];
};

/** One day that one date was planned for, and what became of it. */
export type PlannedChange = {
  dateId: string;
  /** First, second … day of this date. */
  place: number;
  plannedFor: Day;
  /** Null: it holds. */
  outcome: 'kept' | 'moved' | 'cancelled' | 'corrected' | null;
  /** Day on which the date took place after all; null: not yet, or never. */
  happenedOn: Day | null;
};

/** How planned days have held: how many held, and by how many days each of the others slipped. */
export type SlipsSeen = { held: number; slips: number[] };

/**
 * What the changes of planned days tell. Each day that was meant counts once: it held when the thing took place by then;
 * else it slipped, by the days until it took place, or until the day it is planned for now (it is at least that late).
 * A day entered wrongly was never meant; one that still holds, fell away or was brought forward tells nothing of slipping.
 */
export function slipsSeen(changes: readonly PlannedChange[]): SlipsSeen {
  const seen: SlipsSeen = { held: 0, slips: [] };
  for (const values of Map.groupBy(changes, (one) => one.dateId).values()) {
    const meant = values
      .filter((one) => one.outcome !== 'corrected')
      .toSorted((a, b) => a.place - b.place)
      // A new hour on the same day is no new day.
      .filter((one, i, all) => one.plannedFor !== all[i + 1]?.plannedFor);
    const last = meant.at(-1);
    if (last === undefined) continue;
    for (const one of meant) {
      const slip = daysBetween(one.plannedFor, last.happenedOn ?? last.plannedFor);
      if (slip > 0) seen.slips.push(slip);
      else if (last.happenedOn !== null) seen.held += 1;
    }
  }
  return seen;
}

/** What the forecast uses of it: the shipped knowledge with the site's own changes added. */
export const slipKnown = ({ held, slips }: SlipsSeen): SlipKnowledge =>
  learntSlip(
    held,
    slips.toSorted((a, b) => a - b),
  );

/** Fewer planned days than this tell of single cases rather than of how days hold. */
export const FEW_DAYS = 5;

/** What is told of the slips: how many days held, how many slipped, by how many days in the middle. Null: too few. */
export function toldOf({
  held,
  slips,
}: SlipsSeen): { held: number; slipped: number; middle: number | null } | null {
  if (held + slips.length < FEW_DAYS) return null;
  const sorted = slips.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const middle =
    sorted.length === 0 ? null : Math.round((sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2);
  return { held, slipped: slips.length, middle };
}

/**
 * The targets of a forecast with the planned ends of their phases. Refuses days that cannot be: one that does not exist,
 * that has passed, or that lies before the entry into the phase.
 * @throws RangeError: the database gave what it promises not to give
 */
export function withPlanned<T extends Target>(
  targets: readonly T[],
  planned: readonly PlannedDay[],
  asOf: Day,
): T[] {
  const ends = new Map(planned.map((one) => [one.strandId, one]));
  return targets.map((target) => {
    const end = ends.get(target.id);
    if (end === undefined || phases[target.phase] !== end.phase) return target;
    if (!isDay(end.day) || end.day < asOf || end.day < end.entered)
      throw new RangeError('a phase cannot be planned to end on such a day');
    return { ...target, planned: daysBetween(asOf, end.day) };
  });
}
