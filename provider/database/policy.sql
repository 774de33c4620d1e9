-- Who may do what in the provider's wing. One file, run again whenever anything changed.
-- Written to be read by a privacy officer: 1 roles, 2 scopes, 3 rows, 4 columns.
-- Every table is closed first; only what stands here opens it. Nothing is read across organisations, by nobody.

do $$
declare
  one record;
begin
  for one in select schemaname, tablename, policyname from pg_policies where schemaname in ('kit', 'provider') loop
    execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
  end loop;
  for one in select n.nspname, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kit', 'provider') and c.relkind in ('r', 'p', 'v') loop
    if one.relkind <> 'v' then
      execute format('alter table %I.%I enable row level security', one.nspname, one.relname);
    end if;
    execute format('revoke all on %I.%I from public, {{app}}, {{signin}}, {{jobs}}', one.nspname, one.relname);
  end loop;
end $$;
revoke all on all functions in schema kit, provider from public, {{app}}, {{signin}}, {{jobs}}, {{bridge}};
revoke all on schema public from public;
grant usage on schema public to {{app}}, {{signin}}, {{jobs}};
grant usage on schema kit to {{app}}, {{signin}}, {{jobs}};
grant usage on schema provider to {{app}};

-- 1 Roles ------------------------------------------------------------------------------------------------------
-- Reach: agency = every record of the own organisation; member = only where on the client's team. A client of the
-- closed circle opens to the team only. There is no reach beyond the organisation but for settings of the wing.

delete from kit.role_permissions;
delete from kit.role_clearances;
insert into kit.roles (role, label, supervises) values
  ('community_advocate', 'Community advocate', false),
  ('advocate_supervisor', 'Supervisor of advocates', true),
  ('intake_worker', 'Intake worker', false),
  ('provider_records_officer', 'Records and privacy officer', false),
  ('provider_auditor', 'Auditor', false),
  ('provider_administrator', 'Provider administrator', false)
on conflict (role) do update set label = excluded.label, supervises = excluded.supervises;

insert into kit.role_permissions (permission, role, reach)
select permission, split_part(grantee, ' ', 1), split_part(grantee, ' ', 2)
from (values
  -- clients
  ('clients.read',    array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  ('clients.intake',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  ('clients.write',   array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  -- the sealed parts: who they are, how they may be reached, where they stay; each reading is written down
  ('clients.details', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  ('clients.screen',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  ('clients.team',    array['advocate_supervisor agency', 'community_advocate member', 'intake_worker member']),
  -- destroying takes two people who may do this
  ('clients.destroy', array['provider_records_officer agency', 'advocate_supervisor agency']),
  ('clients.hold',    array['provider_records_officer agency']),
  -- needs, services given; safety plan and case plan
  ('services.read',   array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  ('services.write',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  ('plans.read',      array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  ('plans.write',     array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  -- the advocate's notes: their author, advocates on the client's team, and the supervisor; nobody for the sake of an office
  ('notes.read',      array['community_advocate member', 'advocate_supervisor agency']),
  ('notes.write',     array['community_advocate agency', 'advocate_supervisor agency']),
  -- the client's own copy, and what the client says about it
  ('record.print',    array['community_advocate agency', 'advocate_supervisor agency', 'provider_records_officer agency']),
  ('record.annotate', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  -- who received what of a client: written by whoever gives it out or has the order to
  ('disclosures.write', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  -- compelled disclosure, mandated reports and danger; the list of what each state asks for
  ('compelled.write', array['provider_records_officer agency', 'advocate_supervisor agency', 'community_advocate member']),
  ('reports.write',   array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  -- the button that is on every page: danger, and reports that the law asks for
  ('danger.raise',    array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  ('reports.rules',   array['provider_records_officer agency', 'advocate_supervisor agency']),
  -- totals that may leave: counted by one, sent by another
  ('figures.compose', array['provider_records_officer agency', 'advocate_supervisor agency']),
  -- what the organisation shows of itself, and stand-by notices: what a notice says is for those who would act on it
  ('directory.read',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency', 'provider_records_officer agency']),
  ('directory.keep',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  ('standby.read',    array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  ('standby.answer',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  -- releases: drafting to sharing by who works with the client; taking back by whoever reads one. No permission passes
  -- over a client's word: nothing here opens what is not released, or keeps open what was taken back
  ('releases.read',   array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  ('releases.write',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member']),
  ('releases.revoke', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker member', 'provider_records_officer agency']),
  ('releases.rules',  array['advocate_supervisor agency', 'provider_records_officer agency']),
  -- referrals: what task forces offer, and what is asked of others for a client
  ('referrals.read',   array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency', 'provider_records_officer agency']),
  ('referrals.answer', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  -- the house
  ('audit.read',      array['provider_auditor agency', 'provider_records_officer agency']),
  ('audit.review',    array['provider_auditor agency', 'provider_records_officer agency']),
  ('accounts.manage', array['provider_administrator agency']),
  ('organisations.open', array['provider_administrator all']),
  ('bridge.manage',   array['provider_administrator agency']),
  -- who sees with whom the organisation is paired, and what each may send (the first word of the kind of message)
  ('bridge.see',      array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency', 'provider_records_officer agency']),
  ('bridge.standby',  array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  ('bridge.directory', array['advocate_supervisor agency', 'intake_worker agency', 'community_advocate agency']),
  ('bridge.referral', array['community_advocate agency', 'advocate_supervisor agency', 'intake_worker agency']),
  ('bridge.release',  array['community_advocate agency', 'advocate_supervisor agency']),
  ('bridge.figures',  array['advocate_supervisor agency', 'provider_records_officer agency']),
  ('settings.manage', array['provider_administrator all'])
) as matrix (permission, grantees), unnest(grantees) as grantee;

-- 2 Scopes -----------------------------------------------------------------------------------------------------
-- Sets of ids, computed once a query. They run as the owner and answer only for the live session.

create or replace function provider.my_clients() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query
    select m.client_id from provider.client_team m
    where m.account_id = kit.current_account() and m.ended_at is null;
end $$;
comment on function provider.my_clients is 'Clients on whose team the live session is';

-- Who takes a client in joins the team in the same moment; after that the team is changed by those who may.
create or replace function provider.just_taken_in() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select c.id from provider.clients c where c.created_by = kit.current_account() and c.created_at = now();
end $$;
comment on function provider.just_taken_in is 'Clients that the live session takes in with this very transaction';

-- May this session do this for the client? For writing: one client at a time.
create or replace function provider.may(wanted text, the_client uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select exists (
      select from provider.clients c
      where c.id = the_client and c.organisation_id = kit.current_agency() and (
        (kit.reach(wanted) = 'agency' and not c.closed_circle)
        or (kit.reach(wanted) is not null and exists (
          select from provider.client_team m
          where m.client_id = c.id and m.account_id = kit.current_account() and m.ended_at is null)))));
end $$;
comment on function provider.may is 'Whether the live session may do something for one client';

create or replace function provider.next_client_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46010, hashtext(kit.current_agency()::text || year::text));
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(c.number, '-', 3)::integer), 0) + 1 as count
    from provider.clients c where c.organisation_id = kit.current_agency() and c.number like 'C-' || year::text || '-%')
  select 'C-' || year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function provider.next_client_number is 'Next number of a client in the own organisation; callers wait for each other';

-- An organisation gets its first administrator from an administrator of another one, once. From then on only its own
-- people manage its accounts.
create or replace function provider.open_organisation(
  organisation_name text, organisation_short_name text, person_name text, person_email text, code_hash bytea, invited_until timestamptz)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_agency uuid;
  the_account uuid;
begin
  if kit.reach('organisations.open') is distinct from 'all'
    or not exists (select from kit.current_session() s where s.stepped_up_at > now() - interval '10 minutes') then
    return null;
  end if;
  insert into kit.agencies (name, short_name, kind) values (organisation_name, organisation_short_name, 'victim_services') returning id into the_agency;
  insert into kit.accounts (agency_id, display_name, email) values (the_agency, person_name, person_email) returning id into the_account;
  insert into kit.account_roles (account_id, role, granted_by) values (the_account, 'provider_administrator', kit.current_account());
  insert into kit.invitations (account_id, code_hash, made_by, expires_at) values (the_account, open_organisation.code_hash, kit.current_account(), invited_until);
  return the_account;
end $$;
comment on function provider.open_organisation is 'Adds a provider organisation with the invitation of its first administrator; empty when the session may not';

-- Destroying. What is agreed is decided in the rows, so anybody may start the rest: the server takes the key away
-- (it lies outside this database) and then has the rows emptied. The shell (number, dates, who did it) stays.
create or replace function provider.destructions_agreed() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select d.client_id from provider.destructions d where d.agreed_at is not null and d.done_at is null
$$;
comment on function provider.destructions_agreed is 'Clients whose key must go: two people agreed and it is not done yet';

-- Only the functions below call this: it is granted to nobody.
create or replace function provider.empty_client(the_client uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  update provider.client_details set sealed = null where client_id = the_client;
  update provider.screenings set sealed = null where client_id = the_client;
  update provider.services_given set kind = null, need_id = null, amount = null, unit = null, sealed = null where client_id = the_client;
  update provider.needs set kind = null, wanted = 'not_asked', status = 'set_aside', met_by = null, unmet_reason = null,
    settled_on = coalesce(settled_on, opened_on), sealed = null where client_id = the_client;
  update provider.safety_plans set sealed = null where client_id = the_client;
  update provider.goals set sealed = null where client_id = the_client;
  update provider.goal_steps set sealed = null where client_id = the_client;
  update provider.advocate_notes set sealed = null where client_id = the_client;
  update provider.annotations set sealed = null, answer_sealed = null where client_id = the_client;
  update provider.disclosures set recipient = '', recipient_sealed = null where client_id = the_client;
  update provider.compelled_requests set sealed = null where client_id = the_client;
  update provider.compelled_steps set sealed = null where client_id = the_client;
  update provider.protective_reports set sealed = null where client_id = the_client;
  perform provider.end_releases_of(the_client);
  update provider.referrals set sealed = null where client_id = the_client;
  -- An offer is the task force's word, yet what it told of this person goes with the client.
  delete from provider.offer_contents t using provider.offer_clients l where l.offer_id = t.offer_id and l.client_id = the_client;
  update provider.offers o set alias = '–' from provider.offer_clients l where l.offer_id = o.id and l.client_id = the_client and l.ended_at is null;
  delete from provider.offer_clients l where l.client_id = the_client;
  update provider.clients set state = 'destroyed', alias = '–', language = 'und', interpreter = 'unknown', age_group = 'unknown', gender_group = 'not_said', came_by = 'unknown'
  where id = the_client and state <> 'destroyed';
  update provider.destructions set done_at = now() where client_id = the_client and agreed_at is not null and done_at is null;
  -- The history of changes holds earlier words: they go too, the fact of each change stays.
  update kit.record_versions v set before = '{}' where v.scope_table = 'clients' and v.scope_id = the_client;
  perform kit.note('destroy', 'clients', array[the_client], '{}', 'done', 'clients', the_client);
end $$;
comment on function provider.empty_client is 'Empties the rows of a client whose key is gone; the shell stays';

create or replace function provider.empty_destroyed(the_client uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform from provider.destructions d where d.client_id = the_client and d.agreed_at is not null and d.done_at is null for update;
  if not found then
    return false;
  end if;
  perform provider.empty_client(the_client);
  return true;
end $$;
comment on function provider.empty_destroyed is 'Empties what is left of a client whose key was destroyed; false when nobody agreed to it';

-- For the owner alone, at a start and after a restore: an older copy of the rows knows nothing of what was destroyed since.
create or replace function provider.settle_destroyed(gone uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_client uuid;
  many integer := 0;
begin
  for the_client in select c.id from provider.clients c where c.id = any (gone) and c.state <> 'destroyed' loop
    perform provider.empty_client(the_client);
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function provider.settle_destroyed is 'Empties clients of the list of destroyed records that an older backup brought back; answers how many';

-- Who may hold need not be who writes: one column, by version. Empty: nothing was changed.
create or replace function provider.hold_client(the_client uuid, seen integer, hold boolean) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update provider.clients c set legal_hold = hold
  where c.id = the_client and c.version = seen and provider.may('clients.hold', c.id) returning c.version
$$;
comment on function provider.hold_client is 'Puts a client''s record under legal hold or lifts it; answers with the new version';

-- Stand-by notices. What comes late or for what is not known is passed over: it must never hold up what comes behind
-- it. Nor does what the database cannot store.
create or replace function provider.receive_standby(the_pair uuid, body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told jsonb;
  owner uuid;
  the_edition integer;
  the_notice uuid;
  fresh boolean;
begin
  select e.owner_id into owner from bridge.pairs p join bridge.ends e on e.id = p.end_id where p.id = the_pair;
  if owner is null then
    return;
  end if;
  told := body::jsonb;
  the_edition := coalesce((told ->> 'edition')::integer, 1);
  insert into provider.standby_notices as n (organisation_id, pair_id, crossing_id, from_name, edition, valid_until)
  select owner, p.id, (told ->> 'notice')::uuid, p.peer_name, the_edition, (told ->> 'validUntil')::timestamptz
  from bridge.pairs p where p.id = the_pair
  on conflict (pair_id, crossing_id) do update set edition = excluded.edition, valid_until = excluded.valid_until, changed_at = now()
    where n.withdrawn_at is null and n.cleared_at is null and excluded.edition >= n.edition
  returning n.id, n.valid_until > now() into the_notice, fresh;
  if the_notice is null then
    return;
  end if;
  insert into provider.standby_contents as c (notice_id, hidden_from, area, window_from, window_until, people, minors, genders, languages, needs,
    safety, contact_name, contact_phone)
  values (the_notice, (told ->> 'validUntil')::timestamptz, told ->> 'area', (told ->> 'windowFrom')::timestamptz, (told ->> 'windowUntil')::timestamptz,
    told ->> 'people', told ->> 'minors', array(select jsonb_array_elements_text(coalesce(told -> 'genders', '[]'))),
    array(select jsonb_array_elements_text(told -> 'languages')), array(select jsonb_array_elements_text(told -> 'needs')),
    array(select jsonb_array_elements_text(coalesce(told -> 'safety', '[]'))), told ->> 'contactName', told ->> 'contactPhone')
  on conflict (notice_id) do update set hidden_from = excluded.hidden_from, area = excluded.area, window_from = excluded.window_from,
    window_until = excluded.window_until, people = excluded.people, minors = excluded.minors, genders = excluded.genders,
    languages = excluded.languages, needs = excluded.needs, safety = excluded.safety, contact_name = excluded.contact_name, contact_phone = excluded.contact_phone;
  if fresh then
    perform provider.tell_of_standby(the_notice, 'standby_notice', true);
  end if;
exception when data_exception or integrity_constraint_violation then
  null;
end $$;
comment on function provider.receive_standby is 'Takes in a stand-by notice or its change';

-- Those who would act on it are told; the notice on the bell says nothing of what it asks.
create or replace function provider.tell_of_standby(the_notice uuid, the_kind text, urgently boolean) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent)
  select distinct a.id, the_kind, 'standby_notices', n.id, urgently
  from provider.standby_notices n join kit.accounts a on a.agency_id = n.organisation_id and a.status = 'active'
  join kit.account_roles r on r.account_id = a.id and r.ended_at is null
  join kit.role_permissions p on p.role = r.role and p.permission = 'standby.read'
  where n.id = the_notice
$$;
comment on function provider.tell_of_standby is 'Leaves a notice with everybody of the organisation who may read stand-by notices';

create or replace function provider.receive_standby_end(the_pair uuid, the_crossing uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_notice uuid;
begin
  update provider.standby_notices n set withdrawn_at = now()
  where n.pair_id = the_pair and n.crossing_id = the_crossing and n.withdrawn_at is null
  returning n.id into the_notice;
  perform provider.tell_of_standby(the_notice, 'standby_withdrawn', true);
end $$;
comment on function provider.receive_standby_end is 'Takes in that a stand-by notice was withdrawn; nothing when it is not known';

-- Anybody may start it, because what is due is decided here: two hours after a notice expired or was withdrawn.
create or replace function provider.clear_standby() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  due uuid[] := array(
    select n.id from provider.standby_notices n
    where n.cleared_at is null and least(n.valid_until, n.withdrawn_at) + provider.standby_kept() < now() for update skip locked);
begin
  delete from provider.standby_contents c where c.notice_id = any (due);
  update provider.standby_notices n set cleared_at = now() where n.id = any (due);
  return cardinality(due);
end $$;
comment on function provider.clear_standby is 'Deletes what stand-by notices said once their time is over; answers how many';

create or replace function provider.standby_kept() returns interval
language sql stable security definer set search_path = pg_catalog as $$
  select make_interval(hours => coalesce((select (value #>> '{}')::integer from kit.settings where key = 'standby_kept_hours'), 2))
$$;
comment on function provider.standby_kept is 'How long what a notice said is kept, hidden, after it ended; two hours until it is set';

-- A task force that is paired anew is told what the organisation shows already.
create or replace function provider.tell_directory() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform bridge.queue(new.id, 'directory.entry', 1, r.published)
  from provider.resources r join bridge.ends e on e.owner_id = r.organisation_id
  where e.id = new.end_id and r.published is not null;
  return null;
end $$;
comment on function provider.tell_directory is 'Sends what an organisation publishes to a task force when their pair opens';
drop trigger if exists pairs_told_directory on bridge.pairs;
create trigger pairs_told_directory after update of state on bridge.pairs for each row
  when (old.state = 'unconfirmed' and new.state = 'open') execute function provider.tell_directory();
-- Referrals. The two words of a task force, taken in by the bridge's login: what is unknown or late changes nothing.
create or replace function provider.take_offer(the_pair uuid, told text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  body jsonb;
  the_offer uuid;
  the_house uuid;
begin
  body := told::jsonb;
  select e.owner_id into the_house from bridge.pairs p join bridge.ends e on e.id = p.end_id where p.id = the_pair;
  if the_house is null then
    return;
  end if;
  insert into provider.offers (organisation_id, pair_id, referral, alias, language, interpreter, age, needs, urgency, agreed_on, answer_by)
  values (the_house, the_pair, (body ->> 'referral')::uuid, body ->> 'alias', body ->> 'language', (body ->> 'interpreter')::boolean,
    body ->> 'age', array(select jsonb_array_elements_text(body -> 'needs')), body ->> 'urgency', (body ->> 'agreedOn')::date,
    (body ->> 'answerBy')::timestamptz)
  on conflict (pair_id, referral) do nothing returning id into the_offer;
  if the_offer is null then
    return;
  end if;
  insert into provider.offer_contents (offer_id, safety_warnings, contact_how)
  values (the_offer, body ->> 'safetyWarnings', body ->> 'contactHow');
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent)
  select distinct a.id, 'referral_offered', 'offers', the_offer, body ->> 'urgency' = 'now'
  from kit.accounts a join kit.account_roles r on r.account_id = a.id and r.ended_at is null
  join kit.role_permissions m on m.role = r.role and m.permission = 'referrals.answer'
  where a.agency_id = the_house and a.status = 'active';
exception when data_exception or integrity_constraint_violation then
  -- What the database cannot store (a sign or a day it does not know) must not hold up what comes behind it.
  return;
end $$;
comment on function provider.take_offer is 'Keeps a referral that a task force offers, once, and tells the people who answer';

-- A withdrawal ends an offer whatever happened here meanwhile: both sides stand at withdrawn.
create or replace function provider.take_withdrawal(the_pair uuid, the_referral uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_offer provider.offers;
begin
  select * into the_offer from provider.offers o
  where o.pair_id = the_pair and o.referral = the_referral and o.state <> 'withdrawn' for update;
  if not found then
    return;
  end if;
  update provider.offers set state = 'withdrawn' where id = the_offer.id;
  if the_offer.moved_by is not null then
    insert into kit.notices (account_id, kind, subject_table, subject_id)
    select a.id, 'referral_withdrawn', 'offers', the_offer.id from kit.accounts a where a.id = the_offer.moved_by and a.status = 'active';
  end if;
end $$;
comment on function provider.take_withdrawal is 'Ends an offer that the task force takes back; one that is not known or has ended so already stays as it is';

-- The other way: what a task force answers to a survivor who wants to report. A late or unknown word changes nothing.
create or replace function provider.take_brought_answer(the_pair uuid, the_referral uuid, word text, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one provider.brought_referrals;
begin
  select b.* into one from provider.brought_referrals b join provider.releases r on r.id = b.release_id
  where b.crossing = the_referral and r.pair_id = the_pair for update of b;
  if not found or word not in ('accepted', 'declined') or not exists (select from provider.brought_moves() m where m.from_state = one.state and m.to_state = word and 'crossing' = any (m.actors)) then
    return;
  end if;
  update provider.brought_referrals set state = word, decline_reason = why where id = one.id;
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select a.id, 'referral_' || word, 'releases', one.release_id from kit.accounts a where a.id = one.created_by and a.status = 'active';
exception when data_exception or integrity_constraint_violation then
  return;
end $$;
comment on function provider.take_brought_answer is 'Takes in whether a task force takes up what a survivor wants to report, and tells who brought it';

-- The clock, told to the task force. What is due is decided here, so anybody may start it.
create or replace function provider.expire_offers() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one record;
  many integer := 0;
begin
  for one in select o.id, o.pair_id, o.referral from provider.offers o where o.state = 'offered' and o.answer_by <= now()
    order by o.answer_by for update skip locked loop
    update provider.offers set state = 'expired' where id = one.id;
    perform bridge.queue(one.pair_id, 'referral.expired', 1, jsonb_build_object('referral', one.referral, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
    many := many + 1;
  end loop;
  update provider.referrals set state = 'expired' where state = 'offered' and answer_by <= now();
  update provider.brought_referrals set state = 'expired' where state = 'offered' and answer_by <= now();
  return many;
end $$;
comment on function provider.expire_offers is 'Lets offers and referrals onward that nobody answered in time expire, and tells the task force; answers how many offers';

-- Offers that the live session may read: those of its organisation.
create or replace function provider.offer_known(the_offer uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return kit.reach('referrals.answer') is not null and exists (
    select from provider.offers o where o.id = the_offer and o.organisation_id = kit.current_agency());
end $$;
comment on function provider.offer_known is 'Whether the live session answers offers and this one is for its organisation';

-- Releases. The names of the task forces one's organisation is paired with: whom a release may name over the bridge.
create or replace function provider.task_forces() returns table (pair_id uuid, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.peer_name from bridge.pairs p join bridge.ends e on e.id = p.end_id
  where p.state = 'open' and e.owner_id = kit.current_agency() and kit.reach('releases.read') is not null
  order by p.peer_name, p.id
$$;
comment on function provider.task_forces is 'Task forces that the own organisation is paired with';

-- What the bridge asks at each reading. The row is held while it is looked at: a release that is being taken back is
-- waited for, and one that was taken back gives nothing. Unknown, of another pair or never shared: no row at all.
create or replace function provider.release_asked(the_pair uuid, the_release uuid, the_role text, the_why text)
returns table (answer text, client_id uuid, until_at timestamptz, key_sealed bytea)
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one provider.releases;
  said text;
begin
  select r.* into one from provider.releases r
  where r.id = the_release and r.pair_id = the_pair and r.opened_at is not null
    and exists (select from bridge.pairs p where p.id = the_pair and p.state = 'open') for share of r;
  if not found then
    return;
  end if;
  said := case when one.state = 'expired' or (one.state = 'live' and one.until_at <= clock_timestamp()) then 'expired'
    when one.state = 'live' and one.key_sealed is not null then 'given' else 'revoked' end;
  insert into provider.release_readings (release_id, client_id, role, why, answer) values (one.id, one.client_id, the_role, the_why, said);
  if said = 'given' and not exists (select from provider.disclosures d where d.source = one.id) then
    insert into provider.disclosures (client_id, kind, recipient_kind, recipient, fields, basis, source, told_client_at, recorded_by)
    values (one.client_id, 'release', 'law_enforcement', one.recipient_name, one.fields, 'release', one.id, one.signed_at, null);
  end if;
  return query select said, one.client_id, one.until_at, case when said = 'given' then one.key_sealed end;
end $$;
comment on function provider.release_asked is 'Answers a question for the key of a release, writes the reading down, and the first one into the log of disclosures';

-- Only the functions below call this. The recipient is told, the key goes, and nothing opens it again.
create or replace function provider.end_release(the_release uuid, why text, how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one provider.releases;
begin
  select r.* into one from provider.releases r where r.id = the_release and r.state not in ('expired', 'revoked') for update;
  if not found then
    return;
  end if;
  update provider.releases set state = case when why = 'time_over' then 'expired' else 'revoked' end, key_sealed = null,
    ended_at = now(), ended_by = kit.current_account(), ended_why = why, ended_how = how
  where id = the_release;
  if one.state = 'live' and one.pair_id is not null then
    perform bridge.queue(one.pair_id, 'release.ended', 1,
      jsonb_build_object('release', one.id, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  end if;
end $$;
comment on function provider.end_release is 'Ends a release: its key goes and the recipient is told';

-- Taking back is never refused for a version somebody else wrote: a word of the client is enough.
create or replace function provider.revoke_release(the_release uuid, why text, how text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if why not in ('person_took_it_back', 'not_wanted', 'tells_it_alone', 'safety', 'mistake')
    or not exists (select from provider.releases r where r.id = the_release and provider.may('releases.revoke', r.client_id)) then
    return false;
  end if;
  perform provider.end_release(the_release, why, how);
  return true;
end $$;
comment on function provider.revoke_release is 'Takes a release back at the word of the client, in whatever state; false when there is none or the session may not';

-- Anybody may start this, because what is due is decided here.
create or replace function provider.expire_releases() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_release uuid;
  many integer := 0;
begin
  for the_release in select r.id from provider.releases r where r.state in ('signed', 'live') and r.until_at <= now() loop
    perform provider.end_release(the_release, 'time_over', null);
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function provider.expire_releases is 'Ends releases whose time is over; answers how many';

-- Granted to nobody: a part of emptying a client.
create or replace function provider.end_releases_of(the_client uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform provider.end_release(r.id, 'record_destroyed', null) from provider.releases r where r.client_id = the_client and r.state not in ('expired', 'revoked');
  update provider.releases set texts_sealed = null, signing_sealed = null, recipient_name = '', ended_why = 'record_destroyed' where client_id = the_client;
end $$;
comment on function provider.end_releases_of is 'Ends and empties the releases of a client whose key is gone';

-- Key files of releases lie outside this database, as those of clients do: the server takes them away and says so.
create or replace function provider.release_keys_due() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select r.id from provider.releases r where r.opened_at is not null and r.key_gone_at is null and r.state in ('expired', 'revoked')
$$;
comment on function provider.release_keys_due is 'Releases that ended and whose key file must go';
create or replace function provider.release_key_gone(the_release uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update provider.releases set key_gone_at = now() where id = the_release and state in ('expired', 'revoked') and key_gone_at is null
$$;
comment on function provider.release_key_gone is 'Notes that the key file of an ended release was destroyed';

-- An older copy of the rows, put back, may hold as live what ended since: the list of destroyed keys knows better.
create or replace function provider.settle_ended_releases(gone uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_release uuid;
  many integer := 0;
begin
  for the_release in select r.id from provider.releases r where r.state = 'live' and r.id = any (gone) loop
    perform provider.end_release(the_release, 'key_gone', null);
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function provider.settle_ended_releases is 'Ends releases whose key is on the list of destroyed ones; answers how many';
-- Figures. Counting goes over every client of the own organisation, the closed circle too, and answers with totals by
-- class alone: which of the reports count them (bit by bit), and the group. Nobody's row leaves this function.
create or replace function provider.figure_counts(the_measure text, froms date[], untils date[], moments timestamptz[])
returns table (members integer, breakdown text, group_name text, count integer)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  mine uuid := kit.current_agency();
begin
  if kit.reach('figures.compose') is null then
    return;
  end if;
  return query
    with facts as (
      select s.client_id as record, s.given_on as day, s.known_at as known, jsonb_build_object('age', c.age_group, 'language', c.language, 'gender', c.gender_group) as groups
      from provider.services_given s join provider.clients c on c.id = s.client_id
      where the_measure = 'clients_served' and c.organisation_id = mine and c.state <> 'destroyed'
        and s.withdrawn_at is null and not exists (select from provider.services_given n where n.corrects = s.id)
      union all
      select c.id, c.intake_on, c.created_at, jsonb_build_object('age', c.age_group, 'language', c.language, 'came', c.came_by, 'gender', c.gender_group)
      from provider.clients c where the_measure = 'clients_new' and c.organisation_id = mine and c.state <> 'destroyed'
      union all
      select c.id, c.closed_on, c.closed_on::timestamp at time zone 'utc', jsonb_build_object('closed', c.close_reason)
      from provider.clients c where the_measure = 'clients_closed' and c.organisation_id = mine and c.state = 'closed'
      union all
      select s.id, s.given_on, s.known_at, jsonb_build_object('kind', coalesce(s.kind, 'not_said'))
      from provider.services_given s join provider.clients c on c.id = s.client_id
      where the_measure = 'services_given' and c.organisation_id = mine and c.state <> 'destroyed'
        and s.withdrawn_at is null and not exists (select from provider.services_given n where n.corrects = s.id)
      union all
      select n.id, n.opened_on, n.recorded_at, jsonb_build_object('reason', n.unmet_reason, 'kind', coalesce(n.kind, 'not_said'))
      from provider.needs n join provider.clients c on c.id = n.client_id
      where the_measure = 'needs_unmet' and c.organisation_id = mine and c.state <> 'destroyed' and n.status = 'unmet'
      union all
      select o.id, (o.received_at at time zone 'utc')::date, o.received_at, jsonb_build_object('state', o.state)
      from provider.offers o where the_measure = 'referrals_received' and o.organisation_id = mine
      union all
      select r.id, (r.made_at at time zone 'utc')::date, r.created_at, jsonb_build_object('path', r.path)
      from provider.protective_reports r join provider.clients c on c.id = r.client_id
      where the_measure = 'reports_made' and c.organisation_id = mine and c.state <> 'destroyed' and r.made_at is not null),
    periods as (
      select (p.n - 1)::integer as place, p.from_on, p.until_on, p.moment
      from unnest(froms, untils, moments) with ordinality as p (from_on, until_on, moment, n)),
    signed as (
      select f.record, f.groups, bit_or(1 << p.place) as members
      from facts f join periods p on f.day between p.from_on and p.until_on and f.known <= p.moment
      group by f.record, f.groups)
    select s.members, 'all', 'all', count(*)::integer from signed s group by s.members
    union all
    select s.members, g.key, g.value, count(*)::integer from signed s, jsonb_each_text(s.groups) g group by s.members, g.key, g.value;
end $$;
comment on function provider.figure_counts is 'Totals of one measure of the own organisation, by the reports that count them and by group';

-- 3 Rows -------------------------------------------------------------------------------------------------------

-- People and organisations: colleagues of one's own organisation; its administrator changes them.
create policy agencies_read on kit.agencies for select to {{app}} using (id = (select kit.current_agency()));
create policy agencies_signin on kit.agencies for all to {{signin}} using (true) with check (true);
create policy accounts_read on kit.accounts for select to {{app}} using (agency_id = (select kit.current_agency()));
create policy accounts_add on kit.accounts for insert to {{app}} with check (
  agency_id = (select kit.current_agency()) and (select kit.reach('accounts.manage')) is not null);
create policy accounts_change on kit.accounts for update to {{app}} using (
  agency_id = (select kit.current_agency()) and (select kit.reach('accounts.manage')) is not null);
create policy accounts_signin on kit.accounts for all to {{signin}} using (true) with check (true);
create policy account_roles_read on kit.account_roles for select to {{app}} using (exists (select from kit.accounts a where a.id = account_id));
create policy account_roles_add on kit.account_roles for insert to {{app}} with check (
  account_id <> (select kit.current_account()) and (select kit.reach('accounts.manage')) is not null
  and exists (select from kit.accounts a where a.id = account_id));
create policy account_roles_end on kit.account_roles for update to {{app}} using (
  account_id <> (select kit.current_account()) and (select kit.reach('accounts.manage')) is not null
  and exists (select from kit.accounts a where a.id = account_id));
create policy account_roles_signin on kit.account_roles for all to {{signin}} using (true) with check (true);
create policy roles_read on kit.roles for select to {{app}} using ((select kit.current_account()) is not null);
create policy role_permissions_read on kit.role_permissions for select to {{app}} using ((select kit.current_account()) is not null);
create policy role_clearances_read on kit.role_clearances for select to {{app}} using ((select kit.current_account()) is not null);
create policy invitations_manage on kit.invitations for all to {{app}}
  using ((select kit.reach('accounts.manage')) is not null and exists (select from kit.accounts a where a.id = account_id))
  with check ((select kit.reach('accounts.manage')) is not null and exists (select from kit.accounts a where a.id = account_id));
create policy invitations_signin on kit.invitations for all to {{signin}} using (true) with check (true);
create policy account_secrets_signin on kit.account_secrets for all to {{signin}} using (true) with check (true);
create policy sessions_signin on kit.sessions for all to {{signin}} using (true) with check (true);
create policy sign_in_attempts_signin on kit.sign_in_attempts for all to {{signin}} using (true) with check (true);
create policy settings_read on kit.settings for select to {{app}} using ((select kit.current_account()) is not null);
create policy settings_change on kit.settings for all to {{app}} using ((select kit.reach('settings.manage')) = 'all') with check ((select kit.reach('settings.manage')) = 'all');
create policy settings_signin on kit.settings for all to {{signin}} using (true) with check (true);

-- Audit: auditors see what people of their own organisation did (ids and closed words, no content); who may read a
-- client may see who opened the record.
create policy audit_entries_read on kit.audit_entries for select to {{app}} using (
  ((select kit.reach('audit.read')) is not null and exists (select from kit.accounts a where a.id = account_id))
  or (scope_table = 'clients' and exists (select from provider.clients c where c.id = scope_id)));
create policy audit_entries_signin on kit.audit_entries for insert to {{signin}} with check (true);
create policy audit_chain_signin on kit.audit_chain for select to {{signin}} using (true);
create policy audit_chain_end_signin on kit.audit_chain_end for select to {{signin}} using (true);
create policy audit_tree_heads_signin on kit.audit_tree_heads for all to {{signin}} using (true) with check (true);
create policy audit_chain_read on kit.audit_chain for select to {{app}} using ((select kit.reach('audit.read')) is not null);
create policy audit_chain_end_read on kit.audit_chain_end for select to {{app}} using ((select kit.reach('audit.read')) is not null);
create policy audit_tree_heads_read on kit.audit_tree_heads for select to {{app}} using ((select kit.reach('audit.read')) is not null);
create policy record_versions_read on kit.record_versions for select to {{app}} using (
  scope_table = 'clients' and exists (select from provider.clients c where c.id = scope_id));
create policy searches_read on kit.searches for select to {{app}} using (
  (select kit.reach('audit.read')) is not null and exists (select from kit.accounts a where a.id = account_id));
create policy searches_add on kit.searches for insert to {{app}} with check (account_id = (select kit.current_account()));
create policy audit_reviews_read on kit.audit_reviews for select to {{app}} using (
  (select kit.reach('audit.read')) is not null and agency_id = (select kit.current_agency()));
create policy audit_reviews_add on kit.audit_reviews for insert to {{app}} with check (
  reviewed_by = (select kit.current_account()) and agency_id = (select kit.current_agency()) and (select kit.reach('audit.review')) is not null);

-- Files belong to a record; its readers read them.
create policy files_read on kit.files for select to {{app}} using (
  scope_table = 'clients' and (select kit.reach('clients.details')) is not null and exists (select from provider.clients c where c.id = scope_id));
create policy files_labels on kit.files as restrictive for select to {{app}} using (handling = '{}');
-- No file of a client is taken yet: contents would outlive the client's key in the backups.
create policy files_claims on kit.files for select to {{jobs}} using (true);
create policy file_tickets_make on kit.file_tickets for insert to {{app}} with check (
  account_id = (select kit.current_account()) and exists (select from kit.files f where f.id = file_id));
create policy file_tickets_made on kit.file_tickets for select to {{app}} using (account_id = (select kit.current_account()));
create policy file_tickets_sweep on kit.file_tickets for all to {{jobs}} using (expires_at < now() - interval '1 day');
create policy file_custody_read on kit.file_custody for select to {{app}} using (exists (select from kit.files f where f.id = file_id));
create policy file_custody_add on kit.file_custody for insert to {{app}} with check (
  account_id = (select kit.current_account()) and exists (select from kit.files f where f.id = file_id));

-- Long work, receipts, notices: one's own.
create policy jobs_own on kit.jobs for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy jobs_work on kit.jobs for all to {{jobs}} using (true) with check (true);
create policy notices_mail on kit.notices for all to {{jobs}} using (true) with check (true);
create policy accounts_mail on kit.accounts for select to {{jobs}} using (true);
create policy receipts_sweep on kit.receipts for delete to {{jobs}} using (at < now() - interval '7 days');
create policy receipts_seen on kit.receipts for select to {{jobs}} using (at < now() - interval '7 days');
create policy receipts_own on kit.receipts for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy notices_own on kit.notices for select to {{app}} using (account_id = (select kit.current_account()));
create policy notices_read on kit.notices for update to {{app}} using (account_id = (select kit.current_account()));

-- Clients. The reach is asked once; what the reach does not need is never computed.
create policy clients_read on provider.clients for select to {{app}} using (
  case (select kit.reach('clients.read'))
    when 'agency' then organisation_id = (select kit.current_agency())
    when 'member' then organisation_id = (select kit.current_agency()) and id in (select provider.my_clients())
    else false
  end);
create policy clients_circle on provider.clients as restrictive for select to {{app}} using (
  not closed_circle or id in (select provider.my_clients()));
create policy clients_take_in on provider.clients for insert to {{app}} with check (
  created_by = (select kit.current_account()) and organisation_id = (select kit.current_agency())
  and (select kit.reach('clients.intake')) is not null);
create policy clients_change on provider.clients for update to {{app}} using (provider.may('clients.write', id)) with check (true);

create policy client_team_read on provider.client_team for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy client_team_add on provider.client_team for insert to {{app}} with check (
  added_by = (select kit.current_account()) and (provider.may('clients.team', client_id)
  or (account_id = (select kit.current_account()) and client_id in (select provider.just_taken_in()))));
create policy client_team_end on provider.client_team for update to {{app}} using (provider.may('clients.team', client_id));
create policy client_details_read on provider.client_details for select to {{app}} using (
  (select kit.reach('clients.details')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy client_details_add on provider.client_details for insert to {{app}} with check (
  changed_by = (select kit.current_account()) and provider.may('clients.write', client_id));
create policy client_details_change on provider.client_details for update to {{app}} using (provider.may('clients.write', client_id));
create policy client_clocks_read on provider.client_clocks for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy client_clocks_start on provider.client_clocks for insert to {{app}} with check (
  began_by = (select kit.current_account()) and provider.may('clients.write', client_id));
create policy client_clocks_end on provider.client_clocks for update to {{app}} using (provider.may('clients.write', client_id));
create policy screenings_read on provider.screenings for select to {{app}} using (
  (select kit.reach('clients.screen')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy screenings_add on provider.screenings for insert to {{app}} with check (
  asked_by = (select kit.current_account()) and provider.may('clients.screen', client_id));
create policy destructions_read on provider.destructions for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy destructions_ask on provider.destructions for insert to {{app}} with check (
  asked_by = (select kit.current_account()) and provider.may('clients.destroy', client_id));
create policy destructions_agree on provider.destructions for update to {{app}} using (provider.may('clients.destroy', client_id));

-- Needs, services, plans: whoever works with the client.
create policy needs_read on provider.needs for select to {{app}} using (
  (select kit.reach('services.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy needs_add on provider.needs for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('services.write', client_id));
create policy needs_change on provider.needs for update to {{app}} using (provider.may('services.write', client_id));
create policy services_given_read on provider.services_given for select to {{app}} using (
  (select kit.reach('services.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy services_given_add on provider.services_given for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('services.write', client_id));
create policy services_given_change on provider.services_given for update to {{app}} using (provider.may('services.write', client_id));
create policy safety_plans_read on provider.safety_plans for select to {{app}} using (
  (select kit.reach('plans.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy safety_plans_add on provider.safety_plans for insert to {{app}} with check (
  written_by = (select kit.current_account()) and provider.may('plans.write', client_id));
create policy goals_read on provider.goals for select to {{app}} using (
  (select kit.reach('plans.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy goals_add on provider.goals for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('plans.write', client_id));
create policy goals_change on provider.goals for update to {{app}} using (provider.may('plans.write', client_id));
create policy goal_steps_read on provider.goal_steps for select to {{app}} using (
  (select kit.reach('plans.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy goal_steps_add on provider.goal_steps for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('plans.write', client_id));
create policy goal_steps_change on provider.goal_steps for update to {{app}} using (provider.may('plans.write', client_id));

-- Notes: the author; the advocates on the team; the supervisor. An advocate who helped out for a day reads what they
-- wrote themselves, not what others did. Neither administrator, auditor, intake worker nor records officer.
create policy advocate_notes_read on provider.advocate_notes for select to {{app}} using (
  exists (select from provider.clients c where c.id = client_id)
  and case (select kit.reach('notes.read'))
    when 'agency' then true
    when 'member' then written_by = (select kit.current_account()) or client_id in (select provider.my_clients())
    else false
  end);
create policy advocate_notes_add on provider.advocate_notes for insert to {{app}} with check (
  written_by = (select kit.current_account()) and provider.may('notes.write', client_id));
create policy advocate_notes_change on provider.advocate_notes for update to {{app}} using (
  written_by = (select kit.current_account()) and provider.may('notes.write', client_id));

-- What the client says about their record.
create policy annotations_read on provider.annotations for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy annotations_add on provider.annotations for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('record.annotate', client_id));
create policy annotations_answer on provider.annotations for update to {{app}} using (provider.may('record.annotate', client_id));

-- Who received what. Releases, referrals, compelled disclosures and reports write here; nobody changes it.
create policy disclosures_read on provider.disclosures for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy disclosures_add on provider.disclosures for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('disclosures.write', client_id));
create policy disclosures_tell on provider.disclosures for update to {{app}} using (provider.may('disclosures.write', client_id));
-- Referrals. Offers are read by those of the organisation who answer them or keep its records; they come and end by
-- functions alone. Which client one became is read where the client is read.
create policy offers_read on provider.offers for select to {{app}} using (
  (select kit.reach('referrals.read')) is not null and organisation_id = (select kit.current_agency()));
create policy offers_move on provider.offers for update to {{app}} using (
  (select kit.reach('referrals.answer')) is not null and organisation_id = (select kit.current_agency()));
create policy offer_contents_read on provider.offer_contents for select to {{app}} using (
  exists (select from provider.offers o where o.id = offer_id));
create policy offer_moves_read on provider.offer_moves for select to {{app}} using (
  exists (select from provider.offers o where o.id = offer_id));
create policy offer_clients_read on provider.offer_clients for select to {{app}} using (
  exists (select from provider.clients c where c.id = client_id));
create policy offer_clients_link on provider.offer_clients for insert to {{app}} with check (
  linked_by = (select kit.current_account()) and provider.offer_known(offer_id) and provider.may('clients.write', client_id));
create policy offer_clients_end on provider.offer_clients for update to {{app}} using (provider.may('clients.write', client_id));
create policy referrals_read on provider.referrals for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy referrals_add on provider.referrals for insert to {{app}} with check (
  created_by = (select kit.current_account()) and provider.may('clients.write', client_id));
create policy referrals_move on provider.referrals for update to {{app}} using (provider.may('clients.write', client_id));
create policy referral_steps_read on provider.referral_steps for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));

-- Compelled disclosure, mandated reports: whoever reads the client reads them; the words are sealed.
create policy compelled_requests_read on provider.compelled_requests for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy compelled_requests_add on provider.compelled_requests for insert to {{app}} with check (
  created_by = (select kit.current_account()) and provider.may('compelled.write', client_id));
create policy compelled_requests_change on provider.compelled_requests for update to {{app}} using (provider.may('compelled.write', client_id));
create policy compelled_steps_read on provider.compelled_steps for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy compelled_steps_add on provider.compelled_steps for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and provider.may('compelled.write', client_id));
create policy protective_reports_read on provider.protective_reports for select to {{app}} using (exists (select from provider.clients c where c.id = client_id));
create policy protective_reports_add on provider.protective_reports for insert to {{app}} with check (
  created_by = (select kit.current_account()) and provider.may('reports.write', client_id));
create policy protective_reports_change on provider.protective_reports for update to {{app}} using (provider.may('reports.write', client_id));
create policy report_rules_read on provider.report_rules for select to {{app}} using (organisation_id = (select kit.current_agency()));
create policy report_rules_add on provider.report_rules for insert to {{app}} with check (
  organisation_id = (select kit.current_agency()) and created_by = (select kit.current_account()) and (select kit.reach('reports.rules')) is not null);
create policy report_rules_end on provider.report_rules for update to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('reports.rules')) is not null);

-- Figures: of the own organisation, for those who count and send them.
create policy figure_reports_read on provider.figure_reports for select to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('figures.compose')) is not null);
create policy figure_reports_add on provider.figure_reports for insert to {{app}} with check (
  organisation_id = (select kit.current_agency()) and made_by = (select kit.current_account()) and (select kit.reach('figures.compose')) is not null);
create policy figure_reports_settle on provider.figure_reports for update to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('figures.compose')) is not null);
create policy figure_rows_read on provider.figure_rows for select to {{app}} using (exists (select from provider.figure_reports r where r.id = report_id));
create policy figure_rows_add on provider.figure_rows for insert to {{app}} with check (exists (select from provider.figure_reports r where r.id = report_id));
-- Directory, capacity, stand-by: within the organisation. What a notice says is hidden the moment it expires.
create policy resources_read on provider.resources for select to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('directory.read')) is not null);
create policy resources_add on provider.resources for insert to {{app}} with check (
  created_by = (select kit.current_account()) and organisation_id = (select kit.current_agency()) and (select kit.reach('directory.keep')) is not null);
create policy resources_change on provider.resources for update to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('directory.keep')) is not null);
create policy capacities_read on provider.capacities for select to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('directory.read')) is not null);
create policy capacities_tell on provider.capacities for insert to {{app}} with check (
  told_by = (select kit.current_account()) and organisation_id = (select kit.current_agency()) and (select kit.reach('directory.keep')) is not null
  and (notice_id is null or exists (select from provider.standby_notices n where n.id = notice_id)));
create policy standby_notices_read on provider.standby_notices for select to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('standby.read')) is not null);
create policy standby_notices_answer on provider.standby_notices for update to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('standby.answer')) is not null);
create policy standby_contents_read on provider.standby_contents for select to {{app}} using (
  hidden_from > now() and exists (select from provider.standby_notices n where n.id = notice_id));

-- Releases: read and drafted with their client; ended through functions alone, so that nobody has to ask twice.
create policy release_rules_read on provider.release_rules for select to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('releases.read')) is not null);
create policy release_rules_set on provider.release_rules for insert to {{app}} with check (
  organisation_id = (select kit.current_agency()) and changed_by = (select kit.current_account()) and (select kit.reach('releases.rules')) is not null);
create policy release_rules_change on provider.release_rules for update to {{app}} using (
  organisation_id = (select kit.current_agency()) and (select kit.reach('releases.rules')) is not null);
create policy releases_read on provider.releases for select to {{app}} using (
  (select kit.reach('releases.read')) is not null and exists (select from provider.clients c where c.id = client_id));
create policy releases_draft on provider.releases for insert to {{app}} with check (
  created_by = (select kit.current_account()) and provider.may('releases.write', client_id));
create policy brought_referrals_read on provider.brought_referrals for select to {{app}} using (exists (select from provider.releases r where r.id = release_id));
create policy brought_referrals_write on provider.brought_referrals for insert to {{app}} with check (
  created_by = (select kit.current_account()) and provider.may('releases.write', client_id));
create policy brought_referrals_move on provider.brought_referrals for update to {{app}} using (provider.may('releases.write', client_id));
create policy releases_go_on on provider.releases for update to {{app}} using (provider.may('releases.write', client_id));
create policy release_readings_read on provider.release_readings for select to {{app}} using (
  (select kit.reach('releases.read')) is not null and exists (select from provider.clients c where c.id = client_id));

-- 4 Columns ----------------------------------------------------------------------------------------------------
-- What a role may write is named column by column; what is not named is set by the database alone.

grant select on kit.agencies, kit.accounts, kit.account_roles, kit.roles, kit.role_permissions, kit.role_clearances, kit.settings to {{app}};
grant insert (agency_id, display_name, email), update (display_name, status) on kit.accounts to {{app}};
grant insert (account_id, role, granted_by), update (ended_at, ended_by) on kit.account_roles to {{app}};
grant select (id, account_id, made_by, made_at, expires_at, used_at, withdrawn_at), insert (account_id, code_hash, made_by, expires_at), update (withdrawn_at) on kit.invitations to {{app}};
grant insert (key, value, changed_by), update (value, changed_at, changed_by) on kit.settings to {{app}};
grant select on kit.audit_entries, kit.audit_chain, kit.audit_chain_end, kit.audit_tree_heads, kit.record_versions to {{app}};
grant select (id, at, account_id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits),
  insert (id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits, term_sealed) on kit.searches to {{app}};
grant select, insert (week, note) on kit.audit_reviews to {{app}};
grant select, insert (sha256, bytes, kind, name, scope_table, scope_id, handling), update (handling, name) on kit.files to {{app}};
grant select, insert (file_id, event, detail) on kit.file_custody to {{app}};
grant select (expires_at), insert (hash, file_id) on kit.file_tickets to {{app}};
grant select, insert (kind, input, total), update (cancel_asked_at) on kit.jobs to {{app}};
grant select, insert (key, procedure, input_hash, output) on kit.receipts to {{app}};
grant select, update (read_at) on kit.notices to {{app}};

grant select, insert (id, number, alias, closed_circle, intake_on, intake_kind, came_by, language, interpreter, age_group, gender_group),
  update (alias, state, closed_circle, intake_on, intake_kind, came_by, language, interpreter, age_group, gender_group, closed_on, close_reason) on provider.clients to {{app}};
grant select, insert (id, client_id, account_id, capacity), update (ended_at, capacity) on provider.client_team to {{app}};
grant select, insert (id, client_id, section, sealed), update (sealed, changed_by, changed_at) on provider.client_details to {{app}};
grant select, insert (id, client_id, kind, began_at, due_at), update (ended_at, ended_by, outcome) on provider.client_clocks to {{app}};
grant select, insert (id, client_id, tool, tool_version, held_on, sealed) on provider.screenings to {{app}};
grant select, insert (id, client_id, reason), update (agreed_at, withdrawn_at) on provider.destructions to {{app}};
grant select, insert (id, client_id, kind, horizon, wanted, status, met_by, unmet_reason, opened_on, settled_on, sealed),
  update (horizon, wanted, status, met_by, unmet_reason, opened_on, settled_on, sealed) on provider.needs to {{app}};
grant select, insert (id, client_id, need_id, kind, given_on, amount, unit, given_by, sealed, corrects),
  update (withdrawn_at) on provider.services_given to {{app}};
grant select, insert (id, client_id, edition, reviewed_on, next_review_on, sealed) on provider.safety_plans to {{app}};
grant select, insert (id, client_id, set_on, sealed), update (set_on, state, ended_on, sealed) on provider.goals to {{app}};
grant select, insert (id, client_id, goal_id, by_whom, account_id, due_on, sealed),
  update (by_whom, account_id, due_on, state, done_on, sealed) on provider.goal_steps to {{app}};
grant select, insert (id, client_id, kind, happened_on, sealed), update (kind, happened_on, sealed, changed_at) on provider.advocate_notes to {{app}};
grant select, insert (id, client_id, subject, subject_id, kind, said_on, sealed),
  update (state, answer_sealed, answered_by, answered_at) on provider.annotations to {{app}};
grant select, insert (id, client_id, kind, at, recipient_kind, recipient_sealed, fields, basis, source, told_client_at), update (told_client_at) on provider.disclosures to {{app}};
grant select, insert (id, client_id, kind, received_at, received_how, due_at, sealed), update (due_at, sealed, fields, outcome, outcome_at, outcome_by) on provider.compelled_requests to {{app}};
grant select, insert (id, request_id, client_id, kind, at, how, result, because, claimed_by, motion, sealed) on provider.compelled_steps to {{app}};
grant select, insert (id, client_id, path, found_at, due_at, rule_id, recipient, fields, made_at, made_how, told, told_at, sealed, clock_id),
  update (recipient, fields, made_at, made_how, not_made, told, told_at, sealed, rule_id) on provider.protective_reports to {{app}};
grant select, insert (id, path, region, words, hours, call, confirmed_on), update (ended_at) on provider.report_rules to {{app}};
grant execute on function provider.figure_counts(text, date[], date[], timestamptz[]) to {{app}};
grant select, insert (id, pair_id, from_on, until_on, small_limit, measures, amends), update (state) on provider.figure_reports to {{app}};
grant select, insert (id, report_id, place, measure, group_code, counted, value, why) on provider.figure_rows to {{app}};
grant select, insert (default_days, max_days, minor_alone, minor_alone_from, ward_alone, authority),
  update (default_days, max_days, minor_alone, minor_alone_from, ward_alone, authority, changed_by, changed_at) on provider.release_rules to {{app}};
grant select, insert (id, client_id, recipient_kind, pair_id, recipient_name, purpose, fields, texts_sealed, language, until_at, longer_reason, referral),
  update (state, recipient_kind, pair_id, recipient_name, purpose, fields, texts_sealed, language, until_at, longer_reason, referral, explained_at, explained_by,
    came_by, told, alternative, signed_at, signed_with, capacity, signers, alone_by_law, no_abuser, signing_sealed, opened_at, opened_by, key_sealed) on provider.releases to {{app}};
grant select, insert (id, client_id, release_id, urgency), update (urgency, answer_by, state) on provider.brought_referrals to {{app}};
grant execute on function provider.brought_moves() to {{app}};
grant execute on function provider.take_brought_answer(uuid, uuid, text, text) to {{bridge}};
grant select on provider.release_readings to {{app}};
grant execute on function provider.task_forces(), provider.revoke_release(uuid, text, text), provider.expire_releases(), provider.release_keys_due(),
  provider.release_key_gone(uuid), provider.settle_ended_releases(uuid[]) to {{app}};
grant usage on schema provider to {{bridge}};
grant execute on function provider.release_asked(uuid, uuid, text, text) to {{bridge}};
grant select, update (state, decline_reason) on provider.offers to {{app}};
grant select on provider.offer_contents, provider.offer_moves, provider.referral_steps to {{app}};
grant select, insert (id, offer_id, client_id), update (ended_at) on provider.offer_clients to {{app}};
grant select, insert (id, client_id, to_kind, needs, sealed, passed, passed_how, answer_by),
  update (to_kind, needs, sealed, passed, passed_how, answer_by, state, decline_reason) on provider.referrals to {{app}};
grant execute on function provider.referral_moves(), provider.refuse_move(), provider.expire_offers(), provider.offer_known(uuid) to {{app}};
grant execute on function provider.take_offer(uuid, text), provider.take_withdrawal(uuid, uuid) to {{bridge}};
grant usage on schema provider to {{bridge}};
grant execute on function provider.my_clients(), provider.just_taken_in(), provider.may(text, uuid), provider.next_client_number(integer), provider.open_organisation(text, text, text, text, bytea, timestamptz),
  provider.destructions_agreed(), provider.empty_destroyed(uuid), provider.hold_client(uuid, integer, boolean) to {{app}};

grant select, insert (id, name, services, serves, age_from, age_until, languages, hours, eligibility, without_cooperation, confirmed_on),
  update (name, services, serves, age_from, age_until, languages, hours, eligibility, without_cooperation, confirmed_on, published, published_at, retired_at) on provider.resources to {{app}};
grant select, insert (id, notice_id, beds_women, beds_men, beds_any_adult, beds_minors, beds_families, beds_transgender_and_nonbinary, legal_slots, medical_slots, languages, valid_until, sent_to) on provider.capacities to {{app}};
grant select, update (acknowledged_edition) on provider.standby_notices to {{app}};
grant select on provider.standby_contents to {{app}};
grant execute on function provider.clear_standby() to {{app}};
grant usage on schema provider to {{bridge}};
grant execute on function provider.receive_standby(uuid, text), provider.receive_standby_end(uuid, uuid) to {{bridge}};

grant select, insert, update on kit.account_secrets, kit.sessions, kit.invitations, kit.accounts, kit.account_roles, kit.agencies, kit.settings to {{signin}};
grant select, insert on kit.sign_in_attempts to {{signin}};
grant insert on kit.audit_entries to {{signin}};
grant select on kit.audit_chain, kit.audit_chain_end to {{signin}};
grant select, insert on kit.audit_tree_heads to {{signin}};
grant select, update on kit.jobs to {{jobs}};
grant select (id, account_id, urgent, created_at, read_at, mailed_at), update (mailed_at) on kit.notices to {{jobs}};
grant select (id, email, language, status) on kit.accounts to {{jobs}};
grant select (at), delete on kit.receipts to {{jobs}};
grant select (sha256) on kit.files to {{jobs}};
grant select (expires_at), delete on kit.file_tickets to {{jobs}};
grant execute on function kit.current_session(), kit.current_account(), kit.current_agency(), kit.reach(text), kit.clearances(), kit.session_context(), kit.my_sessions(), kit.set_language(text) to {{app}};
grant execute on function kit.current_account() to {{signin}};
grant execute on function kit.take_file_ticket(bytea) to {{app}};
grant execute on function kit.enqueue(uuid), kit.note(text, text, uuid[], json, text, text, uuid), kit.notify(uuid, text, text, uuid, boolean) to {{app}};

-- What was made in this very run is open to everybody by the database's own default: it is closed here.
revoke execute on all functions in schema kit, provider from public;
