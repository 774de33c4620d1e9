/** The way of a file out of the house: a ticket for one download, and custody of who asked for it. */
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Work } from '../database/door.ts';
import { refused } from '../problems.ts';
import type { Handed } from './contract.ts';
import { fileProblem, recordFile } from './keeping.ts';
import { kindNamed } from './kinds.ts';
import type { FileStore } from './store.ts';
import type { FilesTables } from './tables.ts';

export type HandingHouse = {
  store: FileStore;
  /** Where downloads come from: an origin without cookies, or null when none is set. */
  origin(): string | null;
};

/**
 * A ticket for a file that the account may read, with a line of custody.
 * @throws Problem refused when no place for downloads is set; missing where the policies do not show the file
 */
export async function handOut(house: HandingHouse, work: Work<any>, fileId: string) {
  const origin = house.origin();
  if (origin === null)
    throw refused(
      'file',
      'no_place_for_downloads',
      'Ask the administrator to set FILES_ORIGIN to the address that leads to the port of downloads.',
    );
  const db = work.db as Kysely<FilesTables>;
  const ticket = randomBytes(32).toString('base64url');
  const { expiresAt } = await db
    .insertInto('fileTickets')
    .values({ hash: createHash('sha256').update(ticket).digest(), fileId })
    .returning('expiresAt')
    .executeTakeFirstOrThrow();
  await db.insertInto('fileCustody').values({ fileId, event: 'read', detail: '{}' }).execute();
  return { url: `${origin}/f/${ticket}`, expiresAt: expiresAt.toISOString() };
}

/** @property scopeTable and scopeId the record it is made of; @property handling its labels */
export type MadeDocument = {
  name: string;
  content: Buffer;
  scopeTable: string;
  scopeId: string;
  handling: readonly string[];
};

const MOST_BYTES = 100_000_000;

/**
 * Keeps a document that was made for the account, as a file of its own, and hands it out. The same bytes made for the
 * same person again are the same file, so that its custody goes on.
 */
export async function handOutMade(house: HandingHouse, work: Work<any>, made: MadeDocument): Promise<Handed> {
  const stored = await house.store
    .put(Readable.from([made.content]), { maxBytes: MOST_BYTES, declaredName: made.name })
    .catch((error: unknown) => {
      throw fileProblem(error);
    });
  const before = await (work.db as Kysely<FilesTables>)
    .selectFrom('files')
    .select('id')
    .where('sha256', '=', Buffer.from(stored.sha256, 'hex'))
    .where('scopeTable', '=', made.scopeTable)
    .where('scopeId', '=', made.scopeId)
    .where('uploadedBy', '=', work.account.id)
    .executeTakeFirst();
  const fileId = before?.id ?? (await recordFile(work, house.store, stored, made));
  const { bytes, sha256 } = stored;
  const { mime } = kindNamed(stored.kind.kind);
  return { fileId, name: made.name, mime, bytes, sha256, ...(await handOut(house, work, fileId)) };
}
