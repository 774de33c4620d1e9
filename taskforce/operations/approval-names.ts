import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Difference, Picture } from './rules-approval-difference.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Names behind the ids that differences speak of: people, agencies, providers, cases and strands as this person may
 * read them, rows of the plan as the pictures call them. What stays hidden has no name here.
 */
export async function namesIn(
  work: Work<Tables>,
  differences: readonly Difference[],
  pictures: readonly (Picture | undefined)[],
): Promise<Record<string, string>> {
  const values = differences.flatMap(({ fields }) => fields.flatMap(({ before, after }) => [before, after]));
  const ids = [...new Set(values.filter((one): one is string => typeof one === 'string' && uuid.test(one)))];
  if (ids.length === 0) return {};
  const found = new Map<string, string>();
  for (const picture of pictures)
    for (const rows of Object.values(picture?.parts ?? {}))
      for (const row of rows) {
        const name = row['label'] ?? row['name'] ?? row['personName'] ?? row['covers'];
        if (typeof name === 'string') found.set(row['id'] as string, name);
      }
  const { db } = work;
  const named = [
    await db.selectFrom('accounts').select(['id', 'displayName as name']).where('id', 'in', ids).execute(),
    await db.selectFrom('agencies').select(['id', 'name']).where('id', 'in', ids).execute(),
    await db.selectFrom('providers').select(['id', 'name']).where('id', 'in', ids).execute(),
    await db.selectFrom('cases').select(['id', 'number as name']).where('id', 'in', ids).execute(),
    await db.selectFrom('strands').select(['id', 'label as name']).where('id', 'in', ids).execute(),
  ];
  for (const { id, name } of named.flat()) found.set(id, name);
  return Object.fromEntries(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id)!]] : [])));
}
