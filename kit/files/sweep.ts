import type pg from 'pg';
import { CLAIM_LOCK } from './keeping.ts';
import type { FileStore } from './store.ts';

/**
 * Clears what no record needs: drafts of interrupted uploads, contents that no file row claims (an upload whose
 * transaction was refused) and tickets of yesterday. A content younger than a day stays, and rows that are being
 * written wait, so that nothing acknowledged is ever taken.
 * @param pool of the job role
 * @returns number of contents removed
 */
export async function sweepFiles(pool: pg.Pool, store: FileStore, now: Date): Promise<number> {
  await pool.query(`delete from kit.file_tickets where expires_at < now() - interval '1 day'`);
  await store.sweep(now);
  let removed = 0;
  for await (const folder of store.contents(now)) {
    if (folder.length > 0) removed += await removeUnclaimed(pool, store, folder);
  }
  return removed;
}

async function removeUnclaimed(pool: pg.Pool, store: FileStore, hashes: string[]): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
    const { rows } = await client.query<{ hash: string }>(
      `select h.hash from unnest($1::text[]) as h (hash)
       where not exists (select 1 from kit.files f where f.sha256 = decode(h.hash, 'hex'))`,
      [hashes],
    );
    for (const { hash } of rows) await store.remove(hash);
    await client.query('commit');
    return rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
