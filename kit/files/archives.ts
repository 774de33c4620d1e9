/**
 * Whether a ZIP (Word and Excel files are ZIPs) may be kept: caps on what it unpacks to, no names that leave the
 * folder it is unpacked in, no links. Everything is inflated and counted, piece by piece, and thrown away; only an
 * archive inside the archive is held in memory, and its size is capped. The sizes an archive states are not believed.
 */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { pagesOf } from './disk.ts';
import type { Pages } from './disk.ts';
import { FileRefused } from './refusal.ts';
import { readEntries, tooMany } from './zip.ts';
import type { ZipEntry } from './zip.ts';

/**
 * @property entries files and folders, over all levels
 * @property unpacked bytes, over all levels
 * @property ratio unpacked bytes for each byte of the file; not asked below `free` bytes
 * @property depth levels of archives inside the archive. Two, not one: a ZIP of Word files with charts has two
 * @property nested bytes of one archive inside the archive
 */
export type ArchiveLimits = {
  readonly entries: number;
  readonly unpacked: number;
  readonly ratio: number;
  readonly free: number;
  readonly depth: number;
  readonly nested: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1_000,
  unpacked: 500_000_000,
  ratio: 100,
  free: 1_000_000,
  depth: 2,
  nested: 64_000_000,
};

/** @property names of the outermost entries; @property unpacked bytes over all levels */
export type ArchiveContent = {
  readonly names: readonly string[];
  readonly entries: number;
  readonly unpacked: number;
};

type Tally = { entries: number; unpacked: number; readonly most: number; readonly limits: ArchiveLimits };

const PIECE = 64 * 1024;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const LOCAL_HEADER = Buffer.from('PK\u0003\u0004', 'latin1');

const refuse = (problem: string, remedy: string): FileRefused => new FileRefused('archive', problem, remedy);

/**
 * Reads the whole archive once.
 * @throws FileRefused with the cap it breaks and the remedy
 */
export async function checkArchive(
  pages: Pages,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveContent> {
  const most = Math.min(limits.unpacked, Math.max(limits.free, pages.size * limits.ratio));
  const tally: Tally = { entries: 0, unpacked: 0, most, limits };
  const names = await checkLevel(pages, tally, 0);
  return { names, entries: tally.entries, unpacked: tally.unpacked };
}

async function checkLevel(pages: Pages, tally: Tally, level: number): Promise<string[]> {
  const { limits } = tally;
  if (level > limits.depth) {
    throw refuse(
      `The archive holds archives more than ${limits.depth} levels deep.`,
      'Unpack the inner ones and send them apart.',
    );
  }
  const entries = await readEntries(pages, limits.entries - tally.entries);
  tally.entries += entries.length;
  if (tally.entries > limits.entries) throw tooMany(limits.entries);
  const seen = new Set<string>();
  for (const entry of entries) {
    checkEntry(entry);
    if (seen.has(entry.name))
      throw refuse('The archive holds two files of one name.', 'Rename one and pack it again.');
    seen.add(entry.name);
  }
  for (const entry of entries) {
    const inner = await checkContent(pages, entry, tally);
    if (inner) await checkLevel(pagesOf(inner), tally, level + 1);
  }
  return [...seen];
}

function checkEntry(entry: ZipEntry): void {
  if (entry.isEncrypted) {
    throw refuse(
      'The archive is protected by a password, so it cannot be checked.',
      'Send it without a password.',
    );
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw refuse(
      'The archive is packed in a way that is not known here.',
      'Pack it as a plain ZIP (deflate).',
    );
  }
  if ((entry.mode & FILE_TYPE) === SYMLINK) {
    throw refuse('The archive holds a link to another file.', 'Pack the files themselves instead of links.');
  }
  if (leavesItsFolder(entry.name)) {
    throw refuse(
      'The archive holds a file whose name leads out of its folder or hides characters.',
      'Rename that file and pack the archive again.',
    );
  }
}

/** Absolute paths, drive letters, `..`, control and direction characters, empty names. */
function leavesItsFolder(name: string): boolean {
  const parts = name.split(/[/\\]/u);
  const isRooted = parts[0] === '' || /^[a-z]:/i.test(name);
  return (
    isRooted || parts.includes('..') || /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name)
  );
}

/** Inflates and counts one entry; gives its bytes only when it is an archive itself. */
async function checkContent(pages: Pages, entry: ZipEntry, tally: Tally): Promise<Buffer | undefined> {
  let crc = 0;
  let size = 0;
  let held: Buffer[] | undefined;
  for await (const piece of contentOf(pages, entry)) {
    held = hold(held, piece, size === 0);
    size += piece.length;
    count(piece.length, tally);
    if (held && size > tally.limits.nested) {
      const limit = Math.floor(tally.limits.nested / 1_000_000);
      throw refuse(`An archive in the archive is larger than ${limit} MB.`, 'Send the inner archive apart.');
    }
    crc = crc32(piece, crc);
  }
  if (size !== entry.size || crc !== entry.crc) {
    throw new FileRefused(
      'damaged',
      'A file in the archive is damaged.',
      'Pack it again and send the new one.',
    );
  }
  return held && Buffer.concat(held);
}

function hold(held: Buffer[] | undefined, piece: Buffer, isFirst: boolean): Buffer[] | undefined {
  if (isFirst) return piece.subarray(0, 4).equals(LOCAL_HEADER) ? [piece] : undefined;
  held?.push(piece);
  return held;
}

function count(bytes: number, tally: Tally): void {
  tally.unpacked += bytes;
  if (tally.unpacked <= tally.most) return;
  const { limits } = tally;
  if (tally.unpacked > limits.unpacked) {
    const limit = Math.floor(limits.unpacked / 1_000_000);
    throw refuse(`The archive unpacks to more than ${limit} MB.`, 'Send it in smaller archives.');
  }
  throw refuse(
    `The archive unpacks to more than ${limits.ratio} times its size, as harmful archives do.`,
    'Send its files apart.',
  );
}

async function* rawPieces(pages: Pages, entry: ZipEntry): AsyncGenerator<Buffer> {
  for (let at = 0; at < entry.compressed; at += PIECE) {
    yield await pages.read(entry.dataAt + at, Math.min(PIECE, entry.compressed - at));
  }
}

async function* contentOf(pages: Pages, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.method === 0) {
    yield* rawPieces(pages, entry);
    return;
  }
  const source = Readable.from(rawPieces(pages, entry));
  const inflate = createInflateRaw();
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    if (!isZlib(error)) throw error;
    throw new FileRefused(
      'damaged',
      'A file in the archive is damaged.',
      'Pack it again and send the new one.',
    );
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

/** Whether the inflater itself found the bytes wrong (its codes begin with Z_). */
function isZlib(error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}
