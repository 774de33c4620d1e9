import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';

let house: TestHouse;
let ines: Person;
let pia: Person;
let grace: Person;
let cora: Person;
let analyst: Person;
let victim: ArrangedVictim;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  grace = await house.person('Grace Moss', ['victim_specialist'], 'State Attorney');
  cora = await house.person('Cora Dunn', ['commander']);
  analyst = await house.person('Anna Lyst', ['analyst']);
  victim = await arrangeVictim(house, ines, { members: [ines, pia, grace, analyst] });
});
afterAll(() => house.close());

const entry = (more: object = {}) => ({
  victimId: victim.id,
  act: 'promised',
  kind: 'housing',
  what: 'Two weeks in a motel, paid by the agency',
  byName: 'Ines Vega',
  byAgency: 'Riverton Police',
  happenedOn: '2026-01-12',
  ...more,
});
const fields = (body: { data?: { fields?: { path: string }[] } }) =>
  (body.data?.fields ?? []).map(({ path }) => path);
const ledger = async (person: Person) =>
  (await house.call(person, 'promises.list', { victimId: victim.id })).body.rows;
async function record(person: Person, more: object = {}): Promise<string> {
  const { status, body } = await house.call(person, 'promises.record', entry(more));
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id;
}

test('an investigator adds to the ledger and does not read it; prosecutor, commander and specialist do', async () => {
  const id = await record(ines);
  for (const person of [pia, cora, grace])
    expect((await ledger(person)).map((row: { id: string }) => row.id)).toContain(id);
  for (const person of [ines, analyst])
    expect((await house.call(person, 'promises.list', { victimId: victim.id })).status).toBe(403);
  const seen = await house.as(ines, 'read', ({ db }) => db.selectFrom('promises').select('id').execute());
  expect(seen).toEqual([]);
});

test('every entry is marked giglio, and immigration is restricted by section 1367 as well, whatever is sent', async () => {
  const id = await record(ines, { kind: 'immigration', what: 'Said that a form would be signed' });
  const rows = await ledger(pia);
  expect(rows.find((row: { id: string }) => row.id === id).handling).toEqual(['giglio', 'section_1367']);
  expect(rows.find((row: { kind: string }) => row.kind === 'housing').handling).toEqual(['giglio']);
});

test('an entry is never changed or taken away; a further one corrects it, with a reason, and stands beside it', async () => {
  const first = await record(pia, {
    what: 'One hundred dollars for food',
    kind: 'money',
    amountCents: 10_000,
  });
  const bare = await house.call(pia, 'promises.record', entry({ kind: 'money', corrects: first }));
  expect([bare.status, fields(bare.body)]).toEqual([422, ['reason']]);
  const fix = { kind: 'money', amountCents: 5000, what: 'Fifty dollars for food', corrects: first };
  await record(pia, { ...fix, reason: 'The receipt says fifty dollars, not one hundred.' });
  const twice = await house.call(
    pia,
    'promises.record',
    entry({ ...fix, reason: 'Once more, for the sake of the test.' }),
  );
  expect(fields(twice.body)).toEqual(['corrects']);
  const rows = await ledger(pia);
  const was = rows.find((row: { id: string }) => row.id === first);
  const now = rows.find((row: { corrects: number }) => row.corrects === was.place);
  expect(was).toMatchObject({ amountCents: 10_000, correctedBy: now.place });
  for (const change of [`update promises set what = 'x'`, `delete from promises`])
    await expect(
      house.as(pia, 'write', ({ db }) => sql.raw(`${change} where id = '${first}'`).execute(db)),
    ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.owner.query(`update taskforce.promises set what = 'x' where id = $1`, [first]),
  ).rejects.toMatchObject({ code: 'CR422' });
});

test('the ledger leaves through a prosecutor alone', async () => {
  const order = {
    list: 'promises',
    filter: { victimId: victim.id },
    format: 'csv',
    purpose: 'court_or_disclosure',
  };
  for (const person of [cora, grace, ines]) {
    const { status } = await house.call(person, 'exports.ask', order);
    expect(status, person.displayName).toBe(403);
  }
  const { status, body } = await house.call(pia, 'exports.ask', order);
  expect(status, JSON.stringify(body)).toBe(200);
});

test('nobody finds a promise by searching', async () => {
  for (const person of [pia, cora]) {
    const { status, body } = await house.call(person, 'search.find', {
      term: 'motel',
      purpose: 'case_work',
      onBehalf: { kind: 'self' },
    });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(victim.id);
  }
});
