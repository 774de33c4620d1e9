-- The live board of an operation: entries that are only ever added. A device makes their ids, so that what is sent
-- twice counts once; the database gives each a sequence in the order in which it can be seen, so that a device goes on
-- after the last one it has; a correction is an entry that refers to another.

create table taskforce.operation_entries (
  id uuid primary key,
  operation_id uuid not null references taskforce.operations (id),
  sequence bigint not null,
  kind text not null check (kind in ('in_place', 'left_place', 'go', 'no_go', 'stage_began', 'stage_done', 'stage_skipped', 'victims_met', 'hand_over', 'referral_offered', 'arrests', 'evidence_secured', 'property_recovered', 'medical', 'children', 'danger', 'abort', 'note', 'taken_back')),
  at timestamptz not null,
  device_at timestamptz not null,
  recorded_at timestamptz not null,
  late boolean not null default false,
  post_id uuid,
  stage_id uuid,
  corrects uuid,
  provider_id uuid references taskforce.providers (id),
  referral_id uuid references taskforce.referrals (id),
  danger_id uuid references taskforce.dangers (id),
  women integer not null default 0 check (women between 0 and 999),
  men integer not null default 0 check (men between 0 and 999),
  adults_not_said integer not null default 0 check (adults_not_said between 0 and 999),
  girls integer not null default 0 check (girls between 0 and 999),
  boys integer not null default 0 check (boys between 0 and 999),
  minors_not_said integer not null default 0 check (minors_not_said between 0 and 999),
  amount integer check (amount between 1 and 9999),
  place_kind text check (place_kind in ('service_staging', 'interview', 'hospital', 'other')),
  note text not null default '' check (length(note) <= 280),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  unique (operation_id, sequence),
  unique (id, operation_id),
  check (corrects <> id),
  check (kind not in ('stage_began', 'stage_done', 'stage_skipped') or stage_id is not null),
  check (kind not in ('in_place', 'left_place') or post_id is not null),
  check (kind not in ('arrests', 'evidence_secured', 'property_recovered') or amount is not null),
  check (kind not in ('victims_met', 'hand_over') or women + men + adults_not_said + girls + boys + minors_not_said > 0),
  check (kind <> 'hand_over' or provider_id is not null or note <> ''),
  check (kind <> 'taken_back' or corrects is not null),
  check (kind <> 'note' or note <> ''),
  foreign key (post_id, operation_id) references taskforce.operation_posts (id, operation_id),
  foreign key (stage_id, operation_id) references taskforce.operation_stages (id, operation_id),
  foreign key (corrects, operation_id) references taskforce.operation_entries (id, operation_id)
);
create index operation_entries_post on taskforce.operation_entries (post_id, operation_id) where post_id is not null;
create index operation_entries_stage on taskforce.operation_entries (stage_id, operation_id) where stage_id is not null;
create index operation_entries_corrects on taskforce.operation_entries (corrects, operation_id) where corrects is not null;
create index operation_entries_provider on taskforce.operation_entries (provider_id) where provider_id is not null;
create index operation_entries_referral on taskforce.operation_entries (referral_id) where referral_id is not null;
create index operation_entries_danger on taskforce.operation_entries (danger_id) where danger_id is not null;
create index operation_entries_created_by on taskforce.operation_entries (created_by);
comment on table taskforce.operation_entries is 'Log of an operation, as it was written on the live board; only ever added to. People met are counted, never named';
comment on column taskforce.operation_entries.id is 'UUIDv7 made by the device';
comment on column taskforce.operation_entries.operation_id is 'The operation';
comment on column taskforce.operation_entries.sequence is 'Counts up within the operation in the order in which entries were kept';
comment on column taskforce.operation_entries.kind is 'What happened';
comment on column taskforce.operation_entries.at is 'When it happened: the time of the device, set right where its clock was more than half a minute off';
comment on column taskforce.operation_entries.device_at is 'When it happened by the clock of the device';
comment on column taskforce.operation_entries.recorded_at is 'When it reached the server';
comment on column taskforce.operation_entries.late is 'Made before the end of the operation and recorded after it';
comment on column taskforce.operation_entries.post_id is 'Post of the roster it is about';
comment on column taskforce.operation_entries.stage_id is 'Stage it is about';
comment on column taskforce.operation_entries.corrects is 'Entry that this one replaces or takes back; that one does not count any more';
comment on column taskforce.operation_entries.provider_id is 'Provider to whom people were handed over';
comment on column taskforce.operation_entries.referral_id is 'Referral that was written';
comment on column taskforce.operation_entries.danger_id is 'Imminent danger that was raised';
comment on column taskforce.operation_entries.women is 'Women met or handed over; a number';
comment on column taskforce.operation_entries.men is 'Men';
comment on column taskforce.operation_entries.adults_not_said is 'Adults of whom no more is said';
comment on column taskforce.operation_entries.girls is 'Girls';
comment on column taskforce.operation_entries.boys is 'Boys';
comment on column taskforce.operation_entries.minors_not_said is 'Minors of whom no more is said';
comment on column taskforce.operation_entries.amount is 'Arrests, items of evidence, or things given back';
comment on column taskforce.operation_entries.place_kind is 'Kind of place of a hand-over; never an address';
comment on column taskforce.operation_entries.note is 'A short note; no names of victims';
comment on column taskforce.operation_entries.created_by is 'Who wrote it';
select kit.audited('taskforce.operation_entries', 'operations', 'operation_id');

-- The same judgement as rules-run.ts: by the time of the entry, and by when it comes.
create function taskforce.take_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  began timestamptz;
  finished timestamptz;
begin
  -- One after the other within an operation: whoever has seen a sequence has been able to see all before it.
  perform pg_advisory_xact_lock(4630, hashtext(new.operation_id::text));
  if exists (select from taskforce.operation_entries e where e.id = new.id) then
    return null;
  end if;
  select o.started_at, o.ended_at into began, finished from taskforce.operations o where o.id = new.operation_id;
  new.recorded_at := clock_timestamp();
  new.at := least(new.at, new.recorded_at);
  if began is null then
    raise exception using errcode = 'CR422', message = 'not_started', detail = 'operationId', hint = 'Start the operation first; its log begins then.';
  end if;
  if new.at < began - interval '12 hours' then
    raise exception using errcode = 'CR422', message = 'before_start', detail = 'at', hint = 'This was written long before the operation began. Check the clock of the device.';
  end if;
  new.late := finished is not null and new.recorded_at > finished and new.at <= finished;
  if new.recorded_at > finished + interval '24 hours' and not new.late then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'at', hint = 'The operation ended more than a day ago. Write it in the review.';
  end if;
  new.sequence := 1 + coalesce((select max(e.sequence) from taskforce.operation_entries e where e.operation_id = new.operation_id), 0);
  return new;
end $$;
comment on function taskforce.take_entry is 'Gives an entry its sequence and time, drops one that is there already, refuses what is not of this operation by its time';
create trigger take_entry before insert on taskforce.operation_entries for each row execute function taskforce.take_entry();

create function taskforce.keep_entries() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = 'written_once', detail = 'entry', hint = 'The log of an operation is only added to. Write an entry that corrects this one.';
end $$;
comment on function taskforce.keep_entries is 'Refuses to change or delete what stands in the log of an operation';
create trigger keep_entries before update or delete on taskforce.operation_entries for each row execute function taskforce.keep_entries();
create trigger keep_all_entries before truncate on taskforce.operation_entries for each statement execute function taskforce.keep_entries();

-- The plan shows where its stages stand: what was said of a stage last, by entries that count.
create function taskforce.follow_stages() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one uuid;
begin
  for one in
    select a.stage_id from added a where a.kind in ('stage_began', 'stage_done', 'stage_skipped')
    union
    select e.stage_id from added a join taskforce.operation_entries e on e.id = a.corrects where e.stage_id is not null
  loop
    update taskforce.operation_stages s set
      state = coalesce((array['running', 'done', 'skipped'])[array_position(array['stage_began', 'stage_done', 'stage_skipped'], last.kind)], 'waiting'),
      began_at = last.began, finished_at = case when last.kind <> 'stage_began' then last.at end
    from (
      select (array_agg(e.kind order by e.at desc, e.id desc))[1] as kind, max(e.at) as at, max(e.at) filter (where e.kind = 'stage_began') as began
      from taskforce.operation_entries e
      where e.stage_id = one and e.kind in ('stage_began', 'stage_done', 'stage_skipped')
        and not exists (select from taskforce.operation_entries c where c.corrects = e.id)) last
    where s.id = one;
  end loop;
  return null;
end $$;
comment on function taskforce.follow_stages is 'Sets the states of stages from the log';
create trigger follow_stages after insert on taskforce.operation_entries referencing new table as added
  for each statement execute function taskforce.follow_stages();

-- Every server that shows the board hears of it when it is kept.
create function taskforce.tell_boards() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('operation_entries', a.operation_id::text) from (select distinct operation_id from added) a;
  return null;
end $$;
comment on function taskforce.tell_boards is 'Tells the servers which operation has new entries';
create trigger tell_boards after insert on taskforce.operation_entries referencing new table as added
  for each statement execute function taskforce.tell_boards();

create function taskforce.tell_boards_of_state() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('operation_entries', new.id::text || ' changed');
  return null;
end $$;
comment on function taskforce.tell_boards_of_state is 'Tells the servers that an operation has another state';
create trigger tell_boards_of_state after update of state on taskforce.operations
  for each row when (new.state is distinct from old.state) execute function taskforce.tell_boards_of_state();
