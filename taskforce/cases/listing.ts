import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { CaseFilter, CaseRow } from './contract-cases.ts';

const cap = 10_000;

/** Where a page of a sorted list ended: the sort value and the tie-breaker, as one opaque text. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws Problem bad_input when the text is no cursor of ours */
export function cursorFrom(text: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(values) && values.length === length && values.every((one) => typeof one === 'string'))
      return values;
  } catch {
    // Falls through: anything unreadable is refused alike.
  }
  throw new Problem('bad_input', {
    fields: [{ path: 'after', problem: 'no_cursor', remedy: 'Give `next` of the page before, or null.' }],
  });
}

const all = (parts: RawBuilder<unknown>[]): RawBuilder<unknown> =>
  parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);

/** Kept from becoming a join, whose size the planner guesses wrongly: the ids are hashed once and looked up. */
const among = (ids: RawBuilder<unknown>) => sql`coalesce(c.id in (select ${ids}), false)`;

/** Up to so many memberships it is quicker to start from them than to walk the cases in order. */
const fewCases = 1000;

/**
 * Which cases may come into question, as one or more ways to them without overlap. The policies decide; this says
 * the same in a form that lets the planner start from the few cases of a narrow reach, each way in its own order.
 */
export async function ways(work: Work<Tables>, mine: boolean): Promise<RawBuilder<unknown>[]> {
  const reach = work.account.permissions['cases.read'];
  const narrow = mine || reach === 'member' || reach === 'own';
  if (!narrow && reach !== 'agency') return [sql`true`];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select taskforce.my_cases() limit ${fewCases + 1}) few`.execute(work.db);
  const few = (rows[0]?.count ?? 0) <= fewCases;
  const own = few ? sql`c.id = any(array(select taskforce.my_cases()))` : among(sql`taskforce.my_cases()`);
  // With many memberships the policy itself is the quickest filter, unless only one's own cases are wanted.
  if (narrow) return [few || mine ? own : sql`true`];
  const agency = work.account.agencyId;
  return [sql`c.lead_agency_id = ${agency}`, sql`${own} and c.lead_agency_id <> ${agency}`];
}

/** The filters of the case list as conditions on `cases c`. */
export function conditions(work: Work<Tables>, input: CaseFilter): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [];
  if (input.status === 'open') parts.push(sql`c.closed_on is null`);
  if (input.status === 'closed') parts.push(sql`c.closed_on is not null`);
  if (input.type.length > 0) parts.push(sql`c.type = any(${input.type})`);
  if (input.originMode.length > 0) parts.push(sql`c.origin_mode = any(${input.originMode})`);
  if (input.originRoute.length > 0) parts.push(sql`c.origin_route = any(${input.originRoute})`);
  if (input.leadAgencyId.length > 0) parts.push(sql`c.lead_agency_id = any(${input.leadAgencyId}::uuid[])`);
  if (input.sealed !== null) parts.push(sql`c.sealed = ${input.sealed}`);
  if (input.openedFrom !== null) parts.push(sql`c.opened_on >= ${input.openedFrom}::date`);
  if (input.openedTo !== null) parts.push(sql`c.opened_on <= ${input.openedTo}::date`);
  if (input.quietDays !== null)
    parts.push(
      sql`c.last_activity_at < ${work.now}::timestamptz - make_interval(days => ${input.quietDays})`,
    );
  if (input.phase.length > 0) parts.push(among(sql`taskforce.cases_in_phase(${input.phase})`));
  if (input.unassigned)
    parts.push(sql`not exists (select from case_members m where m.case_id = c.id and m.ended_at is null
      and m.capacity = 'lead')`);
  if (input.overdue) parts.push(among(sql`taskforce.cases_overdue()`));
  return parts;
}

type Sort = 'opened' | 'activity';
const orders: Record<
  Sort,
  { key: RawBuilder<unknown>; tie: RawBuilder<unknown>; type: string; tieType: string }
> = {
  opened: { key: sql`c.opened_on`, tie: sql`c.number`, type: 'date', tieType: 'text' },
  activity: { key: sql`c.last_activity_at`, tie: sql`c.id`, type: 'timestamptz', tieType: 'uuid' },
};

type Found = { id: string; key: string; tie: string };

/** Ids of a page in the order of the list, one more than asked for when there are more. */
export async function foundIds(
  work: Work<Tables>,
  from: RawBuilder<unknown>[],
  where: RawBuilder<unknown>[],
  { sort, limit, after }: { sort: Sort; limit: number; after: string[] | null },
): Promise<Found[]> {
  const { key, tie, type, tieType } = orders[sort];
  const on = after
    ? [sql`(${key}, ${tie}) < (${after[0]}::${sql.raw(type)}, ${after[1]}::${sql.raw(tieType)})`]
    : [];
  const branch = (way: RawBuilder<unknown>) => sql`(select c.id, ${key} as key, ${tie} as tie from cases c
    where ${all([way, ...where, ...on])} order by ${key} desc, ${tie} desc limit ${limit + 1})`;
  const { rows } = await sql<Found>`
    select f.id, f.key::text as key, f.tie::text as tie from (${sql.join(from.map(branch), sql` union all `)}) f
    order by f.key desc, f.tie desc limit ${limit + 1}`.execute(work.db);
  return rows;
}

/** A page of cases, newest first, with what a row of the list shows. */
export async function listCases(
  work: Work<Tables>,
  input: CaseFilter & { sort: Sort; limit: number; after: string | null },
) {
  const where = conditions(work, input);
  const from = await ways(work, input.mine);
  const after = input.after === null ? null : cursorFrom(input.after, 2);
  const found = await foundIds(work, from, where, { sort: input.sort, limit: input.limit, after });
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  const more = found.length > input.limit && last !== undefined;
  return {
    rows: await caseRows(
      work,
      page.map((row) => row.id),
    ),
    total: await count(work, from, where),
    next: more ? cursorOf([last.key, last.tie]) : null,
  };
}

/** Ids of all cases that meet the filters, the latest opened first, by pages; of `ids` only where given. */
export async function* caseIdPages(
  work: Work<Tables>,
  filter: CaseFilter,
  ids: readonly string[] | null,
  limit = 500,
): AsyncGenerator<string[]> {
  const marked = ids === null ? [] : [sql`c.id = any(${ids}::uuid[])`];
  const where = [...conditions(work, filter), ...marked];
  const from = await ways(work, filter.mine);
  for (let after: string[] | null = null; ;) {
    const found: Found[] = await foundIds(work, from, where, { sort: 'opened', limit, after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    if (last) yield page.map((row) => row.id);
    if (found.length <= limit || !last) return;
    after = [last.key, last.tie];
  }
}

/** How many cases meet the filters, counted up to 10,000. */
export async function countCases(work: Work<Tables>, input: CaseFilter) {
  return count(work, await ways(work, input.mine), conditions(work, input));
}

async function count(work: Work<Tables>, from: RawBuilder<unknown>[], where: RawBuilder<unknown>[]) {
  const branch = (way: RawBuilder<unknown>) =>
    sql`(select 1 from cases c where ${all([way, ...where])} limit ${cap + 1})`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    ${sql.join(from.map(branch), sql` union all `)}) counted`.execute(work.db);
  const counted = rows[0]?.count ?? 0;
  return { count: Math.min(counted, cap), capped: counted > cap };
}

/** The rows of the list for these cases, in the order of the ids. */
export async function caseRows(work: Work<Tables>, ids: string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Omit<CaseRow, 'lastActivityAt'> & { lastActivityAt: Date }>`
    select c.id, c.number, c.title, c.type, c.origin_mode, c.origin_route, c.sealed, c.handling, c.opened_on,
      c.closed_on, c.last_activity_at, jsonb_build_object('id', a.id, 'name', a.short_name) as lead_agency,
      (select jsonb_build_object('id', p.id, 'name', p.display_name) from case_members m
        join accounts p on p.id = m.account_id
        where m.case_id = c.id and m.ended_at is null and m.capacity = 'lead' order by m.added_at limit 1) as lead,
      (select jsonb_build_object(
          'pre_operational', count(*) filter (where s.closed_on is null and s.phase = 'pre_operational'),
          'operational', count(*) filter (where s.closed_on is null and s.phase = 'operational'),
          'post_operational', count(*) filter (where s.closed_on is null and s.phase = 'post_operational'),
          'closed', count(*) filter (where s.closed_on is not null))
        from strands s where s.case_id = c.id) as picture,
      (select count(*) from tasks t where t.case_id = c.id and t.state = 'open' and t.due_on < (select taskforce.today())) as overdue_tasks,
      taskforce.danger_open(c.id) as danger
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join cases c on c.id = wanted.id join agencies a on a.id = c.lead_agency_id
    order by wanted.place`.execute(work.db);
  return rows.map((row) => ({ ...row, lastActivityAt: row.lastActivityAt.toISOString() }));
}
