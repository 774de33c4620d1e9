import { broughtMoves, type BroughtState } from '../../bridge/brought.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import { notNow, type Refusal } from './rules.ts';

/**
 * Why a survivor who wants to report cannot be answered so now: the state, the time, the protocol (R-011: referrals go
 * both ways, by its rules). Empty: it can.
 */
export function whyNotTakeUp(
  { state, answerBy }: { state: BroughtState; answerBy: Date },
  answer: { state: 'accepted' | 'declined'; ruleId?: string | null; outsideRule?: string | null },
  now: Date,
): Refusal[] {
  if (!broughtMoves(state, 'receiver').includes(answer.state)) return [notNow];
  if (answerBy <= now)
    return [
      {
        path: 'to',
        problem: 'too_late',
        remedy: 'The time to answer is over. Call the provider; it can bring the referral again.',
      },
    ];
  if (answer.state === 'accepted' && !answer.ruleId && !hasReason(answer.outsideRule ?? null))
    return [
      {
        path: 'ruleId',
        problem: 'no_rule',
        remedy:
          'Choose the rule of the protocol that applies, or say in at least 20 characters why none does.',
      },
    ];
  return [];
}
