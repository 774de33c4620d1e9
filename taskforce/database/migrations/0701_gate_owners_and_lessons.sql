-- The gate grows with what was learned: accepted reminders of a kind are items of its operations. An item has an owner
-- who can read the operation. Authorities that run out are told of once a threshold.

comment on column taskforce.operation_items.item is 'Which item: of the closed catalogue, or lesson- and the id of an accepted reminder without its hyphens';

-- What the rules of the gate say of settling an item; who settles it is the session.
create or replace function taskforce.guard_item() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(new.operation_id);
  entry record;
  facts jsonb;
begin
  if tg_op = 'UPDATE' and (new.operation_id, new.item) is distinct from (old.operation_id, old.item) then
    raise exception using errcode = 'CR422', message = 'item_unknown', detail = 'item', hint = 'An item stays what it is.';
  end if;
  if held.state not in ('planning', 'requested', 'reviewed', 'approved', 'postponed') then
    raise exception using errcode = 'CR422', message = 'gate_closed', detail = 'state', hint = 'The gate of an operation that has started is not changed any more.';
  end if;
  select c.settled_by, c.critical, c.never_waived into entry from taskforce.gate_catalogue() c where c.item = new.item
  union all
  select 'person', null, null where taskforce.lesson_of_kind(new.item, held.kind);
  if not found then
    raise exception using errcode = 'CR422', message = 'item_unknown', detail = 'item', hint = 'Choose an item of the readiness gate.';
  end if;
  if new.owner_id is not null and (tg_op = 'INSERT' or new.owner_id is distinct from old.owner_id)
    and new.owner_id not in (select o.id from taskforce.gate_owners(new.operation_id) o) then
    raise exception using errcode = 'CR422', message = 'owner_unknown', detail = 'ownerId', hint = 'Choose somebody who can read this operation.';
  end if;
  if tg_op = 'UPDATE' and (new.state, new.reason) is not distinct from (old.state, old.reason)
    and (old.state <> 'done' or new.evidence = old.evidence) then
    new.firm := old.firm;
    new.settled_by := old.settled_by;
    new.settled_at := old.settled_at;
    return new;
  end if;
  new.settled_by := kit.current_account();
  new.settled_at := now();
  new.firm := false;
  if new.state = 'done' and entry.settled_by = 'record' then
    raise exception using errcode = 'CR422', message = 'item_computed', detail = 'item', hint = 'This follows from the plan itself. Complete it there.';
  end if;
  if new.state = 'waived' then
    facts := taskforce.gate_facts(new.operation_id);
    if taskforce.gate_meets(entry.never_waived, facts) then
      raise exception using errcode = 'CR422', message = 'never_waived', detail = 'item', hint = 'This is never waived. Settle it, or go through imminent danger.';
    end if;
    new.firm := taskforce.supervises() and not taskforce.has_planned(new.operation_id, kit.current_account());
    if taskforce.gate_meets(entry.critical, facts) and not new.firm then
      raise exception using errcode = 'CR422', message = 'waiver_supervisor', detail = 'item', hint = 'Ask a supervisor who did not plan this operation to waive it.';
    end if;
  end if;
  return new;
end $$;

create table taskforce.authority_alarms (
  authority_id uuid not null references taskforce.operation_authorities (id) on delete cascade,
  threshold text not null check (threshold in ('week', 'two_days', 'over')),
  expires_at timestamptz not null,
  told_at timestamptz not null default now(),
  primary key (authority_id, threshold, expires_at)
);
comment on table taskforce.authority_alarms is 'Which thresholds of an authority were told of, so that each is told once; another end of it is told of anew';
comment on column taskforce.authority_alarms.authority_id is 'The warrant, order or consent';
comment on column taskforce.authority_alarms.threshold is 'A week before it runs out, two days before, or over';
comment on column taskforce.authority_alarms.expires_at is 'When it ran out, as was told';
comment on column taskforce.authority_alarms.told_at is 'When it was told';
