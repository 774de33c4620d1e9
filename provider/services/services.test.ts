import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let supervisor: Person;
let intake: Person;
let records: Person;
let administrator: Person;
let elsewhere: Person;
const today = new Date().toISOString().slice(0, 10);
const daysAgo = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  administrator = await house.person('Agnes Whitlock', ['provider_administrator']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const takeIn = async (who: Person, more: object = {}): Promise<string> =>
  (await ask(who, 'clients.takeIn', { alias: 'Marigold', intakeOn: daysAgo(20), ...more })).id;
const needsOf = async (who: Person, clientId: string) =>
  (await ask(who, 'needs.list', { clientId })).rows as Record<string, any>[];

test('all needs are asked about in one conversation and kept in one go, without a release', async () => {
  const clientId = await takeIn(advocate);
  const kept = await ask(advocate, 'needs.assess', {
    clientId,
    on: today,
    rows: [
      {
        kind: 'emergency_housing',
        version: null,
        wanted: 'wanted',
        status: 'unmet',
        unmetReason: 'capacity',
      },
      { kind: 'identity_documents', version: null, wanted: 'wanted', status: 'under_way', metBy: 'own' },
      { kind: 'mental_health', version: null, wanted: 'not_wanted', status: 'set_aside' },
      { kind: 'education', version: null, wanted: 'not_asked' },
    ],
  });
  expect(kept).toEqual({ added: 4, changed: 0 });
  const rows = await needsOf(advocate, clientId);
  expect(Object.fromEntries(rows.map((row) => [row['kind'], row['horizon']]))).toEqual({
    emergency_housing: 'immediate',
    identity_documents: 'short',
    mental_health: 'long',
    education: 'long',
  });
  const again = rows.find((row) => row['kind'] === 'emergency_housing')!;
  const met = { kind: 'emergency_housing', version: again['version'], wanted: 'wanted', status: 'met' };
  await ask(advocate, 'needs.assess', { clientId, on: today, rows: [{ ...met, metBy: 'other' }] });
  const bed = (await needsOf(advocate, clientId)).find((row) => row['kind'] === 'emergency_housing')!;
  expect(bed).toMatchObject({ status: 'met', metBy: 'other', unmetReason: null, settledOn: today });
});

test('an assessment that breaks one rule keeps nothing at all, and names the row', async () => {
  const clientId = await takeIn(advocate);
  const answer = await house.call(advocate, 'needs.assess', {
    clientId,
    on: today,
    rows: [
      { kind: 'food', version: null, wanted: 'wanted' },
      { kind: 'medical', version: null, wanted: 'wanted', status: 'unmet' },
    ],
  });
  expect(answer.status).toBe(422);
  expect(answer.body.data.fields[0]).toMatchObject({ path: 'rows.1.unmetReason' });
  expect(await needsOf(advocate, clientId)).toEqual([]);
});

test('two people who assess at once do not overwrite each other', async () => {
  const clientId = await takeIn(advocate);
  const row = { kind: 'food', version: null, wanted: 'wanted' };
  await ask(advocate, 'needs.assess', { clientId, on: today, rows: [row] });
  const late = await house.call(colleague, 'needs.assess', { clientId, on: today, rows: [row] });
  expect(late.status).toBe(409);
});

test('one need of a kind stands at a time; a settled one leaves room for the next', async () => {
  const clientId = await takeIn(advocate);
  const { id } = await ask(advocate, 'needs.add', { clientId, kind: 'transport', openedOn: today });
  const second = await house.call(advocate, 'needs.add', { clientId, kind: 'transport', openedOn: today });
  expect(second.status).toBe(422);
  const [first] = await needsOf(advocate, clientId);
  const { services: _services, kind: _kind, ...facts } = first!;
  await ask(advocate, 'needs.change', { ...facts, status: 'met', metBy: 'client' });
  await ask(advocate, 'needs.add', { clientId, kind: 'transport', openedOn: today });
  const back = await house.call(advocate, 'needs.change', { ...facts, id, version: 2, status: 'open' });
  expect(back.status).toBe(422);
});

test('words about a need and a service are sealed: the database holds none of them', async () => {
  const marker = 'Dahlia-Marker-8123';
  const clientId = await takeIn(advocate);
  const { id: needId } = await ask(advocate, 'needs.add', {
    clientId,
    kind: 'dental',
    openedOn: today,
    words: `A broken tooth, ${marker}`,
    byOther: marker,
  });
  await ask(advocate, 'services.give', { clientId, kind: 'dental', givenOn: today, needId, words: marker });
  const [need] = await needsOf(advocate, clientId);
  expect(need).toMatchObject({ words: `A broken tooth, ${marker}`, byOther: marker, services: 1 });
  const hex = Buffer.from(marker).toString('hex');
  for (const table of [
    'provider.needs',
    'provider.services_given',
    'kit.audit_entries',
    'kit.record_versions',
  ]) {
    const found = await house.owner.query(
      `select 1 from ${table} t where to_jsonb(t)::text ilike any ($1) limit 1`,
      [[`%${marker}%`, `%${hex}%`]],
    );
    expect(found.rowCount, table).toBe(0);
  }
});

test('services are counted by kind and unit; one taken back stays visible and is not counted', async () => {
  const clientId = await takeIn(advocate);
  const give = (more: object) =>
    ask(advocate, 'services.give', { clientId, kind: 'transport', givenOn: today, ...more });
  await give({ amount: 40, unit: 'minutes' });
  await give({ amount: 20, unit: 'minutes', givenBy: colleague.id });
  const { id } = await give({ amount: 500, unit: 'minutes' });
  await ask(advocate, 'services.withdraw', { id, version: 1 });
  const { rows, sums, total } = await ask(advocate, 'services.list', { clientId });
  expect(sums).toEqual([{ kind: 'transport', unit: 'minutes', times: 2, amount: 60 }]);
  expect(total.count).toBe(3);
  expect(rows.filter((row: { withdrawn: boolean }) => row.withdrawn)).toHaveLength(1);
  const twice = await house.call(advocate, 'services.withdraw', { id, version: 2 });
  expect(twice.status).toBe(422);
});

test('a service names a need of the same client and a colleague of the same house, or none', async () => {
  const clientId = await takeIn(advocate);
  const other = await takeIn(advocate, { alias: 'Aster' });
  const { id: needId } = await ask(advocate, 'needs.add', { clientId: other, kind: 'food', openedOn: today });
  const give = (more: object) =>
    house.call(advocate, 'services.give', { clientId, kind: 'food', givenOn: today, ...more });
  expect((await give({ needId })).body.data.fields[0]).toMatchObject({ path: 'needId' });
  expect((await give({ givenBy: elsewhere.id })).body.data.fields[0]).toMatchObject({ path: 'givenBy' });
  expect((await give({ amount: 3 })).body.data.fields[0]).toMatchObject({ path: 'amount' });
  expect((await give({ givenOn: '2099-01-01' })).status).toBe(422);
});

test('a supervisor sees unmet needs of all clients by alias, and why they could not be met', async () => {
  const clientId = await takeIn(advocate, { alias: 'Foxglove' });
  const row = { version: null, wanted: 'wanted', status: 'unmet' };
  await ask(advocate, 'needs.assess', {
    clientId,
    on: daysAgo(3),
    rows: [
      { ...row, kind: 'permanent_housing', unmetReason: 'none_exists' },
      { ...row, kind: 'tattoo_removal', unmetReason: 'eligibility' },
      {
        kind: 'substance_use',
        version: null,
        wanted: 'not_wanted',
        status: 'unmet',
        unmetReason: 'declined',
      },
    ],
  });
  const found = await ask(supervisor, 'needs.across', { reasons: ['none_exists', 'eligibility'] });
  expect(found.rows).toHaveLength(2);
  expect(found.rows[0]).toMatchObject({ alias: 'Foxglove', openedOn: daysAgo(3) });
  expect(found.byKind).toContainEqual({ kind: 'tattoo_removal', standing: 1, unmet: 1 });
  const all = await ask(supervisor, 'needs.across', { statuses: ['unmet'] });
  expect(all.rows.some((one: { kind: string }) => one.kind === 'substance_use')).toBe(false);
  expect((await ask(elsewhere, 'needs.across', {})).rows).toEqual([]);
  expect((await ask(intake, 'needs.across', {})).rows).toEqual([]);
});

test('the records officer reads needs and services but writes none; the administrator reads nothing', async () => {
  const clientId = await takeIn(advocate);
  await ask(advocate, 'needs.add', { clientId, kind: 'food', openedOn: today });
  expect(await needsOf(records, clientId)).toHaveLength(1);
  const add = { clientId, kind: 'medical', openedOn: today };
  expect((await house.call(records, 'needs.add', add)).status).toBe(403);
  expect((await house.call(administrator, 'needs.list', { clientId })).status).toBe(403);
  expect((await house.call(elsewhere, 'needs.list', { clientId })).status).toBe(404);
});

test('when a client is destroyed, what was needed and given goes too, and nothing can be added', async () => {
  const clientId = await takeIn(advocate);
  const { id: needId } = await ask(advocate, 'needs.add', {
    clientId,
    kind: 'substance_use',
    openedOn: today,
  });
  await ask(advocate, 'services.give', {
    clientId,
    kind: 'substance_use',
    givenOn: today,
    needId,
    amount: 30,
    unit: 'minutes',
  });
  await house.owner.query('select provider.empty_client($1)', [clientId]);
  const left = await house.owner.query(
    `select to_jsonb(n)::text as row from provider.needs n where client_id = $1
     union all select to_jsonb(s)::text from provider.services_given s where client_id = $1`,
    [clientId],
  );
  expect(left.rows).toHaveLength(2);
  for (const { row } of left.rows) expect(row).not.toContain('substance_use');
  expect(await needsOf(supervisor, clientId)).toEqual([]);
  const add = await house.call(advocate, 'needs.add', { clientId, kind: 'food', openedOn: today });
  expect([404, 422]).toContain(add.status);
});

test('a service written down wrongly is put right by a further line: the old one stays, the new one counts', async () => {
  const clientId = await takeIn(advocate);
  const facts = { kind: 'dental', givenOn: today, amount: 3, unit: 'sessions' };
  const first = await ask(advocate, 'services.give', { clientId, ...facts, words: 'Three visits' });
  const right = { ...facts, amount: 2, givenBy: advocate.id, words: 'Two visits' };
  const reason = 'The third visit was called off.';
  const short = await house.call(advocate, 'services.correct', {
    id: first.id,
    version: 1,
    reason: '',
    ...right,
  });
  expect([short.status, short.body.data.fields[0].path]).toEqual([400, 'reason']);
  const second = await ask(advocate, 'services.correct', { id: first.id, version: 1, reason, ...right });
  const { rows, sums, total } = await ask(advocate, 'services.list', { clientId });
  const line = (id: string) => rows.find((row: { id: string }) => row.id === id);
  expect(line(first.id)).toMatchObject({
    words: 'Three visits',
    amount: 3,
    correctedBy: second.id,
    withdrawn: false,
  });
  expect(line(second.id)).toMatchObject({ words: 'Two visits', corrects: first.id, reason });
  expect([total.count, sums]).toEqual([2, [{ kind: 'dental', unit: 'sessions', times: 1, amount: 2 }]]);
});

test('a line is corrected once, while it stands; whoever comes second corrects the correction', async () => {
  const clientId = await takeIn(advocate);
  const right = {
    kind: 'food',
    givenOn: today,
    givenBy: advocate.id,
    reason: 'It was another day.',
    version: 1,
  };
  const give = () => ask(advocate, 'services.give', { clientId, kind: 'food', givenOn: today });
  const { id } = await give();
  const next = await ask(advocate, 'services.correct', { id, ...right });
  expect((await house.call(colleague, 'services.correct', { id, ...right })).status).toBe(422);
  expect((await house.call(advocate, 'services.withdraw', { id, version: 1 })).status).toBe(422);
  await ask(advocate, 'services.correct', { id: next.id, ...right });
  const back = await give();
  await ask(advocate, 'services.withdraw', { id: back.id, version: 1 });
  const stale = await house.call(advocate, 'services.correct', { id: back.id, ...right });
  expect(stale.status).toBe(409);
  expect((await house.call(advocate, 'services.correct', { id: back.id, ...right, version: 2 })).status).toBe(
    422,
  );
  const other = await takeIn(elsewhere);
  const theirs = await ask(elsewhere, 'services.give', { clientId: other, kind: 'food', givenOn: today });
  expect((await house.call(advocate, 'services.correct', { id: theirs.id, ...right })).status).toBe(404);
  const { sums } = await ask(advocate, 'services.list', { clientId });
  expect(sums).toEqual([{ kind: 'food', unit: null, times: 1, amount: 0 }]);
});
