import { movesFrom, type ReferralState } from '../../bridge/referrals.ts';

export type OfferStanding = { state: ReferralState; answerBy: Date };

/** The states a provider may move an offer to now: what the table of moves allows, and no answer after its time. */
export function offerMoves({ state, answerBy }: OfferStanding, now: Date): ReferralState[] {
  return state === 'offered' && answerBy.getTime() <= now.getTime() ? [] : movesFrom(state, 'receiver');
}

/**
 * The states a referral by paper may be moved to: the same people write down what was asked and what was answered.
 * Expiry comes by the clock alone; asking again goes from where the other place did not take it.
 */
export function onwardMoves(state: ReferralState): ReferralState[] {
  return [...new Set([...movesFrom(state, 'sender'), ...movesFrom(state, 'receiver')])];
}

export type Refusal = { path: string; problem: string; remedy: string };

/** Why a move of an offer is refused, or null. */
export function whyNotMove(
  standing: OfferStanding,
  to: ReferralState,
  reason: string | null,
  now: Date,
): Refusal | null {
  if (!offerMoves(standing, now).includes(to))
    return standing.state === 'offered' && standing.answerBy.getTime() <= now.getTime()
      ? {
          path: 'to',
          problem: 'too_late',
          remedy: 'The time to answer is over. Call the task force; it can offer again.',
        }
      : notNow;
  return reasonMissing(to, reason);
}

export const notNow: Refusal = {
  path: 'to',
  problem: 'not_now',
  remedy: 'A referral cannot go from its present state to this one. Load it anew and choose what is offered.',
};

/** A decline says why, from the closed list; nothing else is asked for. */
export const reasonMissing = (to: ReferralState, reason: string | null): Refusal | null =>
  to === 'declined' && reason === null
    ? { path: 'reason', problem: 'missing', remedy: 'Choose why it is declined.' }
    : null;

/** Nothing is passed when the client goes alone. */
export const passedWithoutWay = (passed: readonly string[], how: string): Refusal | null =>
  passed.length > 0 && how === 'client_goes_alone'
    ? {
        path: 'passed',
        problem: 'nothing_passed',
        remedy: 'When the client goes alone, nothing is passed. Choose how it was passed, or pass nothing.',
      }
    : null;
