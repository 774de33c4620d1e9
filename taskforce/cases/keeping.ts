import { sql } from 'kysely';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { casesContract } from './contract.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';

type CaseHandlers = Handlers<Tables, typeof casesContract>;

/** Columns whose former values concern nobody but the database. */
const silent = ['version', 'last_activity_at'];

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * What the records of a case said before each change. The policies show a row only while the record it is about can
 * be read: what a label hides, its history does not tell.
 */
export const changesOf: CaseHandlers['changes'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const before = input.after === null ? sql`` : sql`and v.id < ${cursorFrom(input.after, 1)[0]}::bigint`;
  const { rows } = await sql<{
    id: number;
    at: Date;
    by: { id: string; name: string } | null;
    table: string;
    subjectId: string;
    changed: string[];
    before: Record<string, unknown>;
  }>`
    select v.id, v.at, v.subject_table as table, v.subject_id, v.changed, v.before,
      (select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = v.account_id) as by
    from record_versions v
    where v.scope_table = 'cases' and v.scope_id = ${input.caseId} ${before}
      ${input.subjectId === null ? sql`` : sql`and (v.subject_id = ${input.subjectId} or v.before ->> 'activity_id' = ${input.subjectId}::text)`}
    order by v.id desc limit ${input.limit + 1}`.execute(work.db);
  const page = rows.slice(0, input.limit);
  return {
    rows: page.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      changed: row.changed.filter((name) => !silent.includes(name)).map(camel),
      before: Object.fromEntries(
        Object.entries(row.before)
          .filter(([name]) => !silent.includes(name))
          .map(([name, value]) => [camel(name), value]),
      ),
    })),
    next: rows.length > input.limit ? cursorOf([String(page.at(-1)!.id)]) : null,
  };
};
