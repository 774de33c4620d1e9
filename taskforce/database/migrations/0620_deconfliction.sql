-- Deconfliction (R-024, R-086 to R-088): what is planned where and when, who works on which phone or plate, and where two
-- of that meet. None of these tables is in a grant: functions answer, and tell of a conflict only whom to call, its
-- kind, how it lies in time and which type of identifier it is. Identifiers are kept as keyed tokens alone.

create table taskforce.deconfliction_entries (
  id uuid primary key default gen_random_uuid(),
  subject text not null check (subject in ('operation', 'event', 'target', 'request')),
  operation_id uuid references taskforce.operations (id),
  strand_id uuid references taskforce.strands (id),
  case_id uuid references taskforce.cases (id),
  channel_id uuid references taskforce.victim_channels (id),
  account_id uuid not null references kit.accounts (id),
  agency_id uuid not null references kit.agencies (id),
  contact_id uuid not null references kit.accounts (id),
  contact_phone text check (contact_phone ~ '^[+0-9][0-9 ().x-]{2,39}$'),
  activity text check (activity in ('surveillance', 'enforcement_action', 'sting', 'labor_inspection', 'knock_and_talk', 'recovery', 'decoy', 'outreach_sweep', 'takedown',
    'controlled_buy', 'undercover_contact', 'search_warrant', 'arrest_warrant', 'informant_meeting', 'other')),
  from_at timestamptz,
  until_at timestamptz,
  place text check (length(place) between 1 and 300),
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  identifier_type text check (identifier_type in ('phone', 'plate', 'email', 'handle', 'address', 'bank_account', 'crypto', 'person')),
  through_coordinator boolean not null default false,
  one_way boolean not null default false,
  silent text not null default 'no' check (silent in ('no', 'asked', 'approved', 'declined')),
  silent_reason text check (length(trim(silent_reason)) between 20 and 1000),
  silent_by uuid references kit.accounts (id),
  silent_at timestamptz,
  no_targets_reason text check (length(trim(no_targets_reason)) between 20 and 1000),
  answer text check (answer in ('call_me', 'go_ahead')),
  answered_by uuid references kit.accounts (id),
  answered_at timestamptz,
  state text not null default 'live' check (state in ('waiting', 'live', 'over')),
  revision integer not null default 1,
  checked_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((subject in ('target', 'request')) = (identifier_type is not null)),
  check (subject <> 'event' or (activity is not null and from_at is not null and until_at is not null and lat is not null and lon is not null)),
  check (from_at is null or until_at is null or from_at < until_at),
  check (subject <> 'operation' or (operation_id is not null and silent in ('no', 'asked', 'approved', 'declined'))),
  check ((silent = 'no') = (silent_reason is null)),
  check ((silent in ('approved', 'declined')) = (silent_by is not null)),
  check (silent_by is null or silent_by <> account_id)
);
create unique index deconfliction_entries_operation on taskforce.deconfliction_entries (operation_id) where subject = 'operation';
create index deconfliction_entries_of_operation on taskforce.deconfliction_entries (operation_id);
create index deconfliction_entries_strand on taskforce.deconfliction_entries (strand_id);
create index deconfliction_entries_case on taskforce.deconfliction_entries (case_id);
create index deconfliction_entries_channel on taskforce.deconfliction_entries (channel_id);
create index deconfliction_entries_account on taskforce.deconfliction_entries (account_id, created_at desc);
create index deconfliction_entries_agency on taskforce.deconfliction_entries (agency_id);
create index deconfliction_entries_contact on taskforce.deconfliction_entries (contact_id);
create index deconfliction_entries_silent_by on taskforce.deconfliction_entries (silent_by);
create index deconfliction_entries_answered_by on taskforce.deconfliction_entries (answered_by);
create index deconfliction_entries_waiting on taskforce.deconfliction_entries (created_at) where state = 'waiting';
create index deconfliction_entries_expiry on taskforce.deconfliction_entries (expires_at) where state = 'live' and expires_at is not null;
comment on table taskforce.deconfliction_entries is 'What was entered for deconfliction: operations, events of their own, targets, and questions of those who only may ask';
comment on column taskforce.deconfliction_entries.id is 'Random id';
comment on column taskforce.deconfliction_entries.subject is 'operation (kept by triggers), event, target, or request of somebody who is told by the coordinator alone';
comment on column taskforce.deconfliction_entries.operation_id is 'Operation it belongs to';
comment on column taskforce.deconfliction_entries.strand_id is 'Strand whose target it is';
comment on column taskforce.deconfliction_entries.case_id is 'Case of the strand or operation: one case does not conflict with itself over a target; never told';
comment on column taskforce.deconfliction_entries.channel_id is 'Channel of a victim it was taken from; never told';
comment on column taskforce.deconfliction_entries.account_id is 'Who entered it';
comment on column taskforce.deconfliction_entries.agency_id is 'Agency that is told to the other side';
comment on column taskforce.deconfliction_entries.contact_id is 'Officer who is told to the other side';
comment on column taskforce.deconfliction_entries.contact_phone is 'Under which number; told to the other side';
comment on column taskforce.deconfliction_entries.activity is 'Kind of activity: decides how far it reaches; never told';
comment on column taskforce.deconfliction_entries.from_at is 'Beginning of an event; of an operation the plan says it';
comment on column taskforce.deconfliction_entries.until_at is 'End of an event';
comment on column taskforce.deconfliction_entries.place is 'Place of an event in words, for its own people and the hand-off sheet; never told';
comment on column taskforce.deconfliction_entries.lat is 'Latitude of an event in degrees, WGS 84';
comment on column taskforce.deconfliction_entries.lon is 'Longitude of an event in degrees, WGS 84';
comment on column taskforce.deconfliction_entries.identifier_type is 'Type of the identifier; the identifier itself is not kept, only its tokens';
comment on column taskforce.deconfliction_entries.through_coordinator is 'A hit by it says only: call the coordinator. Set for what is known of victims, and for whatever else is touchy';
comment on column taskforce.deconfliction_entries.one_way is 'Entered by somebody who is told of conflicts by the coordinator alone';
comment on column taskforce.deconfliction_entries.silent is 'Silent: its own people are told, the others are not; in force once the coordinator approved';
comment on column taskforce.deconfliction_entries.silent_reason is 'Why it is to be silent';
comment on column taskforce.deconfliction_entries.silent_by is 'Who decided; never who asked';
comment on column taskforce.deconfliction_entries.silent_at is 'When';
comment on column taskforce.deconfliction_entries.no_targets_reason is 'Operation: why its strands have no identifier to check';
comment on column taskforce.deconfliction_entries.answer is 'Request: what the coordinator told who asked';
comment on column taskforce.deconfliction_entries.answered_by is 'Request: who answered';
comment on column taskforce.deconfliction_entries.answered_at is 'Request: when';
comment on column taskforce.deconfliction_entries.state is 'waiting for the coordinator, live, or over';
comment on column taskforce.deconfliction_entries.revision is 'Counts up when time, place or reach change; what was handed off holds for one revision';
comment on column taskforce.deconfliction_entries.checked_at is 'When it was last compared with all others';
comment on column taskforce.deconfliction_entries.expires_at is 'From then on it meets nothing any more';
comment on column taskforce.deconfliction_entries.created_at is 'Recorded time';
comment on column taskforce.deconfliction_entries.version is 'Counts up at every change';
select kit.audited('taskforce.deconfliction_entries');
select kit.versioned('taskforce.deconfliction_entries');

-- Where and when, as the index needs it. `watch` is the window with the time before and after it, `area` a box around the
-- reach of the activity: two that meet have both in common.
create table taskforce.deconfliction_spots (
  id uuid primary key default gen_random_uuid(),
  entry_id uuid not null references taskforce.deconfliction_entries (id) on delete cascade,
  lat double precision not null,
  lon double precision not null,
  during tstzrange not null check (not isempty(during)),
  meters integer not null check (meters between 0 and 50000),
  minutes integer not null check (minutes between 0 and 10080),
  watch tstzrange not null,
  area box not null
);
create index deconfliction_spots_entry on taskforce.deconfliction_spots (entry_id);
create index deconfliction_spots_near on taskforce.deconfliction_spots using gist (watch, area);
comment on table taskforce.deconfliction_spots is 'Places and windows of live entries; written by functions alone';
comment on column taskforce.deconfliction_spots.id is 'Random id';
comment on column taskforce.deconfliction_spots.entry_id is 'The entry';
comment on column taskforce.deconfliction_spots.lat is 'Latitude in degrees, WGS 84';
comment on column taskforce.deconfliction_spots.lon is 'Longitude in degrees, WGS 84';
comment on column taskforce.deconfliction_spots.during is 'The window';
comment on column taskforce.deconfliction_spots.meters is 'How far it reaches';
comment on column taskforce.deconfliction_spots.minutes is 'How long before and after it matters';
comment on column taskforce.deconfliction_spots.watch is 'The window with that time';
comment on column taskforce.deconfliction_spots.area is 'Box around its reach, in degrees';

create table taskforce.deconfliction_keys (
  id uuid primary key default gen_random_uuid(),
  entry_id uuid not null references taskforce.deconfliction_entries (id) on delete cascade,
  grade text not null check (grade in ('exact', 'alike_signs', 'mail_alias', 'same_building', 'sounds_alike')),
  token bytea not null check (length(token) = 32)
);
create index deconfliction_keys_entry on taskforce.deconfliction_keys (entry_id);
create index deconfliction_keys_token on taskforce.deconfliction_keys (token, grade);
comment on table taskforce.deconfliction_keys is 'Keyed tokens of identifiers (HMAC-SHA-256 under a key of the key folder); they never leave';
comment on column taskforce.deconfliction_keys.id is 'Random id';
comment on column taskforce.deconfliction_keys.entry_id is 'The entry';
comment on column taskforce.deconfliction_keys.grade is 'exact, or why a hit by it is only possible';
comment on column taskforce.deconfliction_keys.token is 'The token';

create table taskforce.deconfliction_conflicts (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('event', 'target')),
  left_id uuid not null references taskforce.deconfliction_entries (id),
  right_id uuid not null references taskforce.deconfliction_entries (id),
  overlap text check (overlap in ('overlapping', 'close')),
  certainty text check (certainty in ('exact', 'alike_signs', 'mail_alias', 'same_building', 'sounds_alike')),
  state text not null default 'open' check (state in ('open', 'settled', 'over')),
  left_answer text check (left_answer in ('agreed', 'separated', 'stood_down', 'not_a_conflict')),
  left_by uuid references kit.accounts (id),
  left_at timestamptz,
  right_answer text check (right_answer in ('agreed', 'separated', 'stood_down', 'not_a_conflict')),
  right_by uuid references kit.accounts (id),
  right_at timestamptz,
  settled_answer text check (settled_answer in ('agreed', 'separated', 'stood_down', 'not_a_conflict')),
  settled_by uuid references kit.accounts (id),
  settled_reason text check (length(trim(settled_reason)) between 20 and 2000),
  found_at timestamptz not null default now(),
  closed_at timestamptz,
  version integer not null default 1,
  unique (left_id, right_id),
  check (left_id < right_id),
  check ((kind = 'event') = (overlap is not null)),
  check ((kind = 'target') = (certainty is not null)),
  check ((state = 'open') = (closed_at is null)),
  check ((settled_by is null) = (settled_reason is null))
);
create index deconfliction_conflicts_right on taskforce.deconfliction_conflicts (right_id);
create index deconfliction_conflicts_left_by on taskforce.deconfliction_conflicts (left_by);
create index deconfliction_conflicts_right_by on taskforce.deconfliction_conflicts (right_by);
create index deconfliction_conflicts_settled_by on taskforce.deconfliction_conflicts (settled_by);
create index deconfliction_conflicts_open on taskforce.deconfliction_conflicts (found_at) where state = 'open';
comment on table taskforce.deconfliction_conflicts is 'Pairs of entries that meet, and how that was settled';
comment on column taskforce.deconfliction_conflicts.id is 'Random id';
comment on column taskforce.deconfliction_conflicts.kind is 'event (place and time) or target (identifier)';
comment on column taskforce.deconfliction_conflicts.left_id is 'One entry';
comment on column taskforce.deconfliction_conflicts.right_id is 'The other';
comment on column taskforce.deconfliction_conflicts.overlap is 'Event: whether the windows overlap or are only close';
comment on column taskforce.deconfliction_conflicts.certainty is 'Target: exact, or why it is only possible';
comment on column taskforce.deconfliction_conflicts.state is 'open; settled by people; over because the two do not meet any more';
comment on column taskforce.deconfliction_conflicts.left_answer is 'What one side says';
comment on column taskforce.deconfliction_conflicts.left_by is 'Who said it';
comment on column taskforce.deconfliction_conflicts.left_at is 'When';
comment on column taskforce.deconfliction_conflicts.right_answer is 'What the other side says';
comment on column taskforce.deconfliction_conflicts.right_by is 'Who said it';
comment on column taskforce.deconfliction_conflicts.right_at is 'When';
comment on column taskforce.deconfliction_conflicts.settled_answer is 'What holds in the end';
comment on column taskforce.deconfliction_conflicts.settled_by is 'Coordinator who settled it instead of the two sides';
comment on column taskforce.deconfliction_conflicts.settled_reason is 'Why';
comment on column taskforce.deconfliction_conflicts.found_at is 'When it was found, or found again after a change';
comment on column taskforce.deconfliction_conflicts.closed_at is 'When it was settled or over';
comment on column taskforce.deconfliction_conflicts.version is 'Counts up at every change';
select kit.audited('taskforce.deconfliction_conflicts');
select kit.versioned('taskforce.deconfliction_conflicts');

create table taskforce.deconfliction_checks (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references kit.accounts (id),
  agency_id uuid not null references kit.agencies (id),
  checked_at timestamptz not null default now(),
  kind text not null check (kind in ('event', 'target', 'request')),
  identifier_type text check (identifier_type in ('phone', 'plate', 'email', 'handle', 'address', 'bank_account', 'crypto', 'person')),
  told text not null check (told in ('nothing', 'hit', 'waits'))
);
create index deconfliction_checks_account on taskforce.deconfliction_checks (account_id, checked_at desc);
create index deconfliction_checks_agency on taskforce.deconfliction_checks (agency_id);
create index deconfliction_checks_recent on taskforce.deconfliction_checks (checked_at desc, id);
comment on table taskforce.deconfliction_checks is 'Every check, also those that found nothing: who asked, when, for which type, what they were told';
comment on column taskforce.deconfliction_checks.id is 'Random id';
comment on column taskforce.deconfliction_checks.account_id is 'Who asked';
comment on column taskforce.deconfliction_checks.agency_id is 'Their agency';
comment on column taskforce.deconfliction_checks.checked_at is 'When';
comment on column taskforce.deconfliction_checks.kind is 'event, target, or request to the coordinator';
comment on column taskforce.deconfliction_checks.identifier_type is 'Type of the identifier';
comment on column taskforce.deconfliction_checks.told is 'What they were told: a silent entry that was hit is told as nothing';
select kit.audited('taskforce.deconfliction_checks');

create table taskforce.deconfliction_handoffs (
  id uuid primary key default gen_random_uuid(),
  entry_id uuid not null references taskforce.deconfliction_entries (id),
  revision integer not null,
  system text not null check (length(system) between 1 and 60),
  state text not null check (state in ('submitted', 'answered', 'waived')),
  reference text check (length(trim(reference)) between 1 and 80),
  result text check (result in ('no_conflict', 'conflict')),
  reason text check (length(trim(reason)) between 20 and 2000),
  made_by uuid not null references kit.accounts (id),
  made_at timestamptz not null default now(),
  answered_by uuid references kit.accounts (id),
  answered_at timestamptz,
  version integer not null default 1,
  check ((state = 'answered') = (reference is not null and result is not null)),
  check (reason is not null or (state <> 'waived' and result is distinct from 'conflict')),
  check ((answered_by is null) = (answered_at is null)),
  unique (entry_id, revision, system)
);
create index deconfliction_handoffs_made_by on taskforce.deconfliction_handoffs (made_by);
create index deconfliction_handoffs_answered_by on taskforce.deconfliction_handoffs (answered_by);
comment on table taskforce.deconfliction_handoffs is 'Submissions to the regional systems: when, under which reference, with which result; or waived, and why';
comment on column taskforce.deconfliction_handoffs.id is 'Random id';
comment on column taskforce.deconfliction_handoffs.entry_id is 'Entry that was handed off';
comment on column taskforce.deconfliction_handoffs.revision is 'Revision of the entry: another time or place asks anew';
comment on column taskforce.deconfliction_handoffs.system is 'Name of the system, of the configured list';
comment on column taskforce.deconfliction_handoffs.state is 'submitted, answered or waived';
comment on column taskforce.deconfliction_handoffs.reference is 'Number the system gave';
comment on column taskforce.deconfliction_handoffs.result is 'What it said';
comment on column taskforce.deconfliction_handoffs.reason is 'Why it was waived, or how the conflict it told of was settled';
comment on column taskforce.deconfliction_handoffs.made_by is 'Who submitted or waived it';
comment on column taskforce.deconfliction_handoffs.made_at is 'When';
comment on column taskforce.deconfliction_handoffs.answered_by is 'Who wrote the answer down';
comment on column taskforce.deconfliction_handoffs.answered_at is 'When';
comment on column taskforce.deconfliction_handoffs.version is 'Counts up at every change';
select kit.audited('taskforce.deconfliction_handoffs');
select kit.versioned('taskforce.deconfliction_handoffs');

-- Every change of time, kind, state or place of an operation is compared anew, by whatever program it is made; so are its
-- strands, whose targets count for it.
create function taskforce.operation_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.follow_operation(new.id);
  return null;
end $$;
comment on function taskforce.operation_moved is 'Compares an operation with all others after a change of its head';
create trigger deconflict after insert or update of kind, state, planned_from, planned_until, case_id, created_by, lead_agency_id on taskforce.operations
  for each row execute function taskforce.operation_moved();

create function taskforce.operation_place_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.follow_operation(case tg_op when 'DELETE' then old.operation_id else new.operation_id end);
  return null;
end $$;
comment on function taskforce.operation_place_moved is 'Compares an operation with all others after a change of its places';
create trigger deconflict after insert or delete or update of kind, lat, lon on taskforce.operation_places
  for each row execute function taskforce.operation_place_moved();
