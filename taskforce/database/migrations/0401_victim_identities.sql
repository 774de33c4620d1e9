-- Who a victim is and how to reach them: one-to-one and sealed, opened against a reason for a short time, and every
-- opening listed with the victim. Neither the former nor the present sealed value goes into the history: it would
-- outlive what it is the history of.

alter table taskforce.victims add constraint victims_in_case unique (id, case_id);
-- Codes of ages begin with a letter, like all codes of the house.
alter table taskforce.victims drop constraint victims_age_group_check, drop constraint victims_age_at_facts_check,
  drop constraint victims_check, drop column minor_now, drop column minor_at_facts;
alter table taskforce.victims
  add column minor_now boolean generated always as (age_group in ('under_12', 'from_12_to_14', 'from_15_to_17', 'minor')) stored,
  add column minor_at_facts boolean generated always as (age_at_facts in ('under_12', 'from_12_to_14', 'from_15_to_17', 'minor')) stored,
  add constraint victims_age_group_check check (age_group in ('under_12', 'from_12_to_14', 'from_15_to_17', 'minor', 'from_18_to_24', 'from_25_to_59', 'from_60', 'adult', 'unknown')),
  add constraint victims_age_at_facts_check check (age_at_facts in ('under_12', 'from_12_to_14', 'from_15_to_17', 'minor', 'from_18_to_24', 'from_25_to_59', 'from_60', 'adult', 'unknown')),
  add constraint victims_years_fit check (years_at_facts is null or case age_at_facts
    when 'under_12' then years_at_facts < 12
    when 'from_12_to_14' then years_at_facts between 12 and 14
    when 'from_15_to_17' then years_at_facts between 15 and 17
    when 'from_18_to_24' then years_at_facts between 18 and 24
    when 'from_25_to_59' then years_at_facts between 25 and 59
    when 'from_60' then years_at_facts >= 60
    else false end);
comment on column taskforce.victims.minor_now is 'Under 18 now, as far as known';
comment on column taskforce.victims.minor_at_facts is 'Under 18 at the earliest facts, as far as known';
-- A contact that is recorded is no edit: whoever has the record open does not lose to it.
drop trigger count_version on taskforce.victims;
create trigger count_version before update of code_name, type, age_group, age_at_facts, years_at_facts, foreign_national,
  languages, interpreter, status, handling on taskforce.victims for each row execute function kit.count_version();

create table taskforce.victim_identities (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null unique,
  case_id uuid not null,
  handling text[] not null default '{victim_identity}' check ('victim_identity' = any (handling)),
  identity_sealed bytea not null check (octet_length(identity_sealed) > 64),
  sealed_by uuid not null default kit.current_account() references kit.accounts (id),
  sealed_at timestamptz not null default now(),
  version integer not null default 1,
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id)
);
create index victim_identities_in_case on taskforce.victim_identities (victim_id, case_id);
comment on table taskforce.victim_identities is 'Who a victim is, apart and sealed; opened only by taskforce.unmask_victim';
comment on column taskforce.victim_identities.id is 'Random id';
comment on column taskforce.victim_identities.victim_id is 'The victim';
comment on column taskforce.victim_identities.case_id is 'Their case';
comment on column taskforce.victim_identities.identity_sealed is 'Names, day of birth, marks of identity and whereabouts, sealed with the key folder';
comment on column taskforce.victim_identities.handling is 'Handling labels; victim_identity always';
comment on column taskforce.victim_identities.sealed_by is 'Who wrote it; taken from their session';
comment on column taskforce.victim_identities.sealed_at is 'When it was written';
comment on column taskforce.victim_identities.version is 'Counts up at every change';

create table taskforce.victim_channels (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('phone', 'text_message', 'messenger', 'email', 'post', 'in_person', 'through_person', 'through_provider')),
  safety text not null check (safety in ('safe', 'unsafe', 'unknown')),
  leave_message boolean not null default false,
  code_word boolean not null default false,
  days text[] not null default '{}' check (days <@ '{monday,tuesday,wednesday,thursday,friday,saturday,sunday}'),
  from_time text check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  until_time text check (until_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  details_sealed bytea not null check (octet_length(details_sealed) > 64),
  said_on date not null,
  reason text check (length(btrim(reason)) between 20 and 2000),
  ended_at timestamptz,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  unique (id, victim_id),
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id),
  check ((from_time is null) = (until_time is null)),
  check (from_time is null or from_time < until_time)
);
create index victim_channels_victim on taskforce.victim_channels (victim_id, case_id);
comment on table taskforce.victim_channels is 'Ways to reach a victim, as they told law enforcement; an unsafe one is kept so that nobody uses it';
comment on column taskforce.victim_channels.id is 'Random id';
comment on column taskforce.victim_channels.victim_id is 'The victim';
comment on column taskforce.victim_channels.case_id is 'Their case';
comment on column taskforce.victim_channels.kind is 'Phone, text message, messenger, email, post, in person, through a person or a provider';
comment on column taskforce.victim_channels.safety is 'safe, unsafe or unknown, by what the victim said';
comment on column taskforce.victim_channels.leave_message is 'Whether a message may be left';
comment on column taskforce.victim_channels.code_word is 'Whether a code word is agreed; the word itself is sealed';
comment on column taskforce.victim_channels.days is 'Days on which it is safe; none named: every day';
comment on column taskforce.victim_channels.from_time is 'Safe from this time of day, in the time zone of the task force';
comment on column taskforce.victim_channels.until_time is 'Safe until this time of day';
comment on column taskforce.victim_channels.details_sealed is 'Number or address, code word and what to heed, sealed with the key folder';
comment on column taskforce.victim_channels.said_on is 'Day the victim said so';
comment on column taskforce.victim_channels.reason is 'Why an unsafe or ended channel became safe or open again';
comment on column taskforce.victim_channels.ended_at is 'When it was taken out of use';
comment on column taskforce.victim_channels.recorded_by is 'Who recorded it; taken from their session';
comment on column taskforce.victim_channels.recorded_at is 'When it was recorded';
comment on column taskforce.victim_channels.version is 'Counts up at every change';

create table taskforce.victim_contacts (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null,
  case_id uuid not null,
  channel_id uuid,
  kind text not null check (kind in ('phone', 'text_message', 'messenger', 'email', 'post', 'in_person', 'through_person', 'through_provider')),
  outcome text not null check (outcome in ('reached', 'message_left', 'not_reached', 'declined', 'they_called')),
  happened_at timestamptz not null,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  foreign key (victim_id, case_id) references taskforce.victims (id, case_id),
  foreign key (channel_id, victim_id) references taskforce.victim_channels (id, victim_id)
);
create index victim_contacts_victim on taskforce.victim_contacts (victim_id, case_id, happened_at desc);
create index victim_contacts_channel on taskforce.victim_contacts (channel_id, victim_id) where channel_id is not null;
comment on table taskforce.victim_contacts is 'Contacts with a victim and attempts at it; never changed. What was said belongs in the record of an interview';
comment on column taskforce.victim_contacts.id is 'Random id';
comment on column taskforce.victim_contacts.victim_id is 'The victim';
comment on column taskforce.victim_contacts.case_id is 'Their case';
comment on column taskforce.victim_contacts.channel_id is 'The channel that was used, where one is recorded; never an unsafe one';
comment on column taskforce.victim_contacts.kind is 'How';
comment on column taskforce.victim_contacts.outcome is 'How it went';
comment on column taskforce.victim_contacts.happened_at is 'When it happened';
comment on column taskforce.victim_contacts.recorded_by is 'Who recorded it; taken from their session';
comment on column taskforce.victim_contacts.recorded_at is 'When it was recorded';

create table taskforce.victim_unmaskings (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  part text not null check (part in ('identity', 'contact')),
  reason text not null check (reason in ('danger_to_person', 'contact_needed', 'interview_planning', 'rights_notice', 'referral_agreed',
    'identify_in_evidence', 'legal_process', 'correct_record')),
  account_id uuid not null references kit.accounts (id),
  session_id uuid not null,
  opened_at timestamptz not null default now(),
  ends_at timestamptz not null,
  closed_at timestamptz
);
create index victim_unmaskings_victim on taskforce.victim_unmaskings (victim_id, opened_at desc);
comment on table taskforce.victim_unmaskings is 'Who opened the identity or the contact of a victim, why, and until when; written by functions alone';
comment on column taskforce.victim_unmaskings.id is 'Random id';
comment on column taskforce.victim_unmaskings.victim_id is 'The victim';
comment on column taskforce.victim_unmaskings.part is 'identity or contact';
comment on column taskforce.victim_unmaskings.reason is 'Why, from the closed list';
comment on column taskforce.victim_unmaskings.account_id is 'Who';
comment on column taskforce.victim_unmaskings.session_id is 'In which session; it holds in no other';
comment on column taskforce.victim_unmaskings.opened_at is 'Since when';
comment on column taskforce.victim_unmaskings.ends_at is 'Until when at the latest';
comment on column taskforce.victim_unmaskings.closed_at is 'When it was closed before that';

-- Audit without the values: an entry names the columns, the history keeps none of what was sealed.
create function taskforce.audit_sealed_update() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
begin
  for one in
    select d.victim_id, array_agg(d.id order by d.id) as ids, array_agg(distinct d.name) as names
    from (
      select n.id, n.victim_id, k.key as name from fresh n join stale o using (id), jsonb_each(to_jsonb(o)) k
      where to_jsonb(n) -> k.key is distinct from k.value and k.key <> 'version') d
    group by d.victim_id order by 1
  loop
    perform kit.note('update', tg_table_name, one.ids, json_build_object('columns', one.names), 'done', 'victims', one.victim_id);
  end loop;
  return null;
end $$;
comment on function taskforce.audit_sealed_update is 'Audit of changed rows that hold something sealed: what changed, never what it was';
select kit.audited('taskforce.victim_identities', 'victims', 'victim_id');
select kit.audited('taskforce.victim_channels', 'victims', 'victim_id');
drop trigger audit_u on taskforce.victim_identities;
drop trigger audit_u on taskforce.victim_channels;
create trigger audit_u after update on taskforce.victim_identities referencing old table as stale new table as fresh
  for each statement execute function taskforce.audit_sealed_update();
create trigger audit_u after update on taskforce.victim_channels referencing old table as stale new table as fresh
  for each statement execute function taskforce.audit_sealed_update();
select kit.audited('taskforce.victim_contacts', 'victims', 'victim_id');
select kit.versioned('taskforce.victim_identities');
select kit.versioned('taskforce.victim_channels');
select taskforce.counts_as_activity('taskforce.victim_contacts');

-- An identity is written anew only by somebody who has it open.
create function taskforce.guard_identity() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.victim_id <> old.victim_id then
    raise exception using errcode = '42501';
  end if;
  if not exists (select from taskforce.victim_unmaskings u where u.victim_id = old.victim_id and u.part = 'identity'
    and u.account_id = kit.current_account() and u.closed_at is null and u.ends_at > now()) then
    raise exception using errcode = 'CR422', message = 'not_open', detail = 'identity', hint = 'Open the identity with a reason first, so that nothing is overwritten unseen.';
  end if;
  new.sealed_by := kit.current_account();
  new.sealed_at := now();
  return new;
end $$;
comment on function taskforce.guard_identity is 'Refuses to overwrite an identity that the writer has not open';
create trigger guard_identity before update on taskforce.victim_identities
  for each row execute function taskforce.guard_identity();

-- A channel that was unsafe becomes safe, and one that ended comes back, only with a reason.
create function taskforce.guard_channel() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if new.victim_id <> old.victim_id then
    raise exception using errcode = '42501';
  end if;
  if ((old.safety = 'unsafe' and new.safety <> 'unsafe') or (old.ended_at is not null and new.ended_at is null))
    and (new.reason is null or new.reason is not distinct from old.reason) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Say in at least 20 characters why it can be used again, as the victim put it.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_channel is 'Asks for a reason before an unsafe or ended channel is used again';
create trigger guard_channel before update on taskforce.victim_channels
  for each row execute function taskforce.guard_channel();

-- For every table that names a channel of a victim: an unsafe or ended one is refused. Argument: the column.
create function taskforce.refuse_unsafe_channel() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  channel constant uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if channel is not null and not exists (
    select from taskforce.victim_channels c where c.id = channel and c.safety <> 'unsafe' and c.ended_at is null) then
    raise exception using errcode = 'CR422', message = 'unsafe_channel', detail = tg_argv[1], hint = 'This way to the victim is unsafe or no longer in use. Choose another one.';
  end if;
  return new;
end $$;
comment on function taskforce.refuse_unsafe_channel is 'Refuses whatever names a channel of a victim that is unsafe or ended';
create trigger refuse_unsafe_channel before insert on taskforce.victim_contacts
  for each row execute function taskforce.refuse_unsafe_channel('channel_id', 'channelId');

create function taskforce.count_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.happened_at > now() + interval '5 minutes' then
    raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'happenedAt', hint = 'Give the time at which it happened: now or earlier.';
  end if;
  if new.outcome in ('reached', 'they_called') then
    update taskforce.victims v set last_contact_at = greatest(v.last_contact_at, new.happened_at)
    where v.id = new.victim_id and (v.last_contact_at is null or v.last_contact_at < new.happened_at);
  end if;
  return new;
end $$;
comment on function taskforce.count_contact is 'Keeps the last contact of a victim';
create trigger count_contact before insert on taskforce.victim_contacts
  for each row execute function taskforce.count_contact();

-- What is sealed of a victim, by part; granted to nobody, asked by the functions that open it. Unsafe channels stay shut.
create function taskforce.sealed_of_victim(the_victim uuid, the_part text) returns table (id uuid, sealed bytea)
language sql stable security definer set search_path = pg_catalog as $$
  select i.victim_id, i.identity_sealed from taskforce.victim_identities i where i.victim_id = the_victim and the_part = 'identity'
  union all
  select c.id, c.details_sealed from taskforce.victim_channels c
  where c.victim_id = the_victim and the_part = 'contact' and c.safety <> 'unsafe' and c.ended_at is null
$$;
comment on function taskforce.sealed_of_victim is 'Sealed identity, or sealed details of the channels that may be used';
