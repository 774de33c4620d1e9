import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Listed } from './contract.ts';
import { clashes, namedPerson, type Engagement } from './rules-clashes.ts';
import { dateAllowed, dateKinds, isDeadline, outcomeOf, restitutionDue, slipDays } from './rules-dates.ts';
import { boundBy, marksOf } from './rules-marks.ts';

test('restitution is due ninety days after the day of sentencing', () => {
  expect(restitutionDue('2026-01-01')).toBe('2026-04-01');
  expect(restitutionDue('2027-12-15')).toBe('2028-03-14');
});

test('a hearing is kept on its day alone, a deadline on its day or before', () => {
  expect(outcomeOf('trial', '2026-05-04', '2026-05-04')).toBe('kept');
  expect(outcomeOf('trial', '2026-05-04', '2026-05-01')).toBe('moved');
  expect(outcomeOf('discovery_due', '2026-05-04', '2026-05-01')).toBe('kept');
  expect(outcomeOf('discovery_due', '2026-05-04', '2026-05-05')).toBe('moved');
});

test('slip counts from the first day that was meant to the day it took place, without what was entered wrongly', () => {
  const value = (
    plannedFor: string,
    outcome: 'moved' | 'kept' | 'cancelled' | 'corrected' | null,
    happenedOn: string | null = null,
  ) => ({
    plannedFor,
    outcome,
    happenedOn,
  });
  expect(slipDays([value('2026-05-01', null)])).toBe(0);
  expect(slipDays([value('2026-05-01', 'moved'), value('2026-05-11', null)])).toBe(10);
  expect(slipDays([value('2026-05-01', 'moved'), value('2026-05-11', 'moved', '2026-05-13')])).toBe(12);
  expect(slipDays([value('2025-05-01', 'corrected'), value('2026-05-01', 'kept', '2026-05-01')])).toBe(0);
  expect(slipDays([value('2026-05-01', 'cancelled')])).toBeNull();
  expect(slipDays([])).toBeNull();
});

test('a date before the grand jury without its label, and times out of order, are refused by name of the field', () => {
  const draft = {
    kind: 'grand_jury' as const,
    plannedFor: '2026-05-01',
    fromTime: '10:00',
    untilTime: '09:00',
    handling: [],
  };
  const refused = dateAllowed(draft);
  expect(refused.ok ? [] : refused.refusals.map((one) => one.field)).toEqual(['untilTime', 'handling']);
  expect(dateAllowed({ ...draft, untilTime: null, handling: ['grand_jury'] }).ok).toBe(true);
  expect(dateAllowed({ ...draft, fromTime: null, handling: ['grand_jury'] }).ok).toBe(false);
});

test('every kind of date is either a hearing or a deadline', () => {
  expect(dateKinds.filter((kind) => isDeadline(kind)).length).toBe(9);
  expect(new Set(dateKinds).size).toBe(20);
});

const engagement = fc.record({
  who: fc.constantFrom('ana', 'ben', 'van'),
  what: fc.constantFrom('raid', 'trial', 'sweep'),
  from: fc.integer({ min: 0, max: 40 }),
  until: fc.integer({ min: 0, max: 40 }),
});

/** Every pair, tried one by one. */
function slowly(all: readonly Engagement[]): string[] {
  return all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter(
        (b) =>
          a.who === b.who &&
          a.what !== b.what &&
          a.from < a.until &&
          b.from < b.until &&
          a.from < b.until &&
          b.from < a.until,
      )
      .map((b) => key(a, b)),
  );
}
const told = (e: Engagement) => `${e.who} ${e.what} ${e.from}-${e.until}`;
const key = (a: Engagement, b: Engagement) => [told(a), told(b)].toSorted().join(' | ');

test('clashes are exactly the overlapping pairs of one person for different purposes, each once', () => {
  fc.assert(
    fc.property(fc.array(engagement, { maxLength: 25 }), (all) => {
      expect(
        clashes(all)
          .map(({ first, second }) => key(first, second))
          .toSorted(),
      ).toEqual(slowly(all).toSorted());
    }),
  );
});

test('the time of a clash lies within both engagements and is never empty', () => {
  fc.assert(
    fc.property(fc.array(engagement, { maxLength: 25 }), (all) => {
      for (const { first, second, from, until } of clashes(all)) {
        expect(from).toBeLessThan(until);
        expect(from).toBe(Math.max(first.from, second.from));
        expect(until).toBe(Math.min(first.until, second.until));
      }
    }),
  );
});

test('clashes do not depend on the order in which engagements are given', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5]), (order) => {
      const all = Array.from({ length: 6 }, (_, i) => ({
        who: 'ana',
        what: `op ${i}`,
        from: i,
        until: i + 3,
      }));
      const some = order.map((i) => all[i]!);
      expect(clashes(some)).toEqual(clashes(some.toReversed()));
    }),
  );
});

test('what ends at ten does not clash with what begins at ten', () => {
  const at = (what: string, from: number, until: number) => ({ who: 'ana', what, from, until });
  expect(clashes([at('a', 8, 10), at('b', 10, 12)])).toEqual([]);
  expect(clashes([at('a', 8, 11), at('b', 10, 12)])).toHaveLength(1);
});

test('a person without an account is the same however their name is written', () => {
  expect(namedPerson('x', ' Ana  Ruiz ')).toBe(namedPerson('x', 'ana ruiz'));
  expect(namedPerson('x', 'Ana Ruiz')).not.toBe(namedPerson('y', 'Ana Ruiz'));
});

test('two hearings of one person at one time mark both entries with the name, a day away marks them too, a deadline never', () => {
  const entry = (
    kind: 'court_date' | 'deadline' | 'absence',
    id: string,
    more: Partial<Listed> = {},
  ): Listed => ({
    key: `${kind}:${id}`,
    kind,
    subkind: null,
    id,
    title: '',
    day: '2026-03-02',
    untilDay: '2026-03-02',
    fromTime: null,
    untilTime: null,
    place: '',
    state: 'planned',
    overdue: false,
    mine: true,
    ownAgency: true,
    case: null,
    operation: null,
    ...more,
  });
  const me = { id: 'me', name: 'Ines Vega' };
  const of = (id: string, people: { id: string; name: string }[], others: string[] = []) => ({
    id,
    people,
    others,
    agencyId: 'agency',
  });
  const otto = { id: 'otto', name: 'Otto Brand' };
  const attendance = [
    of('a', [otto], ['Ana  Ruiz']),
    of('b', [otto]),
    of('c', [], ['ana ruiz']),
    of('d', [me]),
  ];
  const at = (fromTime: string, untilTime: string | null = null) => ({ fromTime, untilTime });
  const listed = [
    entry('court_date', 'a', at('09:00')),
    entry('court_date', 'b', at('10:30', '11:00')),
    entry('court_date', 'c', at('11:00')),
    entry('court_date', 'd', at('08:00')),
    entry('deadline', 'e'),
    entry('absence', 'f'),
  ];
  const marks = marksOf(boundBy(listed, attendance, me), [{ key: 'operation:g', name: 'Van 2' }]);
  expect(Object.fromEntries(marks)).toEqual({
    'court_date:a': ['Otto Brand'],
    'court_date:b': ['Otto Brand'],
    'court_date:d': ['Ines Vega'],
    'absence:f': ['Ines Vega'],
    'operation:g': ['Van 2'],
  });
});
