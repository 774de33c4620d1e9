import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { mineOutput } from './contract.ts';

type Mine = z.input<typeof mineOutput>;
type Db = Work<Tables>['db'];

/** Nobody is told of more than a week of changes: the rest is in the cases. */
const longestAway = 7 * 24 * 3_600_000;
const most = 20;

/** `home.mine`: every part is what the policies let the reader see; a part without anything is empty. */
export async function mine(work: Work<Tables>): Promise<Mine> {
  const { db } = work;
  const since = await lastHere(work);
  return {
    since: since.toISOString(),
    dangers: await dangers(work),
    tips: work.can('tips.read') ? await tips(work) : null,
    tasks: await tasks(work),
    decisions: await decisions(work),
    approvals: work.can('phases.approve') ? await approvals(work) : [],
    reviews: await reviews(work),
    changes: await changes(work, since),
    unread: await countOf(db, sql`notices n where n.read_at is null`),
    supervisor: work.account.supervises ? await supervisor(work) : null,
  };
}

async function lastHere({ db, now }: Work<Tables>): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`select taskforce.last_here() as at`.execute(db);
  const earliest = now.getTime() - longestAway;
  return new Date(Math.max(rows[0]?.at?.getTime() ?? earliest, earliest));
}

async function countOf(db: Db, from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from (select 1 from ${from} limit 10001) x`.execute(db);
  return rows[0]?.n ?? 0;
}

const caseOf = sql`jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) as case`;
const iso = (value: Date): string => value.toISOString();

async function dangers({ db, account }: Work<Tables>): Promise<Mine['dangers']> {
  type Row = Omit<Mine['dangers'][number], 'raisedAt' | 'officerDueAt' | 'contactDueAt' | 'mine'> & {
    raisedAt: Date;
    officerDueAt: Date;
    contactDueAt: Date;
  };
  const { rows } = await sql<Row>`
    select d.id, left(case when d.what = '' then coalesce(t.what, '') else d.what end, 200) as what,
      case when d.place = '' then coalesce(t.place, '') else d.place end as place,
      case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number) end as tip,
      case when c.id is null then null else jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) end as case,
      d.raised_at, d.officer_due_at, d.contact_due_at,
      case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.display_name) end as accountable
    from dangers d left join tips t on t.id = d.tip_id left join cases c on c.id = d.case_id left join accounts p on p.id = d.accountable_id
    where d.ended_at is null
    order by d.accountable_id is not distinct from ${account.id}::uuid desc, d.accountable_id is null desc, d.raised_at limit ${most}`.execute(
    db,
  );
  return rows.map((row) => ({
    ...row,
    raisedAt: iso(row.raisedAt),
    officerDueAt: iso(row.officerDueAt),
    contactDueAt: iso(row.contactDueAt),
    mine: row.accountable?.id === account.id,
  }));
}

async function tips({ db, account }: Work<Tables>): Promise<NonNullable<Mine['tips']>> {
  const { rows } = await sql<{ waiting: number; overdue: number; mine: number; next: Date | null }>`
    select count(*) as waiting, count(*) filter (where t.triage_due_at < now()) as overdue,
      count(*) filter (where t.assigned_to = ${account.id}::uuid) as mine, min(t.triage_due_at) as next
    from (select * from tips where state = 'received' order by triage_due_at limit 10001) t`.execute(db);
  const row = rows[0] ?? { waiting: 0, overdue: 0, mine: 0, next: null };
  return {
    waiting: { count: Math.min(row.waiting, 10_000), capped: row.waiting > 10_000 },
    overdue: row.overdue,
    mine: row.mine,
    nextDueAt: row.next?.toISOString() ?? null,
    answers: await countOf(db, sql`tip_messages m where m.direction = 'answer' and m.read_at is null`),
  };
}

async function tasks({ db, account }: Work<Tables>): Promise<Mine['tasks']> {
  const own = sql`t.state = 'open' and t.assignee_id = ${account.id}::uuid`;
  const { rows } = await sql<Mine['tasks']['rows'][number]>`
    select t.id, t.title, t.due_on, coalesce(t.due_on < taskforce.today(), false) as overdue, ${caseOf}
    from tasks t join cases c on c.id = t.case_id where ${own} order by t.due_on nulls last, t.created_at limit ${most}`.execute(
    db,
  );
  return {
    overdue: await countOf(db, sql`tasks t where ${own} and t.due_on < taskforce.today()`),
    week: await countOf(
      db,
      sql`tasks t where ${own} and t.due_on between taskforce.today() and taskforce.today() + 7`,
    ),
    rows,
  };
}

async function decisions({ db, account }: Work<Tables>): Promise<Mine['decisions']> {
  const { rows } = await sql<Mine['decisions'][number]>`
    select d.id, d.question, d.needed_by, ${caseOf} from decisions_needed d join cases c on c.id = d.case_id
    where d.state = 'open' and d.decider_id = ${account.id}::uuid order by d.needed_by nulls last, d.asked_at limit ${most}`.execute(
    db,
  );
  return rows;
}

/** What another person asks a supervisor to sign; nobody signs what they asked for. */
async function approvals({ db, account }: Work<Tables>): Promise<Mine['approvals']> {
  const { rows } = await sql<Omit<Mine['approvals'][number], 'askedAt'> & { askedAt: Date }>`
    select r.id, r.kind, jsonb_build_object('id', p.id, 'name', p.display_name) as asked_by, r.asked_at, ${caseOf}
    from approval_requests r join cases c on c.id = r.case_id join accounts p on p.id = r.asked_by
    where r.state = 'waiting' and r.asked_by <> ${account.id}::uuid order by r.asked_at limit ${most}`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, askedAt: iso(row.askedAt) }));
}

/** Reviews that are owed: all of them to those who write them, else those of dangers one answered for or of one's cases. */
async function reviews(work: Work<Tables>): Promise<Mine['reviews']> {
  const { db, now, account } = work;
  const mayWrite = work.can('danger.review');
  type Row = Omit<Mine['reviews'][number], 'dueAt' | 'overdue' | 'mayWrite'> & { dueAt: Date };
  const { rows } = await sql<Row>`
    select v.id, v.danger_id, v.due_at,
      case when c.id is null then null else jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) end as case
    from danger_reviews v join dangers d on d.id = v.danger_id
    left join cases c on c.id = coalesce(d.case_id,
      (select l.case_id from tip_cases l where l.tip_id = d.tip_id and l.ended_at is null order by l.case_id limit 1))
    where v.done_at is null
      and (${mayWrite} or d.accountable_id = ${account.id}::uuid or c.id in (select taskforce.my_cases()))
    order by v.due_at limit ${most}`.execute(db);
  return rows.map((row) => ({ ...row, dueAt: iso(row.dueAt), overdue: row.dueAt < now, mayWrite }));
}

/** Cases one works on in which somebody else recorded something while one was away. */
async function changes({ db, account }: Work<Tables>, since: Date): Promise<Mine['changes']> {
  const kinds = [
    sql`select 'phase' as kind, case_id, recorded_at as at, recorded_by as by from phase_transitions`,
    sql`select 'activity', case_id, created_at, created_by from activities where withdrawn_at is null`,
    sql`select 'note', case_id, created_at, created_by from notes`,
    sql`select 'task', case_id, created_at, created_by from tasks`,
    sql`select 'decision', case_id, asked_at, asked_by from decisions_needed`,
  ];
  const { rows } = await sql<Omit<Mine['changes'][number], 'lastActivityAt'> & { lastActivityAt: Date }>`
    with recent as (
      select c.id, c.number, c.title, c.last_activity_at from cases c
      where c.id in (select taskforce.my_cases()) and c.last_activity_at > ${since} order by c.last_activity_at desc limit 50),
    told as (
      select r.id, x.kind, count(*) as n, max(x.at) as at from recent r
      join (${sql.join(kinds, sql` union all `)}) x on x.case_id = r.id
      where x.at > ${since} and x.by is distinct from ${account.id}::uuid group by r.id, x.kind)
    select ${caseOf}, max(t.at) as last_activity_at, jsonb_agg(jsonb_build_object('kind', t.kind, 'count', t.n) order by t.kind) as changes
    from recent c join told t on t.id = c.id group by c.id, c.number, c.title order by max(t.at) desc limit ${most}`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, lastActivityAt: iso(row.lastActivityAt) }));
}

async function supervisor(work: Work<Tables>): Promise<NonNullable<Mine['supervisor']>> {
  const { db } = work;
  const { rows } = await sql<NonNullable<Mine['supervisor']>['overdue'][number]>`
    select jsonb_build_object('id', p.id, 'name', p.display_name) as person, count(*) as overdue, min(t.due_on) as oldest_due_on
    from tasks t join accounts p on p.id = t.assignee_id where t.state = 'open' and t.due_on < taskforce.today()
    group by p.id, p.display_name order by count(*) desc, p.display_name limit ${most}`.execute(db);
  return {
    unassignedTips: work.can('tips.read')
      ? await countOf(db, sql`tips t where t.state = 'received' and t.assigned_to is null`)
      : 0,
    unassignedTasks: await countOf(db, sql`tasks t where t.state = 'open' and t.assignee_id is null`),
    overdue: rows,
  };
}
