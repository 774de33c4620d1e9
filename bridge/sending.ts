import { createPublicKey, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { envelopeHash, sealEnvelope, type Envelope } from './envelope.ts';
import { countRefusal, heldPair, inTransaction } from './ledger.ts';
import { messages, type MessageKind } from './messages.ts';
import { sendable } from './order.ts';

const BATCH_MESSAGES = 100;
const BATCH_BYTES = 1_000_000;

/**
 * The next messages for the other side: numbers those it understands that still wait, signs them, and gives all that it
 * has not acknowledged, at most 100 or a megabyte.
 * @param key secret half of the pair's own key
 */
export async function batch(pool: pg.Pool, pairId: string, key: KeyObject, now: Date): Promise<Envelope[]> {
  return inTransaction(pool, async (db) => {
    const pair = await heldPair(db, pairId);
    const { rows: waiting } = await db.query<{
      id: string;
      kind: MessageKind;
      version: number;
      body: Record<string, unknown>;
    }>(
      `select id, kind, kind_version as version, body from bridge.outbox
       where pair_id = $1 and seq is null order by place limit $2`,
      [pair.id, BATCH_MESSAGES * 4],
    );
    const room = BATCH_MESSAGES - (pair.sentThrough - pair.acknowledgedThrough);
    const numbered = sendable(waiting, pair.understood).now.slice(0, Math.max(0, room));
    for (const [n, one] of numbered.entries()) {
      const head = {
        v: 1 as const,
        from: pair.endId,
        to: pair.peer,
        seq: pair.sentThrough + n + 1,
        id: one.id,
        kind: one.kind,
        kindVersion: one.version,
        sentAt: now.toISOString(),
        body: one.body,
      };
      await db.query('update bridge.outbox set seq = $2, envelope = $3 where id = $1', [
        one.id,
        head.seq,
        JSON.stringify(sealEnvelope(head, key)),
      ]);
    }
    if (numbered.length > 0)
      await db.query('update bridge.progress set sent_through = sent_through + $2 where pair_id = $1', [
        pair.id,
        numbered.length,
      ]);
    if (publicKeyId(createPublicKey(key)) === pair.ownKeyId) await signAnew(db, pair.id, pair.ownKeyId, key);
    const { rows } = await db.query<{ envelope: Envelope; bytes: number }>(
      `select envelope, octet_length(envelope::text) as bytes from bridge.outbox
       where pair_id = $1 and seq is not null order by seq limit $2`,
      [pair.id, BATCH_MESSAGES],
    );
    let bytes = 0;
    return rows.filter((row) => (bytes += row.bytes) <= BATCH_BYTES).map((row) => row.envelope);
  });
}

/**
 * Signs once more, with the key that is used now, what was signed with an older one and is not acknowledged: the other
 * side throws the older one away as soon as it is called under the newer, and would let none of it in. Number, id and
 * words stay, and with them the hash, so that a message that arrives under both keys is applied once.
 */
async function signAnew(db: pg.ClientBase, pairId: string, keyId: string, key: KeyObject): Promise<void> {
  const { rows } = await db.query<{ id: string; envelope: Envelope }>(
    `select id, envelope from bridge.outbox where pair_id = $1 and seq is not null and envelope ->> 'keyId' <> $2`,
    [pairId, keyId],
  );
  for (const { id, envelope } of rows)
    await db.query('update bridge.outbox set envelope = $2 where id = $1', [
      id,
      JSON.stringify(sealEnvelope(envelope.head, key)),
    ]);
}

/**
 * The other side says up to which number it has applied ours: those leave the outbox; number, kind and hash stay.
 * @returns false when it claims more than was ever sent: then nothing is done
 */
export async function acknowledge(pool: pg.Pool, pairId: string, through: number): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    const pair = await heldPair(db, pairId);
    if (through > pair.sentThrough) {
      await countRefusal(db, pair.id, 'acknowledged_too_much');
      return false;
    }
    if (through <= pair.acknowledgedThrough) return true;
    const { rows } = await db.query<{ envelope: Envelope }>(
      'delete from bridge.outbox where pair_id = $1 and seq <= $2 returning envelope',
      [pair.id, through],
    );
    for (const { envelope } of rows) {
      const { head } = envelope;
      await db.query(
        `insert into bridge.passed (pair_id, direction, seq, id, kind, hash) values ($1, 'sent', $2, $3, $4, $5)`,
        [pair.id, head.seq, head.id, head.kind, envelopeHash(head)],
      );
      if (head.kind === 'key.changed') await useNewKey(db, pair.id, String(head.body['keyId']));
    }
    await db.query('update bridge.progress set acknowledged_through = $2 where pair_id = $1', [
      pair.id,
      through,
    ]);
    return true;
  });
}

/** The other side knows our new key: from now on we sign with it. */
async function useNewKey(db: pg.ClientBase, pair: string, keyId: string): Promise<void> {
  await db.query(
    `update bridge.pairs p set own_key_id = $2 where p.id = $1
     and exists (select from bridge.own_keys k where k.key_id = $2 and k.end_id = p.end_id)`,
    [pair, keyId],
  );
}

/** Puts a message of the bridge itself on its way to every open pair of an end: a change of key. */
export async function announceKey(
  db: pg.ClientBase,
  endId: string,
  keyId: string,
  publicKey: string,
): Promise<void> {
  await db.query(
    `insert into bridge.outbox (pair_id, kind, kind_version, body)
     select id, 'key.changed', $2, $3 from bridge.pairs where end_id = $1 and state = 'open'`,
    [endId, messages['key.changed'].version, JSON.stringify({ keyId, publicKey })],
  );
}
