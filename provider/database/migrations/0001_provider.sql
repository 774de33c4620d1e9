-- The provider's wing: records of victim service providers. It shares nothing with the task force's wing but the
-- program. Organisations are kit.agencies; nothing here is read across organisations.

create schema provider;
comment on schema provider is 'Records of victim service providers; never visible to the task force';

-- The two wings have no role in common: a confidential advocate is never part of the prosecution team.
alter table kit.account_roles add constraint no_role_of_the_task_force check (role not in (
  'commander', 'investigator', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist',
  'outreach_coordinator', 'records_officer', 'auditor', 'account_administrator'));

-- An organisation reviews its own audit, once a week.
alter table kit.audit_reviews add column agency_id uuid not null default kit.current_agency() references kit.agencies (id);
comment on column kit.audit_reviews.agency_id is 'Organisation whose entries were looked at';
alter table kit.audit_reviews drop constraint audit_reviews_week_key;
alter table kit.audit_reviews add unique (agency_id, week);
