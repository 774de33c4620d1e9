import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryHash, genesis } from '../kit/audit/entry.ts';
import { openTestHouse, type TestHouse } from './testing.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

test('the chain that the database writes is the one that the verifier computes', async () => {
  const admin = await house.person('Ada Admin', ['account_administrator']);
  await house.call(admin, 'identity.addAgency', {
    name: 'Harbor Police',
    shortName: 'Harbor',
    kind: 'police',
  });
  const { rows } = await house.owner.query(
    `select c.seq, c.hash, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at, coalesce(e.account_id::text, '') as account,
       coalesce(e.session_id::text, '') as session, e.action, e.subject_table || coalesce('@' || e.scope_table || ':' || e.scope_id::text, '') as subject_table, e.subject_ids::text[] as ids, e.outcome, e.detail::text as detail
     from kit.audit_chain c join kit.audit_entries e on e.id = c.entry_id order by c.seq`,
  );
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.at(-1)).toMatchObject({ action: 'insert', subject_table: 'agencies', account: admin.id });
  let prev = genesis('taskforce');
  for (const row of rows) {
    prev = entryHash(prev, { ...row, seq: Number(row.seq), table: row.subject_table });
    expect(row.hash.equals(prev)).toBe(true);
  }
});
