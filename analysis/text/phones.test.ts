import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastSeven, phonesIn, toE164 } from './phones.ts';

const chicago = '+13125550142';

test.each([
  '312-555-0142',
  '(312) 555-0142',
  '312.555.0142',
  '3125550142',
  '1 312 555 0142',
  '+1 (312) 555-0142',
  '001 312 555 0142'.slice(2),
  '312 5550142',
  '3 1 2 5 5 5 0 1 4 2',
  '3*1*2*5*5*5*0*1*4*2',
  '312 – 555 – 0142',
  '３１２-５５５-０１４２',
  '③①②-555-0142',
  'three one two five five five zero one four two',
  'three one two, triple five, oh one four two',
  '312 five five five 0142',
  'threeonetwo fivefivefive 0142',
  'tres uno dos cinco cinco cinco cero uno cuatro dos',
  '312 dash 555 dash 0142',
  'tel:+13125550142',
])('%s is read as the same number', (text) => {
  expect(toE164(text)).toBe(chicago);
});

test('numbers from abroad keep their country', () => {
  expect(toE164('+52 55 1234 5678')).toBe('+525512345678');
  expect(toE164('011 52 55 1234 5678')).toBe('+525512345678');
  expect(toE164('+84 24 3825 5607')).toBe('+842438255607');
});

test('letters on the keypad count as digits', () => {
  expect(toE164('1-800-555-TIPS')).toBe('+18005558477');
  expect(phonesIn('about 500 workers came')).toEqual([]);
  expect(phonesIn('ROOM 312 BLUE DOOR')).toEqual([]);
});

test('numbers are found inside a sentence, with their place', () => {
  const text = 'He texted from 312.555.0142 and then (773) 555-0199, ask for room 12.';
  const found = phonesIn(text);
  expect(found.map((phone) => phone.e164)).toEqual([chicago, '+17735550199']);
  expect(found.map((phone) => text.slice(phone.start, phone.end))).toEqual(found.map((phone) => phone.raw));
  expect(found[0]?.raw).toBe('312.555.0142');
});

test('two numbers side by side are two numbers', () => {
  expect(phonesIn('312-555-0142 773-555-0199').map((phone) => phone.e164)).toEqual([chicago, '+17735550199']);
  expect(phonesIn('+1 312 555 0142 773 555 0199').map((phone) => phone.e164)).toEqual([
    chicago,
    '+17735550199',
  ]);
});

test('a number without its area code is kept by its last seven digits', () => {
  expect(phonesIn('call 555-0142')).toMatchObject([{ e164: null, lastSeven: '5550142' }]);
  expect(lastSeven(chicago)).toBe('5550142');
  expect(lastSeven('0142')).toBeNull();
  expect(toE164('555-0142')).toBeNull();
});

test.each([
  'on 2026-03-01 at 10:30',
  '2026 03 01 10 30 15',
  'case 2026-0042',
  'SSN 900-12-3456',
  'card 4000 0000 0000 0002',
  '$1,234,567.89',
  'room 5550142',
  'zip 60601-1234',
  'one of the two men',
  'VIN 1HGCM82633A004352',
])('%s holds no phone number', (text) => {
  expect(phonesIn(text)).toEqual([]);
});

test('every number survives every usual writing', () => {
  const number = fc.tuple(
    fc.integer({ min: 200, max: 999 }),
    fc.integer({ min: 200, max: 999 }),
    fc.integer({ min: 0, max: 9999 }),
  );
  const gap = fc.constantFrom('-', '.', ' ', ' - ', '/', '');
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  fc.assert(
    fc.property(
      number,
      gap,
      fc.constantFrom('', '1 ', '+1 ', '1-'),
      ([area, exchange, line], between, lead) => {
        const last = String(line).padStart(4, '0');
        const written = `${lead}${area}${between}${exchange}${between}${last}`;
        const spelled = [...`${area}${exchange}${last}`].map((digit) => words[Number(digit)]).join(' ');
        expect(toE164(written)).toBe(`+1${area}${exchange}${last}`);
        expect(toE164(`he said ${spelled} ok`)).toBe(`+1${area}${exchange}${last}`);
      },
    ),
    { numRuns: 500 },
  );
});

test('any text is answered, and what is found stands where it says', () => {
  const sign = fc.constantFrom(
    '1',
    '5',
    '9',
    ' ',
    '-',
    '+',
    '(',
    ')',
    'five',
    'double ',
    'x',
    'A',
    '٣',
    '.',
    ',',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join('');
      return phonesIn(text).every(
        (one) => text.slice(one.start, one.end) === one.raw && one.lastSeven.length === 7,
      );
    }),
    { numRuns: 1000 },
  );
});
