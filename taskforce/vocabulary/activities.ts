import type { TransitionEvent } from './transitions.ts';

/** What people do on a case, and what it costs. */
export const activityKinds = [
  'interview',
  'surveillance',
  'search_warrant',
  'arrest_warrant',
  'meeting',
  'arrest',
  'takedown',
  'record_check',
  'open_source_research',
  'financial_analysis',
  'digital_extraction',
  'court_hearing',
  'covert_contact',
  'undercover_operation',
  'consensual_monitoring',
  'informant_contact',
  'victim_recovery',
  'knock_and_talk',
  'inspection',
  'evidence_handling',
  'report_writing',
  'travel',
  'other',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Does an activity of a kind engage a target? `may`: the person logging it is asked. */
export type Engagement = 'never' | 'may' | 'always';

/** What logging an activity means for the strand's phase. */
export type ActivityTrait = {
  readonly engagesTarget: Engagement;
  /** The event the activity is, when it engages a target; null: none. */
  readonly event: TransitionEvent | null;
};

const engagesNever: ActivityTrait = { engagesTarget: 'never', event: null };
const engagesCovertly: ActivityTrait = { engagesTarget: 'always', event: 'first_covert_engagement' };
const mayEngageCovertly: ActivityTrait = { engagesTarget: 'may', event: 'first_covert_engagement' };

/**
 * Default traits by kind. The operational phase begins when investigators engage targets with covert actions or
 * tools (reference 1.2, 1.4), so surveillance and informants may, undercover work always does.
 */
export const activityTraits: Readonly<Record<ActivityKind, ActivityTrait>> = {
  interview: engagesNever,
  surveillance: mayEngageCovertly,
  search_warrant: { engagesTarget: 'may', event: 'became_public' },
  arrest_warrant: engagesNever,
  meeting: engagesNever,
  arrest: { engagesTarget: 'always', event: 'arrest' },
  takedown: { engagesTarget: 'always', event: 'takedown' },
  record_check: engagesNever,
  open_source_research: engagesNever,
  financial_analysis: engagesNever,
  digital_extraction: engagesNever,
  court_hearing: engagesNever,
  covert_contact: engagesCovertly,
  undercover_operation: engagesCovertly,
  consensual_monitoring: engagesCovertly,
  informant_contact: mayEngageCovertly,
  victim_recovery: engagesNever,
  knock_and_talk: { engagesTarget: 'may', event: 'became_public' },
  inspection: mayEngageCovertly,
  evidence_handling: engagesNever,
  report_writing: engagesNever,
  travel: engagesNever,
  other: mayEngageCovertly,
};

/** What money is spent on; amounts are integer cents. */
export const costKinds = [
  'overtime',
  'travel',
  'lodging',
  'vehicle',
  'interpreter',
  'translation_and_transcription',
  'forensic_examination',
  'medical_examination',
  'records_and_subpoena_fees',
  'equipment',
  'communications',
  'purchase_of_evidence',
  'informant_payment',
  'witness_costs',
  'victim_emergency',
  'expert',
  'storage',
  'other',
] as const;
export type CostKind = (typeof costKinds)[number];

export const taskKinds = [
  'follow_up',
  'interview',
  'legal_process',
  'record_request',
  'deconfliction',
  'partner_contact',
  'victim_contact',
  'financial_lead',
  'digital_lead',
  'report',
  'court_deadline',
  'disclosure',
  'supervisor_review',
  'after_action',
  'other',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export const noteKinds = [
  'general',
  'investigative',
  'case_plan',
  'safety',
  'supervisor',
  'meeting_minutes',
  'decision',
  'attorney',
] as const;
export type NoteKind = (typeof noteKinds)[number];
