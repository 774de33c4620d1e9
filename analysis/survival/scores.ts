import { incompleteBeta, logBeta } from './beta.ts';
import { incompleteGamma } from './gamma.ts';
import { normalCdf, normalDensity } from './normal.ts';

/**
 * Scores of forecasts: smaller is better, and honest figures score best on average (T. Gneiting and A. Raftery 2007). The
 * continuous ranked probability score is ∫ (F(x) − 1{y ≤ x})² dx = E|X − y| − ½ E|X − X′|. Checked against
 * scoringRules 1.1.1.
 */

/** CRPS of the normal. */
export function crpsNormal(y: number, mean: number, sd: number): number {
  const z = (y - mean) / sd;
  return sd * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}

/** CRPS of the log-normal. */
export function crpsLogNormal(y: number, meanLog: number, sdLog: number): number {
  const z = (Math.log(y) - meanLog) / sdLog;
  const mean = Math.exp(meanLog + (sdLog * sdLog) / 2);
  return y * (2 * normalCdf(z) - 1) - 2 * mean * (normalCdf(z - sdLog) + normalCdf(sdLog * Math.SQRT1_2) - 1);
}

/** CRPS of the exponential. */
export function crpsExponential(y: number, rate: number): number {
  return y + (2 * Math.expm1(-rate * y)) / rate + 1 / (2 * rate);
}

/** CRPS of the gamma. */
export function crpsGamma(y: number, shape: number, rate: number): number {
  const p = incompleteGamma(shape, rate * y).lower;
  const p1 = incompleteGamma(shape + 1, rate * y).lower;
  return y * (2 * p - 1) - (shape / rate) * (2 * p1 - 1) - Math.exp(-logBeta(0.5, shape)) / rate;
}

/** CRPS of the log-logistic with location and scale of ln T; Infinity from scale 1, where the mean is infinite. */
export function crpsLogLogistic(y: number, locationLog: number, scaleLog: number): number {
  if (scaleLog >= 1) return Infinity;
  const p = 1 / (1 + Math.exp((locationLog - Math.log(y)) / scaleLog));
  const mean = (Math.exp(locationLog) * Math.PI * scaleLog) / Math.sin(Math.PI * scaleLog);
  return y * (2 * p - 1) + mean * (1 - 2 * incompleteBeta(1 + scaleLog, 1 - scaleLog, p)) - mean * scaleLog;
}

/** CRPS of a forecast given as draws (their step function). */
export function crpsSample(y: number, draws: ArrayLike<number>): number {
  const sorted = Float64Array.from(draws).toSorted();
  const n = sorted.length;
  let off = 0;
  let spread = 0;
  sorted.forEach((x, i) => {
    off += Math.abs(x - y);
    spread += x * (2 * i + 1 - n);
  });
  return off / n - spread / (n * n);
}

/** CRPS of draws counted only up to `limit`: ∫_{−∞}^{limit}, that of everything cut at the limit. */
export function thresholdCrpsSample(y: number, draws: ArrayLike<number>, limit: number): number {
  const cut = Float64Array.from(draws, (x) => Math.min(x, limit));
  return crpsSample(Math.min(y, limit), cut);
}

/**
 * The threshold-weighted CRPS in days, Σ_{h=1..H} (F(h) − 1{T ≤ h})²: exact although many are still open, because all are
 * followed to H. `chance(h)` is F(h); `end` the time until it ended, Infinity while open.
 */
export function thresholdCrps(chance: (h: number) => number, end: number, horizon: number): number {
  let sum = 0;
  for (let h = 1; h <= horizon; h++) sum += (chance(h) - (end <= h ? 1 : 0)) ** 2;
  return sum;
}

/**
 * The same for a forecast kept as equally likely waits in whole days, in order; null: beyond every horizon. `end` is the
 * whole day on which it ended. Sums stretch by stretch between the waits, so the length of the horizon costs nothing.
 */
export function thresholdCrpsOfWaits(
  waits: readonly (number | null)[],
  end: number,
  horizon: number,
): number {
  const known = waits.filter((wait) => wait !== null);
  const steps = [...known, end].filter((day) => day > 1 && day <= horizon);
  const stretches = [...new Set([1, ...steps, horizon + 1])].toSorted((a, b) => a - b);
  let sum = 0;
  let below = 0;
  for (let k = 0; k + 1 < stretches.length; k++) {
    const from = stretches[k]!;
    while (below < known.length && known[below]! <= from) below += 1;
    sum += (stretches[k + 1]! - from) * (below / waits.length - (end <= from ? 1 : 0)) ** 2;
  }
  return sum;
}

/** The energy score of several quantities at once: E‖X − y‖ − ½ E‖X − X′‖. `draws[i]` are the draws of quantity i. */
export function energyScore(y: readonly number[], draws: readonly (readonly number[])[]): number {
  const n = draws[0]!.length;
  const distance = (a: (i: number) => number, b: (i: number) => number): number =>
    Math.sqrt(y.reduce((sum, _, i) => sum + (a(i) - b(i)) ** 2, 0));
  let off = 0;
  let spread = 0;
  for (let k = 0; k < n; k++) {
    const draw = (i: number): number => draws[i]![k]!;
    off += distance(draw, (i) => y[i]!);
    for (let l = 0; l < k; l++) spread += 2 * distance(draw, (i) => draws[i]![l]!);
  }
  return off / n - spread / (2 * n * n);
}

/** The pinball loss of a quantile q given for the share p: (1{y ≤ q} − p)(q − y). */
export function pinball(y: number, q: number, p: number): number {
  return ((y <= q ? 1 : 0) - p) * (q - y);
}

/** The interval score of a central interval that misses with chance alpha: width + 2/alpha × the miss. */
export function intervalScore(y: number, lower: number, upper: number, alpha: number): number {
  return upper - lower + (2 / alpha) * (Math.max(0, lower - y) + Math.max(0, y - upper));
}
