import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip } from './arranging.ts';
import { queueOrder } from './rules.ts';
import { loadTip } from './standing.ts';

let house: TestHouse;
let ana: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());

const said = { yes: true, no: false, unknown: null } as const;

test('the database pages through the queue in the very order of the rule', async () => {
  const words = ['yes', 'no', 'unknown'] as const;
  let hours = 0;
  for (const minors of words)
    for (const ongoing of words)
      for (const old of [0, 100]) {
        hours += 1;
        const receivedAt = new Date(Date.now() - (old + hours) * 3_600_000).toISOString();
        await takeTip(house, ana, { minors, ongoing, receivedAt });
      }
  const contact = { name: '', way: '312-555-0142', when: '' };
  const asked = await takeTip(house, ana, { contact });
  await house.call(ana, 'tips.decide', {
    id: asked.id,
    version: 1,
    decision: 'ask_back',
    question: 'Which floor?',
  });
  await house.call(ana, 'tips.recordAnswer', { id: asked.id, version: 2, body: 'The second.' });
  const taken = await takeTip(house, ana, { danger: 'yes' });
  await takeTip(house, ana, { danger: 'yes' });
  await house.call(ana, 'danger.accept', { id: taken.dangerId, version: 1 });
  const listed = (await house.call(ana, 'tips.list', { limit: 100 })).body.rows as {
    id: string;
    why: string;
  }[];
  const expected = await house.as(ana, 'read', async (work) => {
    const tips = [];
    for (const { id } of await work.db.selectFrom('tips').select('id').execute()) {
      const { record, tip } = await loadTip(work, { id });
      tips.push({
        ...tip,
        id,
        minorInvolved: said[record.minors as keyof typeof said],
        stillGoingOn: said[record.ongoing as keyof typeof said],
      });
    }
    return queueOrder(tips, work.now).map(({ tip, reason }) => ({ id: tip.id, why: reason }));
  });
  expect(listed.map(({ id, why }) => ({ id, why }))).toEqual(expected);
  expect(new Set(expected.map((one) => one.why)).size).toBe(8);
});
