import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { ActivityKind } from '../vocabulary/activities.ts';
import type { Phase, StrandCloseReason, StrandKind, TraffickingType } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { OriginMode, OriginRoute } from '../vocabulary/origins.ts';
import type { TransitionEvent } from '../vocabulary/transitions.ts';
import type { BriefEffort } from './brief-content.ts';

/** Everything of one case a brief may be made of, as this session may read it. */
export type CaseFacts = {
  number: string;
  title: string;
  type: TraffickingType;
  originMode: OriginMode;
  originRoute: OriginRoute;
  agency: string;
  openedOn: Day;
  sealed: boolean;
  handling: HandlingLabel[];
  strands: StrandFacts[];
};

export type StrandFacts = {
  id: string;
  label: string;
  kind: StrandKind;
  phase: Phase;
  phaseSince: Day;
  closedOn: Day | null;
  closeReason: StrandCloseReason | null;
  handling: HandlingLabel[];
  createdAt: Date;
  spells: { phase: Phase; from: Day; to: Day | null }[];
};

type Recorded = {
  id: string;
  strandId: string | null;
  handling: HandlingLabel[];
  happenedOn: Day;
  recordedAt: Date;
};
export type TransitionFact = Recorded & {
  place: number;
  to: Phase | 'closed';
  from: Phase | null;
  event: TransitionEvent | null;
  closeReason: StrandCloseReason | null;
  /** The line stands in the place of an earlier one. */
  corrects: boolean;
  /** Day of the line that this one took back as never having happened; null for a line that holds. */
  takenBack: Day | null;
};
export type ActivityFact = Recorded & { kind: ActivityKind; title: string };
export type DecisionFact = Recorded & {
  question: string;
  decision: string | null;
  who: string | null;
  neededBy: Day | null;
};
export type TaskFact = Recorded & { title: string; who: string | null };

/** More than a brief could ever tell; the newest are taken. */
const mostEvents = 1000;

/** The case with its strands and their stays in phases. */
export async function caseFacts(work: Work<Tables>, caseId: string): Promise<CaseFacts | undefined> {
  const { rows } = await sql<CaseFacts>`
    select c.number, c.title, c.type, c.origin_mode as "originMode", c.origin_route as "originRoute", a.name as agency,
      c.opened_on as "openedOn", c.sealed, c.handling
    from cases c join agencies a on a.id = c.lead_agency_id where c.id = ${caseId}`.execute(work.db);
  const found = rows[0];
  if (!found) return undefined;
  const strands = await sql<StrandFacts>`
    select s.id, s.label, s.kind, s.phase, s.phase_since as "phaseSince", s.closed_on as "closedOn",
      s.close_reason as "closeReason", s.handling, s.created_at as "createdAt",
      coalesce((select json_agg(json_build_object('phase', p.phase, 'from', p.entered_on, 'to', p.left_on) order by p.place)
        from phase_spells p where p.strand_id = s.id and p.case_id = s.case_id), '[]') as spells
    from strands s where s.case_id = ${caseId} order by s.opened_on, s.label, s.id`.execute(work.db);
  return { ...found, strands: strands.rows };
}

/**
 * Lines of the strands' histories in force that were written down after a moment, and those by which an earlier line
 * was taken back: these tell what the line said, on the day it was taken back.
 */
export async function transitionsSince(
  work: Work<Tables>,
  caseId: string,
  since: Date | null,
): Promise<TransitionFact[]> {
  const { rows } = await sql<TransitionFact>`
    select t.id, t.strand_id as "strandId", '{}'::text[] as handling,
      case when t.retracts then (t.recorded_at at time zone taskforce.zone())::date else t.effective_on end as "happenedOn",
      t.recorded_at as "recordedAt", said.place, said.to_phase as "to", said.from_phase as "from", said.event,
      said.close_reason as "closeReason", t.supersedes is not null and not t.retracts as corrects,
      case when t.retracts then said.effective_on end as "takenBack"
    from phase_transitions t join phase_transitions said on said.id = case when t.retracts then t.supersedes else t.id end
    where t.case_id = ${caseId} and t.superseded_by is null and (${since}::timestamptz is null or t.recorded_at > ${since})
    order by t.recorded_at desc limit ${mostEvents}`.execute(work.db);
  return rows;
}

/** Activities logged after a moment. */
export async function activitiesSince(
  work: Work<Tables>,
  caseId: string,
  since: Date | null,
): Promise<ActivityFact[]> {
  const { rows } = await sql<ActivityFact>`
    select a.id, a.strand_id as "strandId", a.handling, a.happened_on as "happenedOn", a.created_at as "recordedAt", a.kind, a.title
    from activities a where a.case_id = ${caseId} and a.withdrawn_at is null and (${since}::timestamptz is null or a.created_at > ${since})
    order by a.created_at desc limit ${mostEvents}`.execute(work.db);
  return rows;
}

/** Decisions that are open, and those settled after a moment. */
export async function decisionFacts(
  work: Work<Tables>,
  caseId: string,
  since: Date | null,
): Promise<DecisionFact[]> {
  const { rows } = await sql<DecisionFact>`
    select d.id, d.strand_id as "strandId", d.handling,
      coalesce(d.decided_on, (d.asked_at at time zone taskforce.zone())::date) as "happenedOn",
      coalesce(d.settled_at, d.asked_at) as "recordedAt", d.question, d.decision, coalesce(a.display_name, d.decider_name) as who,
      d.needed_by as "neededBy"
    from decisions_needed d left join accounts a on a.id = d.decider_id
    where d.case_id = ${caseId}
      and (d.state = 'open' or (d.state = 'decided' and (${since}::timestamptz is null or d.settled_at > ${since})))
    order by d.needed_by nulls last, d.asked_at limit ${mostEvents}`.execute(work.db);
  return rows;
}

/** Open tasks with a day by which they are due, the earliest first. */
export async function deadlineFacts(work: Work<Tables>, caseId: string): Promise<TaskFact[]> {
  const { rows } = await sql<TaskFact>`
    select t.id, t.strand_id as "strandId", t.handling, t.due_on as "happenedOn", t.created_at as "recordedAt", t.title, a.display_name as who
    from tasks t left join accounts a on a.id = t.assignee_id
    where t.case_id = ${caseId} and t.state = 'open' and t.due_on is not null
    order by t.due_on, t.created_at limit 200`.execute(work.db);
  return rows;
}

/** After-action reviews that dangers on the case still owe, by the day they are due. */
export async function reviewFacts(work: Work<Tables>, caseId: string): Promise<Omit<TaskFact, 'title'>[]> {
  const { rows } = await sql<Omit<TaskFact, 'title'>>`
    select o.danger_id as id, null as "strandId", '{}'::text[] as handling,
      (o.due_at at time zone taskforce.zone())::date as "happenedOn", o.due_at as "recordedAt", null as who
    from taskforce.reviews_owed(${caseId}::uuid) o order by o.due_at`.execute(work.db);
  return rows;
}

/** After-action reviews that operations of the case still owe, as far as the session reads them; none of a sealed one. */
export async function operationReviewFacts(
  work: Work<Tables>,
  caseId: string,
): Promise<(Omit<TaskFact, 'title'> & { number: string })[]> {
  const { rows } = await sql<Omit<TaskFact, 'title'> & { number: string }>`
    select r.id, null as "strandId", '{}'::text[] as handling,
      (r.due_at at time zone taskforce.zone())::date as "happenedOn", r.due_at as "recordedAt", null as who, o.number
    from operation_reviews r join operations o on o.id = r.operation_id
    where o.case_id = ${caseId} and r.state = 'open' and not o.sealed order by r.due_at limit 50`.execute(
    work.db,
  );
  return rows;
}

/**
 * Hours and cost by the phase its strand was in on the day of the work, of activities whose labels (own, the
 * strand's and the case's) are all among `allowed`. Period: what was written down after `since`.
 */
export async function effortFacts(
  work: Work<Tables>,
  caseId: string,
  allowed: readonly HandlingLabel[],
  since: Date | null,
): Promise<BriefEffort[]> {
  const { rows } = await sql<{
    phase: Phase | null;
    minutes: number;
    newMinutes: number;
    cents: number;
    newCents: number;
  }>`
    with done as (
      select x.id, (select p.phase from phase_spells p where p.case_id = x.case_id and p.strand_id = x.strand_id
          and p.entered_on <= x.day order by p.place desc limit 1) as phase
      from (select a.id, a.case_id, a.strand_id, a.happened_on as day, a.handling from activities a where a.case_id = ${caseId}
        union all select w.id, w.case_id, w.strand_id, w.day, '{}' from work_entries w where w.case_id = ${caseId} and w.activity_id is null) x
      join cases c on c.id = x.case_id left join strands s on s.id = x.strand_id
      where (x.strand_id is null or s.id is not null) and x.handling || c.handling || coalesce(s.handling, '{}') <@ ${allowed}::text[]),
    spent as (
      select coalesce(w.activity_id, w.id) as done_id, w.minutes, 0::bigint as cents, w.created_at from work_entries w where w.case_id = ${caseId}
      union all
      select l.activity_id, 0, l.amount_cents, l.created_at from cost_lines l where l.case_id = ${caseId})
    select d.phase, sum(s.minutes)::bigint as minutes, sum(s.cents)::bigint as cents,
      coalesce(sum(s.minutes) filter (where ${since}::timestamptz is null or s.created_at > ${since}), 0)::bigint as "newMinutes",
      coalesce(sum(s.cents) filter (where ${since}::timestamptz is null or s.created_at > ${since}), 0)::bigint as "newCents"
    from spent s join done d on d.id = s.done_id group by d.phase`.execute(work.db);
  const places: (Phase | null)[] = ['pre_operational', 'operational', 'post_operational', null];
  return places.map((phase) => {
    const row = rows.find((one) => one.phase === phase);
    return {
      phase,
      hoursPeriod: hours(row?.newMinutes),
      hoursTotal: hours(row?.minutes),
      centsPeriod: row?.newCents ?? 0,
      centsTotal: row?.cents ?? 0,
    };
  });
}

/** Minutes as decimal hours, to the hundredth. */
export function hours(minutes: number | undefined): number {
  return Math.round(((minutes ?? 0) / 60) * 100) / 100;
}
