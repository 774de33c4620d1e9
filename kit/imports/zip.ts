import { Inflate } from 'fflate';
import { FileRefused } from './refusal.ts';

/**
 * Unpacks the wanted entries of a ZIP, each inflated in pieces so that the limit holds whatever the archive claims.
 * Throws FileRefused `too_large`, or `broken_excel` when the archive is damaged.
 */
export function unzipped(file: Buffer, wanted: RegExp, most: number): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  let left = most;
  try {
    for (const { name, data, deflated } of entries(file, wanted)) {
      const content = deflated ? inflated(data, left) : data;
      left -= content.length;
      if (left < 0) throw new FileRefused('too_large');
      parts.set(name, content);
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken_excel');
  }
  return parts;
}

/** Walks the central directory (ZIP application note, 4.3.12) for the packed bytes of the wanted entries. */
function* entries(
  file: Buffer,
  wanted: RegExp,
): Generator<{ name: string; data: Buffer; deflated: boolean }> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    if (wanted.test(name)) {
      const local = file.readUInt32LE(at + 42);
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      const data = file.subarray(start, start + file.readUInt32LE(at + 20));
      yield { name, data, deflated: file.readUInt16LE(at + 10) === 8 };
    }
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function inflated(data: Buffer, most: number): Buffer {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((piece) => {
    length += piece.length;
    if (length > most) throw new FileRefused('too_large');
    pieces.push(piece.slice());
  });
  for (let at = 0; at < data.length; at += 65_536) {
    inflate.push(data.subarray(at, at + 65_536), at + 65_536 >= data.length);
  }
  return Buffer.concat(pieces);
}

const TABLE = /^[^/]+\.(?:csv|tsv|jsonl|ndjson)$/iu;

/**
 * The one table of a ZIP that holds a table beside a text that tells of it, as lists leave here; null for a workbook
 * and for any other archive. Throws FileRefused as `unzipped` does.
 */
export function tableInZip(file: Buffer, most: number): Buffer | null {
  const tables = [...unzipped(file, TABLE, most).values()];
  return tables.length === 1 ? (tables[0] ?? null) : null;
}
