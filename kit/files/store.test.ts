import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileDamaged, FileMissing, FileRefused, openFileStore } from './store.ts';
import type { FileStore } from './store.ts';

let root: string;
let dir: string;
let store: FileStore;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'concert-files-'));
  dir = join(root, 'files');
  store = await openFileStore(dir);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const limit = { maxBytes: 10_000_000 };
const put = (content: string | Buffer, declaredName?: string) =>
  store.put(
    Readable.from([Buffer.from(content)]),
    declaredName === undefined ? limit : { ...limit, declaredName },
  );
const placeOf = (hash: string): string => join(dir, hash.slice(0, 2), hash.slice(2, 4), hash);
const drafts = () => readdir(join(dir, 'tmp'));

async function refused(content: string | Buffer, name?: string): Promise<FileRefused> {
  const error = await put(content, name).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileRefused);
  return error as FileRefused;
}

test('a file is kept under the hash of its content, for its owner only, and comes back byte for byte', async () => {
  const content = `${randomBytes(150_000).toString('base64')}\n`;
  const kept = await put(content, 'notes.txt');
  expect(kept.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(kept).toMatchObject({ bytes: content.length, kind: { kind: 'text', mime: 'text/plain' } });
  expect((await stat(placeOf(kept.sha256))).mode & 0o777).toBe(0o600);
  const { bytes, stream } = await store.get(kept.sha256);
  expect(bytes).toBe(content.length);
  expect((await buffer(stream)).toString()).toBe(content);
  expect(await store.has(kept.sha256)).toBe(true);
  expect(await drafts()).toEqual([]);
});

test('the same content many times at once, over two openings of the store, is one file', async () => {
  const other = await openFileStore(dir);
  const both = Array.from({ length: 30 }, (_, n) =>
    (n % 2 ? store : other).put(Readable.from([Buffer.from('same content')]), limit),
  );
  const hashes = new Set((await Promise.all(both)).map((one) => one.sha256));
  expect(hashes.size).toBe(1);
  const [hash] = [...hashes];
  expect((await buffer((await store.get(hash!)).stream)).toString()).toBe('same content');
  expect(await drafts()).toEqual([]);
});

test('a file altered or cut on disk is noticed before its last bytes are handed out, and can be put again', async () => {
  const content = 'custody '.repeat(40_000);
  const { sha256 } = await put(content);
  for (const spoil of [
    () => writeFile(placeOf(sha256), `X${content.slice(1)}`),
    () => truncate(placeOf(sha256), 1000),
    () => truncate(placeOf(sha256), 0),
  ]) {
    await spoil();
    await expect(buffer((await store.get(sha256)).stream)).rejects.toThrow(FileDamaged);
    await put(content);
    expect((await buffer((await store.get(sha256)).stream)).toString()).toBe(content);
  }
});

test('a hash the store does not hold, or that is none, is missing', async () => {
  for (const hash of ['0'.repeat(64), '../../etc/passwd', '', 'A'.repeat(64)]) {
    await expect(store.get(hash)).rejects.toThrow(FileMissing);
    expect(await store.has(hash)).toBe(false);
  }
});

test('a file that is too large, empty, cut off or misnamed is refused with field and remedy, and leaves nothing', async () => {
  const tooLarge = store.put(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), { maxBytes: 1000 });
  await expect(tooLarge).rejects.toMatchObject({ reason: 'tooLarge' });
  expect(await refused('')).toMatchObject({ reason: 'empty' });
  const cutOff = Readable.from(
    (async function* () {
      yield Buffer.from('half of a');
      throw new Error('connection lost');
    })(),
  );
  await expect(store.put(cutOff, limit)).rejects.toMatchObject({ reason: 'interrupted' });
  const error = await refused('plain words', 'Doe-statement.pdf');
  expect(error.fields).toEqual([
    {
      path: 'file',
      problem: 'The name ends in .pdf, but the content is plain text.',
      remedy: 'Rename it to end in .txt, .csv or .json, or choose the file you meant.',
    },
  ]);
  expect(error.message).not.toContain('Doe');
  expect(await drafts()).toEqual([]);
});

test('the sweep removes leftovers of interrupted uploads once they are a day old, and no newer ones', async () => {
  const now = new Date();
  await writeFile(join(dir, 'tmp', 'old'), 'x');
  await writeFile(join(dir, 'tmp', 'new'), 'x');
  const dayAgo = new Date(now.getTime() - 25 * 3600 * 1000);
  await utimes(join(dir, 'tmp', 'old'), dayAgo, dayAgo);
  expect(await store.sweep(now)).toBe(1);
  expect(await drafts()).toEqual(['new']);
  await rm(join(dir, 'tmp', 'new'));
});

test('a reader that goes away early leaves no open file', async () => {
  const { sha256 } = await put('word '.repeat(100_000));
  const count = async () => (await readdir('/proc/self/fd')).length;
  const before = await count();
  for (let n = 0; n < 20; n += 1) {
    const { stream } = await store.get(sha256);
    if (n % 2) await stream[Symbol.asyncIterator]().next();
    stream.destroy();
    await new Promise((done) => stream.once('close', done));
  }
  expect(await count()).toBeLessThanOrEqual(before + 2);
});
