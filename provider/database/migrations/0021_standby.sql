-- Stand-by notices that came from task forces. What a notice says lies apart and is deleted when its time is over; the
-- shell keeps that there was one, and who acknowledged it.

create table provider.standby_notices (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references kit.agencies (id),
  pair_id uuid not null references bridge.pairs (id),
  crossing_id uuid not null,
  from_name text not null check (length(from_name) between 1 and 120),
  edition integer not null check (edition between 1 and 999),
  received_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_until timestamptz not null,
  withdrawn_at timestamptz,
  acknowledged_edition integer,
  acknowledged_by uuid references kit.accounts (id),
  acknowledged_at timestamptz,
  cleared_at timestamptz,
  version integer not null default 1,
  unique (pair_id, crossing_id),
  check ((acknowledged_at is null) = (acknowledged_edition is null))
);
create index standby_notices_organisation on provider.standby_notices (organisation_id, received_at desc);
create index standby_notices_acknowledged_by on provider.standby_notices (acknowledged_by);
create index standby_notices_to_clear on provider.standby_notices (valid_until) where cleared_at is null;
comment on table provider.standby_notices is 'Stand-by notices of task forces: that there was one, without what it said';
comment on column provider.standby_notices.id is 'Random id';
comment on column provider.standby_notices.organisation_id is 'Organisation it was sent to';
comment on column provider.standby_notices.pair_id is 'Pair of the bridge it came over';
comment on column provider.standby_notices.crossing_id is 'Id under which the task force knows it';
comment on column provider.standby_notices.from_name is 'Name of the task force';
comment on column provider.standby_notices.edition is 'Counts up with every change';
comment on column provider.standby_notices.received_at is 'When it first came';
comment on column provider.standby_notices.changed_at is 'When it last changed';
comment on column provider.standby_notices.valid_until is 'From then on what it says is hidden';
comment on column provider.standby_notices.withdrawn_at is 'When word came that it was taken back';
comment on column provider.standby_notices.acknowledged_edition is 'Edition that was acknowledged';
comment on column provider.standby_notices.acknowledged_by is 'By whom';
comment on column provider.standby_notices.acknowledged_at is 'When';
comment on column provider.standby_notices.cleared_at is 'When what it said was deleted';
comment on column provider.standby_notices.version is 'Counts up at every change';
select kit.audited('provider.standby_notices');
select kit.versioned('provider.standby_notices');

-- Who acknowledges is who is signed in.
create function provider.note_acknowledgement() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.acknowledged_edition is distinct from old.acknowledged_edition then
    new.acknowledged_by := kit.current_account();
    new.acknowledged_at := now();
  end if;
  return new;
end $$;
comment on function provider.note_acknowledgement is 'Notes who acknowledged a stand-by notice, and when';
create trigger standby_acknowledged before update of acknowledged_edition on provider.standby_notices
  for each row execute function provider.note_acknowledgement();

-- Not under the versions: an earlier wording would outlive the deletion.
create table provider.standby_contents (
  notice_id uuid primary key references provider.standby_notices (id),
  hidden_from timestamptz not null,
  area text not null,
  window_from timestamptz not null,
  window_until timestamptz not null,
  people text not null,
  minors text not null,
  genders text[] not null default '{}',
  languages text[] not null default '{}',
  needs text[] not null default '{}',
  safety text[] not null default '{}',
  contact_name text not null,
  contact_phone text not null
);
comment on table provider.standby_contents is 'What stand-by notices say; shown until they expire, deleted soon after';
comment on column provider.standby_contents.notice_id is 'Which notice';
comment on column provider.standby_contents.hidden_from is 'From then on nobody reads it';
comment on column provider.standby_contents.area is 'County or region';
comment on column provider.standby_contents.window_from is 'Beginning of the coarse window';
comment on column provider.standby_contents.window_until is 'End of the coarse window';
comment on column provider.standby_contents.people is 'How many people, as a range';
comment on column provider.standby_contents.minors is 'How many of them minors, as a range';
comment on column provider.standby_contents.genders is 'Whom to get ready for';
comment on column provider.standby_contents.languages is 'Languages that may be needed';
comment on column provider.standby_contents.needs is 'What may be needed';
comment on column provider.standby_contents.safety is 'What staff should know for their own safety';
comment on column provider.standby_contents.contact_name is 'Whom at the task force to call';
comment on column provider.standby_contents.contact_phone is 'Under which number';

alter table provider.capacities add column notice_id uuid references provider.standby_notices (id);
create index capacities_notice on provider.capacities (notice_id);
comment on column provider.capacities.notice_id is 'The stand-by notice they answer; empty when they hold in general';
