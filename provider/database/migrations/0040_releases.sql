-- Releases: the written, scoped, time-limited and revocable permission of a client to share exact fields with one
-- recipient (R-062; 34 USC 12291(b)(2)). Texts, signatures and the key of what crossed lie sealed under the client's key.

create table provider.release_rules (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() unique references kit.agencies (id),
  default_days integer not null check (default_days between 1 and 365),
  max_days integer not null check (max_days between 1 and 365),
  minor_alone boolean not null,
  minor_alone_from integer check (minor_alone_from between 0 and 17),
  ward_alone boolean not null,
  authority text not null default '' check (length(authority) <= 300),
  changed_by uuid not null default kit.current_account() references kit.accounts (id),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  check (default_days <= max_days),
  check (not minor_alone or minor_alone_from is not null),
  check (not (minor_alone or ward_alone) or length(authority) > 0)
);
create index release_rules_changed_by on provider.release_rules (changed_by);
comment on table provider.release_rules is 'How long releases last in an organisation, and who may sign alone by the law of its state';
comment on column provider.release_rules.id is 'Random id';
comment on column provider.release_rules.organisation_id is 'Whose rules';
comment on column provider.release_rules.default_days is 'Days a release lasts when nobody says otherwise';
comment on column provider.release_rules.max_days is 'Most days a release may last';
comment on column provider.release_rules.minor_alone is 'Whether the state lets a minor receive these services, and so release, without a parent or guardian';
comment on column provider.release_rules.minor_alone_from is 'From which age on, in years';
comment on column provider.release_rules.ward_alone is 'Whether the state lets a person with a court-appointed guardian receive these services alone';
comment on column provider.release_rules.authority is 'The law that says so, as the organisation''s counsel names it';
comment on column provider.release_rules.changed_by is 'Who set them';
comment on column provider.release_rules.changed_at is 'When';
comment on column provider.release_rules.version is 'Counts up at every change';

create table provider.releases (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  state text not null default 'draft' check (state in ('draft', 'explained', 'signed', 'live', 'expired', 'revoked')),
  recipient_kind text not null check (recipient_kind in ('task_force', 'outside')),
  pair_id uuid references bridge.pairs (id),
  recipient_name text not null default '' check (length(recipient_name) <= 160),
  purpose text not null check (purpose in ('investigation', 'prosecution', 'benefits', 'safety', 'restitution', 'reunification', 'other')),
  fields text[] not null check (cardinality(fields) between 1 and 16 and fields <@ array['name_to_use', 'legal_name', 'date_of_birth', 'safe_contact',
    'language_wanted', 'hand_over_summary', 'statement', 'wanted_next_step', 'advocate_present', 'attorney_present', 'safety_needs', 'health_needs',
    'immigration_help', 'losses_and_wages', 'services_received', 'other']),
  texts_sealed bytea,
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
  until_at timestamptz not null,
  longer_reason text check (longer_reason in ('court_date', 'benefits_pending', 'person_asked')),
  referral uuid,
  explained_at timestamptz,
  explained_by uuid references kit.accounts (id),
  came_by text check (came_by in ('read_aloud', 'read_alone', 'interpreted', 'signed_language')),
  told text[] not null default '{}' check (told <@ array['who_receives', 'what_they_may_do', 'risks', 'right_to_refuse', 'right_to_revoke', 'not_a_condition']),
  alternative text check (alternative in ('wants_us_to', 'not_safe_alone', 'asked_and_unsure')),
  signed_at timestamptz,
  signed_with uuid references kit.accounts (id),
  capacity text check (capacity in ('adult', 'adult_with_guardian', 'emancipated_minor', 'minor')),
  signers text[] not null default '{}' check (signers <@ array['client', 'parent', 'guardian']),
  alone_by_law boolean not null default false,
  no_abuser boolean not null default false,
  signing_sealed bytea,
  opened_at timestamptz,
  opened_by uuid references kit.accounts (id),
  key_sealed bytea,
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  ended_why text check (ended_why in ('person_took_it_back', 'not_wanted', 'tells_it_alone', 'safety', 'mistake', 'time_over', 'record_destroyed', 'key_gone')),
  ended_how text check (ended_how in ('spoken', 'written', 'by_message', 'staff')),
  key_gone_at timestamptz,
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((recipient_kind = 'task_force') = (pair_id is not null)),
  check (pair_id is not null or recipient_name = ''),
  -- Whoever was asked to sign was told everything first.
  constraint told_first check (state not in ('explained', 'signed', 'live', 'expired') or (explained_at is not null and came_by is not null and alternative is not null
    and told @> array['who_receives', 'what_they_may_do', 'risks', 'right_to_refuse', 'right_to_revoke', 'not_a_condition'])),
  -- Who must sign: 34 USC 12291(b)(2)(B). Never an abuser.
  constraint signed_by_right check (state not in ('signed', 'live', 'expired') or (signed_at is not null and (no_abuser or signers <@ array['client']) and case
    when capacity in ('adult', 'emancipated_minor') then signers = array['client']
    when alone_by_law then signers = array['client']
    when capacity = 'adult_with_guardian' then 'guardian' = any (signers) and not 'parent' = any (signers)
    when capacity = 'minor' then 'client' = any (signers) and signers && array['parent', 'guardian']
    else false end)),
  constraint opened_when_live check (state <> 'live' or opened_at is not null),
  constraint key_only_while_live check (key_sealed is null or state = 'live'),
  constraint ended_with_reason check ((state in ('expired', 'revoked')) = (ended_at is not null and ended_why is not null))
);
create index releases_client on provider.releases (client_id, created_at desc);
create index releases_pair on provider.releases (pair_id);
create index releases_ending on provider.releases (until_at) where state in ('signed', 'live');
create index releases_keys on provider.releases (id) where opened_at is not null and key_gone_at is null;
create index releases_explained_by on provider.releases (explained_by);
create index releases_signed_with on provider.releases (signed_with);
create index releases_opened_by on provider.releases (opened_by);
create index releases_ended_by on provider.releases (ended_by);
create index releases_created_by on provider.releases (created_by);
comment on table provider.releases is 'Permissions of clients to share exact fields with one recipient, for a time, taken back at any moment; never a condition of service';
comment on column provider.releases.id is 'Random id; the recipient knows the release by it';
comment on column provider.releases.client_id is 'Who releases';
comment on column provider.releases.state is 'draft, explained, signed, live, expired or revoked; only a live one shares anything';
comment on column provider.releases.recipient_kind is 'A paired task force over the bridge, or anybody else on paper';
comment on column provider.releases.pair_id is 'The paired task force; empty for paper';
comment on column provider.releases.recipient_name is 'Name of the paired task force, written by the server; who receives on paper is sealed with the texts';
comment on column provider.releases.purpose is 'What it is for';
comment on column provider.releases.fields is 'Which fields are shared, and no other';
comment on column provider.releases.texts_sealed is 'Exact text of each field, and who receives it on paper: JSON under the client''s own key';
comment on column provider.releases.language is 'Language in which it was explained and written';
comment on column provider.releases.until_at is 'When it ends by itself';
comment on column provider.releases.longer_reason is 'Why it lasts longer than usual';
comment on column provider.releases.referral is 'Id of the referral it goes with, made for the crossing';
comment on column provider.releases.explained_at is 'When it was explained';
comment on column provider.releases.explained_by is 'By whom';
comment on column provider.releases.came_by is 'Read aloud, read alone, interpreted or in a signed language';
comment on column provider.releases.told is 'What the person was told: risks, right to refuse, right to take it back, that service does not depend on it';
comment on column provider.releases.alternative is 'Answer to whether the person could tell it themselves';
comment on column provider.releases.signed_at is 'When it was signed';
comment on column provider.releases.signed_with is 'Who was there for the provider';
comment on column provider.releases.capacity is 'Adult, adult with guardian, emancipated minor or minor';
comment on column provider.releases.signers is 'Who signed: client, parent, guardian';
comment on column provider.releases.alone_by_law is 'The law of the state lets the person receive services, and so release, alone';
comment on column provider.releases.no_abuser is 'It was asked of every other signer, and none is the abuser';
comment on column provider.releases.signing_sealed is 'Names and signatures, or where the signed paper is kept, under the client''s own key';
comment on column provider.releases.opened_at is 'When it began to live';
comment on column provider.releases.opened_by is 'Who shared it';
comment on column provider.releases.key_sealed is 'Key of the texts that crossed, sealed under a key file of the release and under the client''s key; gone when the release ends';
comment on column provider.releases.ended_at is 'When it ended';
comment on column provider.releases.ended_by is 'Who recorded that; empty when its time was over';
comment on column provider.releases.ended_why is 'Why it ended';
comment on column provider.releases.ended_how is 'How it was taken back; spoken words are enough';
comment on column provider.releases.key_gone_at is 'When the key file of the release was destroyed';
comment on column provider.releases.created_by is 'Who drafted it';
comment on column provider.releases.created_at is 'Recorded time';
comment on column provider.releases.version is 'Counts up at every change';

create table provider.release_readings (
  id uuid primary key default gen_random_uuid(),
  release_id uuid not null references provider.releases (id),
  client_id uuid not null references provider.clients (id),
  at timestamptz not null default now(),
  role text not null check (role ~ '^[a-z][a-z_]{1,39}$'),
  why text not null check (why in ('case_work', 'interview', 'court', 'safety', 'benefits')),
  answer text not null check (answer in ('given', 'revoked', 'expired', 'not_yet'))
);
create index release_readings_release on provider.release_readings (release_id, at desc);
create index release_readings_client on provider.release_readings (client_id);
comment on table provider.release_readings is 'Each time a recipient asked to read: by which role, why, and what the answer was';
comment on column provider.release_readings.id is 'Random id';
comment on column provider.release_readings.release_id is 'Which release';
comment on column provider.release_readings.client_id is 'Whose';
comment on column provider.release_readings.at is 'When it was asked';
comment on column provider.release_readings.role is 'Role of who asked, as the recipient names it; no name crosses';
comment on column provider.release_readings.why is 'Why';
comment on column provider.release_readings.answer is 'given, or why not';

-- A release goes forward only, and what was explained is not changed afterwards.
create function provider.check_release() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'CR422', message = 'not_a_draft', detail = 'state', hint = 'A release begins as a draft.';
    end if;
    return new;
  end if;
  if new.state is distinct from old.state and not (old.state || '>' || new.state) = any (array['draft>explained', 'draft>revoked', 'explained>signed',
    'explained>revoked', 'signed>live', 'signed>expired', 'signed>revoked', 'live>expired', 'live>revoked']) then
    raise exception using errcode = 'CR422', message = 'not_this_way', detail = 'state',
      hint = 'A release goes from draft to explained to signed to live, and ends once. Draft a new one.';
  end if;
  if new.client_id <> old.client_id or (old.state <> 'draft' and (new.recipient_kind, new.pair_id, new.recipient_name, new.purpose, new.fields, new.language, new.until_at)
    is distinct from (old.recipient_kind, old.pair_id, old.recipient_name, old.purpose, old.fields, old.language, old.until_at) and new.ended_why is distinct from 'record_destroyed') then
    raise exception using errcode = 'CR422', message = 'explained_already', detail = 'state',
      hint = 'What was explained stays as it was. Set this release aside and draft a new one.';
  end if;
  if old.state <> 'draft' and new.texts_sealed is distinct from old.texts_sealed and new.texts_sealed is not null then
    raise exception using errcode = 'CR422', message = 'explained_already', detail = 'texts',
      hint = 'What was explained stays as it was. Set this release aside and draft a new one.';
  end if;
  if old.state in ('expired', 'revoked') and new.ended_at is distinct from old.ended_at then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'state', hint = 'This release has ended already.';
  end if;
  return new;
end $$;
comment on function provider.check_release is 'Refuses a state out of its order and a change of what was explained';
create trigger refuse_destroyed before insert on provider.releases for each row execute function provider.refuse_destroyed();
create trigger check_release before insert or update on provider.releases for each row execute function provider.check_release();

select kit.audited('provider.release_rules');
select kit.versioned('provider.release_rules');
select kit.audited('provider.releases', 'clients', 'client_id');
select kit.versioned('provider.releases');
select kit.audited('provider.release_readings', 'clients', 'client_id');
