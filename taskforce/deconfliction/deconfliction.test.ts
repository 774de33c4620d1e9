import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { toldOfConflict } from './rules.ts';

let house: TestHouse;
let harbor: Person;
let county: Person;
let chief: Person;
let otherChief: Person;
let inspector: Person;
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const meters = (count: number) => count / 111_195;

beforeAll(async () => {
  house = await openTestHouse();
  harbor = await house.person('Hana Harbor', ['investigator'], 'Harbor Police');
  county = await house.person('Cole County', ['investigator'], 'County Sheriff');
  chief = await house.person('Cara Chief', ['commander'], 'Harbor Police');
  otherChief = await house.person('Otto Other', ['commander'], 'County Sheriff');
  inspector = await house.person('Ines Inspector', ['labor_inspector'], 'Labor Department');
});
afterAll(() => house.close());

let corner = 0;
/** A place of its own, far from those of the other tests. */
const freshCorner = () => ({ lat: 30 + (corner += 1), lon: -90 });

const buy = (at: { lat: number; lon: number }, more: object = {}) => ({
  activity: 'controlled_buy',
  from: hours(24),
  until: hours(26),
  place: 'Behind the blue depot',
  ...at,
  phone: '555-0101',
  ...more,
});
const done = async (who: Person, procedure: string, input: object = {}) => {
  const answer = await house.call(who, `deconfliction.${procedure}`, input);
  expect([procedure, answer.status, answer.body?.data?.fields]).toEqual([procedure, 200, undefined]);
  return answer.body;
};
/** Enters or changes something, with the open conflicts that its side is told of. */
const entered = async (who: Person, procedure: string, input: { id?: string } & Record<string, unknown>) => {
  const answer = await done(who, procedure, input);
  expect(JSON.stringify(answer)).not.toMatch(/555-0|@/);
  return { ...answer, conflicts: await openOf(who, answer.id ?? input.id) };
};
const refusedWith = async (who: Person, procedure: string, input: object) => {
  const answer = await house.call(who, `deconfliction.${procedure}`, input);
  return answer.body?.data?.fields?.[0]?.problem ?? answer.status;
};
const openOf = async (who: Person, entryId?: string) =>
  (await done(who, 'mine')).conflicts.filter(
    (one: { state: string; entryId: string }) =>
      one.state === 'open' && (entryId === undefined || one.entryId === entryId),
  );

test('two agencies at one corner at one hour are both told whom to call, and nothing else', async () => {
  const at = freshCorner();
  const first = await entered(harbor, 'enterEvent', buy(at));
  expect(first).toMatchObject({ told: 'nothing', conflicts: [] });
  const second = await entered(
    county,
    'enterEvent',
    buy({ ...at, lat: at.lat + meters(500) }, { activity: 'surveillance', phone: '555-0102' }),
  );
  expect(second.told).toBe('hit');
  const [told] = await openOf(harbor, first.id);
  expect(told).toMatchObject({
    kind: 'event',
    overlap: 'overlapping',
    identifierType: null,
    agency: 'County Sheriff',
    officer: 'Cole County',
    phone: '555-0102',
    state: 'open',
  });
  expect(second.conflicts[0]).toMatchObject({
    agency: 'Harbor Police',
    officer: 'Hana Harbor',
    phone: '555-0101',
  });
  for (const one of [told, second.conflicts[0]])
    expect(Object.keys(one).toSorted()).toEqual([...toldOfConflict].toSorted());
  for (const text of [JSON.stringify(told), JSON.stringify(second)]) {
    expect(text).not.toContain('depot');
    expect(text).not.toContain('controlled_buy');
  }
  const notices = await house.owner.query(
    `select account_id, kind, subject_id from kit.notices where subject_id = $1`,
    [told.id],
  );
  expect(new Set(notices.rows.map((row) => row.account_id))).toEqual(new Set([harbor.id, county.id]));
  expect(new Set(notices.rows.map((row) => row.kind))).toEqual(new Set(['deconfliction_conflict']));
});

test('what is out of reach, over, or one’s own is no conflict; what is close in time is told as close', async () => {
  const at = freshCorner();
  await entered(harbor, 'enterEvent', buy(at));
  expect(await entered(harbor, 'enterEvent', buy(at))).toMatchObject({ told: 'nothing' });
  expect(await entered(county, 'enterEvent', buy({ ...at, lat: at.lat + meters(900) }))).toMatchObject({
    told: 'nothing',
  });
  expect(await entered(county, 'enterEvent', buy(at, { from: hours(29), until: hours(30) }))).toMatchObject({
    told: 'nothing',
  });
  const close = await entered(county, 'enterEvent', buy(at, { from: hours(27.5), until: hours(28) }));
  expect(close.conflicts[0]).toMatchObject({ overlap: 'close' });
  expect(await refusedWith(county, 'enterEvent', buy(at, { from: hours(-5), until: hours(-4) }))).toBe(
    'event_past',
  );
  expect(await refusedWith(county, 'enterEvent', buy(at, { until: hours(20) }))).toBe('event_window');
});

test('a change of time or place is compared anew, and asks both sides again', async () => {
  const at = freshCorner();
  const mine = await entered(harbor, 'enterEvent', buy(at));
  const theirs = await entered(county, 'enterEvent', buy(at));
  const conflict = theirs.conflicts[0];
  expect(await done(county, 'answer', { id: conflict.id, entryId: theirs.id, answer: 'separated' })).toEqual({
    state: 'open',
  });
  expect((await openOf(harbor, mine.id))[0]).toMatchObject({ myAnswer: null, theirAnswer: 'separated' });
  expect(await done(harbor, 'answer', { id: conflict.id, entryId: mine.id, answer: 'separated' })).toEqual({
    state: 'settled',
  });
  expect(await openOf(harbor, mine.id)).toEqual([]);
  const [entry] = (await done(county, 'mine')).entries.filter((one: { id: string }) => one.id === theirs.id);
  const changed = await entered(county, 'changeEvent', {
    id: theirs.id,
    version: entry.version,
    ...buy(at, { until: hours(27) }),
  });
  expect(changed.conflicts).toHaveLength(1);
  expect((await openOf(harbor, mine.id))[0]).toMatchObject({
    state: 'open',
    myAnswer: null,
    theirAnswer: null,
  });
  const stale = await house.call(county, 'deconfliction.changeEvent', {
    id: theirs.id,
    version: entry.version,
    ...buy(at),
  });
  expect(stale.status).toBe(409);
  await entered(county, 'changeEvent', {
    id: theirs.id,
    version: changed.version,
    ...buy({ ...at, lat: at.lat + 0.5 }),
  });
  expect(await openOf(harbor, mine.id)).toEqual([]);
});

test('of two agencies that enter the same corner in the same moment, each sees the other', async () => {
  for (let round = 0; round < 5; round++) {
    const at = freshCorner();
    const [a, b] = await Promise.all([
      entered(harbor, 'enterEvent', buy(at)),
      entered(county, 'enterEvent', buy(at)),
    ]);
    expect([a.told, b.told].toSorted()).toEqual(['hit', 'nothing']);
    expect(await openOf(harbor, a.id)).toHaveLength(1);
    expect(await openOf(county, b.id)).toHaveLength(1);
    const phone = { type: 'phone', value: `312-555-01${String(60 + round)}`, scope: null };
    const [c, d] = await Promise.all([
      entered(harbor, 'enterTarget', phone),
      entered(county, 'enterTarget', phone),
    ]);
    expect([c.told, d.told].toSorted()).toEqual(['hit', 'nothing']);
    expect(await openOf(harbor, c.id)).toHaveLength(1);
  }
});

test('a phone that another agency works on tells contacts and type; the number is nowhere', async () => {
  const first = await entered(harbor, 'enterTarget', { type: 'phone', value: '(312) 555-0142', scope: null });
  expect(first.told).toBe('nothing');
  const hit = await entered(county, 'enterTarget', {
    type: 'phone',
    value: '+1 312 555 0142',
    scope: null,
    phone: '555-0104',
  });
  expect(hit.conflicts).toEqual([
    expect.objectContaining({
      kind: 'target',
      identifierType: 'phone',
      certainty: 'exact',
      agency: 'Harbor Police',
    }),
  ]);
  expect((await openOf(harbor, first.id))[0]).toMatchObject({
    agency: 'County Sheriff',
    phone: '555-0104',
    overlap: null,
  });
  for (const one of hit.conflicts)
    expect(Object.keys(one).toSorted()).toEqual([...toldOfConflict].toSorted());
  // However many entries of the same officer meet it, one line is told.
  const another = await entered(county, 'enterTarget', { type: 'phone', value: '312.555.0142', scope: null });
  expect(await openOf(harbor, first.id)).toHaveLength(1);
  const kept = await house.owner.query(
    `select (select string_agg(e::text, ' ') from taskforce.deconfliction_entries e) || (select string_agg(k::text, ' ') from taskforce.deconfliction_keys k)
       || (select string_agg(c::text, ' ') from taskforce.deconfliction_checks c) || (select coalesce(string_agg(v::text, ' '), '') from kit.record_versions v)
       || (select coalesce(string_agg(r::text, ' '), '') from kit.receipts r) as all`,
  );
  expect(kept.rows[0].all).not.toMatch(/555.?0142/);
  // The answer of one side stands for all entries of that officer.
  await done(harbor, 'answer', {
    id: (await openOf(harbor, first.id))[0].id,
    entryId: first.id,
    answer: 'agreed',
  });
  for (const { id } of [hit, another])
    expect((await openOf(county, id))[0]).toMatchObject({ theirAnswer: 'agreed' });
});

test('plates that look alike are possible, everybody’s numbers are refused, and so is what too many hold', async () => {
  await entered(harbor, 'enterTarget', { type: 'plate', value: 'AB0 1234', scope: 'IL' });
  const hit = await entered(county, 'enterTarget', { type: 'plate', value: 'ABO I234', scope: 'IL' });
  expect(hit.conflicts[0]).toMatchObject({ certainty: 'alike_signs', identifierType: 'plate' });
  expect(await refusedWith(county, 'enterTarget', { type: 'phone', value: '911', scope: null })).toBe(
    'over_common',
  );
  expect(await refusedWith(county, 'enterTarget', { type: 'plate', value: 'ABC 1234', scope: null })).toBe(
    'scope_needed',
  );
  for (let n = 0; n < 12; n++) {
    const somebody = await house.person(`Officer ${n}`, ['investigator'], `Agency ${n}`);
    await entered(somebody, 'enterTarget', { type: 'email', value: 'crowd@motel.test', scope: null });
  }
  expect(
    await refusedWith(harbor, 'enterTarget', { type: 'email', value: 'Crowd@Motel.test', scope: null }),
  ).toBe('over_common');
});

test('what is flagged tells the asker only to call the coordinator, in the same words as anything touchy', async () => {
  const flagged = await entered(harbor, 'enterTarget', {
    type: 'phone',
    value: '312-555-0150',
    scope: null,
    throughCoordinator: true,
  });
  const hit = await entered(county, 'enterTarget', { type: 'phone', value: '312-555-0150', scope: null });
  expect(hit.conflicts[0]).toMatchObject({
    throughCoordinator: true,
    agency: null,
    officer: null,
    phone: null,
    email: null,
    theirAnswer: null,
  });
  expect((await openOf(harbor, flagged.id))[0]).toMatchObject({
    throughCoordinator: false,
    officer: 'Cole County',
  });
  expect(
    await refusedWith(county, 'answer', { id: hit.conflicts[0].id, entryId: hit.id, answer: 'agreed' }),
  ).toBe('through_coordinator');
  const seen = (await done(chief, 'coordination')).conflicts.find(
    (one: { id: string }) => one.id === hit.conflicts[0].id,
  );
  expect([seen.leftThrough, seen.rightThrough].filter(Boolean)).toHaveLength(1);
  await done(chief, 'settle', {
    id: seen.id,
    answer: 'agreed',
    reason: 'Both detectives met with the specialist today.',
  });
  expect(await openOf(county, hit.id)).toEqual([]);
  expect(
    await refusedWith(harbor, 'enterTarget', {
      type: 'person',
      value: 'Maria Garcia',
      scope: '1990-04-05',
      throughCoordinator: true,
    }),
  ).toBe('no_names_of_victims');
});

test('silence needs a second pair of eyes; then its own side is told and the other is not', async () => {
  const reason = 'An officer of another agency may be involved in this.';
  const silent = await entered(chief, 'enterTarget', {
    type: 'phone',
    value: '312-555-0155',
    scope: null,
    silentReason: reason,
  });
  expect(silent).toMatchObject({ told: 'waits', conflicts: [] });
  expect(
    await entered(county, 'enterTarget', { type: 'phone', value: '312-555-0155', scope: null }),
  ).toMatchObject({ told: 'nothing' });
  const waiting = (await done(otherChief, 'coordination')).waiting.find(
    (one: { id: string }) => one.id === silent.id,
  );
  expect(waiting).toMatchObject({ asks: 'silence', identifierType: 'phone', officer: 'Cara Chief' });
  expect(
    await refusedWith(chief, 'decideSilence', { id: silent.id, version: waiting.version, agreed: true }),
  ).toBe('four_eyes');
  expect(
    (
      await house.call(county, 'deconfliction.decideSilence', {
        id: silent.id,
        version: waiting.version,
        agreed: true,
      })
    ).status,
  ).toBe(403);
  await done(otherChief, 'decideSilence', { id: silent.id, version: waiting.version, agreed: true });
  const [mine] = await openOf(chief, silent.id);
  expect(mine).toMatchObject({ agency: 'County Sheriff', officer: 'Cole County' });
  const again = await entered(county, 'enterTarget', { type: 'phone', value: '312 555 0155', scope: null });
  expect(again).toMatchObject({ told: 'nothing', conflicts: [] });
  const theirs = JSON.stringify([
    await done(county, 'mine'),
    (await house.call(county, 'notices.list', {})).body,
  ]);
  expect(theirs).not.toContain(mine.id);
  expect(await refusedWith(county, 'answer', { id: mine.id, entryId: again.id, answer: 'agreed' })).toBe(
    'missing',
  );
  expect((await done(county, 'log')).rows[0]).toMatchObject({ told: 'nothing' });
  expect(await done(chief, 'answer', { id: mine.id, entryId: silent.id, answer: 'not_a_conflict' })).toEqual({
    state: 'settled',
  });
});

test('an inspector asks one way: the coordinator sees the contact and answers, nobody else is told', async () => {
  const held = await entered(harbor, 'enterTarget', {
    type: 'email',
    value: 'foreman@field.test',
    scope: null,
  });
  const asked = await entered(inspector, 'enterTarget', {
    type: 'email',
    value: 'foreman@field.test',
    scope: null,
  });
  expect(asked).toMatchObject({ told: 'waits', conflicts: [] });
  expect(await openOf(harbor, held.id)).toEqual([]);
  const waiting = (await done(chief, 'coordination')).waiting.find(
    (one: { id: string }) => one.id === asked.id,
  );
  expect(waiting).toMatchObject({
    asks: 'check',
    hits: 1,
    hitOfficer: 'Hana Harbor',
    officer: 'Ines Inspector',
  });
  await done(chief, 'answerRequest', { id: asked.id, version: waiting.version, answer: 'call_me' });
  const [mine] = (await done(inspector, 'mine')).entries;
  expect(mine).toMatchObject({ subject: 'request', state: 'over', answer: 'call_me' });
  expect((await house.call(inspector, 'deconfliction.enterEvent', buy(freshCorner()))).status).toBe(403);
});

test('every check is written down, also those that found nothing; each reads their own, the coordinator all', async () => {
  const own = (await done(county, 'log', { everybody: true })).rows;
  expect(new Set(own.map((row: { officer: string }) => row.officer))).toEqual(new Set(['Cole County']));
  expect(new Set(own.map((row: { told: string }) => row.told))).toEqual(new Set(['hit', 'nothing']));
  const all = await done(chief, 'log', { everybody: true });
  expect(new Set(all.rows.map((row: { officer: string }) => row.officer)).size).toBeGreaterThan(2);
});

test('an account that has asked too often in a day is stopped', async () => {
  const busy = await house.person('Bea Busy', ['analyst'], 'Harbor Police');
  await house.owner.query(
    `insert into taskforce.deconfliction_checks (account_id, agency_id, kind, identifier_type, told)
     select a.id, a.agency_id, 'target', 'phone', 'nothing' from kit.accounts a, generate_series(1, 199) where a.id = $1`,
    [busy.id],
  );
  await entered(busy, 'enterTarget', { type: 'phone', value: '312-555-0171', scope: null });
  expect(await refusedWith(busy, 'enterTarget', { type: 'phone', value: '312-555-0172', scope: null })).toBe(
    'too_many_checks',
  );
  const { rows, next } = await done(busy, 'log');
  expect([rows.length, next === null]).toEqual([50, false]);
});

test('an entry that is withdrawn or past its term meets nothing any more, and its tokens are gone', async () => {
  const one = await entered(harbor, 'enterTarget', { type: 'phone', value: '312-555-0181', scope: null });
  expect((await house.call(county, 'deconfliction.withdraw', { id: one.id, version: 1 })).status).toBe(404);
  const [entry] = (await done(harbor, 'mine')).entries.filter(({ id }: { id: string }) => id === one.id);
  await done(harbor, 'withdraw', { id: one.id, version: entry.version });
  const two = await entered(harbor, 'enterTarget', { type: 'phone', value: '312-555-0182', scope: null });
  await house.owner.query(
    `update taskforce.deconfliction_entries set expires_at = now() - interval '1 minute' where id = $1`,
    [two.id],
  );
  for (const value of ['312-555-0181', '312-555-0182'])
    expect(await entered(county, 'enterTarget', { type: 'phone', value, scope: null })).toMatchObject({
      told: 'nothing',
    });
  await house.owner.query('select taskforce.expire_deconfliction()');
  const left = await house.owner.query(
    'select count(*)::int as n from taskforce.deconfliction_keys where entry_id = any($1)',
    [[one.id, two.id]],
  );
  expect(left.rows[0].n).toBe(0);
});

test('hand-written SQL of the server reads none of it', async () => {
  for (const table of ['entries', 'spots', 'keys', 'conflicts', 'checks', 'handoffs'])
    await expect(
      house.as(chief, 'read', ({ db }) =>
        sql`select id from taskforce.${sql.ref(`deconfliction_${table}`)}`.execute(db),
      ),
    ).rejects.toMatchObject({ code: 'missing' });
});
