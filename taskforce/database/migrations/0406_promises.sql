-- What was promised, offered or given to a victim, and by whom (R-044, R-048). Written once; a mistake is set right by a
-- further entry. All of it may have to be disclosed (giglio); what concerns immigration is restricted by 8 USC 1367 too.

create table taskforce.promises (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  act text not null check (act in ('asked_for', 'offered', 'promised', 'given', 'refused')),
  kind text not null check (kind in ('immigration', 'charge_or_sentence', 'money', 'housing', 'protection', 'services', 'travel', 'phone_or_goods', 'property_return', 'other')),
  what text not null check (length(btrim(what)) between 3 and 2000),
  amount_cents bigint check (amount_cents between 1 and 100000000),
  by_name text not null check (length(btrim(by_name)) between 2 and 120),
  by_agency text not null check (length(btrim(by_agency)) between 2 and 120),
  happened_on date not null,
  corrects uuid unique references taskforce.promises (id),
  reason text check (length(reason) <= 2000),
  handling text[] not null default '{giglio}' check ('{giglio}'::text[] <@ handling),
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  unique (victim_id, place),
  check ((corrects is null) or taskforce.has_reason(reason))
);
create index promises_case on taskforce.promises (case_id);
comment on table taskforce.promises is 'Ledger of what was asked for, offered, promised or given to a victim; never changed, corrected by further entries';
comment on column taskforce.promises.id is 'Random id';
comment on column taskforce.promises.victim_id is 'The victim';
comment on column taskforce.promises.case_id is 'Case of the victim; set by the database';
comment on column taskforce.promises.place is 'Running number for the victim; set by the database';
comment on column taskforce.promises.act is 'asked_for, offered, promised, given or refused';
comment on column taskforce.promises.kind is 'What it concerns, from the closed list';
comment on column taskforce.promises.what is 'What was said or given';
comment on column taskforce.promises.amount_cents is 'Money in cents, where it is money';
comment on column taskforce.promises.by_name is 'Who promised or gave it';
comment on column taskforce.promises.by_agency is 'Their agency or office';
comment on column taskforce.promises.happened_on is 'Day it happened';
comment on column taskforce.promises.corrects is 'Entry that this one sets right; each is corrected once, the correction can be corrected again';
comment on column taskforce.promises.reason is 'Why the earlier entry is wrong';
comment on column taskforce.promises.handling is 'Always giglio; immigration is restricted by 8 USC 1367 as well';
comment on column taskforce.promises.recorded_at is 'Recorded time';
comment on column taskforce.promises.recorded_by is 'Who recorded it; taken from their session';

create function taskforce.check_promise() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  earlier taskforce.promises;
begin
  if tg_op <> 'INSERT' then
    raise exception using errcode = 'CR422', message = 'written_once', detail = 'what', hint = 'The ledger is written once. Add an entry that corrects the earlier one.';
  end if;
  if new.happened_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'happenedOn', hint = 'Give the day it happened: today or earlier.';
  end if;
  if new.corrects is not null then
    select * into earlier from taskforce.promises p where p.id = new.corrects and p.victim_id = new.victim_id;
    if earlier.id is null then
      raise exception using errcode = '23503';
    end if;
    if not taskforce.has_reason(new.reason) then
      raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters what was wrong with the earlier entry.';
    end if;
    if exists (select from taskforce.promises p where p.corrects = new.corrects) then
      raise exception using errcode = 'CR422', message = 'already_settled', detail = 'corrects', hint = 'This entry was corrected before. Correct the latest one.';
    end if;
  end if;
  perform pg_advisory_xact_lock(46406, hashtext(new.victim_id::text));
  select coalesce(max(p.place), 0) + 1 into new.place from taskforce.promises p where p.victim_id = new.victim_id;
  new.handling := case when 'immigration' in (new.kind, earlier.kind) or 'section_1367' = any (earlier.handling)
    then '{giglio,section_1367}'::text[] else '{giglio}'::text[] end;
  new.recorded_at := now();
  new.recorded_by := kit.current_account();
  return new;
end $$;
comment on function taskforce.check_promise is 'Numbers and labels an entry of the ledger; refuses any change of one';
create trigger a_case_of_victim before insert on taskforce.promises for each row execute function taskforce.case_of_victim();
create trigger check_promise before insert or update or delete on taskforce.promises for each row execute function taskforce.check_promise();
select kit.audited('taskforce.promises', 'promises', 'id');
