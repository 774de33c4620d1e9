import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageGroups } from '../vocabulary/clients.ts';
import { abuserAnswers, capacities, releaseStates, signerKinds, tellings } from '../vocabulary/releases.ts';
import {
  mayBecome,
  mayDraft,
  mayExplain,
  mayLast,
  maySign,
  usualRules,
  type Signer,
  type SigningFacts,
} from './rules.ts';

const client: Signer = { as: 'client', abuser: 'unknown' };
const parent: Signer = { as: 'parent', abuser: 'no' };
const guardian: Signer = { as: 'guardian', abuser: 'no' };
const lenient = { ...usualRules, minorAlone: true, minorAloneFrom: 15 };
const facts = (over: Partial<SigningFacts>): SigningFacts => ({
  capacity: 'adult',
  ageGroup: 'adult',
  age: null,
  signers: [client],
  ...over,
});

// The decision table of 34 USC 12291(b)(2)(B): who signs, and what is said where it does not do.
test.each([
  ['an adult alone', {}, usualRules, true],
  ['an adult with somebody beside them', { signers: [client, parent] }, usualRules, 'signers'],
  ['nobody for an adult', { signers: [] }, usualRules, 'signers'],
  ['a parent for an adult', { signers: [parent] }, usualRules, 'signers'],
  ['a guardian for their ward', { capacity: 'adult_with_guardian', signers: [guardian] }, usualRules, true],
  [
    'a guardian and their ward together',
    { capacity: 'adult_with_guardian', signers: [client, guardian] },
    usualRules,
    true,
  ],
  ['a ward alone', { capacity: 'adult_with_guardian' }, usualRules, 'signers'],
  [
    'a ward alone where the law lets them',
    { capacity: 'adult_with_guardian' },
    { ...usualRules, wardAlone: true },
    true,
  ],
  [
    'a parent for an adult with a guardian',
    { capacity: 'adult_with_guardian', signers: [parent, guardian] },
    usualRules,
    'signers',
  ],
  [
    'a guardian who is the abuser',
    { capacity: 'adult_with_guardian', signers: [{ as: 'guardian', abuser: 'yes' }] },
    usualRules,
    'signers.0.abuser',
  ],
  ['a minor alone', { capacity: 'minor', ageGroup: 'minor', age: 16 }, usualRules, 'signers'],
  ['a minor alone where the law lets them', { capacity: 'minor', ageGroup: 'minor', age: 16 }, lenient, true],
  [
    'a minor alone who is too young for it',
    { capacity: 'minor', ageGroup: 'minor', age: 14 },
    lenient,
    'signers',
  ],
  ['a minor alone whose age nobody said', { capacity: 'minor', ageGroup: 'minor' }, lenient, 'signers'],
  [
    'a minor with a parent',
    { capacity: 'minor', ageGroup: 'minor', signers: [client, parent] },
    usualRules,
    true,
  ],
  [
    'a parent without the minor',
    { capacity: 'minor', ageGroup: 'minor', signers: [parent] },
    usualRules,
    'signers',
  ],
  [
    'a minor with a parent who is the abuser',
    { capacity: 'minor', ageGroup: 'minor', signers: [client, { as: 'parent', abuser: 'yes' }] },
    usualRules,
    'signers.1.abuser',
  ],
  [
    'a minor with a parent of whom it was not asked',
    { capacity: 'minor', ageGroup: 'minor', signers: [client, { as: 'parent', abuser: 'unknown' }] },
    usualRules,
    'signers.1.abuser',
  ],
  ['an emancipated minor alone', { capacity: 'emancipated_minor', ageGroup: 'minor' }, usualRules, true],
  ['somebody who may be a minor, as an adult', { ageGroup: 'may_be_minor' }, usualRules, 'capacity'],
  ['somebody whose age is not known', { ageGroup: 'unknown' }, usualRules, 'capacity'],
  ['an adult, as a minor', { capacity: 'minor', signers: [client, parent] }, usualRules, 'capacity'],
  ['the same signer twice', { signers: [client, client] }, usualRules, 'signers'],
] as const)('who signs: %s', (_name, over, rules, answer) => {
  const verdict = maySign(facts(over as Partial<SigningFacts>), rules);
  if (answer === true) expect(verdict).toMatchObject({ ok: true });
  else expect(verdict.ok ? [] : verdict.refusals.map((one) => one.path)).toContain(answer);
});

const someSigner = fc.record({
  as: fc.constantFrom(...signerKinds),
  abuser: fc.constantFrom(...abuserAnswers),
});
const someSigning = fc.record({
  capacity: fc.constantFrom(...capacities),
  ageGroup: fc.constantFrom(...ageGroups),
  age: fc.option(fc.integer({ min: 0, max: 99 })),
  signers: fc.array(someSigner, { maxLength: 4 }),
});
const someRules = fc.record({
  defaultDays: fc.constant(30),
  maxDays: fc.constant(90),
  minorAlone: fc.boolean(),
  minorAloneFrom: fc.option(fc.integer({ min: 0, max: 17 })),
  wardAlone: fc.boolean(),
});

test('whatever the facts, no abuser signs, no minor without company or a law, and nobody in place of an adult', () => {
  fc.assert(
    fc.property(someSigning, someRules, (signing, rules) => {
      const verdict = maySign(signing, rules);
      if (!verdict.ok) {
        expect(verdict.refusals.length).toBeGreaterThan(0);
        for (const one of verdict.refusals) expect(one.path).toMatch(/^(capacity|signers(\.\d\.abuser)?)$/);
        return;
      }
      const kinds = signing.signers.map((one) => one.as);
      expect(signing.signers.every((one) => one.as === 'client' || one.abuser === 'no')).toBe(true);
      expect(kinds.length).toBeGreaterThan(0);
      expect(signing.ageGroup).not.toBe('unknown');
      if (signing.capacity === 'adult') expect([signing.ageGroup, kinds]).toEqual(['adult', ['client']]);
      if (signing.capacity === 'minor' && !verdict.aloneByLaw) {
        expect(kinds).toContain('client');
        expect(kinds.some((one) => one !== 'client')).toBe(true);
      }
      if (signing.capacity === 'minor' && verdict.aloneByLaw)
        expect(rules.minorAlone && signing.age! >= rules.minorAloneFrom!).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a release goes from draft to explained to signed to live, ends once, and comes back from no end', () => {
  const ways = releaseStates.flatMap((from) =>
    releaseStates.filter((to) => mayBecome(from, to)).map((to) => `${from}>${to}`),
  );
  expect(ways).toEqual([
    'draft>explained',
    'draft>revoked',
    'explained>signed',
    'explained>revoked',
    'signed>live',
    'signed>expired',
    'signed>revoked',
    'live>expired',
    'live>revoked',
  ]);
});

const now = new Date('2026-03-02T10:00:00Z');
const after = (days: number) => new Date(now.getTime() + days * 86_400_000);

test('a release ends by itself: within the usual days, longer only with a reason, never beyond the most', () => {
  const paths = (days: number, reason: string | null) =>
    mayLast(after(days), reason, usualRules, now).map((one) => one.path);
  expect(paths(30, null)).toEqual([]);
  expect(paths(45, null)).toEqual(['longerReason']);
  expect(paths(45, 'court_date')).toEqual([]);
  expect(paths(120, 'court_date')).toEqual(['until']);
  expect(paths(-1, null)).toEqual(['until']);
});

test('a draft names one recipient and at least one exact text', () => {
  const draft = {
    recipientKind: 'outside' as const,
    pairId: null,
    recipientName: '',
    texts: {},
    until: after(20),
    longerReason: null,
  };
  expect(mayDraft(draft, usualRules, now).map((one) => one.path)).toEqual(['recipientName', 'texts']);
  const long = { statement: 'ñ'.repeat(16_000) };
  expect(
    mayDraft({ ...draft, recipientName: 'Legal aid', texts: long }, usualRules, now).map(
      (one) => one.problem,
    ),
  ).toEqual(['too_long']);
  expect(
    mayDraft({ ...draft, recipientKind: 'task_force', texts: { statement: 'x' } }, usualRules, now)[0]?.path,
  ).toBe('pairId');
});

test('nobody is asked to sign what was not told, not confirmed, or what they will tell themselves', () => {
  const all = {
    fields: ['statement'],
    confirmed: ['statement'],
    told: [...tellings],
    alternative: 'wants_us_to',
  };
  expect(mayExplain(all)).toEqual([]);
  for (const one of tellings)
    expect(mayExplain({ ...all, told: tellings.filter((other) => other !== one) })[0]?.path).toBe(
      `told.${one}`,
    );
  expect(mayExplain({ ...all, confirmed: [] })[0]?.path).toBe('confirmed.statement');
  expect(mayExplain({ ...all, alternative: 'tells_it_alone' })[0]?.path).toBe('alternative');
});
