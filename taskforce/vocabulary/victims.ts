/** Closed lists of the room of victims, as law enforcement knows them. */

/** Where the assessment of a victim stands (reference appendix B; R-040). */
export const victimStatuses = ['none', 'indicators', 'likely', 'confirmed', 'not_identified'] as const;
export type VictimStatus = (typeof victimStatuses)[number];

/**
 * On what a decision rests. There is no word for how somebody behaved, looked, or whether they helped: a
 * person in shock, in fear or bound to the trafficker may be calm, hostile or withdrawn.
 */
export const victimBases = [
  'physical_evidence',
  'documents',
  'digital_evidence',
  'financial_records',
  'own_statement',
  'witness_statement',
  'suspect_statement',
  'observed_conditions',
  'screening_answers',
  'medical_finding',
  'other_agency_finding',
  'court_finding',
  'provider_under_release',
] as const;
export type VictimBasis = (typeof victimBases)[number];

/** Who confirmed it. */
export const victimConfirmers = [
  'law_enforcement',
  'prosecution',
  'court',
  'labor_agency',
  'child_protection',
  'service_provider',
] as const;
export type VictimConfirmer = (typeof victimConfirmers)[number];

/** Why somebody is not identified as a victim. */
export const notIdentifiedReasons = [
  'evidence_shows_otherwise',
  'elements_not_met',
  'other_offense',
  'other_person',
  'recorded_twice',
  'found_by_court',
] as const;
export type NotIdentifiedReason = (typeof notIdentifiedReasons)[number];

/** Age as law enforcement knows it. The first four are minors; `adult`, `minor`: no more is known. */
export const ageGroups = [
  'under_12',
  'from_12_to_14',
  'from_15_to_17',
  'minor',
  'from_18_to_24',
  'from_25_to_59',
  'from_60',
  'adult',
  'unknown',
] as const;
export type AgeGroup = (typeof ageGroups)[number];

export const knownOrNot = ['unknown', 'yes', 'no'] as const;
export type KnownOrNot = (typeof knownOrNot)[number];

export const interpreterNeeds = ['unknown', 'needed', 'not_needed'] as const;
export type InterpreterNeed = (typeof interpreterNeeds)[number];

/** How a victim can be reached. */
export const victimChannels = [
  'phone',
  'text_message',
  'messenger',
  'email',
  'post',
  'in_person',
  'through_person',
  'through_provider',
] as const;
export type VictimChannel = (typeof victimChannels)[number];

/** Whether a channel is safe, by what the victim said; nobody else decides it. */
export const channelSafeties = ['safe', 'unsafe', 'unknown'] as const;
export type ChannelSafety = (typeof channelSafeties)[number];

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** How a contact went. */
export const contactOutcomes = ['reached', 'message_left', 'not_reached', 'declined', 'they_called'] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

/** Why an identity is opened. */
export const victimUnmaskReasons = [
  'danger_to_person',
  'contact_needed',
  'interview_planning',
  'rights_notice',
  'referral_agreed',
  'identify_in_evidence',
  'legal_process',
  'correct_record',
] as const;
export type VictimUnmaskReason = (typeof victimUnmaskReasons)[number];

/** What of a victim is opened. */
export const victimParts = ['identity', 'contact'] as const;
export type VictimPart = (typeof victimParts)[number];

/** What a victim is in a strand, for a time: a role in a context, never what the person is. */
export const victimRoles = ['possible_victim', 'victim', 'witness', 'reported_it'] as const;
export type VictimRole = (typeof victimRoles)[number];

/** Where a screening took place. */
export const screeningSettings = [
  'victim_chosen_place',
  'provider_premises',
  'child_advocacy_center',
  'hospital',
  'workplace',
  'scene',
  'by_phone',
  'office',
  'custody',
] as const;
export type ScreeningSetting = (typeof screeningSettings)[number];

/** What an answer of a screening may lead to: things to offer and to do, never a verdict. */
export const screeningRoutes = [
  'danger_now',
  'safety_planning',
  'medical_care',
  'service_referral',
  'interpreter',
  'child_protection',
  'forensic_interview',
  'labor_agency',
  'preserve_evidence',
  'documents_back',
  'immigration_counsel',
  'decide_status',
] as const;
export type ScreeningRoute = (typeof screeningRoutes)[number];
