/** Closed lists around searches and their review: why somebody looks, for whom outside, why a term is unmasked. */

/** Why somebody searches. */
export const searchPurposes = [
  'case_work',
  'tip_triage',
  'imminent_danger',
  'spin_off_check',
  'court_or_disclosure',
  'supervision',
  'quality_check',
  'training',
] as const;
export type SearchPurpose = (typeof searchPurposes)[number];

/** Bodies outside the task force on whose behalf somebody searches. */
export const searchBodies = [
  'court',
  'prosecution',
  'defense_disclosure',
  'partner_task_force',
  'victim_request',
  'oversight',
] as const;
export type SearchBody = (typeof searchBodies)[number];

/** Why a reviewer looks at what was typed in a search. */
export const unmaskReasons = [
  'weekly_review',
  'complaint',
  'misuse_suspected',
  'court_order',
  'victim_request',
] as const;
export type UnmaskReason = (typeof unmaskReasons)[number];
