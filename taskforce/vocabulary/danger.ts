/** Closed lists of the danger lane. */

/** Whom one tries to reach when somebody is in danger now. */
export const dangerContactKinds = [
  'dispatch_911',
  'patrol',
  'on_call_officer',
  'supervisor',
  'partner_agency',
  'child_protection',
  'medical',
  'tipster',
] as const;
export type DangerContactKind = (typeof dangerContactKinds)[number];

/** How a try ended. */
export const dangerContactOutcomes = [
  'reached_and_responding',
  'reached_cannot_respond',
  'no_answer',
  'message_left',
  'wrong_number',
  'refused',
] as const;
export type DangerContactOutcome = (typeof dangerContactOutcomes)[number];

/** Gates that imminent danger may pass unopened. The audit is never among them. */
export const dangerGates = [
  'deconfliction',
  'planning',
  'approval',
  'standby_notice',
  'triage_order',
  'pre_operational_checklist',
] as const;
export type DangerGate = (typeof dangerGates)[number];

/** How a danger ended. "Not there" says that the call was looked into, not that it was wrong. */
export const dangerEndings = ['person_safe', 'handed_to_responders', 'not_found', 'no_danger_there'] as const;
export type DangerEnding = (typeof dangerEndings)[number];
