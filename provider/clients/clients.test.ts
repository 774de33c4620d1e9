import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let supervisor: Person;
let intake: Person;
let records: Person;
let elsewhere: Person;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const takeIn = (who: Person, more: object = {}): Promise<{ id: string; number: string }> =>
  ask(who, 'clients.takeIn', { alias: 'Marigold', intakeOn: today, ...more });

test('an alias is enough to take a client in; no release, name or cooperation is asked for', async () => {
  const { id, number } = await takeIn(intake);
  expect(number).toMatch(/^C-\d{4}-\d{4}$/);
  const client = await ask(intake, 'clients.read', { id });
  expect(client).toMatchObject({ alias: 'Marigold', state: 'intake', filled: [], ageGroup: 'unknown' });
  expect(client.team.map((one: { displayName: string }) => one.displayName)).toEqual(['Tomas Rivera']);
});

test('a minor who may be a foreign national starts the 24 hours for the notice to HHS, and nothing is sent', async () => {
  const { id } = await takeIn(advocate, { ageGroup: 'may_be_minor', foreignMinor: 'may_be' });
  const { clocks } = await ask(advocate, 'clients.read', { id });
  const notice = clocks.find((one: { kind: string }) => one.kind === 'hhs_notice');
  expect(new Date(notice.dueAt).getTime() - new Date(notice.beganAt).getTime()).toBe(24 * 3_600_000);
  const adult = await takeIn(advocate, { ageGroup: 'adult', foreignMinor: 'yes' });
  const kinds = (await ask(advocate, 'clients.read', { id: adult.id })).clocks.map(
    (one: { kind: string }) => one.kind,
  );
  expect(kinds).toEqual(['intake_form']);
  await ask(advocate, 'clients.settleClock', {
    clockId: notice.id,
    version: notice.version,
    outcome: 'done',
  });
  const again = await house.call(advocate, 'clients.settleClock', {
    clockId: notice.id,
    version: notice.version,
    outcome: 'done',
  });
  expect(again.status).toBe(409);
});

const marker = 'Zinnia-Marker-4711';
const contacts = {
  section: 'contacts',
  value: {
    rows: [{ channel: 'text', value: `555 0142 ${marker}`, safety: 'unsafe', when: 'never', mayBeSaid: '' }],
  },
};

test('who a client is and how to reach them is sealed: the database holds no word of it, anywhere', async () => {
  const { id } = await takeIn(advocate);
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  await ask(advocate, 'clients.saveDetails', {
    id,
    version: null,
    detail: { section: 'identity', value: { legalName: marker, birthDate: '2001-02-03' } },
  });
  const read = await ask(advocate, 'clients.details', { id, sections: ['contacts', 'identity'] });
  expect(read.sections.identity.legalName).toBe(marker);
  expect(read.sections.contacts.rows[0]).toMatchObject({ safety: 'unsafe', mayLeaveMessage: false });
  const saved = await ask(advocate, 'clients.saveDetails', {
    id,
    version: 1,
    detail: { section: 'identity', value: { legalName: `${marker} II` } },
  });
  expect(saved.version).toBe(2);
  const { rows } = await house.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('kit', 'provider', 'bridge', 'graphile_worker') and c.relkind = 'r'`,
  );
  for (const { name } of rows) {
    const found = await house.owner.query(
      `select 1 from ${name} t where to_jsonb(t)::text ilike '%' || $1 || '%' or to_jsonb(t)::text ilike '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%' limit 1`,
      [marker],
    );
    expect(found.rowCount, name).toBe(0);
  }
});

test('each opening of the sealed part stands in the access log of the client, with the sections, not the words', async () => {
  const { id } = await takeIn(advocate);
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  await ask(colleague, 'clients.details', { id, sections: ['contacts'] });
  const { rows } = await ask(advocate, 'audit.record', { table: 'clients', id, limit: 50 });
  const opened = rows.find((row: { action: string }) => row.action === 'unmask');
  expect(opened).toMatchObject({ account: { displayName: 'Rosa Diaz' }, detail: { sections: ['contacts'] } });
  expect(JSON.stringify(rows)).not.toContain(marker);
});

test('two people who edit one section at once do not overwrite each other', async () => {
  const { id } = await takeIn(advocate);
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  const late = await house.call(colleague, 'clients.saveDetails', { id, version: null, detail: contacts });
  expect(late.status).toBe(409);
  expect(JSON.stringify(late.body)).not.toContain(marker);
});

test('the list shows aliases only, and its search looks at alias and number, never at what is sealed', async () => {
  const { id, number } = await takeIn(advocate, { alias: 'Heather 100%' });
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  const find = async (text: string) =>
    (await ask(advocate, 'clients.list', { find: text })).rows.map((row: { id: string }) => row.id);
  expect(await find('heather')).toEqual([id]);
  expect(await find(number)).toEqual([id]);
  expect(await find('100%')).toEqual([id]);
  expect(await find('%')).toEqual([id]);
  expect(await find(marker)).toEqual([]);
  const { rows } = await house.owner.query(
    `select detail::text as detail from kit.audit_entries where action = 'search' order by id desc limit 1`,
  );
  expect(rows[0].detail).not.toContain(marker);
});

test('nobody of another organisation finds a client: neither list, nor id, nor details, nor log', async () => {
  const { id } = await takeIn(advocate);
  expect((await ask(elsewhere, 'clients.list', {})).rows).toEqual([]);
  for (const [procedure, input] of [
    ['clients.read', { id }],
    ['clients.details', { id, sections: ['contacts'] }],
    ['clients.history', { id }],
    ['screenings.list', { clientId: id }],
  ] as const)
    expect((await house.call(elsewhere, procedure, input)).status, procedure).toBe(404);
  expect((await ask(elsewhere, 'audit.record', { table: 'clients', id, limit: 50 })).rows).toEqual([]);
  const numbers = await Promise.all([takeIn(elsewhere), takeIn(advocate)]);
  expect(numbers[0].number).toBe(`C-${today.slice(0, 4)}-0001`);
});

test('a client of the closed circle is not there for colleagues, supervisors and the records officer', async () => {
  const { id } = await takeIn(advocate, { closedCircle: true });
  for (const other of [colleague, supervisor, records, intake])
    expect((await house.call(other, 'clients.read', { id })).status, other.displayName).toBe(404);
  const { team } = await ask(advocate, 'clients.read', { id });
  const leave = await house.call(advocate, 'clients.leaveTeam', { id: team[0].id, version: team[0].version });
  expect(leave.status).toBe(422);
  await ask(advocate, 'clients.addToTeam', { id, accountId: supervisor.id, capacity: 'supervisor' });
  expect((await house.call(supervisor, 'clients.read', { id })).status).toBe(200);
  const stranger = await house.call(advocate, 'clients.addToTeam', {
    id,
    accountId: elsewhere.id,
    capacity: 'advocate',
  });
  expect(stranger.status).toBeGreaterThanOrEqual(400);
});

test('an intake worker sees the clients they took in, and no others', async () => {
  const { id } = await takeIn(advocate);
  expect((await house.call(intake, 'clients.read', { id })).status).toBe(404);
  const list = await ask(intake, 'clients.list', { states: [] });
  expect(list.rows.every((row: { advocates: string[] }) => row.advocates.includes('Tomas Rivera'))).toBe(
    true,
  );
});

test('closing asks for a reason; opening again takes it away; a stale edit hears of the other version', async () => {
  const { id } = await takeIn(advocate);
  const refused = await house.call(advocate, 'clients.change', { id, version: 1, state: 'closed' });
  expect(refused.status).toBe(422);
  const closed = await ask(advocate, 'clients.change', {
    id,
    version: 1,
    state: 'closed',
    closeReason: 'chose_to_end',
  });
  const stale = await house.call(advocate, 'clients.change', { id, version: 1, alias: 'Other' });
  expect(stale.status).toBe(409);
  await ask(advocate, 'clients.change', { id, version: closed.version, state: 'active' });
  expect(await ask(advocate, 'clients.read', { id })).toMatchObject({
    state: 'active',
    closedOn: null,
    closeReason: null,
  });
  const history = await ask(advocate, 'clients.history', { id });
  expect(history.rows.length).toBeGreaterThan(1);
  expect(history.rows[0]).toMatchObject({ by: 'June Park', table: 'clients' });
});

test('a screening conversation gives offers with the questions they come from, no score and no verdict', async () => {
  const { id } = await takeIn(advocate);
  const held = await ask(advocate, 'screenings.hold', {
    clientId: id,
    tool: 'conversation',
    heldOn: today,
    answers: { pay_withheld: 'yes', place_to_sleep: 'unsure', safe_now: 'declined', language_help: 'no' },
    note: marker,
  });
  const read = await ask(advocate, 'screenings.read', { id: held.id });
  expect(read.routes).toEqual([
    { route: 'housing', from: ['place_to_sleep'] },
    { route: 'wage_claim', from: ['pay_withheld'] },
  ]);
  expect(Object.keys(read).toSorted()).toEqual(['answers', 'clientId', 'heldOn', 'note', 'routes', 'tool']);
  expect((await house.call(records, 'screenings.read', { id: held.id })).status).toBe(403);
  const strange = await house.call(advocate, 'screenings.hold', {
    clientId: id,
    tool: 'youth',
    heldOn: today,
    answers: { made_up: 'yes' },
  });
  expect(strange.status).toBe(422);
});

test('destroying takes two people, waits for a legal hold, and leaves nothing that can be read', async () => {
  const { id } = await takeIn(advocate, { alias: marker });
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  const before = await ask(records, 'clients.read', { id });
  const held = await ask(records, 'clients.hold', { id, version: before.version, hold: true });
  expect((await house.call(records, 'clients.askDestruction', { id, reason: 'client_asked' })).status).toBe(
    422,
  );
  await ask(records, 'clients.hold', { id, version: held.version, hold: false });
  const { id: destruction } = await ask(records, 'clients.askDestruction', { id, reason: 'client_asked' });
  expect(
    (await house.call(records, 'clients.agreeDestruction', { id: destruction, version: 1 })).status,
  ).toBe(422);
  expect(
    (await house.call(advocate, 'clients.agreeDestruction', { id: destruction, version: 1 })).status,
  ).toBe(403);
  await ask(supervisor, 'clients.agreeDestruction', { id: destruction, version: 1 });
  expect(await ask(advocate, 'clients.read', { id })).toMatchObject({
    state: 'destroyed',
    alias: '–',
    filled: [],
  });
  expect((await ask(advocate, 'clients.details', { id, sections: ['contacts'] })).sections).toEqual({});
  expect(
    (await house.call(advocate, 'clients.saveDetails', { id, version: 2, detail: contacts })).status,
  ).toBeGreaterThanOrEqual(400);
  const left = await house.owner.query(
    `select 1 from kit.record_versions where scope_id = $1 and before <> '{}'`,
    [id],
  );
  expect(left.rowCount).toBe(0);
  expect(await house.server.house.clientKeys.destroyed()).toContain(id);
});

test('a server that dies between the agreement and the key goes on where it stopped', async () => {
  const { id } = await takeIn(advocate);
  await ask(advocate, 'clients.saveDetails', { id, version: null, detail: contacts });
  await house.owner.query(
    `insert into provider.destructions (client_id, reason, asked_by, agreed_by, agreed_at) values ($1, 'client_asked', $2, $3, now())`,
    [id, records.id, supervisor.id],
  );
  await house.server.house.destroyAgreed(id);
  expect(await ask(advocate, 'clients.read', { id })).toMatchObject({ state: 'destroyed' });
});
