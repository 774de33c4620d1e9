import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../bridge/messages.ts';
import { asks } from '../bridge/asks.ts';
import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';

/**
 * 34 USC 12291(b)(2) counts hashed, encoded and encrypted data as disclosure. So nothing in the provider’s wing, in a
 * message or in an index is computed from what is known of a client in a way that could be compared elsewhere.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const ONE_WAY =
  /\b(createHash|createHmac|hmac|hkdf|sha1|sha256|sha512|md5|digest|hashtext\w*|crc32|bloom\w*|soundex|d?metaphone|doubleMetaphone|similarity|jaroWinkler|levenshtein|blindIndex|psi|oprf)\s*\(/g;

/** Where the provider’s wing computes one-way, and of what. */
const ALLOWED: Record<string, string> = {
  'provider/organisations/handlers.ts: sha256': 'an invitation code of an administrator',
  'provider/database/policy.sql: hashtext': 'a lock, by organisation and year',
  'provider/database/migrations/0052_figures.sql: hashtext': 'a lock, by organisation',
};

let house: ProviderHouse;
beforeAll(async () => {
  house = await openProviderHouse();
}, 120_000);
afterAll(() => house.close());

test('no room of the provider’s wing computes a hash, a token or a sound of what it knows of a client', () => {
  const files = globSync(['provider/**/*.ts', 'provider/**/*.tsx', 'provider/**/*.sql'], { cwd: root });
  expect(files.length).toBeGreaterThan(60);
  const found = files
    .filter((file) => !/\.test\.tsx?$|testing\.ts$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(ONE_WAY)].map(([, name]) => `${file}: ${name}`),
    );
  expect([...new Set(found)].filter((one) => !(one in ALLOWED))).toEqual([]);
});

test('no column of the provider’s wing or of the bridge holds a hash or token of a client', async () => {
  const { rows } = await house.owner.query<{ column: string }>(
    `select table_schema || '.' || table_name || '.' || column_name as column from information_schema.columns
     where table_schema in ('provider', 'bridge') and column_name ~ 'hash|token|digest|fingerprint|sound|phonetic|bloom|index'
     order by 1`,
  );
  expect(rows.map((row) => row.column)).toEqual([
    // Of a pairing code, of the two installations, and of a whole signed message.
    'bridge.codes.code_hash',
    'bridge.pairs.fingerprint',
    'bridge.passed.hash',
  ]);
});

test('no index of the provider’s wing is over anything computed', async () => {
  const { rows } = await house.owner.query<{ name: string; over: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as over from pg_index i join pg_class c on c.oid = i.indexrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'provider' and i.indexprs is not null order by 1`,
  );
  // Put together of ids, never of what somebody told.
  const told = rows.filter(({ over }) =>
    /lower|upper|md5|encode|digest|tsvector|trgm|substr|left\(/i.test(over),
  );
  expect(told).toEqual([]);
});

test('the words for kinds, fields and questions on the bridge name nothing derived', () => {
  const text = JSON.stringify(Object.keys(messages)) + readFileSync(join(root, 'bridge/messages.ts'), 'utf8');
  const names = [...text.matchAll(/^\s{2}(\w+): /gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(40);
  const derived = /hash|token|digest|index|sound|filter|match|score/i;
  expect([...names, ...Object.keys(asks)].filter((name) => derived.test(name))).toEqual([]);
});
