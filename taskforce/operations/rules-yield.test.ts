import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, FEWEST, median, perOperation, summed, wilson, type Yield } from './rules-yield.ts';

const one = (more: Partial<Yield> = {}): Yield => ({
  kind: 'recovery',
  type: 'sex',
  quarter: '2026-01-01',
  peopleMet: 4,
  victimsIdentified: 2,
  victimsAccepting: 1,
  arrests: 1,
  evidenceItems: 3,
  leads: 2,
  cases: 1,
  minutes: 600,
  costCents: 50_000,
  leadMinutes: 2880,
  ...more,
});

test('the limits of a share are those of Wilson, as published', () => {
  // Newcombe 1998, table I: 81 of 263 and 0 of 20.
  const { low, high } = wilson(81, 263);
  expect(low).toBeCloseTo(0.2553, 3);
  expect(high).toBeCloseTo(0.3662, 3);
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 3);
});

test('the limits of a count are close to the exact ones of Poisson, and wider when the operations differ more', () => {
  // Exact 95 % limits of a count of 10: 4.80 to 18.39; each of ten operations found one.
  const even = perOperation(Array.from({ length: 10 }, () => 1));
  expect(even.low * 10).toBeCloseTo(4.8, 0);
  expect(even.high * 10).toBeCloseTo(18.39, 1);
  const uneven = perOperation([10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(uneven.mean).toBe(even.mean);
  expect(uneven.high).toBeGreaterThan(even.high);
  expect(uneven.low).toBeLessThanOrEqual(even.low);
  expect(perOperation([0, 0, 0, 0, 0]).low).toBe(0);
});

test('limits always hold the figure between them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 30 }), (counts) => {
      const { mean, low, high } = perOperation(counts);
      expect(low <= mean && mean <= high && low >= 0).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (hits, of) => {
      const { mean, low, high } = wilson(Math.min(hits, of), of);
      expect(low <= mean + 1e-12 && mean <= high + 1e-12).toBe(true);
    }),
  );
});

test('with too few operations there are counts and no rates', () => {
  const few = summed(Array.from({ length: FEWEST - 1 }, () => one()));
  expect(few).toMatchObject({
    operations: FEWEST - 1,
    victimsIdentified: 8,
    victimsPerOperation: null,
    hoursPerOperation: null,
    centsPerOperation: null,
    leadMedianMinutes: null,
    accepting: null,
  });
  const enough = summed(Array.from({ length: FEWEST }, () => one()));
  expect(enough).toMatchObject({ hoursPerOperation: 10, centsPerOperation: 50_000, leadMedianMinutes: 2880 });
  expect(enough.victimsPerOperation!.mean).toBe(2);
  expect(enough.accepting!.mean).toBe(0.5);
});

test('decoys are in no sum but their own', () => {
  const decoys = Array.from({ length: 6 }, () =>
    one({ kind: 'decoy', victimsIdentified: 0, victimsAccepting: 0, arrests: 9 }),
  );
  const all = [...decoys, one(), one({ kind: 'labor_inspection', type: 'labor' })];
  const result = compare(all);
  expect(result.kinds.map(({ kind }) => kind).toSorted()).toEqual(['labor_inspection', 'recovery']);
  expect(result.types.reduce((sum, { arrests }) => sum + arrests, 0)).toBe(2);
  expect(result.quarters).toMatchObject([{ quarter: '2026-01-01', operations: 2 }]);
  expect(result.decoys).toMatchObject({ operations: 6, arrests: 54, victimsIdentified: 0 });
  expect(result.comparable).toBe(false);
});

test('an operation that told no provider does not count as one that told them at once', () => {
  const rows = [...Array.from({ length: 5 }, () => one({ leadMinutes: null })), one()];
  expect(summed(rows)).toMatchObject({ leadMedianMinutes: null, leadsKnown: 1 });
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 2, 9])).toBe(3);
});
