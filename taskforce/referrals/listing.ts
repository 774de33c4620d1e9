import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { REFERRAL_STATES } from '../../bridge/referrals.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { ReferralFilter, ReferralRow, referralsContract } from './contract.ts';

const PAGE = 50;
const CAP = 10_000;
type Input = z.infer<NonNullable<(typeof referralsContract.list)['~orpc']['inputSchema']>>;
type Row = Omit<ReferralRow, 'createdAt' | 'movedAt' | 'answerBy'> & {
  createdAt: Date;
  movedAt: Date;
  answerBy: Date | null;
};

export const rowColumns = sql`r.id, r.number, jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) as "case",
  r.alias, r.state, r.needs, r.urgency,
  case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as provider, o.way,
  case when o.state = 'offered' then o.answer_by end as answer_by, case when r.state = 'declined' then o.decline_reason end as decline_reason,
  jsonb_build_object('id', a.id, 'name', a.display_name) as created_by, r.created_at, r.moved_at, r.version`;
export const rowSource = sql`referrals r join cases c on c.id = r.case_id join accounts a on a.id = r.created_by
  left join referral_offers o on o.id = r.current_offer left join providers p on p.id = o.provider_id`;

export const shownRow = (row: Row): ReferralRow => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  movedAt: row.movedAt.toISOString(),
  answerBy: row.answerBy?.toISOString() ?? null,
});

/** What waits for an answer first, the shortest time on top; then what may be offered on; the rest by its last change. */
const orders = {
  due: sql`case when r.state = 'offered' then 0 when r.state in ('declined', 'expired') then 1 when r.state = 'draft' then 2 else 3 end,
    case when r.state = 'offered' then o.answer_by end, r.moved_at desc`,
  moved: sql`r.moved_at desc`,
  created: sql`r.created_at desc`,
} as const;

/** The filters of the desk as conditions on `referrals r` with its case, its offer and its provider. */
export function conditions(work: Work<Tables>, filter: ReferralFilter, states: boolean): RawBuilder<unknown> {
  const soon = new Date(work.now.getTime() + 12 * 3_600_000);
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.caseId !== null) where.push(sql`r.case_id = ${filter.caseId}::uuid`);
  if (filter.providerId !== null) where.push(sql`o.provider_id = ${filter.providerId}::uuid`);
  if (states && filter.states.length > 0) where.push(sql`r.state = any(${filter.states}::text[])`);
  if (filter.urgencies.length > 0) where.push(sql`r.urgency = any(${filter.urgencies}::text[])`);
  if (filter.needs.length > 0) where.push(sql`r.needs && ${filter.needs}::text[]`);
  if (filter.mine)
    where.push(sql`(r.created_by = ${work.account.id}::uuid or o.offered_by = ${work.account.id}::uuid)`);
  if (filter.due === 'soon') where.push(sql`r.state = 'offered' and o.answer_by <= ${soon}`);
  if (filter.due === 'over') where.push(sql`r.state = 'expired'`);
  return sql.join(where, sql` and `);
}

/** Most cards in one column of the board. */
const CARDS = 25;

/** The board of the desk: for each state its number and its first cards, what waits longest for an answer on top. */
export async function referralBoard(work: Work<Tables>, filter: ReferralFilter) {
  const where = conditions(work, filter, true);
  const { rows } = await sql<Row & { n: number }>`
    select * from (select ${rowColumns}, count(*) over (partition by r.state)::int as n,
        row_number() over (partition by r.state order by ${orders.due}, r.id) as place
      from ${rowSource} where ${where}) ranked where place <= ${CARDS} order by state, place`.execute(
    work.db,
  );
  return {
    columns: REFERRAL_STATES.map((state) => {
      const own = rows.filter((row) => row.state === state);
      return { state, count: own[0]?.n ?? 0, rows: own.map(({ n: _n, ...row }) => shownRow(row)) };
    }),
  };
}

/** The list of the desk, with the number in each state. */
export async function listReferrals(work: Work<Tables>, input: Input) {
  const where = conditions(work, input, true);
  const { rows } = await sql<Row>`select ${rowColumns} from ${rowSource} where ${where}
    order by ${orders[input.sort]}, r.id limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(work.db);
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from ${rowSource} where ${where} limit ${CAP + 1}) capped`.execute(
    work.db,
  );
  const byState = await sql<{ state: ReferralRow['state']; n: number }>`
    select r.state, count(*)::int as n from ${rowSource} where ${conditions(work, input, false)} group by r.state`.execute(
    work.db,
  );
  const n = counted.rows[0]?.n ?? 0;
  return {
    rows: rows.map(shownRow),
    total: { count: Math.min(n, CAP), capped: n > CAP },
    counts: Object.fromEntries(byState.rows.map((row) => [row.state, row.n])),
  };
}
