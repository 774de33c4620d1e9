import { betaQuantile } from './beta.ts';
import { gammaQuantile, logGamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** Limits of shares, counts in a spread population, and the closed-form updates of shares. */

/** A share of n with its limits. */
export type Limits = { lower: number; upper: number };

/**
 * Wilson's limits of a share x/n (E. B. Wilson 1927):
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 */
export function wilsonLimits(x: number, n: number, level = 0.95): Limits {
  if (n === 0) return { lower: 0, upper: 1 };
  const z = normalQuantile(0.5 + level / 2);
  const p = x / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const below = 1 + (z * z) / n;
  return {
    lower: x === 0 ? 0 : Math.max(0, (middle - half) / below),
    upper: x === n ? 1 : Math.min(1, (middle + half) / below),
  };
}

/** The exact limits of Clopper and Pearson (1934): quantiles of Beta(x, n−x+1) and Beta(x+1, n−x). */
export function clopperPearsonLimits(x: number, n: number, level = 0.95): Limits {
  const tail = (1 - level) / 2;
  return {
    lower: x === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    upper: x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  };
}

/**
 * ln P(K = k) of the negative binomial with size s and mean m:
 * Γ(k+s) / (Γ(s) k!) · (s/(s+m))^s · (m/(s+m))^k.
 */
export function logNegativeBinomial(k: number, size: number, mean: number): number {
  return (
    logGamma(k + size) -
    logGamma(size) -
    logGamma(k + 1) -
    size * Math.log1p(mean / size) +
    (k === 0 ? 0 : k * Math.log(mean / (size + mean)))
  );
}

/** What Dirichlet(prior) becomes after the counts: its parameters, means, and the quantiles of each share (Beta). */
export function dirichletUpdate(
  prior: readonly number[],
  counts: readonly number[],
  probabilities: readonly number[] = [0.05, 0.5, 0.95],
): { parameters: number[]; means: number[]; quantiles: number[][] } {
  const parameters = prior.map((a, i) => a + (counts[i] ?? 0));
  const total = parameters.reduce((sum, a) => sum + a, 0);
  return {
    parameters,
    means: parameters.map((a) => a / total),
    quantiles: parameters.map((a) => probabilities.map((p) => betaQuantile(p, a, total - a))),
  };
}

/** The types of sample quantiles of Hyndman and Fan (1996) that are offered here. */
export type QuantileType = 1 | 6 | 7 | 8;

/**
 * The sample quantile at p: type 1 is the inverse of the step function; 6, 7 and 8 interpolate between the order
 * statistics at (n+1)p, (n−1)p + 1 and (n+1/3)p + 1/3 (Hyndman and Fan, The American Statistician 50, 1996).
 */
export function sampleQuantile(values: readonly number[], p: number, type: QuantileType = 7): number {
  if (values.length === 0) return NaN;
  return sortedQuantile(Float64Array.from(values).toSorted(), p, type);
}

/** `sampleQuantile` of values that are sorted already. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  const n = sorted.length;
  const at = (i: number): number => sorted[Math.min(n, Math.max(1, i)) - 1]!;
  // The same fuzz as R's quantile(): a place that is whole but for rounding counts as whole.
  const fuzz = 4 * Number.EPSILON;
  if (type === 1) return at(Math.ceil(n * p - fuzz * n));
  const place = { 6: (n + 1) * p, 7: (n - 1) * p + 1, 8: (n + 1 / 3) * p + 1 / 3 }[type];
  const whole = Math.floor(place + fuzz);
  let part = place - whole;
  if (Math.abs(part) < fuzz) part = 0;
  return part === 0 ? at(whole) : at(whole) + part * (at(whole + 1) - at(whole));
}

/** Quantiles of Gamma(shape, rate) at the probabilities. */
export function gammaQuantiles(probabilities: readonly number[], shape: number, rate: number): number[] {
  return probabilities.map((p) => gammaQuantile(p, shape, rate));
}
