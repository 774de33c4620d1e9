import type { Exposures } from './exposures.ts';
import { type Draws, drawPosterior, type RunLength, usualLength } from './gibbs.ts';
import type { Grid } from './phase-priors.ts';

/** Hours logged by one role for one case in one phase, over the weeks of active spells the case had there. */
export type HoursSeen = { case: string; weeks: number; hours: number };

/** Hours a week a role is expected to spend on an active spell before the site has timesheets, and what that is worth. */
export type HoursPrior = {
  perWeek: number;
  /** Gamma(a, a) of the site's own factor eta. */
  worth: number;
  /** Variance of the cases' factors kappa. */
  spread: Grid;
};

/** Hours that count as one independent piece of work: those of a week are not independent hour by hour [judgement]. */
export const hoursAPiece = 10;

/** phi from .25 to 2, as the tie of targets [judgement]. */
export const shippedSpread: Grid = { values: [0.25, 0.5, 1, 2], weights: [0.25, 0.25, 0.25, 0.25] };

/** What is known of a role's hours in a phase: draws of eta and phi, and what was seen of each case. */
export type HoursPosterior = {
  prior: HoursPrior;
  draws: Draws;
  cases: ReadonlyMap<string, { pieces: number; expected: number }>;
};

/**
 * Hours by the same observed over expected as speeds: expected = reference hours a week × weeks of active spells,
 * observed = timesheets; eta ~ Gamma for the site, kappa ~ Gamma(1/φ, 1/φ) for the case.
 */
export function fitHours(
  seen: readonly HoursSeen[],
  prior: HoursPrior,
  options: Partial<RunLength> = {},
): HoursPosterior {
  const pieces = seen.map(({ hours }) => hours / hoursAPiece);
  const expected = seen.map(({ weeks }) => (weeks * prior.perWeek) / hoursAPiece);
  const names = [...new Set(seen.map((one) => one.case))];
  const data: Exposures = {
    cases: names,
    kinds: [],
    caseOf: Int32Array.from(seen, (one) => names.indexOf(one.case)),
    kindOf: new Int32Array(seen.length).fill(-1),
    ended: Float64Array.from(pieces),
    expected: [Float64Array.from(expected)],
    bins: 1,
    endedInBin: new Float64Array(1),
    logRates: [0],
  };
  const gibbsPrior = { speed: prior.worth, kind: 8, sigma: { values: [1], weights: [1] }, tie: prior.spread };
  const draws = drawPosterior(data, gibbsPrior, { ...usualLength, ...options });
  const cases = new Map(names.map((name) => [name, { pieces: 0, expected: 0 }]));
  seen.forEach((one, i) => {
    const own = cases.get(one.case)!;
    own.pieces += pieces[i]!;
    own.expected += expected[i]!;
  });
  return { prior, draws, cases };
}
