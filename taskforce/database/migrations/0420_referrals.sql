-- The referral desk: which rule of the protocol applies (R-011), what is asked for whom, which providers were asked
-- and what they answered (R-069). What a provider does for a person is never here: states only.

create table taskforce.referral_rules (
  id uuid primary key default gen_random_uuid(),
  rule uuid not null default gen_random_uuid(),
  edition integer not null default 1 check (edition > 0),
  direction text not null check (direction in ('to_provider', 'to_law_enforcement')),
  title text not null check (length(title) between 1 and 160),
  types text[] not null default '{}' check (types <@ '{sex,labor}'::text[]),
  ages text[] not null default '{}' check (ages <@ '{minor,adult}'::text[]),
  foreign_national text not null default 'any' check (foreign_national in ('any', 'yes', 'no')),
  counties text[] not null default '{}' check (cardinality(counties) <= 60),
  who text not null check (length(who) between 1 and 600),
  at_what_moment text not null check (length(at_what_moment) between 1 and 600),
  how text not null default '' check (length(how) <= 2000),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  retired_at timestamptz,
  retired_by uuid references kit.accounts (id),
  unique (rule, edition),
  check ((retired_at is null) = (retired_by is null))
);
create unique index referral_rules_live on taskforce.referral_rules (rule) where retired_at is null;
create index referral_rules_made_by on taskforce.referral_rules (made_by);
create index referral_rules_retired_by on taskforce.referral_rules (retired_by);
comment on table taskforce.referral_rules is 'What the operational protocol says of referrals, both ways: who is called, when and how. A change is a new edition';
comment on column taskforce.referral_rules.id is 'Random id of this edition';
comment on column taskforce.referral_rules.rule is 'The rule through all its editions';
comment on column taskforce.referral_rules.edition is 'Which edition';
comment on column taskforce.referral_rules.direction is 'to_provider: law enforcement calls a provider; to_law_enforcement: a provider calls law enforcement, at the wish of the person';
comment on column taskforce.referral_rules.title is 'Short name';
comment on column taskforce.referral_rules.types is 'For which type of trafficking; empty: any';
comment on column taskforce.referral_rules.ages is 'For minors or adults; empty: any';
comment on column taskforce.referral_rules.foreign_national is 'For people who are no citizens and no permanent residents: any, yes or no';
comment on column taskforce.referral_rules.counties is 'For which counties; empty: any';
comment on column taskforce.referral_rules.who is 'Who is called';
comment on column taskforce.referral_rules.at_what_moment is 'When';
comment on column taskforce.referral_rules.how is 'How, and what else the protocol asks for';
comment on column taskforce.referral_rules.made_by is 'Who wrote this edition';
comment on column taskforce.referral_rules.made_at is 'When';
comment on column taskforce.referral_rules.retired_at is 'When it was replaced or taken out; empty while it holds';
comment on column taskforce.referral_rules.retired_by is 'By whom';

-- The moves of a referral and who may make them; the same table as bridge/referrals.ts, held together by a test.
create function taskforce.referral_moves_allowed() returns table (from_state text, to_state text, actors text[])
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
comment on function taskforce.referral_moves_allowed is 'Allowed moves of a referral, with who may make them';

create table taskforce.referrals (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^R-\d{4}-\d{4,}$'),
  case_id uuid not null references taskforce.cases (id),
  victim_id uuid references taskforce.victims (id),
  state text not null default 'draft' check (state in ('draft', 'offered', 'accepted', 'declined', 'withdrawn', 'expired', 'in_service', 'completed', 'reopened')),
  alias text not null check (length(alias) between 1 and 80),
  language text check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
  interpreter boolean not null default false,
  age text not null default 'not_known' check (age in ('minor', 'adult', 'not_known')),
  serves text check (serves in ('women', 'men', 'minors', 'families', 'transgender_and_nonbinary')),
  needs text[] not null check (cardinality(needs) between 1 and 11
    and needs <@ '{shelter,food_clothing,medical,interpreter,legal,crisis_counseling,transport,child_care,safety_planning,documents,other}'::text[]),
  urgency text not null default 'today' check (urgency in ('now', 'today', 'this_week', 'no_hurry')),
  safety_warnings text check (length(safety_warnings) between 1 and 500),
  contact_how text check (length(contact_how) between 1 and 500),
  agreed_on date,
  rule_id uuid references taskforce.referral_rules (id),
  outside_rule text check (length(outside_rule) <= 2000),
  current_offer uuid,
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  version integer not null default 1
);
create index referrals_case on taskforce.referrals (case_id, created_at desc);
create index referrals_victim on taskforce.referrals (victim_id);
create index referrals_state on taskforce.referrals (state, moved_at desc);
create index referrals_rule on taskforce.referrals (rule_id);
create index referrals_current on taskforce.referrals (current_offer);
create index referrals_created_by on taskforce.referrals (created_by);
comment on table taskforce.referrals is 'What is asked of providers for a person: only what law enforcement knows and the person agreed to';
comment on column taskforce.referrals.id is 'Random id';
comment on column taskforce.referrals.number is 'Number for people, R-year-count';
comment on column taskforce.referrals.case_id is 'The case in which the person was met';
comment on column taskforce.referrals.victim_id is 'The victim as this side knows them; empty when there is no record';
comment on column taskforce.referrals.state is 'Where it stands: a draft, or the state of the offer that counts';
comment on column taskforce.referrals.alias is 'Name the person wants to be called by; never a code name of the case';
comment on column taskforce.referrals.language is 'Language the person wants to speak, BCP 47';
comment on column taskforce.referrals.interpreter is 'Whether an interpreter is needed';
comment on column taskforce.referrals.age is 'minor, adult or not_known';
comment on column taskforce.referrals.serves is 'Among whom the person would be served; for choosing a provider, not told with the offer';
comment on column taskforce.referrals.needs is 'What is asked for, from the closed list of bridge/messages.ts';
comment on column taskforce.referrals.urgency is 'How soon';
comment on column taskforce.referrals.safety_warnings is 'What the provider must look out for';
comment on column taskforce.referrals.contact_how is 'How the person may safely be reached';
comment on column taskforce.referrals.agreed_on is 'Day on which the person agreed to be referred with these words; nothing is offered without it';
comment on column taskforce.referrals.rule_id is 'Edition of the rule of the protocol that it follows';
comment on column taskforce.referrals.outside_rule is 'Why no rule of the protocol is followed';
comment on column taskforce.referrals.current_offer is 'The offer that counts; set by the database';
comment on column taskforce.referrals.created_by is 'Who wrote it';
comment on column taskforce.referrals.created_at is 'Recorded time';
comment on column taskforce.referrals.moved_at is 'When the state changed last';
comment on column taskforce.referrals.version is 'Counts up at every change';

create table taskforce.referral_offers (
  id uuid primary key default gen_random_uuid(),
  referral_id uuid not null references taskforce.referrals (id),
  case_id uuid not null references taskforce.cases (id),
  provider_id uuid not null references taskforce.providers (id),
  way text not null check (way in ('bridge', 'link', 'phone')),
  pair_id uuid references bridge.pairs (id),
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'expired', 'in_service', 'completed', 'reopened')),
  decline_reason text check (decline_reason in ('no_capacity', 'not_eligible', 'language', 'outside_area', 'person_declined', 'conflict_of_interest', 'unsafe_for_person', 'none_exists')),
  answer_by timestamptz not null,
  offered_by uuid not null default kit.current_account() references kit.accounts (id),
  offered_at timestamptz not null default now(),
  told_at timestamptz,
  moved_at timestamptz not null default now(),
  moved_by uuid references kit.accounts (id),
  version integer not null default 1,
  check ((way = 'bridge') = (pair_id is not null)),
  check (state <> 'declined' or decline_reason is not null)
);
create unique index referral_offers_one on taskforce.referral_offers (referral_id) where state in ('offered', 'accepted', 'in_service', 'reopened');
create index referral_offers_referral on taskforce.referral_offers (referral_id, offered_at desc);
create index referral_offers_case on taskforce.referral_offers (case_id);
create index referral_offers_provider on taskforce.referral_offers (provider_id, offered_at desc);
create index referral_offers_pair on taskforce.referral_offers (pair_id);
create index referral_offers_waiting on taskforce.referral_offers (answer_by) where state = 'offered';
create index referral_offers_offered_by on taskforce.referral_offers (offered_by, answer_by);
create index referral_offers_moved_by on taskforce.referral_offers (moved_by);
alter table taskforce.referrals add constraint referrals_current_offer foreign key (current_offer) references taskforce.referral_offers (id);
comment on table taskforce.referral_offers is 'Providers that were asked, one at a time, and what they answered; states only, never content';
comment on column taskforce.referral_offers.id is 'Random id, made for the crossing: both sides speak of the offer by it';
comment on column taskforce.referral_offers.referral_id is 'Which referral';
comment on column taskforce.referral_offers.case_id is 'Its case';
comment on column taskforce.referral_offers.provider_id is 'Who is asked';
comment on column taskforce.referral_offers.way is 'bridge: to its own installation; link: by a one-time link; phone: by a call that is written down';
comment on column taskforce.referral_offers.pair_id is 'Pair of the bridge over which it went';
comment on column taskforce.referral_offers.state is 'Where it stands';
comment on column taskforce.referral_offers.decline_reason is 'Why it was declined: one word of a closed list';
comment on column taskforce.referral_offers.answer_by is 'Until when an answer is waited for';
comment on column taskforce.referral_offers.offered_by is 'Who asked';
comment on column taskforce.referral_offers.offered_at is 'When';
comment on column taskforce.referral_offers.told_at is 'When it changed by the clock of the provider; shown only';
comment on column taskforce.referral_offers.moved_at is 'When the state changed last here';
comment on column taskforce.referral_offers.moved_by is 'Who changed it by hand; empty when the provider or the clock did';
comment on column taskforce.referral_offers.version is 'Counts up at every change';

create table taskforce.referral_moves (
  id uuid primary key default gen_random_uuid(),
  referral_id uuid not null references taskforce.referrals (id),
  case_id uuid not null references taskforce.cases (id),
  offer_id uuid references taskforce.referral_offers (id),
  from_state text,
  to_state text not null,
  counted boolean not null default true,
  reason text,
  told_at timestamptz,
  at timestamptz not null default clock_timestamp(),
  moved_by uuid references kit.accounts (id)
);
create index referral_moves_referral on taskforce.referral_moves (referral_id, at);
create index referral_moves_case on taskforce.referral_moves (case_id);
create index referral_moves_offer on taskforce.referral_moves (offer_id);
create index referral_moves_moved_by on taskforce.referral_moves (moved_by);
comment on table taskforce.referral_moves is 'Each state a referral went through, and words of providers that came too late to count; written by the database, never changed';
comment on column taskforce.referral_moves.id is 'Random id';
comment on column taskforce.referral_moves.referral_id is 'Which referral';
comment on column taskforce.referral_moves.case_id is 'Its case';
comment on column taskforce.referral_moves.offer_id is 'Which offer; empty for the draft';
comment on column taskforce.referral_moves.from_state is 'State before; empty at the beginning';
comment on column taskforce.referral_moves.to_state is 'State after, or what the provider said too late';
comment on column taskforce.referral_moves.counted is 'Whether it changed the state';
comment on column taskforce.referral_moves.reason is 'Why it was declined';
comment on column taskforce.referral_moves.told_at is 'When, by the clock of the provider';
comment on column taskforce.referral_moves.at is 'When, by ours';
comment on column taskforce.referral_moves.moved_by is 'Who; empty for the provider and the clock';

create table taskforce.referral_links (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null references taskforce.referral_offers (id),
  case_id uuid not null references taskforce.cases (id),
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  device_hash bytea check (octet_length(device_hash) = 32),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  check ((device_hash is null) = (opened_at is null))
);
create unique index referral_links_one on taskforce.referral_links (offer_id) where ended_at is null;
create index referral_links_offer on taskforce.referral_links (offer_id);
create index referral_links_case on taskforce.referral_links (case_id);
create index referral_links_made_by on taskforce.referral_links (made_by);
comment on table taskforce.referral_links is 'One-time links for providers without an installation; neither the code nor the device can be read back';
comment on column taskforce.referral_links.id is 'Random id';
comment on column taskforce.referral_links.offer_id is 'Which offer it shows';
comment on column taskforce.referral_links.case_id is 'Its case';
comment on column taskforce.referral_links.code_hash is 'Keyed hash of the code of the link';
comment on column taskforce.referral_links.device_hash is 'Keyed hash of the token of the one device on which it was opened';
comment on column taskforce.referral_links.made_by is 'Who made it';
comment on column taskforce.referral_links.made_at is 'When';
comment on column taskforce.referral_links.expires_at is 'Good until';
comment on column taskforce.referral_links.opened_at is 'When it was opened';
comment on column taskforce.referral_links.ended_at is 'When it was used, replaced or taken back: from then on it shows nothing';
comment on column taskforce.referral_links.version is 'Counts up at every change';

create function taskforce.refuse_referral_move() returns void language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = 'not_now', detail = 'to', hint = 'A referral cannot go from its present state to this one. Load it anew and choose what is offered.';
end $$;
comment on function taskforce.refuse_referral_move is 'Refuses a move that the table of moves does not hold';

-- A person drops what nobody is asked for any more; everything else moves by an offer. What was offered stays as it was.
create function taskforce.check_referral() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    new.state := 'draft';
    new.current_offer := null;
  elsif pg_trigger_depth() < 2 then
    new.case_id := old.case_id;
    new.current_offer := old.current_offer;
    if new.state <> old.state and not (old.state in ('draft', 'declined', 'expired') and new.state = 'withdrawn'
      and not exists (select from taskforce.referral_offers o where o.referral_id = new.id and o.state in ('offered', 'accepted', 'expired', 'in_service', 'completed', 'reopened'))) then
      perform taskforce.refuse_referral_move();
    end if;
    if new.state = old.state and old.state not in ('draft', 'declined') then
      raise exception using errcode = 'CR422', message = 'not_a_draft', detail = 'alias', hint = 'It was offered already. Withdraw it and write a new referral.';
    end if;
    if new.state <> old.state then
      new.moved_at := now();
    end if;
  end if;
  if new.victim_id is not null and not exists (select from taskforce.victims v where v.id = new.victim_id and v.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'other_case', detail = 'victimId', hint = 'Choose a victim of this case.';
  end if;
  if new.agreed_on > taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'agreedOn', hint = 'Choose the day on which the person agreed: today or earlier.';
  end if;
  return new;
end $$;
comment on function taskforce.check_referral is 'Keeps a referral to its case; its state follows its offers';
create trigger check_referral before insert or update on taskforce.referrals for each row execute function taskforce.check_referral();

create function taskforce.note_referral_draft() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' or (new.state <> old.state and pg_trigger_depth() < 2) then
    insert into taskforce.referral_moves (referral_id, case_id, from_state, to_state, moved_by)
    values (new.id, new.case_id, case when tg_op = 'UPDATE' then old.state end, new.state, kit.current_account());
  end if;
  return null;
end $$;
comment on function taskforce.note_referral_draft is 'Writes down that a referral was written or dropped';
create trigger note_referral_draft after insert or update on taskforce.referrals for each row execute function taskforce.note_referral_draft();

-- What an offer asks for before it is made. One provider is asked at a time.
create function taskforce.check_new_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_referral taskforce.referrals;
begin
  select * into the_referral from taskforce.referrals r where r.id = new.referral_id for update;
  new.case_id := the_referral.case_id;
  new.state := 'offered';
  if the_referral.state not in ('draft', 'declined', 'expired') then
    perform taskforce.refuse_referral_move();
  end if;
  if the_referral.agreed_on is null then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'agreedOn', hint = 'Write down the day on which the person agreed to be referred; nothing is offered without it.';
  end if;
  if the_referral.rule_id is null and not taskforce.has_reason(the_referral.outside_rule) then
    raise exception using errcode = 'CR422', message = 'no_rule', detail = 'ruleId', hint = 'Choose the rule of the protocol that applies, or say in at least 20 characters why none does.';
  end if;
  if exists (select from taskforce.referral_offers o where o.referral_id = new.referral_id and o.state = 'expired') then
    raise exception using errcode = 'CR422', message = 'still_open', detail = 'providerId', hint = 'Withdraw the offer that expired first: its answer may be on the way.';
  end if;
  if not exists (select from taskforce.providers p where p.id = new.provider_id and p.active
    and (new.way <> 'bridge' or (p.paired and p.pair_id = new.pair_id))) then
    raise exception using errcode = 'CR422', message = 'not_reached', detail = 'providerId', hint = 'Choose an active provider, and a way by which it can be reached now.';
  end if;
  if new.answer_by <= now() or new.answer_by > now() + interval '31 days' then
    raise exception using errcode = 'CR422', message = 'out_of_range', detail = 'answerHours', hint = 'Wait at least one hour and at most 30 days for an answer.';
  end if;
  return new;
end $$;
comment on function taskforce.check_new_offer is 'No offer without the person''s agreement, a rule or a reason, and a provider that can be reached';
create trigger check_new_offer before insert on taskforce.referral_offers for each row execute function taskforce.check_new_offer();

-- Who moves: a person here is the sender, and writes down by hand what a provider without an installation said.
-- Without a session it is the provider's word or the clock.
create function taskforce.check_offer_move() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who constant uuid := kit.current_account();
begin
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from taskforce.referral_moves_allowed() m where m.from_state = old.state and m.to_state = new.state and new.state <> 'offered'
    and m.actors && case when who is null then '{receiver,clock,crossing}' when old.way = 'bridge' then '{sender}' else '{sender,receiver}' end::text[]) then
    perform taskforce.refuse_referral_move();
  end if;
  if new.state = 'declined' and new.decline_reason is null then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'reason', hint = 'Choose why it was declined.';
  end if;
  new.moved_at := now();
  new.moved_by := who;
  if who is not null then
    new.told_at := null;
  end if;
  return new;
end $$;
comment on function taskforce.check_offer_move is 'Refuses moves of an offer that the table of moves does not hold';
create trigger check_offer_move before update on taskforce.referral_offers for each row execute function taskforce.check_offer_move();

create function taskforce.follow_offer() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and new.state = old.state then
    return null;
  end if;
  insert into taskforce.referral_moves (referral_id, case_id, offer_id, from_state, to_state, reason, told_at, moved_by)
  values (new.referral_id, new.case_id, new.id, case when tg_op = 'UPDATE' then old.state end, new.state,
    case when new.state = 'declined' then new.decline_reason end, new.told_at, kit.current_account());
  if tg_op = 'INSERT' then
    update taskforce.referrals set state = 'offered', current_offer = new.id, moved_at = now() where id = new.referral_id;
  else
    -- An expired offer is taken back before the next one is asked; the referral itself goes on.
    update taskforce.referrals set state = new.state, moved_at = now()
    where id = new.referral_id and current_offer = new.id and not (old.state = 'expired' and new.state = 'withdrawn');
    update taskforce.referral_links set ended_at = now() where offer_id = new.id and ended_at is null;
  end if;
  return null;
end $$;
comment on function taskforce.follow_offer is 'Writes each state down, lets the referral follow its offer, and ends the link of an offer that was answered or ended';
create trigger follow_offer after insert or update on taskforce.referral_offers for each row execute function taskforce.follow_offer();

create function taskforce.check_referral_link() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_offer taskforce.referral_offers;
begin
  select * into the_offer from taskforce.referral_offers o where o.id = new.offer_id;
  if the_offer.way <> 'link' or the_offer.state <> 'offered' then
    perform taskforce.refuse_referral_move();
  end if;
  new.case_id := the_offer.case_id;
  new.expires_at := the_offer.answer_by;
  return new;
end $$;
comment on function taskforce.check_referral_link is 'A link shows an offer that waits, until its time is over';
create trigger check_referral_link before insert on taskforce.referral_links for each row execute function taskforce.check_referral_link();

-- An edition is written once; it can only be taken out, once.
create function taskforce.check_referral_rule() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.retired_at is not null then
    raise exception using errcode = 'CR422', message = 'retired', detail = 'id', hint = 'This edition was replaced already. Load the rules anew.';
  end if;
  new.retired_at := now();
  new.retired_by := kit.current_account();
  return new;
end $$;
comment on function taskforce.check_referral_rule is 'An edition of a rule is retired once, by the live session';
create trigger check_referral_rule before update on taskforce.referral_rules for each row execute function taskforce.check_referral_rule();

select kit.audited('taskforce.referral_rules');
select kit.audited('taskforce.referrals', 'referrals', 'id');
select kit.versioned('taskforce.referrals');
select taskforce.counts_as_activity('taskforce.referrals');
select kit.audited('taskforce.referral_offers', 'referrals', 'referral_id');
select kit.versioned('taskforce.referral_offers');
select kit.audited('taskforce.referral_links', 'cases', 'case_id');
select kit.versioned('taskforce.referral_links');
