import { sql } from 'kysely';
import type { JobKind } from '../../kit/jobs/worker.ts';
import type { Tables } from '../database/schema.ts';

/** Takes a whole import back in one transaction, where nobody has built on it. */
export const undoKind: JobKind<Tables> = {
  kind: 'import_undo',
  run: async (job) => {
    const id = String(job.input.import);
    return job.as('write', async ({ db }) => {
      await sql`select taskforce.begin_undo(${id}::uuid, ${job.id}::uuid)`.execute(db);
      const { rows: planned } = await sql<{ n: number }>`
        select (select count(*) from import_records where import_id = ${id}::uuid and target in ('tips', 'cases', 'strands') and action = 'created')
          + (select count(*) from phase_transitions where import_id = ${id}::uuid) as n`.execute(db);
      const total = planned[0]?.n ?? 0;
      for (let done = 0, n = 1; n > 0; done += n) {
        await job.progress(Math.min(done, total), total, 'taking_back');
        const { rows } = await sql<{ n: number }>`
          select taskforce.undo_step(${id}::uuid, 2000) as n`.execute(db);
        n = rows[0]?.n ?? 0;
      }
      const { rows } = await sql<{ taken: unknown }>`
        select taskforce.finish_undo(${id}::uuid) as taken`.execute(db);
      return { import: id, taken: rows[0]?.taken };
    });
  },
};
