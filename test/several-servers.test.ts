import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, type Running, started } from '../cli/testing.ts';
import { makePerson, type Person } from '../kit/identity/testing.ts';
import { freshDatabase, type FreshDatabase } from '../kit/postgres/testing.ts';

/** Two processes of Concert that share an external database and a key folder, as behind a proxy. */
const data = mkdtempSync(path.join(tmpdir(), 'concert-several-'));
let database: FreshDatabase;
let owner: pg.Client;
let servers: Running[];
let commander: Person;

beforeAll(async () => {
  database = await freshDatabase();
  const ports = [await freePort(), await freePort()];
  const environment = { DATABASE_URL: database.url() };
  servers = await Promise.all(
    ports.map((port) =>
      started(['start', '--wing', 'taskforce', '--data', data, '--port', String(port)], environment),
    ),
  );
  owner = new pg.Client(database.connection());
  await owner.connect();
  const agency = await owner.query(
    `insert into kit.agencies (name, short_name, kind) values ('Riverton Police', 'Riverton', 'police') returning id`,
  );
  commander = await makePerson(owner, 'Cora Commander', ['commander', 'auditor'], agency.rows[0].id);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.end('SIGTERM')));
  await owner?.end();
  await database?.drop();
  rmSync(data, { recursive: true, force: true });
});

async function ask(at: number, procedure: string, input: unknown, key?: string) {
  const response = await fetch(`${servers[at % 2]!.url}/api/${procedure.replace('.', '/')}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${commander.secret}`,
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as any };
}

test('two servers that start at once on an empty database migrate it once, and name one set-up code', () => {
  const migrated = servers.filter((server) => server.told.out.includes('the database is ready'));
  expect(migrated).toHaveLength(1);
  const codes = servers.map((server) => /\b[A-Z0-9]{4}(-[A-Z0-9]{4}){3}\b/.exec(server.told.out)?.[0]);
  expect(codes[0]).toMatch(/./);
  expect(codes[1]).toBe(codes[0]);
});

test('who is signed in on one server is signed in on the other, and what one opens the other shows', async () => {
  const opened = await ask(0, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'community_tip_about_another',
    leadAgencyId: commander.agencyId,
    strands: [{ label: 'Site', kind: 'location' }],
  });
  expect(opened.status).toBe(200);
  expect((await ask(1, 'cases.read', { id: opened.body.id })).body.title).toBe('Harbor kitchens');
});

test('the same request sent to both servers at once is done once', async () => {
  const key = crypto.randomUUID();
  const input = {
    title: 'Sent twice',
    type: 'labor',
    originRoute: 'community_tip_about_another',
    leadAgencyId: commander.agencyId,
    strands: [{ label: 'Site', kind: 'location' }],
  };
  const answers = await Promise.all([0, 1, 0, 1].map((at) => ask(at, 'cases.open', input, key)));
  expect(
    new Set(answers.filter((answer) => answer.status === 200).map((answer) => answer.body.id)).size,
  ).toBe(1);
  const { rows } = await owner.query(`select 1 from taskforce.cases where title = 'Sent twice'`);
  expect(rows).toHaveLength(1);
  // The other server knows the receipt, and what was asked under its key; the key with another wish is refused by both.
  for (const at of [0, 1]) {
    expect((await ask(at, 'cases.open', input, key)).status).toBe(200);
    const other = await ask(at, 'cases.open', { ...input, title: 'Something else' }, key);
    expect(other.body.code).toBe('key_reused');
  }
});

test('what was asked is kept as a hash that nobody can guess at who has the database alone', async () => {
  const key = crypto.randomUUID();
  const input = {
    title: 'Guess me',
    type: 'labor',
    originRoute: 'community_tip_about_another',
    leadAgencyId: commander.agencyId,
    strands: [{ label: 'Site', kind: 'location' }],
  };
  expect((await ask(0, 'cases.open', input, key)).status).toBe(200);
  const { rows } = await owner.query('select input_hash from kit.receipts where key = $1', [key]);
  const kept: Buffer = rows[0].input_hash;
  const guesses = [input, [key, input], { ...input }].flatMap((one) => [
    createHash('sha256').update(JSON.stringify(one)).digest(),
    createHmac('sha256', key).update(JSON.stringify(one)).digest(),
  ]);
  expect(guesses.some((guess) => guess.equals(kept))).toBe(false);
});

test('wrong passwords count together, whichever server they are tried on', async () => {
  const wrong = {
    email: commander.email,
    password: 'wrong wrong wrong',
    code: '000000',
    noticeAccepted: true,
  };
  const statuses = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await ask(n, 'identity.signIn', wrong)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await ask(1, 'identity.signIn', wrong)).status).toBe(429);
});

test('a job is done once by one of them, and both tell of it', async () => {
  const jobs = await Promise.all([0, 1, 0, 1, 0, 1].map((at) => ask(at, 'audit.verify', {})));
  for (const { body } of jobs) {
    const state = async () => (await ask(1, 'jobs.read', { id: body.jobId })).body.state;
    await expect.poll(state, { timeout: 120_000, interval: 200 }).toBe('done');
    expect((await ask(0, 'jobs.read', { id: body.jobId })).body.result.ok).toBe(true);
  }
  const { rows } = await owner.query('select attempts from kit.jobs');
  expect(rows.map((row) => row.attempts)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('one dies, and the other goes on', async () => {
  await servers[0]!.end('SIGKILL');
  expect((await ask(1, 'cases.list', {})).status).toBe(200);
  const port = new URL(servers[0]!.url).port;
  servers[0] = await started(['start', '--data', data, '--port', port], { DATABASE_URL: database.url() });
  expect((await ask(0, 'cases.list', {})).status).toBe(200);
});

test('a write that was answered before a restart is answered again after it', async () => {
  const key = crypto.randomUUID();
  const input = {
    title: 'Before and after',
    type: 'labor',
    originRoute: 'community_tip_about_another',
    leadAgencyId: commander.agencyId,
    strands: [{ label: 'Site', kind: 'location' }],
  };
  const before = await ask(1, 'cases.open', input, key);
  await servers[1]!.end('SIGTERM');
  const port = new URL(servers[1]!.url).port;
  servers[1] = await started(['start', '--wing', 'taskforce', '--data', data, '--port', port], {
    DATABASE_URL: database.url(),
  });
  expect((await ask(1, 'cases.open', input, key)).body).toEqual(before.body);
});
