-- Rights of victims (R-049, 18 USC 3771): which were told, when and in which language; what happens in court or custody;
-- who is told of it, through a channel that the victim called safe and no other, with proof, and every try that failed.

create table taskforce.rights_told (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  rights text[] not null check (cardinality(rights) between 1 and 10 and rights <@ '{protection,notice,attendance,to_be_heard,to_confer,restitution,no_delay,fairness,plea_information,information}'),
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  way text not null check (way in ('in_person', 'by_phone', 'by_video', 'in_writing')),
  understood text not null check (understood in ('yes', 'no', 'unsure', 'not_asked')),
  told_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id)
);
create index rights_told_victim on taskforce.rights_told (victim_id, told_on desc);
create index rights_told_case on taskforce.rights_told (case_id);
comment on table taskforce.rights_told is 'Which rights a victim was told of, when and in which language; never changed';
comment on column taskforce.rights_told.id is 'Random id';
comment on column taskforce.rights_told.victim_id is 'The victim';
comment on column taskforce.rights_told.case_id is 'Case of the victim; set by the database';
comment on column taskforce.rights_told.rights is 'The rights, from the ten of 18 USC 3771(a)';
comment on column taskforce.rights_told.language is 'Language in which they were told (BCP 47)';
comment on column taskforce.rights_told.way is 'In person, by phone, by video or in writing';
comment on column taskforce.rights_told.understood is 'Whether the victim says they understood: yes, no, unsure or not_asked';
comment on column taskforce.rights_told.told_on is 'Day';
comment on column taskforce.rights_told.recorded_at is 'Recorded time';
comment on column taskforce.rights_told.recorded_by is 'Who recorded it; taken from their session';

create table taskforce.notice_choices (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  events text[] not null check (cardinality(events) between 1 and 9 and events <@ '{hearing,release,escape,plea,trial,sentencing,parole,dismissal,appeal}'),
  choice text not null check (choice in ('in', 'out')),
  said_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  unique (victim_id, place)
);
create index notice_choices_case on taskforce.notice_choices (case_id);
comment on table taskforce.notice_choices is 'Of what a victim wants to be told; the latest word on an event holds. Nobody asked: they are told';
comment on column taskforce.notice_choices.id is 'Random id';
comment on column taskforce.notice_choices.victim_id is 'The victim';
comment on column taskforce.notice_choices.case_id is 'Case of the victim; set by the database';
comment on column taskforce.notice_choices.place is 'Running number for the victim; set by the database';
comment on column taskforce.notice_choices.events is 'Kinds of event';
comment on column taskforce.notice_choices.choice is 'in: wants to be told; out: does not';
comment on column taskforce.notice_choices.said_on is 'Day the victim said so';
comment on column taskforce.notice_choices.recorded_at is 'Recorded time';
comment on column taskforce.notice_choices.recorded_by is 'Who recorded it; taken from their session';

create table taskforce.rights_events (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  kind text not null check (kind in ('hearing', 'release', 'escape', 'plea', 'trial', 'sentencing', 'parole', 'dismissal', 'appeal')),
  concerning text not null check (length(btrim(concerning)) between 2 and 120),
  happens_at timestamptz not null,
  court text not null default '' check (length(court) <= 200),
  taken_back_at timestamptz,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1
);
create index rights_events_case on taskforce.rights_events (case_id, happens_at desc);
comment on table taskforce.rights_events is 'What happens in court or custody and is told to the victims of the case';
comment on column taskforce.rights_events.id is 'Random id';
comment on column taskforce.rights_events.case_id is 'The case';
comment on column taskforce.rights_events.kind is 'Kind, from the closed list';
comment on column taskforce.rights_events.concerning is 'Whom it concerns, as the case names them';
comment on column taskforce.rights_events.happens_at is 'When it happens or happened';
comment on column taskforce.rights_events.court is 'Court or office';
comment on column taskforce.rights_events.taken_back_at is 'When it was called off or found to be wrong';
comment on column taskforce.rights_events.recorded_at is 'Recorded time';
comment on column taskforce.rights_events.recorded_by is 'Who recorded it; taken from their session';
comment on column taskforce.rights_events.version is 'Counts up at every change';

create table taskforce.rights_notices (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references taskforce.rights_events (id),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  started_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'owed' check (state in ('owed', 'told', 'not_wanted', 'not_reached')),
  reason text check (length(reason) <= 2000),
  settled_at timestamptz,
  settled_by uuid references kit.accounts (id),
  version integer not null default 1,
  unique (event_id, victim_id),
  check ((state = 'owed') = (settled_at is null)),
  check (state <> 'not_reached' or taskforce.has_reason(reason)),
  check (due_at >= started_at)
);
create index rights_notices_victim on taskforce.rights_notices (victim_id, due_at);
create index rights_notices_case on taskforce.rights_notices (case_id);
create index rights_notices_due on taskforce.rights_notices (due_at) where state = 'owed';
comment on table taskforce.rights_notices is 'Notice of an event that one victim is owed';
comment on column taskforce.rights_notices.id is 'Random id';
comment on column taskforce.rights_notices.event_id is 'The event';
comment on column taskforce.rights_notices.victim_id is 'The victim';
comment on column taskforce.rights_notices.case_id is 'The case';
comment on column taskforce.rights_notices.started_at is 'When the task force knew of the event, or of the victim';
comment on column taskforce.rights_notices.due_at is 'Until when the victim is to be told; computed by the database';
comment on column taskforce.rights_notices.state is 'owed, told (a try with proof), not_wanted (by the choice of the victim) or not_reached';
comment on column taskforce.rights_notices.reason is 'Why nobody could be told';
comment on column taskforce.rights_notices.settled_at is 'When it was settled';
comment on column taskforce.rights_notices.settled_by is 'Who settled it; taken from their session';
comment on column taskforce.rights_notices.version is 'Counts up at every change';

create table taskforce.notice_tries (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references taskforce.rights_notices (id),
  victim_id uuid not null,
  case_id uuid not null references taskforce.cases (id),
  channel_id uuid not null,
  tried_at timestamptz not null,
  outcome text not null check (outcome in ('told', 'no_answer', 'wrong_person', 'not_now', 'returned')),
  proof text check (proof in ('spoke_with_victim', 'signed_receipt', 'delivery_receipt', 'court_record')),
  reference text check (length(reference) <= 120),
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  foreign key (channel_id, victim_id) references taskforce.victim_channels (id, victim_id),
  check ((outcome = 'told') = (proof is not null))
);
create index notice_tries_notice on taskforce.notice_tries (notice_id, tried_at);
create index notice_tries_channel on taskforce.notice_tries (channel_id, victim_id);
create index notice_tries_case on taskforce.notice_tries (case_id);
comment on table taskforce.notice_tries is 'Tries to tell a victim, through a channel they called safe; never changed';
comment on column taskforce.notice_tries.id is 'Random id';
comment on column taskforce.notice_tries.notice_id is 'The notice';
comment on column taskforce.notice_tries.victim_id is 'The victim; set by the database';
comment on column taskforce.notice_tries.case_id is 'The case; set by the database';
comment on column taskforce.notice_tries.channel_id is 'The channel; never one that is unsafe, unknown or ended';
comment on column taskforce.notice_tries.tried_at is 'When';
comment on column taskforce.notice_tries.outcome is 'told, no_answer, wrong_person, not_now or returned';
comment on column taskforce.notice_tries.proof is 'What proves that the victim was told';
comment on column taskforce.notice_tries.reference is 'Number of the receipt or record';
comment on column taskforce.notice_tries.recorded_at is 'Recorded time';
comment on column taskforce.notice_tries.recorded_by is 'Who recorded it; taken from their session';

create function taskforce.notice_choice(the_victim uuid, the_event text) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select c.choice from taskforce.notice_choices c
    where c.victim_id = the_victim and the_event = any (c.events) order by c.place desc limit 1), 'in')
$$;
comment on function taskforce.notice_choice is 'Whether a victim wants to be told of a kind of event; in while nobody asked';

-- Release and escape are told within hours. Of the rest a victim hears some days before; when that is past, by the end of
-- the day, and never later than the event itself while it is still to come.
create function taskforce.notice_due(kind text, happens timestamptz, known timestamptz) returns timestamptz
language sql stable security definer set search_path = pg_catalog as $$
  select greatest(known, case when kind in ('release', 'escape')
    then known + make_interval(secs => ((r.rules ->> 'urgentNoticeHours')::numeric * 3600)::double precision)
    else least(
      greatest(taskforce.end_of_day((happens at time zone taskforce.zone())::date - (r.rules ->> 'noticeDays')::integer),
        taskforce.end_of_day((known at time zone taskforce.zone())::date)),
      case when happens > known then happens end) end)
  from (select taskforce.victim_protocol() as rules) r
$$;
comment on function taskforce.notice_due is 'Until when a victim is told of an event that became known at a moment';

create function taskforce.owe_notice(the_event taskforce.rights_events, the_victim uuid, known timestamptz) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.rights_notices (event_id, victim_id, case_id, started_at, due_at, state, settled_at)
  select the_event.id, the_victim, the_event.case_id, known, taskforce.notice_due(the_event.kind, the_event.happens_at, known),
    case c.choice when 'out' then 'not_wanted' else 'owed' end, case c.choice when 'out' then known end
  from (select taskforce.notice_choice(the_victim, the_event.kind) as choice) c
  on conflict do nothing
$$;
comment on function taskforce.owe_notice is 'Owes a victim notice of an event, or records that they want none';

create function taskforce.notices_of_event() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one uuid;
begin
  if tg_op = 'INSERT' then
    for one in select v.id from taskforce.victims v where v.case_id = new.case_id and v.status <> 'not_identified' loop
      perform taskforce.owe_notice(new, one, now());
    end loop;
  elsif new.taken_back_at is not null and old.taken_back_at is null then
    update taskforce.rights_notices n set state = 'not_reached', reason = 'The event was taken back before anybody was told.'
    where n.event_id = new.id and n.state = 'owed';
  end if;
  return null;
end $$;
comment on function taskforce.notices_of_event is 'An event owes a notice to every victim of its case';

create function taskforce.notices_of_victim() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one taskforce.rights_events;
begin
  for one in select * from taskforce.rights_events e where e.case_id = new.case_id and e.happens_at > now() and e.taken_back_at is null loop
    perform taskforce.owe_notice(one, new.id, now());
  end loop;
  return null;
end $$;
comment on function taskforce.notices_of_victim is 'A victim recorded later is owed notice of what is still to come';

create function taskforce.check_event() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - '{taken_back_at,version}'::text[] <> to_jsonb(old) - '{taken_back_at,version}'::text[] then
    raise exception using errcode = 'CR422', message = 'written_once', detail = 'event', hint = 'Take this event back and record it anew: victims may have been told of it.';
  end if;
  if tg_op = 'INSERT' and new.kind in ('escape', 'dismissal') and new.happens_at > now() + interval '1 day' then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'happensAt', hint = 'Give when it happened.';
  end if;
  return new;
end $$;
comment on function taskforce.check_event is 'An event is written once and can be taken back';

create function taskforce.number_choice() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(46409, hashtext(new.victim_id::text));
  select coalesce(max(c.place), 0) + 1 into new.place from taskforce.notice_choices c where c.victim_id = new.victim_id;
  return new;
end $$;
comment on function taskforce.number_choice is 'Numbers the choices of a victim in their order';

-- Who says no longer is owed nothing; who says yes again is owed what is still to come.
create function taskforce.apply_choice() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.choice = 'out' then
    update taskforce.rights_notices n set state = 'not_wanted'
    from taskforce.rights_events e
    where e.id = n.event_id and n.victim_id = new.victim_id and n.state = 'owed' and e.kind = any (new.events);
  else
    update taskforce.rights_notices n set state = 'owed', started_at = now(), due_at = taskforce.notice_due(e.kind, e.happens_at, now())
    from taskforce.rights_events e
    where e.id = n.event_id and n.victim_id = new.victim_id and n.state = 'not_wanted' and e.kind = any (new.events)
      and e.happens_at > now() and e.taken_back_at is null;
  end if;
  return null;
end $$;
comment on function taskforce.apply_choice is 'The latest choice of a victim decides which notices are owed';

create function taskforce.check_notice() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.event_id <> old.event_id or new.victim_id <> old.victim_id then
    raise exception using errcode = '42501';
  end if;
  if old.state = 'told' then
    raise exception using errcode = 'CR422', message = 'already_settled', detail = 'state', hint = 'The victim was told; this stays as it is.';
  end if;
  if new.state = 'not_reached' and not taskforce.has_reason(new.reason) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters why the victim could not be told.';
  end if;
  if new.state = 'told' and not exists (select from taskforce.notice_tries t where t.notice_id = new.id and t.outcome = 'told') then
    raise exception using errcode = 'CR422', message = 'proof_needed', detail = 'proof', hint = 'Record the try by which the victim was told, with its proof.';
  end if;
  new.settled_at := case when new.state = 'owed' then null else now() end;
  new.settled_by := case when new.state = 'owed' then null else kit.current_account() end;
  return new;
end $$;
comment on function taskforce.check_notice is 'A notice counts as told only by a try with proof';

-- Only a channel that this victim called safe, that is in use, on the days and at the hours they named.
create function taskforce.check_try() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  notice taskforce.rights_notices;
  channel taskforce.victim_channels;
  local constant timestamp := new.tried_at at time zone taskforce.zone();
begin
  select * into notice from taskforce.rights_notices n where n.id = new.notice_id for update;
  if notice.id is null then
    raise exception using errcode = '23503';
  end if;
  new.victim_id := notice.victim_id;
  new.case_id := notice.case_id;
  new.recorded_at := now();
  new.recorded_by := kit.current_account();
  select * into channel from taskforce.victim_channels c where c.id = new.channel_id and c.victim_id = notice.victim_id;
  if channel.id is null then
    raise exception using errcode = '23503';
  end if;
  if channel.safety <> 'safe' or channel.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'unsafe_channel', detail = 'channelId', hint = 'Use only a channel that the victim called safe. If there is none, tell them in person.';
  end if;
  if (channel.days <> '{}' and not btrim(lower(to_char(local, 'FMday'))) = any (channel.days))
    or (channel.from_time is not null and (to_char(local, 'HH24:MI') < channel.from_time or to_char(local, 'HH24:MI') >= channel.until_time)) then
    raise exception using errcode = 'CR422', message = 'unsafe_time', detail = 'triedAt', hint = 'The victim named days and hours at which this channel is safe. Keep to them.';
  end if;
  if notice.state not in ('owed', 'not_reached') then
    raise exception using errcode = 'CR422', message = 'already_settled', detail = 'state', hint = 'This notice is not owed any more. Do not contact the victim about it.';
  end if;
  if new.tried_at > now() or new.tried_at < notice.started_at - interval '1 day' then
    raise exception using errcode = 'CR422', message = 'wrong_day', detail = 'triedAt', hint = 'Give when the try was made: since the notice is owed, and not in the future.';
  end if;
  if new.outcome = 'told' and new.proof is null then
    raise exception using errcode = 'CR422', message = 'proof_needed', detail = 'proof', hint = 'Say what proves that the victim was told.';
  end if;
  return new;
end $$;
comment on function taskforce.check_try is 'Refuses a try through anything but a safe channel at a safe time';

create function taskforce.settle_by_try() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.outcome = 'told' then
    update taskforce.rights_notices n set state = 'told' where n.id = new.notice_id;
  end if;
  return null;
end $$;
comment on function taskforce.settle_by_try is 'A try with proof settles the notice';

create trigger a_case_of_victim before insert on taskforce.rights_told for each row execute function taskforce.case_of_victim();
create trigger a_case_of_victim before insert on taskforce.notice_choices for each row execute function taskforce.case_of_victim();
create trigger number_choice before insert on taskforce.notice_choices for each row execute function taskforce.number_choice();
create trigger apply_choice after insert on taskforce.notice_choices for each row execute function taskforce.apply_choice();
create trigger check_event before insert or update on taskforce.rights_events for each row execute function taskforce.check_event();
create trigger notices_of_event after insert or update on taskforce.rights_events for each row execute function taskforce.notices_of_event();
create trigger notices_of_victim after insert on taskforce.victims for each row execute function taskforce.notices_of_victim();
create trigger check_notice before update on taskforce.rights_notices for each row execute function taskforce.check_notice();
create trigger check_try before insert on taskforce.notice_tries for each row execute function taskforce.check_try();
create trigger settle_by_try after insert on taskforce.notice_tries for each row execute function taskforce.settle_by_try();
create index rights_notices_settled_by on taskforce.rights_notices (settled_by) where settled_by is not null;
select kit.audited('taskforce.rights_told', 'victims', 'victim_id');
select kit.audited('taskforce.notice_choices', 'victims', 'victim_id');
select kit.audited('taskforce.rights_events', 'rights_events', 'id');
select kit.versioned('taskforce.rights_events');
select kit.audited('taskforce.rights_notices', 'victims', 'victim_id');
select kit.versioned('taskforce.rights_notices');
select kit.audited('taskforce.notice_tries', 'victims', 'victim_id');
