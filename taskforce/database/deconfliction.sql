-- Deconfliction: comparing, and who is told what. Run again whenever anything changed. The tables are in no grant; what
-- these functions do not answer, nobody learns.

create or replace function taskforce.deconfliction_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select '{"buffers": {
      "surveillance": {"meters": 1600, "minutes": 120}, "enforcement_action": {"meters": 800, "minutes": 120}, "sting": {"meters": 800, "minutes": 120},
      "labor_inspection": {"meters": 400, "minutes": 60}, "knock_and_talk": {"meters": 400, "minutes": 60}, "recovery": {"meters": 800, "minutes": 120},
      "decoy": {"meters": 800, "minutes": 120}, "outreach_sweep": {"meters": 800, "minutes": 60}, "takedown": {"meters": 1600, "minutes": 240},
      "controlled_buy": {"meters": 800, "minutes": 120}, "undercover_contact": {"meters": 800, "minutes": 120}, "search_warrant": {"meters": 800, "minutes": 120},
      "arrest_warrant": {"meters": 800, "minutes": 120}, "informant_meeting": {"meters": 400, "minutes": 60}, "other": {"meters": 800, "minutes": 120}},
    "systems": ["RISSafe", "SAFETNet", "Case Explorer"], "leadHours": 24, "checksPerDay": 200, "commonAt": 12, "targetDays": 365, "eventDays": 7,
    "coordinator": ""}'::jsonb || coalesce((select value from kit.settings where key = 'deconfliction'), '{}')
$$;
comment on function taskforce.deconfliction_settings is 'Buffers, systems, limits and terms of deconfliction as the installation set them';

-- Comparing ---------------------------------------------------------------------------------------------------------

create or replace function taskforce.meters_between(lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision) returns double precision
language sql immutable parallel safe as $$
  select 2 * 6371008.8 * asin(least(1, sqrt(power(sin(radians(lat2 - lat1) / 2), 2) + cos(radians(lat1)) * cos(radians(lat2)) * power(sin(radians(lon2 - lon1) / 2), 2))))
$$;
comment on function taskforce.meters_between is 'Great-circle distance by the haversine formula, as in analysis/deconfliction/overlap.ts';

-- A little larger than the circle, so that none is missed; what is too far falls out by the distance itself.
create or replace function taskforce.area_around(lat double precision, lon double precision, meters integer) returns box
language sql immutable parallel safe as $$
  select box(
    point(lon - meters / (111000 * greatest(cos(radians(lat)), 0.01)), lat - meters / 111000.0),
    point(lon + meters / (111000 * greatest(cos(radians(lat)), 0.01)), lat + meters / 111000.0))
$$;
comment on function taskforce.area_around is 'Box in degrees around a point';

create or replace function taskforce.watch_of(during tstzrange, minutes integer) returns tstzrange
language sql stable parallel safe as $$
  select tstzrange(lower(during) - make_interval(mins => minutes), upper(during) + make_interval(mins => minutes), '[]')
$$;
comment on function taskforce.watch_of is 'A window with the time before and after it';

-- Entries that a window at a point meets: within the larger of both buffers in place and in time.
create or replace function taskforce.spots_near(lat double precision, lon double precision, during tstzrange, meters integer, minutes integer)
returns table (entry_id uuid, overlap text)
language plpgsql stable security definer rows 5 set search_path = pg_catalog as $$
declare
  the_watch constant tstzrange := taskforce.watch_of(during, minutes);
  the_area constant box := taskforce.area_around(lat, lon, meters);
begin
  return query
    select s.entry_id, case when s.during && spots_near.during then 'overlapping' else 'close' end
    from taskforce.deconfliction_spots s
    where s.watch && the_watch and s.area && the_area
      and taskforce.meters_between(s.lat, s.lon, spots_near.lat, spots_near.lon) <= greatest(s.meters, spots_near.meters)
      and s.during && taskforce.watch_of(spots_near.during, greatest(s.minutes, spots_near.minutes));
end $$;
comment on function taskforce.spots_near is 'Entries that a window at a point meets, and how in time';

create or replace function taskforce.keys_alike(the_entry uuid) returns table (entry_id uuid, certainty text)
language plpgsql stable security definer rows 5 set search_path = pg_catalog as $$
begin
  return query
    select other.entry_id, (array_agg(other.grade order by array_position(array['exact', 'alike_signs', 'mail_alias', 'same_building', 'sounds_alike'], other.grade)))[1]
    from taskforce.deconfliction_keys mine
    join taskforce.deconfliction_keys other on other.token = mine.token and other.grade = mine.grade and other.entry_id <> mine.entry_id
    where mine.entry_id = the_entry
    group by other.entry_id;
end $$;
comment on function taskforce.keys_alike is 'Entries with the same identifier, and how surely';

-- What an entry meets that is live, of other people, and not past. Nobody conflicts with themselves, nor a case, an
-- operation or a nomination with itself over a target.
create or replace function taskforce.conflicts_of(the_entry uuid) returns table (other_id uuid, kind text, overlap text, certainty text)
language plpgsql stable security definer rows 5 set search_path = pg_catalog as $$
declare
  mine taskforce.deconfliction_entries;
begin
  select e.* into mine from taskforce.deconfliction_entries e where e.id = the_entry;
  return query
    select o.id, case when mine.subject in ('operation', 'event') then 'event' else 'target' end, min(m.overlap), min(m.certainty)
    from (
      select n.entry_id, case when bool_or(n.overlap = 'overlapping') then 'overlapping' else 'close' end as overlap, null::text as certainty
      from taskforce.deconfliction_spots s cross join lateral taskforce.spots_near(s.lat, s.lon, s.during, s.meters, s.minutes) n
      where s.entry_id = the_entry and upper(s.during) > now() and mine.subject in ('operation', 'event')
      group by n.entry_id
      union all
      select k.entry_id, null, k.certainty from taskforce.keys_alike(the_entry) k where mine.subject in ('target', 'request')) m
    join taskforce.deconfliction_entries o on o.id = m.entry_id
    where o.id <> mine.id and o.state = 'live' and (o.expires_at is null or o.expires_at > now())
      and o.account_id <> mine.account_id and o.contact_id <> mine.contact_id
      and (o.operation_id is null or o.operation_id is distinct from mine.operation_id)
      and (o.nomination_id is null or o.nomination_id is distinct from mine.nomination_id)
      and (m.certainty is null or o.case_id is null or o.case_id is distinct from mine.case_id)
      and (m.overlap is null or exists (select from taskforce.deconfliction_spots f where f.entry_id = o.id and upper(f.during) > now()))
    group by o.id, mine.subject;
end $$;
comment on function taskforce.conflicts_of is 'What an entry meets now';

-- Whose notices: the two people of the entry; and everybody who coordinates, where the coordinator stands between.
create or replace function taskforce.tell_of_conflict(the_conflict uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select distinct who.id, 'deconfliction_conflict', 'deconfliction_conflicts', c.id
  from taskforce.deconfliction_conflicts c
  join taskforce.deconfliction_entries l on l.id = c.left_id join taskforce.deconfliction_entries r on r.id = c.right_id
  join kit.accounts who on (who.id in (l.account_id, l.contact_id) and r.silent <> 'approved') or (who.id in (r.account_id, r.contact_id) and l.silent <> 'approved')
  where c.id = the_conflict and who.status = 'active';
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select distinct a.id, 'deconfliction_coordinate', 'deconfliction_coordination', c.id
  from taskforce.deconfliction_conflicts c
  join taskforce.deconfliction_entries l on l.id = c.left_id join taskforce.deconfliction_entries r on r.id = c.right_id
  join kit.accounts a on a.status = 'active'
  join kit.account_roles g on g.account_id = a.id and g.ended_at is null
  join kit.role_permissions p on p.role = g.role and p.permission = 'deconfliction.coordinate'
  where c.id = the_conflict and (l.through_coordinator or r.through_coordinator or l.one_way or r.one_way or (l.silent = 'approved' and r.silent = 'approved'));
end $$;
comment on function taskforce.tell_of_conflict is 'Leaves notices about a conflict with both sides, as far as they may know of it';

-- Compares an entry with all others and writes down what it meets. One at a time: of two that are entered in the same
-- moment, the second waits for the first and then sees it. An event that moved is a new question; an identifier does not
-- change, and what was settled about it stays settled.
create or replace function taskforce.compare_entry(the_entry uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  found uuid[];
  one record;
  the_conflict uuid;
begin
  perform pg_advisory_xact_lock(46020);
  found := '{}';
  for one in select m.*, held.id as settled from taskforce.conflicts_of(the_entry) m
    left join taskforce.deconfliction_conflicts held on held.left_id = least(the_entry, m.other_id) and held.right_id = greatest(the_entry, m.other_id)
      and held.kind = 'target' and held.state = 'settled' loop
    if one.settled is not null then
      found := found || one.settled;
      continue;
    end if;
    insert into taskforce.deconfliction_conflicts (kind, left_id, right_id, overlap, certainty)
    values (one.kind, least(the_entry, one.other_id), greatest(the_entry, one.other_id), one.overlap, one.certainty)
    on conflict (left_id, right_id) do update set state = 'open', overlap = excluded.overlap, certainty = excluded.certainty, found_at = now(), closed_at = null,
      left_answer = null, left_by = null, left_at = null, right_answer = null, right_by = null, right_at = null,
      settled_answer = null, settled_by = null, settled_reason = null
    returning id into the_conflict;
    found := found || the_conflict;
    perform taskforce.tell_of_conflict(the_conflict);
  end loop;
  update taskforce.deconfliction_conflicts c set state = 'over', closed_at = now()
  where (c.left_id = the_entry or c.right_id = the_entry) and c.state <> 'over' and c.id <> all(found);
  update taskforce.deconfliction_entries e set checked_at = now() where e.id = the_entry;
end $$;
comment on function taskforce.compare_entry is 'Compares an entry with all others, keeps what it meets and tells both sides';

-- Puts an entry where it stands now. True when that is new: then it was compared anew.
create or replace function taskforce.place_entry(the_entry uuid, spots jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  before jsonb;
begin
  select coalesce(jsonb_agg(x.spot order by x.spot), '[]') into before from (
    select jsonb_build_object('lat', s.lat, 'lon', s.lon, 'from', lower(s.during), 'until', upper(s.during), 'meters', s.meters, 'minutes', s.minutes) as spot
    from taskforce.deconfliction_spots s where s.entry_id = the_entry) x;
  if before = (select coalesce(jsonb_agg(distinct x.spot order by x.spot), '[]') from jsonb_array_elements(spots) as x (spot))
    and exists (select from taskforce.deconfliction_entries e where e.id = the_entry and e.checked_at is not null) then
    return false;
  end if;
  delete from taskforce.deconfliction_spots s where s.entry_id = the_entry;
  insert into taskforce.deconfliction_spots (entry_id, lat, lon, during, meters, minutes, watch, area)
  select the_entry, x.lat, x.lon, x.during, x.meters, x.minutes, taskforce.watch_of(x.during, x.minutes), taskforce.area_around(x.lat, x.lon, x.meters)
  from (
    select distinct s.lat, s.lon, tstzrange(s."from", s.until) as during, s.meters, s.minutes
    from jsonb_to_recordset(spots) as s (lat double precision, lon double precision, "from" timestamptz, until timestamptz, meters integer, minutes integer)) x;
  update taskforce.deconfliction_entries e set revision = e.revision + case when e.checked_at is null then 0 else 1 end where e.id = the_entry;
  perform taskforce.compare_entry(the_entry);
  return true;
end $$;
comment on function taskforce.place_entry is 'Puts an entry at its places and windows and compares it anew when they changed';

create or replace function taskforce.spot_of(lat double precision, lon double precision, from_at timestamptz, until_at timestamptz, activity text) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object('lat', lat, 'lon', lon, 'from', from_at, 'until', until_at,
    'meters', (b.buffer ->> 'meters')::integer, 'minutes', (b.buffer ->> 'minutes')::integer)
  from (select taskforce.deconfliction_settings() -> 'buffers' -> activity as buffer) b
$$;
comment on function taskforce.spot_of is 'A place and window with the reach of the kind of activity';

-- An operation counts from planning until it is over; while it is postponed it holds no place. Scene and staging alone:
-- where victims are met or staff wait is nobody's business.
create or replace function taskforce.follow_operation(the_operation uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  o taskforce.operations;
  owner uuid;
  the_entry uuid;
  spots jsonb;
begin
  select x.* into o from taskforce.operations x where x.id = the_operation;
  if not found then
    return;
  end if;
  owner := coalesce(o.created_by, (select p.account_id from taskforce.operation_planners p where p.operation_id = o.id order by p.created_at limit 1));
  if owner is null then
    return;
  end if;
  if not exists (select from taskforce.deconfliction_entries e where e.operation_id = o.id and e.subject = 'operation') then
    insert into taskforce.deconfliction_entries (subject, operation_id, case_id, account_id, agency_id, contact_id, activity, one_way)
    values ('operation', o.id, o.case_id, owner, o.lead_agency_id, owner, o.kind, not taskforce.holds(owner, 'deconfliction.enter'))
    on conflict do nothing;
  end if;
  select e.id into the_entry from taskforce.deconfliction_entries e where e.operation_id = o.id and e.subject = 'operation';
  update taskforce.deconfliction_entries e set agency_id = o.lead_agency_id, case_id = o.case_id, activity = o.kind,
    state = case when o.state in ('ended', 'closed', 'aborted') then 'over' else 'live' end
  where e.id = the_entry and (e.agency_id, e.case_id, e.activity, e.state) is distinct from
    (o.lead_agency_id, o.case_id, o.kind, case when o.state in ('ended', 'closed', 'aborted') then 'over' else 'live' end);
  spots := case when o.state in ('planning', 'requested', 'reviewed', 'approved', 'started') and o.planned_from is not null and o.planned_until is not null then (
    select jsonb_agg(taskforce.spot_of(p.lat, p.lon, o.planned_from, o.planned_until, o.kind)) from taskforce.operation_places p
    where p.operation_id = o.id and p.kind in ('scene', 'staging') and p.lat is not null) end;
  perform taskforce.place_entry(the_entry, coalesce(spots, '[]'));
  if o.state in ('ended', 'closed', 'aborted') then
    perform taskforce.end_entry(e.id) from taskforce.deconfliction_entries e where e.operation_id = o.id and e.subject = 'target' and e.state <> 'over';
  end if;
end $$;
comment on function taskforce.follow_operation is 'Keeps the entry of an operation where its plan says, and compares it anew';

create or replace function taskforce.holds(the_account uuid, wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from kit.account_roles r join kit.role_permissions p on p.role = r.role and p.permission = wanted
    where r.account_id = the_account and r.ended_at is null)
$$;
comment on function taskforce.holds is 'Whether an account has a permission at any reach';

-- Over: it meets nothing any more, and its tokens go.
create or replace function taskforce.end_entry(the_entry uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  update taskforce.deconfliction_entries e set state = 'over' where e.id = the_entry and e.state <> 'over';
  delete from taskforce.deconfliction_keys k where k.entry_id = the_entry;
  delete from taskforce.deconfliction_spots s where s.entry_id = the_entry;
  update taskforce.deconfliction_conflicts c set state = 'over', closed_at = now() where (c.left_id = the_entry or c.right_id = the_entry) and c.state = 'open';
end $$;
comment on function taskforce.end_entry is 'Takes an entry out of the comparison';

-- After the buffers were set anew: everything that is live and not past is compared again.
create or replace function taskforce.compare_all_again() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one record;
  many integer := 0;
begin
  if kit.reach('settings.manage') is distinct from 'all' then
    return 0;
  end if;
  for one in select e.* from taskforce.deconfliction_entries e where e.state = 'live' and e.subject in ('operation', 'event')
    and exists (select from taskforce.deconfliction_spots s where s.entry_id = e.id and upper(s.during) > now()) loop
    if one.subject = 'operation' then
      perform taskforce.follow_operation(one.operation_id);
    else
      perform taskforce.place_entry(one.id, jsonb_build_array(taskforce.spot_of(one.lat, one.lon, one.from_at, one.until_at, one.activity)));
    end if;
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function taskforce.compare_all_again is 'Compares everything live anew after the buffers changed; answers how many';

-- The gate ----------------------------------------------------------------------------------------------------------

create or replace function taskforce.entries_of_operation(the_operation uuid) returns table (id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select e.id from taskforce.deconfliction_entries e where e.operation_id = the_operation
  union
  select e.id from taskforce.operation_strands s join taskforce.deconfliction_entries e on e.strand_id = s.strand_id and e.subject = 'target'
  where s.operation_id = the_operation
$$;
comment on function taskforce.entries_of_operation is 'The entry of an operation, its targets and those of its strands';

-- Conflicts that an operation has been told of and that nobody settled. A silent one on the other side is none of them.
create or replace function taskforce.open_conflicts(operation uuid) returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select count(distinct c.id)::integer
  from taskforce.entries_of_operation(operation) mine
  join taskforce.deconfliction_conflicts c on (c.left_id = mine.id or c.right_id = mine.id) and c.state = 'open'
  join taskforce.deconfliction_entries other on other.id = case c.left_id when mine.id then c.right_id else c.left_id end
  where other.silent <> 'approved' and other.id not in (select o.id from taskforce.entries_of_operation(operation) o)
$$;
comment on function taskforce.open_conflicts is 'How many conflicts of an operation nobody settled; the gate lets nothing start before it is nought';

-- What the check still lacks: a closed word each, nothing when it holds.
create or replace function taskforce.conflict_check_lacks(operation uuid) returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select array_remove(array[
    case when o.planned_from is null or o.planned_until is null then 'time' end,
    case when not exists (select from taskforce.operation_places p where p.operation_id = o.id and p.kind = 'scene' and p.lat is not null) then 'place' end,
    case when exists (select from taskforce.operation_places p where p.operation_id = o.id and p.kind = 'scene' and p.lat is null) then 'coordinates' end,
    case when o.planned_until <= now() and o.state <> 'started' then 'past' end,
    case when e.id is null or e.checked_at is null or e.state <> 'live' then 'check' end,
    case when e.silent = 'asked' then 'silent' end,
    case when e.no_targets_reason is null and exists (
      select from taskforce.operation_strands s where s.operation_id = o.id
        and not exists (select from taskforce.deconfliction_entries t where t.subject = 'target' and t.state = 'live' and (t.strand_id = s.strand_id or t.operation_id = o.id))) then 'targets' end
  ], null)
  from taskforce.operations o left join taskforce.deconfliction_entries e on e.operation_id = o.id and e.subject = 'operation'
  where o.id = operation
$$;
comment on function taskforce.conflict_check_lacks is 'What the check of an operation still lacks: time, place, coordinates, past, check, silent, targets';

create or replace function taskforce.conflict_check_current(operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(taskforce.conflict_check_lacks(operation) = '{}', false)
$$;
comment on function taskforce.conflict_check_current is 'Whether an operation was compared with all others as it is planned now, and its targets too';

-- Handed off as it is planned now: a system answered with its number, or one was waived with a reason.
create or replace function taskforce.handoff_current(operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.deconfliction_entries e join taskforce.deconfliction_handoffs h on h.entry_id = e.id and h.revision = e.revision
    where e.operation_id = operation and e.subject = 'operation' and h.state in ('answered', 'waived'))
$$;
comment on function taskforce.handoff_current is 'Whether the regional system answered for the present time and place of an operation, or that was waived with a reason';
