import { normalQuantile } from './normal.ts';

/** How the limits of a probability are made: on the plain scale, on that of its logarithm, or of log(−log). */
export type LimitScale = 'plain' | 'log' | 'log-log';

export type LimitOptions = { level?: number | undefined; limits?: LimitScale | undefined };

/** The limits of a list of estimates; NaN where an estimate has none. */
export type LimitLists = { lower: number[]; upper: number[] };

/**
 * Pointwise limits of survival probabilities S with standard errors s (Kalbfleisch and Prentice 2002, section 1.4):
 * plain S ± z s; log exp(ln S ± z s/S); log-log S^exp(± z s / (S ln S)). Cut at 0 and 1, as R's survfit does.
 */
export function survivalLimits(
  survival: readonly number[],
  variance: readonly number[],
  { level = 0.95, limits = 'log' }: LimitOptions = {},
): LimitLists {
  const z = normalQuantile(0.5 + level / 2);
  const pairs = survival.map((s, i) => {
    const se = Math.sqrt(variance[i]!);
    if (limits === 'plain') return [Math.max(0, s - z * se), Math.min(1, s + z * se)] as const;
    if (limits === 'log')
      return [s * Math.exp((-z * se) / s), Math.min(1, s * Math.exp((z * se) / s))] as const;
    const width = (z * se) / (s * Math.log(s));
    return [s ** Math.exp(-width), s ** Math.exp(width)] as const;
  });
  return { lower: pairs.map(([low]) => low), upper: pairs.map(([, high]) => high) };
}

/**
 * Pointwise limits of probabilities P of having come to a state. `log-log` is the complementary one used by etm,
 * 1 − (1−P)^exp(∓ z s / ((1−P) ln(1−P))); `log` and `plain` as for survival. Without spread the limits are P itself.
 */
export function stateLimits(
  probability: readonly number[],
  variance: readonly number[],
  { level = 0.95, limits = 'log-log' }: LimitOptions = {},
): LimitLists {
  const exact = (i: number): boolean => variance[i] === 0;
  const found =
    limits === 'log-log'
      ? survivalLimits(
          probability.map((p) => 1 - p),
          variance,
          { level, limits },
        )
      : survivalLimits(probability, variance, { level, limits });
  const flip = limits === 'log-log';
  return {
    lower: probability.map((p, i) => (exact(i) ? p : flip ? 1 - found.upper[i]! : found.lower[i]!)),
    upper: probability.map((p, i) => (exact(i) ? p : flip ? 1 - found.lower[i]! : found.upper[i]!)),
  };
}
