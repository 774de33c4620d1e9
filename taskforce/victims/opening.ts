import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf } from '../vocabulary/days.ts';

/** The victim when the session may read them. @throws Problem missing */
export async function readableVictim(work: Work<Tables>, id: string) {
  const found = await work.db.selectFrom('victims').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('missing');
  return found;
}

/** The time zone of the task force and the day it is there. */
export async function localDay(work: Work<Tables>): Promise<{ zone: string; today: string }> {
  const { rows } = await sql<{ zone: string }>`select taskforce.zone() as zone`.execute(work.db);
  const { zone } = rows[0]!;
  return { zone, today: dayOf(work.now, zone) };
}

/** Names of accounts by id, for rows that name who did something. */
export async function namesOf(work: Work<Tables>, ids: readonly string[]) {
  const wanted = [...new Set(ids)];
  const rows =
    wanted.length === 0
      ? []
      : await work.db
          .selectFrom('accounts')
          .select(['id', 'displayName'])
          .where('id', 'in', wanted)
          .execute();
  const names = new Map(rows.map((row) => [row.id, row.displayName]));
  return (id: string) => ({ id, name: names.get(id) ?? '' });
}
