import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip } from './arranging.ts';
import { TipTold } from './contract-parts.ts';
import { publicTips } from './public.ts';

let house: TestHouse;
let ana: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());

const told = TipTold.parse({ what: 'A man waits outside the laundry and takes their pay.' });
const numbers = async () =>
  (await house.owner.query<{ number: string }>('select number from taskforce.tips order by number')).rows.map(
    (row) => row.number,
  );
const numbered = (first: number, many: number) =>
  Array.from(
    { length: many },
    (_, i) => `T-${new Date().getUTCFullYear()}-${String(first + i).padStart(4, '0')}`,
  );

test('twenty tips that come at once, by phone and by the public form, get twenty numbers in a row and none is lost', async () => {
  const form = publicTips(house.server.house, house.server.door);
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      if (i % 2 === 0) await takeTip(house, ana);
      else await form.receive(told, null, randomBytes(16).toString('hex'));
    }),
  );
  expect(await numbers()).toEqual(numbered(1, 20));
});

test('after tip 9999 of a year the numbers go on with five digits', async () => {
  await house.owner.query(
    `update taskforce.tips set number = 'T-' || extract(year from now() at time zone 'UTC')::text || '-9999' where number like '%-0020'`,
  );
  expect((await takeTip(house, ana)).number).toBe(`T-${new Date().getUTCFullYear()}-10000`);
});

test('a public form sent five times at once is one tip with one code', async () => {
  const form = publicTips(house.server.house, house.server.door);
  const before = (await numbers()).length;
  const id = randomBytes(16).toString('hex');
  const codes = await Promise.all(Array.from({ length: 5 }, () => form.receive(told, null, id)));
  expect(new Set(codes.map((one) => one.code)).size).toBe(1);
  expect(await numbers()).toHaveLength(before + 1);
});
