-- Where the assessment of a victim stands: every decision with who, as what, when and on what it rests. There is no
-- column and no word for how a person behaved, looked or helped: that decides nothing (R-041).

create table taskforce.victim_decisions (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null,
  case_id uuid not null,
  place integer not null default 0,
  from_status text not null default 'none' check (from_status in ('none', 'indicators', 'likely', 'confirmed', 'not_identified')),
  to_status text not null check (to_status in ('indicators', 'likely', 'confirmed', 'not_identified')),
  decided_on date not null,
  basis text[] not null check (cardinality(basis) between 1 and 13 and basis <@ '{physical_evidence,documents,digital_evidence,financial_records,own_statement,witness_statement,suspect_statement,observed_conditions,screening_answers,medical_finding,other_agency_finding,court_finding,provider_under_release}'),
  confirmed_by text check (confirmed_by in ('law_enforcement', 'prosecution', 'court', 'labor_agency', 'child_protection', 'service_provider')),
  reason text check (reason in ('evidence_shows_otherwise', 'elements_not_met', 'other_offense', 'other_person', 'recorded_twice', 'found_by_court')),
  rescreen_on date,
  note text not null default '' check (length(note) <= 4000),
  decided_by uuid not null default kit.current_account() references kit.accounts (id),
  decided_as text not null default '',
  recorded_at timestamptz not null default now(),
  unique (victim_id, place),
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id),
  check ((to_status = 'confirmed') = (confirmed_by is not null)),
  check ((to_status = 'not_identified') = (reason is not null)),
  check ((to_status = 'not_identified') = (rescreen_on is not null)),
  check (rescreen_on is null or (rescreen_on > decided_on and rescreen_on <= decided_on + 366)),
  check (confirmed_by is distinct from 'service_provider' or 'provider_under_release' = any (basis)),
  check (confirmed_by is distinct from 'court' or 'court_finding' = any (basis))
);
create index victim_decisions_victim on taskforce.victim_decisions (victim_id, case_id);
comment on table taskforce.victim_decisions is 'Decisions on where the assessment of a victim stands; never changed, a further one follows';
comment on column taskforce.victim_decisions.id is 'Random id';
comment on column taskforce.victim_decisions.victim_id is 'The victim';
comment on column taskforce.victim_decisions.case_id is 'Their case';
comment on column taskforce.victim_decisions.place is 'Place in the history of the victim, from 1; set by the database';
comment on column taskforce.victim_decisions.from_status is 'Where it stood; set by the database';
comment on column taskforce.victim_decisions.to_status is 'Where it stands';
comment on column taskforce.victim_decisions.decided_on is 'Day of the decision';
comment on column taskforce.victim_decisions.basis is 'On what it rests, from the closed list';
comment on column taskforce.victim_decisions.confirmed_by is 'Who confirmed it, when confirmed';
comment on column taskforce.victim_decisions.reason is 'Why not identified as a victim, from the closed list';
comment on column taskforce.victim_decisions.rescreen_on is 'Day to look again, when not identified; within a year';
comment on column taskforce.victim_decisions.note is 'What the basis shows; facts, no identity';
comment on column taskforce.victim_decisions.decided_by is 'Who decided; taken from their session';
comment on column taskforce.victim_decisions.decided_as is 'In which role; set by the database';
comment on column taskforce.victim_decisions.recorded_at is 'When it was recorded';
select kit.audited('taskforce.victim_decisions', 'victims', 'victim_id');
select taskforce.counts_as_activity('taskforce.victim_decisions');

create function taskforce.next_statuses(from_status text) returns text[]
language sql immutable set search_path = pg_catalog as $$
  select case from_status
    when 'none' then '{indicators,not_identified}'::text[]
    when 'indicators' then '{likely,not_identified}'
    when 'likely' then '{confirmed,not_identified}'
    when 'confirmed' then '{not_identified}'
    when 'not_identified' then '{indicators,not_identified}'
  end
$$;
comment on function taskforce.next_statuses is 'Where the assessment of a victim may go from a status; the same as nextStatuses in taskforce/victims/rules-status.ts';

create function taskforce.decide_victim() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_at taskforce.victims;
  last taskforce.victim_decisions;
begin
  select * into now_at from taskforce.victims v where v.id = new.victim_id for update;
  select * into last from taskforce.victim_decisions d where d.victim_id = new.victim_id order by d.place desc limit 1;
  if not new.to_status = any (taskforce.next_statuses(now_at.status)) then
    raise exception using errcode = 'CR422', message = 'no_such_step', detail = 'to', hint = 'Choose a status that follows from the present one.';
  end if;
  if new.to_status in ('confirmed', 'not_identified') and kit.current_account() is not null and not taskforce.may('victims.confirm', new.case_id) then
    raise exception using errcode = 'CR422', message = 'not_yours_to_decide', detail = 'to', hint = 'An investigator, a prosecutor or a supervisor of the case decides this.';
  end if;
  if new.decided_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'decidedOn', hint = 'Give the day it was decided: today or earlier.';
  end if;
  if new.decided_on < last.decided_on then
    raise exception using errcode = 'CR422', message = 'before_last', detail = 'decidedOn', hint = 'Give a day that is not before the last decision.';
  end if;
  new.place := coalesce(last.place, 0) + 1;
  new.from_status := now_at.status;
  new.decided_by := coalesce(kit.current_account(), new.decided_by);
  new.recorded_at := now();
  new.decided_as := coalesce((
    select r.role from kit.account_roles r join kit.role_permissions p on p.role = r.role
    where r.account_id = new.decided_by and r.ended_at is null and p.permission in ('victims.confirm', 'victims.write')
    order by p.permission = 'victims.confirm' desc, r.role limit 1), '');
  update taskforce.victims v set status = new.to_status, status_since = new.decided_on, rescreen_on = new.rescreen_on where v.id = new.victim_id;
  return new;
end $$;
comment on function taskforce.decide_victim is 'Lets the status of a victim go only where the rules let it, and signs the decision with session, role and time';
create trigger decide_victim before insert on taskforce.victim_decisions
  for each row execute function taskforce.decide_victim();

-- Decisions and contacts are written once.
create function taskforce.written_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = '42501';
end $$;
comment on function taskforce.written_once is 'Refuses any change of what is written once';
create trigger written_once before update or delete on taskforce.victim_decisions
  for each row execute function taskforce.written_once();
create trigger written_once before update or delete on taskforce.victim_contacts
  for each row execute function taskforce.written_once();

-- The status follows from the decisions and from nothing else, whoever writes.
create function taskforce.status_follows_decisions() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  last taskforce.victim_decisions;
  held taskforce.victims;
begin
  select * into held from taskforce.victims v where v.id = new.id;
  select * into last from taskforce.victim_decisions d where d.victim_id = new.id order by d.place desc limit 1;
  if held.status is distinct from coalesce(last.to_status, 'none') or held.status_since is distinct from last.decided_on then
    raise exception using errcode = 'CR422', message = 'no_such_step', detail = 'to', hint = 'Record a decision; the status follows from it.';
  end if;
  return null;
end $$;
comment on function taskforce.status_follows_decisions is 'Refuses a status of a victim that no decision gave; looks when the transaction ends';
create constraint trigger status_follows_decisions after insert or update on taskforce.victims
  deferrable initially deferred for each row execute function taskforce.status_follows_decisions();
