/** Closed lists of the case room. Ids are stored; labels for people live in words/*.json under the same ids. */

/** Type of a tip, strand or case (R-007). `undetermined` is an honest answer, never a default for missing work. */
export const traffickingTypes = ['sex', 'labor', 'both', 'undetermined'] as const;
export type TraffickingType = (typeof traffickingTypes)[number];

/** What a strand is about: a target, or one aspect of the case (R-001). */
export const strandKinds = [
  'target_person',
  'target_organization',
  'location',
  'financial',
  'digital',
  'labor_compliance',
  'victim_recovery',
  'other',
] as const;
export type StrandKind = (typeof strandKinds)[number];

/** The three phases in their order (reference 1.2). Only a strand has one. */
export const phases = ['pre_operational', 'operational', 'post_operational'] as const;
export type Phase = (typeof phases)[number];

/** Why a strand was closed (reference appendix B, lead/strand). */
export const strandCloseReasons = [
  'charged_and_done',
  'declined',
  'not_trafficking',
  'merged',
  'transferred',
  'safety',
  'inactive',
] as const;
export type StrandCloseReason = (typeof strandCloseReasons)[number];

/** How two cases belong together. `spin_off` is written by the spin-off itself, with what was carried over. */
export const caseLinkKinds = [
  'spin_off',
  'same_target',
  'same_organization',
  'same_location',
  'shared_finances',
  'shared_phone_or_account',
  'shared_witness',
  'joint_operation',
  'possible_duplicate',
  'merged_into',
  'related',
] as const;
export type CaseLinkKind = (typeof caseLinkKinds)[number];

/** What has to be settled before a strand leaves the pre-operational phase (R-015, reference 1.3). */
export const exitChecklistItems = [
  'goals',
  'partner_commitments',
  'money_trail_plan',
  'victim_recovery_and_safety_plan',
  'threat_assessment',
  'deconfliction',
  'initial_case_file',
  'first_estimate',
] as const;
export type ExitChecklistItem = (typeof exitChecklistItems)[number];

/** Why a strand or decision stands on the agenda of the case meeting. */
export const agendaReasons = [
  'danger',
  'decision_needed',
  'phase_changed',
  'overdue_tasks',
  'no_activity',
  'checklist_open',
  'no_open_strand',
  'labor_share_nil',
] as const;
export type AgendaReason = (typeof agendaReasons)[number];

/** As what somebody works on a case. The lead answers for it and may close it. */
export const memberCapacities = [
  'lead',
  'investigator',
  'analyst',
  'prosecutor',
  'labor_inspector',
  'victim_specialist',
  'supervisor',
  'specialist',
  'observer',
] as const;
export type MemberCapacity = (typeof memberCapacities)[number];
