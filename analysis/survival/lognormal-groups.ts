import { logNormalCdf, normalQuantileOfHazard } from './normal.ts';
import { Random } from './random.ts';
import { sliceStep } from './slice.ts';
import type { Spells } from './spells.ts';

/** Priors: mu ~ N(mean, sd²), sigma ~ half-normal, omega (spread of the groups) ~ half-normal. */
export type GroupPrior = { mean: number; sd: number; sigma: number; omega: number };

/** Draws of the parameters, and of each group's effect, in the order of `groups`. */
export type GroupDraws = {
  groups: string[];
  mu: Float64Array;
  sigma: Float64Array;
  omega: Float64Array;
  effects: Float64Array[];
};

/**
 * Log-normal waits with right censoring whose middle differs by group: ln T ~ N(mu + b_group, sigma²),
 * b ~ N(0, omega²). Gibbs sampling with the open times filled in (Tanner and Wong 1987): an open ln T is drawn from the
 * normal beyond where it was last seen; mu and b are normal; sigma and omega by slices of their logarithms. A step that
 * trades a constant between mu and all b keeps the chains from creeping.
 */
export function logNormalGroups(
  { exit, ended }: Spells,
  group: readonly string[],
  prior: GroupPrior,
  { seed, burnIn, kept }: { seed: number; burnIn: number; kept: number },
): GroupDraws {
  const groups = [...new Set(group)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const place = Int32Array.from(group, (name) => groups.indexOf(name));
  const state = new State(exit.map(Math.log), ended, place, groups.length, prior, Random.of(seed, 17));
  const draws: GroupDraws = {
    groups,
    mu: new Float64Array(kept),
    sigma: new Float64Array(kept),
    omega: new Float64Array(kept),
    effects: groups.map(() => new Float64Array(kept)),
  };
  for (let i = -burnIn; i < kept; i++) {
    state.step();
    if (i < 0) continue;
    draws.mu[i] = state.mu;
    draws.sigma[i] = state.sigma;
    draws.omega[i] = state.omega;
    draws.effects.forEach((list, j) => (list[i] = state.b[j]!));
  }
  return draws;
}

class State {
  mu: number;
  sigma = 1;
  omega = 0.2;
  readonly b: Float64Array;
  private readonly seen: readonly number[];
  private readonly ended: readonly number[];
  private readonly place: Int32Array;
  private readonly prior: GroupPrior;
  private readonly random: Random;
  private readonly y: Float64Array;
  private readonly counts: Float64Array;

  constructor(
    seen: readonly number[],
    ended: readonly number[],
    place: Int32Array,
    size: number,
    prior: GroupPrior,
    random: Random,
  ) {
    this.seen = seen;
    this.ended = ended;
    this.place = place;
    this.prior = prior;
    this.random = random;
    this.mu = prior.mean;
    this.b = new Float64Array(size);
    this.y = Float64Array.from(seen);
    this.counts = new Float64Array(size);
    for (const j of place) this.counts[j]! += 1;
  }

  step(): void {
    this.fillIn();
    this.drawEffects();
    this.drawMu();
    this.trade();
    this.drawSpreads();
  }

  /** −ln P(Z > z) of what is left grows by Exp(1) beyond where it was last seen. */
  private fillIn(): void {
    for (let i = 0; i < this.y.length; i++) {
      if (this.ended[i] === 1) continue;
      const middle = this.mu + this.b[this.place[i]!]!;
      const spent = -logNormalCdf(-(this.seen[i]! - middle) / this.sigma);
      this.y[i] = middle + this.sigma * normalQuantileOfHazard(spent + this.random.exponential());
    }
  }

  private drawEffects(): void {
    const sums = new Float64Array(this.b.length);
    for (let i = 0; i < this.y.length; i++) sums[this.place[i]!]! += this.y[i]! - this.mu;
    for (let j = 0; j < this.b.length; j++) {
      const precision = this.counts[j]! / this.sigma ** 2 + 1 / this.omega ** 2;
      this.b[j] = sums[j]! / this.sigma ** 2 / precision + this.random.normal() / Math.sqrt(precision);
    }
  }

  private drawMu(): void {
    let sum = 0;
    for (let i = 0; i < this.y.length; i++) sum += this.y[i]! - this.b[this.place[i]!]!;
    const own = 1 / this.prior.sd ** 2;
    const precision = this.y.length / this.sigma ** 2 + own;
    const mean = (sum / this.sigma ** 2 + this.prior.mean * own) / precision;
    this.mu = mean + this.random.normal() / Math.sqrt(precision);
  }

  /** c with mu + c, b − c: N over both priors. */
  private trade(): void {
    const own = 1 / this.prior.sd ** 2;
    const each = 1 / this.omega ** 2;
    const precision = own + this.b.length * each;
    const sum = this.b.reduce((all, b) => all + b, 0);
    const c =
      (own * (this.prior.mean - this.mu) + each * sum) / precision +
      this.random.normal() / Math.sqrt(precision);
    this.mu += c;
    for (let j = 0; j < this.b.length; j++) this.b[j]! -= c;
  }

  private drawSpreads(): void {
    let squares = 0;
    for (let i = 0; i < this.y.length; i++) squares += (this.y[i]! - this.mu - this.b[this.place[i]!]!) ** 2;
    this.sigma = this.spread(this.sigma, this.y.length, squares, this.prior.sigma);
    const effects = this.b.reduce((all, b) => all + b * b, 0);
    this.omega = this.spread(this.omega, this.b.length, effects, this.prior.omega);
  }

  /** A new s from s^(1−n) exp(−squares/2s² − s²/2h²), on its logarithm. */
  private spread(now: number, n: number, squares: number, half: number): number {
    const log = (v: number): number => {
      const s = now * Math.exp(v);
      return (1 - n) * Math.log(s) - squares / (2 * s * s) - (s * s) / (2 * half * half);
    };
    return now * Math.exp(sliceStep(log, this.random));
  }
}
