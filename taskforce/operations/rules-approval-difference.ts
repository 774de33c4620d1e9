/** A plan as it was signed: its head, and the rows of each part by their ids (`taskforce.plan_of`). */
export type Picture = {
  readonly operation: Readonly<Record<string, unknown>>;
  readonly parts: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
};

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

export type Difference = {
  /** `operation`, or the table of the part without its first word. */
  readonly part: string;
  readonly id: string | null;
  /** What people call the row, where it has a name. */
  readonly name: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields: FieldChange[];
};

const names = [
  'label',
  'name',
  'title',
  'personName',
  'covers',
  'what',
  'kind',
  'language',
  'role',
  'technique',
];

function nameOf(row: Readonly<Record<string, unknown>>): string | null {
  const key = names.find((one) => typeof row[one] === 'string' && row[one] !== '');
  return key === undefined ? null : (row[key] as string);
}

/** Arrays and objects compare by what they hold; the pictures come from JSON, whose objects have sorted keys. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function fieldsBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((f) => f !== 'id');
  return fields
    .filter((field) => {
      const [was, is] = [before[field] ?? null, after[field] ?? null];
      return !same(was, is) && !(isNothing(was) && isNothing(is));
    })
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/**
 * What changed between two pictures of a plan: rows by their ids, fields by their names. Empty exactly when both say
 * the same.
 */
export function differenceOf(before: Picture, after: Picture): Difference[] {
  const found: Difference[] = [];
  const head = fieldsBetween(before.operation, after.operation);
  if (head.length > 0)
    found.push({ part: 'operation', id: null, name: null, change: 'changed', fields: head });
  const parts = [...new Set([...Object.keys(before.parts), ...Object.keys(after.parts)])].toSorted();
  for (const part of parts)
    found.push(...betweenRows(part, before.parts[part] ?? [], after.parts[part] ?? []));
  return found;
}

type Row = Readonly<Record<string, unknown>>;

function betweenRows(part: string, before: readonly Row[], after: readonly Row[]): Difference[] {
  const found: Difference[] = [];
  const was = new Map(before.map((row) => [row['id'] as string, row]));
  const is = new Map(after.map((row) => [row['id'] as string, row]));
  for (const [id, row] of was) {
    const now = is.get(id);
    if (now === undefined) {
      found.push({ part, id, name: nameOf(row), change: 'removed', fields: fieldsBetween(row, {}) });
      continue;
    }
    const fields = fieldsBetween(row, now);
    if (fields.length > 0) found.push({ part, id, name: nameOf(now), change: 'changed', fields });
  }
  for (const [id, row] of is)
    if (!was.has(id))
      found.push({ part, id, name: nameOf(row), change: 'added', fields: fieldsBetween({}, row) });
  return found;
}
