/** The closed lists of what a client says about their own record. Their words are in provider/vocabulary/words. */

export const statementSubjects = [
  'record',
  'details',
  'need',
  'service',
  'safety_plan',
  'goal',
  'note',
  'disclosure',
] as const;
export type StatementSubject = (typeof statementSubjects)[number];
export const statementKinds = ['correction', 'disagreement', 'addition'] as const;
export const statementStates = ['waiting', 'corrected', 'kept_beside'] as const;

/** The parts of a client's own record, in the order of print. */
export const recordSections = [
  'facts',
  'details',
  'needs',
  'services',
  'goals',
  'safety',
  'conversations',
  'notes',
  'releases',
  'disclosures',
  'statements',
] as const;
export type RecordSection = (typeof recordSections)[number];
