import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityKinds } from '../vocabulary/activities.ts';
import { phases } from '../vocabulary/cases.ts';
import type { Verdict } from '../vocabulary/refusals.ts';
import { eventsOfMove } from '../vocabulary/transitions.ts';
import * as rules from './rules-activities.ts';

const codes = (answer: Verdict<unknown>): string[] =>
  answer.ok ? [] : answer.refusals.map((one) => one.code);
const preOperational = { place: 'pre_operational', enteredOn: '2026-01-05' } as const;
const log = (kind: (typeof activityKinds)[number], engagesTarget: boolean | null = null) => ({
  kind,
  engagesTarget,
  happenedOn: '2026-02-10',
});

test('an undercover operation on a pre-operational strand offers the operational phase from that day', () => {
  expect(rules.covertEngagementOffer(log('undercover_operation'), preOperational)).toEqual({
    to: 'operational',
    event: 'first_covert_engagement',
    effectiveOn: '2026-02-10',
    needsSupervisor: false,
    askFirst: false,
  });
});

test('surveillance asks first whether a target was engaged, and "no" ends the matter', () => {
  expect(rules.covertEngagementOffer(log('surveillance'), preOperational)?.askFirst).toBe(true);
  expect(rules.covertEngagementOffer(log('surveillance', true), preOperational)?.askFirst).toBe(false);
  expect(rules.covertEngagementOffer(log('surveillance', false), preOperational)).toBeNull();
  expect(rules.covertEngagementOffer(log('record_check'), preOperational)).toBeNull();
});

test('a strand already engaged, or closed, gets no offer; nor does an activity from an earlier spell', () => {
  const strand = { place: 'operational', enteredOn: '2026-01-05' } as const;
  expect(rules.covertEngagementOffer(log('covert_contact'), strand)).toBeNull();
  expect(rules.covertEngagementOffer(log('covert_contact'), { ...strand, place: 'closed' })).toBeNull();
  expect(
    rules.covertEngagementOffer(log('covert_contact'), { ...preOperational, enteredOn: '2026-02-11' }),
  ).toBeNull();
});

test('an arrest offers the post-operational phase, with a supervisor when it skips the operational one', () => {
  expect(rules.phaseOffer(log('arrest'), preOperational)).toMatchObject({
    to: 'post_operational',
    needsSupervisor: true,
  });
  expect(rules.phaseOffer(log('arrest'), { place: 'operational', enteredOn: '2026-01-05' })).toMatchObject({
    needsSupervisor: false,
  });
  expect(rules.covertEngagementOffer(log('arrest'), preOperational)).toBeNull();
});

test('whatever is offered is a move the transition rules know', () => {
  const activity = fc.record({
    kind: fc.constantFrom(...activityKinds),
    engagesTarget: fc.constantFrom(true, false, null),
    happenedOn: fc.constantFrom('2026-01-01', '2026-02-02'),
  });
  fc.assert(
    fc.property(activity, fc.constantFrom(...phases, 'closed' as const), (one, place) => {
      const offer = rules.phaseOffer(one, { place, enteredOn: '2026-01-15' });
      if (!offer || place === 'closed') return offer === null;
      return eventsOfMove[`${place}>${offer.to}`].includes(offer.event);
    }),
  );
});

test('an activity in the future, on no day, or against its kind is refused', () => {
  const now = new Date('2026-02-09T12:00:00Z');
  expect(codes(rules.checkActivity(log('interview'), now))).toEqual(['in_the_future']);
  expect(codes(rules.checkActivity({ ...log('interview', true), happenedOn: '2026-02-31' }, now))).toEqual([
    'no_such_day',
    'never_engages',
  ]);
  expect(
    codes(rules.checkActivity({ ...log('covert_contact', false), happenedOn: '2026-02-01' }, now)),
  ).toEqual(['always_engages']);
});

test('nobody works zero hours, and more than 24 on one day need a reason', () => {
  const day = '2026-02-10';
  expect(codes(rules.checkWork({ day, minutes: 0 }))).toEqual(['not_positive']);
  expect(codes(rules.checkWork({ day, minutes: 90.5 }))).toEqual(['not_positive']);
  expect(rules.checkWork({ day, minutes: 1440 }).ok).toBe(true);
  expect(codes(rules.checkWork({ day, minutes: 600 }, 900))).toEqual(['over_a_day']);
  expect(
    rules.checkWork({ day, minutes: 1500, reason: 'Two shifts across the change of the date line.' }).ok,
  ).toBe(true);
});

test('hours are understood as people type them', () => {
  const typed = ['1.5', '1,5', '1:30', '90 min', '90m', '1h 30', '1.5 h', ' 1.50 hours '];
  expect(typed.map((text) => rules.minutesFromText(text))).toEqual(typed.map(() => 90));
  expect(['', 'x', '1:75', '1:5', '-2', '1e3'].map((text) => rules.minutesFromText(text))).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('money is whole cents and is never rounded', () => {
  expect(['$1,234.50', '1234.5', '0.29', '-12', '- $3.05'].map((text) => rules.centsFromText(text))).toEqual([
    123450, 123450, 29, -1200, -305,
  ]);
  expect(['1.005', '1,23', '', '12$', 'NaN'].map((text) => rules.centsFromText(text))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(codes(rules.checkCost({ kind: 'travel', amountCents: 10.5 }))).toEqual(['no_amount']);
  expect(codes(rules.checkCost({ kind: 'travel', amountCents: 0 }))).toEqual(['no_amount']);
  expect(codes(rules.checkCost({ kind: 'travel', amountCents: -500 }))).toEqual(['reason_needed']);
});

test('every amount of cents survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (cents) => {
      expect(rules.centsFromText((cents / 100).toFixed(2))).toBe(cents === 0 ? 0 : cents);
    }),
  );
});
