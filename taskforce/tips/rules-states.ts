import { traffickingTypes } from '../vocabulary/cases.ts';
import { originRoutes } from '../vocabulary/origins.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';
import type { NoActionReason, TipState } from '../vocabulary/tips.ts';
import { noActionReasons, referralRecipients, stateOfDecision } from '../vocabulary/tips.ts';
import type { ClockSettings } from './rules-clocks.ts';
import { defaultClocks, retentionEnd } from './rules-clocks.ts';
import { afterActionOwed, dangerIsOpen } from './rules-danger.ts';
import type { Decision, Tip, TipChange } from './rules-tip.ts';

const decidable: readonly TipState[] = ['received', 'asked_back'];

/**
 * May triage decide so? Every decision has its required fields. While somebody is in danger only opening a case or
 * attaching to one is possible: nobody in danger is referred away, asked questions or filed.
 */
export function decideTip(tip: Tip, decision: Decision, now: Date): Verdict<TipChange> {
  if (!decidable.includes(tip.state))
    return refuse('already_decided', 'state', 'This tip is decided; reopen it to decide again.');
  const refusals = [...requirements(tip, decision)];
  if (dangerIsOpen(tip.danger) && decision.decision !== 'open_case' && decision.decision !== 'attach')
    refusals.push(
      refusal('danger_open', 'danger', 'Settle the danger first, or open a case or attach the tip to one.'),
    );
  return verdict(refusals, () => ({ from: tip.state, to: stateOfDecision[decision.decision], at: now }));
}

function requirements(tip: Tip, decision: Decision): Refusal[] {
  switch (decision.decision) {
    case 'open_case':
      return openRequirements(decision);
    case 'attach':
      return need(decision.caseIds.length > 0, 'case_needed', 'caseIds', 'Choose at least one case.');
    case 'refer_out':
      return referRequirements(decision);
    case 'ask_back':
      return askRequirements(tip, decision.question);
    case 'no_action':
      return noActionRequirements(decision);
  }
}

function referRequirements(decision: Extract<Decision, { decision: 'refer_out' }>): Refusal[] {
  return [
    ...need(
      isListed(referralRecipients, decision.recipient),
      'recipient_needed',
      'recipient',
      'Choose to whom.',
    ),
    ...need(
      hasReason(decision.recipientName, 2),
      'name_needed',
      'recipientName',
      'Name the office or person.',
    ),
    ...need(
      hasReason(decision.how, 3),
      'how_needed',
      'how',
      'Say how it was handed over, so it can be traced.',
    ),
  ];
}

function askRequirements(tip: Tip, question: string | null): Refusal[] {
  return [
    ...need(hasReason(question, 10), 'question_needed', 'question', 'Write the question to ask.'),
    ...need(
      tip.canBeAsked,
      'no_way_back',
      'question',
      'There is no safe way to ask; decide on what is known.',
    ),
  ];
}

function openRequirements(decision: Extract<Decision, { decision: 'open_case' }>): Refusal[] {
  return [
    ...need(
      isListed(traffickingTypes, decision.type),
      'type_needed',
      'type',
      'Choose a type; undetermined is one.',
    ),
    ...need(Boolean(decision.leadAgencyId), 'agency_needed', 'leadAgency', 'Choose the lead agency.'),
    ...need(
      isListed(originRoutes, decision.originRoute),
      'route_needed',
      'originRoute',
      'Choose the origin route.',
    ),
  ];
}

/** Reasons that need a sentence: they end a matter on somebody's judgement. */
const explained: readonly (NoActionReason | null)[] = [
  'not_trafficking',
  'outside_jurisdiction_no_recipient',
  'too_little_to_act_on',
  'already_known',
];

function noActionRequirements(decision: Extract<Decision, { decision: 'no_action' }>): Refusal[] {
  const { reason } = decision;
  return [
    ...need(isListed(noActionReasons, reason), 'reason_needed', 'reason', 'Choose a reason from the list.'),
    ...need(
      !explained.includes(reason) || hasReason(decision.explanation),
      'explanation_needed',
      'explanation',
      'Explain in at least 20 characters. How a person behaved is no reason.',
    ),
    ...need(
      reason !== 'duplicate' || Boolean(decision.duplicateOfId),
      'original_needed',
      'duplicateOf',
      'Name the earlier tip this one repeats.',
    ),
  ];
}

function isListed(list: readonly string[], value: string | null): boolean {
  return value !== null && list.includes(value);
}

function need(met: boolean, code: string, field: string, remedy: string): Refusal[] {
  return met ? [] : [refusal(code, field, remedy)];
}

function refuse(code: string, field: string, remedy: string): Verdict<never> {
  return { ok: false, refusals: [refusal(code, field, remedy)] };
}

/** An answer to our questions arrived: back into the queue, ahead of what merely waits. */
export function receiveAnswer(tip: Tip, now: Date): Verdict<TipChange> {
  if (tip.state !== 'asked_back')
    return refuse(
      'not_asked',
      'state',
      'Only a tip that waits for an answer takes one; keep it as an addition.',
    );
  return { ok: true, value: { from: 'asked_back', to: 'received', at: now } };
}

const reopenable: readonly TipState[] = [
  'opened_case',
  'attached',
  'referred_out',
  'no_action',
  'asked_back',
  'expired',
];

/**
 * May a decision be taken back? Within reason: with one, and not when the case it opened has been worked on (close
 * or merge that case instead). An expired tip reopens only before it is purged and by a supervisor.
 */
export function reopenTip(
  tip: Tip,
  request: { readonly reason: string | null; readonly isSupervisor: boolean; readonly caseHasWork: boolean },
  now: Date,
): Verdict<TipChange> {
  if (!reopenable.includes(tip.state)) {
    const remedy = tip.state === 'purged' ? 'A purged tip is gone for good.' : 'This tip is open already.';
    return refuse('not_reopenable', 'state', remedy);
  }
  const refusals = [
    ...need(
      hasReason(request.reason),
      'reason_needed',
      'reason',
      'Say in at least 20 characters why it is reopened.',
    ),
    ...need(
      tip.state !== 'opened_case' || !request.caseHasWork,
      'case_has_work',
      'case',
      'The case has been worked on: close or merge the case instead.',
    ),
    ...need(
      tip.state !== 'expired' || request.isSupervisor,
      'supervisor_needed',
      'approver',
      'Ask a supervisor to bring back an expired tip.',
    ),
  ];
  return verdict(refusals, () => ({ from: tip.state, to: 'received', at: now }));
}

const expirable: readonly TipState[] = ['referred_out', 'no_action'];

/**
 * May the tip expire? Only when decided, past its retention, without legal hold and with nothing owed. A tip that
 * nobody has decided never expires silently: it stands in the queue, overdue.
 */
export function expireTip(tip: Tip, now: Date, settings: ClockSettings = defaultClocks): Verdict<TipChange> {
  const refusals = [
    ...need(
      expirable.includes(tip.state),
      'not_decided',
      'state',
      'Decide the tip first; a case keeps its own tips.',
    ),
    ...need(retentionEnd(tip, settings) <= now, 'still_kept', 'retention', 'Its retention has not ended.'),
    ...holdRefusals(tip),
    ...need(
      !dangerIsOpen(tip.danger) && !afterActionOwed(tip.danger),
      'after_action_owed',
      'danger',
      'Settle the danger and write its after-action report first.',
    ),
  ];
  return verdict(refusals, () => ({ from: tip.state, to: 'expired', at: now }));
}

/** May an expired tip be purged for good? By two people, without legal hold. */
export function purgeTip(
  tip: Tip,
  request: { readonly byId: string; readonly approverId: string | null },
  now: Date,
): Verdict<TipChange> {
  const second = request.approverId !== null && request.approverId !== request.byId;
  const refusals = [
    ...need(tip.state === 'expired', 'not_expired', 'state', 'Only an expired tip is purged.'),
    ...need(second, 'second_person_needed', 'approver', 'A second person must agree to the purge.'),
    ...holdRefusals(tip),
  ];
  return verdict(refusals, () => ({ from: tip.state, to: 'purged', at: now }));
}

function holdRefusals(tip: Tip): Refusal[] {
  return need(!tip.legalHold, 'legal_hold', 'legalHold', 'A legal hold keeps this tip; lift the hold first.');
}
