import { addDays, dayOf, type Day } from '../vocabulary/days.ts';

/** What the protocol of the task force sets for the work with victims; the same as taskforce.victim_protocol(). */
export type VictimProtocol = {
  /** Two letters; null: not set. */
  readonly state: string | null;
  /** Hours until a report to child protection, where a state sets none of its own. */
  readonly childReportHours: number;
  /** By state: its clock, and what its law says about minors who are found in commercial sex. */
  readonly states: Readonly<
    Record<string, { readonly childReportHours: number; readonly safeHarbor: string }>
  >;
  readonly hhsHours: number;
  readonly hhsPartBDays: number;
  readonly reliefReminderHours: number;
  readonly presenceMonths: number;
  readonly certificationMonths: number;
  readonly renewalDays: number;
  readonly reliefDays: number;
  readonly chargeHours: number;
  readonly chargeFollowUpDays: number;
  readonly vacaturDays: number;
  readonly noticeDays: number;
  readonly urgentNoticeHours: number;
  /** From this number of earlier interviews on, a further one needs a reason. */
  readonly interviewsBeforeReason: number;
  readonly recordingMinor: 'any' | 'none' | 'audio' | 'video';
  readonly recordingAdult: 'any' | 'none' | 'audio' | 'video';
};

/**
 * What the product says until the task force says otherwise. 24 hours to HHS: 22 USC 7105(b). Continued presence: one
 * year as the DHS page says, longer by current practice. I-918B: filed within six months of the signature.
 */
export const defaultProtocol: VictimProtocol = {
  state: null,
  childReportHours: 24,
  states: {},
  hhsHours: 24,
  hhsPartBDays: 14,
  reliefReminderHours: 24,
  presenceMonths: 12,
  certificationMonths: 6,
  renewalDays: 90,
  reliefDays: 30,
  chargeHours: 24,
  chargeFollowUpDays: 30,
  vacaturDays: 30,
  noticeDays: 7,
  urgentNoticeHours: 4,
  interviewsBeforeReason: 2,
  recordingMinor: 'video',
  recordingAdult: 'any',
};

/** The last second of a day in an IANA time zone, whatever the clocks do in that night. */
export function endOfDay(day: Day, zone: string): Date {
  const next = addDays(day, 1);
  const noon = Date.parse(`${next}T12:00:00Z`);
  // The start of the next day lies within 40 hours around noon UTC; found by halving, exact to the second.
  let before = noon - 40 * 3_600_000;
  let after = noon + 40 * 3_600_000;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (dayOf(new Date(middle), zone) < next) before = middle;
    else after = middle;
  }
  return new Date(before);
}

/** The day so many months later; where the month is too short, its last day (31 August + 6 months = 28 February). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, length));
  return first.toISOString().slice(0, 10);
}
