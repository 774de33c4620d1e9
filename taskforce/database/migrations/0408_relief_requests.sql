-- Immigration tools (R-075): continued presence, declarations for T status, certifications for U status. That one exists
-- is itself restricted (8 USC 1367): table, history, audit and reminders open only to who is cleared for section_1367.
-- Nothing here says what a victim did for an investigation, and nothing may.

create table taskforce.relief_requests (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  tool text not null check (tool in ('continued_presence', 't_declaration', 'u_certification')),
  renews uuid unique references taskforce.relief_requests (id),
  basis text not null check (length(btrim(basis)) between 3 and 4000),
  state text not null default 'asked' check (state in ('asked', 'reviewing', 'signed', 'submitted', 'declined', 'granted', 'denied', 'withdrawn', 'revoked')),
  asked_on date not null,
  valid_from date,
  valid_until date,
  requested_by uuid not null default kit.current_account() references kit.accounts (id),
  handling text[] not null default '{section_1367}' check ('{section_1367}'::text[] <@ handling),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (valid_until is null or valid_until > valid_from)
);
create index relief_requests_victim on taskforce.relief_requests (victim_id, asked_on desc);
create index relief_requests_case on taskforce.relief_requests (case_id);
comment on table taskforce.relief_requests is 'Requests for continued presence and for declarations or certifications; restricted by 8 USC 1367, existence included';
comment on column taskforce.relief_requests.id is 'Random id';
comment on column taskforce.relief_requests.victim_id is 'The victim';
comment on column taskforce.relief_requests.case_id is 'Case of the victim; set by the database';
comment on column taskforce.relief_requests.tool is 'continued_presence, t_declaration (I-914B) or u_certification (I-918B)';
comment on column taskforce.relief_requests.renews is 'Request that this one renews';
comment on column taskforce.relief_requests.basis is 'The facts it rests on';
comment on column taskforce.relief_requests.state is 'Where it stands; set only by recorded steps';
comment on column taskforce.relief_requests.asked_on is 'Day it was asked for';
comment on column taskforce.relief_requests.valid_from is 'First day it is good for';
comment on column taskforce.relief_requests.valid_until is 'Last day it is good for';
comment on column taskforce.relief_requests.requested_by is 'Who asks within the task force; somebody else signs';
comment on column taskforce.relief_requests.handling is 'Always section_1367';
comment on column taskforce.relief_requests.created_at is 'Recorded time';
comment on column taskforce.relief_requests.version is 'Counts up at every change';

create table taskforce.relief_steps (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references taskforce.relief_requests (id),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  step text not null check (step in ('reviewing', 'signed', 'submitted', 'declined', 'granted', 'denied', 'withdrawn', 'revoked')),
  happened_on date not null,
  valid_from date,
  valid_until date,
  signatory text check (length(btrim(signatory)) between 2 and 120),
  designated_on date,
  reference text check (length(reference) <= 120),
  reason_code text check (reason_code in ('another_agency', 'facts_not_enough', 'no_authority', 'not_severe_form', 'new_facts', 'victim_asked', 'asked_in_error', 'federal_decision', 'other')),
  reason text check (length(reason) <= 4000),
  handling text[] not null default '{section_1367}' check ('{section_1367}'::text[] <@ handling),
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  unique (request_id, place),
  check (step not in ('declined', 'denied', 'withdrawn', 'revoked') or (reason_code is not null and taskforce.has_reason(reason))),
  check (step <> 'signed' or (signatory is not null and designated_on <= happened_on))
);
create index relief_steps_victim on taskforce.relief_steps (victim_id);
create index relief_steps_case on taskforce.relief_steps (case_id);
comment on table taskforce.relief_steps is 'Steps of a request, each recorded once';
comment on column taskforce.relief_steps.id is 'Random id';
comment on column taskforce.relief_steps.request_id is 'The request';
comment on column taskforce.relief_steps.victim_id is 'Its victim; set by the database';
comment on column taskforce.relief_steps.case_id is 'Its case; set by the database';
comment on column taskforce.relief_steps.place is 'Running number within the request; set by the database';
comment on column taskforce.relief_steps.step is 'Where the request stands after it';
comment on column taskforce.relief_steps.happened_on is 'Day of the step';
comment on column taskforce.relief_steps.valid_from is 'First day of what was granted';
comment on column taskforce.relief_steps.valid_until is 'Last day; by the term of the protocol when nothing else is given';
comment on column taskforce.relief_steps.signatory is 'Official who signed';
comment on column taskforce.relief_steps.designated_on is 'Day the official was designated to sign';
comment on column taskforce.relief_steps.reference is 'Number of the federal office or form';
comment on column taskforce.relief_steps.reason_code is 'Why it was declined, denied, withdrawn or revoked, from the closed list';
comment on column taskforce.relief_steps.reason is 'The same in words';
comment on column taskforce.relief_steps.handling is 'Always section_1367';
comment on column taskforce.relief_steps.recorded_at is 'Recorded time';
comment on column taskforce.relief_steps.recorded_by is 'Who recorded it; taken from their session';

create function taskforce.check_relief() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  earlier taskforce.relief_requests;
begin
  if new.asked_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'askedOn', hint = 'Give the day it happened: today or earlier.';
  end if;
  if new.renews is not null then
    select * into earlier from taskforce.relief_requests r where r.id = new.renews and r.victim_id = new.victim_id and r.tool = new.tool;
    if earlier.id is null then
      raise exception using errcode = '23503';
    end if;
    if earlier.state not in ('granted', 'signed') then
      raise exception using errcode = 'CR422', message = 'wrong_order', detail = 'renews', hint = 'Only what was granted or signed can be renewed.';
    end if;
  end if;
  return new;
end $$;
comment on function taskforce.check_relief is 'Refuses a request about a day to come, and the renewal of what was never granted';

create function taskforce.open_relief() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.settle_duty(new.victim_id, 'relief_reminder', null, 'done');
  perform taskforce.open_duty(new.victim_id, 'relief_decision', now(), new.id);
  if new.renews is not null then
    perform taskforce.settle_duty(new.victim_id, 'relief_renewal', new.renews, 'done');
  end if;
  return null;
end $$;
comment on function taskforce.open_relief is 'A request settles the reminder and begins the clock of its decision';

-- The step carries the request along. Who asked does not sign, decline or send it.
create function taskforce.take_relief_step() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  request taskforce.relief_requests;
  rules constant jsonb := taskforce.victim_protocol();
  renewal date;
begin
  select * into request from taskforce.relief_requests r where r.id = new.request_id for update;
  if request.id is null then
    raise exception using errcode = '23503';
  end if;
  new.victim_id := request.victim_id;
  new.case_id := request.case_id;
  new.recorded_at := now();
  new.recorded_by := kit.current_account();
  select coalesce(max(s.place), 0) + 1 into new.place from taskforce.relief_steps s where s.request_id = new.request_id;
  if new.step <> all (case request.state
      when 'asked' then '{reviewing,withdrawn}'::text[]
      when 'reviewing' then case when request.tool = 'continued_presence' then '{submitted,declined,withdrawn}'::text[] else '{signed,declined,withdrawn}'::text[] end
      when 'signed' then '{granted,denied,withdrawn,revoked}'::text[]
      when 'submitted' then '{granted,denied,withdrawn}'::text[]
      when 'granted' then '{revoked,withdrawn}'::text[]
      else '{}'::text[] end) then
    raise exception using errcode = 'CR422', message = 'wrong_order', detail = 'step', hint = 'This step does not follow from where the request stands.';
  end if;
  if new.step in ('signed', 'submitted', 'declined') and new.recorded_by is not distinct from request.requested_by then
    raise exception using errcode = 'CR422', message = 'other_person_needed', detail = 'step', hint = 'Who asked does not decide. Somebody else signs, sends or declines it.';
  end if;
  if new.step in ('declined', 'denied', 'withdrawn', 'revoked') and (new.reason_code is null or not taskforce.has_reason(new.reason)) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Choose a reason and explain it in at least 20 characters.';
  end if;
  if new.step = 'signed' and (new.signatory is null or new.designated_on is null or new.designated_on > new.happened_on) then
    raise exception using errcode = 'CR422', message = 'not_designated', detail = 'signatory', hint = 'Name the official who signed and the day they were designated to sign, not after the signature.';
  end if;
  if new.happened_on > taskforce.today() or new.happened_on < request.asked_on then
    raise exception using errcode = 'CR422', message = 'wrong_day', detail = 'happenedOn', hint = 'Give a day between the request and today.';
  end if;
  if new.step = 'granted' and request.tool = 'continued_presence' then
    new.valid_from := coalesce(new.valid_from, new.happened_on);
    new.valid_until := coalesce(new.valid_until, (new.valid_from + make_interval(months => (rules ->> 'presenceMonths')::integer))::date);
  elsif new.step = 'signed' and request.tool = 'u_certification' then
    new.valid_from := new.happened_on;
    new.valid_until := (new.happened_on + make_interval(months => (rules ->> 'certificationMonths')::integer))::date;
  elsif new.step <> 'granted' then
    new.valid_from := null;
    new.valid_until := null;
  end if;
  if new.valid_until <= new.valid_from then
    raise exception using errcode = 'CR422', message = 'wrong_day', detail = 'validUntil', hint = 'The last day comes after the first.';
  end if;
  update taskforce.relief_requests r set state = new.step,
    valid_from = coalesce(new.valid_from, r.valid_from), valid_until = coalesce(new.valid_until, r.valid_until)
  where r.id = request.id;
  if new.step <> 'reviewing' then
    perform taskforce.settle_duty(request.victim_id, 'relief_decision', request.id, 'done');
  end if;
  if new.step in ('denied', 'withdrawn', 'revoked') or (request.tool = 'u_certification' and new.step = 'granted') then
    perform taskforce.settle_duty(request.victim_id, 'relief_renewal', request.id, 'done');
  end if;
  if new.valid_until is not null and new.step in ('granted', 'signed') then
    renewal := new.valid_until - (rules ->> 'renewalDays')::integer;
    perform taskforce.open_duty(request.victim_id, 'relief_renewal', now(), request.id, taskforce.end_of_day(renewal));
  end if;
  return new;
end $$;
comment on function taskforce.take_relief_step is 'Takes a request one step further, when the step, the person and the reason are right';

create trigger a_case_of_victim before insert or update on taskforce.relief_requests for each row execute function taskforce.case_of_victim();
create trigger check_relief before insert on taskforce.relief_requests for each row execute function taskforce.check_relief();
create trigger open_relief after insert on taskforce.relief_requests for each row execute function taskforce.open_relief();
create trigger take_relief_step before insert on taskforce.relief_steps for each row execute function taskforce.take_relief_step();
select kit.audited('taskforce.relief_requests', 'relief_requests', 'id');
select kit.versioned('taskforce.relief_requests');
select kit.audited('taskforce.relief_steps', 'relief_requests', 'request_id');
