import type { RecordPart } from './compelled.ts';

/** The closed lists of mandated reports and of danger. Their words are in provider/reports/words. */

/** The ways that the law opens without a client's permission. */
export const reportPaths = ['imminent_danger', 'child_protection', 'hhs_minor', 'missing_from_care'] as const;
export type ReportPath = (typeof reportPaths)[number];
export const reportRecipients = [
  'emergency_services',
  'police',
  'child_protection',
  'hhs',
  'ncmec',
  'other',
] as const;
export type ReportRecipient = (typeof reportRecipients)[number];
export const reportWays = ['phone', 'in_person', 'on_paper', 'web_form'] as const;
export const notMadeReasons = ['made_by_another', 'facts_changed', 'entered_by_mistake'] as const;
export const toldStates = ['not_yet', 'told', 'not_safe', 'not_reached'] as const;

/** Where each way usually goes first. */
export const firstRecipient: Record<ReportPath, ReportRecipient> = {
  imminent_danger: 'emergency_services',
  child_protection: 'child_protection',
  hhs_minor: 'hhs',
  missing_from_care: 'police',
};

/**
 * The least that each way asks for. Danger: where somebody is and what threatens, no name. Child protection and missing
 * from care: who the child is. HHS: that there may be a foreign-national minor and where help is needed.
 */
export const leastFor: Record<ReportPath, readonly RecordPart[]> = {
  imminent_danger: ['places.stays', 'age_group', 'language', 'what_was_seen'],
  child_protection: [
    'identity.legal_name',
    'identity.birth_date',
    'age_group',
    'places.stays',
    'household.adults',
    'what_was_seen',
  ],
  hhs_minor: [
    'identity.legal_name',
    'identity.birth_date',
    'identity.nationality',
    'age_group',
    'language',
    'what_was_seen',
  ],
  missing_from_care: ['identity.legal_name', 'identity.birth_date', 'age_group', 'what_was_seen'],
};
