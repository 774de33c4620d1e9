-- Tips: what somebody told the task force. Not intelligence, not a case; kept apart from both, with a clock of their own.

create table taskforce.tips (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^T-[0-9]{4}-[0-9]{4,7}$'),
  channel text not null check (channel in ('public_form', 'phone', 'call_911', 'hotline', 'email', 'text_message', 'walk_in',
    'officer_in_field', 'partner_referral', 'letter', 'social_media', 'import', 'api')),
  origin_route text not null,
  origin_mode text not null check (origin_mode in ('reactive', 'proactive')),
  audience text not null default 'other' check (audience in ('public', 'hotel', 'emergency_room', 'school', 'utility_worker',
    'inspector', 'transport', 'bank', 'outreach', 'other')),
  agency_id uuid references kit.agencies (id),
  received_by uuid references kit.accounts (id),
  received_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z]{2,4})?$'),
  what text not null check (length(what) <= 10000),
  place text not null default '' check (length(place) <= 500),
  happened text not null default '' check (length(happened) <= 500),
  ongoing text not null default 'unknown' check (ongoing in ('yes', 'no', 'unknown')),
  danger text not null default 'unknown' check (danger in ('yes', 'no', 'unknown')),
  persons_range text not null default 'unknown' check (persons_range in ('unknown', 'one', 'two_to_five', 'six_to_ten', 'eleven_to_fifty', 'over_fifty')),
  minors text not null default 'unknown' check (minors in ('yes', 'no', 'unknown')),
  languages_heard text not null default '' check (length(languages_heard) <= 200),
  vehicle text not null default '' check (length(vehicle) <= 500),
  phones text not null default '' check (length(phones) <= 500),
  online_links text not null default '' check (length(online_links) <= 2000),
  transport_mode text check (transport_mode in ('air', 'bus', 'rail', 'truck', 'sea', 'car', 'other')),
  departure text not null default '' check (length(departure) <= 200),
  destination text not null default '' check (length(destination) <= 200),
  how_known text not null default '' check (length(how_known) <= 500),
  training_code text not null default '' check (length(training_code) <= 60),
  match_keys text[] not null default '{}',
  state text not null default 'received' check (state in ('received', 'asked_back', 'opened_case', 'attached', 'referred_out', 'no_action', 'expired', 'purged')),
  in_danger boolean not null default false,
  triage_due_at timestamptz not null,
  decided_at timestamptz,
  asked_back_at timestamptz,
  answered_at timestamptz,
  reopened_at timestamptz,
  retain_until date not null,
  legal_hold boolean not null default false,
  expired_at timestamptz,
  purge_asked_by uuid references kit.accounts (id),
  purged_at timestamptz,
  assigned_to uuid references kit.accounts (id),
  external_id text,
  import_id uuid,
  version integer not null default 1,
  check ((channel = 'public_form') = (received_by is null)),
  check ((state = 'purged') = (purged_at is not null)),
  check (state = 'purged' or length(what) > 0)
);
create index tips_queue on taskforce.tips (in_danger desc, triage_due_at, id) where state in ('received', 'asked_back');
create index tips_recent on taskforce.tips (received_at desc, id);
create index tips_receiver on taskforce.tips (received_by, received_at desc);
create index tips_assigned on taskforce.tips (assigned_to) where assigned_to is not null;
create index tips_match on taskforce.tips using gin (match_keys);
create index tips_retention on taskforce.tips (retain_until) where state <> 'purged';
create unique index tips_import on taskforce.tips (import_id, external_id) where import_id is not null;
comment on table taskforce.tips is 'Tips: what somebody told the task force; the text is never changed after it was received';
comment on column taskforce.tips.id is 'Random id';
comment on column taskforce.tips.number is 'Number for people: T, year and count';
comment on column taskforce.tips.channel is 'By what way it came';
comment on column taskforce.tips.origin_route is 'Origin route: ten reactive ways and the sources of proactive work';
comment on column taskforce.tips.origin_mode is 'reactive or proactive; follows from the route';
comment on column taskforce.tips.audience is 'Kind of observer, which chose the questions';
comment on column taskforce.tips.agency_id is 'Agency that received it; empty for the public form';
comment on column taskforce.tips.received_by is 'Who received it; empty for the public form';
comment on column taskforce.tips.received_at is 'When it was told; for the public form only the hour is kept';
comment on column taskforce.tips.recorded_at is 'When it was written down; for the public form only the hour is kept';
comment on column taskforce.tips.language is 'Language it was told in';
comment on column taskforce.tips.what is 'What was seen or heard, in the words of the reporter';
comment on column taskforce.tips.place is 'Where, in their words';
comment on column taskforce.tips.happened is 'When it happened, in their words';
comment on column taskforce.tips.ongoing is 'Whether it still goes on: yes, no or unknown';
comment on column taskforce.tips.danger is 'Whether the reporter said that somebody is in danger now: yes, no or unknown';
comment on column taskforce.tips.persons_range is 'How many people seem affected, as a range';
comment on column taskforce.tips.minors is 'Whether there are minors among them: yes, no or unknown';
comment on column taskforce.tips.languages_heard is 'Languages heard';
comment on column taskforce.tips.vehicle is 'Vehicle and plate';
comment on column taskforce.tips.phones is 'Phone numbers seen, in any writing';
comment on column taskforce.tips.online_links is 'Links and handles seen';
comment on column taskforce.tips.transport_mode is 'Means of transport, where people were moved';
comment on column taskforce.tips.departure is 'Where the journey began';
comment on column taskforce.tips.destination is 'Where it leads';
comment on column taskforce.tips.how_known is 'How the reporter knows';
comment on column taskforce.tips.training_code is 'Code of the training that led to it, as typed';
comment on column taskforce.tips.match_keys is 'Phones, plates, links and words of the place in one writing, to find similar tips';
comment on column taskforce.tips.state is 'Where triage stands';
comment on column taskforce.tips.in_danger is 'Whether a danger raised on this tip is not resolved yet; set by the database';
comment on column taskforce.tips.triage_due_at is 'When a decision is due';
comment on column taskforce.tips.decided_at is 'When triage last decided';
comment on column taskforce.tips.asked_back_at is 'When the reporter was last asked';
comment on column taskforce.tips.answered_at is 'When the reporter last answered; through the receipt code only the hour is kept';
comment on column taskforce.tips.reopened_at is 'When a decision was last taken back';
comment on column taskforce.tips.retain_until is 'Last day it is kept when it feeds no case';
comment on column taskforce.tips.legal_hold is 'Whether a hold keeps it beyond its retention';
comment on column taskforce.tips.expired_at is 'When its retention ended';
comment on column taskforce.tips.purge_asked_by is 'Who asked for the purge; another person has to agree';
comment on column taskforce.tips.purged_at is 'When its text was destroyed; the shell stays';
comment on column taskforce.tips.assigned_to is 'Who has taken it';
comment on column taskforce.tips.external_id is 'Identifier in the source of an import or of another system';
comment on column taskforce.tips.import_id is 'Import that brought it';
comment on column taskforce.tips.version is 'Counts up at every change';

create table taskforce.tip_reporters (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid not null unique references taskforce.tips (id),
  contact_sealed bytea,
  has_contact boolean generated always as (contact_sealed is not null) stored,
  may_contact boolean not null default false,
  erased_at timestamptz
);
comment on table taskforce.tip_reporters is 'Who told us, apart from the tip: opened only by taskforce.unmask_reporter';
comment on column taskforce.tip_reporters.id is 'Random id';
comment on column taskforce.tip_reporters.tip_id is 'The tip';
comment on column taskforce.tip_reporters.contact_sealed is 'Name, safe way and safe time of contact, sealed with the key folder';
comment on column taskforce.tip_reporters.has_contact is 'Whether there is a sealed contact; may be known without opening it';
comment on column taskforce.tip_reporters.may_contact is 'Whether the reporter agreed to be contacted';
comment on column taskforce.tip_reporters.erased_at is 'When the contact was destroyed';

create table taskforce.tip_receipts (
  tip_id uuid primary key references taskforce.tips (id),
  lookup bytea not null unique check (length(lookup) = 32),
  code_hash text not null
);
comment on table taskforce.tip_receipts is 'Receipt codes of public tips; only functions read them';
comment on column taskforce.tip_receipts.tip_id is 'The tip';
comment on column taskforce.tip_receipts.lookup is 'Keyed hash of the code, to find it; the key is not in the database';
comment on column taskforce.tip_receipts.code_hash is 'Slow salted hash of the code, to prove it';

create table taskforce.tip_answers (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid not null references taskforce.tips (id),
  pack text not null,
  pack_version text not null,
  question text not null,
  answer text not null check (answer in ('yes', 'no', 'unknown')),
  unique (tip_id, pack, question)
);
comment on table taskforce.tip_answers is 'Answers to the questions of an indicator pack; never summed up into a score';
comment on column taskforce.tip_answers.id is 'Random id';
comment on column taskforce.tip_answers.tip_id is 'The tip';
comment on column taskforce.tip_answers.pack is 'Indicator pack';
comment on column taskforce.tip_answers.pack_version is 'Version of the pack that was asked';
comment on column taskforce.tip_answers.question is 'Question of the pack';
comment on column taskforce.tip_answers.answer is 'yes, no or unknown; a question left out is unknown';

create table taskforce.tip_decisions (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid not null references taskforce.tips (id),
  place integer not null check (place > 0),
  decision text not null check (decision in ('open_case', 'attach', 'refer_out', 'ask_back', 'no_action', 'reopen')),
  from_state text not null,
  to_state text not null,
  reason_code text,
  recipient text,
  recipient_name text not null default '' check (length(recipient_name) <= 200),
  duplicate_of uuid references taskforce.tips (id),
  reason text not null default '' check (length(reason) <= 2000),
  undoes uuid unique references taskforce.tip_decisions (id),
  decided_by uuid not null default kit.current_account() references kit.accounts (id),
  decided_at timestamptz not null default now(),
  unique (tip_id, place),
  check ((decision = 'reopen') = (undoes is not null)),
  check ((decision = 'no_action') = (reason_code is not null)),
  check ((decision = 'refer_out') = (recipient is not null)),
  check ((reason_code is not distinct from 'duplicate') = (duplicate_of is not null))
);
comment on table taskforce.tip_decisions is 'What triage decided; inserted only, taking a decision back is an entry of its own';
comment on column taskforce.tip_decisions.id is 'Random id';
comment on column taskforce.tip_decisions.tip_id is 'The tip';
comment on column taskforce.tip_decisions.place is 'Place in the history of the tip, from 1';
comment on column taskforce.tip_decisions.decision is 'open_case, attach, refer_out, ask_back, no_action, or reopen';
comment on column taskforce.tip_decisions.from_state is 'State before';
comment on column taskforce.tip_decisions.to_state is 'State after';
comment on column taskforce.tip_decisions.reason_code is 'Why no action is taken, from the closed list';
comment on column taskforce.tip_decisions.recipient is 'To what kind of recipient it is referred';
comment on column taskforce.tip_decisions.recipient_name is 'Which one';
comment on column taskforce.tip_decisions.duplicate_of is 'Earlier tip that this one repeats';
comment on column taskforce.tip_decisions.reason is 'Why, in words; for a referral how it was handed over';
comment on column taskforce.tip_decisions.undoes is 'Decision that this entry takes back';
comment on column taskforce.tip_decisions.decided_by is 'Who decided';
comment on column taskforce.tip_decisions.decided_at is 'When';

create table taskforce.tip_cases (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid not null references taskforce.tips (id),
  case_id uuid not null references taskforce.cases (id),
  decision_id uuid not null references taskforce.tip_decisions (id),
  linked_by uuid not null default kit.current_account() references kit.accounts (id),
  linked_at timestamptz not null default now(),
  ended_at timestamptz,
  version integer not null default 1
);
create unique index tip_cases_once on taskforce.tip_cases (tip_id, case_id) where ended_at is null;
create index tip_cases_case on taskforce.tip_cases (case_id) where ended_at is null;
comment on table taskforce.tip_cases is 'Which tips feed which cases';
comment on column taskforce.tip_cases.id is 'Random id';
comment on column taskforce.tip_cases.tip_id is 'The tip';
comment on column taskforce.tip_cases.case_id is 'The case';
comment on column taskforce.tip_cases.decision_id is 'Decision that joined them';
comment on column taskforce.tip_cases.linked_by is 'Who joined them';
comment on column taskforce.tip_cases.linked_at is 'When';
comment on column taskforce.tip_cases.ended_at is 'When the decision was undone';
comment on column taskforce.tip_cases.version is 'Counts up at every change';

create table taskforce.tip_messages (
  id uuid primary key default gen_random_uuid(),
  tip_id uuid not null references taskforce.tips (id),
  place bigint generated always as identity,
  direction text not null check (direction in ('question', 'answer')),
  body text not null check (length(body) <= 4000),
  author_id uuid default kit.current_account() references kit.accounts (id),
  sent_at timestamptz not null default now(),
  read_at timestamptz,
  version integer not null default 1
);
create index tip_messages_tip on taskforce.tip_messages (tip_id, place);
create index tip_messages_unread on taskforce.tip_messages (tip_id) where direction = 'answer' and read_at is null;
comment on table taskforce.tip_messages is 'Questions asked back and the answers of the reporter';
comment on column taskforce.tip_messages.id is 'Random id';
comment on column taskforce.tip_messages.tip_id is 'The tip';
comment on column taskforce.tip_messages.place is 'Order of writing';
comment on column taskforce.tip_messages.direction is 'question from us or answer to us';
comment on column taskforce.tip_messages.body is 'The text';
comment on column taskforce.tip_messages.author_id is 'Who wrote it down; empty for an answer through the receipt code';
comment on column taskforce.tip_messages.sent_at is 'When; for an answer through the receipt code only the hour is kept';
comment on column taskforce.tip_messages.read_at is 'When an answer was taken up in triage';
comment on column taskforce.tip_messages.version is 'Counts up at every change';

-- What a visitor sends is audited to the hour: the audit must not tell when somebody sat at the form.
create function taskforce.audit_visitor() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  scope uuid;
begin
  execute format('select array_agg(id order by id), min(%I::text)::uuid from fresh', tg_argv[1]) into ids, scope;
  if ids is not null then
    insert into kit.audit_entries (at, action, subject_table, subject_ids, scope_table, scope_id)
    values (date_trunc('hour', clock_timestamp()), lower(tg_op), tg_table_name, ids, tg_argv[0], scope);
  end if;
  return null;
end $$;
comment on function taskforce.audit_visitor is 'Audit of what visitors without an account insert or change, to the hour';

do $$
declare
  one record;
begin
  for one in select * from (values ('tips', 'tips', 'id'), ('tip_reporters', null, 'tip_id'), ('tip_answers', 'tips', 'tip_id'),
    ('tip_messages', 'tips', 'tip_id')) as t (name, scope, scope_column) loop
    perform kit.audited(('taskforce.' || one.name)::regclass, one.scope, one.scope_column);
    execute format('drop trigger audit_i on taskforce.%1$I; drop trigger audit_u on taskforce.%1$I', one.name);
    execute format('create trigger audit_i after insert on taskforce.%I referencing new table as fresh for each statement when (kit.current_account() is not null) execute function kit.audit_insert(%L, %L)', one.name, one.scope, one.scope_column);
    execute format('create trigger audit_u after update on taskforce.%I referencing old table as stale new table as fresh for each statement when (kit.current_account() is not null) execute function kit.audit_update(%L, %L)', one.name, one.scope, one.scope_column);
    execute format('create trigger audit_visitor_i after insert on taskforce.%I referencing new table as fresh for each statement when (kit.current_account() is null) execute function taskforce.audit_visitor(%L, %L)', one.name, one.scope, one.scope_column);
    execute format('create trigger audit_visitor_u after update on taskforce.%I referencing new table as fresh for each statement when (kit.current_account() is null) execute function taskforce.audit_visitor(%L, %L)', one.name, one.scope, one.scope_column);
  end loop;
end $$;
select kit.audited('taskforce.tip_decisions', 'tips', 'tip_id');
select kit.audited('taskforce.tip_cases', 'tips', 'tip_id');
select kit.versioned('taskforce.tips');
select kit.versioned('taskforce.tip_cases');
select kit.versioned('taskforce.tip_messages');

-- The states of a tip and who may move it where.
create function taskforce.guard_tip() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if old.state = new.state then
    return new;
  end if;
  if not (case old.state
    when 'received' then new.state in ('asked_back', 'opened_case', 'attached', 'referred_out', 'no_action')
    when 'asked_back' then new.state in ('received', 'opened_case', 'attached', 'referred_out', 'no_action')
    when 'opened_case' then new.state = 'received'
    when 'attached' then new.state = 'received'
    when 'referred_out' then new.state in ('received', 'expired')
    when 'no_action' then new.state in ('received', 'expired')
    when 'expired' then new.state in ('received', 'purged')
    else false end)
  then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'state', hint = 'This tip is decided or gone; reopen it to decide again.';
  end if;
  if new.in_danger and new.state in ('asked_back', 'referred_out', 'no_action', 'expired') then
    raise exception using errcode = 'CR422', message = 'danger_open', detail = 'danger', hint = 'Settle the danger first, or open a case or attach the tip to one.';
  end if;
  if new.state in ('opened_case', 'attached')
    and not exists (select from taskforce.tip_cases l where l.tip_id = new.id and l.ended_at is null) then
    raise exception using errcode = 'CR422', message = 'case_needed', detail = 'caseIds', hint = 'Choose at least one case.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_tip is 'Refuses moves of a tip that the rules forbid';
create trigger guard_tip before update of state on taskforce.tips for each row execute function taskforce.guard_tip();

create function taskforce.guard_tip_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_state text;
begin
  select t.state into now_state from taskforce.tips t where t.id = new.tip_id for update;
  if new.from_state is distinct from now_state then
    raise exception using errcode = 'CR422', message = 'state_changed', detail = 'tipId', hint = 'Load the tip again: somebody decided meanwhile.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_tip_decision is 'A decision starts from the state the tip is in';
create trigger guard_tip_decision before insert on taskforce.tip_decisions for each row execute function taskforce.guard_tip_decision();
