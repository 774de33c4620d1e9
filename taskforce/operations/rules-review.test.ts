import { expect, test } from 'vitest';
import { decideDecoy, decoyText } from './rules-decoy.ts';
import { keepReview, reviewDue, reviewFigures, signReview, type ReviewText } from './rules-review.ts';

const because = 'A sentence that is long enough to say something.';
const whole: ReviewText = {
  peopleMet: 4,
  victimsIdentified: 2,
  victimsAccepting: 2,
  arrests: 0,
  evidenceItems: 3,
  leads: 1,
  minutes: 600,
  costCents: 0,
  workedForVictims: because,
  didNotWork: because,
};
const text = {
  purpose: because,
  outcome: because,
  alternatives: because,
  publication: 'none' as const,
  safety: because,
};

test('a review is due fourteen days after the end', () => {
  expect(reviewDue(new Date('2026-03-01T10:00:00Z'))).toEqual(new Date('2026-03-15T10:00:00Z'));
});

test('a review may be kept unfinished, and is signed only when nothing is left out', () => {
  expect(keepReview({ ...whole, arrests: null }).ok).toBe(true);
  expect(signReview(whole).ok).toBe(true);
  for (const figure of reviewFigures)
    expect(signReview({ ...whole, [figure]: null })).toMatchObject({
      refusals: [{ code: 'figure_needed', field: figure }],
    });
  expect(signReview({ ...whole, workedForVictims: '' })).toMatchObject({
    refusals: [{ code: 'reason_needed', field: 'workedForVictims' }],
  });
});

test('no more victims accept services than were identified', () => {
  expect(keepReview({ ...whole, victimsAccepting: 3 })).toMatchObject({
    refusals: [{ code: 'more_than_identified' }],
  });
  expect(keepReview({ ...whole, victimsIdentified: null, victimsAccepting: 3 }).ok).toBe(true);
});

test('every part of the review of a decoy is answered, and nothing but a decoy has one', () => {
  expect(decoyText(text, 'decoy').ok).toBe(true);
  expect(decoyText(text, 'recovery')).toMatchObject({ refusals: [{ code: 'no_decoy' }] });
  for (const field of ['purpose', 'outcome', 'alternatives', 'safety'] as const)
    expect(decoyText({ ...text, [field]: 'short' }, 'decoy')).toMatchObject({ refusals: [{ field }] });
});

test('who planned a decoy or wrote its review does not decide on it', () => {
  const given = { byId: 'c', writtenBy: 'a', planners: ['a', 'b'], reason: because };
  expect(decideDecoy(given).ok).toBe(true);
  expect(decideDecoy({ ...given, byId: 'b' })).toMatchObject({ refusals: [{ code: 'four_eyes' }] });
  expect(decideDecoy({ ...given, byId: 'a', planners: [] })).toMatchObject({
    refusals: [{ code: 'four_eyes' }],
  });
  expect(decideDecoy({ ...given, reason: 'ok' })).toMatchObject({ refusals: [{ field: 'reason' }] });
});
