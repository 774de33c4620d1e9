-- Who stands by a survivor in confidence never holds a role here: what this wing knows is open to discovery. The
-- two lists of roles are disjoint; nobody's system-based specialist can be somebody's confidential advocate.

alter table kit.account_roles add constraint no_role_of_a_provider check (role not in (
  'community_advocate', 'advocate_supervisor', 'intake_worker', 'provider_records_officer', 'provider_auditor',
  'provider_administrator'));
