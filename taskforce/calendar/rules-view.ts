import { addDays, type Day } from '../vocabulary/days.ts';

export const views = ['month', 'week', 'agenda', 'table'] as const;
export type View = (typeof views)[number];

/** Day of the week, Sunday 0: the weeks of this calendar begin on Sunday, as people in the United States print them. */
const weekday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay();
export const weekOf = (day: Day): Day => addDays(day, -weekday(day));
const firstOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`;

/** First and last day that a view shows around a day: whole weeks of the month, the week, or four weeks ahead. */
export function spanOf(view: View, day: Day): { from: Day; until: Day } {
  if (view === 'week') return { from: weekOf(day), until: addDays(weekOf(day), 6) };
  if (view !== 'month') return { from: day, until: addDays(day, 27) };
  const from = weekOf(firstOfMonth(day));
  const last = addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
  return { from, until: addDays(weekOf(last), 6) };
}

/** The day a step before (-1) or after (1): a month, a week, four weeks. A month's end stays in the next month. */
export function stepFrom(view: View, day: Day, step: 1 | -1): Day {
  if (view === 'week') return addDays(day, 7 * step);
  if (view !== 'month') return addDays(day, 28 * step);
  const first = firstOfMonth(day);
  return step === 1 ? firstOfMonth(addDays(first, 31)) : firstOfMonth(addDays(first, -1));
}

/** The days of a span, in order. */
export function daysOf({ from, until }: { from: Day; until: Day }): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
