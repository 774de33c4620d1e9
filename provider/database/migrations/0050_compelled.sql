-- Compelled disclosure: who wants to force something of a client out of us, what was done about it, in order, and how it
-- ended. Who asks and what was said is sealed under the client's own key; what was handed over stands in provider.disclosures.

create table provider.compelled_requests (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  kind text not null check (kind in ('subpoena', 'court_order', 'warrant', 'other')),
  received_at timestamptz not null,
  received_how text not null check (received_how in ('in_person', 'mail', 'email', 'fax', 'phone', 'other')),
  due_at timestamptz,
  sealed bytea,
  fields text[] not null default '{}' check (cardinality(fields) <= 40 and array_to_string(fields, ' ') ~ '^([a-z][a-z0-9_.]{0,59}( |$))*$'),
  outcome text check (outcome in ('quashed', 'narrowed', 'complied', 'refused', 'withdrawn')),
  outcome_at timestamptz,
  outcome_by uuid references kit.accounts (id),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((outcome is null) = (outcome_at is null))
);
create index compelled_requests_client on provider.compelled_requests (client_id, received_at desc);
create index compelled_requests_due on provider.compelled_requests (due_at) where outcome is null;
create index compelled_requests_outcome_by on provider.compelled_requests (outcome_by);
create index compelled_requests_created_by on provider.compelled_requests (created_by);
comment on table provider.compelled_requests is 'Register of subpoenas, orders and warrants that ask for something of a client';
comment on column provider.compelled_requests.id is 'Random id; the seal is bound to it';
comment on column provider.compelled_requests.client_id is 'About which client; one entry for each client that is named';
comment on column provider.compelled_requests.kind is 'Subpoena, court order, warrant or something else; a subpoena usually is no court order';
comment on column provider.compelled_requests.received_at is 'When it reached us';
comment on column provider.compelled_requests.received_how is 'By which way';
comment on column provider.compelled_requests.due_at is 'Until when an answer is asked for';
comment on column provider.compelled_requests.sealed is 'Who asks, for what, under which reference, under the client''s own key';
comment on column provider.compelled_requests.fields is 'Codes of the least that would answer it, as named so far';
comment on column provider.compelled_requests.outcome is 'How it ended: quashed, narrowed and then answered, complied with, refused, withdrawn';
comment on column provider.compelled_requests.outcome_at is 'When it ended';
comment on column provider.compelled_requests.outcome_by is 'Who wrote the outcome down';
comment on column provider.compelled_requests.created_by is 'Who entered it';
comment on column provider.compelled_requests.created_at is 'Recorded time';
comment on column provider.compelled_requests.version is 'Counts up at every change';

create table provider.compelled_steps (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references provider.compelled_requests (id),
  client_id uuid not null references provider.clients (id),
  kind text not null check (kind in ('counsel_asked', 'counsel_advised', 'notice_attempted', 'notice_impossible', 'safety_plan_looked_at',
    'privilege_claimed', 'motion_filed', 'fields_named', 'outcome', 'note')),
  at timestamptz not null,
  how text check (how in ('in_person', 'phone', 'text', 'email', 'letter', 'through_person', 'other')),
  result text check (result in ('told', 'not_safe', 'not_reached')),
  because text check (because in ('order_forbids_it', 'not_safe', 'cannot_be_found', 'other')),
  claimed_by text check (claimed_by in ('advocate', 'client', 'counsel')),
  motion text check (motion in ('to_quash', 'protective_order', 'in_camera_review', 'other')),
  sealed bytea,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  check (kind <> 'notice_attempted' or (how is not null and result is not null)),
  check (kind <> 'notice_impossible' or because is not null),
  check (kind <> 'privilege_claimed' or claimed_by is not null),
  check (kind <> 'motion_filed' or motion is not null)
);
create index compelled_steps_request on provider.compelled_steps (request_id, recorded_at);
create index compelled_steps_client on provider.compelled_steps (client_id);
create index compelled_steps_recorded_by on provider.compelled_steps (recorded_by);
comment on table provider.compelled_steps is 'What was done about a request, in the order of its writing; written once';
comment on column provider.compelled_steps.id is 'Random id; the seal is bound to it';
comment on column provider.compelled_steps.request_id is 'About which request';
comment on column provider.compelled_steps.client_id is 'About which client';
comment on column provider.compelled_steps.kind is 'Which step';
comment on column provider.compelled_steps.at is 'When it happened';
comment on column provider.compelled_steps.how is 'Of a notice: by which way';
comment on column provider.compelled_steps.result is 'Of a notice: the client was told, could not be told safely, was not reached';
comment on column provider.compelled_steps.because is 'Why no notice could be tried; the reason in words is sealed';
comment on column provider.compelled_steps.claimed_by is 'Who claimed the privilege';
comment on column provider.compelled_steps.motion is 'What was asked of the court';
comment on column provider.compelled_steps.sealed is 'Who was spoken with and what was said, under the client''s own key';
comment on column provider.compelled_steps.recorded_by is 'Who wrote it down';
comment on column provider.compelled_steps.recorded_at is 'Recorded time';

-- Handing anything over takes counsel, a try to tell the client (or a reason why none could be made), and a named minimum.
create function provider.check_compelled() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.client_id := old.client_id;
  if old.outcome is not null and (new.outcome is distinct from old.outcome or new.fields is distinct from old.fields) then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'outcome', hint = 'This request has ended. Enter a new request when a new paper comes.';
  end if;
  if new.outcome in ('complied', 'narrowed') and old.outcome is null then
    if not exists (select from provider.compelled_steps s where s.request_id = new.id and s.kind = 'counsel_asked') then
      raise exception using errcode = 'CR422', message = 'counsel_first', detail = 'outcome', hint = 'Ask counsel before anything is handed over, and write the step down.';
    end if;
    if not exists (select from provider.compelled_steps s where s.request_id = new.id and s.kind in ('notice_attempted', 'notice_impossible')) then
      raise exception using errcode = 'CR422', message = 'notice_first', detail = 'outcome', hint = 'Try to tell the client first, or write down why that is not possible.';
    end if;
    if cardinality(new.fields) = 0 then
      raise exception using errcode = 'CR422', message = 'minimum_first', detail = 'fields', hint = 'Name the least that answers the request before handing it over.';
    end if;
  end if;
  return new;
end $$;
comment on function provider.check_compelled is 'Nothing is handed over before counsel was asked, the client was told or it was reasoned why not, and the minimum was named; an ended request stays ended';
create trigger check_compelled before update on provider.compelled_requests for each row execute function provider.check_compelled();
create trigger refuse_destroyed before insert on provider.compelled_requests for each row execute function provider.refuse_destroyed();

-- A step belongs to an open request and to its client; who it is about is not said twice differently.
create function provider.check_compelled_step() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  request provider.compelled_requests;
begin
  select * into request from provider.compelled_requests r where r.id = new.request_id;
  if request.client_id is distinct from new.client_id then
    raise exception using errcode = 'CR422', message = 'other_client', detail = 'requestId', hint = 'Choose a request of this client.';
  end if;
  if request.outcome is not null and new.kind not in ('note', 'outcome', 'notice_attempted') then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'kind', hint = 'This request has ended. Only a note, or that the client was told, can be added.';
  end if;
  return new;
end $$;
comment on function provider.check_compelled_step is 'A step is about the client of its request; an ended request takes notes and notices only';
create trigger check_compelled_step before insert on provider.compelled_steps for each row execute function provider.check_compelled_step();

-- What a court asks for is not destroyed while it asks.
create function provider.keep_what_is_asked_for() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.withdrawn_at is null and new.done_at is null
    and exists (select from provider.compelled_requests r where r.client_id = new.client_id and r.outcome is null) then
    raise exception using errcode = 'CR422', message = 'asked_for', detail = 'id', hint = 'A subpoena, order or warrant about this record is open. Settle it with counsel first.';
  end if;
  return new;
end $$;
comment on function provider.keep_what_is_asked_for is 'No destruction while a compelled disclosure is open';
create trigger keep_what_is_asked_for before insert or update on provider.destructions for each row execute function provider.keep_what_is_asked_for();

select kit.audited('provider.compelled_requests', 'clients', 'client_id');
select kit.versioned('provider.compelled_requests');
select kit.audited('provider.compelled_steps', 'clients', 'client_id');
