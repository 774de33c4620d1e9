import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../kit/postgres/testing.ts';
import { migrateDatabase } from './migration.ts';
import { wing } from './wings/taskforce.ts';
import { concert, freePort } from './testing.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'concert-external-'));
let database: FreshDatabase;
let stranger: Server;

beforeAll(async () => {
  database = await freshDatabase();
  stranger = createServer((socket) => socket.end('220 mail.example.org\r\n')).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
});
afterAll(async () => {
  stranger.close();
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

async function migrateAt(url: string): Promise<string> {
  const told = await concert(['migrate', '--data', dir], { DATABASE_URL: url });
  expect(told.code).toBe(1);
  expect(told.err).not.toMatch(/^\s+at |geheim/m);
  return told.err;
}

test('a wrong DATABASE_URL is told in a sentence with the remedy, without the password', async () => {
  const port = await freePort();
  const { port: mail } = stranger.address() as { port: number };
  expect(await migrateAt('mysql://u:geheim@localhost/x')).toContain(
    'postgresql://user:password@host:5432/database',
  );
  expect(await migrateAt(`postgresql://u:geheim@127.0.0.1:${port}/x`)).toContain(
    `No database server answers at 127.0.0.1:${port}`,
  );
  expect(await migrateAt('postgresql://u:geheim@no-such-host.invalid/x')).toContain('no-such-host.invalid');
  expect(await migrateAt(`postgresql://u:geheim@127.0.0.1:${mail}/x`)).toMatch(
    /does not answer like a database server|went wrong/,
  );
  const nowhere = database.url().replace(/[^/]+$/, 'no_such_database');
  expect(await migrateAt(nowhere)).toContain('There is no database no_such_database');
  expect(await migrateAt(database.url('no_such_user'))).toContain('does not let the user no_such_user in');
});

test('a database that cannot hold every script is refused before anything is made in it', async () => {
  const client = new Client(database.connection());
  await client.connect();
  const name = `${database.name}_ascii`;
  await client.query(
    `create database ${name} template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
  );
  const told = await migrateAt(database.url().replace(/[^/]+$/, name));
  expect(told).toContain('keeps its texts as SQL_ASCII; Concert needs UTF8');
  expect(told).toContain('-E UTF8');
  await client.query(`drop database ${name} with (force)`);
  await client.end();
});

test('a database with tables of another program is refused, and left as it was', async () => {
  const other = await freshDatabase();
  const client = new Client(other.connection());
  await client.connect();
  await client.query('create schema kit; create table kit.agencies (mine text)');
  expect(await migrateAt(other.url())).toContain('holds tables of another program');
  expect((await client.query('select * from kit.agencies')).fields.map((field) => field.name)).toEqual([
    'mine',
  ]);
  await client.end();
  await other.drop();
});

test('an external database is migrated once, and a newer one is left alone', async () => {
  const url = { DATABASE_URL: database.url() };
  const first = await concert(['migrate', '--data', dir], url);
  expect(first).toMatchObject({ code: 0, err: '', out: expect.stringContaining('kit/0001_identity.sql') });
  expect((await concert(['migrate', '--data', dir], url)).out).toContain('up to date');
  const client = new Client(database.connection());
  await client.connect();
  await client.query(`insert into migrations.done (name, hash) values ('taskforce/9999_future.sql', 'x')`);
  expect(await migrateAt(database.url())).toContain('newer');
  await client.query(`delete from migrations.done where name = 'taskforce/9999_future.sql'`);
  await client.end();
});

test('four processes that migrate one database at once do it once', async () => {
  const both = await freshDatabase();
  const ran = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(wing, both.connection())));
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  await both.drop();
});
