import { sql, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { queueReasons } from '../vocabulary/tips.ts';
import type { TipFilter, tipsContract } from './contract.ts';
import type { TipRow } from './contract-parts.ts';
import { namesOf } from './people.ts';

type Filter = z.output<NonNullable<(typeof tipsContract.list)['~orpc']['inputSchema']>>;
type Where = ExpressionBuilder<Tables, 'tips'>;

const cap = 10_000;
/** Is an open danger still without an officer? */
const unaccepted = sql<boolean>`exists (select from dangers d where d.tip_id = tips.id and d.ended_at is null and d.accepted_at is null)`;

/** The order of `queueReason` in SQL, so that the database can page through the queue; a test holds the two together. */
function rankOf(now: Date) {
  return sql<number>`case
    when tips.in_danger then case when ${unaccepted} then 0 else 1 end
    when tips.minors = 'yes' and tips.ongoing = 'yes' then 2
    when tips.decided_at is null and tips.triage_due_at < ${now}::timestamptz then 3
    when tips.answered_at is not null and tips.state = 'received' then 4
    when tips.minors = 'yes' then 5
    when tips.ongoing = 'yes' then 6
    else 7 end`;
}

/** Lanes: what waits for us, what waits for the reporter, what was decided. */
function inLane(eb: Where, lane: Filter['lane']) {
  if (lane === 'triage') return eb.or([eb('tips.inDanger', '=', true), eb('tips.state', '=', 'received')]);
  if (lane === 'waiting') return eb('tips.state', '=', 'asked_back');
  if (lane === 'decided') return eb('tips.state', 'not in', ['received', 'asked_back']);
  return eb.val(true);
}

/** The tips that fit the words of a filter. */
export function matching(work: Work<Tables>, filter: TipFilter) {
  let query = work.db.selectFrom('tips').where((eb) => inLane(eb, filter.lane));
  if (filter.states.length > 0) query = query.where('tips.state', 'in', filter.states);
  if (filter.channels.length > 0) query = query.where('tips.channel', 'in', filter.channels);
  if (filter.audiences.length > 0) query = query.where('tips.audience', 'in', filter.audiences);
  if (filter.assigned === 'me') query = query.where('tips.assignedTo', '=', work.account.id);
  if (filter.assigned === 'nobody') query = query.where('tips.assignedTo', 'is', null);
  if (filter.danger) query = query.where('tips.inDanger', '=', true);
  if (filter.minors) query = query.where('tips.minors', '=', 'yes');
  return query;
}

/** Where a page ends: the sort key of its last row. */
type Cursor = { rank: number; at: string; id: string };

function readCursor(after: string | null): Cursor | null {
  if (after === null) return null;
  try {
    const [rank, at, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [number, string, string];
    if (Number.isInteger(rank) && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id))
      return { rank, at, id };
  } catch {
    // Falls through to the refusal.
  }
  throw refused('after', 'unreadable', 'Send `next` of the page before as it came, or nothing.');
}

/** The queue in the order it should be worked, or the newest first. */
export async function list(work: Work<Tables>, filter: Filter) {
  const found = await page(work, filter, readCursor(filter.after));
  const rows = found.slice(0, filter.limit);
  const names = await namesOf(
    work,
    rows.map((row) => row.assignedTo),
  );
  const { count } = await work.db
    .selectFrom(
      matching(work, filter)
        .select('tips.id')
        .limit(cap + 1)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const last = found.length > filter.limit ? rows.at(-1) : undefined;
  const cursor = last && [
    last.rank,
    (filter.sort === 'queue' ? last.since : last.receivedAt).toISOString(),
    last.id,
  ];
  return {
    rows: rows.map((row) => rowOf(row, names(row.assignedTo))),
    total: { count: Math.min(count, cap), capped: count > cap },
    next: cursor ? Buffer.from(JSON.stringify(cursor)).toString('base64url') : null,
  };
}

function page(work: Work<Tables>, filter: Filter, cursor: Cursor | null) {
  const rank = rankOf(work.now);
  // Within a reason the oldest first: since the danger was raised, else since the tip was received.
  const since = sql<Date>`case when tips.in_danger then (
    select min(d.raised_at) from dangers d where d.tip_id = tips.id and d.ended_at is null) else tips.received_at end`;
  const query = matching(work, filter)
    .selectAll('tips')
    .select([
      rank.as('rank'),
      since.as('since'),
      sql<Date | null>`(
        select min(d.officer_due_at) from dangers d
        where d.tip_id = tips.id and d.ended_at is null and d.accepted_at is null)`.as('officerDueAt'),
    ])
    .limit(filter.limit + 1);
  if (filter.sort === 'newest') {
    const newest = query.orderBy('tips.receivedAt', 'desc').orderBy('tips.id', 'desc');
    return (
      cursor
        ? newest.where(
            sql<SqlBool>`(tips.received_at, tips.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
          )
        : newest
    ).execute();
  }
  const queue = query.orderBy(rank).orderBy(since).orderBy('tips.id');
  return (
    cursor
      ? queue.where(
          sql<SqlBool>`(${rank}, ${since}, tips.id) > (${cursor.rank}, ${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
        )
      : queue
  ).execute();
}

type Found = Awaited<ReturnType<typeof page>>[number];

// Columns are checked against the closed lists by the tables, so the words may be taken as such.
function rowOf(row: Found, assignedTo: TipRow['assignedTo']): TipRow {
  return {
    id: row.id,
    number: row.number,
    channel: row.channel as TipRow['channel'],
    audience: row.audience as TipRow['audience'],
    originRoute: row.originRoute as TipRow['originRoute'],
    receivedAt: row.receivedAt.toISOString(),
    state: row.state as TipRow['state'],
    danger: row.danger as TipRow['danger'],
    inDanger: row.inDanger,
    officerDueAt: row.officerDueAt?.toISOString() ?? null,
    what: row.what.slice(0, 300),
    place: row.place,
    personsRange: row.personsRange as TipRow['personsRange'],
    minors: row.minors as TipRow['minors'],
    ongoing: row.ongoing as TipRow['ongoing'],
    triageDueAt: row.triageDueAt.toISOString(),
    assignedTo,
    why: queueReasons[row.rank] ?? 'waiting',
    version: row.version,
  };
}
