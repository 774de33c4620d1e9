import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackup } from '../kit/backup/read.ts';
import { writeBackup } from '../kit/backup/write.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { mirrorRecordKeys } from '../kit/crypto/record-keys.ts';
import { freshDatabase, testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { clientKeysAt, ledgerAt } from '../provider/clients/keeping.ts';
import { makeProviderServer, type ProviderServer } from '../provider/server.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../provider/testing.ts';
import { placeAt } from './place.ts';
import { restoreInto } from './restore.ts';
import { wing } from './wings/provider.ts';

/**
 * Backup → destroy → restore of both, the rows and the keys, as they were before: the destroyed client must stay
 * unreadable, and everybody else readable.
 */
const dir = mkdtempSync(path.join(tmpdir(), 'concert-destroyed-'));
const backup = path.join(dir, 'before.tar');
const mirror = path.join(dir, 'mirror-before');
const list = path.join(dir, 'destroyed.list');
const marker = 'Zinnia-Marker-0815';
let house: ProviderHouse;
let advocate: Person;
let gone: string;
let kept: string;

async function call(server: ProviderServer, who: Person, procedure: string, input: unknown) {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/${procedure.replace('.', '/')}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${who.secret}` },
    payload: JSON.stringify(input),
  });
  expect(answer.statusCode, `${procedure} ${answer.body}`).toBe(200);
  return JSON.parse(answer.body);
}

async function client(alias: string): Promise<string> {
  const { id } = await call(house.server, advocate, 'clients.takeIn', { alias, intakeOn: '2026-01-05' });
  await call(house.server, advocate, 'clients.saveDetails', {
    id,
    version: null,
    detail: { section: 'identity', value: { legalName: `${alias} ${marker}` } },
  });
  return id;
}

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  const records = await house.person('Miriam Katz', ['provider_records_officer']);
  const supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  [gone, kept] = [await client('Aster'), await client('Briar')];
  const { keys, house: rooms } = house.server;
  await writeBackup({
    database: house.database.connection(),
    schemas: wing.schemas,
    files: path.join(rooms.dataDir, 'files'),
    keys: keys.dir,
    signing: keys.audit,
    withKeys: true,
    to: backup,
    program: 'test',
    now: new Date(),
  });
  await mirrorRecordKeys(rooms.clientKeys.dir, mirror);
  cpSync(mirror, path.join(dir, 'mirror-kept'), { recursive: true });
  const { id } = await call(house.server, records, 'clients.askDestruction', {
    id: gone,
    reason: 'client_asked',
  });
  await call(house.server, supervisor, 'clients.agreeDestruction', { id, version: 1 });
  copyFileSync(ledgerAt(rooms.dataDir), list);
}, 120_000);
afterAll(async () => {
  await house.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Restores both copies into a new place with an external database, and opens a server on it. */
async function restored(
  name: string,
  destroyed: string | undefined,
): Promise<[ProviderServer, FreshDatabase]> {
  const database = await freshDatabase();
  const place = placeAt(path.join(dir, name), 'provider');
  process.env['PROVIDER_DATABASE_URL'] = database.url();
  const file = await openBackup(backup);
  try {
    await restoreInto(wing, place, file, {
      clientKeys: path.join(dir, 'mirror-kept'),
      ...(destroyed === undefined ? {} : { destroyed }),
    });
  } finally {
    await file.close();
    delete process.env['PROVIDER_DATABASE_URL'];
  }
  const server = await makeProviderServer({
    connection: (login) =>
      database.connection(login, loginPassword(testCluster().password || undefined, login)),
    dataDir: place.inside,
    hashing: 'light',
    filesOrigin: 'http://files.test',
  });
  return [server, database];
}

test('a client destroyed after the backup stays unreadable when rows and keys are restored, the others are whole', async () => {
  const [server, database] = await restored('again', list);
  const { Client } = (await import('pg')).default;
  const owner = new Client(database.connection());
  await owner.connect();
  await owner.query(`update kit.sessions set ended_at = null where account_id = $1`, [advocate.id]);
  const lost = await call(server, advocate, 'clients.read', { id: gone });
  expect(lost).toMatchObject({ state: 'destroyed', alias: '–', filled: [] });
  expect(
    (await call(server, advocate, 'clients.details', { id: gone, sections: ['identity'] })).sections,
  ).toEqual({});
  const whole = await call(server, advocate, 'clients.details', { id: kept, sections: ['identity'] });
  expect(whole.sections.identity.legalName).toBe(`Briar ${marker}`);
  const sealed = await owner.query(
    'select 1 from provider.client_details where client_id = $1 and sealed is not null',
    [gone],
  );
  expect(sealed.rowCount).toBe(0);
  const keys = clientKeysAt(path.join(dir, 'again', 'provider'));
  expect(existsSync(path.join(keys, 'keys', gone.slice(0, 2), `${gone}.key`))).toBe(false);
  expect(existsSync(path.join(keys, 'keys', kept.slice(0, 2), `${kept}.key`))).toBe(true);
  await owner.end();
  await server.close();
  await database.drop();
}, 60_000);

test('a restore without the list of destroyed clients is refused, and nothing is made', async () => {
  await expect(restored('unknowing', undefined)).rejects.toMatchObject({
    remedy: expect.stringContaining('--destroyed'),
  });
  expect(existsSync(path.join(dir, 'unknowing', 'provider'))).toBe(false);
});

test('even the old rows alone are unreadable: the key of the destroyed client is in no backup', async () => {
  const file = await openBackup(backup);
  const names = file.manifest.parts.map((part) => part.name);
  expect(names.filter((name) => name.includes(gone))).toEqual([]);
  expect(names.filter((name) => name.includes('client-keys'))).toEqual([]);
  await file.close();
  // The mirror is brought up to date and has lost it as well.
  expect(await mirrorRecordKeys(house.server.house.clientKeys.dir, mirror)).toBe(1);
  expect(existsSync(path.join(mirror, 'keys', gone.slice(0, 2), `${gone}.key`))).toBe(false);
});
