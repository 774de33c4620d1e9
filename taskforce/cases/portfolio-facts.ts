import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { hours } from './brief-facts.ts';
import type { PortfolioFigures, PortfolioRow } from './contract-briefs.ts';
import { overWholeSet } from './whole-set.ts';

export type Selection = {
  agencyId: string | null;
  type: TraffickingType | null;
  /** Only records whose labels are all among these. */
  allowed: readonly HandlingLabel[];
  sealedToo: boolean;
  since: Date | null;
  until: Date;
  limit: number;
};

export type PortfolioFacts = {
  totals: PortfolioFigures;
  byType: { type: TraffickingType; cases: number; picture: PortfolioRow['picture'] }[];
  rows: PortfolioRow[];
};

type Raw = {
  totals: RawFigures;
  byType: PortfolioFacts['byType'] | null;
  rows: (PortfolioRow & RawFigures)[] | null;
};
type RawFigures = PortfolioFigures & { minutesPeriod: number; minutesTotal: number };

/** Sums over the rows of `fig`, as members of a JSON object. */
const sums = sql`'picture', json_build_object('pre_operational', coalesce(sum(pre), 0), 'operational', coalesce(sum(op), 0),
    'post_operational', coalesce(sum(post), 0), 'closed', coalesce(sum(shut), 0)),
  'phaseChanges', coalesce(sum(moves), 0), 'newStrands', coalesce(sum(births), 0), 'closings', coalesce(sum(closings), 0),
  'activities', coalesce(sum(acts), 0), 'decisionsNeeded', coalesce(sum(decisions), 0), 'overdue', coalesce(sum(late), 0),
  'minutesPeriod', coalesce(sum(new_minutes), 0), 'minutesTotal', coalesce(sum(minutes), 0),
  'centsPeriod', coalesce(sum(new_cents), 0), 'centsTotal', coalesce(sum(cents), 0)`;

/**
 * Figures of all open cases of a selection that this session may read, summed by the database, and the rows of
 * those that want attention first: danger, decisions, overdue, changed, then the most recently active.
 */
export async function portfolioFacts(work: Work<Tables>, wanted: Selection): Promise<PortfolioFacts> {
  const query = sql<Raw>`
    with ${figures(wanted)},
    shown as (
      select * from fig order by danger desc, decisions > 0 desc, late > 0 desc, moves + births + closings > 0 desc,
        last_activity_at desc, id limit ${wanted.limit})
    select (select json_build_object('cases', count(*), ${sums}) from fig) as totals,
      (select json_agg(t) from (
        select type, count(*) as cases, json_build_object('pre_operational', sum(pre), 'operational', sum(op),
          'post_operational', sum(post), 'closed', sum(shut)) as picture from fig group by type order by type) t) as "byType",
      (select json_agg(r order by r.place) from (
        select row_number() over () as place, id as "caseId", number, title, type, agency, sealed, danger,
          json_build_object('pre_operational', pre, 'operational', op, 'post_operational', post, 'closed', shut) as picture,
          moves as "phaseChanges", births as "newStrands", closings, acts as activities, decisions as "decisionsNeeded", late as overdue,
          new_minutes as "minutesPeriod", minutes as "minutesTotal", new_cents as "centsPeriod", cents as "centsTotal"
        from shown) r) as rows`;
  const { rows } = await overWholeSet(work, () => query.execute(work.db));
  const { totals, byType, rows: cases } = rows[0]!;
  return { totals: inHours(totals), byType: byType ?? [], rows: (cases ?? []).map(inHours) };
}

function inHours<R extends RawFigures>(row: R): R {
  return { ...row, hoursPeriod: hours(row.minutesPeriod), hoursTotal: hours(row.minutesTotal) };
}

/** One row of figures a case, as common table expressions ending in `fig`. */
function figures({ agencyId, type, allowed, sealedToo, since, until }: Selection) {
  const isNew = (column: string) =>
    sql`${sql.ref(column)} <= ${until} and (${since}::timestamptz is null or ${sql.ref(column)} > ${since})`;
  return sql`
    sel as materialized (
      select c.id, c.number, c.title, c.type, a.short_name as agency, c.sealed, c.last_activity_at
      from cases c join agencies a on a.id = c.lead_agency_id
      where c.closed_on is null and c.handling <@ ${allowed}::text[] and (${sealedToo} or not c.sealed)
        and (${agencyId}::uuid is null or c.lead_agency_id = ${agencyId}) and (${type}::text is null or c.type = ${type})),
    line as materialized (
      select s.id, s.case_id, s.phase, s.closed_on, s.created_at from strands s
      where s.handling <@ ${allowed}::text[] and s.case_id in (select id from sel)),
    st as (
      select case_id, count(*) filter (where closed_on is null and phase = 'pre_operational') as pre,
        count(*) filter (where closed_on is null and phase = 'operational') as op,
        count(*) filter (where closed_on is null and phase = 'post_operational') as post,
        count(*) filter (where closed_on is not null) as shut,
        count(*) filter (where ${isNew('created_at')}) as births from line group by case_id),
    tr as (
      select l.case_id, count(*) filter (where t.to_phase <> 'closed') as moves, count(*) filter (where t.to_phase = 'closed') as closings
      from phase_transitions t join line l on l.id = t.strand_id
      where t.place > 1 and t.superseded_by is null and not t.retracts and ${isNew('t.recorded_at')} group by l.case_id),
    act as materialized (
      select a.id, a.case_id, a.created_at from activities a left join strands s on s.id = a.strand_id
      where a.case_id in (select id from sel) and a.withdrawn_at is null and (a.strand_id is null or s.id is not null)
        and a.handling || coalesce(s.handling, '{}') <@ ${allowed}::text[]),
    ac as (select case_id, count(*) as acts from act where ${isNew('created_at')} group by case_id),
    wk as (
      select w.case_id, sum(w.minutes) as minutes, coalesce(sum(w.minutes) filter (where ${isNew('w.created_at')}), 0) as new_minutes
      from work_entries w left join act on act.id = w.activity_id left join line on line.id = w.strand_id
      where w.case_id in (select id from sel)
        and (act.id is not null or w.activity_id is null and (w.strand_id is null or line.id is not null)) group by w.case_id),
    co as (
      select act.case_id, sum(l.amount_cents) as cents, coalesce(sum(l.amount_cents) filter (where ${isNew('l.created_at')}), 0) as new_cents
      from cost_lines l join act on act.id = l.activity_id group by act.case_id),
    de as (
      select d.case_id, count(*) as decisions from decisions_needed d
      where d.state = 'open' and d.handling <@ ${allowed}::text[] group by d.case_id),
    la as (
      select t.case_id, count(*) as late from tasks t
      where t.state = 'open' and t.due_on < taskforce.today() and t.handling <@ ${allowed}::text[] group by t.case_id),
    da as (
      select d.case_id from dangers d where d.ended_at is null and d.case_id is not null
      union select l.case_id from dangers d join tip_cases l on l.tip_id = d.tip_id and l.ended_at is null where d.ended_at is null),
    fig as (
      select sel.*, da.case_id is not null as danger, coalesce(pre, 0) as pre, coalesce(op, 0) as op, coalesce(post, 0) as post,
        coalesce(shut, 0) as shut, coalesce(births, 0) as births, coalesce(moves, 0) as moves, coalesce(closings, 0) as closings,
        coalesce(acts, 0) as acts, coalesce(decisions, 0) as decisions, coalesce(late, 0) as late,
        coalesce(minutes, 0) as minutes, coalesce(new_minutes, 0) as new_minutes, coalesce(cents, 0) as cents, coalesce(new_cents, 0) as new_cents
      from sel left join st on st.case_id = sel.id left join tr on tr.case_id = sel.id left join ac on ac.case_id = sel.id
      left join wk on wk.case_id = sel.id left join co on co.case_id = sel.id left join de on de.case_id = sel.id
      left join la on la.case_id = sel.id left join da on da.case_id = sel.id)`;
}
