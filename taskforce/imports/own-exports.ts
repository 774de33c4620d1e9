/** Lists that left here and come back: their numbers are their keys, so that nothing is doubled. */
import type { Work } from '../../kit/database/door.ts';
import type { ValueRule } from '../../kit/imports/mapping.ts';
import type { Suggestion } from '../../kit/imports/suggest.ts';
import type { Column } from '../../kit/imports/table.ts';
import type { Tables } from '../database/schema.ts';
import { OWN_NUMBER, OWN_SYSTEM, OWN_TIP } from './rules.ts';

/** Which column of our own lists holds the number, and how it is written. */
const NUMBERS = {
  cases: { column: 'case_number', written: new RegExp(OWN_NUMBER, 'u') },
  tips: { column: 'number', written: new RegExp(OWN_TIP, 'u') },
} as const;

/**
 * Makes the numbers of a list the identity of its records when the list left here: it has our column of numbers, and
 * one of the first numbers is open to the person. Rows without a number are new; until they have one they are known by
 * their own key, else by title and first day.
 */
export async function ownExport(
  work: Work<Tables>,
  columns: readonly Column[],
  suggestion: Suggestion,
): Promise<Suggestion> {
  const { mapping, doubts } = suggestion;
  const [record] = mapping.records;
  const kind = record?.target;
  if (!record || (kind !== 'cases' && kind !== 'tips')) return suggestion;
  const { column, written } = NUMBERS[kind];
  const samples = columns.find(({ name }) => name === column)?.samples ?? [];
  const numbers = samples.filter((one) => written.test(one));
  if (numbers.length === 0) return suggestion;
  const known = await work.db.selectFrom(kind).select('id').where('number', 'in', numbers).limit(1).execute();
  if (known.length === 0) return suggestion;
  const own = 'column' in record.key ? [record.key] : [];
  const { title, opened_on: day } = record.fields;
  const fresh: ValueRule[] =
    title && day ? [{ join: [{ constant: 'new' }, title, day], separator: ':' }] : [];
  const { [column]: _number, ...ignored } = mapping.ignored;
  return {
    mapping: {
      ...mapping,
      system: OWN_SYSTEM,
      ignored,
      records: [{ ...record, key: { firstOf: [{ column }, ...own, ...fresh] } }],
    },
    doubts: doubts.filter((one) => one.why !== 'no_key_column' && one.column !== column),
  };
}
