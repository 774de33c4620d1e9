/**
 * The file store: every file under the SHA-256 of its content, `ab/cd/abcd…`, so that one content is kept once and
 * any change to it shows. A file is acknowledged only when it would survive a power cut: written aside, flushed,
 * renamed to its place, and the folders on the way flushed too.
 */
import { createHash, randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { realDisk } from './disk.ts';
import type { Disk, OpenPages, Pages } from './disk.ts';
import { FileDamaged, FileMissing, FileRefused, StoreFailure, hasCode } from './refusal.ts';
import type { Kind } from './kinds.ts';
import { sniff } from './sniff.ts';

export { FileDamaged, FileMissing, FileRefused, StoreFailure } from './refusal.ts';

/** @property maxBytes the largest accepted; @property declaredName what the sender calls it: must fit the content */
export type PutOptions = { readonly maxBytes: number; readonly declaredName?: string };

/** @property sha256 64 hex digits, under which `get` finds it; @property bytes its size */
export type StoredFile = { readonly sha256: string; readonly bytes: number; readonly kind: Kind };

export type FileStore = {
  /**
   * Keeps a file. The same content again, even at the same time, is harmless.
   * @throws FileRefused (field and remedy) when it is too large, empty, cut off or not acceptable
   * @throws StoreFailure when the disk is full or failing
   */
  put(stream: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile>;
  /**
   * The file's size and content. The hash is computed along the way: where it does not fit, the stream ends with
   * FileDamaged, so its last bytes never arrive unchallenged.
   * @throws FileMissing when the store does not hold it
   */
  get(sha256: string): Promise<{ bytes: number; stream: Readable }>;
  /** Whether the store holds it. */
  has(sha256: string): Promise<boolean>;
  /**
   * Removes what interrupted uploads left behind, when it is older than `olderThan` ms (a day if not said: several
   * servers may share a store). Returns how many.
   */
  sweep(now: Date, olderThan?: number): Promise<number>;
  /** The hashes of what is kept and older than `olderThan` ms (a day if not said), a folder at a time. */
  contents(now: Date, olderThan?: number): AsyncIterable<string[]>;
  /** Takes a content away. That nobody needs it is the caller's matter. */
  remove(sha256: string): Promise<void>;
};

type Store = { root: string; disk: Disk; judge: Judge; durable: Set<string> };
type Judge = (pages: Pages, declaredName: string | undefined) => Promise<Kind>;

const PIECE = 64 * 1024;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Opens the store in a folder whose parent exists, making it when absent.
 * @param parts the disk (the machine's) and the judge of contents (`sniff`): other ones for tests
 */
export async function openFileStore(
  dir: string,
  parts: { disk?: Disk; judge?: Judge } = {},
): Promise<FileStore> {
  const store: Store = {
    root: resolve(dir),
    disk: parts.disk ?? realDisk,
    judge: parts.judge ?? sniff,
    durable: new Set(),
  };
  await orFailure(async () => {
    await ensureFolder(store, store.root);
    await ensureFolder(store, join(store.root, 'tmp'));
  });
  return {
    put: (stream, options) => put(store, stream, options),
    get: (sha256) => get(store, sha256),
    has: (sha256) => has(store, sha256),
    sweep: (now, olderThan = DAY) => sweep(store, now, olderThan),
    contents: (now, olderThan = DAY) => contents(store, now, olderThan),
    remove: (sha256) => orFailure(() => store.disk.remove(placeOf(store, sha256))),
  };
}

async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FileRefused ? error : new StoreFailure(error);
  }
}

/**
 * Makes a folder durable. That it exists is not enough: somebody may have made it a moment ago and not flushed it,
 * so its parent is flushed once by each process before anything in it is acknowledged.
 */
async function ensureFolder({ disk, durable }: Store, path: string): Promise<void> {
  if (durable.has(path)) return;
  await disk.makeFolder(path);
  await disk.syncFolder(dirname(path));
  durable.add(path);
}

/** Where a hash lives. A hash that is none leads nowhere. */
function placeOf({ root }: Store, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new FileMissing();
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function put(
  store: Store,
  stream: AsyncIterable<Uint8Array>,
  { maxBytes, declaredName }: PutOptions,
): Promise<StoredFile> {
  const draft = join(store.root, 'tmp', randomUUID());
  try {
    const { sha256, bytes } = await receive(store, stream, draft, maxBytes);
    const kind = await judged(store, draft, declaredName);
    await orFailure(() => place(store, draft, placeOf(store, sha256)));
    return { sha256, bytes, kind };
  } catch (error) {
    await store.disk.remove(draft).catch(() => undefined);
    throw error;
  }
}

async function receive(
  { disk }: Store,
  stream: AsyncIterable<Uint8Array>,
  draft: string,
  maxBytes: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await orFailure(() => disk.create(draft));
  try {
    for await (const piece of uninterrupted(stream)) {
      bytes += piece.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(piece);
      await orFailure(() => file.write(piece));
    }
    if (bytes === 0) throw new FileRefused('empty', 'The file is empty.', 'Choose the file again.');
    await orFailure(() => file.sync());
  } finally {
    await file.close().catch(() => undefined);
  }
  return { sha256: hash.digest('hex'), bytes };
}

function tooLarge(maxBytes: number): FileRefused {
  const limit = `${Math.floor(maxBytes / 1_000_000)} MB`;
  return new FileRefused('tooLarge', `The file is larger than ${limit}.`, 'Split it or send a smaller copy.');
}

/** The sender's bytes; when the sender fails or goes away, that is a refusal and no fault of the disk. */
async function* uninterrupted(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await pieces.next().catch((): never => {
        throw new FileRefused('interrupted', 'The file did not arrive whole.', 'Send it again.');
      });
      if (next.done) return;
      yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
  } finally {
    await pieces.return?.().catch(() => undefined);
  }
}

async function judged(store: Store, draft: string, declaredName: string | undefined): Promise<Kind> {
  const pages = await orFailure(() => store.disk.openPages(draft));
  const guarded: Pages = {
    size: pages.size,
    read: (from, length) => orFailure(() => pages.read(from, length)),
  };
  try {
    return await store.judge(guarded, declaredName);
  } finally {
    await pages.close().catch(() => undefined);
  }
}

/** Puts the flushed draft in its place. What is there already has the same content and is replaced by it. */
async function place(store: Store, draft: string, target: string): Promise<void> {
  const folder = dirname(target);
  await ensureFolder(store, dirname(folder));
  await ensureFolder(store, folder);
  await store.disk.rename(draft, target);
  await store.disk.syncFolder(folder);
}

async function openStored(store: Store, sha256: string): Promise<OpenPages> {
  try {
    return await store.disk.openPages(placeOf(store, sha256));
  } catch (error) {
    throw hasCode(error, 'ENOENT') ? new FileMissing() : error;
  }
}

async function get(store: Store, sha256: string): Promise<{ bytes: number; stream: Readable }> {
  const pages = await openStored(store, sha256);
  const pieces = verified(pages, sha256);
  const stream = new Readable({
    read() {
      pieces.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, callback) {
      pages.close().then(
        () => callback(error),
        () => callback(error),
      );
    },
  });
  return { bytes: pages.size, stream };
}

/** The content piece by piece; the last piece is held back until the hash of the whole is right. */
async function* verified(pages: Pages, sha256: string): AsyncGenerator<Buffer, undefined> {
  const hash = createHash('sha256');
  for (let at = 0; at < pages.size;) {
    const piece = await pages.read(at, PIECE);
    hash.update(piece);
    at += piece.length;
    const isLast = piece.length === 0 || at >= pages.size;
    if (isLast && hash.digest('hex') !== sha256) throw new FileDamaged();
    yield piece;
  }
  if (pages.size === 0) throw new FileDamaged();
  return undefined;
}

async function has(store: Store, sha256: string): Promise<boolean> {
  try {
    await (await openStored(store, sha256)).close();
    return true;
  } catch (error) {
    if (error instanceof FileMissing) return false;
    throw error;
  }
}

async function sweep({ disk, root }: Store, now: Date, olderThan: number): Promise<number> {
  const drafts = join(root, 'tmp');
  let removed = 0;
  for (const { name, modified } of await disk.list(drafts)) {
    if (now.getTime() - modified.getTime() < olderThan) continue;
    await disk.remove(join(drafts, name));
    removed += 1;
  }
  return removed;
}

async function* contents({ disk, root }: Store, now: Date, olderThan: number): AsyncGenerator<string[]> {
  const folders = async (path: string) =>
    (await disk.list(path)).map(({ name }) => name).filter((name) => /^[0-9a-f]{2}$/.test(name));
  for (const outer of await folders(root)) {
    for (const inner of await folders(join(root, outer))) {
      const found = await disk.list(join(root, outer, inner));
      yield found
        .filter(({ name, modified }) => isHash(name) && now.getTime() - modified.getTime() >= olderThan)
        .map(({ name }) => name);
    }
  }
}

const isHash = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
