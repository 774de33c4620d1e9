import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/** Lets offers expire that nobody answered in time, and tells who made them. @returns how many */
export function expireReferrals(door: Door<Tables>): Promise<number> {
  return door.asVisitor(async (db) => {
    const { rows } = await sql<{ many: number }>`select taskforce.expire_referrals() as many`.execute(db);
    return rows[0]?.many ?? 0;
  });
}
