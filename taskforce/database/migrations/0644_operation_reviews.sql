-- After-action reviews (R-030): owed when an operation ends, due fourteen days later, frozen when signed. Numbers of people
-- only; nothing in them stands for anybody.

create table taskforce.operation_reviews (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null unique references taskforce.operations (id),
  due_at timestamptz not null,
  people_met integer check (people_met between 0 and 10000),
  victims_identified integer check (victims_identified between 0 and 10000),
  victims_accepting integer check (victims_accepting between 0 and 10000),
  arrests integer check (arrests between 0 and 10000),
  evidence_items integer check (evidence_items between 0 and 100000),
  leads integer check (leads between 0 and 10000),
  minutes integer check (minutes between 0 and 10000000),
  cost_cents bigint check (cost_cents between 0 and 100000000000),
  lead_least_minutes integer,
  lead_most_minutes integer,
  providers_told integer,
  worked_for_victims text not null default '' check (length(worked_for_victims) <= 8000),
  did_not_work text not null default '' check (length(did_not_work) <= 8000),
  state text not null default 'open' check (state in ('open', 'signed')),
  signed_by uuid references kit.accounts (id),
  signed_at timestamptz,
  written_by uuid references kit.accounts (id),
  version integer not null default 1,
  check ((state = 'signed') = (signed_by is not null) and (state = 'signed') = (signed_at is not null)),
  check (victims_accepting is null or victims_identified is null or victims_accepting <= victims_identified),
  check (state = 'open' or (people_met is not null and victims_identified is not null and victims_accepting is not null and arrests is not null
    and evidence_items is not null and leads is not null and minutes is not null and cost_cents is not null
    and length(trim(worked_for_victims)) >= 20 and length(trim(did_not_work)) >= 20))
);
create index operation_reviews_signed_by on taskforce.operation_reviews (signed_by);
create index operation_reviews_written_by on taskforce.operation_reviews (written_by);
create index operation_reviews_due on taskforce.operation_reviews (due_at) where state = 'open';
comment on table taskforce.operation_reviews is 'After-action reviews: what an operation yielded and cost, and what it was for the victims';
comment on column taskforce.operation_reviews.id is 'Random id';
comment on column taskforce.operation_reviews.operation_id is 'The operation';
comment on column taskforce.operation_reviews.due_at is 'Fourteen days after its end';
comment on column taskforce.operation_reviews.people_met is 'Persons met';
comment on column taskforce.operation_reviews.victims_identified is 'Of them identified as victims';
comment on column taskforce.operation_reviews.victims_accepting is 'Of them those who accepted services';
comment on column taskforce.operation_reviews.arrests is 'Arrests';
comment on column taskforce.operation_reviews.evidence_items is 'Items of evidence';
comment on column taskforce.operation_reviews.leads is 'Leads to follow';
comment on column taskforce.operation_reviews.minutes is 'Working time of everybody, in minutes';
comment on column taskforce.operation_reviews.cost_cents is 'Costs besides working time';
comment on column taskforce.operation_reviews.lead_least_minutes is 'From the notice to the start, the provider told last; computed when signed';
comment on column taskforce.operation_reviews.lead_most_minutes is 'The same, the provider told first';
comment on column taskforce.operation_reviews.providers_told is 'Providers told before the start; computed when signed';
comment on column taskforce.operation_reviews.worked_for_victims is 'What worked for the victims';
comment on column taskforce.operation_reviews.did_not_work is 'What did not';
comment on column taskforce.operation_reviews.state is 'open, or signed and frozen';
comment on column taskforce.operation_reviews.signed_by is 'Who signed';
comment on column taskforce.operation_reviews.signed_at is 'When';
comment on column taskforce.operation_reviews.written_by is 'Who wrote it last';
comment on column taskforce.operation_reviews.version is 'Counts up at every change';
select kit.audited('taskforce.operation_reviews', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_reviews');

create table taskforce.operation_lessons (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  lesson text not null check (length(trim(lesson)) between 10 and 2000),
  for_kind text not null check (for_kind in ('surveillance', 'enforcement_action', 'sting', 'labor_inspection', 'knock_and_talk', 'recovery', 'decoy', 'outreach_sweep', 'takedown')),
  reminder text check (length(trim(reminder)) between 10 and 200),
  standing text not null default 'kept' check (standing in ('kept', 'proposed', 'accepted', 'declined')),
  decided_by uuid references kit.accounts (id),
  decided_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((standing = 'kept') = (reminder is null)),
  check ((standing in ('accepted', 'declined')) = (decided_by is not null))
);
create index operation_lessons_operation on taskforce.operation_lessons (operation_id);
create index operation_lessons_kind on taskforce.operation_lessons (for_kind, created_at desc);
create index operation_lessons_decided_by on taskforce.operation_lessons (decided_by);
create index operation_lessons_created_by on taskforce.operation_lessons (created_by);
comment on table taskforce.operation_lessons is 'What is to be remembered from an operation, and reminders that plans of a kind are to carry';
comment on column taskforce.operation_lessons.id is 'Random id';
comment on column taskforce.operation_lessons.operation_id is 'The operation';
comment on column taskforce.operation_lessons.lesson is 'The lesson; no names of victims';
comment on column taskforce.operation_lessons.for_kind is 'For which kind of operation it holds';
comment on column taskforce.operation_lessons.reminder is 'One line proposed for the checklist of that kind';
comment on column taskforce.operation_lessons.standing is 'kept as a lesson; or its reminder proposed, accepted or declined';
comment on column taskforce.operation_lessons.decided_by is 'Who decided on the reminder';
comment on column taskforce.operation_lessons.decided_at is 'When';
comment on column taskforce.operation_lessons.created_by is 'Who recorded it';
comment on column taskforce.operation_lessons.created_at is 'Recorded time';
comment on column taskforce.operation_lessons.version is 'Counts up at every change';
select kit.audited('taskforce.operation_lessons', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_lessons');

create function taskforce.owe_review() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.ended_at is not null and old.ended_at is null and new.started_at is not null then
    insert into taskforce.operation_reviews (operation_id, due_at) values (new.id, new.ended_at + interval '14 days') on conflict do nothing;
  end if;
  return null;
end $$;
comment on function taskforce.owe_review is 'An operation that ended owes a review, due fourteen days later';
create trigger owe_review after update of ended_at, state on taskforce.operations for each row execute function taskforce.owe_review();

create function taskforce.guard_review() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.state = 'signed' then
    raise exception using errcode = 'CR422', message = 'review_signed', detail = 'state', hint = 'This review is signed and stays as it is.';
  end if;
  if new.state = 'open' then
    new.written_by := coalesce(kit.current_account(), old.written_by);
  end if;
  return new;
end $$;
comment on function taskforce.guard_review is 'Keeps a signed review as it is';
create trigger guard_review before update on taskforce.operation_reviews for each row execute function taskforce.guard_review();

-- Lessons are added while the review is open; afterwards only a proposed reminder is decided.
create function taskforce.guard_lesson() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from taskforce.operation_reviews r where r.operation_id = new.operation_id and r.state = 'open') then
      raise exception using errcode = 'CR422', message = 'review_signed', detail = 'lesson', hint = 'Lessons are added while the review of an ended operation is open.';
    end if;
    new.standing := case when new.reminder is null then 'kept' else 'proposed' end;
    return new;
  end if;
  if old.standing <> 'proposed' or (new.lesson, new.for_kind, new.reminder) is distinct from (old.lesson, old.for_kind, old.reminder) then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'lesson', hint = 'Only a proposed reminder is decided, once.';
  end if;
  if new.decided_by = old.created_by then
    raise exception using errcode = 'CR422', message = 'four_eyes', detail = 'lesson', hint = 'Somebody else than who proposed it decides.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_lesson is 'Lessons come with an open review; a reminder is decided once, by somebody else';
create trigger guard_lesson before insert or update on taskforce.operation_lessons for each row execute function taskforce.guard_lesson();
