import type { Exposures } from './exposures.ts';
import { logGamma } from './gamma.ts';
import { type Draws, emptyDraws, fromLogs, type GibbsOptions, type GibbsPrior } from './gibbs.ts';
import { type Matrix, symmetricInverse, times, zeros } from './matrices.ts';
import { type Local, maximize } from './maximize.ts';
import { Random } from './random.ts';

/** From this many cases on the posterior is drawn directly: chains would need minutes, and creep. */
export const manyCases = 800;

/**
 * Draws from the posterior of one phase when there are many hundreds of cases or thousands. The case factors z are integrated out in
 * closed form (negative binomial), which leaves the grid of spread and tie, and the speed and the kinds; for each value
 * of the grid these are all but normal on the scale of logs (Bernstein and von Mises), so the value is drawn by its
 * Laplace weight (Tierney and Kadane 1986) and the rest from the normal around the mode:
 * ℓ = Σ d ln(ρ ν) + Σ_c [ln Γ(k + D_c) − ln Γ(k) + k ln k − (k + D_c) ln(k + Λ_c)] + priors, k = 1/θ, Λ_c = ρ Σ ν E.
 * The draws are independent. The shape does not bend here; under a conflict with the prior the vague one holds.
 */
export function drawManyCases(data: Exposures, prior: GibbsPrior, options: GibbsOptions): Draws {
  const { chains, kept } = options;
  const random = Random.of(options.seed, 0);
  const places = prior.sigma.values.flatMap((_, sigma) =>
    prior.tie.values.map((__, tie) => ({ sigma, tie })),
  );
  let start = startAt(data);
  const peaks = places.map((place) => {
    const found = peakOf(data, prior, options, place, start);
    start = found.at;
    return found;
  });
  const weights = fromLogs(peaks.map(({ weight }) => weight));
  const total = chains * kept;
  const draws = emptyDraws(data, { ...options, bend: false, keepCases: false });
  for (let i = 0; i < total; i++) {
    const n = random.pick(weights);
    const { at, root } = peaks[n]!;
    const off = times(
      root,
      at.map(() => random.normal()),
    );
    draws.sigma[i] = places[n]!.sigma;
    draws.tie[i] = places[n]!.tie;
    draws.speed[i] = Math.exp(at[0]! + off[0]!);
    draws.kinds.forEach((list, k) => (list[i] = Math.exp(at[k + 1]! + off[k + 1]!)));
  }
  return draws;
}

type Place = { sigma: number; tie: number };
/** The mode in logs, a root of the covariance there, and the log of the Laplace weight. */
type Peak = { at: number[]; root: Matrix; weight: number };

function startAt(data: Exposures): number[] {
  const ended = data.ended.reduce((sum, d) => sum + d, 0);
  const expected = data.expected[0]!.reduce((sum, e) => sum + e, 0);
  return [Math.log((ended + 1) / (expected + 1)), ...data.kinds.map(() => 0)];
}

function peakOf(
  data: Exposures,
  prior: GibbsPrior,
  options: GibbsOptions,
  { sigma, tie }: Place,
  start: number[],
): Peak {
  const target = targetOf(data, prior, (options.vague ?? 0) > 0 ? 0.5 : prior.speed, { sigma, tie });
  const { at } = maximize(target, start);
  const { value, hessian } = target(at);
  const covariance = symmetricInverse(hessian.map((row) => row.map((x) => -x)));
  if (covariance === undefined) throw new RangeError('the posterior of a phase has no proper peak');
  const root = rootOf(covariance);
  const logDeterminant = root.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  const known = Math.log(prior.sigma.weights[sigma]!) + Math.log(prior.tie.weights[tie]!);
  return { at, root, weight: value + known + logDeterminant };
}

/** ln of the posterior of (ln ρ, ln ν) at one place of the grid, with its derivatives. */
function targetOf(
  data: Exposures,
  prior: GibbsPrior,
  shape: number,
  { sigma, tie }: Place,
): (at: readonly number[]) => Local {
  const { cases, kinds, caseOf, kindOf, ended, bins } = data;
  const size = kinds.length + 1;
  const k = 1 / prior.tie.values[tie]!;
  const expected = data.expected[sigma]!;
  const caseEnded = new Float64Array(cases.length);
  const kindEnded = new Float64Array(size);
  ended.forEach((d, i) => {
    caseEnded[caseOf[i]!]! += d;
    kindEnded[0]! += d;
    if (kindOf[i]! >= 0) kindEnded[kindOf[i]! + 1]! += d;
  });
  const gammas = new Map([...new Set(caseEnded)].map((d) => [d, logGamma(k + d)]));
  let constant = cases.length * (k * Math.log(k) - logGamma(k)) + data.logRates[sigma]!;
  for (const d of caseEnded) constant += gammas.get(d)!;
  const own = new Float64Array(cases.length * size);
  return (at) => {
    own.fill(0);
    const rate = at.map((_, j) => Math.exp(at[0]! + (j === 0 ? 0 : at[j]!)));
    for (let i = 0; i < ended.length; i++) {
      let e = 0;
      for (let b = 0; b < bins; b++) e += expected[i * bins + b]!;
      const kind = kindOf[i]! + 1;
      const hazard = e * rate[kind]!;
      own[caseOf[i]! * size]! += hazard;
      if (kind > 0) own[caseOf[i]! * size + kind]! += hazard;
    }
    const found = priorAt(at, shape, prior.kind, constant);
    for (let j = 0; j < size; j++) {
      found.value += kindEnded[j]! * at[j]!;
      found.gradient[j]! += kindEnded[j]!;
    }
    for (let c = 0; c < cases.length; c++) addCase(found, own, c * size, k, caseEnded[c]!);
    return found;
  };
}

/** Gamma(shape, shape) of the speed and Gamma(kind, kind) of the kinds, in logs. */
function priorAt(at: readonly number[], shape: number, kind: number, constant: number): Local {
  const hessian = zeros(at.length);
  let value = constant;
  const gradient = at.map((x, j) => {
    const a = j === 0 ? shape : kind;
    const scaled = a * Math.exp(x);
    value += a * x - scaled;
    hessian[j]![j] = -scaled;
    return a - scaled;
  });
  return { value, gradient, hessian };
}

/** Adds a case with its factor integrated out; `own` holds its hazard in all, then by kind, from `from` on. */
function addCase(found: Local, own: Float64Array, from: number, k: number, ended: number): void {
  const { gradient, hessian } = found;
  found.value -= (k + ended) * Math.log(k + own[from]!);
  const weight = (k + ended) / (k + own[from]!);
  const second = weight / (k + own[from]!);
  for (let i = 0; i < gradient.length; i++) {
    const a = own[from + i]!;
    if (a === 0) continue;
    gradient[i]! -= weight * a;
    for (let j = 0; j < gradient.length; j++) {
      const b = own[from + j]!;
      const shared = i === j ? a : i === 0 ? b : j === 0 ? a : 0;
      hessian[i]![j]! += second * a * b - weight * shared;
    }
  }
}

/** Cholesky's lower triangular root of a covariance. */
function rootOf(a: Matrix): Matrix {
  const root = zeros(a.length);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let m = 0; m < j; m++) sum -= root[i]![m]! * root[j]![m]!;
      root[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / root[j]![j]!;
    }
  }
  return root;
}
