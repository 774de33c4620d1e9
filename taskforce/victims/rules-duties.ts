import { addDays, addMinutes, dayOf } from '../vocabulary/days.ts';
import { hasReason, refusal, type Refusal } from '../vocabulary/refusals.ts';
import type { DutyKind, DutyStep } from '../vocabulary/victim-work.ts';
import { defaultProtocol, endOfDay, type VictimProtocol } from './rules-protocol.ts';

/** The steps of the two parts of the request to HHS (reference 3.9); other duties have none. */
export const stepsOf: Readonly<Partial<Record<DutyKind, readonly DutyStep[]>>> = {
  hhs_notice: ['who_asks', 'child', 'where_child_is', 'what_was_found', 'urgent_needs', 'sent'],
  hhs_part_b: ['origin', 'family', 'exploitation', 'evidence', 'care', 'sent'],
};

/**
 * When a duty that began at a moment is due: statutory hours on the clock (24 hours are 24 hours, also in the night the
 * clocks change), days of the task force's own until the end of the day. The same as taskforce.duty_due.
 */
export function dutyDue(
  kind: DutyKind,
  began: Date,
  stateCode: string | null,
  zone: string,
  protocol: VictimProtocol = defaultProtocol,
): Date {
  const hours: Partial<Record<DutyKind, number>> = {
    child_protection_report:
      (stateCode === null ? undefined : protocol.states[stateCode]?.childReportHours) ??
      protocol.childReportHours,
    hhs_notice: protocol.hhsHours,
    relief_reminder: protocol.reliefReminderHours,
    charge_review: protocol.chargeHours,
  };
  const inHours = hours[kind];
  if (inHours !== undefined) return addMinutes(began, inHours * 60);
  const days: Partial<Record<DutyKind, number>> = {
    hhs_part_b: protocol.hhsPartBDays,
    relief_decision: protocol.reliefDays,
    charge_follow_up: protocol.chargeFollowUpDays,
    vacatur_review: protocol.vacaturDays,
  };
  return endOfDay(addDays(dayOf(began, zone), days[kind] ?? 0), zone);
}

/** What a minor is owed, by what the task force itself knows of them. */
export function dutiesOfMinor(facts: {
  minorNow: boolean;
  foreignNational: 'yes' | 'no' | 'unknown';
}): DutyKind[] {
  if (!facts.minorNow) return [];
  return facts.foreignNational === 'yes'
    ? ['child_protection_report', 'hhs_notice', 'hhs_part_b']
    : ['child_protection_report'];
}

/** Reasons against settling a duty: proof of a report, everything sent, a reason why it is not owed. */
export function againstSettling(
  duty: { kind: DutyKind; state: string; checklist: readonly DutyStep[] },
  to: { state: 'done' | 'not_owed'; reference: string; reason: string | null },
): Refusal[] {
  const reasons: Refusal[] = [];
  if (duty.state !== 'open')
    reasons.push(refusal('already_settled', 'state', 'This duty is settled and stays as it is.'));
  if (to.state === 'not_owed' && !hasReason(to.reason))
    reasons.push(refusal('reason_needed', 'reason', 'Say in at least 20 characters why this is not owed.'));
  if (to.state !== 'done') return reasons;
  if (stepsOf[duty.kind] !== undefined && !duty.checklist.includes('sent'))
    reasons.push(refusal('not_sent', 'checklist', 'Tick that it was sent before you settle it.'));
  const proven = duty.kind === 'child_protection_report' || duty.kind === 'hhs_notice';
  if (proven && to.reference.trim().length < 2)
    reasons.push(
      refusal(
        'proof_needed',
        'reference',
        'Give the number of the report, or the name of who took it and when.',
      ),
    );
  return reasons;
}
