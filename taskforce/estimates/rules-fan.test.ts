import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedSlip } from '../../analysis/survival/forecast.ts';
import { fanShares } from '../../analysis/survival/fans.ts';
import { addDays } from '../vocabulary/days.ts';
import { officeFans } from './office-fans.ts';
import { estimatePart, joined, type Order } from './office.ts';
import { countFan, countsAhead, monthEnds, moneyFan, pastOf } from './rules-fan.ts';
import { boundAndSplit, sharesOf, splitCents } from './rules-funding.ts';
import { noCalibration } from './rules-calibration.ts';
import { priorsOf, type SpellRow } from './rules-spells.ts';

test('a fan shows two years back and two years ahead, by the last days of months', () => {
  const { back, ahead } = monthEnds('2026-03-05');
  expect([back.length, ahead.length]).toEqual([24, 24]);
  expect([back[0], back.at(-1), ahead[0], ahead.at(-1)]).toEqual([
    '2024-03-31',
    '2026-02-28',
    '2026-03-31',
    '2028-02-29',
  ]);
  expect(monthEnds('2026-12-31').ahead[0]).toBe('2026-12-31');
});

test('what happened before the two years is in their first step, and what is later than today in none', () => {
  const many = (day: string) => ({ day, many: 1 });
  const { past, now } = pastOf(
    ['2019-01-01', '2026-02-28', '2026-03-01', '2026-03-06'].map(many),
    '2026-03-05',
  );
  expect([past[0], past.at(-2), past.at(-1), now]).toEqual([1, 1, 2, 3]);
});

test('an arrest on the last day of a month counts to that month, and one beyond the ten years to none', () => {
  // Today is 27 February: one day until the end of the month.
  const times = [Float64Array.from([0.5, 1, 1.5, NaN]), Float64Array.from([1, 40, 40, Infinity])];
  const counts = countsAhead(times, '2026-02-27', 4)!;
  expect([...counts[0]!]).toEqual([2, 1, 0, 0]);
  expect([...counts[1]!]).toEqual([2, 1, 1, 0]);
  expect([...counts[2]!]).toEqual([2, 2, 2, 0]);
  expect(countsAhead([Float64Array.from([NaN])], '2026-02-27', 1)).toBeNull();
});

test('fans widen upwards by share and never fall from month to month, for counts and for money', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 8, maxLength: 60 }),
      (all) => {
        const half = Math.floor(all.length / 2);
        const times = [Float64Array.from(all.slice(0, half)), Float64Array.from(all.slice(half, 2 * half))];
        const counts = countsAhead(times, '2026-05-17', half);
        const fan = countFan(pastOf([{ day: '2026-01-01', many: 3 }], '2026-05-17'), counts);
        const money = moneyFan(
          { past: [], now: 100 },
          Array.from({ length: 24 }, () => Float64Array.from(all)),
          Array.from({ length: 24 }, () => 50),
        );
        for (const rows of [fan.ahead ?? [], money.ahead!])
          rows.forEach((row, m) => {
            expect(row).toHaveLength(fanShares.length);
            row.forEach((n, s) => {
              if (s > 0) expect(n).toBeGreaterThanOrEqual(row[s - 1]!);
              if (m > 0) expect(n).toBeGreaterThanOrEqual(rows[m - 1]![s]!);
            });
          });
        expect(money.ahead![0]![0]).toBeGreaterThanOrEqual(150);
      },
    ),
  );
});

const funding = [
  { sourceId: 'grant', year: 2026, cents: 300 },
  { sourceId: 'county', year: 2026, cents: 100 },
  { sourceId: 'county', year: 2027, cents: 500 },
];

test('money bound to no source is split by what each source gives for the year, to the last cent', () => {
  expect(sharesOf(funding, 2026)).toEqual([
    { sourceId: 'grant', share: 0.75 },
    { sourceId: 'county', share: 0.25 },
  ]);
  expect(sharesOf(funding, 2030)).toEqual([{ sourceId: null, share: 1 }]);
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 10_000 }), (cents) => {
      const parts = [...splitCents(cents, sharesOf(funding, 2026)).values()];
      expect(parts.reduce((sum, one) => sum + one, 0)).toBe(cents);
    }),
  );
});

test('what is bound to a source stays with it', () => {
  const parts = boundAndSplit(
    new Map([
      ['grant', 1000],
      [null, 400],
    ]),
    funding,
    2026,
  );
  expect([...parts].toSorted()).toEqual([
    ['county', 100],
    ['grant', 1300],
  ]);
});

const spell = (n: number, more: Partial<SpellRow> = {}): SpellRow => ({
  caseId: `case ${n}`,
  strandId: `strand ${n}`,
  kind: 'labor/reactive',
  phase: 'operational',
  entered: addDays('2026-02-20', -10 * n),
  left: null,
  to: null,
  closeReason: null,
  seenFrom: addDays('2026-02-20', -10 * n),
  ...more,
});
const order = (more: Partial<Order> = {}): Order => ({
  spells: [
    ...Array.from({ length: 8 }, (_, n) => spell(n)),
    spell(99, { caseId: 'case 1', left: '2026-02-25', to: 'post_operational' }),
  ],
  money: {
    work: [],
    costs: [
      { caseId: 'case 1', strandId: null, kind: 'travel', day: '2026-01-10', cents: 4000, sourceId: 'grant' },
    ],
    rates: [{ role: 'detective', agencyId: null, from: '2025-01-01', cents: 6000 }],
    commitments: [{ caseId: 'case 1', day: '2026-04-10', cents: 900, sourceId: 'county' }],
    funding,
    labels: {},
    fiscalMonth: 10,
  },
  planned: [],
  slip: shippedSlip,
  priors: priorsOf,
  calibration: noCalibration,
  asOf: '2026-03-01',
  seed: 3,
  runs: 200,
  cases: null,
  part: [0, 1],
  ...more,
});

test('the fan of a case begins with what has happened, and two halves give the fan of the office', () => {
  const whole = estimatePart(order());
  const one = whole.cases.find((row) => row.caseId === 'case 1' && row.phase === 'operational')!.fan!;
  expect([one.past.at(-1), one.now]).toEqual([1, 1]);
  expect(one.ahead!.at(-1)!.at(-1)).toBe(2);
  const halves = joined([0, 1].map((n) => estimatePart(order({ part: [n, 2] }))));
  const { spells, asOf } = order();
  expect(officeFans(halves, spells, asOf)).toEqual(officeFans(whole, spells, asOf));
  expect(officeFans(whole, spells, asOf)[1]!.ahead!.at(-1)!.at(-1)).toBeLessThanOrEqual(9);
});

test('the sources of a year add up to the year, and those of all years to what is spent and committed', () => {
  const lines = estimatePart(order()).money.filter((row) => row.caseId === 'case 1');
  for (const line of lines) {
    const sum = (of: 'spent' | 'committed') => line.sources.reduce((all, one) => all + one[of], 0);
    expect([sum('spent'), sum('committed')]).toEqual([line.spent, line.committed]);
    if (line.fiscalYear !== null && line.ahead !== null) {
      const p50 = line.sources.reduce((all, one) => all + (one.ahead?.p50 ?? 0), 0);
      expect(Math.abs(p50 - line.ahead.p50)).toBeLessThanOrEqual(2);
    }
  }
  const whole = lines.find((line) => line.fiscalYear === null)!;
  expect(whole.sources.map((one) => one.sourceId).toSorted()).toEqual(['county', 'grant', null].toSorted());
  expect(whole.fan!.now).toBe(4000);
  expect(whole.fan!.ahead![1]![0]).toBeGreaterThanOrEqual(4900);
});
