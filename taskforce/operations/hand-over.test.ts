import { afterAll, beforeAll, expect, test } from 'vitest';
import { asker, openCase, provider, ready } from '../referrals/testing.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { noCounts } from './rules-run.ts';
import { arrangedStandby, draft, runningOperation } from './testing-board.ts';

let house: TestHouse;
let commander: Person;
let medic: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cora Commander', ['commander']);
  medic = await house.person('Mia Medic', ['victim_specialist']);
});
afterAll(() => house.close());

const running = () => runningOperation(house.owner, commander.agencyId, { accounts: [medic.id] });

test('providers that stand by for the operation come first where people are handed over', async () => {
  const { id, provider: last } = await running();
  await provider(house, 'Aster House');
  await arrangedStandby(house.owner, id, last);
  const { providers } = (await house.call(medic, 'board.read', { id })).body;
  expect(providers[0]).toMatchObject({ id: last, standsBy: true });
  expect(providers.slice(1).every((one: { standsBy: boolean }) => !one.standsBy)).toBe(true);
  expect(providers.length).toBeGreaterThan(1);
});

test('a referral that comes of a hand-over stands in the log when it is offered, without anything of the person', async () => {
  const ask = asker(house);
  const { id } = await running();
  const caseId = await openCase(house, commander);
  const to = await provider(house, 'Beech House');
  await ask(medic, 'board.record', {
    id,
    sentAt: new Date().toISOString(),
    entries: [draft('hand_over', { providerId: to, counts: { ...noCounts, women: 1 } })],
  });
  const referral = await ask(commander, 'referrals.draft', { ...ready(caseId), operationId: id });
  const log = async () => (await ask(medic, 'board.entries', { id })).entries;
  expect(await log()).toHaveLength(1);
  await ask(commander, 'referrals.offer', { id: referral.id, version: 1, providerId: to, way: 'phone' });
  const [, offered] = await log();
  expect(offered).toMatchObject({
    kind: 'referral_offered',
    providerId: to,
    referralId: referral.id,
    note: '',
  });
  expect(JSON.stringify(await log())).not.toContain('Juniper');
  const other = await house.person('Sam Stranger', ['investigator'], 'Elsewhere Police');
  const theirs = await openCase(house, other);
  const refused = await house.call(other, 'referrals.draft', { ...ready(theirs), operationId: id });
  expect(refused.status).toBe(404);
});
