import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyDatabase } from '../kit/audit/reading.ts';
import { openKeys } from '../kit/crypto/keys.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { migrateTaskforce } from '../taskforce/database/migrate.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import { RealInstallation } from './standing.ts';
import { makeWorld, type WorldOptions } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'concert-world-'));
let database: FreshDatabase;
let owner: pg.Client;
let options: WorldOptions;
const said: string[] = [];

const count = async (what: string) =>
  Number((await owner.query(`select count(*) as n from ${what}`)).rows[0].n);
const phasesOf = async (title: string) => {
  const { rows } = await owner.query<{ phase: string }>(
    `select distinct s.to_phase as phase from taskforce.strands t join taskforce.cases c on c.id = t.case_id,
       lateral (select p.to_phase from taskforce.phase_transitions p where p.strand_id = t.id order by p.seq desc limit 1) s
     where c.title = $1 order by 1`,
    [title],
  );
  return rows.map((row) => row.phase);
};

beforeAll(async () => {
  database = await freshTaskforceDatabase();
  const password = testCluster().password || undefined;
  owner = new pg.Client(database.connection());
  await owner.connect();
  options = {
    owner: database.connection(),
    connection: (login) => database.connection(login, loginPassword(password, login)),
    dataDir,
    migrate: async () => {
      const client = new pg.Client(database.connection());
      await client.connect();
      await migrateTaskforce(client, password);
      await client.end();
    },
    log: (line) => said.push(line),
  };
}, 180_000);
afterAll(async () => {
  await owner.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('an installation with people of its own is never filled with the demo world', async () => {
  await owner.query(`insert into kit.agencies (name, short_name, kind) values ('A', 'A', 'police')`);
  await owner.query(
    `insert into kit.accounts (agency_id, display_name, email) select id, 'A', 'a@example.org' from kit.agencies`,
  );
  await expect(makeWorld(options)).rejects.toThrow(RealInstallation);
  expect(await count('kit.accounts')).toBe(1);
});

test('a world that was left half made is thrown away and made anew', async () => {
  await owner.query(`insert into kit.settings (key, value) values ('demo_world', '"making"')`);
  const { people } = await makeWorld(options);
  expect(said[0]).toContain('half made');
  expect(people).toHaveLength(11);
  expect(await count(`kit.accounts where email = 'a@example.org'`)).toBe(0);
  expect(await count('kit.accounts')).toBe(11);
}, 400_000);

test('it holds what a newcomer should meet: both kinds, every origin, all phases in one case, a seal, a danger', async () => {
  expect(await count('taskforce.cases')).toBe(10);
  expect(await count('taskforce.tips')).toBe(15);
  for (const type of ['sex', 'labor', 'both', 'undetermined'])
    expect(await count(`taskforce.cases where type = '${type}'`), type).toBeGreaterThan(0);
  for (const mode of ['reactive', 'proactive', 'spin_off'])
    expect(await count(`taskforce.cases where origin_mode = '${mode}'`), mode).toBeGreaterThan(0);
  expect(await count('taskforce.cases where sealed')).toBe(1);
  expect(await count('taskforce.cases where closed_on is not null')).toBe(1);
  expect(await count('taskforce.dangers where ended_at is null')).toBe(1);
  expect(await phasesOf('Blue Heron Motel')).toEqual(['operational', 'post_operational', 'pre_operational']);
});

test('it holds operations in every state of their life, reviewed ones enough to compare, and targets chosen and not', async () => {
  for (const [state, least] of Object.entries({
    planning: 4,
    requested: 1,
    approved: 1,
    ended: 1,
    closed: 12,
  }))
    expect(await count(`taskforce.operations where state = '${state}'`), state).toBeGreaterThanOrEqual(least);
  expect(
    await count(
      `taskforce.operations where planned_from > started_at or ended_at > now() - interval '1 day'`,
    ),
  ).toBe(0);
  expect(
    await count(
      `taskforce.operation_reviews r join taskforce.operations o on o.id = r.operation_id where r.signed_at < o.ended_at`,
    ),
  ).toBe(0);
  expect(await count(`taskforce.operation_entries where kind = 'hand_over' and late`)).toBe(0);
  expect(await count(`taskforce.operation_entries where kind = 'hand_over'`)).toBe(2);
  expect(await count(`taskforce.operation_reviews where lead_least_minutes between 3000 and 5000`)).toBe(1);
  expect(await count(`taskforce.operation_lessons where standing = 'accepted'`)).toBe(1);
  expect(await count(`taskforce.operation_cases`)).toBe(1);
  for (const state of ['approved', 'rejected', 'waiting'])
    expect(await count(`taskforce.nominations where state = '${state}'`), state).toBe(1);
  expect(
    await count(
      `taskforce.deconfliction_conflicts c join taskforce.deconfliction_entries e on e.id in (c.left_id, c.right_id) where e.nomination_id is not null and c.state = 'open'`,
    ),
  ).toBeGreaterThan(0);
  for (const kind of ['knock_and_talk', 'outreach_sweep'])
    expect(
      await count(
        `taskforce.operation_reviews r join taskforce.operations o on o.id = r.operation_id where r.state = 'signed' and o.kind = '${kind}'`,
      ),
      kind,
    ).toBeGreaterThanOrEqual(5);
});

test('it looks as if it had been written down over four months, and the audit still tells when it was made', async () => {
  expect(await count(`taskforce.phase_spells where late_by_days > 0`)).toBe(1);
  expect(await count(`taskforce.activities where created_at::date <> happened_on`)).toBe(0);
  expect(await count(`taskforce.tips where received_at > recorded_at + interval '1 hour'`)).toBe(0);
  expect(await count(`kit.audit_entries where at < now() - interval '1 hour'`)).toBe(0);
  const keys = await openKeys(join(dataDir, 'keys'), { create: false });
  const verdict = await verifyDatabase(owner, keys.audit.publicKey, { log: 'taskforce' });
  expect(verdict).toMatchObject({ ok: true });
});

test('made once, it is not made again', async () => {
  const before = await count('kit.audit_entries');
  await makeWorld(options);
  expect(await count('kit.audit_entries')).toBe(before);
});
