import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/** Tells of warrants, orders and consents of operations that run out, each once a threshold. */
export const remindAuthorities = (door: Door<Tables>): Promise<void> =>
  door.asVisitor(async (db) => void (await sql`select taskforce.remind_authorities()`.execute(db)));
