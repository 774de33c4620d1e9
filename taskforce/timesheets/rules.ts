import { minutesFromText } from '../cases/rules-activities.ts';
import { addDays, daysBetween, dayOf, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** A timer that ran longer was forgotten: its owner is asked how long the work took. Ten hours. */
export const FORGOTTEN_AFTER = 600;
/** As long as a day is. */
export const DAY_MINUTES = 1440;

/** Monday of the week of a day. */
export function mondayOf(day: Day): Day {
  // 1 January 1900 was a Monday.
  return addDays(day, -(((daysBetween('1900-01-01', day) % 7) + 7) % 7));
}

/** The seven days of a week, Monday first. */
export const daysOfWeek = (monday: Day): Day[] => Array.from({ length: 7 }, (_, n) => addDays(monday, n));

/**
 * What somebody typed into a cell, in minutes: `1:30`, `1.5`, `90m`, `1h 30`; nothing typed is no hours.
 * @returns null when it is no time, or more than a day
 */
export function cellMinutes(text: string): number | null {
  const typed = text.trim();
  const minutes = typed === '' ? 0 : minutesFromText(typed);
  return minutes !== null && minutes <= DAY_MINUTES ? minutes : null;
}

/** Minutes as they stand in a cell: `1:30`; nothing for none. */
export const cellText = (minutes: number): string => (minutes === 0 ? '' : clockText(minutes));

/** Minutes as a sum: `0:00`, `41:05`. */
export const clockText = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** Whole minutes a timer has run, at least one. */
export const minutesRun = (startedAt: Date, now: Date): number =>
  Math.max(1, Math.floor((now.getTime() - startedAt.getTime()) / 60_000));

/** Was it forgotten, so that its owner has to say how long the work took? */
export const isForgotten = (startedAt: Date, now: Date): boolean =>
  minutesRun(startedAt, now) > FORGOTTEN_AFTER;

/**
 * The hours that a stopped timer makes, cut at midnight.
 * @param said minutes that its owner says the work took, from the start on; null: as long as it ran
 */
export function hoursOfTimer(
  timer: { startedAt: Date; now: Date; zone: string },
  said: number | null,
): Verdict<{ day: Day; minutes: number }[]> {
  const { startedAt, now, zone } = timer;
  const ran = minutesRun(startedAt, now);
  const refusals: Refusal[] = [];
  if (said === null && ran > FORGOTTEN_AFTER)
    refusals.push(
      refusal('forgotten', 'minutes', 'This timer ran for more than ten hours. Say how long you worked.'),
    );
  if (said !== null && (!Number.isSafeInteger(said) || said < 1 || said > DAY_MINUTES))
    refusals.push(refusal('no_time', 'minutes', 'Give hours between a minute and 24 hours.'));
  else if (said !== null && said > ran)
    refusals.push(refusal('longer_than_it_ran', 'minutes', 'Name no more time than the timer ran.'));
  return verdict(refusals, () => {
    const byDay = new Map<Day, number>();
    for (let minute = 0; minute < (said ?? ran); minute++) {
      const day = dayOf(new Date(startedAt.getTime() + minute * 60_000), zone);
      byDay.set(day, (byDay.get(day) ?? 0) + 1);
    }
    return [...byDay].map(([day, minutes]) => ({ day, minutes }));
  });
}

/** What hours are written down on: an activity, or a strand or whole case in a role. */
export type RowOf = { caseId: string; strandId: string | null; activityId: string | null; workRole: string };

/** The name of a row of the week: equal for equal rows. */
export const rowKey = ({ caseId, strandId, activityId, workRole }: RowOf): string =>
  [caseId, activityId ?? strandId ?? 'case', workRole].join(' ');
