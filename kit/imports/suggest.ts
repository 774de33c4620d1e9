import { parseDay } from './dates.ts';
import type { DateFormat, Mapping, Transform, ValueRule } from './mapping.ts';
import type { Column } from './table.ts';
import { KEY_COLUMN } from './target.ts';
import type { ImportTarget, TargetField } from './target.ts';

/** A first mapping, to be looked at by a person, and what is doubtful in it. */
export interface Suggestion {
  mapping: Mapping;
  doubts: { column: string; why: 'day_or_month_first' | 'no_key_column' | 'not_recognised' }[];
}

/** Names as people write them: without case, accents, signs and spaces. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

const KEY_NAMES = [KEY_COLUMN, 'id', 'external id', 'record id', 'reference', 'identificador', 'referencia'];

/**
 * Suggests a mapping from the column names and samples of a file: each field gets the column of its own name or of
 * one of its synonyms. Columns that nobody recognises are left out with that reason. Times without an offset of
 * their own are read at `zone` (IANA name; UTC when left out).
 */
export function suggestMapping(
  columns: readonly Column[],
  target: ImportTarget,
  about: { name: string; system: string; zone?: string },
): Suggestion {
  const doubts: Suggestion['doubts'] = [];
  const free = new Map(columns.map((column) => [plainName(column.name), column]));
  const take = (names: readonly string[]): Column | undefined => {
    const found = names.map(plainName).find((name) => free.has(name));
    const column = found === undefined ? undefined : free.get(found);
    if (found !== undefined) free.delete(found);
    return column;
  };
  const key = take([...KEY_NAMES, ...(target.keyNames ?? [])]);
  if (key === undefined) doubts.push({ column: KEY_COLUMN, why: 'no_key_column' });
  const fields: Record<string, ValueRule> = {};
  for (const field of target.fields) {
    const column = take([field.name, ...field.synonyms]);
    if (column !== undefined) fields[field.name] = ruleFor(field, column, doubts, about.zone ?? 'Z');
  }
  const ignored: Record<string, string> = {};
  for (const column of free.values()) {
    ignored[column.name] = 'Not recognised; map it if it is needed.';
    doubts.push({ column: column.name, why: 'not_recognised' });
  }
  const everything: ValueRule = { join: columns.map((column) => ({ column: column.name })), separator: '|' };
  const identity: ValueRule = key === undefined ? everything : { column: key.name };
  const records = [{ target: target.kind, key: identity, shared: false, fields, orders: [] }];
  const description = 'Suggested from the column names.';
  const schema = 'concert.import-mapping/1' as const;
  const { name, system } = about;
  return { mapping: { schema, version: 1, description, name, system, ignored, records }, doubts };
}

function ruleFor(
  field: TargetField,
  column: Column,
  doubts: Suggestion['doubts'],
  offset: string,
): ValueRule {
  const transforms: Transform[] = [];
  if (field.type === 'date' || field.type === 'instant') {
    const { formats, doubtful } = dateFormats(column.samples);
    if (doubtful) doubts.push({ column: column.name, why: 'day_or_month_first' });
    if (field.type === 'date') transforms.push({ kind: 'date', formats });
    else transforms.push({ kind: 'instant', formats, offset });
  }
  if (field.type === 'number' || field.type === 'integer' || field.type === 'cents') {
    const comma = column.samples.some((sample) => /,\d{1,2}$/u.test(sample.trim()));
    transforms.push({ kind: 'number', decimal: comma ? ',' : '.' });
  }
  if (field.type === 'boolean') transforms.push({ kind: 'boolean' });
  if (field.type === 'phone') transforms.push({ kind: 'phone', country: 'US' });
  if (field.type === 'list') {
    const separator = column.samples.some((sample) => sample.includes(';')) ? ';' : ',';
    transforms.push({ kind: 'split', separator });
  }
  return transforms.length === 0 ? { column: column.name } : { column: column.name, transforms };
}

const FORMATS: readonly DateFormat[] = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'MM-DD-YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'MM/DD/YY',
  'D MON YYYY',
  'MON D, YYYY',
];

/** The formats that fit all samples; American order first. Doubtful when day and month could change places. */
function dateFormats(samples: readonly string[]): { formats: DateFormat[]; doubtful: boolean } {
  const days = samples.map((sample) => sample.trim().replace(/[T\s]+\d{1,2}:.*$/u, ''));
  const fits = FORMATS.filter((format) => days.every((day) => parseDay(day, [format]) !== null));
  const [first = 'YYYY-MM-DD', second] = fits;
  const doubtful = second !== undefined && first.startsWith('MM') && second.startsWith('DD');
  return {
    formats: samples.length === 0 ? ['YYYY-MM-DD'] : [first],
    doubtful: samples.length > 0 && doubtful,
  };
}
