import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase } from '../cases/arranging.ts';
import { arrangeVictim } from '../victims/arranging.ts';

let house: TestHouse;
let vera: Person;
let cole: Person;
let cora: Person;
beforeAll(async () => {
  house = await openTestHouse();
  vera = await house.person('Vera Vasquez', ['investigator'], 'Riverton Police');
  cole = await house.person('Cole County', ['investigator'], 'County Sheriff');
  cora = await house.person('Cora Chief', ['commander'], 'Harbor Police');
});
afterAll(() => house.close());

const told = async (who: Person) => (await house.call(who, 'deconfliction.mine')).body.conflicts;

test('a victim’s number is flagged when it is written down: who checks it is sent to the coordinator, and learns no more', async () => {
  const { id: caseId } = await arrangeCase(house, vera, { members: [vera] });
  const { id } = await arrangeVictim(house, vera, caseId);
  const details = { address: '(312) 555-0166', codeWord: '', heed: '' };
  const channel = { id, safety: 'safe', saidOn: '2026-01-12', details };
  expect((await house.call(vera, 'victims.addChannel', { ...channel, kind: 'text_message' })).status).toBe(
    200,
  );
  // What is no number has no entry, and is no reason to refuse the channel.
  const met = { ...details, address: 'Through her sister, at the market' };
  expect(
    (await house.call(vera, 'victims.addChannel', { ...channel, kind: 'phone', details: met })).status,
  ).toBe(200);
  const asked = await house.call(cole, 'deconfliction.enterTarget', {
    type: 'phone',
    value: '312 555 0166',
    scope: null,
  });
  expect(asked.body.told).toBe('hit');
  expect(await told(cole)).toEqual([
    expect.objectContaining({
      throughCoordinator: true,
      agency: null,
      officer: null,
      phone: null,
      email: null,
    }),
  ]);
  expect(await told(vera)).toEqual([
    expect.objectContaining({ officer: 'Cole County', identifierType: 'phone' }),
  ]);
  const text = JSON.stringify([await told(cole), (await house.call(cole, 'notices.list', {})).body]);
  for (const secret of [id, caseId, 'victim']) expect(text).not.toContain(secret);
  const notices = await house.call(cora, 'notices.list', {});
  expect(notices.body.rows.map((row: { kind: string }) => row.kind)).toContain('deconfliction_coordinate');
  const kept = await house.owner.query(
    `select count(*)::int as n from taskforce.deconfliction_entries where channel_id is not null`,
  );
  expect(kept.rows[0].n).toBe(1);
});
