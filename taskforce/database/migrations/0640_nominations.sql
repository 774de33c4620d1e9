-- Nominations of targets (R-012): what is known, four ordered answers with their reasons, what the committee thought and
-- what was decided. No column adds them up, and none says how guilty anybody is.

create function taskforce.nomination_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select '{"quorum": 3, "keepDays": 365, "checkDays": 30, "deferDays": 180}'::jsonb
    || coalesce((select value from kit.settings where key = 'nominations'), '{}')
$$;
comment on function taskforce.nomination_settings is 'Quorum and clocks of nominations as the installation set them';

create table taskforce.nominations (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^N-[0-9]{4}-[0-9]{4,7}$'),
  title text not null check (length(title) <= 200),
  kind text not null check (kind in ('target_person', 'target_organization', 'location', 'financial', 'digital', 'labor_compliance', 'other')),
  type text not null check (type in ('sex', 'labor', 'both', 'undetermined')),
  source text not null check (source in ('tip', 'strand', 'fresh')),
  tip_id uuid references taskforce.tips (id),
  case_id uuid references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  known text not null check (length(known) <= 8000),
  harm text not null check (harm in ('very_high', 'high', 'some', 'low', 'not_known')),
  harm_why text not null check (length(harm_why) <= 2000),
  vulnerability text not null check (vulnerability in ('very_high', 'high', 'some', 'low', 'not_known')),
  vulnerability_why text not null check (length(vulnerability_why) <= 2000),
  solvability text not null check (solvability in ('very_high', 'high', 'some', 'low', 'not_known')),
  solvability_why text not null check (length(solvability_why) <= 2000),
  resources text not null check (resources in ('very_high', 'high', 'some', 'low', 'not_known')),
  resources_why text not null check (length(resources_why) <= 2000),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'deferred', 'withdrawn', 'purged')),
  round integer not null default 1 check (round between 1 and 999),
  decided_at timestamptz,
  returns_on date,
  known_since date not null default current_date,
  retain_until date not null default current_date,
  legal_hold boolean not null default false,
  opened_case_id uuid references taskforce.cases (id),
  opened_strand_id uuid references taskforce.strands (id),
  opened_at timestamptz,
  purged_at timestamptz,
  agency_id uuid not null default kit.current_agency() references kit.agencies (id),
  nominated_by uuid not null default kit.current_account() references kit.accounts (id),
  nominated_at timestamptz not null default now(),
  version integer not null default 1,
  check ((source = 'tip') = (tip_id is not null)),
  check ((source = 'strand') = (strand_id is not null) and (strand_id is null) = (case_id is null)),
  check (state = 'purged' or (length(title) > 0 and length(known) > 0 and length(harm_why) > 0 and length(vulnerability_why) > 0
    and length(solvability_why) > 0 and length(resources_why) > 0)),
  check ((state = 'purged') = (purged_at is not null)),
  check ((state = 'deferred') = (returns_on is not null)),
  check ((opened_at is null) = (opened_case_id is null) and (opened_at is null) = (opened_strand_id is null)),
  check (opened_at is null or state = 'approved')
);
create index nominations_tip on taskforce.nominations (tip_id);
create index nominations_case on taskforce.nominations (case_id);
create index nominations_strand on taskforce.nominations (strand_id);
create index nominations_opened_case on taskforce.nominations (opened_case_id);
create index nominations_opened_strand on taskforce.nominations (opened_strand_id);
create index nominations_agency on taskforce.nominations (agency_id);
create index nominations_nominated_by on taskforce.nominations (nominated_by);
create index nominations_listed on taskforce.nominations (nominated_at desc, id);
create index nominations_clock on taskforce.nominations (retain_until) where state in ('rejected', 'withdrawn');
create index nominations_deferred on taskforce.nominations (returns_on) where state = 'deferred';
comment on table taskforce.nominations is 'Targets that somebody proposed to work on, and what came of it';
comment on column taskforce.nominations.id is 'Random id';
comment on column taskforce.nominations.number is 'Number, N-year-count';
comment on column taskforce.nominations.title is 'Working name of the target; empty after the purge';
comment on column taskforce.nominations.kind is 'What the target is, in the words of strands';
comment on column taskforce.nominations.type is 'sex, labor, both or undetermined';
comment on column taskforce.nominations.source is 'Whether it comes from a tip, a strand, or neither';
comment on column taskforce.nominations.tip_id is 'The tip it comes from';
comment on column taskforce.nominations.case_id is 'Case of the strand it comes from';
comment on column taskforce.nominations.strand_id is 'The strand it comes from';
comment on column taskforce.nominations.known is 'What is known; empty after the purge';
comment on column taskforce.nominations.harm is 'How grave the harm is that is seen or expected';
comment on column taskforce.nominations.harm_why is 'On what that answer rests';
comment on column taskforce.nominations.vulnerability is 'How vulnerable the victims are';
comment on column taskforce.nominations.vulnerability_why is 'On what that answer rests';
comment on column taskforce.nominations.solvability is 'How likely the work leads to proof';
comment on column taskforce.nominations.solvability_why is 'On what that answer rests';
comment on column taskforce.nominations.resources is 'How much the work takes: very_high is months and several agencies';
comment on column taskforce.nominations.resources_why is 'On what that answer rests';
comment on column taskforce.nominations.state is 'waiting before the committee, approved, rejected, deferred, withdrawn, purged';
comment on column taskforce.nominations.round is 'How often it came before the committee';
comment on column taskforce.nominations.decided_at is 'When it was last decided or withdrawn';
comment on column taskforce.nominations.returns_on is 'Deferred: day on which it comes back';
comment on column taskforce.nominations.known_since is 'Day on which the information came; a tip brings its own';
comment on column taskforce.nominations.retain_until is 'End of its clock: rejected and withdrawn ones are purged after this day; never later than the tip it comes from';
comment on column taskforce.nominations.legal_hold is 'Kept by a legal hold, whatever the clock says';
comment on column taskforce.nominations.opened_case_id is 'Case that came of it';
comment on column taskforce.nominations.opened_strand_id is 'Strand that came of it';
comment on column taskforce.nominations.opened_at is 'When that was';
comment on column taskforce.nominations.purged_at is 'When its texts were destroyed; the shell stays';
comment on column taskforce.nominations.agency_id is 'Agency of who nominated';
comment on column taskforce.nominations.nominated_by is 'Who nominated';
comment on column taskforce.nominations.nominated_at is 'When';
comment on column taskforce.nominations.version is 'Counts up at every change';
select kit.audited('taskforce.nominations', 'nominations', 'id');
select kit.versioned('taskforce.nominations');

create table taskforce.nomination_checks (
  id uuid primary key default gen_random_uuid(),
  nomination_id uuid not null references taskforce.nominations (id),
  result text not null check (result in ('no_hit', 'hit_open', 'hit_resolved')),
  checked_on date not null,
  system text not null check (length(system) between 1 and 120),
  reference text check (length(reference) between 1 and 80),
  note text not null default '' check (length(note) <= 2000),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default clock_timestamp()
);
create index nomination_checks_nomination on taskforce.nomination_checks (nomination_id, recorded_at desc);
create index nomination_checks_recorded_by on taskforce.nomination_checks (recorded_by);
comment on table taskforce.nomination_checks is 'Whether others work on the same target: asked where, when, by whom, and what came back';
comment on column taskforce.nomination_checks.id is 'Random id';
comment on column taskforce.nomination_checks.nomination_id is 'Which nomination';
comment on column taskforce.nomination_checks.result is 'no_hit, hit_open (others work on it, not settled yet) or hit_resolved (settled with them)';
comment on column taskforce.nomination_checks.checked_on is 'Day of the answer';
comment on column taskforce.nomination_checks.system is 'Index or system that was asked';
comment on column taskforce.nomination_checks.reference is 'Its reference';
comment on column taskforce.nomination_checks.note is 'What was settled with whom; empty after the purge';
comment on column taskforce.nomination_checks.recorded_by is 'Who asked';
comment on column taskforce.nomination_checks.recorded_at is 'When it was written down; the newest answer counts';
select kit.audited('taskforce.nomination_checks', 'nominations', 'nomination_id');

create table taskforce.nomination_votes (
  id uuid primary key default gen_random_uuid(),
  nomination_id uuid not null references taskforce.nominations (id),
  round integer not null default 1,
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  vote text not null check (vote in ('approve', 'reject', 'defer', 'abstain')),
  rationale text not null check (length(rationale) <= 2000),
  cast_at timestamptz not null default now(),
  version integer not null default 1,
  unique (nomination_id, round, account_id)
);
create index nomination_votes_account on taskforce.nomination_votes (account_id);
comment on table taskforce.nomination_votes is 'What a member of the committee thinks of a nomination; may be changed until the decision';
comment on column taskforce.nomination_votes.id is 'Random id';
comment on column taskforce.nomination_votes.nomination_id is 'Which nomination';
comment on column taskforce.nomination_votes.round is 'In which round';
comment on column taskforce.nomination_votes.account_id is 'Who';
comment on column taskforce.nomination_votes.vote is 'approve, reject, defer or abstain';
comment on column taskforce.nomination_votes.rationale is 'Why; empty after the purge';
comment on column taskforce.nomination_votes.cast_at is 'When it was first cast';
comment on column taskforce.nomination_votes.version is 'Counts up at every change';
select kit.audited('taskforce.nomination_votes', 'nominations', 'nomination_id');
select kit.versioned('taskforce.nomination_votes');

create table taskforce.nomination_decisions (
  id uuid primary key default gen_random_uuid(),
  nomination_id uuid not null references taskforce.nominations (id),
  round integer not null default 1,
  decision text not null check (decision in ('approve', 'reject', 'defer')),
  rationale text not null check (length(rationale) <= 4000),
  returns_on date,
  votes jsonb not null default '{}',
  decided_by uuid not null default kit.current_account() references kit.accounts (id),
  decided_at timestamptz not null default now(),
  unique (nomination_id, round),
  check ((decision = 'defer') = (returns_on is not null))
);
create index nomination_decisions_decided_by on taskforce.nomination_decisions (decided_by);
comment on table taskforce.nomination_decisions is 'Decisions on nominations; never changed, a further round decides anew';
comment on column taskforce.nomination_decisions.id is 'Random id';
comment on column taskforce.nomination_decisions.nomination_id is 'Which nomination';
comment on column taskforce.nomination_decisions.round is 'In which round';
comment on column taskforce.nomination_decisions.decision is 'approve, reject or defer';
comment on column taskforce.nomination_decisions.rationale is 'Why; empty after the purge';
comment on column taskforce.nomination_decisions.returns_on is 'Deferred: until when';
comment on column taskforce.nomination_decisions.votes is 'How many voted how when it was decided';
comment on column taskforce.nomination_decisions.decided_by is 'The supervisor';
comment on column taskforce.nomination_decisions.decided_at is 'When';
select kit.audited('taskforce.nomination_decisions', 'nominations', 'nomination_id');

create table taskforce.nomination_purges (
  id uuid primary key default gen_random_uuid(),
  nomination_id uuid not null unique references taskforce.nominations (id),
  number text not null,
  was text not null check (was in ('rejected', 'withdrawn')),
  known_since date not null,
  retain_until date not null,
  votes integer not null,
  checks integer not null,
  decisions integer not null,
  versions integer not null,
  sha256 text not null check (length(sha256) = 64),
  purged_at timestamptz not null default now()
);
comment on table taskforce.nomination_purges is 'Certificates: what was destroyed when the clock of a nomination had run out, without a word of it';
comment on column taskforce.nomination_purges.id is 'Random id';
comment on column taskforce.nomination_purges.nomination_id is 'Which nomination; its shell stays';
comment on column taskforce.nomination_purges.number is 'Its number';
comment on column taskforce.nomination_purges.was is 'rejected or withdrawn';
comment on column taskforce.nomination_purges.known_since is 'When its clock began';
comment on column taskforce.nomination_purges.retain_until is 'When it ended';
comment on column taskforce.nomination_purges.votes is 'How many votes lost their rationale';
comment on column taskforce.nomination_purges.checks is 'How many answers about others at work lost their notes';
comment on column taskforce.nomination_purges.decisions is 'How many decisions lost their rationale';
comment on column taskforce.nomination_purges.versions is 'How many earlier versions lost their texts';
comment on column taskforce.nomination_purges.sha256 is 'Hash over a random salt that was not kept and the texts: proves that there was something, tells nothing';
comment on column taskforce.nomination_purges.purged_at is 'When';

-- The clock begins when the information came and ends when the task force's rule says; what comes from a tip is not
-- kept longer for having been nominated.
create function taskforce.start_nomination() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_tip taskforce.tips;
begin
  if new.source = 'tip' then
    select t.* into the_tip from taskforce.tips t where t.id = new.tip_id;
    new.known_since := (the_tip.received_at at time zone taskforce.zone())::date;
  elsif new.known_since > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'knownSince', hint = 'Give the day on which it became known, not a later one.';
  end if;
  new.retain_until := least(new.known_since + (taskforce.nomination_settings() ->> 'keepDays')::integer, the_tip.retain_until);
  if new.strand_id is not null and not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'strand_of_another_case', detail = 'strandId', hint = 'Choose a strand of this case.';
  end if;
  return new;
end $$;
comment on function taskforce.start_nomination is 'Sets the clock of a nomination from where it comes';
create trigger start_nomination before insert on taskforce.nominations for each row execute function taskforce.start_nomination();

create function taskforce.guard_nomination() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if (new.tip_id, new.strand_id, new.case_id, new.source, new.nominated_by, new.known_since) is distinct from
     (old.tip_id, old.strand_id, old.case_id, old.source, old.nominated_by, old.known_since) then
    raise exception using errcode = 'CR422', message = 'source_stays', detail = 'source', hint = 'Nominate it anew from the other source.';
  end if;
  if new.state = old.state then
    if old.state <> 'waiting' and (new.title, new.kind, new.type, new.known, new.harm, new.harm_why, new.vulnerability, new.vulnerability_why,
        new.solvability, new.solvability_why, new.resources, new.resources_why) is distinct from
       (old.title, old.kind, old.type, old.known, old.harm, old.harm_why, old.vulnerability, old.vulnerability_why,
        old.solvability, old.solvability_why, old.resources, old.resources_why) then
      raise exception using errcode = 'CR422', message = 'already_decided', detail = 'state', hint = 'Only a nomination that waits for the committee can be changed.';
    end if;
    return new;
  end if;
  if not (case old.state
    when 'waiting' then new.state in ('approved', 'rejected', 'deferred', 'withdrawn')
    when 'deferred' then new.state in ('waiting', 'withdrawn')
    when 'rejected' then new.state = 'purged'
    when 'withdrawn' then new.state = 'purged'
    else false end) then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'state', hint = 'This nomination was decided. Nominate the target anew when something is new.';
  end if;
  if new.state = 'purged' and (old.legal_hold or old.retain_until >= taskforce.today()) then
    raise exception using errcode = 'CR422', message = 'clock_runs', detail = 'state', hint = 'Its clock has not run out, or a legal hold keeps it.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_nomination is 'Refuses changes and moves of a nomination that the rules forbid';
create trigger guard_nomination before update on taskforce.nominations for each row execute function taskforce.guard_nomination();

create function taskforce.guard_nomination_part() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_state text;
  the_round integer;
  the_author uuid;
begin
  select n.state, n.round, n.nominated_by into the_state, the_round, the_author from taskforce.nominations n where n.id = new.nomination_id for share;
  if the_state = 'purged' and kit.current_account() is null then
    return new;
  end if;
  if tg_table_name = 'nomination_votes' then
    if the_state <> 'waiting' or new.round <> the_round then
      raise exception using errcode = 'CR422', message = 'already_decided', detail = 'vote', hint = 'The committee votes while the nomination waits for it.';
    end if;
    if the_author = new.account_id then
      raise exception using errcode = 'CR422', message = 'own_nomination', detail = 'vote', hint = 'Who nominated does not vote on it.';
    end if;
    if length(trim(new.rationale)) < 20 then
      raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'rationale', hint = 'Say why, in at least 20 characters.';
    end if;
  elsif the_state not in ('waiting', 'deferred') then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'result', hint = 'This nomination was decided. Nominate the target anew when something is new.';
  elsif new.checked_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'checkedOn', hint = 'Give the day of the answer, not a later one.';
  elsif new.result = 'hit_resolved' and length(trim(new.note)) < 20 then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'note', hint = 'Say what was settled with whom, in at least 20 characters.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_nomination_part is 'Refuses votes and answers that come too late or from the wrong person';
create trigger guard_part before insert or update on taskforce.nomination_votes for each row execute function taskforce.guard_nomination_part();
create trigger guard_part before insert on taskforce.nomination_checks for each row execute function taskforce.guard_nomination_part();

-- A decision: by another person than who nominated, with the quorum, and approved only with an answer about others at
-- work that is recent and leaves nothing open. It moves the nomination.
create function taskforce.decide_nomination() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  rules constant jsonb := taskforce.nomination_settings();
  today constant date := taskforce.today();
  one taskforce.nominations;
  last taskforce.nomination_checks;
  cast_votes integer;
begin
  select n.* into one from taskforce.nominations n where n.id = new.nomination_id for update;
  if one.state <> 'waiting' or new.round <> one.round then
    raise exception using errcode = 'CR422', message = 'already_decided', detail = 'decision', hint = 'This nomination does not wait for a decision.';
  end if;
  if one.nominated_by = new.decided_by then
    raise exception using errcode = 'CR422', message = 'second_person_needed', detail = 'decision', hint = 'Another supervisor than who nominated decides.';
  end if;
  if length(trim(new.rationale)) < 20 then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'rationale', hint = 'Say why, in at least 20 characters.';
  end if;
  select count(*), jsonb_build_object('approve', count(*) filter (where v.vote = 'approve'), 'reject', count(*) filter (where v.vote = 'reject'),
      'defer', count(*) filter (where v.vote = 'defer'), 'abstain', count(*) filter (where v.vote = 'abstain'))
    into cast_votes, new.votes from taskforce.nomination_votes v where v.nomination_id = one.id and v.round = one.round;
  if cast_votes < (rules ->> 'quorum')::integer then
    raise exception using errcode = 'CR422', message = 'quorum', detail = 'decision', hint = 'Wait until enough members of the committee have voted.';
  end if;
  if new.decision = 'approve' then
    select c.* into last from taskforce.nomination_checks c where c.nomination_id = one.id order by c.recorded_at desc, c.id limit 1;
    if last.id is null or last.result = 'hit_open' or last.checked_on < today - (rules ->> 'checkDays')::integer then
      raise exception using errcode = 'CR422', message = 'deconfliction_needed', detail = 'decision', hint = 'Ask first whether others work on this target, and settle what is open.';
    end if;
  end if;
  if new.decision = 'defer' and (new.returns_on <= today or new.returns_on > today + (rules ->> 'deferDays')::integer) then
    raise exception using errcode = 'CR422', message = 'defer_until', detail = 'returnsOn', hint = 'Choose a day to come, not further away than the task force allows.';
  end if;
  update taskforce.nominations n set decided_at = now(), returns_on = new.returns_on,
    state = case new.decision when 'approve' then 'approved' when 'reject' then 'rejected' else 'deferred' end where n.id = one.id;
  return new;
end $$;
comment on function taskforce.decide_nomination is 'Refuses a decision that the rules forbid; moves the nomination';
create trigger decide_nomination before insert on taskforce.nomination_decisions for each row execute function taskforce.decide_nomination();
