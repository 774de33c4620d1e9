import type { Lifetimes } from './lifetimes.ts';
import type { Local } from './maximize.ts';
import { type Jet, prentice } from './distributions.ts';
import { logNormalCdf, logNormalDensity, normalHazard } from './normal.ts';

/**
 * The families in which ln T = x′β + σ W: W has ln density g(z) and ln survival s(z), each with its first two
 * derivatives, so that gradients and curvatures of the likelihood are exact.
 */
export type Standard = {
  density(z: number): Jet;
  survival(z: number): Jet;
};

const softplus = (z: number): number => (z > 35 ? z : Math.log1p(Math.exp(z)));
const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** The smallest-extreme-value W of the exponential and the Weibull: P(W > z) = exp(−e^z). */
export const extreme: Standard = {
  density: (z) => {
    const e = Math.exp(z);
    return [z - e, 1 - e, -e];
  },
  survival: (z) => {
    const e = Math.exp(z);
    return [-e, -e, -e];
  },
};

/** The normal W of the log-normal. */
export const normal: Standard = {
  density: (z) => [logNormalDensity(z), -z, -1],
  survival: (z) => {
    const h = normalHazard(z);
    return [logNormalCdf(-z), -h, -h * (h - z)];
  },
};

/** The logistic W of the log-logistic. */
export const logisticW: Standard = {
  density: (z) => {
    const p = logistic(z);
    return [z - 2 * softplus(z), 1 - 2 * p, -2 * p * (1 - p)];
  },
  survival: (z) => {
    const p = logistic(z);
    return [-softplus(z), -p, -p * (1 - p)];
  },
};

/**
 * The log-likelihood in (β, ln σ), with gradient and curvature: an exact time gives g(z) − ln σ − ln t, an open one
 * s(z), an interval ln(S(z₁) − S(z₂)); a delayed entry takes s(z_entry) away. With `fixed`, σ = 1 and ln σ is no
 * parameter (the exponential).
 */
export function locationScaleLocal(
  standard: Standard,
  data: Lifetimes,
  fixed: boolean,
): (at: readonly number[]) => Local {
  const columns = data.covariates ?? [];
  const size = 1 + columns.length + (fixed ? 0 : 1);
  return (at) => {
    const sum = new Sums(size, fixed, fixed ? 1 : Math.exp(at[size - 1]!));
    for (let row = 0; row < data.lower.length; row++) {
      sum.x[0] = 1;
      let location = at[0]!;
      columns.forEach(({ values }, j) => {
        sum.x[j + 1] = values[row]!;
        location += at[j + 1]! * values[row]!;
      });
      sum.weight = data.weights?.[row] ?? 1;
      addRow(sum, standard, data, row, location);
    }
    return sum.local();
  };
}

/**
 * The same for the generalized gamma in (β, ln σ, Q): exact in β and ln σ, by central differences of fourth order in Q.
 */
export function generalizedGammaLocal(data: Lifetimes): (at: readonly number[]) => Local {
  const h = 0.01;
  return (at) => {
    const q = at.at(-1)!;
    const inner = at.slice(0, -1);
    const local = (by: number): Local => locationScaleLocal(prentice(q + by * h), data, false)(inner);
    const [here, p1, m1, p2, m2] = [local(0), local(1), local(-1), local(2), local(-2)];
    const slope = (of: (l: Local) => number): number =>
      (8 * (of(p1) - of(m1)) - (of(p2) - of(m2))) / (12 * h);
    const curve = (16 * (p1.value + m1.value) - (p2.value + m2.value) - 30 * here.value) / (12 * h * h);
    const cross = inner.map((_, i) => slope((l) => l.gradient[i]!));
    return {
      value: here.value,
      gradient: [...here.gradient, slope((l) => l.value)],
      hessian: [...here.hessian.map((row, i) => [...row, cross[i]!]), [...cross, curve]],
    };
  };
}

function addRow(sum: Sums, standard: Standard, data: Lifetimes, row: number, location: number): void {
  const low = data.lower[row]!;
  const high = data.upper[row]!;
  const entry = data.entry?.[row] ?? 0;
  const z = (t: number): number => (Math.log(t) - location) / sum.sigma;
  if (low === high) {
    const at = z(low);
    const [g, g1, g2] = standard.density(at);
    sum.value += sum.weight * (g - Math.log(sum.sigma) - Math.log(low));
    sum.add(at, g1, g2);
    sum.addLogSigma(-1);
  } else if (high === Infinity) {
    if (low > 0) sum.term(z(low), standard.survival(z(low)), 1);
  } else {
    addInterval(sum, standard, low > 0 ? z(low) : -Infinity, z(high));
  }
  if (entry > 0) sum.term(z(entry), standard.survival(z(entry)), -1);
}

/** ln(S(a) − S(b)), with dS/dz = −f: gradient (−f_a ∂a + f_b ∂b)/D, curvature from f′ = f · g′. */
function addInterval(sum: Sums, standard: Standard, a: number, b: number): void {
  const open = a === -Infinity;
  const logA = open ? 0 : standard.survival(a)[0];
  const logD = logA + Math.log(-Math.expm1(standard.survival(b)[0] - logA));
  const [gb, gb1] = standard.density(b);
  const [ga, ga1] = open ? [-Infinity, 0] : standard.density(a);
  const ra = Math.exp(ga - logD);
  const rb = Math.exp(gb - logD);
  sum.value += sum.weight * logD;
  sum.addPair(open ? 0 : a, -ra, -ra * ga1, b, rb, rb * gb1);
}

/** The running sums of value, gradient and curvature over the rows. */
class Sums {
  readonly x: number[];
  readonly sigma: number;
  private readonly size: number;
  private readonly fixed: boolean;
  private readonly gradient: number[];
  private readonly hessian: number[][];
  value = 0;
  /** How many spells the row stands for that is being added. */
  weight = 1;

  constructor(size: number, fixed: boolean, sigma: number) {
    this.size = size;
    this.fixed = fixed;
    this.sigma = sigma;
    this.x = Array<number>(size).fill(0);
    this.gradient = Array<number>(size).fill(0);
    this.hessian = Array.from({ length: size }, () => Array<number>(size).fill(0));
  }

  /** ∂z/∂θ_i: −x_i/σ for β, −z for ln σ. */
  private slope(i: number, z: number): number {
    return !this.fixed && i === this.size - 1 ? -z : -this.x[i]! / this.sigma;
  }

  /** ∂²z/∂θ_i∂θ_j: x_i/σ for β and ln σ, z for ln σ twice. */
  private bend(i: number, j: number, z: number): number {
    if (this.fixed || i !== this.size - 1) return 0;
    return j === this.size - 1 ? z : this.x[j]! / this.sigma;
  }

  /** Adds h(z) by its derivatives h′ and h″. */
  add(z: number, first: number, second: number): void {
    for (let i = 0; i < this.size; i++) {
      const si = this.slope(i, z);
      this.gradient[i]! += this.weight * first * si;
      for (let j = 0; j <= i; j++) {
        this.hessian[i]![j]! += this.weight * (second * si * this.slope(j, z) + first * this.bend(i, j, z));
      }
    }
  }

  /** Adds sign × a function of z given with its derivatives. */
  term(z: number, [value, first, second]: Jet, sign: number): void {
    this.value += this.weight * sign * value;
    this.add(z, sign * first, sign * second);
  }

  /** Adds ln D by the derivatives of D/D along two z: first and second of each; the square of the gradient goes off. */
  addPair(a: number, a1: number, a2: number, b: number, b1: number, b2: number): void {
    const pull = Array.from({ length: this.size }, (_, i) => a1 * this.slope(i, a) + b1 * this.slope(i, b));
    this.add(a, a1, a2);
    this.add(b, b1, b2);
    for (let i = 0; i < this.size; i++)
      for (let j = 0; j <= i; j++) this.hessian[i]![j]! -= this.weight * pull[i]! * pull[j]!;
  }

  addLogSigma(by: number): void {
    if (!this.fixed) this.gradient[this.size - 1]! += this.weight * by;
  }

  local(): Local {
    const hessian = this.hessian.map((row, i) => row.map((x, j) => (j <= i ? x : this.hessian[j]![i]!)));
    return { value: this.value, gradient: this.gradient, hessian };
  }
}
