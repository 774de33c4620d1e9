import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { meetingsContract } from './contract-meetings.ts';
import { caseByNumber } from './links.ts';

type MeetingHandlers = Handlers<Tables, typeof meetingsContract>;
const done = { done: true } as const;

/** Waits for others who write on this agenda, so that places follow. @throws Problem missing */
async function nextPlace(work: Work<Tables>, meetingId: string): Promise<number> {
  const meeting = await work.db
    .selectFrom('meetings')
    .select('id')
    .where('id', '=', meetingId)
    .executeTakeFirst();
  if (!meeting) throw new Problem('missing');
  await sql`select pg_advisory_xact_lock(46090, hashtext(${meetingId}))`.execute(work.db);
  const { last } = await work.db
    .selectFrom('meetingItems')
    .select((eb) => eb.fn.coalesce(eb.fn.max('place'), sql<number>`0`).as('last'))
    .where('meetingId', '=', meetingId)
    .executeTakeFirstOrThrow();
  return last + 1;
}

/** Puts one case on the agenda, named by its number. */
export const addCase: MeetingHandlers['addCase'] = async (work, { meetingId, number, reason }) => {
  const place = await nextPlace(work, meetingId);
  const caseId = await caseByNumber(work, number, 'number');
  const id = randomUUID();
  await work.db
    .insertInto('meetingItems')
    .values({ id, meetingId, caseId, place, added: 'by_hand', addReason: reason })
    .execute();
  return { id };
};

type Standing = { caseId: string; number: string; itemId: string | null; version: number | null };

/** Puts several cases on the agenda: what stands there already stays, what is not open to the chair is told of. */
export const addCases: MeetingHandlers['addCases'] = async (work, { meetingId, caseIds, reason }) => {
  let place = await nextPlace(work, meetingId);
  const wanted = [...new Set(caseIds)];
  const { rows: found } = await sql<Standing>`
    select c.id as case_id, c.number, i.id as item_id, i.version from cases c
    left join meeting_items i on i.case_id = c.id and i.meeting_id = ${meetingId}::uuid and i.removed_at is null
    where c.id = any(${wanted}::uuid[])`.execute(work.db);
  const standing = new Map(found.map((one) => [one.caseId, one]));
  const rows = wanted.map((caseId) => {
    const now = standing.get(caseId);
    if (!now) return { caseId, number: null, outcome: 'not_open' as const, itemId: null, version: null };
    if (now.itemId !== null) return { ...now, outcome: 'already' as const };
    return { ...now, outcome: 'added' as const, itemId: randomUUID(), version: 1 };
  });
  const items = rows.flatMap(({ caseId, outcome, itemId }) =>
    outcome === 'added'
      ? [{ id: itemId, meetingId, caseId, place: place++, added: 'by_hand', addReason: reason }]
      : [],
  );
  if (items.length > 0) await work.db.insertInto('meetingItems').values(items).execute();
  return { rows };
};

async function takeOff(
  work: Work<Tables>,
  { itemId, version }: { itemId: string; version: number },
  reason: string,
): Promise<void> {
  const touched = await work.db
    .updateTable('meetingItems')
    .set({ removeReason: reason })
    .where('id', '=', itemId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('meetingItems')
      .select(['id', 'removedAt', 'removeReason', 'version'])
      .where('id', '=', itemId)
      .executeTakeFirst(),
  );
}

export const removeItem: MeetingHandlers['removeItem'] = async (work, { reason, ...item }) => {
  await takeOff(work, item, reason);
  return done;
};

/** Takes several cases off the agenda, or none. */
export const removeItems: MeetingHandlers['removeItems'] = async (work, { items, reason }) => {
  for (const item of items) await takeOff(work, item, reason);
  return done;
};
