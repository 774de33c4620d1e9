/** A quantity known on a few values, each with a weight. */
export type Grid = { values: readonly number[]; weights: readonly number[] };

/** Where a figure comes from; the screens must say so. */
export type Basis = 'measured' | 'published' | 'judgement';

/** What is known of a phase before a site has data of its own. */
export type PhasePrior = {
  /** Days by which half have left at reference speed. */
  median: number;
  medianBasis: Basis;
  /** Standard deviation of ln T. */
  sigma: Grid;
  /** Speed of a site: Gamma(a, a). */
  speed: number;
  /** Factor of a kind of case: Gamma(k, k). */
  kind: number;
  /** Variance of the shared factor of a case's targets (frailty). */
  tie: Grid;
  /** Chance that an exit day of a case with several open targets takes several out: Beta(a, b). */
  joint: readonly [number, number];
  /** How targets leave, before and after the reference median, in shares; worth that many own targets. */
  exits: { early: Record<string, number>; late: Record<string, number>; worth: number };
};

const factors = [0.6, 0.8, 1, 1.25, 1.6];
const middling = [0.1, 0.2, 0.4, 0.2, 0.1];
const tie: Grid = { values: [0.25, 0.5, 1, 2, 4], weights: [0.1, 0.2, 0.3, 0.25, 0.15] };

function spread(sigma: number): Grid {
  return { values: factors.map((factor) => factor * sigma), weights: middling };
}

const same = (shares: Record<string, number>, worth: number): PhasePrior['exits'] => ({
  early: shares,
  late: shares,
  worth,
});

/**
 * The priors Concert ships, from published figures where there are any: federally funded task forces 2008–2010 (BJS NCJ
 * 233732) for the first phase, court profiles and Cook County 2019 for the last; none was found for the operational phase,
 * which is judgement and worth least. A site may replace any of them.
 */
export const shippedPriors = {
  preOperational: {
    median: 350,
    medianBasis: 'published',
    sigma: spread(1.2),
    speed: 5,
    kind: 8,
    tie,
    joint: [5, 5],
    exits: same({ operational: 0.42, 'not trafficking': 0.38, insufficient: 0.12, adopted: 0.08 }, 6),
  },
  operational: {
    median: 60,
    medianBasis: 'judgement',
    sigma: spread(0.9),
    speed: 3,
    kind: 8,
    tie,
    joint: [8, 2],
    exits: same({ charged: 0.85, closed: 0.12, adopted: 0.03 }, 2),
  },
  postOperational: {
    median: 330,
    medianBasis: 'published',
    sigma: spread(1.15),
    speed: 5,
    kind: 8,
    tie,
    joint: [5.5, 4.5],
    exits: {
      early: { convicted: 0.5, dropped: 0.45, other: 0.05 },
      late: { convicted: 0.85, dropped: 0.12, other: 0.03 },
      worth: 6,
    },
  },
} as const satisfies Record<string, PhasePrior>;
