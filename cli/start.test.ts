import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningCluster } from '../kit/postgres/running.ts';
import { placeAt } from './place.ts';
import { concert, freePort, type Running, started } from './testing.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'concert-start-'));
const data = path.join(dir, 'data');
const place = placeAt(data);
const providerPlace = placeAt(data, 'provider');
let running: Running;
let port: number;
let providerPort: number;
const ports = () => ['--port', String(port), '--provider-port', String(providerPort)];

beforeAll(async () => {
  port = await freePort();
  providerPort = await freePort();
  running = await started(['start', '--data', data, ...ports()]);
}, 180_000);

afterAll(async () => {
  if (running.child.exitCode === null) await running.end('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function ask<T>(sql: string): Promise<T[]> {
  const client = new Client({ ...runningCluster(place.database), database: 'taskforce' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

/** Processes of PostgreSQL that work in our data directories. */
function serversLeft(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const line = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
      return line.includes(place.database) || line.includes(providerPlace.database);
    } catch {
      return false;
    }
  });
}

/** Seconds of a processor that a program and the processes it started have taken, without those that ended. */
function processorSeconds(pid: number): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        // Behind the name in brackets: state, parent, …; user and system time in hundredths are the 12th and 13th.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
        return {
          pid: Number(name),
          parent: Number(fields[1]),
          ticks: Number(fields[11]) + Number(fields[12]),
        };
      } catch {
        return { pid: 0, parent: 0, ticks: 0 };
      }
    });
  const below = (of: number): number =>
    stats.filter((one) => one.parent === of).reduce((sum, one) => sum + one.ticks + below(one.pid), 0);
  return ((stats.find((one) => one.pid === pid)?.ticks ?? 0) + below(pid)) / 100;
}

test('the first start says where it is open and gives the code for the first account', async () => {
  expect(running.told.out).toContain(`http://localhost:${port}`);
  expect(running.told.out).toMatch(/set up the owner with this code:\s+[A-Z0-9-]{10,}/);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(page.status).toBe(200);
});

test('both wings are open, each where its line says, with a code of its own for its first account', async () => {
  const { out } = running.told;
  expect(out).toContain(`Task force:  Concert is open at http://localhost:${port}`);
  expect(out).toContain(`Provider:    Concert is open at http://provider.localhost:${providerPort}`);
  const codes = [...out.matchAll(/^ {4}([A-Z0-9-]{10,})$/gm)].map((found) => found[1]);
  expect(new Set(codes).size).toBe(2);
  const stateOf = async (at: number) => {
    const answer = await fetch(`http://127.0.0.1:${at}/api/identity/state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return answer.status;
  };
  expect([await stateOf(port), await stateOf(providerPort)]).toEqual([200, 200]);
  const pages = await Promise.all(
    [port, providerPort].map(async (at) => (await fetch(`http://127.0.0.1:${at}/`)).text()),
  );
  expect(pages[0]).not.toContain('data-wing');
  expect(pages[1]).toContain('data-wing="provider"');
});

test('the wings share no database server, no superuser and no key', () => {
  const [one, other] = [
    runningCluster(place.database),
    runningCluster(providerPlace.database, 'concert_provider'),
  ];
  expect(one?.host).toBeTruthy();
  expect(other?.host).toBeTruthy();
  expect(other?.host).not.toBe(one?.host);
  for (const name of readdirSync(place.keys))
    expect(readFileSync(path.join(providerPlace.keys, name), 'utf8'), name).not.toBe(
      readFileSync(path.join(place.keys, name), 'utf8'),
    );
});

test('a second start on the same port, or on the same data, is told what is in the way', async () => {
  const samePort = await concert(['start', '--data', path.join(dir, 'other'), '--port', String(port)]);
  expect(samePort).toMatchObject({ code: 1, out: '' });
  expect(samePort.err).toContain(`Port ${port} is in use`);
  expect(samePort.err).toContain(`--port ${port + 1}`);
  const sameData = await concert([
    'start',
    '--data',
    data,
    '--port',
    String(await freePort()),
    '--provider-port',
    String(await freePort()),
  ]);
  expect(sameData.code).toBe(1);
  expect(sameData.err).toMatch(/is in use by another database server \(process \d+\)/);
  expect(`${samePort.err}${sameData.err}`).not.toMatch(/^\s+at /m);
});

test('Ctrl-C stops the server and the database; the next start is fast and finds all data', async () => {
  await ask(`insert into kit.agencies (name, short_name, kind) values ('Harbor Police', 'Harbor', 'police')`);
  const stopped = await running.end('SIGINT');
  expect(stopped).toMatchObject({ code: 0, err: '' });
  expect(stopped.out).toContain('Stopped.');
  expect(serversLeft()).toEqual([]);
  running = await started(['start', '--data', data, ...ports()]);
  // Two seconds on an idle machine. On a busy one the clock on the wall tells nothing, what it took of the processor does.
  expect(processorSeconds(running.child.pid!)).toBeLessThan(5);
  expect(await ask('select name from kit.agencies')).toEqual([{ name: 'Harbor Police' }]);
}, 180_000);

test('after kill -9 no database server is left over, and the next start needs no hands', async () => {
  await ask(`insert into kit.agencies (name, short_name, kind) values ('Court', 'Court', 'court')`);
  await running.end('SIGKILL');
  running = await started(['start', '--data', data, ...ports()]);
  expect(await ask('select count(*)::int as n from kit.agencies')).toEqual([{ n: 2 }]);
  // The superuser of one wing is nobody on the database server of the other.
  const stranger = new Client({ ...runningCluster(providerPlace.database, 'concert'), database: 'provider' });
  stranger.on('error', () => {});
  await expect(stranger.connect()).rejects.toMatchObject({ code: '28000' });
  expect((await running.end('SIGTERM')).code).toBe(0);
  expect(serversLeft()).toEqual([]);
}, 180_000);

test('the doctor finds nothing wrong, and names a key that others can read', async () => {
  const well = await concert(['doctor', '--data', data, '--json']);
  const findings = JSON.parse(well.out) as { check: string; state: string; sentence: string }[];
  expect(findings.filter((finding) => finding.state === 'wrong')).toEqual([]);
  expect(findings.map((finding) => finding.check)).toEqual(
    expect.arrayContaining([
      'node',
      'disk',
      'keys',
      'clock',
      'fsync',
      'data_checksums',
      'roles',
      'migrations',
      'audit',
    ]),
  );
  const key = path.join(place.keys, 'kek-1.key');
  chmodSync(key, 0o644);
  const sick = await concert(['doctor', '--data', data]);
  chmodSync(key, 0o600);
  expect(sick.code).toBe(1);
  expect(sick.out).toContain(`chmod 600 ${key}`);
});

test("the doctor looks at the provider's wing too, and the wing can run alone", async () => {
  const alone = await started([
    'start',
    '--wing',
    'provider',
    '--data',
    data,
    '--port',
    String(providerPort),
  ]);
  expect(alone.told.out).toContain(`Concert is open at http://provider.localhost:${providerPort}`);
  const well = await concert(['doctor', '--wing', 'provider', '--data', data, '--json']);
  const findings = JSON.parse(well.out) as { check: string; state: string }[];
  expect(findings.filter((finding) => finding.state === 'wrong')).toEqual([]);
  expect(findings.map((finding) => finding.check)).toEqual(
    expect.arrayContaining(['roles', 'migrations', 'bridge', 'client keys', 'audit']),
  );
  expect(await concert(['audit', 'verify', '--wing', 'provider', '--data', data])).toMatchObject({ code: 0 });
  expect((await alone.end('SIGINT')).code).toBe(0);
}, 60_000);

test('one database for both wings is refused', async () => {
  const url = 'postgresql://concert:x@127.0.0.1:5999/concert';
  const told = await concert(['start', '--data', path.join(dir, 'one')], {
    DATABASE_URL: url,
    PROVIDER_DATABASE_URL: url,
  });
  expect(told).toMatchObject({ code: 1, err: expect.stringContaining('lead to the same database') });
});

test('a data directory that is a file, or holds something else, is refused', async () => {
  const file = path.join(dir, 'a-file');
  writeFileSync(file, '');
  expect(await concert(['migrate', '--data', file])).toMatchObject({
    code: 1,
    err: expect.stringContaining('not a directory'),
  });
});
