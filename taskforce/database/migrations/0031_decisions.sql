-- Decisions a case waits for: who decides, until when; and how it was decided.

create table taskforce.decisions_needed (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  question text not null check (length(btrim(question)) between 5 and 500),
  decider_id uuid references kit.accounts (id),
  decider_name text check (length(btrim(decider_name)) between 2 and 200),
  needed_by date,
  handling text[] not null default '{}',
  asked_by uuid not null default kit.current_account() references kit.accounts (id),
  asked_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'decided', 'withdrawn')),
  decision text check (length(btrim(decision)) between 2 and 2000),
  decided_on date,
  why text check (length(btrim(why)) between 20 and 4000),
  settled_by uuid references kit.accounts (id),
  settled_at timestamptz,
  version integer not null default 1,
  check ((decider_id is null) <> (decider_name is null)),
  check ((state = 'decided') = (decision is not null and decided_on is not null)),
  check ((state = 'open') = (why is null and settled_at is null))
);
create index decisions_needed_case on taskforce.decisions_needed (case_id, asked_at desc);
create index decisions_needed_open on taskforce.decisions_needed (needed_by) where state = 'open';
comment on table taskforce.decisions_needed is 'Questions somebody has to decide in a case; settled once, never changed after';
comment on column taskforce.decisions_needed.id is 'Random id';
comment on column taskforce.decisions_needed.case_id is 'The case';
comment on column taskforce.decisions_needed.strand_id is 'The strand it concerns, if one';
comment on column taskforce.decisions_needed.question is 'What has to be decided';
comment on column taskforce.decisions_needed.decider_id is 'Who decides, when they have an account here';
comment on column taskforce.decisions_needed.decider_name is 'Who decides otherwise, as an office, e.g. the district attorney';
comment on column taskforce.decisions_needed.needed_by is 'Day by which it is needed';
comment on column taskforce.decisions_needed.handling is 'Handling labels';
comment on column taskforce.decisions_needed.asked_by is 'Who asks';
comment on column taskforce.decisions_needed.asked_at is 'When it was asked';
comment on column taskforce.decisions_needed.state is 'open, decided or withdrawn';
comment on column taskforce.decisions_needed.decision is 'What was decided';
comment on column taskforce.decisions_needed.decided_on is 'Day it was decided';
comment on column taskforce.decisions_needed.why is 'Why it was decided so, or withdrawn';
comment on column taskforce.decisions_needed.settled_by is 'Who wrote the decision down; taken from their session';
comment on column taskforce.decisions_needed.settled_at is 'When it was written down';
comment on column taskforce.decisions_needed.version is 'Counts up at every change';

create function taskforce.settle_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.strand_id is not null and not exists (
      select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
      raise exception using errcode = '23503';
    end if;
    return new;
  end if;
  if old.state <> 'open' then
    raise exception using errcode = 'CR422', message = 'already_settled', detail = 'state', hint = 'This was settled. Ask the question anew if it comes up again.';
  end if;
  if new.state = 'open' then
    return new;
  end if;
  if new.state = 'decided' and old.decider_id is not null and old.decider_id is distinct from kit.current_account() then
    raise exception using errcode = 'CR422', message = 'not_yours_to_decide', detail = 'decision', hint = 'Only the person named decides this. Withdraw it and ask somebody else if they cannot.';
  end if;
  if new.decided_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'decidedOn', hint = 'Give the day it was decided: today or earlier.';
  end if;
  new.settled_by := kit.current_account();
  new.settled_at := now();
  return new;
end $$;
comment on function taskforce.settle_decision is 'A question is settled once, by the person named, and signed by the session';
create trigger settle_decision before insert or update on taskforce.decisions_needed
  for each row execute function taskforce.settle_decision();
select kit.audited('taskforce.decisions_needed', 'cases', 'case_id');
select kit.versioned('taskforce.decisions_needed');
select taskforce.counts_as_activity('taskforce.decisions_needed');
