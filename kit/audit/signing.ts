import type pg from 'pg';
import type { Keys } from '../crypto/keys.ts';
import { headIsDue, signHead } from './heads.ts';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash, type Frontier } from './tree.ts';

type HeadRow = { size: string | number; frontier: Buffer[]; signed_at: Date };

/**
 * Signs a new tree head when one is due (1,000 entries or ten minutes). Reads only the links since the last head.
 * @param pool of the sign-in role, which may read the chain and add heads
 * @returns size of the new head, or null when none was due
 */
export async function signTreeHead(
  pool: pg.Pool,
  keys: Keys,
  log: string,
  now: Date,
  force = false,
): Promise<number | null> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(46003)');
    const last = (
      await client.query<HeadRow>(
        'select size, frontier, signed_at from kit.audit_tree_heads order by size desc limit 1',
      )
    ).rows[0];
    const end = (await client.query<{ seq: string | number }>('select seq from kit.audit_chain_end'))
      .rows[0]!;
    const size = Number(end.seq);
    const before = last ? { size: Number(last.size), at: last.signed_at } : undefined;
    const due = force ? size > (before?.size ?? 0) : headIsDue(before, size, now);
    if (due)
      await addHead(
        client,
        keys,
        log,
        now,
        before ? { size: before.size, peaks: last!.frontier } : emptyFrontier(),
        size,
      );
    await client.query('commit');
    return due ? size : null;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function addHead(
  client: pg.PoolClient,
  keys: Keys,
  log: string,
  now: Date,
  from: Frontier,
  size: number,
): Promise<void> {
  let frontier = from;
  while (frontier.size < size) {
    const { rows } = await client.query<{ hash: Buffer }>(
      'select hash from kit.audit_chain where seq > $1 and seq <= $2 order by seq limit 10000',
      [frontier.size, size],
    );
    for (const { hash } of rows) frontier = appendLeaf(frontier, leafHash(hash));
  }
  const head = signHead(keys.audit, { log, size, root: frontierRoot(frontier), at: now.toISOString() });
  await client.query(
    'insert into kit.audit_tree_heads (size, root, frontier, signed_at, key_id, signature) values ($1, $2, $3, $4, $5, $6)',
    [size, head.root, frontier.peaks, now, head.key, head.signature],
  );
}
