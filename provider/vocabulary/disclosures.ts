/** The closed lists of the log of who received what. Their words are in provider/vocabulary/words. */

export const disclosureKinds = [
  'release',
  'referral',
  'compelled',
  'mandated_report',
  'danger',
  'hand_over',
] as const;
export type DisclosureKind = (typeof disclosureKinds)[number];

export const recipientKinds = [
  'law_enforcement',
  'prosecution',
  'court',
  'defense',
  'child_protection',
  'hhs',
  'other_provider',
  'health_care',
  'legal_services',
  'benefits_office',
  'emergency_services',
  'person_of_trust',
  'other',
] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** Grounds that have words for the client's own record; a room may write another code, which is shown as it is. */
export const disclosureBases = [
  'release',
  'client_asked',
  'court_order',
  'subpoena',
  'warrant',
  'statute',
  'child_abuse_report',
  'hhs_notice',
  'danger_to_life',
] as const;
