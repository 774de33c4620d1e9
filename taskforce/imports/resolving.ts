/**
 * What an import will do, worked out by the database over all staged records at once: which are known and the same,
 * known and changed, or new; where each line of a strand's history stands; and what the rules of the case room find
 * wrong. Runs as the person who imports, so a record that is not open to them is left as it is.
 */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { RowProblem } from '../../kit/imports/problems.ts';
import type { Tables } from '../database/schema.ts';
import { layOutChanges, markKnown, matchFindings, matchNumbers } from './matching.ts';
import { OWN_SYSTEM, ruleProblem } from './rules.ts';
import type { RuleProblemCode } from './rules.ts';

type Db = Kysely<Tables>;

/** Sets what is done with each staged record, and lays out the lines of strands. */
export async function resolve(db: Db, importId: string, system: string): Promise<void> {
  await sql`select taskforce.count_staged()`.execute(db);
  await markKnown(db, importId, system);
  await matchNumbers(db, importId, system);
  await leaveHidden(db, importId);
  await layOutChanges(db, importId, system);
  await stageAgencies(db, importId, system);
  await stageOpenings(db, importId, system);
  await sql`select taskforce.count_staged()`.execute(db);
  await stageMoves(db, importId, system);
  await sql`select taskforce.count_staged()`.execute(db);
  await markReopenings(db, importId);
}

async function leaveHidden(db: Db, importId: string) {
  await sql`
    update import_staged s set doing = 'keep'
    where s.import_id = ${importId}::uuid and s.doing = 'change' and (
      (s.target = 'cases' and not exists (select from cases c where c.id = s.record_id))
      or (s.target = 'strands' and not exists (select from strands c where c.id = s.record_id)))`.execute(db);
}

/** Agencies come as names; the ones nobody knows are made. */
async function stageAgencies(db: Db, importId: string, system: string) {
  await sql`
    insert into import_staged (import_id, target, key, batch, file_row, fields, fingerprint)
    select ${importId}::uuid, 'agencies', lower(named.name), 0, min(named.file_row),
      jsonb_build_object('name', min(named.name)), sha256(convert_to(lower(named.name), 'UTF8'))
    from (
      select s.fields ->> 'lead_agency' as name, min(s.file_row) as file_row from import_staged s
      where s.import_id = ${importId}::uuid and s.target = 'cases' and s.doing <> 'keep' group by 1) named
    where not exists (select from agencies a where lower(a.name) = lower(named.name) or lower(a.short_name) = lower(named.name))
    group by lower(named.name)`.execute(db);
  await markKnown(db, importId, system, 'agencies');
}

/** The opening of each new strand. */
async function stageOpenings(db: Db, importId: string, system: string) {
  await sql`
    insert into import_lines (import_id, id, batch, file_row, strand_id, case_id, place, to_phase, effective_on, known_since)
    select s.import_id, gen_random_uuid(), s.batch, s.file_row, s.record_id, coalesce(c.record_id, known.record_id), 1,
      s.fields ->> 'first_phase', (s.fields ->> 'opened_on')::date, (s.fields ->> 'known_since')::date
    from import_staged s
    left join import_staged c on c.import_id = s.import_id and c.target = 'cases' and c.key = s.fields ->> 'case'
    left join import_records known on c.key is null and known.system = ${system} and known.target = 'cases'
      and known.key = s.fields ->> 'case' and known.held
    where s.import_id = ${importId}::uuid and s.target = 'strands' and s.doing = 'create'
      and coalesce(c.record_id, known.record_id) is not null`.execute(db);
}

/** New and changed moves in their places. */
async function stageMoves(db: Db, importId: string, system: string) {
  await sql`
    with move as (
      select m.key, m.record_id as id, m.file_row, m.fields, coalesce(s.batch, m.batch) as batch,
        coalesce(s.record_id, known.record_id) as strand_id, s.doing is not distinct from 'create' as opens,
        coalesce(fresh.case_id, held.case_id) as case_id, old.record_id as supersedes
      from import_staged m
      left join import_staged s on s.import_id = m.import_id and s.target = 'strands' and s.key = m.fields ->> 'strand'
      left join import_records known on s.key is null and known.system = ${system} and known.target = 'strands'
        and known.key = m.fields ->> 'strand' and known.held
      left join import_lines fresh on fresh.import_id = m.import_id and fresh.strand_id = s.record_id and fresh.place = 1
      left join strands held on fresh.id is null and held.id = coalesce(s.record_id, known.record_id)
      left join import_records old on m.doing = 'change' and old.system = ${system} and old.target = 'phase_transitions'
        and old.key = m.key and old.held
      where m.import_id = ${importId}::uuid and m.target = 'phase_transitions' and m.doing <> 'keep'),
    placed as (
      select move.*, case
        when move.supersedes is not null then (select t.place from phase_transitions t where t.id = move.supersedes)
        when move.opens then 1 + row_number() over line
        else (select max(t.place) from phase_transitions t where t.strand_id = move.strand_id
          and t.superseded_by is null and not t.retracts) + row_number() over line end as place
      from move where move.case_id is not null
      window line as (partition by move.strand_id, move.supersedes is null
        order by move.fields ->> 'effective_on', (move.fields ->> 'step')::integer, move.key))
    insert into import_lines (import_id, id, batch, file_row, key, strand_id, case_id, place, from_phase, to_phase, event,
      close_reason, effective_on, reason, supersedes)
    select ${importId}::uuid, p.id, p.batch, p.file_row, p.key, p.strand_id, p.case_id, p.place,
      p.fields ->> 'from', p.fields ->> 'to', p.fields ->> 'event', p.fields ->> 'close_reason',
      (p.fields ->> 'effective_on')::date, p.fields ->> 'reason', p.supersedes
    from placed p where p.place is not null`.execute(db);
}

/** What was closed is reopened from no phase. */
async function markReopenings(db: Db, importId: string) {
  await sql`
    update import_lines l set from_phase = null
    where l.import_id = ${importId}::uuid and l.place > 1 and l.to_phase <> 'closed' and (
      exists (select from import_lines b where b.import_id = l.import_id and b.strand_id = l.strand_id
        and b.place = l.place - 1 and b.to_phase = 'closed')
      or (not exists (select from import_lines b where b.import_id = l.import_id and b.strand_id = l.strand_id and b.place = l.place - 1)
        and exists (select from phase_transitions b where b.strand_id = l.strand_id and b.place = l.place - 1
          and b.to_phase = 'closed' and b.superseded_by is null and not b.retracts)))`.execute(db);
}

type Finding = { row: number; target: string; field: string; code: RuleProblemCode };

/** What the rules refuse, row by row: links that lead nowhere, days, phases and events that cannot be. */
export async function ruleFindings(db: Db, importId: string, system: string): Promise<RowProblem[]> {
  const found = [
    ...(await openLinks(db, importId, system)),
    ...(await futureCases(db, importId)),
    ...(await impossibleLines(db, importId)),
    ...(await fixedFields(db, importId, system)),
  ];
  return [
    ...(await matchFindings(db, importId, system)),
    ...found.map(({ row, target, field, code }) => ruleProblem(row, target, field, code)),
  ];
}

async function openLinks(db: Db, importId: string, system: string): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select s.file_row as row, s.target, case s.target when 'strands' then 'case' else 'strand' end as field, 'unknown_link' as code
    from import_staged s
    cross join lateral (select case s.target when 'strands' then 'cases' else 'strands' end as kind,
      s.fields ->> (case s.target when 'strands' then 'case' else 'strand' end) as key) link
    where s.import_id = ${importId}::uuid and s.target in ('strands', 'phase_transitions') and s.doing <> 'keep'
      and not exists (select from import_staged p where p.import_id = s.import_id and p.target = link.kind and p.key = link.key)
      and not exists (select from import_records r where r.system = ${system} and r.target = link.kind and r.key = link.key and r.held)
    order by 1 limit 10000`.execute(db);
  return rows;
}

async function futureCases(db: Db, importId: string): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select s.file_row as row, s.target, 'opened_on' as field, 'in_the_future' as code from import_staged s
    where s.import_id = ${importId}::uuid and s.target = 'cases' and s.doing = 'create'
      and s.fields ->> 'opened_on' > (select taskforce.today())::text
    order by 1 limit 10000`.execute(db);
  return rows;
}

async function impossibleLines(db: Db, importId: string): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with line as (
      select l.file_row, l.key, l.strand_id, l.place, l.from_phase, l.to_phase, l.event, l.close_reason, l.effective_on, l.known_since
      from import_lines l where l.import_id = ${importId}::uuid
      union all
      select null, null, t.strand_id, t.place, t.from_phase, t.to_phase, t.event, t.close_reason, t.effective_on, t.known_since
      from phase_transitions t
      where t.strand_id in (select l.strand_id from import_lines l where l.import_id = ${importId}::uuid and (l.supersedes is not null or l.place > 1))
        and t.superseded_by is null and not t.retracts
        and t.id not in (select l.supersedes from import_lines l where l.import_id = ${importId}::uuid and l.supersedes is not null)),
    walked as (
      select line.*, lag(to_phase) over w as before, lag(effective_on) over w as since from line
      window w as (partition by strand_id order by place)),
    judged as (
      select walked.*, case
        when effective_on > (select taskforce.today()) or known_since > (select taskforce.today()) then 'in_the_future'
        when since > effective_on then 'before_current_spell'
        when to_phase = 'closed' and before = 'closed' then 'already_closed'
        when to_phase = before then 'same_phase'
        when before <> 'closed' and from_phase is distinct from before then 'not_the_current_phase'
        when to_phase = 'closed' and close_reason is null then 'close_reason_needed'
        when to_phase <> 'closed' and close_reason is not null then 'close_reason_not_wanted'
        when to_phase = 'closed' and event is not null then 'event_not_wanted'
        when place > 1 and to_phase <> 'closed' and event is null then 'event_needed'
        when place > 1 and to_phase <> 'closed' and before <> 'closed'
          and not event = any (taskforce.events_of_move(from_phase, to_phase)) then 'event_needed'
        end as code
      from walked where file_row is not null)
    select file_row as row, case when key is null then 'strands' else 'phase_transitions' end as target, code,
      case code when 'in_the_future' then case when key is null then 'opened_on' else 'effective_on' end
        when 'before_current_spell' then 'effective_on' when 'not_the_current_phase' then 'from'
        when 'already_closed' then 'to' when 'same_phase' then 'to'
        when 'close_reason_needed' then 'close_reason' when 'close_reason_not_wanted' then 'close_reason' else 'event' end as field
    from judged where code is not null order by 1 limit 10000`.execute(db);
  return rows;
}

async function fixedFields(db: Db, importId: string, system: string): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select s.file_row as row, s.target, case when c.opened_on::text <> s.fields ->> 'opened_on' then 'opened_on' else 'route' end as field,
      'stays_as_it_was' as code
    from import_staged s join cases c on c.id = s.record_id
    where s.import_id = ${importId}::uuid and s.target = 'cases'
      and (s.doing = 'change' or (${system} = ${OWN_SYSTEM} and s.key = c.number))
      and (c.opened_on::text, c.origin_route) is distinct from (s.fields ->> 'opened_on', s.fields ->> 'route')
    union all
    select s.file_row, s.target, 'opened_on', 'stays_as_it_was'
    from import_staged s join strands c on c.id = s.record_id
    where s.import_id = ${importId}::uuid and s.target = 'strands' and s.doing = 'change'
      and c.opened_on::text <> s.fields ->> 'opened_on'
    order by 1 limit 10000`.execute(db);
  return rows;
}

export type Counts = Record<string, { created: number; changed: number; kept: number; differ?: number }>;

/** How many records of each kind are made, changed and left as they are; how many of the last say something else. */
export async function plannedCounts(db: Db, importId: string): Promise<Counts> {
  const { rows } = await sql<{ target: string; differ: number } & Counts[string]>`
    select s.target, count(*) filter (where s.doing = 'create') as created,
      count(*) filter (where s.doing = 'change') as changed, count(*) filter (where s.doing = 'keep') as kept,
      count(*) filter (where s.doing = 'keep' and s.changes is not null) as differ
    from import_staged s where s.import_id = ${importId}::uuid group by s.target`.execute(db);
  return Object.fromEntries(
    rows.map(({ target, differ, ...counts }) => [target, differ > 0 ? { ...counts, differ } : counts]),
  );
}
