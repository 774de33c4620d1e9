-- What decides over operations: the readiness gate, risk, signatures, and what holds up a start. Each function says in
-- SQL what taskforce/operations/rules*.ts says in TypeScript; the tests hold the two against each other. Run again
-- whenever it changed, after gate-catalogue.sql, which is generated from the rules.

create or replace function taskforce.gate_meets(condition jsonb, facts jsonb) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select condition is not null and jsonb_typeof(condition) = 'object'
    and (not condition ? 'kinds' or condition -> 'kinds' ? (facts ->> 'kind'))
    and (not condition ? 'victims' or condition -> 'victims' ? (facts ->> 'victims'))
    and (not condition ? 'minors' or condition -> 'minors' ? (facts ->> 'minors'))
    and (not condition ? 'language' or (facts ->> 'language')::boolean)
$$;
comment on function taskforce.gate_meets is 'Whether the facts of a plan meet a condition of the catalogue';

create or replace function taskforce.gate_holds(the_item text, facts jsonb) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select case the_item
    when 'place_and_time' then (facts ->> 'timeSet')::boolean and not (facts ->> 'timeOver')::boolean and (facts ->> 'scenes')::integer > 0
    when 'who_does_what' then (facts ->> 'commanders')::integer > 0
    when 'interview_place' then (facts ->> 'interviewPlaces')::integer > 0
    when 'interpreter' then (facts ->> 'languagesUncovered')::integer = 0
      and ((facts ->> 'interpretersClear')::integer > 0 or not (facts ->> 'language')::boolean)
    when 'providers_told' then (facts ->> 'standbysTold')::integer > 0
    when 'standby_capacity' then (facts ->> 'standbyReady')::boolean
    when 'scene_boundary' then (facts ->> 'standbys')::integer > 0 and (facts ->> 'standbysStaged')::integer > 0
    when 'legal_process' then (facts ->> case when facts ->> 'kind' in ('enforcement_action', 'takedown') then 'strongAuthorities' else 'authorities' end)::integer > 0
      and (facts ->> 'pendingAuthorities')::integer = 0 and (facts ->> 'expiringAuthorities')::integer = 0
    when 'abort_criteria' then (facts ->> 'stages')::integer > 0 and (facts ->> 'stagesWithoutCriteria')::integer = 0
    when 'regional_deconfliction' then (facts ->> 'handedOff')::boolean
    when 'deconfliction' then (facts ->> 'checkCurrent')::boolean and (facts ->> 'openConflicts')::integer = 0
    when 'decoy_review' then (facts ->> 'decoyDecided')::boolean
    when 'inspector_training' then (facts ->> 'inspectorTrained')::boolean
    when 'not_a_pretext' then (facts ->> 'notPretext')::boolean
    when 'worker_protection' then (facts ->> 'workersProtected')::boolean
    else false
  end
$$;
comment on function taskforce.gate_holds is 'Whether the database holds what an item asks';

-- Critical items that are neither done nor waived by somebody who may. The lines: item, state, firm, byPlanner.
create or replace function taskforce.gate_open(facts jsonb, lines jsonb) returns table (item text)
language sql stable set search_path = pg_catalog as $$
  select c.item from taskforce.gate_catalogue() c
  left join lateral (select l from jsonb_array_elements(lines) l where l ->> 'item' = c.item limit 1) line on true
  where taskforce.gate_meets(c.applies, facts) and taskforce.gate_meets(c.critical, facts)
    and not ((c.settled_by = 'record' or coalesce(line.l ->> 'state', 'open') = 'done') and (c.settled_by = 'person' or taskforce.gate_holds(c.item, facts)))
    and not (coalesce(line.l ->> 'state', 'open') = 'waived' and not taskforce.gate_meets(c.never_waived, facts)
      and (line.l ->> 'firm')::boolean and not (line.l ->> 'byPlanner')::boolean)
  order by c.place
$$;
comment on function taskforce.gate_open is 'Items that hold up the start';

-- Providers that stand by. Told: the present wording of the notice is acknowledged and fits the planned time, or a person
-- told them; and they did not answer that they cannot. What came before one asked again counts no longer.
create or replace function taskforce.standby_told(the_operation uuid) returns table (standby_id uuid, notice_id uuid, told boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.notice_id, s.answer is distinct from 'cannot' and ((s.told_at is not null and s.told_at >= coalesce(s.asked_again_at, s.told_at)) or exists (
    select from taskforce.standby_notices n join taskforce.standby_recipients r on r.notice_id = n.id and r.provider_id = s.provider_id
    where n.id = s.notice_id and n.withdrawn_at is null and n.valid_until > now()
      and r.sent_edition >= n.edition and r.acknowledged_edition >= n.edition and r.acknowledged_at >= coalesce(s.asked_again_at, r.acknowledged_at)
      and (o.planned_from is null or o.planned_from between n.window_from and n.window_until)))
  from taskforce.operation_standbys s join taskforce.operations o on o.id = s.operation_id
  where s.operation_id = the_operation and s.ended_at is null
$$;
comment on function taskforce.standby_told is 'Which providers standing by know what is asked of them';

create or replace function taskforce.fewest_of(headcount text) returns integer
language sql immutable set search_path = pg_catalog as $$
  select case headcount when 'none' then 0 when '1' then 1 when '2-5' then 2 when '6-10' then 6 when '11-25' then 11 when 'over_25' then 26 end
$$;
comment on function taskforce.fewest_of is 'Lower end of a range of people; null when it is not known';

-- readinessOf of taskforce/standby/rules-readiness.ts, over the providers that stand by for this operation.
create or replace function taskforce.standby_notice_ready(the_operation uuid, the_notice uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  with knowing as (
    select r.id, s.asked_again_at from taskforce.standby_told(the_operation) t
    join taskforce.operation_standbys s on s.id = t.standby_id
    join taskforce.standby_recipients r on r.notice_id = t.notice_id and r.provider_id = s.provider_id
    join taskforce.standby_notices n on n.id = r.notice_id
    where t.told and t.notice_id = the_notice and r.acknowledged_edition >= n.edition and r.acknowledged_at >= coalesce(s.asked_again_at, r.acknowledged_at)),
  numbers as (
    select c.* from knowing k cross join lateral (
      select c.* from taskforce.capacities c where c.recipient_id = k.id order by c.told_at desc limit 1) c
    where c.valid_until > now() and c.told_at >= coalesce(k.asked_again_at, c.told_at)),
  room as (
    select coalesce(sum(coalesce(beds_women, 0) + coalesce(beds_men, 0) + coalesce(beds_any_adult, 0) + coalesce(beds_minors, 0)
        + coalesce(beds_families, 0) + coalesce(beds_transgender_and_nonbinary, 0)), 0) as beds,
      coalesce(sum(coalesce(beds_minors, 0) + coalesce(beds_families, 0)), 0) as minors_beds
    from numbers)
  select exists (select from knowing)
    and not ('shelter' = any(n.needs) and (coalesce(taskforce.fewest_of(n.people) > room.beds, false) or coalesce(taskforce.fewest_of(n.minors) > room.minors_beds, false)))
    and not exists (select from unnest(n.languages) wanted where split_part(wanted, '-', 1) not in (
      select split_part(spoken, '-', 1) from numbers cross join unnest(numbers.languages) spoken))
  from taskforce.standby_notices n cross join room where n.id = the_notice
$$;
comment on function taskforce.standby_notice_ready is 'Whether the providers standing by can do what a notice asks';

create or replace function taskforce.standby_ready(the_operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (
      select from taskforce.standby_told(the_operation) t join taskforce.operation_standbys s on s.id = t.standby_id
      where t.told and s.answer = 'ready' and s.told_at >= coalesce(s.asked_again_at, s.told_at))
    or coalesce((select bool_and(taskforce.standby_notice_ready(the_operation, n.notice_id))
      from (select distinct t.notice_id from taskforce.standby_told(the_operation) t where t.told and t.notice_id is not null) n), false)
$$;
comment on function taskforce.standby_ready is 'Whether the room that providers standing by told of suffices';

create or replace function taskforce.has_planned(the_operation uuid, the_account uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.operation_planners p where p.operation_id = the_operation and p.account_id = the_account and p.capacity = 'plan')
$$;
comment on function taskforce.has_planned is 'Whether somebody plans an operation or ever did; whoever changes a plan has planned it';

-- Other rooms answer for deconfliction, decoys and the review. A room that is not there has checked nothing.
create or replace function taskforce.conflict_facts(the_operation uuid) returns table (check_current boolean, open_conflicts integer)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if to_regprocedure('taskforce.conflict_check_current(uuid)') is null or to_regprocedure('taskforce.open_conflicts(uuid)') is null then
    return query select false, 0;
  else
    return query execute 'select taskforce.conflict_check_current($1), taskforce.open_conflicts($1)' using the_operation;
  end if;
end $$;
comment on function taskforce.conflict_facts is 'What deconfliction says of an operation';
create or replace function taskforce.decoy_decided(the_operation uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  decided boolean := false;
begin
  if to_regprocedure('taskforce.decoy_review_decided(uuid)') is not null then
    execute 'select taskforce.decoy_review_decided($1)' into decided using the_operation;
  end if;
  return coalesce(decided, false);
end $$;
comment on function taskforce.decoy_decided is 'Whether the decoy review of an operation is decided';
create or replace function taskforce.operation_review_done(the_operation uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  done boolean := false;
begin
  if to_regprocedure('taskforce.operation_reviewed(uuid)') is not null then
    execute 'select taskforce.operation_reviewed($1)' into done using the_operation;
  end if;
  return coalesce(done, false);
end $$;
comment on function taskforce.operation_review_done is 'Whether the after-action review of an operation is done';

create or replace function taskforce.gate_facts(the_operation uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'kind', o.kind, 'victims', o.victims_foreseen, 'minors', o.minors_possible,
    'language', exists (select from unnest(o.languages) l where split_part(l, '-', 1) <> 'en'),
    'timeSet', o.planned_from is not null and o.planned_until is not null,
    'timeOver', coalesce(o.planned_until <= now(), false),
    'scenes', (select count(*) from taskforce.operation_places p where p.operation_id = o.id and p.kind = 'scene'),
    'interviewPlaces', (select count(*) from taskforce.operation_places p where p.operation_id = o.id and p.kind = 'interview'),
    'commanders', (select count(*) from taskforce.operation_posts p where p.operation_id = o.id and p.role = 'commander_on_scene' and p.contact is not null),
    'entry', exists (select from taskforce.operation_posts p where p.operation_id = o.id and p.role = 'entry')
      or exists (select from taskforce.operation_authorities a where a.operation_id = o.id and a.kind = 'search_warrant'),
    'arrest', exists (select from taskforce.operation_posts p where p.operation_id = o.id and p.role = 'arrest')
      or exists (select from taskforce.operation_authorities a where a.operation_id = o.id and a.kind = 'arrest_warrant'),
    'stages', (select count(*) from taskforce.operation_stages s where s.operation_id = o.id),
    'stagesWithoutCriteria', (select count(*) from taskforce.operation_stages s where s.operation_id = o.id and (trim(s.go_criteria) = '' or trim(s.abort_criteria) = '')),
    'authorities', (select count(*) from taskforce.operation_authorities a where a.operation_id = o.id),
    'strongAuthorities', (select count(*) from taskforce.operation_authorities a where a.operation_id = o.id and a.kind <> 'none'),
    'pendingAuthorities', (select count(*) from taskforce.operation_authorities a where a.operation_id = o.id
      and a.kind in ('search_warrant', 'arrest_warrant', 'court_order') and (a.issued_at is null or a.issued_at > now())),
    'expiringAuthorities', (select count(*) from taskforce.operation_authorities a where a.operation_id = o.id
      and a.expires_at <= greatest(now(), coalesce(o.planned_until, now()))),
    'interpretersClear', (select count(*) from taskforce.operation_interpreters i where i.operation_id = o.id and i.conflict = 'clear'),
    'languagesUncovered', (select count(*) from unnest(o.languages) l where split_part(l, '-', 1) <> 'en' and not exists (
      select from taskforce.operation_interpreters i where i.operation_id = o.id and i.conflict = 'clear' and split_part(i.language, '-', 1) = split_part(l, '-', 1))),
    'standbys', (select count(*) from taskforce.operation_standbys s where s.operation_id = o.id and s.ended_at is null),
    'standbysTold', (select count(*) from taskforce.standby_told(o.id) t where t.told),
    'standbysStaged', (select count(*) from taskforce.operation_standbys s join taskforce.operation_places p on p.id = s.staging_place_id and p.kind = 'service_staging'
      where s.operation_id = o.id and s.ended_at is null),
    'standbyReady', taskforce.standby_ready(o.id),
    'checkCurrent', coalesce(c.check_current, false), 'openConflicts', coalesce(c.open_conflicts, 0), 'handedOff', taskforce.handoff_current(o.id),
    'decoyDecided', o.kind = 'decoy' and taskforce.decoy_decided(o.id),
    'inspectorTrained', exists (select from taskforce.operation_inspections i where i.operation_id = o.id and i.trained_on <= current_date),
    'notPretext', exists (select from taskforce.operation_inspections i where i.operation_id = o.id and i.not_pretext),
    'workersProtected', exists (select from taskforce.operation_inspections i where i.operation_id = o.id
      and trim(coalesce(i.interview_place, '')) <> '' and trim(coalesce(i.retaliation_plan, '')) <> ''))
  from taskforce.operations o cross join lateral taskforce.conflict_facts(o.id) c where o.id = the_operation
$$;
comment on function taskforce.gate_facts is 'What the database holds of a plan, for the rules of the gate';

create or replace function taskforce.gate_lines(the_operation uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(jsonb_agg(jsonb_build_object('item', i.item, 'state', i.state, 'firm', i.firm,
    'byPlanner', taskforce.has_planned(the_operation, i.settled_by)) order by i.item), '[]')
  from taskforce.operation_items i where i.operation_id = the_operation
$$;
comment on function taskforce.gate_lines is 'What people wrote down about the items, for the rules of the gate';

-- Risk: the gravest of the reasons that hold, or what was chosen by hand where that is more.
create or replace function taskforce.risk_rank(risk text) returns integer
language sql immutable set search_path = pg_catalog as $$ select case risk when 'low' then 1 when 'medium' then 2 else 3 end $$;
comment on function taskforce.risk_rank is 'Risks in their order';
create or replace function taskforce.risk_computed(facts jsonb) returns text
language sql immutable set search_path = pg_catalog as $$
  select case
    when facts ->> 'kind' = 'takedown' then 'high'
    when ((facts ->> 'entry')::boolean or (facts ->> 'arrest')::boolean) and (facts ->> 'minors' = 'yes' or facts ->> 'victims' = 'yes') then 'high'
    when facts ->> 'kind' in ('enforcement_action', 'sting', 'recovery', 'decoy') then 'medium'
    when (facts ->> 'entry')::boolean or (facts ->> 'arrest')::boolean or facts ->> 'minors' = 'yes' then 'medium'
    else 'low'
  end
$$;
comment on function taskforce.risk_computed is 'The risk that the facts of a plan make';
create or replace function taskforce.risk_of(the_operation uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select case when taskforce.risk_rank(taskforce.risk_computed(f.facts)) > taskforce.risk_rank(o.risk) then taskforce.risk_computed(f.facts) else o.risk end
  from taskforce.operations o cross join lateral (select taskforce.gate_facts(o.id) as facts) f where o.id = the_operation
$$;
comment on function taskforce.risk_of is 'The risk of an operation: computed, or raised by hand';

create or replace function taskforce.approval_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select '{"low": ["supervisor"], "medium": ["commander"], "high": ["commander", "prosecutor"]}'::jsonb
    || coalesce((select s.value from kit.settings s where s.key = 'operations.approval'), '{}')
$$;
comment on function taskforce.approval_settings is 'Who signs at each risk, as the installation set it';
create or replace function taskforce.signers_needed(risk text) returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select array(select jsonb_array_elements_text(taskforce.approval_settings() -> risk))
$$;
comment on function taskforce.signers_needed is 'Capacities that have to sign at a risk, one person for each';
create or replace function taskforce.signing_capacities(the_account uuid) returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select array(
    select 'supervisor' where exists (select from kit.account_roles r join kit.roles o on o.role = r.role where r.account_id = the_account and r.ended_at is null and o.supervises)
    union all
    select r.role from kit.account_roles r where r.account_id = the_account and r.ended_at is null and r.role in ('commander', 'prosecutor') order by 1 desc)
$$;
comment on function taskforce.signing_capacities is 'In which capacities an account can sign now';

-- How many of the needed signatures these people fill, each person one at most.
create or replace function taskforce.signers_filled(needed text[], signed jsonb) returns integer
language plpgsql immutable set search_path = pg_catalog as $$
declare
  best integer;
  one integer;
begin
  if cardinality(needed) = 0 then
    return 0;
  end if;
  best := taskforce.signers_filled(needed[2:], signed);
  for one in 0 .. jsonb_array_length(signed) - 1 loop
    if signed -> one -> 'capacities' ? needed[1] then
      best := greatest(best, 1 + taskforce.signers_filled(needed[2:], signed - one));
    end if;
  end loop;
  return best;
end $$;
comment on function taskforce.signers_filled is 'How many of the needed signatures these people fill';
create or replace function taskforce.signed_by(the_operation uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(jsonb_agg(jsonb_build_object('account', s.account_id, 'capacities', s.capacities) order by s.signed_at, s.id), '[]')
  from taskforce.operation_signatures s join taskforce.operations o on o.id = s.operation_id
  where o.id = the_operation and s.round = o.request_round and s.revision = o.plan_revision and s.decision = 'signed'
    and not taskforce.has_planned(o.id, s.account_id) and s.account_id is distinct from o.requested_by
$$;
comment on function taskforce.signed_by is 'Signatures under the plan as it stands, of the present request';
create or replace function taskforce.signed_enough(the_operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select cardinality(n.needed) > 0 and taskforce.signers_filled(n.needed, taskforce.signed_by(the_operation)) = cardinality(n.needed)
  from (select taskforce.signers_needed(taskforce.risk_of(the_operation)) as needed) n
$$;
comment on function taskforce.signed_enough is 'Whether enough people signed the plan as it stands';

create or replace function taskforce.may_follow(held text, wanted text, through_danger boolean) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select case wanted
    when 'requested' then held in ('planning', 'approved')
    when 'planning' then held in ('requested', 'reviewed', 'postponed')
    when 'reviewed' then held = 'requested'
    when 'approved' then held in ('requested', 'reviewed')
    when 'started' then held = 'approved' or (through_danger and held in ('planning', 'requested', 'reviewed', 'postponed'))
    when 'ended' then held = 'started'
    when 'closed' then held = 'ended'
    when 'postponed' then held in ('planning', 'requested', 'reviewed', 'approved')
    when 'aborted' then held in ('planning', 'requested', 'reviewed', 'approved', 'started', 'postponed')
    else false
  end
$$;
comment on function taskforce.may_follow is 'Whether a state of an operation may follow another';

-- Empty: nothing holds up the start. Nobody learns from it of operations they do not read.
create or replace function taskforce.start_blockers(operation uuid) returns table (problem text, item text)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  held taskforce.operations;
begin
  if kit.current_account() is not null and operation not in (select taskforce.readable_operations()) then
    return;
  end if;
  select o.* into held from taskforce.operations o where o.id = operation;
  if held.state <> 'approved' then
    return query select 'not_approved'::text, null::text;
  elsif held.signed_revision is distinct from held.plan_revision then
    return query select 'plan_changed'::text, null::text;
  elsif not taskforce.signed_enough(operation) then
    return query select 'signatures_missing'::text, null::text;
  end if;
  return query select 'item_open'::text, g.item from taskforce.gate_open(taskforce.gate_facts(operation), taskforce.gate_lines(operation)) g;
end $$;
comment on function taskforce.start_blockers is 'What holds up the start of an operation: open items of the gate, and what its approval lacks';
create or replace function taskforce.gate_of_blocker(problem text, the_item text) returns text
language sql stable set search_path = pg_catalog as $$
  select case when problem <> 'item_open' then 'approval' else coalesce((select c.gate from taskforce.gate_catalogue() c where c.item = the_item), 'planning') end
$$;
comment on function taskforce.gate_of_blocker is 'What imminent danger passes over when it passes over this';

-- The plan as one picture: its head, and the rows of every table that is a part of it.
create or replace function taskforce.plan_of(operation uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  part record;
  lines jsonb;
  parts jsonb := '{}';
begin
  for part in
    select c.relname, t.tgargs, (select coalesce(array_agg(a), '{}') from unnest(string_to_array(encode(t.tgargs, 'escape'), '\000')) a where a <> '') as aside
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where t.tgname = 'guard_plan' and n.nspname = 'taskforce' and c.relname <> 'operations' order by c.relname
  loop
    execute format($q$select coalesce(jsonb_agg(to_jsonb(p) - $2 order by p.id), '[]') from taskforce.%I p where p.operation_id = $1$q$, part.relname)
      into lines using operation, part.aside || '{operation_id,case_id,created_by,created_at,version,checked_at,acknowledged_at}'::text[];
    if lines <> '[]' then
      parts := parts || jsonb_build_object(regexp_replace(part.relname, '^operation_', ''), lines);
    end if;
  end loop;
  return (select jsonb_build_object('parts', parts, 'operation', jsonb_build_object('title', o.title, 'kind', o.kind, 'type', o.type, 'case_id', o.case_id,
    'lead_agency_id', o.lead_agency_id, 'objective', o.objective, 'risk', o.risk, 'planned_from', o.planned_from, 'planned_until', o.planned_until,
    'victims_foreseen', o.victims_foreseen, 'minors_possible', o.minors_possible, 'languages', o.languages, 'victim_classes', o.victim_classes))
    from taskforce.operations o where o.id = operation);
end $$;
comment on function taskforce.plan_of is 'The plan of an operation as one picture, for signatures';

-- What the screens of gate and approval need of the above, for those who read the operation.
create or replace function taskforce.gate_seen(the_operation uuid)
returns table (facts jsonb, lines jsonb, told jsonb, risk text, signed jsonb, needed text[], picture jsonb, planned boolean, capacities text[])
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if the_operation not in (select taskforce.readable_operations()) then
    return;
  end if;
  return query select taskforce.gate_facts(the_operation), taskforce.gate_lines(the_operation),
    (select coalesce(jsonb_object_agg(t.standby_id, t.told), '{}') from taskforce.standby_told(the_operation) t),
    taskforce.risk_of(the_operation), taskforce.signed_by(the_operation), taskforce.signers_needed(taskforce.risk_of(the_operation)),
    taskforce.plan_of(the_operation), taskforce.has_planned(the_operation, kit.current_account()), taskforce.signing_capacities(kit.current_account());
end $$;
comment on function taskforce.gate_seen is 'What gate and approval know of an operation that the live session reads';

-- The only way for the application to move a state: the version that was seen, the right to it, and what the trigger asks.
-- Null: hidden, or changed since.
create or replace function taskforce.move_operation(the_operation uuid, seen integer, wanted text, why text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(the_operation);
  may_plan constant boolean := taskforce.may_operate('operations.plan', the_operation);
  may_run constant boolean := taskforce.may_operate('operations.run', the_operation);
  now_at integer;
begin
  if held.version is distinct from seen or not (
    (wanted in ('requested', 'planning') and may_plan) or (wanted in ('started', 'ended') and may_run)
    or (wanted in ('postponed', 'aborted', 'closed') and (may_plan or may_run))) then
    return null;
  end if;
  update taskforce.operations o set state = wanted,
    postponed_reason = case wanted when 'postponed' then why else o.postponed_reason end,
    aborted_reason = case wanted when 'aborted' then why else o.aborted_reason end
  where o.id = the_operation returning o.version into now_at;
  return now_at;
end $$;
comment on function taskforce.move_operation is 'Moves an operation to another state for the live session';

-- Imminent danger: a line for every gate that is passed over, and the start, together.
create or replace function taskforce.start_through_danger(the_operation uuid, the_danger uuid, why text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  held constant taskforce.operations := taskforce.held_operation(the_operation);
  now_at integer;
begin
  if not taskforce.may_operate('operations.run', the_operation) or kit.reach('danger.raise') is distinct from 'all' then
    return null;
  end if;
  insert into taskforce.danger_bypasses (danger_id, gate, reason)
  select the_danger, g.gate, why from (
    select distinct taskforce.gate_of_blocker(b.problem, b.item) as gate from taskforce.start_blockers(the_operation) b) g
  where exists (select from taskforce.dangers d where d.id = the_danger and d.operation_id = held.id and d.ended_at is null)
  on conflict (danger_id, gate) do nothing;
  update taskforce.operations o set state = 'started', danger_id = the_danger where o.id = the_operation returning o.version into now_at;
  return now_at;
end $$;
comment on function taskforce.start_through_danger is 'Starts an operation because somebody is in danger now, and writes down what that passes over';

-- Owners of items: those who plan the operation or were asked to read its plan, members of its case, and commanders
-- where it is open to them. Granted to nobody.
create or replace function taskforce.gate_owners(the_operation uuid) returns table (id uuid, display_name text)
language sql stable security definer set search_path = pg_catalog as $$
  select a.id, a.display_name from taskforce.operations o left join taskforce.cases k on k.id = o.case_id join kit.accounts a on a.status = 'active'
  where o.id = the_operation and (
    exists (select from taskforce.operation_planners p where p.operation_id = o.id and p.account_id = a.id and p.ended_at is null)
    or (exists (select from taskforce.case_members m where m.case_id = o.case_id and m.account_id = a.id and m.ended_at is null)
      and exists (select from kit.account_roles r join kit.role_permissions g on g.role = r.role and g.permission = 'operations.read'
        where r.account_id = a.id and r.ended_at is null))
    or (not o.sealed and (k.id is null or (not k.sealed and k.handling = '{}'))
      and exists (select from kit.account_roles r where r.account_id = a.id and r.role = 'commander' and r.ended_at is null)))
  order by a.display_name, a.id
$$;
comment on function taskforce.gate_owners is 'Who can see to an item of the gate of an operation';
create or replace function taskforce.gate_people(the_operation uuid) returns table (id uuid, display_name text)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if the_operation in (select taskforce.readable_operations()) then
    return query select * from taskforce.gate_owners(the_operation);
  end if;
end $$;
comment on function taskforce.gate_people is 'The same, for those who read the operation';

-- Accepted reminders are items of every operation of their kind; they remind and do not hold up the start.
create or replace function taskforce.lesson_of_kind(the_item text, the_kind text) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.operation_lessons l
    where the_item = 'lesson-' || replace(l.id::text, '-', '') and l.for_kind = the_kind and l.standing = 'accepted')
$$;
comment on function taskforce.lesson_of_kind is 'Whether an item is an accepted reminder for a kind of operation';

-- What the regional systems answered for the present time and place: the evidence of the item.
create or replace function taskforce.handoff_evidence(the_operation uuid) returns table (system text, state text, reference text)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if the_operation in (select taskforce.readable_operations()) then
    return query select h.system, h.state, h.reference from taskforce.deconfliction_entries e
      join taskforce.deconfliction_handoffs h on h.entry_id = e.id and h.revision = e.revision
      where e.operation_id = the_operation and e.subject = 'operation' and h.state in ('answered', 'waived') order by h.system;
  end if;
end $$;
comment on function taskforce.handoff_evidence is 'Which regional systems know an operation as it stands, for those who read it';

create or replace function taskforce.operation_risk(the_operation uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select taskforce.risk_of(the_operation) where the_operation in (select taskforce.readable_operations()));
end $$;
comment on function taskforce.operation_risk is 'The risk that approval goes by, for those who read the operation';

-- Authorities that run out in a week, in two days, or have: told once each, to those who plan, and to who commands on
-- scene while it runs. Of several thresholds passed at once the nearest is told.
create or replace function taskforce.remind_authorities() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told integer;
begin
  with due as (
    select a.id, a.operation_id, a.expires_at, o.state, t.threshold from taskforce.operation_authorities a join taskforce.operations o on o.id = a.operation_id
    cross join lateral (select v.threshold from (values ('over', interval '0'), ('two_days', interval '48 hours'), ('week', interval '168 hours')) v(threshold, ahead)
      where a.expires_at <= now() + v.ahead order by v.ahead limit 1) t
    where a.kind <> 'none' and o.state in ('planning', 'requested', 'reviewed', 'approved', 'started', 'postponed')),
  fresh as (
    insert into taskforce.authority_alarms (authority_id, threshold, expires_at) select d.id, d.threshold, d.expires_at from due d
    on conflict do nothing returning authority_id, threshold),
  notices as (
    insert into kit.notices (account_id, kind, subject_table, subject_id)
    select distinct a.id, 'authority_' || f.threshold, 'operations', d.operation_id
    from fresh f join due d on d.id = f.authority_id join kit.accounts a on a.status = 'active' and (
      exists (select from taskforce.operation_planners p where p.operation_id = d.operation_id and p.account_id = a.id and p.capacity = 'plan' and p.ended_at is null)
      or (d.state = 'started' and exists (select from taskforce.operation_posts p where p.operation_id = d.operation_id and p.account_id = a.id and p.role = 'commander_on_scene')))
    returning 1)
  select count(*) into told from fresh;
  return told;
end $$;
comment on function taskforce.remind_authorities is 'Tells of warrants, orders and consents of operations that run out; answers of how many';
