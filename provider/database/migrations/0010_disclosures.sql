-- Who received what of a client: every room that gives something out writes it here, and the client can have it printed.

-- A destroyed record stays as it is: nothing is added to it, by nobody. For every table whose rows belong to a client.
create function provider.refuse_destroyed() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from provider.clients c where c.id = new.client_id and c.state = 'destroyed') then
    raise exception using errcode = 'CR422', message = 'destroyed', detail = 'clientId', hint = 'This record was destroyed; nothing can be added to it.';
  end if;
  return new;
end $$;
comment on function provider.refuse_destroyed is 'Nothing is added to the record of a client that was destroyed';

create table provider.disclosures (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  kind text not null check (kind in ('release', 'referral', 'compelled', 'mandated_report', 'danger', 'hand_over')),
  at timestamptz not null default now(),
  recipient_kind text not null check (recipient_kind in ('law_enforcement', 'prosecution', 'court', 'defense', 'child_protection', 'hhs',
    'other_provider', 'health_care', 'legal_services', 'benefits_office', 'emergency_services', 'person_of_trust', 'other')),
  recipient text not null default '' check (length(recipient) <= 200),
  recipient_sealed bytea,
  fields text[] not null default '{}' check (cardinality(fields) <= 60 and array_to_string(fields, ' ') ~ '^([a-z][a-z0-9_.]{0,59}( |$))*$'),
  basis text not null check (basis ~ '^[a-z][a-z0-9_]{1,39}$'),
  source uuid,
  told_client_at timestamptz,
  recorded_by uuid default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1
);
create index disclosures_client on provider.disclosures (client_id, at desc);
create index disclosures_source on provider.disclosures (source) where source is not null;
comment on table provider.disclosures is 'Who received what of a client, when and on which ground; written once, only "the client was told" is added later';
comment on column provider.disclosures.id is 'Random id; the seal is bound to it';
comment on column provider.disclosures.client_id is 'Of which client; never leaves this wing';
comment on column provider.disclosures.kind is 'By which way: a release, a referral, a compelled disclosure, a mandated report, a danger, a hand-over';
comment on column provider.disclosures.at is 'When it was received or given';
comment on column provider.disclosures.recipient_kind is 'What sort of recipient';
comment on column provider.disclosures.recipient is 'Name of an organisation paired over the bridge, written by the server alone; emptied with the client';
comment on column provider.disclosures.recipient_sealed is 'Who received it, as typed, under the client''s own key';
comment on column provider.disclosures.fields is 'Codes of what was given, never the content';
comment on column provider.disclosures.basis is 'Code of the ground: the law, the order or the permission';
comment on column provider.disclosures.source is 'Id of the release, referral, request or report within this wing that it came from';
comment on column provider.disclosures.told_client_at is 'When the client was told; empty while they were not';
comment on column provider.disclosures.recorded_by is 'Who wrote it down; empty when the server did at a reading over the bridge';
comment on column provider.disclosures.recorded_at is 'Recorded time';
comment on column provider.disclosures.version is 'Counts up at every change';

-- What was given cannot be taken out of the log. Emptying a destroyed client is all that may touch the words.
create function provider.keep_disclosure() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.client_id <> old.client_id or new.kind <> old.kind or new.at <> old.at or new.fields <> old.fields or new.basis <> old.basis
    or new.recipient_kind <> old.recipient_kind or new.source is distinct from old.source or new.recorded_by is distinct from old.recorded_by then
    raise exception using errcode = 'CR422', message = 'kept', detail = 'id', hint = 'What was given out stays in the log as it was written.';
  end if;
  if old.told_client_at is not null and new.told_client_at is distinct from old.told_client_at then
    raise exception using errcode = 'CR422', message = 'told', detail = 'toldAt', hint = 'It is written already when the client was told.';
  end if;
  return new;
end $$;
comment on function provider.keep_disclosure is 'A disclosure stays as it was written; only when the client was told is added, once';
create trigger keep_disclosure before update on provider.disclosures for each row execute function provider.keep_disclosure();
create trigger refuse_destroyed before insert on provider.disclosures for each row execute function provider.refuse_destroyed();

select kit.audited('provider.disclosures', 'clients', 'client_id');
select kit.versioned('provider.disclosures');
