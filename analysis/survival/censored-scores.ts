import { chiSquareTail, type GroupTest } from './log-rank.ts';
import { kaplanMeier, stepValue } from './kaplan-meier.ts';
import type { Spells } from './spells.ts';

/** Scores of forecasts of which some are still open. */

/** The chance of still being observed: Kaplan–Meier with the parts of ended and open exchanged. */
function observedChance({ exit, ended }: Spells): { before(t: number): number; at(t: number): number } {
  const curve = kaplanMeier({ exit, ended: ended.map((d) => 1 - d) });
  const at = (t: number): number => stepValue(curve.time, curve.survival, t, 1);
  const before = (t: number): number => {
    const i = curve.time.findIndex((time) => time >= t);
    return i < 0 ? (curve.survival.at(-1) ?? 1) : i === 0 ? 1 : curve.survival[i - 1]!;
  };
  return { before, at };
}

/**
 * The weights of inverse probability of censoring at a horizon (E. Graf and others 1999): 1/G(T−) for those who ended by
 * then, 1/G(t) for those still open at it, 0 for those lost before. G is Kaplan–Meier of being lost.
 */
export function censoringWeights(spells: Spells, horizon: number): number[] {
  const seen = observedChance(spells);
  const later = seen.at(horizon);
  const cache = new Map<number, number>();
  return spells.exit.map((t, i) => {
    if (t > horizon) return 1 / later;
    if (spells.ended[i] !== 1) return 0;
    if (!cache.has(t)) cache.set(t, seen.before(t));
    return 1 / cache.get(t)!;
  });
}

/** The Brier score at a horizon with censored spells: mean of w (F − 1{T ≤ t})². `chance[i]` is F_i(horizon). */
export function brierScore(spells: Spells, chance: readonly number[], horizon: number): number {
  const weights = censoringWeights(spells, horizon);
  const n = spells.exit.length;
  return (
    weights.reduce((sum, w, i) => sum + w * (chance[i]! - (spells.exit[i]! <= horizon ? 1 : 0)) ** 2, 0) / n
  );
}

/**
 * The area under the curve at a horizon with censored spells: the weighted share of pairs (ended by then, open at it) in
 * which the one that ended had the higher chance, ties counting half (H. Uno and others 2007).
 */
export function areaUnderCurve(spells: Spells, chance: readonly number[], horizon: number): number {
  const weights = censoringWeights(spells, horizon);
  const cases: [number, number][] = [];
  const controls: [number, number][] = [];
  weights.forEach((w, i) => {
    if (w > 0) (spells.exit[i]! <= horizon ? cases : controls).push([chance[i]!, w]);
  });
  const sorted = controls.toSorted(([a], [b]) => a - b);
  const upTo = [0];
  for (const [, w] of sorted) upTo.push(upTo.at(-1)! + w);
  const below = (value: number, strict: boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const under = strict ? sorted[middle]![0] < value : sorted[middle]![0] <= value;
      if (under) low = middle + 1;
      else high = middle;
    }
    return upTo[low]!;
  };
  const all = cases.reduce((sum, [, w]) => sum + w, 0) * upTo.at(-1)!;
  const won = cases.reduce((sum, [c, w]) => sum + (w * (below(c, true) + below(c, false))) / 2, 0);
  return won / all;
}

/**
 * D-calibration (H. Haider and others 2020): `pit[i]` = F_i(T_i), the chance the forecast gave to what happened, must be
 * uniform. A spell still open at u has its part spread: (r − u)/(1 − u) to the bin (…, r] in which u lies, and
 * width/(1 − u) to each later one. Chi-square on the bins.
 */
export function dCalibration(
  pit: readonly number[],
  ended: readonly number[],
  bins = 10,
): GroupTest & { shares: number[] } {
  const found = Array<number>(bins).fill(0);
  pit.forEach((u, i) => {
    const own = Math.min(bins - 1, Math.floor(u * bins));
    if (ended[i] === 1 || u >= 1) {
      found[own]! += 1;
      return;
    }
    found[own]! += ((own + 1) / bins - u) / (1 - u);
    for (let b = own + 1; b < bins; b++) found[b]! += 1 / bins / (1 - u);
  });
  const expected = pit.length / bins;
  const chisq = found.reduce((sum, o) => sum + (o - expected) ** 2 / expected, 0);
  return { shares: found.map((o) => o / pit.length), chisq, df: bins - 1, p: chiSquareTail(chisq, bins - 1) };
}

/**
 * The always-on alarm over resolved 80 % ranges: a product that grows by 1.8 with each miss and shrinks by 0.8 with each
 * hit. If the ranges are honest it reaches 20 with a chance of at most one in twenty, ever (J. Ville 1939). Ranges that hang
 * together (the strands of one case, resolved on one day) are one entry, the share of them that held: the mean of their
 * factors is as valid, however tied they are.
 */
export function rangeAlarm(
  kept: readonly (boolean | number)[],
  level = 0.8,
): { value: number; highest: number; alarm: boolean } {
  let value = 1;
  let highest = 1;
  for (const hit of kept) {
    value *= 1 + (1 - Number(hit) - (1 - level));
    highest = Math.max(highest, value);
  }
  return { value, highest, alarm: highest >= 20 };
}
