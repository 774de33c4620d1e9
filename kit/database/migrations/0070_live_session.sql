-- Who is asking, written once. The functions below are asked by every policy: each is one query from the secret to the
-- answer, because a function called inside another's condition is run again for every row that is looked at.

create view kit.live_session with (security_barrier = true) as
  select s.id, s.account_id, a.agency_id
  from kit.sessions s
  join kit.accounts a on a.id = s.account_id and a.status = 'active'
  where s.secret_hash = sha256(convert_to(nullif(current_setting('concert.session', true), ''), 'UTF8'))
    and s.ended_at is null and s.locked_at is null and s.expires_at > now()
    and (s.idle_seconds is null or s.last_seen_at > now() - make_interval(secs => s.idle_seconds));
comment on view kit.live_session is 'The live session whose secret this transaction shows, or nothing; granted to nobody, asked by functions';
comment on column kit.live_session.id is 'The session';
comment on column kit.live_session.account_id is 'Its account';
comment on column kit.live_session.agency_id is 'Agency of that account';

create or replace function kit.current_session() returns kit.sessions
language sql stable security definer set search_path = pg_catalog as $$
  select s.* from kit.sessions s join kit.live_session l on l.id = s.id
$$;

create or replace function kit.current_account() returns uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select l.account_id from kit.live_session l);
end $$;

create or replace function kit.current_agency() returns uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select l.agency_id from kit.live_session l);
end $$;

create or replace function kit.reach(wanted text) returns text
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select p.reach from kit.live_session l
    join kit.account_roles r on r.account_id = l.account_id and r.ended_at is null
    join kit.role_permissions p on p.role = r.role and p.permission = wanted
    order by array_position(array['all', 'agency', 'member', 'own'], p.reach)
    limit 1);
end $$;

create or replace function kit.clearances() returns text[]
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select coalesce(array_agg(distinct c.label), '{}') from kit.live_session l
    join kit.account_roles r on r.account_id = l.account_id and r.ended_at is null
    join kit.role_clearances c on c.role = r.role);
end $$;

create function kit.standing(wanted text) returns table (account_id uuid, agency_id uuid, reach text)
language plpgsql stable security definer rows 1 set search_path = pg_catalog as $$
begin
  return query
    select l.account_id, l.agency_id, (
      select p.reach from kit.account_roles r
      join kit.role_permissions p on p.role = r.role and p.permission = wanted
      where r.account_id = l.account_id and r.ended_at is null
      order by array_position(array['all', 'agency', 'member', 'own'], p.reach)
      limit 1)
    from kit.live_session l;
end $$;
comment on function kit.standing is 'Account, agency and widest reach of a permission for the live session in one question; no row without a session';
