import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import { strandOf } from './activities.ts';
import type { Note, notesContract } from './contract-records.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';
import { zoneOf } from './opening.ts';

type NoteHandlers = Handlers<Tables, typeof notesContract>;

/** What an attorney writes is work product, whatever was ticked. */
function labelsOf(kind: string, handling: HandlingLabel[]): HandlingLabel[] {
  return kind === 'attorney' ? [...new Set<HandlingLabel>([...handling, 'work_product'])] : handling;
}

async function settled<
  T extends { kind: string; handling: HandlingLabel[]; happenedOn?: string | undefined },
>(work: Work<Tables>, input: T) {
  const today = dayOf(work.now, await zoneOf(work));
  const happenedOn = input.happenedOn ?? today;
  if (happenedOn > today)
    throw refused('happenedOn', 'in_the_future', 'Give the day it tells of: today or earlier.');
  return { ...input, happenedOn, handling: labelsOf(input.kind, input.handling) };
}

async function update(
  work: Work<Tables>,
  at: { id: string; version: number },
  values: Record<string, unknown>,
) {
  const touched = await work.db
    .updateTable('notes')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('notes')
      .selectAll()
      .where('id', '=', at.id)
      .where('version', '<>', at.version)
      .executeTakeFirst(),
  );
}

type Row = Omit<Note, 'createdAt' | 'withdrawnAt'> & {
  createdAt: Date;
  withdrawnAt: Date | null;
  key: string;
};

function shown({ key: _key, ...row }: Row): Note {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

async function rowsWhere(work: Work<Tables>, where: RawBuilder<unknown>[], limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select n.id, n.case_id, ${strandOf('n.strand_id')} as strand, n.kind, n.body, n.happened_on, n.handling, n.withdrawn_at,
      n.withdraw_reason, n.created_at, n.created_at::text as key, n.version,
      n.created_by is not distinct from ${work.account.id} as mine,
      (select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = n.created_by) as created_by
    from notes n where ${sql.join(where, sql` and `)}
    order by n.created_at desc, n.id desc limit ${limit}`.execute(work.db);
  return rows;
}

const read: NoteHandlers['read'] = async (work, { id }) => {
  const [row] = await rowsWhere(work, [sql`n.id = ${id}`], 1);
  if (!row) throw new Problem('missing');
  work.noteReading('notes', [id], {}, { table: 'cases', id: row.caseId });
  return shown(row);
};

const list: NoteHandlers['list'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const where = [sql`n.case_id = ${input.caseId}`];
  if (input.kind.length > 0) where.push(sql`n.kind = any(${input.kind})`);
  if (input.after !== null) {
    const [at, id] = cursorFrom(input.after, 2);
    where.push(sql`(n.created_at, n.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await rowsWhere(work, where, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  work.noteReading(
    'notes',
    page.map((row) => row.id),
    {},
    { table: 'cases', id: input.caseId },
  );
  return {
    rows: page.map(shown),
    next: rows.length > input.limit && last ? cursorOf([last.key, last.id]) : null,
  };
};

/** Handlers of notes: written by one person, changed by nobody else, taken back but never deleted. */
export function noteHandlers(): NoteHandlers {
  return {
    list,
    read,
    write: async (work, input) => {
      await readableCase(work, input.caseId);
      const id = randomUUID();
      await work.db
        .insertInto('notes')
        .values({ id, ...(await settled(work, input)) })
        .execute();
      return { id };
    },
    change: async (work, { id, version, ...values }) =>
      update(work, { id, version }, await settled(work, values)),
    withdraw: async (work, { id, version, reason }) => {
      if (!hasReason(reason))
        throw refused('reason', 'reason_needed', 'Say in at least 20 characters why the note is taken back.');
      await update(work, { id, version }, { withdrawReason: reason });
      return { done: true };
    },
  };
}
