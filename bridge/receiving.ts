import type pg from 'pg';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { openEnvelope, type Refusal } from './envelope.ts';
import { countRefusal, heldPair, inTransaction, peerKeys, type Pair } from './ledger.ts';
import type { Message, MessageKind } from './messages.ts';
import { judgeOrder } from './order.ts';
import { readPublicKey } from './pairing.ts';

/** What a wing does with a message, in the transaction that keeps its number. Throwing undoes both. */
export type Receiver<K extends MessageKind> = (
  db: pg.ClientBase,
  body: Extract<Message, { kind: K }>['body'],
  pair: Pair,
) => Promise<void>;
export type Receivers = { [K in MessageKind]?: Receiver<K> };

/**
 * Takes one message in: signature, order and body are judged, the number is kept and the wing acts, all in one
 * transaction, so that a message is applied wholly and once whatever fails at whatever moment.
 * @returns the refusal, or null when it was applied now or before
 */
export async function receive(
  pool: pg.Pool,
  pairId: string,
  raw: unknown,
  receivers: Receivers,
): Promise<Refusal | null> {
  return inTransaction(pool, async (db) => {
    const pair = await heldPair(db, pairId);
    const keys = await peerKeys(db, pair.id);
    const opened = openEnvelope(raw, { self: pair.endId, wing: pair.wing, peer: pair.peer, keys });
    const refusal = opened.ok ? await order(db, pair, opened.head, opened.hash) : opened.refusal;
    if (refusal === 'applied_before') return null;
    if (refusal !== null) {
      await countRefusal(db, pair.id, refusal);
      return refusal;
    }
    if (opened.ok) await apply(db, pair, opened, receivers);
    return null;
  });
}

async function order(
  db: pg.ClientBase,
  pair: Pair,
  head: { seq: number; id: string },
  hash: string,
): Promise<Refusal | 'applied_before' | null> {
  const { rows } = await db.query<{ seq: number; id: string; hash: string }>(
    `select seq::float8 as seq, id, hash from bridge.passed
     where pair_id = $1 and direction = 'received' and (seq = $2 or id = $3)`,
    [pair.id, head.seq, head.id],
  );
  const verdict = judgeOrder(
    { seq: head.seq, id: head.id, hash },
    {
      through: pair.receivedThrough,
      hashOf: (seq) => rows.find((row) => row.seq === seq)?.hash,
      knowsId: (id) => rows.some((row) => row.id === id),
    },
  );
  if (verdict.act === 'again') return 'applied_before';
  return verdict.act === 'refuse' ? verdict.refusal : null;
}

async function apply(
  db: pg.ClientBase,
  pair: Pair,
  opened: Extract<ReturnType<typeof openEnvelope>, { ok: true }>,
  receivers: Receivers,
): Promise<void> {
  const { head, message, hash } = opened;
  await db.query(
    `insert into bridge.passed (pair_id, direction, seq, id, kind, hash) values ($1, 'received', $2, $3, $4, $5)`,
    [pair.id, head.seq, head.id, head.kind, hash],
  );
  await db.query('update bridge.progress set received_through = $2 where pair_id = $1', [pair.id, head.seq]);
  if (message.kind === 'key.changed') {
    await addPeerKey(db, pair.id, message.body.keyId, message.body.publicKey);
    return;
  }
  const act = receivers[message.kind] as Receiver<MessageKind> | undefined;
  if (act === undefined) throw new Error(`this wing has no receiver for ${message.kind}`);
  await act(db, message.body, pair);
}

/** Keeps a new key of the other side. One that is no key, or not the one named, is passed over: nothing is let in by it. */
async function addPeerKey(db: pg.ClientBase, pair: string, keyId: string, publicKey: string): Promise<void> {
  const key = readPublicKey(publicKey);
  if (key === null || publicKeyId(key) !== keyId) return;
  await db.query(
    'insert into bridge.peer_keys (pair_id, key_id, public_key) values ($1, $2, $3) on conflict do nothing',
    [pair, keyId, publicKey],
  );
}
