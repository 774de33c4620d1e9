import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  capacities,
  capacitiesOf,
  defaultApproval,
  filled,
  isEnough,
  returnPlan,
  riskOf,
  risks,
  signPlan,
  stillWanted,
  type Signature,
  type SigningFacts,
} from './rules-approval.ts';
import { differenceOf, type Picture } from './rules-approval-difference.ts';
import { anyFacts, quietPlan } from './rules-gate-samples.ts';
import { operationStates } from '../vocabulary/operations.ts';
import { moves, movesBetween, movesFrom } from './rules-states.ts';

const ask: SigningFacts = {
  state: 'requested',
  planRevision: 3,
  seenRevision: 3,
  needed: defaultApproval.high,
  signed: [],
  signerId: 'cora',
  signerCapacities: ['supervisor', 'commander'],
  planner: false,
  proposerId: 'ana',
};
const codes = (answer: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  answer.ok ? [] : answer.refusals!.map(({ code }) => code);
const cora: Signature = { accountId: 'cora', capacities: ['supervisor', 'commander'] };
const paul: Signature = { accountId: 'paul', capacities: ['prosecutor'] };

test('a high risk asks for two people, one of them a prosecutor', () => {
  expect(signPlan(ask)).toEqual({ ok: true, value: { approved: false } });
  expect(signPlan({ ...ask, signed: [cora], signerId: 'paul', signerCapacities: ['prosecutor'] })).toEqual({
    ok: true,
    value: { approved: true },
  });
  expect(codes(signPlan({ ...ask, signed: [cora], signerId: 'carl' }))).toEqual(['rank_needed']);
});

test('one person never fills two signatures, whatever their roles', () => {
  expect(filled(['commander', 'prosecutor'], [{ accountId: 'x', capacities }])).toBe(1);
  expect(isEnough(['commander', 'prosecutor'], [cora, paul])).toBe(true);
});

test('a person with two roles signs where the other person cannot', () => {
  const both: Signature = { accountId: 'both', capacities: ['commander', 'prosecutor'] };
  expect(isEnough(['commander', 'prosecutor'], [both, paul])).toBe(true);
  expect(isEnough(['commander', 'prosecutor'], [paul, both])).toBe(true);
  expect(stillWanted(['commander', 'prosecutor'], [both])).toEqual(['commander', 'prosecutor']);
});

test('whoever planned or asked does not sign, nobody signs twice, nor a plan they have not read', () => {
  expect(codes(signPlan({ ...ask, planner: true }))).toContain('four_eyes');
  expect(codes(signPlan({ ...ask, proposerId: 'cora' }))).toContain('four_eyes');
  expect(codes(signPlan({ ...ask, signed: [cora] }))).toContain('signed_already');
  expect(codes(signPlan({ ...ask, seenRevision: 2 }))).toEqual(['plan_changed']);
  expect(codes(signPlan({ ...ask, state: 'planning' }))).toEqual(['not_requested']);
});

test('a plan is returned with a reason, by somebody who could have signed one', () => {
  expect(codes(returnPlan(ask, 'too short'))).toEqual(['reason_needed']);
  expect(codes(returnPlan(ask, 'The interview place is a police station'))).toEqual([]);
  expect(codes(returnPlan({ ...ask, signerCapacities: [] }, 'The interview place is a station'))).toEqual([
    'rank_needed',
  ]);
});

test('the capacities of an account follow from its roles', () => {
  expect(capacitiesOf(['commander'], true)).toEqual(['supervisor', 'commander']);
  expect(capacitiesOf(['prosecutor', 'analyst'], false)).toEqual(['prosecutor']);
  expect(capacitiesOf(['investigator'], false)).toEqual([]);
});

test('the risk is the gravest reason, raised by hand and never lowered', () => {
  const risk = (more: object, byHand: (typeof risks)[number] = 'low') =>
    riskOf({ ...quietPlan, kind: 'knock_and_talk', ...more }, byHand).risk;
  expect(risk({})).toBe('low');
  expect(risk({}, 'high')).toBe('high');
  expect(risk({ arrest: true })).toBe('medium');
  expect(risk({ arrest: true, minors: 'yes' })).toBe('high');
  expect(risk({ entry: true, victims: 'yes' })).toBe('high');
  expect(risk({ kind: 'takedown' })).toBe('high');
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...risks), (facts, byHand) => {
      const answer = riskOf(facts, byHand);
      expect(risks.indexOf(answer.risk)).toBe(
        Math.max(risks.indexOf(answer.computed), risks.indexOf(byHand)),
      );
      expect(answer.computed === 'low').toBe(answer.reasons.length === 0);
    }),
  );
});

test('more people never fill fewer signatures', () => {
  const anybody = fc.record({ accountId: fc.uuid(), capacities: fc.subarray([...capacities]) });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...capacities), { minLength: 1, maxLength: 4 }),
      fc.array(anybody, { maxLength: 4 }),
      anybody,
      (needed, signed, one) => {
        const before = filled(needed, signed);
        const after = filled(needed, [...signed, one]);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(Math.min(needed.length, signed.length + 1));
        const helps = one.capacities.some((capacity) => stillWanted(needed, signed).includes(capacity));
        expect(after > before).toBe(helps);
      },
    ),
  );
});

const picture: Picture = {
  operation: { title: 'Pier nine', kind: 'recovery', plannedFrom: '2027-03-01T10:00:00Z', languages: [] },
  parts: {
    places: [
      { id: 'a', kind: 'scene', label: 'House', address: 'Elm 1' },
      { id: 'b', kind: 'interview', label: 'Library', address: 'Oak 2' },
    ],
  },
};

test('what changed since the signature is shown by part, row and field', () => {
  const after: Picture = {
    operation: { ...picture.operation, plannedFrom: '2027-03-02T10:00:00Z' },
    parts: {
      places: [{ id: 'a', kind: 'scene', label: 'House', address: 'Elm 3' }],
      authorities: [{ id: 'c', kind: 'consent', covers: 'The yard' }],
    },
  };
  expect(differenceOf(picture, after)).toEqual([
    {
      part: 'operation',
      id: null,
      name: null,
      change: 'changed',
      fields: [{ field: 'plannedFrom', before: '2027-03-01T10:00:00Z', after: '2027-03-02T10:00:00Z' }],
    },
    {
      part: 'authorities',
      id: 'c',
      name: 'The yard',
      change: 'added',
      fields: [
        { field: 'kind', before: null, after: 'consent' },
        { field: 'covers', before: null, after: 'The yard' },
      ],
    },
    {
      part: 'places',
      id: 'a',
      name: 'House',
      change: 'changed',
      fields: [{ field: 'address', before: 'Elm 1', after: 'Elm 3' }],
    },
    {
      part: 'places',
      id: 'b',
      name: 'Library',
      change: 'removed',
      fields: [
        { field: 'kind', before: 'interview', after: null },
        { field: 'label', before: 'Library', after: null },
        { field: 'address', before: 'Oak 2', after: null },
      ],
    },
  ]);
});

test('a plan that stayed as it was shows no difference, and one that did not always does', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.array(fc.string(), { maxLength: 2 }),
  );
  const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), label: value }), {
    selector: ({ id }) => id,
  });
  const anyPicture = fc.record({
    operation: fc.record({ title: value }),
    parts: fc.record({ places: rows, posts: rows }),
  });
  fc.assert(
    fc.property(anyPicture, (one) => {
      expect(differenceOf(one, structuredClone(one))).toEqual([]);
      const moved = { ...one, operation: { title: 'something that was never there before' } };
      expect(differenceOf(one, moved)).toHaveLength(1);
    }),
  );
});

test('no state leads to itself, and every move names where it goes', () => {
  for (const state of operationStates) expect(movesBetween(state, state)).toEqual([]);
  expect(movesBetween('planning', 'started').map(({ name }) => name)).toEqual(['start_through_danger']);
  expect(movesBetween('planning', 'approved')).toEqual([]);
  expect(movesBetween('ended', 'aborted')).toEqual([]);
  expect(movesFrom('closed')).toEqual([]);
  expect(moves.filter(({ to }) => to.includes('started')).map(({ asks }) => asks)).toEqual([
    'open_gate',
    'live_danger',
  ]);
});
