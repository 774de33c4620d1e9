-- Case meetings: an agenda out of the cases the chair may read, and minutes that stay as they were taken.

create table taskforce.meetings (
  id uuid primary key default gen_random_uuid(),
  held_on date not null,
  title text not null check (length(btrim(title)) between 1 and 200),
  audience text not null check (audience in ('law_enforcement', 'all_members')),
  chair_id uuid not null default kit.current_account() references kit.accounts (id),
  prepared_at timestamptz not null default now(),
  changes_since date,
  idle_days integer not null default 30 check (idle_days between 1 and 365),
  called integer not null default 0 check (called >= 0),
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  closed_at timestamptz,
  version integer not null default 1,
  check ((state = 'planned') = (closed_at is null))
);
create index meetings_day on taskforce.meetings (held_on desc, prepared_at desc);
comment on table taskforce.meetings is 'Meetings on cases; who may read one follows from its audience';
comment on column taskforce.meetings.id is 'Random id';
comment on column taskforce.meetings.held_on is 'Day of the meeting';
comment on column taskforce.meetings.title is 'What it is called; no case names';
comment on column taskforce.meetings.audience is 'law_enforcement: only its roles see that it is; all_members: everybody who reads cases';
comment on column taskforce.meetings.chair_id is 'Who prepared it and leads it';
comment on column taskforce.meetings.prepared_at is 'When the agenda was made';
comment on column taskforce.meetings.changes_since is 'Day of the meeting before: changes since then are called up';
comment on column taskforce.meetings.idle_days is 'Days without activity after which a case is called up';
comment on column taskforce.meetings.called is 'How many cases the rules called up, listed or not';
comment on column taskforce.meetings.state is 'planned, held or cancelled';
comment on column taskforce.meetings.closed_at is 'When the minutes were closed';
comment on column taskforce.meetings.version is 'Counts up at every change';

create table taskforce.meeting_items (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references taskforce.meetings (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  points jsonb not null default '[]',
  added text not null check (added in ('by_rule', 'by_hand')),
  add_reason text,
  removed_at timestamptz,
  removed_by uuid references kit.accounts (id),
  remove_reason text,
  version integer not null default 1,
  unique (meeting_id, case_id),
  check ((added = 'by_hand') = (add_reason is not null) and (add_reason is null or length(btrim(add_reason)) >= 5)),
  check ((removed_at is null) = (remove_reason is null) and (remove_reason is null or length(btrim(remove_reason)) >= 5))
);
create index meeting_items_case on taskforce.meeting_items (case_id);
comment on table taskforce.meeting_items is 'Cases on an agenda; shown to readers of the meeting and of the case';
comment on column taskforce.meeting_items.id is 'Random id';
comment on column taskforce.meeting_items.meeting_id is 'The meeting';
comment on column taskforce.meeting_items.case_id is 'The case';
comment on column taskforce.meeting_items.place is 'Place on the agenda, from 1';
comment on column taskforce.meeting_items.points is 'Why it is on: reason, strands concerned, count; records whose label needs a clearance are not counted';
comment on column taskforce.meeting_items.added is 'by_rule or by_hand';
comment on column taskforce.meeting_items.add_reason is 'Why it was added by hand';
comment on column taskforce.meeting_items.removed_at is 'When it was taken off; it stays readable';
comment on column taskforce.meeting_items.removed_by is 'Who took it off';
comment on column taskforce.meeting_items.remove_reason is 'Why';
comment on column taskforce.meeting_items.version is 'Counts up at every change';

create table taskforce.meeting_minutes (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references taskforce.meeting_items (id),
  meeting_id uuid not null references taskforce.meetings (id),
  case_id uuid not null references taskforce.cases (id),
  outcome text not null check (length(btrim(outcome)) between 2 and 4000),
  handling text[] not null default '{}',
  task_ids uuid[] not null default '{}',
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now()
);
create index meeting_minutes_item on taskforce.meeting_minutes (item_id, recorded_at);
comment on table taskforce.meeting_minutes is 'What came of an item; written once, a correction is a further line';
comment on column taskforce.meeting_minutes.id is 'Random id';
comment on column taskforce.meeting_minutes.item_id is 'The item';
comment on column taskforce.meeting_minutes.meeting_id is 'The meeting';
comment on column taskforce.meeting_minutes.case_id is 'The case';
comment on column taskforce.meeting_minutes.outcome is 'What was agreed';
comment on column taskforce.meeting_minutes.handling is 'Handling labels';
comment on column taskforce.meeting_minutes.task_ids is 'Tasks that were made';
comment on column taskforce.meeting_minutes.recorded_by is 'Who took the minutes';
comment on column taskforce.meeting_minutes.recorded_at is 'When';

create function taskforce.keep_meeting() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.state <> 'planned' then
    raise exception using errcode = 'CR422', message = 'meeting_closed', detail = 'meeting', hint = 'The minutes are closed. Put what is new on the next agenda.';
  end if;
  if new.state <> 'planned' then
    new.closed_at := now();
  end if;
  return new;
end $$;
comment on function taskforce.keep_meeting is 'A meeting that was closed stays as it is';
create trigger keep_meeting before update on taskforce.meetings for each row execute function taskforce.keep_meeting();

create function taskforce.keep_meeting_open() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_state text;
begin
  -- Locks the meeting, so that nothing slips in while it is being closed.
  select m.state into found_state from taskforce.meetings m where m.id = new.meeting_id for share;
  if found_state is distinct from 'planned' then
    raise exception using errcode = 'CR422', message = 'meeting_closed', detail = 'meeting', hint = 'The minutes are closed. Put what is new on the next agenda.';
  end if;
  if tg_table_name = 'meeting_items' and tg_op = 'UPDATE' then
    if old.removed_at is not null then
      raise exception using errcode = 'CR422', message = 'already_removed', detail = 'item', hint = 'This case was taken off the agenda.';
    end if;
    new.removed_at := now();
    new.removed_by := kit.current_account();
  end if;
  if tg_table_name = 'meeting_minutes' then
    if not exists (select from taskforce.meeting_items i
      where i.id = new.item_id and i.meeting_id = new.meeting_id and i.case_id = new.case_id and i.removed_at is null) then
      raise exception using errcode = '23503';
    end if;
  end if;
  return new;
end $$;
comment on function taskforce.keep_meeting_open is 'Items and minutes are written only while the meeting is open';
create trigger keep_meeting_open before insert or update on taskforce.meeting_items
  for each row execute function taskforce.keep_meeting_open();
create trigger keep_meeting_open before insert or update on taskforce.meeting_minutes
  for each row execute function taskforce.keep_meeting_open();

select kit.audited('taskforce.meetings', 'meetings', 'id');
select kit.audited('taskforce.meeting_items', 'cases', 'case_id');
select kit.audited('taskforce.meeting_minutes', 'cases', 'case_id');
select kit.versioned('taskforce.meetings');
select kit.versioned('taskforce.meeting_items');
