import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Day } from '../vocabulary/days.ts';
import { leversOf, type Lever, type LeverFacts } from './rules-levers.ts';

/** What would change the estimate of a case, from the records that this person may read. */
export async function leversOfCase(
  work: Work<Tables>,
  caseId: string,
  planned: ReadonlySet<string>,
  today: Day,
): Promise<Lever[]> {
  const { rows } = await sql<Omit<LeverFacts, 'planned'>>`
    select s.id as "strandId", s.label, s.phase, s.phase_since::text as "enteredOn",
      (select max(a.happened_on)::text from taskforce.activities a
       where a.case_id = s.case_id and a.strand_id = s.id and a.withdrawn_at is null) as "lastRecord"
    from taskforce.strands s where s.case_id = ${caseId} and s.closed_on is null order by s.label, s.id`.execute(
    work.db,
  );
  const { rows: hours } = await sql<{ day: Day | null }>`
    select max(w.day)::text as day from taskforce.work_entries w where w.case_id = ${caseId}`.execute(
    work.db,
  );
  return leversOf(
    rows.map((row) => ({ ...row, planned: planned.has(row.strandId) })),
    hours[0]?.day ?? null,
    today,
  );
}
