import { addUp, countsBy, fanOf, type FanRows } from '../../analysis/survival/fans.ts';
import { addDays, daysBetween, type Day } from '../vocabulary/days.ts';

/** How many months a fan shows before and after today. */
export const MONTHS = 24;

/** The last days of the months before a day, then of the month it is in and of those after. */
export function monthEnds(asOf: Day): { back: Day[]; ahead: Day[] } {
  const first = (months: number): Day => {
    const place = Number(asOf.slice(0, 4)) * 12 + Number(asOf.slice(5, 7)) - 1 + months;
    return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-01`;
  };
  return {
    back: Array.from({ length: MONTHS }, (_, i) => addDays(first(i - MONTHS + 1), -1)),
    ahead: Array.from({ length: MONTHS }, (_, i) => addDays(first(i + 1), -1)),
  };
}

/** The ends of the months ahead as days from today. */
export const endsAhead = (asOf: Day): number[] => monthEnds(asOf).ahead.map((day) => daysBetween(asOf, day));

/**
 * What happened in all by the end of each of the months before today and until today, and what may have happened by the
 * end of each month ahead, by share of the runs (`fanShares`). Strands, or cents.
 */
export type Fan = { past: number[]; now: number; ahead: FanRows | null };

/** How much there was by the end of each month before today, and until today, of things that happened on days. */
export function pastOf(days: readonly { day: Day; many: number }[], asOf: Day): Pick<Fan, 'past' | 'now'> {
  const { back } = monthEnds(asOf);
  const steps = Array.from({ length: back.length + 1 }, () => 0);
  for (const { day, many } of days) {
    if (day > asOf) continue;
    const place = back.findIndex((end) => day <= end);
    steps[place < 0 ? back.length : place]! += many;
  }
  let sum = 0;
  const past = steps.map((many) => (sum += many));
  return { past: past.slice(0, -1), now: sum };
}

/** A fan of counts: what happened until now, and on top of it the runs. */
export function countFan(past: Pick<Fan, 'past' | 'now'>, counts: readonly Int32Array[] | null): Fan {
  const ahead = counts === null ? null : fanOf(counts);
  return { ...past, ahead: ahead && ahead.map((row) => row.map((n) => n + past.now)) };
}

/** How many of the targets leave by the end of each month ahead, by run. */
export const countsAhead = (times: readonly Float64Array[], asOf: Day, runs: number): Int32Array[] | null =>
  countsBy(times, endsAhead(asOf), runs);

/**
 * A fan of money in cents.
 * @param byStretch units of money that fall between the ends of the months ahead, by run; null: no rate is set
 * @param due cents that are committed, by the end of each month ahead: known money, on top of the runs
 */
export function moneyFan(
  past: Pick<Fan, 'past' | 'now'>,
  byStretch: readonly Float64Array[] | null,
  due: readonly number[],
): Fan {
  if (byStretch === null) return { ...past, ahead: null };
  const sums = byStretch.map((one) => one.slice());
  addUp(sums);
  return {
    ...past,
    ahead: fanOf(sums).map((row, m) => row.map((units) => Math.round(units * 100) + past.now + due[m]!)),
  };
}
