import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import { openFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { recordContract } from './contract.ts';
import { recipientAt } from './disclosing.ts';

type All = Handlers<Tables, typeof recordContract>;

/** The log of who received what, and that the client was told. */
export function logHandlers(house: House): Pick<All, 'log' | 'told'> {
  return {
    log: async (work, { clientId }) => ({ rows: (await readLog(house, work, clientId)) as never }),
    told: async (work, { id, version, on }) => {
      const row = await work.db
        .selectFrom('disclosures')
        .select('toldClientAt')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) throw new Problem('missing');
      if (row.toldClientAt !== null)
        throw refused('on', 'told', 'It is written already when the client was told.');
      // Before it was given is as good as after: often the client is told that a report has to be made.
      if (new Date(on) > work.now)
        throw refused('on', 'future', 'Choose a moment that is not later than now.');
      const touched = await work.db
        .updateTable('disclosures')
        .set({ toldClientAt: new Date(on) })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () =>
        work.db.selectFrom('disclosures').select(['version']).where('id', '=', id).executeTakeFirst(),
      );
    },
  };
}

/** Who received what of a client, newest first, with the recipients opened. */
export async function readLog(house: Pick<House, 'clientKeys'>, work: Work<Tables>, clientId: string) {
  await clientRow(work, clientId);
  const rows = await work.db
    .selectFrom('disclosures as d')
    .leftJoin('accounts as a', 'a.id', 'd.recordedBy')
    .select(['d.id', 'd.kind', 'd.at', 'd.recipientKind', 'd.recipient', 'd.recipientSealed', 'd.fields'])
    .select(['d.basis', 'd.toldClientAt', 'a.displayName as recordedBy', 'd.version'])
    .where('d.clientId', '=', clientId)
    .orderBy('d.at', 'desc')
    .limit(500)
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) work.noteReading('disclosures', ids, {}, { table: 'clients', id: clientId });
  return Promise.all(
    rows.map(async ({ recipientSealed, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      toldClientAt: row.toldClientAt?.toISOString() ?? null,
      recipient:
        row.recipient !== ''
          ? row.recipient
          : (((await openFor(house, clientId, recipientAt(row.id), recipientSealed)) as string | null) ?? ''),
    })),
  );
}
