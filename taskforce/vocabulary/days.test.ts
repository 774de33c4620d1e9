import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addWorkingDays, dayOf, daysBetween, isDay } from './days.ts';

test('a day is counted in the zone of the task force', () => {
  const instant = new Date('2026-01-01T03:00:00Z');
  expect(dayOf(instant)).toBe('2026-01-01');
  expect(dayOf(instant, 'America/Chicago')).toBe('2025-12-31');
});

test('days that do not exist are no days', () => {
  expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', '0026-01-01'].some(isDay)).toBe(false);
});

test('adding days and counting them agree, across every change of clocks and leap year', () => {
  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => dayOf(date));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: -20_000, max: 20_000 }),
      (from, days) => daysBetween(from, addDays(from, days)) === days,
    ),
  );
});

test('two working days after a Friday is a Tuesday, and a holiday is jumped', () => {
  const friday = new Date('2026-03-06T15:00:00Z');
  expect(addWorkingDays(friday, 2).toISOString()).toBe('2026-03-10T15:00:00.000Z');
  expect(addWorkingDays(friday, 2, 'UTC', ['2026-03-09']).toISOString()).toBe('2026-03-11T15:00:00.000Z');
  expect(addWorkingDays(friday, 0)).toEqual(friday);
});
