-- The history of a strand is written once and checked by the database as the rules check it (rules-transitions.ts,
-- rules-history.ts): a statement trigger looks at all new lines at once, so that an import of many stays fast.

alter table taskforce.phase_transitions
  alter column event drop not null,
  add column seq bigint generated always as identity,
  add column close_reason text,
  add column supersedes uuid references taskforce.phase_transitions (id),
  add column retracts boolean not null default false,
  add column known_since date,
  add column first_recorded_at timestamptz not null default now(),
  add column request_id uuid,
  add check (event in ('first_covert_engagement', 'arrest', 'takedown', 'became_public', 'released', 'charges_dropped', 'engagement_ended', 'renewed_approach', 'new_information', 'correction')),
  add check (close_reason in ('charged_and_done', 'declined', 'not_trafficking', 'merged', 'transferred', 'safety', 'inactive')),
  add check (retracts or (to_phase = 'closed') = (close_reason is not null)),
  add check (from_phase is not null or to_phase <> 'closed'),
  add check (not retracts or supersedes is not null),
  add check (place >= 1),
  add check (length(reason) <= 4000);
comment on column taskforce.phase_transitions.event is 'Event that the definition names; empty for the opening and for a closing';
comment on column taskforce.phase_transitions.seq is 'Order of writing';
comment on column taskforce.phase_transitions.close_reason is 'Why the strand was closed, from the closed list';
comment on column taskforce.phase_transitions.supersedes is 'Entry that this one corrects or takes back';
comment on column taskforce.phase_transitions.retracts is 'The superseded move never happened';
comment on column taskforce.phase_transitions.known_since is 'Since when the facts were followed, where that is not the day of recording';
comment on column taskforce.phase_transitions.first_recorded_at is 'When the fact was first written down, before any correction';
comment on column taskforce.phase_transitions.request_id is 'Request on which a supervisor signed';

drop index taskforce.phase_transitions_place;
create unique index phase_transitions_place on taskforce.phase_transitions (strand_id, place) where superseded_by is null and not retracts;
create unique index phase_transitions_request on taskforce.phase_transitions (request_id) where request_id is not null;
create index phase_transitions_effective on taskforce.phase_transitions (case_id, effective_on desc) where superseded_by is null and not retracts;

-- What a supervisor is asked for and signs in their own session.
create table taskforce.approval_requests (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('move', 'reopen', 'correct', 'retract', 'unseal')),
  to_phase text check (to_phase in ('pre_operational', 'operational', 'post_operational', 'closed')),
  event text,
  effective_on date,
  close_reason text,
  supersedes uuid references taskforce.phase_transitions (id),
  activity_id uuid,
  reason text not null check (length(regexp_replace(reason, '^\s+|\s+$', '', 'g')) between 20 and 4000),
  order_reference text check (length(order_reference) <= 200),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined', 'withdrawn')),
  asked_by uuid not null default kit.current_account() references kit.accounts (id),
  asked_at timestamptz not null default now(),
  decided_by uuid references kit.accounts (id),
  decided_at timestamptz,
  decision_note text check (length(decision_note) <= 2000),
  version integer not null default 1,
  check ((kind = 'unseal') = (strand_id is null)),
  check ((state = 'waiting') = (decided_at is null)),
  check (state not in ('approved', 'declined') or decided_by is not null)
);
create index approval_requests_waiting on taskforce.approval_requests (asked_at) where state = 'waiting';
create index approval_requests_case on taskforce.approval_requests (case_id, asked_at desc);
comment on table taskforce.approval_requests is 'What supervisors are asked to sign: moves against the order of the phases, corrections, lifting a seal';
comment on column taskforce.approval_requests.id is 'Random id';
comment on column taskforce.approval_requests.case_id is 'The case';
comment on column taskforce.approval_requests.strand_id is 'The strand; empty for lifting a seal';
comment on column taskforce.approval_requests.kind is 'move, reopen, correct, retract or unseal';
comment on column taskforce.approval_requests.to_phase is 'Phase asked for';
comment on column taskforce.approval_requests.event is 'Event it rests on';
comment on column taskforce.approval_requests.effective_on is 'Day it happened';
comment on column taskforce.approval_requests.close_reason is 'Close reason of a corrected closing';
comment on column taskforce.approval_requests.supersedes is 'Entry to be corrected or taken back';
comment on column taskforce.approval_requests.activity_id is 'Activity that was the event';
comment on column taskforce.approval_requests.reason is 'Why, at least 20 characters';
comment on column taskforce.approval_requests.order_reference is 'Reference of a court order';
comment on column taskforce.approval_requests.state is 'waiting, approved, declined or withdrawn';
comment on column taskforce.approval_requests.asked_by is 'Author of the request';
comment on column taskforce.approval_requests.asked_at is 'When';
comment on column taskforce.approval_requests.decided_by is 'Who decided; taken from their session by the database';
comment on column taskforce.approval_requests.decided_at is 'When';
comment on column taskforce.approval_requests.decision_note is 'What they said';
comment on column taskforce.approval_requests.version is 'Counts up at every change';
alter table taskforce.phase_transitions add foreign key (request_id) references taskforce.approval_requests (id);

-- A signature cannot be written by hand: who decides is the session, and it must be another person, a supervisor.
create function taskforce.sign_request() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.state <> 'waiting' then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'state', hint = 'This request was decided. Make a new one.';
  end if;
  if new.state = 'waiting' then
    return new;
  end if;
  new.decided_by := kit.current_account();
  new.decided_at := now();
  if new.state = 'withdrawn' then
    if new.decided_by is distinct from old.asked_by then
      raise exception using errcode = 'CR422', message = 'not_yours', detail = 'state', hint = 'Only the person who asked can withdraw it.';
    end if;
    return new;
  end if;
  if new.decided_by = old.asked_by then
    raise exception using errcode = 'CR422', message = 'second_person_needed', detail = 'approver', hint = 'A supervisor other than the author must approve.';
  end if;
  if not taskforce.supervises() or not taskforce.may('phases.approve', old.case_id) then
    raise exception using errcode = 'CR422', message = 'supervisor_needed', detail = 'approver', hint = 'The approving person must be a supervisor.';
  end if;
  return new;
end $$;
comment on function taskforce.sign_request is 'Takes the signature from the session; refuses oneself and anybody who does not supervise';
create trigger sign_request before update on taskforce.approval_requests for each row execute function taskforce.sign_request();
select kit.audited('taskforce.approval_requests', 'cases', 'case_id');
select kit.versioned('taskforce.approval_requests');

-- Each line on its own: author and signature come from the request, a correction takes the place of what it corrects.
create function taskforce.prepare_transition() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked taskforce.approval_requests;
  held taskforce.phase_transitions;
begin
  new.first_recorded_at := new.recorded_at;
  if new.request_id is not null then
    select * into asked from taskforce.approval_requests r where r.id = new.request_id;
    if asked.state is distinct from 'approved' or asked.strand_id <> new.strand_id
      or asked.to_phase is distinct from new.to_phase or asked.event is distinct from new.event
      or asked.effective_on is distinct from new.effective_on or asked.supersedes is distinct from new.supersedes
      or asked.close_reason is distinct from new.close_reason or (asked.kind = 'retract') <> new.retracts then
      raise exception using errcode = 'CR422', message = 'not_what_was_signed', detail = 'approver', hint = 'Record exactly what the supervisor approved, or ask again.';
    end if;
    new.recorded_by := asked.asked_by;
    new.approved_by := asked.decided_by;
    new.reason := asked.reason;
    new.activity_id := asked.activity_id;
  elsif kit.current_account() is not null then
    new.approved_by := null;
  end if;
  if new.supersedes is not null then
    select * into held from taskforce.phase_transitions t where t.id = new.supersedes for update;
    if held.strand_id is distinct from new.strand_id or held.superseded_by is not null or held.retracts then
      raise exception using errcode = 'CR422', message = 'not_in_force', detail = 'supersedes', hint = 'Correct the entry that holds now.';
    end if;
    new.place := held.place;
    if not new.retracts then
      new.first_recorded_at := held.first_recorded_at;
    end if;
    update taskforce.phase_transitions t set superseded_by = new.id where t.id = held.id;
  elsif new.place is null then
    select coalesce(max(t.place), 0) + 1 into new.place from taskforce.phase_transitions t
    where t.strand_id = new.strand_id and t.superseded_by is null and not t.retracts;
  end if;
  return new;
end $$;
comment on function taskforce.prepare_transition is 'Sets place, author and signature of a new line';
create trigger prepare_transition before insert on taskforce.phase_transitions for each row execute function taskforce.prepare_transition();

create function taskforce.phase_rank(phase text) returns integer
language sql immutable as $$ select array_position(array['pre_operational', 'operational', 'post_operational'], phase) $$;
comment on function taskforce.phase_rank is 'Place of a phase in the order of the phases, from 1';

-- The events each move may name; the same table as eventsOfMove in vocabulary/transitions.ts (a test compares them).
create function taskforce.events_of_move(from_phase text, to_phase text) returns text[]
language sql immutable as $$
  select case from_phase || '>' || to_phase
    when 'pre_operational>operational' then '{first_covert_engagement}'
    when 'pre_operational>post_operational' then '{arrest,takedown,became_public}'
    when 'operational>pre_operational' then '{engagement_ended,released,new_information,correction}'
    when 'operational>post_operational' then '{arrest,takedown,became_public}'
    when 'post_operational>pre_operational' then '{released,charges_dropped,new_information,correction}'
    when 'post_operational>operational' then '{renewed_approach,released,charges_dropped,new_information,correction}'
    else '{}' end::text[]
$$;
comment on function taskforce.events_of_move is 'Which events a move between two phases may rest on';

create function taskforce.has_reason(reason text) returns boolean
language sql immutable as $$ select coalesce(length(regexp_replace(reason, '^\s+|\s+$', '', 'g')), 0) >= 20 $$;
comment on function taskforce.has_reason is 'Whether somebody really gave a reason: 20 characters';

create table taskforce.strand_checklist (
  id uuid primary key default gen_random_uuid(),
  strand_id uuid not null references taskforce.strands (id),
  case_id uuid not null references taskforce.cases (id),
  item text not null check (item in ('goals', 'partner_commitments', 'money_trail_plan', 'victim_recovery_and_safety_plan', 'threat_assessment', 'deconfliction', 'initial_case_file', 'first_estimate')),
  state text not null check (state in ('open', 'present', 'waived')),
  reason text check (length(reason) <= 4000),
  answered_by uuid default kit.current_account() references kit.accounts (id),
  answered_at timestamptz not null default now(),
  version integer not null default 1,
  unique (strand_id, item),
  check (state <> 'waived' or (reason is not null and length(regexp_replace(reason, '^\s+|\s+$', '', 'g')) >= 20))
);
create index strand_checklist_case on taskforce.strand_checklist (case_id);
comment on table taskforce.strand_checklist is 'What is settled before a strand leaves the pre-operational phase';
comment on column taskforce.strand_checklist.id is 'Random id';
comment on column taskforce.strand_checklist.strand_id is 'The strand';
comment on column taskforce.strand_checklist.case_id is 'Its case';
comment on column taskforce.strand_checklist.item is 'Which item, from the closed list';
comment on column taskforce.strand_checklist.state is 'open, present or waived';
comment on column taskforce.strand_checklist.reason is 'Where it is kept, or why it is waived';
comment on column taskforce.strand_checklist.answered_by is 'Who answers for it';
comment on column taskforce.strand_checklist.answered_at is 'Since when';
comment on column taskforce.strand_checklist.version is 'Counts up at every change';
create function taskforce.answer_checklist() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.answered_by := coalesce(kit.current_account(), new.answered_by);
  new.answered_at := now();
  if not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = '23503';
  end if;
  return new;
end $$;
comment on function taskforce.answer_checklist is 'Who answers for an item is the session';
create trigger answer_checklist before insert or update on taskforce.strand_checklist for each row execute function taskforce.answer_checklist();
select kit.audited('taskforce.strand_checklist', 'cases', 'case_id');
select kit.versioned('taskforce.strand_checklist');

-- What is wrong with a line, as {problem, field, remedy}; nothing when the rules allow it. `n` is its place among
-- the lines that hold, `before` and `after` its neighbours there.
create function taskforce.transition_problem(
  t taskforce.phase_transitions, before taskforce.phase_transitions, after taskforce.phase_transitions,
  n bigint, strand taskforce.strands, today date, may_import boolean) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  held taskforce.phase_transitions;
  opening constant boolean := before.id is null;
  closing constant boolean := t.to_phase = 'closed';
  reopening constant boolean := not opening and before.to_phase = 'closed';
  correcting constant boolean := t.supersedes is not null;
  gates constant jsonb := coalesce(t.bypassed, '[]');
  steps integer;
  supervised boolean := false;
begin
  if t.case_id <> strand.case_id then return '{refused,caseId,Name the case of the strand.}'; end if;
  if t.place <> n then return '{not_in_order,place,Lines of a strand follow each other without a gap.}'; end if;
  if t.effective_on > today then return '{in_the_future,effectiveOn,Give the day it happened: today or earlier.}'; end if;
  if t.known_since > today then return '{in_the_future,knownSince,Give today or an earlier day.}'; end if;
  if before.effective_on > t.effective_on then
    return '{before_current_spell,effectiveOn,Give a day on or after the entry of the present phase or correct that entry.}';
  end if;
  if after.effective_on < t.effective_on then
    return '{after_next_entry,effectiveOn,Give a day on or before the next entry or correct that entry.}';
  end if;
  if t.from_phase is distinct from nullif(before.to_phase, 'closed') then
    return '{not_the_current_phase,from,Load the strand again: it stands elsewhere.}';
  end if;
  if t.to_phase = t.from_phase then return '{same_phase,to,Choose a phase other than the one the strand is in.}'; end if;
  if t.provenance = 'imported' then
    if may_import and (t.import_id is null or strand.import_id = t.import_id) then return null; end if;
    return '{not_imported,provenance,Only an import writes imported lines and only for strands it brought.}';
  end if;
  if correcting then
    select * into held from taskforce.phase_transitions h where h.id = t.supersedes;
    if held.from_phase is distinct from t.from_phase or held.to_phase <> t.to_phase
      or held.bypassed is distinct from t.bypassed or held.known_since is distinct from t.known_since then
      return '{not_a_correction,to,A correction changes the day the event or the close reason.}';
    end if;
  end if;

  if opening then
    if t.event is not null then return '{event_needed,event,The opening has no event.}'; end if;
  elsif closing then
    if t.event is not null then return '{event_not_wanted,event,A closing has a reason and no event.}'; end if;
    if t.close_reason = 'charged_and_done' and t.from_phase <> 'post_operational' then
      return array['not_post_operational', 'closeReason', 'Record the arrest, takedown or publicity first, or choose another reason.'];
    end if;
    if t.close_reason in ('declined', 'not_trafficking', 'safety', 'inactive') and not taskforce.has_reason(t.reason) then
      return '{reason_needed,reason,Give a reason of at least 20 characters.}';
    end if;
  elsif reopening then
    if t.event is null or t.event not in ('new_information', 'renewed_approach', 'released', 'charges_dropped', 'correction') then
      return '{event_needed,event,Name the occasion of the reopening.}';
    end if;
    steps := taskforce.phase_rank(t.to_phase) - taskforce.phase_rank(before.from_phase);
    if steps > 0 then return array['later_phase', 'to', 'Reopen the strand in the phase it was closed in, then move it.']; end if;
    supervised := steps < 0;
  else
    if t.event is null or not t.event = any (taskforce.events_of_move(t.from_phase, t.to_phase)) then
      return '{event_needed,event,This move rests on the event that the phase is defined by.}';
    end if;
    steps := taskforce.phase_rank(t.to_phase) - taskforce.phase_rank(t.from_phase);
    supervised := steps <> 1;
    if steps = 1 and t.from_phase = 'pre_operational' and not correcting and not gates ? 'pre_operational_checklist'
      and exists (
        select from unnest(taskforce.required_items()) item
        where not exists (select from taskforce.strand_checklist k
          where k.strand_id = t.strand_id and k.item = item.item and k.state in ('present', 'waived') and k.answered_by is not null)) then
      return array['checklist_open', 'checklist', 'Settle the open items, waive them with a reason, or raise danger if somebody is in danger now.'];
    end if;
  end if;

  if (correcting or supervised or reopening) and not taskforce.has_reason(t.reason) then
    return '{reason_needed,reason,Give a reason of at least 20 characters.}';
  end if;
  if supervised and t.approved_by is null and (correcting or steps <> 2 or not gates ? 'approval') then
    return '{supervisor_needed,approver,Ask a supervisor to approve this move.}';
  end if;
  if gates <> '[]' and not correcting and not taskforce.danger_open(t.case_id) then
    return '{no_danger,bypassed,Gates are passed over only while danger is open on the case.}';
  end if;
  return null;
end $$;
comment on function taskforce.transition_problem is 'Why a line of a strand''s history is refused, by the rules of the case room';

-- Taking back the last move: a line that holds no place itself.
create function taskforce.retraction_problem(t taskforce.phase_transitions) returns text[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  held taskforce.phase_transitions;
begin
  select * into held from taskforce.phase_transitions h where h.id = t.supersedes;
  if held.place = 1 then return '{is_the_opening,supersedes,Close the strand instead of taking back its opening.}'; end if;
  if exists (select from taskforce.phase_transitions l
    where l.strand_id = t.strand_id and l.superseded_by is null and not l.retracts and l.place > held.place) then
    return '{not_the_last,supersedes,Take back the later entries first.}';
  end if;
  if held.case_id <> t.case_id or held.from_phase is distinct from t.from_phase or held.to_phase <> t.to_phase
    or held.effective_on <> t.effective_on or t.event is distinct from 'correction' or t.close_reason is not null then
    return '{not_a_correction,supersedes,Name the move that is taken back.}';
  end if;
  if not taskforce.has_reason(t.reason) then return '{reason_needed,reason,Give a reason of at least 20 characters.}'; end if;
  if t.approved_by is null then return '{supervisor_needed,approver,Ask a supervisor to approve this move.}'; end if;
  return null;
end $$;
comment on function taskforce.retraction_problem is 'Why a retraction is refused';

create function taskforce.check_transitions() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  wrong text[];
  today constant date := taskforce.today();
  may_import constant boolean := kit.current_account() is null or kit.reach('imports.run') is not null;
begin
  perform from taskforce.strands s where s.id in (select f.strand_id from fresh f) order by s.id for no key update;
  select p into wrong from (
      select t, lag(t) over line as before, lead(t) over line as after, row_number() over line as n
      from taskforce.phase_transitions t
      where t.strand_id in (select f.strand_id from fresh f) and t.superseded_by is null and not t.retracts
      window line as (partition by t.strand_id order by t.place)) h
    join taskforce.strands s on s.id = (h.t).strand_id
    cross join lateral taskforce.transition_problem(h.t, h.before, h.after, h.n, s, today, may_import) p
    where (h.t).id in (select f.id from fresh f) and p is not null limit 1;
  if wrong is null then
    select p into wrong from fresh f cross join lateral taskforce.retraction_problem(f) p where f.retracts and p is not null limit 1;
  end if;
  if wrong is not null then
    raise exception using errcode = 'CR422', message = wrong[1], detail = wrong[2], hint = wrong[3];
  end if;
  update taskforce.strands s set phase = e.phase, phase_since = e.since, opened_on = e.opened_on,
    closed_on = e.closed_on, close_reason = e.close_reason
  from (
    select distinct on (t.strand_id) t.strand_id, t.close_reason,
      case when t.to_phase = 'closed' then t.from_phase else t.to_phase end as phase,
      case when t.to_phase = 'closed' then lag(t.effective_on) over line else t.effective_on end as since,
      case when t.to_phase = 'closed' then t.effective_on end as closed_on,
      first_value(t.effective_on) over line as opened_on
    from taskforce.phase_transitions t
    where t.strand_id in (select f.strand_id from fresh f) and t.superseded_by is null and not t.retracts
    window line as (partition by t.strand_id order by t.place)
    order by t.strand_id, t.place desc) e
  where s.id = e.strand_id
    and (s.phase, s.phase_since, s.opened_on, s.closed_on, s.close_reason)
      is distinct from (e.phase, e.since, e.opened_on, e.closed_on, e.close_reason);
  return null;
end $$;
comment on function taskforce.check_transitions is 'Refuses lines the rules refuse, and keeps the phase of the strands they belong to';
create trigger check_transitions after insert on taskforce.phase_transitions
  referencing new table as fresh for each statement execute function taskforce.check_transitions();

-- The time zone in which the task force counts its days.
create function taskforce.zone() returns text
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select value #>> '{}' from kit.settings where key = 'time_zone'), 'UTC')
$$;
comment on function taskforce.zone is 'Time zone of the task force; UTC until it is set';

create function taskforce.today() returns date
language sql stable set search_path = pg_catalog as $$ select (now() at time zone taskforce.zone())::date $$;
comment on function taskforce.today is 'Today where the task force works';

-- The stays in phases, from the lines that hold; the same as spells() in rules-spells.ts.
create view taskforce.phase_spells with (security_invoker = true) as
select * from (
  select t.case_id, t.strand_id, t.place, t.to_phase as phase, t.effective_on as entered_on,
    lead(t.effective_on) over line as left_on,
    case lead(t.to_phase) over line
      when 'closed' then 'closed'
      else case sign(taskforce.phase_rank(lead(t.to_phase) over line) - taskforce.phase_rank(t.to_phase))
        when -1 then 'went_back'
        when 1 then case taskforce.phase_rank(lead(t.to_phase) over line) - taskforce.phase_rank(t.to_phase)
          when 1 then 'advanced' else 'skipped_ahead' end
      end
    end as exit_kind,
    lead(t.event) over line as exit_event,
    lead(t.close_reason) over line as close_reason,
    greatest(t.effective_on, coalesce(t.known_since, (t.first_recorded_at at time zone taskforce.zone())::date)) as seen_from,
    greatest(0, (t.first_recorded_at at time zone taskforce.zone())::date - t.effective_on) as late_by_days,
    t.id as entry_id,
    lead(t.id) over line as exit_id
  from taskforce.phase_transitions t
  where t.superseded_by is null and not t.retracts
  window line as (partition by t.case_id, t.strand_id order by t.place)) stay
where stay.phase <> 'closed';
comment on view taskforce.phase_spells is 'Spells: one stay of one strand in one phase';
comment on column taskforce.phase_spells.case_id is 'The case';
comment on column taskforce.phase_spells.strand_id is 'The strand';
comment on column taskforce.phase_spells.place is 'Place of the entry in the history of the strand';
comment on column taskforce.phase_spells.phase is 'Phase stayed in';
comment on column taskforce.phase_spells.entered_on is 'Day of entry';
comment on column taskforce.phase_spells.left_on is 'Day of leaving; empty while it lasts';
comment on column taskforce.phase_spells.exit_kind is 'advanced, skipped_ahead, went_back or closed';
comment on column taskforce.phase_spells.exit_event is 'Event of leaving';
comment on column taskforce.phase_spells.close_reason is 'Reason, when it ended with the closing of the strand';
comment on column taskforce.phase_spells.seen_from is 'From this day on it was under observation (left truncation)';
comment on column taskforce.phase_spells.late_by_days is 'Days between the entry and its recording';
comment on column taskforce.phase_spells.entry_id is 'Line of entry';
comment on column taskforce.phase_spells.exit_id is 'Line of leaving';

-- The last activity of a case follows from its records, without counting as a change of the case itself.
drop trigger count_version on taskforce.cases;
create trigger count_version before update on taskforce.cases for each row
  when (old.last_activity_at is not distinct from new.last_activity_at) execute function kit.count_version();
drop trigger audit_u on taskforce.cases;
create trigger audit_u after update on taskforce.cases referencing old table as stale new table as fresh
  for each statement when (pg_trigger_depth() = 0) execute function kit.audit_update('cases', 'id');

create function taskforce.touch_case() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.last_activity_at := now();
  return new;
end $$;
comment on function taskforce.touch_case is 'A change of a case is activity';
create trigger touch_case before update on taskforce.cases for each row
  when (old.last_activity_at is not distinct from new.last_activity_at) execute function taskforce.touch_case();

create function taskforce.touch_cases() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update taskforce.cases c set last_activity_at = now()
  where c.id in (select f.case_id from fresh f) and c.last_activity_at < now();
  return null;
end $$;
comment on function taskforce.touch_cases is 'Marks the cases of the rows of a statement as active now';

create function taskforce.counts_as_activity(target regclass) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create trigger touch_i after insert on %s referencing new table as fresh for each statement execute function taskforce.touch_cases()', target);
  execute format('create trigger touch_u after update on %s referencing new table as fresh for each statement execute function taskforce.touch_cases()', target);
end $$;
comment on function taskforce.counts_as_activity is 'Makes inserts and updates of a table (with a case_id) count as activity of the case';
select taskforce.counts_as_activity('taskforce.strands');
select taskforce.counts_as_activity('taskforce.phase_transitions');
select taskforce.counts_as_activity('taskforce.case_members');
select taskforce.counts_as_activity('taskforce.approval_requests');
select taskforce.counts_as_activity('taskforce.strand_checklist');
