-- Imports bring tips too. Who told a tip is sealed before it is laid out; a danger that a file tells of is raised and
-- says that it was imported; what nobody went on with expires.

alter table taskforce.import_staged add sealed bytea, add seen_version integer, add changes jsonb;
comment on column taskforce.import_staged.sealed is 'Contact of the reporter of a tip, sealed for the record it will be';
comment on column taskforce.import_staged.seen_version is 'Version of the known record when the preview was made';
comment on column taskforce.import_staged.changes is 'What the row says otherwise than a known record: old and new by field name; empty when nothing';

alter table taskforce.imports add update_existing boolean not null default false, add file_hash bytea check (length(file_hash) = 32),
  add file_name text check (length(file_name) <= 200), add expired_at timestamptz;
alter table taskforce.imports alter file_id drop not null;
alter table taskforce.imports drop constraint imports_state_check;
alter table taskforce.imports add constraint imports_state_check
  check (state in ('uploaded', 'previewed', 'running', 'done', 'failed', 'undoing', 'undone', 'expired'));
alter table taskforce.imports add check ((state = 'expired') = (expired_at is not null));
comment on column taskforce.imports.state is 'uploaded, previewed, running (never seen by others), done, failed, undoing (never seen by others), undone or expired';
comment on column taskforce.imports.file_id is 'The file as it was uploaded; empty when it was let go';
comment on column taskforce.imports.update_existing is 'Whether cases matched by their number are changed to what the file says';
comment on column taskforce.imports.file_hash is 'SHA-256 of a file that was let go';
comment on column taskforce.imports.file_name is 'Name of a file that was let go';
comment on column taskforce.imports.expired_at is 'When a preview that nobody went on with was emptied';

alter table taskforce.dangers add import_id uuid references taskforce.imports (id);
create index dangers_import on taskforce.dangers (import_id) where import_id is not null;
comment on column taskforce.dangers.import_id is 'Import whose file told of it; raised when the import was written';

-- One lock and one reading a year; the same locks and forms as next_case_number and next_tip_number.
create or replace function taskforce.number_import(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  for one in
    select distinct s.target, left(s.fields ->> k.field, 4) as year, k.sign, k.lock
    from taskforce.import_staged s
    join (values ('cases', 'opened_on', '', 46002), ('tips', 'received_at', 'T-', 46003)) k (target, field, sign, lock) on k.target = s.target
    where s.import_id = the_import and s.doing = 'create' order by 1, 2 loop
    perform pg_advisory_xact_lock(one.lock, one.year::integer);
    with last as (
      select coalesce(max(reverse(split_part(reverse(n.number), '-', 1))::integer), 0) as count
      from (select c.number from taskforce.cases c where one.target = 'cases' and c.number like one.year || '-%'
        union all select t.number from taskforce.tips t where one.target = 'tips' and t.number like one.sign || one.year || '-%') n),
    next as (
      select s.key, last.count + row_number() over (order by s.file_row, s.key) as count
      from taskforce.import_staged s, last
      where s.import_id = the_import and s.target = one.target and s.doing = 'create'
        and left(s.fields ->> (case one.target when 'cases' then 'opened_on' else 'received_at' end), 4) = one.year)
    update taskforce.import_staged s
    set number = one.sign || one.year || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0')
    from next where s.import_id = the_import and s.target = one.target and s.key = next.key;
  end loop;
end $$;
comment on function taskforce.number_import is 'Numbers the new cases and tips of the running import, year by year in the order of the file';

-- Tells every commander of each danger that the running import raised.
create function taskforce.tell_of_imported_dangers(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  perform taskforce.notify_commanders('danger_raised', 'dangers', d.id)
  from taskforce.dangers d where d.import_id = the_import order by d.raised_at, d.id;
end $$;
comment on function taskforce.tell_of_imported_dangers is 'Leaves an urgent notice about each danger of the running import with every commander';

-- Tips of an import that somebody worked on: changed since, or something points to them or to their danger.
create function taskforce.worked_on_tips(the_import uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  one record;
begin
  if coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  return query
    select t.id from taskforce.tips t join taskforce.import_records r on r.record_id = t.id and r.target = 'tips'
    where r.import_id = the_import and t.version <> r.record_version;
  return query
    select f.scope_id from kit.files f where f.scope_table = 'tips'
      and f.scope_id in (select t.id from taskforce.tips t where t.import_id = the_import);
  return query
    select d.tip_id from taskforce.dangers d where d.tip_id in (select t.id from taskforce.tips t where t.import_id = the_import)
      and (d.import_id is distinct from the_import or d.version > 1);
  for one in
    select k.conrelid::regclass as source, a.attname as link, k.confrelid = 'taskforce.tips'::regclass as of_tip
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid in ('taskforce.tips'::regclass, 'taskforce.dangers'::regclass)
      and k.conrelid not in ('taskforce.tip_reporters'::regclass, 'taskforce.dangers'::regclass) loop
    if one.of_tip then
      return query execute format('select t.%1$I from %2$s t where t.%1$I in (select i.id from taskforce.tips i where i.import_id = $1)',
        one.link, one.source) using the_import;
    else
      return query execute format('select d.tip_id from %2$s t join taskforce.dangers d on d.id = t.%1$I where d.import_id = $1',
        one.link, one.source) using the_import;
    end if;
  end loop;
end $$;
comment on function taskforce.worked_on_tips is 'Tips of an import that somebody worked on since; the same tip may come more than once';

-- A step of an undo for tips. What told of their danger goes with them.
create function taskforce.undo_tips(the_import uuid, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  ids := array(select t.id from taskforce.tips t where t.import_id = the_import limit most);
  delete from kit.notices n using taskforce.dangers d where n.subject_table = 'dangers' and n.subject_id = d.id and d.tip_id = any (ids);
  delete from taskforce.dangers d where d.tip_id = any (ids);
  delete from taskforce.tip_reporters r where r.tip_id = any (ids);
  delete from taskforce.tips t where t.id = any (ids);
  return cardinality(ids);
end $$;
comment on function taskforce.undo_tips is 'Takes back some of the tips of an import, with their sealed contacts and dangers';

-- Lets go of what nobody went on with for a day, and of the files of written imports that told who reported a tip.
create function taskforce.expire_imports() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  stale uuid[];
  letting_go uuid[];
  gone uuid[];
begin
  stale := array(select i.id from taskforce.imports i
    where i.state in ('uploaded', 'previewed', 'failed')
      and greatest(i.made_at, i.previewed_at) < now() - interval '24 hours'
      and not exists (select from kit.jobs j where j.id in (i.preview_job_id, i.run_job_id) and j.state in ('queued', 'running'))
    for update skip locked);
  delete from taskforce.import_staged s where s.import_id = any (stale);
  delete from taskforce.import_lines l where l.import_id = any (stale);
  delete from taskforce.import_problems p where p.import_id = any (stale);
  letting_go := stale || array(select i.id from taskforce.imports i
    where i.state in ('done', 'undone') and i.file_id is not null and i.counts ? 'tips' and i.run_at < now() - interval '24 hours'
    for update skip locked);
  gone := array(select i.file_id from taskforce.imports i where i.id = any (letting_go) and i.file_id is not null);
  update taskforce.imports i set file_id = null, file_hash = f.sha256, file_name = left(f.name, 200)
  from kit.files f where f.id = i.file_id and i.id = any (letting_go);
  update taskforce.imports i set state = 'expired', expired_at = now() where i.id = any (stale);
  delete from kit.file_tickets k where k.file_id = any (gone);
  delete from kit.file_custody k where k.file_id = any (gone);
  delete from kit.files f where f.id = any (gone);
  return cardinality(stale);
end $$;
comment on function taskforce.expire_imports is 'Empties previews that nobody went on with for a day and lets their files go; answers how many';
