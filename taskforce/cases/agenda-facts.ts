import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Day } from '../vocabulary/days.ts';
import { addDays } from '../vocabulary/days.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import type { AgendaCase, AgendaSettings } from './rules-agenda.ts';
import type { Place } from './rules-spells.ts';
import { overWholeSet } from './whole-set.ts';

/** Labels that say nothing about who may know: records with these alone are counted on an agenda. */
export const openLabels = handlingLabels.filter((label) => !labelRules[label].needsClearance);

/** How many cases are looked at closely; the rules rank these, and the rest is told as a number. */
const closely = 400;

type Candidate = {
  id: string;
  openedOn: Day;
  lastActivityOn: Day;
  dangerOpen: boolean;
  decisions: number;
  overdue: number;
  total: number;
};

/**
 * What the agenda has to know of the open cases this session may read, the pressing ones first.
 * Decisions and tasks whose label needs a clearance are not counted: the agenda is read by several.
 * @returns facts of at most 400 cases, and how many cases the rules call up in all
 */
export async function agendaFacts(
  work: Work<Tables>,
  settings: Required<AgendaSettings>,
  zone: string,
): Promise<{ cases: AgendaCase[]; called: number }> {
  const candidates = await overWholeSet(work, () => pressing(work, settings, zone));
  const ids = candidates.map((one) => one.id);
  const strands = ids.length === 0 ? [] : await strandsOf(work, ids, zone);
  const cases = candidates.map((one) => ({
    caseId: one.id,
    openedOn: one.openedOn,
    dangerOpen: one.dangerOpen,
    decisionsNeeded: one.decisions,
    overdueTasks: one.overdue,
    lastActivityOn: one.lastActivityOn,
    strands: strands.filter((strand) => strand.caseId === one.id),
  }));
  return { cases, called: candidates[0]?.total ?? 0 };
}

async function pressing(
  work: Work<Tables>,
  settings: Required<AgendaSettings>,
  zone: string,
): Promise<Candidate[]> {
  const { today, lastMeetingOn, idleDays } = settings;
  const idleSince = addDays(today, -idleDays);
  const { rows } = await sql<Candidate>`
    with open_cases as materialized (
      select c.id, c.opened_on, (c.last_activity_at at time zone ${zone})::date as last_activity_on
      from cases c where c.closed_on is null),
    asked as (
      select d.case_id, count(*)::int as n from decisions_needed d
      where d.state = 'open' and d.handling <@ ${openLabels}::text[] group by d.case_id),
    late as (
      select t.case_id, count(*)::int as n from tasks t
      where t.state = 'open' and t.due_on < ${today}::date and t.handling <@ ${openLabels}::text[] group by t.case_id),
    changed as (
      select distinct t.case_id from phase_transitions t
      where ${lastMeetingOn}::date is null or t.recorded_at >= (${lastMeetingOn}::date)::timestamp at time zone ${zone}),
    in_danger as (
      select d.case_id from dangers d where d.ended_at is null and d.case_id is not null
      union select l.case_id from dangers d join tip_cases l on l.tip_id = d.tip_id and l.ended_at is null where d.ended_at is null),
    settled as (
      select k.strand_id, count(*) as n from strand_checklist k
      where k.state in ('present', 'waived') and k.item = any (taskforce.required_items()) group by k.strand_id),
    standing as (
      select s.case_id, bool_or(s.closed_on is null) as any_open,
        bool_or(s.closed_on is null and s.phase = 'operational' and coalesce(k.n, 0) < cardinality(taskforce.required_items())) as unready
      from strands s left join settled k on k.strand_id = s.id group by s.case_id),
    called as (
      select c.*, in_danger.case_id is not null as danger_open, coalesce(asked.n, 0) as decisions, coalesce(late.n, 0) as overdue,
        changed.case_id is not null as has_changed, c.last_activity_on <= ${idleSince}::date as idle,
        coalesce(standing.unready, false) as unready, not coalesce(standing.any_open, false) as no_strand
      from open_cases c
      left join asked on asked.case_id = c.id left join late on late.case_id = c.id
      left join in_danger on in_danger.case_id = c.id
      left join changed on changed.case_id = c.id left join standing on standing.case_id = c.id)
    select id, opened_on as "openedOn", last_activity_on as "lastActivityOn", danger_open as "dangerOpen", decisions, overdue,
      count(*) over ()::int as total
    from called
    where danger_open or decisions > 0 or has_changed or overdue > 0 or idle or unready or no_strand
    order by danger_open desc, decisions > 0 desc, has_changed desc, overdue > 0 desc, idle desc, unready desc, opened_on, id
    limit ${closely}`.execute(work.db);
  return rows;
}

type StrandFact = AgendaCase['strands'][number] & { caseId: string };

async function strandsOf(work: Work<Tables>, caseIds: string[], zone: string): Promise<StrandFact[]> {
  const { rows } = await sql<StrandFact>`
    select s.case_id as "caseId", s.id as "strandId",
      (case when s.closed_on is null then s.phase else 'closed' end)::text as place,
      coalesce(t.changed_on, (s.created_at at time zone ${zone})::date) as "changeRecordedOn",
      (cardinality(taskforce.required_items()) - coalesce(k.n, 0))::int as "openChecklistItems"
    from strands s
    left join (
      select strand_id, max((recorded_at at time zone ${zone})::date) as changed_on from phase_transitions
      where case_id = any (${caseIds}::uuid[]) group by strand_id) t on t.strand_id = s.id
    left join (
      select strand_id, count(*) as n from strand_checklist
      where case_id = any (${caseIds}::uuid[]) and state in ('present', 'waived') and item = any (taskforce.required_items())
      group by strand_id) k on k.strand_id = s.id
    where s.case_id = any (${caseIds}::uuid[])`.execute(work.db);
  return rows.map((row) => ({ ...row, place: row.place as Place }));
}
