-- An import leaves one notice about all its dangers with every commander, with their count, instead of one for each.
-- Urgent is what was told in the last hours; a danger told long ago stands in the lane like every other.
drop function taskforce.tell_of_imported_dangers(uuid);
create function taskforce.tell_of_imported_dangers(the_import uuid, fresh_hours integer) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  many integer;
  fresh boolean;
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  select count(*), bool_or(t.received_at >= d.raised_at - make_interval(hours => fresh_hours)) into many, fresh
  from taskforce.dangers d join taskforce.tips t on t.id = d.tip_id where d.import_id = the_import;
  if many = 0 then
    return;
  end if;
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent, count)
  select distinct a.id, 'dangers_imported', 'imports', the_import, fresh, many
  from kit.accounts a join kit.account_roles r on r.account_id = a.id
  where r.role = 'commander' and r.ended_at is null and a.status = 'active';
end $$;
comment on function taskforce.tell_of_imported_dangers is 'Leaves one notice about the dangers of the running import with every commander; urgent when one was told within the hours before it';

-- A step of an undo for tips. What told of their danger goes with them.
create or replace function taskforce.undo_tips(the_import uuid, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  ids := array(select t.id from taskforce.tips t where t.import_id = the_import limit most);
  delete from kit.notices n where n.kind = 'dangers_imported' and n.subject_id = the_import;
  delete from kit.notices n using taskforce.dangers d where n.subject_table = 'dangers' and n.subject_id = d.id and d.tip_id = any (ids);
  delete from taskforce.dangers d where d.tip_id = any (ids);
  delete from taskforce.tip_reporters r where r.tip_id = any (ids);
  delete from taskforce.tips t where t.id = any (ids);
  return cardinality(ids);
end $$;
