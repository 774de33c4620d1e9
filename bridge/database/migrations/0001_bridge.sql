-- The bridge between the wings, the same in both databases. Nothing here refers to a client, and no message is kept
-- once the other side has acknowledged it.

create schema bridge;
comment on schema bridge is 'What may pass between a task force and a provider';

create table bridge.ends (
  id uuid primary key default gen_random_uuid(),
  wing text not null check (wing in ('taskforce', 'provider')),
  owner_id uuid references kit.agencies (id),
  address text check (length(address) <= 300),
  created_at timestamptz not null default now()
);
create unique index ends_owner on bridge.ends ((coalesce(owner_id::text, '')));
comment on table bridge.ends is 'Our own ends of the bridge: one for a task force, one for each provider organisation';
comment on column bridge.ends.id is 'Random id of this end; the other side knows it by nothing else';
comment on column bridge.ends.wing is 'Which wing stands at this end';
comment on column bridge.ends.owner_id is 'The organisation it belongs to; empty for the task force as a whole';
comment on column bridge.ends.address is 'Where the other side can reach it; empty when it only calls by itself';
comment on column bridge.ends.created_at is 'When it was made';

create table bridge.own_keys (
  key_id text primary key check (key_id ~ '^[0-9a-f]{16}$'),
  end_id uuid not null references bridge.ends (id),
  public_key text not null,
  made_at timestamptz not null default now(),
  retired_at timestamptz
);
create index own_keys_end on bridge.own_keys (end_id);
comment on table bridge.own_keys is 'Signing keys of our ends; the secret halves are files in the key folder';
comment on column bridge.own_keys.key_id is 'Short name of the key, the name of its file';
comment on column bridge.own_keys.end_id is 'Whose key it is';
comment on column bridge.own_keys.public_key is 'Ed25519 public key, SPKI DER in base64';
comment on column bridge.own_keys.made_at is 'When it was made';
comment on column bridge.own_keys.retired_at is 'When it was replaced';

create table bridge.codes (
  id uuid primary key default gen_random_uuid(),
  end_id uuid not null references bridge.ends (id),
  code_hash text not null unique,
  sealed_code bytea not null,
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index codes_end on bridge.codes (end_id);
create index codes_made_by on bridge.codes (made_by);
comment on table bridge.codes is 'Pairing codes that one administrator reads to the other over the phone';
comment on column bridge.codes.id is 'Random id';
comment on column bridge.codes.end_id is 'Which end is to be paired';
comment on column bridge.codes.code_hash is 'Hash by which the code is found';
comment on column bridge.codes.sealed_code is 'The code itself, encrypted by the key folder: the proofs are computed with it';
comment on column bridge.codes.made_by is 'Who made it';
comment on column bridge.codes.made_at is 'When';
comment on column bridge.codes.expires_at is 'Good until';
comment on column bridge.codes.tries is 'Wrong tries; five end it';
comment on column bridge.codes.used_at is 'When it was used; a code works once';

create table bridge.pairs (
  id uuid primary key default gen_random_uuid(),
  end_id uuid not null references bridge.ends (id),
  peer uuid not null,
  peer_name text not null check (length(peer_name) between 1 and 120),
  peer_address text check (length(peer_address) <= 300),
  fingerprint text not null,
  state text not null default 'unconfirmed' check (state in ('unconfirmed', 'open', 'ended')),
  own_key_id text not null references bridge.own_keys (key_id),
  created_at timestamptz not null default now(),
  confirmed_by uuid references kit.accounts (id),
  confirmed_at timestamptz,
  ended_by uuid references kit.accounts (id),
  ended_at timestamptz
);
create unique index pairs_live on bridge.pairs (end_id, peer) where state <> 'ended';
create index pairs_own_key on bridge.pairs (own_key_id);
create index pairs_confirmed_by on bridge.pairs (confirmed_by);
create index pairs_ended_by on bridge.pairs (ended_by);
comment on table bridge.pairs is 'Whom our ends are paired with';
comment on column bridge.pairs.id is 'Random id';
comment on column bridge.pairs.end_id is 'Our end';
comment on column bridge.pairs.peer is 'Id of the other end';
comment on column bridge.pairs.peer_name is 'Name the other side gave itself';
comment on column bridge.pairs.peer_address is 'Where the other side can be reached; empty when it only calls by itself';
comment on column bridge.pairs.fingerprint is 'Digits that both administrators may compare aloud';
comment on column bridge.pairs.state is 'unconfirmed until an administrator here agreed, then open, at last ended';
comment on column bridge.pairs.own_key_id is 'Key we sign with towards this side';
comment on column bridge.pairs.created_at is 'When the codes were exchanged';
comment on column bridge.pairs.confirmed_by is 'Who agreed here';
comment on column bridge.pairs.confirmed_at is 'When';
comment on column bridge.pairs.ended_by is 'Who ended it here';
comment on column bridge.pairs.ended_at is 'When';

create table bridge.progress (
  pair_id uuid primary key references bridge.pairs (id),
  understood jsonb not null default '{}',
  sent_through bigint not null default 0,
  acknowledged_through bigint not null default 0 check (acknowledged_through <= sent_through),
  received_through bigint not null default 0,
  heard_at timestamptz
);
comment on table bridge.progress is 'How far each direction of a pair came';
comment on column bridge.progress.pair_id is 'Which pair';
comment on column bridge.progress.understood is 'Kinds and versions the other side named last';
comment on column bridge.progress.sent_through is 'Number of the last message that was given one';
comment on column bridge.progress.acknowledged_through is 'Number up to which the other side has applied ours';
comment on column bridge.progress.received_through is 'Number up to which we have applied theirs';
comment on column bridge.progress.heard_at is 'When the other side was last heard';

create function bridge.begin_progress() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into bridge.progress (pair_id) values (new.id);
  return null;
end $$;
comment on function bridge.begin_progress is 'A new pair begins at nought in both directions';
create trigger pairs_begin after insert on bridge.pairs for each row execute function bridge.begin_progress();

create table bridge.peer_keys (
  pair_id uuid not null references bridge.pairs (id),
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  public_key text not null,
  added_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (pair_id, key_id)
);
comment on table bridge.peer_keys is 'Keys of the other side';
comment on column bridge.peer_keys.pair_id is 'Whose';
comment on column bridge.peer_keys.key_id is 'Short name';
comment on column bridge.peer_keys.public_key is 'Ed25519 public key, SPKI DER in base64';
comment on column bridge.peer_keys.added_at is 'When it was made known, by the pairing or by a message under the key before';
comment on column bridge.peer_keys.retired_at is 'When it was replaced; nothing signed with it is let in any more';

create table bridge.outbox (
  id uuid primary key default gen_random_uuid(),
  pair_id uuid not null references bridge.pairs (id),
  place bigint generated always as identity,
  kind text not null,
  kind_version integer not null check (kind_version >= 1),
  body jsonb not null check (octet_length(body::text) <= 61440),
  queued_at timestamptz not null default now(),
  seq bigint,
  envelope jsonb,
  check ((seq is null) = (envelope is null))
);
create unique index outbox_seq on bridge.outbox (pair_id, seq);
create index outbox_waiting on bridge.outbox (pair_id, place) where seq is null;
comment on table bridge.outbox is 'Messages on their way; a row goes when the other side has acknowledged it';
comment on column bridge.outbox.id is 'Random id of the message, applied once by the other side';
comment on column bridge.outbox.pair_id is 'To whom';
comment on column bridge.outbox.place is 'Order of writing';
comment on column bridge.outbox.kind is 'Kind of message, of the closed table';
comment on column bridge.outbox.kind_version is 'Version of the kind';
comment on column bridge.outbox.body is 'What it says';
comment on column bridge.outbox.queued_at is 'When it was written';
comment on column bridge.outbox.seq is 'Number in the order of sending; empty while it waits';
comment on column bridge.outbox.envelope is 'The signed message as it travels; the same bytes at every try';

create table bridge.passed (
  pair_id uuid not null references bridge.pairs (id),
  direction text not null check (direction in ('sent', 'received')),
  seq bigint not null,
  id uuid not null,
  kind text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz not null default now(),
  primary key (pair_id, direction, seq)
);
create unique index passed_id on bridge.passed (pair_id, direction, id);
comment on table bridge.passed is 'Which messages went over the bridge: number, kind and hash, never what they said';
comment on column bridge.passed.pair_id is 'With whom';
comment on column bridge.passed.direction is 'sent (and acknowledged) or received (and applied)';
comment on column bridge.passed.seq is 'Number in its direction';
comment on column bridge.passed.id is 'Id of the message';
comment on column bridge.passed.kind is 'Kind of message';
comment on column bridge.passed.hash is 'SHA-256 of the signed envelope';
comment on column bridge.passed.at is 'When it was acknowledged or applied';

create table bridge.refusals (
  pair_id uuid references bridge.pairs (id),
  reason text not null,
  day date not null default current_date,
  count bigint not null default 1,
  last_at timestamptz not null default now()
);
create unique index refusals_one on bridge.refusals ((coalesce(pair_id::text, '')), reason, day);
create index refusals_pair on bridge.refusals (pair_id);
comment on table bridge.refusals is 'What was not let in, counted by day and reason';
comment on column bridge.refusals.pair_id is 'Under whose name it came; empty when nobody we know';
comment on column bridge.refusals.reason is 'Word of the closed list';
comment on column bridge.refusals.day is 'Day';
comment on column bridge.refusals.count is 'How many';
comment on column bridge.refusals.last_at is 'The last one';

create table bridge.nonces (
  pair_id uuid not null references bridge.pairs (id),
  nonce text not null,
  at timestamptz not null default now(),
  primary key (pair_id, nonce)
);
create index nonces_at on bridge.nonces (at);
comment on table bridge.nonces is 'Calls and questions of the last two days, so that none is played back';
comment on column bridge.nonces.pair_id is 'Whose';
comment on column bridge.nonces.nonce is 'Random bytes of the call';
comment on column bridge.nonces.at is 'When it came';

select kit.audited('bridge.pairs');
