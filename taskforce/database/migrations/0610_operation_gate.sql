-- The readiness gate of operations, providers standing by, signatures and every change of state. What decides lies in
-- operations-gate.sql, run again with the policies; here are the tables and the triggers that ask it.

alter table taskforce.operations
  add column requested_by uuid references kit.accounts (id),
  add column requested_at timestamptz,
  add column request_round integer not null default 0;
create index operations_requested_by on taskforce.operations (requested_by);
comment on column taskforce.operations.requested_by is 'Who asked last for approval; never signs';
comment on column taskforce.operations.requested_at is 'When that was';
comment on column taskforce.operations.request_round is 'Counts the requests; signatures count for theirs alone';

alter table taskforce.dangers add column operation_id uuid references taskforce.operations (id);
create index dangers_operation on taskforce.dangers (operation_id) where operation_id is not null;
comment on column taskforce.dangers.operation_id is 'Operation it is about';

create table taskforce.operation_items (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  item text not null check (length(item) between 3 and 40),
  owner_id uuid references kit.accounts (id),
  evidence text not null default '' check (length(evidence) <= 2000),
  state text not null default 'open' check (state in ('open', 'done', 'waived')),
  reason text check (length(trim(reason)) >= 20 and length(reason) <= 2000),
  firm boolean not null default false,
  settled_by uuid references kit.accounts (id),
  settled_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (operation_id, item),
  check ((state = 'waived') = (reason is not null)),
  check (state <> 'done' or length(trim(evidence)) >= 3)
);
create index operation_items_owner on taskforce.operation_items (owner_id);
create index operation_items_settled_by on taskforce.operation_items (settled_by);
create index operation_items_created_by on taskforce.operation_items (created_by);
comment on table taskforce.operation_items is 'What people wrote down about an item of the readiness gate; an item without a line is open';
comment on column taskforce.operation_items.id is 'Random id';
comment on column taskforce.operation_items.operation_id is 'The operation';
comment on column taskforce.operation_items.item is 'Which item, of the closed catalogue';
comment on column taskforce.operation_items.owner_id is 'Who sees to it';
comment on column taskforce.operation_items.evidence is 'What shows that it is done';
comment on column taskforce.operation_items.state is 'open, done or waived';
comment on column taskforce.operation_items.reason is 'Why it was waived';
comment on column taskforce.operation_items.firm is 'Waived by a supervisor who had not planned; set by the database';
comment on column taskforce.operation_items.settled_by is 'Who said so last; taken from the session';
comment on column taskforce.operation_items.settled_at is 'When';
comment on column taskforce.operation_items.created_by is 'Who recorded it';
comment on column taskforce.operation_items.created_at is 'Recorded time';
comment on column taskforce.operation_items.version is 'Counts up at every change';
select kit.audited('taskforce.operation_items', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_items');

create table taskforce.operation_standbys (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  provider_id uuid not null references taskforce.providers (id),
  contact text not null check (length(trim(contact)) between 1 and 120),
  phone text check (length(phone) between 3 and 40),
  staging_place_id uuid,
  earliest_at timestamptz,
  notice_id uuid references taskforce.standby_notices (id),
  told_how text check (told_how in ('phone', 'in_person', 'mail', 'other')),
  told_whom text check (length(told_whom) between 1 and 120),
  told_at timestamptz,
  told_by uuid references kit.accounts (id),
  answer text check (answer in ('ready', 'partly', 'cannot')),
  answer_note text check (length(answer_note) between 1 and 500),
  asked_again_at timestamptz,
  ended_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((told_at is null) = (told_by is null)),
  check ((told_at is null) = (told_how is null)),
  check (answer is null or told_at is not null),
  foreign key (staging_place_id, operation_id) references taskforce.operation_places (id, operation_id) on delete set null (staging_place_id)
);
create unique index operation_standbys_once on taskforce.operation_standbys (operation_id, provider_id) where ended_at is null;
create index operation_standbys_operation on taskforce.operation_standbys (operation_id);
create index operation_standbys_provider on taskforce.operation_standbys (provider_id);
create index operation_standbys_staging on taskforce.operation_standbys (staging_place_id, operation_id);
create index operation_standbys_notice on taskforce.operation_standbys (notice_id);
create index operation_standbys_told_by on taskforce.operation_standbys (told_by);
create index operation_standbys_created_by on taskforce.operation_standbys (created_by);
comment on table taskforce.operation_standbys is 'Providers that stand by for an operation: away from the scene, ready right after (R-021)';
comment on column taskforce.operation_standbys.id is 'Random id';
comment on column taskforce.operation_standbys.operation_id is 'The operation';
comment on column taskforce.operation_standbys.provider_id is 'The provider';
comment on column taskforce.operation_standbys.contact is 'Whom to call there';
comment on column taskforce.operation_standbys.phone is 'Under which number';
comment on column taskforce.operation_standbys.staging_place_id is 'Where its staff stand by; a staging place for services, never the scene';
comment on column taskforce.operation_standbys.earliest_at is 'From when they can be there';
comment on column taskforce.operation_standbys.notice_id is 'Stand-by notice that it was told by; its acknowledgement and numbers count';
comment on column taskforce.operation_standbys.told_how is 'Told by a person: by which channel';
comment on column taskforce.operation_standbys.told_whom is 'To whom';
comment on column taskforce.operation_standbys.told_at is 'When';
comment on column taskforce.operation_standbys.told_by is 'By whom of us; taken from the session';
comment on column taskforce.operation_standbys.answer is 'What it answered: ready, partly, cannot';
comment on column taskforce.operation_standbys.answer_note is 'More of the answer; numbers, never names';
comment on column taskforce.operation_standbys.asked_again_at is 'Answers from before count no longer; set when a postponed operation is planned again';
comment on column taskforce.operation_standbys.ended_at is 'When it was let go';
comment on column taskforce.operation_standbys.created_by is 'Who recorded it';
comment on column taskforce.operation_standbys.created_at is 'Recorded time';
comment on column taskforce.operation_standbys.version is 'Counts up at every change';
select kit.audited('taskforce.operation_standbys', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_standbys');

create table taskforce.operation_signatures (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  round integer not null default 0,
  revision integer not null,
  decision text not null check (decision in ('signed', 'returned')),
  risk text not null default 'low' check (risk in ('low', 'medium', 'high')),
  capacities text[] not null default '{}' check (capacities <@ '{supervisor,commander,prosecutor}'),
  note text check (length(note) <= 2000),
  picture jsonb not null default '{}',
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  signed_at timestamptz not null default now(),
  unique (operation_id, round, account_id),
  check (decision = 'signed' or length(trim(note)) >= 20)
);
create index operation_signatures_account on taskforce.operation_signatures (account_id);
comment on table taskforce.operation_signatures is 'Signatures under plans and returns of plans, each with the plan as it was read; inserted only';
comment on column taskforce.operation_signatures.id is 'Random id';
comment on column taskforce.operation_signatures.operation_id is 'The operation';
comment on column taskforce.operation_signatures.round is 'For which request; set by the database';
comment on column taskforce.operation_signatures.revision is 'Revision of the plan that was read';
comment on column taskforce.operation_signatures.decision is 'signed or returned';
comment on column taskforce.operation_signatures.risk is 'Risk of the plan at that time; set by the database';
comment on column taskforce.operation_signatures.capacities is 'In which capacities the person could sign; set by the database';
comment on column taskforce.operation_signatures.note is 'What they had to say; a return needs a reason';
comment on column taskforce.operation_signatures.picture is 'The plan as it stood; taken by the database';
comment on column taskforce.operation_signatures.account_id is 'Who';
comment on column taskforce.operation_signatures.signed_at is 'When';
select kit.audited('taskforce.operation_signatures', 'operations', 'operation_id');

create table taskforce.operation_moves (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  from_state text not null,
  to_state text not null,
  reason text check (length(reason) <= 2000),
  danger_id uuid references taskforce.dangers (id),
  revision integer not null,
  moved_by uuid references kit.accounts (id),
  moved_at timestamptz not null default now()
);
create index operation_moves_operation on taskforce.operation_moves (operation_id, moved_at);
create index operation_moves_danger on taskforce.operation_moves (danger_id);
create index operation_moves_moved_by on taskforce.operation_moves (moved_by);
comment on table taskforce.operation_moves is 'Every change of state of an operation; written by the database alone';
comment on column taskforce.operation_moves.id is 'Random id';
comment on column taskforce.operation_moves.operation_id is 'The operation';
comment on column taskforce.operation_moves.from_state is 'State before';
comment on column taskforce.operation_moves.to_state is 'State after';
comment on column taskforce.operation_moves.reason is 'Why, where a reason is asked for';
comment on column taskforce.operation_moves.danger_id is 'Imminent danger it was moved through';
comment on column taskforce.operation_moves.revision is 'Revision of the plan at that time';
comment on column taskforce.operation_moves.moved_by is 'Who';
comment on column taskforce.operation_moves.moved_at is 'When';
select kit.audited('taskforce.operation_moves', 'operations', 'operation_id');

-- Evidence, stand-by and signatures of an operation wait for each other and for the start of it: the row is locked first.
create function taskforce.held_operation(the_operation uuid) returns taskforce.operations
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held taskforce.operations;
begin
  select o.* into held from taskforce.operations o where o.id = the_operation for no key update;
  return held;
end $$;
comment on function taskforce.held_operation is 'The operation, locked until the end of the transaction';

-- What the rules say of settling an item, asked again whatever program writes; who settles it is the session.
create function taskforce.guard_item() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(new.operation_id);
  found_entry record;
  facts jsonb;
begin
  if tg_op = 'UPDATE' and (new.operation_id, new.item) is distinct from (old.operation_id, old.item) then
    raise exception using errcode = 'CR422', message = 'item_unknown', detail = 'item', hint = 'An item stays what it is.';
  end if;
  if held.state not in ('planning', 'requested', 'reviewed', 'approved', 'postponed') then
    raise exception using errcode = 'CR422', message = 'gate_closed', detail = 'state', hint = 'The gate of an operation that has started is not changed any more.';
  end if;
  select c.* into found_entry from taskforce.gate_catalogue() c where c.item = new.item;
  if not found then
    raise exception using errcode = 'CR422', message = 'item_unknown', detail = 'item', hint = 'Choose an item of the readiness gate.';
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
  if new.state = 'done' and found_entry.settled_by = 'record' then
    raise exception using errcode = 'CR422', message = 'item_computed', detail = 'item', hint = 'This follows from the plan itself. Complete it there.';
  end if;
  if new.state = 'waived' then
    facts := taskforce.gate_facts(new.operation_id);
    if taskforce.gate_meets(found_entry.never_waived, facts) then
      raise exception using errcode = 'CR422', message = 'never_waived', detail = 'item', hint = 'This is never waived. Settle it, or go through imminent danger.';
    end if;
    new.firm := taskforce.supervises() and not taskforce.has_planned(new.operation_id, kit.current_account());
    if taskforce.gate_meets(found_entry.critical, facts) and not new.firm then
      raise exception using errcode = 'CR422', message = 'waiver_supervisor', detail = 'item', hint = 'Ask a supervisor who did not plan this operation to waive it.';
    end if;
  end if;
  return new;
end $$;
comment on function taskforce.guard_item is 'Refuses what the rules of the gate refuse; takes who settled an item from the session';
create trigger guard_item before insert or update on taskforce.operation_items for each row execute function taskforce.guard_item();

create function taskforce.guard_standby_of_operation() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(new.operation_id);
begin
  if held.state not in ('planning', 'requested', 'reviewed', 'approved', 'postponed') then
    raise exception using errcode = 'CR422', message = 'gate_closed', detail = 'state', hint = 'The gate of an operation that has started is not changed any more.';
  end if;
  if tg_op = 'UPDATE' and (new.operation_id, new.provider_id) is distinct from (old.operation_id, old.provider_id) then
    raise exception using errcode = 'CR422', message = 'standby_stays', detail = 'providerId', hint = 'Let this provider go, and add the other one.';
  end if;
  if new.notice_id is not null and not exists (
    select from taskforce.standby_notices n join taskforce.standby_recipients r on r.notice_id = n.id
    where n.id = new.notice_id and n.case_id = held.case_id and r.provider_id = new.provider_id) then
    raise exception using errcode = 'CR422', message = 'notice_of_another', detail = 'noticeId', hint = 'Choose a stand-by notice of the operation''s case that this provider was told.';
  end if;
  if new.staging_place_id is not null and not exists (
    select from taskforce.operation_places p where p.id = new.staging_place_id and p.operation_id = new.operation_id and p.kind = 'service_staging') then
    raise exception using errcode = 'CR422', message = 'staging_place', detail = 'stagingPlaceId', hint = 'Choose a staging place for services from the plan, away from the scene.';
  end if;
  if new.told_at > now() then
    raise exception using errcode = 'CR422', message = 'future', detail = 'toldAt', hint = 'Choose a time that is not to come.';
  end if;
  if tg_op = 'INSERT' or new.told_at is distinct from old.told_at or new.answer is distinct from old.answer then
    new.told_by := case when new.told_at is null then null else coalesce(kit.current_account(), new.told_by) end;
  end if;
  return new;
end $$;
comment on function taskforce.guard_standby_of_operation is 'Holds a provider standing by to the case, the staging places and the clock of its operation';
create trigger guard_standby before insert or update on taskforce.operation_standbys for each row execute function taskforce.guard_standby_of_operation();

-- A signature: by somebody else than who planned or asked, under the plan as it stands, of a rank still wanted.
create function taskforce.guard_signature() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(new.operation_id);
  needed text[];
  signed jsonb;
begin
  new.round := held.request_round;
  new.signed_at := now();
  new.risk := taskforce.risk_of(held.id);
  new.capacities := taskforce.signing_capacities(new.account_id);
  new.picture := taskforce.plan_of(held.id);
  if held.state not in ('requested', 'reviewed') then
    raise exception using errcode = 'CR422', message = 'not_requested', detail = 'state', hint = 'Nobody has asked for a signature. Load it again.';
  end if;
  if new.revision is distinct from held.plan_revision then
    raise exception using errcode = 'CR422', message = 'plan_changed', detail = 'revision', hint = 'The plan has changed. Read it as it stands now.';
  end if;
  if new.account_id is not distinct from held.requested_by or taskforce.has_planned(held.id, new.account_id) then
    raise exception using errcode = 'CR422', message = 'four_eyes', detail = 'account', hint = 'Whoever planned or asked does not sign. Ask a colleague.';
  end if;
  needed := taskforce.signers_needed(new.risk);
  signed := taskforce.signed_by(held.id);
  if exists (select from jsonb_array_elements(signed) s where s ->> 'account' = new.account_id::text) then
    raise exception using errcode = 'CR422', message = 'signed_already', detail = 'account', hint = 'You have signed. Another person signs next.';
  end if;
  if new.capacities = '{}' or (new.decision = 'signed' and taskforce.signers_filled(needed, signed || jsonb_build_object('account', new.account_id, 'capacities', new.capacities))
    = taskforce.signers_filled(needed, signed)) then
    raise exception using errcode = 'CR422', message = 'rank_needed', detail = 'account', hint = 'A signature of another rank is wanted at this level of risk.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_signature is 'Refuses signatures that the rules refuse, and takes the picture of the plan';
create trigger guard_signature before insert on taskforce.operation_signatures for each row execute function taskforce.guard_signature();

create function taskforce.follow_signature() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update taskforce.operations o
  set state = case when new.decision = 'returned' then 'planning' when taskforce.signed_enough(o.id) then 'approved' else 'reviewed' end
  where o.id = new.operation_id;
  return null;
end $$;
comment on function taskforce.follow_signature is 'Moves the operation as the signature says';
create trigger follow_signature after insert on taskforce.operation_signatures for each row execute function taskforce.follow_signature();

-- Every change of state, whoever makes it. A start needs an open gate and a signed plan, or a live danger that names this
-- operation with a line for every gate it passes over.
create or replace function taskforce.guard_operation_state() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  missing text;
begin
  if new.state is not distinct from old.state then
    if (new.signed_revision, new.started_at, new.ended_at, new.danger_id, new.requested_by, new.requested_at, new.request_round)
      is distinct from (old.signed_revision, old.started_at, old.ended_at, old.danger_id, old.requested_by, old.requested_at, old.request_round) then
      raise exception using errcode = 'CR422', message = 'operation_state', detail = 'state', hint = 'That state does not follow the present one. Load the operation again.';
    end if;
    return new;
  end if;
  if not taskforce.may_follow(old.state, new.state, new.danger_id is not null) then
    raise exception using errcode = 'CR422', message = 'operation_state', detail = 'state', hint = 'That state does not follow the present one. Load the operation again.';
  end if;
  case new.state
    when 'requested' then
      if old.state = 'approved' and old.signed_revision = old.plan_revision then
        raise exception using errcode = 'CR422', message = 'signed_already', detail = 'state', hint = 'This plan is signed as it stands.';
      end if;
      new.requested_by := kit.current_account();
      new.requested_at := now();
      new.request_round := old.request_round + 1;
    when 'planning' then
      new.signed_revision := null;
      if old.state in ('requested', 'reviewed') and kit.current_account() is distinct from old.requested_by and not exists (
        select from taskforce.operation_signatures s where s.operation_id = new.id and s.round = old.request_round and s.decision = 'returned') then
        raise exception using errcode = 'CR422', message = 'not_proposer', detail = 'account', hint = 'Only who asked takes it back; somebody who signs returns it with a reason.';
      end if;
    when 'reviewed' then
      if taskforce.signed_by(new.id) = '[]' then
        raise exception using errcode = 'CR422', message = 'signatures_missing', detail = 'state', hint = 'The plan is not signed by enough people for its risk.';
      end if;
    when 'approved' then
      if not taskforce.signed_enough(new.id) then
        raise exception using errcode = 'CR422', message = 'signatures_missing', detail = 'state', hint = 'The plan is not signed by enough people for its risk.';
      end if;
      new.signed_revision := new.plan_revision;
    when 'started' then
      if new.danger_id is null then
        select coalesce(b.item, b.problem) into missing from taskforce.start_blockers(new.id) b limit 1;
        if found then
          raise exception using errcode = 'CR422', message = 'gate_open', detail = 'state', hint = 'Something holds up the start. The gate of the operation says what.';
        end if;
      else
        if not exists (select from taskforce.dangers d where d.id = new.danger_id and d.operation_id = new.id and d.ended_at is null) then
          raise exception using errcode = 'CR422', message = 'danger_not_live', detail = 'dangerId', hint = 'Name a danger to this operation that has not ended.';
        end if;
        if exists (select from taskforce.start_blockers(new.id) b where not exists (
          select from taskforce.danger_bypasses y where y.danger_id = new.danger_id and y.gate = taskforce.gate_of_blocker(b.problem, b.item))) then
          raise exception using errcode = 'CR422', message = 'bypass_missing', detail = 'dangerId', hint = 'Write down every gate that is passed over.';
        end if;
      end if;
      new.started_at := now();
    when 'ended' then
      new.ended_at := now();
    when 'closed' then
      if not taskforce.operation_review_done(new.id) then
        raise exception using errcode = 'CR422', message = 'review_owed', detail = 'state', hint = 'Do the after-action review first.';
      end if;
    when 'postponed' then
      if coalesce(length(trim(new.postponed_reason)), 0) < 20 then
        raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Give the reason in at least 20 characters.';
      end if;
      new.signed_revision := null;
    when 'aborted' then
      if coalesce(length(trim(new.aborted_reason)), 0) < 20 then
        raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Give the reason in at least 20 characters.';
      end if;
      if old.state = 'started' then
        new.ended_at := now();
      end if;
  end case;
  return new;
end $$;
comment on function taskforce.guard_operation_state is 'Holds operations to the order of their states, and a start to the gate or to a live danger';
drop trigger guard_state on taskforce.operations;
create trigger guard_state before update on taskforce.operations for each row execute function taskforce.guard_operation_state();

create function taskforce.follow_operation_state() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state is not distinct from old.state then
    return null;
  end if;
  insert into taskforce.operation_moves (operation_id, from_state, to_state, reason, danger_id, revision, moved_by)
  values (new.id, old.state, new.state,
    case new.state when 'postponed' then new.postponed_reason when 'aborted' then new.aborted_reason end,
    case new.state when 'started' then new.danger_id end, new.plan_revision, kit.current_account());
  if old.state = 'postponed' and new.state = 'planning' then
    update taskforce.operation_standbys s set asked_again_at = now() where s.operation_id = new.id and s.ended_at is null;
    update taskforce.operation_items i set state = 'open', reason = null where i.operation_id = new.id and i.state <> 'open'
      and i.item in (select c.item from taskforce.gate_catalogue() c where c.perishes);
  end if;
  return null;
end $$;
comment on function taskforce.follow_operation_state is 'Writes every change of state down; a postponed operation asks providers again';
create trigger follow_state after update of state on taskforce.operations for each row execute function taskforce.follow_operation_state();
