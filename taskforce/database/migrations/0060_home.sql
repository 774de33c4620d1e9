-- Home: since when the account was away.
create function taskforce.last_here() returns timestamptz
language sql stable security definer set search_path = pg_catalog as $$
  select max(s.last_seen_at) from kit.sessions s
  where s.account_id = kit.current_account() and s.kind = 'web' and s.id not in (select c.id from kit.current_session() c)
$$;
comment on function taskforce.last_here is 'When the account was last seen in a session before this one';
