import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileRefused } from './refusal.ts';
import { tableInZip } from './zip.ts';

/** Something that can be read from the start more than once: preview first, import later. */
export interface Source {
  open(): AsyncIterable<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): Source {
  return {
    async *open() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
  };
}

export function fileSource(path: string): Source {
  return { open: () => createReadStream(path) };
}

/** The first bytes of a source, at most `most`. */
export async function head(source: Source, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source.open()) {
    parts.push(part);
    length += part.length;
    if (length >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

const ZIP = 0x504b0304;

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The source unpacked when it is gzip or a ZIP with one table, and never longer than `most` bytes: a small archive can
 * hold a very large file. Reading throws FileRefused `too_large` or `broken_archive`.
 */
export async function unpacked(source: Source, most: number): Promise<Source> {
  const start = await head(source, 4);
  const gzip = isGzip(start);
  if (start.length === 4 && start.readUInt32BE(0) === ZIP) {
    const file = await whole(source, most);
    if (file === null) throw new FileRefused('too_large');
    const table = tableInZip(file, most);
    return bytesSource(table ?? file);
  }
  return {
    async *open() {
      let length = 0;
      for await (const part of gzip ? gunzipped(source.open()) : source.open()) {
        length += part.length;
        if (length > most) throw new FileRefused('too_large');
        yield part;
      }
    },
  };
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = Readable.from(packed);
  const gunzip = createGunzip();
  from.on('error', (error) => gunzip.destroy(error));
  from.pipe(gunzip);
  try {
    for await (const part of gunzip) yield part as Uint8Array;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new FileRefused('broken_archive') : error;
  } finally {
    from.destroy();
    gunzip.destroy();
  }
}

/** Everything at once, for formats that have their index at the end; null when it is more than `most` bytes. */
export async function whole(source: Source, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source.open()) {
    length += part.length;
    if (length > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
