import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase } from './arranging.ts';

let house: TestHouse;
let ines: Person;
let far: Person;
let oldest: { id: string; number: string };
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
  oldest = await arrangeCase(house, ines, {
    title: 'Harbor kitchens',
    openedOn: '2020-02-03',
    members: [ines],
  });
  for (let n = 0; n < 110; n += 1) await arrangeCase(house, ines, { openedOn: '2026-02-03' });
  await arrangeCase(house, far, { title: 'Harbor road', members: [far] });
});
afterAll(() => house.close());

const chosen = async (input: object) => (await house.call(ines, 'cases.choose', input)).body;
const titles = (body: { rows: { title: string }[] }) => body.rows.map((row) => row.title);

test('a form finds the oldest of more than a hundred cases by words of its title or by its number', async () => {
  const first = await chosen({});
  expect([first.rows.length, first.more, first.chosen]).toEqual([20, true, null]);
  expect(titles(await chosen({ term: 'KITCHENS harb' }))).toEqual(['Harbor kitchens']);
  expect(titles(await chosen({ term: `${oldest.number} Harbor` }))).toEqual(['Harbor kitchens']);
  expect(titles(await chosen({ term: '100%_' }))).toEqual([]);
});

test('the case that is chosen already comes along whatever is typed; one of others is not found and not named', async () => {
  const body = await chosen({ term: 'nothing fits', id: oldest.id });
  expect(body.rows).toEqual([]);
  expect(body.chosen).toMatchObject({ id: oldest.id, title: 'Harbor kitchens' });
  expect(titles(await chosen({ term: 'Harbor' }))).toEqual(['Harbor kitchens']);
  const theirs = (await house.call(far, 'cases.choose', { term: 'Harbor' })).body;
  expect(titles(theirs)).toEqual(['Harbor road']);
  expect((await chosen({ id: theirs.rows[0].id })).chosen).toBeNull();
});

test('a closed case is left out where only open ones are asked for', async () => {
  await house.owner.query(
    `update taskforce.cases set closed_on = '2026-03-01', close_reason = 'administrative' where id = $1`,
    [oldest.id],
  );
  expect(titles(await chosen({ term: 'kitchens' }))).toEqual(['Harbor kitchens']);
  expect(titles(await chosen({ term: 'kitchens', open: true }))).toEqual([]);
});
