/**
 * Reading a ZIP's list of entries without unpacking it (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4), with distrust:
 * the list, the entries' own headers and the size of the file must agree.
 */
import { FileRefused } from './refusal.ts';
import type { Pages } from './disk.ts';

/**
 * @property method 0 stored, 8 deflated
 * @property compressed bytes in the archive
 * @property size bytes unpacked, as declared
 * @property dataAt where its bytes begin
 * @property mode Unix file mode, 0 when the archive gives none
 */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly headerAt: number;
  readonly dataAt: number;
  readonly mode: number;
};

type End = { count: number; listAt: number; listSize: number };
type Listed = Omit<ZipEntry, 'dataAt'> & { rawName: Buffer };

const END_BYTES = 22;
const LIST_ENTRY_BYTES = 46;
const HEADER_BYTES = 30;
const FULL = 0xffffffff;
const LIST_MAX = 4 * 1024 * 1024;

const damaged = (): FileRefused =>
  new FileRefused(
    'damaged',
    'The archive is damaged or not a plain ZIP.',
    'Pack it again and send the new one.',
  );

/**
 * Where the end record begins, or nothing when there is none that reaches exactly to the end of the file.
 * Also finds an archive hidden at the end of another kind of file.
 */
export async function findEnd(pages: Pages): Promise<number | undefined> {
  const from = Math.max(0, pages.size - END_BYTES - 0xffff);
  const tail = await pages.read(from, pages.size - from);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === 0x06054b50 && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length) {
      return from + at;
    }
  }
  return undefined;
}

/**
 * The entries of the archive.
 * @param maxEntries more than these are not even read
 * @throws FileRefused when it has more, is damaged, spread over several files, or has something before or between
 */
export async function readEntries(pages: Pages, maxEntries: number): Promise<ZipEntry[]> {
  const end = await readEnd(pages);
  if (end.count > maxEntries) throw tooMany(maxEntries);
  const list = await pages.read(end.listAt, end.listSize);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < end.count; n += 1) {
    if (at + LIST_ENTRY_BYTES > list.length || list.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const length =
      LIST_ENTRY_BYTES + list.readUInt16LE(at + 28) + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    if (at + length > list.length) throw damaged();
    const listed = readListed(list.subarray(at, at + length));
    entries.push(await withData(pages, listed, end.listAt));
    at += length;
  }
  if (at !== list.length) throw damaged();
  refuseOverlaps(entries);
  return entries;
}

/** The refusal of an archive with more entries than `maxEntries`. */
export function tooMany(maxEntries: number): FileRefused {
  const limit = maxEntries.toLocaleString('en');
  return new FileRefused(
    'archive',
    `The archive holds more than ${limit} files.`,
    'Send it in smaller archives.',
  );
}

async function readEnd(pages: Pages): Promise<End> {
  const at = await findEnd(pages);
  if (at === undefined) throw damaged();
  const end = await pages.read(at, END_BYTES);
  const count = end.readUInt16LE(10);
  const listSize = end.readUInt32LE(12);
  const listAt = end.readUInt32LE(16);
  const isOneFile = end.readUInt16LE(4) === 0 && end.readUInt16LE(6) === 0 && end.readUInt16LE(8) === count;
  if (!isOneFile || listAt + listSize > at || listSize > LIST_MAX) throw damaged();
  const between = at - listAt - listSize;
  if (between > 0) {
    const locator = await pages.read(at - 20, 4);
    if (between < 76 || locator.readUInt32LE(0) !== 0x07064b50) throw damaged();
  }
  return { count, listAt, listSize };
}

function readListed(record: Buffer): Listed {
  const nameEnd = LIST_ENTRY_BYTES + record.readUInt16LE(28);
  const extra = record.subarray(nameEnd, nameEnd + record.readUInt16LE(30));
  const flags = record.readUInt16LE(8);
  const rawName = record.subarray(LIST_ENTRY_BYTES, nameEnd);
  const [size, compressed, headerAt] = wideNumbers(extra, [
    record.readUInt32LE(24),
    record.readUInt32LE(20),
    record.readUInt32LE(42),
  ]);
  return {
    name: rawName.toString(flags & 0x800 ? 'utf8' : 'latin1'),
    rawName,
    method: record.readUInt16LE(10),
    isEncrypted: (flags & 1) === 1,
    crc: record.readUInt32LE(16),
    compressed,
    size,
    headerAt,
    mode: record.readUInt32LE(38) >>> 16,
  };
}

/** Numbers that did not fit 32 bits stand, in order, in the ZIP64 extra field (APPNOTE 4.5.3). */
function wideNumbers(extra: Buffer, numbers: [number, number, number]): [number, number, number] {
  if (!numbers.includes(FULL)) return numbers;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== FULL) return number;
      if (next + 8 > extra.length) throw damaged();
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    }) as [number, number, number];
  }
  throw damaged();
}

async function withData(pages: Pages, listed: Listed, listAt: number): Promise<ZipEntry> {
  const { rawName, ...entry } = listed;
  const header = await pages.read(entry.headerAt, HEADER_BYTES + rawName.length);
  if (header.length < HEADER_BYTES + rawName.length || header.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const isSameName =
    header.readUInt16LE(26) === rawName.length && header.subarray(HEADER_BYTES).equals(rawName);
  const dataAt = entry.headerAt + HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (!isSameName || dataAt + entry.compressed > listAt) throw damaged();
  return { ...entry, dataAt };
}

/** Entries that share bytes are how a small file unpacks to petabytes; bytes before the first hide another file. */
function refuseOverlaps(entries: readonly ZipEntry[]): void {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (entry.headerAt < free || (free === 0 && entry.headerAt !== 0)) throw damaged();
    free = entry.dataAt + entry.compressed;
  }
}
