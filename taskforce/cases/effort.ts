import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { activitiesContract } from './contract-activities.ts';
import * as rules from './rules.ts';

type ActivityHandlers = Handlers<Tables, typeof activitiesContract>;
type NewWork = Parameters<ActivityHandlers['log']>[1]['work'][number];
type NewCost = Parameters<ActivityHandlers['log']>[1]['costs'][number];

/** Hours and costs are entered and taken away, never changed: a correction does both, and the audit keeps the former. */

export async function addWork(
  work: Work<Tables>,
  activity: { id: string; caseId: string; happenedOn: string },
  entries: NewWork[],
): Promise<void> {
  for (const entry of entries) {
    const day = entry.day ?? activity.happenedOn;
    // Without a name the hours are one's own.
    const accountId = entry.accountId ?? (entry.who === null ? work.account.id : null);
    const earlier = await work.db
      .selectFrom('workEntries')
      .select(({ fn }) => fn.sum<string | null>('minutes').as('minutes'))
      .where('accountId', '=', accountId)
      .where('day', '=', day)
      .executeTakeFirst();
    granted(
      rules.checkWork({ day, minutes: entry.minutes, reason: entry.reason }, Number(earlier?.minutes ?? 0)),
    );
    await work.db
      .insertInto('workEntries')
      .values({
        activityId: activity.id,
        caseId: activity.caseId,
        accountId,
        who: accountId === null ? entry.who : null,
        day,
        minutes: entry.minutes,
        reason: entry.reason,
      })
      .execute();
  }
}

export async function addCosts(
  work: Work<Tables>,
  activity: { id: string; caseId: string },
  costs: NewCost[],
): Promise<void> {
  for (const cost of costs) {
    granted(rules.checkCost(cost));
    await work.db
      .insertInto('costLines')
      .values({ activityId: activity.id, caseId: activity.caseId, ...cost })
      .execute();
  }
}

async function readableActivity(work: Work<Tables>, id: string) {
  const found = await work.db
    .selectFrom('activities')
    .select(['id', 'caseId', 'happenedOn'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Problem('missing');
  return found;
}

const kept = { workEntries: sql`work_entries`, costLines: sql`cost_lines` };

/** Takes a line away and answers with the activity it stood on. @throws Problem missing */
async function taken(work: Work<Tables>, table: keyof typeof kept, id: string): Promise<string> {
  const { rows } = await sql<{ activityId: string }>`
    delete from ${kept[table]} where id = ${id} returning activity_id`.execute(work.db);
  if (!rows[0]) throw new Problem('missing');
  return rows[0].activityId;
}

/** Handlers of the hours and costs of an activity. */
export const effortHandlers: Pick<
  ActivityHandlers,
  'addWork' | 'correctWork' | 'dropWork' | 'addCost' | 'correctCost' | 'dropCost'
> = {
  addWork: async (work, { activityId, ...entry }) => {
    await addWork(work, await readableActivity(work, activityId), [entry]);
    return { done: true };
  },
  correctWork: async (work, { id, ...entry }) => {
    const activityId = await taken(work, 'workEntries', id);
    await addWork(work, await readableActivity(work, activityId), [entry]);
    return { done: true };
  },
  dropWork: async (work, { id }) => {
    await taken(work, 'workEntries', id);
    return { done: true };
  },
  addCost: async (work, { activityId, ...cost }) => {
    await addCosts(work, await readableActivity(work, activityId), [cost]);
    return { done: true };
  },
  correctCost: async (work, { id, ...cost }) => {
    const activityId = await taken(work, 'costLines', id);
    await addCosts(work, await readableActivity(work, activityId), [cost]);
    return { done: true };
  },
  dropCost: async (work, { id }) => {
    await taken(work, 'costLines', id);
    return { done: true };
  },
};
