import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../kit/identity/testing.ts';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { newInk, releaseAll, rulesOfTheHouse, unmarked, wholeClient, writer } from './markers/clients.ts';
import { backupOf, everyFile, everyTable, tapOnBridge, tapOnLog, type Kept } from './markers/kept.ts';
import { hashesOf, markerOf, traces } from './markers/needles.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

const many = process.env['CONCERT_LONG'] ? 1000 : 40;
const dir = mkdtempSync(join(tmpdir(), 'concert-markers-'));
const ink = newInk();
const log = tapOnLog();
const line = tapOnBridge();
let houses: PairedHouses;
let advocate: Person;
let supervisor: Person;
let investigator: Person;
let analyst: Person;
let caseId: string;
const released: { there: string; here: string }[] = [];

const there = async (who: Person, procedure: string, input: unknown) => {
  const answer = await houses.provider.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const here = async (who: Person, procedure: string, input: unknown) => {
  const answer = await houses.taskforce.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};

/** What both sides know and could have used as the key of a hash. */
async function sharedWords(): Promise<string[]> {
  const { rows } = await houses.taskforce.owner.query<{ word: string }>(
    `select unnest(array[p.peer::text, p.end_id::text, p.fingerprint, p.id::text]) as word from bridge.pairs p
     union select public_key from bridge.peer_keys union select public_key from bridge.own_keys`,
  );
  return rows.map((row) => row.word);
}

/** Everywhere at the task force where something of a client could be: rows, files, keys, backup, log, and the line. */
async function everything(): Promise<Kept[]> {
  const folder = mkdtempSync(join(dir, 'look-'));
  return [
    ...(await everyTable(houses.taskforce.owner)),
    ...everyFile(dirname(houses.taskforce.server.house.dataDir)),
    ...(await backupOf(houses.taskforce, folder)),
    ...log.heard,
    ...line.heard,
  ];
}

/** Where a marker stands that must not: in any place, in any writing. */
async function found(): Promise<string[]> {
  // The full run has a million hashes without keys; under each key the short one is enough.
  const hashes = hashesOf(ink.markers, many > 100 ? [] : await sharedWords());
  return (await everything()).flatMap(({ place, bytes }) => traces(place, bytes, hashes));
}

beforeAll(async () => {
  houses = await openPairedHouses();
  const { provider, taskforce } = houses;
  const everythingThere = ['community_advocate', 'advocate_supervisor', 'provider_records_officer'];
  advocate = await provider.person('June Park', everythingThere);
  supervisor = await provider.person('Helen Marsh', everythingThere);
  investigator = await taskforce.person('Ines Vega', ['investigator']);
  analyst = await taskforce.person('Ana Lyst', ['analyst', 'commander']);
  caseId = (await arrangeCase(taskforce, investigator, { members: [investigator, analyst] })).id;
  await taskforce.owner.query(`update taskforce.cases set type = 'sex' where id = $1`, [caseId]);
}, 240_000);
afterAll(async () => {
  log.stop();
  line.stop();
  await houses?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a marker is found however it is written: plain, in other case, reversed, as hex, base64, UTF-16 or hash', () => {
  const marker = markerOf(123_456);
  const hashes = hashesOf([marker], ['a key that both know']);
  const bytes = Buffer.from(marker);
  const hash = createHash('sha256').update(marker.toLowerCase()).digest();
  const written: Record<string, string | Buffer> = {
    plain: `"alias":"${marker}"`,
    'lower case': marker.toLowerCase(),
    'upper case': marker.toUpperCase(),
    reversed: [...marker].toReversed().join(''),
    hex: `\\x00${bytes.toString('hex')}`,
    base64: bytes.toString('base64'),
    'base64 one later': Buffer.from(`{${marker}}`).toString('base64'),
    'base64 two later': Buffer.from(`{"${marker}}`).toString('base64'),
    base64url: Buffer.from(`{"a":"${marker}"}`).toString('base64url'),
    'UTF-16': Buffer.from(marker, 'utf16le'),
    'hash as hex': hash.toString('hex'),
    'hash as base64': hash.toString('base64'),
    'hash as base64url': hash.toString('base64url'),
    'hash inside hex': `\\xabcd${hash.toString('hex')}00`,
  };
  for (const [how, what] of Object.entries(written))
    expect(traces(how, Buffer.from(what), hashes), how).not.toEqual([]);
  const nothing = 'Harbor House took somebody in on 2026-03-02, alias Juniper';
  expect(traces('nothing', Buffer.from(nothing), hashes)).toEqual([]);
});

test(
  `${many} clients are written about in every field of every form, some release everything, and the task force works with what comes`,
  { timeout: 7_200_000 },
  async () => {
    const write = writer(houses, advocate, ink);
    await rulesOfTheHouse(write);
    for (let n = 0; n < many; n += 1) {
      const clientId = await wholeClient(write, advocate);
      if (n % 8 !== 0) continue;
      const id = await releaseAll(write, clientId, houses.pairs.provider);
      const ours = await until(async () => arrived(id));
      await here(analyst, 'releases.link', { id: ours, version: 1, caseId });
      released.push({ there: id, here: ours });
    }
    expect(unmarked(ink), 'fields of forms that no marker was written into').toEqual([]);
    await workReferralAndStandby();
    await sendFigures();
    for (const one of released) {
      const { state, texts } = await here(investigator, 'releases.open', { id: one.here, why: 'case_work' });
      expect(state).toBe('live');
      for (const { text } of texts) expect(ink.markers.has(text)).toBe(true);
    }
  },
);

const arrived = async (release: string): Promise<string | null> =>
  (await houses.taskforce.owner.query('select id from taskforce.releases where release = $1', [release]))
    .rows[0]?.id ?? null;

/** A message of the task force, put on its way as its rooms do. */
const fromTaskforce = (kind: string, body: object) =>
  houses.taskforce.owner.query('select bridge.queue($1, $2, 1, $3)', [
    houses.pairs.taskforce,
    kind,
    JSON.stringify(body),
  ]);
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** What law enforcement offers becomes a client who is served; a notice is answered. */
async function workReferralAndStandby(): Promise<void> {
  await fromTaskforce('referral.offered', {
    referral: crypto.randomUUID(),
    alias: 'Juniper',
    interpreter: false,
    age: 'adult',
    needs: ['shelter'],
    urgency: 'now',
    agreedOn: new Date().toISOString().slice(0, 10),
    answerBy: later(40),
  });
  await fromTaskforce('standby.announced', {
    notice: crypto.randomUUID(),
    area: 'Riverton county',
    windowFrom: later(10),
    windowUntil: later(16),
    people: '2-5',
    minors: 'none',
    languages: [],
    needs: ['shelter'],
    contactName: 'Ines Vega',
    contactPhone: '555-0142',
    validUntil: later(20),
  });
  const offer = await until(async () => (await there(advocate, 'offers.list', {})).rows[0]);
  const { version } = await there(advocate, 'offers.move', { id: offer.id, version: 1, to: 'accepted' });
  const { rows } = await there(advocate, 'clients.list', {});
  await there(advocate, 'offers.link', { id: offer.id, clientId: rows[0].id });
  await there(advocate, 'offers.move', { id: offer.id, version, to: 'in_service' });
  const notice = await until(async () => (await there(advocate, 'standby.list', {})).rows[0]);
  await there(advocate, 'standby.answer', {
    id: notice.id,
    version: notice.version,
    capacity: {
      beds: { women: 3 },
      legalSlots: 1,
      medicalSlots: null,
      languages: ['es'],
      validUntil: later(9),
    },
  });
}

/** Lets the task force export its cases; the file lies in its store. */
async function exported(format: string): Promise<void> {
  const order = { list: 'cases', filter: {}, format, purpose: 'statistics' };
  const { jobId } = await here(analyst, 'exports.ask', order);
  await until(async () => (await here(analyst, 'jobs.read', { id: jobId })).state === 'done');
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Totals of the last weeks, agreed to by a second person; they reach the task force. */
async function sendFigures(): Promise<void> {
  const { id } = await there(advocate, 'figures.count', {
    from: daysAgo(60),
    until: daysAgo(1),
    measures: ['clients_new'],
    pairId: houses.pairs.provider,
  });
  await there(supervisor, 'figures.send', { id, version: 1 });
  await until(async () => (await here(analyst, 'figures.list', {})).rows.length > 0);
}

test('not one marker is at the task force or was on the line, in any writing, while releases live', async () => {
  expect(line.heard.length).toBeGreaterThan(20);
  for (const kind of ['release.opened', 'referral.in_service', 'standby.capacity', 'figures.sent'])
    expect(
      line.heard.some(({ bytes }) => bytes.includes(`"kind":"${kind}"`)),
      kind,
    ).toBe(true);
  expect(ink.markers.size).toBeGreaterThan(many * 100);
  expect(await found()).toEqual([]);
}, 1_200_000);

test('the look itself can fail: one marker written down at the task force in any writing is found', async () => {
  const [marker] = ink.markers;
  const { owner } = houses.taskforce;
  await owner.query('create table taskforce.planted (what text)');
  try {
    for (const what of [
      marker!,
      Buffer.from(`x${marker}`).toString('base64'),
      createHash('sha256').update(marker!).digest('hex'),
    ]) {
      await owner.query('truncate taskforce.planted');
      await owner.query('insert into taskforce.planted values ($1)', [what]);
      const places = await found();
      expect(
        places.some((place) => place.startsWith('taskforce.planted')),
        what,
      ).toBe(true);
      expect(
        places.some((place) => place.startsWith('backup: ')),
        what,
      ).toBe(true);
    }
  } finally {
    await owner.query('drop table taskforce.planted');
  }
}, 1_200_000);

test('once taken back, what was released is gone from every reading, search and export, and nothing of it is left', async () => {
  for (const one of released) {
    await there(advocate, 'releases.revoke', { id: one.there });
    expect(await here(investigator, 'releases.open', { id: one.here, why: 'court' })).toEqual({
      state: 'over',
      ended: 'revoked',
    });
  }
  const { rows } = await houses.taskforce.owner.query(
    'select count(*)::int as n from taskforce.release_texts',
  );
  expect(rows).toEqual([{ n: 0 }]);
  for (const format of ['csv', 'xlsx']) await exported(format);
  const files = everyFile(dirname(houses.taskforce.server.house.dataDir)).map(({ place }) => place);
  expect(files.filter((place) => place.endsWith('.csv')).length).toBeGreaterThan(0);
  expect(await found()).toEqual([]);
  const [marker] = ink.markers;
  // Last, since what was searched for is kept, sealed, with the audit of searches.
  const search = { term: marker, purpose: 'case_work', onBehalf: { kind: 'self' } };
  expect((await here(analyst, 'search.find', search)).hits).toEqual([]);
  const list = await here(investigator, 'releases.list', { caseId });
  expect(list.rows).toHaveLength(released.length);
  expect(traces('list', Buffer.from(JSON.stringify(list)), new Map())).toEqual([]);
}, 1_200_000);
