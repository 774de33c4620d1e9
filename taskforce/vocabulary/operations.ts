/** Closed lists of the room of operations; their labels stand with the words of that room. */

/** Kinds of operation (issue of operations; reference 1.4). A decoy is demand reduction and counted apart. */
export const operationKinds = [
  'surveillance',
  'enforcement_action',
  'sting',
  'labor_inspection',
  'knock_and_talk',
  'recovery',
  'decoy',
  'outreach_sweep',
  'takedown',
] as const;
export type OperationKind = (typeof operationKinds)[number];

export const operationStates = [
  'planning',
  'requested',
  'reviewed',
  'approved',
  'started',
  'ended',
  'closed',
  'aborted',
  'postponed',
] as const;
export type OperationState = (typeof operationStates)[number];

export const operationRisks = ['low', 'medium', 'high'] as const;
export type OperationRisk = (typeof operationRisks)[number];

export const foreseen = ['yes', 'no', 'not_known'] as const;
export type Foreseen = (typeof foreseen)[number];

/** Legal classes of the victims foreseen: which authorities and relief apply differs between them. */
export const victimClasses = [
  'minor_citizen',
  'minor_foreign',
  'adult_citizen',
  'adult_foreign',
  'tribal',
] as const;
export type VictimClass = (typeof victimClasses)[number];

export const placeKinds = ['scene', 'staging', 'command', 'interview', 'service_staging'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const stageStates = ['waiting', 'running', 'done', 'skipped'] as const;

export const postRoles = [
  'commander_on_scene',
  'entry',
  'arrest',
  'surveillance',
  'evidence',
  'interviewer',
  'interpreter',
  'medic',
  'victim_liaison',
  'inspector',
  'prosecutor_on_call',
  'transport',
  'communications',
  'other',
] as const;
export type PostRole = (typeof postRoles)[number];

export const postPlaces = ['scene', 'staging', 'command', 'interview', 'remote'] as const;
export type PostPlace = (typeof postPlaces)[number];

export const authorityKinds = [
  'search_warrant',
  'arrest_warrant',
  'consent',
  'administrative',
  'court_order',
  'none',
] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

export const sectionKinds = [
  'comms',
  'medical',
  'interpreters',
  'evidence',
  'property_and_children',
  'media',
  'transport',
  'safety',
  'budget',
  'legal_classes',
  'surveillance',
  'inspection',
  'after',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

export const mediaChoices = ['no_media', 'statement_after', 'after_charges', 'with_partners'] as const;

export const budgetKinds = [
  'overtime',
  'travel',
  'lodging',
  'vehicle',
  'interpreter',
  'translation_and_transcription',
  'forensic_examination',
  'medical_examination',
  'equipment',
  'communications',
  'purchase_of_evidence',
  'witness_costs',
  'victim_emergency',
  'expert',
  'storage',
  'other',
] as const;

export const interpreterModes = ['in_person', 'telephone', 'video'] as const;
export const conflictResults = ['not_checked', 'clear', 'conflict'] as const;

/** Covert techniques by name; how one is carried out is written down nowhere. */
export const techniques = [
  'physical_surveillance',
  'electronic_surveillance',
  'consensual_monitoring',
  'cell_phone_data',
  'internet_data',
  'pole_camera',
  'tracker',
  'undercover_contact',
  'informant',
  'video_or_audio',
  'other',
] as const;
export type Technique = (typeof techniques)[number];
