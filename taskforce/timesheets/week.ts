import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import { addDays, daysBetween, type Day } from '../vocabulary/days.ts';
import type { TimesheetRow, timesheetsContract } from './contract.ts';
import { addHours, oneAtATime, readableCase, takeHours } from './hours.ts';
import { mondayOf, rowKey } from './rules.ts';
import { timerOf } from './timer.ts';

type TimesheetHandlers = Handlers<Tables, typeof timesheetsContract>;

/** Reading and setting the own hours of a week. */
export const weekHandlers: Pick<TimesheetHandlers, 'week' | 'ofCase' | 'strands' | 'set'> = {
  week: async (work, { day }) => {
    const { today, workRole, lastDay } = await whoAndWhen(work);
    const monday = mondayOf(day ?? today);
    const hours = await rowsOf(work, addDays(monday, -7), addDays(monday, 6));
    return {
      monday,
      today,
      workRole,
      rows: inWeek([...hours, ...(await ownActivities(work, monday, workRole))], monday),
      before: inWeek(
        hours.filter((one) => one.day < monday && one.activityId === null),
        addDays(monday, -7),
      ),
      timer: await timerOf(work),
      lastDay,
    };
  },
  ofCase: async (work, { caseId }) => {
    await readableCase(work, caseId);
    const { rows } = await sql<{ strand: string | null; workRole: WorkRole; minutes: number }>`
      select s.label as strand, coalesce(w.work_role, taskforce.work_role_of(w.account_id)) as work_role, sum(w.minutes)::int as minutes
      from work_entries w left join strands s on s.id = w.strand_id
      where w.case_id = ${caseId} and w.activity_id is null
      group by s.id, s.label, 2 order by s.label nulls first, 2`.execute(work.db);
    return { rows };
  },
  strands: async (work, { caseId }) => {
    await readableCase(work, caseId);
    const rows = await work.db
      .selectFrom('strands')
      .select(['id', 'label'])
      .where('caseId', '=', caseId)
      .where('closedOn', 'is', null)
      .orderBy('label')
      .execute();
    return { rows };
  },
  set: async (work, { was, minutes, ...cell }) => {
    await readableCase(work, cell.caseId);
    await oneAtATime(work, cell.day);
    const taken = await takeHours(work, cell);
    if (taken !== was) throw new Problem('conflict', { data: { current: { minutes: taken } } });
    if (minutes > 0) await addHours(work, { ...cell, minutes });
    return { minutes };
  },
};

async function whoAndWhen({ db, account }: Work<Tables>) {
  const { rows } = await sql<{ today: Day; workRole: WorkRole; lastDay: Day | null }>`
    select taskforce.today()::text as today, taskforce.work_role_of(${account.id}) as work_role,
      (select max(w.day)::text from work_entries w where w.account_id = ${account.id}) as last_day`.execute(
    db,
  );
  return rows[0]!;
}

type Line = Omit<TimesheetRow, 'minutes'> & { day: Day; minutes: number };

/** The own hours between two days, by row and day. */
async function rowsOf({ db, account }: Work<Tables>, from: Day, until: Day): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select w.case_id, c.number as case_number, c.title as case_title, s.id as strand_id, s.label as strand, w.activity_id,
      a.title as activity, coalesce(w.work_role, taskforce.work_role_of(w.account_id)) as work_role, w.day::text as day,
      sum(w.minutes)::int as minutes
    from work_entries w join cases c on c.id = w.case_id
    left join activities a on a.id = w.activity_id
    left join strands s on s.id = coalesce(a.strand_id, w.strand_id)
    where w.account_id = ${account.id} and w.day between ${from} and ${until}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by c.number, s.label nulls first, a.title nulls first, 8, 9`.execute(db);
  return rows;
}

/** What one wrote down oneself in the week: its hours may be taken from there, also where none stand yet. */
async function ownActivities(
  { db, account }: Work<Tables>,
  monday: Day,
  workRole: WorkRole,
): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select a.case_id, c.number as case_number, c.title as case_title, s.id as strand_id, s.label as strand, a.id as activity_id,
      a.title as activity, ${workRole} as work_role, a.happened_on::text as day, 0 as minutes
    from activities a join cases c on c.id = a.case_id left join strands s on s.id = a.strand_id
    where a.created_by = ${account.id} and a.happened_on between ${monday} and ${addDays(monday, 6)} and a.withdrawn_at is null
      and not exists (select from work_entries w where w.activity_id = a.id and w.account_id = ${account.id})
    order by a.happened_on, a.created_at limit 30`.execute(db);
  return rows;
}

/** Lines of a week as rows of seven days. */
function inWeek(lines: readonly Line[], monday: Day): TimesheetRow[] {
  const rows = new Map<string, TimesheetRow>();
  for (const { day, minutes, ...line } of lines) {
    const place = daysBetween(monday, day);
    if (place < 0 || place > 6) continue;
    const row = rows.get(rowKey(line)) ?? { ...line, minutes: [0, 0, 0, 0, 0, 0, 0] };
    row.minutes[place]! += minutes;
    rows.set(rowKey(line), row);
  }
  return [...rows.values()];
}
