import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { metBy, needKinds, needStatuses, unmetReasons, wishes } from '../vocabulary/needs.ts';
import { horizonOf, needRefusals, reviewRefusals, settled, tidyNeed, usualReview } from './rules.ts';

const today = '2026-06-15';
const need = {
  wanted: 'wanted',
  status: 'open',
  metBy: null,
  unmetReason: null,
  openedOn: '2026-06-01',
} as const;

test('a bed, food and an interpreter are needed at once; papers within weeks; a home and schooling over years', () => {
  expect(['emergency_housing', 'food', 'interpretation'].map((kind) => horizonOf(kind as 'food'))).toEqual([
    'immediate',
    'immediate',
    'immediate',
  ]);
  expect(horizonOf('identity_documents')).toBe('short');
  expect(horizonOf('permanent_housing')).toBe('long');
  expect(new Set(needKinds).size).toBe(needKinds.length);
});

test('an unmet need says why, a met one by whom, and what the client does not want is not worked on', () => {
  const fields = (more: object) => needRefusals({ ...need, ...more }, today).map((one) => one.field);
  expect(fields({})).toEqual([]);
  expect(fields({ status: 'unmet' })).toEqual(['unmetReason']);
  expect(fields({ status: 'met' })).toEqual(['metBy']);
  expect(fields({ wanted: 'not_wanted' })).toEqual(['status']);
  expect(fields({ wanted: 'not_wanted', status: 'set_aside' })).toEqual([]);
  expect(fields({ wanted: 'not_wanted', status: 'unmet', unmetReason: 'declined' })).toEqual([]);
});

test('a day yet to come, or an end before the beginning, is refused', () => {
  const fields = (more: object) => needRefusals({ ...need, ...more }, today).map((one) => one.field);
  expect(fields({ openedOn: '2026-06-16' })).toEqual(['openedOn']);
  expect(fields({ status: 'met', metBy: 'own', settledOn: '2026-05-31' })).toEqual(['settledOn']);
  expect(fields({ status: 'met', metBy: 'own', settledOn: today })).toEqual([]);
});

test('whatever was chosen on the way, a need is stored as the database demands', () => {
  const anyNeed = fc.record({
    wanted: fc.constantFrom(...wishes),
    status: fc.constantFrom(...needStatuses),
    metBy: fc.constantFrom(null, ...metBy),
    unmetReason: fc.constantFrom(null, ...unmetReasons),
    openedOn: fc.constantFrom('2026-01-01', today),
    settledOn: fc.constantFrom(null, today),
  });
  fc.assert(
    fc.property(anyNeed, (one) => {
      if (needRefusals(one, today).length > 0) return;
      const stored = tidyNeed(one, today);
      expect(stored.unmetReason !== null).toBe(stored.status === 'unmet');
      expect(stored.settledOn !== null).toBe(settled(stored.status));
      if (stored.settledOn !== null) expect(stored.settledOn >= stored.openedOn).toBe(true);
      if (stored.wanted === 'not_wanted') expect(['unmet', 'set_aside']).toContain(stored.status);
    }),
  );
});

test('a safety plan is gone through again after its review, usually in thirty days', () => {
  expect(reviewRefusals(today, null, today)).toEqual([]);
  expect(reviewRefusals(today, today, today).map((one) => one.field)).toEqual(['nextReviewOn']);
  expect(reviewRefusals('2026-06-16', null, today).map((one) => one.field)).toEqual(['reviewedOn']);
  expect(usualReview('2026-02-15')).toBe('2026-03-17');
});
