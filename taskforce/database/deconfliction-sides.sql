-- Deconfliction: what people do, each function for the live session alone. Both sides of a conflict are shown through
-- conflicts_told, and the coordinator's view through conflicts_coordinated; nothing else tells of another entry.

create or replace function taskforce.acts_for(the_entry uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
begin
  return me is not null and exists (
    select from taskforce.deconfliction_entries e where e.id = the_entry
      and (me in (e.account_id, e.contact_id) or e.operation_id in (select * from taskforce.plannable_operations())));
end $$;
comment on function taskforce.acts_for is 'Whether the live session stands for an entry: its own, as its contact, or as a planner of its operation';

create or replace function taskforce.refuse_deconfliction(problem text, field text, remedy text) returns void
language plpgsql stable set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = problem, detail = field, hint = remedy;
end $$;
comment on function taskforce.refuse_deconfliction is 'Refuses with a closed word, the field and the remedy';

create or replace function taskforce.check_written(kind text, identifier_type text, told text) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.deconfliction_checks (account_id, agency_id, kind, identifier_type, told)
  values (kit.current_account(), kit.current_agency(), kind, identifier_type, told)
$$;
comment on function taskforce.check_written is 'Writes down that the live session checked something, and what it was told';

-- No account asks more often than the task force allows: whoever tries numbers one after the other is stopped.
create or replace function taskforce.refuse_too_many_checks() returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(46020);
  if (select count(*) from taskforce.deconfliction_checks c where c.account_id = kit.current_account() and c.checked_at > now() - interval '24 hours')
    >= (taskforce.deconfliction_settings() ->> 'checksPerDay')::integer then
    perform taskforce.refuse_deconfliction('too_many_checks', 'value', 'You have reached the checks of a day. Ask the coordinator if you need more.');
  end if;
end $$;
comment on function taskforce.refuse_too_many_checks is 'Refuses a check beyond those of a day';

-- What a conflict tells the side of an entry: whom to call, or the coordinator; kind, lie in time, type of identifier.
-- Several entries of the same officer that meet the same entry are one line: how many they are is not told.
create or replace function taskforce.conflicts_of_side(mine uuid[]) returns table (id uuid, entry_id uuid, kind text, overlap text, identifier_type text, certainty text,
  through_coordinator boolean, agency text, officer text, phone text, email text, my_answer text, their_answer text, settled_answer text, state text, found_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  with sides as (
    select c.*, e.id as mine_id, e.identifier_type as type, case c.left_id when e.id then c.right_id else c.left_id end as other_id,
      case c.left_id when e.id then c.left_answer else c.right_answer end as said, case c.left_id when e.id then c.right_answer else c.left_answer end as they_said,
      e.one_way
    from taskforce.deconfliction_entries e join taskforce.deconfliction_conflicts c on c.left_id = e.id or c.right_id = e.id
    where e.id = any(mine)),
  told as (
    select s.*, o.through_coordinator or s.one_way as hidden, o.account_id as other_account, o.contact_id as other_contact, o.agency_id as other_agency, o.contact_phone as other_phone
    from sides s join taskforce.deconfliction_entries o on o.id = s.other_id
    where o.silent <> 'approved'),
  one as (
    select distinct on (t.mine_id, t.kind, t.hidden, case when t.hidden then null else t.other_contact end) t.* from told t
    order by t.mine_id, t.kind, t.hidden, case when t.hidden then null else t.other_contact end,
      array_position(array['open', 'settled', 'over'], t.state),
      array_position(array['exact', 'alike_signs', 'mail_alias', 'same_building', 'sounds_alike'], t.certainty), t.overlap desc, t.id)
  select o.id, o.mine_id, o.kind, o.overlap, o.type, o.certainty, o.hidden,
    case when not o.hidden then g.name end, case when not o.hidden then a.display_name end, case when not o.hidden then o.other_phone end, case when not o.hidden then a.email end,
    o.said, case when not o.hidden then o.they_said end, o.settled_answer, o.state, o.found_at
  from one o join kit.accounts a on a.id = o.other_contact join kit.agencies g on g.id = o.other_agency
$$;
comment on function taskforce.conflicts_of_side is 'Conflicts as the side of these entries is told of them';

create or replace function taskforce.conflicts_told(the_operation uuid default null) returns table (id uuid, entry_id uuid, kind text, overlap text, identifier_type text, certainty text,
  through_coordinator boolean, agency text, officer text, phone text, email text, my_answer text, their_answer text, settled_answer text, state text, found_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
begin
  return query select t.* from taskforce.conflicts_of_side(case
    when me is null then '{}'
    when the_operation is null then array(select e.id from taskforce.deconfliction_entries e where me in (e.account_id, e.contact_id))
    when the_operation in (select * from taskforce.plannable_operations())
      or exists (select from taskforce.deconfliction_entries e where e.operation_id = the_operation and e.subject = 'operation' and me in (e.account_id, e.contact_id))
      then array(select e.id from taskforce.entries_of_operation(the_operation) e)
    else '{}' end) t
  order by array_position(array['open', 'settled', 'over'], t.state), t.found_at desc, t.id limit 200;
end $$;
comment on function taskforce.conflicts_told is 'Conflicts of the live session, or of an operation that it plans';

create or replace function taskforce.deconfliction_mine(the_operation uuid default null) returns table (id uuid, subject text, operation_id uuid, strand_id uuid, activity text,
  from_at timestamptz, until_at timestamptz, place text, lat double precision, lon double precision, identifier_type text, through_coordinator boolean, silent text,
  contact_id uuid, contact_name text, contact_phone text, no_targets_reason text, answer text, state text, revision integer, checked_at timestamptz, expires_at timestamptz,
  created_at timestamptz, version integer, nomination_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select e.id, e.subject, e.operation_id, e.strand_id, e.activity, e.from_at, e.until_at, e.place, e.lat, e.lon, e.identifier_type, e.through_coordinator, e.silent,
    e.contact_id, a.display_name, e.contact_phone, e.no_targets_reason, e.answer, e.state, e.revision, e.checked_at, e.expires_at, e.created_at, e.version, e.nomination_id
  from taskforce.deconfliction_entries e join kit.accounts a on a.id = e.contact_id
  where case when the_operation is null then (select kit.current_account()) in (e.account_id, e.contact_id)
    else e.operation_id = the_operation and taskforce.acts_for(e.id) end
  order by e.state = 'over', e.created_at desc, e.id limit 200
$$;
comment on function taskforce.deconfliction_mine is 'What the live session entered, or what belongs to an operation that it plans';

-- Targets under a strand, to whoever reads it: type, contact and dates. What silence was asked for, only its own side sees.
create or replace function taskforce.deconfliction_of_strand(the_strand uuid) returns table (id uuid, identifier_type text, through_coordinator boolean, silent text,
  contact_id uuid, contact_name text, contact_phone text, state text, checked_at timestamptz, expires_at timestamptz, created_at timestamptz, version integer, mine boolean)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select e.id, e.identifier_type, e.through_coordinator, e.silent, e.contact_id, a.display_name, e.contact_phone, e.state, e.checked_at, e.expires_at, e.created_at, e.version,
    taskforce.acts_for(e.id)
  from taskforce.deconfliction_entries e join kit.accounts a on a.id = e.contact_id
  where e.strand_id = the_strand and e.subject = 'target' and kit.reach('deconfliction.use') is not null
    and exists (select from taskforce.open_strands s where s.id = the_strand) and (e.silent = 'no' or taskforce.acts_for(e.id))
  order by e.state = 'over', e.created_at desc, e.id limit 200;
end $$;
comment on function taskforce.deconfliction_of_strand is 'Targets entered under a strand that the live session reads';

-- An event of one's own: a buy, a surveillance. A change is compared anew; 0 as version seen: it is new.
create or replace function taskforce.save_event(the_entry uuid, seen integer, the_activity text, the_from timestamptz, the_until timestamptz, the_place text,
  the_lat double precision, the_lon double precision, the_contact uuid, the_phone text, silent_because text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  made integer;
  keep constant interval := make_interval(days => (taskforce.deconfliction_settings() ->> 'eventDays')::integer);
begin
  if kit.reach('deconfliction.enter') is null then
    return null;
  end if;
  if seen = 0 then
    perform taskforce.refuse_too_many_checks();
    insert into taskforce.deconfliction_entries (id, subject, account_id, agency_id, contact_id, contact_phone, activity, from_at, until_at, place, lat, lon, silent, silent_reason, state, expires_at)
    values (the_entry, 'event', kit.current_account(), kit.current_agency(), coalesce(the_contact, kit.current_account()), the_phone, the_activity, the_from, the_until, the_place, the_lat, the_lon,
      case when silent_because is null then 'no' else 'asked' end, silent_because, case when silent_because is null then 'live' else 'waiting' end, the_until + keep)
    returning version into made;
  else
    update taskforce.deconfliction_entries e set activity = the_activity, from_at = the_from, until_at = the_until, place = the_place, lat = the_lat, lon = the_lon,
      contact_id = coalesce(the_contact, e.contact_id), contact_phone = the_phone, expires_at = the_until + keep
    where e.id = the_entry and e.version = seen and e.subject = 'event' and e.state <> 'over' and taskforce.acts_for(e.id)
    returning version into made;
  end if;
  if made is not null and exists (select from taskforce.deconfliction_entries e where e.id = the_entry and e.state = 'live') then
    perform taskforce.place_entry(the_entry, jsonb_build_array(taskforce.spot_of(the_lat, the_lon, the_from, the_until, the_activity)));
  end if;
  if made is not null then
    perform taskforce.check_written('event', null, case
      when exists (select from taskforce.deconfliction_entries e where e.id = the_entry and e.state = 'waiting') then 'waits'
      when exists (select from taskforce.conflicts_of_side(array[the_entry]) t where t.state = 'open') then 'hit' else 'nothing' end);
  end if;
  return (select e.version from taskforce.deconfliction_entries e where e.id = the_entry and made is not null);
end $$;
comment on function taskforce.save_event is 'Enters or changes an event and compares it; empty: it is not the version that was seen';

-- An identifier of a target, as tokens. Whose role only may ask gets a request that the coordinator answers.
create or replace function taskforce.enter_target(the_entry uuid, the_type text, grades text[], tokens bytea[], the_operation uuid, the_strand uuid, the_nomination uuid,
  the_phone text, through boolean, silent_because text) returns text
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  enters constant boolean := kit.reach('deconfliction.enter') is not null;
  told text;
begin
  if not enters and (kit.reach('deconfliction.ask') is null or the_operation is not null or the_strand is not null or silent_because is not null) then
    return null;
  end if;
  if the_operation is not null and the_operation not in (select * from taskforce.plannable_operations())
    or the_strand is not null and not exists (select from taskforce.open_strands s where s.id = the_strand)
    or the_nomination is not null and not taskforce.may_check_nomination(the_nomination) then
    return null;
  end if;
  perform taskforce.refuse_too_many_checks();
  if (select count(distinct e.account_id) from taskforce.deconfliction_keys k join taskforce.deconfliction_entries e on e.id = k.entry_id
      where k.token = tokens[1] and k.grade = 'exact' and e.state = 'live') >= (taskforce.deconfliction_settings() ->> 'commonAt')::integer then
    perform taskforce.refuse_deconfliction('over_common', 'value', 'Leave this one out: it belongs to too many to say anything.');
  end if;
  insert into taskforce.deconfliction_entries (id, subject, operation_id, strand_id, nomination_id, case_id, account_id, agency_id, contact_id, contact_phone, identifier_type,
    through_coordinator, one_way, silent, silent_reason, state, expires_at)
  values (the_entry, case when enters then 'target' else 'request' end, the_operation, the_strand, the_nomination,
    coalesce((select s.case_id from taskforce.strands s where s.id = the_strand), (select o.case_id from taskforce.operations o where o.id = the_operation),
      (select n.case_id from taskforce.nominations n where n.id = the_nomination)),
    kit.current_account(), kit.current_agency(), kit.current_account(), the_phone, the_type, through, not enters,
    case when silent_because is null then 'no' else 'asked' end, silent_because, case when enters and silent_because is null then 'live' else 'waiting' end,
    now() + make_interval(days => least(1826, (taskforce.deconfliction_settings() ->> 'targetDays')::integer)));
  insert into taskforce.deconfliction_keys (entry_id, grade, token) select the_entry, k.grade, k.token from unnest(grades, tokens) as k (grade, token);
  if not enters or silent_because is not null then
    told := 'waits';
    perform taskforce.tell_coordinators(the_entry);
  else
    perform taskforce.compare_entry(the_entry);
    told := case when exists (select from taskforce.conflicts_of_side(array[the_entry]) t where t.state = 'open') then 'hit' else 'nothing' end;
  end if;
  perform taskforce.check_written(case when enters then 'target' else 'request' end, the_type, told);
  if the_nomination is not null and told <> 'waits' then
    perform taskforce.nomination_checked(the_nomination, null);
  end if;
  return told;
end $$;
comment on function taskforce.enter_target is 'Enters the tokens of an identifier and compares them; answers what is told: hit, nothing, waits; empty: not allowed';

-- What law enforcement knows of how to reach a victim: entered with the flag when the channel is, kept as long as any target
-- may be, also after the channel ended. Nobody is limited in protecting, and it is no check.
create or replace function taskforce.flag_victim_channel(the_channel uuid, the_type text, grades text[], tokens bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  made uuid;
begin
  insert into taskforce.deconfliction_entries (subject, case_id, channel_id, account_id, agency_id, contact_id, identifier_type, through_coordinator, one_way, expires_at)
  select 'target', c.case_id, c.id, me, kit.current_agency(), me, the_type, true, not taskforce.holds(me, 'deconfliction.enter'), now() + interval '1826 days'
  from taskforce.victim_channels c
  where c.id = the_channel and c.recorded_by = me and not exists (select from taskforce.deconfliction_entries e where e.channel_id = c.id)
  returning id into made;
  if made is not null then
    insert into taskforce.deconfliction_keys (entry_id, grade, token) select made, k.grade, k.token from unnest(grades, tokens) as k (grade, token);
    perform taskforce.compare_entry(made);
  end if;
end $$;
comment on function taskforce.flag_victim_channel is 'Enters the tokens of a channel of a victim: whoever checks the same is sent to the coordinator';

create or replace function taskforce.tell_coordinators(the_entry uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select distinct a.id, 'deconfliction_asked', 'deconfliction_coordination', the_entry from kit.accounts a
  join kit.account_roles g on g.account_id = a.id and g.ended_at is null
  join kit.role_permissions p on p.role = g.role and p.permission = 'deconfliction.coordinate'
  where a.status = 'active' and a.id is distinct from kit.current_account()
$$;
comment on function taskforce.tell_coordinators is 'Leaves a notice with everybody who coordinates: somebody asks for silence or for a check';

create or replace function taskforce.withdraw_entry(the_entry uuid, seen integer) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if not exists (select from taskforce.deconfliction_entries e where e.id = the_entry and e.version = seen and e.subject <> 'operation' and e.state <> 'over')
    or not taskforce.acts_for(the_entry) then
    return false;
  end if;
  perform taskforce.end_entry(the_entry);
  return true;
end $$;
comment on function taskforce.withdraw_entry is 'Takes an entry of one''s own out; its tokens are deleted';

create or replace function taskforce.set_entry_contact(the_entry uuid, seen integer, the_contact uuid, the_phone text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if not taskforce.acts_for(the_entry) or not exists (select from kit.accounts a where a.id = the_contact and a.status = 'active') then
    return false;
  end if;
  update taskforce.deconfliction_entries e set contact_id = the_contact, contact_phone = the_phone where e.id = the_entry and e.version = seen and e.state <> 'over';
  return found;
end $$;
comment on function taskforce.set_entry_contact is 'Names the officer whom the other side is to call';

create or replace function taskforce.set_no_targets(the_operation uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if the_operation not in (select * from taskforce.plannable_operations()) then
    return false;
  end if;
  update taskforce.deconfliction_entries e set no_targets_reason = reason where e.operation_id = the_operation and e.subject = 'operation';
  return found;
end $$;
comment on function taskforce.set_no_targets is 'Says why an operation has no identifier to check, or takes that back';

-- Silence for an operation: asked for by its planners, in force when a coordinator agreed.
create or replace function taskforce.ask_silence(the_entry uuid, seen integer, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if not taskforce.acts_for(the_entry) or kit.reach('deconfliction.enter') is null then
    return false;
  end if;
  -- Whoever asks is written down as the one who entered it: nobody approves what they asked for.
  update taskforce.deconfliction_entries e set silent = 'asked', silent_reason = reason, silent_by = null, silent_at = null, account_id = kit.current_account()
  where e.id = the_entry and e.version = seen and e.subject = 'operation' and e.silent in ('no', 'declined') and e.state = 'live';
  if found then
    perform taskforce.tell_coordinators(the_entry);
    return true;
  end if;
  return false;
end $$;
comment on function taskforce.ask_silence is 'Asks that the other sides are not told of an operation';

create or replace function taskforce.decide_silence(the_entry uuid, seen integer, agreed boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  e taskforce.deconfliction_entries;
begin
  if kit.reach('deconfliction.coordinate') is distinct from 'all' then
    return false;
  end if;
  select x.* into e from taskforce.deconfliction_entries x where x.id = the_entry and x.version = seen and x.silent = 'asked' and x.state <> 'over' for update;
  if not found then
    return false;
  end if;
  if me in (e.account_id, e.contact_id) then
    perform taskforce.refuse_deconfliction('four_eyes', 'id', 'Somebody else decides about what you asked for.');
  end if;
  update taskforce.deconfliction_entries x set silent = case when agreed then 'approved' else 'declined' end, silent_by = me, silent_at = now(),
    state = case when x.subject = 'operation' or agreed then 'live' else 'over' end where x.id = the_entry;
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  values (e.account_id, case when agreed then 'deconfliction_silent' else 'deconfliction_not_silent' end, 'deconfliction_conflicts', the_entry);
  if not agreed and e.subject <> 'operation' then
    perform taskforce.end_entry(the_entry);
  elsif e.subject = 'event' then
    perform taskforce.place_entry(the_entry, jsonb_build_array(taskforce.spot_of(e.lat, e.lon, e.from_at, e.until_at, e.activity)));
  else
    perform taskforce.compare_entry(the_entry);
  end if;
  return true;
end $$;
comment on function taskforce.decide_silence is 'Decides about silence: in force from then on, or the entry is over (an operation stays, and is told)';

-- One side says how it was solved; both say the same, or the other was never told: settled.
create or replace function taskforce.answer_conflict(the_conflict uuid, mine uuid, word text) returns text
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  theirs taskforce.deconfliction_entries;
begin
  if not taskforce.acts_for(mine) then
    return null;
  end if;
  perform pg_advisory_xact_lock(46020);
  select o.* into theirs from taskforce.deconfliction_conflicts c
  join taskforce.deconfliction_entries o on o.id = case c.left_id when mine then c.right_id else c.left_id end
  where c.id = the_conflict and mine in (c.left_id, c.right_id) and c.state = 'open';
  if not found or theirs.silent = 'approved' then
    return null;
  end if;
  if theirs.through_coordinator or (select e.one_way from taskforce.deconfliction_entries e where e.id = mine) then
    perform taskforce.refuse_deconfliction('through_coordinator', 'answer', 'Call the coordinator, who settles this conflict.');
  end if;
  update taskforce.deconfliction_conflicts c set
    left_answer = case c.left_id when mine then word else c.left_answer end, left_by = case c.left_id when mine then me else c.left_by end, left_at = case c.left_id when mine then now() else c.left_at end,
    right_answer = case c.right_id when mine then word else c.right_answer end, right_by = case c.right_id when mine then me else c.right_by end, right_at = case c.right_id when mine then now() else c.right_at end
  from taskforce.deconfliction_entries o
  where mine in (c.left_id, c.right_id) and o.id = case c.left_id when mine then c.right_id else c.left_id end
    and o.contact_id = theirs.contact_id and c.kind = (select x.kind from taskforce.deconfliction_conflicts x where x.id = the_conflict) and c.state = 'open';
  update taskforce.deconfliction_conflicts c set state = 'settled', settled_answer = word, closed_at = now()
  from taskforce.deconfliction_entries e
  where mine in (c.left_id, c.right_id) and c.state = 'open' and e.id = mine
    and ((c.left_answer = word and c.right_answer = word) or (e.silent = 'approved' and word = case c.left_id when mine then c.left_answer else c.right_answer end));
  return (select c.state from taskforce.deconfliction_conflicts c where c.id = the_conflict);
end $$;
comment on function taskforce.answer_conflict is 'One side''s answer to a conflict, for all that the same officer has against the same entry; answers the state';

-- The coordinator: sees who meets whom, never what, and settles with a reason what is not their own.
create or replace function taskforce.conflicts_coordinated() returns table (id uuid, kind text, overlap text, identifier_type text, certainty text, state text, found_at timestamptz,
  left_agency text, left_officer text, left_phone text, left_silent boolean, left_through boolean, left_answer text,
  right_agency text, right_officer text, right_phone text, right_silent boolean, right_through boolean, right_answer text, settled_answer text)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.kind, c.overlap, l.identifier_type, c.certainty, c.state, c.found_at,
    lg.name, la.display_name, coalesce(l.contact_phone, la.email), l.silent = 'approved', l.through_coordinator or l.one_way, c.left_answer,
    rg.name, ra.display_name, coalesce(r.contact_phone, ra.email), r.silent = 'approved', r.through_coordinator or r.one_way, c.right_answer, c.settled_answer
  from taskforce.deconfliction_conflicts c
  join taskforce.deconfliction_entries l on l.id = c.left_id join kit.accounts la on la.id = l.contact_id join kit.agencies lg on lg.id = l.agency_id
  join taskforce.deconfliction_entries r on r.id = c.right_id join kit.accounts ra on ra.id = r.contact_id join kit.agencies rg on rg.id = r.agency_id
  where (select kit.reach('deconfliction.coordinate')) = 'all' and (c.state = 'open' or c.closed_at > now() - interval '30 days')
  order by c.state <> 'open', c.found_at desc, c.id limit 200
$$;
comment on function taskforce.conflicts_coordinated is 'Open conflicts and those of the last month, for the coordinator: contacts of both sides, no case, place or identifier';

create or replace function taskforce.settle_conflict(the_conflict uuid, word text, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
begin
  if kit.reach('deconfliction.coordinate') is distinct from 'all' then
    return false;
  end if;
  if exists (select from taskforce.deconfliction_conflicts c join taskforce.deconfliction_entries e on e.id in (c.left_id, c.right_id)
    where c.id = the_conflict and me in (e.account_id, e.contact_id)) then
    perform taskforce.refuse_deconfliction('four_eyes', 'id', 'Somebody else settles a conflict of your own.');
  end if;
  update taskforce.deconfliction_conflicts c set state = 'settled', settled_answer = word, settled_by = me, settled_reason = reason, closed_at = now()
  where c.id = the_conflict and c.state = 'open';
  return found;
end $$;
comment on function taskforce.settle_conflict is 'A coordinator settles a conflict with a reason; never their own';

-- What waits for the coordinator: silence asked for, and questions of those who only may ask, with whom they would meet.
create or replace function taskforce.deconfliction_waiting() returns table (id uuid, subject text, asks text, agency text, officer text, phone text, identifier_type text, activity text,
  reason text, hits integer, hit_agency text, hit_officer text, hit_phone text, created_at timestamptz, version integer)
language sql stable security definer set search_path = pg_catalog as $$
  select e.id, e.subject, case when e.subject = 'request' then 'check' else 'silence' end, g.name, a.display_name, coalesce(e.contact_phone, a.email), e.identifier_type, e.activity, e.silent_reason,
    coalesce(h.many, 0)::integer, h.agency, h.officer, h.phone, e.created_at, e.version
  from taskforce.deconfliction_entries e join kit.accounts a on a.id = e.contact_id join kit.agencies g on g.id = e.agency_id
  left join lateral (
    select count(*) as many, min(hg.name) as agency, min(ha.display_name) as officer, min(coalesce(o.contact_phone, ha.email)) as phone
    from taskforce.conflicts_of(e.id) m join taskforce.deconfliction_entries o on o.id = m.other_id join kit.accounts ha on ha.id = o.contact_id join kit.agencies hg on hg.id = o.agency_id
    where e.subject = 'request' and e.state = 'waiting'
    group by o.contact_id order by count(*) desc limit 1) h on true
  where (select kit.reach('deconfliction.coordinate')) = 'all' and (e.silent = 'asked' or (e.subject = 'request' and e.state = 'waiting')) and e.state <> 'over'
  order by e.created_at, e.id limit 200
$$;
comment on function taskforce.deconfliction_waiting is 'What waits for a decision of the coordinator';

create or replace function taskforce.answer_request(the_entry uuid, seen integer, word text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  asker uuid;
begin
  if kit.reach('deconfliction.coordinate') is distinct from 'all' then
    return false;
  end if;
  update taskforce.deconfliction_entries e set answer = word, answered_by = kit.current_account(), answered_at = now(), state = 'over'
  where e.id = the_entry and e.version = seen and e.subject = 'request' and e.state = 'waiting' returning e.account_id into asker;
  if asker is null then
    return false;
  end if;
  delete from taskforce.deconfliction_keys k where k.entry_id = the_entry;
  insert into kit.notices (account_id, kind, subject_table, subject_id) values (asker, 'deconfliction_answered', 'deconfliction_conflicts', the_entry);
  return true;
end $$;
comment on function taskforce.answer_request is 'The coordinator tells somebody who only may ask to call, or to go ahead; the tokens are deleted';

create or replace function taskforce.deconfliction_log(everybody boolean, before timestamptz) returns table (id uuid, checked_at timestamptz, agency text, officer text, kind text, identifier_type text, told text)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.checked_at, g.name, a.display_name, c.kind, c.identifier_type, c.told
  from taskforce.deconfliction_checks c join kit.accounts a on a.id = c.account_id join kit.agencies g on g.id = c.agency_id
  where (c.account_id = (select kit.current_account()) or (everybody and (select kit.reach('deconfliction.coordinate')) = 'all'))
    and (deconfliction_log.before is null or c.checked_at < deconfliction_log.before)
  order by c.checked_at desc, c.id limit 51
$$;
comment on function taskforce.deconfliction_log is 'Checks of the live session; of everybody for the coordinator';

-- Hand-off to the regional systems.
create or replace function taskforce.handoffs_of(the_entry uuid) returns table (id uuid, system text, state text, reference text, result text, reason text, made_by text, made_at timestamptz,
  answered_at timestamptz, present boolean, version integer)
language sql stable security definer set search_path = pg_catalog as $$
  select h.id, h.system, h.state, h.reference, h.result, h.reason, a.display_name, h.made_at, h.answered_at, h.revision = e.revision, h.version
  from taskforce.deconfliction_handoffs h join taskforce.deconfliction_entries e on e.id = h.entry_id join kit.accounts a on a.id = h.made_by
  where h.entry_id = the_entry and taskforce.acts_for(the_entry)
  order by h.revision desc, h.made_at desc
$$;
comment on function taskforce.handoffs_of is 'Submissions of an entry to regional systems; present: for where and when it stands now';

create or replace function taskforce.record_handoff(the_entry uuid, the_system text, the_state text, the_reference text, the_result text, the_reason text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  made uuid;
begin
  if not taskforce.acts_for(the_entry) then
    return null;
  end if;
  if not taskforce.deconfliction_settings() -> 'systems' ? the_system then
    perform taskforce.refuse_deconfliction('handoff_system', 'system', 'Choose a system of the list; an administrator keeps it.');
  end if;
  insert into taskforce.deconfliction_handoffs (entry_id, revision, system, state, reference, result, reason, made_by, answered_by, answered_at)
  select e.id, e.revision, the_system, the_state, the_reference, the_result, the_reason, me, case when the_state = 'answered' then me end, case when the_state = 'answered' then now() end
  from taskforce.deconfliction_entries e where e.id = the_entry and e.subject in ('operation', 'event') and e.state <> 'over'
  on conflict (entry_id, revision, system) do update set state = excluded.state, reference = excluded.reference, result = excluded.result, reason = excluded.reason,
    answered_by = excluded.answered_by, answered_at = excluded.answered_at
  returning id into made;
  return made;
end $$;
comment on function taskforce.record_handoff is 'Writes down that an entry was submitted to a system, what it answered, or why it was waived';

-- The clock: what is past its term goes; who leads an operation is reminded to submit it in time.
create or replace function taskforce.expire_deconfliction() returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  select count(taskforce.end_entry(e.id))::integer from taskforce.deconfliction_entries e where e.state <> 'over' and e.expires_at <= now()
$$;
comment on function taskforce.expire_deconfliction is 'Takes expired entries out, whoever asks; answers how many';

create or replace function taskforce.remind_handoffs() returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  with due as (
    select e.id, e.contact_id from taskforce.deconfliction_entries e join taskforce.operations o on o.id = e.operation_id
    where e.subject = 'operation' and o.state in ('planning', 'requested', 'reviewed', 'approved')
      and o.planned_from between now() and now() + make_interval(hours => 2 * (taskforce.deconfliction_settings() ->> 'leadHours')::integer)
      and not taskforce.handoff_current(o.id)
      and not exists (select from kit.notices n where n.account_id = e.contact_id and n.kind = 'deconfliction_hand_off' and n.subject_id = o.id and n.created_at > e.checked_at)),
  told as (
    insert into kit.notices (account_id, kind, subject_table, subject_id)
    select d.contact_id, 'deconfliction_hand_off', 'operations', e.operation_id from due d join taskforce.deconfliction_entries e on e.id = d.id returning 1)
  select count(*)::integer from told
$$;
comment on function taskforce.remind_handoffs is 'Reminds, from twice the lead time on, of operations that no regional system knows yet; once a revision';

create or replace function taskforce.deconfliction_standing(the_operation uuid) returns table (lacks text[], open integer, handed boolean, planned_from timestamptz)
language plpgsql stable security definer rows 1 set search_path = pg_catalog as $$
begin
  return query
    select taskforce.conflict_check_lacks(o.id), taskforce.open_conflicts(o.id), taskforce.handoff_current(o.id), o.planned_from
    from taskforce.operations o where o.id = the_operation and o.id in (select * from taskforce.readable_operations());
end $$;
comment on function taskforce.deconfliction_standing is 'How far the deconfliction of an operation is, for those who read it';

-- What the regional systems ask for, of an event of one's own or of the scene and staging of an operation that one plans.
create or replace function taskforce.handoff_sheet(the_entry uuid) returns table (revision integer, activity text, agency text, officer text, phone text, email text, zone text,
  places jsonb, from_at timestamptz, until_at timestamptz, meters integer)
language sql stable security definer set search_path = pg_catalog as $$
  select e.revision, e.activity, g.name, a.display_name, e.contact_phone, a.email, taskforce.zone(),
    case e.subject when 'event' then jsonb_build_array(jsonb_build_object('kind', 'scene', 'label', e.place, 'address', null, 'zip', null, 'lat', e.lat, 'lon', e.lon))
      else coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'label', p.label, 'address', p.address, 'zip', p.zip, 'lat', p.lat, 'lon', p.lon) order by p.kind, p.created_at, p.id)
        from taskforce.operation_places p where p.operation_id = e.operation_id and p.kind in ('scene', 'staging')), '[]') end,
    coalesce(e.from_at, o.planned_from), coalesce(e.until_at, o.planned_until), (taskforce.deconfliction_settings() -> 'buffers' -> e.activity ->> 'meters')::integer
  from taskforce.deconfliction_entries e join kit.accounts a on a.id = e.contact_id join kit.agencies g on g.id = e.agency_id
  left join taskforce.operations o on o.id = e.operation_id
  where e.id = the_entry and e.subject in ('operation', 'event') and taskforce.acts_for(e.id)
$$;
comment on function taskforce.handoff_sheet is 'An event as the regional systems ask for it, for those who stand for it';
