import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSecret, sha256 } from '../kit/identity/secrets.ts';
import { runningCluster } from '../kit/postgres/running.ts';

const rounds = process.env['CONCERT_LONG'] ? 200 : 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'concert-kill-'));
const database = join(dir, 'taskforce/database');
let port = 0;
let server: ChildProcess;
let secret = '';
let agencyId = '';

/** What the clients believe: kept outside the program, so that no crash can change it. */
const ledger = new Map<string, { title: string; id: string | null }>();
let writing = true;

beforeAll(async () => {
  port = await freePort();
  await start();
  await arrange();
}, 180_000);

afterAll(async () => {
  writing = false;
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  rmSync(dir, { recursive: true, force: true });
}, 180_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

/** Starts the program as a person would, and waits until it answers. */
async function start(): Promise<void> {
  server = spawn(process.execPath, ['cli/main.ts', 'start', '--data', dir, '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  server.stdout!.on('data', (text: Buffer) => (said += text.toString()));
  server.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  for (let i = 0; i < 600; i++) {
    if (server.exitCode !== null) throw new Error(`the program did not start: ${said}`);
    if (
      await fetch(`http://127.0.0.1:${port}/api/identity/state`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await pause(100);
  }
  throw new Error(`the program did not answer: ${said}`);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function owner<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let i = 0; ; i++) {
    const address = runningCluster(database);
    const client = address && new pg.Client({ ...address, database: 'taskforce' });
    client?.on('error', () => undefined);
    try {
      if (!client) throw new Error('no database is running');
      await client.connect();
      return await act(client);
    } catch (error) {
      if (i > 100) throw error;
      await pause(100);
    } finally {
      await client?.end().catch(() => undefined);
    }
  }
}

async function arrange(): Promise<void> {
  secret = newSecret();
  await owner(async (client) => {
    const agency = await client.query(
      `insert into kit.agencies (name, short_name, kind) values ('Riverton Police', 'Riverton', 'police') returning id`,
    );
    agencyId = agency.rows[0].id;
    const account = await client.query(
      `insert into kit.accounts (agency_id, display_name, email, status) values ($1, 'Cora Commander', 'cora@example.org', 'active') returning id`,
      [agencyId],
    );
    await client.query(`insert into kit.account_roles (account_id, role) values ($1, 'commander')`, [
      account.rows[0].id,
    ]);
    await client.query(
      `insert into kit.sessions (account_id, kind, secret_hash, expires_at) values ($1, 'api', $2, now() + interval '1 day')`,
      [account.rows[0].id, sha256(secret)],
    );
  });
}

/** One client: opens cases one after the other, and asks again with the same key until it has an answer. */
async function client(): Promise<void> {
  while (writing) {
    const key = randomUUID();
    const title = `Ledger ${key}`;
    ledger.set(key, { title, id: null });
    const body = JSON.stringify({
      title,
      type: 'labor',
      originRoute: 'community_tip_about_another',
      leadAgencyId: agencyId,
      strands: [
        { label: 'Site', kind: 'location' },
        { label: 'Accounts', kind: 'financial' },
      ],
    });
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/cases/open`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${secret}`,
          'idempotency-key': key,
        },
        body,
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null);
      if (answer?.ok) {
        const text = await answer.json().catch(() => null);
        if (text) {
          ledger.get(key)!.id = (text as { id: string }).id;
          break;
        }
      } else if (answer && answer.status < 500)
        throw new Error(`refused: ${answer.status} ${await answer.text()}`);
      if (!writing) return;
      await pause(50);
    }
  }
}

const acknowledgedNow = () => [...ledger.values()].filter((entry) => entry.id !== null).length;

function killDatabase(): void {
  const pid = Number(readFileSync(join(database, 'postmaster.pid'), 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was down already, killed in the round before.
  }
}

async function killServer(): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
}

test(
  `${rounds} kills of server and database at random moments: nothing acknowledged is lost, doubled or half done`,
  { timeout: 1_200_000 },
  async () => {
    const clients = Array.from({ length: 6 }, () => client());
    const refusals = Promise.all(clients).catch((error: unknown) => error);
    for (let round = 0; round < rounds; round++) {
      const enough = round % 2 === 0 ? acknowledgedNow() + 12 : 0;
      await pause(100 + Math.floor(Math.random() * 900));
      // On a busy machine a moment more every other round, so that there is something to lose.
      for (let i = 0; i < 600 && acknowledgedNow() < enough; i++) await pause(100);
      const victim = round % 3;
      if (victim !== 0) killDatabase();
      if (victim !== 1) {
        await killServer();
        await start();
      }
    }
    await pause(1_500);
    writing = false;
    expect(await refusals).toHaveLength(6);
    const acknowledged = [...ledger.values()].filter((e) => e.id !== null);
    expect(acknowledged.length).toBeGreaterThan(rounds * 5);
    await owner(async (sql) => {
      const { rows } = await sql.query<{
        id: string;
        title: string;
        strands: number;
        transitions: number;
        members: number;
        entries: number;
      }>(
        `select c.id, c.title, (select count(*)::int from taskforce.strands s where s.case_id = c.id) as strands,
         (select count(*)::int from taskforce.phase_transitions t where t.case_id = c.id) as transitions,
         (select count(*)::int from taskforce.case_members m where m.case_id = c.id) as members,
         (select count(*)::int from kit.audit_entries e where e.action = 'insert' and e.subject_table = 'cases' and e.subject_ids = array[c.id]) as entries
       from taskforce.cases c`,
      );
      const held = new Map(rows.map((r) => [r.id, r]));
      expect(
        acknowledged.filter((e) => held.get(e.id!)?.title !== e.title),
        'lost',
      ).toEqual([]);
      expect(rows.length - new Set(rows.map((r) => r.title)).size, 'doubled').toBe(0);
      expect(
        rows.filter((r) => r.strands !== 2 || r.transitions < 2 || r.members !== 1 || r.entries !== 1),
        'half done',
      ).toEqual([]);
    });
    const verdict = await run(['cli/main.ts', 'audit', 'verify', '--data', dir]);
    expect(verdict).toMatch(/The audit log is whole/);
  },
);

function run(args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.once('exit', () => resolve(said));
  });
}
