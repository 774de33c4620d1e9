import { i18n } from '@lingui/core';

type Moment = Date | string | number;

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

function once<F extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(
  kind: string,
  options: object,
  make: (locale: string) => F,
): F {
  const key = `${i18n.locale}|${kind}|${JSON.stringify(options)}`;
  const found = made.get(key) as F | undefined;
  if (found) return found;
  const format = make(i18n.locale || 'en');
  made.set(key, format);
  return format;
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  once('date', options, (locale) => new Intl.DateTimeFormat(locale, options));

/**
 * A calendar date in words of the reader's language ("12 Mar 2026", "12 mar 2026").
 * `YYYY-MM-DD` is a day without time zone and is never moved to the day before.
 */
export function formatDate(value: Moment, style: 'short' | 'long' = 'short'): string {
  const dayOnly = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return dates({
    day: 'numeric',
    month: style === 'long' ? 'long' : 'short',
    year: 'numeric',
    ...(style === 'long' ? { weekday: 'long' as const } : {}),
    ...(dayOnly ? { timeZone: 'UTC' } : {}),
  }).format(new Date(value));
}

/** A moment with its time to the minute, in the reader's own time zone. */
export function formatMoment(value: Moment): string {
  return dates({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(value));
}

/** The time of day alone ("3:05 pm"). */
export function formatTime(value: Moment): string {
  return dates({ hour: 'numeric', minute: '2-digit' }).format(new Date(value));
}

/** A number in the reader's writing; `options` are those of Intl.NumberFormat. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return once('number', options, (locale) => new Intl.NumberFormat(locale, options)).format(value);
}

/** Whole US dollars unless cents are asked for. */
export function formatMoney(value: number, cents = false): string {
  return formatNumber(value, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: cents ? 2 : 0,
    maximumFractionDigits: cents ? 2 : 0,
  });
}

/** A count that the server stopped at `cap`: "10,000+" instead of a false exact figure. */
export function formatCount(value: number, capped = false): string {
  return capped ? `${formatNumber(value)}+` : formatNumber(value);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** The distance from `now` in words: "in 3 days", "2 hours ago". Rounded towards now, so never too hopeful. */
export function formatDistance(value: Moment, now: Moment): string {
  const apart = new Date(value).getTime() - new Date(now).getTime();
  const words = once(
    'relative',
    {},
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }),
  );
  for (const [unit, size] of STEPS) {
    if (Math.abs(apart) >= size) return words.format(Math.trunc(apart / size), unit);
  }
  return words.format(Math.trunc(apart / 60_000), 'minute');
}

/** The day in the reader's own calendar, `YYYY-MM-DD`. */
export function localDay(now: Moment): string {
  const at = new Date(now);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** From how many days on a day's distance is told in the unit, and how many days the unit has. */
const DAY_STEPS: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['year', 730, 365],
  ['month', 60, 30],
  ['week', 14, 7],
  ['day', 0, 1],
];

/** How far a calendar day lies from today, counted in days as people count them: "yesterday", "3 days ago". */
export function formatDayDistance(day: string, now: Moment): string {
  const apart = Math.round((Date.parse(day) - Date.parse(localDay(now))) / 86_400_000);
  const [unit, , size] = DAY_STEPS.find(([, from]) => Math.abs(apart) >= from) ?? DAY_STEPS[3]!;
  return once(
    'relative',
    {},
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }),
  ).format(Math.trunc(apart / size), unit);
}

/** A list in words: "A, B and C". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(i18n.locale || 'en', { type: 'conjunction' }).format(items);
}
