import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../postgres/testing.ts';
import { openBackup } from './read.ts';
import { restoreFolder, restoreRows } from './restore.ts';
import { type BackupOptions, writeBackup } from './write.ts';

const SCHEMA = `
  create schema office;
  create table office.people (id bigint generated always as identity primary key, name text not null, chief bigint,
    born date, score double precision, tags text[] not null default '{}', note jsonb, photo bytea,
    at timestamptz not null default now(), shout text generated always as (upper(name)) stored);
  alter table office.people add foreign key (chief) references office.people (id);
  create table office.rooms (number int primary key, keeper bigint references office.people (id) not null);
  alter table office.people add column room int references office.rooms (number) deferrable initially deferred;
  create table office."Odd name" ("A ""quoted"" column" text, "order" int);
  create table office.events (id serial primary key, what text not null);
  create function office.note() returns trigger language plpgsql as $$
    begin insert into office.events (what) values (tg_op); return null; end $$;
  create trigger noted after insert or update on office.people for each row execute function office.note();
  create function office.keep() returns trigger language plpgsql as $$ begin raise exception 'kept'; end $$;
  create trigger kept before update or delete or truncate on office.events for each statement execute function office.keep();
  alter table office.people enable row level security;
`;

const place = mkdtempSync(path.join(tmpdir(), 'concert-backup-'));
const signing = generateKeyPairSync('ed25519');
const contents = ['a photo', 'a letter', ''].map((text) => Buffer.from(text));
let source: FreshDatabase;

beforeAll(async () => {
  source = await freshDatabase({ name: 'office', make: async (c) => void (await run(c, SCHEMA)) });
  await run(
    source.connection(),
    `insert into office.people (name, born, score, tags, note, photo)
       select 'Nguyễn\t' || n || E'\\n\\\\N', '2001-02-03', n / 3.0, array['a,b', '"', null], '{"x": [1, null]}', decode(md5(n::text), 'hex')
       from generate_series(1, 60000) n;
     update office.people set chief = 60001 - id;
     insert into office.rooms select n, n from generate_series(1, 9) n;
     update office.people set room = id where id < 10;
     insert into office."Odd name" values (null, 1), ('', 2), ('\\N', 3), ('\\.', 4);`,
  );
  for (const content of contents) {
    const name = createHash('sha256').update(content).digest('hex');
    const dir = path.join(place, 'files', name.slice(0, 2));
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, name), content);
  }
  mkdirSync(path.join(place, 'files/tmp'));
  writeFileSync(path.join(place, 'files/tmp/half'), 'not finished');
  mkdirSync(path.join(place, 'keys'));
  writeFileSync(path.join(place, 'keys/kek-1.key'), 'the secret');
  writeFileSync(path.join(place, 'keys/audit-signing.pub.pem'), 'the public half');
});

afterAll(async () => {
  await source.drop();
  rmSync(place, { recursive: true, force: true });
});

function options(name: string): BackupOptions {
  return {
    database: source.connection(),
    schemas: ['office'],
    files: path.join(place, 'files'),
    keys: path.join(place, 'keys'),
    signing,
    withKeys: false,
    to: path.join(place, name),
    program: '0',
    now: new Date(0),
  };
}

async function run(connection: object, sql: string): Promise<unknown[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const FINGERPRINT = `select
  (select md5(string_agg(p::text, '|' order by id)) from office.people p) as people,
  (select md5(string_agg(o::text, '|' order by "order")) from office."Odd name" o) as odd,
  (select md5(string_agg(e::text, '|' order by id)) from office.events e) as events,
  (select count(*)::int from office.people) as n`;

async function restored(name: string): Promise<FreshDatabase> {
  const target = await freshDatabase({ name: 'office', make: async (c) => void (await run(c, SCHEMA)) });
  const backup = await openBackup(path.join(place, name));
  const client = new Client(target.connection());
  await client.connect();
  try {
    await restoreRows(client, backup, ['office']);
  } finally {
    await client.end();
    await backup.close();
  }
  return target;
}

test('a restored database is the same in every value, with triggers, keys and numbering as before', async () => {
  await writeBackup(options('whole.tar'));
  const target = await restored('whole.tar');
  expect(await run(target.connection(), FINGERPRINT)).toEqual(await run(source.connection(), FINGERPRINT));
  const [fresh] = await run(
    target.connection(),
    `insert into office.people (name) values ('new') returning id::int`,
  );
  expect(fresh).toEqual({ id: 60_001 });
  const [event] = await run(
    target.connection(),
    'select max(id)::int as id, max(id) filter (where what = $$INSERT$$)::int as inserted from office.events',
  );
  expect(event).toEqual({ id: 120_010, inserted: 120_010 });
  await expect(
    run(target.connection(), `update office.people set chief = -1 where id = 1`),
  ).rejects.toMatchObject({ code: '23503' });
  await expect(run(target.connection(), `delete from office.events`)).rejects.toThrow('kept');
  await target.drop();
});

test('a backup shows one moment, though people go on writing while it is made', async () => {
  const pairs = `create table if not exists office.pairs (n int, half text)`;
  await run(source.connection(), pairs);
  const writer = new Client(source.connection());
  await writer.connect();
  const stop = new AbortController();
  const writing = (async () => {
    for (let n = 0; !stop.signal.aborted; n += 1) {
      await writer.query(
        `insert into office.pairs values (${n}, 'a'), (${n}, 'b'); update office.people set score = ${n} where id = 1`,
      );
    }
  })();
  const { manifest } = await writeBackup(options('busy.tar'));
  stop.abort();
  await writing;
  await writer.end();
  await run(source.connection(), 'drop table office.pairs; update office.people set score = 0 where id = 1');
  const rows = manifest.tables.find((table) => table.name === 'pairs')?.rows ?? -1;
  expect(rows).toBeGreaterThanOrEqual(0);
  expect(rows % 2).toBe(0);
});

test('finished files and the public key are in the backup; unfinished files and secret keys are not', async () => {
  const { manifest } = await writeBackup(options('files.tar'));
  const names = manifest.parts.map((part) => part.name).filter((name) => !name.startsWith('tables/'));
  expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(contents.length);
  expect(names.filter((name) => name.startsWith('keys/'))).toEqual(['keys/audit-signing.pub.pem']);
  const backup = await openBackup(path.join(place, 'files.tar'));
  expect(await restoreFolder(backup, 'files', path.join(place, 'again'))).toBe(3);
  await backup.close();
  for (const content of contents) {
    const name = createHash('sha256').update(content).digest('hex');
    expect(readFileSync(path.join(place, 'again', name.slice(0, 2), name))).toEqual(content);
  }
  expect(statSync(path.join(place, 'files.tar')).mode & 0o777).toBe(0o600);
});

test('with the keys asked for, the secret keys are in it', async () => {
  const { manifest } = await writeBackup({ ...options('keys.tar'), withKeys: true });
  expect(manifest.parts.map((part) => part.name)).toContain('keys/kek-1.key');
});

test('a backup with any byte changed is refused before anything is restored', async () => {
  await writeBackup({ ...options('good.tar'), schemas: ['nothing'] });
  const good = readFileSync(path.join(place, 'good.tar'));
  const bad = path.join(place, 'bad.tar');
  for (let round = 0; round < 60; round += 1) {
    const bytes = Buffer.from(good);
    // Past the last entry stand only zeros that end the file.
    const at = randomBytes(4).readUInt32BE() % (bytes.length - 1024);
    const before = bytes[at] ?? 0;
    bytes[at] = before ^ 0x40;
    writeFileSync(bad, bytes);
    const opened = await openBackup(bad).then(
      async (backup) => {
        await backup.close();
        return 'opened';
      },
      (error: Error) => error.name,
    );
    // Padding between entries carries nothing.
    if (opened === 'opened') expect(before).toBe(0);
  }
  writeFileSync(bad, good.subarray(0, good.length - 1500));
  await expect(openBackup(bad)).rejects.toMatchObject({ name: 'BackupProblem' });
  writeFileSync(bad, 'a shopping list');
  await expect(openBackup(bad)).rejects.toMatchObject({ name: 'BackupProblem' });
});

test('a backup that somebody else signed is refused when the key is named', async () => {
  await writeBackup({ ...options('signed.tar'), schemas: [] });
  const backup = await openBackup(path.join(place, 'signed.tar'));
  await backup.close();
  await (await openBackup(path.join(place, 'signed.tar'), backup.key)).close();
  await expect(openBackup(path.join(place, 'signed.tar'), '0123456789abcdef')).rejects.toThrow(backup.key);
});

test('an existing file is never overwritten, and a failed backup leaves nothing behind', async () => {
  writeFileSync(path.join(place, 'mine.tar'), 'precious');
  await expect(writeBackup(options('mine.tar'))).rejects.toThrow('is there already');
  expect(readFileSync(path.join(place, 'mine.tar'), 'utf8')).toBe('precious');
  const unreachable = {
    ...options('failed.tar'),
    database: { ...source.connection(), database: 'not_there' },
  };
  await expect(writeBackup(unreachable)).rejects.toThrow();
  expect(existsSync(path.join(place, 'failed.tar'))).toBe(false);
  expect(existsSync(path.join(place, 'failed.tar.part'))).toBe(false);
});

test('rows that do not fit the tables of this program are refused, and the database is as before', async () => {
  await writeBackup(options('shape.tar'));
  const target = await freshDatabase();
  await run(
    target.connection(),
    'create schema office; create table office.events (id int); insert into office.events values (7)',
  );
  const backup = await openBackup(path.join(place, 'shape.tar'));
  const client = new Client(target.connection());
  await client.connect();
  await expect(restoreRows(client, backup, ['office'])).rejects.toMatchObject({ name: 'BackupProblem' });
  await client.end();
  await backup.close();
  expect(await run(target.connection(), 'select id from office.events')).toEqual([{ id: 7 }]);
  await target.drop();
});
