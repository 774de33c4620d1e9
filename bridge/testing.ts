import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { quietPool } from '../kit/database/pool.ts';
import type { FreshDatabase } from '../kit/postgres/testing.ts';
import { openBridge, type Answerers, type Bridge, type Carrier } from './bridge.ts';
import { ownEnd, type OwnEnd } from './keys.ts';
import { pairBetween, type Pair } from './ledger.ts';
import { pairingFingerprint, introduce, readPublicKey } from './pairing.ts';
import type { Wing } from './messages.ts';
import type { Receivers } from './receiving.ts';
import type { WaitingAsks } from './waiting-asks.ts';

/** One wing's side of the bridge on a database of its own, for tests. What it applies is kept in `public.applied`. */
export type Side = {
  wing: Wing;
  database: FreshDatabase;
  owner: pg.Client;
  pool: pg.Pool;
  keyDir: string;
  end: OwnEnd;
  bridge: Bridge;
  clock: { now: Date };
  applied(): Promise<string[]>;
  send(pair: Pair, kind: string, body: unknown, version?: number): Promise<void>;
  close(): Promise<void>;
};

const keep = async (db: pg.ClientBase, body: unknown) => {
  await db.query('insert into public.applied (what) values ($1)', [JSON.stringify(body)]);
};
/** Keeps what it is told, of every kind the tests send. */
export const keepers: Receivers = {
  'referral.accepted': keep,
  'referral.withdrawn': keep,
  'standby.announced': keep,
};

export async function openSide(
  wing: Wing,
  database: FreshDatabase,
  connection: (login: string) => pg.PoolConfig,
  more: { receivers?: Receivers; answerers?: Answerers; owner?: string; asks?: WaitingAsks } = {},
): Promise<Side> {
  const owner = new pg.Client(database.connection());
  await owner.connect();
  await owner.query('create table public.applied (place bigint generated always as identity, what text)');
  await owner.query(`grant usage on schema public to ${wing}_bridge`);
  await owner.query(`grant insert on public.applied to ${wing}_bridge`);
  const keyDir = join(mkdtempSync(join(tmpdir(), 'concert-bridge-')), 'keys');
  mkdirSync(keyDir, { mode: 0o700 });
  const pool = quietPool({ ...connection(`${wing}_bridge`), max: 6 });
  const clock = { now: new Date('2026-03-02T10:00:00Z') };
  const end = await ownEnd(pool, keyDir, wing, more.owner ?? null);
  const bridge = openBridge({
    pool,
    keyDir,
    receivers: more.receivers ?? keepers,
    answerers: more.answerers ?? {},
    clock: () => clock.now,
    asks: more.asks,
  });
  return {
    wing,
    database,
    owner,
    pool,
    keyDir,
    end,
    bridge,
    clock,
    applied: async () =>
      (await owner.query<{ what: string }>('select what from public.applied order by place')).rows.map(
        (row) => row.what,
      ),
    send: async (pair, kind, body, version = 1) => {
      await owner.query(
        'insert into bridge.outbox (pair_id, kind, kind_version, body) values ($1, $2, $3, $4)',
        [pair.id, kind, version, JSON.stringify(body)],
      );
    },
    close: async () => {
      await pool.end();
      await owner.end();
      await database.drop();
      rmSync(join(keyDir, '..'), { recursive: true, force: true });
    },
  };
}

/** Pairs two sides as the pairing by code does, both confirmed. `address` is where a side is called. */
export async function pairSides(one: Side, other: Side): Promise<[Pair, Pair]> {
  const said = (side: Side) =>
    introduce({
      installation: side.end.id,
      wing: side.wing,
      name: side.wing,
      publicKey: readPublicKey(side.end.publicKey)!,
      address: `http://${side.wing}.test`,
    });
  const [a, b] = [said(one), said(other)];
  const fingerprint = pairingFingerprint(a, b);
  for (const [mine, theirs, peer] of [
    [one, other, b],
    [other, one, a],
  ] as const) {
    await mine.owner.query(
      `with made as (
         insert into bridge.pairs (end_id, peer, peer_name, peer_address, fingerprint, state, own_key_id)
         values ($1, $2, $3, $4, $5, 'open', $6) returning id)
       insert into bridge.peer_keys (pair_id, key_id, public_key) select id, $7, $8 from made`,
      [
        mine.end.id,
        theirs.end.id,
        peer.name,
        peer.address,
        fingerprint,
        mine.end.keyId,
        theirs.end.keyId,
        peer.publicKey,
      ],
    );
  }
  return [
    (await pairBetween(one.pool, one.end.id, other.end.id))!,
    (await pairBetween(other.pool, other.end.id, one.end.id))!,
  ];
}

/** Carries calls straight to the other side, through JSON as a network would. */
export const carrierTo =
  (side: Pick<Side, 'bridge'>): Carrier =>
  async (_address, path, body) => {
    const raw: unknown = JSON.parse(JSON.stringify(body));
    const answer = path === '/bridge/ask' ? await side.bridge.takeAsk(raw) : await side.bridge.takeCall(raw);
    return JSON.parse(JSON.stringify(answer)) as unknown;
  };
