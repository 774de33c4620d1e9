import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/**
 * Runs a query that looks at every case once. The planner cannot foresee how many rows the policies let through, guesses
 * a handful and joins row by row, which is quadratic in the number of cases; hashing is right at any size here.
 */
export async function overWholeSet<T>(work: Work<Tables>, query: () => Promise<T>): Promise<T> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`.execute(
    work.db,
  );
  const found = await query();
  await sql`select set_config('enable_nestloop', 'on', true), set_config('jit', 'on', true)`.execute(work.db);
  return found;
}
