-- Victims as law enforcement knows them: a code name and what a case must know to treat a person rightly. Who the
-- person is lies apart (victim_identities). Audit and history of a victim are read by those who may read victims of
-- the case: their scope is `victims`, not `cases`, because readers of a case need not be readers of its victims.

create table taskforce.victims (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  code_name text not null check (code_name ~ '^[[:alpha:]][[:alpha:] -]{1,38}[[:alpha:]]$' and code_name = btrim(code_name)),
  type text not null default 'undetermined' check (type in ('sex', 'labor', 'both', 'undetermined')),
  age_group text not null default 'unknown'
    check (age_group in ('under_12', '12_to_14', '15_to_17', 'minor', '18_to_24', '25_to_59', '60_and_over', 'adult', 'unknown')),
  age_at_facts text not null default 'unknown'
    check (age_at_facts in ('under_12', '12_to_14', '15_to_17', 'minor', '18_to_24', '25_to_59', '60_and_over', 'adult', 'unknown')),
  years_at_facts integer check (years_at_facts between 0 and 120),
  minor_now boolean generated always as (age_group in ('under_12', '12_to_14', '15_to_17', 'minor')) stored,
  minor_at_facts boolean generated always as (age_at_facts in ('under_12', '12_to_14', '15_to_17', 'minor')) stored,
  foreign_national text not null default 'unknown' check (foreign_national in ('unknown', 'yes', 'no')),
  languages text[] not null default '{}' check (cardinality(languages) <= 12),
  interpreter text not null default 'unknown' check (interpreter in ('unknown', 'needed', 'not_needed')),
  status text not null default 'none' check (status in ('none', 'indicators', 'likely', 'confirmed', 'not_identified')),
  status_since date,
  rescreen_on date,
  last_contact_at timestamptz,
  handling text[] not null default '{}',
  created_at timestamptz not null default now(),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check (years_at_facts is null or case
    when age_at_facts = 'under_12' then years_at_facts < 12
    when age_at_facts = '12_to_14' then years_at_facts between 12 and 14
    when age_at_facts = '15_to_17' then years_at_facts between 15 and 17
    when age_at_facts = '18_to_24' then years_at_facts between 18 and 24
    when age_at_facts = '25_to_59' then years_at_facts between 25 and 59
    when age_at_facts = '60_and_over' then years_at_facts >= 60
    else false end),
  check ((status = 'none') = (status_since is null)),
  check ((status = 'not_identified') = (rescreen_on is not null))
);
create unique index victims_code_name on taskforce.victims (lower(code_name));
create index victims_case on taskforce.victims (case_id, code_name);
create index victims_status on taskforce.victims (status, last_contact_at);
comment on table taskforce.victims is 'Victims as law enforcement knows them, by code name; who they are lies apart and sealed';
comment on column taskforce.victims.id is 'Random id';
comment on column taskforce.victims.case_id is 'The case';
comment on column taskforce.victims.code_name is 'Neutral name, unique in the task force; never part of the real one';
comment on column taskforce.victims.type is 'sex, labor, both or undetermined, as far as law enforcement knows';
comment on column taskforce.victims.age_group is 'Age now, as law enforcement knows it';
comment on column taskforce.victims.age_at_facts is 'Age at the earliest facts of exploitation';
comment on column taskforce.victims.years_at_facts is 'The same in years, where known';
comment on column taskforce.victims.minor_now is 'Under 18 now, as far as known';
comment on column taskforce.victims.minor_at_facts is 'Under 18 at the earliest facts, as far as known';
comment on column taskforce.victims.foreign_national is 'Whether the person is no citizen and no lawful permanent resident: unknown, yes or no; never more than that';
comment on column taskforce.victims.languages is 'Languages the person speaks, preferred first (BCP 47)';
comment on column taskforce.victims.interpreter is 'unknown, needed or not_needed';
comment on column taskforce.victims.status is 'none, indicators, likely, confirmed or not_identified; set only by recorded decisions';
comment on column taskforce.victims.status_since is 'Day of the decision that holds; empty while there is none';
comment on column taskforce.victims.rescreen_on is 'Day to look again, when not identified as a victim';
comment on column taskforce.victims.last_contact_at is 'Last contact recorded; set by the database';
comment on column taskforce.victims.handling is 'Handling labels';
comment on column taskforce.victims.created_at is 'Recorded time';
comment on column taskforce.victims.created_by is 'Who recorded it';
comment on column taskforce.victims.version is 'Counts up at every change';
select kit.audited('taskforce.victims', 'victims', 'id');
select kit.versioned('taskforce.victims');
select taskforce.counts_as_activity('taskforce.victims');

-- A victim stays in the case in which they were met; another case has a record of its own.
create function taskforce.keep_victim_in_case() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if new.case_id <> old.case_id then
    raise exception using errcode = 'CR422', message = 'other_case', detail = 'caseId', hint = 'A victim stays in their case. Record them in the other case as well.';
  end if;
  return new;
end $$;
comment on function taskforce.keep_victim_in_case is 'Refuses to move a victim to another case';
create trigger keep_victim_in_case before update of case_id on taskforce.victims
  for each row execute function taskforce.keep_victim_in_case();
