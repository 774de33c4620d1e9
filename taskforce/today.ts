import { sql } from 'kysely';
import type { Work } from '../kit/database/door.ts';
import type { Tables } from './database/schema.ts';

/** Today where the task force works, as YYYY-MM-DD. */
export async function todayOf({ db }: Work<Tables>): Promise<string> {
  const { rows } = await sql<{ today: string }>`select taskforce.today()::text as today`.execute(db);
  return rows[0]!.today;
}
