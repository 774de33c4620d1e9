/** Hostile archives, made here. */
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { ARCHIVE_LIMITS, checkArchive } from './archives.ts';
import type { ArchiveLimits } from './archives.ts';
import { pagesOf } from './disk.ts';
import { FileRefused } from './refusal.ts';

const zip = (content: Zippable, level: 0 | 9 = 9): Buffer => Buffer.from(zipSync(content, { level }));
const text = (words: string): Uint8Array => strToU8(words);
const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));

/** The sentence an archive is refused with; fails when it is accepted. */
async function refused(bytes: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<string> {
  const error = await checkArchive(pagesOf(bytes), { ...ARCHIVE_LIMITS, ...limits }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileRefused);
  expect((error as FileRefused).fields[0]!.remedy).not.toBe('');
  return (error as FileRefused).message;
}

/** Where the first entry of the list of entries begins. */
const listAt = (bytes: Buffer): number => bytes.readUInt32LE(bytes.length - 6);

test('an honest archive passes, with its names and what it unpacks to', async () => {
  const bytes = zip({
    'notes.txt': text('seen at the corner'),
    'photos/': {},
    'photos/año.bin': random(5000),
  });
  const content = await checkArchive(pagesOf(bytes));
  expect(content.names).toContain('photos/año.bin');
  expect(content.unpacked).toBe(5018);
});

test('a bomb is refused by its ratio, without being unpacked whole', async () => {
  const bomb = zip({ 'zeros.bin': new Uint8Array(60_000_000) });
  expect(bomb.length).toBeLessThan(100_000);
  expect(await refused(bomb)).toMatch(/100 times its size/);
});

test('an archive that unpacks to more than the cap is refused although its ratio is small', async () => {
  const bytes = zip({ 'a.bin': random(30_000), 'b.bin': random(30_000) }, 0);
  expect(await refused(bytes, { unpacked: 50_000 })).toMatch(/unpacks to more than/);
});

test('an archive of 1,000 files passes and one of 1,001 is refused, also when they hide one level down', async () => {
  const many = (count: number): Zippable =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.txt`, text(`${n}`)]));
  expect((await checkArchive(pagesOf(zip(many(1000))))).entries).toBe(1000);
  expect(await refused(zip(many(1001)))).toMatch(/more than 1,000 files/);
  expect(await refused(zip({ 'inner.zip': zip(many(600)), 'other.zip': zip(many(600)) }))).toMatch(
    /more than/,
  );
});

test('two levels of archives in the archive pass and three are refused; size is counted over all levels', async () => {
  const inner = zip({ 'a.txt': text('deep') });
  const two = zip({ '1.zip': zip({ '2.zip': inner }) });
  expect((await checkArchive(pagesOf(two))).entries).toBe(3);
  expect(await refused(zip({ '0.zip': two }))).toMatch(/2 levels deep/);
  const bomb = zip({ 'harmless.dat': zip({ 'zeros.bin': new Uint8Array(20_000_000) }) });
  expect(await refused(bomb)).toMatch(/100 times/);
  expect(await refused(zip({ 'big.zip': zip({ a: random(9000) }) }), { nested: 5000 })).toMatch(
    /larger than/,
  );
});

test('names that leave the folder, or hide characters, are refused', async () => {
  const names = [
    '../evil.txt',
    'a/../../evil.txt',
    '/etc/passwd',
    '..\\evil.txt',
    'C:\\evil.txt',
    'c:evil.txt',
    'a\u0000.txt',
    'line\nbreak.txt',
    'photo\u202egpj.exe',
  ];
  for (const name of names)
    expect(await refused(zip({ [name]: text('x') }))).toMatch(/leads out of its folder/);
  await checkArchive(pagesOf(zip({ 'a..b/c...txt': text('x') })));
});

test('a link, a password and an unknown packing are refused', async () => {
  const link = zip({ link: [text('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] });
  expect(await refused(link)).toMatch(/link/);
  const locked = zip({ 'a.txt': text('x') });
  locked.writeUInt16LE(locked.readUInt16LE(listAt(locked) + 8) | 1, listAt(locked) + 8);
  expect(await refused(locked)).toMatch(/password/);
  const odd = zip({ 'a.txt': text('x') });
  odd.writeUInt16LE(99, listAt(odd) + 10);
  expect(await refused(odd)).toMatch(/not known/);
});

test('two files of one name are refused', async () => {
  const bytes = zip({ 'a.txt': text('x'), 'b.txt': text('y') });
  const doubled = Buffer.from(bytes.toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1');
  expect(await refused(doubled)).toMatch(/one name/);
});

test('an archive that lies about sizes, contents, names or places is refused as damaged', async () => {
  const honest = zip({ 'a.txt': text('words '.repeat(100)), 'b.txt': text('more words') });
  const list = listAt(honest);
  const changes: ((bytes: Buffer) => unknown)[] = [
    (bytes) => bytes.writeUInt32LE(1, list + 24),
    (bytes) => bytes.writeUInt32LE(1, list + 16),
    (bytes) => bytes.writeUInt32LE(7, list + 42),
    (bytes) => bytes.writeUInt32LE(0xffffffff, list + 24),
    (bytes) => bytes.writeUInt32LE(9_000_000, list + 20),
    (bytes) => bytes.writeUInt16LE(60_000, list + 28),
    (bytes) => bytes.write('z', 30, 'latin1'),
    (bytes) => bytes.fill(0xff, 36, 46),
    (bytes) => bytes.writeUInt16LE(1, bytes.length - 14),
    (bytes) => bytes.writeUInt32LE(0, bytes.length - 6),
    (bytes) => bytes.writeUInt32LE(0x7fffffff, bytes.length - 10),
  ];
  for (const change of changes) {
    const bytes = Buffer.from(honest);
    change(bytes);
    expect(await refused(bytes)).toMatch(/damaged/);
  }
  for (let cut = 1; cut < honest.length; cut += 11)
    expect(await refused(honest.subarray(0, cut))).toMatch(/damaged/);
});

test('entries that share the same bytes, and bytes before the first entry, are refused', async () => {
  const bytes = zip({ 'a.txt': text('x'.repeat(50)), 'b.txt': text('x'.repeat(50)) });
  const second = listAt(bytes) + 46 + 5;
  const shared = Buffer.from(bytes.toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1');
  shared.writeUInt32LE(0, second + 42);
  expect(await refused(shared)).toMatch(/damaged/);
  const prefixed = Buffer.concat([Buffer.from('#!/bin/sh\n'), bytes]);
  expect(await refused(prefixed)).toMatch(/damaged/);
});

test('any change of any byte of an archive ends in acceptance or a refusal in words, never in another error', async () => {
  const honest = zip({ 'a.txt': text('words '.repeat(30)), 'in.zip': zip({ b: text('inner') }) });
  for (let at = 0; at < honest.length; at += 1) {
    for (const value of [0, 0xff, honest[at]! ^ 1]) {
      const bytes = Buffer.from(honest);
      bytes[at] = value;
      await checkArchive(pagesOf(bytes)).catch((error: unknown) => expect(error).toBeInstanceOf(FileRefused));
    }
  }
});
