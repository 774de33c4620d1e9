import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold, tokens } from '../../analysis/text/fold.ts';
import { phonesIn } from '../../analysis/text/phones.ts';
import { openTestHouse, type TestHouse } from '../testing.ts';
import { phoneKeys } from './rules-query.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const wordsInDatabase = async (texts: string[]): Promise<string[]> => {
  const { rows } = await house.owner.query<{ words: string }>(
    'select taskforce.search_words_of(t) as words from unnest($1::text[]) with ordinality as x (t, n) order by n',
    [texts],
  );
  return rows.map((row) => row.words);
};

/** A text PostgreSQL can hold. */
const storable = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => text.replace(/\0/g, '').toWellFormed());

/** The signs of Unicode that the database cuts otherwise than the program: those newer than its Unicode. */
async function newerSigns(): Promise<string[]> {
  const signs: string[] = [];
  for (let code = 1; code <= 0x10ffff; code += 1) {
    const sign = String.fromCodePoint(code);
    if (!/[\p{Cn}\p{Cs}]/u.test(sign)) signs.push(sign);
  }
  const fence = ' qfenceq ';
  const blocks: string[][] = [];
  for (let from = 0; from < signs.length; from += 2000) blocks.push(signs.slice(from, from + 2000));
  const held = await wordsInDatabase(blocks.map((block) => block.map((sign) => `a${sign}b`).join(fence)));
  return blocks.flatMap((block, n) => {
    const words = held[n]!.split(fence);
    return block.filter((sign, at) => tokens(`a${sign}b`).join(' ') !== words[at]);
  });
}

/** How many of the signs of this Node's Unicode a PostgreSQL may not know; 15 is of 2021. */
const unknownSigns = async (): Promise<number> => {
  const { rows } = await house.owner.query<{ n: number }>(
    `select current_setting('server_version_num')::int / 10000 as n`,
  );
  return rows[0]!.n >= 18 ? 40 : 120;
};

test('the database cuts every sign and generated texts of any script into the same words as the program', async () => {
  const newer = new Set(await newerSigns());
  expect(newer.size, [...newer].join(' ')).toBeLessThanOrEqual(await unknownSigns());
  const texts = fc
    .sample(fc.oneof(storable, fc.string({ unit: 'grapheme', maxLength: 60 }), fc.lorem()), 3000)
    // What one of the two does not know it cannot fold.
    .filter((text) => [...text].every((sign) => !/\p{Cn}/u.test(sign) && !newer.has(sign)))
    .filter((text) => !/\p{Cn}/u.test(text.normalize('NFKD')));
  expect(texts.length).toBeGreaterThan(1000);
  const held = await wordsInDatabase(texts);
  texts.forEach((text, n) => expect(held[n], JSON.stringify(text)).toBe(tokens(text).join(' ')));
}, 180_000);

test('words that differ only in accents, case and ligatures are one word', async () => {
  expect(
    await wordsInDatabase(['Nguyễn', 'NGUYEN', 'Łódź', 'straße', 'Ærø', 'ﬁle', '１２３', 'ΛΟΓΟΣ 𝜮']),
  ).toEqual(['nguyen', 'nguyen', 'lodz', 'strasse', 'aero', 'file', '123', 'λογοσ σ']);
  expect(fold('Nguyễn')).toBe('nguyen');
});

const digits = fc.tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 0, max: 99 }));
const spelling: Record<string, string> = {
  0: 'zero',
  1: 'one',
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
};
/** A fictional number (exchange 555, 0100 to 0199) in one of the ways people write numbers. */
const writtenPhone = fc
  .tuple(
    digits,
    fc.integer({ min: 0, max: 11 }),
    fc.constantFrom('call ', 'tel:', '', 'her number is ', 'Llamar al '),
  )
  .map(([[area, line], way, before]) => {
    const end = `01${String(line).padStart(2, '0')}`;
    const all = `${area}555${end}`;
    const ways = [
      `(${area}) 555-${end}`,
      `${area}-555-${end}`,
      `${area}.555.${end}`,
      `${area} 555 ${end}`,
      all,
      `+1 ${area} 555 ${end}`,
      `1-${area}-555-${end}`,
      `+1${all}`,
      [...all].join(' '),
      [...all].map((d) => spelling[d]).join(' '),
      [...all].map((d, n) => (n % 3 === 0 ? spelling[d] : d)).join(' '),
      `555-${end}`,
    ];
    return { text: `${before}${ways[way]} after six pm`, number: way === 11 ? `555${end}` : all };
  });

test('a phone in any writing is found by the database where the program finds it', async () => {
  const samples = fc.sample(writtenPhone, 600);
  const { rows } = await house.owner.query<{ keys: string[] }>(
    'select taskforce.search_phones_of(t) as keys from unnest($1::text[]) with ordinality as x (t, n) order by n',
    [samples.map((one) => one.text)],
  );
  const missed = samples.filter(({ text }, n) => {
    const found = phonesIn(text);
    return (
      found.length > 0 && !found.every((phone) => phoneKeys(phone).some((key) => rows[n]!.keys.includes(key)))
    );
  });
  expect(missed.slice(0, 5)).toEqual([]);
});

test('dates, times and case numbers are no phones', async () => {
  const { rows } = await house.owner.query<{ keys: string[] }>(
    `select taskforce.search_phones_of(t) as keys from unnest(array['2026-03-14 12:45', 'case 2026-0042', '$1,250,000', 'room 5550142x']) as t`,
  );
  expect(rows.slice(0, 3).map((row) => row.keys)).toEqual([[], [], []]);
});
