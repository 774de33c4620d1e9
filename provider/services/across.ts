import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { needsContract } from './contract.ts';

const PAGE = 50;
const CAP = 10_000;

type Input = z.infer<NonNullable<(typeof needsContract.across)['~orpc']['inputSchema']>>;

const source = sql`provider.needs n join provider.clients c on c.id = n.client_id`;
const orders = { opened: sql`n.opened_on`, kind: sql`n.kind` } as const;

/** Standing needs only, of clients that are served; a need that is not wanted is nobody's to meet. */
function conditions(input: Input, accountId: string) {
  const all = [
    sql<SqlBool>`n.kind is not null and c.state in ('intake', 'active') and n.wanted <> 'not_wanted'`,
    sql<SqlBool>`n.status = any(${input.statuses.length > 0 ? input.statuses : ['open', 'under_way', 'unmet']}::text[])`,
    input.kinds.length > 0 && sql<SqlBool>`n.kind = any(${input.kinds}::text[])`,
    input.horizons.length > 0 && sql<SqlBool>`n.horizon = any(${input.horizons}::text[])`,
    input.reasons.length > 0 && sql<SqlBool>`n.unmet_reason = any(${input.reasons}::text[])`,
    input.mine &&
      sql<SqlBool>`exists (select from provider.client_team m where m.client_id = c.id and m.account_id = ${accountId}::uuid and m.ended_at is null)`,
  ].filter((one) => typeof one === 'object');
  return sql.join(all, sql` and `);
}

type Row = { id: string; clientId: string; number: string; alias: string; openedOn: string };

/** Needs that stand across clients: what a supervisor looks at when beds, hours or offers are missing. */
export async function listAcross({ db, account }: Work<Tables>, input: Input) {
  const where = conditions(input, account.id);
  const direction = input.descending ? sql`desc` : sql`asc`;
  const { rows } = await sql<Row>`
    select n.id, n.client_id, c.number, c.alias, n.kind, n.horizon, n.wanted, n.status, n.met_by, n.unmet_reason, n.opened_on
    from ${source} where ${where}
    order by ${orders[input.sort]} ${direction}, n.opened_on, n.id limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(
    db,
  );
  const { rows: kinds } = await sql<{ kind: string; standing: string; unmet: string }>`
    select n.kind, count(*) as standing, count(*) filter (where n.status = 'unmet') as unmet
    from (select n.kind, n.status from ${source} where ${where} limit ${CAP + 1}) n
    group by n.kind order by 3 desc, 2 desc, 1`.execute(db);
  const count = kinds.reduce((sum, one) => sum + Number(one.standing), 0);
  return {
    rows: rows as never,
    total: { count: Math.min(count, CAP), capped: count > CAP },
    byKind: kinds.map((one) => ({
      kind: one.kind,
      standing: Number(one.standing),
      unmet: Number(one.unmet),
    })) as never,
  };
}
