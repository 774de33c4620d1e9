import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { followBoard, type Line } from './rules-line.ts';
import { type Entry } from './rules-run.ts';
import { draft, runningOperation } from './testing-board.ts';

let house: TestHouse;
let url: string;
let commander: Person;
let medic: Person;
let agency: string;
const open: Line[] = [];

beforeAll(async () => {
  house = await openTestHouse({ boardTimes: { beat: 200, look: 400 } });
  await house.server.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(house.server.app.server.address() as AddressInfo).port}`;
  agency = await house.agency('Riverton Police');
  commander = await house.person('Cora Commander', ['commander']);
  medic = await house.person('Mia Medic', ['victim_specialist']);
});
afterAll(async () => {
  for (const line of open) line.close();
  await house.close();
});

const running = () => runningOperation(house.owner, agency, { accounts: [medic.id] });
const record = (person: Person, id: string, n = 1) =>
  house.call(person, 'board.record', {
    id,
    sentAt: new Date().toISOString(),
    entries: Array.from({ length: n }, () => draft('medical')),
  });

/** A device that follows a board, with what it got in the order in which it came. */
function device(person: Person, id: string, after = 0) {
  const got: Entry[] = [];
  const told: string[] = [];
  const line = followBoard({
    url: `${url}/live/operations`,
    headers: { authorization: `Bearer ${person.secret}` },
    operationId: id,
    after: () => got.at(-1)?.sequence ?? after,
    onEntries: (entries) => got.push(...entries),
    onChanged: () => told.push('changed'),
    onState: (state) => told.push(state),
    silence: 2000,
    pauses: [20, 100],
  });
  open.push(line);
  return { got, told, line };
}

test('two devices on one board see each other’s entries within a second', { timeout: 30_000 }, async () => {
  const { id } = await running();
  const [one, two] = [device(commander, id), device(medic, id)];
  await expect.poll(() => [one.told[0], two.told[0]], { timeout: 10_000 }).toEqual(['open', 'open']);
  await record(commander, id);
  const since = performance.now();
  await expect.poll(() => [one.got.length, two.got.length], { interval: 5, timeout: 10_000 }).toEqual([1, 1]);
  expect(performance.now() - since).toBeLessThan(1000);
});

test(
  'a device that comes back goes on after the last entry it has, and misses and doubles nothing',
  { timeout: 60_000 },
  async () => {
    const { id } = await running();
    for (let n = 0; n < 5; n += 1) await record(commander, id, 100);
    const late = device(medic, id, 120);
    await expect.poll(() => late.got.length, { timeout: 20_000 }).toBe(380);
    late.line.close();
    await record(commander, id, 3);
    const again = device(medic, id, late.got.at(-1)!.sequence!);
    await expect.poll(() => again.got.length, { timeout: 20_000 }).toBe(3);
    const writing = Array.from({ length: 20 }, () => record(commander, id, 2));
    await Promise.all(writing);
    await expect.poll(() => again.got.length, { timeout: 20_000 }).toBe(43);
    const sequences = [...late.got, ...again.got].map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 423 }, (_, n) => n + 121));
  },
);

test('a device hears of it when the operation has ended', { timeout: 30_000 }, async () => {
  const { id } = await running();
  const one = device(medic, id);
  await expect.poll(() => one.told[0], { timeout: 10_000 }).toBe('open');
  await house.owner.query(`update taskforce.operations set state = 'ended', ended_at = now() where id = $1`, [
    id,
  ]);
  await expect.poll(() => one.told, { timeout: 10_000 }).toContain('changed');
});

test('whose session ends, or whose post was taken, is shown out', { timeout: 30_000 }, async () => {
  const { id } = await running();
  const other = await house.person('Otto Officer', ['commander']);
  const one = device(other, id);
  await expect.poll(() => one.told[0], { timeout: 10_000 }).toBe('open');
  await house.owner.query('update kit.sessions set ended_at = now() where account_id = $1', [other.id]);
  await expect.poll(() => one.told, { timeout: 10_000 }).toContain('not_signed_in');
  await record(commander, id);
  expect(one.got).toEqual([]);
});

test('nobody follows a board that is not theirs, nor without a session, nor from another page', async () => {
  const { id } = await running();
  const stranger = await house.person('Sam Stranger', ['investigator'], 'Elsewhere Police');
  const ask = (headers: Record<string, string>, body: unknown = { operationId: id, after: 0 }) =>
    house.server.app
      .inject({ method: 'POST', url: '/live/operations', headers, payload: body as object })
      .then(({ statusCode }) => statusCode);
  expect(await ask({ authorization: `Bearer ${stranger.secret}` })).toBe(404);
  expect(await ask({})).toBe(401);
  expect(await ask({ cookie: `__Host-concert=${medic.secret}` })).toBe(403);
  expect(await ask({ authorization: `Bearer ${medic.secret}` }, { operationId: 'x' })).toBe(400);
});

test(
  'after the database dropped every connection, what was written meanwhile arrives',
  { timeout: 60_000 },
  async () => {
    const { id } = await running();
    const one = device(medic, id);
    await expect.poll(() => one.told[0], { timeout: 10_000 }).toBe('open');
    await house.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await expect.poll(async () => (await record(commander, id)).status, { timeout: 20_000 }).toBe(200);
    await expect.poll(() => one.got.length, { timeout: 20_000 }).toBe(1);
  },
);
