import { usualForecast } from '../../analysis/survival/forecast.ts';
import { pinball, thresholdCrpsOfWaits } from '../../analysis/survival/scores.ts';

/** Equally likely waits in whole days, in order; null: not within ten years. Those come last. */
export type Waits = readonly (number | null)[];

/** How well one range told what happened. Days, chances from 0 to 1; smaller is better but for `pit` and what was kept. */
export type Scores = {
  days: number;
  twcrps: number;
  pinball50: number;
  pinball80: number;
  pinball95: number;
  brier30: number;
  brier90: number;
  brier180: number;
  brier365: number;
  logScore: number;
  pit: number;
  uncorrectedPit: number;
};

/** Days after which a range says no more. */
export const HORIZON = Math.ceil(usualForecast.horizon);

/** How many waits are kept with a range. */
export const WAITS = 100;

/** A chance smaller than this is not told from none: it bounds the log score. */
const LEAST = 1e-6;

/** Share of the waits that are over within so many days. */
export function chanceBy(waits: Waits, days: number): number {
  return waits.filter((wait) => wait !== null && wait <= days).length / waits.length;
}

/**
 * Scores a range when its stay has ended.
 * @param days whole days from the estimate to the ending; 0 when it had ended already
 * @param promised the days named as P50, P80 and P95; null: not within ten years
 * @param uniform a number from 0 to 1 that is the forecast's own, to spread what falls on one day (randomised PIT)
 */
export function scoresOf(
  { waits, uncorrected }: { waits: Waits; uncorrected: Waits | null },
  promised: readonly [number | null, number | null, number | null],
  days: number,
  uniform: number,
): Scores {
  const loss = (place: 0 | 1 | 2, p: number) => pinball(days, promised[place] ?? HORIZON, p);
  const brier = (h: number) => (chanceBy(waits, h) - (days <= h ? 1 : 0)) ** 2;
  const day = chanceOfDay(waits, days);
  return {
    days,
    twcrps: thresholdCrpsOfWaits(waits, days, HORIZON),
    pinball50: loss(0, 0.5),
    pinball80: loss(1, 0.8),
    pinball95: loss(2, 0.95),
    brier30: brier(30),
    brier90: brier(90),
    brier180: brier(180),
    brier365: brier(365),
    logScore: -Math.log(Math.max(LEAST, day.upTo - day.before)),
    pit: between(day, uniform),
    uncorrectedPit: between(uncorrected === null ? day : chanceOfDay(uncorrected, days), uniform),
  };
}

const between = ({ before, upTo }: { before: number; upTo: number }, uniform: number): number =>
  before + uniform * (upTo - before);

/** The chance of having ended before a day begins, and by its end, on the line through the waits. */
function chanceOfDay(waits: Waits, day: number): { before: number; upTo: number } {
  const line = lineThrough(waits);
  return { before: heightAt(line, day - 0.5), upTo: heightAt(line, day + 0.5) };
}

/**
 * The chances as a line from 0 to the horizon: wait i of n stands for (i + ½)/n; several on one day are spread over
 * that day.
 */
function lineThrough(waits: Waits): [number, number][] {
  const n = waits.length;
  const known = waits.filter((wait) => wait !== null);
  const points: [number, number][] = [[-0.5, 0]];
  for (let i = 0; i < known.length;) {
    const wait = known[i]!;
    let next = i + 1;
    while (next < known.length && known[next] === wait) next += 1;
    if (next - i === 1) points.push([wait, (i + 0.5) / n]);
    else points.push([wait - 0.5, (i + 0.5) / n], [wait + 0.5, (next - 0.5) / n]);
    i = next;
  }
  points.push([HORIZON + 1, known.length / n]);
  return points;
}

function heightAt(points: readonly [number, number][], x: number): number {
  const right = points.findIndex(([at]) => at > x);
  if (right === 0) return 0;
  if (right < 0) return points.at(-1)![1];
  const [x0, y0] = points[right - 1]!;
  const [x1, y1] = points[right]!;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
