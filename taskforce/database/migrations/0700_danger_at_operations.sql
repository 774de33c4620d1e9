-- Danger at an operation: whoever was told of it is told what, and the live board hears of it wherever it was raised.

alter table taskforce.danger_contacts add column told text not null default '' check (length(told) <= 500);
comment on column taskforce.danger_contacts.told is 'What was passed on: the record of dissemination, whose reason is the danger itself';

-- At an operation, where it is says enough; one press is enough too.
do $$
declare
  needs_words text;
begin
  select c.conname into strict needs_words from pg_constraint c
  where c.conrelid = 'taskforce.dangers'::regclass and c.contype = 'c'
    and pg_get_constraintdef(c.oid) like '%tip_id IS NOT NULL%' and pg_get_constraintdef(c.oid) like '%what%';
  execute format('alter table taskforce.dangers drop constraint %I', needs_words);
end $$;
alter table taskforce.dangers add constraint dangers_say_what check (tip_id is not null or operation_id is not null or length(trim(what)) >= 3);
comment on column taskforce.dangers.what is 'What is happening; may be empty where the tip says it, or where the operation says where';

-- While an operation runs, and for a day after: the same time in which entries are taken.
create function taskforce.tell_board_of_danger(the_operation uuid, the_danger uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.operation_entries (id, operation_id, kind, at, device_at, danger_id, created_by)
  select gen_random_uuid(), o.id, 'danger', now(), now(), d.id, d.raised_by
  from taskforce.operations o join taskforce.dangers d on d.id = the_danger
  where o.id = the_operation and o.started_at is not null and (o.ended_at is null or o.ended_at > now() - interval '24 hours')
    and d.raised_by is not null and not exists (select from taskforce.operation_entries e where e.operation_id = o.id and e.danger_id = d.id)
$$;
comment on function taskforce.tell_board_of_danger is 'Writes a danger into the log of an operation that runs, once';

create function taskforce.danger_on_board() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.tell_board_of_danger(new.operation_id, new.id);
  return null;
end $$;
comment on function taskforce.danger_on_board is 'Lets a danger stand in the log of the operation it names';
-- At the end of the transaction: an entry that came from a device and names this danger is enough.
create constraint trigger danger_on_board after insert on taskforce.dangers deferrable initially deferred
  for each row when (new.operation_id is not null) execute function taskforce.danger_on_board();

create function taskforce.start_on_board() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.tell_board_of_danger(new.id, new.danger_id);
  return null;
end $$;
comment on function taskforce.start_on_board is 'Lets the log of an operation that starts through danger begin with it';
create trigger start_on_board after update of state on taskforce.operations
  for each row when (new.state = 'started' and old.state <> 'started' and new.danger_id is not null) execute function taskforce.start_on_board();
