import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ageGroups,
  notIdentifiedReasons,
  screeningRoutes,
  victimBases,
  victimStatuses,
} from '../vocabulary/victims.ts';
import { wordFiles } from '../vocabulary/words.ts';
import {
  codeNames,
  decide,
  demeanourIn,
  drawCodeNames,
  groupOf,
  isMinor,
  keepScreening,
  keepsSecret,
  knownAges,
  mayBeChosen,
  mayContact,
  meansRequired,
  nextStatuses,
  offersOf,
  screeningPacks,
  type Channel,
  type DecisionAsked,
  type DecisionStanding,
} from './rules.ts';

const standing: DecisionStanding = {
  status: 'none',
  lastDecidedOn: null,
  today: '2026-03-01',
  mayConfirm: true,
};
const asked: DecisionAsked = {
  to: 'indicators',
  decidedOn: '2026-02-01',
  basis: ['documents'],
  confirmedBy: null,
  reason: null,
  rescreenOn: null,
  note: '',
};
const aside = { to: 'not_identified', reason: 'elements_not_met', rescreenOn: '2026-06-01' } as const;
const codes = (answer: ReturnType<typeof decide>) =>
  answer.ok ? [] : answer.refusals.map((one) => `${one.field} ${one.code}`);

test('an assessment goes up step by step, and from anywhere to not identified, from where it begins again', () => {
  expect(nextStatuses).toEqual({
    none: ['indicators', 'not_identified'],
    indicators: ['likely', 'not_identified'],
    likely: ['confirmed', 'not_identified'],
    confirmed: ['not_identified'],
    not_identified: ['indicators', 'not_identified'],
  });
  expect(codes(decide(standing, asked))).toEqual([]);
  expect(codes(decide(standing, { ...asked, to: 'likely' }))).toEqual(['to no_such_step']);
});

test('whatever is asked in whatever order, a victim never skips a step and never goes back but through not identified', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('indicators', 'likely', 'confirmed', 'not_identified'), { maxLength: 30 }),
      (tries) => {
        let status: DecisionStanding['status'] = 'none';
        const path: string[] = ['none'];
        for (const to of tries) {
          const more =
            to === 'not_identified'
              ? aside
              : to === 'confirmed'
                ? { confirmedBy: 'prosecution' as const }
                : {};
          const answer = decide({ ...standing, status }, { ...asked, ...more, to });
          if (!answer.ok) continue;
          status = to;
          path.push(to);
        }
        const rank = ['none', 'indicators', 'likely', 'confirmed'];
        for (const [i, to] of path.entries()) {
          const from = path[i - 1];
          if (from === undefined || to === 'not_identified') continue;
          expect(rank.indexOf(to)).toBe(from === 'not_identified' ? 1 : rank.indexOf(from) + 1);
        }
      },
    ),
  );
});

test('confirming names who confirmed it; a provider only under a release, a court only by its finding', () => {
  const likely = { ...standing, status: 'likely' } as const;
  const confirm = { ...asked, to: 'confirmed' } as const;
  expect(codes(decide(likely, confirm))).toEqual(['confirmedBy needed']);
  expect(codes(decide(likely, { ...confirm, confirmedBy: 'service_provider' }))).toEqual([
    'basis release_needed',
  ]);
  expect(codes(decide(likely, { ...confirm, confirmedBy: 'court' }))).toEqual(['basis finding_needed']);
  expect(codes(decide(likely, { ...confirm, confirmedBy: 'court', basis: ['court_finding'] }))).toEqual([]);
  expect(
    codes(decide({ ...likely, mayConfirm: false }, { ...confirm, confirmedBy: 'law_enforcement' })),
  ).toEqual(['to not_yours_to_decide']);
});

test('nobody is set aside without a reason, a day to look again, and a decision maker who may', () => {
  expect(codes(decide(standing, { ...asked, to: 'not_identified' }))).toEqual([
    'reason needed',
    'rescreenOn needed',
  ]);
  expect(codes(decide(standing, { ...asked, ...aside }))).toEqual([]);
  expect(codes(decide(standing, { ...asked, ...aside, rescreenOn: '2027-04-01' }))).toEqual([
    'rescreenOn out_of_range',
  ]);
  expect(codes(decide(standing, { ...asked, ...aside, rescreenOn: asked.decidedOn }))).toEqual([
    'rescreenOn out_of_range',
  ]);
  expect(codes(decide({ ...standing, mayConfirm: false }, { ...asked, ...aside }))).toEqual([
    'to not_yours_to_decide',
  ]);
});

test.each([
  ['She was uncooperative and laughed.', ['cooperat', 'uncooperat', 'laugh']],
  ['Refused to testify; hostile ATTITUDE', ['attitude', 'hostile', 'refused to testify']],
  ['Was dressed well, with make-up', ['dressed', 'make-up']],
  ['No quiso declarar y parecía tranquila', ['tranquil', 'parecio|parecia', 'no quiso declarar']],
  ['No cooperó; se negó a hablar', ['coopero', 'se nego a hablar']],
])('"%s" is heard as a remark on behavior, looks or help', (note, heard) => {
  expect(demeanourIn(note).length).toBeGreaterThanOrEqual(heard.length - 1);
  expect(codes(decide(standing, { ...asked, ...aside, note }))).toEqual(['note demeanour']);
  expect(codes(decide(standing, { ...asked, note }))).toEqual([]);
});

test.each([
  'Bank records and the rental contract show that the person managed the business and shared its profit.',
  'The wages paid match the contract for every month; two co-workers confirm free movement.',
  'Los recibos de pago y el contrato muestran el salario acordado en cada mes.',
  'Cryptocurrency transfers from the account of the person; see exhibit 12.',
  'Detective Cooper verified the hotel register.',
])('"%s" speaks of facts', (note) => {
  expect(demeanourIn(note)).toEqual([]);
});

test('no list of reasons or bases has a word for demeanour, appearance or cooperation, in any language', () => {
  for (const codesOf of [notIdentifiedReasons, victimBases])
    expect(codesOf.flatMap((one) => demeanourIn(one.replaceAll('_', ' ')))).toEqual([]);
  for (const file of Object.values(wordFiles))
    for (const list of ['notIdentifiedReason', 'victimBasis'])
      expect(Object.values(file[list]!).flatMap((word) => demeanourIn(word.label))).toEqual([]);
});

test('for commercial sex of a minor no force, fraud or coercion has to be shown', () => {
  expect(meansRequired('sex', 'from_15_to_17')).toBe('no');
  expect(meansRequired('both', 'minor')).toBe('no');
  expect(meansRequired('sex', 'from_18_to_24')).toBe('yes');
  expect(meansRequired('labor', 'from_12_to_14')).toBe('yes');
  expect(meansRequired('undetermined', 'under_12')).toBe('unknown');
  expect(meansRequired('sex', 'unknown')).toBe('unknown');
});

test('years at the facts give the group, and nobody grows younger', () => {
  for (let age = 0; age <= 120; age += 1) expect(isMinor(groupOf(age))).toBe(age < 18);
  const ages = knownAges({ ageGroup: 'adult', ageAtFacts: 'unknown', yearsAtFacts: 16 });
  expect(ages).toEqual({
    ok: true,
    value: { ageGroup: 'adult', ageAtFacts: 'from_15_to_17', yearsAtFacts: 16 },
  });
  expect(knownAges({ ageGroup: 'minor', ageAtFacts: 'adult', yearsAtFacts: null }).ok).toBe(false);
  expect(knownAges({ ageGroup: 'adult', ageAtFacts: 'minor', yearsAtFacts: 30 }).ok).toBe(false);
  for (const one of ageGroups)
    expect(knownAges({ ageGroup: one, ageAtFacts: one, yearsAtFacts: null }).ok, one).toBe(true);
});

const channel: Channel = {
  kind: 'phone',
  safety: 'safe',
  leaveMessage: false,
  codeWord: true,
  days: [],
  fromTime: null,
  untilTime: null,
  endedAt: null,
};
const noon = { at: new Date('2026-03-02T18:00:00Z'), zone: 'America/Chicago' }; // a Monday, 12:00 there

test('an unsafe or ended way to a victim is never used, whoever asks and at any time', () => {
  const kinds = fc.constantFrom(
    'phone',
    'text_message',
    'in_person',
    'through_person',
    'email',
  ) as fc.Arbitrary<Channel['kind']>;
  fc.assert(
    fc.property(
      kinds,
      fc.date({ noInvalidDate: true }),
      fc.boolean(),
      fc.boolean(),
      (kind, at, knowinglyUnknown, ended) => {
        const bad: Channel = {
          ...channel,
          kind,
          safety: ended ? 'safe' : 'unsafe',
          endedAt: ended ? new Date(0) : null,
        };
        expect(mayBeChosen(bad)).toBe(false);
        const answer = mayContact(bad, { at, zone: 'UTC', knowinglyUnknown });
        expect(answer.ok ? null : answer.refusals.map((one) => one.code)).toEqual(['unsafe_channel']);
      },
    ),
  );
});

test('an unknown way is tried only by a person who knows that it is unknown', () => {
  const unknown = { ...channel, safety: 'unknown' } as const;
  expect(mayContact(unknown, noon).ok).toBe(false);
  expect(mayContact(unknown, { ...noon, knowinglyUnknown: true }).ok).toBe(true);
});

test('a safe way is used on its days and in its hours, in the time zone of the task force, and says how', () => {
  expect(mayContact(channel, noon)).toEqual({ ok: true, value: { leaveMessage: false, codeWord: true } });
  expect(mayContact({ ...channel, days: ['monday'] }, noon).ok).toBe(true);
  expect(mayContact({ ...channel, days: ['tuesday'] }, noon).ok).toBe(false);
  expect(mayContact({ ...channel, fromTime: '12:00', untilTime: '13:00' }, noon).ok).toBe(true);
  expect(mayContact({ ...channel, fromTime: '11:00', untilTime: '12:00' }, noon).ok).toBe(false);
  expect(
    mayContact({ ...channel, days: ['monday'] }, { ...noon, at: new Date('2026-03-03T03:00:00Z') }).ok,
  ).toBe(true);
});

test('code names come from a list of neutral words and hold no part of a real name', () => {
  expect(new Set(codeNames).size).toBe(codeNames.length);
  expect(codeNames.length).toBeGreaterThan(2000);
  expect(codeNames.every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name))).toBe(true);
  expect(drawCodeNames(() => 0)[0]).toBe(codeNames[0]);
  expect(keepsSecret('Willow Bend', ['Wíllow Zephyrmark']).ok).toBe(false);
  expect(keepsSecret('Willow Bend', ['Quilla Zephyrmark', 'Ben']).ok).toBe(true);
});

test.each(screeningPacks.map((pack) => [pack.id, pack] as const))(
  'the pack %s asks in both languages, leads only to known routes, and asks nothing of origin, dress or demeanour',
  (_, pack) => {
    const never =
      /nationalit|ethnic|race|immigration status|undocumented|nacionalidad|etnia|raza|indocumentad|estatus migratorio/i;
    expect(new Set(pack.items.map((item) => item.id)).size).toBe(pack.items.length);
    for (const said of [pack.title, pack.note, ...pack.items.map((item) => item.question)])
      for (const text of [said.en, said.es]) expect(text.trim().length).toBeGreaterThan(3);
    for (const item of pack.items) {
      expect(item.routes.length).toBeGreaterThan(0);
      expect(item.routes.every((route) => (screeningRoutes as readonly string[]).includes(route))).toBe(true);
      for (const text of [item.question.en, item.question.es]) {
        expect(text).not.toMatch(never);
        expect(demeanourIn(text), text).toEqual([]);
      }
    }
  },
);

test('answers lead to offers and questions, never to a number or a verdict', () => {
  const [pack] = screeningPacks;
  const all = Object.fromEntries(pack!.items.map((item) => [item.id, 'yes' as const]));
  for (const offer of offersOf(pack!, all))
    expect(Object.keys(offer).toSorted()).toEqual(['because', 'route']);
  expect(offersOf(pack!, {})).toEqual([{ route: 'service_referral', because: [] }]);
  expect(offersOf(pack!, { safe_now: 'yes' }).map((offer) => offer.route)).toEqual([
    'danger_now',
    'safety_planning',
    'service_referral',
  ]);
  expect(JSON.stringify(offersOf(pack!, all))).not.toMatch(/\d/);
});

test('a screening is kept only of somebody who agreed, and only with answers to its questions', () => {
  const base = { pack: 'first_contact', packVersion: 1, agreed: true, answers: { safe_now: 'no' } } as const;
  expect(keepScreening(base).ok).toBe(true);
  expect(keepScreening({ ...base, agreed: false }).ok).toBe(false);
  expect(keepScreening({ ...base, answers: { demeanour: 'yes' } }).ok).toBe(false);
  expect(keepScreening({ ...base, answers: {} }).ok).toBe(false);
  expect(keepScreening({ ...base, packVersion: 9 }).ok).toBe(false);
});

test('every status has its next steps', () => {
  for (const status of victimStatuses) expect(nextStatuses[status].length).toBeGreaterThan(0);
});
