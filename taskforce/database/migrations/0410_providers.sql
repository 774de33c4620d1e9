-- Providers as the task force knows them: who serves survivors, what they offer, how much room there is. What a
-- provider with an installation of its own publishes comes over the bridge; the others are kept by hand. There is no
-- column for an address: where a shelter stands is not written down here.

create table taskforce.providers (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  pair_id uuid unique references bridge.pairs (id),
  paired boolean not null default false check (not paired or pair_id is not null),
  without_bridge text not null default 'phone' check (without_bridge in ('phone', 'guest_link')),
  channel text generated always as (case when paired then 'paired' else without_bridge end) stored,
  duty_contact text check (length(duty_contact) between 1 and 120),
  duty_phone text check (length(duty_phone) between 3 and 40),
  mail text check (length(mail) between 3 and 200),
  note text check (length(note) between 1 and 2000),
  trained_on date,
  active boolean not null default true,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index providers_name on taskforce.providers (lower(name)) where active;
create index providers_created_by on taskforce.providers (created_by);
comment on table taskforce.providers is 'Victim service providers as the task force knows them';
comment on column taskforce.providers.id is 'Random id';
comment on column taskforce.providers.name is 'Name of the organisation';
comment on column taskforce.providers.pair_id is 'Pair of the bridge that leads to its installation; empty without one';
comment on column taskforce.providers.paired is 'Whether that pair is open now; set by the bridge alone';
comment on column taskforce.providers.without_bridge is 'How it is reached when there is no open pair: a call, or a one-time link';
comment on column taskforce.providers.channel is 'How it is reached now: paired, phone or guest_link';
comment on column taskforce.providers.duty_contact is 'Whom to ask for';
comment on column taskforce.providers.duty_phone is 'Number that is answered at any hour, as the provider gave it';
comment on column taskforce.providers.mail is 'Address for what is not urgent';
comment on column taskforce.providers.note is 'What colleagues should know of working with it; never where a shelter is';
comment on column taskforce.providers.trained_on is 'When it was last trained or certified for trafficking; empty when not known';
comment on column taskforce.providers.active is 'Offered for choosing; one that closed stays in old records';
comment on column taskforce.providers.created_by is 'Who wrote it down; empty when it came by pairing';
comment on column taskforce.providers.created_at is 'Recorded time';
comment on column taskforce.providers.version is 'Counts up at every change';
select kit.audited('taskforce.providers', 'providers', 'id');
select kit.versioned('taskforce.providers');

create table taskforce.resources (
  id uuid primary key default gen_random_uuid(),
  provider_id uuid not null references taskforce.providers (id),
  bridge_ref uuid,
  name text not null check (length(name) between 1 and 120),
  services text[] not null default '{}' check (services <@ '{shelter,food_clothing,medical,interpreter,legal,crisis_counseling,transport,child_care,safety_planning,documents,other}'),
  serves text[] not null default '{}' check (serves <@ '{women,men,minors,families,transgender_and_nonbinary}'),
  age_from integer not null default 0 check (age_from between 0 and 120),
  age_until integer not null default 120 check (age_until between 0 and 120),
  languages text[] not null default '{}' check (cardinality(languages) <= 40),
  hours text not null default 'office_hours' check (hours in ('always', 'office_hours', 'by_appointment')),
  eligibility text check (length(eligibility) between 1 and 500),
  without_cooperation text not null default 'not_known' check (without_cooperation in ('yes', 'no', 'not_known')),
  confirmed_on date not null,
  removed_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (provider_id, bridge_ref),
  check (age_from <= age_until)
);
create index resources_created_by on taskforce.resources (created_by);
comment on table taskforce.resources is 'What providers offer: from their own directory over the bridge, or kept by hand';
comment on column taskforce.resources.id is 'Random id';
comment on column taskforce.resources.provider_id is 'Who offers it';
comment on column taskforce.resources.bridge_ref is 'Id under which the provider publishes it; empty when kept by hand';
comment on column taskforce.resources.name is 'What it is called';
comment on column taskforce.resources.services is 'Which needs it answers';
comment on column taskforce.resources.serves is 'Whom it serves; empty when not said';
comment on column taskforce.resources.age_from is 'Youngest age served, in years';
comment on column taskforce.resources.age_until is 'Oldest age served, in years';
comment on column taskforce.resources.languages is 'Languages spoken there, BCP 47';
comment on column taskforce.resources.hours is 'always, office_hours or by_appointment';
comment on column taskforce.resources.eligibility is 'Who may come, in the provider''s words';
comment on column taskforce.resources.without_cooperation is 'Whether somebody is served who does not work with law enforcement';
comment on column taskforce.resources.confirmed_on is 'When the provider last said that it is so; older than seven days is shown as such';
comment on column taskforce.resources.removed_at is 'When it was taken out of the directory';
comment on column taskforce.resources.created_by is 'Who wrote it down; empty when it came over the bridge';
comment on column taskforce.resources.created_at is 'Recorded time';
comment on column taskforce.resources.version is 'Counts up at every change';
select kit.audited('taskforce.resources', 'providers', 'provider_id');
select kit.versioned('taskforce.resources');

create table taskforce.capacities (
  id uuid primary key default gen_random_uuid(),
  provider_id uuid not null references taskforce.providers (id),
  beds_women integer check (beds_women between 0 and 500),
  beds_men integer check (beds_men between 0 and 500),
  beds_any_adult integer check (beds_any_adult between 0 and 500),
  beds_minors integer check (beds_minors between 0 and 500),
  beds_families integer check (beds_families between 0 and 500),
  beds_transgender_and_nonbinary integer check (beds_transgender_and_nonbinary between 0 and 500),
  legal_slots integer check (legal_slots between 0 and 500),
  medical_slots integer check (medical_slots between 0 and 500),
  languages text[] not null default '{}' check (cardinality(languages) <= 40),
  valid_until timestamptz not null,
  told_at timestamptz not null default now(),
  told_by uuid default kit.current_account() references kit.accounts (id)
);
create index capacities_latest on taskforce.capacities (provider_id, told_at desc);
create index capacities_told_by on taskforce.capacities (told_by);
comment on table taskforce.capacities is 'Room that providers said they have; numbers only. The newest that is still valid counts';
comment on column taskforce.capacities.id is 'Random id';
comment on column taskforce.capacities.provider_id is 'Who has it';
comment on column taskforce.capacities.beds_women is 'Free beds for women; empty when not said';
comment on column taskforce.capacities.beds_men is 'Free beds for men';
comment on column taskforce.capacities.beds_any_adult is 'Free beds for any adult';
comment on column taskforce.capacities.beds_minors is 'Free beds for minors';
comment on column taskforce.capacities.beds_families is 'Free beds for families';
comment on column taskforce.capacities.beds_transgender_and_nonbinary is 'Free beds for transgender and nonbinary people';
comment on column taskforce.capacities.legal_slots is 'Free appointments with a lawyer';
comment on column taskforce.capacities.medical_slots is 'Free medical appointments';
comment on column taskforce.capacities.languages is 'Languages that staff on duty speak, BCP 47';
comment on column taskforce.capacities.valid_until is 'Until when the numbers hold';
comment on column taskforce.capacities.told_at is 'When they came';
comment on column taskforce.capacities.told_by is 'Who wrote them down after a call; empty when they came over the bridge';
select kit.audited('taskforce.capacities', 'providers', 'provider_id');

-- A newly opened pair is a provider by itself; one that was paired before with the same installation is the same.
create function taskforce.provider_of_pair() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state = 'ended' then
    update taskforce.providers p set paired = false where p.pair_id = new.id and p.paired;
  elsif new.state = 'open' then
    update taskforce.providers p set pair_id = new.id, paired = true, active = true
    where p.pair_id in (select b.id from bridge.pairs b where b.end_id = new.end_id and b.peer = new.peer);
    if not found then
      insert into taskforce.providers (name, pair_id, paired, created_by) values (new.peer_name, new.id, true, null);
    end if;
  end if;
  return null;
end $$;
comment on function taskforce.provider_of_pair is 'Keeps the list of providers in step with the pairs of the bridge';
create trigger pairs_provider after insert or update of state on bridge.pairs
  for each row execute function taskforce.provider_of_pair();
insert into taskforce.providers (name, pair_id, paired, created_by)
  select distinct on (p.peer) p.peer_name, p.id, true, null::uuid from bridge.pairs p where p.state = 'open';
