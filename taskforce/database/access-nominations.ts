import { inCase, type Line } from './access-lines.ts';
import type { Ground } from './access-world.ts';

const ofNomination = (insert: Line['insert'], update: Line['update'], why: string): Line => ({
  of: 'account',
  under: 'taskforce.nominations',
  read: 'readNominations',
  insert,
  update,
  why,
});

/** The tables of target selection. */
export const nominationAccess: Record<string, Line> = {
  'taskforce.nominations': {
    of: 'account',
    own: 'nominated_by',
    read: 'readNominations',
    insert: 'makeNominations',
    update: 'makeNominations and self',
    why: 'Outreach, inspectors and victim specialists see their own; one from a strand only readers of the strand',
  },
  'taskforce.nomination_checks': ofNomination(
    'voteNominations',
    'nobody',
    'Whether others work on the same target; a newer answer is added, none is changed',
  ),
  'taskforce.nomination_votes': {
    ...ofNomination('voteNominations', 'voteNominations and self', 'The committee; own votes only'),
    own: 'account_id',
  },
  'taskforce.nomination_decisions': ofNomination(
    'decideNominations',
    'nobody',
    'By a supervisor who did not nominate; never changed',
  ),
  'taskforce.nomination_purges': ofNomination(
    'nobody',
    'nobody',
    'Certificates of what was destroyed, written by the clock',
  ),
};

/** The tables of decoys and reviews; read with their operation. */
export const reviewAccess: Record<string, Line> = {
  'taskforce.decoy_reviews': inCase(
    'planOperations',
    'planOperations',
    'A part of the plan; decided through a function by somebody who did not plan',
    { read: 'readOperations' },
  ),
  'taskforce.operation_reviews': inCase(
    'nobody',
    'runOperations',
    'Owed when an operation ends; signed through a function, then frozen',
    { read: 'readOperations' },
  ),
  'taskforce.operation_lessons': inCase(
    'runOperations',
    'nobody',
    'Added while the review is open; reminders are decided through a function',
    { read: 'readOperations' },
  ),
  'taskforce.operation_cases': inCase(
    'nobody',
    'nobody',
    'Shown only to readers of the operation and of the case; written when the case is born',
    { read: 'readOperations' },
  ),
};

export const reviewSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.decoy_reviews': ({ parent }) => ({
    operation_id: parent('taskforce.operations'),
    publication: 'none',
  }),
  'taskforce.operation_reviews': ({ parent }) => ({ operation_id: parent('taskforce.operations') }),
  'taskforce.operation_lessons': ({ parent }) => ({
    operation_id: parent('taskforce.operations'),
    for_kind: 'recovery',
  }),
  'taskforce.operation_cases': ({ parent }) => ({ operation_id: parent('taskforce.operations') }),
};

export const nominationsHeldElsewhere: Record<string, string> = {
  operation_cases_add: 'taskforce/operations/born.test.ts: written in the moment the new case is born',
  audit_of_nominations: 'taskforce/nominations/nominations.test.ts: history and access entries',
  history_of_nominations: 'taskforce/nominations/nominations.test.ts: history and access entries',
};

/** Values for their specimens. */
export const nominationSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.nominations': ({ unique, authorId, agencyId }) => ({
    number: `N-2027-${String(unique).padStart(6, '0')}`,
    kind: 'location',
    type: 'labor',
    source: 'fresh',
    case_id: undefined,
    strand_id: undefined,
    harm: 'high',
    vulnerability: 'high',
    solvability: 'some',
    resources: 'not_known',
    agency_id: agencyId,
    nominated_by: authorId,
  }),
  'taskforce.nomination_checks': ({ parent, authorId }) => ({
    nomination_id: parent('taskforce.nominations'),
    result: 'no_hit',
    system: 'RISSafe',
    reference: 'RS-2027-1',
    recorded_by: authorId,
  }),
  'taskforce.nomination_votes': ({ parent, accountId }) => ({
    nomination_id: parent('taskforce.nominations'),
    account_id: accountId,
    vote: 'abstain',
  }),
  'taskforce.nomination_decisions': ({ parent, authorId }) => ({
    nomination_id: parent('taskforce.nominations'),
    decision: 'reject',
    decided_by: authorId,
  }),
  'taskforce.nomination_purges': ({ parent, unique }) => ({
    nomination_id: parent('taskforce.nominations'),
    number: `N-2027-${String(unique).padStart(6, '0')}`,
    was: 'rejected',
    sha256: 'ab'.repeat(32),
  }),
};
