-- The figures on a case's page: counts and sums alone, of what the live session may read. Under the policies every
-- activity and every hour would be asked for its case again; here the case is asked for once, and a case of thousands
-- of activities is counted as fast as its indexes are read. A test compares them with the policies, person by person.

create or replace function taskforce.case_figures(the_case uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  clear constant text[] := kit.clearances();
  today constant date := taskforce.today();
  hidden uuid[];
begin
  if not exists (select from taskforce.case_scope c where c.id = the_case) then
    return null;
  end if;
  hidden := array(
    select s.id from taskforce.strands s where s.case_id = the_case and s.handling <> '{}' and not (s.handling <@ clear));
  return (
    select jsonb_build_object(
      'counts', jsonb_build_object(
        'activities', (
          select count(*) from taskforce.activities a
          where a.case_id = the_case and a.withdrawn_at is null and (a.handling = '{}' or a.handling <@ clear)
            and (a.strand_id is null or a.strand_id <> all (hidden))),
        'openTasks', k.open, 'overdueTasks', k.overdue,
        'notes', (
          select count(*) from taskforce.notes n
          where n.case_id = the_case and n.withdrawn_at is null and (n.handling = '{}' or n.handling <@ clear)
            and (n.strand_id is null or n.strand_id <> all (hidden))),
        'files', (
          select count(*) from kit.files f
          where f.scope_table = 'cases' and f.scope_id = the_case and (f.handling = '{}' or f.handling <@ clear)),
        'requests', (
          select count(*) from taskforce.approval_requests r
          where r.case_id = the_case and r.state = 'waiting' and (r.strand_id is null or r.strand_id <> all (hidden)))),
      'effort', jsonb_build_object(
        'minutes', (
          select coalesce(sum(w.minutes), 0) from taskforce.work_entries w left join taskforce.activities a on a.id = w.activity_id
          where w.case_id = the_case and (a.id is null or (a.case_id = the_case and (a.handling = '{}' or a.handling <@ clear)))
            and (coalesce(a.strand_id, w.strand_id) is null or coalesce(a.strand_id, w.strand_id) <> all (hidden))),
        'cents', (
          select coalesce(sum(l.amount_cents), 0) from taskforce.cost_lines l join taskforce.activities a on a.id = l.activity_id
          where l.case_id = the_case and a.case_id = the_case and (a.handling = '{}' or a.handling <@ clear)
            and (a.strand_id is null or a.strand_id <> all (hidden)))),
      'nextDeadline', k.next)
    from (
      select count(*) as open, count(*) filter (where t.due_on < today) as overdue, min(t.due_on) as next
      from taskforce.tasks t
      where t.case_id = the_case and t.state = 'open' and (t.handling = '{}' or t.handling <@ clear)
        and (t.strand_id is null or t.strand_id <> all (hidden))) k);
end $$;
comment on function taskforce.case_figures is 'Counts, hours, costs and next deadline of a case as far as the live session may read it; nothing when it may not read the case';
