export type Side = 'mine' | 'theirs';

/** Do two values of a field differ? The order in a set of codes says nothing, and nothing is nothing. */
export function differs(one: unknown, other: unknown): boolean {
  return plain(one) !== plain(other);
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  return JSON.stringify(Array.isArray(value) ? value.map(plain).toSorted() : value);
}

/** Whose value is suggested: that of the one who changed it; mine when both did. */
export function choiceOf<Value extends object>(
  held: { before: Value; value: Value },
  theirs: Value,
  key: keyof Value,
): Side {
  return differs(held.value[key], held.before[key]) || !differs(theirs[key], held.before[key])
    ? 'mine'
    : 'theirs';
}

/** The value to save: field by field the side that was chosen, else the one suggested. */
export function merged<Value extends object>(
  keys: readonly (keyof Value)[],
  held: { before: Value; value: Value },
  theirs: Value,
  choice: Partial<Record<keyof Value, Side>>,
): Value {
  const value = { ...held.value };
  for (const key of keys)
    if ((choice[key] ?? choiceOf(held, theirs, key)) === 'theirs') value[key] = theirs[key];
  return value;
}
