import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import { dayAfter, parseDay, parseInstant } from './dates.ts';
import type { Condition, Transform, ValueRule } from './mapping.ts';
import type { RowProblemCode } from './problems.ts';
import type { TargetField } from './target.ts';

/** A value on its way into a field; null: empty. */
export type Value = string | number | boolean | string[] | null;

/** Thrown inside a row and caught there: which column is wrong, and how. */
export class Unusable extends Error {
  readonly code: RowProblemCode;
  readonly column: string | null;
  constructor(code: RowProblemCode, column: string | null) {
    super(code);
    this.code = code;
    this.column = column;
  }
}

/** Reads the trimmed cell of a column; rows are compiled against the columns of one file. */
export type Cells = (column: string) => string;

const YES = new Set(['yes', 'y', 'true', 't', '1', 'x', 'si', 'sí', 's', 'verdadero']);
const NO = new Set(['no', 'n', 'false', 'f', '0', 'falso']);

/** Value of a rule in a row. Throws Unusable. */
export function evaluate(rule: ValueRule, cells: Cells): Value {
  if ('column' in rule) return transformed(cells(rule.column), rule.transforms ?? [], rule.column);
  if ('constant' in rule) return rule.constant;
  if ('join' in rule) {
    const parts = rule.join.map((part) => asText(evaluate(part, cells))).filter((part) => part !== '');
    return parts.length === 0 ? null : parts.join(rule.separator ?? '');
  }
  if ('firstOf' in rule) {
    for (const one of rule.firstOf) {
      const value = evaluate(one, cells);
      if (value !== null) return value;
    }
    return null;
  }
  const early = 'earliest' in rule;
  const days = (early ? rule.earliest : rule.latest).map((one) => evaluate(one, cells));
  const sorted = days.filter((day): day is string => typeof day === 'string').toSorted();
  return (early ? sorted[0] : sorted.at(-1)) ?? null;
}

/** The column a rule reads first, to name in a problem. */
export function columnIn(rule: ValueRule): string | null {
  if ('column' in rule) return rule.column;
  if ('constant' in rule) return null;
  return (
    parts(rule)
      .map(columnIn)
      .find((column) => column !== null) ?? null
  );
}

/** Every column a rule reads. */
export function columnsIn(rule: ValueRule): string[] {
  if ('column' in rule) return [rule.column];
  return 'constant' in rule ? [] : parts(rule).flatMap(columnsIn);
}

function parts(rule: Exclude<ValueRule, { column: string } | { constant: unknown }>): ValueRule[] {
  if ('join' in rule) return rule.join;
  if ('firstOf' in rule) return rule.firstOf;
  return 'earliest' in rule ? rule.earliest : rule.latest;
}

function asText(value: Value): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join('; ') : String(value);
}

function transformed(text: string, transforms: readonly Transform[], column: string): Value {
  let value: Value = text === '' ? null : text;
  for (const transform of transforms) {
    if (typeof value !== 'string') return value;
    value = apply(transform, value, column);
  }
  return value;
}

function apply(transform: Transform, text: string, column: string): Value {
  const or = (value: Value, code: RowProblemCode): Value => {
    if (value === null) throw new Unusable(code, column);
    return value;
  };
  switch (transform.kind) {
    case 'collapse':
      return text.replace(/\s+/gu, ' ').trim();
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'date':
      return or(parseDay(text.replace(/T00:00(:00)?$/u, ''), transform.formats), 'not_a_date');
    case 'instant':
      return or(parseInstant(text, transform.formats, transform.offset), 'not_a_date');
    case 'dayOffset':
      return or(dayAfter(transform.base, text), 'not_a_day_offset');
    case 'map':
      return mapped(transform, text, column);
    case 'split':
      return text.split(transform.separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
    case 'boolean':
      return or(truth(text, transform.yes, transform.no), 'not_a_boolean');
    case 'number':
      return or(number(text, transform.decimal), 'not_a_number');
    case 'phone':
      return or(phone(text, transform.country), 'not_a_phone');
  }
}

function mapped(transform: Transform & { kind: 'map' }, text: string, column: string): Value {
  if (Object.hasOwn(transform.values, text)) return transform.values[text] ?? null;
  const lower = text.toLowerCase();
  const found = Object.entries(transform.values).find(([from]) => from.toLowerCase() === lower);
  if (found !== undefined) return found[1];
  if (transform.otherwise === 'problem') throw new Unusable('not_in_list', column);
  return transform.otherwise === 'keep' ? text : null;
}

function truth(text: string, yes?: readonly string[], no?: readonly string[]): boolean | null {
  const word = text.toLowerCase();
  if (yes?.some((w) => w.toLowerCase() === word) ?? YES.has(word)) return true;
  if (no?.some((w) => w.toLowerCase() === word) ?? NO.has(word)) return false;
  return null;
}

/** A number with optional groups of three, a currency sign and brackets for minus, as accountants write. */
function number(text: string, decimal: '.' | ','): number | null {
  const bare = text.replace(/[\s$€£\u00a0]/gu, '').replace(/^\((.*)\)$/u, '-$1');
  const plain = decimal === ',' ? bare.replace(/[.,]/gu, (sign) => (sign === ',' ? '.' : ',')) : bare;
  if (!/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?$/u.test(plain) || !/\d/u.test(plain)) return null;
  return Number(plain.replaceAll(',', ''));
}

function phone(text: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  if (parsed === undefined || !parsed.isPossible()) return null;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}

/** Does a row fulfil a condition? Compared without regard to case. */
export function fulfils(condition: Condition, cells: Cells): boolean {
  if ('all' in condition) return condition.all.every((one) => fulfils(one, cells));
  if ('any' in condition) return condition.any.some((one) => fulfils(one, cells));
  if ('not' in condition) return !fulfils(condition.not, cells);
  const text = cells(condition.column);
  if ('empty' in condition) return (text === '') === condition.empty;
  const lower = text.toLowerCase();
  return condition.is.some((one) => one.toLowerCase() === lower);
}

/** Every column a condition reads. */
export function columnsOfCondition(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(columnsOfCondition);
  if ('any' in condition) return condition.any.flatMap(columnsOfCondition);
  return 'not' in condition ? columnsOfCondition(condition.not) : [condition.column];
}

const ISO = ['YYYY-MM-DD'] as const;

/** Brings a value into the form of its field. Throws Unusable; `column` is named in it. */
export function fitted(value: Value, field: TargetField, column: string | null): Value {
  const wrong = (code: RowProblemCode): never => {
    throw new Unusable(code, column);
  };
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return field.required ? wrong('required') : null;
  }
  const text = asText(value);
  switch (field.type) {
    case 'date':
      return parseDay(text.slice(0, 10), ISO) ?? wrong('not_a_date');
    case 'instant':
      return parseInstant(text, ISO, 'Z') ?? wrong('not_a_date');
    case 'number':
      return typeof value === 'number' ? value : (number(text, '.') ?? wrong('not_a_number'));
    case 'integer':
      return whole(typeof value === 'number' ? value : number(text, '.')) ?? wrong('not_a_number');
    case 'cents':
      return cents(typeof value === 'number' ? value : number(text, '.')) ?? wrong('not_a_number');
    case 'boolean':
      return typeof value === 'boolean' ? value : (truth(text) ?? wrong('not_a_boolean'));
    case 'code':
      return codeOf(text, field) ?? wrong('not_in_list');
    case 'phone':
      return phone(text, 'US') ?? wrong('not_a_phone');
    case 'list':
      return list(value, field) ?? wrong('not_in_list');
    case 'text':
    case 'link':
      return text.length <= (field.most ?? 1000) ? text : wrong('too_long');
  }
}

function whole(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

/** Dollars to cents; never rounds. */
function cents(value: number | null): number | null {
  if (value === null) return null;
  const amount = Math.round(value * 100);
  return Math.abs(amount - value * 100) < 1e-6 && Number.isSafeInteger(amount) ? amount : null;
}

/** The code a text stands for: the code itself or one of its words, without regard to case. */
function codeOf(text: string, field: TargetField): string | null {
  if (field.values === undefined) return text;
  if (Object.hasOwn(field.values, text)) return text;
  const lower = text.toLowerCase();
  const found = Object.entries(field.values).find(
    ([code, words]) => code === lower || words.some((word) => word.toLowerCase() === lower),
  );
  return found?.[0] ?? null;
}

function list(value: Value, field: TargetField): string[] | null {
  const members = Array.isArray(value)
    ? value
    : asText(value)
        .split(';')
        .map((part) => part.trim());
  const codes = members.filter((member) => member !== '').map((member) => codeOf(member, field));
  return codes.includes(null) ? null : codes.filter((code) => code !== null);
}
