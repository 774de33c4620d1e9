import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let helper: Person;
let supervisor: Person;
let intake: Person;
let records: Person;
let auditor: Person;
let administrator: Person;
let elsewhere: Person;
const today = new Date().toISOString().slice(0, 10);
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  helper = await house.person('Ines Varga', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  auditor = await house.person('Paul Jensen', ['provider_auditor']);
  administrator = await house.person('Agnes Whitlock', ['provider_administrator']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const takeIn = async (more: object = {}): Promise<string> =>
  (await ask(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn: today, ...more })).id;
const nowhere = async (marker: string) => {
  const hex = Buffer.from(marker).toString('hex');
  for (const table of ['safety_plans', 'goals', 'goal_steps', 'advocate_notes']) {
    const found = await house.owner.query(
      `select 1 from provider.${table} t where to_jsonb(t)::text ilike any ($1) limit 1`,
      [[`%${marker}%`, `%${hex}%`]],
    );
    expect(found.rowCount, table).toBe(0);
  }
};

test('a safety plan is kept in editions: the last counts, earlier ones can be opened, none is overwritten', async () => {
  const clientId = await takeIn();
  const plan = {
    signals: 'The blue lamp, marker-lamp-77',
    callFirst: [{ name: 'Ana', how: '555-0101', when: 'any' }],
  };
  const first = await ask(advocate, 'plans.saveSafety', { clientId, after: 0, reviewedOn: today, plan });
  const late = { clientId, after: 0, reviewedOn: today, plan: { signals: 'another' } };
  expect((await house.call(colleague, 'plans.saveSafety', late)).status).toBe(409);
  await ask(colleague, 'plans.saveSafety', { ...late, after: 1, nextReviewOn: inDays(30) });
  const now = await ask(advocate, 'plans.safety', { clientId });
  expect(now.plan).toMatchObject({ signals: 'another', callFirst: [] });
  expect(now.editions.map((one: { edition: number }) => one.edition)).toEqual([2, 1]);
  expect(now.editions[0]).toMatchObject({ writtenBy: 'Rosa Diaz', nextReviewOn: inDays(30) });
  const before = await ask(advocate, 'plans.safetyEdition', { id: first.id });
  expect(before.plan.callFirst[0].name).toBe('Ana');
  await nowhere('marker-lamp-77');
});

test('the next review of a safety plan lies after this one', async () => {
  const clientId = await takeIn();
  const input = { clientId, after: 0, reviewedOn: today, nextReviewOn: today, plan: {} };
  const answer = await house.call(advocate, 'plans.saveSafety', input);
  expect(answer.body.data.fields[0]).toMatchObject({ path: 'nextReviewOn' });
});

test('a goal stands in the words of the client, with steps, who takes them and by when', async () => {
  const clientId = await takeIn();
  const { id } = await ask(advocate, 'plans.setGoal', {
    clientId,
    words: 'I want a door that I can lock, marker-door-88',
    setOn: today,
  });
  const step = await ask(advocate, 'plans.addStep', {
    goalId: id,
    words: 'Ask for the list of rooms',
    accountId: colleague.id,
    dueOn: inDays(7),
  });
  await ask(advocate, 'plans.addStep', { goalId: id, words: 'Think about the town', byWhom: 'client' });
  await ask(colleague, 'plans.changeStep', {
    id: step.id,
    version: 1,
    words: 'Ask for the list of rooms',
    accountId: colleague.id,
    dueOn: inDays(7),
    state: 'done',
  });
  const { rows } = await ask(advocate, 'plans.goals', { clientId });
  expect(rows[0].words).toContain('a door that I can lock');
  expect(
    rows[0].steps.map((one: Record<string, unknown>) => [one['state'], one['who'], one['doneOn']]),
  ).toEqual([
    ['open', null, null],
    ['done', 'Rosa Diaz', today],
  ]);
  await ask(advocate, 'plans.changeGoal', {
    id,
    version: 1,
    words: 'A room of my own',
    setOn: today,
    state: 'reached',
  });
  expect((await ask(advocate, 'plans.goals', { clientId })).rows[0]).toMatchObject({
    state: 'reached',
    endedOn: today,
  });
  const strange = { goalId: id, words: 'x', accountId: elsewhere.id };
  expect((await house.call(advocate, 'plans.addStep', strange)).body.data.fields[0].path).toBe('accountId');
  await nowhere('marker-door-88');
});

test('plans are closed to records officer, auditor and administrator, and to other organisations', async () => {
  const clientId = await takeIn();
  const { id } = await ask(advocate, 'plans.setGoal', { clientId, words: 'Work', setOn: today });
  for (const who of [records, auditor, administrator])
    for (const procedure of ['plans.safety', 'plans.goals'])
      expect((await house.call(who, procedure, { clientId })).status, procedure).toBe(403);
  expect((await house.call(elsewhere, 'plans.goals', { clientId })).status).toBe(404);
  const change = { id, version: 1, words: 'x', setOn: today, state: 'open' };
  expect((await house.call(elsewhere, 'plans.changeGoal', change)).status).toBe(404);
});

test('notes are read by their author, advocates on the team and the supervisor; by no office besides', async () => {
  const clientId = await takeIn();
  await ask(advocate, 'notes.write', {
    clientId,
    kind: 'call',
    happenedOn: today,
    words: 'She laughed today, marker-note-99',
  });
  await ask(helper, 'notes.write', { clientId, kind: 'message', happenedOn: today, words: 'Night call' });
  const seen = async (who: Person) =>
    ((await ask(who, 'notes.list', { clientId })).rows as { words: string }[])
      .map((one) => one.words)
      .toSorted();
  expect(await seen(advocate)).toEqual(['Night call', 'She laughed today, marker-note-99']);
  expect(await seen(supervisor)).toHaveLength(2);
  expect(await seen(helper), 'who helped out for a night reads what they wrote').toEqual(['Night call']);
  expect(await seen(colleague), 'an advocate who is not on the team').toEqual([]);
  for (const who of [administrator, auditor, records, intake])
    expect((await house.call(who, 'notes.list', { clientId })).status).toBe(403);
  expect((await house.call(elsewhere, 'notes.list', { clientId })).status).toBe(404);
  await nowhere('marker-note-99');
});

test('not even hand-written SQL of the application shows a note to the administrator or the records officer', async () => {
  const clientId = await takeIn();
  await ask(advocate, 'notes.write', { clientId, happenedOn: today, words: 'Between us' });
  for (const who of [administrator, records, auditor, intake]) {
    const rows = await house.as(who, 'read', ({ db }) =>
      db.selectFrom('advocateNotes').selectAll().execute(),
    );
    expect(rows).toEqual([]);
  }
});

test('only the author changes a note, and what it said is opened to nobody by its history', async () => {
  const clientId = await takeIn();
  const { id } = await ask(advocate, 'notes.write', { clientId, happenedOn: today, words: 'First words' });
  const change = { id, version: 1, kind: 'call', happenedOn: today, words: 'Better words' };
  expect((await house.call(supervisor, 'notes.change', change)).status).toBe(404);
  expect((await house.call(advocate, 'notes.change', { ...change, version: 7 })).status).toBe(409);
  await ask(advocate, 'notes.change', change);
  const { rows } = await ask(advocate, 'notes.list', { clientId });
  expect(rows[0]).toMatchObject({ words: 'Better words', mine: true, version: 2 });
  expect(rows[0].changedAt).not.toBeNull();
  const history = await ask(records, 'clients.history', { id: clientId });
  expect(JSON.stringify(history)).not.toContain('words');
});

test('each opening of a plan or of notes stands in the access log of the client, without a word of them', async () => {
  const clientId = await takeIn();
  await ask(advocate, 'plans.saveSafety', {
    clientId,
    after: 0,
    reviewedOn: today,
    plan: { work: 'gate-word' },
  });
  await ask(advocate, 'notes.write', { clientId, happenedOn: today, words: 'gate-word' });
  await ask(supervisor, 'plans.safety', { clientId });
  await ask(supervisor, 'notes.list', { clientId });
  const { rows } = await ask(advocate, 'audit.record', { table: 'clients', id: clientId, limit: 50 });
  const read = rows
    .filter((row: any) => row.action === 'read' && row.account?.displayName === 'Helen Marsh')
    .map((row: any) => row.table)
    .toSorted();
  expect(read).toEqual(['advocate_notes', 'safety_plans']);
  expect(JSON.stringify(rows)).not.toContain('gate-word');
});

test('destroying a client empties plans and notes', async () => {
  const clientId = await takeIn();
  await ask(advocate, 'plans.saveSafety', { clientId, after: 0, reviewedOn: today, plan: {} });
  const { id } = await ask(advocate, 'plans.setGoal', { clientId, words: 'Rest', setOn: today });
  await ask(advocate, 'plans.addStep', { goalId: id, words: 'Sleep' });
  await ask(advocate, 'notes.write', { clientId, happenedOn: today, words: 'Tired' });
  await house.owner.query('select provider.empty_client($1)', [clientId]);
  for (const table of ['safety_plans', 'goals', 'goal_steps', 'advocate_notes']) {
    const { rows } = await house.owner.query(
      `select count(*)::int as all, count(sealed)::int as left from provider.${table} where client_id = $1`,
      [clientId],
    );
    expect(rows[0], table).toEqual({ all: 1, left: 0 });
  }
});
