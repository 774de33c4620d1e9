import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { ask } from './arranging-gate.ts';

// A case that an operation gave rise to carries where it came from; the operation shows it, and counts it as a lead.
let house: TestHouse;
let app: pg.Client | undefined;
let detective: Person;
let neighbor: Person;
let commander: Person;
const reason = 'Two phones in the van lead to a second house of the same people.';
const strands = [{ label: 'The second house', kind: 'location' }];

beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Ines Detective', ['investigator']);
  neighbor = await house.person('Nia Neighbor', ['investigator'], 'Harbor Police');
  commander = await house.person('Carla Commander', ['commander']);
});
afterAll(async () => {
  await app?.end();
  await house.close();
});

/** An operation that ended two hours after it started; `through` says what of that has happened. */
async function operation(through: 'plan' | 'start' | 'end', more: object = {}): Promise<string> {
  const { id } = await ask(house, detective, 'open', { title: 'Van', kind: 'sting', type: 'sex', ...more });
  if (through === 'plan') return id;
  await house.owner.query(`alter table taskforce.operations disable trigger guard_state`);
  await house.owner.query(
    `update taskforce.operations set state = 'started', started_at = now() - interval '2 hours' where id = $1`,
    [id],
  );
  if (through === 'end')
    await house.owner.query(
      `update taskforce.operations set state = 'ended', ended_at = now() where id = $1`,
      [id],
    );
  await house.owner.query(`alter table taskforce.operations enable trigger guard_state`);
  return id;
}
const open = (person: Person, operationId: string, more: object = {}) =>
  house.call(person, 'operations.openCase', {
    operationId,
    title: 'Second house',
    type: 'both',
    reason,
    strands,
    ...more,
  });
const lineage = async (person: Person, caseId: string) =>
  (await house.call(person, 'spinOffs.lineage', { caseId })).body.cases;

test('a case opened of an operation without a case is proactive, planned, and names the operation', async () => {
  const id = await operation('end');
  const made = await open(detective, id);
  expect(made.status).toBe(200);
  const { body } = await house.call(detective, 'cases.read', { id: made.body.caseId });
  expect(body).toMatchObject({ originMode: 'proactive', originRoute: 'planned_operation', type: 'both' });
  expect(body.strands).toMatchObject([{ label: 'The second house', phase: 'pre_operational' }]);
  expect(await lineage(detective, made.body.caseId)).toMatchObject([{ operation: { id, title: 'Van' } }]);
  expect(await ask(house, detective, 'cases', { operationId: id })).toMatchObject({
    mayOpen: true,
    parentCaseId: null,
    rows: [{ id: made.body.caseId, reason, by: 'Ines Detective' }],
  });
});

test('of an operation of a case the new one is spun off, with the facts chosen, and both are told as its origin', async () => {
  const parent = await arrangeCase(house, detective);
  const id = await operation('start', { caseId: parent.id });
  expect((await open(detective, id)).body.data.fields).toMatchObject([{ problem: 'spin_it_off' }]);
  const made = await house.call(detective, 'spinOffs.make', {
    caseId: parent.id,
    operationId: id,
    title: 'Second house',
    type: 'sex',
    reason,
    facts: [],
    newStrands: strands,
  });
  expect(made.status).toBe(200);
  const tree = await lineage(detective, made.body.caseId);
  expect(tree).toMatchObject([
    { id: parent.id, operation: null },
    { id: made.body.caseId, parentId: parent.id, operation: { id } },
  ]);
  const { rows } = await ask(house, commander, 'cases', { operationId: id });
  expect(rows).toMatchObject([{ number: made.body.number }]);
});

test('an operation of another case, one of nobody’s, and one that has not started give rise to nothing', async () => {
  const parent = await arrangeCase(house, detective);
  const other = await operation('start');
  const spin = (operationId: string) =>
    house.call(detective, 'spinOffs.make', {
      caseId: parent.id,
      operationId,
      title: 'Second house',
      type: 'sex',
      reason,
      facts: [],
      newStrands: strands,
    });
  expect((await spin(other)).status).toBe(404);
  expect((await spin('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  const before = await house.owner.query('select count(*)::int as n from taskforce.cases');
  expect((await open(detective, await operation('plan'))).body.data.fields).toMatchObject([
    { problem: 'not_started' },
  ]);
  expect((await open(detective, other, { reason: 'short' })).body.data.fields).toMatchObject([
    { path: 'reason', problem: 'reason_needed' },
  ]);
  expect((await open(neighbor, other)).status).toBe(404);
  const after = await house.owner.query('select count(*)::int as n from taskforce.cases');
  expect(after.rows).toEqual(before.rows);
});

test('who reads the operation but not the case learns nothing of it, and the other way round', async () => {
  const id = await operation('end');
  const made = await open(detective, id);
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'A court ordered that it be sealed.' where id = $1`,
    [made.body.caseId],
  );
  expect((await ask(house, commander, 'cases', { operationId: id })).rows).toEqual([]);
  const hidden = await operation('end');
  const open2 = await open(detective, hidden);
  await house.owner.query('alter table taskforce.operations disable trigger user');
  await house.owner.query('update taskforce.operations set sealed = true where id = $1', [hidden]);
  await house.owner.query('alter table taskforce.operations enable trigger user');
  expect(await lineage(commander, open2.body.caseId)).toMatchObject([{ operation: null }]);
  expect(await lineage(detective, open2.body.caseId)).toMatchObject([{ operation: { id: hidden } }]);
});

test('a case that came out of a reviewed operation counts as one of its leads, also when it comes later', async () => {
  const id = await operation('end', { kind: 'recovery' });
  await house.owner.query(
    `update taskforce.operation_reviews set people_met = 3, victims_identified = 1, victims_accepting = 1, arrests = 0, evidence_items = 2, leads = 2,
       minutes = 600, cost_cents = 0, worked_for_victims = 'The advocate was there at once.', did_not_work = 'The interpreter came an hour late.',
       state = 'signed', signed_by = $2, signed_at = now() where operation_id = $1`,
    [id, commander.id],
  );
  const leads = async () => {
    const { kinds } = await ask(house, commander, 'yields', {});
    return kinds.find(({ kind }: { kind: string }) => kind === 'recovery');
  };
  expect(await leads()).toMatchObject({ operations: 1, leads: 2, cases: 0 });
  await open(detective, id);
  expect(await leads()).toMatchObject({ leads: 3, cases: 1 });
});

test('by hand-written SQL nobody claims later that a case came out of an operation', async () => {
  const id = await operation('end');
  const { id: caseId } = await arrangeCase(house, detective);
  app = new pg.Client(house.loginTo('app'));
  await app.connect();
  const claim = async (text: string, values: unknown[]) => {
    await app!.query('begin');
    await app!.query(`select set_config('concert.session', $1, true)`, [detective.secret]);
    try {
      return (await app!.query(text, values)).rowCount;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await app!.query('rollback');
    }
  };
  const insert = 'insert into taskforce.operation_cases (operation_id, case_id, reason) values ($1, $2, $3)';
  expect(await claim(insert, [id, caseId, reason])).toMatch(/row-level security/);
  const made = await open(detective, id);
  expect(
    await claim('update taskforce.operation_cases set reason = $2 where case_id = $1', [
      made.body.caseId,
      reason,
    ]),
  ).toMatch(/permission denied/);
  await expect(house.owner.query(insert, [await operation('plan'), caseId, reason])).rejects.toThrow(
    'not_started',
  );
});
