-- The feed of a case. Ten kinds of record under ten policies, each of which asks for the case again, cost more to begin
-- than to read. So the page is found here, where the case is asked for once, and answered as ids alone; what a line
-- says is then read under the policies of its own table.

drop view if exists taskforce.timeline_lines;
create view taskforce.timeline_lines as
  select 'transition'::text as kind, t.case_id, t.strand_id, t.strand_id as labelled_strand, '{}'::text[] as handling,
    t.effective_on as happened_on, t.recorded_at, t.id
  from taskforce.phase_transitions t
  union all
  select 'activity', a.case_id, a.strand_id, a.strand_id, a.handling, a.happened_on, a.created_at, a.id
  from taskforce.activities a where a.withdrawn_at is null
  union all
  select 'note', n.case_id, n.strand_id, n.strand_id, n.handling, n.happened_on, n.created_at, n.id
  from taskforce.notes n where n.withdrawn_at is null
  union all
  select 'task', k.case_id, k.strand_id, k.strand_id, k.handling,
    (k.created_at at time zone (select taskforce.zone()))::date, k.created_at, k.id
  from taskforce.tasks k
  union all
  select 'task_settled', d.case_id, d.strand_id, d.strand_id, d.handling,
    (d.settled_at at time zone (select taskforce.zone()))::date, d.settled_at, d.id
  from taskforce.tasks d where d.settled_at is not null
  union all
  select 'decision', q.case_id, q.strand_id, null::uuid, q.handling, q.decided_on, q.settled_at, q.id
  from taskforce.decisions_needed q where q.state = 'decided'
  union all
  select 'member', m.case_id, null::uuid, null::uuid, '{}'::text[],
    (m.added_at at time zone (select taskforce.zone()))::date, m.added_at, m.id
  from taskforce.case_members m
  union all
  select 'member_ended', e.case_id, null::uuid, null::uuid, '{}'::text[],
    (e.ended_at at time zone (select taskforce.zone()))::date, e.ended_at, e.id
  from taskforce.case_members e where e.ended_at is not null
  union all
  select 'file', f.scope_id, null::uuid, null::uuid, f.handling,
    (f.uploaded_at at time zone (select taskforce.zone()))::date, f.uploaded_at, f.id
  from kit.files f where f.scope_table = 'cases'
  union all
  select 'request', r.case_id, r.strand_id, r.strand_id, '{}'::text[],
    (r.decided_at at time zone (select taskforce.zone()))::date, r.decided_at, r.id
  from taskforce.approval_requests r where r.decided_at is not null;
comment on view taskforce.timeline_lines is 'Everything that happened in a case, for the function of the timeline alone; granted to nobody';
comment on column taskforce.timeline_lines.kind is 'What the line is about';
comment on column taskforce.timeline_lines.case_id is 'The case';
comment on column taskforce.timeline_lines.strand_id is 'The strand it is about, if one';
comment on column taskforce.timeline_lines.labelled_strand is 'The strand whose handling labels it shares, if one';
comment on column taskforce.timeline_lines.handling is 'Its own handling labels';
comment on column taskforce.timeline_lines.happened_on is 'Day it happened';
comment on column taskforce.timeline_lines.recorded_at is 'Moment it was written down';
comment on column taskforce.timeline_lines.id is 'The record';

-- No cursor is the end of time: one form of the question, whose plan is kept, for the first page and for those after it.
create or replace function taskforce.timeline_page(
  the_case uuid, wanted text[], the_strand uuid, by_happened boolean,
  before_day date, before_moment timestamptz, before_id uuid, many integer)
returns table (kinds text[], ids uuid[])
language plpgsql stable security definer rows 1 set search_path = pg_catalog as $$
declare
  hidden uuid[];
begin
  if not exists (select from taskforce.case_scope c where c.id = the_case) then
    return;
  end if;
  hidden := array(
    select s.id from taskforce.strands s
    where s.case_id = the_case and s.handling <> '{}' and not (s.handling <@ (select kit.clearances())));
  before_day := coalesce(before_day, 'infinity');
  before_moment := coalesce(before_moment, 'infinity');
  before_id := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  if by_happened then
    return query
      select array_agg(p.kind), array_agg(p.id) from (
        select l.kind, l.id from taskforce.timeline_lines l
        where l.case_id = the_case and l.kind = any (wanted) and (the_strand is null or l.strand_id = the_strand)
          and (l.handling = '{}' or l.handling <@ (select kit.clearances()))
          and (l.labelled_strand is null or l.labelled_strand <> all (hidden))
          and (l.happened_on, l.recorded_at, l.id) < (before_day, before_moment, before_id)
        order by l.happened_on desc, l.recorded_at desc, l.id desc limit many) p;
  else
    return query
      select array_agg(p.kind), array_agg(p.id) from (
        select l.kind, l.id from taskforce.timeline_lines l
        where l.case_id = the_case and l.kind = any (wanted) and (the_strand is null or l.strand_id = the_strand)
          and (l.handling = '{}' or l.handling <@ (select kit.clearances()))
          and (l.labelled_strand is null or l.labelled_strand <> all (hidden))
          and (l.recorded_at, l.id) < (before_moment, before_id)
        order by l.recorded_at desc, l.id desc limit many) p;
  end if;
end $$;
comment on function taskforce.timeline_page is 'Kinds and ids of one page of a case''s timeline, as far as the live session may read it; no row when it may not read the case';
