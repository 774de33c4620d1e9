-- Imports, continued: tips are claimed, counted, checked and taken back like other records. A table of cases that this
-- installation exported comes back under the system `concert`: its keys are the numbers of cases, and a number is
-- matched, never doubled.

create or replace function taskforce.claim_import(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_system constant text := (select i.system from taskforce.imports i where i.id = the_import);
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  -- What it creates must be new: nobody claims a record that is there.
  if exists (select from taskforce.import_staged s where s.import_id = the_import and s.doing = 'create' and (
      (s.target = 'cases' and exists (select from taskforce.cases c where c.id = s.record_id))
      or (s.target = 'strands' and exists (select from taskforce.strands c where c.id = s.record_id))
      or (s.target = 'tips' and exists (select from taskforce.tips c where c.id = s.record_id))
      or (s.target = 'agencies' and exists (select from kit.agencies c where c.id = s.record_id))
      or (s.target = 'phase_transitions' and exists (select from taskforce.phase_transitions c where c.id = s.record_id)))) then
    raise exception using errcode = '42501';
  end if;
  insert into taskforce.import_records (import_id, target, key, system, record_id, fingerprint, action, before, held)
  select the_import, s.target, s.key, the_system, s.record_id, s.fingerprint,
    case s.doing when 'create' then 'created' else 'changed' end,
    case when s.doing = 'change' then coalesce(
      (select jsonb_build_object('title', c.title, 'type', c.type, 'lead_agency_id', c.lead_agency_id)
        from taskforce.cases c where s.target = 'cases' and c.id = coalesce(old.record_id, s.record_id)),
      (select jsonb_build_object('label', c.label, 'kind', c.kind, 'type', c.type, 'mode', c.mode)
        from taskforce.strands c where s.target = 'strands' and c.id = old.record_id),
      jsonb_build_object('id', old.record_id)) end,
    s.doing = 'create'
  from taskforce.import_staged s
  left join taskforce.import_records old on s.doing = 'change' and old.held and old.system = the_system
    and old.target = s.target and old.key = s.key
  where s.import_id = the_import and (s.doing = 'create' or (s.doing = 'change' and old.record_id is not null
    and (s.target = 'phase_transitions' or old.record_id = s.record_id))
    or (s.doing = 'change' and s.target = 'cases' and taskforce.matched_by_number(the_import, s.key) = s.record_id));
  update taskforce.import_records r set held = false from taskforce.import_records mine
  where mine.import_id = the_import and mine.action = 'changed' and r.held
    and r.system = mine.system and r.target = mine.target and r.key = mine.key;
  update taskforce.import_records r set held = true where r.import_id = the_import and r.action = 'changed';
end $$;
comment on function taskforce.claim_import is 'Writes down which records the running import creates and changes';

create or replace function taskforce.finish_import(the_import uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  written jsonb;
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  -- Nothing half done: what was claimed is there.
  if exists (select from taskforce.import_records r where r.import_id = the_import and r.action = 'created' and (
      (r.target = 'cases' and not exists (select from taskforce.cases c where c.id = r.record_id and c.import_id = the_import))
      or (r.target = 'strands' and not exists (select from taskforce.strands c where c.id = r.record_id and c.import_id = the_import))
      or (r.target = 'tips' and not exists (select from taskforce.tips c join taskforce.tip_reporters p on p.tip_id = c.id
        where c.id = r.record_id and c.import_id = the_import and (c.danger <> 'yes' or c.in_danger)))
      or (r.target = 'agencies' and not exists (select from kit.agencies c where c.id = r.record_id))
      or (r.target = 'phase_transitions' and not exists (select from taskforce.phase_transitions c where c.id = r.record_id and c.import_id = the_import)))) then
    raise exception 'an import wrote less than it claimed';
  end if;
  perform taskforce.note_record_versions(the_import);
  select jsonb_object_agg(k.target, k.counts) into written from (
    select s.target, jsonb_build_object('created', count(*) filter (where s.doing = 'create'),
      'changed', count(*) filter (where s.doing = 'change'), 'kept', count(*) filter (where s.doing = 'keep')) as counts
    from taskforce.import_staged s where s.import_id = the_import group by s.target) k;
  delete from taskforce.import_staged s where s.import_id = the_import;
  delete from taskforce.import_lines l where l.import_id = the_import;
  update taskforce.imports set state = 'done', counts = coalesce(written, '{}') where id = the_import;
  return coalesce(written, '{}');
end $$;
comment on function taskforce.finish_import is 'Ends the running import: checks that all of it is there, counts, and empties the staging';

create or replace function taskforce.note_record_versions(the_import uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.import_records r set record_version = c.version from taskforce.cases c
  where r.target = 'cases' and r.held and c.id = r.record_id and c.version <> r.record_version
    and r.key in (select o.key from taskforce.import_records o where o.import_id = the_import and o.target = 'cases')
    and r.system = (select i.system from taskforce.imports i where i.id = the_import);
  update taskforce.import_records r set record_version = c.version from taskforce.strands c
  where r.target = 'strands' and r.held and c.id = r.record_id and c.version <> r.record_version
    and r.system = (select i.system from taskforce.imports i where i.id = the_import)
    and (exists (select from taskforce.import_records o where o.import_id = the_import and o.target = 'strands' and o.key = r.key)
      or exists (select from taskforce.phase_transitions t where t.strand_id = c.id and t.import_id = the_import));
  update taskforce.import_records r set record_version = c.version from taskforce.tips c
  where r.target = 'tips' and r.import_id = the_import and c.id = r.record_id and c.version <> r.record_version;
$$;
comment on function taskforce.note_record_versions is 'Notes the versions in which an import left its records';

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

create function taskforce.refuse_built_on(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  worked_on constant bigint := (select count(distinct w.id) from taskforce.worked_on_tips(the_import) w (id));
begin
  if worked_on > 0 then
    perform taskforce.refuse_import('worked_on', 'import',
      format('Tips of this import that somebody worked on since: %s. All of them stay; settle them one by one.', worked_on));
  elsif exists (select from taskforce.import_obstacles(the_import)) then
    perform taskforce.refuse_import('built_on', 'import', 'Records of this import were used since. Look at the list and settle them one by one.');
  end if;
end $$;
comment on function taskforce.refuse_built_on is 'Refuses to take back an import on which somebody has built, with the number of tips that were worked on';

create or replace function taskforce.ask_undo(the_import uuid, why text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held taskforce.imports;
begin
  select * into held from taskforce.imports i where i.id = the_import for update;
  if held.id is null or coalesce(kit.reach('imports.run'), '') <> 'all'
    or (held.made_by is distinct from kit.current_account() and not taskforce.supervises()) then
    raise exception using errcode = '42501';
  elsif held.state <> 'done' then
    perform taskforce.refuse_import('not_done', 'import', 'Only an import that was written can be taken back.');
  elsif not taskforce.has_reason(why) then
    perform taskforce.refuse_import('reason_needed', 'reason', 'Give a reason of at least 20 characters.');
  end if;
  perform taskforce.refuse_built_on(the_import);
  update taskforce.imports set undo_reason = why where id = the_import;
end $$;
comment on function taskforce.ask_undo is 'Keeps why an import is to be taken back; the job does it';

create or replace function taskforce.begin_undo(the_import uuid, job uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.imports := taskforce.hold_import(the_import);
begin
  if held.made_by is distinct from kit.current_account() and not taskforce.supervises() then
    raise exception using errcode = '42501';
  elsif held.state <> 'done' then
    perform taskforce.refuse_import('not_done', 'import', 'Only an import that was written can be taken back.');
  elsif not taskforce.has_reason(held.undo_reason) then
    perform taskforce.refuse_import('reason_needed', 'reason', 'Give a reason of at least 20 characters.');
  end if;
  perform taskforce.refuse_built_on(the_import);
  update taskforce.imports set state = 'undoing', undo_job_id = job where id = the_import;
end $$;
comment on function taskforce.begin_undo is 'Begins to take an import back, in a job of its maker or of a supervisor';

create or replace function taskforce.undo_step(the_import uuid, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  lines uuid[];
  others uuid[];
  replaced uuid[];
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
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
