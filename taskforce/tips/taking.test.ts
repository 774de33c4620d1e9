import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip, versionOf } from './arranging.ts';

let house: TestHouse;
let officer: Person;
let colleague: Person;

beforeAll(async () => {
  house = await openTestHouse();
  officer = await house.person('Ivo Vestigator', ['investigator']);
  colleague = await house.person('Ana Lyst', ['analyst']);
});
afterAll(() => house.close());

const takeMany = (tips: object[], by = officer) => house.call(by, 'tips.takeMany', { tips });

test('several tips are taken at once; one in danger is left to be answered by itself', async () => {
  const [first, second] = [await takeTip(house, officer), await takeTip(house, officer)];
  const danger = await takeTip(house, officer, { danger: 'yes' });
  const { body } = await takeMany(
    await Promise.all(
      [first, second, danger].map(async ({ id }) => ({ id, version: await versionOf(house, id) })),
    ),
  );
  expect(body.rows.map((row: { outcome: string }) => row.outcome)).toEqual(['given', 'given', 'in_danger']);
  const opened = await house.call(officer, 'tips.open', { id: second.id });
  expect(opened.body.assignedTo.id).toBe(officer.id);
  expect((await house.call(officer, 'tips.open', { id: danger.id })).body.assignedTo).toBeNull();
});

test('a tip that somebody changed meanwhile stays as it is, and the others are given', async () => {
  const [first, second] = [await takeTip(house, officer), await takeTip(house, officer)];
  const at = async (id: string) => ({ id, version: await versionOf(house, id), accountId: colleague.id });
  const seen = [await at(first.id), await at(second.id)];
  await house.call(colleague, 'tips.take', { id: first.id, version: seen[0]!.version });
  const { body } = await takeMany(seen);
  expect(body.rows).toMatchObject([
    { outcome: 'changed', before: colleague.id },
    { outcome: 'given', before: null },
  ]);
  // Taking it back: to whom it was before.
  const undone = await takeMany([{ id: second.id, version: body.rows[1].version, accountId: null }]);
  expect(undone.body.rows[0]).toMatchObject({ outcome: 'given', before: colleague.id });
});

test('a tip that does not exist, or is not open, is told of alike; only people who work here are given tips', async () => {
  const nothing = '00000000-0000-4000-8000-000000000000';
  const { body } = await takeMany([{ id: nothing, version: 1 }]);
  expect(body.rows).toEqual([
    { id: nothing, number: null, outcome: 'not_open', before: null, version: null },
  ]);
  const tip = await takeTip(house, officer);
  await house.owner.query(`update kit.accounts set status = 'suspended' where id = $1`, [colleague.id]);
  const refused = await takeMany([
    { id: tip.id, version: await versionOf(house, tip.id), accountId: colleague.id },
  ]);
  expect(refused.body.data.fields[0]).toMatchObject({ path: 'accountId', problem: 'not_active' });
});
