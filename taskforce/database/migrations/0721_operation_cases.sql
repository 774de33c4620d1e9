-- Cases that an operation gave rise to (R-009, R-030): of what was found in it, from its start on. Counted as its leads.

create table taskforce.operation_cases (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  case_id uuid not null unique references taskforce.cases (id),
  reason text not null check (length(btrim(reason)) >= 20),
  made_by uuid default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now()
);
create index operation_cases_operation on taskforce.operation_cases (operation_id);
create index operation_cases_made_by on taskforce.operation_cases (made_by);
comment on table taskforce.operation_cases is 'Which case came out of which operation; shown only to readers of both, never changed';
comment on column taskforce.operation_cases.id is 'Random id';
comment on column taskforce.operation_cases.operation_id is 'The operation';
comment on column taskforce.operation_cases.case_id is 'The case that came out of it';
comment on column taskforce.operation_cases.reason is 'What was found that a case of its own began with';
comment on column taskforce.operation_cases.made_by is 'Who opened it';
comment on column taskforce.operation_cases.made_at is 'When';
select kit.audited('taskforce.operation_cases', 'operation_cases', 'id');

-- A case that the operation belonged to from its plan did not come out of it, and nothing is found before the start.
create function taskforce.guard_operation_case() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  o taskforce.operations;
begin
  select x.* into o from taskforce.operations x where x.id = new.operation_id;
  if o.started_at is null then
    raise exception using errcode = 'CR422', message = 'not_started', detail = 'operationId', hint = 'A case comes out of an operation once it has started.';
  end if;
  if o.case_id is not distinct from new.case_id then
    raise exception using errcode = 'CR422', message = 'operation_case', detail = 'operationId', hint = 'Choose another case than the one the operation belongs to.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_operation_case is 'A case comes out of an operation that has started, and is another than the operation''s own';
create trigger guard_operation_case before insert on taskforce.operation_cases for each row execute function taskforce.guard_operation_case();

-- Its columns change; policy.sql makes it anew.
drop function if exists taskforce.operation_yields(date);
