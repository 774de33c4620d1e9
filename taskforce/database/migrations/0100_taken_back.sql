-- An activity logged by mistake is taken back with a reason, as a note is: the line stays, its hours and costs go.
alter table taskforce.activities
  add column withdrawn_at timestamptz,
  add column withdrawn_by uuid references kit.accounts (id),
  add column withdraw_reason text check (length(withdraw_reason) <= 2000),
  add check ((withdrawn_at is null) = (withdraw_reason is null)),
  add check (withdrawn_at is null or taskforce.has_reason(withdraw_reason));
comment on column taskforce.activities.withdrawn_at is 'When it was taken back; the line stays for the record';
comment on column taskforce.activities.withdrawn_by is 'Who took it back; taken from their session';
comment on column taskforce.activities.withdraw_reason is 'Why';

create function taskforce.withdraw_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.withdrawn_at is not null then
    raise exception using errcode = 'CR422', message = 'withdrawn', detail = 'activity', hint = 'This activity was taken back. Log it anew.';
  end if;
  if new.withdraw_reason is null then
    new.withdrawn_at := null;
    new.withdrawn_by := null;
    return new;
  end if;
  if exists (select from taskforce.phase_transitions t where t.activity_id = old.id and t.superseded_by is null and not t.retracts) then
    raise exception using errcode = 'CR422', message = 'event_of_a_move', detail = 'activity',
      hint = 'A move of a strand rests on this activity. Have that move taken back first, in the history of the strand.';
  end if;
  new.withdrawn_at := now();
  new.withdrawn_by := kit.current_account();
  -- The audit keeps both; sums of the case need not know of it.
  delete from taskforce.work_entries w where w.activity_id = old.id;
  delete from taskforce.cost_lines c where c.activity_id = old.id;
  return new;
end $$;
comment on function taskforce.withdraw_activity is 'An activity that was taken back loses its hours and costs and stays as it is';
create trigger withdraw_activity before update on taskforce.activities for each row execute function taskforce.withdraw_activity();

create function taskforce.check_effort() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from taskforce.activities a where a.id = new.activity_id and a.withdrawn_at is not null) then
    raise exception using errcode = 'CR422', message = 'withdrawn', detail = 'activity', hint = 'This activity was taken back. Log it anew.';
  end if;
  return new;
end $$;
comment on function taskforce.check_effort is 'Refuses hours and costs on an activity that was taken back';
create trigger check_effort before insert on taskforce.work_entries for each row execute function taskforce.check_effort();
create trigger check_effort before insert on taskforce.cost_lines for each row execute function taskforce.check_effort();

-- A case is not closed while the review of a danger on it is owed.
create or replace function taskforce.check_closing() returns trigger
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
  if exists (select from taskforce.reviews_owed(old.id)) then
    raise exception using errcode = 'CR422', message = 'after_action_owed', detail = 'afterAction', hint = 'The after-action review of a danger is owed: have a commander write it first, on the board of dangers.';
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
