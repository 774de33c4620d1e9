import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import { addWorkingDays, dayOf } from '../vocabulary/days.ts';
import { defaultClocks, retentionEnd, type ClockSettings } from './rules.ts';

/** The dates a tip carries so that lists can sort by them: when triage is due, and the last day it is kept. */
export function clockDates(
  receivedAt: Date,
  settings: ClockSettings = defaultClocks,
): { triageDueAt: Date; retainUntil: string } {
  const { triageWorkingDays, zone, holidays } = settings;
  return {
    triageDueAt: addWorkingDays(receivedAt, triageWorkingDays, zone, holidays),
    retainUntil: dayOf(retentionEnd({ receivedAt }, settings), zone),
  };
}

/** The clocks as this installation set them, over those of the product. */
export async function clockSettings(db: Kysely<Tables>): Promise<ClockSettings> {
  const { rows } = await sql<{ set: Partial<ClockSettings> }>`select clock_settings() as set`.execute(db);
  return { ...defaultClocks, ...rows[0]?.set };
}
