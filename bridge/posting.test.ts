import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPairedHouses, until, type PairedHouses } from '../test/paired.ts';
import { post } from './posting.ts';

let houses: PairedHouses;
beforeAll(async () => {
  houses = await openPairedHouses();
}, 120_000);
afterAll(() => houses?.close());

const withdrawn = () => ({ notice: randomUUID(), at: '2026-03-02T10:00:00Z' });
const waiting = async () =>
  (
    await houses.taskforce.owner.query<{ kind: string }>('select kind from bridge.outbox order by place')
  ).rows.map((row) => row.kind);

test('a room sends what its person may send, and it leaves only when the work is kept', async () => {
  const { taskforce, pairs } = houses;
  const cora = await taskforce.person('Cora Commander', ['commander']);
  await taskforce.as(cora, 'write', (work) => post(work, pairs.taskforce, 'standby.withdrawn', withdrawn()));
  expect(await waiting()).toEqual(['standby.withdrawn']);
  const undone = taskforce.as(cora, 'write', async (work) => {
    await post(work, pairs.taskforce, 'standby.withdrawn', withdrawn());
    throw new Error('something else failed');
  });
  await expect(undone).rejects.toThrow('something else failed');
  expect(await waiting()).toEqual(['standby.withdrawn']);
});

test('who may not send this kind, and a pair that is none, are refused with what to do', async () => {
  const { taskforce, provider, pairs } = houses;
  const ana = await taskforce.person('Ana Analyst', ['analyst']);
  const send = (
    house: typeof taskforce | typeof provider,
    person: typeof ana,
    pair: string,
    kind: any,
    body: any,
  ) => house.as(person, 'write', (work: any) => post(work, pair, kind, body));
  const refused = { code: 'refused', fields: [{ path: 'pairId', problem: 'not_paired' }] };
  await expect(send(taskforce, ana, pairs.taskforce, 'standby.withdrawn', withdrawn())).rejects.toMatchObject(
    refused,
  );
  const cora = await taskforce.person('Carl Commander', ['commander']);
  await expect(send(taskforce, cora, randomUUID(), 'standby.withdrawn', withdrawn())).rejects.toMatchObject(
    refused,
  );
  const nina = await provider.person('Nina Advocate', ['advocate_supervisor'], 'North Shelter');
  const entry = { resource: randomUUID() };
  await expect(send(provider, nina, pairs.provider, 'directory.removed', entry)).rejects.toMatchObject(
    refused,
  );
});

test('nobody writes a message past the permission, by SQL as a person or as the jobs', async () => {
  const { taskforce, pairs } = houses;
  const cora = await taskforce.person('Cleo Commander', ['commander']);
  const direct = taskforce.as(cora, 'write', ({ db }) =>
    sql`select bridge.queue(${pairs.taskforce}::uuid, 'standby.withdrawn', 1, '{}')`.execute(db as never),
  );
  await expect(direct).rejects.toMatchObject({ code: expect.any(String) });
});

test('a question that nobody answers there ends without an answer, and a pair that ended is not asked', async () => {
  const { taskforce, pairs } = houses;
  const question = { release: randomUUID(), role: 'investigator', why: 'case_work' } as const;
  const answer = await taskforce.server.house.ask(pairs.taskforce, 'release.key', question);
  expect(answer === null || answer.live === false).toBe(true);
  await taskforce.owner.query(`update bridge.pairs set state = 'ended', ended_at = now()`);
  expect(await taskforce.server.house.ask(pairs.taskforce, 'release.key', question)).toBeNull();
  await until(async () => (await waiting()).length === 0);
});
