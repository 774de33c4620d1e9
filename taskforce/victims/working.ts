import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf, type Day } from '../vocabulary/days.ts';
import { defaultProtocol, type VictimProtocol } from './rules-protocol.ts';

type WorkHere = Work<Tables>;

/** The victim a record hangs on, as far as the reader may know of them. @throws Problem missing */
export async function readableVictim(
  work: WorkHere,
  id: string,
): Promise<{ id: string; caseId: string; minorNow: boolean; interpreter: string }> {
  const row = await work.db
    .selectFrom('victims')
    .select(['id', 'caseId', 'minorNow', 'interpreter'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return { ...row, minorNow: row.minorNow ?? false };
}

/** What the installation set for the work with victims, over what the product says; and its time zone. */
export async function protocolOf(
  work: WorkHere,
): Promise<{ protocol: VictimProtocol; zone: string; today: Day }> {
  const { rows } = await sql<{ set: Partial<VictimProtocol>; zone: string }>`
    select taskforce.victim_protocol() as set, taskforce.zone() as zone`.execute(work.db);
  const zone = rows[0]?.zone ?? 'UTC';
  return { protocol: { ...defaultProtocol, ...rows[0]?.set }, zone, today: dayOf(work.now, zone) };
}

/** May the reader do this in the case of a record? For buttons; the database asks again. */
export async function mayIn(work: WorkHere, permission: string, caseId: string): Promise<boolean> {
  if (!work.can(permission)) return false;
  const { rows } = await sql<{
    may: boolean;
  }>`select taskforce.may(${permission}, ${caseId}::uuid) as may`.execute(work.db);
  return rows[0]?.may ?? false;
}

/** A person as `{id, name}` out of an account column, for a select list. */
export const personIn = (column: string) =>
  sql<{
    id: string;
    name: string;
  }>`(select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = ${sql.ref(column)})`;
