import { type LimitOptions, survivalLimits } from './limits.ts';
import { riskTable, type RiskTable, type Spells, stillOpenAfter } from './spells.ts';

/** A survival curve: it steps at `time` and stays at `survival` until the next. */
export type SurvivalCurve = RiskTable & {
  survival: number[];
  /** Variance of `survival` (Greenwood); NaN where the curve is at 0, since nothing is left to measure it by. */
  variance: number[];
  lower: number[];
  upper: number[];
};

/** Options of a curve: its limits, and the time survival up to which is given. */
export type CurveOptions = LimitOptions & { given?: number | undefined };

/**
 * The estimator of Kaplan and Meier (1958) with right censoring and delayed entry:
 * S(t) = Π_{u ≤ t} (1 − d(u)/Y(u)), Greenwood's variance S(t)² Σ d / (Y (Y − d)).
 * With `given`, it is P(T > t | T > given). With delayed entry an early, tiny risk set can run empty, and the curve
 * then stays at 0: condition on a time at which enough spells are under observation.
 */
export function kaplanMeier(spells: Spells, options: CurveOptions = {}): SurvivalCurve {
  const { given } = options;
  const table = riskTable(given === undefined ? spells : stillOpenAfter(spells, given));
  let s = 1;
  let sum = 0;
  const survival: number[] = [];
  const variance: number[] = [];
  table.time.forEach((_, i) => {
    const d = table.events[i]!;
    const y = table.atRisk[i]!;
    if (d > 0) {
      s *= (y - d) / y;
      sum += d / (y * (y - d));
    }
    survival.push(s);
    variance.push(s * s * sum);
  });
  return { ...table, survival, variance, ...survivalLimits(survival, variance, options) };
}

/** The value of a step function that is `before` until its first step. */
export function stepValue(
  time: ArrayLike<number>,
  value: ArrayLike<number>,
  at: number,
  before: number,
): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? before : value[low - 1]!;
}

/** Survival and its standard error at given times. */
export function survivalAt(
  curve: SurvivalCurve,
  times: readonly number[],
): { survival: number; se: number }[] {
  return times.map((t) => ({
    survival: stepValue(curve.time, curve.survival, t, 1),
    se: Math.sqrt(stepValue(curve.time, curve.variance, t, 0)),
  }));
}

/** The time by which a share has ended; null where the curve, or its limit, does not come down that far. */
export type CurveQuantile = {
  p: number;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
};

/**
 * Quantiles of a survival curve: the first t at which 1 − S(t) ≥ p; where it lies exactly on p, the middle of that step
 * (which ends with the last time, if no further step comes), as R's quantile.survfit does. The limits are those of
 * Brookmeyer and Crowley (1982), the quantiles of the limits of the curve; an upper limit that goes up again at a late
 * step counts by its height, as in R.
 */
export function curveQuantiles(curve: SurvivalCurve, probabilities: readonly number[]): CurveQuantile[] {
  const estimate = crossings(curve.time, curve.survival);
  const lower = crossings(curve.time, curve.lower);
  const upper = crossings(curve.time, curve.upper);
  return probabilities.map((p) => ({ p, estimate: estimate(p), lower: lower(p), upper: upper(p) }));
}

function crossings(time: readonly number[], value: readonly number[]): (p: number) => number | null {
  const near = 1.5e-8;
  const heights = new Map<number, number>();
  let last = NaN;
  time.forEach((t, i) => {
    const height = 1 - value[i]!;
    if (heights.has(height)) return;
    last = height;
    if (!Number.isNaN(height)) heights.set(height, t);
  });
  const steps = [...heights].toSorted(([a], [b]) => a - b);
  return (p) => {
    const first = steps.find(([height]) => height + near >= p);
    const next = steps.find(([height]) => height - near >= p);
    if (first !== undefined && Math.abs(p - last) < near) return (first[1] + time.at(-1)!) / 2;
    return first === undefined || next === undefined ? null : (first[1] + next[1]) / 2;
  };
}

/**
 * The mean time until it ends or `limit` comes, ∫₀^limit S(t) dt, and its standard error
 * (∑ (∫_u^limit S)² d / (Y (Y − d)))^½ (Klein and Moeschberger 2003, 4.5.2). Beyond the last time the curve is taken to
 * stay where it is.
 */
export function restrictedMean(
  curve: SurvivalCurve,
  limit: number,
  from = 0,
): { limit: number; mean: number; se: number } {
  const steps = curve.time.flatMap((t, i) => (t < limit && curve.events[i]! > 0 ? [i] : []));
  const ends = [...steps.map((i) => curve.time[i]!), limit];
  let mean = Math.max(0, Math.min(ends[0]!, limit) - from);
  const areas = steps.map((i, k) => curve.survival[i]! * (ends[k + 1]! - ends[k]!));
  let rest = areas.reduce((sum, area) => sum + area, 0);
  mean += rest;
  let variance = 0;
  steps.forEach((i, k) => {
    const d = curve.events[i]!;
    const y = curve.atRisk[i]!;
    if (y > d) variance += (rest * rest * d) / (y * (y - d));
    rest -= areas[k]!;
  });
  return { limit, mean, se: Math.sqrt(variance) };
}
