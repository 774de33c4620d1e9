import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  KeyMissing,
  SealBroken,
  blindIndex,
  newDataKey,
  open,
  rewrap,
  seal,
  unwrapDataKey,
} from './envelope.ts';
import { addKek, openKeys } from './keys.ts';
import type { Keys } from './keys.ts';

const place = { table: 'victim_identity', column: 'full_name', row: '0190a0c4-0000-7000-8000-000000000001' };
let root: string;
let keys: Keys;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'concert-envelope-'));
  keys = await openKeys(join(root, 'keys'), { create: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('any text comes back as it was sealed, and never the same bytes twice', () => {
  const { plain } = newDataKey(keys);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const first = seal(plain, text, place);
      expect(open(plain, first, place)).toBe(text);
      expect(first.equals(seal(plain, text, place))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('one changed bit anywhere in a sealed text is noticed', () => {
  const { plain } = newDataKey(keys);
  const sealed = seal(plain, 'the code name is Heron', place);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => open(plain, changed, place)).toThrow(SealBroken);
  }
  for (let cut = 0; cut < sealed.length; cut += 1) {
    expect(() => open(plain, sealed.subarray(0, cut), place)).toThrow(SealBroken);
  }
});

test('a sealed text copied to another row, column or table does not open there', () => {
  const { plain } = newDataKey(keys);
  const sealed = seal(plain, 'text', place);
  for (const other of [{ table: 'tip' }, { column: 'alias' }, { row: 'another' }]) {
    expect(() => open(plain, sealed, { ...place, ...other })).toThrow(SealBroken);
  }
  expect(() => seal(plain, 'text', { ...place, row: 'a|b' })).toThrow(TypeError);
});

test('a text sealed under an older version of the data key does not open under the newer one', () => {
  const older = newDataKey(keys).plain;
  expect(() => open({ key: older.key, version: 2 }, seal(older, 'text', place), place)).toThrow(SealBroken);
  const newer = newDataKey(keys, 2);
  expect(unwrapDataKey(keys, newer.wrapped, newer.kek).version).toBe(2);
});

test('the data key comes back from its wrapped form, and a changed wrapped form is refused', () => {
  const { plain, wrapped, kek } = newDataKey(keys);
  const sealed = seal(plain, 'text', place);
  expect(open(unwrapDataKey(keys, wrapped, kek), sealed, place)).toBe('text');
  for (let bit = 0; bit < wrapped.length * 8; bit += 7) {
    const changed = Buffer.from(wrapped);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => unwrapDataKey(keys, changed, kek)).toThrow(SealBroken);
  }
});

test('once its wrapped data key is destroyed, nothing left can open a text', () => {
  const sealed = seal(newDataKey(keys).plain, 'the survivor asked to be forgotten', place);
  for (let n = 0; n < 50; n += 1)
    expect(() => open(newDataKey(keys).plain, sealed, place)).toThrow(SealBroken);
  expect(sealed.includes('forgotten')).toBe(false);
});

test('after a new wrapping key is added, old texts open, data keys are re-wrapped, and the old key is not needed', async () => {
  const before = newDataKey(keys);
  const sealed = seal(before.plain, 'text', place);
  const rotated = await addKek(keys.dir);
  expect(rotated.newestKek).toBe('kek-2');
  expect(open(unwrapDataKey(rotated, before.wrapped, before.kek), sealed, place)).toBe('text');
  const anew = rewrap(rotated, before.wrapped, before.kek);
  expect(anew.kek).toBe('kek-2');
  expect(rewrap(rotated, anew.wrapped, anew.kek)).toEqual(anew);
  const onlyNew: Keys = { ...rotated, keks: new Map([['kek-2', rotated.keks.get('kek-2')!]]) };
  expect(open(unwrapDataKey(onlyNew, anew.wrapped, anew.kek), sealed, place)).toBe('text');
  expect(() => unwrapDataKey(onlyNew, before.wrapped, before.kek)).toThrow(KeyMissing);
});

test('a blind index is equal for equal values only, and differs by column and by key', () => {
  const index = blindIndex(keys.token, 'victim_identity.surname', 'heron');
  expect(index).toHaveLength(32);
  expect(blindIndex(keys.token, 'victim_identity.surname', 'heron')).toEqual(index);
  expect(blindIndex(keys.token, 'victim_identity.surname', 'herom')).not.toEqual(index);
  expect(blindIndex(keys.token, 'tip.surname', 'heron')).not.toEqual(index);
  expect(blindIndex(keys.keks.get('kek-1')!, 'victim_identity.surname', 'heron')).not.toEqual(index);
  expect(blindIndex(keys.token, 'victim_identity.surname', 'heron', 6)).toEqual(index.subarray(0, 6));
});

test('printing or serialising keys shows none of their bytes', () => {
  const { plain } = newDataKey(keys);
  const secret = plain.key.export();
  const shown = inspect({ plain, keys }, { depth: 9 }) + JSON.stringify({ plain, keys });
  expect(shown).not.toContain(secret.toString('base64'));
  expect(shown).not.toContain(secret.toString('hex').slice(0, 12));
});
