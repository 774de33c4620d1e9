import { sql, type Generated } from 'kysely';
import type { Work } from '../database/door.ts';
import { Problem } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { jobsContract, noticesContract } from './contract.ts';

type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
type JobsTables = {
  jobs: {
    id: Generated<string>;
    accountId: Generated<string>;
    kind: string;
    state: Generated<JobState>;
    done: Generated<number>;
    total: number | null;
    step: string | null;
    input: unknown;
    result: unknown;
    problem: string | null;
    cancelAskedAt: Date | null;
    createdAt: Generated<Date>;
    finishedAt: Date | null;
  };
  notices: {
    id: string;
    accountId: string;
    kind: string;
    subjectTable: string | null;
    subjectId: string | null;
    urgent: boolean;
    count: number | null;
    createdAt: Date;
    readAt: Date | null;
  };
};

const done = { done: true } as const;
const columns = [
  'id',
  'kind',
  'state',
  'done',
  'total',
  'step',
  'result',
  'problem',
  'createdAt',
  'finishedAt',
] as const;

type JobRow = Pick<
  {
    id: string;
    kind: string;
    state: JobState;
    done: number;
    total: number | null;
    step: string | null;
    result: unknown;
    problem: string | null;
    createdAt: Date;
    finishedAt: Date | null;
  },
  (typeof columns)[number]
>;
const shown = (row: JobRow) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/**
 * Asks for long work in the present transaction: it starts when the transaction commits.
 * @param input ids and closed words, kept with the job
 * @returns the id of the job
 */
export async function startJob(work: Pick<Work<any>, 'db'>, kind: string, input: unknown): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into kit.jobs (kind, input) values (${kind}, ${JSON.stringify(input)}::jsonb) returning id`.execute(
    work.db,
  );
  const id = rows[0]!.id;
  await sql`select kit.enqueue(${id}::uuid)`.execute(work.db);
  return id;
}

export const jobsHandlers: Handlers<JobsTables, typeof jobsContract> = {
  list: async ({ db, account }) => {
    const rows = await db
      .selectFrom('jobs')
      .select(columns)
      .where('accountId', '=', account.id)
      .orderBy('createdAt', 'desc')
      .limit(50)
      .execute();
    return { rows: rows.map(shown) };
  },
  read: async ({ db }, { id }) => {
    const row = await db.selectFrom('jobs').select(columns).where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('missing');
    return shown(row);
  },
  cancel: async ({ db, now }, { id }) => {
    const { numUpdatedRows } = await db
      .updateTable('jobs')
      .set({ cancelAskedAt: now })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('missing');
    return done;
  },
};

export const noticesHandlers: Handlers<JobsTables, typeof noticesContract> = {
  list: async ({ db, account }, { unreadOnly }) => {
    const mine = db.selectFrom('notices').where('accountId', '=', account.id);
    const rows = await (unreadOnly ? mine.where('readAt', 'is', null) : mine)
      .select(['id', 'kind', 'subjectTable', 'subjectId', 'urgent', 'count', 'createdAt', 'readAt'])
      .orderBy('urgent', 'desc')
      .orderBy('createdAt', 'desc')
      .limit(100)
      .execute();
    const { n } = await mine
      .where('readAt', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return {
      rows: rows.map((r) => ({
        ...r,
        createdAt: r.createdAt.toISOString(),
        readAt: r.readAt?.toISOString() ?? null,
      })),
      unread: Number(n),
    };
  },
  markRead: async ({ db, now }, { ids }) => {
    if (ids.length > 0)
      await db
        .updateTable('notices')
        .set({ readAt: now })
        .where('id', 'in', ids)
        .where('readAt', 'is', null)
        .execute();
    return done;
  },
};
