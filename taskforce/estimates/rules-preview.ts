import { Random } from '../../analysis/survival/random.ts';
import { timeAtReferenceHazard } from '../../analysis/survival/reference-curve.ts';
import type { PhasePrior } from '../../analysis/survival/phase-priors.ts';

const DRAWS = 8000;

/**
 * When a strand that enters a phase today leaves it, in days, by the prior alone: own data have their say besides. The
 * same draws for every prior, so that two previews differ by the priors only.
 */
export function previewOf(prior: PhasePrior): { p50: number; p80: number; p95: number } {
  const waits = Float64Array.from({ length: DRAWS }, (_, n) => {
    const random = Random.of(11, n);
    const [forSpread, forTie] = [random.uniform(), random.uniform()];
    const speed = random.gamma(prior.speed, prior.speed);
    const theta = valueAt(prior.tie, forTie);
    const ownCase = Random.of(12, n).gamma(1 / theta, 1 / theta);
    const hazard = Random.of(13, n).exponential() / (speed * ownCase);
    return timeAtReferenceHazard({ median: prior.median, sigma: valueAt(prior.sigma, forSpread) }, hazard);
  }).toSorted();
  const at = (share: number) => Math.min(3653, Math.round(waits[Math.floor(share * DRAWS)]!));
  return { p50: at(0.5), p80: at(0.8), p95: at(0.95) };
}

function valueAt({ values, weights }: PhasePrior['sigma'], uniform: number): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = uniform * all;
  for (let n = 0; n < values.length - 1; n++) {
    rest -= weights[n]!;
    if (rest < 0) return values[n]!;
  }
  return values.at(-1)!;
}
