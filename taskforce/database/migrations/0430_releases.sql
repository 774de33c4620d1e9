-- Releases: what survivors let their providers share with this task force. Here lie public facts and a ciphertext whose
-- key stays with the provider and is asked for at each reading; it goes when the release ends.

create table taskforce.releases (
  id uuid primary key default gen_random_uuid(),
  pair_id uuid not null references bridge.pairs (id),
  release uuid not null,
  released_by text not null check (length(released_by) between 1 and 120),
  referral uuid,
  purpose text not null check (purpose in ('investigation', 'prosecution', 'benefits', 'safety', 'restitution', 'reunification', 'other')),
  fields text[] not null check (cardinality(fields) between 1 and 40),
  language text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  state text not null default 'live' check (state in ('live', 'ended', 'expired')),
  received_at timestamptz not null default now(),
  ended_at timestamptz,
  case_id uuid references taskforce.cases (id),
  victim_id uuid references taskforce.victims (id),
  linked_by uuid references kit.accounts (id),
  linked_at timestamptz,
  version integer not null default 1,
  unique (pair_id, release),
  check ((state = 'live') = (ended_at is null)),
  check (victim_id is null or case_id is not null),
  check ((case_id is null) = (linked_at is null))
);
create index releases_case on taskforce.releases (case_id, received_at desc);
create index releases_victim on taskforce.releases (victim_id);
create index releases_linked_by on taskforce.releases (linked_by);
create index releases_unlinked on taskforce.releases (received_at) where case_id is null;
create index releases_ending on taskforce.releases (until_at) where state = 'live';
comment on table taskforce.releases is 'What survivors let a provider share with this task force: facts about the release, never what it says';
comment on column taskforce.releases.id is 'Random id of our own';
comment on column taskforce.releases.pair_id is 'Which provider it came from';
comment on column taskforce.releases.release is 'Id of the release, made for the crossing';
comment on column taskforce.releases.released_by is 'Name of the provider when it came';
comment on column taskforce.releases.referral is 'Id of the referral it goes with, made for the crossing';
comment on column taskforce.releases.purpose is 'What it was released for';
comment on column taskforce.releases.fields is 'Which fields it holds';
comment on column taskforce.releases.language is 'Language the texts are written in';
comment on column taskforce.releases.from_at is 'Since when it lives';
comment on column taskforce.releases.until_at is 'When it ends by itself';
comment on column taskforce.releases.state is 'live; ended by the person or the provider; or expired';
comment on column taskforce.releases.received_at is 'When it came';
comment on column taskforce.releases.ended_at is 'When it ended here';
comment on column taskforce.releases.case_id is 'Case it was put to; empty while nobody has';
comment on column taskforce.releases.victim_id is 'Victim of that case it is about';
comment on column taskforce.releases.linked_by is 'Who put it there';
comment on column taskforce.releases.linked_at is 'When';
comment on column taskforce.releases.version is 'Counts up at every change';

create table taskforce.release_texts (
  release_id uuid primary key references taskforce.releases (id),
  sealed bytea not null check (octet_length(sealed) <= 40000)
);
comment on table taskforce.release_texts is 'Ciphertext of live releases; without history, taken away when the release ends';
comment on column taskforce.release_texts.release_id is 'Which release';
comment on column taskforce.release_texts.sealed is 'AES-256-GCM under a key that the provider keeps and gives out for one reading at a time';

select kit.audited('taskforce.releases', 'cases', 'case_id');
select kit.versioned('taskforce.releases');
