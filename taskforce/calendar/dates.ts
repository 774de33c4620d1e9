import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { CaseDate, courtDatesContract } from './contract-dates.ts';
import { dateAllowed, restitutionDue, slipDays, type DateKind } from './rules-dates.ts';

type DateHandlers = Handlers<Tables, typeof courtDatesContract>;
type Row = Omit<CaseDate, 'slipDays'>;

/** Court dates and deadlines. The database keeps every value a date had (case_date_plans). */
export function courtDateHandlers(): DateHandlers {
  return {
    list: async (work, { caseId }) => {
      await readableCase(work, caseId);
      return { rows: await found(work, sql`d.case_id = ${caseId}`), mayAdd: await mayWrite(work, caseId) };
    },
    read: async (work, { id }) => readDate(work, id),
    add,
    change: async (work, { id, version, attendeeIds, ...about }) =>
      update(
        work,
        { id, version },
        { ...about, attendees: await accounts(work, attendeeIds) },
        about.handling,
      ),
    move: async (work, { id, version, ...values }) => {
      granted(dateAllowed({ kind: 'trial', handling: [], ...values }));
      return update(work, { id, version }, values);
    },
    settle,
    cancel: (work, { id, version, ...why }) => update(work, { id, version }, { state: 'cancelled', ...why }),
    reopen: (work, { id, version }) => update(work, { id, version }, { state: 'planned', happenedOn: null }),
  };
}

/** @throws Problem missing when the session may not read the case */
async function readableCase(work: Work<Tables>, caseId: string): Promise<void> {
  const row = await work.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!row) throw new Problem('missing');
}

async function readDate(work: Work<Tables>, id: string): Promise<CaseDate> {
  const [row] = await found(work, sql`d.id = ${id}`);
  if (!row) throw new Problem('missing');
  return row;
}

async function mayWrite(work: Work<Tables>, caseId: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select taskforce.may('cases.write', ${caseId}::uuid) as may`.execute(work.db);
  return rows[0]?.may ?? false;
}

async function found(work: Work<Tables>, where: ReturnType<typeof sql>): Promise<CaseDate[]> {
  const { rows } = await sql<Row>`
    select d.id, jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) as case,
      (select jsonb_build_object('id', s.id, 'label', s.label) from strands s where s.id = d.strand_id) as strand,
      d.kind, d.planned_for, d.from_time, d.until_time, d.courtroom, d.for_whom, d.others, d.state, d.happened_on, d.handling, d.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.display_name) order by a.display_name) from accounts a where a.id = any(d.attendees)), '[]') as attendees,
      (select jsonb_agg(jsonb_build_object('place', p.place, 'plannedFor', p.planned_for, 'fromTime', p.from_time, 'untilTime', p.until_time,
          'setAt', to_char(p.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'reason', p.reason, 'note', p.note, 'outcome', p.outcome, 'happenedOn', p.happened_on,
          'setBy', (select jsonb_build_object('id', b.id, 'name', b.display_name) from accounts b where b.id = p.set_by)) order by p.place)
        from case_date_plans p where p.date_id = d.id) as values,
      taskforce.may('cases.write', d.case_id) as may_write
    from case_dates d join cases c on c.id = d.case_id where ${where} order by d.planned_for, d.from_time nulls first, d.id limit 500`.execute(
    work.db,
  );
  return rows.map((row) => ({ ...row, slipDays: slipDays(row.values) }));
}

/** The accounts named, or a refusal: only colleagues who exist can be expected somewhere. */
async function accounts(work: Work<Tables>, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await work.db.selectFrom('accounts').select('id').where('id', 'in', wanted).execute();
  if (rows.length < wanted.length)
    throw refused('attendeeIds', 'unknown_person', 'Choose people who have an account here.');
  return wanted;
}

const add: DateHandlers['add'] = async (work, { attendeeIds, ...input }) => {
  await readableCase(work, input.caseId);
  granted(dateAllowed(input));
  const id = randomUUID();
  const attendees = await accounts(work, attendeeIds);
  await work.db
    .insertInto('caseDates')
    .values({ id, ...input, attendees })
    .execute();
  await tell(work, id, attendees);
  return { id };
};

/** Tells those who must be there; the notice says nothing of what it is about. */
async function tell(work: Work<Tables>, id: string, attendees: readonly string[]): Promise<void> {
  for (const one of attendees)
    if (one !== work.account.id)
      await sql`select kit.notify(${one}::uuid, 'court_date', 'case_dates', ${id}::uuid)`.execute(work.db);
}

async function update(
  work: Work<Tables>,
  at: { id: string; version: number },
  values: Record<string, unknown>,
  handling?: readonly string[],
): Promise<{ version: number }> {
  if (handling !== undefined) {
    const { kind, plannedFor } = await readDate(work, at.id);
    granted(dateAllowed({ kind, plannedFor, fromTime: null, untilTime: null, handling }));
  }
  const touched = await work.db
    .updateTable('caseDates')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning(['version', 'attendees'])
    .executeTakeFirst();
  const { version, attendees } = await changedRow(touched, () =>
    work.db
      .selectFrom('caseDates')
      .selectAll()
      .where('id', '=', at.id)
      .where('version', '<>', at.version)
      .executeTakeFirst(),
  );
  await tell(work, at.id, attendees);
  return { version };
}

const settle: DateHandlers['settle'] = async (work, { id, version, happenedOn, addRestitution }) => {
  const date = await readDate(work, id);
  if (addRestitution && date.kind !== 'sentencing')
    throw refused('addRestitution', 'not_sentencing', 'The date for restitution follows a sentencing.');
  const changed = await update(work, { id, version }, { state: 'happened', happenedOn });
  const restitutionId = addRestitution ? randomUUID() : null;
  if (restitutionId !== null)
    await work.db
      .insertInto('caseDates')
      .values({
        id: restitutionId,
        caseId: date.case.id,
        strandId: date.strand?.id ?? null,
        kind: 'restitution_due' satisfies DateKind,
        plannedFor: restitutionDue(happenedOn),
        forWhom: date.forWhom,
        handling: date.handling,
      })
      .execute();
  return { ...changed, restitutionId };
};
