import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';

let house: TestHouse;
let ines: Person;
let pia: Person;
let ruth: Person;
let far: Person;
let analyst: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  ruth = await house.person('Ruth Able', ['account_administrator']);
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
  analyst = await house.person('Anna Lyst', ['analyst']);
});
afterAll(() => house.close());

const fields = (body: { data?: { fields?: { path: string }[] } }) =>
  (body.data?.fields ?? []).map(({ path }) => path);
type Duty = {
  id: string;
  kind: string;
  state: string;
  startedAt: string;
  dueAt: string;
  version: number;
  safeHarbor: string | null;
  stateCode: string | null;
};
const dutiesOf = async (victim: ArrangedVictim, person = ines): Promise<Duty[]> =>
  (await house.call(person, 'duties.list', { victimId: victim.id })).body.rows;
const hours = (duty: Duty) => (Date.parse(duty.dueAt) - Date.parse(duty.startedAt)) / 3_600_000;
const kinds = (rows: Duty[]) => rows.map((row) => row.kind).toSorted();
const because = 'A birth certificate shows that the person is twenty.';

test('a suspected minor is owed a report; a foreign national among them the notice to HHS within 24 hours', async () => {
  const minor = await arrangeVictim(house, ines, { ageGroup: 'from_15_to_17' });
  expect(kinds(await dutiesOf(minor))).toEqual(['child_protection_report']);
  const foreign = await arrangeVictim(house, ines, { ageGroup: 'from_12_to_14', foreignNational: 'yes' });
  const rows = await dutiesOf(foreign);
  expect(kinds(rows)).toEqual(['child_protection_report', 'hhs_notice', 'hhs_part_b']);
  expect(hours(rows.find((row) => row.kind === 'hhs_notice')!)).toBe(24);
  expect(await dutiesOf(await arrangeVictim(house, ines, { foreignNational: 'yes' }))).toEqual([]);
});

test('the duties come when the task force learns the age or the nationality, once', async () => {
  const victim = await arrangeVictim(house, ines, { ageGroup: 'unknown', foreignNational: 'yes' });
  expect(await dutiesOf(victim)).toEqual([]);
  const learn = (set: string) =>
    house.owner.query(`update taskforce.victims set ${set} where id = $1`, [victim.id]);
  await learn(`age_group = 'minor'`);
  await learn(`foreign_national = 'no'`);
  await learn(`foreign_national = 'yes'`);
  expect(kinds(await dutiesOf(victim))).toEqual(['child_protection_report', 'hhs_notice', 'hhs_part_b']);
});

test('the clock of the report is that of the state, and its safe-harbor note stands beside it', async () => {
  const set = await house.call(ruth, 'duties.setProtocol', {
    state: 'FL',
    states: {
      FL: { childReportHours: 12, safeHarbor: 'A child is not charged; services first.' },
      GA: { childReportHours: 48, safeHarbor: 'Ask the prosecutor of the county.' },
    },
  });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const victim = await arrangeVictim(house, ines, { ageGroup: 'minor' });
  const [duty] = await dutiesOf(victim);
  expect([duty!.stateCode, hours(duty!), duty!.safeHarbor]).toEqual([
    'FL',
    12,
    'A child is not charged; services first.',
  ]);
  const moved = { id: duty!.id, version: duty!.version, stateCode: 'GA' };
  expect((await house.call(ines, 'duties.place', moved)).status).toBe(200);
  const [now] = await dutiesOf(victim);
  expect([now!.stateCode, hours(now!)]).toEqual(['GA', 48]);
  await house.call(ruth, 'duties.setProtocol', { state: null, states: {} });
});

test('a clock goes back to the moment the facts were found, and never forward', async () => {
  const victim = await arrangeVictim(house, ines, { ageGroup: 'minor', foreignNational: 'yes' });
  const duty = (await dutiesOf(victim)).find((row) => row.kind === 'hhs_notice')!;
  const found = new Date(Date.parse(duty.startedAt) - 5 * 3_600_000).toISOString();
  const back = await house.call(ines, 'duties.place', {
    id: duty.id,
    version: duty.version,
    startedAt: found,
  });
  expect(back.body.dueAt).toBe(new Date(Date.parse(duty.dueAt) - 5 * 3_600_000).toISOString());
  const forward = await house.call(ines, 'duties.place', {
    id: duty.id,
    version: back.body.version,
    startedAt: duty.startedAt,
  });
  expect(fields(forward.body)).toEqual(['startedAt']);
});

test('the notice to HHS is done when it was sent and somebody took it, and stays done', async () => {
  const victim = await arrangeVictim(house, ines, { ageGroup: 'minor', foreignNational: 'yes' });
  const duty = (await dutiesOf(victim)).find((row) => row.kind === 'hhs_notice')!;
  const done = { id: duty.id, version: duty.version, state: 'done' };
  expect(fields((await house.call(ines, 'duties.settle', done)).body)).toEqual(['checklist', 'reference']);
  const wrong = { id: duty.id, version: duty.version, steps: ['family'] };
  expect(fields((await house.call(ines, 'duties.tick', wrong)).body)).toEqual(['checklist']);
  const ticked = await house.call(ines, 'duties.tick', {
    ...wrong,
    steps: ['who_asks', 'child', 'sent'],
  });
  const settled = await house.call(ines, 'duties.settle', {
    ...done,
    version: ticked.body.version,
    reference: 'Request 2026-44817, taken by the desk at 14:10',
  });
  expect(settled.status, JSON.stringify(settled.body)).toBe(200);
  const again = { ...done, version: settled.body.version, state: 'not_owed', reason: because };
  expect(fields((await house.call(ines, 'duties.settle', again)).body)).toEqual(['state']);
});

test('a duty is not owed only with a reason', async () => {
  const victim = await arrangeVictim(house, ines, { ageGroup: 'minor' });
  const [duty] = await dutiesOf(victim);
  const off = { id: duty!.id, version: duty!.version, state: 'not_owed' };
  expect(fields((await house.call(ines, 'duties.settle', off)).body)).toEqual(['reason']);
  expect((await house.call(ines, 'duties.settle', { ...off, reason: because })).status).toBe(200);
});

test('a charge against a victim goes to the prosecutor and is followed until it ends; a conviction asks for vacatur', async () => {
  const victim = await arrangeVictim(house, ines, { members: [ines, pia] });
  const charge = {
    victimId: victim.id,
    charge: 'Solicitation',
    court: 'County court',
    chargedOn: '2026-01-10',
  };
  const made = await house.call(ines, 'charges.record', charge);
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const open = async () =>
    (await dutiesOf(victim)).filter((row) => row.state === 'open').map((row) => row.kind);
  expect((await open()).toSorted()).toEqual(['charge_follow_up', 'charge_review']);
  const mine = async (person: Person) =>
    (await house.call(person, 'duties.mine', { limit: 100 })).body.rows
      .filter((row: { victim: { id: string } }) => row.victim.id === victim.id)
      .map((row: Duty) => row.kind);
  expect((await mine(pia)).toSorted()).toEqual(['charge_follow_up', 'charge_review']);
  expect(await mine(ines)).toEqual([]);
  const end = (version: number, state: string) =>
    house.call(pia, 'charges.end', { id: made.body.id, version, state, stateOn: '2026-02-10' });
  expect(fields((await end(1, 'vacated')).body)).toEqual(['state']);
  expect((await end(1, 'convicted')).status).toBe(200);
  expect((await open()).toSorted()).toEqual(['charge_review', 'vacatur_review']);
  expect((await end(2, 'vacated')).status).toBe(200);
  expect(await open()).toEqual([]);
});

test('a charge of a case without a prosecutor stands on the day of every prosecutor', async () => {
  const victim = await arrangeVictim(house, ines, { members: [ines] });
  await house.call(ines, 'charges.record', {
    victimId: victim.id,
    charge: 'Possession',
    court: 'County court',
    chargedOn: '2026-01-10',
  });
  const rows = (await house.call(pia, 'duties.mine', { limit: 100 })).body.rows;
  expect(rows.some((row: { victim: { id: string } }) => row.victim.id === victim.id)).toBe(true);
});

test('other agencies and readers of the case who do not work with victims see no duty and no charge', async () => {
  const victim = await arrangeVictim(house, ines, { ageGroup: 'minor', members: [ines, analyst] });
  for (const person of [far, analyst])
    for (const procedure of ['duties.list', 'charges.list'])
      expect([403, 404], `${person.displayName} ${procedure}`).toContain(
        (await house.call(person, procedure, { victimId: victim.id })).status,
      );
});

test('clocks that somebody else set meanwhile are not written over: the form is told what stands now', async () => {
  const read = async () => (await house.call(ruth, 'duties.protocolToSet', {})).body;
  const seen = await read();
  expect((await house.call(ines, 'duties.protocolToSet', {})).status).toBe(403);
  expect((await house.call(ruth, 'duties.setProtocol', { ...seen, noticeDays: 5 })).status).toBe(200);
  const late = await house.call(ruth, 'duties.setProtocol', { ...seen, chargeHours: 12 });
  expect(late.status).toBe(409);
  expect(late.body.data.current).toMatchObject({ noticeDays: 5, chargeHours: seen.chargeHours });
  const { version } = late.body.data.current;
  expect((await house.call(ruth, 'duties.setProtocol', { ...seen, chargeHours: 12, version })).status).toBe(
    200,
  );
  expect(await read()).toMatchObject({ noticeDays: seen.noticeDays, chargeHours: 12 });
});
