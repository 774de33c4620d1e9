import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedSlip } from '../../analysis/survival/forecast.ts';
import { addDays, daysBetween } from '../vocabulary/days.ts';
import { estimatePart, type Order } from './office.ts';
import {
  slipKnown,
  slipsSeen,
  toldOf,
  withPlanned,
  type PlannedChange,
  type PlannedDay,
} from './rules-planned.ts';
import { guessAllowed, mayGuess } from './rules-guesses.ts';
import { noCalibration } from './rules-calibration.ts';
import { priorsOf, type SpellRow } from './rules-spells.ts';

const change = (more: Partial<PlannedChange>): PlannedChange => ({
  dateId: 'trial',
  place: 1,
  plannedFor: '2026-03-02',
  outcome: 'kept',
  happenedOn: null,
  ...more,
});

test('a trial that took place on its day held; one that was moved twice slipped from each day it was planned for', () => {
  expect(slipsSeen([change({ happenedOn: '2026-03-02' })])).toEqual({ held: 1, slips: [] });
  const moved = { dateId: 'moved', happenedOn: '2026-09-01' };
  expect(
    slipsSeen([
      change({ ...moved, outcome: 'moved' }),
      change({ ...moved, place: 2, plannedFor: '2026-06-01', outcome: 'moved' }),
      change({ ...moved, place: 3, plannedFor: '2026-09-01' }),
    ]),
  ).toEqual({ held: 1, slips: [183, 92] });
});

test('a day that is moved and still ahead slipped at least so far; what still holds, fell away or was entered wrongly tells nothing', () => {
  expect(
    slipsSeen([change({ outcome: 'moved' }), change({ place: 2, plannedFor: '2026-04-01', outcome: null })]),
  ).toEqual({ held: 0, slips: [30] });
  expect(slipsSeen([change({ outcome: null })])).toEqual({ held: 0, slips: [] });
  expect(slipsSeen([change({ outcome: 'cancelled' })])).toEqual({ held: 0, slips: [] });
  const typed = { dateId: 'typed', happenedOn: '2026-03-09' };
  expect(
    slipsSeen([
      change({ ...typed, plannedFor: '2062-03-09', outcome: 'corrected' }),
      change({ ...typed, place: 2, plannedFor: '2026-03-09' }),
    ]),
  ).toEqual({ held: 1, slips: [] });
});

test('a new hour on the same day is no new day', () => {
  const same = { dateId: 'hour', happenedOn: '2026-03-02' };
  expect(slipsSeen([change({ ...same, outcome: 'moved' }), change({ ...same, place: 2 })])).toEqual({
    held: 1,
    slips: [],
  });
});

test('of fewer than five days nothing is told; the forecast leans on the reference then', () => {
  expect(toldOf({ held: 1, slips: [10, 20] })).toBeNull();
  expect(toldOf({ held: 5, slips: [10, 183, 200, 400] })).toEqual({ held: 5, slipped: 4, middle: 192 });
  expect(toldOf({ held: 6, slips: [] })).toEqual({ held: 6, slipped: 0, middle: null });
  expect(slipKnown({ held: 0, slips: [] })).toEqual(shippedSlip);
  expect(slipKnown({ held: 0, slips: [200, 300] }).meanLog).toBeGreaterThan(shippedSlip.meanLog);
});

const spell: SpellRow = {
  caseId: 'case 1',
  strandId: 'strand 1',
  kind: 'labor/reactive',
  phase: 'post_operational',
  entered: '2026-01-01',
  left: null,
  to: null,
  closeReason: null,
  seenFrom: '2026-01-01',
};
const end = (more: Partial<PlannedDay> = {}): PlannedDay => ({
  strandId: 'strand 1',
  phase: 'post_operational',
  entered: '2026-01-01',
  kind: 'trial',
  day: '2026-09-14',
  labels: [],
  ...more,
});
const order = (more: Partial<Order> = {}): Order => ({
  spells: [spell],
  money: null,
  planned: [],
  slip: shippedSlip,
  priors: priorsOf,
  calibration: noCalibration,
  asOf: '2026-03-01',
  seed: 7,
  runs: 500,
  cases: null,
  part: [0, 1],
  ...more,
});

test('a strand with a trial on the calendar is forecast from it, and says so', () => {
  const [one] = estimatePart(order({ planned: [end()] })).strands;
  expect(one!.planned).toEqual(end());
  expect(one!.promises.p10).toBe(daysBetween('2026-03-01', '2026-09-14'));
  expect(one!.promises.p95!).toBeGreaterThan(one!.promises.p10!);
  expect(estimatePart(order()).strands[0]!.planned).toBeNull();
});

test('a strand that has moved on is not forecast from the planned end of the phase before', () => {
  const part = estimatePart(order({ planned: [end({ phase: 'operational', kind: 'takedown' })] }));
  expect(part.strands[0]!.planned).toBeNull();
  expect(part.strands).toEqual(estimatePart(order()).strands);
});

test('the labels of a planned day follow the range of the strand and of the case', () => {
  const part = estimatePart(order({ planned: [end({ labels: ['grand_jury'] })] }));
  expect(part.strands[0]!.planned!.labels).toEqual(['grand_jury']);
  expect(part.cases.every((one) => one.labels.join() === 'grand_jury')).toBe(true);
});

test('the same planned day gives the same bytes, and a later one never an earlier promise', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 400 }), (first, more) => {
      const at = (days: number) =>
        estimatePart(order({ planned: [end({ day: addDays('2026-03-01', days) })] }));
      expect(JSON.stringify(at(first).strands)).toBe(JSON.stringify(at(first).strands));
      const [sooner, later] = [at(first), at(first + more)].map((part) => part.strands[0]!.promises);
      for (const p of ['p10', 'p50', 'p80', 'p95'] as const)
        expect(later![p] ?? Infinity).toBeGreaterThanOrEqual(sooner![p] ?? Infinity);
    }),
    { numRuns: 5 },
  );
});

test('days that cannot be are refused: one that has passed, one before the entry, one that does not exist', () => {
  const targets = [{ id: 'strand 1', case: 'case 1', phase: 2, elapsed: 59 }];
  for (const day of ['2026-02-28', '2025-12-31', '2026-02-30'])
    expect(() => withPlanned(targets, [end({ day })], '2026-03-01')).toThrow(RangeError);
  expect(withPlanned(targets, [end({ day: '2026-03-01' })], '2026-03-01')[0]).toMatchObject({ planned: 0 });
});

test('a guess has its three days in order, none before the entry, within fourteen days of it', () => {
  const days = { p10: '2026-03-10', p50: '2026-06-01', p90: '2027-01-01' };
  const problems = (guess: typeof days, today = '2026-03-05') => {
    const answer = guessAllowed(guess, '2026-03-01', today);
    return answer.ok ? [] : answer.refusals.map((one) => `${one.field}: ${one.code}`);
  };
  expect(problems(days)).toEqual([]);
  expect(problems({ ...days, p10: '2026-02-27' })).toEqual(['p10: before_the_entry']);
  expect(problems({ ...days, p50: '2026-03-09' })).toEqual(['p50: days_in_order']);
  expect(problems({ ...days, p90: '2026-05-31' })).toEqual(['p90: days_in_order']);
  expect(problems({ ...days, p90: '2027-02-30' })).toEqual(['p90: no_such_day']);
  expect(problems(days, '2026-03-16')).toEqual(['strandId: too_late_to_guess']);
  expect([mayGuess('2026-03-01', '2026-03-15'), mayGuess('2026-03-01', '2026-03-16')]).toEqual([true, false]);
});
