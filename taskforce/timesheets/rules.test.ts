import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellMinutes,
  cellText,
  clockText,
  daysOfWeek,
  hoursOfTimer,
  isForgotten,
  minutesRun,
  mondayOf,
} from './rules.ts';

test('a week begins on Monday, also around the turn of a year', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-16')).toBe('2026-11-16');
  expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  expect(daysOfWeek('2026-12-28').at(-1)).toBe('2027-01-03');
});

test('hours are typed as people write them; nothing is no hours, and more than a day is no time', () => {
  const typed = ['1:30', '1.5', '1,5', '90m', '90 min', '1h 30', '1h30m'];
  expect(typed.map(cellMinutes)).toEqual([90, 90, 90, 90, 90, 90, 90]);
  expect(['', ' ', '0', '8', '24:00'].map(cellMinutes)).toEqual([0, 0, 0, 480, 1440]);
  expect(['24:01', '45', 'x', '-1', '1:75'].map(cellMinutes)).toEqual([null, null, null, null, null]);
});

test('what stands in a cell reads back as the same minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
      expect(cellMinutes(cellText(minutes))).toBe(minutes);
    }),
  );
  expect([cellText(0), clockText(0), clockText(2465)]).toEqual(['', '0:00', '41:05']);
});

const startedAt = new Date('2026-03-02T22:00:00Z');
const stopped = (minutes: number, said: number | null = null, zone = 'UTC') =>
  hoursOfTimer({ startedAt, now: new Date(startedAt.getTime() + minutes * 60_000), zone }, said);

test('a timer makes whole minutes, at least one, cut at midnight where the task force works', () => {
  expect(minutesRun(startedAt, new Date(startedAt.getTime() + 20_000))).toBe(1);
  expect(stopped(90)).toMatchObject({ value: [{ day: '2026-03-02', minutes: 90 }] });
  expect(stopped(180)).toMatchObject({
    value: [
      { day: '2026-03-02', minutes: 120 },
      { day: '2026-03-03', minutes: 60 },
    ],
  });
  expect(stopped(180, null, 'America/Chicago')).toMatchObject({
    value: [{ day: '2026-03-02', minutes: 180 }],
  });
});

test('a timer that ran for more than ten hours was forgotten: it asks, and takes no more than it ran', () => {
  expect([isForgotten(startedAt, new Date('2026-03-03T08:00:00Z')), stopped(600).ok]).toEqual([false, true]);
  expect(isForgotten(startedAt, new Date('2026-03-03T08:01:00Z'))).toBe(true);
  const problem = (ran: number, said: number | null) => {
    const answer = stopped(ran, said);
    return answer.ok ? null : answer.refusals[0]!.code;
  };
  expect(problem(601, null)).toBe('forgotten');
  expect(stopped(3000, 240)).toMatchObject({
    value: [
      { day: '2026-03-02', minutes: 120 },
      { day: '2026-03-03', minutes: 120 },
    ],
  });
  expect([problem(100, 101), problem(3000, 1441), problem(100, 0)]).toEqual([
    'longer_than_it_ran',
    'no_time',
    'no_time',
  ]);
});

test('the hours of a timer add up to what it ran or what was said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 1440 }), (ran, said) => {
      const answer = stopped(ran, Math.min(ran, said));
      expect(answer.ok && answer.value.reduce((sum, one) => sum + one.minutes, 0)).toBe(Math.min(ran, said));
    }),
  );
});
