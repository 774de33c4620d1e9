import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportAudit } from '../../kit/audit/export.ts';
import { headToJson } from '../../kit/audit/heads.ts';
import { askBy, storedHeads, verifyDatabase } from '../../kit/audit/reading.ts';
import { signTreeHead } from '../../kit/audit/signing.ts';
import { stranger, headAt } from '../../kit/audit/sample.ts';
import { genesis } from '../../kit/audit/entry.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let admin: Person;
let size: number;
const log = 'taskforce';
const verify = (witnessedHeads = [] as Awaited<ReturnType<typeof storedHeads>>) =>
  verifyDatabase(house.owner, house.server.keys.audit.publicKey, { log, witnessedHeads });
const sign = () => signTreeHead(house.owner as unknown as pg.Pool, house.server.keys, log, new Date(), true);

beforeAll(async () => {
  house = await openTestHouse();
  // The signer takes a pool; the owner's one connection does as well.
  Object.assign(house.owner, { connect: async () => house.owner, release: () => undefined });
  admin = await house.person('Ada Admin', ['account_administrator']);
  for (let n = 1; n <= 9; n++) {
    await house.call(admin, 'identity.addAgency', {
      name: `Agency ${n}`,
      shortName: `A${n}`,
      kind: 'police',
    });
    if (n === 5) await sign();
  }
  size = (await sign())!;
});
afterAll(() => house.close());

/** Tampers as the owner with the guards off, looks, and puts everything back. */
async function after(tampering: string[], look: () => Promise<unknown>): Promise<unknown> {
  const tables = ['audit_entries', 'audit_chain', 'audit_tree_heads', 'audit_chain_end'];
  for (const table of tables)
    await house.owner.query(`create temp table kept_${table} as table kit.${table}`);
  await house.owner.query(`set session_replication_role = replica`);
  try {
    for (const one of tampering) await house.owner.query(one);
    return await look();
  } finally {
    for (const table of [...tables].toReversed()) await house.owner.query(`delete from kit.${table}`);
    for (const table of tables) {
      const overriding = table === 'audit_entries' ? 'overriding system value' : '';
      await house.owner.query(`insert into kit.${table} ${overriding} table kept_${table}`);
      await house.owner.query(`drop table kept_${table}`);
    }
    await house.owner.query(`set session_replication_role = origin`);
  }
}

const entry = (seq: number) => `(select entry_id from kit.audit_chain where seq = ${seq})`;

test('an untouched log verifies, and what was put back after each tampering below is the same log', async () => {
  expect(await verify()).toMatchObject({ ok: true, size, headedTo: size, witnessedTo: 0 });
  const [first] = await storedHeads(askBy(house.owner), log);
  expect(await verify([first!])).toMatchObject({ ok: true, witnessedTo: first!.size });
  await after([], async () => undefined);
  expect(await verify()).toMatchObject({ ok: true, size });
});

test.each([
  [
    'another person is put in',
    `update kit.audit_entries set account_id = gen_random_uuid() where id = ${entry(4)}`,
    'edited',
    4,
  ],
  [
    'the record it was open to is changed',
    `update kit.audit_entries set scope_table = 'cases', scope_id = gen_random_uuid() where id = ${entry(5)}`,
    'edited',
    5,
  ],
  [
    'the details are changed by a blank',
    `update kit.audit_entries set detail = '{ }' where id = ${entry(3)}`,
    'edited',
    3,
  ],
  [
    'the time is moved by a microsecond',
    `update kit.audit_entries set at = at + interval '1 microsecond' where id = ${entry(3)}`,
    'edited',
    3,
  ],
  ['the entry is gone and its link stays', `delete from kit.audit_entries where id = ${entry(4)}`, '', 4],
])('an entry does not verify when %s', async (_name, tampering, kind, at) => {
  const verdict = await after([tampering], verify);
  expect(verdict).toMatchObject({ ok: false, at, ...(kind ? { kind } : {}) });
});

test('an entry taken out with its link is missed', async () => {
  const verdict = await after(
    [
      `delete from kit.audit_chain where seq = 4`,
      `delete from kit.audit_entries where id = (select min(id) + 3 from kit.audit_entries)`,
    ],
    verify,
  );
  expect(verdict).toMatchObject({ ok: false, at: 4, kind: 'dropped' });
});

test('two entries that changed places are found', async () => {
  const verdict = await after(
    [
      `update kit.audit_chain set seq = -4 where seq = 4`,
      `update kit.audit_chain set seq = 4 where seq = 5`,
      `update kit.audit_chain set seq = 5 where seq = -4`,
    ],
    verify,
  );
  expect(verdict).toMatchObject({ ok: false, at: 4, kind: 'swapped' });
});

test('a cut tail is found by the signed head, without heads by the end of the chain, and with all of it by a witness', async () => {
  const cut = [
    `delete from kit.audit_entries where id in (select entry_id from kit.audit_chain where seq > 6)`,
    `delete from kit.audit_chain where seq > 6`,
  ];
  expect(await after(cut, verify)).toMatchObject({ ok: false, at: 7, kind: 'cutTail' });
  const withHeads = [...cut, `delete from kit.audit_tree_heads where size > 6`];
  expect(await after(withHeads, verify)).toMatchObject({ ok: false, at: 7, kind: 'cutTail' });
  const clean = [...withHeads, `update kit.audit_chain_end set seq = 6`];
  expect(await after(clean, verify), 'nothing here can tell').toMatchObject({ ok: true, size: 6 });
  const witnessed = await storedHeads(askBy(house.owner), log);
  expect(await after(clean, () => verify(witnessed))).toMatchObject({ ok: false, kind: 'cutTail' });
});

test('an entry written beside the chain is found', async () => {
  const verdict = await after([`insert into kit.audit_entries (action) values ('read')`], verify);
  expect(verdict).toMatchObject({ ok: false, at: size + 1, kind: 'cutTail' });
});

test('a head with the root of another length, or signed with another key, is found', async () => {
  const swapped = [
    `update kit.audit_tree_heads h set root = (select root from kit.audit_tree_heads where size <> h.size limit 1)`,
  ];
  expect(await after(swapped, verify)).toMatchObject({ ok: false, kind: 'badSignature' });
  const forged = headAt(log, [], 0, stranger);
  const stolen = [
    `update kit.audit_tree_heads set key_id = '${forged.key}', signature = '\\x${forged.signature.toString('hex')}' where size = ${size}`,
  ];
  expect(await after(stolen, verify)).toMatchObject({ ok: false, at: size, kind: 'badSignature' });
});

test('nobody changes or removes what was written, not even the owner with the guards on', async () => {
  for (const table of ['audit_entries', 'audit_chain', 'audit_tree_heads'])
    await expect(house.owner.query(`delete from kit.${table}`), table).rejects.toMatchObject({
      code: '42501',
    });
});

test('the hash of the database follows the same rule as the published example', async () => {
  const example = JSON.parse(
    readFileSync(new URL('../../kit/audit/chain-example.json', import.meta.url), 'utf8'),
  );
  let prev = genesis(example.log).toString('hex');
  for (const one of example.entries) {
    const { rows } = await house.owner.query(
      `select encode(sha256(decode($1, 'hex') || convert_to(kit.audit_canonical($2, row(0, ($3 || '+00')::timestamptz,
         nullif($4, '')::uuid, nullif($5, '')::uuid, $6::text, $7::text, $8::uuid[], $9::text, $10::json, null, null)::kit.audit_entries), 'UTF8')), 'hex') as hash`,
      [
        prev,
        one.seq,
        one.at,
        one.account,
        one.session,
        one.action,
        one.table,
        one.ids,
        one.outcome,
        one.detail,
      ],
    );
    expect(rows[0].hash).toBe(one.hash);
    prev = one.hash;
  }
});

test('the export verifies offline with a program of its own and shows one changed letter', async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'concert-audit-')), 'export');
  try {
    const made = await exportAudit(house.owner, house.server.keys.audit.publicKey, log, dir);
    expect(made.entries).toBe(size);
    const run = () =>
      execFileSync(
        process.execPath,
        [
          'verify-offline.ts',
          '--log',
          log,
          '--key',
          'audit-signing.pub.pem',
          'entries.jsonl',
          'heads.jsonl',
          'witness.jsonl',
        ],
        { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
    const newest = (await storedHeads(askBy(house.owner), log)).at(-1)!;
    writeFileSync(join(dir, 'witness.jsonl'), `${headToJson(newest)}\n`);
    expect(run()).toContain(`Whole: ${size} entries`);
    expect(run()).toContain('A witness knows all of them.');
    const text = readFileSync(join(dir, 'entries.jsonl'), 'utf8');
    writeFileSync(join(dir, 'entries.jsonl'), text.replace('"insert"', '"inserT"'));
    expect(run).toThrow();
    await expect(exportAudit(house.owner, house.server.keys.audit.publicKey, log, dir)).rejects.toMatchObject(
      { code: 'EEXIST' },
    );
  } finally {
    rmSync(join(dir, '..'), { recursive: true, force: true });
  }
});

test('a change whose audit entry cannot be written does not happen', async () => {
  await house.owner.query(
    `create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
     create trigger refuse before insert on kit.audit_entries for each row execute function pg_temp.refuse()`,
  );
  const input = { name: 'Never There', shortName: 'Never', kind: 'police' };
  expect((await house.call(admin, 'identity.addAgency', input)).status).toBe(500);
  await house.owner.query('drop trigger refuse on kit.audit_entries');
  await house.owner.query(
    'revoke all on kit.audit_chain_end from public; alter table kit.audit_chain_end rename to away',
  );
  expect((await house.call(admin, 'identity.addAgency', input)).status).toBeGreaterThanOrEqual(500);
  await house.owner.query('alter table kit.away rename to audit_chain_end');
  const { rows } = await house.owner.query(`select 1 from kit.agencies where name = 'Never There'`);
  expect(rows).toEqual([]);
  expect((await house.call(admin, 'identity.addAgency', input)).status).toBe(200);
  expect(await verify()).toMatchObject({ ok: true });
});
