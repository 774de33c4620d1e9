import { sql, type Kysely } from 'kysely';
import type pg from 'pg';
import type { z } from 'zod';
import type { BridgePair } from './contract.ts';

type Pair = z.infer<typeof BridgePair>;
type Refusals = Pair['refusals'];
type PairRow = Pick<
  Pair,
  'id' | 'peerName' | 'peerAddress' | 'fingerprint' | 'state' | 'sent' | 'received'
> & {
  createdAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
  heardAt: Date | null;
};

/**
 * The pairs of one of our ends as an administrator sees them, the ended ones last: state, what passed by kind and
 * number, what waits and what was refused. Never what a message said.
 * @param pool of the bridge's login: people may not read what waits, only how much
 */
export async function readPairs<Tables>(db: Kysely<Tables>, pool: pg.Pool, endId: string): Promise<Pair[]> {
  const { rows } = await sql<PairRow>`
    select p.id, p.peer_name, p.peer_address, p.fingerprint, p.state, p.created_at, p.confirmed_at, p.ended_at,
      s.heard_at, s.acknowledged_through::float8 as sent, s.received_through::float8 as received
    from bridge.pairs p join bridge.progress s on s.pair_id = p.id
    where p.end_id = ${endId}::uuid order by p.state = 'ended', p.created_at desc limit 100`.execute(db);
  const waiting = await readWaiting(
    pool,
    rows.map((row) => row.id),
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      confirmedAt: row.confirmedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      heardAt: row.heardAt?.toISOString() ?? null,
      ...told(waiting.filter((one) => one.pairId === row.id)),
      passed: await readPassed(db, row.id),
      refusals: await readRefusals(db, row.id),
    })),
  );
}

type Waiting = { pairId: string; kind: string; count: number; later: boolean; since: Date };

/** What waits, by kind; `later` is what the other side does not understand before it is upgraded. */
async function readWaiting(pool: pg.Pool, pairs: string[]): Promise<Waiting[]> {
  const { rows } = await pool.query<Waiting>(
    `select o.pair_id as "pairId", o.kind, count(*)::int as count, min(o.queued_at) as since,
       o.seq is null and coalesce((s.understood ->> o.kind)::integer, 0) < o.kind_version as later
     from bridge.outbox o join bridge.progress s on s.pair_id = o.pair_id
     where o.pair_id = any($1) group by o.pair_id, o.kind, later order by o.kind`,
    [pairs],
  );
  return rows;
}

function told(
  waiting: Waiting[],
): Pick<Pair, 'waiting' | 'waitingSince' | 'notUnderstood' | 'notUnderstoodKinds'> {
  const sum = (some: Waiting[]) => some.reduce((all, one) => all + one.count, 0);
  const later = waiting.filter((one) => one.later);
  const since = waiting.map((one) => one.since.toISOString()).toSorted()[0];
  return {
    waiting: sum(waiting),
    waitingSince: since ?? null,
    notUnderstood: sum(later),
    notUnderstoodKinds: later.map(({ kind, count }) => ({ kind, count })),
  };
}

async function readPassed<Tables>(db: Kysely<Tables>, pairId: string): Promise<Pair['passed']> {
  const { rows } = await sql<{
    kind: string;
    direction: 'sent' | 'received';
    count: number;
    lastAt: Date;
  }>`select kind, direction, count(*)::float8 as count, max(at) as last_at from bridge.passed
    where pair_id = ${pairId}::uuid and at > now() - interval '30 days'
    group by kind, direction order by last_at desc, kind, direction`.execute(db);
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}

/** What was not let in during 30 days, by reason; null for what came in nobody's name that we know. */
export async function readRefusals<Tables>(db: Kysely<Tables>, pairId: string | null): Promise<Refusals> {
  const { rows } = await sql<{ reason: string; count: number; lastAt: Date }>`
    select reason, sum(count)::float8 as count, max(last_at) as last_at from bridge.refusals
    where pair_id is not distinct from ${pairId}::uuid and day > current_date - 30
    group by reason order by reason`.execute(db);
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}
