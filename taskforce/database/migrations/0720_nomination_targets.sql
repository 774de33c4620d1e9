-- Whether others work on a nominated target is asked of deconfliction itself (R-012, R-086): its identifiers are entered
-- as tokens, compared with all others from then on, and each comparison is written down. By hand stays what a regional
-- system answered, with its number.

alter table taskforce.deconfliction_entries add column nomination_id uuid references taskforce.nominations (id);
create index deconfliction_entries_nomination on taskforce.deconfliction_entries (nomination_id);
comment on column taskforce.deconfliction_entries.nomination_id is 'Nomination whose target it is; never told';

-- Their parameters or columns change; the repeatable files make them anew.
drop function if exists taskforce.enter_target(uuid, text, text[], bytea[], uuid, uuid, text, boolean, text);
drop function if exists taskforce.deconfliction_mine(uuid);

alter table taskforce.nomination_checks add column made_by text not null default 'hand' check (made_by in ('room', 'hand'));
alter table taskforce.nomination_checks add column targets integer check (targets >= 0);
alter table taskforce.nomination_checks drop constraint nomination_checks_result_check;
alter table taskforce.nomination_checks add constraint nomination_checks_result_check
  check (result in ('no_hit', 'hit_open', 'hit_resolved', 'no_identifier'));
alter table taskforce.nomination_checks add check ((made_by = 'room') = (targets is not null));
alter table taskforce.nomination_checks add check (result <> 'no_identifier' or (made_by = 'room' and targets = 0));
comment on column taskforce.nomination_checks.made_by is 'room: deconfliction compared the identifiers; hand: somebody wrote down what a regional system answered';
comment on column taskforce.nomination_checks.targets is 'Compared by the room: how many identifiers';
comment on column taskforce.nomination_checks.result is 'no_hit, hit_open (others work on it, not settled yet), hit_resolved (settled with them) or no_identifier (nothing to compare, for the reason in the note)';
comment on column taskforce.nomination_checks.note is 'What was settled with whom, or why there is no identifier; empty after the purge';

create or replace function taskforce.guard_nomination_part() returns trigger
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
  elsif new.made_by = 'hand' and not taskforce.deconfliction_settings() -> 'systems' ? new.system then
    raise exception using errcode = 'CR422', message = 'handoff_system', detail = 'system', hint = 'Choose a system of the list; an administrator keeps it.';
  elsif new.made_by = 'hand' and new.reference is null then
    raise exception using errcode = 'CR422', message = 'reference_needed', detail = 'reference', hint = 'Give the reference number of the system.';
  elsif new.made_by = 'hand' and new.result = 'hit_resolved' and length(trim(new.note)) < 20 then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'note', hint = 'Say what was settled with whom, in at least 20 characters.';
  end if;
  return new;
end $$;

-- As before, but for the answer about others at work: it is asked of deconfliction at the moment of the decision.
create or replace function taskforce.decide_nomination() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  rules constant jsonb := taskforce.nomination_settings();
  today constant date := taskforce.today();
  one taskforce.nominations;
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
  if new.decision = 'approve' and taskforce.nomination_standing(one.id) <> 'clear' then
    raise exception using errcode = 'CR422', message = 'deconfliction_needed', detail = 'decision', hint = 'Ask first whether others work on this target, and settle what is open.';
  end if;
  if new.decision = 'defer' and (new.returns_on <= today or new.returns_on > today + (rules ->> 'deferDays')::integer) then
    raise exception using errcode = 'CR422', message = 'defer_until', detail = 'returnsOn', hint = 'Choose a day to come, not further away than the task force allows.';
  end if;
  update taskforce.nominations n set decided_at = now(), returns_on = new.returns_on,
    state = case new.decision when 'approve' then 'approved' when 'reject' then 'rejected' else 'deferred' end where n.id = one.id;
  return new;
end $$;

-- What nobody takes up meets nothing any more, and its tokens go at once; what becomes a strand takes them along.
create function taskforce.follow_nomination() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state in ('rejected', 'withdrawn', 'purged') then
    perform taskforce.end_entry(e.id) from taskforce.deconfliction_entries e where e.nomination_id = new.id and e.state <> 'over';
  elsif new.opened_strand_id is distinct from old.opened_strand_id then
    update taskforce.deconfliction_entries e set case_id = new.opened_case_id, strand_id = new.opened_strand_id
    where e.nomination_id = new.id and e.state <> 'over';
    perform taskforce.compare_entry(e.id) from taskforce.deconfliction_entries e where e.nomination_id = new.id and e.state = 'live';
  end if;
  return null;
end $$;
comment on function taskforce.follow_nomination is 'Ends the identifiers of a nomination with it, or hands them to the strand that came of it';
create trigger follow_nomination after update of state, opened_strand_id on taskforce.nominations
  for each row execute function taskforce.follow_nomination();
