import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing.ts';
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());
test('it migrates', async () => {
  expect((await house.owner.query('select taskforce.victim_protocol() as p')).rows[0].p.hhsHours).toBe(24);
});
