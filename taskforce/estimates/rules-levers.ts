import type { Phase } from '../vocabulary/cases.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';

/** What is known of an open strand beside its range. */
export type LeverFacts = {
  strandId: string;
  label: string;
  phase: Phase;
  enteredOn: Day;
  /** The last day of which anything was recorded for it; null: nothing since it was opened. */
  lastRecord: Day | null;
  /** A day on the calendar at which its phase is planned to end. */
  planned: boolean;
};

/** An input that would change the estimate, the one with most leverage first. */
export type Lever =
  | { kind: 'hours'; since: Day | null }
  | { kind: 'quiet'; strand: string; days: number; since: Day }
  | { kind: 'no_date'; strand: string };

/** Silence shorter than this says nothing. */
const QUIET_DAYS = 30;
const MOST = 3;

/**
 * The inputs with most leverage on a case's estimate: hours and records that stopped, since what happened and was not
 * written down counts as time that passed; and court dates that are missing, since a planned day takes the place of the
 * pace. In order of the days that are in doubt.
 * @param lastHours the last day with hours on the case; null: none ever
 */
export function leversOf(strands: readonly LeverFacts[], lastHours: Day | null, today: Day): Lever[] {
  const found: { lever: Lever; days: number }[] = [];
  if (strands.length === 0) return [];
  const earliest = strands.map((one) => one.enteredOn).toSorted()[0]!;
  const idle = daysBetween(lastHours ?? earliest, today);
  if (idle >= QUIET_DAYS) found.push({ lever: { kind: 'hours', since: lastHours }, days: idle });
  for (const one of strands) {
    const since = one.lastRecord !== null && one.lastRecord > one.enteredOn ? one.lastRecord : one.enteredOn;
    const quiet = daysBetween(since, today);
    const days = daysBetween(one.enteredOn, today);
    if (quiet >= QUIET_DAYS)
      found.push({ lever: { kind: 'quiet', strand: one.label, days, since }, days: quiet });
    else if (one.phase === 'post_operational' && !one.planned)
      found.push({ lever: { kind: 'no_date', strand: one.label }, days: QUIET_DAYS });
  }
  return found
    .toSorted((a, b) => b.days - a.days)
    .slice(0, MOST)
    .map(({ lever }) => lever);
}
