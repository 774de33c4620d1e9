import { sql, type RawBuilder } from 'kysely';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { TimelineRow, timelineContract } from './contract-records.ts';
import { readableCase } from './links.ts';
import { cursorFrom, cursorOf } from './listing.ts';

type Input = Parameters<Handlers<Tables, typeof timelineContract>['read']>[1];

/** One kind of line: where it comes from and how it reads. Columns are those of `Branch` below, in that order. */
type Branch = {
  from: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
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

function branches(caseId: string): Record<TimelineRow['kind'], Branch> {
  const none = sql`'{}'::jsonb`;
  const of = (alias: string) => sql`${sql.ref(`${alias}.case_id`)} = ${caseId}`;
  return {
    transition: {
      from: sql`phase_transitions t`,
      where: of('t'),
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
      where: of('a'),
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
      where: sql`${of('n')} and n.withdrawn_at is null`,
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
      where: of('k'),
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
      where: sql`${of('d')} and d.settled_at is not null`,
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
      where: sql`${of('q')} and q.state = 'decided'`,
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
      where: of('m'),
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
      where: sql`${of('e')} and e.ended_at is not null`,
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
      where: sql`f.scope_table = 'cases' and f.scope_id = ${caseId}`,
      happened: dayAt('f.uploaded_at'),
      recorded: sql`f.uploaded_at`,
      id: sql`f.id`,
      strand: null,
      by: sql`f.uploaded_by`,
      title: sql`f.name`,
      detail: none,
    },
    request: {
      from: sql`approval_requests r`,
      where: sql`${of('r')} and r.decided_at is not null`,
      happened: dayAt('r.decided_at'),
      recorded: sql`r.decided_at`,
      id: sql`r.id`,
      strand: sql`r.strand_id`,
      by: sql`r.decided_by`,
      title: sql`''`,
      detail: sql`jsonb_build_object('kind', r.kind, 'state', r.state, 'to', r.to_phase)`,
    },
  };
}

/** One kind's share of a page: never more rows than the page holds, so that a long case costs no more than a short one. */
function share(kind: string, branch: Branch, input: Input, cursor: string[] | null): RawBuilder<unknown> {
  const { from, where, happened, recorded, id, strand, by, title, detail } = branch;
  const order =
    input.by === 'happened'
      ? sql`${happened} desc, ${recorded} desc, ${id} desc`
      : sql`${recorded} desc, ${id} desc`;
  const before =
    cursor === null
      ? sql``
      : input.by === 'happened'
        ? sql`and (${happened}, ${recorded}, ${id}) < (${cursor[0]}::date, ${cursor[1]}::timestamptz, ${cursor[2]}::uuid)`
        : sql`and (${recorded}, ${id}) < (${cursor[1]}::timestamptz, ${cursor[2]}::uuid)`;
  const onStrand =
    input.strandId === null ? sql`` : strand ? sql`and ${strand} = ${input.strandId}` : sql`and false`;
  return sql`(select ${sql.lit(kind)}::text as kind, ${id} as record_id, ${happened} as happened_on, ${recorded} as recorded_at,
    ${strand ?? sql`null::uuid`} as strand_id, ${by} as by_id, ${title}::text as title, ${detail} as detail
    from ${from} where ${where} ${onStrand} ${before} order by ${order} limit ${input.limit + 1})`;
}

/** The feed of a case. Each kind is read under its own policies, so that labels hold here as everywhere. */
export const readTimeline: Handlers<Tables, typeof timelineContract>['read'] = async (work, input) => {
  await readableCase(work, input.caseId);
  work.noteReading('timeline', [input.caseId], {}, { table: 'cases', id: input.caseId });
  const cursor = input.after === null ? null : cursorFrom(input.after, 3);
  const wanted = Object.entries(branches(input.caseId)).filter(
    ([kind]) => input.kinds.length === 0 || input.kinds.includes(kind as TimelineRow['kind']),
  );
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
      wanted.map(([kind, branch]) => share(kind, branch, input, cursor)),
      sql` union all `,
    )}) u order by ${order} limit ${input.limit + 1}`.execute(work.db);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ key: _key, ...row }) => ({
      ...row,
      id: `${row.kind}:${row.recordId}`,
      recordedAt: row.recordedAt.toISOString(),
    })),
    next: rows.length > input.limit && last ? cursorOf([last.happenedOn, last.key, last.recordId]) : null,
  };
};
