import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Listed } from './contract.ts';
import { boundBy, marksOf, type Attendance } from './rules-marks.ts';

/** Operations whose clashes are looked up for one page of the calendar, the next ones first. */
const MOST_OPERATIONS = 60;

/**
 * Who and what of the entries is wanted in two places, by the key of the entry. Of operations the database says what
 * this reader may know (`taskforce.plan_clashes`); court dates and what is one's own are compared here, out of what
 * the reader has before them.
 */
export async function clashMarks(
  work: Work<Tables>,
  entries: readonly Listed[],
  today: string,
): Promise<Map<string, string[]>> {
  const coming = entries.filter((one) => one.state === 'planned' && one.untilDay >= today);
  const dates = coming.filter((one) => one.kind === 'court_date').map((one) => one.id);
  const { id, displayName: name } = work.account;
  return marksOf(
    boundBy(coming, await attendanceOf(work, dates), { id, name }),
    await plansMarked(work, coming),
  );
}

async function plansMarked(work: Work<Tables>, coming: readonly Listed[]) {
  const ids = coming.flatMap((one) => (one.kind === 'operation' && one.operation ? [one.operation.id] : []));
  if (ids.length === 0) return [];
  const { rows } = await sql<{ plan: string; name: string; kind: string | null; id: string | null }>`
    select o.id as plan, c.name, c.kind, c.id from unnest(${ids.slice(0, MOST_OPERATIONS)}::uuid[]) o(id)
    cross join lateral taskforce.plan_clashes(o.id) c`.execute(work.db);
  return rows.flatMap(({ plan, name, kind, id }) => [
    { key: `operation:${plan}`, name },
    ...(kind === 'court_date' && id !== null ? [{ key: `court_date:${id}`, name }] : []),
  ]);
}

async function attendanceOf(work: Work<Tables>, ids: readonly string[]): Promise<Attendance[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Attendance>`
    select d.id, d.others, c.lead_agency_id as agency_id,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.display_name)) from accounts a where a.id = any (d.attendees)), '[]') as people
    from case_dates d join cases c on c.id = d.case_id where d.id = any (${ids}::uuid[])`.execute(work.db);
  return rows;
}
