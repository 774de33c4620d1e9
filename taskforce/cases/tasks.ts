import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import { strandOf } from './activities.ts';
import type { Task, TaskFilter, tasksContract } from './contract-tasks.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';

type TaskHandlers = Handlers<Tables, typeof tasksContract>;

const person = (column: string) =>
  sql`(select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = ${sql.ref(column)})`;
/** Open tasks without a deadline stand after those with one. */
const dueKey = sql`coalesce(t.due_on, date '9999-12-31')`;

function conditions(work: Work<Tables>, input: TaskFilter): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (input.caseId !== null) where.push(sql`t.case_id = ${input.caseId}`);
  if (input.mine) where.push(sql`t.assignee_id = ${work.account.id}`);
  if (input.assigneeId !== null) where.push(sql`t.assignee_id = ${input.assigneeId}`);
  if (input.unassigned) where.push(sql`t.assignee_id is null`);
  if (input.kind.length > 0) where.push(sql`t.kind = any(${input.kind})`);
  if (input.state === 'open') where.push(sql`t.state = 'open'`);
  if (input.state === 'settled') where.push(sql`t.state <> 'open'`);
  if (input.due === 'overdue') where.push(sql`t.state = 'open' and t.due_on < (select taskforce.today())`);
  if (input.due === 'week') where.push(sql`t.state = 'open' and t.due_on <= (select taskforce.today()) + 7`);
  return where.length === 0 ? [sql`true`] : where;
}

const list: TaskHandlers['list'] = async (work, input) => {
  if (input.caseId !== null) await readableCase(work, input.caseId);
  const where = conditions(work, input);
  const counted = await sql<{ count: number }>`select count(*) as count from (
    select 1 from tasks t where ${sql.join(where, sql` and `)} limit 10001) c`.execute(work.db);
  const rows = await found(
    work,
    where,
    input.limit,
    input.after === null ? null : cursorFrom(input.after, 2),
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const count = counted.rows[0]?.count ?? 0;
  return {
    rows: page.map(shown),
    total: { count: Math.min(count, 10_000), capped: count > 10_000 },
    next: rows.length > input.limit && last ? cursorOf([last.key, last.id]) : null,
  };
};

/** Tasks in the order of their deadlines, one more than asked for when there are more. */
async function found(
  work: Work<Tables>,
  where: RawBuilder<unknown>[],
  limit: number,
  after: readonly (string | undefined)[] | null,
): Promise<Row[]> {
  const on = after ? [sql`(${dueKey}, t.id) > (${after[0]}::date, ${after[1]}::uuid)`] : [];
  const { rows } = await sql<Row>`
    select t.id, jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) as case, ${strandOf('t.strand_id')} as strand,
      t.kind, t.title, t.description, t.due_on, ${dueKey}::text as key, t.state, t.outcome, t.settled_at, t.handling,
      case when t.state = 'open' then greatest(0, taskforce.today() - t.due_on) else 0 end as overdue_days,
      ${person('t.assignee_id')} as assignee, ${person('t.settled_by')} as settled_by, ${person('t.created_by')} as created_by,
      t.created_at, t.version
    from tasks t join cases c on c.id = t.case_id where ${sql.join([...where, ...on], sql` and `)}
    order by ${dueKey}, t.id limit ${limit + 1}`.execute(work.db);
  return rows;
}

/** All tasks that fit the filter, by deadline, by pages; of `ids` only where given. */
export async function* taskPages(
  work: Work<Tables>,
  filter: TaskFilter,
  ids: readonly string[] | null,
  limit = 500,
): AsyncGenerator<Task[]> {
  const where = [...conditions(work, filter), ...(ids === null ? [] : [sql`t.id = any(${ids}::uuid[])`])];
  for (let after: string[] | null = null; ;) {
    const rows: Row[] = await found(work, where, limit, after);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    if (last) yield page.map(shown);
    if (rows.length <= limit || !last) return;
    after = [last.key, last.id];
  }
}

type Row = Omit<Task, 'createdAt' | 'settledAt' | 'overdueDays'> & {
  createdAt: Date;
  settledAt: Date | null;
  overdueDays: number | null;
  key: string;
};

function shown({ key: _key, ...row }: Row): Task {
  return {
    ...row,
    overdueDays: row.overdueDays ?? 0,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

/** Tells the person who got a task, unless they gave it to themselves. */
async function tell(
  work: Work<Tables>,
  assigneeId: string | null | undefined,
  taskId: string,
): Promise<void> {
  if (!assigneeId || assigneeId === work.account.id) return;
  await sql`select kit.notify(${assigneeId}::uuid, 'task_assigned', 'tasks', ${taskId}::uuid)`.execute(
    work.db,
  );
}

async function update(
  work: Work<Tables>,
  at: { id: string; version: number },
  values: Record<string, unknown>,
): Promise<{ version: number }> {
  const touched = await work.db
    .updateTable('tasks')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', at.id)
      .where('version', '<>', at.version)
      .executeTakeFirst(),
  );
}

/** Handlers of tasks: on a case, and everything one has to do across cases. */
export function taskHandlers(): TaskHandlers {
  return {
    list,
    read: async (work, { id }) => {
      const [row] = await found(work, [sql`t.id = ${id}`], 1, null);
      if (!row) throw new Problem('missing');
      return shown(row);
    },
    overdueByPerson: async (work) => {
      if (!work.account.supervises) throw new Problem('not_permitted');
      const { rows } = await sql<{
        person: { id: string; name: string } | null;
        open: number;
        overdue: number;
        oldestDueOn: string | null;
      }>`
        select case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.display_name) end as person,
          g.open, g.overdue, g.oldest_due_on
        from (select t.assignee_id, count(*) as open, count(*) filter (where t.due_on < (select taskforce.today())) as overdue,
            min(t.due_on) as oldest_due_on from tasks t where t.state = 'open' group by t.assignee_id) g
        left join accounts p on p.id = g.assignee_id
        order by p.id is not null, g.overdue desc, g.open desc, p.display_name limit 200`.execute(work.db);
      return { rows };
    },
    add: async (work, input) => {
      await readableCase(work, input.caseId);
      const id = randomUUID();
      await work.db
        .insertInto('tasks')
        .values({ id, ...input })
        .execute();
      await tell(work, input.assigneeId, id);
      return { id };
    },
    change: async (work, { id, version, ...values }) => {
      const before = await work.db
        .selectFrom('tasks')
        .select('assigneeId')
        .where('id', '=', id)
        .executeTakeFirst();
      const changed = await update(work, { id, version }, values);
      if (values.assigneeId !== before?.assigneeId) await tell(work, values.assigneeId, id);
      return changed;
    },
    settle: async (work, { id, version, state, outcome }) => {
      if (state === 'dropped' && !hasReason(outcome))
        throw refused('outcome', 'reason_needed', 'Say in at least 20 characters why this task is dropped.');
      return update(work, { id, version }, { state, outcome });
    },
    changeMany: async (work, { tasks, ...values }) => {
      if (values.assigneeId === undefined && values.dueOn === undefined)
        throw refused('assigneeId', 'nothing_to_change', 'Name a person or a deadline.');
      const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      for (const at of tasks) {
        await update(work, at, set);
        await tell(work, values.assigneeId, at.id);
      }
      return { changed: tasks.length };
    },
  };
}
