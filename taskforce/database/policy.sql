-- Who may do what in the task force's wing. One file, run again whenever anything changed.
-- Written to be read by a privacy officer: 1 roles, 2 scopes, 3 rows, 4 columns.
-- Every table is closed first; only what stands here opens it.

do $$
declare
  one record;
begin
  for one in select schemaname, tablename, policyname from pg_policies where schemaname in ('kit', 'taskforce') loop
    execute format('drop policy %I on %I.%I', one.policyname, one.schemaname, one.tablename);
  end loop;
  for one in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kit', 'taskforce') and c.relkind in ('r', 'p') loop
    execute format('alter table %I.%I enable row level security', one.nspname, one.relname);
    execute format('revoke all on %I.%I from public, {{app}}, {{signin}}, {{jobs}}', one.nspname, one.relname);
  end loop;
  for one in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kit', 'taskforce') and c.relkind = 'v' loop
    execute format('revoke all on %I.%I from public, {{app}}, {{signin}}, {{jobs}}', one.nspname, one.relname);
  end loop;
end $$;
revoke all on all functions in schema kit, taskforce from public, {{app}}, {{signin}}, {{jobs}}, {{bridge}};
revoke all on schema public from public;
grant usage on schema public to {{app}}, {{signin}}, {{jobs}};
grant usage on schema kit to {{app}}, {{signin}}, {{jobs}};
grant usage on schema taskforce to {{app}};

-- 1 Roles ------------------------------------------------------------------------------------------------------
-- Reach: all = every record of the task force; agency = cases led by one's own agency, and where a member;
-- member = only where a member; own = only what one brought in. A sealed case opens to its members only.

delete from kit.role_permissions;
delete from kit.role_clearances;
insert into kit.roles (role, label, supervises) values
  ('commander', 'Commander', true),
  ('investigator', 'Investigator', false),
  ('analyst', 'Analyst', false),
  ('prosecutor', 'Prosecutor', false),
  ('labor_inspector', 'Labor inspector', false),
  ('victim_specialist', 'System-based victim specialist', false),
  ('outreach_coordinator', 'Outreach coordinator', false),
  ('records_officer', 'Records and privacy officer', false),
  ('auditor', 'Auditor', false),
  ('account_administrator', 'Account administrator', false)
on conflict (role) do update set label = excluded.label, supervises = excluded.supervises;

insert into kit.role_permissions (permission, role, reach)
select permission, split_part(grantee, ' ', 1), split_part(grantee, ' ', 2)
from (values
  -- tips
  ('tips.receive',    array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('tips.read',       array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'records_officer all', 'labor_inspector own', 'outreach_coordinator own', 'victim_specialist own']),
  ('tips.triage',     array['commander all', 'investigator all', 'analyst all']),
  ('tips.unmask',     array['commander all', 'investigator all', 'records_officer all']),
  -- imminent danger: everybody who works with cases or tips may raise it
  ('danger.raise',    array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('danger.answer',   array['commander all', 'investigator all', 'analyst all']),
  ('danger.review',   array['commander all']),
  ('tips.purge',      array['commander all', 'records_officer all']),
  ('tips.hold',       array['records_officer all', 'prosecutor all']),
  -- cases
  ('cases.read',      array['commander all', 'analyst all', 'prosecutor all', 'records_officer all', 'investigator agency', 'labor_inspector member', 'victim_specialist member']),
  ('cases.open',      array['commander all', 'investigator agency', 'analyst all']),
  ('cases.write',     array['commander all', 'investigator agency', 'analyst member', 'prosecutor member', 'labor_inspector member', 'victim_specialist member']),
  ('cases.members',   array['commander all', 'investigator agency']),
  ('cases.seal',      array['commander all', 'prosecutor member', 'records_officer all']),
  ('phases.record',   array['commander all', 'investigator agency', 'prosecutor member']),
  ('phases.approve',  array['commander all']),
  ('briefs.make',     array['commander all', 'investigator agency', 'analyst all', 'prosecutor all', 'records_officer all', 'labor_inspector member', 'victim_specialist member']),
  ('briefs.portfolio', array['commander all']),
  -- case meetings: all members of the task force, and those of law enforcement alone
  -- estimates: everybody who reads a case reads its ranges; who may have them computed anew
  ('estimates.read',  array['commander all', 'analyst all', 'prosecutor all', 'records_officer all', 'investigator agency', 'labor_inspector member', 'victim_specialist member']),
  ('estimates.run',   array['commander all', 'analyst all']),
  ('estimates.office', array['commander all', 'analyst all', 'prosecutor all']),
  ('estimates.keep',  array['commander all']),
  -- budgets: what an hour of a role costs and who pays
  ('budgets.read',    array['commander all', 'analyst all', 'prosecutor all', 'records_officer all', 'investigator all']),
  ('budgets.keep',    array['commander all']),
  -- what-ifs: figures of the whole office, for those who look at all of it
  ('what_ifs.ask',    array['commander all', 'analyst all']),
  -- requests for resources: read by those who look at the whole office; written by one, reviewed by another, approved by a third
  ('resources.write', array['commander all', 'analyst all']),
  ('resources.review', array['commander all', 'analyst all', 'prosecutor all']),
  ('resources.approve', array['commander all', 'prosecutor all']),
  ('meetings.read',   array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('meetings.law_enforcement', array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'records_officer all']),
  ('meetings.hold',   array['commander all', 'investigator all', 'prosecutor all']),
  -- victims: code name and status for readers of the case; the record for those who work with the person (analysts,
  -- labor inspectors and records officers never); unmasking for members of the case alone, supervisors not excepted
  ('victims.list',    array['commander all', 'analyst all', 'prosecutor all', 'records_officer all', 'investigator agency', 'labor_inspector member', 'victim_specialist member']),
  ('victims.read',    array['commander all', 'prosecutor all', 'investigator agency', 'victim_specialist member']),
  ('victims.write',   array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('victims.confirm', array['commander all', 'investigator agency', 'prosecutor member']),
  ('victims.unmask',  array['commander member', 'investigator member', 'prosecutor member', 'victim_specialist member']),
  -- referrals: for the people who work with the victims of a case; the rules of the protocol about them
  ('referrals.read',  array['commander all', 'prosecutor all', 'investigator agency', 'victim_specialist member']),
  ('referrals.write', array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('referrals.receive', array['commander all', 'investigator all', 'victim_specialist all']),
  ('protocol.referrals', array['commander all', 'account_administrator all']),
  -- providers: who serves survivors, and stand-by notices to them (R-022, R-070)
  ('providers.read',  array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('providers.keep',  array['commander all', 'investigator all', 'victim_specialist all', 'outreach_coordinator all']),
  ('standby.read',    array['commander all', 'prosecutor all', 'investigator agency', 'victim_specialist member']),
  ('standby.send',    array['commander all', 'investigator agency', 'victim_specialist member']),
  -- work with victims: everybody who works with one may add to the ledger of promises; who is cleared for giglio reads
  -- it, and prosecutors alone take it out. Relief is asked for by one and signed by another.
  ('interviews.plan', array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('promises.record', array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('promises.read',   array['commander all', 'prosecutor all', 'victim_specialist member']),
  ('promises.export', array['prosecutor all']),
  ('relief.request',  array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('relief.decide',   array['commander all', 'prosecutor member']),
  ('charges.record',  array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  ('rights.tell',     array['commander all', 'investigator agency', 'prosecutor member', 'victim_specialist member']),
  -- what survivors released to us: read by members of the case alone; labor inspectors only where the case is about
  -- labor; put to a case by those who are nobody's investigator. Nothing passes over the provider's yes at each reading
  ('releases.read',   array['commander member', 'investigator member', 'prosecutor member', 'victim_specialist member', 'labor_inspector member']),
  ('releases.every_type', array['commander member', 'investigator member', 'prosecutor member', 'victim_specialist member']),
  ('releases.link',   array['commander all', 'victim_specialist all']),
  -- operations: plans are read with the work they belong to; member = planner of it, or member of its case. Nobody
  -- signs what they planned; a sealed one opens to planners and members of its case alone
  ('operations.read', array['commander all', 'analyst all', 'prosecutor all', 'records_officer all', 'investigator agency', 'outreach_coordinator agency', 'labor_inspector member', 'victim_specialist member']),
  ('operations.plan', array['commander all', 'investigator agency', 'outreach_coordinator agency', 'prosecutor member', 'analyst member', 'labor_inspector member', 'victim_specialist member']),
  ('operations.approve', array['commander all', 'prosecutor all']),
  ('operations.run',  array['commander all', 'investigator agency', 'outreach_coordinator agency', 'prosecutor member', 'labor_inspector member', 'victim_specialist member']),
  -- nominations of targets: proposed by whoever works with cases, tips or outreach; the committee votes, a supervisor decides
  ('nominations.read', array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'records_officer all', 'labor_inspector own', 'victim_specialist own', 'outreach_coordinator own']),
  ('nominations.make', array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all']),
  ('nominations.vote', array['commander all', 'investigator all', 'analyst all', 'prosecutor all']),
  ('nominations.decide', array['commander all']),
  ('nominations.hold', array['records_officer all', 'prosecutor all']),
  -- the calendar: what operations share (vehicles, rooms); dates of cases ask cases.read and cases.write
  ('vehicles.read',   array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('vehicles.keep',   array['commander all', 'investigator all', 'outreach_coordinator all']),
  -- deconfliction: law enforcement enters and is told contacts; whoever else plans or inspects is told by the coordinator
  ('deconfliction.use', array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all']),
  ('deconfliction.enter', array['commander all', 'investigator all', 'analyst all']),
  ('deconfliction.ask', array['labor_inspector all']),
  ('deconfliction.coordinate', array['commander all']),
  -- across rooms
  ('search.use',      array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('imports.run',     array['commander all', 'analyst all']),
  ('export.make',     array['commander all', 'investigator agency', 'analyst all', 'prosecutor all', 'records_officer all']),
  ('audit.read',      array['auditor all', 'records_officer all']),
  ('audit.review',    array['auditor all', 'records_officer all']),
  ('accounts.manage', array['account_administrator all']),
  ('bridge.manage',   array['account_administrator all']),
  -- who sees with whom the task force is paired, and what each may send (the first word of the kind of message)
  ('bridge.see',      array['commander all', 'investigator all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all']),
  ('bridge.standby',  array['commander all', 'investigator all', 'victim_specialist all']),
  ('bridge.referral', array['commander all', 'investigator all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all']),
  -- totals that providers sent: numbers about nobody
  ('figures.read',    array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all', 'auditor all']),
  ('settings.manage', array['account_administrator all'])
) as matrix (permission, grantees), unnest(grantees) as grantee;

-- Handling labels: who is cleared for what is marked so. Unmarked records need no clearance.
insert into kit.role_clearances (label, role)
select label, unnest(roles)
from (values
  ('part_23',       array['commander', 'investigator', 'analyst', 'prosecutor', 'records_officer']),
  ('law_enforcement_sensitive', array['commander', 'investigator', 'analyst', 'prosecutor', 'records_officer', 'labor_inspector', 'victim_specialist']),
  ('sealed',        array['commander', 'investigator', 'prosecutor']),
  ('work_product',  array['prosecutor']),
  ('giglio',        array['prosecutor', 'commander', 'victim_specialist']),
  ('section_1367',  array['prosecutor', 'commander', 'investigator', 'victim_specialist', 'records_officer']),
  ('grand_jury',    array['prosecutor']),
  ('title_iii',     array['prosecutor', 'commander']),
  ('juvenile',      array['commander', 'investigator', 'prosecutor', 'victim_specialist', 'records_officer']),
  ('tax',           array['prosecutor']),
  ('sar',           array['prosecutor', 'analyst']),
  ('informant_identity', array['commander']),
  ('victim_identity', array['commander', 'investigator', 'prosecutor', 'victim_specialist']),
  ('medical',       array['prosecutor', 'victim_specialist'])
) as clearance (label, roles);

-- 2 Scopes -----------------------------------------------------------------------------------------------------
-- They run as the owner and answer only for the live session. What a session may read of the cases is said once, in
-- case_scope, which nobody is granted; the views after it give ids and nothing else. A policy that asks one of them
-- has the whole answer in a single plan: a policy that asks a table would carry the policies of that table along,
-- and those of the tables which they ask.

drop view if exists taskforce.open_nominations, taskforce.open_operations, taskforce.operation_scope, taskforce.open_releases, taskforce.open_referrals, taskforce.victims_named, taskforce.open_victims, taskforce.victim_cases, taskforce.open_activities, taskforce.open_strands, taskforce.open_cases, taskforce.case_scope, taskforce.my_memberships;

create view taskforce.my_memberships with (security_barrier = true) as
  select m.case_id from taskforce.case_members m
  where m.account_id = (select kit.current_account()) and m.ended_at is null;
comment on view taskforce.my_memberships is 'Cases of which the live session is a member, to look up one by one';
comment on column taskforce.my_memberships.case_id is 'The case';

create view taskforce.case_scope as
  select c.id from kit.standing('cases.read') me cross join taskforce.cases c
  left join taskforce.case_members m on m.case_id = c.id and m.account_id = me.account_id and m.ended_at is null
  where (c.handling = '{}' or c.handling <@ (select kit.clearances()))
    and case me.reach
      when 'all' then not c.sealed or m.case_id is not null
      when 'agency' then (not c.sealed and c.lead_agency_id = me.agency_id) or m.case_id is not null
      when 'member' then m.case_id is not null
      else false
    end;
comment on view taskforce.case_scope is 'Cases that the live session may read: the policies of the cases in one condition';
comment on column taskforce.case_scope.id is 'The case';

create view taskforce.open_cases with (security_barrier = true) as select c.id from taskforce.case_scope c;
comment on view taskforce.open_cases is 'Ids of the cases that the live session may read';
comment on column taskforce.open_cases.id is 'The case';

create view taskforce.open_strands with (security_barrier = true) as
  select s.id, s.case_id from taskforce.strands s join taskforce.case_scope c on c.id = s.case_id
  where s.handling = '{}' or s.handling <@ (select kit.clearances());
comment on view taskforce.open_strands is 'Ids of the strands that the live session may read';
comment on column taskforce.open_strands.id is 'The strand';
comment on column taskforce.open_strands.case_id is 'Its case';

create view taskforce.open_activities with (security_barrier = true) as
  select a.id, a.case_id from taskforce.activities a join taskforce.case_scope c on c.id = a.case_id
  left join taskforce.strands s on s.id = a.strand_id and s.case_id = a.case_id
  where (a.handling = '{}' or a.handling <@ (select kit.clearances()))
    and (a.strand_id is null or s.handling = '{}' or s.handling <@ (select kit.clearances()));
comment on view taskforce.open_activities is 'Ids of the activities that the live session may read';
comment on column taskforce.open_activities.id is 'The activity';
comment on column taskforce.open_activities.case_id is 'Its case';

-- Victims: in which cases the live session may read them, and which. The views that policies ask give ids alone.
create view taskforce.victim_cases with (security_barrier = true) as
  select k.id from kit.standing('victims.read') me cross join taskforce.case_scope s join taskforce.cases k on k.id = s.id
  left join taskforce.case_members m on m.case_id = k.id and m.account_id = me.account_id and m.ended_at is null
  where case me.reach
    when 'all' then true
    when 'agency' then k.lead_agency_id = me.agency_id or m.case_id is not null
    when 'member' then m.case_id is not null
    else false
  end;
comment on view taskforce.victim_cases is 'Ids of the cases whose victims the live session may read';
comment on column taskforce.victim_cases.id is 'The case';

create view taskforce.open_victims with (security_barrier = true) as
  select v.id, v.case_id from taskforce.victims v join taskforce.victim_cases c on c.id = v.case_id
  where v.handling = '{}' or v.handling <@ (select kit.clearances());
comment on view taskforce.open_victims is 'Ids of the victims that the live session may read';
comment on column taskforce.open_victims.id is 'The victim';
comment on column taskforce.open_victims.case_id is 'Their case';

-- Referrals of the cases whose victims the session may read; one for a victim it is not cleared for stays hidden.
create view taskforce.open_referrals with (security_barrier = true) as
  select r.id, r.case_id from taskforce.referrals r join taskforce.victim_cases c on c.id = r.case_id
  left join taskforce.victims v on v.id = r.victim_id
  where v.id is null or v.handling = '{}' or v.handling <@ (select kit.clearances());
comment on view taskforce.open_referrals is 'Ids of the referrals that the live session may read';
comment on column taskforce.open_referrals.id is 'The referral';
comment on column taskforce.open_referrals.case_id is 'Its case';

-- What everybody who reads a case is told of its victims: a code name and where the assessment stands.
create view taskforce.victims_named with (security_barrier = true) as
  select v.id, v.case_id, v.code_name, v.status, v.status_since
  from taskforce.victims v join taskforce.case_scope c on c.id = v.case_id
  where (select kit.reach('victims.list')) is not null and (v.handling = '{}' or v.handling <@ (select kit.clearances()));
comment on view taskforce.victims_named is 'Code name and status of the victims in the cases that the live session may read';
comment on column taskforce.victims_named.id is 'The victim';
comment on column taskforce.victims_named.case_id is 'Their case';
comment on column taskforce.victims_named.code_name is 'Code name';
comment on column taskforce.victims_named.status is 'Where the assessment stands';
comment on column taskforce.victims_named.status_since is 'Day of the decision that holds';

-- Releases: members of the case, whoever they are, and nobody else.
create view taskforce.open_releases with (security_barrier = true) as
  select r.id, r.case_id from taskforce.releases r join taskforce.case_scope s on s.id = r.case_id join taskforce.cases k on k.id = r.case_id
  join taskforce.my_memberships m on m.case_id = r.case_id
  where (select kit.reach('releases.read')) is not null
    and ((select kit.reach('releases.every_type')) is not null or k.type in ('labor', 'both'));
comment on view taskforce.open_releases is 'Ids of the releases that the live session may read';
comment on column taskforce.open_releases.id is 'The release';
comment on column taskforce.open_releases.case_id is 'Its case';

-- Operations: how the live session stands to each. Who cannot read its case finds no operation of it, unless asked to
-- plan it; the labels of the case hold even then. A seal on either opens it to planners and members of the case alone.
create view taskforce.operation_scope as
  select o.id, o.state, o.ended_at, o.lead_agency_id, o.sealed or coalesce(k.sealed, false) as sealed,
    coalesce(p.capacity = 'plan', false) or m.case_id is not null as plans, p.capacity is not null or m.case_id is not null as belongs
  from taskforce.operations o
  left join taskforce.cases k on k.id = o.case_id
  left join taskforce.operation_planners p on p.operation_id = o.id and p.account_id = (select kit.current_account()) and p.ended_at is null
  left join taskforce.my_memberships m on m.case_id = o.case_id
  left join taskforce.case_scope r on r.id = o.case_id
  where k.id is null or r.id is not null
    or (p.capacity is not null and (k.handling = '{}' or k.handling <@ (select kit.clearances())));
comment on view taskforce.operation_scope is 'How the live session stands to the operations that its case and the labels of it leave open';
comment on column taskforce.operation_scope.id is 'The operation';
comment on column taskforce.operation_scope.state is 'Its state';
comment on column taskforce.operation_scope.ended_at is 'When it ended';
comment on column taskforce.operation_scope.lead_agency_id is 'Agency in the lead';
comment on column taskforce.operation_scope.sealed is 'Whether it or its case is sealed';
comment on column taskforce.operation_scope.plans is 'Planner of it or member of its case';
comment on column taskforce.operation_scope.belongs is 'The same, or asked to read the plan';

create view taskforce.open_operations with (security_barrier = true) as
  select o.id from kit.standing('operations.read') me cross join taskforce.operation_scope o
  where case me.reach
    when 'all' then not o.sealed or o.belongs
    when 'agency' then (not o.sealed and o.lead_agency_id = me.agency_id) or o.belongs
    when 'member' then o.belongs
    else false
  end;
comment on view taskforce.open_operations is 'Ids of the operations whose plan the live session may read';
comment on column taskforce.open_operations.id is 'The operation';

create or replace function taskforce.operations_within(wanted text) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select o.id from kit.standing(wanted) me cross join taskforce.operation_scope o join taskforce.open_operations r on r.id = o.id
    where (me.reach = 'all' and not o.sealed) or (me.reach = 'agency' and not o.sealed and o.lead_agency_id = me.agency_id)
      or (me.reach is not null and o.plans);
end $$;
comment on function taskforce.operations_within is 'Operations with which the live session may do something';
create or replace function taskforce.readable_operations() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select o.id from taskforce.open_operations o;
end $$;
comment on function taskforce.readable_operations is 'Operations whose plan the live session may read';
create or replace function taskforce.plannable_operations() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$ select taskforce.operations_within('operations.plan') $$;
comment on function taskforce.plannable_operations is 'Operations whose plan the live session may change';
create or replace function taskforce.runnable_operations() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$ select taskforce.operations_within('operations.run') $$;
comment on function taskforce.runnable_operations is 'Operations that the live session may run';

-- May this session do this with the operation? For writing: one operation at a time.
create or replace function taskforce.may_operate(wanted text, the_operation uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (
    select from kit.standing(wanted) me cross join taskforce.operation_scope o
    where o.id = the_operation and exists (select from taskforce.open_operations r where r.id = o.id)
      and ((me.reach = 'all' and not o.sealed) or (me.reach = 'agency' and not o.sealed and o.lead_agency_id = me.agency_id)
        or (me.reach is not null and o.plans)));
end $$;
comment on function taskforce.may_operate is 'Whether the live session may do something with one operation';
create or replace function taskforce.may_settle(the_operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select taskforce.may_operate('operations.plan', the_operation) or taskforce.may_operate('operations.run', the_operation)
    or taskforce.may_operate('operations.approve', the_operation)
$$;
comment on function taskforce.may_settle is 'Whether the live session may settle items of an operation''s readiness gate';
create or replace function taskforce.my_posts() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select p.id from taskforce.operation_posts p where p.account_id = kit.current_account();
end $$;
comment on function taskforce.my_posts is 'Posts on rosters that the live session holds';
create or replace function taskforce.boards() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select taskforce.runnable_operations()
    union select o.id from taskforce.operation_posts p join taskforce.operations o on o.id = p.operation_id
    where p.account_id = kit.current_account()
      and (o.state in ('approved', 'started') or (o.state in ('ended', 'closed', 'aborted') and o.ended_at > now() - interval '1 day'));
end $$;
comment on function taskforce.boards is 'Operations whose board the live session may open: those it runs, and from approval until a day after the end those on whose roster it is';

-- The live board: what it shows besides its log, who writes on it, and what of a log is there already. Asked for one
-- operation at a time. Whoever stood on the roster of an operation that started may send what still waits on a device.
create or replace function taskforce.may_record(the_operation uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return taskforce.may_operate('operations.run', the_operation) or exists (
    select from taskforce.operation_posts p join taskforce.operations o on o.id = p.operation_id
    where p.operation_id = the_operation and p.account_id = kit.current_account()
      and (o.state = 'approved' or o.started_at is not null));
end $$;
comment on function taskforce.may_record is 'Whether the live session may write in the log of an operation: it runs it, or stands on its roster';

create or replace function taskforce.board_recorder(the_operation uuid) returns table (
  runs boolean, commands_on_scene boolean, posts uuid[], all_posts uuid[], stages uuid[], started_at timestamptz, ended_at timestamptz, now timestamptz)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select taskforce.may_operate('operations.run', o.id),
    exists (select from taskforce.operation_posts p where p.operation_id = o.id and p.account_id = kit.current_account() and p.role = 'commander_on_scene'),
    array(select p.id from taskforce.operation_posts p where p.operation_id = o.id and p.account_id = kit.current_account()),
    array(select p.id from taskforce.operation_posts p where p.operation_id = o.id),
    array(select s.id from taskforce.operation_stages s where s.operation_id = o.id),
    o.started_at, o.ended_at, clock_timestamp()
  from taskforce.operations o where o.id = the_operation and taskforce.may_record(o.id);
end $$;
comment on function taskforce.board_recorder is 'What is needed to judge entries of the live session for the log of an operation';

create or replace function taskforce.board_providers(the_operation uuid) returns table (id uuid, name text)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select p.id, p.name from taskforce.providers p where p.active and taskforce.may_record(the_operation) order by lower(p.name);
end $$;
comment on function taskforce.board_providers is 'Providers to whom people may be handed over, for those who write in the log';

create or replace function taskforce.entries_kept(the_operation uuid, ids uuid[]) returns table (id uuid, sequence bigint, late boolean, mine boolean)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select e.id, e.sequence, e.late, e.created_by = kit.current_account() and e.operation_id = the_operation
  from taskforce.operation_entries e where e.id = any (ids) and taskforce.may_record(the_operation);
end $$;
comment on function taskforce.entries_kept is 'Which of these entries are in the log already';

create or replace function taskforce.board_plan(the_operation uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  runs constant boolean := taskforce.may_operate('operations.run', the_operation);
begin
  return (
    select jsonb_build_object(
      'operation', jsonb_build_object('id', o.id, 'number', o.number, 'title', o.title, 'state', o.state, 'version', o.version,
        'startedAt', to_char(o.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'endedAt', to_char(o.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'caseId', (select c.id from taskforce.open_cases c where c.id = o.case_id)),
      'stages', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'goCriteria', s.go_criteria, 'abortCriteria', s.abort_criteria,
          'needs', (select coalesce(jsonb_agg(d.needs_stage_id), '[]') from taskforce.operation_stage_dependencies d where d.stage_id = s.id)) order by s.place, s.id)
        from taskforce.operation_stages s where s.operation_id = o.id), '[]'),
      'posts', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'name', coalesce(a.display_name, p.person_name), 'agency', g.short_name,
          'placeKind', p.place_kind, 'stageId', p.stage_id, 'contact', p.contact, 'radio', p.radio, 'mine', p.account_id is not distinct from me,
          'duties', case when p.account_id = me then p.duties end) order by p.created_at, p.id)
        from taskforce.operation_posts p left join kit.accounts a on a.id = p.account_id left join kit.agencies g on g.id = p.agency_id
        where p.operation_id = o.id), '[]'),
      'providers', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'standsBy', s.id is not null) order by s.id is null, lower(p.name))
        from taskforce.board_providers(o.id) p left join taskforce.operation_standbys s on s.operation_id = o.id and s.provider_id = p.id and s.ended_at is null), '[]'),
      'may', jsonb_build_object('record', o.started_at is not null and taskforce.may_record(o.id),
        'order', runs or exists (select from taskforce.operation_posts p where p.operation_id = o.id and p.account_id = me and p.role = 'commander_on_scene'),
        'run', runs))
    from taskforce.operations o where o.id = the_operation and o.id in (select taskforce.boards()));
end $$;
comment on function taskforce.board_plan is 'What the live board of an operation shows besides its log, as far as the live session may see it: the roster by name and post, and of the role cards its own';

-- Ids that a session would not be told are checked against the row, not remembered: the next free number of a year.
create or replace function taskforce.next_operation_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46600, year);
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(o.number, '-', 3)::integer), 0) + 1 as count
    from taskforce.operations o where o.number like 'OP-' || year::text || '-%')
  select 'OP-' || year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function taskforce.next_operation_number is 'Next operation number of a year; callers wait for each other';
-- Nominations: of a strand only for readers of the strand; one that became part of a sealed or marked case closes with it.
create view taskforce.open_nominations with (security_barrier = true) as
  select n.id from kit.standing('nominations.read') me cross join taskforce.nominations n
  left join taskforce.cases k on k.id = n.opened_case_id
  left join taskforce.case_members m on m.case_id = k.id and m.account_id = me.account_id and m.ended_at is null
  where (me.reach = 'all' or (me.reach = 'own' and n.nominated_by = me.account_id))
    and (n.strand_id is null or exists (select from taskforce.open_strands s where s.id = n.strand_id))
    and (k.id is null or ((not k.sealed or m.case_id is not null) and (k.handling = '{}' or k.handling <@ (select kit.clearances()))));
comment on view taskforce.open_nominations is 'Ids of the nominations that the live session may read';
comment on column taskforce.open_nominations.id is 'The nomination';

create or replace function taskforce.my_cases() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select m.case_id from taskforce.my_memberships m;
end $$;
comment on function taskforce.my_cases is 'Cases of which the live session is a member';

-- May this session do this to the case? For writing: one case at a time.
create or replace function taskforce.may(wanted text, the_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  reach constant text := kit.reach(wanted);
begin
  return reach is not null and exists (
    select from taskforce.cases c
    where c.id = the_case
      and (c.handling = '{}' or c.handling <@ (select kit.clearances()))
      and ((reach = 'all' and not c.sealed)
        or (reach = 'agency' and not c.sealed and c.lead_agency_id = (select kit.current_agency()))
        or exists (select from taskforce.my_memberships m where m.case_id = c.id)));
end $$;
comment on function taskforce.may is 'Whether the live session may do something to one case';

-- The only way to the identity or the contact of a victim: a member of the case whose role unmasks, both factors within
-- ten minutes, a reason from the list, an entry in the audit and a line with the victim. It holds for fifteen minutes
-- in this session. An unsafe channel never leaves its seal.
create or replace function taskforce.unmask_victim(the_victim uuid, the_part text, the_reason text)
returns table (id uuid, sealed bytea, ends_at timestamptz) language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  me kit.sessions;
  until constant timestamptz := now() + interval '15 minutes';
begin
  select s.* into me from kit.current_session() s;
  if not exists (select from taskforce.open_victims v where v.id = the_victim and taskforce.may('victims.unmask', v.case_id))
    or me.stepped_up_at is null or me.stepped_up_at <= now() - interval '10 minutes' then
    return;
  end if;
  if not exists (select from taskforce.sealed_of_victim(the_victim, the_part)) then
    return;
  end if;
  insert into taskforce.victim_unmaskings (victim_id, part, reason, account_id, session_id, ends_at)
  values (the_victim, the_part, the_reason, me.account_id, me.id, until);
  perform kit.note('unmask', 'victims', array[the_victim], json_build_object('part', the_part, 'reason', the_reason), 'done', 'victims', the_victim);
  return query select s.id, s.sealed, until from taskforce.sealed_of_victim(the_victim, the_part) s;
end $$;
comment on function taskforce.unmask_victim is 'Sealed identity or contact of a victim, against a reason that is audited and listed';

create or replace function taskforce.unmasked_victim(the_victim uuid, the_part text)
returns table (id uuid, sealed bytea, ends_at timestamptz) language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.sealed, u.ends_at from (
    select max(o.ends_at) as ends_at from taskforce.victim_unmaskings o join kit.current_session() me on me.id = o.session_id
    where o.victim_id = the_victim and o.part = the_part and o.closed_at is null and o.ends_at > now()
      and exists (select from taskforce.open_victims v where v.id = the_victim and taskforce.may('victims.unmask', v.case_id))) u
  cross join taskforce.sealed_of_victim(the_victim, the_part) s where u.ends_at is not null
$$;
comment on function taskforce.unmasked_victim is 'The same once more while what this session opened is still open';

create or replace function taskforce.mask_victim(the_victim uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  many integer;
begin
  update taskforce.victim_unmaskings u set closed_at = now() from kit.current_session() me
  where u.session_id = me.id and u.victim_id = the_victim and u.closed_at is null and u.ends_at > now();
  get diagnostics many = row_count;
  return many;
end $$;
comment on function taskforce.mask_victim is 'Closes what this session opened of a victim; answers how many';

create or replace function taskforce.code_names_taken(names text[]) returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array(select n from unnest(names) n
    where (select kit.reach('victims.write')) is null or exists (select from taskforce.victims v where lower(v.code_name) = lower(n))), '{}')
$$;
comment on function taskforce.code_names_taken is 'Which of these code names are taken in the task force';

-- Ids that a session would not be told are checked against the row, not remembered: the next free number of a year.
create or replace function taskforce.next_case_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46002, year);
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(c.number, '-', 2)::integer), 0) + 1 as count
    from taskforce.cases c where c.number like year::text || '-%')
  select year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function taskforce.next_case_number is 'Next case number of a year; callers wait for each other';

-- Casework: what the check of transitions asks for.
create or replace function taskforce.required_items() returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select array(select jsonb_array_elements_text(value)) from kit.settings where key = 'required_checklist_items'),
    '{goals,partner_commitments,money_trail_plan,victim_recovery_and_safety_plan,threat_assessment,deconfliction}')
$$;
comment on function taskforce.required_items is 'Checklist items a strand needs before it leaves the pre-operational phase';

-- The clocks of tips as this installation sets them, and its time zone; the public form asks for them too.
create or replace function taskforce.clock_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select value from kit.settings where key = 'tip_clocks'), '{}') || jsonb_build_object('zone', taskforce.zone())
$$;
comment on function taskforce.clock_settings is 'Deadlines of tips that the installation sets, and its time zone';

create or replace function taskforce.danger_open(the_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.dangers d where d.ended_at is null and (d.case_id = the_case
    or d.tip_id in (select l.tip_id from taskforce.tip_cases l where l.case_id = the_case and l.ended_at is null)))
$$;
comment on function taskforce.danger_open is 'Whether imminent danger is open on a case';

create or replace function taskforce.reviews_owed(the_case uuid) returns table (danger_id uuid, due_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, v.due_at from taskforce.danger_reviews v join taskforce.dangers d on d.id = v.danger_id
  where v.done_at is null and (d.case_id = the_case
    or d.tip_id in (select l.tip_id from taskforce.tip_cases l where l.case_id = the_case and l.ended_at is null))
  order by v.due_at
$$;
comment on function taskforce.reviews_owed is 'After-action reviews that ended dangers on a case still owe, and by when';

create or replace function taskforce.supervises() returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from kit.account_roles r join kit.roles o on o.role = r.role
    where r.account_id = (select kit.current_account()) and r.ended_at is null and o.supervises)
$$;
comment on function taskforce.supervises is 'Whether the live session belongs to a supervisor';

-- Tips and dangers.
create or replace function taskforce.next_tip_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46003, year);
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(t.number, '-', 3)::integer), 0) + 1 as count
    from taskforce.tips t where t.number like 'T-' || year::text || '-%')
  select 'T-' || year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function taskforce.next_tip_number is 'Next tip number of a year; callers wait for each other';

create or replace function taskforce.notify_commanders(kind text, subject_table text, subject_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent)
  select distinct a.id, notify_commanders.kind, notify_commanders.subject_table, notify_commanders.subject_id, true
  from kit.accounts a join kit.account_roles r on r.account_id = a.id
  where r.role = 'commander' and r.ended_at is null and a.status = 'active'
    and exists (select from taskforce.dangers d where d.id = notify_commanders.subject_id)
$$;
comment on function taskforce.notify_commanders is 'Leaves an urgent notice about a danger with every commander';

-- The one door of the public form. Whoever calls it has no account and reads nothing. The time is cut to the hour.
-- `tip` carries the columns of taskforce.tips by name; `answers` is [{pack, packVersion, question, answer}].
create or replace function taskforce.receive_public_tip(
  the_id uuid, tip jsonb, answers jsonb, contact bytea, receipt_lookup bytea, receipt_hash text,
  retain_until date, triage_due_at timestamptz, officer_minutes integer, contact_minutes integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told timestamptz := date_trunc('hour', now());
  the_number text;
  the_danger uuid;
begin
  select t.number into the_number from taskforce.tips t where t.id = the_id;
  if found then
    return the_number;
  end if;
  the_number := taskforce.next_tip_number(extract(year from told at time zone 'UTC')::integer);
  insert into taskforce.tips (id, number, channel, origin_route, origin_mode, audience, received_by, received_at, recorded_at, language,
    what, place, happened, ongoing, danger, persons_range, minors, languages_heard, vehicle, phones, online_links, transport_mode,
    departure, destination, how_known, training_code, match_keys, in_danger, triage_due_at, retain_until)
  values (the_id, the_number, 'public_form', tip ->> 'origin_route', tip ->> 'origin_mode', tip ->> 'audience', null, told, told, tip ->> 'language',
    tip ->> 'what', tip ->> 'place', tip ->> 'happened', tip ->> 'ongoing', tip ->> 'danger', tip ->> 'persons_range', tip ->> 'minors',
    tip ->> 'languages_heard', tip ->> 'vehicle', tip ->> 'phones', tip ->> 'online_links', tip ->> 'transport_mode',
    tip ->> 'departure', tip ->> 'destination', tip ->> 'how_known', tip ->> 'training_code',
    array(select jsonb_array_elements_text(tip -> 'match_keys')), tip ->> 'danger' = 'yes',
    date_trunc('hour', receive_public_tip.triage_due_at), receive_public_tip.retain_until);
  insert into taskforce.tip_receipts (tip_id, lookup, code_hash) values (the_id, receipt_lookup, receipt_hash);
  insert into taskforce.tip_reporters (tip_id, contact_sealed, may_contact) values (the_id, contact, contact is not null);
  insert into taskforce.tip_answers (tip_id, pack, pack_version, question, answer)
  select the_id, a ->> 'pack', a ->> 'packVersion', a ->> 'question', a ->> 'answer' from jsonb_array_elements(answers) a;
  if tip ->> 'danger' = 'yes' then
    insert into taskforce.dangers (tip_id, officer_due_at, contact_due_at)
    values (the_id, now() + make_interval(mins => officer_minutes), now() + make_interval(mins => contact_minutes))
    returning id into the_danger;
    perform taskforce.notify_commanders('danger_raised', 'dangers', the_danger);
  end if;
  return the_number;
end $$;
comment on function taskforce.receive_public_tip is 'Takes a tip from the public form and answers with its number; the same id twice is one tip';

-- What a receipt tells: where the tip stands and the open question. Nothing of what was told comes back.
create or replace function taskforce.tip_by_receipt(receipt_lookup bytea) returns table (code_hash text, standing text, question text)
language sql stable security definer set search_path = pg_catalog as $$
  select r.code_hash,
    case when t.state = 'asked_back' then 'question' when t.state = 'received' and t.assigned_to is null and t.decided_at is null then 'received' else 'under_review' end,
    case when t.state = 'asked_back' then (
      select m.body from taskforce.tip_messages m where m.tip_id = t.id and m.direction = 'question' order by m.place desc limit 1) end
  from taskforce.tip_receipts r join taskforce.tips t on t.id = r.tip_id
  where r.lookup = receipt_lookup
$$;
comment on function taskforce.tip_by_receipt is 'Standing of a public tip and the question open to its reporter; the caller proves the code against the hash';

create or replace function taskforce.answer_by_receipt(receipt_lookup bytea, answer text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_tip uuid;
begin
  select t.id into the_tip from taskforce.tip_receipts r join taskforce.tips t on t.id = r.tip_id
  where r.lookup = receipt_lookup and t.state = 'asked_back' for update of t;
  if the_tip is null then
    return false;
  end if;
  insert into taskforce.tip_messages (tip_id, direction, body, sent_at) values (the_tip, 'answer', answer, date_trunc('hour', now()));
  update taskforce.tips set state = 'received', answered_at = date_trunc('hour', now()) where id = the_tip;
  return true;
end $$;
comment on function taskforce.answer_by_receipt is 'Leaves the answer of the reporter while a question is open; the tip goes back into the queue';

-- A picture of the reporter, under the code that proves them. The store holds it already; the name is ours, the time is
-- cut to the hour. False when the tip has `most` pictures or takes none any more.
create or replace function taskforce.picture_by_receipt(receipt_lookup bytea, the_hash bytea, size bigint, the_kind text, most integer)
returns boolean language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_tip uuid;
  there integer;
  the_file uuid;
  hour constant timestamptz := date_trunc('hour', now());
begin
  select t.id into the_tip from taskforce.tip_receipts r join taskforce.tips t on t.id = r.tip_id
  where r.lookup = receipt_lookup and t.state not in ('expired', 'purged') for update of t;
  if the_tip is null or the_kind not in ('jpeg', 'png', 'webp') then
    return false;
  end if;
  if exists (select from kit.files f where f.scope_table = 'tips' and f.scope_id = the_tip and f.uploaded_by is null and f.sha256 = the_hash) then
    return true;
  end if;
  select count(*) into there from kit.files f where f.scope_table = 'tips' and f.scope_id = the_tip and f.uploaded_by is null;
  if there >= most then
    return false;
  end if;
  insert into kit.files (sha256, bytes, kind, name, scope_table, scope_id, uploaded_by, uploaded_at)
  values (the_hash, size, the_kind, format('picture-%s.%s', there + 1, case the_kind when 'jpeg' then 'jpg' else the_kind end),
    'tips', the_tip, null, hour)
  returning id into the_file;
  insert into kit.file_custody (file_id, at, account_id, event, detail)
  values (the_file, hour, null, 'received', jsonb_build_object('sha256', encode(the_hash, 'hex'), 'stripped', true));
  return true;
end $$;
comment on function taskforce.picture_by_receipt is 'Keeps a picture that the reporter of a public tip sends under the receipt code';

create or replace function taskforce.portal_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select value from kit.settings where key = 'tip_portal'), '{}')
    || jsonb_build_object('installation', coalesce((select value from kit.settings where key = 'installation'), '"Concert"'))
$$;
comment on function taskforce.portal_settings is 'What the installation says of itself on the public pages';

-- The only way to the contact of a reporter: permission, both factors within ten minutes, a reason, an audit entry.
create or replace function taskforce.unmask_reporter(the_tip uuid, reason text) returns bytea
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  sealed bytea;
begin
  if kit.reach('tips.unmask') is distinct from 'all'
    or not exists (select from kit.current_session() s where s.stepped_up_at > now() - interval '10 minutes') then
    return null;
  end if;
  if reason not in ('danger_to_person', 'question_cannot_wait', 'court_order', 'reporter_asked') then
    raise exception using errcode = 'CR422', message = 'not_in_list', detail = 'reason', hint = 'Choose one of the listed reasons.';
  end if;
  select r.contact_sealed into sealed from taskforce.tip_reporters r where r.tip_id = the_tip;
  perform kit.note('unmask', 'tip_reporters', array[the_tip], json_build_object('reason', reason), 'done', 'tips', the_tip);
  return sealed;
end $$;
comment on function taskforce.unmask_reporter is 'Sealed contact of a reporter, against a reason that is audited';

-- Earlier tips that share a phone, plate, link or word of the place. Ids only; the row policy decides what is told.
create or replace function taskforce.similar_tip_candidates(the_tip uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select o.id from taskforce.tips t join taskforce.tips o on o.match_keys && t.match_keys and o.id <> t.id
  where t.id = the_tip and kit.reach('tips.read') is not null and o.state <> 'purged'
  order by cardinality(array(select unnest(o.match_keys) intersect select unnest(t.match_keys))) desc, o.received_at desc
  limit 200
$$;
comment on function taskforce.similar_tip_candidates is 'Ids of tips that share a key with a tip, closest first';

-- Retention. Decided tips that feed no case expire by themselves; nothing undecided ever does. Anybody may start it,
-- because what is due is decided here.
create or replace function taskforce.expire_tips() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  many integer;
begin
  update taskforce.tips t set state = 'expired', expired_at = now()
  where t.retain_until < current_date and t.state in ('referred_out', 'no_action') and not t.legal_hold and not t.in_danger
    and not exists (select from taskforce.dangers d join taskforce.danger_reviews v on v.danger_id = d.id where d.tip_id = t.id and v.done_at is null);
  get diagnostics many = row_count;
  return many;
end $$;
comment on function taskforce.expire_tips is 'Lets decided tips past their retention expire; answers how many';

-- Who may hold or purge need not be who decides: each changes one column, by version. Empty: nothing was changed.
create or replace function taskforce.hold_tip(the_tip uuid, seen integer, hold boolean) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.tips t set legal_hold = hold
  where t.id = the_tip and t.version = seen and t.state <> 'purged' and kit.reach('tips.hold') = 'all' returning t.version
$$;
comment on function taskforce.hold_tip is 'Puts a tip under legal hold or lifts it; answers with the new version';

create or replace function taskforce.ask_purge(the_tip uuid, seen integer) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.tips t set purge_asked_by = kit.current_account()
  where t.id = the_tip and t.version = seen and t.state = 'expired' and not t.legal_hold and t.purge_asked_by is null
    and kit.reach('tips.purge') = 'all' returning t.version
$$;
comment on function taskforce.ask_purge is 'First of the two people whom a purge takes; answers with the new version';

-- The purge takes two people: one asked, this session agrees. The text goes, the shell (number, dates, states,
-- decisions) stays.
create or replace function taskforce.purge_tip(the_tip uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  perform from taskforce.tips t where t.id = the_tip and t.state = 'expired' and not t.legal_hold
    and t.purge_asked_by <> (select kit.current_account()) and kit.reach('tips.purge') = 'all' for update;
  if not found then
    return false;
  end if;
  update taskforce.tip_reporters set contact_sealed = null, may_contact = false, erased_at = now() where tip_id = the_tip;
  update taskforce.tip_messages set body = '' where tip_id = the_tip;
  update taskforce.dangers set what = '', place = '' where tip_id = the_tip;
  delete from taskforce.tip_answers where tip_id = the_tip;
  delete from taskforce.tip_receipts where tip_id = the_tip;
  update taskforce.tips set state = 'purged', purged_at = now(), what = '', place = '', happened = '', languages_heard = '', vehicle = '',
    phones = '', online_links = '', departure = '', destination = '', how_known = '', match_keys = '{}', external_id = null
  where id = the_tip;
  -- What was brought with the tip goes; the sweep takes contents that no record claims any more.
  delete from kit.file_tickets k using kit.files f where f.id = k.file_id and f.scope_table = 'tips' and f.scope_id = the_tip;
  delete from kit.file_custody k using kit.files f where f.id = k.file_id and f.scope_table = 'tips' and f.scope_id = the_tip;
  delete from kit.files f where f.scope_table = 'tips' and f.scope_id = the_tip;
  -- The history of changes holds earlier texts: they go too, the fact of each change stays.
  update kit.record_versions v set before = '{}'
  where v.subject_id = the_tip or (v.scope_table = 'tips' and v.scope_id = the_tip)
    or (v.subject_table = 'files' and v.scope_id = the_tip)
    or v.subject_id in (select r.id from taskforce.tip_reporters r where r.tip_id = the_tip)
    or v.subject_id in (select d.id from taskforce.dangers d where d.tip_id = the_tip);
  perform kit.note('purge', 'tips', array[the_tip], '{}', 'done', 'tips', the_tip);
  return true;
end $$;
comment on function taskforce.purge_tip is 'Destroys the text of an expired tip when another person asked for it; false when it may not be';
-- Nominations: the next number of a year; the few moves that are no column of anybody's to write.
create or replace function taskforce.next_nomination_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46011, year);
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(n.number, '-', 3)::integer), 0) + 1 as count
    from taskforce.nominations n where n.number like 'N-' || year::text || '-%')
  select 'N-' || year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function taskforce.next_nomination_number is 'Next number of a nomination in a year; callers wait for each other';

create or replace function taskforce.withdraw_nomination(the_nomination uuid, seen integer) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.nominations n set state = 'withdrawn', decided_at = now(), returns_on = null
  where n.id = the_nomination and n.version = seen and n.state in ('waiting', 'deferred') and n.nominated_by = (select kit.current_account())
    and kit.reach('nominations.make') = 'all' returning n.version
$$;
comment on function taskforce.withdraw_nomination is 'Takes back what one nominated oneself; answers with the new version';

create or replace function taskforce.hold_nomination(the_nomination uuid, seen integer, hold boolean) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.nominations n set legal_hold = hold
  where n.id = the_nomination and n.version = seen and n.state <> 'purged' and kit.reach('nominations.hold') = 'all'
    and exists (select from taskforce.open_nominations o where o.id = n.id) returning n.version
$$;
comment on function taskforce.hold_nomination is 'Puts a nomination under legal hold or lifts it; answers with the new version';

-- What came of an approved nomination: a strand of a case that this session may write in, named once.
create or replace function taskforce.open_nomination(the_nomination uuid, seen integer, the_case uuid, the_strand uuid) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.nominations n set opened_case_id = the_case, opened_strand_id = the_strand, opened_at = now()
  where n.id = the_nomination and n.version = seen and n.state = 'approved' and n.opened_at is null
    and exists (select from taskforce.open_nominations o where o.id = n.id) and taskforce.may('cases.write', the_case)
    and exists (select from taskforce.strands s where s.id = the_strand and s.case_id = the_case and s.phase = 'pre_operational' and s.closed_on is null)
  returning n.version
$$;
comment on function taskforce.open_nomination is 'Names the case and the strand that came of an approved nomination; answers with the new version';

-- Deferred ones come back on their day. Anybody may start it, because what is due is decided here.
create or replace function taskforce.return_nominations() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one record;
  many integer := 0;
begin
  for one in update taskforce.nominations n set state = 'waiting', round = n.round + 1, returns_on = null
    where n.state = 'deferred' and n.returns_on <= taskforce.today() returning n.id, n.nominated_by loop
    insert into kit.notices (account_id, kind, subject_table, subject_id)
    select distinct a.id, 'nomination_returned', 'nominations', one.id from kit.accounts a
    left join kit.account_roles r on r.account_id = a.id and r.ended_at is null
    where a.status = 'active' and (a.id = one.nominated_by or r.role = 'commander');
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function taskforce.return_nominations is 'Brings deferred nominations back before the committee on their day; answers how many';

-- The end of the clock of what was rejected or withdrawn: the texts go, also from the history, and a certificate stays.
create or replace function taskforce.purge_nominations() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one taskforce.nominations;
  parts uuid[];
  many integer := 0;
  of_votes integer;
  of_checks integer;
  of_decisions integer;
  of_versions integer;
begin
  for one in select n.* from taskforce.nominations n where n.state in ('rejected', 'withdrawn') and n.retain_until < taskforce.today()
    and not n.legal_hold order by n.retain_until for update skip locked loop
    update taskforce.nominations n set state = 'purged', purged_at = now(), title = '', known = '', harm_why = '', vulnerability_why = '',
      solvability_why = '', resources_why = '' where n.id = one.id;
    update taskforce.nomination_votes v set rationale = '' where v.nomination_id = one.id;
    get diagnostics of_votes = row_count;
    update taskforce.nomination_checks c set note = '', reference = null where c.nomination_id = one.id;
    get diagnostics of_checks = row_count;
    update taskforce.nomination_decisions d set rationale = '' where d.nomination_id = one.id;
    get diagnostics of_decisions = row_count;
    parts := array[one.id] || array(select v.id from taskforce.nomination_votes v where v.nomination_id = one.id)
      || array(select c.id from taskforce.nomination_checks c where c.nomination_id = one.id)
      || array(select d.id from taskforce.nomination_decisions d where d.nomination_id = one.id);
    update kit.record_versions v set before = '{}' where v.subject_id = any (parts);
    get diagnostics of_versions = row_count;
    insert into taskforce.nomination_purges (nomination_id, number, was, known_since, retain_until, votes, checks, decisions, versions, sha256)
    values (one.id, one.number, one.state, one.known_since, one.retain_until, of_votes, of_checks, of_decisions, of_versions,
      encode(sha256(convert_to(gen_random_uuid()::text || row(one.title, one.known, one.harm_why, one.vulnerability_why, one.solvability_why,
        one.resources_why)::text, 'utf8')), 'hex'));
    perform kit.note('purge', 'nominations', array[one.id], '{}', 'done', 'nominations', one.id);
    many := many + 1;
  end loop;
  return many;
end $$;
comment on function taskforce.purge_nominations is 'Destroys the texts of nominations whose clock has run out, each against a certificate; answers how many';

-- Decoys and reviews: what the gate and the closing of an operation ask, and the signatures, which are no column of
-- anybody's to write.
create or replace function taskforce.decoy_review_decided(the_operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.decoy_reviews d where d.operation_id = the_operation and d.state = 'agreed')
$$;
comment on function taskforce.decoy_review_decided is 'Whether somebody who did not plan it agreed to a decoy operation as it is written now';

create or replace function taskforce.operation_reviewed(the_operation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from taskforce.operation_reviews r where r.operation_id = the_operation and r.state = 'signed')
$$;
comment on function taskforce.operation_reviewed is 'Whether the after-action review of an operation is signed';

create or replace function taskforce.decide_decoy(the_operation uuid, seen integer, decision text, why text) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.decoy_reviews d set state = decision, decided_by = kit.current_account(), decided_at = now(), reason = why
  where d.operation_id = the_operation and d.version = seen and decision in ('agreed', 'declined')
    and taskforce.may_operate('operations.approve', d.operation_id) returning d.version
$$;
comment on function taskforce.decide_decoy is 'Agrees to a decoy operation or declines it; answers with the new version';

-- How long before the start the providers were told. Their list belongs to the gate, which may not be there.
create or replace function taskforce.lead_times(the_operation uuid) returns table (told integer, least_minutes integer, most_minutes integer)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if to_regclass('taskforce.operation_standbys') is null then
    return query select 0, null::integer, null::integer;
    return;
  end if;
  return query execute $q$
    select count(*)::integer, (extract(epoch from min(x.lead)) / 60)::integer, (extract(epoch from max(x.lead)) / 60)::integer
    from (select o.started_at - least(b.told_at, r.sent_at, r.told_at) as lead
      from taskforce.operations o join taskforce.operation_standbys b on b.operation_id = o.id and b.ended_at is null
      left join taskforce.standby_recipients r on r.notice_id = b.notice_id and r.provider_id = b.provider_id
      where o.id = $1 and o.started_at > least(b.told_at, r.sent_at, r.told_at)) x$q$ using the_operation;
end $$;
comment on function taskforce.lead_times is 'How many providers were told before the start, and how long before';

create or replace function taskforce.sign_review(the_operation uuid, seen integer) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.operation_reviews r set state = 'signed', signed_by = kit.current_account(), signed_at = now(),
    providers_told = l.told, lead_least_minutes = l.least_minutes, lead_most_minutes = l.most_minutes
  from taskforce.lead_times(the_operation) l
  where r.operation_id = the_operation and r.version = seen and r.state = 'open'
    and taskforce.may_operate('operations.approve', r.operation_id) returning r.version
$$;
comment on function taskforce.sign_review is 'Signs and freezes an after-action review; answers with the new version';

create or replace function taskforce.decide_lesson(the_lesson uuid, seen integer, accept boolean) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.operation_lessons l set standing = case when accept then 'accepted' else 'declined' end,
    decided_by = kit.current_account(), decided_at = now()
  where l.id = the_lesson and l.version = seen and l.standing = 'proposed'
    and taskforce.may_operate('operations.approve', l.operation_id) returning l.version
$$;
comment on function taskforce.decide_lesson is 'Accepts or declines a reminder for the plans of a kind; answers with the new version';

-- What operations yielded and cost, for everybody who reads operations: the signed reviews of the whole task force,
-- without sealed ones and those of sealed or marked cases. No id, no number, no name. A case that came out of one is a lead.
create or replace function taskforce.operation_yields(since date)
returns table (kind text, type text, quarter date, people_met integer, victims_identified integer, victims_accepting integer, arrests integer,
  evidence_items integer, leads integer, cases integer, minutes integer, cost_cents bigint, lead_minutes integer)
language sql stable security definer set search_path = pg_catalog as $$
  select o.kind, o.type, date_trunc('quarter', o.started_at at time zone taskforce.zone())::date, r.people_met, r.victims_identified,
    r.victims_accepting, r.arrests, r.evidence_items, r.leads + x.cases, x.cases, r.minutes, r.cost_cents, r.lead_least_minutes
  from taskforce.operation_reviews r
  cross join lateral (select count(*)::integer as cases from taskforce.operation_cases c where c.operation_id = r.operation_id) x
  join taskforce.operations o on o.id = r.operation_id left join taskforce.cases k on k.id = o.case_id
  where r.state = 'signed' and not o.sealed and (k.id is null or (not k.sealed and k.handling = '{}'))
    and (o.started_at at time zone taskforce.zone())::date >= since and (select kit.reach('operations.read')) is not null
  order by o.started_at limit 5000
$$;
comment on function taskforce.operation_yields is 'Figures of the reviewed operations since a day, without anything that names one';

-- Accepted reminders of a kind of operation, whichever operation taught them; sealed ones stay where they are.
create or replace function taskforce.operation_reminders(the_kind text) returns table (lesson_id uuid, reminder text)
language sql stable security definer set search_path = pg_catalog as $$
  select l.id, l.reminder from taskforce.operation_lessons l join taskforce.operations o on o.id = l.operation_id
  left join taskforce.cases k on k.id = o.case_id
  where l.for_kind = the_kind and l.standing = 'accepted' and not o.sealed and (k.id is null or (not k.sealed and k.handling = '{}'))
    and (select kit.reach('operations.read')) is not null
  order by l.decided_at, l.id
$$;
comment on function taskforce.operation_reminders is 'Reminders that the plans of a kind carry, learned from earlier operations';

-- Whom to tell that a signature is wanted: supervisors who may see the case.
create or replace function taskforce.supervisors_of(the_case uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select distinct r.account_id from kit.account_roles r
  join kit.roles o on o.role = r.role and o.supervises
  join kit.accounts a on a.id = r.account_id and a.status = 'active'
  join taskforce.cases c on c.id = the_case
  where r.ended_at is null and (select kit.current_account()) is not null
    and (not c.sealed or exists (select from taskforce.case_members m where m.case_id = c.id and m.account_id = r.account_id and m.ended_at is null))
$$;
comment on function taskforce.supervisors_of is 'Supervisors who may be asked to sign in a case';

-- Filters of the case list over records below the case. They give ids only, and only for records whose labels the
-- session is cleared for; which of these cases it may read is decided by the policies of the cases.
create or replace function taskforce.cases_in_phase(phases text[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select distinct s.case_id from taskforce.strands s
  where s.closed_on is null and s.phase = any (phases) and (select kit.current_account()) is not null
    and (s.handling = '{}' or s.handling <@ (select kit.clearances()))
$$;
comment on function taskforce.cases_in_phase is 'Cases with an open strand in one of the phases, as far as the session is cleared';

create or replace function taskforce.cases_overdue() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select distinct t.case_id from taskforce.tasks t
  where t.state = 'open' and t.due_on < (select taskforce.today()) and (select kit.current_account()) is not null
    and (t.handling = '{}' or t.handling <@ (select kit.clearances()))
    and (t.strand_id is null or exists (select from taskforce.strands s where s.id = t.strand_id
      and (s.handling = '{}' or s.handling <@ (select kit.clearances()))))
$$;
comment on function taskforce.cases_overdue is 'Cases with a task past its deadline, as far as the session is cleared';

-- Imports: what a job may write is bound to the import that runs in its own transaction; nobody else sees that state.
create or replace function taskforce.running_import() returns uuid
language sql stable security definer set search_path = pg_catalog as $$
  select i.id from taskforce.imports i
  where i.state = 'running' and i.made_by = (select kit.current_account()) and (select s.kind from kit.current_session() s) = 'job'
$$;
comment on function taskforce.running_import is 'The import that the live session is writing, or nothing';

create or replace function taskforce.my_imports() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select i.id from taskforce.imports i where i.made_by = (select kit.current_account())
$$;
comment on function taskforce.my_imports is 'Imports that the live session made';

create or replace function taskforce.import_reach(kind text) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select r.record_id from taskforce.import_records r
  where r.target = kind and r.held
    and r.system = (select i.system from taskforce.imports i where i.id = (select taskforce.running_import()))
$$;
comment on function taskforce.import_reach is 'Records that the source system of the running import brought';

-- A case that the running import may change by its number: the person chose to update and may write in that case.
create or replace function taskforce.matched_by_number(the_import uuid, the_number text) returns uuid
language sql stable security definer set search_path = pg_catalog as $$
  select c.id from taskforce.cases c join taskforce.imports i on i.id = the_import
  where c.number = the_number and i.system = 'concert' and i.update_existing and taskforce.may('cases.write', c.id)
$$;
comment on function taskforce.matched_by_number is 'Case that an import may change by its number, or nothing';

-- Figures of a provider, as they came over the bridge. What came already, or amends what never came, is kept as it is.
create or replace function taskforce.receive_figures(the_pair uuid, the_body jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  made uuid;
begin
  insert into taskforce.provider_figures (pair_id, provider_name, report, amends, from_on, until_on, small_limit)
  select p.id, p.peer_name, (the_body ->> 'report')::uuid, (the_body ->> 'amends')::uuid, least((the_body ->> 'from')::date, (the_body ->> 'until')::date),
    greatest((the_body ->> 'from')::date, (the_body ->> 'until')::date), (the_body ->> 'limit')::integer
  from bridge.pairs p where p.id = the_pair
  on conflict (pair_id, report) do nothing returning id into made;
  if made is not null then
    insert into taskforce.provider_figure_rows (figures_id, place, measure, group_code, value)
    select made, r.place, r.row ->> 'measure', r.row ->> 'group', (r.row ->> 'value')::integer
    from jsonb_array_elements(the_body -> 'rows') with ordinality as r (row, place)
    on conflict (figures_id, measure, group_code) do nothing;
  end if;
end $$;
comment on function taskforce.receive_figures is 'Keeps a report of totals that a provider sent, once';
grant usage on schema taskforce to {{bridge}};
grant execute on function taskforce.receive_figures(uuid, jsonb) to {{bridge}};
-- Providers and stand-by. What comes over the bridge for what is not known, or comes late, is passed over: it must never
-- hold up what comes behind it. Nor does what the database cannot store.
create or replace function taskforce.receive_directory(the_pair uuid, removed boolean, body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told jsonb;
  the_provider constant uuid := (select p.id from taskforce.providers p where p.pair_id = the_pair);
begin
  if the_provider is null then
    return;
  end if;
  told := body::jsonb;
  if removed then
    update taskforce.resources r set removed_at = now()
    where r.provider_id = the_provider and r.bridge_ref = (told ->> 'resource')::uuid and r.removed_at is null;
    return;
  end if;
  insert into taskforce.resources as r (provider_id, bridge_ref, name, services, serves, age_from, age_until, languages, hours, eligibility,
    without_cooperation, confirmed_on, created_by)
  values (the_provider, (told ->> 'resource')::uuid, told ->> 'name',
    array(select jsonb_array_elements_text(told -> 'services')), array(select jsonb_array_elements_text(told -> 'serves')),
    least((told #>> '{ages,from}')::integer, (told #>> '{ages,until}')::integer), greatest((told #>> '{ages,from}')::integer, (told #>> '{ages,until}')::integer),
    array(select jsonb_array_elements_text(told -> 'languages')), told ->> 'hours', told ->> 'eligibility',
    coalesce(told ->> 'withoutCooperation', 'not_known'), least((told ->> 'confirmedOn')::date, current_date), null)
  on conflict (provider_id, bridge_ref) do update set name = excluded.name, services = excluded.services, serves = excluded.serves,
    age_from = excluded.age_from, age_until = excluded.age_until, languages = excluded.languages, hours = excluded.hours,
    eligibility = excluded.eligibility, without_cooperation = excluded.without_cooperation, confirmed_on = excluded.confirmed_on, removed_at = null;
exception when data_exception or integrity_constraint_violation then
  null;
end $$;
comment on function taskforce.receive_directory is 'Takes in what a paired provider publishes of its services, or takes out';

-- Whoever made the notice is told; the notice on the bell says nothing of what was answered.
create or replace function taskforce.tell_of_standby(the_notice uuid, the_kind text) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select n.made_by, the_kind, 'standby_notices', n.id from taskforce.standby_notices n where n.id = the_notice
$$;
comment on function taskforce.tell_of_standby is 'Leaves a notice with the person who made a stand-by notice';

create or replace function taskforce.receive_acknowledgement(the_pair uuid, body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told jsonb;
  of_edition integer;
  the_notice uuid;
begin
  told := body::jsonb;
  of_edition := coalesce((told ->> 'edition')::integer, 1);
  update taskforce.standby_recipients r set acknowledged_at = now(), acknowledged_edition = least(of_edition, r.sent_edition)
  from taskforce.providers p
  where p.pair_id = the_pair and r.provider_id = p.id and r.crossing_id = (told ->> 'notice')::uuid
    and r.sent_edition > 0 and least(of_edition, r.sent_edition) > coalesce(r.acknowledged_edition, 0)
  returning r.notice_id into the_notice;
  perform taskforce.tell_of_standby(the_notice, 'standby_acknowledged');
exception when data_exception or integrity_constraint_violation then
  null;
end $$;
comment on function taskforce.receive_acknowledgement is 'Takes in that a person at a provider has read a stand-by notice';

create or replace function taskforce.receive_capacity(the_pair uuid, body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  told jsonb;
  beds jsonb;
  the_provider constant uuid := (select p.id from taskforce.providers p where p.pair_id = the_pair);
  recipient taskforce.standby_recipients;
begin
  if the_provider is null then
    return;
  end if;
  told := body::jsonb;
  beds := (select coalesce(jsonb_object_agg(b ->> 'who', b -> 'free'), '{}') from jsonb_array_elements(told -> 'beds') b);
  select r.* into recipient from taskforce.standby_recipients r
  where r.provider_id = the_provider and r.crossing_id = (told ->> 'notice')::uuid;
  insert into taskforce.capacities (provider_id, recipient_id, beds_women, beds_men, beds_any_adult, beds_minors, beds_families,
    beds_transgender_and_nonbinary, legal_slots, medical_slots, languages, valid_until, told_by)
  values (the_provider, recipient.id, (beds ->> 'women')::integer, (beds ->> 'men')::integer, (beds ->> 'any_adult')::integer,
    (beds ->> 'minors')::integer, (beds ->> 'families')::integer, (beds ->> 'transgender_and_nonbinary')::integer,
    (told ->> 'legalSlots')::integer, (told ->> 'medicalSlots')::integer, array(select jsonb_array_elements_text(told -> 'languages')),
    least((told ->> 'validUntil')::timestamptz, now() + interval '31 days'), null);
  perform taskforce.tell_of_standby(recipient.notice_id, 'standby_capacity');
exception when data_exception or integrity_constraint_violation then
  null;
end $$;
comment on function taskforce.receive_capacity is 'Takes in the numbers a provider sends, with a stand-by notice or without';

-- The bridge shows its administrators alone what passed; of a notice one may read, this tells that it arrived.
create or replace function taskforce.standby_deliveries(the_notice uuid) returns table (recipient_id uuid, delivered_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query
    select r.id, s.at from taskforce.standby_recipients r
    join taskforce.case_scope c on c.id = r.case_id
    join bridge.passed s on s.pair_id = r.pair_id and s.direction = 'sent' and s.id = r.message_id
    where r.notice_id = the_notice and kit.reach('standby.read') is not null;
end $$;
comment on function taskforce.standby_deliveries is 'When the installations of providers took in what was last sent of a notice';
-- Referrals. The words of providers, taken in by the bridge's login, a guest's link, and the clock. What is unknown,
-- late or out of turn changes no state; late words are kept so that people see them.
create or replace function taskforce.next_referral_number(year integer) returns text
language sql volatile security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(46020, year);
  -- A statement of its own: it must see what the one it waited for has committed.
  with next as (
    select coalesce(max(split_part(r.number, '-', 3)::integer), 0) + 1 as count
    from taskforce.referrals r where r.number like 'R-' || year::text || '-%')
  select 'R-' || year::text || '-' || lpad(next.count::text, greatest(4, length(next.count::text)), '0') from next
$$;
comment on function taskforce.next_referral_number is 'Next number of a referral of a year; callers wait for each other';

create or replace function taskforce.referral_hours() returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select (value #>> '{}')::integer from kit.settings where key = 'referral_hours' and jsonb_typeof(value) = 'number'), 48)
$$;
comment on function taskforce.referral_hours is 'Hours within which a provider is to answer, unless an offer says less';

-- Granted to nobody: the functions below tell the person who asked.
create or replace function taskforce.tell_of_referral(the_offer uuid, kind text) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select a.id, tell_of_referral.kind, 'referrals', o.referral_id from taskforce.referral_offers o
  join kit.accounts a on a.id = o.offered_by and a.status = 'active' where o.id = the_offer
$$;
comment on function taskforce.tell_of_referral is 'Leaves a notice with whoever made an offer';

create or replace function taskforce.take_referral_word(the_pair uuid, the_offer uuid, word text, told_at text, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one taskforce.referral_offers;
  told timestamptz;
begin
  begin
    told := told_at::timestamptz;
  exception when data_exception then
    -- Their clock is shown only: a moment this database does not know is left out.
    told := null;
  end;
  select * into one from taskforce.referral_offers o where o.id = the_offer and o.pair_id = the_pair for update;
  if not found or one.state = word then
    return;
  end if;
  if exists (select from taskforce.referral_moves_allowed() m where m.from_state = one.state and m.to_state = word
    and m.actors && '{receiver,clock,crossing}'::text[]) then
    update taskforce.referral_offers set state = word, told_at = told, decline_reason = coalesce(why, decline_reason) where id = one.id;
    perform taskforce.tell_of_referral(one.id, 'referral_' || word);
  else
    insert into taskforce.referral_moves (referral_id, case_id, offer_id, from_state, to_state, counted, reason, told_at, moved_by)
    values (one.referral_id, one.case_id, one.id, one.state, word, false, why, told, null);
  end if;
end $$;
comment on function taskforce.take_referral_word is 'Takes in a state that a provider tells; one that is unknown, late or out of turn changes nothing';

-- The other way: a provider says that a survivor wants to report. Once, and told to those who answer.
create or replace function taskforce.take_brought(the_pair uuid, told text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  body jsonb;
  made uuid;
begin
  body := told::jsonb;
  insert into taskforce.brought_referrals (pair_id, referral, release, brought_by, urgency, answer_by)
  select p.id, (body ->> 'referral')::uuid, (body ->> 'release')::uuid, p.peer_name, body ->> 'urgency', (body ->> 'answerBy')::timestamptz
  from bridge.pairs p where p.id = the_pair
  on conflict (pair_id, referral) do nothing returning id into made;
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent)
  select distinct a.id, 'referral_brought', 'brought_referrals', made, body ->> 'urgency' = 'now'
  from kit.accounts a join kit.account_roles r on r.account_id = a.id and r.ended_at is null
  join kit.role_permissions m on m.role = r.role and m.permission = 'referrals.receive'
  where made is not null and a.status = 'active';
exception when data_exception or integrity_constraint_violation then
  return;
end $$;
comment on function taskforce.take_brought is 'Keeps that a survivor wants to report, once, and tells the people who answer';

-- Whether what a survivor released with it lives still, for those who answer; it may lie in a case they do not read.
create or replace function taskforce.brought_release(the_referral uuid) returns table (state text)
language sql stable security definer set search_path = pg_catalog as $$
  select r.state from taskforce.brought_referrals b join taskforce.releases r on r.pair_id = b.pair_id and r.release = b.release
  where b.id = the_referral and kit.reach('referrals.receive') = 'all'
$$;
comment on function taskforce.brought_release is 'State of the release that a referral to law enforcement is read by';

create or replace function taskforce.take_brought_end(the_pair uuid, the_referral uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.brought_referrals b set state = 'withdrawn'
  where b.pair_id = the_pair and b.referral = the_referral and b.state in ('offered', 'accepted', 'expired')
$$;
comment on function taskforce.take_brought_end is 'Ends a referral to law enforcement that its provider takes back; one that is not known or has ended stays as it is';

create or replace function taskforce.expire_referrals() returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  one uuid;
  many integer := 0;
begin
  for one in select o.id from taskforce.referral_offers o where o.state = 'offered' and o.answer_by <= now()
    order by o.answer_by for update skip locked loop
    update taskforce.referral_offers set state = 'expired' where id = one;
    perform taskforce.tell_of_referral(one, 'referral_expired');
    many := many + 1;
  end loop;
  update taskforce.brought_referrals set state = 'expired' where state = 'offered' and answer_by <= now();
  return many;
end $$;
comment on function taskforce.expire_referrals is 'Lets offers expire that nobody answered in time; answers how many';

-- A guest's link. A code that is wrong, used, expired, withdrawn or opened elsewhere is told apart from a good one only,
-- never from each other.
create or replace function taskforce.guest_offer(code bytea, device bytea) returns table (standing text, offer jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select case when l.opened_at is null then 'fresh' else 'open' end,
    case when l.opened_at is not null then jsonb_build_object('alias', r.alias, 'language', r.language, 'interpreter', r.interpreter, 'age', r.age,
      'needs', to_jsonb(r.needs), 'urgency', r.urgency, 'safetyWarnings', r.safety_warnings, 'contactHow', r.contact_how,
      'agreedOn', r.agreed_on, 'answerBy', o.answer_by, 'provider', p.name, 'askedBy', a.display_name, 'agency', g.name) end
  from taskforce.referral_links l join taskforce.referral_offers o on o.id = l.offer_id join taskforce.referrals r on r.id = o.referral_id
  join taskforce.providers p on p.id = o.provider_id join kit.accounts a on a.id = o.offered_by join kit.agencies g on g.id = a.agency_id
  where l.code_hash = code and l.ended_at is null and l.expires_at > now() and o.state = 'offered'
    and (l.opened_at is null or l.device_hash = device)
$$;
comment on function taskforce.guest_offer is 'What a one-time link shows: nothing but that it is good until it was opened, then the offer on that one device';

create or replace function taskforce.guest_open(code bytea, device bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  update taskforce.referral_links l set device_hash = device, opened_at = now()
  where l.code_hash = code and l.opened_at is null and l.ended_at is null and l.expires_at > now();
  return found;
end $$;
comment on function taskforce.guest_open is 'Binds a one-time link to the device on which it is opened first; false when it may not be opened';

create or replace function taskforce.guest_answer(code bytea, device bytea, answer text, why text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_offer uuid;
begin
  select l.offer_id into the_offer from taskforce.referral_links l join taskforce.referral_offers o on o.id = l.offer_id
  where l.code_hash = code and l.device_hash = device and l.ended_at is null and l.expires_at > now() and o.state = 'offered'
    and answer in ('accepted', 'declined') and (answer = 'accepted') = (why is null)
  for update of l, o;
  if the_offer is null then
    return false;
  end if;
  update taskforce.referral_offers set state = answer, decline_reason = why, told_at = now() where id = the_offer;
  perform taskforce.tell_of_referral(the_offer, 'referral_' || answer);
  return true;
end $$;
comment on function taskforce.guest_answer is 'The one answer of a guest, from the device on which the link was opened';

-- Releases. The bridge puts in what a provider sends; what comes twice, late or for something unknown does nothing.
create or replace function taskforce.receive_release(the_pair uuid, body jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  made uuid;
  live boolean;
begin
  live := (body ->> 'until')::timestamptz > now();
  insert into taskforce.releases (pair_id, release, released_by, referral, purpose, fields, language, from_at, until_at, state, ended_at)
  select p.id, (body ->> 'release')::uuid, p.peer_name, (body ->> 'referral')::uuid, body ->> 'purpose',
    array(select jsonb_array_elements_text(body -> 'fields')), body ->> 'language', (body ->> 'from')::timestamptz, (body ->> 'until')::timestamptz,
    case when live then 'live' else 'expired' end, case when live then null else now() end
  from bridge.pairs p where p.id = the_pair
  on conflict do nothing returning id into made;
  if made is null or not live then
    return;
  end if;
  insert into taskforce.release_texts (release_id, sealed) values (made, decode(body ->> 'sealed', 'base64'));
  -- It names a referral of ours to this very provider: then it goes where that came from.
  update taskforce.releases r set case_id = o.case_id, linked_at = now(),
    victim_id = (select v.id from taskforce.referrals f join taskforce.victims v on v.id = f.victim_id and v.case_id = o.case_id where f.id = o.referral_id)
  from taskforce.referral_offers o where r.id = made and o.id = r.referral and o.pair_id = the_pair;
  insert into kit.notices (account_id, kind, subject_table, subject_id)
  select distinct a.id, 'release_received', 'releases', made
  from kit.accounts a join kit.account_roles r on r.account_id = a.id and r.ended_at is null
  join kit.role_permissions p on p.role = r.role and p.permission = 'releases.link'
  where a.status = 'active';
exception when data_exception then
  -- A moment this database does not know: throwing would block the pair for ever.
  null;
end $$;
comment on function taskforce.receive_release is 'Keeps the facts and the ciphertext of a release that a provider sent, in the case of the referral it names, and tells those who put releases to cases';

-- Granted to nobody: the ciphertext goes with the end.
create or replace function taskforce.close_release(the_release uuid, how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  delete from taskforce.release_texts t where t.release_id = the_release;
  update taskforce.releases set state = how, ended_at = now() where id = the_release and state = 'live';
end $$;
comment on function taskforce.close_release is 'Takes the ciphertext of a release away and marks its end';

create or replace function taskforce.end_release(the_pair uuid, the_release uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  select taskforce.close_release(r.id, 'ended') from taskforce.releases r where r.pair_id = the_pair and r.release = the_release
$$;
comment on function taskforce.end_release is 'Ends a release that its provider says is over; another provider''s is not touched';

-- The provider's answer to a reading was that it is over: no need to wait for the message.
create or replace function taskforce.drop_release(the_release uuid, how text) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  select taskforce.close_release(o.id, case how when 'expired' then 'expired' else 'ended' end) from taskforce.open_releases o where o.id = the_release
$$;
comment on function taskforce.drop_release is 'Takes away what a reader was just told is over';

create or replace function taskforce.expire_releases() returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  select count(taskforce.close_release(r.id, 'expired'))::integer from taskforce.releases r where r.state = 'live' and r.until_at <= now()
$$;
comment on function taskforce.expire_releases is 'Ends releases whose time is over, whatever the provider sent; answers how many';

-- What waits to be put to a case, for those who do that. Never what it says.
create or replace function taskforce.releases_waiting() returns table (id uuid, released_by text, referral uuid, purpose text, fields text[], language text,
  from_at timestamptz, until_at timestamptz, state text, received_at timestamptz, version integer)
language sql stable security definer set search_path = pg_catalog as $$
  select r.id, r.released_by, r.referral, r.purpose, r.fields, r.language, r.from_at, r.until_at, r.state, r.received_at, r.version
  from taskforce.releases r where r.case_id is null and r.state = 'live' and kit.reach('releases.link') = 'all'
  order by r.received_at limit 500
$$;
comment on function taskforce.releases_waiting is 'Live releases that nobody has put to a case';

-- Puts a release to a case, to another one, or back among those that wait. Empty: nothing was changed.
create or replace function taskforce.link_release(the_release uuid, seen integer, the_case uuid, the_victim uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  made integer;
begin
  if kit.reach('releases.link') is distinct from 'all' then
    return null;
  end if;
  if the_case is not null and not exists (select from taskforce.case_scope s where s.id = the_case) then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'caseId', hint = 'Choose a case that is open to you.';
  end if;
  if the_victim is not null and not exists (select from taskforce.victims v where v.id = the_victim and v.case_id = the_case) then
    raise exception using errcode = 'CR422', message = 'other_case', detail = 'victimId', hint = 'Choose a victim of this case.';
  end if;
  update taskforce.releases r set case_id = the_case, victim_id = the_victim,
    linked_by = case when the_case is not null then kit.current_account() end, linked_at = case when the_case is not null then now() end
  where r.id = the_release and r.version = seen and (r.case_id is null or exists (select from taskforce.open_releases o where o.id = r.id))
  returning r.version into made;
  return made;
end $$;
comment on function taskforce.link_release is 'Puts a release to a case and a victim of it; answers with the new version';

-- Calendar. Whose feed an address is: asked without a session, with a secret that only its owner was shown. An address
-- that is unknown, taken back, over, or of an account that is not active is told apart in nothing.
create or replace function taskforce.feed_owner(the_hash bytea) returns table (feed_id uuid, account_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select f.id, f.account_id from taskforce.calendar_feeds f join kit.accounts a on a.id = f.account_id and a.status = 'active'
  where f.token_hash = the_hash and f.revoked_at is null and f.expires_at > now()
    and coalesce((select (s.value ->> 'feeds')::boolean from kit.settings s where s.key = 'calendar'), true)
$$;
comment on function taskforce.feed_owner is 'Whose live feed the hash of a secret belongs to, or nothing';

create or replace function taskforce.note_feed_read(the_feed uuid) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.calendar_feeds f set read_at = date_trunc('hour', now())
  where f.id = the_feed and f.account_id = (select kit.current_account()) and f.read_at is distinct from date_trunc('hour', now())
$$;
comment on function taskforce.note_feed_read is 'Remembers the hour in which a feed of the own account was read';

-- What binds people and vehicles between two instants, for whomever: granted to nobody. `shown`: the live session may read
-- it. `closed`: sealed, labelled or a day away, of which nobody is told more than that somebody cannot be had.
create or replace function taskforce.bound(keys text[], since timestamptz, till timestamptz)
returns table (who text, kind text, id uuid, agency_id uuid, from_at timestamptz, until_at timestamptz, shown boolean, closed boolean, subkind text, number text)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
  zone constant text := taskforce.zone();
  accounts constant uuid[] := array(select substr(k, 9)::uuid from unnest(keys) k where k like 'account:%');
  things constant uuid[] := array(select substr(k, 9)::uuid from unnest(keys) k where k like 'vehicle:%');
begin
  return query
  select distinct x.who, 'operation', o.id, x.agency_id, x.from_at, x.until_at,
    x.own or exists (select from taskforce.open_operations r where r.id = o.id),
    o.sealed or coalesce(c.sealed, false) or coalesce(c.handling <> '{}', false), o.kind, o.number
  from taskforce.operations o left join taskforce.cases c on c.id = o.case_id cross join lateral (
    select 'account:' || a.id::text as who, a.agency_id, a.id = me as own,
      coalesce(s.planned_from, o.planned_from) as from_at, coalesce(s.planned_until, o.planned_until) as until_at
    from taskforce.operation_posts p join kit.accounts a on a.id = p.account_id left join taskforce.operation_stages s on s.id = p.stage_id
    where p.operation_id = o.id and p.account_id = any (accounts)
    union all
    select taskforce.named_person(p.agency_id, p.person_name), p.agency_id, false,
      coalesce(s.planned_from, o.planned_from), coalesce(s.planned_until, o.planned_until)
    from taskforce.operation_posts p left join taskforce.operation_stages s on s.id = p.stage_id
    where p.operation_id = o.id and p.person_name is not null and p.agency_id is not null and taskforce.named_person(p.agency_id, p.person_name) = any (keys)
    union all
    select 'vehicle:' || v.id::text, v.agency_id, false, o.planned_from, o.planned_until
    from taskforce.operation_vehicles u join taskforce.vehicles v on v.id = u.vehicle_id where u.operation_id = o.id and v.id = any (things)) x
  where o.state in ('planning', 'requested', 'reviewed', 'approved', 'started') and x.from_at < till and x.until_at > since
  union all
  select x.who, 'court_date', d.id, x.agency_id, t.from_at, t.until_at,
    exists (select from taskforce.open_cases r where r.id = d.case_id) and (d.handling = '{}' or d.handling <@ (select kit.clearances()))
      and (d.strand_id is null or exists (select from taskforce.open_strands s where s.id = d.strand_id)),
    c.sealed or c.handling <> '{}' or d.handling <> '{}', d.kind, c.number
  from taskforce.case_dates d join taskforce.cases c on c.id = d.case_id
  cross join lateral (select (d.planned_for + coalesce(d.from_time, '00:00')::time) at time zone zone as from_at,
    case when d.from_time is null then (d.planned_for + 1)::timestamp at time zone zone
      when d.until_time is null then (d.planned_for + d.from_time::time) at time zone zone + interval '2 hours'
      else (d.planned_for + d.until_time::time) at time zone zone end as until_at) t
  cross join lateral (
    select 'account:' || a.id::text as who, a.agency_id from kit.accounts a where a.id = any (d.attendees) and a.id = any (accounts)
    union all
    select k.who, c.lead_agency_id from unnest(d.others) n(name) cross join lateral (select taskforce.named_person(c.lead_agency_id, n.name) as who) k
    where k.who = any (keys)) x
  where d.state = 'planned' and not taskforce.is_deadline(d.kind) and d.planned_for between (since - interval '2 days')::date and (till + interval '2 days')::date
    and t.from_at < till and t.until_at > since
  union all
  select 'account:' || a.id::text, 'absence', b.id, a.agency_id, b.from_day::timestamp at time zone zone, (b.until_day + 1)::timestamp at time zone zone,
    a.id = me, true, null, null
  from taskforce.absences b join kit.accounts a on a.id = b.account_id
  where b.ended_at is null and a.id = any (accounts)
    and b.from_day::timestamp at time zone zone < till and (b.until_day + 1)::timestamp at time zone zone > since;
end $$;
comment on function taskforce.bound is 'What binds people and vehicles between two instants, and whether the live session may read it';

-- Who and what a plan wants, that is wanted elsewhere at that time, in the words of docs/decisions/0055-calendar.md.
create or replace function taskforce.plan_clashes(the_operation uuid)
returns table (who text, name text, wanted_from timestamptz, wanted_until timestamptz, told text, kind text, id uuid, subkind text, number text, from_at timestamptz, until_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  plans constant boolean := taskforce.may_operate('operations.plan', the_operation);
  mine constant uuid := kit.current_agency();
begin
  if not exists (select from taskforce.open_operations o where o.id = the_operation) then
    return;
  end if;
  return query
  with wanted as (
    select distinct w.who, w.name, w.from_at, w.until_at from taskforce.operations o cross join lateral (
      select 'account:' || a.id::text as who, a.display_name as name,
        coalesce(s.planned_from, o.planned_from) as from_at, coalesce(s.planned_until, o.planned_until) as until_at
      from taskforce.operation_posts p join kit.accounts a on a.id = p.account_id left join taskforce.operation_stages s on s.id = p.stage_id
      where p.operation_id = o.id
      union all
      select taskforce.named_person(p.agency_id, p.person_name), p.person_name,
        coalesce(s.planned_from, o.planned_from), coalesce(s.planned_until, o.planned_until)
      from taskforce.operation_posts p left join taskforce.operation_stages s on s.id = p.stage_id
      where p.operation_id = o.id and p.person_name is not null and p.agency_id is not null
      union all
      select 'vehicle:' || v.id::text, v.name, o.planned_from, o.planned_until
      from taskforce.operation_vehicles u join taskforce.vehicles v on v.id = u.vehicle_id where u.operation_id = o.id) w
    where o.id = the_operation and w.from_at < w.until_at),
  found as (
    select w.name, w.from_at as wanted_from, w.until_at as wanted_until, b.*,
      case when b.shown then 'shown' when b.closed then 'not_available' else 'busy' end as told
    from taskforce.bound(array(select distinct d.who from wanted d), (select min(d.from_at) from wanted d), (select max(d.until_at) from wanted d)) b
    join wanted w on w.who = b.who and b.from_at < w.until_at and w.from_at < b.until_at
    where not (b.kind = 'operation' and b.id = the_operation) and (b.shown or plans and b.agency_id = mine))
  select f.who, f.name, f.wanted_from, f.wanted_until, f.told,
    case when f.shown then f.kind end, case when f.shown then f.id end, case when f.shown then f.subkind end, case when f.shown then f.number end,
    case f.told when 'shown' then f.from_at when 'busy' then greatest(f.from_at, f.wanted_from) else f.wanted_from end,
    case f.told when 'shown' then f.until_at when 'busy' then least(f.until_at, f.wanted_until) else f.wanted_until end
  from found f;
end $$;
comment on function taskforce.plan_clashes is 'Who and what a plan wants that is wanted elsewhere: what it is where readable, else that they are busy or not available';

-- One role card: to its holder from approval until a day after the end, and to those who read the plan. Never the duties of
-- others; where providers wait only for those who bring people there.
create or replace function taskforce.role_card(the_post uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  card jsonb;
begin
  select jsonb_build_object(
    'postId', p.id, 'operationId', o.id, 'number', o.number, 'kind', o.kind, 'state', o.state, 'sealed', o.sealed or coalesce(k.sealed, false),
    'plannedFrom', taskforce.iso(o.planned_from), 'plannedUntil', taskforce.iso(o.planned_until),
    'revision', o.plan_revision, 'signedRevision', o.signed_revision, 'minorsPossible', o.minors_possible, 'languages', o.languages,
    'name', coalesce(a.display_name, p.person_name), 'from', coalesce(g.name, v.name, ''), 'own', coalesce(p.account_id = kit.current_account(), false),
    'role', p.role, 'placeKind', p.place_kind, 'duties', p.duties, 'contact', p.contact, 'radio', p.radio,
    'stage', case when s.id is null then null else jsonb_build_object('name', s.name, 'plannedFrom', taskforce.iso(s.planned_from), 'plannedUntil', taskforce.iso(s.planned_until), 'abortCriteria', s.abort_criteria) end,
    'places', coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'label', l.label, 'address', l.address, 'note', l.note) order by l.kind, l.label, l.id)
      from taskforce.operation_places l where l.operation_id = o.id and (l.kind = p.place_kind
        or (l.kind = 'staging' and p.place_kind = 'scene')
        or (l.kind = 'service_staging' and (p.provider_id is not null or p.role in ('victim_liaison', 'transport')))
        or (l.kind = 'interview' and p.role in ('victim_liaison', 'transport', 'interviewer', 'interpreter')))), '[]'),
    'backup', (select jsonb_build_object('name', coalesce(ba.display_name, b.person_name), 'role', b.role, 'contact', b.contact, 'radio', b.radio)
      from taskforce.operation_posts b left join kit.accounts ba on ba.id = b.account_id where b.id = p.backup_post_id),
    'lead', (select jsonb_build_object('name', coalesce(ba.display_name, b.person_name), 'role', b.role, 'contact', b.contact, 'radio', b.radio)
      from taskforce.operation_posts b left join kit.accounts ba on ba.id = b.account_id
      where b.operation_id = o.id and b.role = 'commander_on_scene' and b.id <> p.id order by b.created_at, b.id limit 1),
    'liaison', (select jsonb_build_object('name', coalesce(ba.display_name, b.person_name), 'role', b.role, 'contact', b.contact, 'radio', b.radio)
      from taskforce.operation_posts b left join kit.accounts ba on ba.id = b.account_id
      where b.operation_id = o.id and b.role = 'victim_liaison' and b.id <> p.id order by b.created_at, b.id limit 1),
    'comms', coalesce((select x.text from taskforce.operation_sections x where x.operation_id = o.id and x.kind = 'comms'), ''),
    'medical', coalesce((select x.text from taskforce.operation_sections x where x.operation_id = o.id and x.kind = 'medical'), ''))
  into card
  from taskforce.operation_posts p join taskforce.operations o on o.id = p.operation_id left join taskforce.cases k on k.id = o.case_id
  left join kit.accounts a on a.id = p.account_id left join kit.agencies g on g.id = p.agency_id left join taskforce.providers v on v.id = p.provider_id
  left join taskforce.operation_stages s on s.id = p.stage_id
  where p.id = the_post and (exists (select from taskforce.open_operations r where r.id = o.id)
    or (p.account_id = kit.current_account()
      and (o.state in ('approved', 'started') or (o.state in ('ended', 'closed', 'aborted') and o.ended_at > now() - interval '1 day'))));
  return card;
end $$;
comment on function taskforce.role_card is 'What one person on the roster is handed: their own part and nobody else''s';

create or replace function taskforce.my_cards() returns table (post_id uuid, operation_id uuid, number text, kind text, state text, role text, planned_from timestamptz, planned_until timestamptz, sealed boolean, version integer)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select p.id, o.id, o.number, o.kind, o.state, p.role, coalesce(s.planned_from, o.planned_from), coalesce(s.planned_until, o.planned_until),
    o.sealed or coalesce(k.sealed, false), o.plan_revision
  from taskforce.operation_posts p join taskforce.operations o on o.id = p.operation_id left join taskforce.cases k on k.id = o.case_id
  left join taskforce.operation_stages s on s.id = p.stage_id
  where p.account_id = kit.current_account()
    and (o.state in ('approved', 'started') or (o.state in ('ended', 'closed', 'aborted') and o.ended_at > now() - interval '1 day'));
end $$;
comment on function taskforce.my_cards is 'Posts of the live session on rosters that are approved or running, or ended within a day';

-- 3 Rows -------------------------------------------------------------------------------------------------------

-- People and agencies: colleagues see names; account administrators change them.
create policy agencies_read on kit.agencies for select to {{app}} using ((select kit.current_account()) is not null);
create policy agencies_add on kit.agencies for insert to {{app}} with check ((select kit.reach('accounts.manage')) = 'all' or (select kit.reach('imports.run')) = 'all');
create policy agencies_change on kit.agencies for update to {{app}} using ((select kit.reach('accounts.manage')) = 'all');
create policy agencies_signin on kit.agencies for all to {{signin}} using (true) with check (true);
create policy accounts_read on kit.accounts for select to {{app}} using ((select kit.current_account()) is not null);
create policy accounts_add on kit.accounts for insert to {{app}} with check ((select kit.reach('accounts.manage')) = 'all');
create policy accounts_change on kit.accounts for update to {{app}} using ((select kit.reach('accounts.manage')) = 'all');
create policy accounts_signin on kit.accounts for all to {{signin}} using (true) with check (true);
create policy account_roles_read on kit.account_roles for select to {{app}} using ((select kit.current_account()) is not null);
create policy account_roles_add on kit.account_roles for insert to {{app}} with check ((select kit.reach('accounts.manage')) = 'all' and account_id <> (select kit.current_account()));
create policy account_roles_end on kit.account_roles for update to {{app}} using ((select kit.reach('accounts.manage')) = 'all' and account_id <> (select kit.current_account()));
create policy account_roles_signin on kit.account_roles for all to {{signin}} using (true) with check (true);
create policy roles_read on kit.roles for select to {{app}} using ((select kit.current_account()) is not null);
create policy role_permissions_read on kit.role_permissions for select to {{app}} using ((select kit.current_account()) is not null);
create policy role_clearances_read on kit.role_clearances for select to {{app}} using ((select kit.current_account()) is not null);
create policy invitations_manage on kit.invitations for all to {{app}} using ((select kit.reach('accounts.manage')) = 'all') with check ((select kit.reach('accounts.manage')) = 'all');
create policy invitations_signin on kit.invitations for all to {{signin}} using (true) with check (true);
create policy account_secrets_signin on kit.account_secrets for all to {{signin}} using (true) with check (true);
create policy sessions_signin on kit.sessions for all to {{signin}} using (true) with check (true);
create policy sign_in_attempts_signin on kit.sign_in_attempts for all to {{signin}} using (true) with check (true);
create policy settings_read on kit.settings for select to {{app}} using ((select kit.current_account()) is not null);
create policy settings_change on kit.settings for all to {{app}} using ((select kit.reach('settings.manage')) = 'all') with check ((select kit.reach('settings.manage')) = 'all');
create policy setting_changes_read on kit.setting_changes for select to {{app}} using ((select kit.reach('settings.manage')) = 'all');
create policy settings_signin on kit.settings for all to {{signin}} using (true) with check (true);

-- Audit: auditors read all; who may read a case may see who opened it.
create policy audit_entries_read on kit.audit_entries for select to {{app}} using (
  (select kit.reach('audit.read')) = 'all'
  or (scope_table = 'cases' and exists (select from taskforce.open_cases c where c.id = scope_id)));
create policy audit_entries_signin on kit.audit_entries for insert to {{signin}} with check (true);
create policy audit_chain_signin on kit.audit_chain for select to {{signin}} using (true);
create policy audit_chain_end_signin on kit.audit_chain_end for select to {{signin}} using (true);
create policy audit_tree_heads_signin on kit.audit_tree_heads for all to {{signin}} using (true) with check (true);
create policy audit_chain_read on kit.audit_chain for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_chain_end_read on kit.audit_chain_end for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_tree_heads_read on kit.audit_tree_heads for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy record_versions_read on kit.record_versions for select to {{app}} using (
  scope_table = 'cases' and exists (select from taskforce.open_cases c where c.id = scope_id));
-- Searches: reviewers see who, for whom, why and where; what was typed only through kit.unmask_search.
create policy searches_read on kit.searches for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_reviews_read on kit.audit_reviews for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_reviews_add on kit.audit_reviews for insert to {{app}} with check (
  reviewed_by = (select kit.current_account()) and (select kit.reach('audit.review')) = 'all');
create policy searches_add on kit.searches for insert to {{app}} with check (account_id = (select kit.current_account()));

-- Files belong to a record; its readers read them.
create policy files_read on kit.files for select to {{app}} using (
  uploaded_by = (select kit.current_account())
  or (scope_table = 'cases' and exists (select from taskforce.open_cases c where c.id = scope_id))
  or (scope_table = 'tips' and exists (select from taskforce.tips t where t.id = scope_id))
  or (scope_table = 'operation_authorities' and exists (select from taskforce.operation_authorities a where a.id = scope_id)));
create policy files_labels on kit.files as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy files_add on kit.files for insert to {{app}} with check (
  uploaded_by = (select kit.current_account()) and (
    (scope_table = 'cases' and taskforce.may('cases.write', scope_id))
    or (scope_table = 'tips' and (select kit.reach('tips.receive')) is not null
      and exists (select from taskforce.tips t where t.id = scope_id and t.state <> 'purged'))
    or (scope_table = 'operation_authorities'
      and exists (select from taskforce.operation_authorities a where a.id = scope_id and taskforce.may_operate('operations.plan', a.operation_id)))));
-- What the program makes for somebody who asked: their own export, a brief or an agenda they may read. Theirs alone.
create policy files_of_documents on kit.files for insert to {{app}} with check (
  uploaded_by = (select kit.current_account()) and (
    (scope_table = 'exports' and exists (select from kit.jobs j where j.id = scope_id and j.kind = 'export'))
    or (scope_table = 'briefs' and exists (select from taskforce.briefs b where b.id = scope_id))
    or (scope_table = 'meetings' and exists (select from taskforce.meetings m where m.id = scope_id))
    or (scope_table = 'resource_requests' and exists (select from taskforce.resource_requests r where r.id = scope_id))
    or (scope_table = 'deconfliction_entries' and taskforce.acts_for(scope_id))
    or (scope_table = 'operations' and exists (select from taskforce.open_operations o where o.id = scope_id))
    or (scope_table = 'operation_posts' and scope_id in (select p.id from taskforce.operation_posts p))));
create policy files_claims on kit.files for select to {{jobs}} using (true);
create policy file_tickets_make on kit.file_tickets for insert to {{app}} with check (
  account_id = (select kit.current_account()) and exists (select from kit.files f where f.id = file_id));
create policy file_tickets_made on kit.file_tickets for select to {{app}} using (account_id = (select kit.current_account()));
create policy file_tickets_sweep on kit.file_tickets for all to {{jobs}} using (expires_at < now() - interval '1 day');
create policy files_relabel on kit.files for update to {{app}} using (
  (scope_table = 'cases' and taskforce.may('cases.write', scope_id))
  or (scope_table = 'tips' and (select kit.reach('tips.triage')) = 'all' and exists (select from taskforce.tips t where t.id = scope_id))
  or (scope_table = 'operation_authorities'
    and exists (select from taskforce.operation_authorities a where a.id = scope_id and taskforce.may_operate('operations.plan', a.operation_id))));
create policy file_custody_read on kit.file_custody for select to {{app}} using (exists (select from kit.files f where f.id = file_id));
create policy file_custody_add on kit.file_custody for insert to {{app}} with check (
  account_id = (select kit.current_account()) and exists (select from kit.files f where f.id = file_id));

-- Long work, receipts, notices: one's own.
create policy jobs_own on kit.jobs for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy jobs_work on kit.jobs for all to {{jobs}} using (true) with check (true);
create policy notices_mail on kit.notices for all to {{jobs}} using (true) with check (true);
create policy accounts_mail on kit.accounts for select to {{jobs}} using (true);
create policy receipts_sweep on kit.receipts for delete to {{jobs}} using (at < now() - interval '7 days');
create policy receipts_seen on kit.receipts for select to {{jobs}} using (at < now() - interval '7 days');
create policy receipts_own on kit.receipts for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy notices_own on kit.notices for select to {{app}} using (account_id = (select kit.current_account()));
create policy notices_read on kit.notices for update to {{app}} using (account_id = (select kit.current_account()));

-- Cases.
-- The reach is asked once; what the reach does not need is never computed. The same as case_scope, which serves the
-- records below the cases; a test holds the two together.
create policy cases_read on taskforce.cases for select to {{app}} using (
  case (select kit.reach('cases.read'))
    when 'all' then true
    when 'agency' then lead_agency_id = (select kit.current_agency()) or exists (select from taskforce.my_memberships m where m.case_id = cases.id)
    when 'member' then exists (select from taskforce.my_memberships m where m.case_id = cases.id)
    else false
  end);
create policy cases_sealed on taskforce.cases as restrictive for select to {{app}} using (
  not sealed or exists (select from taskforce.my_memberships m where m.case_id = cases.id));
create policy cases_labels on taskforce.cases as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy cases_open on taskforce.cases for insert to {{app}} with check (
  created_by = (select kit.current_account()) and ((select kit.reach('cases.open')) = 'all'
  or ((select kit.reach('cases.open')) = 'agency' and lead_agency_id = (select kit.current_agency()))));
create policy cases_change on taskforce.cases for update to {{app}} using (taskforce.may('cases.write', id)) with check (true);

create policy case_members_read on taskforce.case_members for select to {{app}} using (
  account_id = (select kit.current_account()) or exists (select from taskforce.open_cases c where c.id = case_id));
create policy case_members_add on taskforce.case_members for insert to {{app}} with check (
  added_by = (select kit.current_account()) and (taskforce.may('cases.members', case_id)
  or exists (select from taskforce.cases c where c.id = case_id and c.created_by = (select kit.current_account()) and account_id = (select kit.current_account()) and c.created_at = now())));
create policy case_members_end on taskforce.case_members for update to {{app}} using (taskforce.may('cases.members', case_id));

create policy strands_read on taskforce.strands for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy strands_labels on taskforce.strands as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy strands_add on taskforce.strands for insert to {{app}} with check (
  (import_id is not null and case_id in (select taskforce.import_reach('cases')))
  or taskforce.may('cases.write', case_id));
create policy strands_change on taskforce.strands for update to {{app}} using (taskforce.may('cases.write', case_id));

-- Casework: the history of strands, what supervisors sign, the checklist. Who may write in a case may open a strand
-- in it; moving strands is a permission of its own. An import writes the history of the strands it brought.
create policy phase_transitions_read on taskforce.phase_transitions for select to {{app}} using (exists (select from taskforce.open_strands s where s.id = strand_id));
create policy phase_transitions_add on taskforce.phase_transitions for insert to {{app}} with check (
  (import_id is not null and strand_id in (select taskforce.import_reach('strands')))
  or taskforce.may('phases.record', case_id)
  or (place = 1 and supersedes is null and taskforce.may('cases.write', case_id)));
-- Estimates: written by the server's jobs alone, through one function.
create policy estimate_runs_read on taskforce.estimate_runs for select to {{app}} using ((select kit.reach('estimates.read')) is not null);
create policy strand_estimates_read on taskforce.strand_estimates for select to {{app}} using (exists (select from taskforce.open_strands s where s.id = strand_id));
create policy strand_estimates_labels on taskforce.strand_estimates as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy case_estimates_read on taskforce.case_estimates for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy case_estimates_labels on taskforce.case_estimates as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
-- Ranges of money carry the labels of what they were computed from; those of the whole office are for who looks at it.
create policy money_estimates_read on taskforce.money_estimates for select to {{app}} using (
  case when case_id is null then (select kit.reach('estimates.office')) = 'all' else exists (select from taskforce.open_cases c where c.id = case_id) end);
create policy money_estimates_labels on taskforce.money_estimates as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
-- The track record: scores are in no grant, people read figures. A commander sets priors and ends an alarm.
create policy range_alarms_read on taskforce.range_alarms for select to {{app}} using ((select kit.reach('estimates.read')) is not null);
create policy range_alarms_end on taskforce.range_alarms for update to {{app}} using ((select kit.reach('estimates.keep')) = 'all');
create policy phase_priors_read on taskforce.phase_priors for select to {{app}} using ((select kit.reach('estimates.read')) is not null);
create policy phase_priors_add on taskforce.phase_priors for insert to {{app}} with check ((select kit.reach('estimates.keep')) = 'all');
create policy backtests_read on taskforce.backtests for select to {{app}} using ((select kit.reach('estimates.office')) = 'all');
-- Budgets: rates and sources are the task force's; what is ordered for a case is the case's.
create policy work_supply_read on taskforce.work_supply for select to {{app}} using ((select kit.reach('estimates.office')) = 'all');
create policy work_supply_keep on taskforce.work_supply for all to {{app}} using ((select kit.reach('budgets.keep')) = 'all') with check ((select kit.reach('budgets.keep')) = 'all');
create policy what_ifs_read on taskforce.what_ifs for select to {{app}} using ((select kit.reach('estimates.office')) = 'all');
create policy what_ifs_ask on taskforce.what_ifs for insert to {{app}} with check (
  (select kit.reach('what_ifs.ask')) = 'all' and made_by = (select kit.current_account()));
create policy resource_requests_read on taskforce.resource_requests for select to {{app}} using ((select kit.reach('estimates.office')) = 'all');
create policy resource_requests_make on taskforce.resource_requests for insert to {{app}} with check (
  (select kit.reach('resources.write')) = 'all' and made_by = (select kit.current_account()));
create policy resource_requests_change on taskforce.resource_requests for update to {{app}} using ((select kit.reach('resources.review')) = 'all');
create policy what_if_answers_read on taskforce.what_if_answers for select to {{app}} using ((select kit.reach('estimates.office')) = 'all');
create policy rates_read on taskforce.rates for select to {{app}} using ((select kit.reach('budgets.read')) = 'all');
create policy rates_keep on taskforce.rates for all to {{app}} using ((select kit.reach('budgets.keep')) = 'all') with check ((select kit.reach('budgets.keep')) = 'all');
create policy funding_years_read on taskforce.funding_years for select to {{app}} using ((select kit.reach('budgets.read')) = 'all');
create policy funding_years_keep on taskforce.funding_years for all to {{app}} using ((select kit.reach('budgets.keep')) = 'all') with check ((select kit.reach('budgets.keep')) = 'all');
create policy commitments_read on taskforce.commitments for select to {{app}} using (
  exists (select from taskforce.open_cases c where c.id = case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id)));
create policy commitments_add on taskforce.commitments for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = commitments.case_id)));
create policy commitments_settle on taskforce.commitments for update to {{app}} using (taskforce.may('cases.write', case_id));
create policy approval_requests_read on taskforce.approval_requests for select to {{app}} using (
  exists (select from taskforce.open_cases c where c.id = case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id)));
create policy approval_requests_ask on taskforce.approval_requests for insert to {{app}} with check (
  asked_by = (select kit.current_account())
  and taskforce.may(case kind when 'unseal' then 'cases.write' else 'phases.record' end, case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = approval_requests.case_id)));
create policy approval_requests_decide on taskforce.approval_requests for update to {{app}} using (
  asked_by = (select kit.current_account()) or taskforce.may('phases.approve', case_id));
create policy strand_checklist_read on taskforce.strand_checklist for select to {{app}} using (exists (select from taskforce.open_strands s where s.id = strand_id));
create policy strand_checklist_add on taskforce.strand_checklist for insert to {{app}} with check (taskforce.may('cases.write', case_id));
create policy strand_checklist_change on taskforce.strand_checklist for update to {{app}} using (taskforce.may('cases.write', case_id));

-- Activities, tasks, notes: readers of the case, cleared for the labels of the record and of its strand. Hours and
-- costs follow their activity. Only the author changes a note.
create policy funding_sources_read on taskforce.funding_sources for select to {{app}} using ((select kit.current_account()) is not null);
create policy funding_sources_manage on taskforce.funding_sources for all to {{app}} using ((select taskforce.supervises())) with check ((select taskforce.supervises()));
create policy saved_views_read on taskforce.saved_views for select to {{app}} using (account_id = (select kit.current_account()) or (shared and (select kit.current_account()) is not null));
create policy saved_views_own on taskforce.saved_views for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy activities_read on taskforce.activities for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy activities_labels on taskforce.activities as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy activities_strand on taskforce.activities as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id));
create policy activities_add on taskforce.activities for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = activities.case_id)));
create policy activities_change on taskforce.activities for update to {{app}} using (taskforce.may('cases.write', case_id))
  with check (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = activities.case_id));
create policy tasks_read on taskforce.tasks for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy tasks_labels on taskforce.tasks as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy tasks_strand on taskforce.tasks as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id));
create policy tasks_add on taskforce.tasks for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = tasks.case_id)));
create policy tasks_change on taskforce.tasks for update to {{app}} using (taskforce.may('cases.write', case_id) or assignee_id = (select kit.current_account()))
  with check (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = tasks.case_id));
create policy notes_read on taskforce.notes for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy notes_labels on taskforce.notes as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy notes_strand on taskforce.notes as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id));
create policy notes_add on taskforce.notes for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = notes.case_id)));
create policy notes_change on taskforce.notes for update to {{app}} using (created_by = (select kit.current_account()) and taskforce.may('cases.write', case_id))
  with check (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = notes.case_id));
-- Hours of a timesheet have no activity: they are read with their case and strand, and are one's own to write.
create policy work_entries_read on taskforce.work_entries for select to {{app}} using (
  case when activity_id is not null then exists (select from taskforce.open_activities a where a.id = activity_id)
    when strand_id is not null then exists (select from taskforce.open_strands s where s.id = strand_id)
    else exists (select from taskforce.open_cases c where c.id = case_id) end);
create policy work_entries_add on taskforce.work_entries for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and case when activity_id is not null then exists (select from taskforce.open_activities a where a.id = activity_id and a.case_id = work_entries.case_id)
    else account_id = (select kit.current_account()) and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id)) end);
create policy work_entries_take_away on taskforce.work_entries for delete to {{app}} using (
  taskforce.may('cases.write', case_id) and (activity_id is not null or account_id = (select kit.current_account())));
create policy timers_own on taskforce.timers for all to {{app}} using (account_id = (select kit.current_account())) with check (
  account_id = (select kit.current_account()) and taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id)));
-- Guesses at the entry of a phase: read with their strand, written once by who works the case.
create policy phase_guesses_read on taskforce.phase_guesses for select to {{app}} using (exists (select from taskforce.open_strands s where s.id = strand_id));
create policy phase_guesses_add on taskforce.phase_guesses for insert to {{app}} with check (
  made_by = (select kit.current_account()) and taskforce.may('cases.write', case_id)
  and exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = phase_guesses.case_id));
create policy cost_lines_read on taskforce.cost_lines for select to {{app}} using (exists (select from taskforce.open_activities a where a.id = activity_id));
create policy cost_lines_add on taskforce.cost_lines for insert to {{app}} with check (
  exists (select from taskforce.open_activities a where a.id = activity_id and a.case_id = cost_lines.case_id) and taskforce.may('cases.write', case_id));
create policy cost_lines_take_away on taskforce.cost_lines for delete to {{app}} using (taskforce.may('cases.write', case_id));
-- What a label hides, its history does not tell.
create policy record_versions_labels on kit.record_versions as restrictive for select to {{app}} using (
  case subject_table
    when 'strands' then exists (select from taskforce.open_strands r where r.id = subject_id)
    when 'phase_transitions' then exists (select from taskforce.phase_transitions r where r.id = subject_id)
    when 'approval_requests' then exists (select from taskforce.approval_requests r where r.id = subject_id)
    when 'strand_checklist' then exists (select from taskforce.strand_checklist r where r.id = subject_id)
    when 'activities' then exists (select from taskforce.open_activities r where r.id = subject_id)
    when 'work_entries' then case
      when before ->> 'activity_id' is not null then exists (select from taskforce.open_activities r where r.id = (before ->> 'activity_id')::uuid)
      when before ->> 'strand_id' is not null then exists (select from taskforce.open_strands r where r.id = (before ->> 'strand_id')::uuid)
      else true end
    when 'cost_lines' then exists (select from taskforce.open_activities r where r.id = (before ->> 'activity_id')::uuid)
    when 'tasks' then exists (select from taskforce.tasks r where r.id = subject_id)
    when 'notes' then exists (select from taskforce.notes r where r.id = subject_id)
    when 'case_dates' then exists (select from taskforce.case_dates r where r.id = subject_id)
    when 'files' then exists (select from kit.files r where r.id = subject_id)
    else true end);

-- Calendar: dates are read and written with their case; their former values are written by a trigger. Vehicles are known to
-- everybody who works with cases. Days away and feeds are one's own.
create policy case_dates_read on taskforce.case_dates for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy case_dates_labels on taskforce.case_dates as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy case_dates_strand on taskforce.case_dates as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id));
create policy case_dates_add on taskforce.case_dates for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = case_dates.case_id)));
create policy case_dates_change on taskforce.case_dates for update to {{app}} using (taskforce.may('cases.write', case_id))
  with check (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = case_dates.case_id));
create policy case_date_plans_read on taskforce.case_date_plans for select to {{app}} using (exists (select from taskforce.case_dates d where d.id = date_id));
create policy vehicles_read on taskforce.vehicles for select to {{app}} using ((select kit.reach('vehicles.read')) is not null);
create policy vehicles_add on taskforce.vehicles for insert to {{app}} with check (
  created_by = (select kit.current_account()) and (select kit.reach('vehicles.keep')) is not null);
create policy vehicles_change on taskforce.vehicles for update to {{app}} using ((select kit.reach('vehicles.keep')) is not null);
create policy absences_own on taskforce.absences for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy calendar_feeds_own on taskforce.calendar_feeds for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy operation_vehicles_read on taskforce.operation_vehicles for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_vehicles_add on taskforce.operation_vehicles for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_vehicles_change on taskforce.operation_vehicles for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_vehicles_remove on taskforce.operation_vehicles for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy audit_of_calendar on kit.audit_entries for select to {{app}} using (
  (scope_table = 'vehicles' and exists (select from taskforce.vehicles v where v.id = scope_id))
  or (scope_table = 'calendar_feeds' and exists (select from taskforce.calendar_feeds f where f.id = scope_id)));
create policy history_of_calendar on kit.record_versions for select to {{app}} using (
  scope_table = 'vehicles' and exists (select from taskforce.vehicles v where v.id = scope_id));

-- Links, spin-offs and what they carried: nobody learns of a case by its neighbor. Both must be readable, or there
-- is nothing. A spin-off is written in the moment its case is born, so no case becomes its own ancestor.
create policy case_links_read on taskforce.case_links for select to {{app}} using (
  exists (select from taskforce.open_cases c where c.id = from_case_id) and exists (select from taskforce.open_cases c where c.id = to_case_id));
create policy case_links_add on taskforce.case_links for insert to {{app}} with check (
  made_by = (select kit.current_account())
  and exists (select from taskforce.open_cases c where c.id = from_case_id) and exists (select from taskforce.open_cases c where c.id = to_case_id)
  and (taskforce.may('cases.write', from_case_id) or taskforce.may('cases.write', to_case_id)));
create policy case_links_end on taskforce.case_links for update to {{app}} using (
  taskforce.may('cases.write', from_case_id) or taskforce.may('cases.write', to_case_id));
create policy spin_offs_read on taskforce.spin_offs for select to {{app}} using (
  exists (select from taskforce.open_cases c where c.id = child_case_id) and exists (select from taskforce.open_cases c where c.id = parent_case_id));
create policy spin_offs_add on taskforce.spin_offs for insert to {{app}} with check (
  made_by = (select kit.current_account()) and taskforce.may('cases.write', parent_case_id)
  and exists (select from taskforce.cases c where c.id = child_case_id
    and c.created_by = (select kit.current_account()) and c.created_at = now() and c.origin_mode = 'spin_off'));
create policy carried_facts_read on taskforce.carried_facts for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy carried_facts_labels on taskforce.carried_facts as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy carried_facts_add on taskforce.carried_facts for insert to {{app}} with check (
  carried_by = (select kit.current_account()) and exists (
    select from taskforce.spin_offs s where s.child_case_id = case_id and s.made_by = (select kit.current_account()) and s.made_at = now()));
create policy carried_sources_read on taskforce.carried_sources for select to {{app}} using (
  exists (select from taskforce.carried_facts f where f.id = fact_id) and exists (select from taskforce.open_cases c where c.id = from_case_id));
create policy carried_sources_add on taskforce.carried_sources for insert to {{app}} with check (exists (
  select from taskforce.spin_offs s where s.child_case_id = case_id and s.parent_case_id = from_case_id
    and s.made_by = (select kit.current_account()) and s.made_at = now()));
create policy audit_of_links on kit.audit_entries for select to {{app}} using (
  scope_table = 'case_links' and exists (select from taskforce.case_links l where l.id = scope_id));
create policy history_of_links on kit.record_versions for select to {{app}} using (
  scope_table = 'case_links' and exists (select from taskforce.case_links l where l.id = scope_id));

-- Decisions asked for: read with the case, settled by the person named.
create policy decisions_read on taskforce.decisions_needed for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy decisions_labels on taskforce.decisions_needed as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy decisions_ask on taskforce.decisions_needed for insert to {{app}} with check (
  asked_by = (select kit.current_account()) and taskforce.may('cases.write', case_id));
create policy decisions_settle on taskforce.decisions_needed for update to {{app}} using (
  decider_id = (select kit.current_account()) or taskforce.may('cases.write', case_id));

-- Meetings: their audience reads them, and of the agenda only the cases it may read anyway. The chair writes.
create policy meetings_read on taskforce.meetings for select to {{app}} using (
  (audience = 'all_members' and (select kit.reach('meetings.read')) is not null)
  or (audience = 'law_enforcement' and (select kit.reach('meetings.law_enforcement')) is not null));
create policy meetings_prepare on taskforce.meetings for insert to {{app}} with check (
  chair_id = (select kit.current_account()) and (select kit.reach('meetings.hold')) is not null);
create policy meetings_close on taskforce.meetings for update to {{app}} using (chair_id = (select kit.current_account()));
create policy meeting_items_read on taskforce.meeting_items for select to {{app}} using (
  exists (select from taskforce.meetings m where m.id = meeting_id) and exists (select from taskforce.open_cases c where c.id = case_id));
create policy meeting_items_add on taskforce.meeting_items for insert to {{app}} with check (
  exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account()))
  and exists (select from taskforce.open_cases c where c.id = case_id));
create policy meeting_items_remove on taskforce.meeting_items for update to {{app}} using (
  exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account())));
create policy meeting_minutes_read on taskforce.meeting_minutes for select to {{app}} using (exists (select from taskforce.meeting_items i where i.id = item_id));
create policy meeting_minutes_labels on taskforce.meeting_minutes as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy meeting_minutes_take on taskforce.meeting_minutes for insert to {{app}} with check (
  recorded_by = (select kit.current_account())
  and exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account()))
  and exists (select from taskforce.meeting_items i where i.id = item_id));

-- Briefs: for readers of the case who are cleared for what the brief says it is for. A portfolio: its maker and the
-- command; it never holds a sealed case.
create policy briefs_read on taskforce.briefs for select to {{app}} using (
  (kind = 'case' and exists (select from taskforce.open_cases c where c.id = case_id))
  or (kind = 'portfolio' and (made_by = (select kit.current_account()) or (select kit.reach('briefs.portfolio')) = 'all')));
create policy briefs_clearance on taskforce.briefs as restrictive for select to {{app}} using (cleared_for <@ (select kit.clearances()));
create policy briefs_make on taskforce.briefs for insert to {{app}} with check (
  made_by = (select kit.current_account()) and cleared_for <@ (select kit.clearances()) and (
    (kind = 'case' and taskforce.may('briefs.make', case_id)) or (kind = 'portfolio' and (select kit.reach('briefs.make')) is not null)));
create policy audit_of_command on kit.audit_entries for select to {{app}} using (
  (scope_table = 'briefs' and exists (select from taskforce.briefs b where b.id = scope_id))
  or (scope_table = 'meetings' and exists (select from taskforce.meetings m where m.id = scope_id)));

-- Victims: readers of the case who may read victims, and are cleared for the labels. Records that hang on a victim
-- ask taskforce.open_victims. Audit and history of a victim are read by the readers of the victim.
create policy victims_read on taskforce.victims for select to {{app}} using (exists (select from taskforce.victim_cases c where c.id = case_id));
create policy victims_labels on taskforce.victims as restrictive for select to {{app}} using (handling = '{}' or handling <@ (select kit.clearances()));
create policy victims_add on taskforce.victims for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('victims.write', case_id));
create policy victims_change on taskforce.victims for update to {{app}} using (taskforce.may('victims.write', case_id));
create policy victim_identities_read on taskforce.victim_identities for select to {{app}} using (
  exists (select from taskforce.open_victims v where v.id = victim_id) and handling <@ (select kit.clearances()));
create policy victim_identities_add on taskforce.victim_identities for insert to {{app}} with check (
  taskforce.may('victims.unmask', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_identities_change on taskforce.victim_identities for update to {{app}} using (taskforce.may('victims.unmask', case_id));
create policy victim_channels_read on taskforce.victim_channels for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_channels_add on taskforce.victim_channels for insert to {{app}} with check (
  taskforce.may('victims.write', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_channels_change on taskforce.victim_channels for update to {{app}} using (taskforce.may('victims.write', case_id));
create policy victim_contacts_read on taskforce.victim_contacts for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_contacts_add on taskforce.victim_contacts for insert to {{app}} with check (
  taskforce.may('victims.write', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_unmaskings_read on taskforce.victim_unmaskings for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_decisions_read on taskforce.victim_decisions for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_decisions_add on taskforce.victim_decisions for insert to {{app}} with check (
  taskforce.may('victims.write', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_screenings_read on taskforce.victim_screenings for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_screenings_add on taskforce.victim_screenings for insert to {{app}} with check (
  taskforce.may('victims.write', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_strands_read on taskforce.victim_strands for select to {{app}} using (
  exists (select from taskforce.open_victims v where v.id = victim_id) and exists (select from taskforce.open_strands s where s.id = strand_id));
create policy victim_strands_add on taskforce.victim_strands for insert to {{app}} with check (
  taskforce.may('victims.write', case_id) and exists (select from taskforce.open_victims v where v.id = victim_id)
  and exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = victim_strands.case_id));
create policy victim_strands_end on taskforce.victim_strands for update to {{app}} using (taskforce.may('victims.write', case_id));
create policy audit_of_victims on kit.audit_entries for select to {{app}} using (
  scope_table = 'victims' and exists (select from taskforce.open_victims v where v.id = scope_id));
create policy history_of_victims on kit.record_versions for select to {{app}} using (
  scope_table = 'victims' and exists (select from taskforce.open_victims v where v.id = scope_id));

-- Work with victims. Records hang on a victim one may read; the ledger of promises, whatever concerns relief, and its
-- reminders carry labels of their own. What a label hides, audit and history do not tell: their scope is the record.
create policy interview_plans_read on taskforce.interview_plans for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy interview_plans_add on taskforce.interview_plans for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('interviews.plan', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy interview_plans_change on taskforce.interview_plans for update to {{app}} using (taskforce.may('interviews.plan', case_id));
create policy promises_read on taskforce.promises for select to {{app}} using (
  (select kit.reach('promises.read')) is not null and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy promises_labels on taskforce.promises as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy promises_add on taskforce.promises for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('promises.record', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_duties_read on taskforce.victim_duties for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_duties_labels on taskforce.victim_duties as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy victim_duties_settle on taskforce.victim_duties for update to {{app}} using (taskforce.may('victims.write', case_id));
create policy victim_charges_read on taskforce.victim_charges for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_charges_add on taskforce.victim_charges for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('charges.record', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy victim_charges_change on taskforce.victim_charges for update to {{app}} using (taskforce.may('charges.record', case_id));
create policy relief_requests_read on taskforce.relief_requests for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy relief_requests_labels on taskforce.relief_requests as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy relief_requests_ask on taskforce.relief_requests for insert to {{app}} with check (
  requested_by = (select kit.current_account()) and taskforce.may('relief.request', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy relief_steps_read on taskforce.relief_steps for select to {{app}} using (exists (select from taskforce.relief_requests r where r.id = request_id));
create policy relief_steps_labels on taskforce.relief_steps as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy relief_steps_take on taskforce.relief_steps for insert to {{app}} with check (
  recorded_by = (select kit.current_account())
  and taskforce.may(case when step in ('signed', 'submitted', 'declined') then 'relief.decide' else 'relief.request' end, case_id)
  and exists (select from taskforce.relief_requests r where r.id = request_id));
create policy rights_told_read on taskforce.rights_told for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy rights_told_add on taskforce.rights_told for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('rights.tell', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy notice_choices_read on taskforce.notice_choices for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy notice_choices_add on taskforce.notice_choices for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('rights.tell', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy rights_events_read on taskforce.rights_events for select to {{app}} using (exists (select from taskforce.victim_cases c where c.id = case_id));
create policy rights_events_add on taskforce.rights_events for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('rights.tell', case_id));
create policy rights_events_take_back on taskforce.rights_events for update to {{app}} using (taskforce.may('rights.tell', case_id));
create policy rights_notices_read on taskforce.rights_notices for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy rights_notices_settle on taskforce.rights_notices for update to {{app}} using (taskforce.may('rights.tell', case_id));
create policy notice_tries_read on taskforce.notice_tries for select to {{app}} using (exists (select from taskforce.open_victims v where v.id = victim_id));
create policy notice_tries_add on taskforce.notice_tries for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('rights.tell', case_id)
  and exists (select from taskforce.open_victims v where v.id = victim_id));
create policy audit_of_victim_work on kit.audit_entries for select to {{app}} using (
  case scope_table
    when 'promises' then exists (select from taskforce.promises r where r.id = scope_id)
    when 'victim_duties' then exists (select from taskforce.victim_duties r where r.id = scope_id)
    when 'victim_charges' then exists (select from taskforce.victim_charges r where r.id = scope_id)
    when 'relief_requests' then exists (select from taskforce.relief_requests r where r.id = scope_id)
    when 'rights_events' then exists (select from taskforce.rights_events r where r.id = scope_id)
    else false end);
create policy history_of_victim_work on kit.record_versions for select to {{app}} using (
  case scope_table
    when 'victim_duties' then exists (select from taskforce.victim_duties r where r.id = scope_id)
    when 'victim_charges' then exists (select from taskforce.victim_charges r where r.id = scope_id)
    when 'relief_requests' then exists (select from taskforce.relief_requests r where r.id = scope_id)
    when 'rights_events' then exists (select from taskforce.rights_events r where r.id = scope_id)
    else false end);

-- Tips and dangers. Reach own = what one received oneself or has taken. The text of a tip is never updated (see columns).
create policy tips_read on taskforce.tips for select to {{app}} using (
  (select kit.reach('tips.read')) = 'all'
  or ((select kit.reach('tips.read')) = 'own' and (received_by = (select kit.current_account()) or assigned_to = (select kit.current_account()))));
create policy tips_add on taskforce.tips for insert to {{app}} with check (
  received_by = (select kit.current_account()) and (select kit.reach('tips.receive')) = 'all');
create policy tips_triage on taskforce.tips for update to {{app}} using ((select kit.reach('tips.triage')) = 'all');
create policy tip_answers_read on taskforce.tip_answers for select to {{app}} using (exists (select from taskforce.tips t where t.id = tip_id));
create policy tip_answers_add on taskforce.tip_answers for insert to {{app}} with check (
  exists (select from taskforce.tips t where t.id = tip_id and t.received_by = (select kit.current_account())));
create policy tip_reporters_read on taskforce.tip_reporters for select to {{app}} using (exists (select from taskforce.tips t where t.id = tip_id));
create policy tip_reporters_add on taskforce.tip_reporters for insert to {{app}} with check (
  exists (select from taskforce.tips t where t.id = tip_id and t.received_by = (select kit.current_account())));
create policy tip_decisions_read on taskforce.tip_decisions for select to {{app}} using (exists (select from taskforce.tips t where t.id = tip_id));
create policy tip_decisions_add on taskforce.tip_decisions for insert to {{app}} with check (
  decided_by = (select kit.current_account()) and (select kit.reach('tips.triage')) = 'all');
create policy tip_cases_read on taskforce.tip_cases for select to {{app}} using (exists (select from taskforce.open_cases c where c.id = case_id));
create policy tip_cases_add on taskforce.tip_cases for insert to {{app}} with check (
  linked_by = (select kit.current_account()) and (select kit.reach('tips.triage')) = 'all'
  and exists (select from taskforce.open_cases c where c.id = case_id));
create policy tip_cases_end on taskforce.tip_cases for update to {{app}} using ((select kit.reach('tips.triage')) = 'all');
create policy tip_messages_read on taskforce.tip_messages for select to {{app}} using (exists (select from taskforce.tips t where t.id = tip_id));
create policy tip_messages_add on taskforce.tip_messages for insert to {{app}} with check (
  author_id = (select kit.current_account()) and (select kit.reach('tips.triage')) = 'all');
create policy tip_messages_mark on taskforce.tip_messages for update to {{app}} using ((select kit.reach('tips.triage')) = 'all');
create policy dangers_read on taskforce.dangers for select to {{app}} using (
  (select kit.reach('danger.answer')) = 'all' or raised_by = (select kit.current_account())
  or (tip_id is not null and exists (select from taskforce.tips t where t.id = tip_id))
  or (case_id is not null and exists (select from taskforce.open_cases c where c.id = case_id))
  or (operation_id is not null and (exists (select from taskforce.open_operations o where o.id = operation_id) or operation_id in (select taskforce.boards()))));
create policy dangers_raise on taskforce.dangers for insert to {{app}} with check (
  raised_by = (select kit.current_account()) and (select kit.reach('danger.raise')) = 'all'
  and (tip_id is null or exists (select from taskforce.tips t where t.id = tip_id))
  and (case_id is null or exists (select from taskforce.open_cases c where c.id = case_id))
  and (operation_id is null or operation_id in (select taskforce.boards()) or exists (select from taskforce.open_operations o where o.id = operation_id)));
create policy dangers_answer on taskforce.dangers for update to {{app}} using ((select kit.reach('danger.answer')) = 'all');
create policy danger_contacts_read on taskforce.danger_contacts for select to {{app}} using (exists (select from taskforce.dangers d where d.id = danger_id));
create policy danger_contacts_add on taskforce.danger_contacts for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and (select kit.reach('danger.answer')) = 'all');
create policy danger_bypasses_read on taskforce.danger_bypasses for select to {{app}} using (exists (select from taskforce.dangers d where d.id = danger_id));
create policy danger_bypasses_add on taskforce.danger_bypasses for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and (select kit.reach('danger.answer')) = 'all');
create policy danger_reviews_read on taskforce.danger_reviews for select to {{app}} using (exists (select from taskforce.dangers d where d.id = danger_id));
create policy danger_reviews_do on taskforce.danger_reviews for update to {{app}} using ((select kit.reach('danger.review')) = 'all');
create policy audit_entries_tips on kit.audit_entries for select to {{app}} using (
  (scope_table = 'tips' and exists (select from taskforce.tips t where t.id = scope_id))
  or (scope_table = 'dangers' and exists (select from taskforce.dangers d where d.id = scope_id)));
create policy record_versions_tips on kit.record_versions for select to {{app}} using (
  (scope_table = 'tips' and exists (select from taskforce.tips t where t.id = scope_id))
  or (scope_table = 'dangers' and exists (select from taskforce.dangers d where d.id = scope_id)));

-- Providers and their directory: read by everybody who works with cases; what a provider published over the bridge is
-- changed by the provider alone.
create policy providers_read on taskforce.providers for select to {{app}} using ((select kit.reach('providers.read')) = 'all');
create policy providers_add on taskforce.providers for insert to {{app}} with check (
  created_by = (select kit.current_account()) and (select kit.reach('providers.keep')) = 'all');
create policy providers_change on taskforce.providers for update to {{app}} using ((select kit.reach('providers.keep')) = 'all');
create policy resources_read on taskforce.resources for select to {{app}} using ((select kit.reach('providers.read')) = 'all');
create policy resources_add on taskforce.resources for insert to {{app}} with check (
  created_by = (select kit.current_account()) and (select kit.reach('providers.keep')) = 'all');
create policy resources_change on taskforce.resources for update to {{app}} using ((select kit.reach('providers.keep')) = 'all' and bridge_ref is null);
create policy capacities_read on taskforce.capacities for select to {{app}} using ((select kit.reach('providers.read')) = 'all');
create policy capacities_answers on taskforce.capacities as restrictive for select to {{app}} using (
  recipient_id is null or exists (select from taskforce.standby_recipients r where r.id = recipient_id));
create policy capacities_tell on taskforce.capacities for insert to {{app}} with check (
  told_by = (select kit.current_account()) and (select kit.reach('providers.keep')) = 'all'
  and (recipient_id is null or exists (select from taskforce.standby_recipients r where r.id = recipient_id and r.provider_id = capacities.provider_id)));
create policy audit_of_providers on kit.audit_entries for select to {{app}} using (
  scope_table = 'providers' and (select kit.reach('providers.read')) = 'all');

-- Stand-by notices: read with their case by those who plan, sent by those who lead it.
create policy standby_notices_read on taskforce.standby_notices for select to {{app}} using (
  case (select kit.reach('standby.read'))
    when 'all' then exists (select from taskforce.open_cases c where c.id = case_id)
    when 'agency' then exists (select from taskforce.open_cases c where c.id = case_id)
    when 'member' then exists (select from taskforce.my_memberships m where m.case_id = standby_notices.case_id)
      and exists (select from taskforce.open_cases c where c.id = case_id)
    else false
  end);
create policy standby_notices_strand on taskforce.standby_notices as restrictive for select to {{app}} using (
  strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id));
create policy standby_notices_send on taskforce.standby_notices for insert to {{app}} with check (
  made_by = (select kit.current_account()) and taskforce.may('standby.send', case_id)
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = standby_notices.case_id)));
create policy standby_notices_change on taskforce.standby_notices for update to {{app}} using (taskforce.may('standby.send', case_id));
create policy standby_recipients_read on taskforce.standby_recipients for select to {{app}} using (
  exists (select from taskforce.standby_notices n where n.id = notice_id));
create policy standby_recipients_add on taskforce.standby_recipients for insert to {{app}} with check (
  added_by = (select kit.current_account()) and taskforce.may('standby.send', case_id)
  and exists (select from taskforce.standby_notices n where n.id = notice_id));
create policy standby_recipients_change on taskforce.standby_recipients for update to {{app}} using (taskforce.may('standby.send', case_id));
create policy audit_of_standby on kit.audit_entries for select to {{app}} using (
  scope_table = 'standby_notices' and exists (select from taskforce.standby_notices n where n.id = scope_id));
create policy record_versions_standby on kit.record_versions for select to {{app}} using (
  scope_table = 'standby_notices' and exists (select from taskforce.standby_notices n where n.id = scope_id));
create policy record_versions_providers on kit.record_versions for select to {{app}} using (
  scope_table = 'providers' and (select kit.reach('providers.read')) = 'all');

-- Operations: read by those whose work they belong to, changed by those who plan them; each person reads the own post.
create policy operations_read on taskforce.operations for select to {{app}} using (exists (select from taskforce.open_operations o where o.id = operations.id));
create policy operations_open on taskforce.operations for insert to {{app}} with check (
  created_by = (select kit.current_account())
  and (case_id is null or exists (select from taskforce.open_cases c where c.id = case_id))
  and (copied_from is null or exists (select from taskforce.open_operations o where o.id = copied_from))
  and case (select kit.reach('operations.plan'))
    when 'all' then true
    when 'agency' then lead_agency_id = (select kit.current_agency()) or exists (select from taskforce.my_memberships m where m.case_id = operations.case_id)
    when 'member' then exists (select from taskforce.my_memberships m where m.case_id = operations.case_id)
    else false
  end);
create policy operations_plan on taskforce.operations for update to {{app}} using (taskforce.may_operate('operations.plan', id)) with check (true);
create policy operation_planners_read on taskforce.operation_planners for select to {{app}} using (exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_planners_add on taskforce.operation_planners for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_planners_end on taskforce.operation_planners for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_strands_read on taskforce.operation_strands for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id) and exists (select from taskforce.open_strands s where s.id = strand_id));
create policy operation_strands_add on taskforce.operation_strands for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id)
  and exists (select from taskforce.open_strands s where s.id = strand_id));
create policy operation_strands_remove on taskforce.operation_strands for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_stage_dependencies_read on taskforce.operation_stage_dependencies for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_stage_dependencies_add on taskforce.operation_stage_dependencies for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_stage_dependencies_remove on taskforce.operation_stage_dependencies for delete to {{app}} using (
  taskforce.may_operate('operations.plan', operation_id));
create policy operation_places_read on taskforce.operation_places for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_places_add on taskforce.operation_places for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_places_change on taskforce.operation_places for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_places_remove on taskforce.operation_places for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_stages_read on taskforce.operation_stages for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_stages_add on taskforce.operation_stages for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_stages_change on taskforce.operation_stages for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_stages_remove on taskforce.operation_stages for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_posts_read on taskforce.operation_posts for select to {{app}} using (
  account_id = (select kit.current_account()) or exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_posts_add on taskforce.operation_posts for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_posts_change on taskforce.operation_posts for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_posts_remove on taskforce.operation_posts for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_authorities_read on taskforce.operation_authorities for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_authorities_add on taskforce.operation_authorities for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_authorities_change on taskforce.operation_authorities for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_authorities_remove on taskforce.operation_authorities for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_sections_read on taskforce.operation_sections for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_sections_add on taskforce.operation_sections for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_sections_change on taskforce.operation_sections for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_sections_remove on taskforce.operation_sections for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_budget_lines_read on taskforce.operation_budget_lines for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_budget_lines_add on taskforce.operation_budget_lines for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_budget_lines_change on taskforce.operation_budget_lines for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_budget_lines_remove on taskforce.operation_budget_lines for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_interpreters_read on taskforce.operation_interpreters for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_interpreters_add on taskforce.operation_interpreters for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_interpreters_change on taskforce.operation_interpreters for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_interpreters_remove on taskforce.operation_interpreters for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_techniques_read on taskforce.operation_techniques for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_techniques_add on taskforce.operation_techniques for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_techniques_change on taskforce.operation_techniques for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_techniques_remove on taskforce.operation_techniques for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_inspections_read on taskforce.operation_inspections for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_inspections_add on taskforce.operation_inspections for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_inspections_change on taskforce.operation_inspections for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_inspections_remove on taskforce.operation_inspections for delete to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_entries_read on taskforce.operation_entries for select to {{app}} using (
  created_by = (select kit.current_account()) or exists (select from taskforce.open_operations o where o.id = operation_id)
  or operation_id in (select taskforce.boards()));
create policy operation_entries_add on taskforce.operation_entries for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_record(operation_id));
-- The gate, providers standing by, signatures and moves of state: gate and stand-by by those who plan, and the gate by those
-- who run or approve besides; a signature by those who approve. Moves are written by the database alone.
create policy operation_items_read on taskforce.operation_items for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_items_add on taskforce.operation_items for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_settle(operation_id));
create policy operation_items_change on taskforce.operation_items for update to {{app}} using (taskforce.may_settle(operation_id));
create policy operation_standbys_read on taskforce.operation_standbys for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_standbys_add on taskforce.operation_standbys for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy operation_standbys_change on taskforce.operation_standbys for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_signatures_read on taskforce.operation_signatures for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_signatures_add on taskforce.operation_signatures for insert to {{app}} with check (
  account_id = (select kit.current_account()) and taskforce.may_operate('operations.approve', operation_id));
create policy operation_moves_read on taskforce.operation_moves for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
-- Written in the moment the case is born, as a spin-off is.
create policy operation_cases_read on taskforce.operation_cases for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id) and exists (select from taskforce.open_cases c where c.id = case_id));
create policy operation_cases_add on taskforce.operation_cases for insert to {{app}} with check (
  made_by = (select kit.current_account())
  and (taskforce.may_operate('operations.run', operation_id) or taskforce.may_operate('operations.plan', operation_id))
  and exists (select from taskforce.cases c where c.id = case_id and c.created_by = (select kit.current_account()) and c.created_at = now()));
create policy audit_of_operations on kit.audit_entries for select to {{app}} using (
  scope_table = 'operations' and exists (select from taskforce.open_operations o where o.id = scope_id));
create policy history_of_operations on kit.record_versions for select to {{app}} using (
  scope_table = 'operations' and exists (select from taskforce.open_operations o where o.id = scope_id));
create policy decoy_reviews_read on taskforce.decoy_reviews for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy decoy_reviews_write on taskforce.decoy_reviews for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.plan', operation_id));
create policy decoy_reviews_change on taskforce.decoy_reviews for update to {{app}} using (taskforce.may_operate('operations.plan', operation_id));
create policy operation_reviews_read on taskforce.operation_reviews for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_reviews_write on taskforce.operation_reviews for update to {{app}} using (taskforce.may_operate('operations.run', operation_id));
create policy operation_lessons_read on taskforce.operation_lessons for select to {{app}} using (
  exists (select from taskforce.open_operations o where o.id = operation_id));
create policy operation_lessons_add on taskforce.operation_lessons for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may_operate('operations.run', operation_id));
-- Nominations: read as open_nominations says; facts by who nominated; moves by triggers and functions alone.
create policy nominations_read on taskforce.nominations for select to {{app}} using (
  exists (select from taskforce.open_nominations o where o.id = nominations.id));
create policy nominations_make on taskforce.nominations for insert to {{app}} with check (
  nominated_by = (select kit.current_account()) and (select kit.reach('nominations.make')) = 'all'
  and (tip_id is null or exists (select from taskforce.tips t where t.id = tip_id))
  and (strand_id is null or exists (select from taskforce.open_strands s where s.id = strand_id and s.case_id = nominations.case_id)));
create policy nominations_change on taskforce.nominations for update to {{app}} using (
  nominated_by = (select kit.current_account()) and (select kit.reach('nominations.make')) = 'all');
create policy nomination_checks_read on taskforce.nomination_checks for select to {{app}} using (
  exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_checks_add on taskforce.nomination_checks for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and (select kit.reach('nominations.make')) = 'all'
  and exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_votes_read on taskforce.nomination_votes for select to {{app}} using (
  exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_votes_cast on taskforce.nomination_votes for insert to {{app}} with check (
  account_id = (select kit.current_account()) and (select kit.reach('nominations.vote')) = 'all'
  and exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_votes_change on taskforce.nomination_votes for update to {{app}} using (
  account_id = (select kit.current_account()) and (select kit.reach('nominations.vote')) = 'all');
create policy nomination_decisions_read on taskforce.nomination_decisions for select to {{app}} using (
  exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_decisions_decide on taskforce.nomination_decisions for insert to {{app}} with check (
  decided_by = (select kit.current_account()) and (select kit.reach('nominations.decide')) = 'all'
  and exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy nomination_purges_read on taskforce.nomination_purges for select to {{app}} using (
  exists (select from taskforce.open_nominations o where o.id = nomination_id));
create policy audit_of_nominations on kit.audit_entries for select to {{app}} using (
  scope_table = 'nominations' and exists (select from taskforce.open_nominations o where o.id = scope_id));
create policy history_of_nominations on kit.record_versions for select to {{app}} using (
  scope_table = 'nominations' and exists (select from taskforce.open_nominations o where o.id = scope_id));

-- Imports: those who import see what was imported; contents ready to be written only their maker. Nobody claims to
-- be an import but the job that runs one: its rows carry its id, and imported history comes from it alone.
create policy imports_read on taskforce.imports for select to {{app}} using ((select kit.reach('imports.run')) = 'all');
create policy imports_add on taskforce.imports for insert to {{app}} with check (
  made_by = (select kit.current_account()) and (select kit.reach('imports.run')) = 'all');
create policy imports_change on taskforce.imports for update to {{app}} using (
  made_by = (select kit.current_account()) and (select kit.reach('imports.run')) = 'all' and state in ('uploaded', 'previewed', 'failed'))
  with check (state in ('uploaded', 'previewed', 'failed'));
create policy files_of_imports on kit.files for insert to {{app}} with check (
  uploaded_by = (select kit.current_account()) and scope_table = 'imports' and (select kit.reach('imports.run')) = 'all');
create policy import_mappings_read on taskforce.import_mappings for select to {{app}} using (
  (select kit.reach('imports.run')) = 'all' and (shared or owner_id = (select kit.current_account())));
create policy import_mappings_save on taskforce.import_mappings for insert to {{app}} with check (
  (select kit.reach('imports.run')) = 'all' and owner_id = (select kit.current_account()));
create policy import_mappings_retire on taskforce.import_mappings for update to {{app}} using (owner_id = (select kit.current_account()));
create policy import_staged_own on taskforce.import_staged for all to {{app}} using (import_id in (select taskforce.my_imports())) with check (import_id in (select taskforce.my_imports()));
create policy import_lines_own on taskforce.import_lines for all to {{app}} using (import_id in (select taskforce.my_imports())) with check (import_id in (select taskforce.my_imports()));
create policy import_problems_own on taskforce.import_problems for all to {{app}} using (import_id in (select taskforce.my_imports())) with check (import_id in (select taskforce.my_imports()));
create policy import_records_read on taskforce.import_records for select to {{app}} using ((select kit.reach('imports.run')) = 'all');
create policy cases_imported on taskforce.cases as restrictive for insert to {{app}} with check (
  import_id is null or import_id = (select taskforce.running_import()));
create policy cases_import_change on taskforce.cases for update to {{app}} using (id in (select taskforce.import_reach('cases')));
create policy strands_imported on taskforce.strands as restrictive for insert to {{app}} with check (
  (import_id is null and phase = 'pre_operational') or import_id = (select taskforce.running_import()));
create policy strands_import_change on taskforce.strands for update to {{app}} using (id in (select taskforce.import_reach('strands')));
create policy tips_imported on taskforce.tips as restrictive for insert to {{app}} with check (
  import_id is null or import_id = (select taskforce.running_import()));
create policy dangers_imported on taskforce.dangers as restrictive for insert to {{app}} with check (
  import_id is null or import_id = (select taskforce.running_import()));
create policy phase_transitions_imported on taskforce.phase_transitions as restrictive for insert to {{app}} with check (
  (import_id is null and provenance = 'entered') or (provenance = 'imported' and import_id = (select taskforce.running_import())));

-- Releases: members of the case. Written by the bridge and the functions above, never by hand.
create policy releases_read on taskforce.releases for select to {{app}} using (exists (select from taskforce.open_releases o where o.id = releases.id));
create policy release_texts_read on taskforce.release_texts for select to {{app}} using (exists (select from taskforce.open_releases o where o.id = release_id));

-- Figures of providers: read, never written by hand.
create policy provider_figures_read on taskforce.provider_figures for select to {{app}} using ((select kit.reach('figures.read')) is not null);
create policy provider_figure_rows_read on taskforce.provider_figure_rows for select to {{app}} using (
  exists (select from taskforce.provider_figures f where f.id = figures_id));
-- Referrals: read where the victims of the case are read; offers, their history and links with them. The rules of the
-- protocol are no secret among members.
create policy referral_rules_read on taskforce.referral_rules for select to {{app}} using ((select kit.current_account()) is not null);
create policy referral_rules_write on taskforce.referral_rules for insert to {{app}} with check (
  made_by = (select kit.current_account()) and (select kit.reach('protocol.referrals')) = 'all');
create policy referral_rules_retire on taskforce.referral_rules for update to {{app}} using ((select kit.reach('protocol.referrals')) = 'all');
create policy brought_referrals_read on taskforce.brought_referrals for select to {{app}} using ((select kit.reach('referrals.receive')) = 'all');
create policy brought_referrals_answer on taskforce.brought_referrals for update to {{app}} using ((select kit.reach('referrals.receive')) = 'all');
create policy referrals_read on taskforce.referrals for select to {{app}} using (exists (select from taskforce.open_referrals o where o.id = referrals.id));
create policy referrals_write on taskforce.referrals for insert to {{app}} with check (
  created_by = (select kit.current_account()) and taskforce.may('referrals.write', case_id)
  and (operation_id is null or operation_id in (select taskforce.boards()) or exists (select from taskforce.open_operations o where o.id = operation_id)));
create policy referrals_change on taskforce.referrals for update to {{app}} using (taskforce.may('referrals.write', case_id));
create policy referral_offers_read on taskforce.referral_offers for select to {{app}} using (exists (select from taskforce.open_referrals o where o.id = referral_id));
create policy referral_offers_make on taskforce.referral_offers for insert to {{app}} with check (
  offered_by = (select kit.current_account()) and taskforce.may('referrals.write', case_id));
create policy referral_offers_move on taskforce.referral_offers for update to {{app}} using (taskforce.may('referrals.write', case_id));
create policy referral_moves_read on taskforce.referral_moves for select to {{app}} using (exists (select from taskforce.open_referrals o where o.id = referral_id));
create policy referral_links_read on taskforce.referral_links for select to {{app}} using (exists (
  select from taskforce.referral_offers o join taskforce.open_referrals r on r.id = o.referral_id where o.id = offer_id));
create policy referral_links_make on taskforce.referral_links for insert to {{app}} with check (
  made_by = (select kit.current_account()) and taskforce.may('referrals.write', case_id));
create policy referral_links_end on taskforce.referral_links for update to {{app}} using (taskforce.may('referrals.write', case_id));
create policy audit_of_referrals on kit.audit_entries for select to {{app}} using (
  scope_table = 'referrals' and exists (select from taskforce.open_referrals o where o.id = scope_id));
create policy history_of_referrals on kit.record_versions for select to {{app}} using (
  scope_table = 'referrals' and exists (select from taskforce.open_referrals o where o.id = scope_id));

-- 4 Columns ----------------------------------------------------------------------------------------------------
-- What a role may write is named column by column; what is not named is set by the database alone.

grant select on taskforce.provider_figures, taskforce.provider_figure_rows to {{app}};

grant select on kit.agencies, kit.account_roles, kit.roles, kit.role_permissions, kit.role_clearances, kit.settings, kit.setting_changes to {{app}};
grant select on kit.accounts to {{app}};
grant insert (id, name, short_name, kind, external_id), update (name, short_name, kind, ended_at) on kit.agencies to {{app}};
grant insert (agency_id, display_name, email), update (display_name, agency_id, status) on kit.accounts to {{app}};
grant insert (account_id, role, granted_by), update (ended_at, ended_by) on kit.account_roles to {{app}};
grant select (id, account_id, made_by, made_at, expires_at, used_at, withdrawn_at), insert (account_id, code_hash, made_by, expires_at), update (withdrawn_at) on kit.invitations to {{app}};
grant insert (key, value, changed_by), update (value, changed_at, changed_by) on kit.settings to {{app}};
grant select on kit.audit_entries, kit.audit_chain, kit.audit_chain_end, kit.audit_tree_heads, kit.record_versions to {{app}};
grant select (id, at, account_id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits),
  insert (id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits, term_sealed) on kit.searches to {{app}};
grant select, insert (week, note) on kit.audit_reviews to {{app}};
grant select, insert (sha256, bytes, kind, name, scope_table, scope_id, handling), update (handling, name) on kit.files to {{app}};
grant select, insert (file_id, event, detail) on kit.file_custody to {{app}};
grant select (expires_at), insert (hash, file_id) on kit.file_tickets to {{app}};
grant select, insert (kind, input, total), update (cancel_asked_at) on kit.jobs to {{app}};
grant select, insert (key, procedure, input_hash, output) on kit.receipts to {{app}};
grant select, update (read_at) on kit.notices to {{app}};
grant select, insert (id, number, title, type, origin_route, origin_mode, lead_agency_id, handling, summary, opened_on, closed_on, close_reason, external_id, import_id),
  update (title, type, lead_agency_id, handling, summary, closed_on, close_reason, close_note) on taskforce.cases to {{app}};
grant select, insert (case_id, account_id, capacity, reason), update (ended_at, end_reason, capacity) on taskforce.case_members to {{app}};
grant select, insert (id, case_id, label, kind, type, mode, phase, phase_since, opened_on, closed_on, close_reason, description, handling, external_id, import_id),
  update (label, kind, type, mode, description, handling) on taskforce.strands to {{app}};
grant select, insert (id, strand_id, case_id, place, from_phase, to_phase, event, close_reason, effective_on, known_since, reason, supersedes, retracts, request_id, activity_id, bypassed, provenance, import_id) on taskforce.phase_transitions to {{app}};
grant select on taskforce.phase_spells to {{app}};
grant select, insert (id, case_id, strand_id, kind, to_phase, event, effective_on, close_reason, supersedes, activity_id, reason, order_reference), update (state, decision_note) on taskforce.approval_requests to {{app}};
grant select, insert (strand_id, case_id, item, state, reason), update (state, reason) on taskforce.strand_checklist to {{app}};
grant execute on function taskforce.cases_in_phase(text[]), taskforce.cases_overdue(), taskforce.supervisors_of(uuid), taskforce.zone(), taskforce.today(), taskforce.required_items(), taskforce.danger_open(uuid), taskforce.reviews_owed(uuid), taskforce.supervises(), taskforce.phase_rank(text) to {{app}};

grant select, insert (name), update (name, ended_on) on taskforce.funding_sources to {{app}};
grant select, insert (id, case_id, strand_id, kind, title, description, happened_on, happened_at, engages_target, handling, external_id, import_id),
  update (strand_id, kind, title, description, happened_on, happened_at, engages_target, handling, withdraw_reason) on taskforce.activities to {{app}};
grant select, insert (activity_id, case_id, strand_id, account_id, who, day, minutes, reason, work_role), delete on taskforce.work_entries to {{app}};
grant select, insert (case_id, strand_id, work_role), delete on taskforce.timers to {{app}};
grant select, insert (case_id, strand_id, phase, entered_on, p10, p50, p90) on taskforce.phase_guesses to {{app}};
grant select, insert (activity_id, case_id, kind, amount_cents, funding_source_id, reason), delete on taskforce.cost_lines to {{app}};
grant select, insert (id, case_id, strand_id, kind, title, description, due_on, assignee_id, handling),
  update (strand_id, kind, title, description, due_on, assignee_id, state, outcome, handling) on taskforce.tasks to {{app}};
grant select, insert (id, case_id, strand_id, kind, body, happened_on, handling),
  update (strand_id, kind, body, happened_on, handling, withdraw_reason) on taskforce.notes to {{app}};
grant select, insert (id, list, name, query, shared), update (name, query, shared), delete on taskforce.saved_views to {{app}};
grant execute on function taskforce.has_reason(text), taskforce.seal_case(uuid, text, text, text, uuid[]), taskforce.lift_seal(uuid) to {{app}};

grant select, insert (id, from_case_id, to_case_id, kind, reason), update (end_reason) on taskforce.case_links to {{app}};
grant select, insert (id, child_case_id, parent_case_id, reason) on taskforce.spin_offs to {{app}};
grant select, insert (id, case_id, place, kind, title, body, happened_on, handling, strand_id) on taskforce.carried_facts to {{app}};
grant select, insert (fact_id, case_id, from_case_id, source_kind, source_id, source_version, authority) on taskforce.carried_sources to {{app}};
grant select, insert (id, case_id, strand_id, question, decider_id, decider_name, needed_by, handling),
  update (state, decision, decided_on, why, needed_by) on taskforce.decisions_needed to {{app}};
grant select, insert (id, held_on, title, audience, changes_since, idle_days, called), update (state) on taskforce.meetings to {{app}};
grant select, insert (id, meeting_id, case_id, place, points, added, add_reason), update (remove_reason) on taskforce.meeting_items to {{app}};
grant select, insert (id, item_id, meeting_id, case_id, outcome, handling, task_ids) on taskforce.meeting_minutes to {{app}};
grant select, insert (id, kind, case_id, brief_version, cleared_for, handling, covers_since, covers_until, period_from, period_to, item_ids, previous_id, content, content_hash) on taskforce.briefs to {{app}};
grant execute on function taskforce.next_brief_version(uuid), taskforce.seal_spin_off(uuid) to {{app}};

-- Calendar: the state of a former value is set by the database; the secret of a feed is in no grant to read.
grant select, insert (id, case_id, strand_id, kind, planned_for, from_time, until_time, courtroom, for_whom, attendees, others, handling),
  update (strand_id, planned_for, from_time, until_time, courtroom, for_whom, attendees, others, state, happened_on, change_code, change_note, handling) on taskforce.case_dates to {{app}};
grant select on taskforce.case_date_plans to {{app}};
grant select, insert (id, name, kind, agency_id, seats, note), update (name, kind, agency_id, seats, note, ended_on) on taskforce.vehicles to {{app}};
grant select, insert (id, from_day, until_day), update (from_day, until_day, ended_at) on taskforce.absences to {{app}};
grant select (id, account_id, name, made_at, expires_at, revoked_at, read_at), insert (id, name, token_hash, expires_at), update (name, revoked_at) on taskforce.calendar_feeds to {{app}};
grant select, insert (operation_id, vehicle_id, note), update (note), delete on taskforce.operation_vehicles to {{app}};
grant execute on function taskforce.feed_owner(bytea), taskforce.note_feed_read(uuid), taskforce.is_deadline(text),
  taskforce.plan_clashes(uuid), taskforce.role_card(uuid), taskforce.my_cards() to {{app}};

-- Search: its tables are in no grant and have no policy; these functions answer with ids within the session's scope.
grant execute on function taskforce.search_hits(jsonb), taskforce.search_words_waiting(), taskforce.search_words_heard(text[], jsonb) to {{app}};
grant execute on function taskforce.last_here() to {{app}};
grant execute on function taskforce.timeline_page(uuid, text[], uuid, boolean, date, timestamptz, uuid, integer), taskforce.case_figures(uuid) to {{app}};

grant select, insert (id, name, without_bridge, duty_contact, duty_phone, mail, note, trained_on),
  update (name, without_bridge, duty_contact, duty_phone, mail, note, trained_on, active) on taskforce.providers to {{app}};
grant select, insert (id, provider_id, name, services, serves, age_from, age_until, languages, hours, eligibility, without_cooperation, confirmed_on),
  update (name, services, serves, age_from, age_until, languages, hours, eligibility, without_cooperation, confirmed_on, removed_at) on taskforce.resources to {{app}};
grant select, insert (id, provider_id, beds_women, beds_men, beds_any_adult, beds_minors, beds_families, beds_transgender_and_nonbinary, legal_slots, medical_slots, languages, valid_until, recipient_id) on taskforce.capacities to {{app}};
grant select, insert (id, case_id, strand_id, profile, area, window_from, window_until, people, minors, genders, languages, needs, safety, contact_name, contact_phone, valid_until),
  update (edition, area, window_from, window_until, people, minors, genders, languages, needs, safety, contact_name, contact_phone, valid_until, changed_at, withdrawn_at) on taskforce.standby_notices to {{app}};
grant select, insert (id, notice_id, case_id, provider_id),
  update (pair_id, message_id, sent_edition, sent_at, acknowledged_edition, acknowledged_at, told_how, told_whom, told_at) on taskforce.standby_recipients to {{app}};
grant execute on function taskforce.standby_settings(), taskforce.standby_deliveries(uuid) to {{app}};
grant usage on schema taskforce to {{bridge}};
grant execute on function taskforce.receive_directory(uuid, boolean, text), taskforce.receive_acknowledgement(uuid, text), taskforce.receive_capacity(uuid, text) to {{bridge}};

grant select, insert (id, number, file_id, choices, shape),
  update (choices, shape, mapping, mapping_hash, system, update_existing, state, row_count, counts, errors, warnings, preview_job_id, run_job_id, previewed_at) on taskforce.imports to {{app}};
grant select, insert (id, name, edition, system, document, document_hash, shared), update (retired_at, shared) on taskforce.import_mappings to {{app}};
grant select, insert, delete, update (doing, record_id, seen_version, changes) on taskforce.import_staged to {{app}};
grant select, insert, delete, update (from_phase) on taskforce.import_lines to {{app}};
grant select, insert, delete on taskforce.import_problems to {{app}};
grant select on taskforce.import_records to {{app}};
grant execute on function taskforce.events_of_move(text, text), taskforce.running_import(), taskforce.my_imports(), taskforce.import_reach(text), taskforce.next_import_number(), taskforce.count_staged(),
  taskforce.begin_import(uuid), taskforce.claim_import(uuid), taskforce.number_import(uuid), taskforce.finish_import(uuid),
  taskforce.tell_of_imported_dangers(uuid, integer), taskforce.expire_imports(), taskforce.expire_exports(integer), taskforce.import_obstacles(uuid), taskforce.ask_undo(uuid, text), taskforce.begin_undo(uuid, uuid), taskforce.undo_step(uuid, integer), taskforce.finish_undo(uuid) to {{app}};

grant select, insert, update on kit.account_secrets, kit.sessions, kit.invitations, kit.accounts, kit.account_roles, kit.agencies, kit.settings to {{signin}};
grant select, insert on kit.sign_in_attempts to {{signin}};
grant insert on kit.audit_entries to {{signin}};
grant select on kit.audit_chain, kit.audit_chain_end to {{signin}};
grant select, insert on kit.audit_tree_heads to {{signin}};
grant select, update on kit.jobs to {{jobs}};
grant select (id, account_id, urgent, created_at, read_at, mailed_at), update (mailed_at) on kit.notices to {{jobs}};
grant select (id, email, language, status) on kit.accounts to {{jobs}};
grant select (at), delete on kit.receipts to {{jobs}};
grant select (sha256) on kit.files to {{jobs}};
grant select (expires_at), delete on kit.file_tickets to {{jobs}};

grant execute on function kit.current_session(), kit.current_account(), kit.current_agency(), kit.reach(text), kit.standing(text), kit.clearances(), kit.session_context(), kit.my_sessions(), kit.set_language(text) to {{app}};
grant execute on function kit.current_account() to {{signin}};
grant execute on function kit.unmask_search(uuid, text), kit.take_file_ticket(bytea) to {{app}};
grant execute on function kit.enqueue(uuid), kit.note(text, text, uuid[], json, text, text, uuid), kit.notify(uuid, text, text, uuid, boolean) to {{app}};
grant execute on function taskforce.my_cases(), taskforce.may(text, uuid), taskforce.next_case_number(integer) to {{app}};
grant select on taskforce.my_memberships, taskforce.open_cases, taskforce.open_strands, taskforce.open_activities to {{app}};

-- Victims: status and last contact are set by the database alone.
grant select, insert (id, case_id, code_name, type, age_group, age_at_facts, years_at_facts, foreign_national, languages, interpreter, handling),
  update (code_name, type, age_group, age_at_facts, years_at_facts, foreign_national, languages, interpreter, handling) on taskforce.victims to {{app}};
grant select on taskforce.victim_cases, taskforce.open_victims, taskforce.victims_named to {{app}};
grant select (id, victim_id, case_id, handling, sealed_by, sealed_at, version), insert (victim_id, case_id, identity_sealed), update (handling, identity_sealed) on taskforce.victim_identities to {{app}};
grant select (id, victim_id, case_id, kind, safety, leave_message, code_word, days, from_time, until_time, said_on, reason, ended_at, recorded_by, recorded_at, version),
  insert (id, victim_id, case_id, kind, safety, leave_message, code_word, days, from_time, until_time, details_sealed, said_on),
  update (safety, leave_message, days, from_time, until_time, said_on, reason, ended_at) on taskforce.victim_channels to {{app}};
grant select, insert (id, victim_id, case_id, channel_id, kind, outcome, happened_at) on taskforce.victim_contacts to {{app}};
grant select on taskforce.victim_unmaskings to {{app}};
grant select, insert (id, victim_id, case_id, to_status, decided_on, basis, confirmed_by, reason, rescreen_on, note) on taskforce.victim_decisions to {{app}};
grant select, insert (id, victim_id, case_id, pack, pack_version, language, interpreter_present, setting, agreed, asked_on, answers) on taskforce.victim_screenings to {{app}};
grant select, insert (id, victim_id, case_id, strand_id, role, from_on), update (until_on) on taskforce.victim_strands to {{app}};
grant execute on function taskforce.unmask_victim(uuid, text, text), taskforce.unmasked_victim(uuid, text), taskforce.mask_victim(uuid), taskforce.code_names_taken(text[]), taskforce.next_statuses(text) to {{app}};

-- Work with victims: labels and clocks are set by the database alone; the case and the place of a record it sets over what
-- is written.
grant select, insert (id, victim_id, case_id, purpose, planned_for, safe, stable, wants_to, asked_on, early_reason, interviewer_kind, interviewer_name, note_taker_id,
    place_kind, place_note, place_reason, setting_reason, people, interpreter, interpreter_language, interpreter_vetted_on, interpreter_checked_on, interpreter_connection,
    breaks_minutes, food_and_drink, recording, recording_reason, prior_seen, prior_elsewhere, again_reason),
  update (purpose, planned_for, safe, stable, wants_to, asked_on, early_reason, interviewer_kind, interviewer_name, note_taker_id,
    place_kind, place_note, place_reason, setting_reason, people, interpreter, interpreter_language, interpreter_vetted_on, interpreter_checked_on, interpreter_connection,
    breaks_minutes, food_and_drink, recording, recording_reason, prior_elsewhere, again_reason, state, held_on, told_free_to_leave, postpone_reason, report_reference) on taskforce.interview_plans to {{app}};
grant select, insert (id, victim_id, case_id, place, act, kind, what, amount_cents, by_name, by_agency, happened_on, corrects, reason) on taskforce.promises to {{app}};
grant select, update (started_at, state_code, checklist, state, reference, reason) on taskforce.victim_duties to {{app}};
grant select, insert (id, victim_id, case_id, charge, court, charged_on, next_hearing_on), update (charge, court, next_hearing_on, state, state_on, state_reason) on taskforce.victim_charges to {{app}};
grant select, insert (id, victim_id, case_id, tool, renews, basis, asked_on) on taskforce.relief_requests to {{app}};
grant select, insert (id, request_id, victim_id, case_id, place, step, happened_on, valid_from, valid_until, signatory, designated_on, reference, reason_code, reason) on taskforce.relief_steps to {{app}};
grant select, insert (id, victim_id, case_id, rights, language, way, understood, told_on) on taskforce.rights_told to {{app}};
grant select, insert (id, victim_id, case_id, place, events, choice, said_on) on taskforce.notice_choices to {{app}};
grant select, insert (id, case_id, kind, concerning, happens_at, court), update (taken_back_at) on taskforce.rights_events to {{app}};
grant select, update (state, reason) on taskforce.rights_notices to {{app}};
grant select, insert (id, notice_id, victim_id, case_id, channel_id, tried_at, outcome, proof, reference) on taskforce.notice_tries to {{app}};
grant execute on function taskforce.victim_protocol(), taskforce.prior_interviews(uuid, uuid), taskforce.names_a_place(text), taskforce.end_of_day(date) to {{app}};
grant select, insert (id, rule, edition, direction, title, types, ages, foreign_national, counties, who, at_what_moment, how), update (retired_at) on taskforce.referral_rules to {{app}};
grant select, insert (id, number, case_id, operation_id, victim_id, alias, language, interpreter, age, serves, needs, urgency, safety_warnings, contact_how, agreed_on, rule_id, outside_rule),
  update (victim_id, alias, language, interpreter, age, serves, needs, urgency, safety_warnings, contact_how, agreed_on, rule_id, outside_rule, state) on taskforce.referrals to {{app}};
grant select, insert (id, referral_id, case_id, provider_id, way, pair_id, answer_by), update (state, decline_reason) on taskforce.referral_offers to {{app}};
grant select on taskforce.referral_moves, taskforce.open_referrals to {{app}};
grant select (id, offer_id, case_id, made_by, made_at, expires_at, opened_at, ended_at, version), insert (id, offer_id, case_id, code_hash, expires_at), update (ended_at) on taskforce.referral_links to {{app}};
grant execute on function taskforce.next_referral_number(integer), taskforce.referral_hours(), taskforce.referral_moves_allowed(), taskforce.refuse_referral_move(), taskforce.expire_referrals(),
  taskforce.guest_offer(bytea, bytea), taskforce.guest_open(bytea, bytea), taskforce.guest_answer(bytea, bytea, text, text) to {{app}};
grant execute on function taskforce.take_referral_word(uuid, uuid, text, text, text) to {{bridge}};
grant select, update (state, rule_id, outside_rule, decline_reason) on taskforce.brought_referrals to {{app}};
grant execute on function taskforce.brought_moves(), taskforce.brought_release(uuid) to {{app}};
grant execute on function taskforce.take_brought(uuid, text), taskforce.take_brought_end(uuid, uuid) to {{bridge}};
grant usage on schema taskforce to {{bridge}};


-- Releases: nothing is written by hand.
grant select on taskforce.releases, taskforce.release_texts, taskforce.open_releases to {{app}};
grant execute on function taskforce.drop_release(uuid, text), taskforce.expire_releases(), taskforce.releases_waiting(),
  taskforce.link_release(uuid, integer, uuid, uuid) to {{app}};
grant usage on schema taskforce to {{bridge}};
grant execute on function taskforce.receive_release(uuid, jsonb), taskforce.end_release(uuid, uuid) to {{bridge}};

-- Operations: the state, the revisions and the times of an operation are set by the database alone, those of a stage by
-- the board; who checked and who acknowledged is taken from the session.
grant select, insert (id, number, title, kind, type, case_id, lead_agency_id, sealed, objective, risk, planned_from, planned_until, victims_foreseen, minors_possible, languages, victim_classes, copied_from),
  update (title, kind, type, case_id, lead_agency_id, sealed, objective, risk, planned_from, planned_until, victims_foreseen, minors_possible, languages, victim_classes) on taskforce.operations to {{app}};
grant select, insert (id, operation_id, account_id, capacity), update (ended_at) on taskforce.operation_planners to {{app}};
grant select, insert (id, operation_id, strand_id), delete on taskforce.operation_strands to {{app}};
grant select, insert (id, operation_id, stage_id, needs_stage_id), delete on taskforce.operation_stage_dependencies to {{app}};
grant select, insert (id, operation_id, kind, label, address, lat, lon, zip, note),
  update (kind, label, address, lat, lon, zip, note), delete on taskforce.operation_places to {{app}};
grant select, insert (id, operation_id, place, name, what, planned_from, planned_until, go_criteria, abort_criteria),
  update (place, name, what, planned_from, planned_until, go_criteria, abort_criteria), delete on taskforce.operation_stages to {{app}};
grant select, insert (id, operation_id, stage_id, account_id, person_name, agency_id, provider_id, role, place_kind, duties, contact, radio, backup_post_id),
  update (stage_id, account_id, person_name, agency_id, provider_id, role, place_kind, duties, contact, radio, backup_post_id), delete on taskforce.operation_posts to {{app}};
grant select, insert (id, operation_id, kind, reference, covers, issued_at, expires_at),
  update (kind, reference, covers, issued_at, expires_at), delete on taskforce.operation_authorities to {{app}};
grant select, insert (id, operation_id, kind, text, choice),
  update (text, choice), delete on taskforce.operation_sections to {{app}};
grant select, insert (id, operation_id, kind, what, amount_cents),
  update (kind, what, amount_cents), delete on taskforce.operation_budget_lines to {{app}};
grant select, insert (id, operation_id, language, person_name, mode, contact, conflict),
  update (language, person_name, mode, contact, conflict), delete on taskforce.operation_interpreters to {{app}};
grant select, insert (id, operation_id, technique, authority_id, no_authority_reason, starts_at, ends_at, expires_at, informant_reference),
  update (technique, authority_id, no_authority_reason, starts_at, ends_at, expires_at, informant_reference), delete on taskforce.operation_techniques to {{app}};
grant select, insert (id, operation_id, trained_on, not_pretext, criminal_first_told_on, interview_place, retaliation_plan),
  update (trained_on, not_pretext, criminal_first_told_on, interview_place, retaliation_plan), delete on taskforce.operation_inspections to {{app}};
grant select (id, operation_id, sequence, kind, at, device_at, recorded_at, late, post_id, stage_id, corrects, provider_id, referral_id, danger_id, women, men,
    adults_not_said, girls, boys, minors_not_said, amount, place_kind, note, created_by),
  insert (id, operation_id, kind, at, device_at, post_id, stage_id, corrects, provider_id, referral_id, danger_id, women, men,
    adults_not_said, girls, boys, minors_not_said, amount, place_kind, note) on taskforce.operation_entries to {{app}};
grant select, insert (id, operation_id, item, owner_id, evidence, state, reason),
  update (owner_id, evidence, state, reason) on taskforce.operation_items to {{app}};
grant select, insert (id, operation_id, provider_id, contact, phone, staging_place_id, earliest_at),
  update (contact, phone, staging_place_id, earliest_at, notice_id, told_how, told_whom, told_at, told_by, answer, answer_note, ended_at) on taskforce.operation_standbys to {{app}};
grant select, insert (id, operation_id, revision, decision, note) on taskforce.operation_signatures to {{app}};
grant select on taskforce.operation_moves to {{app}};
grant execute on function taskforce.may_settle(uuid), taskforce.gate_seen(uuid), taskforce.start_blockers(uuid), taskforce.gate_people(uuid), taskforce.handoff_evidence(uuid), taskforce.operation_risk(uuid), taskforce.remind_authorities(),
  taskforce.move_operation(uuid, integer, text, text), taskforce.start_through_danger(uuid, uuid, text) to {{app}};
grant select on taskforce.open_operations to {{app}};
grant execute on function taskforce.readable_operations(), taskforce.plannable_operations(), taskforce.runnable_operations(), taskforce.may_operate(text, uuid),
  taskforce.my_posts(), taskforce.boards(), taskforce.next_operation_number(integer) to {{app}};
grant execute on function taskforce.may_record(uuid), taskforce.board_recorder(uuid), taskforce.board_providers(uuid), taskforce.entries_kept(uuid, uuid[]), taskforce.board_plan(uuid) to {{app}};

-- Tips and dangers: the contact of a reporter and the receipts are in no grant.
grant select, insert (id, number, channel, origin_route, origin_mode, audience, agency_id, received_by, received_at, language, what, place, happened,
  ongoing, danger, persons_range, minors, languages_heard, vehicle, phones, online_links, transport_mode, departure, destination, how_known,
  training_code, match_keys, triage_due_at, retain_until, external_id, import_id),
  update (state, assigned_to, triage_due_at, decided_at, asked_back_at, answered_at, reopened_at, expired_at, purge_asked_by) on taskforce.tips to {{app}};
grant select (id, tip_id, has_contact, may_contact, erased_at), insert (tip_id, contact_sealed, may_contact) on taskforce.tip_reporters to {{app}};
grant select, insert (tip_id, pack, pack_version, question, answer) on taskforce.tip_answers to {{app}};
grant select, insert (id, tip_id, place, decision, from_state, to_state, reason_code, recipient, recipient_name, duplicate_of, reason, undoes) on taskforce.tip_decisions to {{app}};
grant select, insert (tip_id, case_id, decision_id), update (ended_at) on taskforce.tip_cases to {{app}};
grant select, insert (tip_id, direction, body), update (read_at) on taskforce.tip_messages to {{app}};
grant select, insert (id, tip_id, case_id, operation_id, what, place, raised_by, raised_at, officer_due_at, contact_due_at, import_id),
  update (accountable_id, accepted_at, ending, ended_summary, ended_at, ended_by, review_due_at) on taskforce.dangers to {{app}};
grant select, insert (danger_id, kind, whom, outcome, note, told, tried_at) on taskforce.danger_contacts to {{app}};
grant select, insert (danger_id, gate, reason) on taskforce.danger_bypasses to {{app}};
grant select, update (findings, done_at, done_by) on taskforce.danger_reviews to {{app}};
grant execute on function taskforce.next_tip_number(integer), taskforce.notify_commanders(text, text, uuid),
  taskforce.receive_public_tip(uuid, jsonb, jsonb, bytea, bytea, text, date, timestamptz, integer, integer), taskforce.tip_by_receipt(bytea),
  taskforce.answer_by_receipt(bytea, text), taskforce.picture_by_receipt(bytea, bytea, bigint, text, integer), taskforce.unmask_reporter(uuid, text), taskforce.similar_tip_candidates(uuid),
  taskforce.expire_tips(), taskforce.purge_tip(uuid), taskforce.hold_tip(uuid, integer, boolean),
  taskforce.ask_purge(uuid, integer), taskforce.portal_settings(), taskforce.clock_settings() to {{app}};

-- Decoys and reviews: signatures are in nobody's grant.
grant select, insert (id, operation_id, purpose, outcome, alternatives, publication, safety),
  update (purpose, outcome, alternatives, publication, safety) on taskforce.decoy_reviews to {{app}};
grant select, update (people_met, victims_identified, victims_accepting, arrests, evidence_items, leads, minutes, cost_cents, worked_for_victims, did_not_work)
  on taskforce.operation_reviews to {{app}};
grant select, insert (id, operation_id, lesson, for_kind, reminder) on taskforce.operation_lessons to {{app}};
grant select, insert (id, operation_id, case_id, reason) on taskforce.operation_cases to {{app}};
grant execute on function taskforce.decide_decoy(uuid, integer, text, text), taskforce.lead_times(uuid), taskforce.sign_review(uuid, integer),
  taskforce.decide_lesson(uuid, integer, boolean), taskforce.operation_yields(date), taskforce.operation_reminders(text) to {{app}};

-- Nominations: neither state nor clock is in anybody's grant.
grant select, insert (id, number, title, kind, type, source, tip_id, case_id, strand_id, known, harm, harm_why, vulnerability, vulnerability_why,
  solvability, solvability_why, resources, resources_why, known_since),
  update (title, kind, type, known, harm, harm_why, vulnerability, vulnerability_why, solvability, solvability_why, resources, resources_why)
  on taskforce.nominations to {{app}};
grant select, insert (id, nomination_id, result, checked_on, system, reference, note) on taskforce.nomination_checks to {{app}};
grant select, insert (id, nomination_id, round, vote, rationale), update (vote, rationale) on taskforce.nomination_votes to {{app}};
grant select, insert (id, nomination_id, round, decision, rationale, returns_on) on taskforce.nomination_decisions to {{app}};
grant select on taskforce.nomination_purges, taskforce.open_nominations to {{app}};
grant execute on function taskforce.nomination_settings(), taskforce.next_nomination_number(integer), taskforce.withdraw_nomination(uuid, integer),
  taskforce.hold_nomination(uuid, integer, boolean), taskforce.open_nomination(uuid, integer, uuid, uuid), taskforce.return_nominations(),
  taskforce.purge_nominations(), taskforce.nominations_standing(uuid[]), taskforce.check_nomination(uuid, text), taskforce.targets_of_nomination(uuid),
  taskforce.conflicts_of_nomination(uuid) to {{app}};

-- Estimates: the jobs read the stays and keep the ranges; people read.
grant usage on schema taskforce to {{jobs}};
grant select (id, made_for, as_of, made_at, made_by, engine, seed, runs, inputs_hash, basis, slip) on taskforce.estimate_runs to {{app}};
grant select on taskforce.strand_estimates, taskforce.case_estimates to {{app}};
grant execute on function taskforce.office_flows(), taskforce.track_told() to {{app}};
grant select, update (reason) on taskforce.range_alarms to {{app}};
grant select, insert (phase, from_on, shipped, median_days, spread, speed_worth, tie, exits_early, exits_late, exits_worth, basis, reason) on taskforce.phase_priors to {{app}};
grant select on taskforce.backtests to {{app}};
grant execute on function taskforce.estimates_to_score(timestamptz), taskforce.keep_scores(jsonb), taskforce.track_rows(date), taskforce.last_alarm(),
  taskforce.raise_range_alarm(numeric, integer, integer), taskforce.prior_lines(), taskforce.history_as_recorded(), taskforce.keep_backtest(jsonb) to {{jobs}};
grant execute on function taskforce.spells_to_learn_from(text), taskforce.cases_to_estimate(date), taskforce.planned_ends(date), taskforce.planned_changes(), taskforce.guesses_to_score(), taskforce.keep_estimates(jsonb, jsonb, jsonb, jsonb), taskforce.money_to_learn_from(), taskforce.zone() to {{jobs}};
grant select on taskforce.money_estimates to {{app}};
grant select, insert (work_role, agency_id, from_on, cents_per_hour, note, funding_source_id), update (cents_per_hour, note, funding_source_id), delete on taskforce.rates to {{app}};
grant select, insert (work_role, people, hours_per_week, from_on), update (people, hours_per_week, changed_by, changed_at) on taskforce.work_supply to {{app}};
grant select, insert (name, question) on taskforce.what_ifs to {{app}};
grant select on taskforce.what_if_answers to {{app}};
grant select, insert (title, what_if_id, run_id, figures, figures_hash, what, why), update (title, what, why, state, reason) on taskforce.resource_requests to {{app}};
grant execute on function taskforce.request_actuals(uuid) to {{app}};
grant execute on function taskforce.keep_what_if(uuid, jsonb, jsonb) to {{jobs}};
grant select, insert (funding_source_id, fiscal_year, amount_cents), update (amount_cents) on taskforce.funding_years to {{app}};
grant select, insert (case_id, strand_id, kind, amount_cents, funding_source_id, due_on, note), update (state) on taskforce.commitments to {{app}};
grant execute on function taskforce.fiscal_month(), taskforce.work_role_of(uuid) to {{app}};

-- Deconfliction: its tables are in no grant and have no policy; these functions answer for the live session.
grant execute on function taskforce.deconfliction_settings(), taskforce.acts_for(uuid), taskforce.conflicts_told(uuid), taskforce.deconfliction_mine(uuid), taskforce.deconfliction_of_strand(uuid), taskforce.deconfliction_standing(uuid),
  taskforce.save_event(uuid, integer, text, timestamptz, timestamptz, text, double precision, double precision, uuid, text, text),
  taskforce.enter_target(uuid, text, text[], bytea[], uuid, uuid, uuid, text, boolean, text), taskforce.withdraw_entry(uuid, integer),
  taskforce.set_entry_contact(uuid, integer, uuid, text), taskforce.set_no_targets(uuid, text), taskforce.ask_silence(uuid, integer, text),
  taskforce.decide_silence(uuid, integer, boolean), taskforce.answer_conflict(uuid, uuid, text), taskforce.conflicts_coordinated(), taskforce.settle_conflict(uuid, text, text),
  taskforce.deconfliction_waiting(), taskforce.answer_request(uuid, integer, text), taskforce.deconfliction_log(boolean, timestamptz), taskforce.handoffs_of(uuid),
  taskforce.record_handoff(uuid, text, text, text, text, text), taskforce.handoff_sheet(uuid), taskforce.flag_victim_channel(uuid, text, text[], bytea[]), taskforce.compare_all_again(), taskforce.expire_deconfliction(), taskforce.remind_handoffs() to {{app}};

-- What was made in this very run is open to everybody by the database's own default: it is closed here.
revoke execute on all functions in schema kit, taskforce from public;
