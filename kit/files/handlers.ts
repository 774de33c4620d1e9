import { finished } from 'node:stream/promises';
import type { Work } from '../database/door.ts';
import { changedRow } from '../database/versions.ts';
import { Problem } from '../problems.ts';
import { mustHaveSteppedUp, type Handlers } from '../rpc/room.ts';
import type { filesContract, StoredFile } from './contract.ts';
import { handOut } from './handing.ts';
import { fileProblem, refuseUncleared } from './keeping.ts';
import { safeName } from './names.ts';
import { FileDamaged, FileMissing } from './refusal.ts';
import type { FileStore } from './store.ts';
import type { FilesTables } from './tables.ts';

/** What the procedures of files are built with. */
export type FilesHouse = {
  store: FileStore;
  /** Where downloads come from: an origin without cookies, or null when none is set. */
  origin(): string | null;
  /** Kinds of records whose files are handed out only after both factors were shown again: lists that leave. */
  guarded?: readonly string[];
  /** Told when a stored file is damaged or gone. */
  report(where: string, error: unknown): void;
};

type FileWork = Pick<Work<FilesTables>, 'db'>;

const columns = [
  'files.id',
  'files.name',
  'files.kind',
  'files.bytes',
  'files.sha256',
  'files.handling',
  'files.uploadedAt',
  'files.version',
] as const;

function files({ db }: FileWork) {
  return db
    .selectFrom('files')
    .leftJoin('accounts', 'accounts.id', 'files.uploadedBy')
    .select([...columns, 'accounts.displayName as uploadedBy']);
}

type Shown = Omit<StoredFile, 'sha256' | 'uploadedAt'> & { sha256: Buffer; uploadedAt: Date };
const shown = (row: Shown): StoredFile => ({
  ...row,
  bytes: Number(row.bytes),
  sha256: row.sha256.toString('hex'),
  uploadedAt: row.uploadedAt.toISOString(),
});

async function fileOf({ db }: FileWork, id: string) {
  const row = await db
    .selectFrom('files')
    .select(['id', 'sha256', 'scopeTable', 'scopeId', 'handling', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return { ...row, scope: row.scopeId ? { table: row.scopeTable, id: row.scopeId } : undefined };
}

async function addCustody({ db }: FileWork, fileId: string, event: string, detail: object): Promise<void> {
  await db
    .insertInto('fileCustody')
    .values({ fileId, event, detail: JSON.stringify(detail) })
    .execute();
}

export function filesHandlers(house: FilesHouse): Handlers<FilesTables, typeof filesContract> {
  return { ...lookingUp, ...handingOut(house), ...relabelling };
}

type Part<K extends keyof typeof filesContract> = Pick<Handlers<FilesTables, typeof filesContract>, K>;

const lookingUp: Part<'list' | 'custody'> = {
  list: async (work, { scopeTable, scopeId }) => {
    const rows = await files(work)
      .where('files.scopeTable', '=', scopeTable)
      .where('files.scopeId', '=', scopeId)
      .orderBy('files.uploadedAt', 'desc')
      .orderBy('files.id')
      .limit(500)
      .execute();
    return { rows: rows.map(shown) };
  },
  custody: async (work, { id }) => {
    await fileOf(work, id);
    const rows = await work.db
      .selectFrom('fileCustody')
      .leftJoin('accounts', 'accounts.id', 'fileCustody.accountId')
      .select(['fileCustody.id', 'fileCustody.at', 'fileCustody.event', 'fileCustody.detail'])
      .select('accounts.displayName as by')
      .where('fileCustody.fileId', '=', id)
      .orderBy('fileCustody.at')
      .limit(1000)
      .execute();
    return {
      rows: rows.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        event: row.event as 'received',
        detail: row.detail as Record<string, unknown>,
      })),
    };
  },
};

const handingOut = (house: FilesHouse): Part<'ticket' | 'verify'> => ({
  ticket: async (work, { id }) => {
    const file = await fileOf(work, id);
    if (house.guarded?.includes(file.scopeTable)) mustHaveSteppedUp(work);
    const handed = await handOut(house, work, id);
    work.noteReading('files', [id], {}, file.scope);
    return handed;
  },
  verify: async (work, { id }) => {
    const file = await fileOf(work, id);
    const sha256 = file.sha256.toString('hex');
    const standing = await standingOf(house.store, sha256);
    if (standing !== 'intact')
      house.report('files.verify', standing === 'damaged' ? new FileDamaged() : new FileMissing());
    await addCustody(work, id, 'verified', { standing });
    work.note('verify', 'files', [id], { standing }, file.scope);
    return { standing, sha256 };
  },
});

const relabelling: Part<'relabel'> = {
  relabel: async (work, { id, version, handling, name }) => {
    const before = await fileOf(work, id);
    await refuseUncleared(work.db, handling);
    const touched = await work.db
      .updateTable('files')
      .set({ handling: [...handling], ...(name === undefined ? {} : { name: safeName(name) }) })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst();
    await changedRow(touched, async () => {
      const current = await files(work).where('files.id', '=', id).executeTakeFirst();
      // A reader who may not change it finds the very version that was named: nothing to compare.
      return current && current.version !== version ? shown(current) : undefined;
    });
    await addCustody(work, id, 'relabelled', { from: before.handling, to: handling });
    work.note('relabel', 'files', [id], { from: before.handling, to: handling }, before.scope);
    return shown(await files(work).where('files.id', '=', id).executeTakeFirstOrThrow());
  },
};

/** Reads a stored file whole. @throws Problem when the disk fails otherwise */
export async function standingOf(
  store: FileStore,
  sha256: string,
): Promise<'intact' | 'damaged' | 'missing'> {
  try {
    const { stream } = await store.get(sha256);
    stream.resume();
    await finished(stream);
    return 'intact';
  } catch (error) {
    if (error instanceof FileMissing) return 'missing';
    if (error instanceof FileDamaged) return 'damaged';
    throw fileProblem(error);
  }
}
