import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applies, rulesThatFit, whyNotOffer, type RuleFacts, type RuleScope } from './rules.ts';
import {
  byFit,
  judge,
  matchAspects,
  overall,
  reasonsFor,
  type Service,
  type Wanted,
} from './rules-matching.ts';

const today = '2026-03-10';
const wanted: Wanted = {
  needs: ['shelter'],
  language: 'es',
  interpreter: false,
  age: 'adult',
  serves: 'women',
  urgency: 'now',
};
const service: Service = {
  name: 'Night house',
  services: ['shelter'],
  serves: ['women'],
  ageFrom: 18,
  ageUntil: 120,
  languages: ['es'],
  hours: 'always',
  eligibility: null,
  withoutCooperation: 'yes',
  confirmedOn: '2026-03-08',
};
const room = { beds: { women: 2 }, legalSlots: null, medicalSlots: null };
const word = (aspect: string, w: Partial<Wanted>, s: Partial<Service>, r: typeof room | null = room) => {
  const one = reasonsFor({ ...wanted, ...w }, { ...service, ...s }, r, today).find(
    (reason) => reason.aspect === aspect,
  )!;
  return `${one.verdict} ${one.word}`;
};

test('every aspect of a match has a word of its own, and what nobody said is never a no', () => {
  expect(judge(wanted, { services: [service], room }, today).fits).toBe('yes');
  expect(word('needs', { needs: ['shelter', 'legal'] }, {})).toBe('unknown some_needs');
  expect(word('needs', { needs: ['legal'] }, {})).toBe('no no_need');
  expect(word('room', {}, {}, null)).toBe('unknown room_not_said');
  expect(word('room', {}, {}, { ...room, beds: { women: 0 } })).toBe('no room_none');
  expect(word('room', { age: 'minor', serves: null }, {}, { ...room, beds: { women: 4 } })).toBe(
    'unknown room_not_said',
  );
  expect(word('whom', { serves: 'men' }, {})).toBe('no serves_not');
  expect(word('whom', {}, { serves: [] })).toBe('unknown serves_not_said');
  expect(word('age', { age: 'minor' }, {})).toBe('no age_fits_not');
  expect(word('languages', { language: 'vi' }, {})).toBe('no speaks_not');
  expect(
    word('languages', { language: 'vi', interpreter: true }, { services: ['shelter', 'interpreter'] }),
  ).toBe('yes interpreter_there');
  expect(word('languages', {}, { languages: [] })).toBe('unknown language_not_said');
  expect(word('hours', {}, { hours: 'office_hours' })).toBe('unknown open_office_hours');
  expect(word('eligibility', {}, { withoutCooperation: 'no' })).toBe('no cooperation_needed');
  expect(word('freshness', {}, { confirmedOn: '2026-03-02' })).toBe('unknown confirmed_long_ago');
  expect(word('freshness', {}, { confirmedOn: '2026-03-03' })).toBe('yes confirmed_lately');
  expect(word('distance', {}, {})).toBe('unknown distance_not_known');
  expect(judge(wanted, { services: [], room: null }, today)).toMatchObject({
    resource: null,
    fits: 'unknown',
  });
});

test('a provider that something stands against never comes before one that nothing stands against', () => {
  const some = fc.record({
    services: fc.subarray(['shelter', 'legal', 'interpreter']),
    serves: fc.subarray(['women', 'men', 'minors']),
    languages: fc.subarray(['es', 'en', 'vi']),
    hours: fc.constantFrom('always' as const, 'office_hours' as const, 'by_appointment' as const),
    ageFrom: fc.constantFrom(0, 18),
    confirmedOn: fc.constantFrom('2026-03-09', '2026-01-01'),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 2, maxLength: 8 }), (many) => {
      const judged = many
        .map((one) => judge(wanted, { services: [{ ...service, ...one }], room: null }, today))
        .toSorted(byFit);
      const ranks = judged.map((one) => ['yes', 'unknown', 'no'].indexOf(one.fits));
      expect(ranks).toEqual(ranks.toSorted());
      for (const one of judged) {
        expect(one.why.map((reason) => reason.aspect)).toEqual([...matchAspects]);
        expect(overall(one.why)).toBe(one.fits);
      }
    }),
  );
});

const any: RuleScope = {
  direction: 'to_provider',
  types: [],
  ages: [],
  foreignNational: 'any',
  counties: [],
};
const facts: RuleFacts = {
  direction: 'to_provider',
  type: 'labor',
  age: 'minor',
  foreignNational: 'yes',
  county: 'Riverton',
};

test('the rule of the protocol that names most of the person comes first; one that a fact stands against is not shown', () => {
  const minors = { ...any, ages: ['minor'] };
  const foreignMinors = { ...minors, foreignNational: 'yes' as const };
  const sex = { ...any, types: ['sex'] };
  const elsewhere = { ...any, counties: ['Harbor'] };
  const other = { ...any, direction: 'to_law_enforcement' as const };
  const found = rulesThatFit([any, sex, minors, elsewhere, foreignMinors, other], facts);
  expect(found.map((one) => one.rule)).toEqual([foreignMinors, minors, any]);
  expect(rulesThatFit([any, minors], { ...facts, age: 'not_known' }).map((one) => one.fits)).toEqual([
    'yes',
    'unknown',
  ]);
  expect(applies(sex, { ...facts, type: 'both' })).toBe('yes');
  expect(applies(sex, { ...facts, type: 'undetermined' })).toBe('unknown');
});

test('nothing is offered without the person’s agreement and a rule, or the reason why there is none', () => {
  const whole = { state: 'draft' as const, agreedOn: today, ruleId: 'a', outsideRule: null };
  const fields = (more: object) =>
    whyNotOffer({ ...whole, ...more }).map((one) => `${one.path} ${one.problem}`);
  expect(fields({})).toEqual([]);
  expect(fields({ agreedOn: null, ruleId: null })).toEqual(['agreedOn missing', 'ruleId no_rule']);
  expect(fields({ ruleId: null, outsideRule: 'too short' })).toEqual(['ruleId no_rule']);
  expect(fields({ ruleId: null, outsideRule: 'No rule of the protocol speaks of this' })).toEqual([]);
  expect(fields({ state: 'accepted' })).toEqual(['to not_now']);
});
