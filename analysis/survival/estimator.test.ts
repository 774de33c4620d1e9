import { expect, test } from 'vitest';
import { convergence, gridTooNarrow, priorConflict, widened } from './diagnostics.ts';
import { type Exposures, exposuresOf } from './exposures.ts';
import { drawPosterior } from './gibbs.ts';
import { type PhaseHistory, fitPhase } from './phase-fit.ts';
import { type PhasePrior, shippedPriors } from './phase-priors.ts';
import { Random } from './random.ts';
import { bentHazard, referenceHazard, timeAtBentHazard, timeAtReferenceHazard } from './reference-curve.ts';
import { chiSquareTail } from './log-rank.ts';
import { logNormalGroups } from './lognormal-groups.ts';
import { expectClose, expectedFrom, numbersOf, referenceTest } from './testing.ts';

/** A made-up site: cases with several targets, some still open. */
function site(
  random: Random,
  {
    cases,
    targets,
    speed,
    sigma,
    theta,
    prior,
    followed,
  }: {
    cases: number;
    targets: number;
    speed: number;
    sigma: number;
    theta: number;
    prior: PhasePrior;
    followed: number;
  },
): PhaseHistory {
  const exit: number[] = [];
  const ended: number[] = [];
  const caseOf: string[] = [];
  for (let c = 0; c < cases; c++) {
    const z = random.gamma(1 / theta, 1 / theta);
    for (let i = 0; i < targets; i++) {
      const t = timeAtReferenceHazard({ median: prior.median, sigma }, random.exponential() / (speed * z));
      exit.push(Math.max(0.5, Math.min(t, followed)));
      ended.push(t <= followed ? 1 : 0);
      caseOf.push(`case ${c}`);
    }
  }
  return { exit, ended, caseOf, cause: ended.map((d) => (d === 1 ? 'convicted' : null)) };
}

test('the cumulative hazard of the curve and its inverse undo each other, bent or not, also after very long waits', () => {
  const curve = { median: 330, sigma: 1.15 };
  const bent = { curve, breaks: [0, 90, 365], factors: [0.5, 2, 1.2] };
  for (const t of [0.5, 30, 90, 91, 400, 5000, 1e6, 1e9]) {
    expectClose(timeAtReferenceHazard(curve, referenceHazard(curve, t)), t, 1e-9, 'curve', true);
    expectClose(timeAtBentHazard(bent, bentHazard(bent, t)), t, 1e-9, 'bent', true);
  }
});

test('exposure needs nothing but entry and exit: half the targets are expected out by the reference median', () => {
  const found = exposuresOf(
    { exit: [350, 350], ended: [1, 0], entry: [0, 100], caseOf: ['a', 'b'] },
    350,
    [1.2],
  );
  expectClose(found.expected[0]![0]!, Math.LN2, 1e-12);
  expectClose(found.expected[0]![1]!, Math.LN2 - referenceHazard({ median: 350, sigma: 1.2 }, 100), 1e-12);
});

test('with no data the posterior is the prior', () => {
  const empty: PhaseHistory = { exit: [], ended: [], caseOf: [], cause: [] };
  const { draws, diagnostics, notes } = fitPhase(empty, shippedPriors.postOperational);
  const mean = draws.speed.reduce((sum, x) => sum + x, 0) / draws.speed.length;
  expect(Math.abs(mean - 1)).toBeLessThan(0.02);
  expect(notes).toEqual([]);
  expect(diagnostics.conflict.vague).toBe(false);
});

test('with data the chains agree, find the truth, and give the same bytes for the same seed', () => {
  const prior = shippedPriors.postOperational;
  const truth = { cases: 150, targets: 4, speed: 1.6, sigma: 1.15, theta: 1, prior, followed: 500 };
  const history = site(Random.of(6), truth);
  const one = fitPhase(history, prior, { seed: 9 });
  expect(one.diagnostics.sound).toBe(true);
  const sorted = one.draws.speed.toSorted();
  expect(sorted[Math.floor(sorted.length * 0.02)]).toBeLessThan(1.6);
  expect(sorted[Math.floor(sorted.length * 0.98)]).toBeGreaterThan(1.6);
  const again = fitPhase(history, prior, { seed: 9 });
  expect(again.draws.speed).toEqual(one.draws.speed);
  expect(again.draws.sigma).toEqual(one.draws.sigma);
  const other = fitPhase(history, prior, { seed: 10 });
  expect(other.draws.speed).not.toEqual(one.draws.speed);
});

test('a site that runs unlike the reference is told so, and its own data win', () => {
  const prior = shippedPriors.postOperational;
  const slow = { cases: 60, targets: 3, speed: 0.06, sigma: 1.15, theta: 0.3, prior, followed: 900 };
  const fit = fitPhase(site(Random.of(3), slow), prior);
  expect(fit.diagnostics.conflict.chance).toBeLessThan(0.01);
  expect(fit.notes).toContain('Your cases run unlike the reference.');
  const mean = fit.draws.speed.reduce((sum, x) => sum + x, 0) / fit.draws.speed.length;
  expect(mean).toBeLessThan(0.2);
  expect(priorConflict(10, 10, 5)).toBeGreaterThan(0.5);
});

test('a grid that is too narrow is noticed and widened in its own ratio', () => {
  const grid = { values: [1, 2, 4], weights: [0.3, 0.4, 0.3] };
  expect(gridTooNarrow([2, 2, 2, 1], grid)).toBe('above');
  expect(gridTooNarrow([0, 1, 1, 2], grid)).toBeUndefined();
  expect(widened(grid, 'above')).toEqual({ values: [1, 2, 4, 8], weights: [0.3, 0.4, 0.3, 0.15] });
  expect(widened(grid, 'below').values).toEqual([0.5, 1, 2, 4]);
});

test('chains that do not agree are noticed', () => {
  const random = Random.of(4);
  const good = Float64Array.from({ length: 4000 }, () => random.normal());
  expect(convergence(good, 4).rhat).toBeLessThan(1.01);
  expect(convergence(good, 4).effective).toBeGreaterThan(3000);
  const apart = good.map((x, i) => x + (i < 1000 ? 1 : 0));
  expect(convergence(apart, 4).rhat).toBeGreaterThan(1.05);
});

test('exits are counted before and after the median, and days on which several left a case together', () => {
  const prior = shippedPriors.postOperational;
  const history: PhaseHistory = {
    exit: [100, 100, 400, 50],
    ended: [1, 1, 1, 0],
    cause: ['dropped', 'convicted', 'convicted', null],
    caseOf: ['a', 'a', 'a', 'b'],
    day: [1000, 1000, 1300, 1300],
  };
  const { exits, joint } = fitPhase(history, prior, { chains: 1, kept: 50 });
  const of = (name: string): number[] =>
    [exits.early, exits.late].map((list) => list[exits.names.indexOf(name)]!);
  expectClose(of('convicted'), [3 + 1, 5.1 + 1], 1e-12);
  expectClose(of('dropped'), [2.7 + 1, 0.72], 1e-12);
  // One day with three open in the case, on which two left; on the second day nobody else was left to leave.
  expectClose([...joint], [5.5 + 1, 4.5], 1e-12);
});

test(
  'simulation-based calibration: truths drawn from the prior rank evenly among the posterior draws',
  { timeout: 600_000 },
  () => {
    const worlds = 500;
    const prior: PhasePrior = shippedPriors.postOperational;
    const bins = 8;
    const ranks = {
      speed: Array<number>(bins).fill(0),
      sigma: Array<number>(bins).fill(0),
      tie: Array<number>(bins).fill(0),
    };
    for (let w = 0; w < worlds; w++) {
      const random = Random.of(2026, w);
      const truth = {
        speed: random.gamma(prior.speed, prior.speed),
        sigma: random.pick(prior.sigma.weights),
        tie: random.pick(prior.tie.weights),
      };
      const sigma = prior.sigma.values[truth.sigma]!;
      const theta = prior.tie.values[truth.tie]!;
      const history = site(random, {
        cases: 12,
        targets: 3,
        speed: truth.speed,
        sigma,
        theta,
        prior,
        followed: 600,
      });
      const data = exposuresOf(history, prior.median, prior.sigma.values);
      const draws = drawPosterior(data, prior, { seed: w, chains: 1, burnIn: 200, kept: 1600 });
      const rank = (list: ArrayLike<number>, value: number): number => {
        // Every 16th draw, so that they are as good as independent; the place among equal values is drawn once.
        let below = 0;
        let same = 1;
        for (let i = 0; i < 1600; i += 16) {
          if (list[i]! < value) below += 1;
          else if (list[i] === value) same += 1;
        }
        return Math.min(bins - 1, Math.floor(((below + same * random.uniform()) / 101) * bins));
      };
      ranks.speed[rank(draws.speed, truth.speed)]! += 1;
      ranks.sigma[rank(draws.sigma, truth.sigma)]! += 1;
      ranks.tie[rank(draws.tie, truth.tie)]! += 1;
    }
    for (const [parameter, counts] of Object.entries(ranks)) {
      const chisq = counts.reduce((sum, o) => sum + (o - worlds / bins) ** 2 / (worlds / bins), 0);
      expect(chiSquareTail(chisq, bins - 1), `${parameter}: ${counts.join(' ')}`).toBeGreaterThan(0.001);
    }
  },
);

referenceTest('the shared-frailty posterior agrees with JAGS (17 B)', () => {
  const e = expectedFrom('17-bayes-jags').B;
  const speeds = expectedFrom('11-gamma-poisson-shrinkage');
  const data: Exposures = {
    cases: speeds.inst.map(String),
    kinds: [],
    caseOf: Int32Array.from(speeds.inst, (_, i) => i),
    kindOf: new Int32Array(speeds.inst.length).fill(-1),
    ended: Float64Array.from(speeds.observed),
    expected: [Float64Array.from(speeds.expected)],
    bins: 1,
    endedInBin: new Float64Array(1),
    logRates: [0],
  };
  // The tie's prior there is Exp(2): a fine grid, even in its logarithm.
  const values = Array.from({ length: 240 }, (_, i) =>
    Math.exp(Math.log(1e-4) + (i / 239) * Math.log(1.5e4)),
  );
  const tie = { values, weights: values.map((theta) => 2 * Math.exp(-2 * theta) * theta) };
  const prior = { speed: 6, kind: 8, sigma: { values: [1], weights: [1] }, tie };
  const draws = drawPosterior(data, prior, {
    seed: 5,
    chains: 4,
    burnIn: 500,
    kept: 30_000,
    keepCases: true,
  });
  const lists = [draws.speed, Float64Array.from(draws.tie, (t) => values[t]!), ...draws.cases];
  lists.forEach((list, i) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
    const own = e.sd[i] / Math.sqrt(convergence(list, 4).effective);
    // README: 5 of JAGS's errors and half a per cent of the standard deviation; our own error of simulation on top.
    expect(Math.abs(mean - e.mean[i]), e.parameter[i]).toBeLessThan(
      5 * e.mcse[i] + 0.005 * e.sd[i] + 2 * own,
    );
  });
});

referenceTest('log-normal waits with a group effect agree with JAGS (17 A)', () => {
  const e = expectedFrom('17-bayes-jags').A;
  const data = numbersOf('lung.csv', 'inst', 'time', 'event');
  const rows = data.inst.flatMap((inst, i) => (Number.isNaN(inst) ? [] : [i]));
  const pick = (list: number[]): number[] => rows.map((i) => list[i]!);
  const draws = logNormalGroups(
    { exit: pick(data.time), ended: pick(data.event) },
    pick(data.inst).map(String),
    { mean: 5.5, sd: 0.75, sigma: 1, omega: 0.5 },
    { seed: 4, burnIn: 1000, kept: 40_000 },
  );
  const lists = [...draws.effects, draws.mu, draws.omega, draws.sigma];
  lists.forEach((list, i) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
    const own = e.sd[i] / Math.sqrt(convergence(list, 1).effective);
    expect(Math.abs(mean - e.mean[i]), e.parameter[i]).toBeLessThan(
      5 * e.mcse[i] + 0.005 * e.sd[i] + 2 * own,
    );
  });
});
