/**
 * Fans: what has happened in all by the end of each of some days to come, as shares of the runs. The middle is half, and
 * around it lie the middle 50, 80 and 95 in a hundred of the runs.
 */
export const fanShares = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;

/** By day, then by share of `fanShares`. */
export type FanRows = number[][];

/**
 * How many of some times lie at or before each of the days, by run. A time counts to the first day that is not before
 * it, so that something that happens within a day has happened by its end.
 * @param times by target, then by run; NaN or Infinity: not in that run
 * @param ends days from today, rising
 * @param runs the first so many runs count
 * @returns by day, then by run; null when none of the times lies in sight
 */
export function countsBy(
  times: readonly Float64Array[],
  ends: readonly number[],
  runs: number,
): Int32Array[] | null {
  const last = ends.at(-1) ?? 0;
  const placeOf = new Int32Array(last + 1);
  for (let day = 0, place = 0; day <= last; day++) {
    while (ends[place]! < day) place++;
    placeOf[day] = place;
  }
  const counts = ends.map(() => new Int32Array(runs));
  let any = false;
  for (const own of times)
    for (let r = 0; r < runs; r++) {
      const day = Math.max(0, Math.ceil(own[r]!));
      if (!(day <= last)) continue;
      counts[placeOf[day]!]![r]! += 1;
      any = true;
    }
  if (!any) return null;
  addUp(counts);
  return counts;
}

/** Turns what happens in each stretch into what has happened by its end, in place. */
export function addUp(byStretch: readonly (Int32Array | Float64Array)[]): void {
  for (let i = 1; i < byStretch.length; i++) {
    const [before, own] = [byStretch[i - 1]!, byStretch[i]!];
    for (let r = 0; r < own.length; r++) own[r]! += before[r]!;
  }
}

/** The fan of figures given by day, then by run: order statistics as of type 1, so that counts stay whole. */
export function fanOf(byDay: readonly (Int32Array | Float64Array)[]): FanRows {
  return byDay.map((figures) => {
    const sorted = figures.toSorted();
    return fanShares.map((p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0);
  });
}
