-- Clients: survivors as their provider knows them. What tells who or where somebody is lies sealed in
-- provider.client_details under a key that belongs to this one client and lies outside this database.

create table provider.clients (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() references kit.agencies (id),
  number text not null check (number ~ '^C-\d{4}-\d{4,}$'),
  alias text not null check (length(alias) between 1 and 80),
  state text not null default 'intake' check (state in ('intake', 'active', 'closed', 'destroyed')),
  closed_circle boolean not null default false,
  intake_on date not null,
  intake_kind text not null default 'new' check (intake_kind in ('new', 'reopened', 'unknown')),
  came_by text not null default 'unknown' check (came_by in ('hotline', 'self', 'law_enforcement', 'prosecution', 'health_care', 'other_provider',
    'school', 'child_welfare', 'faith_or_community', 'legal_services', 'street_outreach', 'other', 'unknown')),
  language text not null default 'und' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  interpreter text not null default 'unknown' check (interpreter in ('not_needed', 'needed', 'preferred', 'signed', 'unknown')),
  age_group text not null default 'unknown' check (age_group in ('adult', 'minor', 'may_be_minor', 'unknown')),
  closed_on date,
  close_reason text check (close_reason in ('goals_met', 'moved_away', 'lost_contact', 'chose_to_end', 'referred_on', 'other')),
  legal_hold boolean not null default false,
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organisation_id, number),
  check ((state = 'closed') = (closed_on is not null) or state = 'destroyed')
);
create index clients_list on provider.clients (organisation_id, state, intake_on desc);
comment on table provider.clients is 'Clients of a provider, by alias; who they are lies sealed apart';
comment on column provider.clients.id is 'Random id; names the client''s own key';
comment on column provider.clients.organisation_id is 'Provider that serves the client; nobody else reads the row';
comment on column provider.clients.number is 'Number for people, C-year-count within the organisation';
comment on column provider.clients.alias is 'What colleagues call the client; never the legal name';
comment on column provider.clients.state is 'intake, active, closed, or destroyed when the key is gone';
comment on column provider.clients.closed_circle is 'Open to the people on the client''s team only, whatever their role';
comment on column provider.clients.intake_on is 'Day of the first conversation';
comment on column provider.clients.intake_kind is 'New or reopened (OTIP entry form)';
comment on column provider.clients.came_by is 'Who brought the client or told them of the provider';
comment on column provider.clients.language is 'Language the client wants to speak, BCP 47; und when not yet known';
comment on column provider.clients.interpreter is 'Whether an interpreter is needed';
comment on column provider.clients.age_group is 'Adult, minor, may be a minor, not known; the date of birth is sealed';
comment on column provider.clients.closed_on is 'When the work with the client ended';
comment on column provider.clients.close_reason is 'Why it ended';
comment on column provider.clients.legal_hold is 'Nothing may be destroyed while it stands';
comment on column provider.clients.created_by is 'Who took the client in';
comment on column provider.clients.created_at is 'Recorded time';
comment on column provider.clients.version is 'Counts up at every change';

create table provider.client_team (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  account_id uuid not null references kit.accounts (id),
  capacity text not null check (capacity in ('intake', 'lead_advocate', 'advocate', 'supervisor')),
  added_by uuid not null default kit.current_account() references kit.accounts (id),
  since timestamptz not null default now(),
  ended_at timestamptz,
  version integer not null default 1
);
create unique index client_team_once on provider.client_team (client_id, account_id) where ended_at is null;
create index client_team_account on provider.client_team (account_id) where ended_at is null;
comment on table provider.client_team is 'Who works with a client; ended, never deleted';
comment on column provider.client_team.id is 'Random id';
comment on column provider.client_team.client_id is 'Which client';
comment on column provider.client_team.account_id is 'Who';
comment on column provider.client_team.capacity is 'As what';
comment on column provider.client_team.added_by is 'Who named them';
comment on column provider.client_team.since is 'Since when';
comment on column provider.client_team.ended_at is 'Until when; empty while it holds';
comment on column provider.client_team.version is 'Counts up at every change';

create table provider.client_details (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  section text not null check (section in ('identity', 'contacts', 'places', 'household', 'eligibility')),
  sealed bytea,
  changed_by uuid not null default kit.current_account() references kit.accounts (id),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  unique (client_id, section)
);
comment on table provider.client_details is 'Sealed parts of a client''s record: who they are, how they may be reached, where they stay';
comment on column provider.client_details.id is 'Random id; the seal is bound to it';
comment on column provider.client_details.client_id is 'Which client';
comment on column provider.client_details.section is 'identity, contacts, places, household or eligibility';
comment on column provider.client_details.sealed is 'JSON of the section under the client''s own key; unreadable for ever once that key is destroyed';
comment on column provider.client_details.changed_by is 'Who wrote it last';
comment on column provider.client_details.changed_at is 'When';
comment on column provider.client_details.version is 'Counts up at every change';

create table provider.client_clocks (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  kind text not null check (kind in ('hhs_notice', 'child_abuse_report', 'intake_form')),
  began_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  outcome text check (outcome in ('done', 'not_needed', 'done_by_another')),
  began_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check ((ended_at is null) = (outcome is null))
);
create unique index client_clocks_once on provider.client_clocks (client_id, kind) where ended_at is null;
create index client_clocks_due on provider.client_clocks (due_at) where ended_at is null;
comment on table provider.client_clocks is 'Deadlines that the law or a funder sets for a client';
comment on column provider.client_clocks.id is 'Random id';
comment on column provider.client_clocks.client_id is 'Which client';
comment on column provider.client_clocks.kind is 'hhs_notice: 24 hours for a minor who may be a foreign national (22 USC 7105(b)); child_abuse_report: as the state sets; intake_form: 90 days (OTIP)';
comment on column provider.client_clocks.began_at is 'When the facts were found';
comment on column provider.client_clocks.due_at is 'Last moment';
comment on column provider.client_clocks.ended_at is 'When it was settled';
comment on column provider.client_clocks.ended_by is 'By whom';
comment on column provider.client_clocks.outcome is 'How: done, not needed, done by another';
comment on column provider.client_clocks.began_by is 'Who started it';
comment on column provider.client_clocks.version is 'Counts up at every change';

create table provider.screenings (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  tool text not null check (tool ~ '^[a-z][a-z0-9_]{0,39}$'),
  tool_version integer not null check (tool_version > 0),
  held_on date not null,
  sealed bytea,
  asked_by uuid not null default kit.current_account() references kit.accounts (id),
  asked_at timestamptz not null default now()
);
create index screenings_client on provider.screenings (client_id, asked_at desc);
comment on table provider.screenings is 'Conversations along a list of questions; answers lead to offers, never to a verdict or a score';
comment on column provider.screenings.id is 'Random id; the seal is bound to it';
comment on column provider.screenings.client_id is 'Which client';
comment on column provider.screenings.tool is 'Which list of questions';
comment on column provider.screenings.tool_version is 'In which version';
comment on column provider.screenings.held_on is 'Day of the conversation';
comment on column provider.screenings.sealed is 'Answers under the client''s own key';
comment on column provider.screenings.asked_by is 'Who asked';
comment on column provider.screenings.asked_at is 'Recorded time';

create table provider.destructions (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  reason text not null check (reason in ('client_asked', 'retention_over', 'entered_by_mistake', 'court_order')),
  asked_by uuid not null default kit.current_account() references kit.accounts (id),
  asked_at timestamptz not null default now(),
  agreed_by uuid references kit.accounts (id),
  agreed_at timestamptz,
  withdrawn_at timestamptz,
  done_at timestamptz,
  version integer not null default 1,
  check (agreed_by is null or agreed_by <> asked_by),
  check (done_at is null or agreed_at is not null),
  check ((agreed_by is null) = (agreed_at is null))
);
create unique index destructions_once on provider.destructions (client_id) where withdrawn_at is null;
comment on table provider.destructions is 'Destroying a client''s key, and with it the record, here and in every backup; takes two people';
comment on column provider.destructions.id is 'Random id';
comment on column provider.destructions.client_id is 'Whose record';
comment on column provider.destructions.reason is 'Why';
comment on column provider.destructions.asked_by is 'First person';
comment on column provider.destructions.asked_at is 'When it was asked for';
comment on column provider.destructions.agreed_by is 'Second person, another one';
comment on column provider.destructions.agreed_at is 'When the second person agreed; from then on there is no way back';
comment on column provider.destructions.withdrawn_at is 'When it was taken back, before anybody agreed';
comment on column provider.destructions.done_at is 'When the key was gone and the rows were emptied';
comment on column provider.destructions.version is 'Counts up at every change';

-- The organisation of a client never changes, nor does who took them in; a destroyed record stays as it is.
create function provider.keep_client() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state = 'destroyed' then
    raise exception using errcode = 'CR422', message = 'destroyed', detail = 'state', hint = 'This record was destroyed; nothing can be added to it.';
  end if;
  new.organisation_id := old.organisation_id;
  new.number := old.number;
  new.created_by := old.created_by;
  return new;
end $$;
comment on function provider.keep_client is 'A client stays with the organisation; a destroyed record is not changed';
create trigger keep_client before update on provider.clients for each row execute function provider.keep_client();

-- A team member works for the organisation that serves the client.
create function provider.team_of_the_house() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from kit.accounts a join provider.clients c on c.organisation_id = a.agency_id
    where a.id = new.account_id and c.id = new.client_id) then
    raise exception using errcode = 'CR422', message = 'other_organisation', detail = 'accountId', hint = 'Choose somebody of your own organisation.';
  end if;
  return new;
end $$;
comment on function provider.team_of_the_house is 'Only people of the client''s organisation are on the team';
create trigger team_of_the_house before insert on provider.client_team for each row execute function provider.team_of_the_house();

-- Destroying: two people, and never under a legal hold.
create function provider.check_destruction() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.withdrawn_at is null and exists (select from provider.clients c where c.id = new.client_id and c.legal_hold) and new.done_at is null then
    raise exception using errcode = 'CR422', message = 'legal_hold', detail = 'clientId', hint = 'The record is under a legal hold. Lift the hold first, if the order allows it.';
  end if;
  if tg_op = 'UPDATE' and old.agreed_at is not null and new.withdrawn_at is not null then
    raise exception using errcode = 'CR422', message = 'agreed', detail = 'clientId', hint = 'It was agreed to; there is no way back.';
  end if;
  if tg_op = 'UPDATE' and old.agreed_at is null and new.agreed_at is not null then
    new.agreed_by := kit.current_account();
    if new.agreed_by = new.asked_by then
      raise exception using errcode = 'CR422', message = 'second_person', detail = 'clientId', hint = 'It takes another person to agree. Ask a supervisor or the records officer.';
    end if;
  end if;
  return new;
end $$;
comment on function provider.check_destruction is 'No destruction under a legal hold, none taken back once agreed; whoever agrees is the live session, and not who asked';
create trigger check_destruction before insert or update on provider.destructions for each row execute function provider.check_destruction();

select kit.audited('provider.clients', 'clients', 'id');
select kit.versioned('provider.clients');
select kit.audited('provider.client_team', 'clients', 'client_id');
select kit.versioned('provider.client_team');
select kit.audited('provider.client_details', 'clients', 'client_id');
select kit.versioned('provider.client_details');
select kit.audited('provider.client_clocks', 'clients', 'client_id');
select kit.versioned('provider.client_clocks');
select kit.audited('provider.screenings', 'clients', 'client_id');
select kit.audited('provider.destructions', 'clients', 'client_id');
select kit.versioned('provider.destructions');
