import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Carla Commander', ['commander']);
  detective = await house.person('Dan Detective', ['investigator']);
  neighbor = await house.person('Nora Neighbor', ['investigator'], 'Harbor Police');
});
afterAll(() => house.close());

async function ask(person: Person, procedure: string, input: unknown): Promise<any> {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const open = (person: Person, more: Record<string, unknown> = {}) =>
  ask(person, 'open', { title: 'Recovery at a motel', kind: 'recovery', type: 'sex', ...more });

test('an operation opens in planning under the next number, and who opened it plans it', async () => {
  const one = await open(detective);
  const two = await open(detective);
  expect(one.number).toMatch(/^OP-\d{4}-\d{4}$/);
  expect(Number(two.number.slice(-4))).toBe(Number(one.number.slice(-4)) + 1);
  const plan = await ask(detective, 'get', { id: one.id });
  expect(plan).toMatchObject({ state: 'planning', planRevision: 1, signedRevision: null });
  expect(plan.planners).toMatchObject([{ name: 'Dan Detective', capacity: 'plan' }]);
  expect(plan.may).toEqual({ plan: true, run: true, approve: false });
});

test('another agency finds neither the operation nor its plan, and a commander does', async () => {
  const { id } = await open(detective);
  expect((await house.call(neighbor, 'operations.get', { id })).status).toBe(404);
  const { rows } = await ask(neighbor, 'list', {});
  expect(rows.map((row: any) => row.id)).not.toContain(id);
  expect((await ask(commander, 'get', { id })).may.approve).toBe(true);
});

test('an edit names the version it saw, counts the revision, and makes who edits a planner', async () => {
  const { id } = await open(detective);
  const { version } = await ask(detective, 'get', { id });
  await ask(commander, 'change', { id, version, head: { risk: 'high' } });
  const late = await house.call(detective, 'operations.change', { id, version, head: { risk: 'low' } });
  expect(late.status).toBe(409);
  const plan = await ask(detective, 'get', { id });
  expect(plan).toMatchObject({ risk: 'high', planRevision: 2 });
  expect(plan.planners.map((one: any) => one.name)).toEqual(['Dan Detective', 'Carla Commander']);
});

test('a decoy expects no victims, and says so when somebody writes otherwise', async () => {
  const { status, body } = await house.call(detective, 'operations.open', {
    title: 'Decoy',
    kind: 'decoy',
    type: 'sex',
    victimsForeseen: 'yes',
  });
  expect(status).toBe(422);
  expect(body.data.fields[0]).toMatchObject({ problem: 'decoy_victims' });
});

const parts = [
  `insert into operation_places (operation_id, kind, label) values ($1, 'scene', 'Front')`,
  `insert into operation_stages (operation_id, place, name) values ($1, 1, 'Entry')`,
  `insert into operation_sections (operation_id, kind) values ($1, 'inspection')`,
  `insert into operation_budget_lines (operation_id, kind, amount_cents) values ($1, 'travel', 100)`,
  `update operations set title = 'Another title' where id = $1`,
];

/** Hand-written statements as the application role, in the session of a person. @returns the refusals' words */
async function byHand(person: Person, id: string): Promise<string[]> {
  const { Client } = (await import('pg')).default;
  const app = new Client(house.loginTo('app'));
  await app.connect();
  const said: string[] = [];
  for (const text of parts) {
    await app.query('begin');
    await app.query(`select set_config('concert.session', $1, true)`, [person.secret]);
    try {
      await app.query(text.replace(/(into|update) /, '$1 taskforce.'), [id]);
      said.push('done');
    } catch (error) {
      said.push((error as Error).message);
    } finally {
      await app.query('rollback');
    }
  }
  await app.end();
  return said;
}

test('a plan that waits for signatures is frozen, one that has started is closed, whatever program writes', async () => {
  const { id } = await open(detective);
  const put = async (state: string) => {
    await house.owner.query(`alter table taskforce.operations disable trigger user`);
    await house.owner.query(`update taskforce.operations set state = $2 where id = $1`, [id, state]);
    await house.owner.query(`alter table taskforce.operations enable trigger user`);
  };
  expect(await byHand(detective, id)).toEqual(parts.map(() => 'done'));
  for (const state of ['requested', 'reviewed']) {
    await put(state);
    expect(await byHand(detective, id), state).toEqual(parts.map(() => 'plan_frozen'));
  }
  for (const state of ['started', 'ended', 'closed', 'aborted']) {
    await put(state);
    expect(await byHand(detective, id), state).toEqual(parts.map(() => 'plan_closed'));
  }
  for (const state of ['approved', 'postponed']) {
    await put(state);
    expect(await byHand(detective, id), state).toEqual(parts.map(() => 'done'));
  }
});

test('nobody sets the state or the revisions of an operation by hand', async () => {
  const { id } = await open(detective);
  for (const column of ['state', 'plan_revision', 'signed_revision', 'started_at'])
    await expect(
      house.as(commander, 'write', (work) =>
        work.db
          .updateTable('operations')
          .set({ [column.replace(/_(\w)/, (_, c) => c.toUpperCase())]: null } as never)
          .where('id', '=', id)
          .execute(),
      ),
    ).rejects.toThrow();
});
