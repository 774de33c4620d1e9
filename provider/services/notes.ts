import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { notesContract } from './contract-plans.ts';
import { dayOf } from './refusing.ts';
import { openWords, sealWords } from './sealed.ts';

const PAGE = 20;
const CAP = 10_000;

/** The advocate's notes. Which of them somebody reads is decided by the rows' policy, not here. */
export function notesHandlers(house: House): Handlers<Tables, typeof notesContract> {
  return {
    list: (work, { clientId, page }) => readNotes(house, work, clientId, page),
    write: async (work, { clientId, kind, happenedOn, words }) => {
      await clientRow(work, clientId);
      notLater(happenedOn, work.now);
      const id = randomUUID();
      const sealed = await sealWords(house, clientId, 'advocate_notes', id, { words });
      await work.db.insertInto('advocateNotes').values({ id, clientId, kind, happenedOn, sealed }).execute();
      return { id };
    },
    change: async (work, { id, version, kind, happenedOn, words }) => {
      const { db, now } = work;
      const row = await db
        .selectFrom('advocateNotes')
        .select('clientId')
        .where('id', '=', id)
        .where('writtenBy', '=', work.account.id)
        .executeTakeFirst();
      if (!row) throw new Problem('missing');
      notLater(happenedOn, now);
      const sealed = await sealWords(house, row.clientId, 'advocate_notes', id, { words });
      const touched = await db
        .updateTable('advocateNotes')
        .set({ kind, happenedOn, sealed, changedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () =>
        db.selectFrom('advocateNotes').select('version').where('id', '=', id).executeTakeFirst(),
      );
    },
  };
}

function notLater(day: string, now: Date): void {
  if (day > dayOf(now)) throw refused('happenedOn', 'future', 'Choose today or an earlier day.');
}

/** Notes that the reader may read, opened, newest first. */
export async function readNotes(
  house: Pick<House, 'clientKeys'>,
  work: Work<Tables>,
  clientId: string,
  page: number,
  limit = PAGE,
) {
  await clientRow(work, clientId);
  const rows = await work.db
    .selectFrom('advocateNotes as n')
    .innerJoin('accounts as a', 'a.id', 'n.writtenBy')
    .select(['n.id', 'n.kind', 'n.happenedOn', 'n.sealed', 'n.writtenBy as authorId', 'n.writtenAt'])
    .select(['a.displayName as writtenBy', 'n.changedAt', 'n.version'])
    .where('n.clientId', '=', clientId)
    .where('n.sealed', 'is not', null)
    .orderBy('n.happenedOn', 'desc')
    .orderBy('n.writtenAt', 'desc')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) work.noteReading('advocate_notes', ids, {}, { table: 'clients', id: clientId });
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from provider.advocate_notes
      where client_id = ${clientId}::uuid and sealed is not null limit ${CAP + 1}) capped`.execute(work.db);
  const n = Number(counted.rows[0]?.n ?? 0);
  return {
    rows: (await Promise.all(
      rows.map(async ({ sealed, authorId, ...row }) => ({
        ...row,
        ...(await openWords(house, clientId, 'advocate_notes', { id: row.id, sealed }, ['words'])),
        mine: authorId === work.account.id,
        writtenAt: row.writtenAt.toISOString(),
        changedAt: row.changedAt?.toISOString() ?? null,
      })),
    )) as never,
    total: { count: Math.min(n, CAP), capped: n > CAP },
  };
}
