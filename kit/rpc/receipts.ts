import { createSecretKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { hkdf, hmac } from '../crypto/primitives.ts';
import type { Work } from '../database/door.ts';
import { Problem } from '../problems.ts';

/**
 * The key under which inputs are hashed for receipts: derived from the key folder, so that all servers of a house and
 * the next start have the same one, and the database alone cannot be searched for what somebody typed.
 * @param token the `token.key` of the key folder
 */
export const receiptKey = (token: KeyObject): KeyObject =>
  createSecretKey(hkdf(token, Buffer.alloc(0), Buffer.from('concert receipts v1'), 32));

/**
 * Does a write once for each key: what was answered before is answered again.
 * @param once the key the client chose, and the house's own key for hashing what was asked
 * @throws Problem bad_input for a key that is no UUID; key_reused when it stood for something else
 */
export async function withReceipt<Tables>(
  work: Work<Tables>,
  { key, secret }: { key: string; secret: KeyObject },
  name: string,
  input: unknown,
  act: () => Promise<unknown>,
) {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(key)) {
    throw new Problem('bad_input', {
      fields: [
        { path: 'idempotency-key', problem: 'not_a_uuid', remedy: 'Send a UUID, or leave the header away.' },
      ],
    });
  }
  const hash = hmac(secret, JSON.stringify([key, input]));
  const { rows } = await sql<{ procedure: string; inputHash: Buffer; output: unknown }>`
    select procedure, input_hash, output from kit.receipts where key = ${key}::uuid`.execute(work.db);
  const earlier = rows[0];
  if (earlier) {
    if (earlier.procedure !== name || !earlier.inputHash.equals(hash)) throw new Problem('key_reused');
    return earlier.output ?? undefined;
  }
  const output = await act();
  await sql`insert into kit.receipts (key, procedure, input_hash, output)
    values (${key}::uuid, ${name}, ${hash}, ${JSON.stringify(output ?? null)}::jsonb)`.execute(work.db);
  return output;
}
