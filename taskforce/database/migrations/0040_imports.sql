-- Imports: files read by a saved mapping, looked at in a preview, written all or nothing, and taken back as a whole.
-- What an import writes lies ready in staging tables; the rows then go through the ordinary policies.

create table taskforce.import_mappings (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  edition integer not null check (edition >= 1),
  system text not null check (system ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  document jsonb not null check (document ->> 'schema' = 'concert.import-mapping/1'),
  document_hash bytea not null check (length(document_hash) = 32),
  shared boolean not null default false,
  owner_id uuid not null default kit.current_account() references kit.accounts (id),
  saved_at timestamptz not null default now(),
  retired_at timestamptz,
  version integer not null default 1,
  unique (owner_id, name, edition)
);
comment on table taskforce.import_mappings is 'Saved mappings: how the columns of a file become records; each saving is an edition of its own';
comment on column taskforce.import_mappings.id is 'Random id';
comment on column taskforce.import_mappings.name is 'Name the owner gave it';
comment on column taskforce.import_mappings.edition is 'Counts up each time it is saved under the same name';
comment on column taskforce.import_mappings.system is 'System the keys of the records belong to';
comment on column taskforce.import_mappings.document is 'The mapping: closed parts only, no code';
comment on column taskforce.import_mappings.document_hash is 'SHA-256 of its canonical text';
comment on column taskforce.import_mappings.shared is 'Whether all who import may use it';
comment on column taskforce.import_mappings.owner_id is 'Who saved it';
comment on column taskforce.import_mappings.saved_at is 'When';
comment on column taskforce.import_mappings.retired_at is 'No longer offered since';
comment on column taskforce.import_mappings.version is 'Counts up at every change';

create table taskforce.imports (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^I-[0-9]{4}-[0-9]{4,7}$'),
  file_id uuid not null references kit.files (id),
  choices jsonb not null default '{}',
  shape jsonb,
  mapping jsonb,
  mapping_hash bytea check (length(mapping_hash) = 32),
  system text,
  state text not null default 'uploaded' check (state in ('uploaded', 'previewed', 'running', 'done', 'failed', 'undoing', 'undone')),
  row_count bigint not null default 0,
  counts jsonb not null default '{}',
  errors bigint not null default 0,
  warnings bigint not null default 0,
  preview_job_id uuid references kit.jobs (id),
  run_job_id uuid references kit.jobs (id),
  undo_job_id uuid references kit.jobs (id),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  previewed_at timestamptz,
  run_at timestamptz,
  undone_by uuid references kit.accounts (id),
  undone_at timestamptz,
  undo_reason text check (length(undo_reason) <= 2000),
  version integer not null default 1,
  check (state not in ('previewed', 'running', 'done') or (mapping_hash is not null and system is not null)),
  check (state not in ('done', 'undone') or run_at is not null),
  check ((state = 'undone') = (undone_at is not null))
);
create index imports_recent on taskforce.imports (made_at desc, id);
create index imports_running on taskforce.imports (made_by) where state in ('running', 'undoing');
comment on table taskforce.imports is 'Imports: one file, one mapping, and what came of it';
comment on column taskforce.imports.id is 'Random id';
comment on column taskforce.imports.number is 'Number for people';
comment on column taskforce.imports.file_id is 'The file as it was uploaded';
comment on column taskforce.imports.choices is 'Separator, sheet and head row where a person set them right';
comment on column taskforce.imports.shape is 'What the file was found to be: kind, encoding, separator, sheets, names of columns; no contents';
comment on column taskforce.imports.mapping is 'Copy of the mapping it was previewed with';
comment on column taskforce.imports.mapping_hash is 'SHA-256 of the canonical text of the mapping';
comment on column taskforce.imports.system is 'System the keys belong to';
comment on column taskforce.imports.state is 'uploaded, previewed, running (never seen by others), done, failed, undoing (never seen by others) or undone';
comment on column taskforce.imports.row_count is 'Rows of the file';
comment on column taskforce.imports.counts is 'Records by kind: created, changed, left as they are';
comment on column taskforce.imports.errors is 'Errors found; an import with errors does not run';
comment on column taskforce.imports.warnings is 'Warnings found';
comment on column taskforce.imports.preview_job_id is 'Job of the last preview';
comment on column taskforce.imports.run_job_id is 'Job that wrote it';
comment on column taskforce.imports.undo_job_id is 'Job that took it back';
comment on column taskforce.imports.made_by is 'Who imports';
comment on column taskforce.imports.made_at is 'When it was uploaded';
comment on column taskforce.imports.previewed_at is 'When it was last previewed';
comment on column taskforce.imports.run_at is 'When it was written';
comment on column taskforce.imports.undone_by is 'Who took it back';
comment on column taskforce.imports.undone_at is 'When';
comment on column taskforce.imports.undo_reason is 'Why';
comment on column taskforce.imports.version is 'Counts up at every change';
select kit.audited('taskforce.imports');
select kit.versioned('taskforce.imports');
select kit.audited('taskforce.import_mappings');
select kit.versioned('taskforce.import_mappings');

create table taskforce.import_staged (
  import_id uuid not null references taskforce.imports (id),
  target text not null check (target in ('agencies', 'tips', 'cases', 'strands', 'phase_transitions')),
  key text not null,
  batch integer not null,
  file_row integer not null,
  fields jsonb not null,
  fingerprint bytea not null check (length(fingerprint) = 32),
  doing text not null default 'create' check (doing in ('create', 'change', 'keep')),
  record_id uuid not null default gen_random_uuid(),
  number text,
  primary key (import_id, target, key)
);
create index import_staged_batch on taskforce.import_staged (import_id, target, doing, batch);
comment on table taskforce.import_staged is 'Records of a previewed import, ready to be written; emptied when it has run';
comment on column taskforce.import_staged.import_id is 'The import';
comment on column taskforce.import_staged.target is 'Kind of record';
comment on column taskforce.import_staged.key is 'Identity in the source system';
comment on column taskforce.import_staged.batch is 'Which rows are written in one statement';
comment on column taskforce.import_staged.file_row is 'Row of the file, as a spreadsheet counts';
comment on column taskforce.import_staged.fields is 'Values by field name';
comment on column taskforce.import_staged.fingerprint is 'SHA-256 of kind, key and fields';
comment on column taskforce.import_staged.doing is 'create, change, or keep as it is';
comment on column taskforce.import_staged.record_id is 'The record it will be or is';
comment on column taskforce.import_staged.number is 'Number for people that a new case gets';

create table taskforce.import_lines (
  import_id uuid not null references taskforce.imports (id),
  id uuid not null,
  batch integer not null,
  file_row integer not null,
  key text,
  strand_id uuid not null,
  case_id uuid,
  place integer not null,
  from_phase text,
  to_phase text not null,
  event text,
  close_reason text,
  effective_on date not null,
  known_since date,
  reason text,
  supersedes uuid,
  primary key (import_id, id)
);
create index import_lines_batch on taskforce.import_lines (import_id, batch);
create index import_lines_strand on taskforce.import_lines (import_id, strand_id, place);
comment on table taskforce.import_lines is 'Lines of strand histories that a previewed import will write, in their places; emptied when it has run';
comment on column taskforce.import_lines.import_id is 'The import';
comment on column taskforce.import_lines.id is 'Id the line will have';
comment on column taskforce.import_lines.batch is 'Which lines are written in one statement';
comment on column taskforce.import_lines.file_row is 'Row of the file';
comment on column taskforce.import_lines.key is 'Identity in the source system; empty for the opening of a strand';
comment on column taskforce.import_lines.strand_id is 'Strand';
comment on column taskforce.import_lines.case_id is 'Its case';
comment on column taskforce.import_lines.place is 'Place in the history of the strand';
comment on column taskforce.import_lines.from_phase is 'Phase left';
comment on column taskforce.import_lines.to_phase is 'Phase entered, or closed';
comment on column taskforce.import_lines.event is 'Event it rests on';
comment on column taskforce.import_lines.close_reason is 'Why it was closed';
comment on column taskforce.import_lines.effective_on is 'Day it happened';
comment on column taskforce.import_lines.known_since is 'Since when the facts were followed';
comment on column taskforce.import_lines.reason is 'Why, in words';
comment on column taskforce.import_lines.supersedes is 'Line it takes the place of';

create table taskforce.import_problems (
  import_id uuid not null references taskforce.imports (id),
  n integer not null,
  file_row integer,
  column_name text,
  target text,
  field text,
  severity text not null check (severity in ('error', 'warning')),
  code text not null,
  remedy text not null,
  primary key (import_id, n)
);
comment on table taskforce.import_problems is 'What is wrong with rows of a file; never the value itself';
comment on column taskforce.import_problems.import_id is 'The import';
comment on column taskforce.import_problems.n is 'Order';
comment on column taskforce.import_problems.file_row is 'Row of the file, as a spreadsheet counts';
comment on column taskforce.import_problems.column_name is 'Column; empty when the row as a whole is meant';
comment on column taskforce.import_problems.target is 'Kind of record that was to be made';
comment on column taskforce.import_problems.field is 'Field of it';
comment on column taskforce.import_problems.severity is 'error: the import does not run; warning: the row is taken as the remedy says';
comment on column taskforce.import_problems.code is 'Which problem, from the closed list';
comment on column taskforce.import_problems.remedy is 'What to do, or what the mapping does about it';

-- Which record a key of a source system is. Written by the functions below alone: who could write here could claim records.
create table taskforce.import_records (
  import_id uuid not null references taskforce.imports (id),
  target text not null,
  key text not null,
  system text not null,
  record_id uuid not null,
  fingerprint bytea not null check (length(fingerprint) = 32),
  action text not null check (action in ('created', 'changed')),
  before jsonb,
  record_version integer not null default 1,
  held boolean not null default true,
  primary key (import_id, target, key)
);
create unique index import_records_identity on taskforce.import_records (system, target, key) where held;
create index import_records_record on taskforce.import_records (record_id);
comment on table taskforce.import_records is 'What each import created or changed: identity for the next run of the file, and what an undo takes back';
comment on column taskforce.import_records.import_id is 'The import';
comment on column taskforce.import_records.target is 'Kind of record';
comment on column taskforce.import_records.key is 'Identity in the source system';
comment on column taskforce.import_records.system is 'The source system';
comment on column taskforce.import_records.record_id is 'The record';
comment on column taskforce.import_records.fingerprint is 'SHA-256 of what the file said';
comment on column taskforce.import_records.action is 'created or changed';
comment on column taskforce.import_records.before is 'Values before a change';
comment on column taskforce.import_records.record_version is 'Version of the record when the import had written it';
comment on column taskforce.import_records.held is 'Whether this is the last import that wrote the record';

create index phase_transitions_strand on taskforce.phase_transitions (strand_id);
create index phase_transitions_supersedes on taskforce.phase_transitions (supersedes) where supersedes is not null;

-- The planner knows nothing of rows just staged and would walk through all of them for each one.
create function taskforce.count_staged() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze taskforce.import_staged;
  analyze taskforce.import_lines;
  analyze taskforce.import_records;
end $$;
comment on function taskforce.count_staged is 'Tells the planner how many rows are staged';

create function taskforce.next_import_number() returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46041);
  with year as (select to_char(now() at time zone taskforce.zone(), 'YYYY') as y), next as (
    select coalesce(max(split_part(i.number, '-', 3)::integer), 0) + 1 as count
    from taskforce.imports i, year where i.number like 'I-' || y || '-%')
  select 'I-' || y || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next, year
$$;
comment on function taskforce.next_import_number is 'Next import number of this year; callers wait for each other';

create function taskforce.refuse_import(problem text, field text, remedy text) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = problem, detail = field, hint = remedy;
end $$;
comment on function taskforce.refuse_import is 'Raises a refusal';

create function taskforce.hold_import(the_import uuid) returns taskforce.imports
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held taskforce.imports;
begin
  -- Imports write one after another.
  perform pg_advisory_xact_lock(46040);
  select * into held from taskforce.imports i where i.id = the_import for update;
  if held.id is null or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  if (kit.current_session()).kind <> 'job' then
    perform taskforce.refuse_import('not_a_job', 'import', 'Start the import; it runs as a job.');
  end if;
  return held;
end $$;
comment on function taskforce.hold_import is 'Locks an import for the job of a person who may import';

-- From here to the end of the transaction the session may write what the import claims, and nothing else may.
create function taskforce.begin_import(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.imports := taskforce.hold_import(the_import);
begin
  if held.made_by is distinct from kit.current_account() then
    raise exception using errcode = '42501';
  elsif held.state not in ('previewed', 'failed') or held.previewed_at is null then
    perform taskforce.refuse_import('not_previewed', 'import', 'Preview the file first.');
  elsif held.errors > 0 then
    perform taskforce.refuse_import('rows_with_errors', 'file', 'Correct the rows named in the preview and upload the file again.');
  end if;
  update taskforce.imports set state = 'running', run_at = now() where id = the_import;
end $$;
comment on function taskforce.begin_import is 'Begins to write a previewed import, in a job of its maker';

create function taskforce.claim_import(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_system constant text := (select i.system from taskforce.imports i where i.id = the_import);
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  -- What it creates must be new: nobody claims a record that is there.
  if exists (select from taskforce.import_staged s where s.import_id = the_import and s.doing = 'create' and (
      (s.target = 'cases' and exists (select from taskforce.cases c where c.id = s.record_id))
      or (s.target = 'strands' and exists (select from taskforce.strands c where c.id = s.record_id))
      or (s.target = 'agencies' and exists (select from kit.agencies c where c.id = s.record_id))
      or (s.target = 'phase_transitions' and exists (select from taskforce.phase_transitions c where c.id = s.record_id)))) then
    raise exception using errcode = '42501';
  end if;
  insert into taskforce.import_records (import_id, target, key, system, record_id, fingerprint, action, before, held)
  select the_import, s.target, s.key, the_system, s.record_id, s.fingerprint,
    case s.doing when 'create' then 'created' else 'changed' end,
    case when s.doing = 'change' then coalesce(
      (select jsonb_build_object('title', c.title, 'type', c.type, 'lead_agency_id', c.lead_agency_id)
        from taskforce.cases c where s.target = 'cases' and c.id = old.record_id),
      (select jsonb_build_object('label', c.label, 'kind', c.kind, 'type', c.type, 'mode', c.mode)
        from taskforce.strands c where s.target = 'strands' and c.id = old.record_id),
      jsonb_build_object('id', old.record_id)) end,
    s.doing = 'create'
  from taskforce.import_staged s
  left join taskforce.import_records old on s.doing = 'change' and old.held and old.system = the_system
    and old.target = s.target and old.key = s.key
  where s.import_id = the_import and (s.doing = 'create' or (s.doing = 'change' and old.record_id is not null
    and (s.target = 'phase_transitions' or old.record_id = s.record_id)));
  update taskforce.import_records r set held = false from taskforce.import_records mine
  where mine.import_id = the_import and mine.action = 'changed' and r.held
    and r.system = mine.system and r.target = mine.target and r.key = mine.key;
  update taskforce.import_records r set held = true where r.import_id = the_import and r.action = 'changed';
end $$;
comment on function taskforce.claim_import is 'Writes down which records the running import creates and changes';

-- One lock and one reading a year for all cases of an import; the same lock and form as next_case_number.
create function taskforce.number_import(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_year integer;
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  for the_year in select distinct left(s.fields ->> 'opened_on', 4)::integer from taskforce.import_staged s
    where s.import_id = the_import and s.target = 'cases' and s.doing = 'create' order by 1 loop
    perform pg_advisory_xact_lock(46002, the_year);
    with last as (
      select coalesce(max(split_part(c.number, '-', 2)::integer), 0) as count
      from taskforce.cases c where c.number like the_year::text || '-%'),
    next as (
      select s.key, last.count + row_number() over (order by s.file_row, s.key) as count
      from taskforce.import_staged s, last
      where s.import_id = the_import and s.target = 'cases' and s.doing = 'create'
        and left(s.fields ->> 'opened_on', 4) = the_year::text)
    update taskforce.import_staged s
    set number = the_year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0')
    from next where s.import_id = the_import and s.target = 'cases' and s.key = next.key;
  end loop;
end $$;
comment on function taskforce.number_import is 'Numbers the new cases of the running import, year by year in the order of the file';

create function taskforce.finish_import(the_import uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  written jsonb;
begin
  if the_import is distinct from taskforce.running_import() then
    raise exception using errcode = '42501';
  end if;
  -- Nothing half done: what was claimed is there.
  if exists (select from taskforce.import_records r where r.import_id = the_import and r.action = 'created' and (
      (r.target = 'cases' and not exists (select from taskforce.cases c where c.id = r.record_id and c.import_id = the_import))
      or (r.target = 'strands' and not exists (select from taskforce.strands c where c.id = r.record_id and c.import_id = the_import))
      or (r.target = 'agencies' and not exists (select from kit.agencies c where c.id = r.record_id))
      or (r.target = 'phase_transitions' and not exists (select from taskforce.phase_transitions c where c.id = r.record_id and c.import_id = the_import)))) then
    raise exception 'an import wrote less than it claimed';
  end if;
  perform taskforce.note_record_versions(the_import);
  select jsonb_object_agg(k.target, k.counts) into written from (
    select s.target, jsonb_build_object('created', count(*) filter (where s.doing = 'create'),
      'changed', count(*) filter (where s.doing = 'change'), 'kept', count(*) filter (where s.doing = 'keep')) as counts
    from taskforce.import_staged s where s.import_id = the_import group by s.target) k;
  delete from taskforce.import_staged s where s.import_id = the_import;
  delete from taskforce.import_lines l where l.import_id = the_import;
  update taskforce.imports set state = 'done', counts = coalesce(written, '{}') where id = the_import;
  return coalesce(written, '{}');
end $$;
comment on function taskforce.finish_import is 'Ends the running import: checks that all of it is there, counts, and empties the staging';

-- The version every record has when an import or an undo leaves it; a later one means that somebody built on it.
create function taskforce.note_record_versions(the_import uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.import_records r set record_version = c.version from taskforce.cases c
  where r.target = 'cases' and r.held and c.id = r.record_id and c.version <> r.record_version
    and r.key in (select o.key from taskforce.import_records o where o.import_id = the_import and o.target = 'cases')
    and r.system = (select i.system from taskforce.imports i where i.id = the_import);
  update taskforce.import_records r set record_version = c.version from taskforce.strands c
  where r.target = 'strands' and r.held and c.id = r.record_id and c.version <> r.record_version
    and r.system = (select i.system from taskforce.imports i where i.id = the_import)
    and (exists (select from taskforce.import_records o where o.import_id = the_import and o.target = 'strands' and o.key = r.key)
      or exists (select from taskforce.phase_transitions t where t.strand_id = c.id and t.import_id = the_import));
$$;
comment on function taskforce.note_record_versions is 'Notes the versions in which an import left its records';

-- Undo. What stands in the way: later imports, edits, and every row of any table that points to what the import made.
create function taskforce.import_obstacles(the_import uuid) returns table (what text, case_id uuid, count bigint)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  one record;
  own constant text := '(select r.record_id from taskforce.import_records r where r.import_id = $1 and r.action = ''created'' and r.target = %L)';
begin
  if coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  return query
    select 'later_import'::text, s.case_id, count(*) from taskforce.import_records r
    join taskforce.import_records later on later.system = r.system and later.target = r.target and later.key = r.key
      and later.import_id <> r.import_id and later.held
    left join taskforce.strands s on s.id = r.record_id
    where r.import_id = the_import and not r.held group by s.case_id;
  return query
    select 'edited'::text, c.id, count(*) from taskforce.import_records r
    join taskforce.cases c on c.id = r.record_id and r.target = 'cases'
    where r.import_id = the_import and r.held and c.version <> r.record_version group by c.id;
  return query
    select 'edited'::text, c.case_id, count(*) from taskforce.import_records r
    join taskforce.strands c on c.id = r.record_id and r.target = 'strands'
    where r.import_id = the_import and r.held and c.version <> r.record_version group by c.case_id;
  return query
    select 'files'::text, f.scope_id, count(*) from kit.files f
    where f.scope_table = 'cases' and f.scope_id in (
      select r.record_id from taskforce.import_records r where r.import_id = the_import and r.action = 'created' and r.target = 'cases')
    group by f.scope_id;
  for one in
    select k.conrelid::regclass as source, n.nspname, c.relname as name, target.relname as target, a.attname as link,
      exists (select from pg_attribute i where i.attrelid = k.conrelid and i.attname = 'import_id' and not i.attisdropped)
        and c.relname in ('cases', 'strands', 'phase_transitions') as imported
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class target on target.oid = k.confrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid in ('taskforce.cases'::regclass, 'taskforce.strands'::regclass, 'taskforce.phase_transitions'::regclass)
    order by 1, 5 loop
    return query execute format(
      'select %L::text, %s, count(*) from %s t where t.%I in ' || format(own, one.target) || '%s group by 2',
      one.name,
      case one.target when 'cases' then format('t.%I', one.link)
        when 'strands' then format('(select s.case_id from taskforce.strands s where s.id = t.%I)', one.link)
        else format('(select s.case_id from taskforce.phase_transitions s where s.id = t.%I)', one.link) end,
      one.source, one.link,
      case when one.imported then ' and t.import_id is distinct from $1' else '' end) using the_import;
  end loop;
end $$;
comment on function taskforce.import_obstacles is 'What was built on an import since: it is taken back only when this is empty';

create function taskforce.ask_undo(the_import uuid, why text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held taskforce.imports;
begin
  select * into held from taskforce.imports i where i.id = the_import for update;
  if held.id is null or coalesce(kit.reach('imports.run'), '') <> 'all'
    or (held.made_by is distinct from kit.current_account() and not taskforce.supervises()) then
    raise exception using errcode = '42501';
  elsif held.state <> 'done' then
    perform taskforce.refuse_import('not_done', 'import', 'Only an import that was written can be taken back.');
  elsif not taskforce.has_reason(why) then
    perform taskforce.refuse_import('reason_needed', 'reason', 'Give a reason of at least 20 characters.');
  elsif exists (select from taskforce.import_obstacles(the_import)) then
    perform taskforce.refuse_import('built_on', 'import', 'Records of this import were used since. Look at the list and settle them one by one.');
  end if;
  update taskforce.imports set undo_reason = why where id = the_import;
end $$;
comment on function taskforce.ask_undo is 'Keeps why an import is to be taken back; the job does it';

create function taskforce.begin_undo(the_import uuid, job uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.imports := taskforce.hold_import(the_import);
begin
  if held.made_by is distinct from kit.current_account() and not taskforce.supervises() then
    raise exception using errcode = '42501';
  elsif held.state <> 'done' then
    perform taskforce.refuse_import('not_done', 'import', 'Only an import that was written can be taken back.');
  elsif not taskforce.has_reason(held.undo_reason) then
    perform taskforce.refuse_import('reason_needed', 'reason', 'Give a reason of at least 20 characters.');
  elsif exists (select from taskforce.import_obstacles(the_import)) then
    perform taskforce.refuse_import('built_on', 'import', 'Records of this import were used since. Look at the list and settle them one by one.');
  end if;
  update taskforce.imports set state = 'undoing', undo_job_id = job where id = the_import;
end $$;
comment on function taskforce.begin_undo is 'Begins to take an import back, in a job of its maker or of a supervisor';

-- The phase of strands follows from the lines that hold, also when lines were taken back.
create function taskforce.settle_strands(ids uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.strands s set phase = e.phase, phase_since = e.since, opened_on = e.opened_on,
    closed_on = e.closed_on, close_reason = e.close_reason
  from (
    select distinct on (t.strand_id) t.strand_id, t.close_reason,
      case when t.to_phase = 'closed' then t.from_phase else t.to_phase end as phase,
      case when t.to_phase = 'closed' then lag(t.effective_on) over line else t.effective_on end as since,
      case when t.to_phase = 'closed' then t.effective_on end as closed_on,
      first_value(t.effective_on) over line as opened_on
    from taskforce.phase_transitions t
    where t.strand_id = any (ids) and t.superseded_by is null and not t.retracts
    window line as (partition by t.strand_id order by t.place)
    order by t.strand_id, t.place desc) e
  where s.id = e.strand_id
    and (s.phase, s.phase_since, s.opened_on, s.closed_on, s.close_reason)
      is distinct from (e.phase, e.since, e.opened_on, e.closed_on, e.close_reason);
  update taskforce.import_records r set record_version = s.version from taskforce.strands s
  where r.record_id = s.id and r.target = 'strands' and r.held and s.id = any (ids) and r.record_version <> s.version;
$$;
comment on function taskforce.settle_strands is 'Sets the phase of strands to what their history says';

-- Takes back up to `most` records, the last kinds first. Returns how many; 0 when nothing is left.
create function taskforce.undo_step(the_import uuid, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  lines uuid[];
  others uuid[];
  replaced uuid[];
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  lines := array(select t.id from taskforce.phase_transitions t where t.import_id = the_import order by t.seq desc limit most);
  if lines <> '{}' then
    others := array(select distinct t.strand_id from taskforce.phase_transitions t join taskforce.strands s on s.id = t.strand_id
      where t.id = any (lines) and s.import_id is distinct from the_import);
    replaced := array(select t.supersedes from taskforce.phase_transitions t where t.id = any (lines) and t.supersedes is not null);
    delete from taskforce.phase_transitions t where t.id = any (lines);
    update taskforce.phase_transitions t set superseded_by = null where t.id = any (replaced);
    perform taskforce.settle_strands(others);
    return cardinality(lines);
  end if;
  ids := array(select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'strands'
    and r.action = 'created' and exists (select from taskforce.strands s where s.id = r.record_id) limit most);
  if ids <> '{}' then
    delete from taskforce.strands s where s.id = any (ids);
    return cardinality(ids);
  end if;
  ids := array(select r.record_id from taskforce.import_records r where r.import_id = the_import and r.target = 'cases'
    and r.action = 'created' and exists (select from taskforce.cases s where s.id = r.record_id) limit most);
  delete from taskforce.cases s where s.id = any (ids);
  return cardinality(ids);
end $$;
comment on function taskforce.undo_step is 'Takes back some of the records of an import, from the last to the first';

create function taskforce.finish_undo(the_import uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  taken jsonb;
begin
  if not exists (select from taskforce.imports i where i.id = the_import and i.state = 'undoing')
    or coalesce(kit.reach('imports.run'), '') <> 'all' then
    raise exception using errcode = '42501';
  end if;
  update taskforce.cases c set title = r.before ->> 'title', type = r.before ->> 'type', lead_agency_id = (r.before ->> 'lead_agency_id')::uuid
  from taskforce.import_records r where r.import_id = the_import and r.target = 'cases' and r.action = 'changed' and c.id = r.record_id;
  update taskforce.strands c set label = r.before ->> 'label', kind = r.before ->> 'kind', type = r.before ->> 'type', mode = r.before ->> 'mode'
  from taskforce.import_records r where r.import_id = the_import and r.target = 'strands' and r.action = 'changed' and c.id = r.record_id;
  -- Agencies that nobody came to use go; the others stay.
  perform taskforce.drop_unused_agencies(the_import);
  select jsonb_object_agg(k.target, k.n) into taken from (
    select r.target, count(*) as n from taskforce.import_records r where r.import_id = the_import group by r.target) k;
  perform kit.note('undo_import', 'imports', array[the_import], coalesce(taken, '{}')::json);
  update taskforce.import_records r set held = false where r.import_id = the_import and r.action = 'changed';
  update taskforce.import_records r set held = true
  from (
    select distinct on (o.system, o.target, o.key) o.import_id, o.target, o.key
    from taskforce.import_records mine
    join taskforce.import_records o on o.system = mine.system and o.target = mine.target and o.key = mine.key and o.import_id <> mine.import_id
    join taskforce.imports i on i.id = o.import_id
    where mine.import_id = the_import and mine.action = 'changed'
    order by o.system, o.target, o.key, i.run_at desc) last
  where r.import_id = last.import_id and r.target = last.target and r.key = last.key;
  perform taskforce.note_record_versions(the_import);
  delete from taskforce.import_records r where r.import_id = the_import;
  update taskforce.imports set state = 'undone', undone_by = kit.current_account(), undone_at = now() where id = the_import;
  return coalesce(taken, '{}');
end $$;
comment on function taskforce.finish_undo is 'Ends an undo: changed records say again what they said before, the keys are free again';

create function taskforce.drop_unused_agencies(the_import uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one uuid;
begin
  for one in select r.record_id from taskforce.import_records r
    where r.import_id = the_import and r.target = 'agencies' and r.action = 'created' loop
    begin
      delete from kit.agencies a where a.id = one;
    exception when foreign_key_violation then
      null;
    end;
  end loop;
end $$;
comment on function taskforce.drop_unused_agencies is 'Removes agencies that an import made and nothing uses';

-- A later import may go on with a strand that an earlier one of its system brought. Which strands those are is settled
-- by the policies: imported lines come only from the running import, and only for strands its system holds. The one
-- condition is changed in the check as it stands, so that nothing else of it is written twice.
do $$
declare
  checks constant text := pg_get_functiondef('taskforce.check_transitions'::regproc);
  changed constant text := replace(checks, 's.import_id = l.import_id', '(s.import_id is not null and l.import_id is not null)');
begin
  if changed = checks then
    raise exception 'the check of transitions no longer asks which import a strand came from';
  end if;
  execute changed;
end $$;
