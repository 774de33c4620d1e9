-- Safety plan, case plan and the advocate's notes: words under the client's own key; only dates and states in the clear.

create table provider.safety_plans (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  edition integer not null check (edition > 0),
  reviewed_on date not null,
  next_review_on date check (next_review_on > reviewed_on),
  sealed bytea,
  written_by uuid not null default kit.current_account() references kit.accounts (id),
  written_at timestamptz not null default now(),
  unique (client_id, edition)
);
create index safety_plans_review on provider.safety_plans (next_review_on) where next_review_on is not null;
comment on table provider.safety_plans is 'Safety plan of a client: every change is a new edition, the last one counts';
comment on column provider.safety_plans.id is 'Random id; the seal is bound to it';
comment on column provider.safety_plans.client_id is 'Whose plan';
comment on column provider.safety_plans.edition is 'Counts from 1 for each client';
comment on column provider.safety_plans.reviewed_on is 'Day on which it was gone through with the client';
comment on column provider.safety_plans.next_review_on is 'Day on which it should be gone through again';
comment on column provider.safety_plans.sealed is 'Whom to call, safe places, signals, children, documents: JSON under the client''s own key';
comment on column provider.safety_plans.written_by is 'Who wrote this edition';
comment on column provider.safety_plans.written_at is 'Recorded time';

create table provider.goals (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  set_on date not null,
  state text not null default 'open' check (state in ('open', 'reached', 'changed', 'set_aside')),
  ended_on date check (ended_on >= set_on),
  sealed bytea,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'open') = (ended_on is null)),
  unique (id, client_id)
);
create index goals_client on provider.goals (client_id, set_on);
comment on table provider.goals is 'Case plan: what the client wants to reach, in their own words';
comment on column provider.goals.id is 'Random id; the seal is bound to it';
comment on column provider.goals.client_id is 'Whose goal';
comment on column provider.goals.set_on is 'Day on which the client named it';
comment on column provider.goals.state is 'open, reached, changed, set aside';
comment on column provider.goals.ended_on is 'Day on which it stopped being open';
comment on column provider.goals.sealed is 'The client''s own words, JSON under the client''s own key';
comment on column provider.goals.recorded_by is 'Who wrote it down';
comment on column provider.goals.recorded_at is 'Recorded time';
comment on column provider.goals.version is 'Counts up at every change';

create table provider.goal_steps (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  goal_id uuid not null,
  by_whom text not null default 'us' check (by_whom in ('client', 'us', 'other')),
  account_id uuid references kit.accounts (id),
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  done_on date,
  sealed bytea,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'open') = (done_on is null)),
  check (account_id is null or by_whom = 'us'),
  foreign key (goal_id, client_id) references provider.goals (id, client_id)
);
create index goal_steps_goal on provider.goal_steps (goal_id, client_id);
create index goal_steps_client on provider.goal_steps (client_id);
create index goal_steps_due on provider.goal_steps (account_id, due_on) where state = 'open';
comment on table provider.goal_steps is 'Steps towards a goal: what, who, by when';
comment on column provider.goal_steps.id is 'Random id; the seal is bound to it';
comment on column provider.goal_steps.client_id is 'Whose step; same as of the goal';
comment on column provider.goal_steps.goal_id is 'Towards which goal';
comment on column provider.goal_steps.by_whom is 'The client, somebody of ours, somebody else';
comment on column provider.goal_steps.account_id is 'Which colleague, when it is one of ours';
comment on column provider.goal_steps.due_on is 'By when';
comment on column provider.goal_steps.state is 'open, done, dropped';
comment on column provider.goal_steps.done_on is 'Day on which it was done or dropped';
comment on column provider.goal_steps.sealed is 'What is to be done, JSON under the client''s own key';
comment on column provider.goal_steps.recorded_by is 'Who wrote it down';
comment on column provider.goal_steps.recorded_at is 'Recorded time';
comment on column provider.goal_steps.version is 'Counts up at every change';

create table provider.advocate_notes (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  kind text not null default 'other' check (kind in ('meeting', 'call', 'message', 'accompaniment', 'contact_with_others', 'other')),
  happened_on date not null,
  sealed bytea,
  written_by uuid not null default kit.current_account() references kit.accounts (id),
  written_at timestamptz not null default now(),
  changed_at timestamptz,
  version integer not null default 1
);
create index advocate_notes_client on provider.advocate_notes (client_id, happened_on desc);
comment on table provider.advocate_notes is 'Notes of advocates, confidential between caseworker and client (California Evidence Code 1038 and its like)';
comment on column provider.advocate_notes.id is 'Random id; the seal is bound to it';
comment on column provider.advocate_notes.client_id is 'About whom';
comment on column provider.advocate_notes.kind is 'Meeting, call, message, accompaniment, contact with others, other';
comment on column provider.advocate_notes.happened_on is 'Day of what it tells';
comment on column provider.advocate_notes.sealed is 'The note, JSON under the client''s own key';
comment on column provider.advocate_notes.written_by is 'Its author, who alone may change it';
comment on column provider.advocate_notes.written_at is 'Recorded time';
comment on column provider.advocate_notes.changed_at is 'When the author last changed it';
comment on column provider.advocate_notes.version is 'Counts up at every change';

create trigger of_the_house before insert or update on provider.goal_steps for each row execute function provider.of_the_house('account_id', 'accountId');
create trigger refuse_destroyed before insert on provider.safety_plans for each row execute function provider.refuse_destroyed();
create trigger refuse_destroyed before insert on provider.goals for each row execute function provider.refuse_destroyed();
create trigger refuse_destroyed before insert on provider.goal_steps for each row execute function provider.refuse_destroyed();
create trigger refuse_destroyed before insert on provider.advocate_notes for each row execute function provider.refuse_destroyed();

select kit.audited('provider.safety_plans', 'clients', 'client_id');
select kit.audited('provider.goals', 'clients', 'client_id');
select kit.versioned('provider.goals');
select kit.audited('provider.goal_steps', 'clients', 'client_id');
select kit.versioned('provider.goal_steps');
select kit.audited('provider.advocate_notes', 'clients', 'client_id');
select kit.versioned('provider.advocate_notes');
