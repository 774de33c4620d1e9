import { expect, test } from 'vitest';
import { forecastCases, sharedRuns, type Target } from './forecast.ts';
import { fitPhase, type PhaseHistory } from './phase-fit.ts';
import { type PhasePrior, shippedPriors } from './phase-priors.ts';
import { Random } from './random.ts';
import { timeAtReferenceHazard } from './reference-curve.ts';

/** Task forces a world, as many as the bars ask for. */
const worlds = 250;
const horizon = 3652.5;

/** Young task forces as in the coverage study: median 300, spread 1.0 expected, no joint exits. */
const prior: PhasePrior = {
  ...shippedPriors.postOperational,
  median: 300,
  sigma: { ...shippedPriors.postOperational.sigma, values: [0.6, 0.8, 1, 1.25, 1.6] },
  joint: [0.01, 1000],
};

type World = { cases: number; theta: number; sigma: number; speed(random: Random): number };

const usual: World = { cases: 10, theta: 0.5, sigma: 1, speed: (random) => random.gamma(5, 5) };
const six: Record<string, World> = {
  '3 cases': { ...usual, cases: 3 },
  '10 cases': usual,
  '40 cases': { ...usual, cases: 40 },
  '10 cases, tied as in Cook County': { ...usual, theta: 2.3 },
  '10 cases, twice as slow as the prior': { ...usual, speed: () => 0.5 },
  '10 cases, a wider curve than the prior': { ...usual, sigma: 1.3 },
};

/** A site three years old: its history as of today, its open targets, and when they will really leave. */
function site(
  world: World,
  random: Random,
): {
  history: PhaseHistory;
  open: Target[];
  truth: Map<string, number>;
} {
  const { cases, theta, sigma } = world;
  const rho = world.speed(random);
  const history = {
    exit: [] as number[],
    ended: [] as number[],
    caseOf: [] as string[],
    cause: [] as (string | null)[],
  };
  const open: Target[] = [];
  const truth = new Map<string, number>();
  for (let c = 0; c < cases; c++) {
    const name = `case ${c}`;
    const age = 1 + 1095 * random.uniform();
    const z = random.gamma(1 / theta, 1 / theta);
    const targets = 1 + random.poisson(2);
    for (let i = 0; i < targets; i++) {
      const t = timeAtReferenceHazard({ median: prior.median, sigma }, random.exponential() / (rho * z));
      history.exit.push(Math.max(0.5, Math.min(t, age)));
      history.ended.push(t <= age ? 1 : 0);
      history.caseOf.push(name);
      history.cause.push(t <= age ? 'convicted' : null);
      if (t <= age) continue;
      open.push({ id: `${name}/${i}`, case: name, phase: 0, elapsed: age });
      truth.set(name, Math.max(truth.get(name) ?? 0, t - age));
    }
  }
  return { history, open, truth };
}

/** How many promises of case completion were given and kept. */
function kept(world: World, stream: number): { given: number; in80: number; below95: number } {
  const found = { given: 0, in80: 0, below95: 0 };
  for (let w = 0; w < worlds; w++) {
    const { history, open, truth } = site(world, Random.of(40, stream, w));
    const posterior = fitPhase(history, prior, { seed: w, chains: 2, kept: 500 });
    const shared = sharedRuns([{ name: 'post', posterior, next: {} }], { seed: w, runs: 1000, horizon: 1e9 });
    const split = Random.of(41, stream, w);
    forecastCases(open, shared, (runs) => {
      const last = runs.leaves[0]![0]!.map((_, r) => Math.max(...runs.leaves.map((list) => list[0]![r]!)));
      // The place of the truth among the runs; what lies beyond ten years is one event, split at random.
      const end = Math.min(truth.get(runs.case)!, horizon);
      const before = last.filter((t) => Math.min(t, horizon) < end).length;
      const same = last.filter((t) => Math.min(t, horizon) === end).length;
      const rank = (before + same * split.uniform()) / last.length;
      found.given += 1;
      if (rank >= 0.1 && rank <= 0.9) found.in80 += 1;
      if (rank <= 0.95) found.below95 += 1;
    });
  }
  return found;
}

Object.entries(six).forEach(([name, world], i) => {
  test(`eight of ten ranges hold in a made-up task force: ${name}`, { timeout: 900_000 }, () => {
    const { given, in80, below95 } = kept(world, i);
    expect(in80 / given).toBeGreaterThan(0.76);
    expect(in80 / given).toBeLessThan(0.86);
    expect(below95 / given).toBeGreaterThan(0.9);
    expect(below95 / given).toBeLessThan(0.99);
  });
});
