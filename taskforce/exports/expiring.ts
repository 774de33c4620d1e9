import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { KEPT_DAYS } from './rules-lists.ts';

/**
 * Deletes the files of exports that ended more than `KEPT_DAYS` ago, with what was selected; the audit keeps that they
 * left. For the clock; needs no account. Returns how many expired.
 */
export async function expireExports(door: Door<Tables>): Promise<number> {
  return door.asVisitor(async (db) => {
    const { rows } = await sql<{
      expired: number;
    }>`select expire_exports(${KEPT_DAYS}::integer) as expired`.execute(db);
    return rows[0]?.expired ?? 0;
  });
}
