-- The file of an export is kept for some days. Then the file goes, and with it what was selected; that a list left, who
-- took it out and its hash stay in the audit.
create function taskforce.expire_exports(kept_days integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  over uuid[];
  gone uuid[];
begin
  if kept_days < 1 then
    raise exception using errcode = '42501';
  end if;
  over := array(select j.id from kit.jobs j
    where j.kind = 'export' and j.state in ('done', 'failed', 'cancelled') and not j.input ? 'expired'
      and j.finished_at < now() - make_interval(days => kept_days)
    for update skip locked);
  gone := array(select f.id from kit.files f where f.scope_table = 'exports' and f.scope_id = any (over));
  update kit.jobs j set result = null, input = jsonb_build_object('list', j.input -> 'list', 'format', j.input -> 'format',
    'purpose', j.input -> 'purpose', 'expired', true)
  where j.id = any (over);
  delete from kit.file_tickets k where k.file_id = any (gone);
  delete from kit.file_custody k where k.file_id = any (gone);
  delete from kit.files f where f.id = any (gone);
  return cardinality(over);
end $$;
comment on function taskforce.expire_exports is 'Lets go of the files and selections of exports that ended more than so many days ago; answers how many';
