import { addWorkingDays, dayOf } from '../vocabulary/days.ts';
import { defaultClocks, retentionEnd } from './rules.ts';

/** The dates a tip carries so that lists can sort by them: when triage is due, and the last day it is kept. */
export function clockDates(receivedAt: Date): { triageDueAt: Date; retainUntil: string } {
  const { triageWorkingDays, zone, holidays } = defaultClocks;
  return {
    triageDueAt: addWorkingDays(receivedAt, triageWorkingDays, zone, holidays),
    retainUntil: dayOf(retentionEnd({ receivedAt }), zone),
  };
}
