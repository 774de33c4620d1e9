/** A calendar day as `YYYY-MM-DD`, in the task force's own time zone. Days compare as strings. */
export type Day = string;

const dayMs = 86_400_000;

/** The day an instant falls on in an IANA time zone. */
export function dayOf(instant: Date, zone = 'UTC'): Day {
  return dayFormat(zone).format(instant);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  // The Swedish locale writes ISO days.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** Is it a day that exists (no 30 February), between 1900 and 2199? */
export function isDay(text: string): boolean {
  const parts = /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return parts !== null && !Number.isNaN(parts.getTime()) && parts.toISOString().slice(0, 10) === text;
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The day `days` days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}

/**
 * The instant `count` working days later, at the same time of day: Saturdays, Sundays and `holidays` in `zone` do
 * not count. Steps are 24 hours long, so across a change of the clocks the time of day shifts by that hour.
 */
export function addWorkingDays(
  instant: Date,
  count: number,
  zone = 'UTC',
  holidays: readonly Day[] = [],
): Date {
  let at = instant;
  for (let left = count; left > 0;) {
    at = new Date(at.getTime() + dayMs);
    if (isWorkingDay(dayOf(at, zone), holidays)) left -= 1;
  }
  return at;
}

function isWorkingDay(day: Day, holidays: readonly Day[]): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day);
}
