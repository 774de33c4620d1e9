-- Dates of cases (court dates and legal deadlines) with every value they ever had, things that are shared (vehicles,
-- rooms), days on which a person is away, and private calendar feeds. What a deadline or a hearing slipped by is read
-- from case_date_plans.

create table taskforce.case_dates (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('first_appearance', 'detention_hearing', 'grand_jury', 'status_conference', 'motion_hearing', 'plea_hearing', 'deposition', 'trial', 'sentencing', 'restitution_hearing', 'other_hearing',
    'discovery_due', 'filing_due', 'disclosure_due', 'restitution_due', 'appeal_due', 'limitation_ends', 'notice_due', 'property_return_due', 'other_deadline')),
  planned_for date not null,
  from_time text check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  until_time text check (until_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  courtroom text not null default '' check (length(courtroom) <= 120),
  for_whom text not null default '' check (length(for_whom) <= 200),
  attendees uuid[] not null default '{}' check (cardinality(attendees) <= 30),
  others text[] not null default '{}' check (cardinality(others) <= 30),
  state text not null default 'planned' check (state in ('planned', 'happened', 'cancelled')),
  happened_on date,
  change_code text check (change_code in ('court_moved', 'prosecution_asked', 'defense_asked', 'victim_asked', 'not_ready', 'clash', 'entered_wrongly', 'other')),
  change_note text not null default '' check (length(change_note) <= 500),
  handling text[] not null default '{}' check (handling <@ '{law_enforcement_sensitive,part_23,work_product,giglio,section_1367,sealed,grand_jury,title_iii,juvenile,tax,sar,informant_identity,victim_identity,medical}'::text[]),
  created_at timestamptz not null default now(),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check (until_time is null or from_time is not null and until_time > from_time),
  check ((state = 'happened') = (happened_on is not null)),
  check (kind <> 'grand_jury' or 'grand_jury' = any (handling))
);
create index case_dates_case on taskforce.case_dates (case_id, planned_for);
create index case_dates_strand on taskforce.case_dates (strand_id);
create index case_dates_day on taskforce.case_dates (planned_for);
create index case_dates_created_by on taskforce.case_dates (created_by);
create index case_dates_attendees on taskforce.case_dates using gin (attendees);
comment on table taskforce.case_dates is 'Court dates and legal deadlines of a case or a strand, as they are planned now';
comment on column taskforce.case_dates.id is 'Random id';
comment on column taskforce.case_dates.case_id is 'The case';
comment on column taskforce.case_dates.strand_id is 'The strand; empty: the whole case';
comment on column taskforce.case_dates.kind is 'Kind, from the closed list; names that end in _due, limitation_ends and other_deadline are deadlines';
comment on column taskforce.case_dates.planned_for is 'Day; of a deadline the last one';
comment on column taskforce.case_dates.from_time is 'Time of day, HH:MM, in the zone of the task force; empty: the whole day';
comment on column taskforce.case_dates.until_time is 'Until when it is expected to last';
comment on column taskforce.case_dates.courtroom is 'Court and room';
comment on column taskforce.case_dates.for_whom is 'Whom it concerns, as the file names them; never a victim''s name';
comment on column taskforce.case_dates.attendees is 'Accounts that must be there';
comment on column taskforce.case_dates.others is 'People of the lead agency without an account that must be there';
comment on column taskforce.case_dates.state is 'planned, happened or cancelled';
comment on column taskforce.case_dates.happened_on is 'Day it took place, or the deadline was met';
comment on column taskforce.case_dates.change_code is 'Why it was last moved or cancelled, from the closed list';
comment on column taskforce.case_dates.change_note is 'More about that';
comment on column taskforce.case_dates.handling is 'Handling labels; a date before the grand jury always carries its label';
comment on column taskforce.case_dates.created_at is 'Recorded time';
comment on column taskforce.case_dates.created_by is 'Who recorded it';
comment on column taskforce.case_dates.version is 'Counts up at every change';
select kit.audited('taskforce.case_dates', 'cases', 'case_id');
select kit.versioned('taskforce.case_dates');
select taskforce.counts_as_activity('taskforce.case_dates');

create table taskforce.case_date_plans (
  id uuid primary key default gen_random_uuid(),
  date_id uuid not null references taskforce.case_dates (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null check (place >= 1),
  planned_for date not null,
  from_time text,
  until_time text,
  set_at timestamptz not null default now(),
  set_by uuid references kit.accounts (id),
  reason text,
  note text not null default '',
  outcome text check (outcome in ('kept', 'moved', 'cancelled', 'corrected')),
  happened_on date,
  settled_at timestamptz,
  unique (date_id, place),
  check ((outcome is null) = (settled_at is null))
);
create index case_date_plans_case on taskforce.case_date_plans (case_id);
create index case_date_plans_set_by on taskforce.case_date_plans (set_by);
comment on table taskforce.case_date_plans is 'Every value a date ever had, and what became of it; written by the database alone';
comment on column taskforce.case_date_plans.id is 'Random id';
comment on column taskforce.case_date_plans.date_id is 'The date';
comment on column taskforce.case_date_plans.case_id is 'Its case';
comment on column taskforce.case_date_plans.place is 'First, second … value';
comment on column taskforce.case_date_plans.planned_for is 'Day as planned then';
comment on column taskforce.case_date_plans.from_time is 'Time of day as planned then';
comment on column taskforce.case_date_plans.until_time is 'Until when, as planned then';
comment on column taskforce.case_date_plans.set_at is 'When this value was set';
comment on column taskforce.case_date_plans.set_by is 'By whom';
comment on column taskforce.case_date_plans.reason is 'Why it replaced the value before; empty for the first';
comment on column taskforce.case_date_plans.note is 'More about that';
comment on column taskforce.case_date_plans.outcome is 'kept, moved, cancelled, or corrected (it had been entered wrongly); empty while it holds';
comment on column taskforce.case_date_plans.happened_on is 'Day it took place after all';
comment on column taskforce.case_date_plans.settled_at is 'When its outcome was known';
select kit.audited('taskforce.case_date_plans', 'cases', 'case_id');

create function taskforce.is_deadline(kind text) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select kind like '%\_due' or kind in ('limitation_ends', 'other_deadline')
$$;
comment on function taskforce.is_deadline is 'Whether a kind of case date is a deadline rather than something one goes to';

create function taskforce.check_case_date() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  moved constant boolean := tg_op = 'UPDATE' and (new.planned_for, new.from_time, new.until_time) is distinct from (old.planned_for, old.from_time, old.until_time);
begin
  if tg_op = 'INSERT' then
    new.state := 'planned';
    new.happened_on := null;
    new.change_code := null;
  elsif old.state <> 'planned' and (moved or (new.state <> old.state and new.state <> 'planned')) then
    raise exception using errcode = 'CR422', message = 'date_settled', detail = 'state', hint = 'This date is settled. Open it again first.';
  elsif (moved or new.state = 'cancelled' and old.state <> 'cancelled') and new.change_code is null then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'changeCode', hint = 'Say why the date moves or falls away.';
  end if;
  if new.happened_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'happenedOn', hint = 'Name a day up to today.';
  end if;
  if new.strand_id is not null and not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'strand_of_another_case', detail = 'strandId', hint = 'Choose a strand of this case.';
  end if;
  return new;
end $$;
comment on function taskforce.check_case_date is 'Refuses a date that moves without a reason, happens in the future or changes after it was settled';
create trigger case_dates_check before insert or update on taskforce.case_dates
  for each row execute function taskforce.check_case_date();

create function taskforce.keep_case_date_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  latest integer;
  moved constant boolean := tg_op = 'INSERT' or (new.planned_for, new.from_time, new.until_time) is distinct from (old.planned_for, old.from_time, old.until_time);
begin
  select coalesce(max(p.place), 0) into latest from taskforce.case_date_plans p where p.date_id = new.id;
  if tg_op = 'UPDATE' and moved then
    update taskforce.case_date_plans p set settled_at = now(),
      outcome = case when new.change_code = 'entered_wrongly' then 'corrected' else 'moved' end
    where p.date_id = new.id and p.place = latest;
  end if;
  if moved then
    insert into taskforce.case_date_plans (date_id, case_id, place, planned_for, from_time, until_time, set_by, reason, note)
    values (new.id, new.case_id, latest + 1, new.planned_for, new.from_time, new.until_time, kit.current_account(),
      case when tg_op = 'UPDATE' then new.change_code end, case when tg_op = 'UPDATE' then new.change_note else '' end);
    latest := latest + 1;
  end if;
  if tg_op = 'UPDATE' and (new.state, new.happened_on) is distinct from (old.state, old.happened_on) then
    update taskforce.case_date_plans p set happened_on = new.happened_on,
      settled_at = case when new.state = 'planned' then null else now() end,
      outcome = case new.state
        when 'planned' then null
        when 'cancelled' then 'cancelled'
        else case when new.happened_on = new.planned_for or (taskforce.is_deadline(new.kind) and new.happened_on < new.planned_for) then 'kept' else 'moved' end
      end
    where p.date_id = new.id and p.place = latest;
  end if;
  return null;
end $$;
comment on function taskforce.keep_case_date_plan is 'Keeps every value of a date with what became of it';
create trigger case_dates_keep after insert or update on taskforce.case_dates
  for each row execute function taskforce.keep_case_date_plan();

create table taskforce.vehicles (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 80),
  kind text not null check (kind in ('car', 'van', 'bus', 'truck', 'boat', 'command_post', 'interview_room', 'meeting_room', 'equipment', 'other')),
  agency_id uuid not null references kit.agencies (id),
  seats integer check (seats between 1 and 200),
  note text not null default '' check (length(note) <= 500),
  ended_on date,
  created_at timestamptz not null default now(),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1
);
create index vehicles_agency on taskforce.vehicles (agency_id);
create index vehicles_created_by on taskforce.vehicles (created_by);
create unique index vehicles_name on taskforce.vehicles (agency_id, lower(name)) where ended_on is null;
comment on table taskforce.vehicles is 'Vehicles, rooms and equipment that operations share; never a plate, and nothing that tells a covert car';
comment on column taskforce.vehicles.id is 'Random id';
comment on column taskforce.vehicles.name is 'What it is called';
comment on column taskforce.vehicles.kind is 'Kind, from the closed list';
comment on column taskforce.vehicles.agency_id is 'Whose it is';
comment on column taskforce.vehicles.seats is 'How many people it takes';
comment on column taskforce.vehicles.note is 'What one should know to use it';
comment on column taskforce.vehicles.ended_on is 'Day from which it is out of service';
comment on column taskforce.vehicles.created_at is 'Recorded time';
comment on column taskforce.vehicles.created_by is 'Who entered it';
comment on column taskforce.vehicles.version is 'Counts up at every change';
select kit.audited('taskforce.vehicles', 'vehicles', 'id');
select kit.versioned('taskforce.vehicles');

create table taskforce.absences (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  from_day date not null,
  until_day date not null,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (until_day >= from_day and until_day <= from_day + 366)
);
create index absences_account on taskforce.absences (account_id, from_day);
comment on table taskforce.absences is 'Days on which a person cannot be planned for; no reason is asked';
comment on column taskforce.absences.id is 'Random id';
comment on column taskforce.absences.account_id is 'Who is away';
comment on column taskforce.absences.from_day is 'First day';
comment on column taskforce.absences.until_day is 'Last day';
comment on column taskforce.absences.ended_at is 'When it was taken back';
comment on column taskforce.absences.created_at is 'Recorded time';
comment on column taskforce.absences.version is 'Counts up at every change';
select kit.audited('taskforce.absences', 'absences', 'id');
select kit.versioned('taskforce.absences');

create table taskforce.calendar_feeds (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  read_at timestamptz,
  check (expires_at > made_at and expires_at <= made_at + interval '367 days')
);
create index calendar_feeds_account on taskforce.calendar_feeds (account_id, made_at desc);
comment on table taskforce.calendar_feeds is 'Private calendar feeds: an address with a secret that only its owner was shown, once';
comment on column taskforce.calendar_feeds.id is 'Random id';
comment on column taskforce.calendar_feeds.account_id is 'Whose calendar';
comment on column taskforce.calendar_feeds.token_hash is 'SHA-256 of the 256-bit secret in the address; in no grant';
comment on column taskforce.calendar_feeds.made_at is 'When it was made';
comment on column taskforce.calendar_feeds.expires_at is 'From then on it answers nothing';
comment on column taskforce.calendar_feeds.revoked_at is 'When its owner took it back';
comment on column taskforce.calendar_feeds.read_at is 'When a calendar last asked, to the hour';
select kit.audited('taskforce.calendar_feeds', 'calendar_feeds', 'id');
