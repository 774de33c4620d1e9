-- Taking an import back, run again whenever anything changed. What people built on its records stands in the way; what
-- was computed of them by the clock does not, and goes with them.

create or replace function taskforce.computed_of_records() returns text[]
language sql immutable set search_path = pg_catalog as $$
  select array['strand_estimates', 'case_estimates', 'money_estimates', 'estimate_scores']
$$;
comment on function taskforce.computed_of_records is 'Tables of what the clock computes of cases and strands: no work of anybody';

create or replace function taskforce.import_obstacles(the_import uuid) returns table (what text, case_id uuid, count bigint)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  one record;
  own constant text := '(select r.record_id from taskforce.import_records r where r.import_id = $1 and r.action = ''created'' and r.target = %L)';
begin
  if coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  return query
    select 'later_import'::text, s.case_id, count(*) from taskforce.import_records r
    join taskforce.import_records later on later.system = r.system and later.target = r.target and later.key = r.key
      and later.import_id <> r.import_id and later.held
    left join taskforce.strands s on s.id = r.record_id
    where r.import_id = the_import and not r.held group by s.case_id;
  return query
    select 'edited'::text, c.id, count(*) from taskforce.import_records r
    join taskforce.cases c on c.id = r.record_id and r.target = 'cases'
    where r.import_id = the_import and r.held and c.version <> r.record_version group by c.id;
  return query
    select 'edited'::text, c.case_id, count(*) from taskforce.import_records r
    join taskforce.strands c on c.id = r.record_id and r.target = 'strands'
    where r.import_id = the_import and r.held and c.version <> r.record_version group by c.case_id;
  return query
    select 'files'::text, f.scope_id, count(*) from kit.files f
    where f.scope_table = 'cases' and f.scope_id in (
      select r.record_id from taskforce.import_records r where r.import_id = the_import and r.action = 'created' and r.target = 'cases')
    group by f.scope_id;
  return query
    select 'worked_on_tips'::text, null::uuid, count(distinct w.id) from taskforce.worked_on_tips(the_import) w (id) having count(*) > 0;
  for one in
    select k.conrelid::regclass as source, n.nspname, c.relname as name, target.relname as target, a.attname as link,
      exists (select from pg_attribute i where i.attrelid = k.conrelid and i.attname = 'import_id' and not i.attisdropped)
        and c.relname in ('cases', 'strands', 'phase_transitions') as imported
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class target on target.oid = k.confrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid in ('taskforce.cases'::regclass, 'taskforce.strands'::regclass, 'taskforce.phase_transitions'::regclass)
      and not c.relname = any (taskforce.computed_of_records())
    order by 1, 5 loop
    return query execute format(
      'select %L::text, %s, count(*) from %s t where t.%I in ' || format(own, one.target) || '%s group by 2',
      one.name,
      case one.target when 'cases' then format('t.%I', one.link)
        when 'strands' then format('(select s.case_id from taskforce.strands s where s.id = t.%I)', one.link)
        else format('(select s.case_id from taskforce.phase_transitions s where s.id = t.%I)', one.link) end,
      one.source, one.link,
      case when one.imported then ' and t.import_id is distinct from $1' else '' end) using the_import;
  end loop;
end $$;
comment on function taskforce.import_obstacles is 'What was built on an import since: it is taken back only when this is empty';

-- A range is never re-written; it goes only with the records of an import that is being taken back, which nobody else sees.
create or replace function taskforce.refuse_rewriting() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' and tg_table_name = any (taskforce.computed_of_records())
    and exists (select from taskforce.imports i where i.state = 'undoing') then
    return old;
  end if;
  raise exception using errcode = 'CR422', message = 'frozen', detail = 'estimate', hint = 'An estimate is never changed. Make a new one.';
end $$;
comment on function taskforce.refuse_rewriting is 'Refuses to change or delete what was frozen';

-- Ranges of strands and cases that the import made, ranges of stays that its lines began, and scores that rest on its lines.
create or replace function taskforce.undo_estimates(the_import uuid, most integer) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  ranges uuid[];
  gone bigint;
begin
  ranges := array(
    select e.id from taskforce.strand_estimates e
    where e.strand_id in (select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'strands' and r.action = 'created')
      or exists (select from taskforce.phase_transitions t
        where t.import_id = the_import and t.strand_id = e.strand_id and t.to_phase = e.phase and t.effective_on = e.entered_on)
    limit most);
  delete from taskforce.estimate_scores s where s.estimate_id = any (ranges)
    or s.transition_id in (select t.id from taskforce.phase_transitions t where t.import_id = the_import);
  delete from taskforce.strand_estimates e where e.id = any (ranges);
  if ranges <> '{}' then
    return cardinality(ranges);
  end if;
  delete from taskforce.case_estimates e where e.case_id in (
    select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'cases' and r.action = 'created');
  get diagnostics gone = row_count;
  delete from taskforce.money_estimates e where e.case_id in (
    select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'cases' and r.action = 'created');
  return gone;
end $$;
comment on function taskforce.undo_estimates is 'Takes back up to so many ranges that were computed of the records of an import; how many went';

create or replace function taskforce.undo_step(the_import uuid, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  lines uuid[];
  others uuid[];
  replaced uuid[];
  gone bigint;
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  gone := taskforce.undo_estimates(the_import, most);
  if gone > 0 then
    return gone;
  end if;
  lines := array(select t.id from taskforce.phase_transitions t where t.import_id = the_import order by t.seq desc limit most);
  if lines <> '{}' then
    others := array(select distinct t.strand_id from taskforce.phase_transitions t join taskforce.strands s on s.id = t.strand_id
      where t.id = any (lines) and s.import_id is distinct from the_import);
    replaced := array(select t.supersedes from taskforce.phase_transitions t where t.id = any (lines) and t.supersedes is not null);
    delete from taskforce.phase_transitions t where t.id = any (lines);
    update taskforce.phase_transitions t set superseded_by = null where t.id = any (replaced);
    perform taskforce.settle_strands(others);
    return cardinality(lines);
  end if;
  ids := array(select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'strands'
    and r.action = 'created' and exists (select from taskforce.strands s where s.id = r.record_id) limit most);
  if ids <> '{}' then
    delete from taskforce.strands s where s.id = any (ids);
    return cardinality(ids);
  end if;
  ids := array(select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'cases'
    and r.action = 'created' and exists (select from taskforce.cases s where s.id = r.record_id) limit most);
  delete from taskforce.cases s where s.id = any (ids);
  if ids <> '{}' then
    return cardinality(ids);
  end if;
  return taskforce.undo_tips(the_import, most);
end $$;
comment on function taskforce.undo_step is 'Takes back some of the records of an import, from the last to the first';
