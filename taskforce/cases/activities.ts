import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { Activity, activitiesContract, Offer } from './contract-activities.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';
import { zoneOf } from './opening.ts';
import * as rules from './rules.ts';

type ActivityHandlers = Handlers<Tables, typeof activitiesContract>;
type NewWork = Parameters<ActivityHandlers['log']>[1]['work'][number];
type NewCost = Parameters<ActivityHandlers['log']>[1]['costs'][number];

const person = (column: string) =>
  sql`(select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = ${sql.ref(column)})`;
export const strandOf = (column: string) =>
  sql`(select jsonb_build_object('id', s.id, 'label', s.label) from strands s where s.id = ${sql.ref(column)})`;

const list: ActivityHandlers['list'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const where = [sql`a.case_id = ${input.caseId}`];
  if (input.strandId !== null) where.push(sql`a.strand_id = ${input.strandId}`);
  if (input.kind.length > 0) where.push(sql`a.kind = any(${input.kind})`);
  const counted = await sql<{ count: number }>`select count(*) as count from (
    select 1 from activities a where ${sql.join(where, sql` and `)} limit 10001) c`.execute(work.db);
  if (input.after !== null) {
    const [day, at, id] = cursorFrom(input.after, 3);
    where.push(sql`(a.happened_on, a.created_at, a.id) < (${day}::date, ${at}::timestamptz, ${id}::uuid)`);
  }
  const { rows } = await sql<
    Omit<Activity, 'createdAt' | 'happenedAt'> & { createdAt: Date; happenedAt: Date | null; key: string }
  >`
    select a.id, a.case_id, a.kind, a.title, a.description, a.happened_on, a.happened_at, a.engages_target, a.handling,
      a.created_at, a.created_at::text as key, a.version, ${strandOf('a.strand_id')} as strand, ${person('a.created_by')} as created_by,
      (select coalesce(sum(w.minutes), 0)::bigint from work_entries w where w.activity_id = a.id) as minutes,
      (select coalesce(sum(k.amount_cents), 0)::bigint from cost_lines k where k.activity_id = a.id) as cents,
      (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'who', coalesce(p.display_name, w.who, ''),
          'accountId', w.account_id, 'day', w.day, 'minutes', w.minutes, 'reason', w.reason) order by w.day, w.created_at), '[]')
        from work_entries w left join accounts p on p.id = w.account_id where w.activity_id = a.id) as work,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'amountCents', k.amount_cents,
          'fundingSource', f.name, 'reason', k.reason) order by k.created_at), '[]')
        from cost_lines k left join funding_sources f on f.id = k.funding_source_id where k.activity_id = a.id) as costs
    from activities a where ${sql.join(where, sql` and `)}
    order by a.happened_on desc, a.created_at desc, a.id desc limit ${input.limit + 1}`.execute(work.db);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const count = counted.rows[0]?.count ?? 0;
  return {
    rows: page.map(({ key: _key, ...row }) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      happenedAt: row.happenedAt?.toISOString() ?? null,
    })),
    total: { count: Math.min(count, 10_000), capped: count > 10_000 },
    next: rows.length > input.limit && last ? cursorOf([last.happenedOn, last.key, last.id]) : null,
  };
};

/** The move of the phase that an activity suggests for its strand, or null. */
async function offerOf(
  work: Work<Tables>,
  activity: { id: string; strandId: string | null } & rules.LoggedActivity,
): Promise<Offer | null> {
  if (activity.strandId === null) return null;
  const strand = await work.db
    .selectFrom('strands')
    .select(['id', 'label', 'phase', 'phaseSince', 'closedOn', 'version'])
    .where('id', '=', activity.strandId)
    .executeTakeFirst();
  if (!strand) return null;
  const place = (strand.closedOn === null ? strand.phase : 'closed') as rules.Place;
  const offer = rules.phaseOffer(activity, { place, enteredOn: strand.phaseSince });
  return (
    offer && {
      ...offer,
      strandId: strand.id,
      strandLabel: strand.label,
      strandVersion: strand.version,
      activityId: activity.id,
    }
  );
}

async function addWork(
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

async function addCosts(
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

const log: ActivityHandlers['log'] = async (work, { work: entries, costs, ...input }) => {
  await readableCase(work, input.caseId);
  granted(rules.checkActivity(input, work.now, await zoneOf(work)));
  const id = randomUUID();
  await work.db
    .insertInto('activities')
    .values({ id, ...input })
    .execute();
  await addWork(work, { id, ...input }, entries);
  await addCosts(work, { id, ...input }, costs);
  return { id, offer: await offerOf(work, { id, ...input }) };
};

const change: ActivityHandlers['change'] = async (work, { id, version, ...values }) => {
  granted(rules.checkActivity(values, work.now, await zoneOf(work)));
  const touched = await work.db
    .updateTable('activities')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  const changed = await changedRow(touched, () =>
    work.db
      .selectFrom('activities')
      .selectAll()
      .where('id', '=', id)
      .where('version', '<>', version)
      .executeTakeFirst(),
  );
  return { version: changed.version, offer: await offerOf(work, { id, ...values }) };
};

async function readableActivity(work: Work<Tables>, id: string) {
  const found = await work.db
    .selectFrom('activities')
    .select(['id', 'caseId', 'happenedOn'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Problem('missing');
  return found;
}

async function drop(work: Work<Tables>, table: 'workEntries' | 'costLines', id: string) {
  const { numDeletedRows } = await work.db.deleteFrom(table).where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw new Problem('missing');
  return { done: true } as const;
}

/** Handlers of activities: what was done, by whom, for how long, at what cost. */
export function activityHandlers(): ActivityHandlers {
  return {
    list,
    log,
    change,
    addWork: async (work, { activityId, ...entry }) => {
      await addWork(work, await readableActivity(work, activityId), [entry]);
      return { done: true };
    },
    dropWork: (work, { id }) => drop(work, 'workEntries', id),
    addCost: async (work, { activityId, ...cost }) => {
      await addCosts(work, await readableActivity(work, activityId), [cost]);
      return { done: true };
    },
    dropCost: (work, { id }) => drop(work, 'costLines', id),
    fundingSources: async (work) => ({
      rows: await work.db
        .selectFrom('fundingSources')
        .select(['id', 'name'])
        .where((eb) =>
          eb.or([eb('endedOn', 'is', null), eb('endedOn', '>=', sql<string>`taskforce.today()`)]),
        )
        .orderBy('name')
        .execute(),
    }),
  };
}
