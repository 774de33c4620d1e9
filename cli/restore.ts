import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Client, PoolConfig } from 'pg';
import type { VerifiedBackup } from '../kit/backup/read.ts';
import { restoreFolder, restoreRows } from '../kit/backup/restore.ts';
import { pendingTaskforce } from '../taskforce/database/migrate.ts';
import { verifyAudit } from './audit.ts';
import { noteInAudit, SCHEMAS } from './backup.ts';
import { Refusal } from './command.ts';
import { openDatabase, withClient } from './database.ts';
import { migrateDatabase } from './migration.ts';
import { makePlace, type Place, placeAt } from './place.ts';

/** What a restore brought back. */
export type Restored = { rows: number; files: number; auditEntries: number; withKeys: boolean };

/**
 * Restores a verified backup into an empty place. With the embedded database everything is built beside
 * and renamed into place at the end; on an external one a failure removes what was made.
 * @throws Refusal, BackupProblem or StartProblem with a sentence and a remedy
 */
export async function restoreInto(place: Place, backup: VerifiedBackup): Promise<Restored> {
  refuseFilled(place);
  if (isExternal()) return restoreExternal(place, backup);
  const beside = placeAt(`${place.dir}.restoring-${process.pid}`);
  try {
    makePlace(beside);
    const restored = await fillPlace(beside, backup);
    renameSync(beside.dir, place.dir);
    return restored;
  } finally {
    rmSync(beside.dir, { recursive: true, force: true });
  }
}

async function restoreExternal(place: Place, backup: VerifiedBackup): Promise<Restored> {
  const { owner } = await openDatabase(place);
  await withClient(owner, refuseFilledDatabase);
  makePlace(place);
  try {
    return await fillPlace(place, backup);
  } catch (error) {
    await withClient(owner, (client) =>
      client.query(`drop schema if exists ${[...SCHEMAS, 'migrations'].join(', ')} cascade`),
    );
    rmSync(place.taskforce, { recursive: true, force: true });
    throw error;
  }
}

async function fillPlace(place: Place, backup: VerifiedBackup): Promise<Restored> {
  const database = await openDatabase(place);
  try {
    await restoreDatabase(database.owner, backup);
    const files = await restoreFolder(backup, 'files', place.files);
    await restoreFolder(backup, 'keys', place.keys);
    const verdict = await verifyAudit(database.owner, place.keys);
    if (!verdict.ok) throw alteredAudit(verdict.sentence);
    await withClient(database.owner, (client) =>
      noteInAudit(client, 'restore', { backup: backup.manifest.madeAt }),
    );
    const rows = backup.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { rows, files, auditEntries: verdict.size, withKeys: backup.manifest.withKeys };
  } finally {
    await database.close();
  }
}

/** First the schema as it was when the backup was made, then the rows, then what was added to it since. */
async function restoreDatabase(owner: PoolConfig, backup: VerifiedBackup): Promise<void> {
  const { manifest } = backup;
  await refuseNewer(owner, manifest.migrations);
  await migrateDatabase(owner, manifest.migrations);
  await withClient(owner, async (client) => {
    await restoreRows(client, backup, SCHEMAS);
    await checkAuditEnd(client, backup);
    // Nobody is signed in to the restored installation, and no job of the old one is still at work.
    await client.query('update kit.sessions set ended_at = now() where ended_at is null');
    await releaseJobs(client);
  });
  await migrateDatabase(owner);
}

async function refuseNewer(owner: PoolConfig, migrations: string[]): Promise<void> {
  const known = new Set(await withClient(owner, (client) => pendingTaskforce(client)));
  const unknown = migrations.find((name) => !known.has(name) && !name.startsWith('repeat/'));
  if (unknown === undefined) return;
  throw new Refusal(
    `The backup was made by a newer Concert (it knows ${unknown}).`,
    'Restore it with that version or a later one.',
  );
}

async function checkAuditEnd(client: Client, { manifest }: VerifiedBackup): Promise<void> {
  const { rows } = await client.query<{ entries: string; hash: string }>(
    `select seq::text as entries, encode(hash, 'hex') as hash from kit.audit_chain_end`,
  );
  const { auditEnd } = manifest;
  if (auditEnd === null || rows[0]?.hash !== auditEnd.hash || rows[0].entries !== auditEnd.entries) {
    throw alteredAudit('The audit ends elsewhere than when the backup was made.');
  }
}

async function releaseJobs(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  if (rows[0]?.there !== true) return;
  await client.query('update graphile_worker._private_jobs set locked_at = null, locked_by = null');
  await client.query('update graphile_worker._private_job_queues set locked_at = null, locked_by = null');
}

function refuseFilled(place: Place): void {
  const dir = isExternal() ? place.taskforce : place.dir;
  if (!existsSync(dir) || readdirSync(dir).length === 0) return;
  throw new Refusal(
    `${dir} is not empty.`,
    'Restore into a new or empty directory: --data DIR. Nothing was changed.',
  );
}

async function refuseFilledDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname = any($1) limit 1`,
    [[...SCHEMAS, 'migrations']],
  );
  if (rows[0] === undefined) return;
  throw new Refusal(
    `The database of DATABASE_URL is not empty: it has the schema ${rows[0].name}.`,
    'Restore into a new, empty database. Nothing was changed.',
  );
}

function alteredAudit(sentence: string): Refusal {
  return new Refusal(
    `The audit log in the backup is not whole. ${sentence}`,
    'Use an earlier backup, and tell the privacy officer. Nothing was restored.',
  );
}

function isExternal(): boolean {
  return (process.env['DATABASE_URL'] ?? '') !== '';
}
