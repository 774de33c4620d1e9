import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { copyIn } from './copy.ts';
import type { Manifest, TableInBackup } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import type { VerifiedBackup } from './read.ts';
import { columnList, named, PLAIN_TEXT, type Table, tablesOf } from './tables.ts';

/**
 * Loads the rows of a backup into a database whose schema stands as it stood when the backup was made.
 * One transaction: all or nothing. No trigger fires (the audit is loaded, not written again), and the
 * foreign keys are taken off and put back, which checks every row. Needs only the owner's rights.
 * @throws BackupProblem if the schema has another shape or a count differs
 */
export async function restoreRows(client: Client, backup: VerifiedBackup, schemas: string[]): Promise<void> {
  await client.query(`begin; ${PLAIN_TEXT}`);
  try {
    const present = await tablesOf(client, schemas);
    checkShape(backup.manifest, present);
    const putBack = await setAside(client, schemas);
    if (present.length > 0) await client.query(`truncate ${present.map((table) => named(table)).join(', ')}`);
    for (const table of backup.manifest.tables) await loadTable(client, backup, table);
    for (const { schema, name, value, called } of backup.manifest.sequences) {
      await client.query('select setval($1::regclass, $2::bigint, $3)', [
        named({ schema, name }),
        value,
        called,
      ]);
    }
    for (const sql of putBack) await client.query(sql);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Every table of the backup must be there with its columns; one that the backup lacks was empty of meaning. */
function checkShape({ tables }: Manifest, present: Table[]): void {
  const columnsOf = new Map(present.map((table) => [named(table), new Set(table.columns)]));
  for (const table of tables) {
    const columns = columnsOf.get(named(table));
    if (columns === undefined || !table.columns.every((column) => columns.has(column))) {
      throw new BackupProblem(
        `The table ${table.schema}.${table.name} of the backup does not fit the database of this program.`,
        'Restore with the version of Concert that made the backup, then upgrade.',
      );
    }
  }
}

async function loadTable(client: Client, backup: VerifiedBackup, table: TableInBackup): Promise<void> {
  const sql = `copy ${named(table)} (${columnList(table.columns)}) from stdin`;
  const rows = await copyIn(client, sql, unpacked(backup, table.parts));
  if (rows !== table.rows) {
    throw new BackupProblem(
      `${table.schema}.${table.name} has ${rows} rows instead of ${table.rows}.`,
      'Use another copy of the backup. Nothing was restored.',
    );
  }
}

async function* unpacked(backup: VerifiedBackup, parts: string[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const source = Readable.from(backup.content(part));
    const plain = createGunzip();
    source.on('error', (error) => plain.destroy(error));
    yield* source.pipe(plain) as AsyncIterable<Buffer>;
  }
}

/** Takes triggers and foreign keys out of the way; gives the statements that put them back. */
async function setAside(client: Client, schemas: string[]): Promise<string[]> {
  const triggers = await client.query<{ off: string; on: string }>(
    `select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname) as off,
       format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname) as on
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and not t.tgisinternal and t.tgenabled = 'O' and t.tgparentid = 0`,
    [schemas],
  );
  const keys = await client.query<{ off: string; on: string }>(
    `select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as off,
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as on
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and k.contype = 'f' and k.conparentid = 0`,
    [schemas],
  );
  const all = [...triggers.rows, ...keys.rows];
  for (const { off } of all) await client.query(off);
  return all.map(({ on }) => on);
}

/** Writes the stored contents (or the keys) of a backup into a folder, each on the disk before the next. */
export async function restoreFolder(
  backup: VerifiedBackup,
  prefix: 'files' | 'keys',
  folder: string,
): Promise<number> {
  let count = 0;
  const folders = new Set<string>([folder]);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { name } of backup.manifest.parts) {
    if (!name.startsWith(`${prefix}/`)) continue;
    const place = path.join(folder, name.slice(prefix.length + 1));
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    folders.add(path.dirname(place));
    const file = await open(place, 'wx', 0o600);
    try {
      for await (const chunk of backup.content(name)) await file.appendFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    count += 1;
  }
  for (const place of folders) {
    const entry = await open(place, 'r');
    await entry.sync().finally(() => entry.close());
  }
  return count;
}
