import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let advocate: Person;
let supervisor: Person;
let elsewhere: Person;

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  elsewhere = await house.person('Bea Nunes', ['advocate_supervisor'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};

test('the first page shows what runs out, the nearest first: danger, HHS, subpoenas, who is still to be told', async () => {
  const now = new Date().toISOString();
  const { id } = await ask(advocate, 'clients.takeIn', {
    alias: 'Marigold',
    intakeOn: now.slice(0, 10),
    ageGroup: 'minor',
    foreignMinor: 'yes',
  });
  await ask(advocate, 'reports.enter', { who: { clientId: id }, path: 'imminent_danger', words: '' });
  await ask(advocate, 'reports.enter', {
    who: { clientId: id },
    path: 'missing_from_care',
    words: '',
    made: { at: now, how: 'phone', fields: ['age_group'] },
  });
  await ask(supervisor, 'compelled.enter', {
    clientId: id,
    kind: 'subpoena',
    receivedAt: now,
    receivedHow: 'mail',
    dueAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    paper: {},
  });
  const kinds = async (who: Person, mine = false) =>
    (await ask(who, 'home.clocks', { mine })).rows.map((one: { kind: string }) => one.kind);
  const all = ['tell_client', 'danger', 'hhs_notice', 'compelled', 'intake_form'];
  expect((await kinds(advocate)).toSorted()).toEqual(all.toSorted());
  expect((await kinds(advocate)).slice(2)).toEqual(all.slice(2));
  expect(await kinds(advocate, true)).toHaveLength(5);
  expect(await kinds(supervisor)).toHaveLength(5);
  expect(await kinds(supervisor, true)).toEqual([]);
  expect(await kinds(elsewhere)).toEqual([]);
});
