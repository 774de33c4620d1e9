import { afterAll, beforeAll, expect, test } from 'vitest';
import { exported, fetched, unpacked } from '../exports/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let planner: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  planner = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  await house.server.startJobs();
});
afterAll(() => house.close());

async function open(person: Person, title: string, kind: string): Promise<string> {
  const { status, body } = await house.call(person, 'operations.open', { title, kind, type: 'sex' });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id;
}

test('the list of operations leaves as far as its maker reads it, without places, and says in each record that it left', async () => {
  const mine = await open(planner, 'Motel on Route 9', 'recovery');
  await open(planner, 'Truck stop', 'surveillance');
  const theirs = await open(neighbor, 'Harbor pier', 'recovery');
  await house.owner.query(
    `insert into taskforce.operation_places (operation_id, kind, label, address) values ($1, 'scene', 'Motel', '12 Mill Road')`,
    [mine],
  );
  await house.owner.query('alter table taskforce.operations disable trigger user');
  await house.owner.query('update taskforce.operations set sealed = true where id = $1', [mine]);
  await house.owner.query('alter table taskforce.operations enable trigger user');
  const job = await exported(house, planner, { list: 'operations', filter: { kinds: ['recovery'] } });
  expect(job.state).toBe('done');
  const { csv, about } = unpacked((await fetched(house, planner, job.result.fileId)).bytes);
  expect(csv.split('\r\n')[0]).toContain('operation_number,title,kind,');
  expect(csv).toContain('Motel on Route 9,recovery,sex,planning');
  expect(csv).not.toMatch(/Truck stop|Harbor pier|Mill Road/);
  expect(about.toLowerCase()).toContain('sealed');
  const left = async (id: string) =>
    (
      await house.owner.query(
        `select count(*)::int as n from kit.audit_entries where action = 'export' and $1 = any(subject_ids)`,
        [id],
      )
    ).rows[0].n;
  expect(await left(mine)).toBe(1);
  expect(await left(theirs)).toBe(0);
});
