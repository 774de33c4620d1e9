-- The identifiers of nominated targets: entered and compared as all others are, and told as a conflict is told.

-- What deconfliction holds of a nomination, for the list and the page; rules.ts makes the standing of it.
create or replace function taskforce.nomination_facts(nominations uuid[]) returns table (id uuid, room_result text, room_on date, hand_result text, live integer, waiting integer, open integer)
language sql stable security definer set search_path = pg_catalog as $$
  select n.id, r.result, r.checked_on, h.result,
    (select count(*)::integer from taskforce.deconfliction_entries e where e.nomination_id = n.id and e.subject = 'target' and e.state = 'live' and (e.expires_at is null or e.expires_at > now())),
    (select count(*)::integer from taskforce.deconfliction_entries e where e.nomination_id = n.id and e.subject = 'target' and e.state = 'waiting'),
    (select count(distinct c.id)::integer from taskforce.deconfliction_entries mine
      join taskforce.deconfliction_conflicts c on mine.id in (c.left_id, c.right_id) and c.state = 'open'
      join taskforce.deconfliction_entries other on other.id = case c.left_id when mine.id then c.right_id else c.left_id end
      where mine.nomination_id = n.id and other.silent <> 'approved')
  from unnest(nominations) as n (id)
  left join lateral (select c.result, c.checked_on from taskforce.nomination_checks c
    where c.nomination_id = n.id and c.made_by = 'room' order by c.recorded_at desc, c.id limit 1) r on true
  left join lateral (select c.result from taskforce.nomination_checks c
    where c.nomination_id = n.id and c.made_by = 'hand' order by c.recorded_at desc, c.id limit 1) h on true
$$;
comment on function taskforce.nomination_facts is 'What the standing of nominations is made of: the newest answers, identifiers compared or waiting, open conflicts';

-- As checkStanding in taskforce/nominations/rules.ts; a test holds the two against each other.
create or replace function taskforce.nomination_standing(the_nomination uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select case
    when f.open > 0 or f.hand_result = 'hit_open' then 'open'
    when f.waiting > 0 then 'waiting'
    when f.room_on is null then 'never'
    when f.room_on < taskforce.today() - (taskforce.nomination_settings() ->> 'checkDays')::integer then 'stale'
    when f.live = 0 and f.room_result <> 'no_identifier' then 'stale'
    else 'clear' end
  from taskforce.nomination_facts(array[the_nomination]) f
$$;
comment on function taskforce.nomination_standing is 'Where the answer about others at work stands: never, open, waiting, stale or clear';

create or replace function taskforce.nominations_standing(nominations uuid[]) returns table (id uuid, room_result text, room_on date, hand_result text, live integer, waiting integer, open integer)
language plpgsql stable security definer rows 50 set search_path = pg_catalog as $$
begin
  return query select f.* from taskforce.nomination_facts(array(select o.id from taskforce.open_nominations o where o.id = any (nominations))) f;
end $$;
comment on function taskforce.nominations_standing is 'The same, of nominations that the live session may read';

-- Writes down what the comparison of a nomination told.
create or replace function taskforce.nomination_checked(the_nomination uuid, because text) returns text
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told text;
  held record;
begin
  select * into held from taskforce.nomination_facts(array[the_nomination]);
  told := case
    when held.live = 0 then 'no_identifier'
    when held.open > 0 then 'hit_open'
    when exists (select from taskforce.deconfliction_entries e join taskforce.deconfliction_conflicts c on e.id in (c.left_id, c.right_id) and c.state = 'settled'
      where e.nomination_id = the_nomination and e.state = 'live') then 'hit_resolved'
    else 'no_hit' end;
  insert into taskforce.nomination_checks (nomination_id, result, checked_on, system, note, made_by, targets)
  values (the_nomination, told, taskforce.today(), 'Concert', coalesce(because, ''), 'room', held.live);
  return told;
end $$;
comment on function taskforce.nomination_checked is 'Writes down what the comparison of a nomination told, and how many identifiers were compared';

create or replace function taskforce.may_check_nomination(the_nomination uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return kit.reach('deconfliction.enter') is not null and kit.reach('nominations.make') is not null
    and exists (select from taskforce.open_nominations o join taskforce.nominations n on n.id = o.id where o.id = the_nomination and n.state in ('waiting', 'deferred'));
end $$;
comment on function taskforce.may_check_nomination is 'Whether the live session may have a nomination compared: it reads it, enters targets, and nothing is decided yet';

-- Compares everything that was entered for a nomination once more. What is settled stays settled.
create or replace function taskforce.check_nomination(the_nomination uuid, because text) returns text
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one taskforce.deconfliction_entries;
  many integer := 0;
begin
  if not taskforce.may_check_nomination(the_nomination) then
    return null;
  end if;
  perform taskforce.refuse_too_many_checks();
  for one in select e.* from taskforce.deconfliction_entries e where e.nomination_id = the_nomination and e.state = 'live' loop
    perform taskforce.compare_entry(one.id);
    perform taskforce.check_written('target', one.identifier_type,
      case when exists (select from taskforce.conflicts_of_side(array[one.id]) t where t.state = 'open') then 'hit' else 'nothing' end);
    many := many + 1;
  end loop;
  if many = 0 and length(trim(coalesce(because, ''))) < 20 then
    perform taskforce.refuse_deconfliction('identifier_needed', 'reason', 'Enter what identifies the target, or say in at least 20 characters why there is nothing.');
  end if;
  return taskforce.nomination_checked(the_nomination, case when many = 0 then because end);
end $$;
comment on function taskforce.check_nomination is 'Compares the identifiers of a nomination anew and writes the answer down; empty: not allowed';

create or replace function taskforce.targets_of_nomination(the_nomination uuid) returns table (id uuid, identifier_type text, entered_by text, mine boolean, silent text, state text,
  checked_at timestamptz, expires_at timestamptz, version integer)
language plpgsql stable security definer rows 5 set search_path = pg_catalog as $$
begin
  return query
    select e.id, e.identifier_type, a.display_name, taskforce.acts_for(e.id), e.silent, e.state, e.checked_at, e.expires_at, e.version
    from taskforce.open_nominations o join taskforce.deconfliction_entries e on e.nomination_id = o.id join kit.accounts a on a.id = e.account_id
    where o.id = the_nomination and e.subject = 'target' and e.state <> 'over'
    order by e.created_at, e.id limit 100;
end $$;
comment on function taskforce.targets_of_nomination is 'Identifiers entered for a nomination: their types alone';

create or replace function taskforce.conflicts_of_nomination(the_nomination uuid) returns table (id uuid, entry_id uuid, kind text, overlap text, identifier_type text, certainty text,
  through_coordinator boolean, agency text, officer text, phone text, email text, my_answer text, their_answer text, settled_answer text, state text, found_at timestamptz)
language plpgsql stable security definer rows 5 set search_path = pg_catalog as $$
begin
  return query select t.* from taskforce.conflicts_of_side(
    array(select e.id from taskforce.open_nominations o join taskforce.deconfliction_entries e on e.nomination_id = o.id
      where o.id = the_nomination and kit.reach('deconfliction.enter') is not null)) t
  order by array_position(array['open', 'settled', 'over'], t.state), t.found_at desc, t.id limit 100;
end $$;
comment on function taskforce.conflicts_of_nomination is 'Conflicts of a nomination as its side is told of them: contacts and type';
