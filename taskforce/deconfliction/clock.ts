import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/** Takes out what is past its term, and reminds of operations that no regional system knows yet. */
export const followDeconfliction = (door: Door<Tables>): Promise<void> =>
  door.asVisitor(
    async (db) =>
      void (await sql`select taskforce.expire_deconfliction(), taskforce.remind_handoffs()`.execute(db)),
  );
