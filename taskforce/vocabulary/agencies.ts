/**
 * Kinds of member agencies. A task force joins police, prosecution, labor inspection, code enforcement, federal
 * agencies and those who serve victims inside the system; a provider outside of it has a wing of its own.
 */
export const agencyKinds = [
  'police',
  'sheriff',
  'state_police',
  'federal_investigation',
  'prosecution',
  'labor_inspection',
  'code_enforcement',
  'immigration',
  'child_protection',
  'victim_assistance',
  'health',
  'probation',
  'other_government',
] as const;
