import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PoolConfig } from 'pg';
import type { Verdict } from '../kit/audit/chain.ts';
import { headFromJson, headToJson, type SignedHead } from '../kit/audit/heads.ts';
import { askBy, storedHeads, verifyDatabase } from '../kit/audit/reading.ts';
import { signTreeHead } from '../kit/audit/signing.ts';
import { type AuditExport, exportAudit } from '../kit/audit/export.ts';
import { openKeys } from '../kit/crypto/keys.ts';
import { quietPool } from '../kit/database/pool.ts';
import { Refusal } from './command.ts';
import { withClient } from './database.ts';
import type { Place } from './place.ts';

/** The public half of the key that signs the audit, which suffices to verify. */
export function auditPublicKey(keys: string): KeyObject {
  const place = path.join(keys, 'audit-signing.pub.pem');
  try {
    return createPublicKey(readFileSync(place));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Refusal(
        `There is no audit key at ${place}.`,
        'Name the data directory with --data DIR, or restore the key folder.',
      );
    }
    throw new Refusal(
      `The audit key at ${place} cannot be read.`,
      'Restore the key folder from the key backup.',
    );
  }
}

/** Verifies the whole audit chain of a wing; the log has the wing's name. */
export function verifyAudit(
  owner: PoolConfig,
  { wing, keys }: Place,
  witnessedHeads: readonly SignedHead[] = [],
): Promise<Verdict> {
  const publicKey = auditPublicKey(keys);
  return withClient(owner, (client) => verifyDatabase(client, publicKey, { log: wing, witnessedHeads }));
}

/** Heads that a witness kept, one a line. @throws Refusal if the file is none of that kind */
export function headsFrom(file: string): SignedHead[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => headFromJson(line));
  } catch {
    throw new Refusal(
      `${file} is not a file of signed tree heads.`,
      'Name the file that the witness kept, one head a line.',
    );
  }
}

/** Signs the log as it stands now. @returns the newest head as one line of JSON, or null for an empty log */
export async function newestHead(owner: PoolConfig, { wing, keys }: Place): Promise<string | null> {
  const opened = await openKeys(keys, { create: false });
  const pool = quietPool({ ...owner, max: 2 });
  try {
    await signTreeHead(pool, opened, wing, new Date(), true);
    const newest = (await storedHeads(askBy(pool), wing)).at(-1);
    return newest ? headToJson(newest) : null;
  } finally {
    await pool.end();
  }
}

/** Writes the log for the offline verifier. @throws Refusal when the folder holds an export already */
export async function exportAuditTo(
  owner: PoolConfig,
  { wing, keys }: Place,
  dir: string,
): Promise<AuditExport> {
  const publicKey = auditPublicKey(keys);
  try {
    return await withClient(owner, (client) => exportAudit(client, publicKey, wing, dir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Refusal(`${dir} holds an export already.`, 'Name a new folder: ./concert audit export DIR');
  }
}
