import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import type { Activity, activitiesContract, Offer } from './contract-activities.ts';
import { addCosts, addWork, effortHandlers } from './effort.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';
import { zoneOf } from './opening.ts';
import * as rules from './rules.ts';

type ActivityHandlers = Handlers<Tables, typeof activitiesContract>;

const person = (column: string) =>
  sql`(select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = ${sql.ref(column)})`;
/** When a line of effort was written down, and by whom, as parts of its object. */
const recorded = (
  table: string,
) => sql`'recordedAt', to_char(${sql.ref(`${table}.created_at`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'recordedBy', (select p.display_name from accounts p where p.id = ${sql.ref(`${table}.created_by`)})`;
export const strandOf = (column: string) =>
  sql`(select jsonb_build_object('id', s.id, 'label', s.label) from strands s where s.id = ${sql.ref(column)})`;

type Row = Omit<Activity, 'createdAt' | 'happenedAt' | 'withdrawnAt'> & {
  createdAt: Date;
  happenedAt: Date | null;
  withdrawnAt: Date | null;
  key: string;
};

function shown({ key: _key, ...row }: Row): Activity {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    happenedAt: row.happenedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

async function rowsWhere(work: Work<Tables>, where: RawBuilder<unknown>[], limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.id, a.case_id, a.kind, a.title, a.description, a.happened_on, a.happened_at, a.engages_target, a.handling,
      a.created_at, a.created_at::text as key, a.version, a.withdrawn_at, a.withdraw_reason, ${person('a.withdrawn_by')} as withdrawn_by,
      ${strandOf('a.strand_id')} as strand, ${person('a.created_by')} as created_by,
      (select coalesce(sum(w.minutes), 0)::bigint from work_entries w where w.activity_id = a.id) as minutes,
      (select coalesce(sum(k.amount_cents), 0)::bigint from cost_lines k where k.activity_id = a.id) as cents,
      (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'who', coalesce(p.display_name, w.who, ''),
          'accountId', w.account_id, 'day', w.day, 'minutes', w.minutes, 'reason', w.reason, ${recorded('w')}) order by w.day, w.created_at), '[]')
        from work_entries w left join accounts p on p.id = w.account_id where w.activity_id = a.id) as work,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'amountCents', k.amount_cents,
          'fundingSource', f.name, 'fundingSourceId', k.funding_source_id, 'reason', k.reason, ${recorded('k')}) order by k.created_at), '[]')
        from cost_lines k left join funding_sources f on f.id = k.funding_source_id where k.activity_id = a.id) as costs
    from activities a where ${sql.join(where, sql` and `)}
    order by a.happened_on desc, a.created_at desc, a.id desc limit ${limit}`.execute(work.db);
  return rows;
}

const read: ActivityHandlers['read'] = async (work, { id }) => {
  const [row] = await rowsWhere(work, [sql`a.id = ${id}`], 1);
  if (!row) throw new Problem('missing');
  return shown(row);
};

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
  const rows = await rowsWhere(work, where, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const count = counted.rows[0]?.count ?? 0;
  return {
    rows: page.map(shown),
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

async function update(
  work: Work<Tables>,
  at: { id: string; version: number },
  values: Record<string, unknown>,
) {
  const touched = await work.db
    .updateTable('activities')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('activities')
      .selectAll()
      .where('id', '=', at.id)
      .where('version', '<>', at.version)
      .executeTakeFirst(),
  );
}

const change: ActivityHandlers['change'] = async (work, { id, version, ...values }) => {
  granted(rules.checkActivity(values, work.now, await zoneOf(work)));
  const changed = await update(work, { id, version }, values);
  return { version: changed.version, offer: await offerOf(work, { id, ...values }) };
};

/** Handlers of activities: what was done, by whom, for how long, at what cost. */
export function activityHandlers(): ActivityHandlers {
  return {
    list,
    read,
    log,
    change,
    withdraw: async (work, { id, version, reason }) => {
      if (!hasReason(reason))
        throw refused('reason', 'reason_needed', 'Say in at least 20 characters why it is taken back.');
      await update(work, { id, version }, { withdrawReason: reason });
      return { done: true };
    },
    ...effortHandlers,
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
