-- Status briefs: what the chain of command was told, frozen with its hash.

create table taskforce.briefs (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('case', 'portfolio')),
  case_id uuid references taskforce.cases (id),
  brief_version integer not null check (brief_version >= 1),
  cleared_for text[] not null,
  handling text[] not null default '{}',
  covers_since timestamptz,
  covers_until timestamptz not null,
  period_from date not null,
  period_to date not null,
  item_ids uuid[] not null default '{}',
  previous_id uuid references taskforce.briefs (id),
  content jsonb not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  check ((kind = 'case') = (case_id is not null)),
  check (handling <@ cleared_for),
  check (period_from <= period_to)
);
create unique index briefs_of_case on taskforce.briefs (case_id, brief_version) where case_id is not null;
create unique index briefs_of_portfolio on taskforce.briefs (made_by, brief_version) where case_id is null;
comment on table taskforce.briefs is 'Status briefs of a case or of a portfolio; written once, never changed';
comment on column taskforce.briefs.id is 'Random id';
comment on column taskforce.briefs.kind is 'case or portfolio';
comment on column taskforce.briefs.case_id is 'The case; empty for a portfolio';
comment on column taskforce.briefs.brief_version is 'Counts from 1 in the case; for a portfolio with its maker';
comment on column taskforce.briefs.cleared_for is 'For readers cleared for all of these labels, and for nobody else';
comment on column taskforce.briefs.handling is 'Labels of what stands in it';
comment on column taskforce.briefs.covers_since is 'Recorded time after which it tells of; empty: from the beginning';
comment on column taskforce.briefs.covers_until is 'Recorded time up to which it tells of';
comment on column taskforce.briefs.period_from is 'First day of the period printed on it';
comment on column taskforce.briefs.period_to is 'Last day of the period printed on it';
comment on column taskforce.briefs.item_ids is 'Records it told of, so that the next brief neither repeats nor misses one';
comment on column taskforce.briefs.previous_id is 'The brief before, for the same readers';
comment on column taskforce.briefs.content is 'The brief itself, as printed';
comment on column taskforce.briefs.content_hash is 'SHA-256 over the canonical JSON of the content';
comment on column taskforce.briefs.made_by is 'Who made it';
comment on column taskforce.briefs.made_at is 'When';

create function taskforce.keep_brief() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = 'brief_is_frozen', detail = 'brief', hint = 'Make a new brief; this one stays as it was read.';
end $$;
comment on function taskforce.keep_brief is 'Refuses any change of a brief';
create trigger keep_brief before update or delete on taskforce.briefs for each row execute function taskforce.keep_brief();
create trigger keep_briefs before truncate on taskforce.briefs for each statement execute function taskforce.keep_brief();

-- The next version of a case's brief, counted past the briefs that the maker may not read.
create function taskforce.next_brief_version(the_case uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  whose constant uuid := coalesce(the_case, kit.current_account());
begin
  if the_case is not null and not taskforce.may('briefs.make', the_case) then
    raise exception using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(46033, hashtext(whose::text));
  return (select coalesce(max(b.brief_version), 0) + 1 from taskforce.briefs b
    where case when the_case is null then b.case_id is null and b.made_by = whose else b.case_id = whose end);
end $$;
comment on function taskforce.next_brief_version is 'Next version of a case''s brief, or of one''s own portfolio; callers wait for each other';

select kit.audited('taskforce.briefs', 'briefs', 'id');
