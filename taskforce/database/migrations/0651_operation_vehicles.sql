-- What an operation uses of the vehicles, rooms and equipment that are shared: a part of its plan.

create table taskforce.operation_vehicles (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  vehicle_id uuid not null references taskforce.vehicles (id),
  note text check (length(note) between 1 and 200),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (operation_id, vehicle_id)
);
create index operation_vehicles_vehicle on taskforce.operation_vehicles (vehicle_id);
comment on table taskforce.operation_vehicles is 'Vehicles, rooms and equipment that an operation uses, for its whole window';
comment on column taskforce.operation_vehicles.id is 'Random id';
comment on column taskforce.operation_vehicles.operation_id is 'The operation';
comment on column taskforce.operation_vehicles.vehicle_id is 'What it uses';
comment on column taskforce.operation_vehicles.note is 'What for';
comment on column taskforce.operation_vehicles.created_by is 'Who recorded it';
comment on column taskforce.operation_vehicles.created_at is 'Recorded time';
comment on column taskforce.operation_vehicles.version is 'Counts up at every change';
select kit.audited('taskforce.operation_vehicles', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_vehicles');
select taskforce.plan_part('taskforce.operation_vehicles');

create function taskforce.named_person(the_agency uuid, the_name text) returns text
language sql immutable set search_path = pg_catalog as $$
  select 'person:' || the_agency::text || ':' || lower(regexp_replace(btrim(the_name), '\s+', ' ', 'g'))
$$;
comment on function taskforce.named_person is 'One key for one person without an account, whatever the writing of capitals and blanks';

create function taskforce.iso(at timestamptz) returns text
language sql stable set search_path = pg_catalog as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;
comment on function taskforce.iso is 'An instant in UTC as text after ISO 8601';
