-- Operations: planned with victims in mind, gated, run and reviewed. This file has the plan alone: the operation and
-- the parts of its plan. A plan that somebody was asked to sign is frozen; one that was signed counts its revisions,
-- so that nobody starts on a plan other than the one that was signed.

create table taskforce.operations (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^OP-[0-9]{4}-[0-9]{4,7}$'),
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('surveillance', 'enforcement_action', 'sting', 'labor_inspection', 'knock_and_talk', 'recovery', 'decoy', 'outreach_sweep', 'takedown')),
  type text not null check (type in ('sex', 'labor', 'both', 'undetermined')),
  case_id uuid references taskforce.cases (id),
  lead_agency_id uuid not null references kit.agencies (id),
  sealed boolean not null default false,
  objective text not null default '' check (length(objective) <= 4000),
  state text not null default 'planning' check (state in ('planning', 'requested', 'reviewed', 'approved', 'started', 'ended', 'closed', 'aborted', 'postponed')),
  risk text not null default 'medium' check (risk in ('low', 'medium', 'high')),
  planned_from timestamptz,
  planned_until timestamptz,
  victims_foreseen text not null default 'not_known' check (victims_foreseen in ('yes', 'no', 'not_known')),
  minors_possible text not null default 'not_known' check (minors_possible in ('yes', 'no', 'not_known')),
  languages text[] not null default '{}' check (cardinality(languages) <= 12),
  victim_classes text[] not null default '{}' check (victim_classes <@ '{minor_citizen,minor_foreign,adult_citizen,adult_foreign,tribal}'),
  plan_revision integer not null default 1,
  signed_revision integer,
  started_at timestamptz,
  ended_at timestamptz,
  danger_id uuid references taskforce.dangers (id),
  postponed_reason text check (length(postponed_reason) <= 2000),
  aborted_reason text check (length(aborted_reason) <= 2000),
  copied_from uuid references taskforce.operations (id),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (planned_from is null or planned_until is null or planned_from < planned_until),
  check (kind <> 'decoy' or victims_foreseen = 'no')
);
create index operations_state on taskforce.operations (state, planned_from);
create index operations_case on taskforce.operations (case_id) where case_id is not null;
create index operations_agency on taskforce.operations (lead_agency_id);
create index operations_copied_from on taskforce.operations (copied_from);
create index operations_danger on taskforce.operations (danger_id);
create index operations_recent on taskforce.operations (created_at desc, id);
comment on table taskforce.operations is 'Operations: what is planned, in which state, and which revision of the plan was signed';
comment on column taskforce.operations.id is 'Random id';
comment on column taskforce.operations.number is 'Number for people: OP, year and count';
comment on column taskforce.operations.title is 'Working title; no victim names';
comment on column taskforce.operations.kind is 'Kind of operation; a decoy is counted apart everywhere';
comment on column taskforce.operations.type is 'sex, labor, both or undetermined';
comment on column taskforce.operations.case_id is 'Case it belongs to; empty for sweeps, decoys and whatever has none yet';
comment on column taskforce.operations.lead_agency_id is 'Agency in the lead';
comment on column taskforce.operations.sealed is 'Only its planners and the members of its case see a sealed operation';
comment on column taskforce.operations.objective is 'What it is to achieve';
comment on column taskforce.operations.state is 'Where it stands; moved by functions of the gate alone';
comment on column taskforce.operations.risk is 'Risk level; ranks what is approved first and by whom';
comment on column taskforce.operations.planned_from is 'When it is to begin';
comment on column taskforce.operations.planned_until is 'When it is to be over';
comment on column taskforce.operations.victims_foreseen is 'Whether victims are foreseen';
comment on column taskforce.operations.minors_possible is 'Whether minors may be met';
comment on column taskforce.operations.languages is 'Languages of the people who may be met, BCP 47';
comment on column taskforce.operations.victim_classes is 'Legal classes of the victims foreseen (R-029)';
comment on column taskforce.operations.plan_revision is 'Counts up with every change of the plan; set by triggers alone';
comment on column taskforce.operations.signed_revision is 'Revision of the plan that was signed last';
comment on column taskforce.operations.started_at is 'When it started';
comment on column taskforce.operations.ended_at is 'When it ended';
comment on column taskforce.operations.danger_id is 'Imminent danger it was started through';
comment on column taskforce.operations.postponed_reason is 'Why it was postponed last';
comment on column taskforce.operations.aborted_reason is 'Why it was broken off';
comment on column taskforce.operations.copied_from is 'Earlier operation whose plan this one began with';
comment on column taskforce.operations.created_by is 'Who recorded it';
comment on column taskforce.operations.created_at is 'Recorded time';
comment on column taskforce.operations.version is 'Counts up at every change';
select kit.audited('taskforce.operations', 'operations', 'id');

-- What triggers write (the revision, the state) is no edit of somebody's: the version counts the edits of the plan's head.
create trigger count_version before update of title, kind, type, case_id, lead_agency_id, sealed, objective, risk, planned_from, planned_until,
  victims_foreseen, minors_possible, languages, victim_classes, state on taskforce.operations
  for each row execute function kit.count_version();

create table taskforce.operation_planners (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  account_id uuid not null references kit.accounts (id),
  capacity text not null check (capacity in ('plan', 'read')),
  ended_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index operation_planners_operation on taskforce.operation_planners (operation_id);
comment on table taskforce.operation_planners is 'Who plans an operation or reads its plan; ended, never deleted';
comment on column taskforce.operation_planners.id is 'Random id';
comment on column taskforce.operation_planners.operation_id is 'The operation';
comment on column taskforce.operation_planners.account_id is 'The person';
comment on column taskforce.operation_planners.capacity is 'plan: may change the plan, and never sign it; read: may read it';
comment on column taskforce.operation_planners.ended_at is 'Until when';
comment on column taskforce.operation_planners.created_by is 'Who recorded it';
comment on column taskforce.operation_planners.created_at is 'Recorded time';
comment on column taskforce.operation_planners.version is 'Counts up at every change';
select kit.audited('taskforce.operation_planners', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_planners');

create unique index operation_planners_once on taskforce.operation_planners (account_id, operation_id) where ended_at is null;

-- Whoever opens an operation or changes its plan is its planner from then on: planners never sign what they planned.
create function taskforce.note_planner(the_operation uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
begin
  if me is null or exists (
    select from taskforce.operation_planners p
    where p.operation_id = the_operation and p.account_id = me and p.capacity = 'plan' and p.ended_at is null) then
    return;
  end if;
  update taskforce.operation_planners p set ended_at = now()
  where p.operation_id = the_operation and p.account_id = me and p.ended_at is null;
  insert into taskforce.operation_planners (operation_id, account_id, capacity) values (the_operation, me, 'plan');
end $$;
comment on function taskforce.note_planner is 'Makes the live session a planner of an operation';

-- A change of a plan in each state: refused, or counted.
create function taskforce.count_revision(the_operation uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held text;
begin
  -- Locked before it is looked at: a signature and a change wait for each other.
  select o.state into held from taskforce.operations o where o.id = the_operation for no key update;
  if held in ('requested', 'reviewed') then
    raise exception using errcode = 'CR422', message = 'plan_frozen', detail = 'state', hint = 'The plan waits for signatures. Take the request back to change it.';
  end if;
  if held in ('started', 'ended', 'closed', 'aborted') then
    raise exception using errcode = 'CR422', message = 'plan_closed', detail = 'state', hint = 'The plan of an operation that has started is not changed any more.';
  end if;
  update taskforce.operations o set plan_revision = o.plan_revision + 1 where o.id = the_operation;
  perform taskforce.note_planner(the_operation);
end $$;
comment on function taskforce.count_revision is 'Refuses a change of a frozen plan, counts a revision otherwise, and makes who changes it a planner';

-- Arguments: columns that are no part of the plan.
create function taskforce.guard_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  aside constant text[] := tg_argv || array['version'];
begin
  if tg_op = 'UPDATE' then
    if new.operation_id is distinct from old.operation_id then
      raise exception using errcode = 'CR422', message = 'plan_closed', detail = 'operationId', hint = 'A part of a plan stays with its operation.';
    end if;
    if to_jsonb(new) - aside = to_jsonb(old) - aside then
      return new;
    end if;
  end if;
  perform taskforce.count_revision(case tg_op when 'DELETE' then old.operation_id else new.operation_id end);
  return case tg_op when 'DELETE' then old else new end;
end $$;
comment on function taskforce.guard_plan is 'Freezes a part of a plan that waits for signatures or has started; counts the revision otherwise';

create function taskforce.plan_part(target regclass, variadic aside text[] default '{}') returns void
language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create trigger guard_plan before insert or update or delete on %s for each row execute function taskforce.guard_plan(%s)',
    target, (select string_agg(quote_literal(a), ', ') from unnest(aside) a));
end $$;
comment on function taskforce.plan_part is 'Makes a table (with operation_id) a part of the plan; further arguments: columns that are none';

-- The head of the plan: a new one is in planning at revision 1 by a session that plans; what of it is plan is guarded.
create function taskforce.guard_operation() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'planning' or new.plan_revision <> 1 or new.signed_revision is not null or new.started_at is not null or new.ended_at is not null then
      raise exception using errcode = 'CR422', message = 'operation_new', detail = 'state', hint = 'A new operation begins with planning.';
    end if;
    return new;
  end if;
  if (new.title, new.kind, new.type, new.case_id, new.lead_agency_id, new.objective, new.risk, new.planned_from, new.planned_until,
      new.victims_foreseen, new.minors_possible, new.languages, new.victim_classes)
    is distinct from (old.title, old.kind, old.type, old.case_id, old.lead_agency_id, old.objective, old.risk, old.planned_from, old.planned_until,
      old.victims_foreseen, old.minors_possible, old.languages, old.victim_classes) then
    if old.state in ('requested', 'reviewed') then
      raise exception using errcode = 'CR422', message = 'plan_frozen', detail = 'state', hint = 'The plan waits for signatures. Take the request back to change it.';
    end if;
    if old.state in ('started', 'ended', 'closed', 'aborted') then
      raise exception using errcode = 'CR422', message = 'plan_closed', detail = 'state', hint = 'The plan of an operation that has started is not changed any more.';
    end if;
    if new.case_id is distinct from old.case_id and new.case_id is not null and kit.current_account() is not null
      and not exists (select from taskforce.open_cases c where c.id = new.case_id) then
      raise exception using errcode = 'CR422', message = 'operation_case', detail = 'caseId', hint = 'Choose a case that you may read.';
    end if;
    new.plan_revision := old.plan_revision + 1;
    perform taskforce.note_planner(new.id);
  elsif new.plan_revision < old.plan_revision then
    raise exception using errcode = 'CR422', message = 'plan_closed', detail = 'planRevision', hint = 'Revisions count up.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_operation is 'Holds new operations to planning, and the head of a plan to the freezing of its state';
create trigger guard_plan before insert or update on taskforce.operations for each row execute function taskforce.guard_operation();

create function taskforce.first_planner() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform taskforce.note_planner(new.id);
  return null;
end $$;
comment on function taskforce.first_planner is 'Who opens an operation plans it';
create trigger first_planner after insert on taskforce.operations for each row execute function taskforce.first_planner();

-- Which state may follow which; who may move it and under what is the business of the gate.
create function taskforce.guard_operation_state() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.state is distinct from old.state and not (
    (old.state = 'planning' and new.state in ('requested', 'postponed', 'aborted'))
    or (old.state = 'requested' and new.state in ('planning', 'reviewed', 'approved', 'postponed', 'aborted'))
    or (old.state = 'reviewed' and new.state in ('planning', 'approved', 'postponed', 'aborted'))
    or (old.state = 'approved' and new.state in ('requested', 'started', 'postponed', 'aborted'))
    or (old.state = 'postponed' and new.state in ('planning', 'aborted'))
    or (old.state = 'started' and new.state in ('ended', 'aborted'))
    or (old.state = 'ended' and new.state = 'closed')) then
    raise exception using errcode = 'CR422', message = 'operation_state', detail = 'state', hint = 'That state does not follow the present one. Load the operation again.';
  end if;
  return new;
end $$;
comment on function taskforce.guard_operation_state is 'Holds operations to the order of their states';
create trigger guard_state before update of state on taskforce.operations for each row execute function taskforce.guard_operation_state();

create table taskforce.operation_strands (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  strand_id uuid not null references taskforce.strands (id),
  case_id uuid not null references taskforce.cases (id),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  unique (operation_id, strand_id)
);
create index operation_strands_strand on taskforce.operation_strands (strand_id);
create index operation_strands_case on taskforce.operation_strands (case_id);
comment on table taskforce.operation_strands is 'Strands of a case that an operation is about';
comment on column taskforce.operation_strands.id is 'Random id';
comment on column taskforce.operation_strands.operation_id is 'The operation';
comment on column taskforce.operation_strands.strand_id is 'The strand';
comment on column taskforce.operation_strands.case_id is 'Its case, for who may read';
comment on column taskforce.operation_strands.created_by is 'Who recorded it';
comment on column taskforce.operation_strands.created_at is 'Recorded time';
select kit.audited('taskforce.operation_strands', 'operations', 'operation_id');
select taskforce.plan_part('taskforce.operation_strands');

-- The case of a line is the case of its strand, whatever was written.
create function taskforce.case_of_strand() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.case_id := (select s.case_id from taskforce.strands s where s.id = new.strand_id);
  return new;
end $$;
comment on function taskforce.case_of_strand is 'Fills in the case of a strand';
create trigger fill_case before insert or update on taskforce.operation_strands for each row execute function taskforce.case_of_strand();

create table taskforce.operation_places (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  kind text not null check (kind in ('scene', 'staging', 'command', 'interview', 'service_staging')),
  label text not null check (length(label) between 1 and 120),
  address text check (length(address) between 1 and 300),
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  zip text check (length(zip) between 3 and 10),
  note text check (length(note) between 1 and 2000),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((lat is null) = (lon is null)),
  unique (id, operation_id)
);
create index operation_places_operation on taskforce.operation_places (operation_id);
comment on table taskforce.operation_places is 'Places of an operation; where victims are met afterwards is away from the scene';
comment on column taskforce.operation_places.id is 'Random id';
comment on column taskforce.operation_places.operation_id is 'The operation';
comment on column taskforce.operation_places.kind is 'scene, staging, command, interview or service_staging';
comment on column taskforce.operation_places.label is 'What it is called on the radio';
comment on column taskforce.operation_places.address is 'Address';
comment on column taskforce.operation_places.lat is 'Latitude in degrees, WGS 84';
comment on column taskforce.operation_places.lon is 'Longitude in degrees, WGS 84';
comment on column taskforce.operation_places.zip is 'Postal code';
comment on column taskforce.operation_places.note is 'Entrances, parking, dangers';
comment on column taskforce.operation_places.created_by is 'Who recorded it';
comment on column taskforce.operation_places.created_at is 'Recorded time';
comment on column taskforce.operation_places.version is 'Counts up at every change';
select kit.audited('taskforce.operation_places', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_places');
select taskforce.plan_part('taskforce.operation_places');

-- Providers and interviews are away from the scene (R-021; reference 1.5): another address, and 200 m at least where
-- both points are known.
create function taskforce.refuse_place_at_scene() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from taskforce.operation_places p
    where p.operation_id = new.operation_id and p.id <> new.id
      and ((new.kind = 'scene' and p.kind in ('interview', 'service_staging')) or (p.kind = 'scene' and new.kind in ('interview', 'service_staging')))
      and (lower(regexp_replace(p.address, '[^[:alnum:]]+', ' ', 'g')) = lower(regexp_replace(new.address, '[^[:alnum:]]+', ' ', 'g'))
        or 111195 * sqrt(power(p.lat - new.lat, 2) + power((p.lon - new.lon) * cos(radians(new.lat)), 2)) < 200)) then
    raise exception using errcode = 'CR422', message = 'place_at_scene', detail = 'address', hint = 'Choose a place away from the scene: victims and providers meet elsewhere.';
  end if;
  return new;
end $$;
comment on function taskforce.refuse_place_at_scene is 'Refuses interviews and staging of providers at the scene';
create trigger refuse_at_scene before insert or update on taskforce.operation_places for each row execute function taskforce.refuse_place_at_scene();

create table taskforce.operation_stages (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  place integer not null check (place between 1 and 200),
  name text not null check (length(name) between 1 and 120),
  what text not null default '' check (length(what) <= 4000),
  planned_from timestamptz,
  planned_until timestamptz,
  go_criteria text not null default '' check (length(go_criteria) <= 2000),
  abort_criteria text not null default '' check (length(abort_criteria) <= 2000),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'skipped')),
  began_at timestamptz,
  finished_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (planned_from is null or planned_until is null or planned_from < planned_until),
  unique (id, operation_id)
);
create index operation_stages_operation on taskforce.operation_stages (operation_id, place);
comment on table taskforce.operation_stages is 'Stages of an operation, with what must hold to go on and what breaks it off';
comment on column taskforce.operation_stages.id is 'Random id';
comment on column taskforce.operation_stages.operation_id is 'The operation';
comment on column taskforce.operation_stages.place is 'Order on the page';
comment on column taskforce.operation_stages.name is 'Name';
comment on column taskforce.operation_stages.what is 'What happens';
comment on column taskforce.operation_stages.planned_from is 'When it is to begin';
comment on column taskforce.operation_stages.planned_until is 'When it is to be over';
comment on column taskforce.operation_stages.go_criteria is 'What must hold before it begins';
comment on column taskforce.operation_stages.abort_criteria is 'What breaks it off';
comment on column taskforce.operation_stages.state is 'Where it stands while the operation runs; no part of the plan';
comment on column taskforce.operation_stages.began_at is 'When it began';
comment on column taskforce.operation_stages.finished_at is 'When it was done or skipped';
comment on column taskforce.operation_stages.created_by is 'Who recorded it';
comment on column taskforce.operation_stages.created_at is 'Recorded time';
comment on column taskforce.operation_stages.version is 'Counts up at every change';
select kit.audited('taskforce.operation_stages', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_stages');
select taskforce.plan_part('taskforce.operation_stages', 'state', 'began_at', 'finished_at');

create table taskforce.operation_stage_dependencies (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  stage_id uuid not null,
  needs_stage_id uuid not null,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  unique (stage_id, needs_stage_id),
  check (stage_id <> needs_stage_id),
  foreign key (stage_id, operation_id) references taskforce.operation_stages (id, operation_id) on delete cascade,
  foreign key (needs_stage_id, operation_id) references taskforce.operation_stages (id, operation_id) on delete cascade
);
create index operation_stage_dependencies_operation on taskforce.operation_stage_dependencies (operation_id);
create index operation_stage_dependencies_stage on taskforce.operation_stage_dependencies (stage_id, operation_id);
create index operation_stage_dependencies_needs on taskforce.operation_stage_dependencies (needs_stage_id, operation_id);
comment on table taskforce.operation_stage_dependencies is 'Which stage waits for which';
comment on column taskforce.operation_stage_dependencies.id is 'Random id';
comment on column taskforce.operation_stage_dependencies.operation_id is 'The operation';
comment on column taskforce.operation_stage_dependencies.stage_id is 'Stage that waits';
comment on column taskforce.operation_stage_dependencies.needs_stage_id is 'Stage that must be done or skipped before';
comment on column taskforce.operation_stage_dependencies.created_by is 'Who recorded it';
comment on column taskforce.operation_stage_dependencies.created_at is 'Recorded time';
select kit.audited('taskforce.operation_stage_dependencies', 'operations', 'operation_id');
select taskforce.plan_part('taskforce.operation_stage_dependencies');

-- No stage waits for itself, through however many others. The plan is locked by then, so two cannot close a circle together.
create function taskforce.refuse_circle() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    with recursive needed as (
      select new.needs_stage_id as id
      union
      select d.needs_stage_id from taskforce.operation_stage_dependencies d join needed n on d.stage_id = n.id)
    select from needed where id = new.stage_id) then
    raise exception using errcode = 'CR422', message = 'stage_circle', detail = 'needsStageId', hint = 'Stages would wait for each other in a circle. Take one dependency away.';
  end if;
  return new;
end $$;
comment on function taskforce.refuse_circle is 'Refuses stages that wait for each other in a circle';
create trigger refuse_circle before insert or update on taskforce.operation_stage_dependencies for each row execute function taskforce.refuse_circle();

create table taskforce.operation_posts (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  stage_id uuid,
  account_id uuid references kit.accounts (id),
  person_name text check (length(person_name) between 1 and 120),
  agency_id uuid references kit.agencies (id),
  provider_id uuid references taskforce.providers (id),
  role text not null check (role in ('commander_on_scene', 'entry', 'arrest', 'surveillance', 'evidence', 'interviewer', 'interpreter', 'medic', 'victim_liaison', 'inspector', 'prosecutor_on_call', 'transport', 'communications', 'other')),
  place_kind text not null check (place_kind in ('scene', 'staging', 'command', 'interview', 'remote')),
  duties text not null default '' check (length(duties) <= 4000),
  contact text check (length(contact) between 1 and 120),
  radio text check (length(radio) between 1 and 60),
  backup_post_id uuid,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((agency_id is null) <> (provider_id is null)),
  check (account_id is null or person_name is null),
  check (provider_id is null or account_id is null),
  check (provider_id is null or place_kind <> 'scene'),
  check (backup_post_id <> id),
  unique (id, operation_id),
  foreign key (stage_id, operation_id) references taskforce.operation_stages (id, operation_id),
  foreign key (backup_post_id, operation_id) references taskforce.operation_posts (id, operation_id)
);
create index operation_posts_operation on taskforce.operation_posts (operation_id);
create index operation_posts_account on taskforce.operation_posts (account_id);
create index operation_posts_stage on taskforce.operation_posts (stage_id, operation_id);
create index operation_posts_backup on taskforce.operation_posts (backup_post_id, operation_id);
create index operation_posts_agency on taskforce.operation_posts (agency_id);
create index operation_posts_provider on taskforce.operation_posts (provider_id);
comment on table taskforce.operation_posts is 'Roster of an operation: a post and who holds it; each person is shown the own post alone';
comment on column taskforce.operation_posts.id is 'Random id';
comment on column taskforce.operation_posts.operation_id is 'The operation';
comment on column taskforce.operation_posts.stage_id is 'Stage it is for; empty for all of them';
comment on column taskforce.operation_posts.account_id is 'Who holds it, with an account';
comment on column taskforce.operation_posts.person_name is 'Who holds it, without one';
comment on column taskforce.operation_posts.agency_id is 'Agency that fills it; empty when a provider does';
comment on column taskforce.operation_posts.provider_id is 'Provider that fills it: never at the scene';
comment on column taskforce.operation_posts.role is 'What the post is for';
comment on column taskforce.operation_posts.place_kind is 'Where it is held';
comment on column taskforce.operation_posts.duties is 'Duties, as the role card says them';
comment on column taskforce.operation_posts.contact is 'Telephone or other point of contact';
comment on column taskforce.operation_posts.radio is 'Channel or call sign';
comment on column taskforce.operation_posts.backup_post_id is 'Post that takes over';
comment on column taskforce.operation_posts.created_by is 'Who recorded it';
comment on column taskforce.operation_posts.created_at is 'Recorded time';
comment on column taskforce.operation_posts.version is 'Counts up at every change';
select kit.audited('taskforce.operation_posts', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_posts');
select taskforce.plan_part('taskforce.operation_posts');

-- Providers and the system-based victim specialists are ready right after, and never at the scene (R-021).
create function taskforce.refuse_specialist_at_scene() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.place_kind = 'scene' and (new.provider_id is not null
    or exists (select from kit.account_roles r where r.account_id = new.account_id and r.role = 'victim_specialist' and r.ended_at is null)) then
    raise exception using errcode = 'CR422', message = 'specialist_at_scene', detail = 'placeKind', hint = 'Providers and victim specialists stand by away from the scene. Choose another place.';
  end if;
  return new;
end $$;
comment on function taskforce.refuse_specialist_at_scene is 'Refuses people of providers and victim specialists at the scene';
create trigger refuse_at_scene before insert or update on taskforce.operation_posts for each row execute function taskforce.refuse_specialist_at_scene();

create table taskforce.operation_authorities (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  kind text not null check (kind in ('search_warrant', 'arrest_warrant', 'consent', 'administrative', 'court_order', 'none')),
  reference text check (length(reference) between 1 and 120),
  covers text not null check (length(covers) between 1 and 2000),
  issued_at timestamptz,
  expires_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (issued_at is null or expires_at is null or issued_at < expires_at),
  unique (id, operation_id)
);
create index operation_authorities_operation on taskforce.operation_authorities (operation_id);
create index operation_authorities_expiry on taskforce.operation_authorities (expires_at) where expires_at is not null;
comment on table taskforce.operation_authorities is 'Under which authority an operation acts, and until when';
comment on column taskforce.operation_authorities.id is 'Random id';
comment on column taskforce.operation_authorities.operation_id is 'The operation';
comment on column taskforce.operation_authorities.kind is 'Kind of authority; none: stated to be without one';
comment on column taskforce.operation_authorities.reference is 'Number of the warrant or order';
comment on column taskforce.operation_authorities.covers is 'What it covers';
comment on column taskforce.operation_authorities.issued_at is 'When it was issued';
comment on column taskforce.operation_authorities.expires_at is 'When it runs out';
comment on column taskforce.operation_authorities.created_by is 'Who recorded it';
comment on column taskforce.operation_authorities.created_at is 'Recorded time';
comment on column taskforce.operation_authorities.version is 'Counts up at every change';
select kit.audited('taskforce.operation_authorities', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_authorities');
select taskforce.plan_part('taskforce.operation_authorities');

create table taskforce.operation_sections (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  kind text not null check (kind in ('comms', 'medical', 'interpreters', 'evidence', 'property_and_children', 'media', 'transport', 'safety', 'budget', 'legal_classes', 'surveillance', 'inspection', 'after')),
  text text not null default '' check (length(text) <= 8000),
  choice text check (choice in ('no_media', 'statement_after', 'after_charges', 'with_partners')),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (operation_id, kind),
  check (choice is null or kind = 'media')
);
comment on table taskforce.operation_sections is 'Written parts of a plan: one of a kind';
comment on column taskforce.operation_sections.id is 'Random id';
comment on column taskforce.operation_sections.operation_id is 'The operation';
comment on column taskforce.operation_sections.kind is 'Which part';
comment on column taskforce.operation_sections.text is 'What is planned';
comment on column taskforce.operation_sections.choice is 'The decision about the media';
comment on column taskforce.operation_sections.created_by is 'Who recorded it';
comment on column taskforce.operation_sections.created_at is 'Recorded time';
comment on column taskforce.operation_sections.version is 'Counts up at every change';
select kit.audited('taskforce.operation_sections', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_sections');
select taskforce.plan_part('taskforce.operation_sections');

create table taskforce.operation_budget_lines (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  kind text not null check (kind in ('overtime', 'travel', 'lodging', 'vehicle', 'interpreter', 'translation_and_transcription', 'forensic_examination', 'medical_examination', 'equipment', 'communications', 'purchase_of_evidence', 'witness_costs', 'victim_emergency', 'expert', 'storage', 'other')),
  what text check (length(what) between 1 and 200),
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index operation_budget_lines_operation on taskforce.operation_budget_lines (operation_id);
comment on table taskforce.operation_budget_lines is 'What an operation is foreseen to cost';
comment on column taskforce.operation_budget_lines.id is 'Random id';
comment on column taskforce.operation_budget_lines.operation_id is 'The operation';
comment on column taskforce.operation_budget_lines.kind is 'What the money is for';
comment on column taskforce.operation_budget_lines.what is 'More about it';
comment on column taskforce.operation_budget_lines.amount_cents is 'Amount in cents';
comment on column taskforce.operation_budget_lines.created_by is 'Who recorded it';
comment on column taskforce.operation_budget_lines.created_at is 'Recorded time';
comment on column taskforce.operation_budget_lines.version is 'Counts up at every change';
select kit.audited('taskforce.operation_budget_lines', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_budget_lines');
select taskforce.plan_part('taskforce.operation_budget_lines');

create table taskforce.operation_interpreters (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  language text not null check (length(language) between 2 and 35),
  person_name text not null check (length(person_name) between 1 and 120),
  mode text not null check (mode in ('in_person', 'telephone', 'video')),
  contact text check (length(contact) between 1 and 120),
  conflict text not null default 'not_checked' check (conflict in ('not_checked', 'clear', 'conflict')),
  checked_by uuid references kit.accounts (id),
  checked_at timestamptz,
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((conflict = 'not_checked') = (checked_by is null) and (checked_by is null) = (checked_at is null))
);
create index operation_interpreters_operation on taskforce.operation_interpreters (operation_id);
comment on table taskforce.operation_interpreters is 'Interpreters of an operation, and whether they are free of connections to those concerned';
comment on column taskforce.operation_interpreters.id is 'Random id';
comment on column taskforce.operation_interpreters.operation_id is 'The operation';
comment on column taskforce.operation_interpreters.language is 'Language, BCP 47';
comment on column taskforce.operation_interpreters.person_name is 'Name or the service and its line';
comment on column taskforce.operation_interpreters.mode is 'How they interpret';
comment on column taskforce.operation_interpreters.contact is 'How they are reached';
comment on column taskforce.operation_interpreters.conflict is 'Result of the check for connections to those concerned';
comment on column taskforce.operation_interpreters.checked_by is 'Who checked; taken from their session';
comment on column taskforce.operation_interpreters.checked_at is 'When';
comment on column taskforce.operation_interpreters.created_by is 'Who recorded it';
comment on column taskforce.operation_interpreters.created_at is 'Recorded time';
comment on column taskforce.operation_interpreters.version is 'Counts up at every change';
select kit.audited('taskforce.operation_interpreters', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_interpreters');
select taskforce.plan_part('taskforce.operation_interpreters');

-- Who checked an interpreter is the session that says so, and whoever takes their place is checked anew.
create function taskforce.sign_interpreter() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and (new.person_name, new.language) is distinct from (old.person_name, old.language) and new.conflict = old.conflict then
    new.conflict := 'not_checked';
  end if;
  if new.conflict = 'not_checked' then
    new.checked_by := null;
    new.checked_at := null;
  elsif tg_op = 'INSERT' or new.conflict is distinct from old.conflict then
    new.checked_by := kit.current_account();
    new.checked_at := now();
  else
    new.checked_by := old.checked_by;
    new.checked_at := old.checked_at;
  end if;
  return new;
end $$;
comment on function taskforce.sign_interpreter is 'Takes who checked an interpreter from the session';
create trigger fill_check before insert or update on taskforce.operation_interpreters for each row execute function taskforce.sign_interpreter();

create table taskforce.operation_techniques (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references taskforce.operations (id),
  technique text not null check (technique in ('physical_surveillance', 'electronic_surveillance', 'consensual_monitoring', 'cell_phone_data', 'internet_data', 'pole_camera', 'tracker', 'undercover_contact', 'informant', 'video_or_audio', 'other')),
  authority_id uuid,
  no_authority_reason text check (length(no_authority_reason) between 20 and 500),
  starts_at timestamptz,
  ends_at timestamptz,
  expires_at timestamptz,
  informant_reference text check (informant_reference ~ '^[A-Z0-9-]{2,40}$'),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (starts_at is null or ends_at is null or starts_at < ends_at),
  check ((authority_id is null) <> (no_authority_reason is null)),
  check (informant_reference is null or technique = 'informant'),
  foreign key (authority_id, operation_id) references taskforce.operation_authorities (id, operation_id)
);
create index operation_techniques_operation on taskforce.operation_techniques (operation_id);
create index operation_techniques_authority on taskforce.operation_techniques (authority_id, operation_id);
create index operation_techniques_expiry on taskforce.operation_techniques (expires_at) where expires_at is not null;
comment on table taskforce.operation_techniques is 'Covert techniques: which, under what authority, from when to when; how it is done is not written down (R-028)';
comment on column taskforce.operation_techniques.id is 'Random id';
comment on column taskforce.operation_techniques.operation_id is 'The operation';
comment on column taskforce.operation_techniques.technique is 'Which technique';
comment on column taskforce.operation_techniques.authority_id is 'Authority it rests on; empty: none is needed, and the reason says why';
comment on column taskforce.operation_techniques.no_authority_reason is 'Why none is needed';
comment on column taskforce.operation_techniques.starts_at is 'From when';
comment on column taskforce.operation_techniques.ends_at is 'To when';
comment on column taskforce.operation_techniques.expires_at is 'When the authority for it runs out';
comment on column taskforce.operation_techniques.informant_reference is 'Number in the informant file; never an identity';
comment on column taskforce.operation_techniques.created_by is 'Who recorded it';
comment on column taskforce.operation_techniques.created_at is 'Recorded time';
comment on column taskforce.operation_techniques.version is 'Counts up at every change';
select kit.audited('taskforce.operation_techniques', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_techniques');
select taskforce.plan_part('taskforce.operation_techniques');

create table taskforce.operation_inspections (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null unique references taskforce.operations (id),
  trained_on date,
  not_pretext boolean not null default false,
  acknowledged_by uuid references kit.accounts (id),
  acknowledged_at timestamptz,
  criminal_first_told_on date,
  interview_place text check (length(interview_place) between 1 and 500),
  retaliation_plan text check (length(retaliation_plan) between 1 and 4000),
  created_by uuid default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (not_pretext = (acknowledged_by is not null)),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
comment on table taskforce.operation_inspections is 'What a labor inspection together with inspectors needs (R-026)';
comment on column taskforce.operation_inspections.id is 'Random id';
comment on column taskforce.operation_inspections.operation_id is 'The operation';
comment on column taskforce.operation_inspections.trained_on is 'Day on which the last of the inspectors was trained for it; empty: not yet';
comment on column taskforce.operation_inspections.not_pretext is 'Acknowledged: an administrative inspection is not a pretext for a criminal search';
comment on column taskforce.operation_inspections.acknowledged_by is 'Who acknowledged it; taken from their session';
comment on column taskforce.operation_inspections.acknowledged_at is 'When';
comment on column taskforce.operation_inspections.criminal_first_told_on is 'Day on which the labor agency was told that the criminal case goes first';
comment on column taskforce.operation_inspections.interview_place is 'Where workers are interviewed, away from the employer';
comment on column taskforce.operation_inspections.retaliation_plan is 'What is done against retaliation by the employer';
comment on column taskforce.operation_inspections.created_by is 'Who recorded it';
comment on column taskforce.operation_inspections.created_at is 'Recorded time';
comment on column taskforce.operation_inspections.version is 'Counts up at every change';
select kit.audited('taskforce.operation_inspections', 'operations', 'operation_id');
select kit.versioned('taskforce.operation_inspections');
select taskforce.plan_part('taskforce.operation_inspections');

create function taskforce.sign_acknowledgement() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not new.not_pretext then
    new.acknowledged_by := null;
    new.acknowledged_at := null;
  elsif tg_op = 'INSERT' or not old.not_pretext then
    new.acknowledged_by := kit.current_account();
    new.acknowledged_at := now();
  else
    new.acknowledged_by := old.acknowledged_by;
    new.acknowledged_at := old.acknowledged_at;
  end if;
  return new;
end $$;
comment on function taskforce.sign_acknowledgement is 'Takes who acknowledged it from the session';
create trigger fill_acknowledgement before insert or update on taskforce.operation_inspections for each row execute function taskforce.sign_acknowledgement();
