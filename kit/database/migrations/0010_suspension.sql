-- An account that is not active any more has no session left, not even for the day it becomes active again.

create function kit.end_sessions() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update kit.sessions set ended_at = now() where account_id = new.id and ended_at is null;
  return null;
end $$;
comment on function kit.end_sessions is 'Ends sessions and tokens of an account that was suspended or closed';
create trigger end_sessions after update of status on kit.accounts
  for each row when (old.status = 'active' and new.status in ('suspended', 'closed')) execute function kit.end_sessions();

-- Signing in is no edit: whoever looks at an account must still be able to change it after its person signed in.
drop trigger count_version on kit.accounts;
create trigger count_version before update of agency_id, display_name, email, language, status on kit.accounts
  for each row execute function kit.count_version();
