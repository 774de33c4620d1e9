import { expect, test } from 'vitest';
import { addDays } from '../vocabulary/days.ts';
import { backtest, originsOf, type BacktestOrder } from './backtest.ts';
import { guessChance, spellsAsRecorded, type HistoryLine } from './rules-backtest.ts';

const line = (more: Partial<HistoryLine>): HistoryLine => ({
  caseId: 'case 1',
  strandId: 'strand 1',
  kind: 'labor/reactive',
  place: 1,
  to: 'operational',
  on: '2026-01-10',
  closeReason: null,
  seenFrom: '2026-01-10',
  recordedOn: '2026-01-10',
  supersededOn: null,
  ...more,
});

test('what was recorded later is not known earlier, and a correction holds from the day it was written', () => {
  const lines = [
    line({}),
    line({
      place: 2,
      to: 'post_operational',
      on: '2026-02-01',
      recordedOn: '2026-03-15',
      supersededOn: '2026-04-20',
    }),
    line({ place: 2, to: 'post_operational', on: '2026-02-10', recordedOn: '2026-04-20' }),
  ];
  const left = (asOf: string) =>
    spellsAsRecorded(lines, asOf).find((one) => one.phase === 'operational')?.left;
  expect(left('2026-03-01')).toBeNull();
  expect(left('2026-04-01')).toBe('2026-02-01');
  expect(left('2026-05-01')).toBe('2026-02-10');
  expect(left('2026-01-09')).toBeUndefined();
});

test('a guess is a forecast: a tenth by its first day, half by its middle, given the days waited', () => {
  const chance = guessChance({
    strandId: 's',
    entered: '2026-01-01',
    guessedOn: '2026-01-02',
    p10: '2026-01-11',
    p50: '2026-02-10',
    p90: '2026-05-01',
  });
  expect(chance(0, 10)).toBeCloseTo(0.1, 6);
  expect(chance(0, 40)).toBeCloseTo(0.5, 6);
  expect(chance(0, 120)).toBeCloseTo(0.9, 6);
  expect(chance(40, 80)).toBeCloseTo(0.8, 6);
});

/** An office whose strands leave after 30 to 150 days, recorded on the day. */
function office(): HistoryLine[] {
  return Array.from({ length: 60 }, (_, n): HistoryLine[] => {
    const on = addDays('2025-01-05', n * 6);
    const own = { caseId: `case ${Math.floor(n / 2)}`, strandId: `strand ${n}` };
    const out = addDays(on, 30 + ((n * 37) % 120));
    return [
      line({ ...own, on, seenFrom: on, recordedOn: on }),
      line({ ...own, place: 2, to: 'post_operational', on: out, seenFrom: out, recordedOn: out }),
    ];
  }).flat();
}

const order: BacktestOrder = {
  lines: office(),
  priors: [],
  guesses: [],
  asOf: '2026-01-15',
  seed: 3,
  runs: 150,
  most: 40,
};

test('it forecasts from the first of each month, and the same order gives the same figures', () => {
  expect(originsOf(order.lines, order.asOf).slice(0, 2)).toEqual(['2025-02-01', '2025-03-01']);
  expect(originsOf(order.lines, order.asOf)).toHaveLength(12);
  const months: number[] = [];
  const short = { ...order, lines: order.lines.filter((one) => one.on < '2025-05-01'), asOf: '2025-06-15' };
  const first = backtest(short, (done) => months.push(done));
  expect(months).toEqual([1, 2, 3, 4, 5]);
  expect(backtest(short)).toEqual(first);
});

test('the estimator beats the mean of the finished and the reference alone, with limits by whole cases', () => {
  const { models, forecasts } = backtest(order);
  const of = (name: string) => models.find((one) => one.model === name)!;
  expect(forecasts).toBeGreaterThan(50);
  expect(models.map((one) => one.model)).toEqual([
    'estimate',
    'prior',
    'kaplan_meier',
    'log_normal',
    'mean_of_finished',
  ]);
  expect(of('estimate').twcrps).toBeLessThan(of('mean_of_finished').twcrps);
  expect(of('estimate').twcrps).toBeLessThan(of('prior').twcrps);
  const { skill } = of('prior');
  expect(skill!.low).toBeLessThan(skill!.mean);
  expect(skill!.mean).toBeGreaterThan(0);
  expect(of('estimate').brier[0]).toBeLessThan(0.25);
}, 60_000);
