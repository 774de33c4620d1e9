-- What people do on a case: activities with their hours and costs, tasks with deadlines, notes; and how a case is
-- closed and sealed.

create table taskforce.funding_sources (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 120),
  ended_on date,
  version integer not null default 1
);
comment on table taskforce.funding_sources is 'Whose money pays for the work';
comment on column taskforce.funding_sources.id is 'Random id';
comment on column taskforce.funding_sources.name is 'Name of the grant or budget';
comment on column taskforce.funding_sources.ended_on is 'Last day it pays';
comment on column taskforce.funding_sources.version is 'Counts up at every change';
insert into taskforce.funding_sources (name) values ('Agency budget'), ('Task force grant'), ('Partner contribution');
select kit.audited('taskforce.funding_sources');
select kit.versioned('taskforce.funding_sources');

create table taskforce.activities (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('interview', 'surveillance', 'search_warrant', 'arrest_warrant', 'meeting', 'arrest', 'takedown', 'record_check', 'open_source_research', 'financial_analysis', 'digital_extraction', 'court_hearing', 'covert_contact', 'undercover_operation', 'consensual_monitoring', 'informant_contact', 'victim_recovery', 'knock_and_talk', 'inspection', 'evidence_handling', 'report_writing', 'travel', 'other')),
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 20000),
  happened_on date not null,
  happened_at timestamptz,
  engages_target boolean,
  handling text[] not null default '{}' check (handling <@ '{law_enforcement_sensitive,part_23,work_product,giglio,section_1367,sealed,grand_jury,title_iii,juvenile,tax,sar,informant_identity,victim_identity,medical}'::text[]),
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  constraint always_engages check (engages_target is not false or kind not in ('arrest', 'takedown', 'covert_contact', 'undercover_operation', 'consensual_monitoring')),
  constraint never_engages check (engages_target is not true or kind not in ('interview', 'arrest_warrant', 'meeting', 'record_check', 'open_source_research', 'financial_analysis', 'digital_extraction', 'court_hearing', 'victim_recovery', 'evidence_handling', 'report_writing', 'travel'))
);
create index activities_case on taskforce.activities (case_id, created_at desc, id desc);
create index activities_happened on taskforce.activities (case_id, happened_on desc);
create index activities_strand on taskforce.activities (strand_id) where strand_id is not null;
comment on table taskforce.activities is 'What was done on a case';
comment on column taskforce.activities.id is 'Random id';
comment on column taskforce.activities.case_id is 'The case';
comment on column taskforce.activities.strand_id is 'The strand it served';
comment on column taskforce.activities.kind is 'Kind, from the closed list';
comment on column taskforce.activities.title is 'What it was, in a line';
comment on column taskforce.activities.description is 'What happened';
comment on column taskforce.activities.happened_on is 'Day it happened';
comment on column taskforce.activities.happened_at is 'Moment it happened, where known';
comment on column taskforce.activities.engages_target is 'Whether a target was engaged; empty while nobody has said';
comment on column taskforce.activities.handling is 'Handling labels';
comment on column taskforce.activities.external_id is 'Identifier in the source of an import';
comment on column taskforce.activities.import_id is 'Import that brought it';
comment on column taskforce.activities.created_at is 'Recorded time';
comment on column taskforce.activities.created_by is 'Who recorded it';
comment on column taskforce.activities.version is 'Counts up at every change';

create table taskforce.work_entries (
  id uuid primary key default gen_random_uuid(),
  activity_id uuid not null references taskforce.activities (id),
  case_id uuid not null references taskforce.cases (id),
  account_id uuid references kit.accounts (id),
  who text check (length(who) between 1 and 120),
  day date not null,
  minutes integer not null check (minutes > 0),
  reason text check (length(reason) <= 2000),
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  check (account_id is not null or who is not null)
);
create index work_entries_activity on taskforce.work_entries (activity_id);
create index work_entries_case on taskforce.work_entries (case_id);
create index work_entries_person on taskforce.work_entries (account_id, day);
comment on table taskforce.work_entries is 'Hours worked on an activity; inserted and taken away, never changed';
comment on column taskforce.work_entries.id is 'Random id';
comment on column taskforce.work_entries.activity_id is 'The activity';
comment on column taskforce.work_entries.case_id is 'Its case';
comment on column taskforce.work_entries.account_id is 'Who worked';
comment on column taskforce.work_entries.who is 'Who worked, where they have no account';
comment on column taskforce.work_entries.day is 'Day of the work';
comment on column taskforce.work_entries.minutes is 'Working time in whole minutes';
comment on column taskforce.work_entries.reason is 'Why more than 24 hours stand on one day';
comment on column taskforce.work_entries.created_at is 'Recorded time';
comment on column taskforce.work_entries.created_by is 'Who recorded it';

create table taskforce.cost_lines (
  id uuid primary key default gen_random_uuid(),
  activity_id uuid not null references taskforce.activities (id),
  case_id uuid not null references taskforce.cases (id),
  kind text not null check (kind in ('overtime', 'travel', 'lodging', 'vehicle', 'interpreter', 'translation_and_transcription', 'forensic_examination', 'medical_examination', 'records_and_subpoena_fees', 'equipment', 'communications', 'purchase_of_evidence', 'informant_payment', 'witness_costs', 'victim_emergency', 'expert', 'storage', 'other')),
  amount_cents bigint not null check (amount_cents <> 0 and abs(amount_cents) <= 100000000000),
  funding_source_id uuid references taskforce.funding_sources (id),
  reason text check (length(reason) <= 2000),
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  check (amount_cents > 0 or taskforce.has_reason(reason))
);
create index cost_lines_activity on taskforce.cost_lines (activity_id);
create index cost_lines_case on taskforce.cost_lines (case_id);
comment on table taskforce.cost_lines is 'Money spent on an activity; inserted and taken away, never changed';
comment on column taskforce.cost_lines.id is 'Random id';
comment on column taskforce.cost_lines.activity_id is 'The activity';
comment on column taskforce.cost_lines.case_id is 'Its case';
comment on column taskforce.cost_lines.kind is 'What the money was spent on, from the closed list';
comment on column taskforce.cost_lines.amount_cents is 'Amount in cents; negative for a refund';
comment on column taskforce.cost_lines.funding_source_id is 'Whose money';
comment on column taskforce.cost_lines.reason is 'What it was for; required for a refund';
comment on column taskforce.cost_lines.created_at is 'Recorded time';
comment on column taskforce.cost_lines.created_by is 'Who recorded it';

create table taskforce.tasks (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('follow_up', 'interview', 'legal_process', 'record_request', 'deconfliction', 'partner_contact', 'victim_contact', 'financial_lead', 'digital_lead', 'report', 'court_deadline', 'disclosure', 'supervisor_review', 'after_action', 'other')),
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 8000),
  due_on date,
  assignee_id uuid references kit.accounts (id),
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  outcome text check (length(outcome) <= 4000),
  settled_at timestamptz,
  settled_by uuid references kit.accounts (id),
  handling text[] not null default '{}' check (handling <@ '{law_enforcement_sensitive,part_23,work_product,giglio,section_1367,sealed,grand_jury,title_iii,juvenile,tax,sar,informant_identity,victim_identity,medical}'::text[]),
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'dropped' or taskforce.has_reason(outcome))
);
create index tasks_case on taskforce.tasks (case_id, created_at desc, id desc);
create index tasks_settled on taskforce.tasks (case_id, settled_at desc) where settled_at is not null;
create index tasks_assignee on taskforce.tasks (assignee_id, due_on) where state = 'open';
create index tasks_due on taskforce.tasks (due_on, case_id) where state = 'open';
comment on table taskforce.tasks is 'What is to be done on a case, by whom and until when';
comment on column taskforce.tasks.id is 'Random id';
comment on column taskforce.tasks.case_id is 'The case';
comment on column taskforce.tasks.strand_id is 'The strand';
comment on column taskforce.tasks.kind is 'Kind, from the closed list';
comment on column taskforce.tasks.title is 'What is to be done';
comment on column taskforce.tasks.description is 'More about it';
comment on column taskforce.tasks.due_on is 'Last day';
comment on column taskforce.tasks.assignee_id is 'Who is to do it; empty: nobody yet';
comment on column taskforce.tasks.state is 'open, done or dropped';
comment on column taskforce.tasks.outcome is 'What came of it; for a dropped task why';
comment on column taskforce.tasks.settled_at is 'When it was done or dropped';
comment on column taskforce.tasks.settled_by is 'Who did it; taken from their session';
comment on column taskforce.tasks.handling is 'Handling labels';
comment on column taskforce.tasks.created_at is 'Recorded time';
comment on column taskforce.tasks.created_by is 'Who recorded it';
comment on column taskforce.tasks.version is 'Counts up at every change';

create table taskforce.notes (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('general', 'investigative', 'case_plan', 'safety', 'supervisor', 'meeting_minutes', 'decision', 'attorney')),
  body text not null check (length(body) between 1 and 40000),
  happened_on date not null default taskforce.today(),
  handling text[] not null default '{}' check (handling <@ '{law_enforcement_sensitive,part_23,work_product,giglio,section_1367,sealed,grand_jury,title_iii,juvenile,tax,sar,informant_identity,victim_identity,medical}'::text[]),
  withdrawn_at timestamptz,
  withdraw_reason text,
  created_at timestamptz not null default now(),
  created_by uuid default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  check (kind <> 'attorney' or 'work_product' = any (handling)),
  check ((withdrawn_at is null) = (withdraw_reason is null)),
  check (withdrawn_at is null or taskforce.has_reason(withdraw_reason))
);
create index notes_case on taskforce.notes (case_id, created_at desc, id desc);
comment on table taskforce.notes is 'Notes on a case; only the author changes a note, and its history stays';
comment on column taskforce.notes.id is 'Random id';
comment on column taskforce.notes.case_id is 'The case';
comment on column taskforce.notes.strand_id is 'The strand';
comment on column taskforce.notes.kind is 'Kind, from the closed list';
comment on column taskforce.notes.body is 'The text';
comment on column taskforce.notes.happened_on is 'Day it tells of';
comment on column taskforce.notes.handling is 'Handling labels; an attorney note is always work product';
comment on column taskforce.notes.withdrawn_at is 'When its author took it back; the text stays for the record';
comment on column taskforce.notes.withdraw_reason is 'Why';
comment on column taskforce.notes.created_at is 'Recorded time';
comment on column taskforce.notes.created_by is 'Who recorded it';
comment on column taskforce.notes.version is 'Counts up at every change';

create table taskforce.saved_views (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  list text not null check (list ~ '^[a-z_]{1,40}$'),
  name text not null check (length(name) between 1 and 80),
  query jsonb not null,
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (account_id, list, name)
);
comment on table taskforce.saved_views is 'Filters and order of a list, kept under a name';
comment on column taskforce.saved_views.id is 'Random id';
comment on column taskforce.saved_views.account_id is 'Whose view';
comment on column taskforce.saved_views.list is 'Which list';
comment on column taskforce.saved_views.name is 'Its name';
comment on column taskforce.saved_views.query is 'Filters in closed words and ids, and the order';
comment on column taskforce.saved_views.shared is 'Offered to everybody; each sees only the rows open to them';
comment on column taskforce.saved_views.created_at is 'Recorded time';
comment on column taskforce.saved_views.version is 'Counts up at every change';
select kit.versioned('taskforce.saved_views');

alter table taskforce.phase_transitions add foreign key (activity_id) references taskforce.activities (id);
alter table taskforce.approval_requests add foreign key (activity_id) references taskforce.activities (id);

select kit.audited('taskforce.activities', 'cases', 'case_id');
select kit.audited('taskforce.work_entries', 'cases', 'case_id');
select kit.audited('taskforce.cost_lines', 'cases', 'case_id');
select kit.audited('taskforce.tasks', 'cases', 'case_id');
select kit.audited('taskforce.notes', 'cases', 'case_id');
select kit.versioned('taskforce.activities');
select kit.versioned('taskforce.tasks');
select kit.versioned('taskforce.notes');
select taskforce.counts_as_activity('taskforce.activities');
select taskforce.counts_as_activity('taskforce.tasks');
select taskforce.counts_as_activity('taskforce.notes');

-- A record belongs to a strand of its own case, and tells of what has happened.
create function taskforce.check_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.happened_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'happenedOn', hint = 'Log what has happened; plan the rest as a task.';
  end if;
  return new;
end $$;
comment on function taskforce.check_activity is 'Refuses an activity or a note about a day to come';
create trigger check_activity before insert or update of happened_on on taskforce.activities for each row execute function taskforce.check_activity();
create trigger check_activity before insert or update of happened_on on taskforce.notes for each row execute function taskforce.check_activity();

create function taskforce.check_work() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  others bigint;
begin
  if new.account_id is null or taskforce.has_reason(new.reason) then
    return new;
  end if;
  perform pg_advisory_xact_lock(46005, hashtext(new.account_id::text || new.day::text));
  select coalesce(sum(w.minutes), 0) into others from taskforce.work_entries w where w.account_id = new.account_id and w.day = new.day;
  if others + new.minutes > 1440 then
    raise exception using errcode = 'CR422', message = 'over_a_day', detail = 'hours', hint = 'A day has 24 hours: correct the hours, or give a reason of at least 20 characters.';
  end if;
  return new;
end $$;
comment on function taskforce.check_work is 'Refuses more than 24 hours of one person on one day without a reason';
create trigger check_work before insert on taskforce.work_entries for each row execute function taskforce.check_work();

create function taskforce.settle_task() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state = old.state then
    return new;
  end if;
  new.settled_at := case when new.state = 'open' then null else now() end;
  new.settled_by := case when new.state = 'open' then null else kit.current_account() end;
  return new;
end $$;
comment on function taskforce.settle_task is 'Who settles a task, and when, is taken from the session';
create trigger settle_task before update on taskforce.tasks for each row execute function taskforce.settle_task();

create function taskforce.withdraw_note() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.withdrawn_at is not null then
    raise exception using errcode = 'CR422', message = 'withdrawn', detail = 'note', hint = 'This note was taken back. Write a new one.';
  end if;
  new.withdrawn_at := case when new.withdraw_reason is null then null else now() end;
  return new;
end $$;
comment on function taskforce.withdraw_note is 'A note that was taken back stays as it is';
create trigger withdraw_note before update on taskforce.notes for each row execute function taskforce.withdraw_note();

-- Files of a case are activity of the case.
create function taskforce.touch_case_of_file() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update taskforce.cases c set last_activity_at = now()
  where c.id in (select f.scope_id from fresh f where f.scope_table = 'cases') and c.last_activity_at < now();
  return null;
end $$;
comment on function taskforce.touch_case_of_file is 'A new or relabelled file is activity of its case';
create trigger touch_i after insert on kit.files referencing new table as fresh for each statement execute function taskforce.touch_case_of_file();
create trigger touch_u after update on kit.files referencing new table as fresh for each statement execute function taskforce.touch_case_of_file();

-- Closing a case: by its lead or a supervisor; with open strands only by a supervisor who says why; never in danger.
alter table taskforce.cases
  add column close_note text check (length(close_note) <= 2000),
  add column seal_basis text check (seal_basis in ('court_order', 'safety', 'investigation_of_member')),
  add column seal_order text check (length(seal_order) <= 200);
comment on column taskforce.cases.close_note is 'What was said when it was closed or opened again';
comment on column taskforce.cases.seal_basis is 'court_order, safety or investigation_of_member';
comment on column taskforce.cases.seal_order is 'Reference of the court order that sealed it';

create function taskforce.check_closing() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  open_strands bigint;
  supervisor constant boolean := taskforce.supervises();
begin
  if kit.current_account() is null then
    return new;
  end if;
  if not supervisor and not exists (select from taskforce.case_members m
    where m.case_id = old.id and m.account_id = kit.current_account() and m.ended_at is null and m.capacity = 'lead') then
    raise exception using errcode = 'CR422', message = 'not_yours_to_close', detail = 'case', hint = 'Ask the case lead or a supervisor to close it.';
  end if;
  if new.closed_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'closedOn', hint = 'Give today or an earlier day.';
  end if;
  if new.closed_on is null then
    if not taskforce.has_reason(new.close_note) then
      raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters why the case is opened again.';
    end if;
    return new;
  end if;
  if taskforce.danger_open(old.id) then
    raise exception using errcode = 'CR422', message = 'danger_open', detail = 'danger', hint = 'Settle the danger first: say how it ended and who was reached.';
  end if;
  select count(*) into open_strands from taskforce.strands s where s.case_id = old.id and s.closed_on is null;
  if open_strands > 0 and not supervisor then
    raise exception using errcode = 'CR422', message = 'strands_open', detail = 'strands', hint = 'Close the strands first, or ask a supervisor to close the case.';
  end if;
  if open_strands > 0 and not taskforce.has_reason(new.close_note) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters why strands stay open.';
  end if;
  return new;
end $$;
comment on function taskforce.check_closing is 'Refuses the closing or reopening of a case that the rules refuse';
create trigger check_closing before update on taskforce.cases for each row
  when (old.closed_on is distinct from new.closed_on) execute function taskforce.check_closing();

-- A membership ends once, by whoever is signed in; a sealed case keeps at least two readers, or nobody could act.
alter table taskforce.case_members
  add column end_reason text check (length(end_reason) <= 500),
  add check (capacity in ('lead', 'investigator', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist', 'supervisor', 'specialist', 'observer'));
comment on column taskforce.case_members.end_reason is 'Why it ended';
create function taskforce.check_member() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if kit.current_account() is null then
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from kit.accounts a where a.id = new.account_id and a.status = 'active') then
      raise exception using errcode = 'CR422', message = 'not_active', detail = 'accountId', hint = 'Choose a person whose account is active.';
    end if;
    return new;
  end if;
  if old.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'member', hint = 'This membership has ended. Add the person again.';
  end if;
  if new.ended_at is null then
    return new;
  end if;
  new.ended_at := now();
  new.ended_by := kit.current_account();
  if pg_trigger_depth() = 1 and exists (select from taskforce.cases c where c.id = old.case_id and c.sealed)
    and (select count(*) from taskforce.case_members m where m.case_id = old.case_id and m.ended_at is null) <= 2 then
    raise exception using errcode = 'CR422', message = 'readers_needed', detail = 'member', hint = 'A sealed case keeps at least two readers. Add somebody first.';
  end if;
  return new;
end $$;
comment on function taskforce.check_member is 'Takes the end of a membership from the session and keeps two readers in a sealed case';
create trigger check_member before insert or update on taskforce.case_members for each row execute function taskforce.check_member();

-- Sealing runs past the policies, for whoever seals need not be among those who go on reading.
create function taskforce.seal_case(the_case uuid, basis text, court_order text, why text, readers uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  reader uuid;
begin
  if not taskforce.may('cases.seal', the_case) then
    raise exception using errcode = '42501';
  end if;
  if not taskforce.supervises() then
    raise exception using errcode = 'CR422', message = 'supervisor_needed', detail = 'case', hint = 'Ask a supervisor to seal the case.';
  end if;
  if (select count(distinct r.id) from kit.accounts r where r.id = any (readers) and r.status = 'active') < 2
    or exists (select from unnest(readers) r where r not in (select a.id from kit.accounts a)) then
    raise exception using errcode = 'CR422', message = 'readers_needed', detail = 'readers', hint = 'Name at least two people who keep access, or nobody could act.';
  end if;
  if not taskforce.has_reason(why) or (basis = 'court_order' and coalesce(length(btrim(court_order)), 0) < 3) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Give the reason, and for a court order its reference.';
  end if;
  if exists (select from taskforce.cases c where c.id = the_case and c.sealed) then
    raise exception using errcode = 'CR422', message = 'sealed', detail = 'case', hint = 'The case is sealed already.';
  end if;
  foreach reader in array readers loop
    insert into taskforce.case_members (case_id, account_id, capacity, reason)
    values (the_case, reader, 'observer', 'Keeps access to the sealed case')
    on conflict (account_id, case_id) where ended_at is null do nothing;
  end loop;
  update taskforce.case_members set ended_at = now(), end_reason = 'The case was sealed'
  where case_id = the_case and ended_at is null and account_id <> all (readers);
  update taskforce.cases set sealed = true, seal_reason = why, seal_basis = basis, seal_order = court_order where id = the_case;
end $$;
comment on function taskforce.seal_case is 'Seals a case: from now on only the named readers see it';

create function taskforce.lift_seal(the_request uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked taskforce.approval_requests;
begin
  select * into asked from taskforce.approval_requests r where r.id = the_request and r.kind = 'unseal';
  if asked.id is null or not taskforce.may('cases.seal', asked.case_id) then
    raise exception using errcode = '42501';
  end if;
  if asked.state <> 'approved' or asked.decided_by is distinct from kit.current_account() or asked.decided_at <> now() then
    raise exception using errcode = 'CR422', message = 'second_person_needed', detail = 'approver', hint = 'A supervisor other than the person asking must approve.';
  end if;
  update taskforce.cases set sealed = false, seal_reason = null, seal_basis = null, seal_order = null where id = asked.case_id and sealed;
end $$;
comment on function taskforce.lift_seal is 'Lifts the seal on a request that the session has just approved';
