import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { syncFolder } from '../kit/crypto/folder.ts';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { inTransaction } from './ledger.ts';
import type { Wing } from './messages.ts';
import { announceKey } from './sending.ts';

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** Makes a signing key: the secret half becomes a file that only its owner reads, safely on disk before it is named. */
async function newKeyFile(keyDir: string): Promise<{ keyId: string; publicKey: string }> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  const keyId = publicKeyId(publicKey);
  const file = await open(join(keyDir, `bridge-${keyId}.pem`), 'wx', 0o600);
  try {
    await file.writeFile(String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(keyDir);
  return { keyId, publicKey: spki(publicKey) };
}

export type OwnEnd = { id: string; keyId: string; publicKey: string; address: string | null };

/** Our end of the bridge for an organisation (null: the task force as a whole), made with its first key when absent. */
export async function ownEnd(
  pool: pg.Pool,
  keyDir: string,
  wing: Wing,
  ownerId: string | null,
): Promise<OwnEnd> {
  const find = async () => {
    const { rows } = await pool.query<OwnEnd>(
      `select e.id, k.key_id as "keyId", k.public_key as "publicKey", e.address
       from bridge.ends e join bridge.own_keys k on k.end_id = e.id and k.retired_at is null
       where e.owner_id is not distinct from $1 order by k.made_at desc limit 1`,
      [ownerId],
    );
    return rows[0];
  };
  const known = await find();
  if (known !== undefined) return known;
  const { keyId, publicKey } = await newKeyFile(keyDir);
  await inTransaction(pool, async (db) => {
    // Two processes may make the end at once; the second finds it there and its key file stays unused.
    const { rows } = await db.query<{ id: string }>(
      `insert into bridge.ends (wing, owner_id) values ($1, $2)
       on conflict ((coalesce(owner_id::text, ''))) do nothing returning id`,
      [wing, ownerId],
    );
    if (rows[0] === undefined) return;
    await db.query('insert into bridge.own_keys (key_id, end_id, public_key) values ($1, $2, $3)', [
      keyId,
      rows[0].id,
      publicKey,
    ]);
  });
  return (await find())!;
}

/**
 * Replaces the key of an end. Every open pair is told by a message under the old key; each goes on with the old one
 * until the other side has acknowledged the new one, so an outage in between breaks nothing.
 */
export async function changeKey(pool: pg.Pool, keyDir: string, endId: string): Promise<string> {
  const { keyId, publicKey } = await newKeyFile(keyDir);
  await inTransaction(pool, async (db) => {
    await db.query('update bridge.own_keys set retired_at = now() where end_id = $1 and retired_at is null', [
      endId,
    ]);
    await db.query('insert into bridge.own_keys (key_id, end_id, public_key) values ($1, $2, $3)', [
      keyId,
      endId,
      publicKey,
    ]);
    await announceKey(db, endId, keyId, publicKey);
  });
  return keyId;
}
