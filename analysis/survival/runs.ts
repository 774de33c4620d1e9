import type { PhasePosterior } from './phase-fit.ts';
import { Random } from './random.ts';
import { bentWaiting } from './reference-curve.ts';
import { logNormal, type Waiting } from './distributions.ts';

/** The parameters of one phase in one run: the same for every case of the portfolio, so that totals are honestly wide. */
export type PhaseRun = {
  speed: number;
  /** By kind of case; a kind never seen is drawn from the prior. */
  kinds: ReadonlyMap<string, number>;
  otherKind: number;
  /** Place of the spread on its grid, and factors of the bins (empty: the shape is the reference's). */
  sigma: number;
  factors: readonly number[];
  /** The wait at reference speed. */
  waiting: Pick<Waiting, 'logSurvival' | 'timeAtHazard'>;
  /** Exits before this time in the phase are early. */
  median: number;
  theta: number;
  joint: number;
  exits: { names: string[]; early: number[]; late: number[] };
};

/** Draws the parameters of one phase for each run from its posterior: evenly spaced draws, so every chain has its part. */
export function phaseRuns(posterior: PhasePosterior, runs: number, seed: number, phase: number): PhaseRun[] {
  const { draws, sigma, tie, exposures, exits, joint, prior, breaks } = posterior;
  const total = draws.speed.length;
  return Array.from({ length: runs }, (_, r) => {
    const random = Random.of(seed, shared, phase, r);
    const at = Math.floor(((r + 0.5) * total) / runs) % total;
    const curve = { median: prior.median, sigma: sigma.values[draws.sigma[at]!]! };
    const factors = draws.factors.map((factor) => factor[at]!);
    return {
      speed: draws.speed[at]!,
      kinds: new Map(exposures.kinds.map((kind, k) => [kind, draws.kinds[k]![at]!])),
      otherKind: random.gamma(prior.kind, prior.kind),
      sigma: draws.sigma[at]!,
      factors,
      waiting:
        factors.length === 0
          ? logNormal(Math.log(curve.median), curve.sigma)
          : bentWaiting({ curve, breaks, factors }),
      median: prior.median,
      theta: tie.values[draws.tie[at]!]!,
      joint: random.beta(joint[0], joint[1]),
      exits: {
        names: exits.names,
        early: random.dirichlet(positive(exits.early)),
        late: random.dirichlet(positive(exits.late)),
      },
    };
  });
}

/** Names the streams of what all cases share. */
const shared = 1;

/** A share nobody has seen and no prior names stays practically impossible. */
function positive(parameters: readonly number[]): number[] {
  return parameters.map((a) => Math.max(a, 1e-6));
}
