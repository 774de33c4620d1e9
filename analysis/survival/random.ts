import { normalQuantile } from './normal.ts';

/**
 * A seeded stream of random numbers: xoshiro128** of D. Blackman and S. Vigna (2018), state filled by SplitMix32.
 * The same seed gives the same numbers on every machine. Not for secrets.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(a: number, b: number, c: number, d: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
  }

  /** A stream of its own for each seed and whatever names it (whole numbers): Random.of(seed, case, run). */
  static of(seed: number, ...names: number[]): Random {
    let state = 0x6a09e667;
    for (const name of [seed, Math.floor(seed / 2 ** 32), ...names]) {
      state = mixed(Math.imul(state ^ (name | 0), 0x9e3779b1) + 0x7f4a7c15);
    }
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      return mixed(state);
    };
    return new Random(next(), next(), next(), next() | 1);
  }

  /** The next 32 bits, from 0 to 2³² − 1. */
  bits(): number {
    const five = Math.imul(this.b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result >>> 0;
  }

  /** Uniform on the open interval (0, 1), with 53 bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 67_108_864 + (this.bits() >>> 6) + 0.5) / 9_007_199_254_740_992;
  }

  /** Exp(1). */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Standard normal, by inversion: one uniform each, so that streams stay in step. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Gamma(shape, rate): Marsaglia and Tsang (2000); below shape 1 by the power of a uniform. */
  gamma(shape: number, rate = 1): number {
    if (shape < 1) {
      const power = Math.exp(Math.log(this.uniform()) / shape);
      return this.gamma(shape + 1, rate) * Math.max(power, Number.MIN_VALUE);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = this.uniform();
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  }

  /** Beta(a, b), from two gammas. */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  /** Dirichlet(parameters): shares that add to 1. */
  dirichlet(parameters: readonly number[]): number[] {
    const draws = parameters.map((a) => this.gamma(a));
    const total = draws.reduce((sum, x) => sum + x, 0);
    return draws.map((x) => x / total);
  }

  /** Poisson(mean): by products of uniforms below 30, by gamma reduction above (Ahrens and Dieter 1974). */
  poisson(mean: number): number {
    if (mean > 30) {
      const m = Math.floor((mean * 7) / 8);
      const x = this.gamma(m);
      return x > mean ? this.binomial(m - 1, mean / x) : m + this.poisson(mean - x);
    }
    let product = this.uniform();
    let k = 0;
    const limit = Math.exp(-mean);
    while (product > limit) {
      product *= this.uniform();
      k += 1;
    }
    return k;
  }

  /** Binomial(n, p) by counting. */
  binomial(n: number, p: number): number {
    let k = 0;
    for (let i = 0; i < n; i++) if (this.uniform() < p) k += 1;
    return k;
  }

  /** An index drawn with the given weights, which need not add to 1. */
  pick(weights: readonly number[]): number {
    let rest = this.uniform() * weights.reduce((sum, w) => sum + w, 0);
    for (let i = 0; i < weights.length - 1; i++) {
      rest -= weights[i]!;
      if (rest < 0) return i;
    }
    return weights.length - 1;
  }
}

/** The finisher of SplitMix32: every bit of the input changes about half of those of the output. */
function mixed(x: number): number {
  let z = x;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
