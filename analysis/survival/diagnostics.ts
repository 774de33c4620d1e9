import { logNegativeBinomial } from './chances.ts';
import type { Grid } from './phase-priors.ts';

/**
 * Do the chains tell one story? R-hat of split chains (Gelman and others, Bayesian Data Analysis, 3rd edition, 11.4) and
 * the effective number of draws from their autocorrelations (Geyer's initial positive pairs). Constant draws give 1 and
 * the number of draws.
 */
export function convergence(draws: ArrayLike<number>, chains: number): { rhat: number; effective: number } {
  const n = Math.floor(draws.length / chains / 2);
  const halves = Array.from({ length: chains * 2 }, (_, h) =>
    Float64Array.from({ length: n }, (__, i) => draws[h * n + i]!),
  );
  const means = halves.map((half) => half.reduce((sum, x) => sum + x, 0) / n);
  const all = means.reduce((sum, x) => sum + x, 0) / means.length;
  const within =
    halves.reduce((sum, half, h) => sum + half.reduce((s, x) => s + (x - means[h]!) ** 2, 0) / (n - 1), 0) /
    halves.length;
  if (within === 0) return { rhat: 1, effective: n * halves.length };
  const between = (n * means.reduce((sum, m) => sum + (m - all) ** 2, 0)) / (means.length - 1);
  const variance = ((n - 1) / n) * within + between / n;
  return {
    rhat: Math.sqrt(variance / within),
    effective: effectiveDraws(halves, means, within, variance, n),
  };
}

function effectiveDraws(
  halves: Float64Array[],
  means: number[],
  within: number,
  variance: number,
  n: number,
): number {
  const correlation = (lag: number): number => {
    let sum = 0;
    halves.forEach((half, h) => {
      for (let i = lag; i < n; i++) sum += (half[i]! - means[h]!) * (half[i - lag]! - means[h]!);
    });
    return 1 - (within - sum / (halves.length * (n - 1))) / variance;
  };
  let sum = 0;
  for (let lag = 1; lag + 1 < Math.min(n, 1000); lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    sum += pair;
  }
  return Math.min(n * halves.length, (n * halves.length) / (1 + 2 * sum));
}

/** How much of the posterior lies on each value of a grid. */
export function gridShares(places: ArrayLike<number>, size: number): number[] {
  const counts = Array<number>(size).fill(0);
  for (let i = 0; i < places.length; i++) counts[places[i]!]! += 1;
  return counts.map((count) => count / places.length);
}

/** Is a grid too narrow? Its first or last value holds more than 40 % of the posterior. */
export function gridTooNarrow(places: ArrayLike<number>, grid: Grid): 'below' | 'above' | undefined {
  const shares = gridShares(places, grid.values.length);
  if (shares.length < 2) return undefined;
  if (shares[0]! > 0.4) return 'below';
  return shares.at(-1)! > 0.4 ? 'above' : undefined;
}

/** A grid with one more value at the end that is too narrow, in the ratio of its neighbours, with half their weight. */
export function widened({ values, weights }: Grid, where: 'below' | 'above'): Grid {
  const first = values[0]! ** 2 / values[1]!;
  const last = values.at(-1)! ** 2 / values.at(-2)!;
  return where === 'below'
    ? { values: [first, ...values], weights: [weights[0]! / 2, ...weights] }
    : { values: [...values, last], weights: [...weights, weights.at(-1)! / 2] };
}

/**
 * How surprising the endings seen are under the prior of the speed, Gamma(a, a): twice the smaller tail of the negative
 * binomial with size a and mean E. Below 0.01 prior and data disagree: "your cases run unlike the reference".
 */
export function priorConflict(ended: number, expected: number, a: number): number {
  if (expected <= 0) return 1;
  let below = 0;
  for (let k = 0; k < ended; k++) below += Math.exp(logNegativeBinomial(k, a, expected));
  const own = Math.exp(logNegativeBinomial(ended, a, expected));
  return Math.min(1, 2 * Math.min(below + own, 1 - below));
}
