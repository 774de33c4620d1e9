import type { Line } from './access-lines.ts';
import { inCase } from './access-lines.ts';
import type { Ground } from './access-world.ts';

/** A part of a plan: read with the operation, changed and taken away by those who plan it. */
const part = (why: string, more: Partial<Line> = {}): Line => ({
  ...inCase('planOperations', 'planOperations', why, { read: 'readOperations', remove: 'planOperations' }),
  ...more,
});

/** The tables of the room of operations. */
export const operationAccess: Record<string, Line> = {
  'taskforce.operations': inCase(
    'writeCases',
    'planOperations',
    'Planners of it and members of its case alone when sealed; state and revisions are set by the database',
    { read: 'readOperations' },
  ),
  'taskforce.operation_planners': inCase(
    'planOperations',
    'planOperations',
    'Who plans and who reads the plan; ended, never deleted',
    { read: 'readOperations' },
  ),
  'taskforce.operation_strands': inCase(
    'writeCases',
    'nobody',
    'Shown only to readers of the operation and of the strand',
    { remove: 'writeCases' },
  ),
  'taskforce.operation_places': part('Places of an operation'),
  'taskforce.operation_stages': part('Stages; their state is moved on the board'),
  'taskforce.operation_stage_dependencies': part('Which stage waits for which; taken away, not changed', {
    update: 'nobody',
  }),
  'taskforce.operation_posts': part('Roster; each person reads the own post', {
    read: 'readOperations or self',
  }),
  'taskforce.operation_authorities': part('Warrants, consents and orders'),
  'taskforce.authority_alarms': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'What was told of; written by the clock of the database alone',
  },
  'taskforce.operation_sections': part('Written parts of a plan'),
  'taskforce.operation_budget_lines': part('Foreseen costs'),
  'taskforce.operation_interpreters': part('Interpreters; who checked them is taken from the session'),
  'taskforce.operation_techniques': part('Covert techniques: which and under what authority, never how'),
  'taskforce.operation_vehicles': part('Vehicles, rooms and equipment it uses'),
  'taskforce.operation_inspections': part('What a labor inspection needs'),
  'taskforce.operation_entries': inCase(
    'runOperations',
    'nobody',
    'Log of the live board; only added to. The roster writes in it too, from the start, and reads it until a day after the end',
    { read: 'readOperations or self', own: 'created_by' },
  ),
  'taskforce.operation_items': part(
    'Readiness gate; critical items are waived by supervisors who did not plan',
    {
      insert: 'settleGate',
      update: 'settleGate',
      remove: 'nobody',
    },
  ),
  'taskforce.operation_standbys': part('Providers standing by; let go, not deleted', { remove: 'nobody' }),
  'taskforce.operation_signatures': part('Four eyes: triggers refuse who planned or asked; never changed', {
    insert: 'approveOperations',
    update: 'nobody',
    remove: 'nobody',
  }),
  'taskforce.operation_moves': part('Changes of state; written by the database alone', {
    insert: 'nobody',
    update: 'nobody',
    remove: 'nobody',
  }),
};

/** Policies that no single statement of the matrix can tell from their absence, and the test that does. */
export const operationsHeldElsewhere: Record<string, string> = {
  audit_of_operations: 'access.test.ts: history and access entries',
  history_of_operations: 'access.test.ts: history and access entries',
};

const inOperation = ({ parent }: Ground) => ({ operation_id: parent('taskforce.operations') });

/** Values for their specimens. */
export const operationSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.operations': ({ unique, caseId, caseAgencyId, authorId }) => ({
    number: `OP-2027-${String(unique).padStart(6, '0')}`,
    kind: 'recovery',
    type: 'sex',
    case_id: caseId,
    lead_agency_id: caseAgencyId,
    created_by: authorId,
  }),
  'taskforce.operation_planners': (ground) => ({ ...inOperation(ground), capacity: 'read' }),
  'taskforce.operation_strands': inOperation,
  'taskforce.operation_vehicles': (ground) => ({
    ...inOperation(ground),
    vehicle_id: `00000000-0000-4000-e000-${String(ground.unique).padStart(12, '0')}`,
  }),
  'taskforce.operation_places': (ground) => ({ ...inOperation(ground), kind: 'staging' }),
  'taskforce.operation_stages': (ground) => ({ ...inOperation(ground), place: 1 }),
  'taskforce.operation_stage_dependencies': (ground) => ({
    ...inOperation(ground),
    stage_id: ground.parent('taskforce.operation_stages'),
    needs_stage_id: ground.strandId,
  }),
  'taskforce.operation_posts': (ground) => ({
    ...inOperation(ground),
    account_id: ground.accountId,
    agency_id: ground.agencyId,
    role: 'entry',
    place_kind: 'remote',
  }),
  'taskforce.operation_authorities': (ground) => ({ ...inOperation(ground), kind: 'none' }),
  'taskforce.authority_alarms': (ground) => ({
    authority_id: ground.parent('taskforce.operation_authorities'),
    threshold: 'week',
    expires_at: `2031-01-01T00:00:00Z`,
  }),
  'taskforce.operation_sections': (ground) => ({ ...inOperation(ground), kind: 'comms' }),
  'taskforce.operation_budget_lines': (ground) => ({ ...inOperation(ground), kind: 'overtime' }),
  'taskforce.operation_interpreters': (ground) => ({
    ...inOperation(ground),
    language: 'es',
    mode: 'telephone',
  }),
  'taskforce.operation_techniques': (ground) => ({
    ...inOperation(ground),
    technique: 'other',
    no_authority_reason: 'nothing is needed in public',
  }),
  'taskforce.operation_inspections': inOperation,
  'taskforce.operation_entries': (ground) => ({
    ...inOperation(ground),
    id: `00000000-0000-7000-8000-${String(ground.unique).padStart(12, '0')}`,
    sequence: ground.unique,
    kind: 'medical',
  }),
  'taskforce.operation_items': (ground) => ({
    ...inOperation(ground),
    item: `matrix_${ground.unique}`,
    state: 'open',
    evidence: '',
    reason: null,
  }),
  'taskforce.operation_standbys': (ground) => ({
    ...inOperation(ground),
    provider_id: ground.caseId,
    contact: 'matrix',
  }),
  'taskforce.operation_signatures': (ground) => ({
    ...inOperation(ground),
    round: ground.unique,
    revision: 1,
    decision: 'signed',
    account_id: ground.authorId,
  }),
  'taskforce.operation_moves': (ground) => ({
    ...inOperation(ground),
    from_state: 'planning',
    to_state: 'requested',
    revision: 1,
  }),
};
