-- Accounts, agencies, roles and sessions. Secrets live in tables the application role cannot read at all:
-- only the sign-in role may, and the application role asks through functions that answer for its own session.

create schema kit;
comment on schema kit is 'Ground floor: identity, audit, files, jobs';

create table kit.agencies (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  short_name text not null check (length(short_name) between 1 and 40),
  kind text not null,
  external_id text,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (name)
);
comment on table kit.agencies is 'Member organisations of this installation';
comment on column kit.agencies.id is 'Random id';
comment on column kit.agencies.name is 'Full name, unique';
comment on column kit.agencies.short_name is 'Name used in lists';
comment on column kit.agencies.kind is 'Kind of organisation, from the closed list of the wing';
comment on column kit.agencies.external_id is 'Identifier in the source of an import';
comment on column kit.agencies.ended_at is 'When the agency left; its people can no longer sign in';
comment on column kit.agencies.created_at is 'Recorded time';
comment on column kit.agencies.version is 'Counts up at every change; an edit must name the version it saw';

create table kit.roles (
  role text primary key,
  label text not null,
  supervises boolean not null default false
);
comment on table kit.roles is 'Roles of this installation; filled by policy.sql on every migrate';
comment on column kit.roles.role is 'Name of the role in code and policy';
comment on column kit.roles.label is 'English label';
comment on column kit.roles.supervises is 'Whether the role may approve what needs a supervisor';

create table kit.role_permissions (
  role text not null references kit.roles (role) on delete cascade,
  permission text not null,
  reach text not null check (reach in ('all', 'agency', 'member', 'own')),
  primary key (role, permission)
);
comment on table kit.role_permissions is 'The role matrix as data; filled by policy.sql on every migrate';
comment on column kit.role_permissions.role is 'Who';
comment on column kit.role_permissions.permission is 'May do what, as room.verb';
comment on column kit.role_permissions.reach is 'On which records: all, own agency, where a member, own only';

create table kit.role_clearances (
  role text not null references kit.roles (role) on delete cascade,
  label text not null,
  primary key (role, label)
);
comment on table kit.role_clearances is 'Which handling labels a role is cleared for; filled by policy.sql';
comment on column kit.role_clearances.role is 'Who';
comment on column kit.role_clearances.label is 'Handling label the role may see';

create table kit.accounts (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references kit.agencies (id),
  display_name text not null check (length(display_name) between 1 and 120),
  email text not null check (length(email) between 3 and 254),
  language text not null default 'en',
  status text not null default 'invited' check (status in ('invited', 'active', 'suspended', 'closed')),
  created_at timestamptz not null default now(),
  last_signed_in_at timestamptz,
  version integer not null default 1
);
create unique index accounts_email on kit.accounts (lower(email));
comment on table kit.accounts is 'People who work here; one account a person';
comment on column kit.accounts.id is 'Random id';
comment on column kit.accounts.agency_id is 'Employer; decides agency reach';
comment on column kit.accounts.display_name is 'Name shown to colleagues';
comment on column kit.accounts.email is 'Sign-in name; unique without regard to case';
comment on column kit.accounts.language is 'Language of the screens';
comment on column kit.accounts.status is 'invited, active, suspended or closed; only active accounts have a session';
comment on column kit.accounts.created_at is 'Recorded time';
comment on column kit.accounts.last_signed_in_at is 'Last full sign-in, for the 90-day rule';
comment on column kit.accounts.version is 'Counts up at every change';

create table kit.account_roles (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references kit.accounts (id),
  role text not null,
  granted_by uuid references kit.accounts (id),
  granted_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id)
);
create unique index account_roles_once on kit.account_roles (account_id, role) where ended_at is null;
comment on table kit.account_roles is 'Roles of an account, dated; ended, never deleted';
comment on column kit.account_roles.id is 'Random id';
comment on column kit.account_roles.account_id is 'Whose role';
comment on column kit.account_roles.role is 'Role held';
comment on column kit.account_roles.granted_by is 'Who granted it';
comment on column kit.account_roles.granted_at is 'Since when';
comment on column kit.account_roles.ended_at is 'Until when; empty while it holds';
comment on column kit.account_roles.ended_by is 'Who took it back';

create table kit.account_secrets (
  account_id uuid primary key references kit.accounts (id),
  password_hash text,
  password_set_at timestamptz,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  recovery_hashes text[] not null default '{}',
  notice_accepted_at timestamptz
);
comment on table kit.account_secrets is 'Sign-in secrets; only the sign-in role reads them';
comment on column kit.account_secrets.account_id is 'Whose secrets';
comment on column kit.account_secrets.password_hash is 'Argon2id hash';
comment on column kit.account_secrets.password_set_at is 'When the password was set';
comment on column kit.account_secrets.totp_sealed is 'Time-based code secret, sealed with the key file';
comment on column kit.account_secrets.totp_confirmed_at is 'When the first code was right';
comment on column kit.account_secrets.totp_last_step is 'Last time step used: a code works once';
comment on column kit.account_secrets.recovery_hashes is 'Argon2id hashes of unused recovery codes';
comment on column kit.account_secrets.notice_accepted_at is 'When the use notice was last acknowledged';

create table kit.sign_in_attempts (
  id bigint generated always as identity primary key,
  email_key bytea not null,
  account_id uuid references kit.accounts (id),
  at timestamptz not null default clock_timestamp(),
  ok boolean not null
);
create index sign_in_attempts_recent on kit.sign_in_attempts (email_key, at desc);
comment on table kit.sign_in_attempts is 'Attempts to sign in, for the lock after five failures in fifteen minutes';
comment on column kit.sign_in_attempts.id is 'Order';
comment on column kit.sign_in_attempts.email_key is 'HMAC of the name typed, so unknown names lock like known ones and are not stored';
comment on column kit.sign_in_attempts.account_id is 'Account, when there is one';
comment on column kit.sign_in_attempts.at is 'When';
comment on column kit.sign_in_attempts.ok is 'Whether it succeeded';

create table kit.invitations (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references kit.accounts (id),
  code_hash bytea not null unique,
  made_by uuid references kit.accounts (id),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
comment on table kit.invitations is 'Invitations to join; the code is shown once and stored as a hash';
comment on column kit.invitations.id is 'Random id';
comment on column kit.invitations.account_id is 'Account that waits for its owner';
comment on column kit.invitations.code_hash is 'SHA-256 of the code';
comment on column kit.invitations.made_by is 'Who invited';
comment on column kit.invitations.made_at is 'When';
comment on column kit.invitations.expires_at is 'Last moment of use';
comment on column kit.invitations.used_at is 'When it was used';
comment on column kit.invitations.withdrawn_at is 'When it was taken back';

create table kit.sessions (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references kit.accounts (id),
  kind text not null check (kind in ('web', 'api', 'job')),
  secret_hash bytea not null unique,
  label text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_seen_at timestamptz not null default now(),
  idle_seconds integer,
  locked_at timestamptz,
  stepped_up_at timestamptz,
  ended_at timestamptz
);
create index sessions_account on kit.sessions (account_id) where ended_at is null;
comment on table kit.sessions is 'Open doors: browser sessions, API tokens and running jobs';
comment on column kit.sessions.id is 'Random id, named in the audit';
comment on column kit.sessions.account_id is 'For whom';
comment on column kit.sessions.kind is 'web, api or job';
comment on column kit.sessions.secret_hash is 'SHA-256 of the 256-bit secret that the bearer shows';
comment on column kit.sessions.label is 'Name the owner gave an API token';
comment on column kit.sessions.created_at is 'Since when';
comment on column kit.sessions.expires_at is 'Hard end: 12 hours for a browser';
comment on column kit.sessions.last_seen_at is 'Last use, to the minute';
comment on column kit.sessions.idle_seconds is 'Locks after so long without use; empty for tokens and jobs';
comment on column kit.sessions.locked_at is 'When it was locked; unlocked by the password';
comment on column kit.sessions.stepped_up_at is 'Last time both factors were shown again';
comment on column kit.sessions.ended_at is 'When it was ended';

create table kit.settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid references kit.accounts (id)
);
comment on table kit.settings is 'Settings of the installation';
comment on column kit.settings.key is 'Name';
comment on column kit.settings.value is 'Value';
comment on column kit.settings.changed_at is 'When it was last set';
comment on column kit.settings.changed_by is 'By whom';

-- Who is asking. The application proves it with the session secret, set for this transaction only.
-- In PL/pgSQL where policies ask in every query: its plans are kept for the connection, those of SQL functions are not.
create function kit.current_session() returns kit.sessions
language sql stable security definer set search_path = pg_catalog as $$
  select s.* from kit.sessions s
  join kit.accounts a on a.id = s.account_id and a.status = 'active'
  where s.secret_hash = sha256(convert_to(nullif(current_setting('concert.session', true), ''), 'UTF8'))
    and s.ended_at is null and s.locked_at is null and s.expires_at > now()
    and (s.idle_seconds is null or s.last_seen_at > now() - make_interval(secs => s.idle_seconds))
$$;
comment on function kit.current_session is 'The live session whose secret this transaction shows, or nothing';

create function kit.current_account() returns uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select s.account_id from kit.sessions s
    join kit.accounts a on a.id = s.account_id and a.status = 'active'
    where s.secret_hash = sha256(convert_to(nullif(current_setting('concert.session', true), ''), 'UTF8'))
      and s.ended_at is null and s.locked_at is null and s.expires_at > now()
      and (s.idle_seconds is null or s.last_seen_at > now() - make_interval(secs => s.idle_seconds)));
end $$;
comment on function kit.current_account is 'Account of the live session, or nothing';

create function kit.current_agency() returns uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select agency_id from kit.accounts where id = kit.current_account());
end $$;
comment on function kit.current_agency is 'Agency of the account of the live session';

create function kit.reach(wanted text) returns text
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select p.reach from kit.account_roles r
    join kit.role_permissions p on p.role = r.role
    where r.account_id = kit.current_account() and r.ended_at is null and p.permission = wanted
    order by array_position(array['all', 'agency', 'member', 'own'], p.reach)
    limit 1);
end $$;
comment on function kit.reach is 'Widest reach of a permission for the live session, or nothing';

create function kit.clearances() returns text[]
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (
    select coalesce(array_agg(distinct c.label), '{}') from kit.account_roles r
    join kit.role_clearances c on c.role = r.role
    where r.account_id = kit.current_account() and r.ended_at is null);
end $$;
comment on function kit.clearances is 'Handling labels the live session is cleared for';

create function kit.session_context() returns table (
  session_id uuid, account_id uuid, agency_id uuid, display_name text, language text, kind text,
  stepped_up_at timestamptz, expires_at timestamptz, last_seen_at timestamptz,
  roles text[], permissions jsonb, supervises boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, a.id, a.agency_id, a.display_name, a.language, s.kind, s.stepped_up_at, s.expires_at, s.last_seen_at,
    coalesce((select array_agg(r.role order by r.role) from kit.account_roles r
      where r.account_id = a.id and r.ended_at is null), '{}'),
    coalesce((select jsonb_object_agg(b.permission, b.reach) from (
      select distinct on (p.permission) p.permission, p.reach from kit.account_roles r
      join kit.role_permissions p on p.role = r.role where r.account_id = a.id and r.ended_at is null
      order by p.permission, array_position(array['all', 'agency', 'member', 'own'], p.reach)) b), '{}'),
    exists (select from kit.account_roles r join kit.roles o on o.role = r.role
      where r.account_id = a.id and r.ended_at is null and o.supervises)
  from kit.current_session() s join kit.accounts a on a.id = s.account_id
$$;
comment on function kit.session_context is 'Everything the server needs to know of the live session, in one call';

create function kit.my_sessions() returns table (id uuid, kind text, label text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.kind, s.label, s.created_at, s.last_seen_at, s.expires_at from kit.sessions s
  where s.account_id = kit.current_account() and s.ended_at is null and s.expires_at > now() and s.kind <> 'job'
  order by s.created_at desc
$$;
comment on function kit.my_sessions is 'Open sessions and tokens of the account, without their secrets';

create function kit.set_language(wanted text) returns void
language sql security definer set search_path = pg_catalog as $$
  update kit.accounts set language = wanted where id = kit.current_account()
$$;
comment on function kit.set_language is 'Sets the language of the screens for the live session; the only thing people change of their own account';
