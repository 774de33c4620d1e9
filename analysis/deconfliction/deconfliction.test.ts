import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierTypes, likeness, normalize, type IdentifierType, type Normalized } from './identifiers.ts';
import { metersBetween, overlapOf, type Spot } from './overlap.ts';

const read = (type: IdentifierType, value: string, scope: string | null = null): Normalized => {
  const found = normalize({ type, value, scope });
  if (typeof found === 'string') throw new Error(`${type}: ${found}`);
  return found;
};
const like = (type: IdentifierType, a: [string, string?], b: [string, string?]) =>
  likeness(read(type, a[0], a[1] ?? null), read(type, b[0], b[1] ?? null));

test('one phone number is the same however it is written', () => {
  for (const written of ['(312) 555-0142', '312.555.0142', '+1 312 555 0142', '1-312-555-0142'])
    expect(like('phone', [written], ['3125550142'])).toBe('exact');
  expect(like('phone', ['312-555-0142'], ['773-555-0142'])).toBeNull();
  expect(normalize({ type: 'phone', value: '555-0142', scope: null })).toBe('unreadable');
});

test('a plate needs its state, and signs that eyes confuse are only possible', () => {
  expect(like('plate', ['abc 1234', 'il'], ['ABC-1234', 'IL'])).toBe('exact');
  expect(like('plate', ['ABC 1234', 'IL'], ['ABC 1234', 'WI'])).toBeNull();
  expect(like('plate', ['AB0 1234', 'IL'], ['ABO I234', 'IL'])).toBe('alike_signs');
  expect(normalize({ type: 'plate', value: 'ABC 1234', scope: null })).toBe('scope_needed');
});

test('mail aliases, handles, addresses and names meet as people write them', () => {
  expect(like('email', ['Rio.Red@Example.org'], ['rio.red@example.org'])).toBe('exact');
  expect(like('email', ['r.io+one@gmail.com'], ['rio@googlemail.com'])).toBe('mail_alias');
  expect(like('handle', ['@Lucky_Seven', 'Insta Gram'], ['luckyseven', 'instagram'])).toBe('alike_signs');
  expect(like('handle', ['lucky', 'snap'], ['lucky', 'insta'])).toBeNull();
  expect(
    like('address', ['12 North Oak Street, Apt 4', '60601'], ['12 N. Oak St unit 4', '60601-1234']),
  ).toBe('exact');
  expect(like('address', ['12 N Oak St apt 4', '60601'], ['12 N Oak St apt 9', '60601'])).toBe(
    'same_building',
  );
  expect(like('person', ['García López, María', '1990-04-05'], ['Maria Garcia Lopez', '1990-04-05'])).toBe(
    'exact',
  );
  expect(like('person', ['Stephen Smyth', '1990-04-05'], ['Steven Smith', '1990-04-05'])).toBe(
    'sounds_alike',
  );
  expect(like('person', ['Maria Garcia', '1990-04-05'], ['Maria Lopez', '1990-04-05'])).toBeNull();
  expect(like('person', ['Maria Garcia', '1990-04-05'], ['Maria Garcia', '1991-04-05'])).toBeNull();
});

test('accounts and wallets are compared sign for sign', () => {
  expect(like('bank_account', ['0012-345 678', '021000021'], ['0012345678', '021000021'])).toBe('exact');
  expect(normalize({ type: 'bank_account', value: '0012345678', scope: '021000022' })).toBe('unreadable');
  const wallet = '0x52908400098527886E0F7030069857D2E4169EE7';
  expect(like('crypto', [wallet], [wallet.toLowerCase()])).toBe('exact');
  expect(
    like('crypto', ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT'], ['1boatSLRHtKNngkdXEeobR76b53LETtpyT']),
  ).toBeNull();
});

test('values that belong to everybody are refused', () => {
  const everybodys: [IdentifierType, string, string?][] = [
    ['phone', '911'],
    ['phone', '988'],
    ['phone', '000-0000'],
    ['phone', '312-000-0000'],
    ['phone', '888-373-7888'],
    ['phone', '312-555-1212'],
    ['phone', '2222222222'],
    ['email', 'info@motel.test'],
    ['email', 'NoReply@shop.test'],
    ['handle', 'admin', 'any'],
    ['handle', 'ab', 'any'],
    ['plate', 'no plate', 'IL'],
    ['bank_account', '123456789', '021000021'],
    ['bank_account', '00000000', '021000021'],
    ['crypto', `0x${'0'.repeat(40)}`],
    ['person', 'Jane Doe', '1990-01-02'],
    ['person', 'Maria Garcia', '1900-01-01'],
  ];
  for (const [type, value, scope] of everybodys)
    expect([type, value, normalize({ type, value, scope: scope ?? null })]).toEqual([
      type,
      value,
      'over_common',
    ]);
});

const typed = fc.oneof(
  fc.record({
    type: fc.constantFrom(...identifierTypes),
    value: fc.string({ maxLength: 40, unit: 'grapheme' }),
    scope: fc.option(fc.string({ maxLength: 12 })),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('phone'),
    value: fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map(String),
    scope: fc.constant(null),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('plate'),
    value: fc.stringMatching(/^[A-Za-z0-9 -]{2,9}$/),
    scope: fc.constantFrom('IL', 'wi', 'TX'),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('email'),
    value: fc.stringMatching(/^[a-zA-Z.+]{1,9}@(gmail|mail)\.com$/),
    scope: fc.constant(null),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('handle'),
    value: fc.stringMatching(/^@?[a-zA-Z0-9._-]{1,12}$/),
    scope: fc.constantFrom('Insta', 'snap chat'),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('address'),
    value: fc
      .tuple(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('Oak Street', 'N. 5th Ave', 'Saint John Blvd'),
        fc.constantFrom('', ' Apt 4', ' #12b'),
      )
      .map(([number, street, unit]) => `${number} ${street}${unit}`),
    scope: fc.constantFrom('60601', '60601-0001'),
  }),
  fc.record({
    type: fc.constant<IdentifierType>('person'),
    value: fc
      .tuple(
        fc.constantFrom('Maria', 'Stephen', 'Nguyễn', 'Bob'),
        fc.constantFrom('de la Cruz', 'Smith', 'Văn Anh', "O'Neil"),
      )
      .map((parts) => parts.join(' ')),
    scope: fc.constantFrom('1990-04-05', '1991-12-31'),
  }),
);

test('normalizing what was normalized changes nothing', () => {
  fc.assert(
    fc.property(typed, (one) => {
      const once = normalize(one);
      if (typeof once === 'string') return;
      const { forms, ...again } = once;
      expect(normalize(again)).toEqual({ ...again, forms });
    }),
    { numRuns: 2000 },
  );
});

test('likeness is the same from both sides, and everything is exactly like itself', () => {
  fc.assert(
    fc.property(typed, typed, (one, other) => {
      const [a, b] = [normalize(one), normalize(other)];
      if (typeof a === 'string') return;
      expect(likeness(a, a)).toBe('exact');
      if (typeof b !== 'string') expect(likeness(a, b)).toBe(likeness(b, a));
    }),
    { numRuns: 2000 },
  );
});

const noon = Date.UTC(2026, 5, 1, 12);
const spot = fc
  .record({
    lat: fc.double({ min: 41.5, max: 41.6, noNaN: true }),
    lon: fc.double({ min: -87.7, max: -87.6, noNaN: true }),
    from: fc.integer({ min: 0, max: 600 }).map((minutes) => new Date(noon + minutes * 60_000)),
    length: fc.integer({ min: 1, max: 300 }),
    buffer: fc.record({
      meters: fc.integer({ min: 50, max: 5000 }),
      minutes: fc.integer({ min: 0, max: 240 }),
    }),
  })
  .map(({ length, ...rest }): Spot => ({ ...rest, until: new Date(rest.from.getTime() + length * 60_000) }));

test('two activities meet from both sides in the same way, and each meets itself', () => {
  fc.assert(
    fc.property(spot, spot, (a, b) => {
      expect(overlapOf(a, b)).toBe(overlapOf(b, a));
      expect(overlapOf(a, a)).toBe('overlapping');
    }),
  );
});

test('the larger buffer decides, in metres and in minutes', () => {
  const at = (lat: number, hour: number, meters: number, minutes: number): Spot => ({
    lat,
    lon: -87.6,
    from: new Date(noon + hour * 3_600_000),
    until: new Date(noon + (hour + 1) * 3_600_000),
    buffer: { meters, minutes },
  });
  const here = at(41.5, 0, 100, 0);
  // 0.009 degrees of latitude are 1,001 metres.
  expect(Math.round(metersBetween(here, at(41.509, 0, 0, 0)))).toBe(1001);
  expect(overlapOf(here, at(41.509, 0, 1000, 0))).toBeNull();
  expect(overlapOf(here, at(41.509, 0, 1002, 0))).toBe('overlapping');
  expect(overlapOf(here, at(41.5, 2, 100, 59))).toBeNull();
  expect(overlapOf(here, at(41.5, 2, 100, 60))).toBe('close');
  expect(overlapOf(here, at(41.5, 1, 100, 0))).toBe('close');
});
