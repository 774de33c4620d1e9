import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { clientsContract } from './contract.ts';

const PAGE = 50;
const CAP = 10_000;

type Input = z.infer<NonNullable<(typeof clientsContract.list)['~orpc']['inputSchema']>>;
type Row = {
  id: string;
  number: string;
  alias: string;
  state: string;
  intakeOn: string;
  language: string;
  interpreter: string;
  ageGroup: string;
  closedCircle: boolean;
  advocates: string[];
  nextKind: string | null;
  nextDue: Date | null;
};

const orders = { intake: sql`c.intake_on`, alias: sql`lower(c.alias)`, due: sql`d.due_at` } as const;

/** A search is over the alias and the number alone, within what the reader may see; a typed % or _ means itself. */
function conditions(input: Input, accountId: string) {
  const all = [
    input.states.length > 0 && sql<SqlBool>`c.state = any(${input.states}::text[])`,
    input.ageGroups.length > 0 && sql<SqlBool>`c.age_group = any(${input.ageGroups}::text[])`,
    input.due && sql<SqlBool>`d.due_at is not null`,
    input.mine &&
      sql<SqlBool>`exists (select from provider.client_team m where m.client_id = c.id and m.account_id = ${accountId}::uuid and m.ended_at is null)`,
    input.find !== '' &&
      sql<SqlBool>`(strpos(lower(c.alias), lower(${input.find})) > 0 or c.number = upper(${input.find}))`,
  ].filter((one) => typeof one === 'object');
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

const source = sql`provider.clients c left join lateral (
  select k.kind, k.due_at from provider.client_clocks k
  where k.client_id = c.id and k.ended_at is null order by k.due_at limit 1) d on true`;

/** The list of clients: by alias, with the next deadline. */
export async function listClients(work: Work<Tables>, input: Input) {
  const { db, account } = work;
  const where = conditions(input, account.id);
  const direction = input.descending ? sql`desc nulls last` : sql`asc nulls last`;
  const { rows } = await sql<Row>`
    select c.id, c.number, c.alias, c.state, c.intake_on, c.language, c.interpreter, c.age_group, c.closed_circle,
      d.kind as next_kind, d.due_at as next_due,
      coalesce((select array_agg(a.display_name order by m.since) from provider.client_team m
        join kit.accounts a on a.id = m.account_id where m.client_id = c.id and m.ended_at is null), '{}') as advocates
    from ${source} where ${where}
    order by ${orders[input.sort]} ${direction}, c.id limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(
    db,
  );
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from ${source} where ${where} limit ${CAP + 1}) capped`.execute(db);
  const n = Number(counted.rows[0]?.n ?? 0);
  // That somebody looked a name up is kept; what was typed is not.
  if (input.find !== '') work.note('search', 'clients', [], { hits: Math.min(n, CAP) });
  return {
    rows: rows.map(({ nextKind, nextDue, ...row }) => ({
      ...row,
      nextDue: nextKind && nextDue ? { kind: nextKind, dueAt: nextDue.toISOString() } : null,
    })) as never,
    total: { count: Math.min(n, CAP), capped: n > CAP },
  };
}
