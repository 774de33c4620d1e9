/** Closed lists of the tip room. */

/** By what way a tip reached the task force. */
export const tipChannels = [
  'public_form',
  'phone',
  'call_911',
  'hotline',
  'email',
  'text_message',
  'walk_in',
  'officer_in_field',
  'partner_referral',
  'letter',
  'social_media',
  'import',
  'api',
] as const;
export type TipChannel = (typeof tipChannels)[number];

/** Audiences of trained observers with a form and an indicator pack of their own. */
export const audiences = [
  'public',
  'hotel',
  'emergency_room',
  'school',
  'utility_worker',
  'inspector',
  'transport',
  'bank',
  'outreach',
  'other',
] as const;
export type Audience = (typeof audiences)[number];

/** States of a tip (reference appendix B). Danger is a mark of its own beside the state, not a state. */
export const tipStates = [
  'received',
  'asked_back',
  'opened_case',
  'attached',
  'referred_out',
  'no_action',
  'expired',
  'purged',
] as const;
export type TipState = (typeof tipStates)[number];

/** What triage may decide. */
export const tipDecisions = ['open_case', 'attach', 'refer_out', 'ask_back', 'no_action'] as const;
export type TipDecision = (typeof tipDecisions)[number];

/** The state each decision leads to. */
export const stateOfDecision: Readonly<Record<TipDecision, TipState>> = {
  open_case: 'opened_case',
  attach: 'attached',
  refer_out: 'referred_out',
  ask_back: 'asked_back',
  no_action: 'no_action',
};

/** Why a tip was closed without action. Demeanour and "did not seem like a victim" are no reasons. */
export const noActionReasons = [
  'not_trafficking',
  'outside_jurisdiction_no_recipient',
  'duplicate',
  'too_little_to_act_on',
  'no_answer_to_questions',
  'already_known',
  'information_only',
  'malicious_or_spam',
] as const;
export type NoActionReason = (typeof noActionReasons)[number];

/** To whom a tip may be referred out. */
export const referralRecipients = [
  'other_police_agency',
  'federal_agency',
  'child_protection',
  'labor_department',
  'code_enforcement',
  'victim_service_provider',
  'national_hotline',
  'other_task_force',
  'other',
] as const;
export type ReferralRecipient = (typeof referralRecipients)[number];

/** Clocks that run on a tip. */
export const tipClocks = [
  'danger_officer',
  'danger_contact',
  'after_action',
  'triage',
  'ask_back',
  'retention',
] as const;
export type TipClock = (typeof tipClocks)[number];

/** Why an earlier tip may be about the same matter. */
export const similarityReasons = [
  'same_phone',
  'same_plate',
  'same_last_seven_digits',
  'same_address',
  'same_source',
  'same_name',
  'name_by_nickname',
  'name_by_sound',
  'near_place_and_time',
] as const;
export type SimilarityReason = (typeof similarityReasons)[number];

/** Why a tip stands where it stands in the triage queue. */
export const queueReasons = [
  'danger_unaccepted',
  'danger_open',
  'minor_and_going_on',
  'triage_overdue',
  'answer_arrived',
  'minor',
  'going_on',
  'waiting',
] as const;
export type QueueReason = (typeof queueReasons)[number];

/** Where an answer to an indicator question may lead. Routes, never a score. */
export const indicatorRoutes = [
  'call_911',
  'child_protection',
  'task_force',
  'hotline',
  'victim_services',
  'labor_department',
  'medical_care',
  'own_protocol',
  'bank_report',
] as const;
export type IndicatorRoute = (typeof indicatorRoutes)[number];
