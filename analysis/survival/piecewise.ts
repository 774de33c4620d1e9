import { gammaQuantiles } from './chances.ts';
import { logGamma } from './gamma.ts';
import type { Covariate } from './lifetimes.ts';
import { dot, zeros } from './matrices.ts';
import { maximize } from './maximize.ts';
import type { Estimate } from './parametric.ts';
import type { Spells } from './spells.ts';

/** A spell cut at the breaks: what it spent in one bin, and whether it ended there. */
export type Piece = { row: number; bin: number; exposure: number; ended: 0 | 1 };

/** Time at risk and endings by bin; bin b is (breaks[b], breaks[b+1]], the last one without end. */
export type Exposure = { breaks: number[]; events: number[]; exposure: number[] };

/** Gamma(shape, rate) for the rate of each bin. */
export type GammaRates = { shape: number[]; rate: number[] };

/** Cuts spells at the breaks (ascending, the first usually 0). Delayed entry shortens the first piece. */
export function cutAt({ exit, ended, entry }: Spells, breaks: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  exit.forEach((out, row) => {
    const seen = entry?.[row] ?? 0;
    breaks.forEach((from, bin) => {
      const to = breaks[bin + 1] ?? Infinity;
      const exposure = Math.min(out, to) - Math.max(seen, from);
      if (exposure <= 0) return;
      pieces.push({ row, bin, exposure, ended: ended[row] === 1 && out <= to ? 1 : 0 });
    });
  });
  return pieces;
}

/** Endings and time at risk by bin. */
export function exposureOf(spells: Spells, breaks: readonly number[]): Exposure {
  const events = breaks.map(() => 0);
  const exposure = breaks.map(() => 0);
  for (const piece of cutAt(spells, breaks)) {
    events[piece.bin]! += piece.ended;
    exposure[piece.bin]! += piece.exposure;
  }
  return { breaks: [...breaks], events, exposure };
}

/** The rates of greatest likelihood, D/E (NaN in a bin without exposure). */
export function ratesOf({ events, exposure }: Exposure): number[] {
  return events.map((d, b) => d / exposure[b]!);
}

/** ∫ λ over (from, to] for constant rates between the breaks: the cumulative hazard. */
export function hazardBetween(
  breaks: readonly number[],
  rates: readonly number[],
  from: number,
  to: number,
): number {
  return dot(rates, lengthsBetween(breaks, from, to));
}

function lengthsBetween(breaks: readonly number[], from: number, to: number): number[] {
  return breaks.map((left, b) => Math.max(0, Math.min(to, breaks[b + 1] ?? Infinity) - Math.max(from, left)));
}

/** Gamma prior and Poisson counts give Gamma again: shape + D, rate + E, bin by bin. */
export function updatedRates(prior: GammaRates, { events, exposure }: Exposure): GammaRates {
  return {
    shape: prior.shape.map((a, b) => a + events[b]!),
    rate: prior.rate.map((r, b) => r + exposure[b]!),
  };
}

/** Means and quantiles of the rates. */
export function ratesSummary(
  { shape, rate }: GammaRates,
  probabilities: readonly number[] = [0.05, 0.5, 0.95],
): { mean: number[]; quantiles: number[][] } {
  return {
    mean: shape.map((a, b) => a / rate[b]!),
    quantiles: probabilities.map((p) => shape.map((a, b) => gammaQuantiles([p], a, rate[b]!)[0]!)),
  };
}

/**
 * P(T > to | T > from), the uncertainty of the rates included: Π_b (rate_b / (rate_b + e_b))^shape_b over the time e_b
 * that lies in each bin. With `learning`, what a wait until `from` itself says about the rates counts too.
 */
export function predictiveSurvival(
  breaks: readonly number[],
  { shape, rate }: GammaRates,
  from: number,
  to: number,
  learning = false,
): number {
  const before = learning ? lengthsBetween(breaks, 0, from) : breaks.map(() => 0);
  const after = lengthsBetween(breaks, from, to);
  return Math.exp(-after.reduce((sum, e, b) => sum + shape[b]! * Math.log1p(e / (rate[b]! + before[b]!)), 0));
}

/** ln of the chance of the counts under the prior, but for the factorials: Σ a ln r − ln Γ(a) + ln Γ(a+D) − (a+D) ln(r+E). */
export function logMarginalLikelihood({ shape, rate }: GammaRates, { events, exposure }: Exposure): number {
  return shape.reduce((sum, a, b) => {
    const d = events[b]!;
    const r = rate[b]!;
    return sum + a * Math.log(r) - logGamma(a) + logGamma(a + d) - (a + d) * Math.log(r + exposure[b]!);
  }, 0);
}

/**
 * Rates by bin with covariates: ln λ = β_bin + x′β, a Poisson regression of the pieces with ln exposure as offset; its
 * likelihood is that of the waiting times (N. Laird and D. Olivier 1981). `logLikelihood` is that of the pieces,
 * Σ d ln(λe) − λe.
 */
export function piecewiseRegression(
  spells: Spells,
  breaks: readonly number[],
  covariates: readonly Covariate[] = [],
): { coefficients: Estimate[]; covariance: number[][]; logLikelihood: number } {
  const pieces = cutAt(spells, breaks);
  const size = breaks.length + covariates.length;
  const means = covariates.map(({ values }) => values.reduce((sum, x) => sum + x, 0) / values.length);
  const local = (at: readonly number[]) => {
    const gradient = Array<number>(size).fill(0);
    const hessian = zeros(size);
    let value = 0;
    for (const { row, bin, exposure, ended } of pieces) {
      const x = covariates.map(({ values }, j) => values[row]! - means[j]!);
      const eta = at[bin]! + dot(x, at.slice(breaks.length)) + Math.log(exposure);
      const mu = Math.exp(eta);
      value += ended * eta - mu;
      const places = [[bin, 1] as const, ...x.map((v, j) => [breaks.length + j, v] as const)];
      for (const [i, v] of places) {
        gradient[i]! += (ended - mu) * v;
        for (const [j, w] of places) hessian[i]![j]! -= mu * v * w;
      }
    }
    return { value, gradient, hessian };
  };
  const total = exposureOf(spells, breaks);
  const start = [
    ...ratesOf(total).map((rate) => Math.log(Math.max(rate, 1e-12))),
    ...covariates.map(() => 0),
  ];
  const found = maximize(local, start, { tolerance: 1e-16 });
  return uncentred(found.at, found.covariance, found.value, breaks.length, covariates, means);
}

/** Takes the centring back: β_bin − x̄′β, with its covariance. */
function uncentred(
  at: readonly number[],
  covariance: number[][],
  logLikelihood: number,
  bins: number,
  covariates: readonly Covariate[],
  means: readonly number[],
): ReturnType<typeof piecewiseRegression> {
  const size = at.length;
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 1 : i < bins && j >= bins ? -means[j - bins]! : 0)),
  );
  const values = rows.map((row) => dot(row, at));
  const spread = rows.map((a) =>
    rows.map((b) =>
      dot(
        a,
        covariance.map((row) => dot(row, b)),
      ),
    ),
  );
  const names = [
    ...Array.from({ length: bins }, (_, b) => `bin ${b + 1}`),
    ...covariates.map(({ name }) => name),
  ];
  return {
    coefficients: names.map((name, i) => ({ name, estimate: values[i]!, se: Math.sqrt(spread[i]![i]!) })),
    covariance: spread,
    logLikelihood,
  };
}
