import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { open, seal } from './envelope.ts';
import { openKeys } from './keys.ts';
import { DESTROYED_LIST, KeyDestroyed, mirrorRecordKeys, openRecordKeys } from './record-keys.ts';

const place = mkdtempSync(join(tmpdir(), 'concert-record-keys-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const keys = await openKeys(join(place, 'keyfolder'), { create: true });
const at = new Date('2026-03-01T12:00:00Z');
const where = (id: string) => ({ table: 'details', column: 'sealed', row: id });
const fresh = (name: string) => ({
  dir: join(place, name, 'store'),
  ledger: join(place, name, 'ledger.list'),
});

test('each record has a key of its own, the same each time it is asked for', async () => {
  const { dir, ledger } = fresh('own');
  const store = await openRecordKeys(keys, dir, ledger);
  const [one, other] = [randomUUID(), randomUUID()];
  expect(await store.findKey(one)).toBeNull();
  const sealed = seal(await store.keyOf(one), 'where she sleeps', where(one));
  expect(open((await store.findKey(one))!, sealed, where(one))).toBe('where she sleeps');
  const otherKey = await store.keyOf(other);
  expect(() => open(otherKey, sealed, where(one))).toThrow();
});

test('two that ask for a new key at once get the same one', async () => {
  const { dir, ledger } = fresh('once');
  const store = await openRecordKeys(keys, dir, ledger);
  const id = randomUUID();
  const [one, other] = await Promise.all([store.keyOf(id), store.keyOf(id)]);
  const sealed = seal(one, 'x', where(id));
  expect(open(other, sealed, where(id))).toBe('x');
});

test('a destroyed key is gone, is never made again, and leaves no bytes of the file', async () => {
  const { dir, ledger } = fresh('gone');
  const store = await openRecordKeys(keys, dir, ledger);
  const id = randomUUID();
  await store.keyOf(id);
  const file = join(dir, 'keys', id.slice(0, 2), `${id}.key`);
  expect(existsSync(file)).toBe(true);
  await store.destroy(id, at);
  await store.destroy(id, at);
  expect(existsSync(file)).toBe(false);
  await expect(store.keyOf(id)).rejects.toThrow(KeyDestroyed);
  await expect(store.findKey(id)).rejects.toThrow(KeyDestroyed);
  expect(readFileSync(ledger, 'utf8')).toBe(`${id} ${at.toISOString()}\n`);
  expect(readFileSync(join(dir, DESTROYED_LIST), 'utf8')).toBe(`${id} ${at.toISOString()}\n`);
});

test('an older copy of the keys that is put back does not bring a destroyed one with it', async () => {
  const { dir, ledger } = fresh('back');
  const store = await openRecordKeys(keys, dir, ledger);
  const [gone, kept] = [randomUUID(), randomUUID()];
  await store.keyOf(gone);
  const keptKey = await store.keyOf(kept);
  cpSync(dir, join(place, 'back', 'older'), { recursive: true });
  await store.destroy(gone, at);
  rmSync(dir, { recursive: true });
  cpSync(join(place, 'back', 'older'), dir, { recursive: true });
  const again = await openRecordKeys(keys, dir, ledger);
  await expect(again.findKey(gone)).rejects.toThrow(KeyDestroyed);
  expect(existsSync(join(dir, 'keys', gone.slice(0, 2), `${gone}.key`))).toBe(false);
  const sealed = seal(keptKey, 'y', where(kept));
  expect(open((await again.findKey(kept))!, sealed, where(kept))).toBe('y');
});

test('the mirror loses at its next run what was destroyed meanwhile', async () => {
  const { dir, ledger } = fresh('mirror');
  const store = await openRecordKeys(keys, dir, ledger);
  const [gone, kept] = [randomUUID(), randomUUID()];
  await store.keyOf(gone);
  await store.keyOf(kept);
  const mirror = join(place, 'mirror', 'copy');
  expect(await mirrorRecordKeys(dir, mirror)).toBe(2);
  await store.destroy(gone, at);
  expect(await mirrorRecordKeys(dir, mirror)).toBe(1);
  expect(existsSync(join(mirror, 'keys', gone.slice(0, 2), `${gone}.key`))).toBe(false);
  expect(readFileSync(join(mirror, DESTROYED_LIST), 'utf8')).toContain(gone);
});

test('a damaged list of what was destroyed is refused, not passed over', async () => {
  const { dir, ledger } = fresh('damaged');
  await openRecordKeys(keys, dir, ledger);
  writeFileSync(join(dir, DESTROYED_LIST), 'not an id\n');
  await expect(openRecordKeys(keys, dir, ledger)).rejects.toThrow('damaged');
});
