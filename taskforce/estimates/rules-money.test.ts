import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedSlip } from '../../analysis/survival/forecast.ts';
import { addDays } from '../vocabulary/days.ts';
import { estimatePart, joined, type Order } from './office.ts';
import { moneyRanges } from './money.ts';
import {
  fiscalYearOf,
  fiscalYears,
  hoursSeen,
  itemsSeen,
  phaseShares,
  rateAhead,
  rateOn,
  spentOf,
  type MoneyInputs,
} from './rules-money.ts';
import { noCalibration } from './rules-calibration.ts';
import { priorsOf, type SpellRow } from './rules-spells.ts';

const spell = (more: Partial<SpellRow>): SpellRow => ({
  caseId: 'case 1',
  strandId: 'strand 1',
  kind: 'labor/reactive',
  phase: 'pre_operational',
  entered: '2026-01-01',
  left: null,
  to: null,
  closeReason: null,
  seenFrom: '2026-01-01',
  ...more,
});
const inputs = (more: Partial<MoneyInputs> = {}): MoneyInputs => ({
  work: [],
  costs: [],
  rates: [{ role: 'detective', agencyId: null, from: '2025-01-01', cents: 6000 }],
  commitments: [],
  funding: [],
  labels: {},
  fiscalMonth: 10,
  ...more,
});
const work = (day: string, minutes: number, more = {}) => ({
  caseId: 'case 1',
  strandId: null,
  role: 'detective' as const,
  agencyId: 'police',
  day,
  minutes,
  ...more,
});

test('a fiscal year from October is named by the year in which it ends', () => {
  expect(fiscalYearOf('2026-09-30', 10)).toBe(2026);
  expect(fiscalYearOf('2026-10-01', 10)).toBe(2027);
  expect(fiscalYearOf('2026-12-31', 1)).toBe(2026);
  expect(fiscalYears('2026-03-01', 10, 1)).toEqual([
    { year: 2026, starts: -151 },
    { year: 2027, starts: 214 },
  ]);
});

test('the rate of a day is the latest that has begun, of the own agency before that of everybody', () => {
  const rates = [
    { role: 'detective' as const, agencyId: null, from: '2025-01-01', cents: 5000 },
    { role: 'detective' as const, agencyId: null, from: '2026-01-01', cents: 5500 },
    { role: 'detective' as const, agencyId: 'sheriff', from: '2026-02-01', cents: 7000 },
  ];
  expect(rateOn(rates, 'detective', 'police', '2025-12-31')).toBe(5000);
  expect(rateOn(rates, 'detective', 'police', '2026-06-01')).toBe(5500);
  expect(rateOn(rates, 'detective', 'sheriff', '2026-01-31')).toBe(5500);
  expect(rateOn(rates, 'detective', 'sheriff', '2026-02-01')).toBe(7000);
  expect(rateOn(rates, 'detective', null, '2024-12-31')).toBeNull();
  expect(rateOn(rates, 'analyst', null, '2026-06-01')).toBeNull();
});

test('hours for the whole case are shared among the phases its strands are in on that day', () => {
  const stays = [
    spell({}),
    spell({ strandId: 'strand 2', phase: 'operational', entered: '2026-02-01' }),
    spell({ strandId: 'strand 3', phase: 'operational', entered: '2026-02-01' }),
  ];
  expect(phaseShares(stays, { strandId: null, day: '2026-01-10' })).toEqual([1, 0, 0]);
  expect(phaseShares(stays, { strandId: null, day: '2026-02-10' })).toEqual([1 / 3, 2 / 3, 0]);
  expect(phaseShares(stays, { strandId: 'strand 2', day: '2026-02-10' })).toEqual([0, 1, 0]);
  // Written for a day before the strand was opened: the stay nearest to it.
  expect(phaseShares(stays, { strandId: 'strand 2', day: '2025-12-01' })).toEqual([0, 1, 0]);
});

test('weeks before the first logged hour of a role are not taken for weeks without work', () => {
  const stays = [
    spell({ entered: '2025-01-01' }),
    spell({ caseId: 'case 2', strandId: 's', entered: '2025-12-25' }),
  ];
  const seen = hoursSeen(inputs({ work: [work('2026-01-01', 600)] }), stays, '2026-01-15', 'detective');
  expect(seen[0]).toEqual([
    { case: 'case 1', weeks: 2, hours: 10 },
    { case: 'case 2', weeks: 2, hours: 0 },
  ]);
  expect(hoursSeen(inputs(), stays, '2026-01-15', 'detective')).toEqual([[], [], []]);
});

test('what was spent is exact: hours at the rate of their day, costs as they stand, by fiscal year', () => {
  const spent = spentOf(
    inputs({
      work: [
        work('2026-01-05', 90),
        work('2026-10-02', 60),
        work('2026-01-06', 60, { role: 'analyst' }),
        work('2027-01-01', 60),
      ],
      costs: [
        {
          caseId: 'case 1',
          strandId: null,
          kind: 'travel',
          day: '2026-02-01',
          cents: 12_345,
          sourceId: null,
        },
        { caseId: 'case 1', strandId: null, kind: 'travel', day: '2026-02-02', cents: -345, sourceId: null },
      ],
    }),
    '2026-12-01',
  ).get('case 1')!;
  expect([...spent.byYear]).toEqual([
    [2026, 9000 + 12_000],
    [2027, 6000],
  ]);
  expect([...spent.unpriced]).toEqual([['analyst', 1]]);
});

test('a rate that rises on a known day rises in the forecast, and agencies count by their hours', () => {
  const rate = rateAhead(
    inputs({
      work: [work('2026-01-01', 180), work('2026-01-01', 60, { agencyId: 'sheriff' })],
      rates: [
        { role: 'detective', agencyId: null, from: '2025-01-01', cents: 6000 },
        { role: 'detective', agencyId: 'sheriff', from: '2025-01-01', cents: 10_000 },
        { role: 'detective', agencyId: null, from: '2026-04-01', cents: 8000 },
      ],
    }),
    'detective',
    '2026-03-01',
  )!;
  expect(rate(0)).toBeCloseTo(70, 6);
  expect(rate(31)).toBeCloseTo(85, 6);
  expect(rateAhead(inputs({ rates: [] }), 'detective', '2026-03-01')).toBeNull();
});

test('a kind of cost that came up often is expected more often, and as dear as it was', () => {
  const stays = Array.from({ length: 20 }, (_, n) =>
    spell({ caseId: `case ${n}`, strandId: `s${n}`, phase: 'operational', entered: '2026-01-02' }),
  );
  const costs = stays.slice(0, 15).map((one) => ({
    caseId: one.caseId,
    strandId: null,
    kind: 'forensic_examination' as const,
    day: '2026-01-10',
    cents: 900_000,
    sourceId: null,
  }));
  costs.push({ ...costs[0]!, caseId: 'case 19', day: '2026-01-01', cents: 900_000 });
  const known = itemsSeen(inputs({ costs }), stays, '2026-03-01').find(
    (one) => one.kind === 'forensic_examination',
  )!;
  expect(known.chance).toEqual([2 + 16, 3 + 4]);
  expect(Math.exp(known.meanLog)).toBeGreaterThan(7500);
});

const order = (more: Partial<Order>): Order => ({
  spells: [],
  money: inputs(),
  planned: [],
  slip: shippedSlip,
  priors: priorsOf,
  calibration: noCalibration,
  asOf: '2026-03-01',
  seed: 7,
  runs: 300,
  cases: null,
  part: [0, 1],
  ...more,
});
const office = Array.from({ length: 12 }, (_, n) =>
  spell({ caseId: `case ${n}`, strandId: `s${n}`, entered: addDays('2026-02-20', -10 * n) }),
);

test('the years of a range add up to the whole in every run, and two halves are the office', () => {
  const whole = estimatePart(order({ spells: office }));
  const halves = joined([0, 1].map((n) => estimatePart(order({ spells: office, part: [n, 2] }))));
  halves.spending!.total.forEach((total, r) => expect(total).toBeCloseTo(whole.spending!.total[r]!, 4));
  whole.spending!.total.forEach((total, r) =>
    expect(whole.spending!.byYear.reduce((sum, year) => sum + year[r]!, 0)).toBeCloseTo(total, 4),
  );
});

test('without a rate nothing is said of what is to come, and what was spent is still told', () => {
  const money = inputs({
    rates: [],
    costs: [
      { caseId: 'case 1', strandId: null, kind: 'travel', day: '2026-02-01', cents: 500, sourceId: null },
    ],
  });
  const part = estimatePart(order({ spells: [spell({})], money }));
  expect(part.money).toEqual([
    expect.objectContaining({ fiscalYear: 2026, spent: 500, ahead: null }),
    expect.objectContaining({ fiscalYear: null, spent: 500, ahead: null }),
  ]);
});

test(
  'ranges of money are in order, and a dearer hour never makes a case cheaper',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const of = (cents: number) =>
          estimatePart(
            order({
              spells: [spell({})],
              runs: 100,
              money: inputs({ rates: [{ role: 'detective', agencyId: null, from: '2025-01-01', cents }] }),
            }),
          ).money.at(-1)!.ahead!;
        const [cheap, dear] = [of(less), of(more)];
        expect(cheap.p10 <= cheap.p50 && cheap.p50 <= cheap.p80 && cheap.p80 <= cheap.p95).toBe(true);
        for (const p of ['p10', 'p50', 'p80', 'p95'] as const)
          expect(dear[p]).toBeGreaterThanOrEqual(cheap[p]);
      }),
      { numRuns: 5 },
    );
  },
);

test('what is committed counts in the year it falls due, and what is overdue in this one', () => {
  const money = inputs({
    commitments: [
      { caseId: 'case 1', day: '2025-01-01', cents: 100, sourceId: null },
      { caseId: 'case 1', day: '2026-11-01', cents: 200, sourceId: null },
    ],
  });
  const lines = moneyRanges(money, '2026-03-01', 'case 1', null, new Map());
  expect(lines.map(({ fiscalYear, committed }) => [fiscalYear, committed])).toEqual([
    [2026, 100],
    [2027, 200],
    [null, 300],
  ]);
});
