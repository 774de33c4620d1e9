-- Decoy operations go after demand; they find no victims, and publishing names can raise danger (R-025). What was weighed
-- before one is written down as part of its plan and decided by somebody who did not plan it.

create table taskforce.decoy_reviews (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null unique references taskforce.operations (id),
  purpose text not null check (length(trim(purpose)) between 20 and 4000),
  outcome text not null check (length(trim(outcome)) between 20 and 4000),
  alternatives text not null check (length(trim(alternatives)) between 20 and 4000),
  publication text not null check (publication in ('none', 'counts', 'after_charge', 'after_conviction')),
  safety text not null check (length(trim(safety)) between 20 and 4000),
  state text not null default 'open' check (state in ('open', 'agreed', 'declined')),
  decided_by uuid references kit.accounts (id),
  decided_at timestamptz,
  reason text check (length(trim(reason)) between 20 and 4000),
  written_by uuid not null default kit.current_account() references kit.accounts (id),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'open') = (decided_by is null) and (state = 'open') = (decided_at is null) and (state = 'open') = (reason is null))
);
create index decoy_reviews_decided_by on taskforce.decoy_reviews (decided_by);
create index decoy_reviews_written_by on taskforce.decoy_reviews (written_by);
create index decoy_reviews_created_by on taskforce.decoy_reviews (created_by);
comment on table taskforce.decoy_reviews is 'What was weighed before a decoy operation, and who agreed to it';
comment on column taskforce.decoy_reviews.id is 'Random id';
comment on column taskforce.decoy_reviews.operation_id is 'The operation; a decoy';
comment on column taskforce.decoy_reviews.purpose is 'Why demand is to be reduced here and now';
comment on column taskforce.decoy_reviews.outcome is 'What it is expected to achieve, knowing that it finds no victims';
comment on column taskforce.decoy_reviews.alternatives is 'What else was considered, with what it yielded here, and why this';
comment on column taskforce.decoy_reviews.publication is 'What is published: nothing, counts alone, or names after charge or conviction';
comment on column taskforce.decoy_reviews.safety is 'Whom publishing could put in danger, and what is done about it';
comment on column taskforce.decoy_reviews.state is 'open, agreed or declined; open again when the text changes';
comment on column taskforce.decoy_reviews.decided_by is 'Who decided; nobody who planned it';
comment on column taskforce.decoy_reviews.decided_at is 'When';
comment on column taskforce.decoy_reviews.reason is 'Why';
comment on column taskforce.decoy_reviews.written_by is 'Who wrote it last';
comment on column taskforce.decoy_reviews.created_by is 'Who recorded it';
comment on column taskforce.decoy_reviews.created_at is 'Recorded time';
comment on column taskforce.decoy_reviews.version is 'Counts up at every change';
select kit.audited('taskforce.decoy_reviews', 'operations', 'operation_id');
select kit.versioned('taskforce.decoy_reviews');
select taskforce.plan_part('taskforce.decoy_reviews', 'state', 'decided_by', 'decided_at', 'reason', 'written_by');

-- Another text is undecided again. A decision is of somebody who never planned the operation.
create function taskforce.guard_decoy_review() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from taskforce.operations o where o.id = new.operation_id and o.kind = 'decoy') then
    raise exception using errcode = 'CR422', message = 'no_decoy', detail = 'operationId', hint = 'Only a decoy operation has a decoy review.';
  end if;
  if tg_op = 'INSERT' or (new.purpose, new.outcome, new.alternatives, new.publication, new.safety)
    is distinct from (old.purpose, old.outcome, old.alternatives, old.publication, old.safety) then
    new.state := 'open';
    new.decided_by := null;
    new.decided_at := null;
    new.reason := null;
    new.written_by := coalesce(kit.current_account(), new.written_by);
  elsif new.state <> 'open' and new.state is distinct from old.state then
    if new.decided_by = old.written_by or exists (select from taskforce.operation_planners p
      where p.operation_id = new.operation_id and p.account_id = new.decided_by and p.capacity = 'plan') then
      raise exception using errcode = 'CR422', message = 'four_eyes', detail = 'decision', hint = 'Somebody who did not plan this operation decides.';
    end if;
  end if;
  return new;
end $$;
comment on function taskforce.guard_decoy_review is 'Opens a decoy review again when its text changes, and holds its decision to four eyes';
create trigger guard_review before insert or update on taskforce.decoy_reviews for each row execute function taskforce.guard_decoy_review();
