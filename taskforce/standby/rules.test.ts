import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messages } from '../../bridge/messages.ts';
import { bodyOf, defaultSettings, noticeFrom, standingOf, type Draft } from './rules.ts';
import { roundDown, roundUp } from './rules-blocks.ts';
import { readinessOf, type Answer } from './rules-readiness.ts';

const now = new Date('2026-03-02T10:00:00Z');
const settings = { ...defaultSettings, areas: ['Riverton county'] };
const draft = (more: Partial<Draft> = {}): Draft => ({
  profile: 'coarse',
  area: 'Riverton county',
  windowFrom: new Date('2026-03-05T20:10:00Z'),
  windowUntil: new Date('2026-03-06T03:40:00Z'),
  people: '2-5',
  minors: 'none',
  genders: ['women'],
  languages: ['es', 'es'],
  needs: ['shelter'],
  safety: [],
  contactName: 'Dana Detective',
  contactPhone: '555-0142',
  validUntil: new Date('2026-03-07T00:00:00Z'),
  ...more,
});
const refusalsOf = (more: Partial<Draft>, set = settings) => {
  const answer = noticeFrom(draft(more), set, 'UTC', now);
  return answer.ok ? [] : answer.refusals.map(({ field }) => field);
};

test('the window of a coarse notice is widened to blocks of six hours, where the task force works', () => {
  const answer = noticeFrom(draft(), settings, 'America/Chicago', now);
  expect(
    answer.ok && [answer.value.windowFrom, answer.value.windowUntil].map((at) => at.toISOString()),
  ).toEqual(['2026-03-05T18:00:00.000Z', '2026-03-06T06:00:00.000Z']);
  expect(answer.ok && answer.value.languages).toEqual(['es']);
});

test('a rounded window always holds the one meant, in whole blocks, also when the clocks change', () => {
  const zones = ['America/Chicago', 'America/New_York', 'UTC', 'Asia/Kolkata', 'America/Phoenix'];
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('2026-01-01T00:00:00Z'),
        max: new Date('2027-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      fc.constantFrom(...zones),
      fc.constantFrom(1, 6, 12, 24),
      (at, zone, hours) => {
        const [down, up] = [roundDown(at, hours, zone), roundUp(at, hours, zone)];
        for (const edge of [down, up]) {
          const clock = edge.toLocaleTimeString('en-GB', { timeZone: zone });
          expect(clock.slice(2)).toBe(':00:00');
          expect(Number(clock.slice(0, 2)) % hours).toBe(0);
        }
        expect(down <= at && at <= up).toBe(true);
        expect(up.getTime() - down.getTime()).toBeLessThanOrEqual((hours + 1) * 3_600_000);
      },
    ),
  );
});

test('an area that is not of the list is refused, and so is all that the coarse profile leaves out', () => {
  expect(refusalsOf({})).toEqual([]);
  expect(refusalsOf({ area: 'Motel at exit 14' })).toEqual(['area']);
  expect(refusalsOf({ profile: 'fuller' })).toEqual(['profile']);
  expect(refusalsOf({ safety: ['await_call'] })).toEqual(['safety']);
  expect(refusalsOf({ profile: 'fuller', safety: ['await_call'] }, { ...settings, fuller: true })).toEqual(
    [],
  );
  expect(refusalsOf({ people: 'none' })).toEqual(['people']);
});

test('a window that is over, turned round or weeks long is refused, and a notice that ends before it or long after', () => {
  const at = (day: string) => new Date(`2026-03-${day}T00:00:00Z`);
  expect(refusalsOf({ windowFrom: at('01'), windowUntil: at('02') })).toEqual(['windowUntil']);
  expect(refusalsOf({ windowFrom: at('06'), windowUntil: at('05') })).toEqual(['windowUntil']);
  expect(refusalsOf({ windowUntil: at('25'), validUntil: at('25') })).toEqual(['windowUntil']);
  expect(refusalsOf({ validUntil: at('04') })).toEqual(['validUntil']);
  expect(refusalsOf({ validUntil: at('20') })).toEqual(['validUntil']);
});

test('what leaves is a message of the closed table, without a safety note in the coarse profile', () => {
  const body = bodyOf(draft(), 3, '0b8f4a52-6a2e-4c6e-9d0c-2f6a3f1f9a11');
  expect(messages['standby.announced'].body.parse(body)).toEqual(body);
  expect(body).not.toHaveProperty('safety');
  expect(bodyOf(draft({ profile: 'fuller', safety: ['await_call'] }), 1, body.notice)).toHaveProperty(
    'safety',
  );
});

test('a provider stands as far as it came with the present wording, and no further', () => {
  const notice = { edition: 2, validUntil: new Date('2026-03-07T00:00:00Z'), withdrawnAt: null };
  const one = { sentEdition: 2, deliveredAt: null, acknowledgedEdition: null, answered: false };
  expect(standingOf({ ...one, sentEdition: 0 }, notice, now)).toBe('to_tell');
  expect(standingOf(one, notice, now)).toBe('sent');
  expect(standingOf({ ...one, deliveredAt: now }, notice, now)).toBe('delivered');
  expect(standingOf({ ...one, deliveredAt: now, acknowledgedEdition: 1, answered: true }, notice, now)).toBe(
    'delivered',
  );
  expect(standingOf({ ...one, acknowledgedEdition: 2 }, notice, now)).toBe('acknowledged');
  expect(standingOf({ ...one, acknowledgedEdition: 2, answered: true }, notice, now)).toBe('answered');
  expect(standingOf(one, { ...notice, validUntil: now }, now)).toBe('expired');
  expect(standingOf(one, { ...notice, withdrawnAt: now }, now)).toBe('withdrawn');
});

const asked = { people: '2-5', minors: 'none', languages: ['es-MX'], needs: ['shelter'] } as const;
const answer = (more: Partial<Answer> = {}, beds: Record<string, number> = { women: 3 }): Answer => ({
  provider: 'Harbor House',
  standing: 'answered',
  capacity: {
    beds,
    legalSlots: 1,
    medicalSlots: null,
    languages: ['es'],
    validUntil: '2026-03-03T00:00:00Z',
  },
  ...more,
});

test('providers are ready when somebody knows, beds are not short and every language is spoken', () => {
  const one = readinessOf(
    asked,
    [answer(), answer({ provider: 'Casa', standing: 'sent', capacity: null })],
    now,
  );
  expect(one).toMatchObject({
    told: 2,
    acknowledged: ['Harbor House'],
    waiting: ['Casa'],
    languagesMissing: [],
    ready: true,
  });
  expect(one.beds).toEqual({ asked: { from: 2, until: 5 }, free: 3, enough: 'some' });
  expect(readinessOf(asked, [answer(), answer({ provider: 'Casa' })], now).beds.enough).toBe('yes');
  expect(readinessOf(asked, [answer({}, { women: 1 })], now)).toMatchObject({
    beds: { enough: 'no' },
    ready: false,
  });
  expect(readinessOf({ ...asked, languages: ['zh'] }, [answer()], now)).toMatchObject({
    languagesMissing: ['zh'],
    ready: false,
  });
  expect(readinessOf(asked, [], now).ready).toBe(false);
});

test('numbers that ran out, and those of a provider that does not know the present wording, count for nothing', () => {
  expect(readinessOf(asked, [answer()], new Date('2026-03-04T00:00:00Z')).beds.free).toBe(0);
  expect(readinessOf(asked, [answer({ standing: 'delivered' })], now)).toMatchObject({
    beds: { free: 0 },
    ready: false,
  });
});

test('beds for minors are counted apart, and where no shelter is asked for none is missed', () => {
  const minors = { ...asked, minors: '1' } as const;
  expect(readinessOf(minors, [answer()], now)).toMatchObject({
    minorsBeds: { free: 0, enough: 'no' },
    ready: false,
  });
  expect(readinessOf(minors, [answer({}, { women: 3, families: 1 })], now)).toMatchObject({
    minorsBeds: { enough: 'yes' },
    ready: true,
  });
  expect(readinessOf({ ...asked, needs: ['legal'] }, [answer({}, {})], now).ready).toBe(true);
});
