import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';
import { noticeDue } from './rules-notices.ts';

let house: TestHouse;
let ines: Person;
let grace: Person;
let far: Person;
let analyst: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  grace = await house.person('Grace Moss', ['victim_specialist'], 'State Attorney');
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
  analyst = await house.person('Anna Lyst', ['analyst']);
});
afterAll(() => house.close());

const fields = (body: { data?: { fields?: { path: string }[] } }) =>
  (body.data?.fields ?? []).map(({ path }) => path);
const victimOf = (more: object = {}): Promise<ArrangedVictim> =>
  arrangeVictim(house, ines, { members: [ines, grace], ...more });
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
async function channel(
  victim: ArrangedVictim,
  safety: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const row = {
    victim_id: victim.id,
    case_id: victim.caseId,
    kind: 'phone',
    safety,
    said_on: '2026-01-10',
    recorded_by: ines.id,
    ...more,
  };
  const names = Object.keys(row);
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.victim_channels (${names.join(', ')}, details_sealed) values (${names.map((_, i) => `$${i + 1}`).join(', ')}, decode(repeat('ab', 80), 'hex')) returning id`,
    Object.values(row),
  );
  return rows[0]!.id;
}
async function event(victim: ArrangedVictim, kind: string, happensAt: string): Promise<string> {
  const input = { caseId: victim.caseId, kind, concerning: 'The recruiter', happensAt };
  const { status, body } = await house.call(grace, 'rights.addEvent', input);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id;
}
const page = async (victim: ArrangedVictim, person = grace) =>
  (await house.call(person, 'rights.ofVictim', { victimId: victim.id })).body;
const attempt = (noticeId: string, channelId: string, more: object = {}) =>
  house.call(grace, 'rights.tryNotice', {
    noticeId,
    channelId,
    triedAt: new Date().toISOString(),
    outcome: 'told',
    proof: 'spoke_with_victim',
    ...more,
  });

test('the ten rights are told in a language, on a day, and the page says which are still to be told', async () => {
  const victim = await victimOf();
  expect((await page(victim)).rights).toHaveLength(10);
  const told = {
    victimId: victim.id,
    language: 'es',
    way: 'in_person',
    understood: 'yes',
    toldOn: '2026-01-15',
  };
  const { status } = await house.call(grace, 'rights.tell', {
    ...told,
    rights: ['protection', 'restitution'],
  });
  expect(status).toBe(200);
  const { rights } = await page(victim);
  expect(rights.filter((one: { told: unknown }) => one.told === null)).toHaveLength(8);
  expect(rights[0].told).toMatchObject({ on: '2026-01-15', language: 'es', by: { name: 'Grace Moss' } });
});

test('an event owes a notice to every victim of its case, by its clock, and to one recorded later', async () => {
  const first = await victimOf();
  const second = await victimOf({ caseId: first.caseId });
  const happens = inDays(20);
  await event(first, 'sentencing', happens);
  const later = await victimOf({ caseId: first.caseId });
  for (const victim of [first, second, later]) {
    const [notice] = (await page(victim)).notices;
    expect(notice).toMatchObject({ state: 'owed', event: { kind: 'sentencing' } });
    const due = noticeDue('sentencing', new Date(happens), new Date(), 'UTC');
    expect(notice.dueAt.slice(0, 10)).toBe(due.toISOString().slice(0, 10));
  }
});

test('a release is told within hours, and stands on the day of who works on the case', async () => {
  const victim = await victimOf();
  await event(victim, 'release', inDays(0));
  const [notice] = (await page(victim)).notices;
  const left = (Date.parse(notice.dueAt) - Date.now()) / 3_600_000;
  expect(left > 3.8 && left <= 4).toBe(true);
  const mine = (await house.call(grace, 'rights.mine', { limit: 100 })).body.rows;
  expect(mine.map((row: { id: string }) => row.id)).toContain(notice.id);
  const others = (await house.call(far, 'rights.mine', { limit: 100 })).body.rows;
  expect(others).toEqual([]);
});

test('a victim who does not want to be told of hearings is owed none, and is again when they say yes', async () => {
  const victim = await victimOf();
  await event(victim, 'hearing', inDays(10));
  const say = (choice: string) =>
    house.call(grace, 'rights.choose', {
      victimId: victim.id,
      events: ['hearing'],
      choice,
      saidOn: '2026-01-15',
    });
  const states = async () => (await page(victim)).notices.map((one: { state: string }) => one.state);
  expect((await say('out')).status).toBe(200);
  await event(victim, 'hearing', inDays(11));
  await event(victim, 'plea', inDays(12));
  expect((await states()).toSorted()).toEqual(['not_wanted', 'not_wanted', 'owed']);
  await say('in');
  expect(await states()).toEqual(['owed', 'owed', 'owed']);
});

test('a try through an unsafe, unknown or ended channel is refused, by the server and by the database, and none is offered', async () => {
  const victim = await victimOf();
  await event(victim, 'hearing', inDays(10));
  const bad = [
    await channel(victim, 'unsafe'),
    await channel(victim, 'unknown'),
    await channel(victim, 'safe', { ended_at: '2026-01-20T00:00:00Z' }),
  ];
  const { notices, channels } = await page(victim);
  expect(channels).toEqual([]);
  for (const id of bad) {
    const { status, body } = await attempt(notices[0].id, id);
    expect([status, fields(body)]).toEqual([422, ['channelId']]);
    const raw = house.as(grace, 'write', ({ db }) =>
      sql`insert into notice_tries (notice_id, victim_id, case_id, channel_id, tried_at, outcome)
        values (${notices[0].id}, ${victim.id}, ${victim.caseId}, ${id}, now(), 'no_answer')`.execute(db),
    );
    await expect(raw).rejects.toMatchObject({ fields: [{ problem: 'unsafe_channel' }] });
  }
  const { rows } = await house.owner.query(
    'select count(*)::int as n from taskforce.notice_tries where victim_id = $1',
    [victim.id],
  );
  expect(rows[0].n).toBe(0);
});

test('a safe channel is used only on the days and at the hours that the victim named, and only for this victim', async () => {
  const victim = await victimOf();
  const other = await victimOf();
  await event(victim, 'hearing', inDays(10));
  const [notice] = (await page(victim)).notices;
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
  const tomorrow = weekday.format(new Date(Date.now() + 86_400_000)).toLowerCase();
  const wrongDay = await channel(victim, 'safe', { days: [tomorrow] });
  expect(fields((await attempt(notice.id, wrongDay)).body)).toEqual(['triedAt']);
  const soon = new Date(Date.now() + 3_600_000).toISOString().slice(11, 13);
  const wrongHour = await channel(victim, 'safe', { from_time: `${soon}:30`, until_time: `${soon}:45` });
  expect(fields((await attempt(notice.id, wrongHour)).body)).toEqual(['triedAt']);
  const foreign = await attempt(notice.id, await channel(other, 'safe'));
  expect(foreign.status).toBe(404);
  const anytime = await channel(victim, 'safe');
  expect((await page(victim)).channels.map((one: { id: string }) => one.id)).toContain(anytime);
});

test('failed tries are kept, and a notice counts as told only by a try with proof', async () => {
  const victim = await victimOf();
  await event(victim, 'hearing', inDays(10));
  const safe = await channel(victim, 'safe');
  const [notice] = (await page(victim)).notices;
  expect((await attempt(notice.id, safe, { outcome: 'no_answer', proof: null })).status).toBe(200);
  expect(fields((await attempt(notice.id, safe, { proof: null })).body)).toEqual(['proof']);
  const claimed = house.as(grace, 'write', ({ db }) =>
    sql`update rights_notices set state = 'told' where id = ${notice.id}`.execute(db),
  );
  await expect(claimed).rejects.toMatchObject({ fields: [{ path: 'proof' }] });
  expect((await attempt(notice.id, safe, { reference: 'Log 2026-18' })).status).toBe(200);
  const [told] = (await page(victim)).notices;
  expect(told).toMatchObject({ state: 'told' });
  expect(told.tries.map((one: { outcome: string }) => one.outcome)).toEqual(['no_answer', 'told']);
  expect(fields((await attempt(notice.id, safe)).body)).toEqual(['state']);
});

test('a try is the last contact only when the victim was reached, and never one of before', async () => {
  const victim = await victimOf();
  const safe = await channel(victim, 'safe');
  const last = async () => (await house.call(grace, 'victims.read', { id: victim.id })).body.lastContactAt;
  const notice = async (kind: string, days: number) => {
    await event(victim, kind, inDays(days));
    return (await page(victim)).notices.find((one: { event: { kind: string } }) => one.event.kind === kind)
      .id;
  };
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const hearing = await notice('hearing', 10);
  for (const outcome of ['no_answer', 'wrong_person', 'returned'])
    expect((await attempt(hearing, safe, { outcome, proof: null })).status).toBe(200);
  expect(await last()).toBeNull();
  expect((await attempt(hearing, safe, { proof: 'delivery_receipt' })).status).toBe(200);
  expect(await last()).toBeNull();
  const plea = await notice('plea', 9);
  const notNow = ago(20);
  await attempt(plea, safe, { outcome: 'not_now', proof: null, triedAt: notNow });
  expect(await last()).toBe(notNow);
  const spoken = ago(5);
  await attempt(plea, safe, { proof: 'spoke_with_victim', triedAt: spoken });
  expect(await last()).toBe(spoken);
  // One that is written down late, of before, does not set it back.
  const sentence = await notice('sentencing', 8);
  await attempt(sentence, safe, { proof: 'signed_receipt', triedAt: ago(60) });
  expect(await last()).toBe(spoken);
});

test('who could not be told stays on record with a reason; an event taken back owes nobody anything', async () => {
  const victim = await victimOf();
  const gone = await event(victim, 'hearing', inDays(10));
  await event(victim, 'plea', inDays(9));
  const before = (await page(victim)).notices;
  const plea = before.find((one: { event: { kind: string } }) => one.event.kind === 'plea');
  const give = { noticeId: plea.id, version: plea.version };
  expect(fields((await house.call(grace, 'rights.giveUp', { ...give, reason: 'No idea.' })).body)).toEqual([
    'reason',
  ]);
  const reason = 'No safe channel is known and nobody has met the victim since.';
  expect((await house.call(grace, 'rights.giveUp', { ...give, reason })).status).toBe(200);
  expect((await house.call(grace, 'rights.takeBack', { eventId: gone })).status).toBe(200);
  const after = (await page(victim)).notices;
  expect(after.map((one: { state: string }) => one.state)).toEqual(['not_reached', 'not_reached']);
});

test('another agency and readers of the case who do not work with victims find no right, event or notice', async () => {
  const victim = await victimOf({ members: [ines, grace, analyst] });
  const id = await event(victim, 'hearing', inDays(10));
  for (const person of [far, analyst]) {
    expect([403, 404]).toContain(
      (await house.call(person, 'rights.ofVictim', { victimId: victim.id })).status,
    );
    expect([403, 404]).toContain((await house.call(person, 'rights.takeBack', { eventId: id })).status);
  }
});

test('the database counts the time for a notice as the rules do', async () => {
  for (const zone of ['UTC', 'America/New_York']) {
    await house.owner.query(
      `insert into kit.settings (key, value) values ('time_zone', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value`,
      [zone],
    );
    for (const [kind, happens, known] of [
      ['hearing', '2026-11-05T15:00:00Z', '2026-10-20T12:00:00Z'],
      ['hearing', '2026-03-12T15:00:00Z', '2026-03-08T06:30:00Z'],
      ['plea', '2026-11-01T15:00:00Z', '2026-11-01T14:00:00Z'],
      ['trial', '2026-10-01T15:00:00Z', '2026-11-01T14:00:00Z'],
      ['escape', '2026-11-01T05:00:00Z', '2026-11-01T05:30:00Z'],
    ] as const) {
      const { rows } = await house.owner.query(
        'select taskforce.notice_due($1, $2::timestamptz, $3::timestamptz) as due',
        [kind, happens, known],
      );
      expect(rows[0].due.toISOString(), `${zone} ${kind} ${happens}`).toBe(
        noticeDue(kind, new Date(happens), new Date(known), zone).toISOString(),
      );
    }
  }
  await house.owner.query(`update kit.settings set value = '"UTC"' where key = 'time_zone'`);
});
