import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

export type Ref = { id: string; displayName: string };

/** Names of accounts by id, in one query. Unknown ids are absent. */
export async function namesOf(
  work: Work<Tables>,
  ids: readonly (string | null | undefined)[],
): Promise<(id: string | null) => Ref | null> {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
  const rows =
    wanted.length === 0
      ? []
      : await work.db
          .selectFrom('accounts')
          .select(['id', 'displayName'])
          .where('id', 'in', wanted)
          .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => (id === null ? null : (known.get(id) ?? { id, displayName: '' }));
}
