import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { InterviewPlan, interviewsContract } from './contract-interviews.ts';

type InterviewHandlers = Handlers<Tables, typeof interviewsContract>;
type Kept = { at: Date; by: string | null; before: Record<string, unknown> };

/** Column names as the procedures name them; what stands inside a column stays as it is. */
const named = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

/**
 * The earlier versions of a plan. The history keeps of each change only what it changed, so the plan of today is led
 * back change by change.
 */
export const versionsOf: InterviewHandlers['versions'] = async (work, { id }) => {
  const { rows } = await sql<{ now: Record<string, unknown>; author: string }>`
    select to_jsonb(i) as now, (select a.display_name from accounts a where a.id = i.created_by) as author
    from interview_plans i where i.id = ${id}::uuid`.execute(work.db);
  const today = rows[0];
  if (!today) throw new Problem('missing');
  const { rows: kept } = await sql<Kept>`
    select v.at, (select a.display_name from accounts a where a.id = v.account_id) as by, v.before
    from record_versions v where v.subject_table = 'interview_plans' and v.subject_id = ${id}::uuid
    order by v.id desc limit 200`.execute(work.db);
  const people = await namesOf(work, [today.now, ...kept.map((one) => one.before)]);
  let standing = today.now;
  const version = Number(today.now['version']);
  return {
    rows: kept.map(({ at, by, before }, index) => {
      standing = { ...standing, ...before };
      const plan = named(standing);
      const noteTaker = String(plan['noteTakerId']);
      return {
        until: at.toISOString(),
        by,
        plan: {
          ...(plan as unknown as InterviewPlan),
          plannedFor: new Date(String(plan['plannedFor'])).toISOString(),
          createdAt: new Date(String(plan['createdAt'])).toISOString(),
          createdBy: { id: String(plan['createdBy']), name: today.author },
          noteTaker: { id: noteTaker, name: people.get(noteTaker) ?? '' },
          missing: [],
          mayReport: false,
          version: Math.max(1, version - index - 1),
        },
      };
    }),
  };
};

/** Names of everybody who took or was to take the notes. */
async function namesOf({ db }: Work<Tables>, rows: readonly Record<string, unknown>[]) {
  const ids = rows.map((row) => row['note_taker_id']).filter((one) => typeof one === 'string');
  const found = await db
    .selectFrom('accounts')
    .select(['id', 'displayName'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(found.map((one) => [one.id, one.displayName]));
}
