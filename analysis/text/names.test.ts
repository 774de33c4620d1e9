import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameForm, nameKeys, nameParts, sameName } from './names.ts';
import { nicknameFamilies, nicknameOf, nicknamesOf } from './nicknames.ts';
import { soundKeys, soundsAlike } from './sounds.ts';

const heard: Record<string, string> = {
  Spanish:
    'Gonzalez Gonzales, Ximenez Jimenez, Jimenez Gimenez, Hernandez Ernandez, Vasquez Basquez, Yolanda Llolanda, ' +
    'Cesar Sesar, Jose Hose, Wilmer Huilmer, Joaquin Huakin, Muñoz Munos, Peña Penia, Quintero Kintero, ' +
    'Velasquez Belaskes, Xochitl Sochil, Johana Yohana, Ceballos Zevallos, Estefany Stephanie, Cristina Christina, ' +
    'Beltran Veltran, Javier Xavier, Isabel Ysabel, Zamora Samora, Juarez Huarez, Hector Ector, Guerrero Gerrero',
  Vietnamese:
    'Nguyen Nguyễn, Nguyen Nuyen, Nguyen Ngyuen, Nguyen Nugyen, Hoàng Huỳnh, Vũ Võ, Dung Zung, Dung Yung, Pham Fam, ' +
    'Phuong Fuong, Tran Chan, Khanh Kanh, Giang Zang, Thuy Tuy, Xuan Suan, Quoc Kuoc, Nhung Nung, Anh An, Minh Min',
  Chinese:
    'Zhang Chang, Xu Hsu, Zhou Chou, Huang Wong, Chen Chan, Li Lee, Cai Tsai, Xie Hsieh, Zheng Cheng, Wu Ng, Lin Lam, ' +
    'Guo Kwok, Zhao Chao, Jiang Chiang, Liang Leung, Yang Yeung, Xiaoming Hsiaoming, Qing Ching, Zhiwei Chihwei',
  English:
    'Smith Smyth, Catherine Kathryn, Stephen Steven, Jon John, Philip Phillip, Geoffrey Jeffrey, Brian Bryan, ' +
    'Mohammed Muhammad, Reid Reed, Thompson Thomson, Meyer Maier, Schmidt Schmitt, Caitlin Kaitlyn, Knight Night',
};

test.each(Object.entries(heard))('%s names are found in the spellings people hear', (_, list) => {
  const missed = list.split(', ').filter((pair) => {
    const [a = '', b = ''] = pair.split(' ');
    return !soundsAlike(a, b);
  });
  expect(missed).toEqual([]);
});

test('short names that differ are not thrown together', () => {
  for (const pair of ['Lee Lo', 'Garcia Gomez', 'Tran Trujillo', 'Wang Yang', 'Maria Mario', 'Kim Kam'])
    expect(soundsAlike(...(pair.split(' ') as [string, string])), pair).toBe(false);
});

const census = new URL('../../../shared/reference/names/us_census_surnames.json', import.meta.url);

test.skipIf(!existsSync(census))(
  'of pairs of the 1,500 commonest surnames less than two in a thousand sound alike',
  () => {
    const names = (JSON.parse(readFileSync(census, 'utf8')) as string[]).slice(0, 1500).map(soundKeys);
    let alike = 0;
    names.forEach((keys, index) => {
      for (const other of names.slice(index + 1)) if (keys.some((key) => other.includes(key))) alike += 1;
    });
    expect(alike / ((names.length * (names.length - 1)) / 2)).toBeLessThan(0.002);
  },
);

test('accents, order, comma, titles and particles do not change the form of a name', () => {
  expect(nameForm('García López, María de los Ángeles')).toBe(nameForm('Maria Angeles Garcia Lopez'));
  expect(nameForm('Mr. John O’Brien Jr.')).toBe('john obrien');
  expect(nameParts('Nguyễn Văn An')).toEqual(['nguyen', 'van', 'an']);
  expect(nameForm('Jan van der Berg')).toBe('berg jan');
  expect(nameForm('De La O')).toBe('o');
  expect(nameForm('')).toBe('');
});

test('two names are compared part by part, and the way they are alike is named', () => {
  expect(sameName('Maria Gonzalez', 'gonzález, maría')).toBe('same');
  expect(sameName('Bill Smith', 'William Smith')).toBe('nickname');
  expect(sameName('Pancho Ruiz', 'Francisco Ruiz Ortega')).toBe('nickname');
  expect(sameName('Steven Smyth', 'Stephen Smith')).toBe('sound');
  expect(sameName('J. Alvarez', 'Jorge Alvarez')).toBe('nickname');
  expect(sameName('Maria Gonzalez', 'Maria Lopez')).toBeNull();
  expect(sameName('Maria', 'Maria Lopez'), 'a first name alone says too little').toBeNull();
  expect(sameName('', '')).toBeNull();
});

test('likeness does not depend on which name comes first, and a name is like itself', () => {
  const part = fc.constantFrom(
    'maria',
    'jose',
    'pepe',
    'smith',
    'smyth',
    'wong',
    'de',
    'j',
    'nguyen',
    'Bill',
    'william',
  );
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
  fc.assert(fc.property(name, name, (a, b) => sameName(a, b) === sameName(b, a)));
  fc.assert(fc.property(name, (a) => sameName(a, a) === 'same' || /^(j ?)+$/.test(nameForm(a))));
});

test('names that are alike share a key, so that looking up by key finds them', () => {
  const part = fc.constantFrom(
    'maria',
    'jose',
    'pepe',
    'smith',
    'smyth',
    'wong',
    'huang',
    'nguyen',
    'bill',
    'william',
    'liam',
  );
  const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(
      name,
      name,
      (a, b) => sameName(a, b) === null || nameKeys(a).some((key) => nameKeys(b).includes(key)),
    ),
  );
});

test('names in other scripts are compared as written', () => {
  expect(nameKeys('王 伟')).toEqual(['=伟', '=王']);
  expect(sameName('王 伟', '伟 王')).toBe('same');
});

test('nicknames go both ways and meet through the full name', () => {
  expect(nicknameFamilies).toBeGreaterThanOrEqual(150);
  expect(nicknamesOf('chuy')).toEqual(['jesus']);
  expect(nicknamesOf('francisco')).toContain('pancho');
  expect(nicknameOf('bill', 'will')).toBe(true);
  expect(nicknameOf('bill', 'bob')).toBe(false);
  expect(nicknamesOf('xyz')).toEqual([]);
});

test('anything typed as a name is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), (a, b) => {
      sameName(a, b);
      return Array.isArray(nameKeys(a)) && Array.isArray(soundKeys(b));
    }),
  );
});
