import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReceiptCode, receiptBytes, receiptCode } from './rules-receipts.ts';
import type { TipTraces } from './rules-similar.ts';
import { similarTips } from './rules-similar.ts';

const empty: TipTraces = {
  id: 'new',
  phones: [],
  plates: [],
  addresses: [],
  names: [],
  place: null,
  happenedAt: null,
  source: null,
};
const earlier = (id: string, traces: Partial<TipTraces>): TipTraces => ({ ...empty, id, ...traces });
const reasons = (tip: Partial<TipTraces>, other: Partial<TipTraces>) =>
  similarTips({ ...empty, ...tip }, [earlier('old', other)])[0]?.reasons.map((one) => [
    one.reason,
    one.value,
  ]) ?? [];

test('the same phone is found however it was written, and shown in one form', () => {
  expect(reasons({ phones: ['(312) 555-0142'] }, { phones: ['312.555.0142', '773 555 0100'] })).toEqual([
    ['same_phone', '+13125550142'],
  ]);
  expect(reasons({ phones: ['555-0142'] }, { phones: ['312.555.0142'] })).toEqual([
    ['same_last_seven_digits', '312.555.0142'],
  ]);
  expect(reasons({ phones: ['773-555-0142'] }, { phones: ['312.555.0142'] })).toEqual([]);
});

test('plates, addresses and sources are compared as they mean', () => {
  expect(reasons({ plates: ['abc 1234'] }, { plates: ['IL ABC-1234'] })).toEqual([
    ['same_plate', 'IL ABC1234'],
  ]);
  expect(reasons({ addresses: ['12 North Oak Street, Apt 3'] }, { addresses: ['12 N Oak St'] })).toEqual([
    ['same_address', '12 N Oak St'],
  ]);
  expect(reasons({ source: 'training 17' }, { source: 'training 17' })).toEqual([['same_source', null]]);
  expect(reasons({}, {})).toEqual([]);
});

test('names say how they are alike, and a single word by sound is no reason', () => {
  expect(reasons({ names: ['Pepe Gonzales'] }, { names: ['José González'] })).toEqual([
    ['name_by_sound', 'José González'],
  ]);
  expect(reasons({ names: ['Bill Oak'] }, { names: ['William Oak'] })).toEqual([
    ['name_by_nickname', 'William Oak'],
  ]);
  expect(reasons({ names: ['Smyth'] }, { names: ['Smith'] })).toEqual([]);
  expect(reasons({ names: ['Smoky'] }, { names: ['smoky'] })).toEqual([['same_name', 'smoky']]);
});

test('near means near in place and in time', () => {
  const here = {
    place: { latitude: 41.88, longitude: -87.63 },
    happenedAt: new Date('2026-03-01T00:00:00Z'),
  };
  const there = {
    place: { latitude: 41.8845, longitude: -87.63 },
    happenedAt: new Date('2026-03-04T00:00:00Z'),
  };
  expect(similarTips({ ...empty, ...here }, [earlier('old', there)])[0]?.reasons[0]?.near).toEqual({
    meters: 500,
    days: 3,
  });
  expect(reasons(here, { ...there, happenedAt: new Date('2026-04-04T00:00:00Z') })).toEqual([]);
  expect(reasons(here, { ...there, place: { latitude: 41.9, longitude: -87.63 } })).toEqual([]);
  expect(reasons(here, { place: there.place })).toEqual([]);
});

test('a shared phone stands before a name that sounds alike; the tip itself is never listed', () => {
  const tip = { ...empty, phones: ['312-555-0142'], names: ['Steven Smyth'] };
  const others = [
    earlier('by name', { names: ['Stephen Smith'] }),
    earlier('by phone', { phones: ['3125550142'] }),
    earlier('by both', { phones: ['3125550142'], names: ['Stephen Smith'] }),
    tip,
  ];
  expect(similarTips(tip, others).map((found) => found.tipId)).toEqual(['by both', 'by phone', 'by name']);
});

test('no answer carries a score', () => {
  const found = similarTips({ ...empty, names: ['Ann Oak'] }, [earlier('old', { names: ['Ann Oak'] })]);
  expect(Object.keys(found[0] ?? {})).toEqual(['tipId', 'reasons']);
});

const bytes = fc.uint8Array({ minLength: receiptBytes, maxLength: receiptBytes });
const unwrap = (typed: string) => {
  const read = readReceiptCode(typed);
  return read.ok ? read.value : read.refusals[0]?.code;
};

test('a receipt code is five groups of five signs without look-alikes', () => {
  fc.assert(
    fc.property(bytes, (random) =>
      /^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/.test(receiptCode(random)),
    ),
  );
  expect(() => receiptCode(new Uint8Array(14))).toThrow('takes 15 bytes');
});

test('different random bytes give different codes', () => {
  fc.assert(
    fc.property(
      bytes,
      bytes,
      (a, b) => (receiptCode(a) === receiptCode(b)) === a.every((byte, i) => byte === b[i]),
    ),
  );
});

test('a code is read whatever case, blanks and look-alikes it was written with', () => {
  fc.assert(
    fc.property(bytes, fc.boolean(), fc.constantFrom(' ', '', '-', ' – '), (random, lower, gap) => {
      const code = receiptCode(random);
      const written = code
        .replaceAll('-', gap)
        .replaceAll('0', 'O')
        .replaceAll('1', lower ? 'l' : 'I');
      return unwrap(lower ? written.toLowerCase() : written) === code;
    }),
  );
});

test('every single wrong sign is noticed', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(bytes, fc.nat(24), fc.nat(31), (random, place, sign) => {
      const plain = [...receiptCode(random).replaceAll('-', '')];
      fc.pre(plain[place] !== alphabet[sign]);
      return unwrap(plain.toSpliced(place, 1, alphabet[sign] ?? '').join('')) === 'receipt_check';
    }),
    { numRuns: 1000 },
  );
});

test('every swap of two different signs is noticed', () => {
  fc.assert(
    fc.property(bytes, fc.nat(24), fc.nat(24), (random, one, two) => {
      const plain = [...receiptCode(random).replaceAll('-', '')];
      const [a = '', b = ''] = [plain[one], plain[two]];
      fc.pre(a !== b);
      return unwrap(plain.toSpliced(one, 1, b).toSpliced(two, 1, a).join('')) === 'receipt_check';
    }),
    { numRuns: 1000 },
  );
});

test('what cannot be a code is refused with what to look at', () => {
  expect(unwrap('')).toBe('receipt_length');
  expect(unwrap('U'.repeat(25))).toBe('receipt_sign');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => typeof unwrap(typed) === 'string'),
  );
});
