import * as distributions from './distributions.ts';
import type { Waiting } from './distributions.ts';
import {
  collapsed,
  endedCount,
  inUnitsOf,
  lifetimeFaultOf,
  type Lifetimes,
  typicalLength,
} from './lifetimes.ts';
import {
  extreme,
  generalizedGammaLocal,
  locationScaleLocal,
  logisticW,
  normal,
  type Standard,
} from './location-scale.ts';
import { dot, type Matrix, times } from './matrices.ts';
import { type Maximum, maximize, numericLocal } from './maximize.ts';

/** The families that can be fitted. */
export const families = [
  'exponential',
  'weibull',
  'lognormal',
  'loglogistic',
  'gengamma',
  'gamma',
  'gompertz',
] as const;
export type Family = (typeof families)[number];

/** A figure with its standard error. */
export type Estimate = { name: string; estimate: number; se: number };

export type ParametricFit = {
  family: Family;
  n: number;
  ended: number;
  /** On the scale of the fit: (Intercept), covariates, and the logarithms of what must be positive. */
  coefficients: Estimate[];
  /** Covariance of `coefficients`, in their order. */
  covariance: Matrix;
  /** The parameters as the family is usually written, for covariates 0; standard errors by the delta method. */
  parameters: Estimate[];
  logLikelihood: number;
  aic: number;
  iterations: number;
  /** false: no maximum with a proper curvature was found; the figures are where the search ended. */
  converged: boolean;
};

/** How a family hangs together: which coefficients it has, and the distribution they give. */
type Shape = {
  standard?: Standard;
  fixed?: boolean;
  /** Names of the coefficients around the covariates: the location first, the others after them. */
  names: readonly string[];
  /** Coefficients for one spell (location, others) to the distribution. */
  waiting(location: number, rest: readonly number[]): Waiting;
  natural: readonly { name: string; of(location: number, rest: readonly number[]): number }[];
  /** How each coefficient changes when times are multiplied by `unit`: location, others. */
  rescaled(location: number, rest: readonly number[], unit: number): number[];
  /** The derivative of `rescaled`: a factor per coefficient. */
  stretch?(unit: number): number[];
  starts?(weibull: readonly number[], lognormal: readonly number[]): number[][];
};

const logScale = (location: number, rest: readonly number[], unit: number): number[] => [
  location + Math.log(unit),
  ...rest,
];
const logRate = (location: number, rest: readonly number[], unit: number): number[] => [
  location - Math.log(unit),
  ...rest,
];

const shapes: Record<Family, Shape> = {
  exponential: {
    standard: extreme,
    fixed: true,
    names: ['(Intercept)'],
    waiting: (location) => distributions.exponential(Math.exp(-location)),
    natural: [{ name: 'rate', of: (location) => Math.exp(-location) }],
    rescaled: logScale,
  },
  weibull: {
    standard: extreme,
    names: ['(Intercept)', 'log(scale)'],
    waiting: (location, [s = 0]) => distributions.weibull(Math.exp(-s), Math.exp(location)),
    natural: [
      { name: 'shape', of: (_, [s = 0]) => Math.exp(-s) },
      { name: 'scale', of: (location) => Math.exp(location) },
    ],
    rescaled: logScale,
  },
  lognormal: {
    standard: normal,
    names: ['(Intercept)', 'log(scale)'],
    waiting: (location, [s = 0]) => distributions.logNormal(location, Math.exp(s)),
    natural: [
      { name: 'meanlog', of: (location) => location },
      { name: 'sdlog', of: (_, [s = 0]) => Math.exp(s) },
    ],
    rescaled: logScale,
  },
  loglogistic: {
    standard: logisticW,
    names: ['(Intercept)', 'log(scale)'],
    waiting: (location, [s = 0]) => distributions.logLogistic(Math.exp(-s), Math.exp(location)),
    natural: [
      { name: 'shape', of: (_, [s = 0]) => Math.exp(-s) },
      { name: 'scale', of: (location) => Math.exp(location) },
    ],
    rescaled: logScale,
  },
  gengamma: {
    names: ['mu', 'log(sigma)', 'Q'],
    waiting: (location, [s = 0, q = 0]) => distributions.generalizedGamma(location, Math.exp(s), q),
    natural: [
      { name: 'mu', of: (location) => location },
      { name: 'sigma', of: (_, [s = 0]) => Math.exp(s) },
      { name: 'Q', of: (_, [, q = 0]) => q },
    ],
    rescaled: logScale,
    starts: (weibull, lognormal) => [
      [...lognormal, 0.05],
      [...weibull, 1],
      [...lognormal, -0.8],
    ],
  },
  gamma: {
    names: ['log(rate)', 'log(shape)'],
    waiting: (location, [s = 0]) => distributions.gamma(Math.exp(s), Math.exp(location)),
    natural: [
      { name: 'shape', of: (_, [s = 0]) => Math.exp(s) },
      { name: 'rate', of: (location) => Math.exp(location) },
    ],
    rescaled: logRate,
    // A gamma has about the log-spread of the log-normal: shape ≈ 1/σ², mean shape/rate.
    starts: (_, lognormal) => {
      const shape = Math.exp(-2 * lognormal.at(-1)!);
      const rest = lognormal.slice(1, -1).map((b) => -b);
      return [[Math.log(shape) - lognormal[0]!, ...rest, Math.log(shape)]];
    },
  },
  gompertz: {
    names: ['log(rate)', 'shape'],
    waiting: (location, [s = 0]) => distributions.gompertz(s, Math.exp(location)),
    natural: [
      { name: 'shape', of: (_, [s = 0]) => s },
      { name: 'rate', of: (location) => Math.exp(location) },
    ],
    rescaled: (location, [s = 0], unit) => [location - Math.log(unit), s / unit],
    stretch: (unit) => [1, 1 / unit],
    starts: (weibull) => {
      const rest = weibull.slice(1, -1).map((b) => -b);
      return [
        [-weibull[0]!, ...rest, 0.01],
        [-weibull[0]! - 1, ...rest, 1],
        [-weibull[0]! * 5 - 3, ...rest, 5],
      ];
    },
  },
};

/**
 * Fits a family by maximum likelihood to exact, right-, left- and interval-censored times with left truncation.
 * Exponential, Weibull, log-normal and log-logistic are log T = x′β + σW (the figures of R's survreg: Weibull shape is
 * 1/σ); the generalized gamma, gamma and Gompertz are those of flexsurv (covariates act on mu, ln rate and ln rate).
 * Times are divided by their median first, since left truncation in small units leads optimizers astray.
 * Throws a RangeError for times that cannot be; callers with data of others ask `lifetimeFaultOf` first.
 */
export function fitParametric(data: Lifetimes, family: Family): ParametricFit {
  const fault = lifetimeFaultOf(data);
  if (fault !== undefined) throw new RangeError(`time ${fault.row}: ${fault.field} ${fault.fault}`);
  const rows = collapsed(data);
  const unit = typicalLength(rows);
  const found = search(inUnitsOf(rows, unit), family);
  return told(data, family, found, unit);
}

function search(data: Lifetimes, family: Family): Maximum {
  const shape = shapes[family];
  const columns = data.covariates?.length ?? 0;
  const zeros = Array<number>(columns).fill(0);
  if (shape.standard !== undefined) {
    const start = [0.3, ...zeros, ...(shape.fixed === true ? [] : [0])];
    const local = locationScaleLocal(shape.standard, data, shape.fixed === true);
    return best(
      [start, ...(shape.fixed === true ? [] : [[0, ...zeros, -1.5]])].map((s) => maximize(local, s)),
    );
  }
  const value = (at: readonly number[]): number => logLikelihood(data, shape, at);
  const starts = shape.starts!(search(data, 'weibull').at, search(data, 'lognormal').at);
  const local = family === 'gengamma' ? generalizedGammaLocal(data) : numericLocal(value);
  return best(starts.map((start) => maximize(local, start, { value, tolerance: 1e-10 })));
}

/** The highest of several maxima; one that converged before one that did not. */
function best(found: Maximum[]): Maximum {
  const sound = found.filter(({ value }) => Number.isFinite(value));
  const rank = (m: Maximum): number => m.value + (m.converged ? 1e-6 : 0);
  return sound.toSorted((a, b) => rank(b) - rank(a))[0] ?? found[0]!;
}

function logLikelihood(data: Lifetimes, shape: Shape, at: readonly number[]): number {
  const columns = data.covariates ?? [];
  const rest = at.slice(1 + columns.length);
  const plain = columns.length === 0 ? shape.waiting(at[0]!, rest) : undefined;
  let sum = 0;
  for (let row = 0; row < data.lower.length; row++) {
    const of =
      plain ?? shape.waiting(at[0]! + columns.reduce((s, c, j) => s + c.values[row]! * at[j + 1]!, 0), rest);
    const own = contribution(of, data.lower[row]!, data.upper[row]!, data.entry?.[row] ?? 0);
    sum += (data.weights?.[row] ?? 1) * own;
  }
  return Number.isNaN(sum) ? -Infinity : sum;
}

function contribution(of: Waiting, low: number, high: number, entry: number): number {
  const truncated = entry > 0 ? of.logSurvival(entry) : 0;
  if (low === high) return of.logDensity(low) - truncated;
  const after = low > 0 ? of.logSurvival(low) : 0;
  if (high === Infinity) return after - truncated;
  return after + Math.log(-Math.expm1(of.logSurvival(high) - after)) - truncated;
}

/** The fit in the units of the data, with names. */
function told(data: Lifetimes, family: Family, found: Maximum, unit: number): ParametricFit {
  const shape = shapes[family];
  const columns = data.covariates ?? [];
  const others = found.at.slice(1 + columns.length);
  const [first = 0, ...rest] = shape.rescaled(found.at[0]!, others, unit);
  const factors = shape.stretch?.(unit) ?? [1, ...others.map(() => 1)];
  const stretch = [factors[0]!, ...columns.map(() => 1), ...factors.slice(1)];
  const covariance = found.covariance.map((row, i) => row.map((x, j) => x * stretch[i]! * stretch[j]!));
  const values = [first, ...found.at.slice(1, 1 + columns.length), ...rest];
  const names = [shape.names[0]!, ...columns.map(({ name }) => name), ...shape.names.slice(1)];
  const exact = data.lower.filter((low, i) => low === data.upper[i]).length;
  const logLik = found.value - exact * Math.log(unit);
  const fit = {
    family,
    n: data.lower.length,
    ended: endedCount(data),
    coefficients: names.map((name, i) => ({ name, estimate: values[i]!, se: Math.sqrt(covariance[i]![i]!) })),
    covariance,
    parameters: [] as Estimate[],
    logLikelihood: logLik,
    aic: 2 * values.length - 2 * logLik,
    iterations: found.iterations,
    converged: found.converged,
  };
  fit.parameters = shape.natural.map((parameter) => {
    const [estimate, se] = withError(fit, (at) => parameter.of(at[0]!, at.slice(1 + columns.length)));
    return { name: parameter.name, estimate, se };
  });
  return fit;
}

/** A function of the coefficients with its standard error by the delta method. */
export function withError(
  fit: Pick<ParametricFit, 'coefficients' | 'covariance'>,
  of: (coefficients: readonly number[]) => number,
): [number, number] {
  const at = fit.coefficients.map(({ estimate }) => estimate);
  const slopes = at.map((x, i) => {
    const h = 1e-4 * Math.max(Math.abs(x), Math.min(1, 10 * (fit.coefficients[i]!.se || 1)));
    const moved = (by: number): number => of(at.map((y, j) => (i === j ? y + by * h : y)));
    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * h);
  });
  return [of(at), Math.sqrt(dot(slopes, times(fit.covariance, slopes)))];
}

/** The distribution a fit gives for some values of its covariates, or for other coefficients than the fitted. */
export function fittedWaiting(
  fit: ParametricFit,
  values: readonly number[] = [],
  coefficients: readonly number[] = fit.coefficients.map(({ estimate }) => estimate),
): Waiting {
  const shape = shapes[fit.family];
  const columns = coefficients.length - shape.names.length;
  const location = coefficients[0]! + dot(values, coefficients.slice(1, 1 + columns));
  return shape.waiting(location, coefficients.slice(1 + columns));
}

/** Quantiles of a fit with standard errors, for some values of its covariates. */
export function fittedQuantiles(
  fit: ParametricFit,
  probabilities: readonly number[],
  values: readonly number[] = [],
): { p: number; estimate: number; se: number }[] {
  return probabilities.map((p) => {
    const [estimate, se] = withError(fit, (at) =>
      distributions.waitingQuantile(fittedWaiting(fit, values, at), p),
    );
    return { p, estimate, se };
  });
}
