import { gammaQuantile, incompleteGamma } from './gamma.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import type { PhasePosterior } from './phase-fit.ts';
import type { Random } from './random.ts';
import type { PhaseRun } from './runs.ts';

/** How a case's speed in one phase hangs together with its speed in the next (Gaussian copula) [judgement]. */
export const phaseCorrelation = 0.5;

/** Below this variance the targets of a case are as good as independent. */
const noTie = 1e-6;

/** A table between normal scores from −4 to 4 and the quantiles of Gamma(1/θ, 1/θ): looking up is fast enough for runs. */
const tables = new Map<number, Float64Array>();
const steps = 256;
const scoreAt = (i: number): number => -4 + (8 * i) / steps;

function tableOf(theta: number): Float64Array {
  const known = tables.get(theta);
  if (known !== undefined) return known;
  const k = 1 / theta;
  const values = Float64Array.from({ length: steps + 1 }, (_, i) =>
    gammaQuantile(normalCdf(scoreAt(i)), k, k),
  );
  tables.set(theta, values);
  return values;
}

/** The factor with a given normal score under Gamma(1/θ, 1/θ). */
export function factorOfScore(theta: number, score: number): number {
  if (theta < noTie) return 1;
  const values = tableOf(theta);
  const place = ((Math.min(3.999, Math.max(-4, score)) + 4) / 8) * steps;
  const i = Math.floor(place);
  return values[i]! + (place - i) * (values[i + 1]! - values[i]!);
}

/** The normal score of a factor under Gamma(1/θ, 1/θ). */
export function scoreOfFactor(theta: number, factor: number): number {
  if (theta < noTie) return 0;
  const values = tableOf(theta);
  if (factor <= values[0]! || factor >= values[steps]!) {
    const k = 1 / theta;
    const p = incompleteGamma(k, k * factor).lower;
    return normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, p)));
  }
  let low = 0;
  let high = steps;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= factor) low = middle;
    else high = middle;
  }
  return scoreAt(low + (factor - values[low]!) / (values[high]! - values[low]!));
}

/** Endings and expected endings of one case in one phase, by spread and kind; undefined if it was never seen there. */
export type CaseHistory = { ended: number; cells: { kind: string | undefined; at: number }[] };

/** Where a phase's exposures keep each case. */
export function historiesOf({ exposures }: PhasePosterior): Map<string, CaseHistory> {
  const found = new Map<string, CaseHistory>();
  exposures.caseOf.forEach((c, at) => {
    const name = exposures.cases[c]!;
    const history = found.get(name) ?? { ended: 0, cells: [] };
    history.ended += exposures.ended[at]!;
    history.cells.push({ kind: exposures.kinds[exposures.kindOf[at]!], at });
    found.set(name, history);
  });
  return found;
}

/**
 * The factor of a case in a phase for one run: Gamma(1/θ + d, 1/θ + ρ ν E) given what was seen of it there; if nothing
 * was, from Gamma(1/θ, 1/θ), correlated with its factor of the earlier phase, if there is one (given as a score).
 */
export function caseFactor(
  run: PhaseRun,
  posterior: PhasePosterior,
  history: CaseHistory | undefined,
  earlierScore: number | undefined,
  random: Random,
): number {
  const k = 1 / run.theta;
  if (history !== undefined) {
    const { expected, bins } = posterior.exposures;
    const list = expected[run.sigma]!;
    let sum = 0;
    for (const { kind, at } of history.cells) {
      let own = 0;
      for (let b = 0; b < bins; b++) own += (run.factors[b] ?? 1) * list[at * bins + b]!;
      sum += kindFactor(run, kind) * own;
    }
    return random.gamma(k + history.ended, k + run.speed * sum);
  }
  const own = random.normal();
  if (earlierScore === undefined) return factorOfScore(run.theta, own);
  return factorOfScore(
    run.theta,
    phaseCorrelation * earlierScore + Math.sqrt(1 - phaseCorrelation ** 2) * own,
  );
}

/** ν of a kind of case in a run; 1 if kinds are not told apart. */
export function kindFactor(run: PhaseRun, kind: string | undefined): number {
  return kind === undefined || run.kinds.size === 0 ? 1 : (run.kinds.get(kind) ?? run.otherKind);
}
