import type { Waiting } from './distributions.ts';
import { logNormalCdf, logNormalDensity, normalQuantileOfHazard } from './normal.ts';

/**
 * The log-normal reference curve of a phase: how fast targets leave it at reference speed. `median` in days, `sigma` the
 * standard deviation of ln T.
 */
export type ReferenceCurve = { median: number; sigma: number };

/** H₀(t) = −ln Φ(−(ln t − ln m)/σ), the endings expected by t at reference speed; exact also for very long waits. */
export function referenceHazard({ median, sigma }: ReferenceCurve, t: number): number {
  return t <= 0 ? 0 : -logNormalCdf(-Math.log(t / median) / sigma);
}

/** ln h₀(t), the logarithm of the rate of leaving. */
export function logReferenceRate({ median, sigma }: ReferenceCurve, t: number): number {
  const z = Math.log(t / median) / sigma;
  return logNormalDensity(z) - Math.log(sigma * t) - logNormalCdf(-z);
}

/** The t with H₀(t) = h: t = exp(ln m − σ Φ⁻¹(exp(−h))). */
export function timeAtReferenceHazard({ median, sigma }: ReferenceCurve, h: number): number {
  return h <= 0 ? 0 : median * Math.exp(sigma * normalQuantileOfHazard(h));
}

/**
 * A curve whose shape a site's own data have bent: h₀ times a factor in each bin (breaks[b], breaks[b+1]], the last
 * without end. Without bins it is the reference curve itself.
 */
export type BentCurve = { curve: ReferenceCurve; breaks: readonly number[]; factors: readonly number[] };

/** H(t) of a bent curve. */
export function bentHazard({ curve, breaks, factors }: BentCurve, t: number): number {
  let sum = 0;
  for (let b = 0; b < breaks.length && breaks[b]! < t; b++) {
    const to = Math.min(t, breaks[b + 1] ?? Infinity);
    sum += factors[b]! * (referenceHazard(curve, to) - referenceHazard(curve, breaks[b]!));
  }
  return sum;
}

/** The t with H(t) = h on a bent curve. */
export function timeAtBentHazard({ curve, breaks, factors }: BentCurve, h: number): number {
  let rest = h;
  for (let b = 0; b < breaks.length; b++) {
    const start = referenceHazard(curve, breaks[b]!);
    const next = breaks[b + 1];
    const whole = next === undefined ? Infinity : factors[b]! * (referenceHazard(curve, next) - start);
    if (rest <= whole) return timeAtReferenceHazard(curve, start + rest / factors[b]!);
    rest -= whole;
  }
  return timeAtReferenceHazard(curve, h);
}

/** A bent curve as a wait. */
export function bentWaiting(bent: BentCurve): Pick<Waiting, 'logSurvival' | 'timeAtHazard'> {
  return { logSurvival: (t) => -bentHazard(bent, t), timeAtHazard: (h) => timeAtBentHazard(bent, h) };
}
