import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

/** Tables of which nothing is ever deleted, so that what refers to them is never looked for. */
const kept: Record<string, string> = {
  'kit.accounts': 'An account is closed, not deleted: the audit and every record name it',
  'kit.jobs': 'Jobs stay as the record of what was asked for',
  'taskforce.imports': 'An import that was taken back stays as the record of it',
  'taskforce.meetings': 'A meeting that was prepared stays, with what was on its agenda',
  'taskforce.briefs': 'A brief is frozen',
  'taskforce.funding_sources': 'A source of funds is ended, not deleted: costs name it',
};

/** References that no index begins with, to tables of which rows may go. */
const references = `
  select k.conrelid::regclass::text || '.' || string_agg(a.attname, ', ' order by u.place) as reference, k.confrelid::regclass::text as target
  from pg_constraint k
  cross join unnest(k.conkey) with ordinality as u (attnum, place)
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
  where k.contype = 'f' and k.connamespace in ('kit'::regnamespace, 'taskforce'::regnamespace)
    and not exists (
      select from pg_index i
      where i.indrelid = k.conrelid and i.indisvalid
        and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = '(' || (
          select b.attname from pg_attribute b where b.attrelid = k.conrelid and b.attnum = k.conkey[1]) || ' IS NOT NULL)'))
  group by k.oid, k.conrelid, k.confrelid order by 1`;

test('every reference to something that can be deleted is led by an index', async () => {
  await house.owner.query(`set search_path = pg_catalog`);
  const { rows } = await house.owner.query<{ reference: string; target: string }>(references);
  expect(
    rows.filter((row) => !(row.target in kept)).map((row) => `${row.reference} -> ${row.target}`),
  ).toEqual([]);
});

test('nobody may delete from the tables that are said to be kept, and no function does', async () => {
  for (const table of Object.keys(kept)) {
    const { rows } = await house.owner.query<{ who: string }>(
      `select rolname as who from pg_roles where rolname like 'taskforce_%' and has_table_privilege(oid, $1, 'delete')
       union all
       select proname from pg_proc p where p.pronamespace in ('kit'::regnamespace, 'taskforce'::regnamespace)
         and p.prosrc ~ ('delete from ' || replace($1, '.', '[.]') || '\\M')`,
      [table],
    );
    expect(rows, table).toEqual([]);
  }
});
