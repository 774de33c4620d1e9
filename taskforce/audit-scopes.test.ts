import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { entryHash, genesis } from '../kit/audit/entry.ts';
import { arrangeCase } from './cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from './testing.ts';

let house: TestHouse;
let ines: Person;
let otto: Person;
let cora: Person;
let first: string;
let second: string;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  otto = await house.person('Otto Far', ['investigator'], 'County Sheriff');
  cora = await house.person('Cora Dunn', ['commander']);
  first = (await arrangeCase(house, ines)).id;
  second = (await arrangeCase(house, otto)).id;
});
afterAll(() => house.close());

/** The entries about tasks that a person sees: of which case, what was done, and how many tasks. */
async function seenBy(person: Person): Promise<string[]> {
  return house.as(person, 'read', async (work) => {
    const { rows } = await sql<{ scopeId: string; action: string; n: number }>`
      select scope_id, action, cardinality(subject_ids) as n from audit_entries where subject_table = 'tasks' order by id`.execute(
      work.db,
    );
    return rows.map((row) => `${row.scopeId} ${row.action} ${row.n}`);
  });
}

test('a statement over two cases of different members leaves each its own entry, and nobody reads of the other', async () => {
  await house.as(cora, 'write', async (work) => {
    await sql`insert into tasks (case_id, kind, title) values (${first}, 'follow_up', 'one'), (${second}, 'follow_up', 'two'),
      (${first}, 'follow_up', 'three')`.execute(work.db);
    await sql`update tasks set due_on = '2026-12-01' where case_id in (${first}, ${second})`.execute(work.db);
  });
  expect(await seenBy(ines)).toEqual([`${first} insert 2`, `${first} update 2`]);
  expect(await seenBy(otto)).toEqual([`${second} insert 1`, `${second} update 1`]);
  const all = [
    `${first} insert 2`,
    `${second} insert 1`,
    `${first} update 2`,
    `${second} update 1`,
  ].toSorted();
  expect((await seenBy(cora)).toSorted()).toEqual(all);
});

test('what is deleted from two cases in one statement is told to the readers of each', async () => {
  const { rows } = await house.owner.query<{ id: string; case_id: string }>(
    `insert into taskforce.activities (case_id, kind, title, happened_on) values ($1, 'interview', 'a', '2026-01-01'), ($2, 'interview', 'b', '2026-01-01') returning id, case_id`,
    [first, second],
  );
  for (const row of rows)
    await house.owner.query(
      `insert into taskforce.work_entries (activity_id, case_id, account_id, day, minutes) values ($1, $2, $3, '2026-01-01', 30)`,
      [row.id, row.case_id, cora.id],
    );
  await house.as(cora, 'write', (work) => sql`delete from work_entries`.execute(work.db));
  const deleted = async (person: Person) =>
    house.as(person, 'read', async (work) => {
      const { rows: entries } = await sql<{ scopeId: string }>`select scope_id from audit_entries
        where subject_table = 'work_entries' and action = 'delete'`.execute(work.db);
      return entries.map((row) => row.scopeId);
    });
  expect(await deleted(ines)).toEqual([first]);
  expect(await deleted(otto)).toEqual([second]);
});

test('a statement of many entries is chained whole and in order, also beside others and after a part was taken back', async () => {
  await house.as(cora, 'write', async (work) => {
    await sql`savepoint part`.execute(work.db);
    await sql`update tasks set title = 'taken back' where case_id in (${first}, ${second})`.execute(work.db);
    await sql`rollback to savepoint part`.execute(work.db);
    await sql`update tasks set title = 'kept' where case_id in (${first}, ${second})`.execute(work.db);
    await sql`update tasks set due_on = '2026-12-24' where case_id in (${first}, ${second})`.execute(work.db);
  });
  await Promise.all(
    [ines, otto, cora, ines, otto].map((person, i) =>
      house.as(person, 'write', async (work) => {
        await sql`update tasks set due_on = ${`2027-01-${10 + i}`}`.execute(work.db);
      }),
    ),
  );
  const { rows } = await house.owner.query(
    `select c.seq, c.entry_id, c.hash, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at, coalesce(e.account_id::text, '') as account,
       coalesce(e.session_id::text, '') as session, e.action, e.subject_table || coalesce('@' || e.scope_table || ':' || e.scope_id::text, '') as table,
       e.subject_ids::text[] as ids, e.outcome, e.detail::text as detail
     from kit.audit_entries e left join kit.audit_chain c on e.id = c.entry_id order by c.seq`,
  );
  let prev = genesis('taskforce');
  for (const [i, row] of rows.entries()) {
    expect(Number(row.seq)).toBe(i + 1);
    prev = entryHash(prev, { ...row, seq: Number(row.seq) });
    expect(row.hash.equals(prev)).toBe(true);
  }
  const end = await house.owner.query('select seq, hash from kit.audit_chain_end');
  expect(Number(end.rows[0].seq)).toBe(rows.length);
  expect(end.rows[0].hash.equals(prev)).toBe(true);
});
