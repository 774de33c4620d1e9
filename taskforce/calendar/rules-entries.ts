import { daysBetween, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Verdict } from '../vocabulary/refusals.ts';

/** What stands in the calendar. */
export const entryKinds = [
  'operation',
  'court_date',
  'deadline',
  'task',
  'meeting',
  'decision',
  'interview',
  'victim_duty',
  'authority',
  'review',
  'absence',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const whose = ['all', 'mine', 'agency'] as const;

/** A month with the weeks around it, twice: more is a report. */
export const LONGEST_READ_DAYS = 100;
/** More entries than a person can look through. */
export const MOST_ENTRIES = 1000;

/** A window of days that may be asked for: in order, and no longer than the longest. */
export function windowAllowed(from: Day, until: Day): Verdict<{ from: Day; until: Day }> {
  const days = daysBetween(from, until);
  const refusals =
    days < 0 || days > LONGEST_READ_DAYS
      ? [refusal('window', 'until', 'Give a last day after the first one, at most a hundred days later.')]
      : [];
  return verdict(refusals, () => ({ from, until }));
}
