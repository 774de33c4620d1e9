import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { Lesson, Review, reviewContract } from './contract-review.ts';
import { mayOperate, operationOf } from './decoy.ts';
import { keepReview, signReview } from './rules-review.ts';
import { compare, FEWEST, type Yield } from './rules-yield.ts';

type All = Handlers<Tables, typeof reviewContract>;

async function reviewOf(work: Work<Tables>, id: string) {
  return work.db
    .selectFrom('operationReviews as r')
    .leftJoin('accounts as w', 'w.id', 'r.writtenBy')
    .leftJoin('accounts as s', 's.id', 'r.signedBy')
    .selectAll('r')
    .select(['w.displayName as writer', 's.displayName as signer'])
    .where('r.operationId', '=', id)
    .executeTakeFirst();
}
type Found = NonNullable<Awaited<ReturnType<typeof reviewOf>>>;

type Leads = { told: number; leastMinutes: number | null; mostMinutes: number | null };

/** As computed when it was signed; before that, as it stands now. */
async function leadsOf(work: Work<Tables>, row: Found): Promise<Leads> {
  if (row.state === 'signed')
    return {
      told: row.providersTold ?? 0,
      leastMinutes: row.leadLeastMinutes,
      mostMinutes: row.leadMostMinutes,
    };
  const { rows } = await sql<Leads>`
    select told, least_minutes as "leastMinutes", most_minutes as "mostMinutes"
    from taskforce.lead_times(${row.operationId}::uuid)`.execute(work.db);
  return rows[0]!;
}

function shown(row: Found, leads: Leads, now: Date): Review {
  return {
    peopleMet: row.peopleMet,
    victimsIdentified: row.victimsIdentified,
    victimsAccepting: row.victimsAccepting,
    arrests: row.arrests,
    evidenceItems: row.evidenceItems,
    leads: row.leads,
    minutes: row.minutes,
    costCents: row.costCents === null ? null : Number(row.costCents),
    workedForVictims: row.workedForVictims,
    didNotWork: row.didNotWork,
    dueAt: row.dueAt.toISOString(),
    overdue: row.state === 'open' && row.dueAt < now,
    state: row.state as Review['state'],
    providersTold: leads.told,
    leadLeastMinutes: leads.leastMinutes,
    leadMostMinutes: leads.mostMinutes,
    writtenBy: row.writer,
    signedBy: row.signer,
    signedAt: row.signedAt?.toISOString() ?? null,
    version: row.version,
  };
}

function lessons(work: Work<Tables>) {
  return work.db
    .selectFrom('operationLessons as l')
    .leftJoin('accounts as a', 'a.id', 'l.createdBy')
    .leftJoin('accounts as d', 'd.id', 'l.decidedBy')
    .selectAll('l')
    .select(['a.displayName as author', 'd.displayName as decider']);
}
type LessonRow = Awaited<ReturnType<ReturnType<typeof lessons>['execute']>>[number];

const lessonOf = (row: LessonRow, me: string): Lesson => ({
  id: row.id,
  lesson: row.lesson,
  forKind: row.forKind as Lesson['forKind'],
  reminder: row.reminder,
  standing: row.standing as Lesson['standing'],
  by: row.author ?? '',
  at: row.createdAt.toISOString(),
  decidedBy: row.decider,
  mine: row.createdBy === me,
  version: row.version,
});

const read: All['review'] = async (work, { id }) => {
  await operationOf(work, id);
  const row = await reviewOf(work, id);
  work.noteReading('operationReviews', row ? [row.id] : [], {}, { table: 'operations', id });
  const taught = await lessons(work).where('l.operationId', '=', id).orderBy('l.createdAt').execute();
  const approves = await mayOperate(work, 'operations.approve', id);
  return {
    review: row ? shown(row, await leadsOf(work, row), work.now) : null,
    lessons: taught.map((one) => lessonOf(one, work.account.id)),
    may: {
      write: row?.state === 'open' && (await mayOperate(work, 'operations.run', id)),
      sign: row?.state === 'open' && approves,
      decide: approves,
    },
  };
};

const save: All['saveReview'] = async (work, { id, version, ...text }) => {
  await operationOf(work, id);
  const set = granted(keepReview(text));
  const touched = await work.db
    .updateTable('operationReviews')
    .set(set)
    .where('operationId', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('operationReviews')
      .selectAll()
      .where('operationId', '=', id)
      .where('version', '<>', version)
      .executeTakeFirst(),
  );
};

const sign: All['signReview'] = async (work, { id, version }) => {
  const row = await reviewOf(work, id);
  if (!row) throw new Problem('missing');
  if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
  granted(signReview(shown(row, { told: 0, leastMinutes: null, mostMinutes: null }, work.now)));
  const { rows } = await sql<{ version: number | null }>`
    select sign_review(${id}::uuid, ${version}::integer) as version`.execute(work.db);
  return moved(rows);
};

function moved(rows: { version: number | null }[]): { version: number } {
  const version = rows[0]?.version ?? null;
  if (version === null) throw new Problem('missing');
  return { version };
}

const addLesson: All['addLesson'] = async (work, { id: operationId, ...lesson }) => {
  await operationOf(work, operationId);
  const id = randomUUID();
  await work.db
    .insertInto('operationLessons')
    .values({ id, operationId, ...lesson })
    .execute();
  return { id };
};

const decideLesson: All['decideLesson'] = async (work, { lessonId, version, accept }) => {
  const row = await lessons(work).where('l.id', '=', lessonId).executeTakeFirst();
  if (!row) throw new Problem('missing');
  if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
  const { rows } = await sql<{ version: number | null }>`
    select decide_lesson(${lessonId}::uuid, ${version}::integer, ${accept}) as version`.execute(work.db);
  return moved(rows);
};

const listLessons: All['lessons'] = async (work, { kind, find }) => {
  let query = lessons(work)
    .innerJoin('operations as o', 'o.id', 'l.operationId')
    .select(['o.number as operationNumber', 'o.title as operationTitle']);
  if (kind !== null) query = query.where('l.forKind', '=', kind);
  if (find !== '')
    query = query.where(
      sql<boolean>`position(lower(${find}) in lower(l.lesson || ' ' || coalesce(l.reminder, ''))) > 0`,
    );
  const rows = await query.orderBy('l.createdAt', 'desc').orderBy('l.id').limit(100).execute();
  const { rows: reminders } =
    kind === null
      ? { rows: [] }
      : await sql<{ id: string; text: string }>`
          select lesson_id as id, reminder as text from taskforce.operation_reminders(${kind})`.execute(
          work.db,
        );
  return {
    rows: rows.map((row) => ({
      ...lessonOf(row, work.account.id),
      operation: { id: row.operationId, number: row.operationNumber, title: row.operationTitle },
    })),
    reminders,
  };
};

const owed: All['owed'] = async (work, { mine }) => {
  const rows = await work.db
    .selectFrom('operationReviews as r')
    .innerJoin('operations as o', 'o.id', 'r.operationId')
    .select(['o.id as operationId', 'o.number', 'o.title', 'r.dueAt'])
    .where('r.state', '=', 'open')
    .$if(mine, (query) =>
      query.where('o.id', 'in', sql<string>`(select * from taskforce.runnable_operations())`),
    )
    .orderBy('r.dueAt')
    .orderBy('o.id')
    .limit(100)
    .execute();
  return {
    rows: rows.map(({ dueAt, ...row }) => ({
      ...row,
      dueAt: dueAt.toISOString(),
      overdue: dueAt < work.now,
    })),
  };
};

const yields: All['yields'] = async (work, { quarters }) => {
  const { rows: begin } = await sql<{ since: string }>`
    select (date_trunc('quarter', taskforce.today()) - ${quarters - 1} * interval '3 months')::date as since`.execute(
    work.db,
  );
  const { since } = begin[0]!;
  const { rows } = await sql<Yield>`select * from taskforce.operation_yields(${since}::date)`.execute(
    work.db,
  );
  const all = rows.map((row) => ({ ...row, costCents: Number(row.costCents) }));
  return { since, fewest: FEWEST, ...compare(all) };
};

/** After-action reviews and what they teach. */
export const reviewHandlers: All = {
  review: read,
  saveReview: save,
  signReview: sign,
  addLesson,
  decideLesson,
  lessons: listLessons,
  owed,
  yields,
};
