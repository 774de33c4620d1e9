import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMonday, mondayOf, openWeeks, spanOf } from './rules.ts';

const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

test('every moment lies in the week of its Monday', () => {
  fc.assert(
    fc.property(moment, (at) => {
      const week = mondayOf(at);
      const { from, to } = spanOf(week);
      return isMonday(week) && at >= from && at < to;
    }),
  );
});

test('a week waits for its review from the Monday after it on, and no longer once it is signed off', () => {
  const since = new Date('2026-03-04T10:00:00Z');
  expect(openWeeks([], since, new Date('2026-03-08T23:59:59Z'))).toEqual([]);
  expect(openWeeks([], since, new Date('2026-03-09T00:00:00Z'))).toEqual(['2026-03-02']);
  expect(openWeeks(['2026-03-09'], since, new Date('2026-03-25T12:00:00Z'))).toEqual([
    '2026-03-16',
    '2026-03-02',
  ]);
});

test('no week from before the audit began or older than half a year waits', () => {
  fc.assert(
    fc.property(moment, moment, (since, now) => {
      const open = openWeeks([], since, now);
      return open.length <= 26 && open.every((week) => spanOf(week).to <= now && spanOf(week).to > since);
    }),
  );
});
