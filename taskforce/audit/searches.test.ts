import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteSearch, unmaskSearch, type OnBehalf } from '../../kit/audit/searches.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let detective: Person;
let auditor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Dana Detective', ['investigator']);
  auditor = await house.person('Otto Auditor', ['auditor']);
});
afterAll(() => house.close());

const term = 'Lucky Nail Studio 555-0142';
const search = (onBehalf: OnBehalf = { kind: 'self' }) =>
  house.as(detective, 'read', async (work) =>
    noteSearch(work, house.server.keys, {
      term,
      purpose: 'case_work',
      onBehalf,
      places: ['cases', 'tips'],
      hits: 3,
    }),
  );
const unmask = (person: Person, id: string) =>
  house.as(person, 'write', (work) => unmaskSearch(work, house.server.keys, id, 'weekly_review'));

test('a search in a reading leaves who, for whom, why and where, and an entry of the audit', async () => {
  const id = await search({ kind: 'colleague', accountId: auditor.id });
  const { rows } = await house.owner.query('select * from kit.searches where id = $1', [id]);
  expect(rows[0]).toMatchObject({
    account_id: detective.id,
    purpose: 'case_work',
    on_behalf: 'colleague',
    on_behalf_account_id: auditor.id,
    places: ['cases', 'tips'],
    hits: 3,
  });
  const { rows: entries } = await house.owner.query(
    `select account_id, detail from kit.audit_entries where action = 'search' and $1 = any(subject_ids)`,
    [id],
  );
  expect(entries).toEqual([
    {
      account_id: detective.id,
      detail: { purpose: 'case_work', onBehalf: 'colleague', places: ['cases', 'tips'], hits: 3 },
    },
  ]);
});

test('what was typed in a search stands nowhere in the database in the clear', async () => {
  await search();
  const { rows } = await house.owner.query(
    `select table_schema, table_name from information_schema.tables where table_schema in ('kit', 'taskforce', 'graphile_worker') and table_type = 'BASE TABLE'`,
  );
  for (const { table_schema, table_name } of rows) {
    const held = await house.owner.query(
      `select 1 from ${table_schema}.${table_name} t where position('Lucky Nail' in t::text) > 0 or position($1 in t::text) > 0`,
      [Buffer.from('Lucky Nail').toString('hex')],
    );
    expect(held.rowCount, table_name).toBe(0);
  }
});

test('a reviewer reads the term against a reason, and that itself is audited', async () => {
  const id = await search();
  expect(await unmask(auditor, id)).toBe(term);
  const { rows } = await house.owner.query(
    `select account_id, detail from kit.audit_entries where action = 'unmask' and $1 = any(subject_ids)`,
    [id],
  );
  expect(rows).toEqual([{ account_id: auditor.id, detail: { reason: 'weekly_review' } }]);
});

test('nobody else reads the term: not who searched, not a reviewer whose step-up is old, not the table', async () => {
  const id = await search();
  expect(await unmask(detective, id)).toBeNull();
  const tired = await house.person('Tired Auditor', ['auditor']);
  await house.owner.query(
    `update kit.sessions set stepped_up_at = now() - interval '11 minutes' where account_id = $1`,
    [tired.id],
  );
  expect(await unmask(tired, id)).toBeNull();
  await expect(
    house.as(auditor, 'read', ({ db }) => db.selectFrom('searches').select('termSealed').execute()),
  ).rejects.toMatchObject({ code: 'missing' });
  const seen = await house.as(detective, 'read', ({ db }) =>
    db.selectFrom('searches').select('id').execute(),
  );
  expect(seen).toEqual([]);
});

test('a search that cannot be kept is not answered', async () => {
  await expect(search({ kind: 'outside', body: 'Not A Code!' })).rejects.toMatchObject({ code: 'refused' });
});

test('a term moved to another search does not open', async () => {
  const [one, other] = [await search(), await search()];
  await house.owner.query(
    'update kit.searches set term_sealed = (select term_sealed from kit.searches where id = $1) where id = $2',
    [one, other],
  );
  await expect(unmask(auditor, other)).rejects.toThrow();
});
