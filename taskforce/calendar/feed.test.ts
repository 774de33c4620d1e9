import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { feedText, type FeedEntry } from './rules-feed.ts';

let house: TestHouse;
let detective: Person;
let colleague: Person;
let administrator: Person;
beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Ines Vega', ['investigator']);
  colleague = await house.person('Otto Brand', ['investigator']);
  administrator = await house.person('Adi Kern', ['account_administrator']);
});
afterAll(() => house.close());

const today = dayOf(new Date());
const later = (days: number) => addDays(today, days);

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
const fetched = (url: string, headers: Record<string, string> = {}) =>
  house.server.app.inject({ method: 'GET', url, headers });
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
const statusOf = (event: ICAL.Event) => event.component.getFirstPropertyValue('status');

async function openCase(title = 'Heron house'): Promise<string> {
  const { id } = await ok(detective, 'cases.open', {
    title,
    type: 'sex',
    originRoute: 'hotline',
    openedOn: later(-30),
    strands: [{ label: 'Marlow the recruiter', kind: 'target_person' }],
  });
  return id;
}
async function hearing(caseId: string, more: object = {}): Promise<string> {
  const { id } = await ok(detective, 'courtDates.add', {
    caseId,
    kind: 'motion_hearing',
    plannedFor: later(20),
    fromTime: '09:30',
    untilTime: '11:00',
    courtroom: 'Courtroom nine; annex, east',
    forWhom: 'Marlow Quist',
    ...more,
  });
  return id;
}
async function freshFeed(person = detective): Promise<{ id: string; url: string }> {
  for (const { id, live } of (await ok(person, 'calendar.feeds')).rows)
    if (live) await ok(person, 'calendar.revokeFeed', { id });
  return ok(person, 'calendar.makeFeed');
}

test('a feed holds what is mine by kind and time, and no word of what it is about', async () => {
  const caseId = await openCase();
  await hearing(caseId);
  await ok(detective, 'tasks.add', {
    caseId,
    kind: 'follow_up',
    title: 'Call Marlow about the annex',
    dueOn: later(4),
    assigneeId: detective.id,
  });
  const { url } = await freshFeed();
  const reply = await fetched(url);
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect(
    events(reply.body)
      .map((one) => one.summary)
      .toSorted(),
  ).toEqual(expect.arrayContaining(['Court date', 'Task due']));
  for (const word of [
    'Marlow',
    'Heron',
    'Courtroom',
    'annex',
    'Quist',
    'Ines',
    'Vega',
    'LOCATION',
    'DESCRIPTION',
    'ORGANIZER',
    'ATTENDEE',
  ])
    expect(reply.body, word).not.toContain(word);
  const { number } = (await ok(detective, 'courtDates.list', { caseId })).rows[0].case;
  expect(reply.body).not.toContain(number);
  expect(reply.body).not.toContain(caseId);
});

test('case numbers stand in it only after the installation decided so', async () => {
  const caseId = await openCase();
  await hearing(caseId);
  const { number } = (await ok(detective, 'courtDates.list', { caseId })).rows[0].case;
  const { url } = await freshFeed();
  expect((await fetched(url)).body).not.toContain(number);
  const before = await ok(administrator, 'calendar.settings');
  await ok(administrator, 'calendar.setSettings', { ...before, numbers: true });
  expect((await fetched(url)).body).toContain(`Court date ${number}`);
  const after = await ok(administrator, 'calendar.settings');
  await ok(administrator, 'calendar.setSettings', { ...after, numbers: false });
});

test('a moved date keeps its name in the feed and counts its sequence up; a cancelled one says so', async () => {
  const caseId = await openCase();
  const id = await hearing(caseId, { plannedFor: later(9) });
  const { url } = await freshFeed();
  const first = events((await fetched(url)).body).filter((one) =>
    one.startDate.toString().startsWith(later(9)),
  );
  const { version } = await ok(detective, 'courtDates.move', {
    id,
    version: 1,
    plannedFor: later(13),
    fromTime: '10:00',
    changeCode: 'court_moved',
  });
  const moved = events((await fetched(url)).body).find((one) => one.uid === first[0]!.uid)!;
  expect(moved.startDate.toString()).toContain(later(13));
  expect(moved.sequence).toBeGreaterThan(first[0]!.sequence);
  expect(statusOf(moved)).toBe('CONFIRMED');
  await ok(detective, 'courtDates.cancel', { id, version, changeCode: 'other' });
  const gone = events((await fetched(url)).body).find((one) => one.uid === first[0]!.uid)!;
  expect(statusOf(gone)).toBe('CANCELLED');
  expect(gone.sequence).toBeGreaterThan(moved.sequence);
});

test('nothing of a sealed case is in a feed, not even for its members, not even as a time', async () => {
  const caseId = await openCase();
  const id = await hearing(caseId, { plannedFor: later(33), attendeeIds: [detective.id] });
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'A court ordered it for the test' where id = $1`,
    [caseId],
  );
  const window = { from: later(30), until: later(36) };
  expect((await ok(detective, 'calendar.read', window)).rows.map((one: any) => one.id)).toContain(id);
  const { url } = await freshFeed();
  expect((await fetched(url)).body).not.toContain(later(33).replaceAll('-', ''));
});

test('an address that is unknown, taken back, over, malformed, of a suspended account or switched off answers alike', async () => {
  const wrong = await fetched(`/calendar-feed/${'0'.repeat(64)}.ics`);
  expect(wrong.statusCode).toBe(404);
  const alike = async (url: string, why: string) => {
    const reply = await fetched(url);
    expect([reply.statusCode, reply.body, reply.headers['content-type']], why).toEqual([
      404,
      wrong.body,
      wrong.headers['content-type'],
    ]);
  };
  await alike('/calendar-feed/hello.ics', 'malformed');
  const revoked = await freshFeed();
  expect((await fetched(revoked.url)).statusCode).toBe(200);
  await ok(detective, 'calendar.revokeFeed', { id: revoked.id });
  await alike(revoked.url, 'taken back');
  const expired = await freshFeed();
  await house.owner.query(
    `update taskforce.calendar_feeds set made_at = now() - interval '3 days', expires_at = now() - interval '1 day' where id = $1`,
    [expired.id],
  );
  await alike(expired.url, 'over');
  const leaver = await house.person('Lea Holm', ['investigator']);
  const live = await freshFeed(leaver);
  expect((await fetched(live.url)).statusCode).toBe(200);
  const before = await ok(administrator, 'calendar.settings');
  await ok(administrator, 'calendar.setSettings', { ...before, feeds: false });
  await alike(live.url, 'switched off');
  const off = await ok(administrator, 'calendar.settings');
  await ok(administrator, 'calendar.setSettings', { ...off, feeds: true });
  expect((await fetched(live.url)).statusCode).toBe(200);
  await house.owner.query(`update kit.accounts set status = 'suspended' where id = $1`, [leaver.id]);
  await alike(live.url, 'suspended');
  await house.owner.query(`update kit.accounts set status = 'active' where id = $1`, [leaver.id]);
  expect((await fetched(live.url)).statusCode, 'taken back into service').toBe(200);
});

test('the secret is stored as a hash, shown once, and a cookie changes nothing of what a feed tells', async () => {
  const { id, url } = await freshFeed();
  const secret = url.split('/').at(-1)!.slice(0, 64);
  const { rows } = await house.owner.query(
    `select token_hash::text as hash from taskforce.calendar_feeds where id = $1`,
    [id],
  );
  expect(rows[0].hash).not.toContain(secret);
  expect(JSON.stringify(await ok(detective, 'calendar.feeds'))).not.toContain(secret);
  const names = (text: string) =>
    events(text)
      .map((one) => one.uid)
      .toSorted();
  const plain = await fetched(url);
  const withCookie = await fetched(url, { cookie: `__Host-concert=${colleague.secret}` });
  expect(names(withCookie.body)).toEqual(names(plain.body));
  await expect(
    house.as(detective, 'read', ({ db }) => db.selectFrom('calendarFeeds').select('tokenHash').execute()),
  ).rejects.toThrow();
});

test('two feeds of one person share no name of an event', async () => {
  const caseId = await openCase();
  await hearing(caseId);
  const [one, two] = [await freshFeed(), await ok(detective, 'calendar.makeFeed')];
  const names = async (url: string) => events((await fetched(url)).body).map((event) => event.uid);
  const [first, second] = [new Set(await names(one.url)), await names(two.url)];
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((uid) => first.has(uid))).toEqual([]);
});

test('nobody keeps more than three live feeds, and nobody takes back the feed of another', async () => {
  const { id } = await freshFeed(colleague);
  expect((await house.call(detective, 'calendar.revokeFeed', { id })).status).toBe(404);
  await ok(colleague, 'calendar.makeFeed');
  await ok(colleague, 'calendar.makeFeed');
  expect((await house.call(colleague, 'calendar.makeFeed')).status).toBe(422);
});

const entry = (more: Partial<FeedEntry>): FeedEntry => ({
  kind: 'court_date',
  id: 'a',
  day: '2026-05-01',
  untilDay: '2026-05-01',
  startsAt: null,
  endsAt: null,
  cancelled: false,
  sequence: 1,
  number: null,
  ...more,
});
const options = { secret: 'ab', numbers: true, language: 'es', now: new Date('2026-04-01T00:00:00Z') };

test('the text follows RFC 5545: folded lines, CRLF, escapes, times in UTC, whole days with the day after as end', () => {
  const text = feedText(
    [
      entry({
        kind: 'operation',
        number: `OP;1,2\\3 ${'ñ'.repeat(80)}`,
        startsAt: new Date('2026-05-01T14:30:00Z'),
        endsAt: new Date('2026-05-01T16:00:00Z'),
      }),
      entry({ kind: 'absence', id: 'b', untilDay: '2026-05-03' }),
    ],
    options,
  );
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const [operation, absence] = events(text);
  expect(operation!.summary).toBe(`Ventana de operación OP;1,2\\3 ${'ñ'.repeat(80)}`);
  expect(operation!.startDate.toJSDate().toISOString()).toBe('2026-05-01T14:30:00.000Z');
  expect(operation!.endDate.toJSDate().toISOString()).toBe('2026-05-01T16:00:00.000Z');
  expect(absence!.startDate).toMatchObject({ isDate: true, day: 1 });
  expect(absence!.endDate).toMatchObject({ isDate: true, day: 4 });
});

test('a feed carries the name its owner gave it in the list alone, and nobody else renames it', async () => {
  const { id, url } = await freshFeed();
  await ok(detective, 'calendar.nameFeed', { id, name: 'Kitchen tablet' });
  const { rows } = await ok(detective, 'calendar.feeds');
  expect(rows.find((row: { id: string }) => row.id === id)).toMatchObject({ name: 'Kitchen tablet' });
  expect((await fetched(url)).body).not.toContain('Kitchen');
  expect((await house.call(colleague, 'calendar.nameFeed', { id, name: 'Mine' })).status).toBe(404);
});
