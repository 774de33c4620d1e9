import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { TimelineRow, timelineContract } from './contract-records.ts';
import { timelineKinds } from './contract-timeline.ts';
import { cursorFrom, cursorOf } from './listing.ts';

type Input = Parameters<Handlers<Tables, typeof timelineContract>['read']>[1];

/** One kind of line: where it comes from and how it reads. Columns are those of `Branch` below, in that order. */
type Branch = {
  from: RawBuilder<unknown>;
  happened: RawBuilder<unknown>;
  recorded: RawBuilder<unknown>;
  id: RawBuilder<unknown>;
  strand: RawBuilder<unknown> | null;
  by: RawBuilder<unknown>;
  title: RawBuilder<unknown>;
  detail: RawBuilder<unknown>;
};

/** The day of a moment, where the task force works. */
const dayAt = (moment: string) => sql`(${sql.ref(moment)} at time zone taskforce.zone())::date`;

const branches: Record<TimelineRow['kind'], Branch> = {
  transition: {
    from: sql`phase_transitions t`,
    happened: sql`t.effective_on`,
    recorded: sql`t.recorded_at`,
    id: sql`t.id`,
    strand: sql`t.strand_id`,
    by: sql`t.recorded_by`,
    title: sql`''`,
    detail: sql`jsonb_build_object('from', t.from_phase, 'to', t.to_phase, 'event', t.event, 'closeReason', t.close_reason,
        'superseded', t.superseded_by is not null, 'retracts', t.retracts, 'corrects', t.supersedes is not null)`,
  },
  activity: {
    from: sql`activities a`,
    happened: sql`a.happened_on`,
    recorded: sql`a.created_at`,
    id: sql`a.id`,
    strand: sql`a.strand_id`,
    by: sql`a.created_by`,
    title: sql`a.title`,
    detail: sql`jsonb_build_object('kind', a.kind, 'engagesTarget', a.engages_target)`,
  },
  note: {
    from: sql`notes n`,
    happened: sql`n.happened_on`,
    recorded: sql`n.created_at`,
    id: sql`n.id`,
    strand: sql`n.strand_id`,
    by: sql`n.created_by`,
    title: sql`left(n.body, 280)`,
    detail: sql`jsonb_build_object('kind', n.kind, 'longer', length(n.body) > 280)`,
  },
  task: {
    from: sql`tasks k`,
    happened: dayAt('k.created_at'),
    recorded: sql`k.created_at`,
    id: sql`k.id`,
    strand: sql`k.strand_id`,
    by: sql`k.created_by`,
    title: sql`k.title`,
    detail: sql`jsonb_build_object('kind', k.kind, 'dueOn', k.due_on)`,
  },
  task_settled: {
    from: sql`tasks d`,
    happened: dayAt('d.settled_at'),
    recorded: sql`d.settled_at`,
    id: sql`d.id`,
    strand: sql`d.strand_id`,
    by: sql`d.settled_by`,
    title: sql`d.title`,
    detail: sql`jsonb_build_object('state', d.state, 'outcome', left(d.outcome, 280))`,
  },
  decision: {
    from: sql`decisions_needed q`,
    happened: sql`q.decided_on`,
    recorded: sql`q.settled_at`,
    id: sql`q.id`,
    strand: sql`q.strand_id`,
    by: sql`q.settled_by`,
    title: sql`q.question`,
    detail: sql`jsonb_build_object('decision', left(q.decision, 280))`,
  },
  member: {
    from: sql`case_members m join accounts mp on mp.id = m.account_id`,
    happened: dayAt('m.added_at'),
    recorded: sql`m.added_at`,
    id: sql`m.id`,
    strand: null,
    by: sql`m.added_by`,
    title: sql`mp.display_name`,
    detail: sql`jsonb_build_object('capacity', m.capacity)`,
  },
  member_ended: {
    from: sql`case_members e join accounts ep on ep.id = e.account_id`,
    happened: dayAt('e.ended_at'),
    recorded: sql`e.ended_at`,
    id: sql`e.id`,
    strand: null,
    by: sql`e.ended_by`,
    title: sql`ep.display_name`,
    detail: sql`jsonb_build_object('capacity', e.capacity)`,
  },
  file: {
    from: sql`files f`,
    happened: dayAt('f.uploaded_at'),
    recorded: sql`f.uploaded_at`,
    id: sql`f.id`,
    strand: null,
    by: sql`f.uploaded_by`,
    title: sql`f.name`,
    detail: sql`'{}'::jsonb`,
  },
  request: {
    from: sql`approval_requests r`,
    happened: dayAt('r.decided_at'),
    recorded: sql`r.decided_at`,
    id: sql`r.id`,
    strand: sql`r.strand_id`,
    by: sql`r.decided_by`,
    title: sql`''`,
    detail: sql`jsonb_build_object('kind', r.kind, 'state', r.state, 'to', r.to_phase)`,
  },
};

/**
 * What the lines of one kind say, read under the policies of its table. The ids come by a query of their own: how many
 * they are is then no part of the plan, and PostgreSQL keeps one instead of planning every page anew.
 */
function share(kind: string, branch: Branch, ids: string[]): RawBuilder<unknown> {
  const { from, happened, recorded, id, strand, by, title, detail } = branch;
  return sql`select ${sql.lit(kind)}::text as kind, ${id} as record_id, ${happened} as happened_on, ${recorded} as recorded_at,
    ${strand ?? sql`null::uuid`} as strand_id, ${by} as by_id, ${title}::text as title, ${detail} as detail
    from ${from} where ${id} = any((select ${ids}::uuid[])::uuid[])`;
}

/**
 * Kinds and ids of a page and one more, found in one question that asks for the case once (database/timeline.sql).
 * @throws Problem missing when the case cannot be read
 */
async function found(work: Work<Tables>, input: Input): Promise<Map<TimelineRow['kind'], string[]>> {
  const [day, moment, id] = input.after === null ? [null, null, null] : cursorFrom(input.after, 3);
  const kinds = input.kinds.length === 0 ? [...timelineKinds] : input.kinds;
  const { rows } = await sql<{ kinds: TimelineRow['kind'][] | null; ids: string[] | null }>`
    select kinds, ids from taskforce.timeline_page(${input.caseId}::uuid, ${kinds}::text[], ${input.strandId}::uuid,
      ${input.by === 'happened'}, ${day}::date, ${moment}::timestamptz, ${id}::uuid, ${input.limit + 1})`.execute(
    work.db,
  );
  if (!rows[0]) throw new Problem('missing');
  const page = new Map<TimelineRow['kind'], string[]>();
  // In the order of the kinds, so that the same kinds make the same statement and its plan is kept.
  for (const kind of timelineKinds) {
    const ids = rows[0].ids?.filter((_, place) => rows[0]!.kinds![place] === kind) ?? [];
    if (ids.length > 0) page.set(kind, ids);
  }
  return page;
}

/** The feed of a case. Only kinds that are on the page are read, each under its own policies. */
export const readTimeline: Handlers<Tables, typeof timelineContract>['read'] = async (work, input) => {
  const page = await found(work, input);
  work.noteReading('timeline', [input.caseId], {}, { table: 'cases', id: input.caseId });
  if (page.size === 0) return { rows: [], next: null };
  const order =
    input.by === 'happened'
      ? sql`u.happened_on desc, u.recorded_at desc, u.record_id desc`
      : sql`u.recorded_at desc, u.record_id desc`;
  const { rows } = await sql<Omit<TimelineRow, 'id' | 'recordedAt'> & { recordedAt: Date; key: string }>`
    select u.kind, u.record_id, u.happened_on, u.recorded_at, u.recorded_at::text as key, u.title, u.detail,
      greatest(0, (u.recorded_at at time zone taskforce.zone())::date - u.happened_on) as late_by_days,
      (select jsonb_build_object('id', s.id, 'label', s.label) from strands s where s.id = u.strand_id) as strand,
      (select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = u.by_id) as by
    from (${sql.join(
      [...page].map(([kind, ids]) => share(kind, branches[kind], ids)),
      sql` union all `,
    )}) u order by ${order}`.execute(work.db);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ key: _key, ...row }) => ({
      ...row,
      id: `${row.kind}:${row.recordId}`,
      recordedAt: row.recordedAt.toISOString(),
    })),
    next: rows.length > input.limit && last ? cursorOf([last.happenedOn, last.key, last.recordId]) : null,
  };
};
