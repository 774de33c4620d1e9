import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type Cluster, startEmbedded, StartProblem } from './embedded.ts';

const place = mkdtempSync(path.join(tmpdir(), 'concert-embedded-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function ask<T = Record<string, unknown>>(cluster: Cluster, sql: string): Promise<T[]> {
  const client = new Client(cluster.connection());
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end().catch(() => {});
  }
}

async function refusal(dir: string): Promise<StartProblem> {
  const started = await startEmbedded({ dir }).catch((error: unknown) => error);
  if (started instanceof StartProblem) return started;
  if (started instanceof Error) throw started;
  await (started as Cluster).stop();
  throw new Error('it started, though it should have refused');
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** A Node process that keeps a cluster running; resolves when it has said the server's number. */
async function supervisor(dir: string): Promise<{ child: ChildProcess; server: number; socketDir: string }> {
  const program = `import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    const cluster = await startEmbedded({ dir: ${JSON.stringify(dir)} });
    console.log(cluster.pid + ' ' + cluster.socketDir);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [server = '', socketDir = ''] = line.toString().trim().split(' ');
  return { child, server: Number(server), socketDir };
}

test('a new database is durable, checks its pages, and opens no network port', async () => {
  const cluster = await startEmbedded({ dir: path.join(place, 'new') });
  const wanted = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses'];
  const rows = await ask<{ name: string; setting: string }>(
    cluster,
    `select name, setting from pg_settings where name in ('${wanted.join("','")}')`,
  );
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    listen_addresses: '',
  });
  expect(cluster.version).toMatch(/^18\./);
  await cluster.stop();
  expect(isAlive(cluster.pid)).toBe(false);
});

test('three databases start at once and know nothing of each other', async () => {
  const clusters = await Promise.all(
    [1, 2, 3].map((n) => startEmbedded({ dir: path.join(place, `at-once-${n}`) })),
  );
  await Promise.all(clusters.map((cluster, n) => ask(cluster, `create table mine as select ${n} as n`)));
  const found = await Promise.all(clusters.map((cluster) => ask(cluster, 'select n from mine')));
  expect(found).toEqual([[{ n: 0 }], [{ n: 1 }], [{ n: 2 }]]);
  await Promise.all(clusters.map((cluster) => cluster.stop()));
});

test('two starts of one new directory: one gets it, the other is told who has it', async () => {
  const dir = path.join(place, 'twice');
  const first = await startEmbedded({ dir });
  const problem = await refusal(dir);
  expect(problem.kind).toBe('in-use');
  expect(problem.message).toContain(`process ${first.pid}`);
  await first.stop();
});

test('when the supervising process is killed, the server ends too, and the next start finds every committed row', async () => {
  const dir = path.join(place, 'killed-supervisor');
  const { child, server, socketDir } = await supervisor(dir);
  const address = { host: socketDir, port: 5432, user: 'concert', database: 'postgres' };
  const client = new Client(address);
  client.on('error', () => {});
  await client.connect();
  await client.query('create table ledger (n int)');
  for (let n = 0; n < 50; n += 1) await client.query('insert into ledger values ($1)', [n]);
  child.kill('SIGKILL');
  const again = await startEmbedded({ dir });
  expect(isAlive(server)).toBe(false);
  expect(await ask(again, 'select count(*)::int as n from ledger')).toEqual([{ n: 50 }]);
  await again.stop();
});

test('when the server itself is killed, again and again, it comes back by itself with every acknowledged row', async () => {
  const cluster = await startEmbedded({ dir: path.join(place, 'killed-server') });
  await ask(cluster, 'create table ledger (n int primary key)');
  const acknowledged: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const client = new Client(cluster.connection());
    client.on('error', () => {});
    await client.connect();
    const before = cluster.pid;
    const writing = (async () => {
      for (let n = round * 10_000; ; n += 1) {
        await client.query('insert into ledger values ($1)', [n]);
        acknowledged.push(n);
      }
    })().catch(() => {});
    while (acknowledged.length < (round + 1) * 5) await pause(5);
    await pause(round * 17);
    process.kill(before, 'SIGKILL');
    await writing;
    for (let tries = 0; tries < 400 && (cluster.pid === before || !(await answers(cluster))); tries += 1)
      await pause(25);
  }
  const rows = await ask<{ n: number }>(cluster, 'select n from ledger order by n');
  const found = new Set(rows.map((row) => row.n));
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(acknowledged.filter((n) => !found.has(n))).toEqual([]);
  await cluster.stop();
});

async function answers(cluster: Cluster): Promise<boolean> {
  return ask(cluster, 'select 1').then(
    () => true,
    () => false,
  );
}

test('a lock file left by a crash, with the number of another living program, does not stop a start', async () => {
  const dir = path.join(place, 'stale-lock');
  const before = await startEmbedded({ dir });
  await before.stop();
  writeFileSync(path.join(dir, 'postmaster.pid'), `${process.ppid}\n${dir}\n1\n5432\n\n\n\n`);
  writeFileSync(path.join(before.socketDir, '.s.PGSQL.5432'), '');
  const cluster = await startEmbedded({ dir });
  expect(await ask(cluster, 'select 1 as n')).toEqual([{ n: 1 }]);
  await cluster.stop();
});

test('a start that was killed while making the database leaves nothing in the way', async () => {
  const dir = path.join(place, 'half');
  mkdirSync(`${dir}.new-999999999-x/base`, { recursive: true });
  const cluster = await startEmbedded({ dir });
  expect(existsSync(`${dir}.new-999999999-x`)).toBe(false);
  await cluster.stop();
});

test('a path too long for a socket is no obstacle', async () => {
  const dir = path.join(place, 'long-'.repeat(12), 'longer-'.repeat(12), 'db');
  const cluster = await startEmbedded({ dir });
  expect(Buffer.byteLength(cluster.socketDir)).toBeLessThan(90);
  expect(await ask(cluster, 'select 1 as n')).toEqual([{ n: 1 }]);
  await cluster.stop();
});

test('a directory with other files, or of another version, is refused with the remedy and left as it was', async () => {
  const photos = path.join(place, 'photos');
  mkdirSync(photos);
  writeFileSync(path.join(photos, 'party.jpg'), 'x');
  const other = await refusal(photos);
  expect(other.kind).toBe('foreign-directory');
  expect(other.remedy).toContain('--data');
  const older = path.join(place, 'older');
  mkdirSync(older);
  writeFileSync(path.join(older, 'PG_VERSION'), '17\n');
  const version = await refusal(older);
  expect(version.kind).toBe('wrong-version');
  expect(version.message).toContain('PostgreSQL 17');
  expect(readFileSync(path.join(photos, 'party.jpg'), 'utf8')).toBe('x');
});

test('damaged files are called damaged, and nothing tries to mend them', async () => {
  const dir = path.join(place, 'damaged');
  await (await startEmbedded({ dir })).stop();
  writeFileSync(path.join(dir, 'global/pg_control'), Buffer.alloc(8192, 7));
  const problem = await refusal(dir);
  expect(problem.message).toContain(dir);
  expect(problem.remedy).toMatch(/restore|doctor/);
});

test('what a person typed into a failing statement never reaches the log', async () => {
  const lines: string[] = [];
  const cluster = await startEmbedded({ dir: path.join(place, 'quiet'), log: (line) => lines.push(line) });
  await ask(cluster, 'create table person (name text unique)');
  await ask(cluster, `insert into person values ('Secretname')`);
  await expect(ask(cluster, `insert into person values ('Secretname')`)).rejects.toThrow();
  await expect(ask(cluster, `select 'Secretname'::int`)).rejects.toThrow();
  await cluster.stop();
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toContain('Secretname');
});
