import { bridgeSamples } from './access-bridge.ts';
import type { Ground } from './access-world.ts';

type Sample = (ground: Ground) => Record<string, unknown>;

const numbered = (unique: number, part = '8000') =>
  `00000000-0000-4000-${part}-${String(unique).padStart(12, '0')}`;
const mondayAt = (n: number) => new Date(Date.UTC(2020, 0, 6 + 7 * n)).toISOString().slice(0, 10);

/**
 * Values for columns that take only certain words or refer to other tables, for the specimens of the access test.
 * `null`: the table has rows already. Columns that are not named here are guessed by name and type.
 */
export const samples: Record<string, Sample | null> = {
  ...bridgeSamples,
  'kit.accounts': ({ organisationId, unique }) => ({
    agency_id: organisationId,
    email: `matrix${unique}@example.org`,
  }),
  'kit.account_roles': ({ unique }) => ({ role: `matrix_${unique}` }),
  'kit.invitations': () => ({ expires_at: '2030-01-01T00:00:00Z' }),
  'kit.sessions': () => ({ kind: 'api' }),
  'kit.role_permissions': () => ({ role: 'provider_auditor', permission: 'matrix', reach: 'all' }),
  'kit.role_clearances': () => ({ role: 'provider_auditor', label: 'matrix' }),
  'kit.audit_chain': null,
  'kit.audit_chain_end': null,
  'kit.audit_entries': () => ({ scope_table: undefined, scope_id: undefined }),
  'kit.record_versions': () => ({ subject_table: 'clients', changed: ['alias'] }),
  'kit.files': ({ accountId }) => ({ uploaded_by: accountId, kind: 'pdf' }),
  'kit.file_custody': ({ parent, accountId }) => ({
    file_id: parent('kit.files'),
    account_id: accountId,
    event: 'read',
  }),
  'kit.file_tickets': ({ parent, accountId }) => ({ file_id: parent('kit.files'), account_id: accountId }),
  'kit.jobs': () => ({ kind: 'matrix' }),
  'kit.receipts': ({ unique }) => ({ key: numbered(unique) }),
  'kit.audit_reviews': ({ unique, organisationId }) => ({
    week: mondayAt(unique),
    agency_id: organisationId,
  }),
  'kit.searches': ({ unique }) => ({
    id: numbered(unique, '9000'),
    purpose: 'matrix',
    on_behalf: 'self',
    places: ['clients'],
  }),
  'provider.clients': ({ unique, organisationId }) => ({
    number: `C-2027-${String(unique).padStart(6, '0')}`,
    organisation_id: organisationId,
  }),
  'provider.client_team': ({ accountId }) => ({
    account_id: accountId,
    capacity: 'advocate',
    ended_at: '2026-02-01T00:00:00Z',
  }),
  'provider.client_details': ({ unique }) => ({
    section: ['identity', 'contacts', 'places', 'household', 'eligibility'][unique % 5],
  }),
  'provider.client_clocks': () => ({
    kind: 'intake_form',
    ended_at: '2026-02-01T00:00:00Z',
    outcome: 'done',
  }),
  'provider.screenings': () => ({ tool: 'matrix' }),
  'provider.needs': ({ unique }) => ({ kind: `matrix_${unique}`, horizon: 'short', opened_on: '2026-03-01' }),
  'provider.services_given': () => ({ kind: 'matrix', given_on: '2026-03-01' }),
  'provider.safety_plans': ({ unique }) => ({ edition: unique }),
  'provider.goal_steps': ({ parent }) => ({ goal_id: parent('provider.goals') }),
  'provider.annotations': () => ({ subject: 'record', kind: 'addition' }),
  'provider.disclosures': () => ({
    kind: 'release',
    recipient_kind: 'law_enforcement',
    basis: 'release',
  }),
  'provider.release_rules': ({ organisationId }) => ({
    organisation_id: organisationId,
    default_days: 30,
    max_days: 90,
  }),
  'provider.releases': () => ({
    recipient_kind: 'outside',
    purpose: 'safety',
    fields: ['statement'],
    language: 'en',
    until_at: '2030-01-01T00:00:00Z',
  }),
  'provider.brought_referrals': ({ parent }) => ({
    release_id: parent('provider.releases'),
    urgency: 'this_week',
    state: 'withdrawn',
  }),
  'provider.release_readings': ({ parent }) => ({
    release_id: parent('provider.releases'),
    role: 'matrix',
    why: 'safety',
    answer: 'given',
  }),
  'provider.compelled_requests': () => ({ kind: 'subpoena', received_how: 'mail' }),
  'provider.compelled_steps': ({ parent }) => ({
    request_id: parent('provider.compelled_requests'),
    kind: 'note',
  }),
  'provider.protective_reports': () => ({ path: 'child_protection', recipient: 'child_protection' }),
  'provider.report_rules': ({ organisationId }) => ({
    organisation_id: organisationId,
    path: 'child_protection',
    region: 'CA',
  }),
  'provider.figure_reports': ({ organisationId }) => ({
    organisation_id: organisationId,
    small_limit: 5,
    measures: ['clients_new'],
  }),
  'provider.figure_rows': ({ parent, unique }) => ({
    report_id: parent('provider.figure_reports'),
    measure: 'matrix',
    group_code: `group_${unique}`,
    why: 'small',
  }),
  'provider.offers': ({ organisationId, unique }) => ({
    organisation_id: organisationId,
    referral: numbered(unique, 'a000'),
    age: 'adult',
    urgency: 'today',
  }),
  'provider.offer_contents': ({ parent }) => ({ offer_id: parent('provider.offers') }),
  'provider.offer_moves': ({ parent }) => ({ offer_id: parent('provider.offers') }),
  'provider.offer_clients': ({ parent }) => ({
    offer_id: parent('provider.offers'),
    ended_at: '2026-02-01T00:00:00Z',
  }),
  'provider.referrals': () => ({ needs: ['legal'] }),
  'provider.referral_steps': ({ parent }) => ({ referral_id: parent('provider.referrals') }),
  'provider.destructions': () => ({ reason: 'client_asked', withdrawn_at: '2026-02-01T00:00:00Z' }),
  'provider.resources': ({ organisationId, accountId }) => ({
    organisation_id: organisationId,
    created_by: accountId,
  }),
  'provider.capacities': ({ organisationId, accountId }) => ({
    organisation_id: organisationId,
    told_by: accountId,
    notice_id: undefined,
  }),
  'provider.standby_notices': ({ organisationId, unique }) => ({
    organisation_id: organisationId,
    crossing_id: numbered(unique),
    from_name: 'Riverton task force',
  }),
  'provider.standby_contents': ({ parent }) => ({
    notice_id: parent('provider.standby_notices'),
    hidden_from: '2099-01-01T00:00:00Z',
  }),
};

/** Tables whose rows the database gives to the organisation of the writer: nobody can write one for another. */
export const alwaysOwn = new Set([
  'kit.audit_reviews',
  'kit.searches',
  'provider.report_rules',
  'provider.figure_reports',
  'provider.resources',
  'provider.capacities',
  'provider.release_rules',
]);

/** Further specimens of a table: rows that are found by another way. */
export const variants: Record<string, Sample> = {
  'kit.audit_entries': ({ clientId }) => ({
    account_id: null,
    scope_table: 'clients',
    scope_id: clientId,
  }),
};
