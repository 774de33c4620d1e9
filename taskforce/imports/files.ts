import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Work } from '../../kit/database/door.ts';
import { inspect } from '../../kit/imports/table.ts';
import type { Choices, TableShape } from '../../kit/imports/table.ts';
import { FileRefused as TableRefused } from '../../kit/imports/refusal.ts';
import type { Source } from '../../kit/imports/source.ts';
import { findEncoding } from '../../kit/imports/encoding.ts';
import { bytesSource, isGzip } from '../../kit/imports/source.ts';
import type { Kind } from '../../kit/files/kinds.ts';
import { sniff } from '../../kit/files/sniff.ts';
import { fileProblem, recordFile } from '../../kit/files/keeping.ts';
import { openFileStore } from '../../kit/files/store.ts';
import type { FileStore, StoredFile } from '../../kit/files/store.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';

/** Largest file of an import, packed or not, in bytes. */
export const MOST_BYTES = 64 * 1024 * 1024;

const PACKED: Kind = {
  kind: 'gzip',
  name: 'a compressed table',
  mime: 'application/gzip',
  extensions: ['gz'],
};
/** Text of two bytes a letter without a mark, which looks like no text to whoever does not expect a table. */
const WIDE: Kind = { kind: 'csv', name: 'a table', mime: 'text/csv', extensions: ['csv', 'tsv', 'txt'] };
const opened = new WeakMap<House, Promise<FileStore>>();

/** The file store as imports use it: tables may come packed, which no other file may. */
export function importStore(house: House): Promise<FileStore> {
  const known = opened.get(house);
  if (known) return known;
  const store = openFileStore(join(house.dataDir, 'files'), {
    judge: async (pages, name) => {
      const start = await pages.read(0, 4096);
      if (isGzip(start)) return PACKED;
      const { encoding, by } = await findEncoding(bytesSource(start));
      return encoding.startsWith('utf-16') && by === 'content' ? WIDE : sniff(pages, name);
    },
  });
  opened.set(house, store);
  store.catch(() => opened.delete(house));
  return store;
}

/** A stored file as something that can be read from the start more than once. */
export function storedSource(store: FileStore, sha256: string): Source {
  return {
    async *open() {
      const { stream } = await store.get(sha256);
      try {
        yield* stream as AsyncIterable<Uint8Array>;
      } finally {
        stream.destroy();
      }
    },
  };
}

/** Looks at a file. @throws Problem refused, with the remedy, when it is no table or damaged */
export async function shapeOf(source: Source, choices: Choices = {}): Promise<TableShape> {
  return tableProblems(() => inspect(source, choices));
}

/** Turns the refusals of the reader of tables into problems for people. */
export async function tableProblems<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TableRefused) throw refused('file', error.code, error.remedy);
    throw error;
  }
}

/**
 * Keeps the content of an uploaded file; nothing is recorded yet.
 * @throws Problem wrong_kind, too_large, bad_input …, with the remedy
 */
export async function keepContent(
  house: House,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const store = await importStore(house);
  return store.put(bytes, { maxBytes: MOST_BYTES, declaredName: name }).catch((error: unknown) => {
    throw fileProblem(error);
  });
}

/** Opens an import for a kept file, under the next number. Returns its id. */
export async function openImport(
  house: House,
  work: Work<Tables>,
  name: string,
  kept: StoredFile,
): Promise<string> {
  const id = crypto.randomUUID();
  const belonging = { name, scopeTable: 'imports', scopeId: id, handling: [] };
  const fileId = await recordFile(work, await importStore(house), kept, belonging);
  const { number } = await work.db
    .selectNoFrom((eb) => eb.fn<string>('taskforce.next_import_number').as('number'))
    .executeTakeFirstOrThrow();
  await work.db.insertInto('imports').values({ id, number, fileId }).execute();
  return id;
}

/** Bytes in hand, as an upload. */
export const bytesOf = (content: string): Readable => Readable.from([Buffer.from(content, 'base64')]);
