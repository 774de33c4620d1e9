import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FreshDatabase } from '../../kit/postgres/testing.ts';
import { clientKeysAt } from '../../provider/clients/keeping.ts';
import { freshTaskforceDatabase } from '../../taskforce/testing.ts';
import { placeAt } from '../place.ts';
import { checkBridge } from './bridge.ts';
import { checkClientKeys, mirroredAt } from './client-keys.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'concert-doctor-'));
const place = placeAt(dir, 'taskforce');
const keyId = 'ab'.repeat(8);
let database: FreshDatabase;
let client: Client;
let pairId: string;

beforeAll(async () => {
  database = await freshTaskforceDatabase();
  client = new Client(database.connection());
  await client.connect();
  mkdirSync(place.keys, { recursive: true });
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

const said = async () =>
  (await checkBridge(client, place)).map(({ state, sentence }) => `${state}: ${sentence}`);

test('who is paired with nobody has nothing to mend', async () => {
  expect(await said()).toEqual(['ok: Paired with nobody']);
});

test('a signing key that is gone, a pair that nobody confirmed and one that was never heard are told', async () => {
  const { rows } = await client.query<{ id: string }>(
    `with e as (insert into bridge.ends (wing) values ('taskforce') returning id),
       k as (insert into bridge.own_keys (key_id, end_id, public_key) select $1, id, 'key' from e returning end_id)
     insert into bridge.pairs (end_id, peer, peer_name, fingerprint, own_key_id) select end_id, $2, 'Harbor House', '0', $1 from k returning id`,
    [keyId, randomUUID()],
  );
  pairId = rows[0]!.id;
  expect(await said()).toEqual([
    expect.stringMatching(`^wrong: The secret key bridge-${keyId}.pem is not in`),
    'warn: The pair with Harbor House is not confirmed here.',
  ]);
  writeFileSync(path.join(place.keys, `bridge-${keyId}.pem`), 'key');
  await client.query(`update bridge.pairs set state = 'open'`);
  expect(await said()).toEqual(['warn: Harbor House was never heard.']);
});

test('silence, what waits for long and refusals that are no chance are told; what is well is not', async () => {
  await client.query(`update bridge.progress set heard_at = now(), understood = '{"referral.offered": 1}'`);
  await client.query(`insert into bridge.refusals (pair_id, reason) values ($1, 'played_back')`, [pairId]);
  expect(await said()).toEqual(['ok: 1 open pair, heard lately']);
  await client.query(`update bridge.progress set heard_at = now() - interval '30 hours'`);
  await client.query(
    `insert into bridge.outbox (pair_id, kind, kind_version, body, queued_at) values
     ($1, 'referral.offered', 1, '{}', now() - interval '25 hours'), ($1, 'standby.later', 1, '{}', now() - interval '50 hours')`,
    [pairId],
  );
  await client.query(`insert into bridge.refusals (pair_id, reason, count) values ($1, 'rewritten', 3)`, [
    pairId,
  ]);
  expect(await said()).toEqual([
    'warn: Harbor House was not heard for 30 hours.',
    'warn: 1 message waits for Harbor House, the oldest for 25 hours.',
    'warn: 1 message waits for Harbor House, the oldest for 50 hours.',
    'warn: 3 refused in 7 days (rewritten), in the name of Harbor House.',
  ]);
});

test("clients' keys that others can read are told, and a mirror that is missing or old", () => {
  const provider = placeAt(dir, 'provider');
  expect(checkClientKeys(provider)).toEqual([]);
  const keys = path.join(clientKeysAt(provider.inside), 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  chmodSync(clientKeysAt(provider.inside), 0o700);
  const file = path.join(keys, 'one.key');
  writeFileSync(file, 'key', { mode: 0o600 });
  const states = () => checkClientKeys(provider).map(({ check, state }) => `${check}: ${state}`);
  expect(states()).toEqual(['client keys: ok', 'keys mirror: warn']);
  chmodSync(file, 0o644);
  writeFileSync(mirroredAt(provider), 'now');
  expect(states()).toEqual(['client keys: wrong', 'keys mirror: ok']);
  chmodSync(file, 0o600);
  utimesSync(mirroredAt(provider), new Date(), new Date(Date.now() - 9 * 86_400_000));
  expect(states()).toEqual(['client keys: ok', 'keys mirror: warn']);
});
