import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { Answer } from './rules.ts';
import { openFor } from './sealing.ts';

export { readDetails } from './details.ts';

/** Conversations with a client, their answers opened, newest first; the reading is written down. */
export async function openConversations(
  house: Pick<House, 'clientKeys'>,
  work: Work<Tables>,
  clientId: string,
) {
  const rows = await work.db
    .selectFrom('screenings as s')
    .innerJoin('accounts as a', 'a.id', 's.askedBy')
    .select(['s.id', 's.tool', 's.heldOn', 's.sealed', 'a.displayName as askedBy'])
    .where('s.clientId', '=', clientId)
    .where('s.sealed', 'is not', null)
    .orderBy('s.askedAt', 'desc')
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) work.noteReading('screenings', ids, {}, { table: 'clients', id: clientId });
  return Promise.all(
    rows.map(async ({ sealed, ...row }) => {
      const place = { table: 'screenings', column: 'sealed', row: row.id };
      const kept = (await openFor(house, clientId, place, sealed)) as {
        answers: Record<string, Answer>;
        note: string;
      } | null;
      return { ...row, answers: kept?.answers ?? {}, note: kept?.note ?? '' };
    }),
  );
}
