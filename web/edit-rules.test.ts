import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceOf, differs, merged } from './edit-rules.ts';

const record = fc.record({
  title: fc.constantFrom('', 'Van', 'Truck'),
  due: fc.constantFrom(null, '2026-01-01'),
  labels: fc.subarray(['part_23', 'giglio', 'sealed']),
});
type Record_ = typeof record extends fc.Arbitrary<infer R> ? R : never;
const keys = ['title', 'due', 'labels'] as const;

test('labels in another order are no difference, and an empty field is like none', () => {
  expect(differs(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(differs('', null)).toBe(false);
  expect(differs('Van', 'van')).toBe(true);
  expect(differs(['a'], ['a', 'b'])).toBe(true);
});

test('what only the other person changed is theirs unless I choose otherwise, so that an untouched field undoes nothing', () => {
  const before = { title: 'Van', due: null as string | null };
  const held = { before, value: { title: 'Grey van', due: null as string | null } };
  const theirs = { title: 'Van', due: '2026-01-01' };
  expect(choiceOf(held, theirs, 'due')).toBe('theirs');
  expect(choiceOf(held, theirs, 'title')).toBe('mine');
  expect(merged(['title', 'due'], held, theirs, {})).toEqual({ title: 'Grey van', due: '2026-01-01' });
  expect(merged(['title', 'due'], held, theirs, { due: 'mine' })).toEqual({ title: 'Grey van', due: null });
});

test('whatever two people typed, each field of what is saved is one of both, and nobody’s lone change is undone', () => {
  fc.assert(
    fc.property(record, record, record, (before: Record_, value: Record_, theirs: Record_) => {
      const saved = merged([...keys], { before, value }, theirs, {});
      for (const key of keys) {
        const mine = differs(value[key], before[key]);
        const others = differs(theirs[key], before[key]);
        if (mine) expect(saved[key]).toEqual(value[key]);
        else if (others) expect(saved[key]).toEqual(theirs[key]);
        else expect(differs(saved[key], before[key])).toBe(false);
      }
    }),
  );
});
