import type { CountryCode } from 'libphonenumber-js';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Digit } from './spoken-digits.ts';
import { digitRuns } from './spoken-digits.ts';

/** A phone number found in text. */
export type FoundPhone = {
  /** `+13125550142`; null for a number without area code, which only `lastSeven` can compare. */
  readonly e164: string | null;
  readonly lastSeven: string;
  /** The characters it was read from, and where they stand: [start, end). */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
};

/**
 * One phone number in any usual writing as E.164, or null when the text is not one: `(312) 555-0142`,
 * `312.555.0142`, `1 312 5550142`, `+52 55 1234 5678`, `1-800-555-TIPS`. Numbers that are possible but not assigned
 * are kept: a mistyped number is still evidence.
 */
export function toE164(text: string, country: CountryCode = 'US'): string | null {
  const found = phonesIn(text, country);
  const [only] = found;
  return found.length === 1 && only ? only.e164 : null;
}

/** The key for comparing numbers of which one lacks its area code: the last seven digits, or null when fewer. */
export function lastSeven(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-7) : null;
}

/**
 * Every phone number in free text, also spelled (`three one two five five five …`, `tres uno dos`), spaced, dotted
 * or with letters in place of digits. Dates, times, card and case numbers are left alone as far as their grouping
 * tells them apart.
 */
export function phonesIn(text: string, country: CountryCode = 'US'): FoundPhone[] {
  const found = digitRuns(text).flatMap((run) => phonesOfRun(run, text, country));
  return [...found, ...vanityPhones(text, found)].toSorted((a, b) => a.start - b.start);
}

type Run = { readonly digits: readonly Digit[]; readonly plus: boolean };

function phonesOfRun(run: Run, text: string, country: CountryCode): FoundPhone[] {
  if (run.plus || startsAbroad(run.digits)) {
    const abroad = international(run, text, country);
    if (abroad) return abroad;
  }
  const found: FoundPhone[] = [];
  for (let at = 0; at < run.digits.length;) {
    const taken = isGroupStart(run.digits, at) ? domestic(run.digits, at) : 0;
    const phone = taken > 0 ? phoneOf(run.digits.slice(at, at + taken), text) : null;
    if (phone) found.push(phone);
    at += phone ? taken : 1;
  }
  return found;
}

/** 011 is how one dials abroad from the United States. */
function startsAbroad(digits: readonly Digit[]): boolean {
  return digits.length >= 10 && valueOf(digits.slice(0, 3)) === '011';
}

function international(run: Run, text: string, country: CountryCode): FoundPhone[] | null {
  const digits = valueOf(run.digits);
  // The longest number that is valid: what follows a number after a blank may be something else.
  for (let length = Math.min(digits.length, 18); length >= 8; length -= 1) {
    if (!isGroupStart(run.digits, length)) continue;
    const parsed = parsePhoneNumberFromString((run.plus ? '+' : '') + digits.slice(0, length), country);
    if (!parsed?.isPossible() || (length < digits.length && !parsed.isValid())) continue;
    const first = span(run.digits.slice(0, length), text, parsed.number);
    const rest = { digits: run.digits.slice(length), plus: false };
    return [first, ...phonesOfRun(rest, text, country)];
  }
  return null;
}

/** How many digits from `at` on make a North American number, by value and by the way they are grouped; 0: none. */
function domestic(digits: readonly Digit[], at: number): number {
  for (const [length, breaks] of [
    [11, [1, 4, 7]],
    [10, [3, 6]],
    [7, [3]],
  ] as const) {
    if (at + length > digits.length || !isGroupStart(digits, at + length)) continue;
    const part = digits.slice(at, at + length);
    if (!numberingPlan[length].test(valueOf(part))) continue;
    if (isGrouped(part, breaks, length)) return length;
  }
  return 0;
}

/** Area code and exchange begin with 2–9 (North American Numbering Plan). */
const numberingPlan = {
  11: /^1[2-9]\d\d[2-9]\d{6}$/,
  10: /^[2-9]\d\d[2-9]\d{6}$/,
  7: /^[2-9]\d{6}$/,
} as const;

/** Grouped as phones are, or spelled or spaced out digit by digit. Seven digits need their break: 555-0142. */
function isGrouped(part: readonly Digit[], breaks: readonly number[], length: number): boolean {
  const starts = part.flatMap((_, index) => (index > 0 && isGroupStart(part, index) ? [index] : []));
  const scattered = starts.length >= Math.ceil(length / 2) - 1;
  const spoken = part.some((digit) => digit.spoken);
  if (length === 7) return spoken ? scattered : starts.length === 1 && starts[0] === 3;
  return scattered || spoken || starts.every((start) => breaks.includes(start));
}

function isGroupStart(digits: readonly Digit[], at: number): boolean {
  const before = digits[at - 1];
  const here = digits[at];
  return before === undefined || here === undefined || here.start > before.end || here.spoken;
}

function phoneOf(digits: readonly Digit[], text: string): FoundPhone {
  const value = valueOf(digits);
  if (value.length === 7) return span(digits, text, null);
  return span(digits, text, `+1${value.slice(-10)}`);
}

function span(digits: readonly Digit[], text: string, e164: string | null): FoundPhone {
  const start = digits[0]?.start ?? 0;
  const end = digits.at(-1)?.end ?? start;
  return { e164, lastSeven: valueOf(digits).slice(-7), raw: text.slice(start, end), start, end };
}

function valueOf(digits: readonly Digit[]): string {
  return digits.map((digit) => digit.value).join('');
}

const keypad = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9';

/** Numbers with words on the keypad: `1-800-555-TIPS`, `312-GO-TRUCK`. At least two digits groups or a leading 8xx. */
function vanityPhones(text: string, known: readonly FoundPhone[]): FoundPhone[] {
  const shape = /(?<![\w+])(?:1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?((?:[A-Z0-9][- ]?){6}[A-Z0-9])(?!\w)/gi;
  const found: FoundPhone[] = [];
  for (const hit of text.matchAll(shape)) {
    const [raw, area = '', rest = ''] = hit;
    const local = rest.replace(/[- ]/g, '');
    const start = hit.index;
    const end = start + raw.length;
    const taken = known.some((phone) => phone.start < end && start < phone.end);
    if (taken || !/[A-Z]{3}/i.test(local) || !isVanity(area, local)) continue;
    const digits = [...local.toLowerCase()].map((sign) => (/\d/.test(sign) ? sign : keyOf(sign))).join('');
    found.push({ e164: `+1${area}${digits}`, lastSeven: digits, raw, start, end });
  }
  return found;
}

/** Capitals only, so that "500 workers" is no phone: outside toll-free codes at least some digits are needed too. */
function isVanity(area: string, local: string): boolean {
  if (local !== local.toUpperCase()) return false;
  return /^8(00|33|44|55|66|77|88)$/.test(area) || /\d/.test(local);
}

function keyOf(letter: string): string {
  return /\d/.exec(keypad.slice(keypad.indexOf(letter)))?.[0] ?? '';
}
