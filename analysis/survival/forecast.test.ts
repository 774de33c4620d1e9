import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logNormal, remainingQuantile, type Waiting, weibull } from './distributions.ts';
import {
  type CaseRuns,
  forecastCases,
  learntSlip,
  type Phase,
  shippedSlip,
  sharedRuns,
  type SharedRuns,
  type Target,
} from './forecast.ts';
import { lastLeaves, promisesOf } from './promises.ts';
import { fitPhase, type PhaseHistory } from './phase-fit.ts';
import { shippedPriors } from './phase-priors.ts';
import type { PhaseRun } from './runs.ts';
import { expectedFrom, referenceTest } from './testing.ts';

const nothing: PhaseHistory = { exit: [], ended: [], caseOf: [], cause: [] };
const fitted = fitPhase(nothing, shippedPriors.postOperational, { chains: 2, kept: 200 });

/** Phases with waits and exits that are known exactly: what is left is the simulation itself. */
function known(
  phases: { name: string; waiting: Waiting; exits: Record<string, number>; next: Record<string, number> }[],
  runs: number,
  { joint = 0, theta = 0 }: { joint?: number; theta?: number } = {},
): SharedRuns {
  const run = ({ waiting, exits }: (typeof phases)[number]): PhaseRun => ({
    speed: 1,
    kinds: new Map(),
    otherKind: 1,
    sigma: 0,
    factors: [],
    waiting,
    median: 1,
    theta,
    joint,
    exits: { names: Object.keys(exits), early: Object.values(exits), late: Object.values(exits) },
  });
  return {
    phases: phases.map(({ name, next }): Phase => ({ name, next, posterior: fitted })),
    options: { seed: 3, runs, horizon: 1e7 },
    runs: phases.map((phase) => Array.from({ length: runs }, () => run(phase))),
    slips: Array.from({ length: runs }, () => ({ kept: 0.5, meanLog: Math.log(60), sdLog: 1 })),
  };
}

function simulate(targets: readonly Target[], shared: SharedRuns): CaseRuns[] {
  const found: CaseRuns[] = [];
  forecastCases(targets, shared, (runs) => found.push(runs));
  return found;
}

const court = { name: 'post', waiting: logNormal(5, 1), exits: { convicted: 1 }, next: {} };

referenceTest('three phases simulated agree with numerical integration at every date (16)', () => {
  const e = expectedFrom('16-semi-markov-three-phases');
  const runs = 20_000;
  const shared = known(
    [
      {
        name: 'pre',
        waiting: logNormal(5, 1),
        exits: { op: 0.55, closed: 0.35, adopted: 0.1 },
        next: { op: 1 },
      },
      { name: 'op', waiting: logNormal(4, 0.7), exits: { post: 0.85, closed: 0.15 }, next: { post: 2 } },
      { name: 'post', waiting: weibull(1.3, 260), exits: { disposed: 1 }, next: {} },
    ],
    runs,
  );
  const [{ leaves }] = simulate([{ id: 't', case: 'c', phase: 0, elapsed: 0 }], shared) as [CaseRuns];
  const [pre, op, post] = leaves[0] as [Float64Array, Float64Array, Float64Array];
  e.times.forEach((t: number, i: number) => {
    const counts = [0, 0, 0];
    for (let r = 0; r < runs; r++) {
      if (pre[r]! > t) counts[0]! += 1;
      else if (op[r]! > t) counts[1]! += 1;
      else if (post[r]! > t) counts[2]! += 1;
    }
    counts.forEach((count, k) => {
      const p = e.in_phase[i][k];
      const error = Math.sqrt((p * (1 - p)) / runs);
      expect(Math.abs(count / runs - p), `phase ${k} at day ${t}`).toBeLessThan(4 * error + 1e-6);
    });
  });
});

test('what remains after a wait is the curve given that wait', () => {
  const shared = known([court], 20_000);
  const [{ leaves }] = simulate([{ id: 't', case: 'c', phase: 0, elapsed: 365 }], shared) as [CaseRuns];
  const { p50, p80 } = promisesOf(leaves[0]![0]!, 1e7);
  expect(Math.abs(p50! / remainingQuantile(court.waiting, 365, 0.5) - 1)).toBeLessThan(0.05);
  expect(Math.abs(p80! / remainingQuantile(court.waiting, 365, 0.8) - 1)).toBeLessThan(0.05);
});

test('targets of one case are tied: a share of the hazard takes them out on one day, and each alone keeps its chances', () => {
  const runs = 20_000;
  const two: Target[] = ['a', 'b'].map((id) => ({ id, case: 'c', phase: 0, elapsed: 10 }));
  const [{ leaves }] = simulate(two, known([court], runs, { joint: 0.5 })) as [CaseRuns];
  const [a, b] = leaves.map((list) => list[0]!) as [Float64Array, Float64Array];
  const same = a.reduce((sum, t, r) => sum + (t === b[r] ? 1 : 0), 0) / runs;
  // Marshall and Olkin: of the rates 0.5 + 0.5 (own) and 0.5 (common), the common comes first with chance 1/3.
  expect(Math.abs(same - 1 / 3)).toBeLessThan(0.02);
  const whole = remainingQuantile(court.waiting, 10, 0.5);
  for (const list of [a, b]) expect(Math.abs(promisesOf(list, 1e7).p50! / whole - 1)).toBeLessThan(0.05);
  const [apart] = simulate(two, known([court], runs)) as [CaseRuns];
  expect(apart.leaves[0]![0]!.some((t, r) => t === apart.leaves[1]![0]![r])).toBe(false);
});

test('with a shared factor the targets of a case finish early or late together', () => {
  const two: Target[] = ['a', 'b'].map((id) => ({ id, case: 'c', phase: 0, elapsed: 0 }));
  const agreement = (theta: number): number => {
    const [{ leaves }] = simulate(two, known([court], 8000, { theta })) as [CaseRuns];
    const [a, b] = leaves.map((list) => list[0]!) as [Float64Array, Float64Array];
    const middle = promisesOf(a, 1e7).p50!;
    return a.reduce((sum, t, r) => sum + (t > middle === b[r]! > middle ? 1 : 0), 0) / a.length;
  };
  expect(agreement(0)).toBeLessThan(0.53);
  expect(agreement(2)).toBeGreaterThan(0.65);
});

test('a planned trial date takes the place of the draw, with the slip learnt from earlier changes', () => {
  const [{ leaves }] = simulate(
    [{ id: 't', case: 'c', phase: 0, elapsed: 30, planned: 100 }],
    known([court], 8000),
  ) as [CaseRuns];
  const held = leaves[0]![0]!.reduce((sum, t) => sum + (t === 100 ? 1 : 0), 0) / 8000;
  expect(Math.abs(held - 0.5)).toBeLessThan(0.03);
  expect(Math.min(...leaves[0]![0]!)).toBe(100);
  const learnt = learntSlip(2, [200, 220, 180, 240, 210, 190]);
  expect(learnt.kept).toEqual([7, 11]);
  expect(learnt.meanLog).toBeGreaterThan(shippedSlip.meanLog);
  expect(learnt.sdMeanLog).toBeLessThan(shippedSlip.sdMeanLog);
});

const phases: Phase[] = [
  {
    name: 'preOperational',
    posterior: fitPhase(nothing, shippedPriors.preOperational, { chains: 2, kept: 400 }),
    next: { operational: 1 },
  },
  {
    name: 'operational',
    posterior: fitPhase(nothing, shippedPriors.operational, { chains: 2, kept: 400 }),
    next: { charged: 2 },
  },
  { name: 'postOperational', posterior: fitted, next: {} },
];
const portfolio: Target[] = [
  { id: '1', case: 'a', phase: 0, elapsed: 100 },
  { id: '2', case: 'a', phase: 0, elapsed: 100 },
  { id: '3', case: 'b', phase: 2, elapsed: 700 },
];

test('the same seed gives the same bytes, and a case more changes nothing for the others', () => {
  const options = { seed: 8, runs: 500 };
  const one = simulate(portfolio, sharedRuns(phases, options));
  const again = simulate(portfolio, sharedRuns(phases, options));
  expect(again.map((c) => c.leaves)).toEqual(one.map((c) => c.leaves));
  const without = simulate(portfolio.slice(2), sharedRuns(phases, options));
  expect(without[0]!.leaves).toEqual(one[1]!.leaves);
  const other = simulate(portfolio, sharedRuns(phases, { ...options, seed: 9 }));
  expect(other[0]!.leaves).not.toEqual(one[0]!.leaves);
});

test('promises come in order, and a longer wait never promises an earlier end of the phase', () => {
  const shared = sharedRuns(phases, { seed: 2, runs: 400 });
  const day = fc.double({ min: 0, max: 3000, noNaN: true });
  fc.assert(
    fc.property(day, day, fc.integer({ min: 0, max: 2 }), (x, y, phase) => {
      const [early, late] = [Math.min(x, y), Math.max(x, y)];
      const ends = (elapsed: number): number[] => {
        const [{ leaves }] = simulate([{ id: 't', case: 'c', phase, elapsed }], shared) as [CaseRuns];
        const { p10, p50, p80, p95 } = promisesOf(leaves[0]![phase]!, 1e300);
        return [p10, p50, p80, p95].map((t) => (t ?? Infinity) + elapsed);
      };
      const [before, after] = [ends(early), ends(late)];
      expect(before).toEqual(before.toSorted((a, b) => a - b));
      after.forEach((end, i) => expect(end).toBeGreaterThanOrEqual(before[i]! * (1 - 1e-9)));
    }),
    { numRuns: 60, seed: 3 },
  );
});

test('the last target of a case leaves no earlier than each of them, and what lies beyond the horizon has no date', () => {
  const [a] = simulate(portfolio, sharedRuns(phases, { seed: 5, runs: 2000 }));
  const last = lastLeaves(a!, 0, 3652.5);
  expect(last.reached).toBe(1);
  for (const list of a!.leaves)
    expect(last.promises.p50!).toBeGreaterThanOrEqual(promisesOf(list[0]!, 3652.5).p50!);
  const court = lastLeaves(a!, 2, 3652.5);
  expect(court.reached).toBeGreaterThan(0.2);
  expect(court.reached).toBeLessThan(0.8);
  expect(promisesOf([1, 2, 99, 99], 50)).toEqual({ p10: 1, p50: 2, p80: null, p95: null });
});
