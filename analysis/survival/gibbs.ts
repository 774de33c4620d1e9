import type { Exposures } from './exposures.ts';
import { logGamma } from './gamma.ts';
import type { Grid, PhasePrior } from './phase-priors.ts';
import { Random } from './random.ts';
import { sliceStep } from './slice.ts';

/** How long the chains run. Every number is stored with a forecast: the same seed gives the same figures. */
export type RunLength = { seed: number; chains: number; burnIn: number; kept: number };

export const usualLength: RunLength = { seed: 1, chains: 4, burnIn: 200, kept: 2000 };

/** Draws of the parameters of one phase, chain after chain. */
export type Draws = {
  chains: number;
  kept: number;
  speed: Float64Array;
  /** Places on the grids. */
  sigma: Uint16Array;
  tie: Uint16Array;
  /** By kind of case. */
  kinds: Float64Array[];
  /** By bin; empty if the shape is the reference's. */
  factors: Float64Array[];
  /** By case, only if asked for. */
  cases: Float64Array[];
};

/** What the chains start from, beyond the phase's prior. */
export type GibbsOptions = RunLength & {
  /** Weight of a vague Gamma(.5, .5) beside the prior of the speed, when prior and data disagree. */
  vague?: number;
  /** Let the shape bend: factors Gamma(8, 8) by bin. */
  bend?: boolean;
  keepCases?: boolean;
};

/** The prior parts that the chains use. */
export type GibbsPrior = Pick<PhasePrior, 'sigma' | 'speed' | 'kind' | 'tie'>;

/** Room for `chains × kept` draws, to be filled. */
export function emptyDraws(data: Exposures, { chains, kept, bend, keepCases }: GibbsOptions): Draws {
  const total = chains * kept;
  return {
    chains,
    kept,
    speed: new Float64Array(total),
    sigma: new Uint16Array(total),
    tie: new Uint16Array(total),
    kinds: data.kinds.map(() => new Float64Array(total)),
    factors: bend === true ? Array.from({ length: data.bins }, () => new Float64Array(total)) : [],
    cases: keepCases === true ? data.cases.map(() => new Float64Array(total)) : [],
  };
}

/**
 * Draws from the posterior of one phase by Gibbs sampling, every step in closed form:
 * 1. case factors z ~ Gamma(1/θ + d, 1/θ + ρ ν E); 2. speed ρ ~ Gamma(a + D, a + Σ ν z E); 3. kinds
 * ν ~ Gamma(k + D, k + Σ ρ z E); 4. spread σ and 5. tie θ on their grids; 6. bins g ~ Gamma(8 + D, 8 + Σ ρ ν z E).
 * The tie is drawn every fifth time with the z integrated out (negative binomial), which mixes better and is as exact.
 * Source of the model: Nicolaie, van Houwelingen and Putter 2010 (vertical form), Clayton 1978 (shared frailty).
 */
export function drawPosterior(data: Exposures, prior: GibbsPrior, options: GibbsOptions): Draws {
  const { chains, kept, burnIn } = options;
  const draws = emptyDraws(data, options);
  for (let c = 0; c < chains; c++) {
    const chain = new Chain(data, prior, options, Random.of(options.seed, c));
    for (let i = -burnIn; i < kept; i++) {
      chain.step(i);
      if (i >= 0) chain.store(draws, c * kept + i);
    }
  }
  return draws;
}

/** The state of one chain. */
class Chain {
  private readonly data: Exposures;
  private readonly prior: GibbsPrior;
  private readonly options: GibbsOptions;
  private readonly random: Random;
  private readonly z: Float64Array;
  private readonly caseEnded: Float64Array;
  private readonly kindEnded: Float64Array;
  private readonly allEnded: number;
  private readonly tieTable: TieTable;
  private readonly kinds: Float64Array;
  private readonly factors: Float64Array;
  /** Expected endings of each cell with the present spread and bins. */
  private readonly cell: Float64Array;
  /** Per case: Σ ν E over its cells. */
  private readonly caseExpected: Float64Array;
  private speed: number;
  private sigma: number;
  private tie: number;

  constructor(data: Exposures, prior: GibbsPrior, options: GibbsOptions, random: Random) {
    this.data = data;
    this.prior = prior;
    this.options = options;
    this.random = random;
    this.z = new Float64Array(data.cases.length).fill(1);
    this.kinds = new Float64Array(data.kinds.length).fill(1);
    this.factors = new Float64Array(data.bins).fill(1);
    this.cell = new Float64Array(data.ended.length);
    this.caseExpected = new Float64Array(data.cases.length);
    this.caseEnded = summed(data.ended, data.caseOf, data.cases.length);
    this.kindEnded = summed(data.ended, data.kindOf, data.kinds.length);
    this.allEnded = data.ended.reduce((sum, d) => sum + d, 0);
    this.tieTable = new TieTable(prior.tie, this.caseEnded);
    // Chains start apart, from the prior.
    this.speed = random.gamma(prior.speed, prior.speed);
    this.sigma = random.pick(prior.sigma.weights);
    this.tie = random.pick(prior.tie.weights);
    this.refresh();
  }

  step(i: number): void {
    this.gather();
    if (i % 5 === 0)
      this.tie = this.random.pick(this.tieTable.integrated(this.caseEnded, this.caseExpected, this.speed));
    this.drawCases();
    this.tie = this.random.pick(this.tieTable.given(this.z));
    this.drawSpeed();
    this.trade(this.z, 1 / this.prior.tie.values[this.tie]!);
    this.drawKinds();
    this.trade(this.kinds, this.prior.kind);
    if (this.prior.sigma.values.length > 1) this.drawSigma();
    if (this.options.bend === true) this.drawFactors();
  }

  store(draws: Draws, at: number): void {
    draws.speed[at] = this.speed;
    draws.sigma[at] = this.sigma;
    draws.tie[at] = this.tie;
    draws.kinds.forEach((list, k) => (list[at] = this.kinds[k]!));
    draws.factors.forEach((list, b) => (list[at] = this.factors[b]!));
    draws.cases.forEach((list, c) => (list[at] = this.z[c]!));
  }

  /** Expected endings of each cell for the present spread and bins. */
  private refresh(): void {
    const { bins } = this.data;
    const expected = this.data.expected[this.sigma]!;
    for (let i = 0; i < this.cell.length; i++) {
      let sum = 0;
      for (let b = 0; b < bins; b++) sum += this.factors[b]! * expected[i * bins + b]!;
      this.cell[i] = sum;
    }
  }

  private kindOf(i: number): number {
    const k = this.data.kindOf[i]!;
    return k < 0 ? 1 : this.kinds[k]!;
  }

  private gather(): void {
    this.caseExpected.fill(0);
    for (let i = 0; i < this.cell.length; i++) {
      this.caseExpected[this.data.caseOf[i]!]! += this.kindOf(i) * this.cell[i]!;
    }
  }

  private drawCases(): void {
    const precision = 1 / this.prior.tie.values[this.tie]!;
    for (let c = 0; c < this.z.length; c++) {
      this.z[c] = this.random.gamma(
        precision + this.caseEnded[c]!,
        precision + this.speed * this.caseExpected[c]!,
      );
    }
  }

  private drawSpeed(): void {
    let expected = 0;
    for (let c = 0; c < this.z.length; c++) expected += this.z[c]! * this.caseExpected[c]!;
    const a = this.prior.speed;
    const vague = this.options.vague ?? 0;
    const weights = [
      (1 - vague) * evidence(a, this.allEnded, expected),
      vague === 0 ? 0 : vague * evidence(0.5, this.allEnded, expected),
    ];
    const shape = vague > 0 && this.random.pick(weights) === 1 ? 0.5 : a;
    this.speed = this.random.gamma(shape + this.allEnded, shape + expected);
  }

  /**
   * The speed and the factors of all cases (or of all kinds) can trade a number c without changing the likelihood, and
   * single steps only creep along that ridge. So c is drawn too: with n factors of Gamma(k, k) its density is
   * c^(a − nk − 1) exp(−aρc − kΣf/c), with the factors divided by c.
   */
  private trade(factors: Float64Array, k: number): void {
    if (factors.length === 0 || (this.options.vague ?? 0) > 0) return;
    const a = this.prior.speed;
    let sum = 0;
    for (const f of factors) sum += f;
    const power = a - factors.length * k;
    const log = (y: number): number => power * y - a * this.speed * Math.exp(y) - k * sum * Math.exp(-y);
    const c = Math.exp(sliceStep(log, this.random));
    this.speed *= c;
    for (let i = 0; i < factors.length; i++) factors[i]! /= c;
  }

  private drawKinds(): void {
    const k = this.prior.kind;
    const expected = new Float64Array(this.kinds.length);
    if (expected.length === 0) return;
    for (let i = 0; i < this.cell.length; i++) {
      expected[this.data.kindOf[i]!]! += this.speed * this.z[this.data.caseOf[i]!]! * this.cell[i]!;
    }
    for (let j = 0; j < expected.length; j++) {
      this.kinds[j] = this.random.gamma(k + this.kindEnded[j]!, k + expected[j]!);
    }
  }

  /** weight(σ) = prior × exp(Σ ln h₀ − ρ Σ ν z E(σ)). */
  private drawSigma(): void {
    const { bins, caseOf } = this.data;
    const logs = this.prior.sigma.values.map((_, s) => {
      const expected = this.data.expected[s]!;
      let sum = 0;
      for (let i = 0; i < this.cell.length; i++) {
        let own = 0;
        for (let b = 0; b < bins; b++) own += this.factors[b]! * expected[i * bins + b]!;
        sum += this.kindOf(i) * this.z[caseOf[i]!]! * own;
      }
      return Math.log(this.prior.sigma.weights[s]!) + this.data.logRates[s]! - this.speed * sum;
    });
    const next = this.random.pick(fromLogs(logs));
    const changed = next !== this.sigma;
    this.sigma = next;
    if (changed || this.options.bend === true) this.refresh();
  }

  private drawFactors(): void {
    const { bins, caseOf, endedInBin } = this.data;
    const expected = this.data.expected[this.sigma]!;
    const sums = new Float64Array(bins);
    for (let i = 0; i < this.cell.length; i++) {
      const weight = this.speed * this.kindOf(i) * this.z[caseOf[i]!]!;
      for (let b = 0; b < bins; b++) sums[b]! += weight * expected[i * bins + b]!;
    }
    for (let b = 0; b < bins; b++) this.factors[b] = this.random.gamma(8 + endedInBin[b]!, 8 + sums[b]!);
    this.refresh();
  }
}

function summed(values: Float64Array, to: Int32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  values.forEach((value, i) => {
    if (to[i]! >= 0) sums[to[i]!]! += value;
  });
  return sums;
}

/** a^a Γ(a+D) / (Γ(a) (a+E)^(a+D)), the chance of D endings under Gamma(a, a), up to what all a share. */
function evidence(a: number, ended: number, expected: number): number {
  const log = a * Math.log(a) + logGamma(a + ended) - logGamma(a) - (a + ended) * Math.log(a + expected);
  const base = logGamma(1 + ended) - (1 + ended) * Math.log(1 + expected);
  return Math.exp(log - base);
}

/** Weights in proportion to the exponentials. */
export function fromLogs(logs: readonly number[]): number[] {
  const top = Math.max(...logs);
  return logs.map((log) => Math.exp(log - top));
}

/** The two ways to weigh the values of the tie, with what does not change kept in tables. */
class TieTable {
  private readonly grid: Grid;
  private readonly constants: number[];
  private readonly gammas: Map<number, number>[];

  constructor(grid: Grid, ended: Float64Array) {
    this.grid = grid;
    this.constants = grid.values.map((theta, t) => {
      const k = 1 / theta;
      return Math.log(grid.weights[t]!) + ended.length * (k * Math.log(k) - logGamma(k));
    });
    const counts = [...new Set(ended)];
    this.gammas = grid.values.map((theta) => new Map(counts.map((d) => [d, logGamma(1 / theta + d)])));
  }

  /** prior × Π Gamma(z; 1/θ, 1/θ). */
  given(z: Float64Array): number[] {
    let sum = 0;
    let logs = 0;
    for (const x of z) {
      sum += x;
      logs += Math.log(x);
    }
    return fromLogs(
      this.grid.values.map((theta, t) => this.constants[t]! + (1 / theta - 1) * logs - sum / theta),
    );
  }

  /** prior × Π ∫ Poisson(d; z ρ E) Gamma(z; 1/θ, 1/θ) dz. */
  integrated(ended: Float64Array, expected: Float64Array, speed: number): number[] {
    return fromLogs(
      this.grid.values.map((theta, t) => {
        const k = 1 / theta;
        const gammas = this.gammas[t]!;
        let sum = this.constants[t]!;
        for (let c = 0; c < ended.length; c++) {
          sum += gammas.get(ended[c]!)! - (k + ended[c]!) * Math.log(k + speed * expected[c]!);
        }
        return sum;
      }),
    );
  }
}
