import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let planner: Person;
let commander: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  planner = await house.person('Dana Detective', ['investigator']);
  commander = await house.person('Cora Command', ['commander']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
});
afterAll(() => house.close());

async function find(person: Person, term: string): Promise<any> {
  const why = { purpose: 'case_work', onBehalf: { kind: 'self' } };
  const { status, body } = await house.call(person, 'search.find', { term, ...why });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

test('an operation and what was learned from it are found by those who read it, and counted for nobody else', async () => {
  const { body } = await house.call(planner, 'operations.open', {
    title: 'Quarrystone motel',
    kind: 'recovery',
    type: 'sex',
    objective: 'Bring out whoever wants to leave the quarrystone rooms',
  });
  const { id, number } = body;
  await house.owner.query('alter table taskforce.operations disable trigger user');
  await house.owner.query('alter table taskforce.operations enable trigger owe_review');
  await house.owner.query(
    `update taskforce.operations set state = 'ended', started_at = now() - interval '2 days', ended_at = now() - interval '1 day' where id = $1`,
    [id],
  );
  await house.owner.query('alter table taskforce.operations enable trigger user');
  await house.owner.query(
    `insert into taskforce.operation_lessons (operation_id, lesson, for_kind) values ($1, 'Ask for the zebrawood key beforehand', 'recovery')`,
    [id],
  );
  expect((await find(planner, 'quarrystone')).hits).toMatchObject([
    { kind: 'operation', id, operationId: id },
  ]);
  expect((await find(commander, 'zebrawood kind:lesson')).hits).toMatchObject([
    { kind: 'lesson', operationId: id, title: `${number} Quarrystone motel` },
  ]);
  expect((await find(planner, number)).jump).toMatchObject({ kind: 'operation', id });
  for (const term of ['quarrystone', 'zebrawood', number])
    expect(await find(neighbor, term)).toMatchObject({ total: { count: 0 }, hits: [], jump: null });

  await house.owner.query('alter table taskforce.operations disable trigger user');
  await house.owner.query('update taskforce.operations set sealed = true where id = $1', [id]);
  await house.owner.query('alter table taskforce.operations enable trigger user');
  expect((await find(commander, 'quarrystone')).total.count).toBe(0);
  expect((await find(planner, 'quarrystone')).total.count).toBe(1);
});

test('an operation that is renamed is found under its new name alone', async () => {
  const { body } = await house.call(planner, 'operations.open', {
    title: 'Pumpernickel',
    kind: 'surveillance',
    type: 'labor',
  });
  const { version } = (await house.call(planner, 'operations.get', { id: body.id })).body;
  await house.call(planner, 'operations.change', { id: body.id, version, head: { title: 'Marzipan' } });
  expect((await find(planner, 'pumpernickel')).total.count).toBe(0);
  expect((await find(planner, 'marzipan')).hits).toMatchObject([{ kind: 'operation', id: body.id }]);
});
