-- What estimates are fed with: hours that no activity was written for, a running timer, what people guess when a strand
-- enters a phase, the planned day a range rests on, and whose money pays for the hours of a role.

alter table taskforce.work_entries
  alter column activity_id drop not null,
  add column strand_id uuid references taskforce.strands (id),
  add constraint strand_of_the_activity check (activity_id is null or strand_id is null),
  add constraint own_hours_without_activity check (activity_id is not null or account_id is not null);
create index work_entries_strand on taskforce.work_entries (strand_id) where strand_id is not null;
comment on table taskforce.work_entries is 'Hours worked, on an activity or straight on a case or strand; inserted and taken away, never changed';
comment on column taskforce.work_entries.activity_id is 'The activity; empty: hours of a timesheet, for which no activity was written';
comment on column taskforce.work_entries.strand_id is 'The strand of hours without an activity; empty: the whole case, or the strand of the activity';

create function taskforce.check_strand_of_case() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.strand_id is not null and not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'strand_of_another_case', detail = 'strandId', hint = 'Choose a strand of this case.';
  end if;
  return new;
end $$;
comment on function taskforce.check_strand_of_case is 'Refuses a record on a strand of another case';
create trigger check_strand before insert on taskforce.work_entries for each row execute function taskforce.check_strand_of_case();

create function taskforce.check_timesheet() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.activity_id is null and new.day > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'day', hint = 'Choose a day up to today: hours are written down once they are worked.';
  end if;
  return new;
end $$;
comment on function taskforce.check_timesheet is 'Refuses hours of a timesheet on a day to come';
create trigger check_timesheet before insert on taskforce.work_entries for each row execute function taskforce.check_timesheet();

create table taskforce.timers (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null unique default kit.current_account() references kit.accounts (id),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  work_role text not null check (work_role in ('supervisor', 'detective', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist', 'outreach', 'records', 'forensic_examiner', 'interpreter', 'other')),
  started_at timestamptz not null default now()
);
create index timers_case on taskforce.timers (case_id);
create index timers_strand on taskforce.timers (strand_id);
comment on table taskforce.timers is 'Timers that run now, one a person; stopping one turns it into hours';
comment on column taskforce.timers.id is 'Random id';
comment on column taskforce.timers.account_id is 'Whose time runs';
comment on column taskforce.timers.case_id is 'Case it runs for';
comment on column taskforce.timers.strand_id is 'Strand it runs for; empty: the whole case';
comment on column taskforce.timers.work_role is 'Role the work is done in';
comment on column taskforce.timers.started_at is 'Since when';
select kit.audited('taskforce.timers', 'cases', 'case_id');
create trigger check_strand before insert on taskforce.timers for each row execute function taskforce.check_strand_of_case();

create table taskforce.phase_guesses (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid not null references taskforce.strands (id),
  phase text not null check (phase in ('pre_operational', 'operational', 'post_operational')),
  entered_on date not null,
  p10 date not null,
  p50 date not null,
  p90 date not null,
  guessed_on date not null default taskforce.today(),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  unique (strand_id, phase, entered_on),
  check (p10 >= entered_on and p10 <= p50 and p50 <= p90),
  check (guessed_on between entered_on and entered_on + 14)
);
create index phase_guesses_case on taskforce.phase_guesses (case_id);
create index phase_guesses_made_by on taskforce.phase_guesses (made_by);
comment on table taskforce.phase_guesses is 'What those who work a case guess when a strand enters a phase: when it will leave it. Frozen; scored beside the model, all guesses together';
comment on column taskforce.phase_guesses.id is 'Random id';
comment on column taskforce.phase_guesses.case_id is 'The case';
comment on column taskforce.phase_guesses.strand_id is 'The strand';
comment on column taskforce.phase_guesses.phase is 'The phase it had entered';
comment on column taskforce.phase_guesses.entered_on is 'When it entered that phase, as known then';
comment on column taskforce.phase_guesses.p10 is 'One in ten such strands would have left by this day';
comment on column taskforce.phase_guesses.p50 is 'Half by this day';
comment on column taskforce.phase_guesses.p90 is 'Nine in ten by this day';
comment on column taskforce.phase_guesses.guessed_on is 'Day of the guess, within fourteen days of the entry';
comment on column taskforce.phase_guesses.made_by is 'Who wrote it down; nobody is rated by it';
comment on column taskforce.phase_guesses.made_at is 'Recorded time';
select kit.audited('taskforce.phase_guesses', 'cases', 'case_id');
create trigger check_strand before insert on taskforce.phase_guesses for each row execute function taskforce.check_strand_of_case();
create trigger phase_guesses_frozen before update or delete on taskforce.phase_guesses for each row execute function taskforce.refuse_rewriting();

create function taskforce.check_guess() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from taskforce.strands s where s.id = new.strand_id and s.phase = new.phase and s.phase_since = new.entered_on and s.closed_on is null) then
    raise exception using errcode = 'CR422', message = 'not_this_stay', detail = 'strandId', hint = 'The strand is not in this phase any more. Read the case again.';
  end if;
  return new;
end $$;
comment on function taskforce.check_guess is 'Refuses a guess about a stay that is over';
create trigger check_guess before insert on taskforce.phase_guesses for each row execute function taskforce.check_guess();

-- What a range rests on beside the pace: a day on the calendar. Its labels follow the range, as they follow money.
alter table taskforce.strand_estimates
  add column planned_kind text check (planned_kind in ('grand_jury', 'takedown', 'plea_hearing', 'trial', 'sentencing')),
  add column planned_for date,
  add column handling text[] not null default '{}',
  add check ((planned_kind is null) = (planned_for is null));
comment on column taskforce.strand_estimates.planned_kind is 'Kind of the planned day that the range rests on; empty: on the pace alone';
comment on column taskforce.strand_estimates.planned_for is 'That day, as it was planned then';
comment on column taskforce.strand_estimates.handling is 'Labels of the planned day: they follow the range';
alter table taskforce.case_estimates add column handling text[] not null default '{}';
comment on column taskforce.case_estimates.handling is 'Labels of the planned days it rests on: they follow the range';
alter table taskforce.estimate_runs add column slip jsonb;
comment on column taskforce.estimate_runs.slip is 'How planned days had held until then: how many held, how many slipped, by how many days in the middle';

alter table taskforce.rates add column funding_source_id uuid references taskforce.funding_sources (id);
create index rates_funding on taskforce.rates (funding_source_id) where funding_source_id is not null;
comment on column taskforce.rates.funding_source_id is 'Whose money pays the hours; empty: not said';
