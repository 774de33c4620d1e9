import { gammaQuantile, incompleteGamma, logGamma } from './gamma.ts';
import { logNormalCdf, logNormalDensity, normalQuantileOfHazard } from './normal.ts';

/** A distribution of waiting times, in logarithms so that long waits keep their digits. */
export type Waiting = {
  /** ln f(t), t > 0. */
  logDensity(t: number): number;
  /** ln P(T > t). */
  logSurvival(t: number): number;
  /** The t at which the cumulative hazard −ln P(T > t) reaches h. */
  timeAtHazard(h: number): number;
};

/** P(T > t). */
export function survivalAtTime(of: Waiting, t: number): number {
  return t <= 0 ? 1 : Math.exp(of.logSurvival(t));
}

/** The rate of ending at t among those who have waited until t: f(t) / P(T > t). */
export function hazardAtTime(of: Waiting, t: number): number {
  return Math.exp(of.logDensity(t) - of.logSurvival(t));
}

/** The time by which a share p has ended. */
export function waitingQuantile(of: Waiting, p: number): number {
  return of.timeAtHazard(-Math.log1p(-p));
}

/** The further time by which a share p of those who have waited `elapsed` has ended: H⁻¹(H(elapsed) − ln(1−p)) − elapsed. */
export function remainingQuantile(of: Waiting, elapsed: number, p: number): number {
  const spent = elapsed <= 0 ? 0 : -of.logSurvival(elapsed);
  return of.timeAtHazard(spent - Math.log1p(-p)) - elapsed;
}

/** f(t) = rate · exp(−rate t). */
export function exponential(rate: number): Waiting {
  return {
    logDensity: (t) => Math.log(rate) - rate * t,
    logSurvival: (t) => -rate * t,
    timeAtHazard: (h) => h / rate,
  };
}

/** P(T > t) = exp(−(t/scale)^shape). */
export function weibull(shape: number, scale: number): Waiting {
  return {
    logDensity: (t) => Math.log(shape / scale) + (shape - 1) * Math.log(t / scale) - (t / scale) ** shape,
    logSurvival: (t) => -((t / scale) ** shape),
    timeAtHazard: (h) => scale * h ** (1 / shape),
  };
}

/** ln T is normal with mean meanLog and standard deviation sdLog. */
export function logNormal(meanLog: number, sdLog: number): Waiting {
  const z = (t: number): number => (Math.log(t) - meanLog) / sdLog;
  return {
    logDensity: (t) => logNormalDensity(z(t)) - Math.log(sdLog * t),
    logSurvival: (t) => logNormalCdf(-z(t)),
    timeAtHazard: (h) => Math.exp(meanLog + sdLog * normalQuantileOfHazard(h)),
  };
}

/** P(T > t) = 1 / (1 + (t/scale)^shape). */
export function logLogistic(shape: number, scale: number): Waiting {
  const odds = (t: number): number => shape * Math.log(t / scale);
  const log1pExp = (x: number): number => (x > 35 ? x : Math.log1p(Math.exp(x)));
  return {
    logDensity: (t) => Math.log(shape / t) + odds(t) - 2 * log1pExp(odds(t)),
    logSurvival: (t) => -log1pExp(odds(t)),
    timeAtHazard: (h) => scale * Math.exp((h > 35 ? h : Math.log(Math.expm1(h))) / shape),
  };
}

/** Gamma with shape and rate: f(t) = rate^shape t^(shape−1) exp(−rate t) / Γ(shape). */
export function gamma(shape: number, rate: number): Waiting {
  return {
    logDensity: (t) => shape * Math.log(rate) + (shape - 1) * Math.log(t) - rate * t - logGamma(shape),
    logSurvival: (t) => Math.log(incompleteGamma(shape, rate * t).upper),
    timeAtHazard: (h) => gammaQuantile(-Math.expm1(-h), shape, rate),
  };
}

/** The hazard is rate · exp(shape · t); with shape < 0 some never end, and times are Infinity. */
export function gompertz(shape: number, rate: number): Waiting {
  const grown = (t: number): number => (Math.abs(shape * t) < 1e-12 ? t : Math.expm1(shape * t) / shape);
  return {
    logDensity: (t) => Math.log(rate) + shape * t - rate * grown(t),
    logSurvival: (t) => -rate * grown(t),
    timeAtHazard: (h) => {
      if (shape === 0) return h / rate;
      const inner = 1 + (shape * h) / rate;
      return inner <= 0 ? Infinity : Math.log(inner) / shape;
    },
  };
}

/** Below this |Q| the generalized gamma is taken from its neighbours: its own formula cancels there. */
const smallQ = 5e-3;
const nodes = [-2 * smallQ, -smallQ, smallQ, 2 * smallQ];

/**
 * The generalized gamma of Prentice (Biometrika 61, 1974), as in flexsurv: with w = (ln t − mu)/sigma,
 * exp(Q w)/Q² is Gamma(1/Q²). Q = 1 is Weibull, Q = 0 log-normal, Q = sigma gamma.
 */
export function generalizedGamma(mu: number, sigma: number, q: number): Waiting {
  const standard = prentice(q);
  const z = (t: number): number => (Math.log(t) - mu) / sigma;
  return {
    logDensity: (t) => standard.density(z(t))[0] - Math.log(sigma * t),
    logSurvival: (t) => standard.survival(z(t))[0],
    timeAtHazard: (h) => Math.exp(mu + sigma * standard.atHazard(h)),
  };
}

/** A value and its first two derivatives. */
export type Jet = readonly [number, number, number];

/**
 * The standard form of Prentice's family for a Q: ln density and ln survival of w with two derivatives each, and the w at
 * which the cumulative hazard is h. For |Q| below smallQ the cubic through four neighbours; its error is of the order
 * of smallQ⁴.
 */
export function prentice(q: number): {
  density(z: number): Jet;
  survival(z: number): Jet;
  atHazard(h: number): number;
} {
  return Math.abs(q) < smallQ ? interpolated(q) : exactly(q);
}

function exactly(q: number): ReturnType<typeof prentice> {
  const k = 1 / (q * q);
  const constant = Math.log(Math.abs(q)) * (1 - 2 * k) - logGamma(k);
  const density = (z: number): Jet => {
    const e = Math.exp(q * z);
    return [constant + k * (q * z - e), (1 - e) / q, -e];
  };
  return {
    density,
    survival: (z) => {
      const { lower, upper } = incompleteGamma(k, k * Math.exp(q * z));
      const tail = Math.log(q > 0 ? upper : lower);
      const [g, g1] = density(z);
      // Beyond where the tail is a double, its hazard is the one of the density's fall.
      const h = tail === -Infinity ? Math.max(0, -g1) : Math.exp(g - tail);
      return [tail, -h, -h * (g1 + h)];
    },
    atHazard: (h) => Math.log(gammaQuantile(q > 0 ? -Math.expm1(-h) : Math.exp(-h), k) / k) / q,
  };
}

function interpolated(q: number): ReturnType<typeof prentice> {
  const weights = nodes.map((node) =>
    nodes.reduce((w, other) => (other === node ? w : (w * (q - other)) / (node - other)), 1),
  );
  const families = nodes.map((node) => exactly(node));
  const mixed = (jets: readonly Jet[]): Jet => {
    const at = (i: 0 | 1 | 2): number => jets.reduce((sum, jet, n) => sum + weights[n]! * jet[i], 0);
    return [at(0), at(1), at(2)];
  };
  return {
    density: (z) => mixed(families.map((f) => f.density(z))),
    survival: (z) => mixed(families.map((f) => f.survival(z))),
    atHazard: (h) => families.reduce((sum, f, n) => sum + weights[n]! * f.atHazard(h), 0),
  };
}
