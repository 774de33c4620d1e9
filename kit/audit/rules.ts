/** Rules of the audit's review and proof. The weekly review is CJIS Security Policy AU-6: at least once a week. */

/** Kind of the job that verifies the audit. */
export const VERIFY_JOB = 'verify_audit';

const DAY = 86_400_000;

/** Whether a day like 2026-03-30 is a Monday. */
export function isMonday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

/** The Monday of the week in which a moment lies, in UTC. */
export function mondayOf(moment: Date): string {
  const days = (moment.getUTCDay() + 6) % 7;
  return new Date(moment.getTime() - days * DAY).toISOString().slice(0, 10);
}

/** Monday 00:00 of a week and of the next one, UTC. */
export function spanOf(week: string): { from: Date; to: Date } {
  const from = new Date(`${week}T00:00:00Z`);
  return { from, to: new Date(from.getTime() + 7 * DAY) };
}

/**
 * The weeks that are over and not signed off, newest first, no further back than half a year.
 * @param since when the audit began
 */
export function openWeeks(signed: readonly string[], since: Date, now: Date): string[] {
  const done = new Set(signed);
  const first = mondayOf(since);
  const open: string[] = [];
  let week = mondayOf(new Date(now.getTime() - 7 * DAY));
  for (let n = 0; n < 26 && week >= first; n += 1) {
    if (!done.has(week)) open.push(week);
    week = mondayOf(new Date(spanOf(week).from.getTime() - DAY));
  }
  return open;
}
