-- What-ifs: what more hands would change, asked, computed and kept with all they assume. Differences, never forecasts.
-- The figures are of the whole office: for those who look at all of it. What was asked and answered is never changed.

create table taskforce.work_supply (
  id uuid primary key default gen_random_uuid(),
  work_role text not null check (work_role in ('supervisor', 'detective', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist', 'outreach', 'records', 'forensic_examiner', 'interpreter', 'other')),
  people numeric(6, 2) not null check (people between 0 and 1000),
  hours_per_week numeric(4, 1) not null check (hours_per_week between 1 and 80),
  from_on date not null,
  changed_by uuid not null default kit.current_account() references kit.accounts (id),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  unique (work_role, from_on)
);
create index work_supply_changed_by on taskforce.work_supply (changed_by);
comment on table taskforce.work_supply is 'How many people of a role there are from a day on, until a later line, as the commander keeps it; a role, never a person';
comment on column taskforce.work_supply.id is 'Random id';
comment on column taskforce.work_supply.work_role is 'Role of the work';
comment on column taskforce.work_supply.people is 'How many whole people';
comment on column taskforce.work_supply.hours_per_week is 'Paid hours a week of one of them';
comment on column taskforce.work_supply.from_on is 'First day it holds';
comment on column taskforce.work_supply.changed_by is 'Who said so last';
comment on column taskforce.work_supply.changed_at is 'When';
comment on column taskforce.work_supply.version is 'Counts up at every change';
select kit.audited('taskforce.work_supply');
select kit.versioned('taskforce.work_supply');

create table taskforce.what_ifs (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(trim(name)) between 3 and 120),
  question jsonb not null check (jsonb_typeof(question) = 'object'),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now()
);
create index what_ifs_recent on taskforce.what_ifs (made_at desc);
create index what_ifs_made_by on taskforce.what_ifs (made_by);
comment on table taskforce.what_ifs is 'What-ifs as they were asked: which hands, from when, and everything they assume';
comment on column taskforce.what_ifs.id is 'Random id';
comment on column taskforce.what_ifs.name is 'What it is called';
comment on column taskforce.what_ifs.question is 'Changes by role with days and costs, what is counted over how many days, assumptions, people there are now';
comment on column taskforce.what_ifs.made_by is 'Who asked';
comment on column taskforce.what_ifs.made_at is 'When';
select kit.audited('taskforce.what_ifs');
create trigger what_ifs_frozen before update or delete on taskforce.what_ifs for each row execute function taskforce.refuse_rewriting();

create table taskforce.what_if_answers (
  id uuid primary key default gen_random_uuid(),
  what_if_id uuid not null unique references taskforce.what_ifs (id),
  as_of date not null,
  computed_at timestamptz not null default now(),
  engine text not null check (length(engine) between 1 and 40),
  seed integer not null,
  runs integer not null check (runs between 10 and 100000),
  inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  records_hash text not null check (records_hash ~ '^[0-9a-f]{64}$'),
  answer jsonb not null
);
comment on table taskforce.what_if_answers is 'The answer of a what-if: differences, frozen with what they were computed from';
comment on column taskforce.what_if_answers.id is 'Random id';
comment on column taskforce.what_if_answers.what_if_id is 'The what-if';
comment on column taskforce.what_if_answers.as_of is 'Day up to which was known';
comment on column taskforce.what_if_answers.computed_at is 'When it was computed';
comment on column taskforce.what_if_answers.engine is 'Version of the program';
comment on column taskforce.what_if_answers.seed is 'Seed of its random numbers';
comment on column taskforce.what_if_answers.runs is 'How many runs it rests on';
comment on column taskforce.what_if_answers.inputs_hash is 'SHA-256 of records and question together';
comment on column taskforce.what_if_answers.records_hash is 'SHA-256 of the records alone, to see whether they have changed since';
comment on column taskforce.what_if_answers.answer is 'Differences in strands and money, load, which assumption moves it most, balance of the phases';
create trigger what_if_answers_frozen before update or delete on taskforce.what_if_answers for each row execute function taskforce.refuse_rewriting();
