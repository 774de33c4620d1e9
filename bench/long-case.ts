import type pg from 'pg';
import type { Person } from '../taskforce/testing.ts';

/** A case of 5,000 activities with their hours, 500 tasks and 500 notes, in the first case of a busy member. */
export async function longCase(owner: pg.Client, busy: Person, author: Person): Promise<string> {
  const { rows } = await owner.query<{ id: string; strand: string }>(
    `select m.case_id as id, s.id as strand from taskforce.case_members m join taskforce.strands s on s.case_id = m.case_id
     where m.account_id = $1 order by m.case_id limit 1`,
    [busy.id],
  );
  const { id, strand } = rows[0]!;
  const values = [id, strand, author.id];
  await owner.query(
    `insert into taskforce.activities (case_id, strand_id, kind, title, description, happened_on, created_by, created_at)
     select $1, case when g % 3 = 0 then $2::uuid end, 'interview', 'Interview ' || g, 'Spoke with workers on the floor.',
       date '2024-01-01' + g % 600, $3, timestamptz '2024-01-01' + g * interval '2 hours' from generate_series(1, 5000) g`,
    values,
  );
  await owner.query(
    `insert into taskforce.work_entries (activity_id, case_id, account_id, day, minutes)
     select a.id, a.case_id, $2, a.happened_on, 30 from taskforce.activities a where a.case_id = $1`,
    [id, author.id],
  );
  await owner.query(
    `insert into taskforce.tasks (case_id, strand_id, kind, title, due_on, created_by)
     select $1, case when g % 3 = 0 then $2::uuid end, 'follow_up', 'Task ' || g, date '2026-01-01' + g % 300, $3 from generate_series(1, 500) g`,
    values,
  );
  await owner.query(
    `insert into taskforce.notes (case_id, strand_id, kind, body, happened_on, created_by)
     select $1, case when g % 3 = 0 then $2::uuid end, 'general', 'Note ' || g, date '2026-01-01' + g % 200, $3 from generate_series(1, 500) g`,
    values,
  );
  return id;
}
