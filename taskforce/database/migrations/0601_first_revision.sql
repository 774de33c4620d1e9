-- What a template or an earlier plan brings in the moment an operation is opened is its first revision, not thirty.
create or replace function taskforce.count_revision(the_operation uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held text;
begin
  -- Locked before it is looked at: a signature and a change wait for each other.
  select o.state into held from taskforce.operations o where o.id = the_operation for no key update;
  if held in ('requested', 'reviewed') then
    raise exception using errcode = 'CR422', message = 'plan_frozen', detail = 'state', hint = 'The plan waits for signatures. Take the request back to change it.';
  end if;
  if held in ('started', 'ended', 'closed', 'aborted') then
    raise exception using errcode = 'CR422', message = 'plan_closed', detail = 'state', hint = 'The plan of an operation that has started is not changed any more.';
  end if;
  -- now() is when the transaction began: equal only while the operation is being opened.
  update taskforce.operations o set plan_revision = o.plan_revision + 1 where o.id = the_operation and o.created_at <> now();
  perform taskforce.note_planner(the_operation);
end $$;

-- An address is the same with a full stop at its end.
create or replace function taskforce.refuse_place_at_scene() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from taskforce.operation_places p
    where p.operation_id = new.operation_id and p.id <> new.id
      and ((new.kind = 'scene' and p.kind in ('interview', 'service_staging')) or (p.kind = 'scene' and new.kind in ('interview', 'service_staging')))
      and (btrim(lower(regexp_replace(p.address, '[^[:alnum:]]+', ' ', 'g'))) = btrim(lower(regexp_replace(new.address, '[^[:alnum:]]+', ' ', 'g')))
        or 111195 * sqrt(power(p.lat - new.lat, 2) + power((p.lon - new.lon) * cos(radians(new.lat)), 2)) < 200)) then
    raise exception using errcode = 'CR422', message = 'place_at_scene', detail = 'address', hint = 'Choose a place away from the scene: victims and providers meet elsewhere.';
  end if;
  return new;
end $$;
