import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { daysBetween, dayOf } from '../vocabulary/days.ts';
import type { VictimFilter, VictimRow, victimsContract } from './contract.ts';
import { localDay } from './opening.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;
const cap = 10_000;

/** The filters of the list as conditions on `victims v`. None of them knows who anybody is. */
function conditions(work: Work<Tables>, filter: VictimFilter, today: string): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.caseId !== null) parts.push(sql`v.case_id = ${filter.caseId}`);
  if (filter.status.length > 0) parts.push(sql`v.status = any(${filter.status})`);
  if (filter.type.length > 0) parts.push(sql`v.type = any(${filter.type})`);
  if (filter.minor === 'now') parts.push(sql`v.minor_now`);
  if (filter.minor === 'at_facts') parts.push(sql`v.minor_at_facts`);
  if (filter.language !== null) parts.push(sql`${filter.language} = any(v.languages)`);
  if (filter.quietDays !== null)
    parts.push(
      sql`coalesce(v.last_contact_at, v.created_at) < ${work.now}::timestamptz - make_interval(days => ${filter.quietDays})`,
    );
  if (filter.rescreenDue) parts.push(sql`v.rescreen_on <= ${today}::date`);
  return sql.join(parts, sql` and `);
}

const orders = {
  code_name: sql`lower(v.code_name)`,
  contact: sql`v.last_contact_at asc nulls first, lower(v.code_name)`,
  status: sql`array_position(array['confirmed', 'likely', 'indicators', 'none', 'not_identified'], v.status), lower(v.code_name)`,
} as const;

type Row = Omit<VictimRow, 'rescreenDue' | 'daysSinceContact' | 'lastContactAt'> & {
  lastContactAt: Date | null;
};

/** A page of the victims that the session may read. Their names stand nowhere in it. */
export const listVictims: VictimHandlers['list'] = async (work, input) => {
  const { zone, today } = await localDay(work);
  const where = conditions(work, input, today);
  const { rows } = await sql<Row>`
    select v.id, v.code_name, jsonb_build_object('id', c.id, 'number', c.number) as case, v.type, v.status, v.status_since,
      v.rescreen_on, v.age_group, v.minor_now, v.minor_at_facts, v.languages, v.interpreter, v.last_contact_at
    from victims v join cases c on c.id = v.case_id where ${where}
    order by ${orders[input.sort]} limit ${input.limit + 1} offset ${(input.page - 1) * input.limit}`.execute(
    work.db,
  );
  const counted = await sql<{ count: number }>`select count(*) as count from (
    select 1 from victims v where ${where} limit ${cap + 1}) counted`.execute(work.db);
  const count = counted.rows[0]?.count ?? 0;
  return {
    rows: rows.slice(0, input.limit).map((row) => shown(row, today, zone)),
    total: { count: Math.min(count, cap), capped: count > cap },
    next: rows.length > input.limit ? input.page + 1 : null,
  };
};

function shown(row: Row, today: string, zone: string): VictimRow {
  const last = row.lastContactAt;
  return {
    ...row,
    rescreenDue: row.rescreenOn !== null && row.rescreenOn <= today,
    lastContactAt: last?.toISOString() ?? null,
    daysSinceContact: last === null ? null : Math.max(0, daysBetween(dayOf(last, zone), today)),
  };
}

/** Code name and status for every reader of the case; `open` where the reader may read the record itself. */
export const victimsOfCase: VictimHandlers['ofCase'] = async (work, { caseId }) => {
  const found = await work.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!found) throw new Problem('missing');
  const { rows } = await sql<{
    id: string;
    codeName: string;
    status: VictimRow['status'];
    statusSince: string | null;
    open: boolean;
  }>`select n.id, n.code_name, n.status, n.status_since, exists (select from open_victims o where o.id = n.id) as open
    from victims_named n where n.case_id = ${caseId} order by lower(n.code_name) limit 1000`.execute(work.db);
  const may = await sql<{ add: boolean }>`select taskforce.may('victims.write', ${caseId}) as add`.execute(
    work.db,
  );
  return { rows, mayAdd: may.rows[0]!.add };
};
