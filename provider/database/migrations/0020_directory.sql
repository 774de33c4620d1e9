-- What an organisation shows of itself to task forces it is paired with: what it offers and how much room it has.
-- About services, never about anybody served; and no column holds an address.

create table provider.resources (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() references kit.agencies (id),
  name text not null check (length(name) between 1 and 120),
  services text[] not null default '{}' check (services <@ '{shelter,food_clothing,medical,interpreter,legal,crisis_counseling,transport,child_care,safety_planning,documents,other}'),
  serves text[] not null default '{}' check (serves <@ '{women,men,minors,families,transgender_and_nonbinary}'),
  age_from integer not null default 0 check (age_from between 0 and 120),
  age_until integer not null default 120 check (age_until between 0 and 120),
  languages text[] not null default '{}' check (cardinality(languages) <= 40),
  hours text not null default 'office_hours' check (hours in ('always', 'office_hours', 'by_appointment')),
  eligibility text check (length(eligibility) between 1 and 500),
  without_cooperation text not null default 'not_known' check (without_cooperation in ('yes', 'no', 'not_known')),
  confirmed_on date not null default current_date,
  published jsonb,
  published_at timestamptz,
  retired_at timestamptz,
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (age_from <= age_until),
  check ((published is null) = (published_at is null)),
  check (retired_at is null or published is null)
);
create index resources_organisation on provider.resources (organisation_id) where retired_at is null;
create index resources_created_by on provider.resources (created_by);
comment on table provider.resources is 'Services an organisation offers, and what of them it shows to task forces';
comment on column provider.resources.id is 'Random id, under which it crosses; stands for nothing but the service';
comment on column provider.resources.organisation_id is 'Whose service';
comment on column provider.resources.name is 'What it is called; never where it is';
comment on column provider.resources.services is 'Which needs it answers';
comment on column provider.resources.serves is 'Whom it serves; empty when not said';
comment on column provider.resources.age_from is 'Youngest age served, in years';
comment on column provider.resources.age_until is 'Oldest age served, in years';
comment on column provider.resources.languages is 'Languages spoken there, BCP 47';
comment on column provider.resources.hours is 'always, office_hours or by_appointment';
comment on column provider.resources.eligibility is 'Who may come';
comment on column provider.resources.without_cooperation is 'Whether somebody is served who does not work with law enforcement';
comment on column provider.resources.confirmed_on is 'When somebody last said that it is so';
comment on column provider.resources.published is 'What was last sent of it, field by field; empty when it is not shown';
comment on column provider.resources.published_at is 'When that was';
comment on column provider.resources.retired_at is 'When it is offered no more';
comment on column provider.resources.created_by is 'Who wrote it down';
comment on column provider.resources.created_at is 'Recorded time';
comment on column provider.resources.version is 'Counts up at every change';
select kit.audited('provider.resources');
select kit.versioned('provider.resources');

create table provider.capacities (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() references kit.agencies (id),
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
  sent_to integer not null default 0,
  told_by uuid not null default kit.current_account() references kit.accounts (id),
  told_at timestamptz not null default now()
);
create index capacities_latest on provider.capacities (organisation_id, told_at desc);
create index capacities_told_by on provider.capacities (told_by);
comment on table provider.capacities is 'Room an organisation said it has; numbers only, told anew rather than changed';
comment on column provider.capacities.id is 'Random id; does not leave';
comment on column provider.capacities.organisation_id is 'Whose room';
comment on column provider.capacities.beds_women is 'Free beds for women; empty when not said';
comment on column provider.capacities.beds_men is 'Free beds for men';
comment on column provider.capacities.beds_any_adult is 'Free beds for any adult';
comment on column provider.capacities.beds_minors is 'Free beds for minors';
comment on column provider.capacities.beds_families is 'Free beds for families';
comment on column provider.capacities.beds_transgender_and_nonbinary is 'Free beds for transgender and nonbinary people';
comment on column provider.capacities.legal_slots is 'Free appointments with a lawyer';
comment on column provider.capacities.medical_slots is 'Free medical appointments';
comment on column provider.capacities.languages is 'Languages that staff on duty speak, BCP 47';
comment on column provider.capacities.valid_until is 'Until when the numbers hold';
comment on column provider.capacities.sent_to is 'To how many task forces they were sent';
comment on column provider.capacities.told_by is 'Who said so';
comment on column provider.capacities.told_at is 'When';
select kit.audited('provider.capacities');
