import { sortedQuantile } from './chances.ts';
import type { CaseRuns } from './forecast.ts';

/**
 * Which share of the spread of a wait comes from its pace being unknown (the site's, the kind's, the case's): a wait is
 * over when the pace times the reference's cumulative hazard reaches a unit exponential E, so that on the scale of logs
 * Var(ln pace) + Var(ln E) is all of it, and Var(ln E) = π²/6 is chance.
 * @returns null when a planned day took the place of the draw
 */
export function paceShareOf(logPace: Float64Array): number | null {
  let [n, mean, squares] = [0, 0, 0];
  for (const x of logPace) {
    if (Number.isNaN(x)) continue;
    n += 1;
    const off = x - mean;
    mean += off / n;
    squares += off * (x - mean);
  }
  if (n < 2) return null;
  const variance = squares / n;
  return variance / (variance + Math.PI ** 2 / 6);
}

/** A date by which a share of the runs is over; null: not within the horizon. */
export type Promises = { p10: number | null; p50: number | null; p80: number | null; p95: number | null };

/** The promises of some times: order statistics of all runs, beyond the horizon none. */
export function promisesOf(times: ArrayLike<number>, horizon: number): Promises {
  const sorted = Float64Array.from(times, (t) => (t <= horizon ? t : Infinity)).toSorted();
  const at = (p: number): number | null => {
    const t = sortedQuantile(sorted, p, 1);
    return Number.isFinite(t) ? t : null;
  };
  return { p10: at(0.1), p50: at(0.5), p80: at(0.8), p95: at(0.95) };
}

/**
 * When the last target of a case leaves a phase, over the runs in which one is or comes there; `reached` is their
 * share, `ends` the times themselves.
 */
export function lastLeaves(
  { leaves }: CaseRuns,
  phase: number,
  horizon: number,
): { promises: Promises; reached: number; ends: readonly number[] } {
  const runs = leaves[0]![phase]!.length;
  const ends: number[] = [];
  for (let r = 0; r < runs; r++) {
    let last = NaN;
    for (const target of leaves) {
      const t = target[phase]![r]!;
      if (!Number.isNaN(t) && !(t <= last)) last = t;
    }
    if (!Number.isNaN(last)) ends.push(last);
  }
  return { promises: promisesOf(ends, horizon), reached: ends.length / runs, ends };
}
