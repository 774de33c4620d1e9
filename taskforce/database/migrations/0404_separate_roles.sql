-- What somebody is to a victim is kept apart (R-067): the specialist inside the system, whose knowledge is the
-- prosecution's, the attorney, and whoever meets people outside in trust are three, and no account is two of them.
-- The roles of providers are refused altogether (0300_roles_of_the_other_wing.sql).

create function taskforce.keep_roles_apart() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.ended_at is null and exists (
    select from (values ('victim_specialist', 'prosecutor'), ('victim_specialist', 'outreach_coordinator')) as apart (one, other)
    join kit.account_roles r on r.account_id = new.account_id and r.ended_at is null
      and r.role = case new.role when apart.one then apart.other when apart.other then apart.one end) then
    raise exception using errcode = 'CR422', message = 'separate_roles', detail = 'roles', hint = 'These roles are kept apart. Give them to different people.';
  end if;
  return null;
end $$;
comment on function taskforce.keep_roles_apart is 'Refuses roles in one account that are kept apart';
create trigger keep_roles_apart after insert or update on kit.account_roles
  for each row execute function taskforce.keep_roles_apart();
