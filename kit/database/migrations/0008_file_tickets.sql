-- One-time addresses of downloads. The address leads to a place without cookies; the ticket is all that it knows.

create table kit.file_tickets (
  hash bytea primary key check (length(hash) = 32),
  file_id uuid not null references kit.files (id),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  expires_at timestamptz not null default now() + interval '60 seconds',
  used_at timestamptz
);
create index file_tickets_expiry on kit.file_tickets (expires_at);
comment on table kit.file_tickets is 'Tickets for one download each, good for sixty seconds';
comment on column kit.file_tickets.hash is 'SHA-256 of the 256-bit ticket in the address';
comment on column kit.file_tickets.file_id is 'Which file';
comment on column kit.file_tickets.account_id is 'Who asked for it';
comment on column kit.file_tickets.expires_at is 'Last moment of use';
comment on column kit.file_tickets.used_at is 'When it was used';

create function kit.take_file_ticket(the_hash bytea)
returns table (sha256 bytea, bytes bigint, kind text, name text)
language sql volatile security definer set search_path = pg_catalog as $$
  with taken as (
    update kit.file_tickets t set used_at = now()
    where t.hash = the_hash and t.used_at is null and t.expires_at > now()
      and exists (select from kit.accounts a where a.id = t.account_id and a.status = 'active')
    returning t.file_id)
  select f.sha256, f.bytes, f.kind, f.name from taken join kit.files f on f.id = taken.file_id
$$;
comment on function kit.take_file_ticket is 'Uses a ticket up and tells what to send; nothing when it was used, is too old or never was';
