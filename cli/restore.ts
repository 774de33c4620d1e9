import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Client, PoolConfig } from 'pg';
import type { VerifiedBackup } from '../kit/backup/read.ts';
import { restoreFolder, restoreRows } from '../kit/backup/restore.ts';
import { verifyAudit } from './audit.ts';
import { noteInAudit } from './backup.ts';
import { Refusal } from './command.ts';
import { isExternal, openDatabase, withClient } from './database.ts';
import { migrateDatabase } from './migration.ts';
import { makePlace, type Place, placeAt, wingFacts } from './place.ts';
import type { RestoreBeside, Wing } from './wings/wing.ts';

/** What a restore brought back. */
export type Restored = { rows: number; files: number; auditEntries: number; withKeys: boolean };

/**
 * Restores a verified backup into an empty place. With the embedded database everything is built beside
 * and renamed into place at the end; on an external one a failure removes what was made.
 * @throws Refusal, BackupProblem or StartProblem with a sentence and a remedy
 */
export async function restoreInto(
  wing: Wing,
  place: Place,
  backup: VerifiedBackup,
  besides: RestoreBeside = {},
): Promise<Restored> {
  refuseOtherWing(wing, backup);
  refuseFilled(place);
  wing.readyToRestore?.(place, besides);
  if (isExternal(place.wing)) return restoreExternal(wing, place, backup, besides);
  const beside = placeAt(place.dir, place.wing, `${place.wing}.restoring-${process.pid}`);
  try {
    makePlace(beside);
    const restored = await fillPlace(wing, beside, backup, besides);
    rmSync(place.inside, { recursive: true, force: true });
    renameSync(beside.inside, place.inside);
    return restored;
  } finally {
    rmSync(beside.inside, { recursive: true, force: true });
  }
}

async function restoreExternal(
  wing: Wing,
  place: Place,
  backup: VerifiedBackup,
  besides: RestoreBeside,
): Promise<Restored> {
  const { owner } = await openDatabase(place);
  await withClient(owner, (client) => refuseFilledDatabase(wing, client));
  makePlace(place);
  try {
    return await fillPlace(wing, place, backup, besides);
  } catch (error) {
    await withClient(owner, (client) =>
      client.query(`drop schema if exists ${[...wing.schemas, 'migrations'].join(', ')} cascade`),
    );
    rmSync(place.inside, { recursive: true, force: true });
    throw error;
  }
}

async function fillPlace(
  wing: Wing,
  place: Place,
  backup: VerifiedBackup,
  besides: RestoreBeside,
): Promise<Restored> {
  const database = await openDatabase(place);
  try {
    await restoreDatabase(wing, database.owner, backup);
    const files = await restoreFolder(backup, 'files', place.files);
    await restoreFolder(backup, 'keys', place.keys);
    const verdict = await verifyAudit(database.owner, place);
    if (!verdict.ok) throw alteredAudit(verdict.sentence);
    await withClient(database.owner, (client) =>
      noteInAudit(client, 'restore', { backup: backup.manifest.madeAt }),
    );
    await withClient(database.owner, async (client) => wing.restored?.(client, place, besides));
    const rows = backup.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { rows, files, auditEntries: verdict.size, withKeys: backup.manifest.withKeys };
  } finally {
    await database.close();
  }
}

/** First the schema as it was when the backup was made, then the rows, then what was added to it since. */
async function restoreDatabase(wing: Wing, owner: PoolConfig, backup: VerifiedBackup): Promise<void> {
  const { manifest } = backup;
  await refuseNewer(wing, owner, manifest.migrations);
  await migrateDatabase(wing, owner, manifest.migrations);
  await withClient(owner, async (client) => {
    await restoreRows(client, backup, wing.schemas);
    await checkAuditEnd(client, backup);
    // Nobody is signed in to the restored installation, and no job of the old one is still at work.
    await client.query('update kit.sessions set ended_at = now() where ended_at is null');
    await releaseJobs(client);
  });
  await migrateDatabase(wing, owner);
}

async function refuseNewer(wing: Wing, owner: PoolConfig, migrations: string[]): Promise<void> {
  const known = new Set(await withClient(owner, (client) => wing.pending(client)));
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

/** A backup tells by its migrations of which wing it is. */
function refuseOtherWing(wing: Wing, { manifest }: VerifiedBackup): void {
  if (manifest.migrations.some((name) => name.startsWith(`${wing.name}/`))) return;
  throw new Refusal(
    `This is no backup of the ${wingFacts[wing.name].title.toLowerCase()}'s wing.`,
    'Name the wing it was made of: --wing taskforce or --wing provider.',
  );
}

/** The wing's own folder must be empty, and beside it may lie nothing but the other wing. */
function refuseFilled({ dir, inside, wing }: Place): void {
  const filled = (place: string) => existsSync(place) && readdirSync(place).length > 0;
  const strange =
    existsSync(dir) &&
    readdirSync(dir).some((name) => !(name in wingFacts) && !name.endsWith('.destroyed.list'));
  const full = filled(inside) ? inside : !isExternal(wing) && strange ? dir : undefined;
  if (full === undefined) return;
  throw new Refusal(
    `${full} is not empty.`,
    'Restore into a new or empty directory: --data DIR. Nothing was changed.',
  );
}

async function refuseFilledDatabase(wing: Wing, client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname = any($1) limit 1`,
    [[...wing.schemas, 'migrations']],
  );
  if (rows[0] === undefined) return;
  throw new Refusal(
    `The database of ${wingFacts[wing.name].databaseUrl} is not empty: it has the schema ${rows[0].name}.`,
    'Restore into a new, empty database. Nothing was changed.',
  );
}

function alteredAudit(sentence: string): Refusal {
  return new Refusal(
    `The audit log in the backup is not whole. ${sentence}`,
    'Use an earlier backup, and tell the privacy officer. Nothing was restored.',
  );
}
