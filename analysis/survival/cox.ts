import { concordance } from './concordance.ts';
import type { Covariate } from './lifetimes.ts';
import { exactLikelihood } from './cox-exact.ts';
import { dot, symmetricInverse, times, zeros } from './matrices.ts';
import { type Local, maximize } from './maximize.ts';
import type { Estimate } from './parametric.ts';
import { ascending, mustBePossible, type Spells } from './spells.ts';

/** How several endings at one time share their risk set: B. Efron (1977), N. Breslow (1974), or every choice of them. */
export type CoxTies = 'efron' | 'breslow' | 'exact';

export type CoxFit = {
  coefficients: Estimate[];
  covariance: number[][];
  /** Log partial likelihood with all coefficients 0, and at the maximum. */
  logLikelihood: [number, number];
  /** The score test of all coefficients 0, and its degrees of freedom. */
  score: { chisq: number; df: number };
  /** Cumulative hazard at each exit time for covariates 0. */
  baseline: { time: number[]; hazard: number[] };
  concordance: { estimate: number; se: number };
  iterations: number;
  converged: boolean;
};

/** What is kept of one time at which somebody ended: the risk set's sums come from walking backwards over these. */
type Prepared = {
  x: number[][];
  exit: readonly number[];
  ended: readonly number[];
  entry: readonly number[] | undefined;
  byExit: Int32Array;
  byEntry: Int32Array | undefined;
};

/**
 * D. R. Cox's regression (1972) by partial likelihood, with delayed entry and start–stop rows (time-dependent
 * covariates), ties after Efron or Breslow, or exact (`cox-exact.ts`; its baseline is Breslow's). Covariates are centred while fitting; the baseline is for covariates 0
 * (Efron's hazard Σ_k 1/(S₀ − k/d · S₀ᵈ), or Breslow's d/S₀). A Cox model alone gives no dates: it is here for comparing
 * groups, not for forecasts.
 */
export function coxRegression(
  spells: Spells,
  covariates: readonly Covariate[],
  ties: CoxTies = 'efron',
): CoxFit {
  mustBePossible(spells);
  const n = spells.exit.length;
  const means = covariates.map(({ values }) => values.reduce((sum, x) => sum + x, 0) / n);
  const prepared: Prepared = {
    x: spells.exit.map((_, row) => covariates.map(({ values }, j) => values[row]! - means[j]!)),
    exit: spells.exit,
    ended: spells.ended,
    entry: spells.entry,
    byExit: ascending(spells.exit),
    byEntry: spells.entry === undefined ? undefined : ascending(spells.entry),
  };
  const local = (at: readonly number[]): Local =>
    ties === 'exact' ? exactLikelihood(prepared, at) : partialLikelihood(prepared, at, ties);
  const start = covariates.map(() => 0);
  const atZero = local(start);
  const found = maximize(local, start, { tolerance: 1e-14 });
  const linear = prepared.x.map((row) => dot(row, found.at));
  const inverted = symmetricInverse(atZero.hessian.map((row) => row.map((v) => -v)));
  return {
    coefficients: covariates.map(({ name }, j) => ({
      name,
      estimate: found.at[j]!,
      se: Math.sqrt(found.covariance[j]![j]!),
    })),
    covariance: found.covariance,
    logLikelihood: [atZero.value, found.value],
    score: {
      chisq: inverted === undefined ? NaN : dot(atZero.gradient, times(inverted, atZero.gradient)),
      df: covariates.length,
    },
    baseline: baselineOf(prepared, linear, dot(means, found.at), ties),
    concordance: concordance(spells, linear.map(rounded)),
    iterations: found.iterations,
    converged: found.converged,
  };
}

/** One time with endings: how many, and the sums over the risk set and over those who end. */
type Moment = { time: number; d: number; rows: number[]; all: Sums; ending: Sums };
type Sums = { s0: number; s1: number[]; s2: number[][] };

const empty = (p: number): Sums => ({ s0: 0, s1: Array<number>(p).fill(0), s2: zeros(p) });

function add(to: Sums, x: readonly number[], weight: number): void {
  to.s0 += weight;
  for (let i = 0; i < x.length; i++) {
    const w = weight * x[i]!;
    to.s1[i]! += w;
    for (let j = 0; j <= i; j++) to.s2[i]![j]! += w * x[j]!;
  }
}

/** Walks backwards in time and hands over each time with endings and the sums of its risk set. */
function walk(
  { x, exit, ended, entry, byExit, byEntry }: Prepared,
  risk: readonly number[],
  see: (m: Moment) => void,
): void {
  const p = x[0]?.length ?? 0;
  const all = empty(p);
  let out = byEntry === undefined ? -1 : byEntry.length - 1;
  for (let i = byExit.length - 1; i >= 0;) {
    const time = exit[byExit[i]!]!;
    const rows: number[] = [];
    const ending = empty(p);
    for (; i >= 0 && exit[byExit[i]!] === time; i--) {
      const row = byExit[i]!;
      add(all, x[row]!, risk[row]!);
      if (ended[row] !== 1) continue;
      rows.push(row);
      add(ending, x[row]!, risk[row]!);
    }
    for (; out >= 0 && entry![byEntry![out]!]! >= time; out--) {
      const row = byEntry![out]!;
      add(all, x[row]!, -risk[row]!);
    }
    see({ time, d: rows.length, rows, all, ending });
  }
}

function partialLikelihood(prepared: Prepared, at: readonly number[], ties: CoxTies): Local {
  const p = at.length;
  const linear = prepared.x.map((row) => dot(row, at));
  const risk = linear.map((eta) => Math.exp(Math.min(eta, 500)));
  const local: Local = { value: 0, gradient: Array<number>(p).fill(0), hessian: zeros(p) };
  walk(prepared, risk, ({ d, rows, all, ending }) => {
    for (const row of rows) {
      local.value += linear[row]!;
      prepared.x[row]!.forEach((x, j) => (local.gradient[j]! += x));
    }
    for (let k = 0; k < d; k++) {
      const share = ties === 'efron' ? k / d : 0;
      const s0 = all.s0 - share * ending.s0;
      const mean = all.s1.map((s, i) => (s - share * ending.s1[i]!) / s0);
      local.value -= Math.log(s0);
      for (let i = 0; i < p; i++) {
        local.gradient[i]! -= mean[i]!;
        for (let j = 0; j <= i; j++) {
          local.hessian[i]![j]! -= (all.s2[i]![j]! - share * ending.s2[i]![j]!) / s0 - mean[i]! * mean[j]!;
        }
      }
    }
  });
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) local.hessian[j]![i] = local.hessian[i]![j]!;
  return local;
}

function baselineOf(
  prepared: Prepared,
  linear: readonly number[],
  shift: number,
  ties: CoxTies,
): CoxFit['baseline'] {
  const steps: { time: number; jump: number }[] = [];
  walk(
    prepared,
    linear.map((eta) => Math.exp(eta + shift)),
    ({ time, d, all, ending }) => {
      let jump = 0;
      for (let k = 0; k < d; k++) jump += 1 / (all.s0 - (ties === 'efron' ? k / d : 0) * ending.s0);
      steps.push({ time, jump });
    },
  );
  let hazard = 0;
  const forward = steps.toReversed();
  return { time: forward.map(({ time }) => time), hazard: forward.map(({ jump }) => (hazard += jump)) };
}

/** Risks that differ by rounding alone are the same risk. */
function rounded(eta: number): number {
  return Number(eta.toPrecision(12));
}
