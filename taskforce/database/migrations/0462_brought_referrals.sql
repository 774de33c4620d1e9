-- The other way of a referral (R-069): a provider says that a survivor wants to report, and under which release it is
-- read. States alone are here; what the survivor says is opened with the release, one reading at a time.

create function taskforce.brought_moves() returns table (from_state text, to_state text, actors text[])
language sql immutable set search_path = pg_catalog as $$
  values
    ('draft', 'offered', '{sender}'::text[]), ('draft', 'withdrawn', '{sender}'),
    ('offered', 'accepted', '{receiver,crossing}'), ('offered', 'declined', '{receiver,crossing}'), ('offered', 'withdrawn', '{sender,crossing}'), ('offered', 'expired', '{clock}'),
    ('accepted', 'withdrawn', '{sender,crossing}'),
    ('expired', 'accepted', '{crossing}'), ('expired', 'declined', '{crossing}'), ('expired', 'withdrawn', '{sender,crossing}')
$$;
comment on function taskforce.brought_moves is 'Allowed moves of a referral to law enforcement, with who may make them; the same as bridge/brought.ts';

create table taskforce.brought_referrals (
  id uuid primary key default gen_random_uuid(),
  pair_id uuid not null references bridge.pairs (id),
  referral uuid not null,
  release uuid not null,
  brought_by text not null check (length(brought_by) between 1 and 120),
  urgency text not null check (urgency in ('now', 'today', 'this_week', 'no_hurry')),
  answer_by timestamptz not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
  rule_id uuid references taskforce.referral_rules (id),
  outside_rule text check (length(outside_rule) <= 2000),
  decline_reason text check (decline_reason in ('outside_area', 'other_agency', 'other_crime', 'no_capacity', 'person_declined', 'unsafe_for_person')),
  received_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  moved_by uuid references kit.accounts (id),
  version integer not null default 1,
  unique (pair_id, referral),
  check (state <> 'declined' or decline_reason is not null)
);
create index brought_referrals_list on taskforce.brought_referrals (state, received_at desc);
create index brought_referrals_waiting on taskforce.brought_referrals (answer_by) where state = 'offered';
create index brought_referrals_rule on taskforce.brought_referrals (rule_id);
create index brought_referrals_moved_by on taskforce.brought_referrals (moved_by);
comment on table taskforce.brought_referrals is 'Survivors who want to report, as their providers said: states and the release to read, nothing about anybody';
comment on column taskforce.brought_referrals.id is 'Random id of our own';
comment on column taskforce.brought_referrals.pair_id is 'Which provider it came from';
comment on column taskforce.brought_referrals.referral is 'Id of the referral, made for the crossing';
comment on column taskforce.brought_referrals.release is 'Id of the release to read, made for the crossing';
comment on column taskforce.brought_referrals.brought_by is 'Name of the provider when it came';
comment on column taskforce.brought_referrals.urgency is 'How soon the survivor wants to be heard';
comment on column taskforce.brought_referrals.answer_by is 'Until when the provider waits for an answer';
comment on column taskforce.brought_referrals.state is 'Where it stands';
comment on column taskforce.brought_referrals.rule_id is 'Edition of the rule of the protocol by which it was taken up';
comment on column taskforce.brought_referrals.outside_rule is 'Why no rule of the protocol is followed';
comment on column taskforce.brought_referrals.decline_reason is 'Why it was not taken up: one word, told to the provider';
comment on column taskforce.brought_referrals.received_at is 'When it came';
comment on column taskforce.brought_referrals.moved_at is 'When the state changed last';
comment on column taskforce.brought_referrals.moved_by is 'Who answered; empty for the provider and the clock';
comment on column taskforce.brought_referrals.version is 'Counts up at every change';

create function taskforce.check_brought() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who constant uuid := kit.current_account();
begin
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from taskforce.brought_moves() m where m.from_state = old.state and m.to_state = new.state
    and m.actors && case when who is not null then '{receiver}' else '{clock,crossing}' end::text[]) then
    perform taskforce.refuse_referral_move();
  end if;
  if who is not null and old.answer_by <= now() then
    raise exception using errcode = 'CR422', message = 'too_late', detail = 'to', hint = 'The time to answer is over. Call the provider; it can bring the referral again.';
  end if;
  if new.state = 'accepted' and not taskforce.has_reason(new.outside_rule) and not exists (
    select from taskforce.referral_rules r where r.id = new.rule_id and r.direction = 'to_law_enforcement' and r.retired_at is null) then
    raise exception using errcode = 'CR422', message = 'no_rule', detail = 'ruleId', hint = 'Choose the rule of the protocol that applies, or say in at least 20 characters why none does.';
  end if;
  if new.state = 'declined' and new.decline_reason is null then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'reason', hint = 'Choose why it was declined.';
  end if;
  new.moved_at := now();
  new.moved_by := who;
  return new;
end $$;
comment on function taskforce.check_brought is 'A referral to law enforcement is answered once, in time, and taken up by a rule of the protocol or with a reason';
create trigger check_brought before update on taskforce.brought_referrals for each row execute function taskforce.check_brought();

select kit.audited('taskforce.brought_referrals');
select kit.versioned('taskforce.brought_referrals');
