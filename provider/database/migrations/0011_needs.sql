-- What a client needs, over three horizons (OVC TTAC e-Guide, victim needs over time), and what was done for it. Closed
-- words and dates stand in the clear, for lists and figures; every word that somebody typed is sealed.

create table provider.needs (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  kind text check (kind ~ '^[a-z][a-z0-9_]{1,39}$'),
  horizon text not null check (horizon in ('immediate', 'short', 'long')),
  wanted text not null default 'not_asked' check (wanted in ('wanted', 'not_wanted', 'not_asked')),
  status text not null default 'open' check (status in ('open', 'under_way', 'met', 'unmet', 'set_aside')),
  met_by text check (met_by in ('own', 'other', 'client')),
  unmet_reason text check (unmet_reason in ('capacity', 'eligibility', 'language', 'declined', 'none_exists')),
  opened_on date not null,
  settled_on date,
  sealed bytea,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((status = 'unmet') = (unmet_reason is not null)),
  check ((status in ('met', 'set_aside')) = (settled_on is not null)),
  check (wanted <> 'not_wanted' or status in ('unmet', 'set_aside')),
  check (settled_on is null or settled_on >= opened_on),
  unique (id, client_id)
);
create unique index needs_once on provider.needs (client_id, kind) where status in ('open', 'under_way', 'unmet');
create index needs_standing on provider.needs (status, kind) where status in ('open', 'under_way', 'unmet');
comment on table provider.needs is 'What a client needs; one standing need of a kind';
comment on column provider.needs.id is 'Random id; the seal is bound to it';
comment on column provider.needs.client_id is 'Whose need';
comment on column provider.needs.kind is 'Closed word of provider/vocabulary/needs.ts; empty once the client is destroyed';
comment on column provider.needs.horizon is 'Immediate (hours to days), short (days to weeks), long (months to years)';
comment on column provider.needs.wanted is 'What the client said: wanted, not wanted, not asked yet';
comment on column provider.needs.status is 'open, under way, met, unmet (may be tried again), set aside';
comment on column provider.needs.met_by is 'By whom: the own organisation, another one, the client';
comment on column provider.needs.unmet_reason is 'Why it could not be met: capacity, eligibility, language, declined, none exists';
comment on column provider.needs.opened_on is 'Day on which the need was seen or spoken of';
comment on column provider.needs.settled_on is 'Day on which it was met or set aside';
comment on column provider.needs.sealed is 'Words about it, JSON under the client''s own key';
comment on column provider.needs.recorded_by is 'Who wrote it down';
comment on column provider.needs.recorded_at is 'Recorded time';
comment on column provider.needs.version is 'Counts up at every change';

create table provider.services_given (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  need_id uuid,
  kind text check (kind ~ '^[a-z][a-z0-9_]{1,39}$'),
  given_on date not null,
  amount integer check (amount between 1 and 10000),
  unit text check (unit in ('minutes', 'sessions', 'nights', 'rides', 'meals', 'items')),
  given_by uuid not null default kit.current_account() references kit.accounts (id),
  sealed bytea,
  withdrawn_at timestamptz,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((amount is null) = (unit is null)),
  foreign key (need_id, client_id) references provider.needs (id, client_id)
);
create index services_given_client on provider.services_given (client_id, given_on desc);
create index services_given_need on provider.services_given (need_id, client_id) where need_id is not null;
create index services_given_on on provider.services_given (given_on) where withdrawn_at is null;
comment on table provider.services_given is 'What was done for a client: taken back when it was a mistake, never deleted';
comment on column provider.services_given.id is 'Random id; the seal is bound to it';
comment on column provider.services_given.client_id is 'For whom';
comment on column provider.services_given.need_id is 'For which need of the same client; empty when for none in particular';
comment on column provider.services_given.kind is 'Same closed words as needs; empty once the client is destroyed';
comment on column provider.services_given.given_on is 'Day';
comment on column provider.services_given.amount is 'How much, in units; empty when not counted';
comment on column provider.services_given.unit is 'minutes, sessions, nights, rides, meals or items';
comment on column provider.services_given.given_by is 'Colleague who gave it';
comment on column provider.services_given.sealed is 'Words about it, JSON under the client''s own key';
comment on column provider.services_given.withdrawn_at is 'When it was taken back as a mistake';
comment on column provider.services_given.recorded_by is 'Who wrote it down';
comment on column provider.services_given.recorded_at is 'Recorded time';
comment on column provider.services_given.version is 'Counts up at every change';

-- A colleague who gave a service, or has a step to do, works for the organisation that serves the client.
create function provider.of_the_house() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if who is not null and not exists (select from kit.accounts a join provider.clients c on c.organisation_id = a.agency_id
    where a.id = who and c.id = new.client_id) then
    raise exception using errcode = 'CR422', message = 'other_organisation', detail = tg_argv[1], hint = 'Choose somebody of your own organisation.';
  end if;
  return new;
end $$;
comment on function provider.of_the_house is 'Only people of the client''s organisation are named; arguments: the column, the field of the refusal';
create trigger of_the_house before insert or update on provider.services_given for each row execute function provider.of_the_house('given_by', 'givenBy');
create trigger refuse_destroyed before insert on provider.needs for each row execute function provider.refuse_destroyed();
create trigger refuse_destroyed before insert on provider.services_given for each row execute function provider.refuse_destroyed();

select kit.audited('provider.needs', 'clients', 'client_id');
select kit.versioned('provider.needs');
select kit.audited('provider.services_given', 'clients', 'client_id');
select kit.versioned('provider.services_given');
