import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningCluster } from '../kit/postgres/running.ts';
import { freshDatabase } from '../kit/postgres/testing.ts';
import { type Place, placeAt } from './place.ts';
import { concert, freePort, type Running, started } from './testing.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'concert-backups-'));
const place = placeAt(path.join(dir, 'data'));
const file = path.join(dir, 'backup.tar');
const content = Buffer.from('a scanned letter');
const hash = createHash('sha256').update(content).digest('hex');
let running: Running;
let acknowledged: number[] = [];

beforeAll(async () => {
  running = await started([
    'start',
    '--wing',
    'taskforce',
    '--data',
    place.dir,
    '--port',
    String(await freePort()),
  ]);
  storeFile(place);
  await inDatabase(place, (client) =>
    client.query(
      `insert into kit.files (sha256, bytes, kind, name, scope_table) values (decode($1, 'hex'), $2, 'txt', 'letter.txt', 'cases')`,
      [hash, content.length],
    ),
  );
  acknowledged = await backUpWhileWriting();
}, 180_000);

afterAll(async () => {
  if (running.child.exitCode === null) await running.end('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

function storeFile({ files }: Place): void {
  const folder = path.join(files, hash.slice(0, 2), hash.slice(2, 4));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, hash), content);
}

/** Writes agencies one by one, makes a backup meanwhile, and gives those acknowledged before it began. */
async function backUpWhileWriting(): Promise<number[]> {
  const done: number[] = [];
  const stop = new AbortController();
  const writing = inDatabase(place, async (client) => {
    for (let n = 0; !stop.signal.aborted; n += 1) {
      await client.query(`insert into kit.agencies (name, short_name, kind) values ($1, 'A', 'police')`, [
        `Agency ${n}`,
      ]);
      done.push(n);
    }
  });
  while (done.length < 50) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = [...done];
  const told = await concert(['backup', '--data', place.dir, '--to', file]);
  stop.abort();
  await writing;
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toContain('does not hold the secret keys');
  return before;
}

async function inDatabase<T>({ database }: Place, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...runningCluster(database), database: 'taskforce' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('a backup made while people work restores everything acknowledged before it, with the audit whole', async () => {
  const target = placeAt(path.join(dir, 'restored'));
  const told = await concert(['restore', file, '--data', target.dir]);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toMatch(/The audit log is whole: \d+ entries/);
  expect(told.out).toContain('copy the key folder');
  expect(readFileSync(path.join(target.files, hash.slice(0, 2), hash.slice(2, 4), hash))).toEqual(content);
  const refused = await concert([
    'start',
    '--wing',
    'taskforce',
    '--data',
    target.dir,
    '--port',
    String(await freePort()),
  ]);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('key');
  cpSync(place.keys, target.keys, { recursive: true });
  const again = await started([
    'start',
    '--wing',
    'taskforce',
    '--data',
    target.dir,
    '--port',
    String(await freePort()),
  ]);
  const found = await inDatabase(target, async (client) => {
    const { rows } = await client.query<{ name: string }>('select name from kit.agencies');
    const next = await client.query<{ ahead: boolean }>(
      `select nextval(pg_get_serial_sequence('kit.audit_entries', 'id')) > max(id) as ahead from kit.audit_entries`,
    );
    await client.query(`insert into kit.agencies (name, short_name, kind) values ('After', 'A', 'police')`);
    return { names: new Set(rows.map((row) => row.name)), ahead: next.rows[0]?.ahead };
  });
  expect(acknowledged.filter((n) => !found.names.has(`Agency ${n}`))).toEqual([]);
  expect(found.ahead).toBe(true);
  expect(await concert(['audit', 'verify', '--data', target.dir])).toMatchObject({ code: 0, err: '' });
  const doctor = await concert(['doctor', '--data', target.dir]);
  expect(doctor.out).not.toMatch(/^wrong/m);
  expect((await again.end('SIGINT')).code).toBe(0);
}, 180_000);

test('a place that holds anything is refused and left as it was', async () => {
  const filled = path.join(dir, 'filled');
  mkdirSync(filled);
  writeFileSync(path.join(filled, 'mine'), 'x');
  const told = await concert(['restore', file, '--data', filled]);
  expect(told).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  expect(readdirSync(filled)).toEqual(['mine']);
});

test('an altered backup is refused and nothing is made', async () => {
  const bytes = readFileSync(file);
  const at = bytes.indexOf('a scanned letter');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const altered = path.join(dir, 'altered.tar');
  writeFileSync(altered, bytes);
  const target = path.join(dir, 'never');
  const told = await concert(['restore', altered, '--data', target]);
  expect(told).toMatchObject({ code: 1, err: expect.stringContaining('altered or damaged') });
  expect(existsSync(target)).toBe(false);
});

test('the same backup restores into an empty external database, and not into it twice', async () => {
  const database = await freshDatabase();
  const url = { DATABASE_URL: database.url() };
  const target = placeAt(path.join(dir, 'external'));
  const told = await concert(['restore', file, '--data', target.dir], url);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(await concert(['audit', 'verify', '--data', target.dir], url)).toMatchObject({ code: 0 });
  const twice = await concert(['restore', file, '--data', path.join(dir, 'external-again')], url);
  expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  await database.drop();
}, 180_000);
