import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import * as caseRules from '../cases/rules.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import type { Day } from '../vocabulary/days.ts';

/** Throws `missing` for a case that is not open to the person. */
export async function readableCase({ db }: Work<Tables>, id: string): Promise<void> {
  if (!(await db.selectFrom('cases').select('id').where('id', '=', id).executeTakeFirst()))
    throw new Problem('missing');
}

/** Hours of one person on one day are written one after the other, so that a sum that was read still holds. */
export async function oneAtATime({ db, account }: Work<Tables>, day: Day): Promise<void> {
  await sql`select pg_advisory_xact_lock(46006, hashtext(${account.id}::text || ${day}::text))`.execute(db);
}

/** Own hours of a row on a day. */
export type Cell = {
  caseId: string;
  strandId: string | null;
  activityId: string | null;
  workRole: WorkRole;
  day: Day;
};

/** Adds own hours, within the 24 of the day. */
export async function addHours(work: Work<Tables>, entry: Cell & { minutes: number }): Promise<void> {
  const { db, account } = work;
  const others = await db
    .selectFrom('workEntries')
    .select(({ fn }) => fn.sum<string | null>('minutes').as('minutes'))
    .where('accountId', '=', account.id)
    .where('day', '=', entry.day)
    .executeTakeFirst();
  granted(caseRules.checkWork(entry, Number(others?.minutes ?? 0)));
  const { strandId, ...values } = entry;
  await db
    .insertInto('workEntries')
    .values({ ...values, strandId: entry.activityId === null ? strandId : null, accountId: account.id })
    .execute();
}

/** Takes the own hours of a cell away. @returns how many minutes they were */
export async function takeHours({ db, account }: Work<Tables>, cell: Cell): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`
    delete from work_entries w
    where w.account_id = ${account.id} and w.day = ${cell.day} and w.case_id = ${cell.caseId}
      and w.activity_id is not distinct from ${cell.activityId}
      and (w.activity_id is not null or w.strand_id is not distinct from ${cell.strandId})
      and coalesce(w.work_role, taskforce.work_role_of(w.account_id)) = ${cell.workRole}
    returning w.minutes`.execute(db);
  return rows.reduce((sum, row) => sum + row.minutes, 0);
}
