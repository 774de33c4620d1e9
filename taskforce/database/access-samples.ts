import { calendarSamples } from './access-calendar.ts';
import { estimateSamples } from './access-estimates.ts';
import { whatIfSamples } from './access-what-ifs.ts';
import { victimWorkSamples } from './access-samples-victim-work.ts';
import { victimSamples } from './access-samples-victims.ts';
import { bridgeSamples } from './access-bridge.ts';
import type { Ground } from './access-world.ts';
import { deconflictionSamples } from './access-deconfliction.ts';
import { operationSamples } from './access-operations.ts';
import { nominationSamples, reviewSamples } from './access-nominations.ts';
import { referralSamples } from './access-referrals.ts';

export type Sample = (ground: Ground) => Record<string, unknown>;

const checklist = [
  'goals',
  'partner_commitments',
  'money_trail_plan',
  'victim_recovery_and_safety_plan',
  'threat_assessment',
  'deconfliction',
  'initial_case_file',
  'first_estimate',
];
const mondayAt = (n: number) => new Date(Date.UTC(2020, 0, 6 + 7 * n)).toISOString().slice(0, 10);

/**
 * Values for columns that take only certain words or refer to other tables, for the specimens of the access test.
 * `null`: the table has rows already.
 */
export const samples: Record<string, Sample | null> = {
  ...bridgeSamples,
  'kit.accounts': ({ agencyId, unique }) => ({ agency_id: agencyId, email: `matrix${unique}@example.org` }),
  'kit.account_roles': ({ unique }) => ({ role: `matrix_${unique}` }),
  'kit.invitations': () => ({ expires_at: '2030-01-01T00:00:00Z' }),
  'kit.sessions': () => ({ kind: 'api' }),
  'kit.role_permissions': () => ({ role: 'auditor', permission: 'matrix', reach: 'all' }),
  'kit.role_clearances': () => ({ role: 'auditor', label: 'matrix' }),
  'kit.audit_chain': null,
  'kit.audit_chain_end': null,
  'kit.record_versions': () => ({ subject_table: 'cases', changed: ['title'] }),
  'kit.files': ({ authorId }) => ({ uploaded_by: authorId, kind: 'pdf' }),
  'kit.file_custody': ({ parent, authorId }) => ({
    file_id: parent('kit.files'),
    account_id: authorId,
    event: 'read',
  }),
  'kit.jobs': () => ({ kind: 'matrix' }),
  'kit.receipts': ({ unique }) => ({ key: `00000000-0000-4000-8000-${String(unique).padStart(12, '0')}` }),
  'taskforce.cases': ({ unique, agencyId, authorId }) => ({
    number: `2027-${String(unique).padStart(6, '0')}`,
    type: 'sex',
    origin_mode: 'reactive',
    lead_agency_id: agencyId,
    created_by: authorId,
  }),
  'taskforce.case_members': ({ authorId }) => ({
    capacity: 'observer',
    added_by: authorId,
    ended_at: '2026-02-01T00:00:00Z',
  }),
  'taskforce.strands': () => ({ type: 'sex', mode: 'reactive', kind: 'target_person' }),
  'taskforce.case_links': ({ caseId, secondCaseId, authorId }) => ({
    from_case_id: caseId,
    to_case_id: secondCaseId,
    kind: 'related',
    made_by: authorId,
  }),
  'taskforce.spin_offs': ({ caseId, secondCaseId }) => ({
    child_case_id: caseId,
    parent_case_id: secondCaseId,
  }),
  'taskforce.carried_facts': ({ unique }) => ({ kind: 'note', place: unique }),
  'taskforce.carried_sources': ({ caseId, parent }) => ({
    fact_id: parent('taskforce.carried_facts'),
    from_case_id: caseId,
    source_kind: 'note',
  }),
  'kit.audit_reviews': ({ unique }) => ({ week: mondayAt(unique) }),
  'kit.file_tickets': ({ parent, authorId }) => ({ file_id: parent('kit.files'), account_id: authorId }),
  'kit.searches': ({ unique, accountId }) => ({
    id: `00000000-0000-4000-9000-${String(unique).padStart(12, '0')}`,
    account_id: accountId,
    purpose: 'matrix',
    on_behalf: 'self',
    places: ['cases'],
  }),
  'taskforce.provider_figures': ({ unique, caseId }) => ({
    pair_id: caseId,
    report: `00000000-0000-4000-a000-${String(unique).padStart(12, '0')}`,
    small_limit: 5,
  }),
  'taskforce.provider_figure_rows': ({ parent, unique }) => ({
    figures_id: parent('taskforce.provider_figures'),
    measure: 'matrix',
    group_code: `group_${unique}`,
  }),
  'taskforce.approval_requests': ({ authorId }) => ({
    kind: 'move',
    to_phase: 'operational',
    event: 'first_covert_engagement',
    effective_on: '2026-02-01',
    asked_by: authorId,
  }),
  'taskforce.strand_checklist': ({ unique }) => ({
    item: checklist[unique % checklist.length],
    state: 'open',
  }),
  'taskforce.activities': () => ({ kind: 'meeting' }),
  'taskforce.work_entries': ({ parent, authorId }) => ({
    activity_id: parent('taskforce.activities'),
    strand_id: undefined,
    account_id: authorId,
    minutes: 30,
    day: '2026-03-01',
  }),
  'taskforce.cost_lines': ({ parent }) => ({
    activity_id: parent('taskforce.activities'),
    kind: 'travel',
    amount_cents: 100,
  }),
  'taskforce.tasks': () => ({ kind: 'follow_up' }),
  'taskforce.notes': () => ({ kind: 'general' }),
  'taskforce.decisions_needed': ({ authorId }) => ({ decider_id: authorId, decider_name: undefined }),
  'taskforce.briefs': ({ unique, labelled, authorId }) => ({
    kind: 'case',
    brief_version: unique,
    cleared_for: labelled ? ['grand_jury'] : [],
    handling: [],
    content_hash: 'ab'.repeat(32),
    made_by: authorId,
  }),
  'taskforce.meetings': ({ authorId }) => ({ audience: 'all_members', chair_id: authorId }),
  'taskforce.meeting_items': ({ parent }) => ({ meeting_id: parent('taskforce.meetings'), added: 'by_rule' }),
  'taskforce.meeting_minutes': ({ parent }) => ({
    meeting_id: parent('taskforce.meetings'),
    item_id: parent('taskforce.meeting_items'),
  }),
  ...victimWorkSamples,
  'taskforce.releases': ({ unique }) => ({
    release: `00000000-0000-4000-8100-${String(unique).padStart(12, '0')}`,
    purpose: 'safety',
    fields: ['statement'],
    linked_at: '2026-01-01T00:00:00Z',
  }),
  'taskforce.release_texts': ({ parent }) => ({ release_id: parent('taskforce.releases') }),
  ...estimateSamples,
  ...whatIfSamples,
  ...operationSamples,
  ...calendarSamples,
  ...deconflictionSamples,
  ...victimSamples,
  'taskforce.funding_sources': ({ unique }) => ({ name: `Matrix fund ${unique}` }),
  'taskforce.saved_views': ({ unique }) => ({ list: 'cases', name: `Matrix view ${unique}` }),
  'taskforce.search_documents': ({ unique }) => ({
    subject_id: `00000000-0000-4000-a000-${String(unique).padStart(12, '0')}`,
    kind: 'case',
  }),
  'taskforce.search_state': null,
  ...referralSamples,
  ...nominationSamples,
  ...reviewSamples,
  'taskforce.resources': ({ parent }) => ({ provider_id: parent('taskforce.providers') }),
  'taskforce.capacities': ({ parent, authorId }) => ({
    provider_id: parent('taskforce.providers'),
    told_by: authorId,
  }),
  'taskforce.tips': ({ unique, authorId }) => ({
    received_by: authorId,
    number: `T-2027-${String(unique).padStart(6, '0')}`,
    channel: 'phone',
    origin_mode: 'reactive',
    origin_route: 'hotline',
  }),
  'taskforce.tip_reporters': ({ parent }) => ({ tip_id: parent('taskforce.tips') }),
  'taskforce.tip_receipts': ({ parent }) => ({ tip_id: parent('taskforce.tips') }),
  'taskforce.tip_answers': ({ parent, unique }) => ({
    tip_id: parent('taskforce.tips'),
    answer: 'yes',
    item: `matrix_${unique}`,
  }),
  'taskforce.tip_decisions': ({ parent, unique, authorId }) => ({
    tip_id: parent('taskforce.tips'),
    place: unique,
    decision: 'ask_back',
    decided_by: authorId,
  }),
  'taskforce.tip_messages': ({ parent, authorId }) => ({
    tip_id: parent('taskforce.tips'),
    direction: 'question',
    author_id: authorId,
  }),
  'taskforce.tip_cases': ({ parent, authorId }) => ({
    tip_id: parent('taskforce.tips'),
    linked_by: authorId,
  }),
  'taskforce.dangers': ({ authorId }) => ({
    what: 'matrix danger',
    raised_by: authorId,
    case_id: undefined,
    tip_id: undefined,
  }),
  'taskforce.danger_contacts': ({ parent, authorId }) => ({
    danger_id: parent('taskforce.dangers'),
    kind: 'patrol',
    outcome: 'no_answer',
    recorded_by: authorId,
    tried_at: '2026-03-01T12:00:00Z',
  }),
  'taskforce.danger_bypasses': ({ parent, authorId }) => ({
    danger_id: parent('taskforce.dangers'),
    gate: 'planning',
    recorded_by: authorId,
  }),
  'taskforce.danger_reviews': ({ parent }) => ({ danger_id: parent('taskforce.dangers') }),
  'taskforce.imports': ({ unique, parent, authorId }) => ({
    number: `I-2027-${String(unique).padStart(6, '0')}`,
    file_id: parent('kit.files'),
    made_by: authorId,
  }),
  'taskforce.import_mappings': ({ authorId, unique }) => ({
    owner_id: authorId,
    system: 'matrix',
    edition: unique,
    document: '{"schema":"concert.import-mapping/1"}',
  }),
  'taskforce.import_staged': ({ parent, unique }) => ({
    import_id: parent('taskforce.imports'),
    target: 'cases',
    key: `${unique}`,
  }),
  'taskforce.import_lines': ({ parent, unique }) => ({
    import_id: parent('taskforce.imports'),
    id: `00000000-0000-4000-b000-${String(unique).padStart(12, '0')}`,
    to_phase: 'operational',
  }),
  'taskforce.import_problems': ({ parent, unique }) => ({
    import_id: parent('taskforce.imports'),
    n: unique,
    severity: 'error',
  }),
  'taskforce.import_records': ({ parent, unique }) => ({
    import_id: parent('taskforce.imports'),
    target: 'cases',
    key: `${unique}`,
    action: 'created',
    held: true,
  }),
  'taskforce.phase_transitions': ({ unique }) => ({
    place: 1000 + unique,
    to_phase: 'pre_operational',
    event: 'correction',
  }),
};

/** Further specimens of a table: rows that hang on another kind of record, on no strand, or on a marked strand. */
export const variants: Record<string, { row: Sample; marked?: true }[]> = {
  'kit.audit_entries': [{ row: ofLinks }],
  'kit.record_versions': [{ row: ofLinks }],
  'taskforce.activities': onStrands(),
  'taskforce.tasks': onStrands(),
  'taskforce.notes': onStrands(),
  'taskforce.case_dates': onStrands(),
  'taskforce.standby_notices': onStrands(),
};

function ofLinks({ parent }: Ground): Record<string, unknown> {
  return { scope_table: 'case_links', scope_id: parent('taskforce.case_links') };
}

function onStrands(): { row: Sample; marked?: true }[] {
  return [
    { row: () => ({ strand_id: null }) },
    { row: ({ parent }) => ({ strand_id: parent('marked strand') }), marked: true },
  ];
}
