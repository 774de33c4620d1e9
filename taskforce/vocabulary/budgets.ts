/** Roles of work, as hours and rates are kept by. A role, never a person: no speed and no price of somebody. */
export const workRoles = [
  'supervisor',
  'detective',
  'analyst',
  'prosecutor',
  'labor_inspector',
  'victim_specialist',
  'outreach',
  'records',
  'forensic_examiner',
  'interpreter',
  'other',
] as const;
export type WorkRole = (typeof workRoles)[number];

/** What becomes of money that is ordered. */
export const commitmentStates = ['open', 'paid', 'cancelled'] as const;
export type CommitmentState = (typeof commitmentStates)[number];
