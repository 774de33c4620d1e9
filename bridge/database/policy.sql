-- Who may do what with the bridge; run in both wings after the wing's own policy. The bridge's login carries messages
-- and sees no table but those of the bridge and what a wing's policy gives it by name. People see who is paired,
-- what passed (never what it said) and what was refused; they write messages through bridge.send only.

do $$
declare
  one record;
begin
  for one in select schemaname, tablename, policyname from pg_policies where schemaname = 'bridge' loop
    execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
  end loop;
  for one in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'bridge' and c.relkind in ('r', 'p') loop
    execute format('alter table %I.%I enable row level security', one.nspname, one.relname);
    execute format('revoke all on %I.%I from public, {{app}}, {{signin}}, {{jobs}}, {{bridge}}', one.nspname, one.relname);
    execute format('create policy %I on %I.%I for all to {{bridge}} using (true) with check (true)', one.relname || '_carry', one.nspname, one.relname);
    execute format('grant select, insert, update, delete on %I.%I to {{bridge}}', one.nspname, one.relname);
  end loop;
end $$;
revoke all on all functions in schema bridge from public, {{app}}, {{signin}}, {{jobs}}, {{bridge}};
grant usage on schema bridge to {{app}}, {{bridge}};
grant usage on schema kit to {{bridge}};

-- The ends that the live session manages: all of the wing, or those of its own organisation.
create or replace function bridge.my_ends(wanted text) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select e.id from bridge.ends e
    where case kit.reach(wanted) when 'all' then true when 'agency' then e.owner_id = kit.current_agency() else false end;
end $$;
comment on function bridge.my_ends is 'Our ends of the bridge for which the live session holds a permission';

create policy ends_read on bridge.ends for select to {{app}} using (
  id in (select bridge.my_ends('bridge.manage')) or id in (select bridge.my_ends('bridge.see')));
create policy ends_change on bridge.ends for update to {{app}} using (id in (select bridge.my_ends('bridge.manage')));
create policy own_keys_read on bridge.own_keys for select to {{app}} using (end_id in (select bridge.my_ends('bridge.manage')));
create policy codes_read on bridge.codes for select to {{app}} using (end_id in (select bridge.my_ends('bridge.manage')));
create policy codes_make on bridge.codes for insert to {{app}} with check (
  end_id in (select bridge.my_ends('bridge.manage')) and made_by = (select kit.current_account()));
create policy pairs_read on bridge.pairs for select to {{app}} using (exists (select from bridge.ends e where e.id = end_id));
create policy pairs_change on bridge.pairs for update to {{app}} using (end_id in (select bridge.my_ends('bridge.manage')));
create policy progress_read on bridge.progress for select to {{app}} using (exists (select from bridge.pairs p where p.id = pair_id));
create policy passed_read on bridge.passed for select to {{app}} using (
  exists (select from bridge.pairs p where p.id = pair_id and p.end_id in (select bridge.my_ends('bridge.manage'))));
create policy refusals_read on bridge.refusals for select to {{app}} using (
  exists (select from bridge.pairs p where p.id = pair_id and p.end_id in (select bridge.my_ends('bridge.manage')))
  or (pair_id is null and (select kit.reach('bridge.manage')) = 'all'));

grant select on bridge.ends, bridge.own_keys, bridge.pairs, bridge.progress, bridge.passed, bridge.refusals to {{app}};
grant update (address) on bridge.ends to {{app}};
grant select (id, end_id, made_by, made_at, expires_at, tries, used_at), insert (end_id, code_hash, sealed_code, expires_at) on bridge.codes to {{app}};
grant update (state, confirmed_by, confirmed_at, ended_by, ended_at) on bridge.pairs to {{app}};
grant execute on function bridge.my_ends to {{app}};

-- The name by which an end introduces itself: of the organisation, or of the task force.
create or replace function bridge.name_of(the_end uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(
    (select a.name from kit.agencies a where a.id = e.owner_id),
    (select nullif(value #>> '{}', '') from kit.settings where key = 'installation'), 'Concert')
  from bridge.ends e where e.id = the_end
$$;
comment on function bridge.name_of is 'Name by which one of our ends introduces itself to the other side';
grant execute on function bridge.name_of to {{bridge}};

-- A pair is confirmed once, ended once, and never opened again: a new pairing makes a new one.
create or replace function bridge.check_pair() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state = 'ended' or (old.state = 'open' and new.state = 'unconfirmed') then
    raise exception using errcode = 'CR422', message = 'pair_ended', detail = 'state', hint = 'Pair the two installations anew with a fresh code.';
  end if;
  return new;
end $$;
comment on function bridge.check_pair is 'Refuses to go back in the state of a pair';
drop trigger if exists pairs_check on bridge.pairs;
create trigger pairs_check before update of state on bridge.pairs for each row execute function bridge.check_pair();

-- What still waits for a pair that ended is never sent; it is not kept either.
create or replace function bridge.drop_waiting() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from bridge.outbox where pair_id = new.id;
  return null;
end $$;
comment on function bridge.drop_waiting is 'Throws away what waits for a pair that ended';
drop trigger if exists pairs_ended on bridge.pairs;
create trigger pairs_ended after update of state on bridge.pairs for each row
  when (new.state = 'ended') execute function bridge.drop_waiting();

-- Writes a message to a pair without asking who sends: for functions of the wing that run by the clock or for a
-- record that ended. It is granted to nobody.
create or replace function bridge.queue(the_pair uuid, the_kind text, the_version integer, the_body jsonb) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  made uuid;
begin
  insert into bridge.outbox (pair_id, kind, kind_version, body)
  select p.id, the_kind, the_version, the_body from bridge.pairs p where p.id = the_pair and p.state = 'open'
  returning id into made;
  if made is not null then
    notify bridge_outbox;
  end if;
  return made;
end $$;
comment on function bridge.queue is 'Puts a message on its way for the wing itself; empty when the pair is not open';

-- Writes a message to a pair. The room that sends holds the permission `bridge.` and the first word of the kind.
create or replace function bridge.send(the_pair uuid, the_kind text, the_version integer, the_body jsonb) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  return (
    select bridge.queue(p.id, the_kind, the_version, the_body) from bridge.pairs p
    where p.id = the_pair and p.end_id in (select bridge.my_ends('bridge.' || split_part(the_kind, '.', 1))));
end $$;
comment on function bridge.send is 'Puts a message on its way; empty when the pair is not open or the session may not send this kind';
grant execute on function bridge.send to {{app}};

-- What was made in this very run is open to everybody by the database's own default: it is closed here.
revoke execute on all functions in schema bridge from public;
