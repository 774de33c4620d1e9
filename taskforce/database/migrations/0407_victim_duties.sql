-- What is owed to a victim by a clock: reports for a minor (R-074), a look at charges against the victim (R-053), the
-- reminder of relief (R-075). The database opens each from the task force's own record, in the same transaction.

create table taskforce.victim_charges (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  charge text not null check (length(btrim(charge)) between 3 and 300),
  court text not null check (length(btrim(court)) between 2 and 200),
  charged_on date not null,
  next_hearing_on date,
  state text not null default 'open' check (state in ('open', 'dismissed', 'diverted', 'convicted', 'vacated')),
  state_on date,
  state_reason text check (length(state_reason) <= 2000),
  created_at timestamptz not null default now(),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check ((state = 'open') = (state_on is null)),
  check (state_on >= charged_on)
);
create index victim_charges_victim on taskforce.victim_charges (victim_id, charged_on desc);
create index victim_charges_case on taskforce.victim_charges (case_id);
comment on table taskforce.victim_charges is 'Charges against a victim, so that somebody looks at dismissal, diversion or vacatur';
comment on column taskforce.victim_charges.id is 'Random id';
comment on column taskforce.victim_charges.victim_id is 'The victim';
comment on column taskforce.victim_charges.case_id is 'Case of the victim; set by the database';
comment on column taskforce.victim_charges.charge is 'What the victim is charged with';
comment on column taskforce.victim_charges.court is 'Court';
comment on column taskforce.victim_charges.charged_on is 'Day of the arrest or charge';
comment on column taskforce.victim_charges.next_hearing_on is 'Next day in court';
comment on column taskforce.victim_charges.state is 'open, dismissed, diverted, convicted or vacated';
comment on column taskforce.victim_charges.state_on is 'Day of that outcome';
comment on column taskforce.victim_charges.state_reason is 'More about the outcome';
comment on column taskforce.victim_charges.created_at is 'Recorded time';
comment on column taskforce.victim_charges.created_by is 'Who recorded it';
comment on column taskforce.victim_charges.version is 'Counts up at every change';

create table taskforce.victim_duties (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  kind text not null check (kind in ('child_protection_report', 'hhs_notice', 'hhs_part_b', 'relief_reminder', 'relief_decision', 'relief_renewal', 'charge_review', 'charge_follow_up', 'vacatur_review')),
  subject_id uuid,
  addressed text not null default 'team' check (addressed in ('team', 'prosecutor')),
  state_code text check (state_code ~ '^[A-Z]{2}$'),
  started_at timestamptz not null,
  due_at timestamptz not null,
  checklist text[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'done', 'not_owed')),
  reference text check (length(reference) <= 200),
  reason text check (length(reason) <= 2000),
  settled_at timestamptz,
  settled_by uuid references kit.accounts (id),
  handling text[] not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'not_owed' or taskforce.has_reason(reason)),
  check (due_at >= started_at),
  check ((kind in ('relief_reminder', 'relief_decision', 'relief_renewal')) = ('section_1367' = any (handling)))
);
create unique index victim_duties_one on taskforce.victim_duties (victim_id, kind, coalesce(subject_id, victim_id)) where state = 'open';
create index victim_duties_due on taskforce.victim_duties (due_at) where state = 'open';
create index victim_duties_case on taskforce.victim_duties (case_id);
create index victim_duties_victim on taskforce.victim_duties (victim_id);
comment on table taskforce.victim_duties is 'What is owed to a victim until a certain moment';
comment on column taskforce.victim_duties.id is 'Random id';
comment on column taskforce.victim_duties.victim_id is 'The victim';
comment on column taskforce.victim_duties.case_id is 'Case of the victim; set by the database';
comment on column taskforce.victim_duties.kind is 'What is owed, from the closed list';
comment on column taskforce.victim_duties.subject_id is 'The charge or request it is about, if one';
comment on column taskforce.victim_duties.addressed is 'Who sees it on their day: the team of the case, or its prosecutors';
comment on column taskforce.victim_duties.state_code is 'State whose law sets the clock, for a report of child protection';
comment on column taskforce.victim_duties.started_at is 'When the clock began';
comment on column taskforce.victim_duties.due_at is 'When it is due; computed by the database';
comment on column taskforce.victim_duties.checklist is 'Steps that are done, from the closed list of the kind';
comment on column taskforce.victim_duties.state is 'open, done or not_owed';
comment on column taskforce.victim_duties.reference is 'Number of the report or other proof';
comment on column taskforce.victim_duties.reason is 'Why it is not owed';
comment on column taskforce.victim_duties.settled_at is 'When it was settled';
comment on column taskforce.victim_duties.settled_by is 'Who settled it; taken from their session';
comment on column taskforce.victim_duties.handling is 'section_1367 for what concerns immigration; nobody else learns that it exists';
comment on column taskforce.victim_duties.created_at is 'Recorded time';
comment on column taskforce.victim_duties.version is 'Counts up at every change';

-- When a duty that began then is due. Hours are counted on the clock; days end with the day of the task force.
create function taskforce.duty_due(the_kind text, began timestamptz, the_state text) returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  rules constant jsonb := taskforce.victim_protocol();
  hours constant numeric := (case the_kind
    when 'child_protection_report' then coalesce(rules -> 'states' -> the_state -> 'childReportHours', rules -> 'childReportHours')
    when 'hhs_notice' then rules -> 'hhsHours'
    when 'relief_reminder' then rules -> 'reliefReminderHours'
    when 'charge_review' then rules -> 'chargeHours' end)::text::numeric;
  days constant integer := (case the_kind
    when 'hhs_part_b' then rules -> 'hhsPartBDays'
    when 'relief_decision' then rules -> 'reliefDays'
    when 'charge_follow_up' then rules -> 'chargeFollowUpDays'
    when 'vacatur_review' then rules -> 'vacaturDays'
    when 'relief_renewal' then '0'::jsonb end)::text::integer;
begin
  if hours is not null then
    return began + make_interval(secs => (hours * 3600)::double precision);
  end if;
  return taskforce.end_of_day(((began at time zone taskforce.zone())::date + days));
end $$;
comment on function taskforce.duty_due is 'When a duty that began at a moment is due';

create function taskforce.end_of_day(the_day date) returns timestamptz
language sql stable security definer set search_path = pg_catalog as $$
  select ((the_day + 1)::timestamp at time zone taskforce.zone()) - interval '1 second'
$$;
comment on function taskforce.end_of_day is 'Last second of a day in the time zone of the task force';

create function taskforce.open_duty(the_victim uuid, the_kind text, began timestamptz default now(), subject uuid default null, due timestamptz default null) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.victim_duties (victim_id, case_id, kind, subject_id, addressed, state_code, started_at, due_at, handling)
  select v.id, v.case_id, the_kind, subject,
    case when the_kind in ('charge_review', 'charge_follow_up', 'vacatur_review') then 'prosecutor' else 'team' end,
    s.code, began, greatest(began, coalesce(due, taskforce.duty_due(the_kind, began, s.code))),
    case when the_kind like 'relief%' then '{section_1367}'::text[] else '{}'::text[] end
  from taskforce.victims v, (select case when the_kind = 'child_protection_report' then taskforce.victim_protocol() ->> 'state' end as code) s
  where v.id = the_victim
  on conflict do nothing
$$;
comment on function taskforce.open_duty is 'Opens a duty unless the same one is open';

-- Settling: by the database when what it waited for came about.
create function taskforce.settle_duty(the_victim uuid, the_kind text, subject uuid, outcome text, why text default null) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.victim_duties d set state = outcome, reason = why
  where d.victim_id = the_victim and d.kind = the_kind and d.subject_id is not distinct from subject and d.state = 'open'
$$;
comment on function taskforce.settle_duty is 'Settles an open duty';

create function taskforce.check_duty() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.kind <> old.kind or new.subject_id is distinct from old.subject_id or new.handling <> old.handling or new.addressed <> old.addressed then
    raise exception using errcode = '42501';
  end if;
  if old.state <> 'open' then
    raise exception using errcode = 'CR422', message = 'already_settled', detail = 'state', hint = 'This duty is settled and stays as it is.';
  end if;
  if new.started_at > old.started_at then
    raise exception using errcode = 'CR422', message = 'only_earlier', detail = 'startedAt', hint = 'A clock can be set back to the moment the facts were found, never forward.';
  end if;
  if not new.checklist <@ (case new.kind
      when 'hhs_notice' then '{who_asks,child,where_child_is,what_was_found,urgent_needs,sent}'::text[]
      when 'hhs_part_b' then '{origin,family,exploitation,evidence,care,sent}'::text[]
      else '{}'::text[] end) then
    raise exception using errcode = 'CR422', message = 'not_in_list', detail = 'checklist', hint = 'Choose among the steps of this duty.';
  end if;
  if new.state_code is distinct from old.state_code and new.kind <> 'child_protection_report' then
    new.state_code := old.state_code;
  end if;
  if new.started_at <> old.started_at or new.state_code is distinct from old.state_code then
    new.due_at := greatest(new.started_at, taskforce.duty_due(new.kind, new.started_at, new.state_code));
  end if;
  if new.state = 'open' then
    return new;
  end if;
  if new.state = 'done' and new.kind in ('hhs_notice', 'hhs_part_b') and not 'sent' = any (new.checklist) then
    raise exception using errcode = 'CR422', message = 'not_sent', detail = 'checklist', hint = 'Tick that it was sent before you settle it.';
  end if;
  if new.state = 'done' and new.kind in ('child_protection_report', 'hhs_notice') and length(btrim(coalesce(new.reference, ''))) < 2 then
    raise exception using errcode = 'CR422', message = 'proof_needed', detail = 'reference', hint = 'Give the number of the report, or the name of who took it and when.';
  end if;
  if new.state = 'not_owed' and not taskforce.has_reason(new.reason) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters why this is not owed.';
  end if;
  new.settled_at := now();
  new.settled_by := kit.current_account();
  return new;
end $$;
comment on function taskforce.check_duty is 'A duty is settled once, with its proof, and signed by the session; its clock only ever goes back';
create trigger a_case_of_victim before insert or update on taskforce.victim_duties for each row execute function taskforce.case_of_victim();
create trigger check_duty before update on taskforce.victim_duties for each row execute function taskforce.check_duty();
select kit.audited('taskforce.victim_duties', 'victim_duties', 'id');
select kit.versioned('taskforce.victim_duties');
create index victim_duties_settled_by on taskforce.victim_duties (settled_by) where settled_by is not null;

-- A minor: the report to child protection (42 USC 5106a as changed by JVTA 2015), and within 24 hours notice to HHS of a
-- foreign national (22 USC 7105(b)). A status of likely or confirmed: think of relief at once (reference 3.10).
create function taskforce.duties_of_victim() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.minor_now and (tg_op = 'INSERT' or not old.minor_now) then
    perform taskforce.open_duty(new.id, 'child_protection_report');
  end if;
  if new.minor_now and new.foreign_national = 'yes' and (tg_op = 'INSERT' or not old.minor_now or old.foreign_national <> 'yes') then
    perform taskforce.open_duty(new.id, 'hhs_notice');
    perform taskforce.open_duty(new.id, 'hhs_part_b');
  end if;
  if new.status in ('likely', 'confirmed') and new.foreign_national <> 'no'
    and (tg_op = 'INSERT' or old.status not in ('likely', 'confirmed') or old.foreign_national = 'no') then
    perform taskforce.open_duty(new.id, 'relief_reminder');
  end if;
  return null;
end $$;
comment on function taskforce.duties_of_victim is 'Opens what is owed to a minor, and the reminder of relief';
create trigger duties_of_victim after insert or update on taskforce.victims for each row execute function taskforce.duties_of_victim();

create function taskforce.duties_of_charge() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    perform taskforce.open_duty(new.victim_id, 'charge_review', now(), new.id);
    perform taskforce.open_duty(new.victim_id, 'charge_follow_up', now(), new.id);
  elsif new.state <> old.state then
    if new.state = 'convicted' then
      perform taskforce.settle_duty(new.victim_id, 'charge_follow_up', new.id, 'done');
      perform taskforce.open_duty(new.victim_id, 'vacatur_review', now(), new.id);
    elsif new.state in ('dismissed', 'vacated') then
      perform taskforce.settle_duty(new.victim_id, kind, new.id, 'done') from unnest('{charge_review,charge_follow_up,vacatur_review}'::text[]) kind;
    elsif new.state = 'diverted' then
      perform taskforce.settle_duty(new.victim_id, 'charge_follow_up', new.id, 'done');
      perform taskforce.open_duty(new.victim_id, 'charge_follow_up', now(), new.id);
    end if;
  end if;
  return null;
end $$;
comment on function taskforce.duties_of_charge is 'Puts a charge against a victim before the prosecutor, and follows it up';
create trigger duties_of_charge after insert or update on taskforce.victim_charges for each row execute function taskforce.duties_of_charge();

create function taskforce.check_charge() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.charged_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'chargedOn', hint = 'Give the day it happened: today or earlier.';
  end if;
  if tg_op = 'INSERT' then
    return new;
  end if;
  if new.state <> old.state and not (
    (old.state = 'open' and new.state in ('dismissed', 'diverted', 'convicted'))
    or (old.state = 'diverted' and new.state in ('dismissed', 'convicted'))
    or (old.state = 'convicted' and new.state = 'vacated')) then
    raise exception using errcode = 'CR422', message = 'wrong_order', detail = 'state', hint = 'An open charge is dismissed, diverted or ends in a conviction; a conviction is vacated.';
  end if;
  if new.state_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'stateOn', hint = 'Give the day it happened: today or earlier.';
  end if;
  return new;
end $$;
comment on function taskforce.check_charge is 'A charge goes only the ways a court can take';
create trigger a_case_of_victim before insert or update on taskforce.victim_charges for each row execute function taskforce.case_of_victim();
create trigger check_charge before insert or update on taskforce.victim_charges for each row execute function taskforce.check_charge();
select kit.audited('taskforce.victim_charges', 'victim_charges', 'id');
select kit.versioned('taskforce.victim_charges');
