/** Closed lists of the work with victims: interviews, promises, duties, charges, relief, rights. */

export const interviewPurposes = [
  'first_account',
  'in_depth',
  'follow_up',
  'early_facts',
  'trial_preparation',
] as const;
export type InterviewPurpose = (typeof interviewPurposes)[number];

/** What the victim said when asked whether they are safe, stable, and want to be interviewed. */
export const ownAnswers = ['yes', 'no', 'unsure', 'not_asked'] as const;
export type OwnAnswer = (typeof ownAnswers)[number];

export const interviewerKinds = ['forensic_interviewer', 'investigator', 'prosecutor'] as const;
export type InterviewerKind = (typeof interviewerKinds)[number];

/** Kinds of place, never an address. A shelter is no interview place (reference 1.8) and stands in no list. */
export const interviewPlaces = [
  'child_advocacy_center',
  'advocacy_center',
  'provider_office',
  'medical_setting',
  'neutral_office',
  'community_place',
  'chosen_by_victim',
  'video_call',
  'police_station',
  'immigration_office',
  'jail',
] as const;
export type InterviewPlace = (typeof interviewPlaces)[number];

/** Who may be in the room beside the interviewer and the note-taker. */
export const interviewRoles = [
  'support_person',
  'community_advocate',
  'victim_specialist',
  'attorney_of_victim',
  'guardian',
  'prosecutor',
  'second_investigator',
  'interpreter',
] as const;
export type InterviewRole = (typeof interviewRoles)[number];

/** Ties of somebody in the room to a suspect; only `none_known` is let in. */
export const suspectTies = ['none_known', 'relative', 'employer', 'other_tie'] as const;
export type SuspectTie = (typeof suspectTies)[number];

export const interpreterNeeds = ['not_needed', 'needed', 'arranged'] as const;
export type InterpreterNeed = (typeof interpreterNeeds)[number];

export const interpreterTies = ['not_checked', 'none_found', 'suspect_circle'] as const;
export type InterpreterTie = (typeof interpreterTies)[number];

export const recordings = ['none', 'audio', 'video'] as const;
export type Recording = (typeof recordings)[number];

export const interviewStates = ['planned', 'held', 'postponed', 'stopped', 'called_off'] as const;
export type InterviewState = (typeof interviewStates)[number];

export const postponeReasons = [
  'victim_asked',
  'not_ready',
  'not_safe',
  'no_interpreter',
  'people_missing',
  'other',
] as const;
export type PostponeReason = (typeof postponeReasons)[number];

export const promiseActs = ['asked_for', 'offered', 'promised', 'given', 'refused'] as const;
export type PromiseAct = (typeof promiseActs)[number];

export const promiseKinds = [
  'immigration',
  'charge_or_sentence',
  'money',
  'housing',
  'protection',
  'services',
  'travel',
  'phone_or_goods',
  'property_return',
  'other',
] as const;
export type PromiseKind = (typeof promiseKinds)[number];

export const chargeStates = ['open', 'dismissed', 'diverted', 'convicted', 'vacated'] as const;
export type ChargeState = (typeof chargeStates)[number];

export const dutyKinds = [
  'child_protection_report',
  'hhs_notice',
  'hhs_part_b',
  'relief_reminder',
  'relief_decision',
  'relief_renewal',
  'charge_review',
  'charge_follow_up',
  'vacatur_review',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** Steps of the request for assistance to HHS: Part A within 24 hours, Part B later (reference 3.9). */
export const dutySteps = [
  'who_asks',
  'child',
  'where_child_is',
  'what_was_found',
  'urgent_needs',
  'origin',
  'family',
  'exploitation',
  'evidence',
  'care',
  'sent',
] as const;
export type DutyStep = (typeof dutySteps)[number];

export const dutyStates = ['open', 'done', 'not_owed'] as const;
export type DutyState = (typeof dutyStates)[number];

export const reliefTools = ['continued_presence', 't_declaration', 'u_certification'] as const;
export type ReliefTool = (typeof reliefTools)[number];

export const reliefStates = [
  'asked',
  'reviewing',
  'signed',
  'submitted',
  'declined',
  'granted',
  'denied',
  'withdrawn',
  'revoked',
] as const;
export type ReliefState = (typeof reliefStates)[number];

/** Reasons for saying no or taking back. None of them is about what the victim did for an investigation. */
export const reliefReasons = [
  'another_agency',
  'facts_not_enough',
  'no_authority',
  'not_severe_form',
  'new_facts',
  'victim_asked',
  'asked_in_error',
  'federal_decision',
  'other',
] as const;
export type ReliefReason = (typeof reliefReasons)[number];

/** The ten rights of 18 USC 3771(a), in their order. */
export const victimRights = [
  'protection',
  'notice',
  'attendance',
  'to_be_heard',
  'to_confer',
  'restitution',
  'no_delay',
  'fairness',
  'plea_information',
  'information',
] as const;
export type VictimRight = (typeof victimRights)[number];

export const tellingWays = ['in_person', 'by_phone', 'by_video', 'in_writing'] as const;
export type TellingWay = (typeof tellingWays)[number];

/** What happens in court or custody that victims are told of. */
export const noticeEvents = [
  'hearing',
  'release',
  'escape',
  'plea',
  'trial',
  'sentencing',
  'parole',
  'dismissal',
  'appeal',
] as const;
export type NoticeEvent = (typeof noticeEvents)[number];

/** Release and escape are told at once: they endanger (reference 3.7). */
export const urgentEvents: readonly NoticeEvent[] = ['release', 'escape'];

export const noticeChoices = ['in', 'out'] as const;
export type NoticeChoice = (typeof noticeChoices)[number];

export const noticeStates = ['owed', 'told', 'not_wanted', 'not_reached'] as const;
export type NoticeState = (typeof noticeStates)[number];

export const tryOutcomes = ['told', 'no_answer', 'wrong_person', 'not_now', 'returned'] as const;
export type TryOutcome = (typeof tryOutcomes)[number];

export const noticeProofs = [
  'spoke_with_victim',
  'signed_receipt',
  'delivery_receipt',
  'court_record',
] as const;
export type NoticeProof = (typeof noticeProofs)[number];
