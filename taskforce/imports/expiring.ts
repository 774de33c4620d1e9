import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/**
 * Empties previews that nobody went on with for a day, with the files they were made from, and lets go of the files of
 * written tips: they hold in clear who told them. For the clock; needs no account. Returns how many previews expired.
 */
export async function expireImports(door: Door<Tables>): Promise<number> {
  return door.asVisitor(async (db) => {
    const { rows } = await sql<{ expired: number }>`select expire_imports() as expired`.execute(db);
    return rows[0]?.expired ?? 0;
  });
}
