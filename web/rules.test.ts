import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readListState, writeListState } from './list-state.ts';
import type { ListVocabulary } from './list-state.ts';
import { closedWords } from './closed-words.ts';
import { nearness } from './ui/nearness.ts';
import { sentence } from './ui/form-problems.ts';
import { fromLocal, toLocal } from './ui/local-time.ts';
import { idleStep } from './shell/idle-step.ts';
import { formatDayDistance } from './words/format.ts';

const WORDS: ListVocabulary = {
  facets: { kind: ['sex', 'labor', 'both'], phase: ['pre', 'operational', 'post'] },
  sorts: ['number', 'due'],
  defaultSort: { by: 'number', descending: true },
};

const stateOf = fc.record({
  chosen: fc.record({
    kind: fc.subarray(['sex', 'labor', 'both']),
    phase: fc.subarray(['pre', 'operational', 'post']),
  }),
  sort: fc.record({ by: fc.constantFrom('number', 'due'), descending: fc.boolean() }),
  page: fc.integer({ min: 1, max: 9999 }),
  view: fc.option(fc.uuid(), { nil: undefined }),
});

test('a list’s address brings back exactly the list', () => {
  fc.assert(
    fc.property(stateOf, (state) => {
      expect(readListState(writeListState(state, WORDS), WORDS)).toEqual(state);
    }),
  );
});

test('nothing that somebody typed can stand in a list’s address', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (typed) => {
      const { chosen, sort, view } = readListState(typed, WORDS);
      for (const [facet, ids] of Object.entries(chosen))
        for (const id of ids) expect(WORDS.facets[facet]).toContain(id);
      expect(WORDS.sorts).toContain(sort.by);
      expect(view ?? '').toMatch(/^$|^[0-9a-f-]{36}$/);
    }),
  );
  expect(closedWords({ q: 'Evelyn Marsh', kind: 'sex,labor', '<b>': 'x', page: 2 })).toEqual({
    kind: 'sex,labor',
  });
});

test('a deadline is overdue only after its moment, and soon within a day', () => {
  const due = new Date('2026-03-12T15:00:00Z');
  const at = (ms: number) => new Date(due.getTime() + ms);
  expect(nearness(due, due)).toBe('soon');
  expect(nearness(due, at(1))).toBe('overdue');
  expect(nearness(due, at(-86_400_000))).toBe('soon');
  expect(nearness(due, at(-86_400_001))).toBe('later');
});

test('an idle screen warns two minutes before it locks', () => {
  const minute = 60_000;
  expect(idleStep(12 * minute, 15 * minute).step).toBe('working');
  expect(idleStep(13 * minute, 15 * minute)).toEqual({ step: 'warn', minutes: 2 });
  expect(idleStep(14.5 * minute, 15 * minute)).toEqual({ step: 'warn', minutes: 1 });
  expect(idleStep(15 * minute, 15 * minute).step).toBe('lock');
});

test('a moment reads the same after a visit to its field', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (date) => {
        const instant = new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString();
        // The hour that is lived twice in autumn has one name; its minute stays all the same.
        expect(toLocal(fromLocal(toLocal(instant)))).toBe(toLocal(instant));
      },
    ),
  );
  expect(toLocal('')).toBe('');
  expect(fromLocal('2026-')).toBe('');
});

test('a problem is read as what is wrong and what to do; codes for programs are left out', () => {
  expect(sentence({ path: 'a', problem: 'too_small', remedy: 'Use at least 15 characters.' })).toBe(
    'Use at least 15 characters.',
  );
  expect(
    sentence({ path: 'a', problem: 'The day is in the future', remedy: 'Give a day up to today.' }),
  ).toBe('The day is in the future. Give a day up to today.');
});

test('a day is as many days away as people count, whatever the hour', () => {
  const evening = new Date(2026, 2, 12, 23, 30);
  const morning = new Date(2026, 2, 12, 0, 10);
  for (const now of [evening, morning]) {
    expect(formatDayDistance('2026-03-09', now)).toBe('3 days ago');
    expect(formatDayDistance('2026-03-11', now)).toBe('yesterday');
    expect(formatDayDistance('2026-03-12', now)).toBe('today');
    expect(formatDayDistance('2026-03-25', now)).toBe('in 13 days');
    expect(formatDayDistance('2026-04-02', now)).toBe('in 3 weeks');
  }
});
