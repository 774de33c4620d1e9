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
grant usage on schema kit to {{app}}, {{signin}};
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
  -- across rooms
  ('search.use',      array['commander all', 'investigator all', 'analyst all', 'prosecutor all', 'labor_inspector all', 'victim_specialist all', 'outreach_coordinator all', 'records_officer all']),
  ('imports.run',     array['commander all', 'analyst all']),
  ('export.make',     array['commander all', 'investigator agency', 'analyst all', 'prosecutor all', 'records_officer all']),
  ('audit.read',      array['auditor all', 'records_officer all']),
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
    where c.id = the_case and (
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
  with locked as (select pg_advisory_xact_lock(46002, year))
  select year::text || '-' || lpad((coalesce(max(split_part(c.number, '-', 2)::integer), 0) + 1)::text, 4, '0')
  from locked, taskforce.cases c where c.number like year::text || '-%'
$$;
comment on function taskforce.next_case_number is 'Next case number of a year; callers wait for each other';

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
create policy audit_chain_read on kit.audit_chain for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_chain_end_read on kit.audit_chain_end for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy audit_tree_heads_read on kit.audit_tree_heads for select to {{app}} using ((select kit.reach('audit.read')) = 'all');
create policy record_versions_read on kit.record_versions for select to {{app}} using (
  scope_table = 'cases' and exists (select from taskforce.cases c where c.id = scope_id));

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
create policy cases_change on taskforce.cases for update to {{app}} using (
  taskforce.may('cases.write', id) or taskforce.may('cases.seal', id)) with check (true);

create policy case_members_read on taskforce.case_members for select to {{app}} using (
  account_id = (select kit.current_account()) or exists (select from taskforce.cases c where c.id = case_id));
create policy case_members_add on taskforce.case_members for insert to {{app}} with check (
  added_by = (select kit.current_account()) and (taskforce.may('cases.members', case_id)
  or exists (select from taskforce.cases c where c.id = case_id and c.created_by = (select kit.current_account()) and account_id = (select kit.current_account()) and c.created_at = now())));
create policy case_members_end on taskforce.case_members for update to {{app}} using (taskforce.may('cases.members', case_id));

create policy strands_read on taskforce.strands for select to {{app}} using (exists (select from taskforce.cases c where c.id = case_id));
create policy strands_labels on taskforce.strands as restrictive for select to {{app}} using (handling <@ (select kit.clearances()));
create policy strands_add on taskforce.strands for insert to {{app}} with check (taskforce.may('cases.write', case_id));
create policy strands_change on taskforce.strands for update to {{app}} using (taskforce.may('cases.write', case_id));

create policy phase_transitions_read on taskforce.phase_transitions for select to {{app}} using (exists (select from taskforce.strands s where s.id = strand_id));
create policy phase_transitions_add on taskforce.phase_transitions for insert to {{app}} with check (
  recorded_by = (select kit.current_account()) and taskforce.may('phases.record', case_id));
create policy phase_transitions_supersede on taskforce.phase_transitions for update to {{app}} using (taskforce.may('phases.record', case_id));

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
grant select, insert (sha256, bytes, kind, name, scope_table, scope_id, handling), update (handling, name) on kit.files to {{app}};
grant select, insert (file_id, event, detail) on kit.file_custody to {{app}};
grant select, insert (kind, input, total), update (cancel_asked_at) on kit.jobs to {{app}};
grant select, insert (key, procedure, input_hash, output) on kit.receipts to {{app}};
grant select, update (read_at) on kit.notices to {{app}};
grant select, insert (id, number, title, type, origin_route, origin_mode, parent_case_id, lead_agency_id, sealed, seal_reason, handling, summary, opened_on, closed_on, close_reason, external_id, import_id),
  update (title, type, lead_agency_id, sealed, seal_reason, handling, summary, closed_on, close_reason) on taskforce.cases to {{app}};
grant select, insert (case_id, account_id, capacity, reason), update (ended_at, ended_by, capacity) on taskforce.case_members to {{app}};
grant select, insert (id, case_id, label, kind, type, mode, phase_since, opened_on, closed_on, close_reason, description, handling, external_id, import_id),
  update (label, kind, type, mode, description, handling) on taskforce.strands to {{app}};
grant select, insert (id, strand_id, case_id, place, from_phase, to_phase, event, effective_on, reason, approved_by, activity_id, bypassed, provenance, import_id),
  update (superseded_by) on taskforce.phase_transitions to {{app}};

grant select, insert, update on kit.account_secrets, kit.sessions, kit.invitations, kit.accounts, kit.account_roles, kit.agencies, kit.settings to {{signin}};
grant select, insert on kit.sign_in_attempts to {{signin}};
grant insert on kit.audit_entries to {{signin}};

grant execute on function kit.current_session(), kit.current_account(), kit.current_agency(), kit.reach(text), kit.clearances(), kit.session_context(), kit.my_sessions() to {{app}};
grant execute on function kit.current_account() to {{signin}};
grant execute on function kit.note(text, text, uuid[], json, text, text, uuid), kit.notify(uuid, text, text, uuid, boolean) to {{app}};
grant execute on function taskforce.my_cases(), taskforce.may(text, uuid), taskforce.next_case_number(integer) to {{app}};
