-- Imminent danger: before everything else, from any screen, with its own clock. What it passes over is written down.

create table taskforce.dangers (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid references taskforce.tips (id),
  case_id uuid references taskforce.cases (id),
  what text not null default '' check (length(what) <= 2000),
  place text not null default '' check (length(place) <= 500),
  raised_by uuid references kit.accounts (id),
  raised_at timestamptz not null default now(),
  officer_due_at timestamptz not null,
  contact_due_at timestamptz not null,
  accountable_id uuid references kit.accounts (id),
  accepted_at timestamptz,
  ending text check (ending in ('person_safe', 'handed_to_responders', 'not_found', 'no_danger_there')),
  ended_summary text check (length(trim(ended_summary)) between 20 and 2000),
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  review_due_at timestamptz,
  version integer not null default 1,
  check (tip_id is not null or length(trim(what)) >= 3),
  check ((accountable_id is null) = (accepted_at is null)),
  check (ended_at is null or accountable_id is not null),
  check ((ended_at is null) = (ending is null)),
  check ((ended_at is null) = (ended_summary is null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((ended_at is null) = (review_due_at is null))
);
create index dangers_open on taskforce.dangers (officer_due_at) where ended_at is null;
create index dangers_tip on taskforce.dangers (tip_id) where tip_id is not null;
create index dangers_case on taskforce.dangers (case_id) where case_id is not null;
create index dangers_recent on taskforce.dangers (raised_at desc, id);
comment on table taskforce.dangers is 'Somebody may be in danger now: on a tip, on a case, or on neither';
comment on column taskforce.dangers.id is 'Random id';
comment on column taskforce.dangers.tip_id is 'Tip it is about';
comment on column taskforce.dangers.case_id is 'Case it is about';
comment on column taskforce.dangers.what is 'What is happening; may be empty where the tip says it';
comment on column taskforce.dangers.place is 'Where';
comment on column taskforce.dangers.raised_by is 'Who raised it; empty when a reporter did on the public form';
comment on column taskforce.dangers.raised_at is 'When; exact also for the public form, because the clock runs from here';
comment on column taskforce.dangers.officer_due_at is 'By when somebody must be accountable';
comment on column taskforce.dangers.contact_due_at is 'By when somebody is reached or three tries are written down';
comment on column taskforce.dangers.accountable_id is 'Officer who answers for it';
comment on column taskforce.dangers.accepted_at is 'When it was first taken';
comment on column taskforce.dangers.ending is 'How it ended';
comment on column taskforce.dangers.ended_summary is 'How it ended, in words';
comment on column taskforce.dangers.ended_at is 'When it ended';
comment on column taskforce.dangers.ended_by is 'Who said so';
comment on column taskforce.dangers.review_due_at is 'By when the after-action review is owed';
comment on column taskforce.dangers.version is 'Counts up at every change';

create table taskforce.danger_contacts (
  id uuid primary key default gen_random_uuid(),
  danger_id uuid not null references taskforce.dangers (id),
  kind text not null check (kind in ('dispatch_911', 'patrol', 'on_call_officer', 'supervisor', 'partner_agency', 'child_protection', 'medical', 'tipster')),
  whom text not null default '' check (length(whom) <= 200),
  outcome text not null check (outcome in ('reached_and_responding', 'reached_cannot_respond', 'no_answer', 'message_left', 'wrong_number', 'refused')),
  note text not null default '' check (length(note) <= 500),
  tried_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  check (tried_at <= recorded_at + interval '5 minutes')
);
create index danger_contacts_danger on taskforce.danger_contacts (danger_id, tried_at);
comment on table taskforce.danger_contacts is 'Whom one tried to reach about a danger; inserted only';
comment on column taskforce.danger_contacts.id is 'Random id';
comment on column taskforce.danger_contacts.danger_id is 'The danger';
comment on column taskforce.danger_contacts.kind is 'Whom: dispatch, patrol, supervisor, …';
comment on column taskforce.danger_contacts.whom is 'Which one';
comment on column taskforce.danger_contacts.outcome is 'How the try ended';
comment on column taskforce.danger_contacts.note is 'More, in words';
comment on column taskforce.danger_contacts.tried_at is 'When it was tried';
comment on column taskforce.danger_contacts.recorded_at is 'When it was written down';
comment on column taskforce.danger_contacts.recorded_by is 'By whom';

create table taskforce.danger_bypasses (
  id uuid primary key default gen_random_uuid(),
  danger_id uuid not null references taskforce.dangers (id),
  gate text not null check (gate in ('deconfliction', 'planning', 'approval', 'standby_notice', 'triage_order', 'pre_operational_checklist')),
  reason text not null check (length(trim(reason)) >= 10 and length(reason) <= 1000),
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  unique (danger_id, gate)
);
comment on table taskforce.danger_bypasses is 'Gates that a danger passed unopened, and why; inserted only. The audit is never among them';
comment on column taskforce.danger_bypasses.id is 'Random id';
comment on column taskforce.danger_bypasses.danger_id is 'The danger';
comment on column taskforce.danger_bypasses.gate is 'What was passed over';
comment on column taskforce.danger_bypasses.reason is 'Why';
comment on column taskforce.danger_bypasses.recorded_at is 'When it was written down';
comment on column taskforce.danger_bypasses.recorded_by is 'By whom';

create table taskforce.danger_reviews (
  id uuid primary key default gen_random_uuid(),
  danger_id uuid not null unique references taskforce.dangers (id),
  due_at timestamptz not null,
  findings text check (length(findings) <= 4000),
  done_at timestamptz,
  done_by uuid references kit.accounts (id),
  version integer not null default 1,
  check ((done_at is null) = (done_by is null)),
  check ((done_at is null) = (findings is null))
);
create index danger_reviews_owed on taskforce.danger_reviews (due_at) where done_at is null;
comment on table taskforce.danger_reviews is 'The after-action review that every ended danger owes';
comment on column taskforce.danger_reviews.id is 'Random id';
comment on column taskforce.danger_reviews.danger_id is 'The danger';
comment on column taskforce.danger_reviews.due_at is 'By when';
comment on column taskforce.danger_reviews.findings is 'What was found';
comment on column taskforce.danger_reviews.done_at is 'When it was done';
comment on column taskforce.danger_reviews.done_by is 'By whom';
comment on column taskforce.danger_reviews.version is 'Counts up at every change';

-- Ended is final, and leaves a review owed; the tip shows whether a danger on it is open.
create function taskforce.guard_danger() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if old.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'danger_ended', detail = 'danger', hint = 'This danger has ended; raise it again if somebody is in danger now.';
  end if;
  if new.accountable_id is null and old.accountable_id is not null then
    raise exception using errcode = 'CR422', message = 'officer_needed', detail = 'accountable', hint = 'Somebody stays accountable: another officer takes it over.';
  end if;
  if new.ended_at is not null and not exists (
    select from taskforce.danger_contacts c where c.danger_id = new.id
    having count(*) >= 3 or bool_or(c.outcome = 'reached_and_responding')) then
    raise exception using errcode = 'CR422', message = 'contact_needed', detail = 'contacts', hint = 'Reach somebody who responds, or document 3 tries.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_danger is 'Refuses moves of a danger that the rules forbid';
create trigger guard_danger before update of accountable_id, accepted_at, ending, ended_summary, ended_at on taskforce.dangers for each row execute function taskforce.guard_danger();

create function taskforce.follow_danger() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.ended_at is not null then
    insert into taskforce.danger_reviews (danger_id, due_at) values (new.id, new.review_due_at) on conflict (danger_id) do nothing;
  end if;
  if new.tip_id is not null then
    update taskforce.tips t set in_danger = d.live
    from (select exists (select from taskforce.dangers d where d.tip_id = new.tip_id and d.ended_at is null) as live) d
    where t.id = new.tip_id and t.in_danger <> d.live;
  end if;
  return null;
end $$;
comment on function taskforce.follow_danger is 'Keeps the mark on the tip and the review owed in step with the danger';
create trigger follow_danger after insert or update on taskforce.dangers for each row execute function taskforce.follow_danger();

select kit.audited('taskforce.dangers', 'dangers', 'id');
select kit.audited('taskforce.danger_contacts', 'dangers', 'danger_id');
select kit.audited('taskforce.danger_bypasses', 'dangers', 'danger_id');
select kit.audited('taskforce.danger_reviews', 'dangers', 'danger_id');
select kit.versioned('taskforce.dangers');
select kit.versioned('taskforce.danger_reviews');
