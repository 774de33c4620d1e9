import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { addMinutes } from '../vocabulary/days.ts';
import { clockSettings } from './clock-dates.ts';

export type Raised = {
  what: string;
  place: string;
  tipId: string | null;
  caseId: string | null;
  operationId: string | null;
};

/** Writes a danger down, starts its clocks, and tells every commander. */
export async function writeDanger(work: Work<Tables>, raised: Raised): Promise<{ id: string }> {
  const id = randomUUID();
  const clocks = await clockSettings(work.db);
  await work.db
    .insertInto('dangers')
    .values({
      ...raised,
      id,
      raisedBy: work.account.id,
      raisedAt: work.now,
      officerDueAt: addMinutes(work.now, clocks.dangerOfficerMinutes),
      contactDueAt: addMinutes(work.now, clocks.dangerContactMinutes),
    })
    .execute();
  await sql`select notify_commanders('danger_raised', 'dangers', ${id}::uuid)`.execute(work.db);
  return { id };
}

/** The case of an operation; null where this person does not read both. */
export async function caseOfOperation(work: Work<Tables>, id: string): Promise<string | null> {
  const row = await work.db
    .selectFrom('operations as o')
    .innerJoin('cases as c', 'c.id', 'o.caseId')
    .select('c.id')
    .where('o.id', '=', id)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * The live danger to an operation: the one that was raised, or a new one. Whoever may answer for dangers answers for
 * a new one from the first moment; nobody is told to wait for a form.
 */
export async function liveDanger(
  work: Work<Tables>,
  { operationId, caseId, what }: { operationId: string; caseId: string | null; what: string },
): Promise<string> {
  const { db } = work;
  const live = await db
    .selectFrom('dangers')
    .select('id')
    .where('operationId', '=', operationId)
    .where('endedAt', 'is', null)
    .orderBy('raisedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (live) return live.id;
  const open =
    caseId === null
      ? undefined
      : await db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  const { id } = await writeDanger(work, {
    what,
    place: '',
    tipId: null,
    caseId: open?.id ?? null,
    operationId,
  });
  if (work.can('danger.answer'))
    await db
      .updateTable('dangers')
      .set({ accountableId: work.account.id, acceptedAt: work.now })
      .where('id', '=', id)
      .execute();
  return id;
}
