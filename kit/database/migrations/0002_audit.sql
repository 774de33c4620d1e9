-- The audit: entries are written in the transaction of the act and chained when it commits.

create table kit.audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account_id uuid,
  session_id uuid,
  action text not null,
  subject_table text not null default '',
  subject_ids uuid[] not null default '{}',
  outcome text not null default 'done' check (outcome in ('done', 'refused', 'failed')),
  detail json not null default '{}',
  scope_table text,
  scope_id uuid
);
create index audit_entries_scope on kit.audit_entries (scope_id, id desc) where scope_id is not null;
create index audit_entries_account on kit.audit_entries (account_id, id desc);
alter table kit.audit_entries add check (array_position(subject_ids, null) is null);
alter table kit.audit_entries add check (position(chr(31) in action || subject_table || detail::text) = 0);
comment on table kit.audit_entries is 'Who did what to which record, when; inserted only';
comment on column kit.audit_entries.id is 'Order of writing';
comment on column kit.audit_entries.at is 'Time by the clock of the database';
comment on column kit.audit_entries.account_id is 'Who; empty for the public and for the program itself';
comment on column kit.audit_entries.session_id is 'In which session';
comment on column kit.audit_entries.action is 'Verb: insert, update, delete, read, search, sign_in, …';
comment on column kit.audit_entries.subject_table is 'Table of the records touched';
comment on column kit.audit_entries.subject_ids is 'Ids of the records touched';
comment on column kit.audit_entries.outcome is 'done, refused or failed';
comment on column kit.audit_entries.detail is 'Closed words only: columns changed, purpose codes, counts; never what a person typed';
comment on column kit.audit_entries.scope_table is 'Kind of record whose readers may see this entry';
comment on column kit.audit_entries.scope_id is 'That record';

create table kit.audit_chain (
  seq bigint primary key,
  entry_id bigint not null unique references kit.audit_entries (id),
  prev bytea not null,
  hash bytea not null
);
comment on table kit.audit_chain is 'Hash chain over the entries in the order of their commits';
comment on column kit.audit_chain.seq is 'Place in the chain, from 1 without gaps';
comment on column kit.audit_chain.entry_id is 'The entry';
comment on column kit.audit_chain.prev is 'Hash of the link before';
comment on column kit.audit_chain.hash is 'SHA-256 of the previous hash and the canonical text of the entry';

create table kit.audit_chain_end (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash bytea not null
);
insert into kit.audit_chain_end (seq, hash) values (0, sha256(convert_to('concert audit chain v1' || chr(31) || '{{log}}', 'UTF8')));
comment on table kit.audit_chain_end is 'Last link of the chain; its row lock puts commits in order';
comment on column kit.audit_chain_end.one is 'Always true: one row';
comment on column kit.audit_chain_end.seq is 'Place of the last link';
comment on column kit.audit_chain_end.hash is 'Hash of the last link';

create table kit.audit_tree_heads (
  size bigint primary key,
  root bytea not null,
  frontier bytea[] not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null
);
comment on table kit.audit_tree_heads is 'RFC 6962 tree heads over the chain hashes, signed with Ed25519';
comment on column kit.audit_tree_heads.size is 'Leaves covered';
comment on column kit.audit_tree_heads.root is 'Merkle tree hash';
comment on column kit.audit_tree_heads.frontier is 'Right edge of the tree, to go on from';
comment on column kit.audit_tree_heads.signed_at is 'When it was signed';
comment on column kit.audit_tree_heads.key_id is 'Which key signed';
comment on column kit.audit_tree_heads.signature is 'Signature over the canonical text of the head';

create table kit.record_versions (
  id bigint generated always as identity primary key,
  subject_table text not null,
  subject_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  account_id uuid,
  changed text[] not null,
  before jsonb not null,
  scope_table text,
  scope_id uuid
);
create index record_versions_subject on kit.record_versions (subject_id, id desc);
comment on table kit.record_versions is 'What a record said before each change';
comment on column kit.record_versions.id is 'Order of writing';
comment on column kit.record_versions.subject_table is 'Table of the record';
comment on column kit.record_versions.subject_id is 'The record';
comment on column kit.record_versions.at is 'When it was changed';
comment on column kit.record_versions.account_id is 'Who changed it';
comment on column kit.record_versions.changed is 'Columns that changed';
comment on column kit.record_versions.before is 'Their values before';
comment on column kit.record_versions.scope_table is 'Kind of record whose readers may see this';
comment on column kit.record_versions.scope_id is 'That record';

-- Canonical text of an entry: fields joined with U+001F, times in UTC to the microsecond.
create function kit.audit_canonical(seq bigint, e kit.audit_entries) returns text
language sql immutable set search_path = pg_catalog as $$
  select concat_ws(chr(31), seq::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
    coalesce(e.account_id::text, ''), coalesce(e.session_id::text, ''), e.action,
    e.subject_table || coalesce('@' || e.scope_table || ':' || e.scope_id::text, ''),
    array_to_string(e.subject_ids, ','), e.outcome, e.detail::text)
$$;
comment on function kit.audit_canonical is 'The text that is hashed for an entry at a place in the chain';

create function kit.chain_audit_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  last kit.audit_chain_end;
  link bytea;
begin
  select * into last from kit.audit_chain_end for update;
  link := sha256(last.hash || convert_to(kit.audit_canonical(last.seq + 1, new), 'UTF8'));
  insert into kit.audit_chain (seq, entry_id, prev, hash) values (last.seq + 1, new.id, last.hash, link);
  update kit.audit_chain_end set seq = last.seq + 1, hash = link;
  return null;
end $$;
comment on function kit.chain_audit_entry is 'Adds the entry to the chain; runs at commit so that the lock is short';
create constraint trigger chain_at_commit after insert on kit.audit_entries
  deferrable initially deferred for each row execute function kit.chain_audit_entry();

create function kit.keep_audit() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'the audit is written once' using errcode = '42501';
end $$;
comment on function kit.keep_audit is 'Refuses any change of what the audit holds';
create trigger entries_are_kept before update or delete or truncate on kit.audit_entries
  for each statement execute function kit.keep_audit();
create trigger links_are_kept before update or delete or truncate on kit.audit_chain
  for each statement execute function kit.keep_audit();

create function kit.note(
  action text, subject_table text default '', subject_ids uuid[] default '{}', detail json default '{}',
  outcome text default 'done', scope_table text default null, scope_id uuid default null) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into kit.audit_entries (account_id, session_id, action, subject_table, subject_ids, outcome, detail, scope_table, scope_id)
  select s.account_id, s.id, action, subject_table, subject_ids, outcome, detail, scope_table, scope_id
  from (select 1) one left join kit.current_session() s on true
$$;
comment on function kit.note is 'Writes an audit entry for the live session';

-- Statement triggers: one entry a statement, with the ids; the old values of changed rows go to record_versions.
-- Arguments: the kind of record whose readers may see it, and the column that names it.
create function kit.audit_insert() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  scope uuid;
begin
  execute format('select array_agg(id order by id), min(%I::text)::uuid from fresh', coalesce(tg_argv[1], 'id')) into ids, scope;
  if ids is not null then
    perform kit.note('insert', tg_table_name, ids, '{}', 'done', nullif(tg_argv[0], ''), case when tg_argv[0] <> '' then scope end);
  end if;
  return null;
end $$;
comment on function kit.audit_insert is 'Audit of inserted rows';

create function kit.audit_update() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  scope uuid;
  names text[];
begin
  execute format($q$
    with pair as (
      select n.id, n.%1$I::text as scope, to_jsonb(o) as o, to_jsonb(n) as n from fresh n join stale o using (id)),
    diff as (
      select p.id, p.scope, array_agg(k.key order by k.key) as changed, jsonb_object_agg(k.key, k.value) as before
      from pair p, jsonb_each(p.o) k where p.n -> k.key is distinct from k.value and k.key <> 'version'
      group by p.id, p.scope),
    kept as (
      insert into kit.record_versions (subject_table, subject_id, account_id, changed, before, scope_table, scope_id)
      select $1, d.id, kit.current_account(), d.changed, d.before, $2, d.scope::uuid from diff d)
    select array_agg(distinct id), min(scope)::uuid,
      (select array_agg(distinct c) from diff, unnest(changed) c) from diff$q$, coalesce(tg_argv[1], 'id'))
    into ids, scope, names using tg_table_name, nullif(tg_argv[0], '');
  if ids is not null then
    perform kit.note('update', tg_table_name, ids, json_build_object('columns', names), 'done', nullif(tg_argv[0], ''), case when tg_argv[0] <> '' then scope end);
  end if;
  return null;
end $$;
comment on function kit.audit_update is 'Audit and history of changed rows';

create function kit.audit_delete() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  scope uuid;
begin
  execute format($q$
    with kept as (
      insert into kit.record_versions (subject_table, subject_id, account_id, changed, before, scope_table, scope_id)
      select $1, o.id, kit.current_account(), '{deleted}', to_jsonb(o), $2, o.%1$I from stale o)
    select array_agg(id order by id), min(%1$I::text)::uuid from stale$q$, coalesce(tg_argv[1], 'id'))
    into ids, scope using tg_table_name, nullif(tg_argv[0], '');
  if ids is not null then
    perform kit.note('delete', tg_table_name, ids, '{}', 'done', nullif(tg_argv[0], ''), case when tg_argv[0] <> '' then scope end);
  end if;
  return null;
end $$;
comment on function kit.audit_delete is 'Audit and history of deleted rows';

create function kit.audited(target regclass, scope_table text default null, scope_column text default 'id') returns void
language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create trigger audit_i after insert on %s referencing new table as fresh for each statement execute function kit.audit_insert(%L, %L)', target, coalesce(scope_table, ''), scope_column);
  execute format('create trigger audit_u after update on %s referencing old table as stale new table as fresh for each statement execute function kit.audit_update(%L, %L)', target, coalesce(scope_table, ''), scope_column);
  execute format('create trigger audit_d after delete on %s referencing old table as stale for each statement execute function kit.audit_delete(%L, %L)', target, coalesce(scope_table, ''), scope_column);
end $$;
comment on function kit.audited is 'Puts a table (with an id uuid column) under the audit';

-- An edit names the version it saw; the row counts up.
create function kit.count_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
comment on function kit.count_version is 'Counts the version of a row up at every change';

create function kit.versioned(target regclass) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create trigger count_version before update on %s for each row execute function kit.count_version()', target);
end $$;
comment on function kit.versioned is 'Makes a table count its versions';

select kit.audited('kit.agencies');
select kit.audited('kit.accounts');
select kit.audited('kit.account_roles', null, 'account_id');
select kit.audited('kit.invitations', null, 'account_id');
select kit.versioned('kit.agencies');
select kit.versioned('kit.accounts');
