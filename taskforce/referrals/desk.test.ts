import { afterAll, beforeAll, expect, test } from 'vitest';
import { exported, fetched, unpacked } from '../exports/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { asker, openCase, provider, ready } from './testing.ts';

let house: TestHouse;
let ask: ReturnType<typeof asker>;
let ana: Person;
let pia: Person;
let elsewhere: Person;
let caseId: string;
let haven: string;

beforeAll(async () => {
  house = await openTestHouse();
  ask = asker(house);
  ana = await house.person('Ana Investigator', ['investigator']);
  pia = await house.person('Pia Prosecutor', ['prosecutor']);
  elsewhere = await house.person('Eve Elsewhere', ['investigator'], 'Harbor Police');
  caseId = await openCase(house, ana);
  haven = await provider(house, 'Haven');
  await house.server.startJobs();
});
afterAll(() => house.close());

const draft = async (more: object = {}): Promise<string> =>
  (await ask(ana, 'referrals.draft', ready(caseId, more))).id;
const read = (id: string) => ask(ana, 'referrals.read', { id });
async function offered(more: object = {}): Promise<string> {
  const id = await draft(more);
  await ask(ana, 'referrals.offer', {
    id,
    version: (await read(id)).version,
    providerId: haven,
    way: 'phone',
  });
  return id;
}
async function answered(id: string, to: string, reason: string | null = null): Promise<string> {
  const [offer] = (await read(id)).offers;
  await ask(ana, 'referrals.record', { offerId: offer.id, version: offer.version, to, reason });
  return id;
}
const seen = async (id: string) => ({ id, version: (await read(id)).version });
type Column = { state: string; count: number; rows: { id: string }[] };
const board = async (filter: object = {}, who = ana): Promise<Column[]> =>
  (await ask(who, 'referrals.board', { caseId, ...filter })).columns;
const inColumn = (columns: Column[], state: string) =>
  columns.find((one) => one.state === state)!.rows.map((row) => row.id);

test('the board has a column for each state, with its number and the first of it', async () => {
  const waits = await offered({ urgency: 'now' });
  const no = await answered(await offered(), 'declined', 'no_capacity');
  const columns = await board();
  expect(columns.map((one) => one.state)).toContain('reopened');
  expect([inColumn(columns, 'offered'), inColumn(columns, 'declined')]).toEqual([[waits], [no]]);
  expect(inColumn(await board({ urgencies: ['now'] }), 'declined')).toEqual([]);
  expect((await board({}, elsewhere)).every((one) => one.count === 0)).toBe(true);
});

test('a column tells its whole number and shows the first twenty-five', async () => {
  const other = await openCase(house, ana);
  for (let n = 0; n < 27; n += 1) await ask(ana, 'referrals.draft', ready(other));
  const [first] = await board({ caseId: other });
  expect([first!.state, first!.count, first!.rows.length]).toEqual(['draft', 27, 25]);
});

test('several referrals are taken back at once; each says what came of it, and one in service stays', async () => {
  const [one, two, old] = [await draft(), await offered(), await draft()];
  const serving = await answered(await answered(await offered(), 'accepted'), 'in_service');
  const referrals = [await seen(one), await seen(two), await seen(serving), { id: old, version: 99 }];
  const wrong = await house.call(ana, 'referrals.withdrawMany', { referrals, number: 3 });
  expect([wrong.status, wrong.body.data.fields[0].path]).toEqual([422, 'number']);
  expect((await read(one)).state).toBe('draft');
  const { rows } = await ask(ana, 'referrals.withdrawMany', { referrals, number: 4 });
  expect(rows.map((row: { outcome: string }) => row.outcome)).toEqual([
    'withdrawn',
    'withdrawn',
    'not_now',
    'changed',
  ]);
  const states = await Promise.all([one, two, serving, old].map(async (id) => (await read(id)).state));
  expect(states).toEqual(['withdrawn', 'withdrawn', 'in_service', 'draft']);
});

test('whoever reads the case without writing in it takes nothing back, and learns of no other’s referral', async () => {
  const id = await draft();
  const referrals = [await seen(id)];
  for (const who of [elsewhere, pia]) {
    const { rows } = await ask(who, 'referrals.withdrawMany', { referrals, number: 1 });
    expect(rows).toEqual([{ id, outcome: 'not_open' }]);
  }
  expect((await read(id)).state).toBe('draft');
});

test('the desk leaves as a table of codes, without the name, the way to reach and the warnings', async () => {
  const id = await offered({ alias: 'Marigold', contactHow: 'Behind the laundry, 555-0177' });
  await answered(id, 'declined', 'no_capacity');
  const order = { list: 'referrals', filter: { caseId, states: ['declined'] } };
  const job = await exported(house, ana, order);
  expect(job.state, JSON.stringify(job)).toBe('done');
  const { csv } = unpacked((await fetched(house, ana, job.result.fileId)).bytes);
  expect(csv).toContain((await read(id)).number);
  expect(csv).toContain('no_capacity');
  for (const kept of ['Marigold', 'laundry', 'Do not call']) expect(csv).not.toContain(kept);
});
