import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Wing } from './messages.ts';
import { readPublicKey } from './pairing.ts';

/** A pair as the bridge works with it. */
export type Pair = {
  id: string;
  endId: string;
  /** The organisation our end belongs to; null for the task force as a whole. */
  ownerId: string | null;
  wing: Wing;
  peer: string;
  peerName: string;
  peerAddress: string | null;
  state: 'unconfirmed' | 'open' | 'ended';
  ownKeyId: string;
  understood: Record<string, number>;
  sentThrough: number;
  acknowledgedThrough: number;
  receivedThrough: number;
};

const PAIR = `select p.id, p.end_id as "endId", e.owner_id as "ownerId", e.wing, p.peer, p.peer_name as "peerName",
  p.peer_address as "peerAddress", p.state, p.own_key_id as "ownKeyId", s.understood,
  s.sent_through::float8 as "sentThrough", s.acknowledged_through::float8 as "acknowledgedThrough",
  s.received_through::float8 as "receivedThrough"
  from bridge.pairs p join bridge.ends e on e.id = p.end_id
  join bridge.progress s on s.pair_id = p.id`;

/** Runs `work` in a transaction on a connection of its own. */
export async function inTransaction<T>(pool: pg.Pool, work: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  try {
    await db.query('begin');
    const done = await work(db);
    await db.query('commit');
    return done;
  } catch (error) {
    await db.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    db.release();
  }
}

/** The live pair between an end of ours and a peer; null when there is none. */
export async function pairBetween(
  db: pg.Pool | pg.ClientBase,
  end: string,
  peer: string,
): Promise<Pair | null> {
  const { rows } = await db.query<Pair>(
    `${PAIR} where p.end_id = $1 and p.peer = $2 and p.state <> 'ended'`,
    [end, peer],
  );
  return rows[0] ?? null;
}

/** Where our side of a live pair stands now; as it was read when it is gone. */
export async function standingOf(db: pg.Pool | pg.ClientBase, pair: Pair): Promise<Pair> {
  return (await pairBetween(db, pair.endId, pair.peer)) ?? pair;
}

/** Open pairs whose other side can be called. */
export async function pairsToCall(db: pg.Pool): Promise<Pair[]> {
  return (await db.query<Pair>(`${PAIR} where p.state = 'open' and p.peer_address is not null order by p.id`))
    .rows;
}

/** An open pair by its id; null when it is not open or not known. */
export async function openPairById(db: pg.Pool | pg.ClientBase, id: string): Promise<Pair | null> {
  const { rows } = await db.query<Pair>(`${PAIR} where p.id = $1 and p.state = 'open'`, [id]);
  return rows[0] ?? null;
}

/** A pair, held for the rest of the transaction: both directions go one step at a time. */
export async function heldPair(db: pg.ClientBase, id: string): Promise<Pair> {
  const { rows } = await db.query<Pair>(`${PAIR} where p.id = $1 for update of s`, [id]);
  if (rows[0] === undefined) throw new Error('the pair is gone');
  return rows[0];
}

/** Keys of the other side that are let in now, by name. */
export async function peerKeys(db: pg.Pool | pg.ClientBase, pair: string): Promise<Map<string, KeyObject>> {
  const { rows } = await db.query<{ key_id: string; public_key: string }>(
    'select key_id, public_key from bridge.peer_keys where pair_id = $1 and retired_at is null',
    [pair],
  );
  return new Map(rows.map((row) => [row.key_id, readPublicKey(row.public_key)!]));
}

/** Counts what was not let in, by day and reason; never what it said. */
export async function countRefusal(
  db: pg.Pool | pg.ClientBase,
  pair: string | null,
  reason: string,
): Promise<void> {
  await db.query(
    `insert into bridge.refusals as r (pair_id, reason) values ($1, $2)
     on conflict ((coalesce(pair_id::text, '')), reason, day) do update set count = r.count + 1, last_at = now()`,
    [pair, reason],
  );
}

/** Whether these random bytes were used by this pair before; remembers them. */
export async function usedBefore(db: pg.Pool | pg.ClientBase, pair: string, nonce: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into bridge.nonces (pair_id, nonce) values ($1, $2) on conflict do nothing',
    [pair, nonce],
  );
  return rowCount === 0;
}

/** Retires every key of the other side that is older than the one it signs with now. */
export async function retireOlderKeys(
  db: pg.Pool | pg.ClientBase,
  pair: string,
  used: string,
): Promise<void> {
  await db.query(
    `update bridge.peer_keys o set retired_at = now() from bridge.peer_keys n
     where o.pair_id = $1 and n.pair_id = $1 and n.key_id = $2 and o.added_at < n.added_at and o.retired_at is null`,
    [pair, used],
  );
}

/** Keeps what the other side said of itself in a call: that it lives, and which kinds it understands. */
export async function heard(
  pool: pg.Pool,
  pairId: string,
  understood: Record<string, number>,
): Promise<void> {
  await pool.query('update bridge.progress set heard_at = now(), understood = $2 where pair_id = $1', [
    pairId,
    JSON.stringify(understood),
  ]);
}
