-- A case is a bundle of strands; the strands alone carry a phase.

create schema taskforce;
comment on schema taskforce is 'The task force wing: a room a group of tables';

create table taskforce.cases (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^[0-9]{4}-[0-9]{4,7}$'),
  title text not null check (length(title) between 1 and 200),
  type text not null check (type in ('sex', 'labor', 'both', 'undetermined')),
  origin_route text not null,
  origin_mode text not null check (origin_mode in ('reactive', 'proactive', 'spin_off')),
  parent_case_id uuid references taskforce.cases (id),
  lead_agency_id uuid not null references kit.agencies (id),
  sealed boolean not null default false,
  seal_reason text,
  handling text[] not null default '{}',
  summary text not null default '',
  opened_on date not null,
  closed_on date,
  close_reason text,
  last_activity_at timestamptz not null default now(),
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check ((closed_on is null) = (close_reason is null)),
  check (closed_on is null or closed_on >= opened_on),
  check (not sealed or length(seal_reason) >= 20)
);
create index cases_recent on taskforce.cases (opened_on desc, number desc);
create index cases_agency on taskforce.cases (lead_agency_id, opened_on desc, number desc);
create index cases_activity on taskforce.cases (last_activity_at desc);
create index cases_parent on taskforce.cases (parent_case_id) where parent_case_id is not null;
create unique index cases_import on taskforce.cases (import_id, external_id) where import_id is not null;
comment on table taskforce.cases is 'Cases: bundles of strands under one number';
comment on column taskforce.cases.id is 'Random id';
comment on column taskforce.cases.number is 'Number for people, year and count';
comment on column taskforce.cases.title is 'Working title; no victim names';
comment on column taskforce.cases.type is 'sex, labor, both or undetermined';
comment on column taskforce.cases.origin_route is 'How the case came to the task force';
comment on column taskforce.cases.origin_mode is 'reactive, proactive or spin_off; follows from the route';
comment on column taskforce.cases.parent_case_id is 'Case it was spun off from';
comment on column taskforce.cases.lead_agency_id is 'Agency in the lead';
comment on column taskforce.cases.sealed is 'Only its members see a sealed case, whatever their role';
comment on column taskforce.cases.seal_reason is 'Why it is sealed';
comment on column taskforce.cases.handling is 'Handling labels of the case as a whole';
comment on column taskforce.cases.summary is 'What it is about';
comment on column taskforce.cases.opened_on is 'Day the case began';
comment on column taskforce.cases.closed_on is 'Day it was closed';
comment on column taskforce.cases.close_reason is 'Why, from the closed list';
comment on column taskforce.cases.last_activity_at is 'Recorded time of the last change in the case';
comment on column taskforce.cases.external_id is 'Identifier in the source of an import';
comment on column taskforce.cases.import_id is 'Import that brought it';
comment on column taskforce.cases.created_at is 'Recorded time';
comment on column taskforce.cases.created_by is 'Who recorded it';
comment on column taskforce.cases.version is 'Counts up at every change';

create table taskforce.case_members (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  account_id uuid not null references kit.accounts (id),
  capacity text not null,
  reason text,
  added_by uuid default kit.current_account() references kit.accounts (id),
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  version integer not null default 1
);
create unique index case_members_once on taskforce.case_members (account_id, case_id) where ended_at is null;
create index case_members_case on taskforce.case_members (case_id);
comment on table taskforce.case_members is 'Who works on a case; ended, never deleted';
comment on column taskforce.case_members.id is 'Random id';
comment on column taskforce.case_members.case_id is 'The case';
comment on column taskforce.case_members.account_id is 'The person';
comment on column taskforce.case_members.capacity is 'As what, from the closed list';
comment on column taskforce.case_members.reason is 'Why they need to know';
comment on column taskforce.case_members.added_by is 'Who let them in';
comment on column taskforce.case_members.added_at is 'Since when';
comment on column taskforce.case_members.ended_at is 'Until when';
comment on column taskforce.case_members.ended_by is 'Who ended it';
comment on column taskforce.case_members.version is 'Counts up at every change';

create table taskforce.strands (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  label text not null check (length(label) between 1 and 200),
  kind text not null,
  type text not null check (type in ('sex', 'labor', 'both', 'undetermined')),
  mode text not null check (mode in ('reactive', 'proactive')),
  phase text not null default 'pre_operational' check (phase in ('pre_operational', 'operational', 'post_operational')),
  phase_since date not null,
  opened_on date not null,
  closed_on date,
  close_reason text,
  description text not null default '',
  handling text[] not null default '{}',
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check ((closed_on is null) = (close_reason is null)),
  check (closed_on is null or closed_on >= opened_on)
);
create index strands_case on taskforce.strands (case_id);
create index strands_import on taskforce.strands (import_id) where import_id is not null;
comment on table taskforce.strands is 'A target or an aspect of a case; it alone has a phase';
comment on column taskforce.strands.id is 'Random id';
comment on column taskforce.strands.case_id is 'The case';
comment on column taskforce.strands.label is 'Short name, code name where there is danger';
comment on column taskforce.strands.kind is 'Kind of target or aspect';
comment on column taskforce.strands.type is 'sex, labor, both or undetermined';
comment on column taskforce.strands.mode is 'Whether this strand is worked reactively or proactively';
comment on column taskforce.strands.phase is 'Present phase; set only by recorded transitions';
comment on column taskforce.strands.phase_since is 'Effective day of the present phase; set only by recorded transitions';
comment on column taskforce.strands.opened_on is 'Day the strand began, in the pre-operational phase';
comment on column taskforce.strands.closed_on is 'Day it was closed';
comment on column taskforce.strands.close_reason is 'Why, from the closed list';
comment on column taskforce.strands.description is 'What is known';
comment on column taskforce.strands.handling is 'Handling labels';
comment on column taskforce.strands.external_id is 'Identifier in the source of an import';
comment on column taskforce.strands.import_id is 'Import that brought it';
comment on column taskforce.strands.created_at is 'Recorded time';
comment on column taskforce.strands.created_by is 'Who recorded it';
comment on column taskforce.strands.version is 'Counts up at every change';

create table taskforce.phase_transitions (
  id uuid primary key default gen_random_uuid(),
  strand_id uuid not null references taskforce.strands (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  from_phase text check (from_phase in ('pre_operational', 'operational', 'post_operational')),
  to_phase text not null check (to_phase in ('pre_operational', 'operational', 'post_operational', 'closed')),
  event text not null,
  effective_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid default kit.current_account() references kit.accounts (id),
  reason text,
  approved_by uuid references kit.accounts (id),
  activity_id uuid,
  bypassed jsonb,
  provenance text not null default 'entered' check (provenance in ('entered', 'imported')),
  superseded_by uuid,
  import_id uuid
);
create unique index phase_transitions_place on taskforce.phase_transitions (strand_id, place) where superseded_by is null;
create index phase_transitions_case on taskforce.phase_transitions (case_id, recorded_at desc);
comment on table taskforce.phase_transitions is 'Entries and exits of phases, each tied to an event; never overwritten';
comment on column taskforce.phase_transitions.id is 'Random id';
comment on column taskforce.phase_transitions.strand_id is 'The strand';
comment on column taskforce.phase_transitions.case_id is 'Its case';
comment on column taskforce.phase_transitions.place is 'Place in the history of the strand, from 1';
comment on column taskforce.phase_transitions.from_phase is 'Phase left; empty for the opening and for a reopening';
comment on column taskforce.phase_transitions.to_phase is 'Phase entered, or closed';
comment on column taskforce.phase_transitions.event is 'Event that the definition names';
comment on column taskforce.phase_transitions.effective_on is 'Day it happened';
comment on column taskforce.phase_transitions.recorded_at is 'Moment it was written down';
comment on column taskforce.phase_transitions.recorded_by is 'Who wrote it';
comment on column taskforce.phase_transitions.reason is 'Why; required for going back or skipping';
comment on column taskforce.phase_transitions.approved_by is 'Supervisor who agreed, another person than the author';
comment on column taskforce.phase_transitions.activity_id is 'Activity that was the event';
comment on column taskforce.phase_transitions.bypassed is 'Checklist items passed over because of imminent danger';
comment on column taskforce.phase_transitions.provenance is 'entered by a person or imported';
comment on column taskforce.phase_transitions.superseded_by is 'Correction that replaces it; the entry itself stays';
comment on column taskforce.phase_transitions.import_id is 'Import that brought it';

select kit.audited('taskforce.cases', 'cases', 'id');
select kit.audited('taskforce.case_members', 'cases', 'case_id');
select kit.audited('taskforce.strands', 'cases', 'case_id');
select kit.audited('taskforce.phase_transitions', 'cases', 'case_id');
select kit.versioned('taskforce.cases');
select kit.versioned('taskforce.case_members');
select kit.versioned('taskforce.strands');
