/** The closed lists of needs and services. Their words are in provider/vocabulary/words. */

export const horizons = ['immediate', 'short', 'long'] as const;
export type Horizon = (typeof horizons)[number];

/**
 * Kinds of need, by when they usually come up (OVC TTAC e-Guide, victim needs over time). The first list of the e-Guide
 * and the usual list of the field, each once; a service is of the same kinds.
 */
export const needKindsByHorizon = {
  immediate: [
    'safety',
    'crisis_intervention',
    'emergency_housing',
    'medical',
    'food',
    'clothing',
    'interpretation',
    'legal_information',
  ],
  short: [
    'case_management',
    'safety_planning',
    'identity_documents',
    'eligibility_letter',
    'public_benefits',
    'trauma_counseling',
    'immigration_legal',
    'family_contact',
    'transport',
    'victim_rights',
    'justice_assistance',
    'victim_compensation',
    'civil_legal',
    'child_needs',
    'sexual_health',
    'substance_use',
    'dental',
    'disability',
    'cultural_community',
    'spiritual',
    'other',
  ],
  long: [
    'permanent_housing',
    'job_training',
    'employment',
    'education',
    'esl',
    'mental_health',
    'specialised_medical',
    'child_care',
    'reunification',
    'repatriation',
    'life_skills',
    'financial_literacy',
    'taxes',
    'record_clearing',
    'tattoo_removal',
  ],
} as const satisfies Record<Horizon, readonly string[]>;

export const needKinds = [
  ...needKindsByHorizon.immediate,
  ...needKindsByHorizon.short,
  ...needKindsByHorizon.long,
] as const;
export type NeedKind = (typeof needKinds)[number];

/** What the client says of a need. Nobody is asked twice, and a need that is not wanted is not worked on. */
export const wishes = ['wanted', 'not_wanted', 'not_asked'] as const;
/** By whom a need is met: the own organisation, another one, the client. */
export const metBy = ['own', 'other', 'client'] as const;
/** An unmet need stands and can be tried again; met and set aside end it. */
export const needStatuses = ['open', 'under_way', 'met', 'unmet', 'set_aside'] as const;
export type NeedStatus = (typeof needStatuses)[number];
export const unmetReasons = ['capacity', 'eligibility', 'language', 'declined', 'none_exists'] as const;

export const units = ['minutes', 'sessions', 'nights', 'rides', 'meals', 'items'] as const;

export const goalStates = ['open', 'reached', 'changed', 'set_aside'] as const;
export const stepStates = ['open', 'done', 'dropped'] as const;
/** Who takes a step: the client, somebody of ours, somebody else. */
export const stepDoers = ['client', 'us', 'other'] as const;

export const noteKinds = [
  'meeting',
  'call',
  'message',
  'accompaniment',
  'contact_with_others',
  'other',
] as const;
