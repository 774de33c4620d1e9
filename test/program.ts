/** The program as a person starts it, in a process of its own that a test may kill, with an embedded database beside it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { newSecret, sha256 } from '../kit/identity/secrets.ts';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { runningCluster } from '../kit/postgres/running.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type Program = {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Starts it, and waits until it answers. */
  start(): Promise<void>;
  /** As when the machine takes the process away: no farewell. */
  killServer(): Promise<void>;
  killDatabase(): void;
  /** Works as the owner of the database, past every policy; waits for the database to be back. */
  owner<T>(act: (client: pg.Client) => Promise<T>): Promise<T>;
  /** The same while the program is down: the database alone is started for it and stopped again. */
  ownerWhileDown<T>(act: (client: pg.Client) => Promise<T>): Promise<T>;
  /** An account with a role and a token of a program. */
  person(name: string, role: string): Promise<{ secret: string; agencyId: string }>;
  /** Runs a command of the program on the same data. Returns what it said. */
  command(...args: string[]): Promise<string>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
};

/** Starts the program on fresh data. */
export async function openProgram(name: string): Promise<Program> {
  const dir = mkdtempSync(join(tmpdir(), `concert-${name}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = join(dir, 'taskforce/database');
  let server: ChildProcess | undefined;
  const start = async () => {
    // One wing alone is served by the very process that is killed.
    server = await started(
      ['cli/main.ts', 'start', '--wing', 'taskforce', '--data', dir, '--port', String(port)],
      url,
    );
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server!.once('exit', resolve));
    server.kill(signal);
    await gone;
  };
  const owner: Program['owner'] = (act) => asOwner(database, act);
  await start();
  return {
    url,
    start,
    killServer: () => end('SIGKILL'),
    killDatabase: () => killProcess(join(database, 'postmaster.pid')),
    owner,
    ownerWhileDown: async (act) => {
      const cluster = await startEmbedded({ dir: database });
      try {
        return await owner(act);
      } finally {
        await cluster.stop();
      }
    },
    person: (displayName, role) => owner((client) => makePerson(client, displayName, role)),
    command: (...args) => said(['cli/main.ts', ...args, '--data', dir]),
    close: async () => {
      await end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

async function started(args: string[], url: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  server.stdout.on('data', (text: Buffer) => (words += text.toString()));
  server.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  for (let i = 0; i < 600; i++) {
    if (server.exitCode !== null) throw new Error(`the program did not start: ${words}`);
    const answer = await fetch(`${url}/api/identity/state`, asked).catch(() => null);
    if (answer?.ok) return server;
    await pause(100);
  }
  throw new Error(`the program did not answer: ${words}`);
}

function killProcess(pidFile: string): void {
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was down already, killed in the round before.
  }
}

async function asOwner<T>(database: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
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

async function makePerson(client: pg.Client, displayName: string, role: string) {
  const secret = newSecret();
  const agency = await client.query(
    `insert into kit.agencies (name, short_name, kind) values ('Riverton Police', 'Riverton', 'police') returning id`,
  );
  const agencyId = String(agency.rows[0].id);
  const account = await client.query(
    `insert into kit.accounts (agency_id, display_name, email, status) values ($1, $2, 'person@example.org', 'active') returning id`,
    [agencyId, displayName],
  );
  const id = account.rows[0].id;
  await client.query(`insert into kit.account_roles (account_id, role) values ($1, $2)`, [id, role]);
  await client.query(
    `insert into kit.sessions (account_id, kind, secret_hash, expires_at) values ($1, 'api', $2, now() + interval '1 day')`,
    [id, sha256(secret)],
  );
  return { secret, agencyId };
}

function said(args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root });
    let words = '';
    child.stdout.on('data', (text: Buffer) => (words += text.toString()));
    child.stderr.on('data', (text: Buffer) => (words += text.toString()));
    child.once('exit', () => resolve(words));
  });
}
