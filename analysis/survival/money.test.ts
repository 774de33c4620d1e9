import { expect, test } from 'vitest';
import { forecastCases, type Phase, sharedRuns, type Target } from './forecast.ts';
import { fitHours, shippedSpread } from './hours.ts';
import { budgetOf, learntItem, type LineItem, moneyOf } from './money.ts';
import { fitPhase, type PhaseHistory } from './phase-fit.ts';
import { shippedPriors } from './phase-priors.ts';
import { recalibration } from './recalibration.ts';
import { Random } from './random.ts';
import { expectClose } from './testing.ts';

const nothing: PhaseHistory = { exit: [], ended: [], caseOf: [], cause: [] };
const short = { chains: 2, kept: 400 };
const phases: Phase[] = [
  {
    name: 'preOperational',
    posterior: fitPhase(nothing, shippedPriors.preOperational, short),
    next: { operational: 1 },
  },
  {
    name: 'operational',
    posterior: fitPhase(nothing, shippedPriors.operational, short),
    next: { charged: 2 },
  },
  { name: 'postOperational', posterior: fitPhase(nothing, shippedPriors.postOperational, short), next: {} },
];
const prior = { perWeek: 6, worth: 3, spread: shippedSpread };
const wire: LineItem = {
  kind: 'wire order',
  phase: 1,
  chance: [2, 2],
  meanLog: Math.log(80_000),
  sdMeanLog: 0.2,
  sdLog: 0.6,
};
const targets: Target[] = ['1', '2', '3'].map((id) => ({
  id,
  case: id === '3' ? 'b' : 'a',
  phase: 0,
  elapsed: 50,
}));
const years = [0, 120, 485, 850];

function spent(seen: Parameters<typeof fitHours>[0] = [], seed = 4) {
  const shared = sharedRuns(phases, { seed, runs: 1500 });
  const hours = [fitHours(seen, prior, short), undefined, undefined];
  const money = moneyOf(shared, {
    roles: [{ role: 'detective', hours, rate: () => 70 }],
    items: [wire],
    years,
  });
  const ends: Float64Array[] = [];
  forecastCases(targets, shared, (runs) => ends.push(...runs.leaves.map((list) => list[0]!)), money.spend);
  return { ...money.runs, ends };
}

test('the years add up to the total, in every run, and the same seed gives the same bytes', () => {
  const one = spent();
  one.total.forEach((all, r) => {
    const sum = one.byYear.reduce((s, year) => s + year[r]!, 0);
    expectClose(sum, all, 1e-9, `run ${r}`, all > 1);
  });
  expect(spent().total).toEqual(one.total);
  expect(spent([], 5).total).not.toEqual(one.total);
});

test('a slow case is a dear case, and the budget holds its reserve above the middle', () => {
  const { ends, hours } = spent();
  const detective = hours.get('detective')!;
  const length = (r: number): number => ends.reduce((sum, list) => sum + Math.min(list[r]!, 3652), 0);
  const order = Array.from({ length: 1500 }, (_, r) => r).toSorted((a, b) => length(a) - length(b));
  const mean = (runs: number[]): number => runs.reduce((sum, r) => sum + detective[r]!, 0) / runs.length;
  expect(mean(order.slice(1000))).toBeGreaterThan(2 * mean(order.slice(0, 500)));
  const budget = budgetOf(spent().total);
  expect(budget.reserve).toBeGreaterThan(0);
  expect(budget.p95!).toBeGreaterThan(budget.p80!);
});

test('timesheets win over the reference as they grow, and a case that eats hours is expected to go on so', () => {
  const light = spent(Array.from({ length: 30 }, (_, c) => ({ case: `old ${c}`, weeks: 40, hours: 40 * 2 })));
  const none = spent();
  const middle = (list: Float64Array): number => list.toSorted()[750]!;
  expect(middle(light.hours.get('detective')!)).toBeLessThan(0.7 * middle(none.hours.get('detective')!));
  const hungry = spent([{ case: 'a', weeks: 10, hours: 400 }]);
  expect(middle(hungry.hours.get('detective')!)).toBeGreaterThan(1.5 * middle(none.hours.get('detective')!));
});

test('line items learn how often they come up and what they cost', () => {
  const learnt = learntItem(wire, 8, 0, [40_000, 40_000, 40_000, 40_000]);
  expect(learnt.chance).toEqual([10, 2]);
  expect(Math.exp(learnt.meanLog)).toBeGreaterThan(40_000);
  expect(Math.exp(learnt.meanLog)).toBeLessThan(80_000);
  expect(learnt.sdMeanLog).toBeLessThan(wire.sdMeanLog);
});

test('chances are corrected from 40 resolved forecasts on, at first only towards wider ranges', () => {
  const random = Random.of(2);
  // Boastful forecasts: what happened lay in their tails too often.
  const tails = (n: number): number[] => Array.from({ length: n }, () => random.beta(0.5, 0.5));
  const ended = (n: number): number[] => Array<number>(n).fill(1);
  expect(recalibration(tails(39), ended(39))(0.1)).toBe(0.1);
  const some = recalibration(tails(60), ended(60));
  expect(some(0.1)).toBeGreaterThan(0.1);
  expect(some(0.9)).toBeLessThan(0.9);
  // Timid forecasts must not be made narrower before 100.
  const timid = (n: number): number[] => Array.from({ length: n }, () => random.beta(6, 6));
  expect(recalibration(timid(60), ended(60))(0.1)).toBe(0.1);
  expect(recalibration(timid(300), ended(300))(0.1)).toBeLessThan(0.05);
});
