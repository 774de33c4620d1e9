-- Referrals. What a task force offers (provider.offers) is the task force's own word: nothing goes back but states.
-- Which client an accepted offer became is known here alone (provider.offer_clients). What the provider asks of
-- others for its clients stands in provider.referrals; it goes by paper, and its content stays here, sealed.

-- The moves of a referral and who may make them; the same table as bridge/referrals.ts, held together by a test.
create function provider.referral_moves() returns table (from_state text, to_state text, actors text[])
language sql immutable set search_path = pg_catalog as $$
  values
    ('draft', 'offered', '{sender}'::text[]), ('draft', 'withdrawn', '{sender}'),
    ('offered', 'accepted', '{receiver}'), ('offered', 'declined', '{receiver}'), ('offered', 'withdrawn', '{sender}'), ('offered', 'expired', '{clock}'),
    ('accepted', 'in_service', '{receiver}'), ('accepted', 'declined', '{receiver}'), ('accepted', 'withdrawn', '{sender}'),
    ('declined', 'offered', '{sender}'), ('declined', 'withdrawn', '{sender,crossing}'),
    ('expired', 'offered', '{sender}'), ('expired', 'withdrawn', '{sender,crossing}'), ('expired', 'accepted', '{crossing}'), ('expired', 'declined', '{crossing}'),
    ('in_service', 'completed', '{receiver}'), ('in_service', 'withdrawn', '{crossing}'),
    ('completed', 'reopened', '{receiver}'), ('completed', 'withdrawn', '{crossing}'),
    ('reopened', 'in_service', '{receiver}'), ('reopened', 'completed', '{receiver}'), ('reopened', 'withdrawn', '{crossing}')
$$;
comment on function provider.referral_moves is 'Allowed moves of a referral, with who may make them';

create function provider.refuse_move() returns void language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = 'not_now', detail = 'to', hint = 'A referral cannot go from its present state to this one. Load it anew and choose what is offered.';
end $$;
comment on function provider.refuse_move is 'Refuses a move that the table of moves does not hold';

create table provider.offers (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references kit.agencies (id),
  pair_id uuid not null references bridge.pairs (id),
  referral uuid not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'expired', 'in_service', 'completed', 'reopened')),
  alias text not null check (length(alias) between 1 and 80),
  language text,
  interpreter boolean not null,
  age text not null check (age in ('minor', 'adult', 'not_known')),
  needs text[] not null,
  urgency text not null check (urgency in ('now', 'today', 'this_week', 'no_hurry')),
  agreed_on date not null,
  answer_by timestamptz not null,
  received_at timestamptz not null default now(),
  decline_reason text check (decline_reason in ('no_capacity', 'not_eligible', 'language', 'outside_area', 'person_declined', 'conflict_of_interest', 'unsafe_for_person', 'none_exists')),
  moved_at timestamptz not null default now(),
  moved_by uuid references kit.accounts (id),
  version integer not null default 1,
  unique (pair_id, referral),
  check (state <> 'declined' or decline_reason is not null)
);
create index offers_list on provider.offers (organisation_id, received_at desc, id);
create index offers_waiting on provider.offers (answer_by) where state = 'offered';
create index offers_moved_by on provider.offers (moved_by);
comment on table provider.offers is 'Referrals that a task force offers: what law enforcement knows and the person agreed to. Nothing of them goes back but states';
comment on column provider.offers.id is 'Random id within this wing';
comment on column provider.offers.organisation_id is 'Provider that is asked; nobody else reads the row';
comment on column provider.offers.pair_id is 'Which task force asks';
comment on column provider.offers.referral is 'Random id made for the crossing; both sides speak of the offer by it';
comment on column provider.offers.state is 'Where it stands';
comment on column provider.offers.alias is 'Name the person chose to be called by, as the task force wrote it';
comment on column provider.offers.language is 'Language the person wants to speak, BCP 47';
comment on column provider.offers.interpreter is 'Whether an interpreter is needed';
comment on column provider.offers.age is 'Minor, adult or not known, as the task force sees it';
comment on column provider.offers.needs is 'What is asked for, from the closed list of bridge/messages.ts';
comment on column provider.offers.urgency is 'How soon';
comment on column provider.offers.agreed_on is 'Day on which the person agreed to the referral';
comment on column provider.offers.answer_by is 'Until when an answer is waited for';
comment on column provider.offers.received_at is 'When it came';
comment on column provider.offers.decline_reason is 'Why it was declined; crosses as this one word';
comment on column provider.offers.moved_at is 'When the state changed last';
comment on column provider.offers.moved_by is 'Who changed it here; empty when it came over the bridge or the time was over';
comment on column provider.offers.version is 'Counts up at every change';

create table provider.offer_contents (
  offer_id uuid primary key references provider.offers (id),
  safety_warnings text check (length(safety_warnings) <= 500),
  contact_how text check (length(contact_how) <= 500)
);
comment on table provider.offer_contents is 'What is told with an offer beyond what a list shows; kept apart, without a history, and deleted when the offer ends without acceptance';
comment on column provider.offer_contents.offer_id is 'Which offer';
comment on column provider.offer_contents.safety_warnings is 'What to look out for, as the task force wrote it';
comment on column provider.offer_contents.contact_how is 'How the person may be reached, as the task force wrote it';

create table provider.offer_moves (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null references provider.offers (id),
  from_state text,
  to_state text not null,
  reason text,
  at timestamptz not null default clock_timestamp(),
  moved_by uuid references kit.accounts (id)
);
create index offer_moves_offer on provider.offer_moves (offer_id, at);
create index offer_moves_moved_by on provider.offer_moves (moved_by);
comment on table provider.offer_moves is 'Each state an offer went through; written by the database, never changed';
comment on column provider.offer_moves.id is 'Random id';
comment on column provider.offer_moves.offer_id is 'Which offer';
comment on column provider.offer_moves.from_state is 'State before; empty when it came';
comment on column provider.offer_moves.to_state is 'State after';
comment on column provider.offer_moves.reason is 'Why it was declined';
comment on column provider.offer_moves.at is 'When';
comment on column provider.offer_moves.moved_by is 'Who; empty for the task force and the clock';

create table provider.offer_clients (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null references provider.offers (id),
  client_id uuid not null references provider.clients (id),
  linked_by uuid not null default kit.current_account() references kit.accounts (id),
  linked_at timestamptz not null default now(),
  ended_at timestamptz,
  version integer not null default 1
);
create unique index offer_clients_once on provider.offer_clients (offer_id) where ended_at is null;
create index offer_clients_client on provider.offer_clients (client_id);
create index offer_clients_linked_by on provider.offer_clients (linked_by);
comment on table provider.offer_clients is 'Which client an accepted offer became: the provider''s own knowledge, read where the client is read, and never sent';
comment on column provider.offer_clients.id is 'Random id';
comment on column provider.offer_clients.offer_id is 'The offer';
comment on column provider.offer_clients.client_id is 'The client';
comment on column provider.offer_clients.linked_by is 'Who said so';
comment on column provider.offer_clients.linked_at is 'When';
comment on column provider.offer_clients.ended_at is 'When the link was taken back';
comment on column provider.offer_clients.version is 'Counts up at every change';

create table provider.referrals (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  needs text[] not null check (cardinality(needs) between 1 and 11 and needs <@ '{shelter,food_clothing,medical,interpreter,legal,crisis_counseling,transport,child_care,safety_planning,documents,other}'::text[]),
  to_kind text not null default 'other_provider' check (to_kind in ('other_provider', 'health_care', 'legal_services', 'benefits_office', 'other')),
  state text not null default 'draft' check (state in ('draft', 'offered', 'accepted', 'declined', 'withdrawn', 'expired', 'in_service', 'completed', 'reopened')),
  sealed bytea,
  passed text[] not null default '{}' check (passed <@ '{alias,language,age_group,needs,contact,name,birth_date,place,safety,other}'::text[]),
  passed_how text not null default 'client_goes_alone' check (passed_how in ('client_goes_alone', 'together_with_client', 'under_release')),
  answer_by timestamptz,
  decline_reason text check (decline_reason in ('no_capacity', 'not_eligible', 'language', 'outside_area', 'person_declined', 'conflict_of_interest', 'unsafe_for_person', 'none_exists')),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  version integer not null default 1,
  check (state <> 'declined' or decline_reason is not null)
);
create index referrals_client on provider.referrals (client_id, created_at desc);
create index referrals_waiting on provider.referrals (answer_by) where state = 'offered';
create index referrals_created_by on provider.referrals (created_by);
comment on table provider.referrals is 'What the provider asks of another one for a client, by paper or telephone; its content stays here';
comment on column provider.referrals.id is 'Random id; the seal is bound to it';
comment on column provider.referrals.client_id is 'For whom';
comment on column provider.referrals.needs is 'What is asked for';
comment on column provider.referrals.to_kind is 'What sort of place is asked';
comment on column provider.referrals.state is 'Where it stands, as the other provider said';
comment on column provider.referrals.sealed is 'To whom, how they are reached, and notes, under the client''s own key';
comment on column provider.referrals.passed is 'Kinds of facts about the client that were passed with it';
comment on column provider.referrals.passed_how is 'client_goes_alone: nothing was passed by us; together_with_client: said in the client''s presence, at their wish; under_release: under a written release';
comment on column provider.referrals.answer_by is 'Until when an answer is waited for; empty: no clock';
comment on column provider.referrals.decline_reason is 'Why the other provider declined';
comment on column provider.referrals.created_by is 'Who wrote it';
comment on column provider.referrals.created_at is 'Recorded time';
comment on column provider.referrals.moved_at is 'When the state changed last';
comment on column provider.referrals.version is 'Counts up at every change';

create table provider.referral_steps (
  id uuid primary key default gen_random_uuid(),
  referral_id uuid not null references provider.referrals (id),
  client_id uuid not null references provider.clients (id),
  from_state text,
  to_state text not null,
  reason text,
  at timestamptz not null default clock_timestamp(),
  moved_by uuid references kit.accounts (id)
);
create index referral_steps_referral on provider.referral_steps (referral_id, at);
create index referral_steps_client on provider.referral_steps (client_id);
create index referral_steps_moved_by on provider.referral_steps (moved_by);
comment on table provider.referral_steps is 'Each state of a referral onward; written by the database, never changed';
comment on column provider.referral_steps.id is 'Random id';
comment on column provider.referral_steps.referral_id is 'Which referral';
comment on column provider.referral_steps.client_id is 'For whom';
comment on column provider.referral_steps.from_state is 'State before; empty when it was written';
comment on column provider.referral_steps.to_state is 'State after';
comment on column provider.referral_steps.reason is 'Why it was declined';
comment on column provider.referral_steps.at is 'When';
comment on column provider.referral_steps.moved_by is 'Who; empty for the clock';

-- A person of the provider moves as the receiver; without a session it is the task force's word or the clock.
create function provider.check_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who constant uuid := kit.current_account();
begin
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from provider.referral_moves() m where m.from_state = old.state and m.to_state = new.state
    and m.actors && case when who is not null then '{receiver}' else '{sender,clock,crossing}' end::text[]) then
    perform provider.refuse_move();
  end if;
  if who is not null and old.state = 'offered' and old.answer_by <= now() then
    raise exception using errcode = 'CR422', message = 'too_late', detail = 'to', hint = 'The time to answer is over. Call the task force; it can offer again.';
  end if;
  if new.state = 'declined' and new.decline_reason is null then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'reason', hint = 'Choose why it is declined.';
  end if;
  new.moved_at := now();
  new.moved_by := who;
  -- What ends without acceptance leaves no details of the person behind.
  if new.state in ('declined', 'expired') or (new.state = 'withdrawn' and not exists (
    select from provider.offer_clients l where l.offer_id = new.id and l.ended_at is null)) then
    delete from provider.offer_contents t where t.offer_id = new.id;
  end if;
  return new;
end $$;
comment on function provider.check_offer is 'Refuses moves of an offer that the table of moves does not hold, or after the time to answer';
create trigger check_offer before update on provider.offers for each row execute function provider.check_offer();

create function provider.note_offer_move() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then
    insert into provider.offer_moves (offer_id, from_state, to_state, reason, moved_by)
    values (new.id, case when tg_op = 'UPDATE' then old.state end, new.state, case when new.state = 'declined' then new.decline_reason end,
      kit.current_account());
  end if;
  return null;
end $$;
comment on function provider.note_offer_move is 'Writes each state of an offer down';
create trigger note_offer_move after insert or update on provider.offers for each row execute function provider.note_offer_move();

-- Only an offer that was accepted becomes a client, of the same organisation.
create function provider.check_offer_client() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from provider.offers o join provider.clients c on c.organisation_id = o.organisation_id
    where o.id = new.offer_id and c.id = new.client_id and c.state <> 'destroyed' and o.state in ('accepted', 'in_service', 'completed', 'reopened')) then
    raise exception using errcode = 'CR422', message = 'not_accepted', detail = 'clientId', hint = 'Accept the offer first, then say which client it became.';
  end if;
  return new;
end $$;
comment on function provider.check_offer_client is 'Links an accepted offer to a client of the same organisation only';
create trigger check_offer_client before insert on provider.offer_clients for each row execute function provider.check_offer_client();

-- By paper, the same people write down what was asked and what was answered.
create function provider.check_referral() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.passed <> '{}' and new.passed_how = 'client_goes_alone' then
    raise exception using errcode = 'CR422', message = 'nothing_passed', detail = 'passed', hint = 'When the client goes alone, nothing is passed. Choose how it was passed, or pass nothing.';
  end if;
  if tg_op = 'INSERT' then
    new.state := 'draft';
    return new;
  end if;
  new.client_id := old.client_id;
  if old.state <> 'draft' and (new.passed, new.passed_how, new.needs, new.to_kind) is distinct from (old.passed, old.passed_how, old.needs, old.to_kind) then
    raise exception using errcode = 'CR422', message = 'not_a_draft', detail = 'needs', hint = 'It was passed on already. Write a new referral.';
  end if;
  if new.state <> old.state then
    if not exists (select from provider.referral_moves() m where m.from_state = old.state and m.to_state = new.state
      and m.actors && case when kit.current_account() is not null then '{sender,receiver}' else '{clock}' end::text[]) then
      perform provider.refuse_move();
    end if;
    if new.state = 'declined' and new.decline_reason is null then
      raise exception using errcode = 'CR422', message = 'missing', detail = 'reason', hint = 'Choose why it is declined.';
    end if;
    new.moved_at := now();
  end if;
  return new;
end $$;
comment on function provider.check_referral is 'Refuses moves of a referral onward that the table of moves does not hold';
create trigger check_referral before insert or update on provider.referrals for each row execute function provider.check_referral();

create function provider.note_referral_step() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then
    insert into provider.referral_steps (referral_id, client_id, from_state, to_state, reason, moved_by)
    values (new.id, new.client_id, case when tg_op = 'UPDATE' then old.state end, new.state,
      case when new.state = 'declined' then new.decline_reason end, kit.current_account());
  end if;
  return null;
end $$;
comment on function provider.note_referral_step is 'Writes each state of a referral onward down';
create trigger note_referral_step after insert or update on provider.referrals for each row execute function provider.note_referral_step();

select kit.audited('provider.offers');
select kit.versioned('provider.offers');
select kit.audited('provider.offer_clients', 'clients', 'client_id');
select kit.versioned('provider.offer_clients');
select kit.audited('provider.referrals', 'clients', 'client_id');
select kit.versioned('provider.referrals');
