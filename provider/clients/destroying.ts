import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Door, Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { clientRow } from './opening.ts';

/** The first of two people asks; the record stays as it is until the second agrees. */
export async function askDestruction(work: Work<Tables>, clientId: string, reason: string) {
  const client = await clientRow(work, clientId);
  if (client.legalHold)
    throw refused(
      'id',
      'legal_hold',
      'The record is under a legal hold. Lift the hold first, if the order allows it.',
    );
  const asked = await work.db
    .selectFrom('destructions')
    .select('id')
    .where('clientId', '=', clientId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  if (asked) throw refused('id', 'asked', 'This was asked for already; another person can agree.');
  const id = randomUUID();
  await work.db.insertInto('destructions').values({ id, clientId, reason }).execute();
  return { id };
}

/** The second person agrees. After the commit the key goes, and then what is left is emptied. */
export async function agreeDestruction(house: House, work: Work<Tables>, id: string, version: number) {
  const row = await settle(work, id, version, { agreedAt: work.now });
  work.afterCommit(() => house.destroyAgreed(row.clientId));
  return { done: true } as const;
}

/** Takes back what nobody agreed to. */
export async function withdrawDestruction(work: Work<Tables>, id: string, version: number) {
  await settle(work, id, version, { withdrawnAt: work.now });
  return { done: true } as const;
}

async function settle(
  work: Work<Tables>,
  id: string,
  version: number,
  set: { agreedAt: Date } | { withdrawnAt: Date },
) {
  const row = await work.db
    .updateTable('destructions')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('agreedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning(['clientId'])
    .executeTakeFirst();
  if (row) return row;
  const current = await work.db
    .selectFrom('destructions')
    .select(['version', 'agreedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  throw current ? new Problem('conflict', { data: { current } }) : new Problem('missing');
}

/**
 * Does what was agreed: the key first, written to the list of destroyed records before it goes, then the rows. Every
 * step may be done again, so that a server that dies in between leaves nothing undone: the next one goes on here.
 * @param only one client; all that are waiting when left out
 * @returns how many records were destroyed
 */
export async function destroyAgreed(
  house: Pick<House, 'clientKeys' | 'clock'>,
  door: Door<Tables>,
  only?: string,
): Promise<number> {
  const waiting = await door.asVisitor(async (db) => {
    const { rows } = await sql<{ id: string }>`select provider.destructions_agreed() as id`.execute(db);
    return rows.map((row) => row.id).filter((id) => only === undefined || id === only);
  });
  for (const id of waiting) {
    await house.clientKeys.destroy(id, house.clock());
    await door.asVisitor((db) => sql`select provider.empty_destroyed(${id}::uuid)`.execute(db));
  }
  return waiting.length;
}
