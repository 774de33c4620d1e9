import type { DateFormat } from './mapping.ts';

const FIXED = /^(?:Z|[+-]\d\d:\d\d)$/u;

/** Is this an offset (`Z`, `-06:00`) or the name of a time zone (`America/Chicago`)? */
export function isOffset(text: string): boolean {
  if (FIXED.test(text)) return true;
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'ene', 'enero'],
  ['feb', 'february', 'febrero'],
  ['mar', 'march', 'marzo'],
  ['apr', 'april', 'abr', 'abril'],
  ['may', 'mayo'],
  ['jun', 'june', 'junio'],
  ['jul', 'july', 'julio'],
  ['aug', 'august', 'ago', 'agosto'],
  ['sep', 'sept', 'september', 'septiembre'],
  ['oct', 'october', 'octubre'],
  ['nov', 'november', 'noviembre'],
  ['dec', 'december', 'dic', 'diciembre'],
];

const PATTERNS: Readonly<Record<DateFormat, readonly [RegExp, 'ymd' | 'mdy' | 'dmy']>> = {
  'YYYY-MM-DD': [/^(\d{4})-(\d{1,2})-(\d{1,2})$/u, 'ymd'],
  'YYYY/MM/DD': [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/u, 'ymd'],
  YYYYMMDD: [/^(\d{4})(\d\d)(\d\d)$/u, 'ymd'],
  'MM/DD/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u, 'mdy'],
  'MM-DD-YYYY': [/^(\d{1,2})-(\d{1,2})-(\d{4})$/u, 'mdy'],
  'MM/DD/YY': [/^(\d{1,2})\/(\d{1,2})\/(\d\d)$/u, 'mdy'],
  'DD/MM/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u, 'dmy'],
  'DD.MM.YYYY': [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u, 'dmy'],
  'DD-MM-YYYY': [/^(\d{1,2})-(\d{1,2})-(\d{4})$/u, 'dmy'],
  'D MON YYYY': [/^(\d{1,2})\s+(?:de\s+)?([\p{L}]+)\.?,?\s+(?:de\s+)?(\d{4})$/u, 'dmy'],
  'MON D, YYYY': [/^([\p{L}]+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u, 'mdy'],
};

/** `YYYY-MM-DD`, or null when the day does not exist or lies outside 1900 to 2199. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199) return null;
  const instant = new Date(Date.UTC(year, month - 1, day));
  const same = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return same ? instant.toISOString().slice(0, 10) : null;
}

function monthNumber(text: string): number {
  const name = text.toLowerCase();
  const found = MONTHS.findIndex((names) => names.includes(name));
  return found >= 0 ? found + 1 : Number(text);
}

/**
 * A day out of text in one of the formats, tried in their order; null when none fits. Two-digit years are read as
 * 1940 to 2039: birth dates and case dates both occur.
 */
export function parseDay(text: string, formats: readonly DateFormat[]): string | null {
  for (const format of formats) {
    const [pattern, order] = PATTERNS[format];
    const [, a = '', b = '', c = ''] = pattern.exec(text) ?? [];
    if (a === '') continue;
    const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
    const whole = year.length === 2 ? Number(year) + (Number(year) < 40 ? 2000 : 1900) : Number(year);
    const found = isoDay(whole, monthNumber(month), Number(day));
    if (found !== null) return found;
  }
  return null;
}

const TIME =
  /^(.+?)(?:[T\s]+)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d\d:?\d\d)?$/iu;

/**
 * An instant out of text: a day with an optional time, at the offset written in it or else at `offset`
 * (`Z`, `-06:00`, or a zone such as `America/Chicago`). A day alone is its first minute. Result in UTC, `YYYY-MM-DDTHH:MM:SSZ`; null when none fits.
 */
export function parseInstant(text: string, formats: readonly DateFormat[], offset: string): string | null {
  const [, dayText = text, hours = '0', minutes = '0', seconds = '0', half, own] = TIME.exec(text) ?? [];
  const day = parseDay(dayText.trim(), formats);
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  if (day === null || hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const zone = own === undefined ? offset : own.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/u, '$1:$2');
  const two = (n: number | string): string => String(n).padStart(2, '0');
  const local = `${day}T${two(hour)}:${two(minutes)}:${two(seconds)}`;
  const instant = FIXED.test(zone) ? new Date(`${local}${zone}`) : instantAt(local, zone);
  return Number.isNaN(instant.getTime()) ? null : `${instant.toISOString().slice(0, 19)}Z`;
}

/**
 * The instant at which clocks in a zone show `local`. An hour that the clocks show twice in autumn is the first of the
 * two; an hour they leave out in spring is the hour after it.
 */
function instantAt(local: string, zone: string): Date {
  const wanted = Date.parse(`${local}Z`);
  const shift = (at: number): number => shown(at, zone) - at;
  const early = wanted - shift(wanted - 86_400_000);
  const late = wanted - shift(wanted + 86_400_000);
  if (shown(early, zone) === wanted)
    return new Date(Math.min(early, shown(late, zone) === wanted ? late : early));
  return new Date(shown(late, zone) === wanted ? late : early);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant, as milliseconds of a UTC clock that shows the same. */
function shown(at: number, zone: string): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(zone, clock);
  return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
}

/** The day `offset` days after `base` (`YYYY-MM-DD`); null when `offset` is no whole number or too far. */
export function dayAfter(base: string, offset: string): string | null {
  if (!/^-?\d{1,6}$/u.test(offset)) return null;
  const instant = new Date(Date.parse(base) + Number(offset) * 86_400_000);
  return isoDay(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate());
}
