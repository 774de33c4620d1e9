/** A mapping in the hands of a person: which column feeds which field, and changing that column by column. */

type Rule = Record<string, unknown> & { column?: string; constant?: string };
export type Document = {
  name: string;
  system: string;
  version: number;
  description?: string;
  ignored: Record<string, string>;
  records: { target: string; key: Rule; fields: Record<string, Rule>; [more: string]: unknown }[];
  [more: string]: unknown;
};

/** Where a rule reads from, however deep. */
function reads(rule: unknown, column: string): boolean {
  if (Array.isArray(rule)) return rule.some((one) => reads(one, column));
  if (typeof rule !== 'object' || rule === null) return false;
  const { column: own } = rule as Rule;
  return own === column || Object.values(rule).some((one) => reads(one, column));
}

/** Fields that a column feeds, as `cases.title`; `cases.external_id` stands for the identity. */
export function usesOf(document: Document, column: string): string[] {
  return document.records.flatMap((record) => [
    ...(reads(record.key, column) ? [`${record.target}.external_id`] : []),
    ...Object.entries(record.fields).flatMap(([field, rule]) =>
      reads(rule, column) ? [`${record.target}.${field}`] : [],
    ),
  ]);
}

/** Whether a mapping can be changed column by column: one kind of record, each field one column or one constant. */
export function isPlain(document: Document): boolean {
  const [record] = document.records;
  return (
    document.records.length === 1 &&
    record !== undefined &&
    Object.values(record.fields).every(
      (rule) => typeof rule.column === 'string' || rule.constant !== undefined,
    )
  );
}

/** The columns an identity is taken from, the first that is filled: one, or several in the order they are asked. */
const keyColumns = (key: Rule | undefined): unknown[] =>
  Array.isArray(key?.['firstOf']) ? (key['firstOf'] as Rule[]).map((one) => one.column) : [key?.column];

/** In a plain mapping: the field a column feeds, `external_id` when it is the identity, or nothing. */
export function becomes(document: Document, column: string): string | null {
  const [record] = document.records;
  const field = Object.entries(record?.fields ?? {}).find(([, rule]) => rule.column === column)?.[0];
  return field ?? (keyColumns(record?.key).includes(column) ? 'external_id' : null);
}

/** Whether the identity is made of several columns at once: then a changed row is a new record. */
export const hasNoKey = (document: Document): boolean =>
  keyColumns(document.records[0]?.key).every((one) => one === undefined);

/** The mapping with the same value in every row for a field; empty takes it out again. */
export function withConstant(document: Document, field: string, constant: string): Document {
  const [record] = document.records;
  if (!record) return document;
  const { [field]: _before, ...fields } = record.fields;
  if (constant !== '') fields[field] = { constant };
  return { ...document, records: [{ ...record, fields }] };
}

/** The transforms a field of a type needs when a column is newly put there. */
function ruleOf(column: string, type: string): Rule {
  const dates = ['YYYY-MM-DD', 'MM/DD/YYYY', 'D MON YYYY'];
  if (type === 'date') return { column, transforms: [{ kind: 'date', formats: dates }] };
  if (type === 'instant') return { column, transforms: [{ kind: 'instant', formats: dates, offset: 'Z' }] };
  if (type === 'integer' || type === 'number')
    return { column, transforms: [{ kind: 'number', decimal: '.' }] };
  if (type === 'boolean') return { column, transforms: [{ kind: 'boolean' }] };
  if (type === 'phone') return { column, transforms: [{ kind: 'phone', country: 'US' }] };
  return { column };
}

/** The mapping with a column put into a field, made the identity, or left out (`field` null) with its reason. */
export function withColumn(
  document: Document,
  column: string,
  field: { name: string; type: string } | null,
  reason: string,
): Document {
  const [record] = document.records;
  // The identity is not left out; another column takes its place.
  if (!record || (field === null && record.key.column === column)) return document;
  const fields = Object.fromEntries(
    Object.entries(record.fields).filter(([name, rule]) => rule.column !== column && name !== field?.name),
  );
  const ignored = Object.fromEntries(Object.entries(document.ignored).filter(([name]) => name !== column));
  const moved = field === null ? undefined : record.fields[field.name]?.column;
  if (moved !== undefined && moved !== column) ignored[moved] = reason;
  if (field === null) ignored[column] = reason;
  if (field?.name === 'external_id' && record.key.column !== undefined && record.key.column !== column)
    ignored[record.key.column] = reason;
  if (field?.name === 'external_id')
    return { ...document, ignored, records: [{ ...record, fields, key: { column } }] };
  if (field !== null) fields[field.name] = ruleOf(column, field.type);
  return { ...document, ignored, records: [{ ...record, fields }] };
}
