import { gammaQuantile, logGamma } from './gamma.ts';

/** Observed and expected endings of one group (an agency, a court): their ratio is the group's own speed. */
export type Speed = { observed: number; expected: number };

/** A speed drawn towards 1, with limits. */
export type ShrunkSpeed = { mean: number; lower: number; upper: number };

/**
 * Speeds of groups drawn towards their common 1: with speed ~ Gamma(alpha, alpha) and observed ~ Poisson(speed ·
 * expected), the speed given the counts is Gamma(alpha + O, alpha + E) (D. Clayton and J. Kaldor 1987). Small groups
 * move most. `level` 0.9 gives the limits at .05 and .95.
 */
export function shrunkSpeed({ observed, expected }: Speed, alpha: number, level = 0.9): ShrunkSpeed {
  const shape = alpha + observed;
  const rate = alpha + expected;
  return {
    mean: shape / rate,
    lower: gammaQuantile((1 - level) / 2, shape, rate),
    upper: gammaQuantile((1 + level) / 2, shape, rate),
  };
}

/** ln of the chance of the counts at a given alpha: negative binomial, Σ ln P(O | alpha, E). */
export function speedsLogLikelihood(groups: readonly Speed[], alpha: number): number {
  return groups.reduce(
    (sum, { observed: o, expected: e }) =>
      sum +
      logGamma(alpha + o) -
      logGamma(alpha) -
      logGamma(o + 1) -
      alpha * Math.log1p(e / alpha) +
      (o === 0 ? 0 : o * Math.log(e / (alpha + e))),
    0,
  );
}

/** Above this alpha groups do not differ in any way that matters, and the likelihood is flat. */
export const noDifference = 1e4;

/**
 * The alpha of greatest likelihood (small: groups differ much; their speeds have standard deviation alpha^−½), by golden
 * section on ln alpha. When groups do not differ it runs to infinity: then it is `noDifference`, and `differ` is false.
 */
export function fitAlpha(groups: readonly Speed[]): {
  alpha: number;
  differ: boolean;
  logLikelihood: number;
} {
  const of = (y: number): number => speedsLogLikelihood(groups, Math.exp(y));
  const grid = Array.from(
    { length: 81 },
    (_, i) => Math.log(1e-2) + (i / 80) * Math.log(noDifference / 1e-2),
  );
  const best = grid.reduce((top, y) => (of(y) > of(top) ? y : top), grid[0]!);
  let low = best - Math.log(noDifference / 1e-2) / 80;
  let high = Math.min(Math.log(noDifference), best + Math.log(noDifference / 1e-2) / 80);
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 100 && high - low > 1e-10; i++) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (of(a) > of(b)) high = b;
    else low = a;
  }
  const alpha = Math.exp((low + high) / 2);
  const differ = alpha < noDifference * 0.999;
  return { alpha: differ ? alpha : noDifference, differ, logLikelihood: of(Math.log(alpha)) };
}
