-- Screening answers and the roles of victims in strands. A screening has answers and what they lead to; it has no
-- score, no sum and no result.

create table taskforce.victim_screenings (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null,
  case_id uuid not null,
  pack text not null check (pack ~ '^[a-z_]{3,40}$'),
  pack_version integer not null check (pack_version > 0),
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
  interpreter_present boolean not null,
  setting text not null check (setting in ('victim_chosen_place', 'provider_premises', 'child_advocacy_center', 'hospital', 'workplace', 'scene', 'by_phone', 'office', 'custody')),
  agreed boolean not null check (agreed),
  asked_on date not null,
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and not jsonb_path_exists(answers, '$.* ? (@ != "yes" && @ != "no" && @ != "unknown")')),
  asked_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id)
);
create index victim_screenings_victim on taskforce.victim_screenings (victim_id, case_id, asked_on desc);
comment on table taskforce.victim_screenings is 'Conversations along a pack of questions; answers and routes, never a score or a verdict';
comment on column taskforce.victim_screenings.id is 'Random id';
comment on column taskforce.victim_screenings.victim_id is 'The victim';
comment on column taskforce.victim_screenings.case_id is 'Their case';
comment on column taskforce.victim_screenings.pack is 'Pack of questions';
comment on column taskforce.victim_screenings.pack_version is 'Version of the pack that was asked';
comment on column taskforce.victim_screenings.language is 'Language in which it was asked';
comment on column taskforce.victim_screenings.interpreter_present is 'Whether an interpreter was there';
comment on column taskforce.victim_screenings.setting is 'Where';
comment on column taskforce.victim_screenings.agreed is 'That the person agreed to be asked; without it there is no screening';
comment on column taskforce.victim_screenings.asked_on is 'Day';
comment on column taskforce.victim_screenings.answers is 'Answers by question: yes, no or unknown; what is missing was not asked';
comment on column taskforce.victim_screenings.asked_by is 'Who asked; taken from their session';
comment on column taskforce.victim_screenings.recorded_at is 'When it was recorded';
select kit.audited('taskforce.victim_screenings', 'victims', 'victim_id');
select taskforce.counts_as_activity('taskforce.victim_screenings');
create trigger written_once before update or delete on taskforce.victim_screenings
  for each row execute function taskforce.written_once();

alter table taskforce.strands add constraint strands_in_case unique (id, case_id);
create table taskforce.victim_strands (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null,
  case_id uuid not null,
  strand_id uuid not null,
  role text not null check (role in ('possible_victim', 'victim', 'witness', 'reported_it')),
  from_on date not null,
  until_on date,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id),
  foreign key (strand_id, case_id) references taskforce.strands (id, case_id),
  check (until_on is null or until_on >= from_on)
);
create unique index victim_strands_once on taskforce.victim_strands (victim_id, strand_id, role) where until_on is null;
create index victim_strands_victim on taskforce.victim_strands (victim_id, case_id);
create index victim_strands_strand on taskforce.victim_strands (strand_id, case_id);
comment on table taskforce.victim_strands is 'What a victim is in a strand and for how long: a role in a context, never what the person is';
comment on column taskforce.victim_strands.id is 'Random id';
comment on column taskforce.victim_strands.victim_id is 'The victim';
comment on column taskforce.victim_strands.case_id is 'Their case';
comment on column taskforce.victim_strands.strand_id is 'The strand';
comment on column taskforce.victim_strands.role is 'possible_victim, victim, witness or reported_it';
comment on column taskforce.victim_strands.from_on is 'Since which day, in the facts';
comment on column taskforce.victim_strands.until_on is 'Until which day; open while empty';
comment on column taskforce.victim_strands.recorded_by is 'Who recorded it; taken from their session';
comment on column taskforce.victim_strands.recorded_at is 'When it was recorded';
comment on column taskforce.victim_strands.version is 'Counts up at every change';
select kit.audited('taskforce.victim_strands', 'victims', 'victim_id');
select kit.versioned('taskforce.victim_strands');
select taskforce.counts_as_activity('taskforce.victim_strands');
