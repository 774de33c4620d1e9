import type pg from 'pg';
import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import { openCapsule } from '../kit/crypto/capsule.ts';
import type { Keys } from '../kit/crypto/keys.ts';
import type { Carrier } from './bridge.ts';
import { mayCall } from './carrier.ts';
import { ownEnd, type OwnEnd } from './keys.ts';
import { countRefusal, inTransaction, pairBetween } from './ledger.ts';
import type { Wing } from './messages.ts';
import {
  calledProof,
  calledProved,
  callerProof,
  callerProved,
  CODE_TRIES,
  introduce,
  pairingCodeHash,
  pairingFingerprint,
  readIntroduction,
  readPublicKey,
  type Introduction,
} from './pairing.ts';

/** What pairing works with. */
export type MeetingHouse = { pool: pg.Pool; keyDir: string; wing: Wing; keys: Keys; clock: Clock };

/** Why two installations were not paired; the word that the other side is told. */
export const MEETING_FAULTS = [
  'not_an_introduction',
  'bad_key',
  'same_wing',
  'ourselves',
  'bad_address',
  'no_such_code',
  'code_used',
  'code_expired',
  'wrong_proof',
  'paired_already',
  'not_reached',
  'failed',
] as const;
export type MeetingFault = (typeof MEETING_FAULTS)[number];

/** What the caller sends: which code it was given (its hash), itself, and the proof that it knows the code. */
const knock = z.strictObject({
  code: z.string().regex(/^[0-9a-f]{64}$/),
  introduction: z.unknown(),
  proof: z.base64().max(100),
});
const answer = z.strictObject({ introduction: z.unknown(), proof: z.base64().max(100) });
export type MeetingAnswer = { introduction: Introduction; proof: string } | { refused: MeetingFault };

/** Where a code is sealed. */
export const codePlace = (hash: string) => ({ table: 'codes', column: 'sealed_code', row: hash });

type Code = {
  id: string;
  endId: string;
  expiresAt: Date;
  tries: number;
  usedAt: Date | null;
  sealed: Buffer;
};

async function heldCode(db: pg.ClientBase, hash: string, now: Date): Promise<Code | MeetingFault> {
  const { rows } = await db.query<Code>(
    `select id, end_id as "endId", expires_at as "expiresAt", tries, used_at as "usedAt", sealed_code as sealed
     from bridge.codes where code_hash = $1 for update`,
    [hash],
  );
  const code = rows[0];
  if (code === undefined || code.tries >= CODE_TRIES) return 'no_such_code';
  if (code.usedAt !== null) return 'code_used';
  return code.expiresAt <= now ? 'code_expired' : code;
}

/** The name by which an end of ours introduces itself. */
export async function nameOf(db: pg.Pool | pg.ClientBase, endId: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>('select bridge.name_of($1) as name', [endId]);
  return rows[0]!.name.slice(0, 120);
}

async function introduceEnd(db: pg.Pool | pg.ClientBase, wing: Wing, end: OwnEnd): Promise<Introduction> {
  return introduce({
    installation: end.id,
    wing,
    name: await nameOf(db, end.id),
    publicKey: readPublicKey(end.publicKey)!,
    address: end.address,
  });
}

/** Keeps a pair that begins unconfirmed. One that nobody confirmed before is replaced; an open one is not: null. */
async function keepPair(
  db: pg.ClientBase,
  end: OwnEnd,
  theirs: { peer: Introduction; keyId: string; address: string | null },
  fingerprint: string,
): Promise<string | null> {
  const known = await pairBetween(db, end.id, theirs.peer.installation);
  if (known?.state === 'open') return null;
  if (known !== null)
    await db.query(`update bridge.pairs set state = 'ended', ended_at = now() where id = $1`, [known.id]);
  const { rows } = await db.query<{ id: string }>(
    `insert into bridge.pairs (end_id, peer, peer_name, peer_address, fingerprint, own_key_id)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [end.id, theirs.peer.installation, theirs.peer.name, theirs.address, fingerprint, end.keyId],
  );
  await db.query('insert into bridge.peer_keys (pair_id, key_id, public_key) values ($1, $2, $3)', [
    rows[0]!.id,
    theirs.keyId,
    theirs.peer.publicKey,
  ]);
  return rows[0]!.id;
}

/** Our end to which a code leads, with the key it signs with now. */
async function endOfCode(db: pg.ClientBase, id: string): Promise<OwnEnd> {
  const { rows } = await db.query<OwnEnd>(
    `select e.id, k.key_id as "keyId", k.public_key as "publicKey", e.address
     from bridge.ends e join bridge.own_keys k on k.end_id = e.id and k.retired_at is null where e.id = $1`,
    [id],
  );
  return rows[0]!;
}

/**
 * Answers somebody who was told a code of ours over the phone. The code works once, for 15 minutes; five wrong proofs
 * end it. The pair carries nothing until an administrator here has confirmed it.
 */
export async function takePairing(house: MeetingHouse, raw: unknown): Promise<MeetingAnswer> {
  const read = knock.safeParse(raw);
  const said = read.success
    ? await inTransaction(house.pool, (db) => meet(house, db, read.data))
    : ({ refused: 'not_an_introduction' } as const);
  if ('refused' in said) await countRefusal(house.pool, null, said.refused);
  return said;
}

async function meet(
  house: MeetingHouse,
  db: pg.ClientBase,
  asked: z.infer<typeof knock>,
): Promise<MeetingAnswer> {
  const code = await heldCode(db, asked.code, house.clock());
  if (typeof code === 'string') return { refused: code };
  const end = await endOfCode(db, code.endId);
  const read = readIntroduction(asked.introduction, { installation: end.id, wing: house.wing });
  if (!read.ok) return { refused: read.fault };
  const secret = openCapsule(house.keys, code.sealed, codePlace(asked.code));
  if (!callerProved(secret, read.peer, asked.proof)) {
    await db.query('update bridge.codes set tries = tries + 1 where id = $1', [code.id]);
    return { refused: 'wrong_proof' };
  }
  if (read.peer.address !== null && !mayCall(read.peer.address)) return { refused: 'bad_address' };
  const mine = await introduceEnd(db, house.wing, end);
  const theirs = { peer: read.peer, keyId: read.keyId, address: read.peer.address };
  const kept = await keepPair(db, end, theirs, pairingFingerprint(mine, read.peer));
  if (kept === null) return { refused: 'paired_already' };
  await db.query('update bridge.codes set used_at = now() where id = $1', [code.id]);
  return { introduction: mine, proof: calledProof(secret, read.peer, mine) };
}

/**
 * Pairs an end of ours with the installation at an address, by the code its administrator read to us.
 * @param code as `readPairingCode` gives it
 * @returns the new pair, still unconfirmed, or why there is none
 */
export async function pairWith(
  house: MeetingHouse,
  ownerId: string | null,
  address: string,
  code: string,
  carry: Carrier,
): Promise<{ pairId: string } | { refused: MeetingFault }> {
  if (!mayCall(address)) return { refused: 'bad_address' };
  const end = await ownEnd(house.pool, house.keyDir, house.wing, ownerId);
  const mine = await introduceEnd(house.pool, house.wing, end);
  const raw = await carry(address, '/bridge/pair', {
    code: pairingCodeHash(code),
    introduction: mine,
    proof: callerProof(code, mine),
  }).catch(() => ({ refused: 'not_reached' }));
  const refused = faultIn(raw);
  if (refused !== null) return { refused };
  const said = answer.safeParse(raw);
  if (!said.success) return { refused: 'not_an_introduction' };
  const read = readIntroduction(said.data.introduction, { installation: end.id, wing: house.wing });
  if (!read.ok) return { refused: read.fault };
  if (!calledProved(code, mine, read.peer, said.data.proof)) return { refused: 'wrong_proof' };
  // The address that was typed has just answered; what the other side says of itself need not be reachable from here.
  const theirs = { peer: read.peer, keyId: read.keyId, address };
  const kept = await inTransaction(house.pool, (db) =>
    keepPair(db, end, theirs, pairingFingerprint(mine, read.peer)),
  );
  return kept === null ? { refused: 'paired_already' } : { pairId: kept };
}

/** The word with which the other side refused to be paired; null when it did not. */
function faultIn(raw: unknown): MeetingFault | null {
  const word = typeof raw === 'object' && raw !== null ? (raw as { refused?: unknown }).refused : undefined;
  if (word === undefined) return null;
  return MEETING_FAULTS.find((one) => one === word) ?? 'failed';
}
