-- The check of transitions for tens of thousands of lines at once: what holds for every line is asked in one
-- statement, and only lines that people entered go through the rules one by one.

create or replace function taskforce.check_transitions() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  wrong text[];
  today constant date := taskforce.today();
  may_import constant boolean := kit.current_account() is null or kit.reach('imports.run') is not null;
begin
  perform from taskforce.strands s where s.id in (select f.strand_id from fresh f) order by s.id for no key update;
  with line as (
    select t.id, t.seq, t.place, t.strand_id, t.case_id, t.from_phase, t.to_phase, t.effective_on, t.known_since, t.provenance, t.import_id,
      row_number() over hist as n, lag(t.to_phase) over hist as phase_before, lag(t.effective_on) over hist as day_before,
      lead(t.effective_on) over hist as day_after, lag(t.id) over hist as id_before, lead(t.id) over hist as id_after
    from taskforce.phase_transitions t
    where t.strand_id in (select f.strand_id from fresh f) and t.superseded_by is null and not t.retracts
    window hist as (partition by t.strand_id order by t.place))
  select case
      when l.case_id <> s.case_id then '{refused,caseId,Name the case of the strand.}'
      when l.place <> l.n then '{not_in_order,place,Lines of a strand follow each other without a gap.}'
      when l.effective_on > today then '{in_the_future,effectiveOn,Give the day it happened: today or earlier.}'
      when l.known_since > today then '{in_the_future,knownSince,Give today or an earlier day.}'
      when l.day_before > l.effective_on then '{before_current_spell,effectiveOn,Give a day on or after the entry of the present phase or correct that entry.}'
      when l.day_after < l.effective_on then '{after_next_entry,effectiveOn,Give a day on or before the next entry or correct that entry.}'
      when l.from_phase is distinct from nullif(l.phase_before, 'closed') then '{not_the_current_phase,from,Load the strand again: it stands elsewhere.}'
      when l.to_phase = l.from_phase then '{same_phase,to,Choose a phase other than the one the strand is in.}'
      when l.provenance = 'imported' and not (may_import and (l.import_id is null or s.import_id = l.import_id))
        then '{not_imported,provenance,Only an import writes imported lines and only for strands it brought.}'
    end::text[] into wrong
  from line l join taskforce.strands s on s.id = l.strand_id
  where l.id in (select f.id from fresh f)
    and (l.case_id <> s.case_id or l.place <> l.n or l.effective_on > today or l.known_since > today
      or l.day_before > l.effective_on or l.day_after < l.effective_on
      or l.from_phase is distinct from nullif(l.phase_before, 'closed') or l.to_phase = l.from_phase
      or (l.provenance = 'imported' and not (may_import and (l.import_id is null or s.import_id = l.import_id))))
  order by l.seq limit 1;
  if wrong is null and exists (select from fresh f where f.provenance <> 'imported') then
    select p into wrong from (
        select t, lag(t) over hist as before, lead(t) over hist as after, row_number() over hist as n
        from taskforce.phase_transitions t
        where t.strand_id in (select f.strand_id from fresh f where f.provenance <> 'imported')
          and t.superseded_by is null and not t.retracts
        window hist as (partition by t.strand_id order by t.place)) h
      join taskforce.strands s on s.id = (h.t).strand_id
      cross join lateral taskforce.transition_problem(h.t, h.before, h.after, h.n, s, today, may_import) p
      where (h.t).id in (select f.id from fresh f where f.provenance <> 'imported') and p is not null limit 1;
  end if;
  if wrong is null then
    select p into wrong from fresh f cross join lateral taskforce.retraction_problem(f) p where f.retracts and p is not null limit 1;
  end if;
  if wrong is not null then
    raise exception using errcode = 'CR422', message = wrong[1], detail = wrong[2], hint = wrong[3];
  end if;
  update taskforce.strands s set phase = e.phase, phase_since = e.since, opened_on = e.opened_on,
    closed_on = e.closed_on, close_reason = e.close_reason
  from (
    select distinct on (t.strand_id) t.strand_id, t.close_reason,
      case when t.to_phase = 'closed' then t.from_phase else t.to_phase end as phase,
      case when t.to_phase = 'closed' then lag(t.effective_on) over hist else t.effective_on end as since,
      case when t.to_phase = 'closed' then t.effective_on end as closed_on,
      first_value(t.effective_on) over hist as opened_on
    from taskforce.phase_transitions t
    where t.strand_id in (select f.strand_id from fresh f) and t.superseded_by is null and not t.retracts
    window hist as (partition by t.strand_id order by t.place)
    order by t.strand_id, t.place desc) e
  where s.id = e.strand_id
    and (s.phase, s.phase_since, s.opened_on, s.closed_on, s.close_reason)
      is distinct from (e.phase, e.since, e.opened_on, e.closed_on, e.close_reason);
  return null;
end $$;

create index strands_phase on taskforce.strands (phase, case_id) where closed_on is null;

-- Phase and closing of a strand follow from its lines, which stand in the audit themselves.
drop trigger audit_u on taskforce.strands;
create trigger audit_u after update on taskforce.strands referencing old table as stale new table as fresh
  for each statement when (pg_trigger_depth() = 0) execute function kit.audit_update('cases', 'case_id');

-- The case list in the order of last activity, for everybody and for one agency; many cases of an import share a moment.
drop index taskforce.cases_activity;
create index cases_activity on taskforce.cases (last_activity_at desc, id desc);
create index cases_agency_activity on taskforce.cases (lead_agency_id, last_activity_at desc, id desc);
