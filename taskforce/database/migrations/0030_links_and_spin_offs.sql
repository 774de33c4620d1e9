-- Cases belong together by links; a spin-off is born from another case and takes chosen facts along.

-- Parentage lives in a table of its own: a column of the case would tell its readers of a parent they may not read.
alter table taskforce.cases drop column parent_case_id;

create table taskforce.case_links (
  id uuid primary key default gen_random_uuid(),
  from_case_id uuid not null references taskforce.cases (id),
  to_case_id uuid not null references taskforce.cases (id),
  kind text not null check (kind in ('same_target', 'same_organization', 'same_location', 'shared_finances',
    'shared_phone_or_account', 'shared_witness', 'joint_operation', 'possible_duplicate', 'merged_into', 'related')),
  reason text not null check (length(btrim(reason)) >= 20),
  provenance text not null default 'entered' check (provenance in ('entered', 'imported')),
  made_by uuid default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  end_reason text,
  version integer not null default 1,
  check (from_case_id <> to_case_id),
  check ((ended_at is null) = (end_reason is null) and (end_reason is null or length(btrim(end_reason)) >= 20))
);
create unique index case_links_once on taskforce.case_links
  (least(from_case_id, to_case_id), greatest(from_case_id, to_case_id), kind) where ended_at is null;
create index case_links_from on taskforce.case_links (from_case_id);
create index case_links_to on taskforce.case_links (to_case_id);
comment on table taskforce.case_links is 'That two cases belong together, and why; shown only to readers of both; ended, never deleted';
comment on column taskforce.case_links.id is 'Random id';
comment on column taskforce.case_links.from_case_id is 'One case; for merged_into the one that was merged';
comment on column taskforce.case_links.to_case_id is 'The other case; for merged_into the one that goes on';
comment on column taskforce.case_links.kind is 'How they belong together, from the closed list';
comment on column taskforce.case_links.reason is 'What the link rests on';
comment on column taskforce.case_links.provenance is 'entered by a person or imported';
comment on column taskforce.case_links.made_by is 'Who linked them';
comment on column taskforce.case_links.made_at is 'When';
comment on column taskforce.case_links.ended_at is 'When the link was taken back';
comment on column taskforce.case_links.ended_by is 'Who took it back';
comment on column taskforce.case_links.end_reason is 'Why it was taken back';
comment on column taskforce.case_links.version is 'Counts up at every change';

create table taskforce.spin_offs (
  id uuid primary key default gen_random_uuid(),
  child_case_id uuid not null unique references taskforce.cases (id),
  parent_case_id uuid not null references taskforce.cases (id),
  reason text not null check (length(btrim(reason)) >= 20),
  made_by uuid default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  check (child_case_id <> parent_case_id)
);
create index spin_offs_parent on taskforce.spin_offs (parent_case_id);
comment on table taskforce.spin_offs is 'Which case was born from which; shown only to readers of both, never changed';
comment on column taskforce.spin_offs.id is 'Random id';
comment on column taskforce.spin_offs.child_case_id is 'The new case';
comment on column taskforce.spin_offs.parent_case_id is 'The case it grew out of';
comment on column taskforce.spin_offs.reason is 'Why a case of its own began';
comment on column taskforce.spin_offs.made_by is 'Who spun it off';
comment on column taskforce.spin_offs.made_at is 'When';

create table taskforce.carried_facts (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  place integer not null,
  kind text not null check (kind in ('note', 'activity', 'strand', 'tip_excerpt')),
  title text not null check (length(title) between 1 and 300),
  body text not null default '',
  happened_on date,
  handling text[] not null default '{}',
  strand_id uuid references taskforce.strands (id),
  carried_by uuid default kit.current_account() references kit.accounts (id),
  carried_at timestamptz not null default now()
);
create index carried_facts_case on taskforce.carried_facts (case_id, place);
comment on table taskforce.carried_facts is 'Facts a spin-off took along, word for word as they stood in the parent case; never changed';
comment on column taskforce.carried_facts.id is 'Random id';
comment on column taskforce.carried_facts.case_id is 'The new case';
comment on column taskforce.carried_facts.place is 'Place in the list, from 1';
comment on column taskforce.carried_facts.kind is 'note, activity, strand or tip_excerpt';
comment on column taskforce.carried_facts.title is 'Its heading';
comment on column taskforce.carried_facts.body is 'Its text';
comment on column taskforce.carried_facts.happened_on is 'Day it tells of';
comment on column taskforce.carried_facts.handling is 'Handling labels: all that its source, the source''s strand and the parent case had';
comment on column taskforce.carried_facts.strand_id is 'For a strand: the strand that goes on in the new case';
comment on column taskforce.carried_facts.carried_by is 'Who carried it over';
comment on column taskforce.carried_facts.carried_at is 'When';

create table taskforce.carried_sources (
  id uuid primary key default gen_random_uuid(),
  fact_id uuid not null unique references taskforce.carried_facts (id),
  case_id uuid not null references taskforce.cases (id),
  from_case_id uuid not null references taskforce.cases (id),
  source_kind text not null,
  source_id uuid not null,
  source_version integer not null,
  authority jsonb not null default '{}'
);
create index carried_sources_source on taskforce.carried_sources (source_id);
comment on table taskforce.carried_sources is 'Where a carried fact came from; shown only to readers of both cases, never changed';
comment on column taskforce.carried_sources.id is 'Random id';
comment on column taskforce.carried_sources.fact_id is 'The carried fact';
comment on column taskforce.carried_sources.case_id is 'The new case';
comment on column taskforce.carried_sources.from_case_id is 'The parent case';
comment on column taskforce.carried_sources.source_kind is 'note, activity, strand or tip_excerpt';
comment on column taskforce.carried_sources.source_id is 'The record in the parent case';
comment on column taskforce.carried_sources.source_version is 'The version of it that was copied';
comment on column taskforce.carried_sources.authority is 'Per label the order or official that allowed carrying it';

-- A link is the affair of both its cases: its entries are read by whoever may read the link itself.
select kit.audited('taskforce.case_links', 'case_links', 'id');
select kit.audited('taskforce.spin_offs', 'spin_offs', 'id');
select kit.audited('taskforce.carried_facts', 'cases', 'case_id');
select kit.audited('taskforce.carried_sources', 'spin_offs', 'id');
select kit.versioned('taskforce.case_links');

create function taskforce.keep_ended_link() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'link', hint = 'This link was taken back. Make a new one if it holds after all.';
  end if;
  new.ended_at := now();
  new.ended_by := kit.current_account();
  return new;
end $$;
comment on function taskforce.keep_ended_link is 'The only change of a link is its end, once, by whoever is signed in';
create trigger keep_ended_link before update on taskforce.case_links
  for each row execute function taskforce.keep_ended_link();
