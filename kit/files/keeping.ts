/** The way of a file into the records: first durable in the store, then a row and its custody in one transaction. */
import { sql, type Kysely } from 'kysely';
import type { Work } from '../database/door.ts';
import { Problem, refused, type ProblemCode } from '../problems.ts';
import { safeName } from './names.ts';
import { FileDamaged, FileMissing, FileRefused, StoreFailure, type RefusalReason } from './refusal.ts';
import type { FileStore, StoredFile } from './store.ts';
import type { FilesTables } from './tables.ts';

/** Lock that keeps the sweep of unclaimed contents apart from the rows that claim them. */
export const CLAIM_LOCK = 46_010;

/** @property name what the sender calls it; @property scopeTable the kind of record it belongs to */
export type Belonging = { name: string; scopeTable: string; scopeId: string; handling: readonly string[] };

/**
 * Records a file that the store holds: row and custody, in the caller's transaction. Who may add one is the
 * policies' matter: where they refuse, the record is `missing`.
 * @throws Problem refused for a label the account is not cleared for; busy when the content is not there any more
 */
export async function recordFile(
  work: Work<any>,
  store: FileStore,
  stored: Pick<StoredFile, 'sha256' | 'bytes' | 'kind'>,
  belonging: Belonging,
): Promise<string> {
  const db = work.db as Kysely<FilesTables>;
  await refuseUncleared(db, belonging.handling);
  await sql`select pg_advisory_xact_lock_shared(${CLAIM_LOCK})`.execute(db);
  if (!(await store.has(stored.sha256))) throw new Problem('busy');
  const { id } = await db
    .insertInto('files')
    .values({
      sha256: Buffer.from(stored.sha256, 'hex'),
      bytes: stored.bytes,
      kind: stored.kind.kind,
      name: safeName(belonging.name),
      scopeTable: belonging.scopeTable,
      scopeId: belonging.scopeId,
      handling: [...belonging.handling],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('fileCustody')
    .values({ fileId: id, event: 'received', detail: JSON.stringify({ sha256: stored.sha256 }) })
    .execute();
  work.note('receive', 'files', [id], {}, { table: belonging.scopeTable, id: belonging.scopeId });
  return id;
}

/** A label is set by somebody who is cleared for it; another one would close the file to its own author. */
export async function refuseUncleared(db: Kysely<FilesTables>, handling: readonly string[]): Promise<void> {
  const { rows } = await sql<{ labels: string[] }>`select kit.clearances() as labels`.execute(db);
  if (handling.every((label) => rows[0]?.labels.includes(label))) return;
  throw refused(
    'handling',
    'not_cleared',
    'Choose labels that you are cleared for, or ask somebody who is to set the others.',
  );
}

const codes: Record<RefusalReason, ProblemCode> = {
  empty: 'bad_input',
  interrupted: 'bad_input',
  tooLarge: 'too_large',
  kind: 'wrong_kind',
  misnamed: 'wrong_kind',
  archive: 'wrong_kind',
  damaged: 'wrong_kind',
};

/** What the store throws, as a problem that reaches people; anything else as it is. */
export function fileProblem(error: unknown): unknown {
  if (error instanceof FileRefused) {
    const problem = error.reason.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return new Problem(codes[error.reason], { fields: [{ path: 'file', problem, remedy: error.message }] });
  }
  if (error instanceof StoreFailure) {
    if (error.code === 'diskFull') return new Problem('storage_full');
    const fields = [{ path: 'file', problem: 'disk_failed', remedy: error.message }];
    return new Problem('busy', { fields });
  }
  if (error instanceof FileMissing || error instanceof FileDamaged) {
    const problem = error instanceof FileMissing ? 'not_in_store' : 'damaged';
    return new Problem('missing', { fields: [{ path: 'file', problem, remedy: error.message }] });
  }
  return error;
}
