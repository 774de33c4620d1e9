/** The closed lists of the clients' room. Their words are in provider/clients/words. */

export const clientStates = ['intake', 'active', 'closed', 'destroyed'] as const;
export const intakeKinds = ['new', 'reopened', 'unknown'] as const;
export const cameByWays = [
  'hotline',
  'self',
  'law_enforcement',
  'prosecution',
  'health_care',
  'other_provider',
  'school',
  'child_welfare',
  'faith_or_community',
  'legal_services',
  'street_outreach',
  'other',
  'unknown',
] as const;
export const interpreterNeeds = ['not_needed', 'needed', 'preferred', 'signed', 'unknown'] as const;
export const ageGroups = ['adult', 'minor', 'may_be_minor', 'unknown'] as const;
/** Said by the client, for counting; what they say in words of their own is sealed with the identity. */
export const genderGroups = ['woman', 'man', 'transgender', 'nonbinary', 'another', 'not_said'] as const;
export const closeReasons = [
  'goals_met',
  'moved_away',
  'lost_contact',
  'chose_to_end',
  'referred_on',
  'other',
] as const;
/** Languages named in the form; any other can be chosen by its BCP 47 tag. */
export const languages = [
  'en',
  'es',
  'zh',
  'vi',
  'tl',
  'ko',
  'ar',
  'fr',
  'ht',
  'pt',
  'ru',
  'uk',
  'hi',
  'th',
  'am',
  'so',
  'mam',
  'kjb',
  'quc',
  'ase',
  'und',
] as const;
export const teamCapacities = ['intake', 'lead_advocate', 'advocate', 'supervisor'] as const;
export const clockKinds = ['hhs_notice', 'child_abuse_report', 'intake_form', 'missing_from_care'] as const;
export const clockOutcomes = ['done', 'not_needed', 'done_by_another'] as const;
export const destructionReasons = [
  'client_asked',
  'retention_over',
  'entered_by_mistake',
  'court_order',
] as const;

export const sections = ['identity', 'contacts', 'places', 'household', 'eligibility'] as const;
export type Section = (typeof sections)[number];

export const contactChannels = [
  'phone',
  'text',
  'email',
  'app',
  'letter',
  'in_person',
  'through_person',
] as const;
/** Whether a channel may be used: an unsafe one is kept so that nobody uses it by mistake. */
export const contactSafety = ['safe', 'ask_first', 'unsafe'] as const;
export const placeKinds = ['stays', 'shelter', 'mail', 'work', 'avoid'] as const;
export const relations = [
  'child_under_18',
  'child_18_or_over',
  'spouse_or_partner',
  'parent',
  'sibling',
  'other',
] as const;
export const yesNo = ['yes', 'no', 'unknown', 'declined'] as const;
export const traffickingKinds = ['sex', 'labor', 'both', 'not_known'] as const;
/** Where somebody stands with federal services; nothing here asks for cooperation with anybody. */
export const serviceEligibility = [
  'citizen_or_permanent_resident',
  'hhs_certified',
  'hhs_eligibility_letter',
  'letter_pending',
  'not_determined',
  'unknown',
] as const;
