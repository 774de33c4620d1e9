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
revoke all on all functions in schema kit, taskforce from public, {{app}}, {{signin}}, {{jobs}};
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
  ('meetings.read',   array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('meetings.law_enforcement', array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'records_officer all']),
  ('meetings.hold',   array['commander all', 'investigator all', 'prosecutor all']),
  -- across rooms
  ('search.use',      array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('imports.run',     array['commander all', 'analyst all']),
  ('export.make',     array['commander all', 'investigator agency', 'analyst all', 'prosecutor all', 'records_officer all']),
  ('audit.read',      array['auditor all', 'records_officer all']),
  ('audit.review',    array['auditor all', 'records_officer all']),
  ('accounts.manage', array['account_administrator all']),
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
-- Sets of ids, computed once a query. They run as the owner and answer only for the live session.

create or replace function taskforce.my_cases() returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select m.case_id from taskforce.case_members m
  where m.account_id = kit.current_account() and m.ended_at is null
$$;
comment on function taskforce.my_cases is 'Cases of which the live session is a member';

-- May this session do this to the case? For writing: one case at a time.
create or replace function taskforce.may(wanted text, the_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (
    select from taskforce.cases c
    where c.id = the_case and c.handling <@ kit.clearances() and (
      (kit.reach(wanted) = 'all' and not c.sealed)
      or (kit.reach(wanted) = 'agency' and not c.sealed and c.lead_agency_id = kit.current_agency())
      or (kit.reach(wanted) is not null and exists (
        select from taskforce.case_members m
        where m.case_id = c.id and m.account_id = kit.current_account() and m.ended_at is null))))
$$;
comment on function taskforce.may is 'Whether the live session may do something to one case';

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

create or replace function taskforce.danger_open(the_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$ select false $$;
comment on function taskforce.danger_open is 'Whether imminent danger is open on a case';

create or replace function taskforce.supervises() returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from kit.account_roles r join kit.roles o on o.role = r.role
    where r.account_id = kit.current_account() and r.ended_at is null and o.supervises)
$$;
comment on function taskforce.supervises is 'Whether the live session belongs to a supervisor';

-- 3 Rows -------------------------------------------------------------------------------------------------------

-- People and agencies: colleagues see names; account administrators change them.
create policy agencies_read on kit.agencies for select to {{app}} using ((select kit.current_account()) is not null);
create policy agencies_add on kit.agencies for insert to {{app}} with check ((select kit.reach('accounts.manage')) = 'all' or (select kit.reach('imports.run')) = 'all');
create policy agencies_change on kit.agencies for update to {{app}} using ((select kit.reach('accounts.manage')) = 'all');
create policy agencies_signin on kit.agencies for all to {{signin}} using (true) with check (true);
create policy accounts_read on kit.accounts for select to {{app}} using ((select kit.current_account()) is not null);
create policy accounts_add on kit.accounts for insert to {{app}} with check ((select kit.reach('accounts.manage')) = 'all');
create policy accounts_change on kit.accounts for update to {{app}} using (id = (select kit.current_account()) or (select kit.reach('accounts.manage')) = 'all');
create policy accounts_own_language_only on kit.accounts as restrictive for update to {{app}} using (true)
  with check ((select kit.reach('accounts.manage')) = 'all' or status = 'active');
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
create policy settings_signin on kit.settings for all to {{signin}} using (true) with check (true);

-- Audit: auditors read all; who may read a case may see who opened it.
create policy audit_entries_read on kit.audit_entries for select to {{app}} using (
  (select kit.reach('audit.read')) = 'all'
  or (scope_table = 'cases' and exists (select from taskforce.cases c where c.id = scope_id)));
create policy audit_entries_signin on kit.audit_entries for insert to {{signin}} with check (true);
create policy audit_chain_signin on kit.audit_chain for select to {{signin}} using (true);
create policy audit_chain_end_signin on kit.audit_chain_end for select to {{signin}} using (true);
create policy audit_tree_heads_signin on kit.audit_tree_heads for all to {{signin}} using (true) with check (true);
create policy audit_chain_read on kit.audit_chain for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_chain_end_read on kit.audit_chain_end for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_tree_heads_read on kit.audit_tree_heads for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy record_versions_read on kit.record_versions for select to {{app}} using (
  scope_table = 'cases' and exists (select from taskforce.cases c where c.id = scope_id));
-- Searches: reviewers see who, for whom, why and where; what was typed only through kit.unmask_search.
create policy searches_read on kit.searches for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_reviews_read on kit.audit_reviews for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_reviews_add on kit.audit_reviews for insert to {{app}} with check (
  reviewed_by = (select kit.current_account()) and (select kit.reach('audit.review')) = 'all');
create policy searches_add on kit.searches for insert to {{app}} with check (account_id = (select kit.current_account()));

-- Files belong to a record; its readers read them.
create policy files_read on kit.files for select to {{app}} using (
  uploaded_by = (select kit.current_account())
  or (scope_table = 'cases' and exists (select from taskforce.cases c where c.id = scope_id)));
create policy files_labels on kit.files as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy files_add on kit.files for insert to {{app}} with check (
  uploaded_by = (select kit.current_account())
  and (scope_table <> 'cases' or (select taskforce.may('cases.write', scope_id))));
create policy files_relabel on kit.files for update to {{app}} using (scope_table = 'cases' and taskforce.may('cases.write', scope_id));
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
create policy notices_own on kit.notices for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));

-- Cases.
create policy cases_read on taskforce.cases for select to {{app}} using (
  (select kit.reach('cases.read')) = 'all'
  or ((select kit.reach('cases.read')) = 'agency' and lead_agency_id = (select kit.current_agency()))
  or ((select kit.reach('cases.read')) is not null and id in (select taskforce.my_cases())));
create policy cases_sealed on taskforce.cases as restrictive for select to {{app}} using (
  not sealed or id in (select taskforce.my_cases()));
create policy cases_labels on taskforce.cases as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy cases_open on taskforce.cases for insert to {{app}} with check (
  created_by = (select kit.current_account()) and ((select kit.reach('cases.open')) = 'all'
  or ((select kit.reach('cases.open')) = 'agency' and lead_agency_id = (select kit.current_agency()))));
create policy cases_change on taskforce.cases for update to {{app}} using (taskforce.may('cases.write', id)) with check (true);

create policy case_members_read on taskforce.case_members for select to {{app}} using (
  account_id = (select kit.current_account()) or exists (select from taskforce.cases c where c.id = case_id));
create policy case_members_add on taskforce.case_members for insert to {{app}} with check (
  added_by = (select kit.current_account()) and (taskforce.may('cases.members', case_id)
  or exists (select from taskforce.cases c where c.id = case_id and c.created_by = (select kit.current_account()) and account_id = (select kit.current_account()) and c.created_at = now())));
create policy case_members_end on taskforce.case_members for update to {{app}} using (taskforce.may('cases.members', case_id));

create policy strands_read on taskforce.strands for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy strands_labels on taskforce.strands as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy strands_add on taskforce.strands for insert to {{app}} with check (
  (import_id is not null and (select kit.reach('imports.run')) = 'all' and exists (select from taskforce.cases c where c.id = case_id and c.import_id = strands.import_id))
  or taskforce.may('cases.write', case_id));
create policy strands_change on taskforce.strands for update to {{app}} using (taskforce.may('cases.write', case_id));

-- Casework: the history of strands, what supervisors sign, the checklist. Who may write in a case may open a strand
-- in it; moving strands is a permission of its own. An import writes the history of the strands it brought.
create policy phase_transitions_read on taskforce.phase_transitions for select to {{app}} using (exists (select from taskforce.strands s where s.id = strand_id));
create policy phase_transitions_add on taskforce.phase_transitions for insert to {{app}} with check (
  (import_id is not null and provenance = 'imported' and (select kit.reach('imports.run')) = 'all' and exists (select from taskforce.strands s where s.id = strand_id and s.import_id = phase_transitions.import_id))
  or taskforce.may('phases.record', case_id)
  or (place = 1 and supersedes is null and taskforce.may('cases.write', case_id)));
create policy approval_requests_read on taskforce.approval_requests for select to {{app}} using (
  exists (select from taskforce.cases c where c.id = case_id)
  and (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id)));
create policy approval_requests_ask on taskforce.approval_requests for insert to {{app}} with check (
  asked_by = (select kit.current_account())
  and taskforce.may(case kind when 'unseal' then 'cases.write' else 'phases.record' end, case_id)
  and (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = approval_requests.case_id)));
create policy approval_requests_decide on taskforce.approval_requests for update to {{app}} using (
  asked_by = (select kit.current_account()) or taskforce.may('phases.approve', case_id));
create policy strand_checklist_read on taskforce.strand_checklist for select to {{app}} using (exists (select from taskforce.strands s where s.id = strand_id));
create policy strand_checklist_add on taskforce.strand_checklist for insert to {{app}} with check (taskforce.may('cases.write', case_id));
create policy strand_checklist_change on taskforce.strand_checklist for update to {{app}} using (taskforce.may('cases.write', case_id));

-- Activities, tasks, notes: readers of the case, cleared for the labels of the record and of its strand. Hours and
-- costs follow their activity. Only the author changes a note.
create policy funding_sources_read on taskforce.funding_sources for select to {{app}} using ((select kit.current_account()) is not null);
create policy funding_sources_manage on taskforce.funding_sources for all to {{app}} using ((select taskforce.supervises())) with check ((select taskforce.supervises()));
create policy saved_views_read on taskforce.saved_views for select to {{app}} using (account_id = (select kit.current_account()) or (shared and (select kit.current_account()) is not null));
create policy saved_views_own on taskforce.saved_views for all to {{app}} using (account_id = (select kit.current_account())) with check (account_id = (select kit.current_account()));
create policy activities_read on taskforce.activities for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy activities_labels on taskforce.activities as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy activities_strand on taskforce.activities as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id));
create policy activities_add on taskforce.activities for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = activities.case_id)));
create policy activities_change on taskforce.activities for update to {{app}} using (taskforce.may('cases.write', case_id))
  with check (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = activities.case_id));
create policy tasks_read on taskforce.tasks for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy tasks_labels on taskforce.tasks as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy tasks_strand on taskforce.tasks as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id));
create policy tasks_add on taskforce.tasks for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = tasks.case_id)));
create policy tasks_change on taskforce.tasks for update to {{app}} using (taskforce.may('cases.write', case_id) or assignee_id = (select kit.current_account()))
  with check (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = tasks.case_id));
create policy notes_read on taskforce.notes for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy notes_labels on taskforce.notes as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy notes_strand on taskforce.notes as restrictive for select to {{app}} using (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id));
create policy notes_add on taskforce.notes for insert to {{app}} with check (
  taskforce.may('cases.write', case_id)
  and (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = notes.case_id)));
create policy notes_change on taskforce.notes for update to {{app}} using (created_by = (select kit.current_account()) and taskforce.may('cases.write', case_id))
  with check (strand_id is null or exists (select from taskforce.strands s where s.id = strand_id and s.case_id = notes.case_id));
create policy work_entries_read on taskforce.work_entries for select to {{app}} using (exists (select from taskforce.activities a where a.id = activity_id));
create policy work_entries_add on taskforce.work_entries for insert to {{app}} with check (
  exists (select from taskforce.activities a where a.id = activity_id and a.case_id = work_entries.case_id) and taskforce.may('cases.write', case_id));
create policy work_entries_take_away on taskforce.work_entries for delete to {{app}} using (taskforce.may('cases.write', case_id));
create policy cost_lines_read on taskforce.cost_lines for select to {{app}} using (exists (select from taskforce.activities a where a.id = activity_id));
create policy cost_lines_add on taskforce.cost_lines for insert to {{app}} with check (
  exists (select from taskforce.activities a where a.id = activity_id and a.case_id = cost_lines.case_id) and taskforce.may('cases.write', case_id));
create policy cost_lines_take_away on taskforce.cost_lines for delete to {{app}} using (taskforce.may('cases.write', case_id));

-- Links, spin-offs and what they carried: nobody learns of a case by its neighbor. Both must be readable, or there
-- is nothing. A spin-off is written in the moment its case is born, so no case becomes its own ancestor.
create policy case_links_read on taskforce.case_links for select to {{app}} using (
  exists (select from taskforce.cases c where c.id = from_case_id) and exists (select from taskforce.cases c where c.id = to_case_id));
create policy case_links_add on taskforce.case_links for insert to {{app}} with check (
  made_by = (select kit.current_account())
  and exists (select from taskforce.cases c where c.id = from_case_id) and exists (select from taskforce.cases c where c.id = to_case_id)
  and (taskforce.may('cases.write', from_case_id) or taskforce.may('cases.write', to_case_id)));
create policy case_links_end on taskforce.case_links for update to {{app}} using (
  taskforce.may('cases.write', from_case_id) or taskforce.may('cases.write', to_case_id));
create policy spin_offs_read on taskforce.spin_offs for select to {{app}} using (
  exists (select from taskforce.cases c where c.id = child_case_id) and exists (select from taskforce.cases c where c.id = parent_case_id));
create policy spin_offs_add on taskforce.spin_offs for insert to {{app}} with check (
  made_by = (select kit.current_account()) and taskforce.may('cases.write', parent_case_id)
  and exists (select from taskforce.cases c where c.id = child_case_id
    and c.created_by = (select kit.current_account()) and c.created_at = now() and c.origin_mode = 'spin_off'));
create policy carried_facts_read on taskforce.carried_facts for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy carried_facts_labels on taskforce.carried_facts as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy carried_facts_add on taskforce.carried_facts for insert to {{app}} with check (
  carried_by = (select kit.current_account()) and exists (
    select from taskforce.spin_offs s where s.child_case_id = case_id and s.made_by = (select kit.current_account()) and s.made_at = now()));
create policy carried_sources_read on taskforce.carried_sources for select to {{app}} using (
  exists (select from taskforce.carried_facts f where f.id = fact_id) and exists (select from taskforce.cases c where c.id = from_case_id));
create policy carried_sources_add on taskforce.carried_sources for insert to {{app}} with check (exists (
  select from taskforce.spin_offs s where s.child_case_id = case_id and s.parent_case_id = from_case_id
    and s.made_by = (select kit.current_account()) and s.made_at = now()));
create policy audit_of_links on kit.audit_entries for select to {{app}} using (
  scope_table = 'case_links' and exists (select from taskforce.case_links l where l.id = scope_id));
create policy history_of_links on kit.record_versions for select to {{app}} using (
  scope_table = 'case_links' and exists (select from taskforce.case_links l where l.id = scope_id));

-- Decisions asked for: read with the case, settled by the person named.
create policy decisions_read on taskforce.decisions_needed for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy decisions_labels on taskforce.decisions_needed as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
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
  exists (select from taskforce.meetings m where m.id = meeting_id) and exists (select from taskforce.cases c where c.id = case_id));
create policy meeting_items_add on taskforce.meeting_items for insert to {{app}} with check (
  exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account()))
  and exists (select from taskforce.cases c where c.id = case_id));
create policy meeting_items_remove on taskforce.meeting_items for update to {{app}} using (
  exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account())));
create policy meeting_minutes_read on taskforce.meeting_minutes for select to {{app}} using (exists (select from taskforce.meeting_items i where i.id = item_id));
create policy meeting_minutes_labels on taskforce.meeting_minutes as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy meeting_minutes_take on taskforce.meeting_minutes for insert to {{app}} with check (
  recorded_by = (select kit.current_account())
  and exists (select from taskforce.meetings m where m.id = meeting_id and m.chair_id = (select kit.current_account()))
  and exists (select from taskforce.meeting_items i where i.id = item_id));

-- Briefs: for readers of the case who are cleared for what the brief says it is for. A portfolio: its maker and the
-- command; it never holds a sealed case.
create policy briefs_read on taskforce.briefs for select to {{app}} using (
  (kind = 'case' and exists (select from taskforce.cases c where c.id = case_id))
  or (kind = 'portfolio' and (made_by = (select kit.current_account()) or (select kit.reach('briefs.portfolio')) = 'all')));
create policy briefs_clearance on taskforce.briefs as restrictive for select to {{app}} using (cleared_for <@ (select kit.clearances()));
create policy briefs_make on taskforce.briefs for insert to {{app}} with check (
  made_by = (select kit.current_account()) and cleared_for <@ (select kit.clearances()) and (
    (kind = 'case' and taskforce.may('briefs.make', case_id)) or (kind = 'portfolio' and (select kit.reach('briefs.make')) is not null)));
create policy audit_of_command on kit.audit_entries for select to {{app}} using (
  (scope_table = 'briefs' and exists (select from taskforce.briefs b where b.id = scope_id))
  or (scope_table = 'meetings' and exists (select from taskforce.meetings m where m.id = scope_id)));

-- 4 Columns ----------------------------------------------------------------------------------------------------
-- What a role may write is named column by column; what is not named is set by the database alone.

grant select on kit.agencies, kit.account_roles, kit.roles, kit.role_permissions, kit.role_clearances, kit.settings to {{app}};
grant select on kit.accounts to {{app}};
grant insert (id, name, short_name, kind, external_id), update (name, short_name, kind, ended_at) on kit.agencies to {{app}};
grant insert (agency_id, display_name, email), update (display_name, agency_id, language, status) on kit.accounts to {{app}};
grant insert (account_id, role, granted_by), update (ended_at, ended_by) on kit.account_roles to {{app}};
grant select (id, account_id, made_by, made_at, expires_at, used_at, withdrawn_at), insert (account_id, code_hash, made_by, expires_at), update (withdrawn_at) on kit.invitations to {{app}};
grant insert (key, value, changed_by), update (value, changed_at, changed_by) on kit.settings to {{app}};
grant select on kit.audit_entries, kit.audit_chain, kit.audit_chain_end, kit.audit_tree_heads, kit.record_versions to {{app}};
grant select (id, at, account_id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits),
  insert (id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits, term_sealed) on kit.searches to {{app}};
grant select, insert (week, note) on kit.audit_reviews to {{app}};
grant select, insert (sha256, bytes, kind, name, scope_table, scope_id, handling), update (handling, name) on kit.files to {{app}};
grant select, insert (file_id, event, detail) on kit.file_custody to {{app}};
grant select, insert (kind, input, total), update (cancel_asked_at) on kit.jobs to {{app}};
grant select, insert (key, procedure, input_hash, output) on kit.receipts to {{app}};
grant select, update (read_at) on kit.notices to {{app}};
grant select, insert (id, number, title, type, origin_route, origin_mode, lead_agency_id, handling, summary, opened_on, closed_on, close_reason, external_id, import_id),
  update (title, type, lead_agency_id, handling, summary, closed_on, close_reason, close_note) on taskforce.cases to {{app}};
grant select, insert (case_id, account_id, capacity, reason), update (ended_at, ended_by, capacity) on taskforce.case_members to {{app}};
grant select, insert (id, case_id, label, kind, type, mode, phase_since, opened_on, closed_on, close_reason, description, handling, external_id, import_id),
  update (label, kind, type, mode, description, handling) on taskforce.strands to {{app}};
grant select, insert (id, strand_id, case_id, place, from_phase, to_phase, event, close_reason, effective_on, known_since, reason, supersedes, retracts, request_id, activity_id, bypassed, provenance, import_id) on taskforce.phase_transitions to {{app}};
grant select on taskforce.phase_spells to {{app}};
grant select, insert (id, case_id, strand_id, kind, to_phase, event, effective_on, close_reason, supersedes, activity_id, reason, order_reference), update (state, decision_note) on taskforce.approval_requests to {{app}};
grant select, insert (strand_id, case_id, item, state, reason), update (state, reason) on taskforce.strand_checklist to {{app}};
grant execute on function taskforce.zone(), taskforce.today(), taskforce.required_items(), taskforce.danger_open(uuid), taskforce.supervises(), taskforce.phase_rank(text) to {{app}};

grant select, insert (name), update (name, ended_on) on taskforce.funding_sources to {{app}};
grant select, insert (id, case_id, strand_id, kind, title, description, happened_on, happened_at, engages_target, handling, external_id, import_id),
  update (strand_id, kind, title, description, happened_on, happened_at, engages_target, handling) on taskforce.activities to {{app}};
grant select, insert (activity_id, case_id, account_id, who, day, minutes, reason), delete on taskforce.work_entries to {{app}};
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
grant execute on function taskforce.next_brief_version(uuid) to {{app}};

grant select, insert, update on kit.account_secrets, kit.sessions, kit.invitations, kit.accounts, kit.account_roles, kit.agencies, kit.settings to {{signin}};
grant select, insert on kit.sign_in_attempts to {{signin}};
grant insert on kit.audit_entries to {{signin}};
grant select on kit.audit_chain, kit.audit_chain_end to {{signin}};
grant select, insert on kit.audit_tree_heads to {{signin}};
grant select, update on kit.jobs to {{jobs}};
grant select (id, account_id, urgent, created_at, read_at, mailed_at), update (mailed_at) on kit.notices to {{jobs}};
grant select (id, email, language, status) on kit.accounts to {{jobs}};
grant select (at), delete on kit.receipts to {{jobs}};

grant execute on function kit.current_session(), kit.current_account(), kit.current_agency(), kit.reach(text), kit.clearances(), kit.session_context(), kit.my_sessions() to {{app}};
grant execute on function kit.current_account() to {{signin}};
grant execute on function kit.unmask_search(uuid, text) to {{app}};
grant execute on function kit.enqueue(uuid), kit.note(text, text, uuid[], json, text, text, uuid), kit.notify(uuid, text, text, uuid, boolean) to {{app}};
grant execute on function taskforce.my_cases(), taskforce.may(text, uuid), taskforce.next_case_number(integer) to {{app}};
