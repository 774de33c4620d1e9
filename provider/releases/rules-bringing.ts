import type { BroughtState } from '../../bridge/brought.ts';
import type { FieldProblem } from '../../kit/problems.ts';
import type { ReleaseState } from '../vocabulary/releases.ts';

type Facts = { state: ReleaseState; pairId: string | null; untilAt: Date };

/** Why no referral to law enforcement can be drafted by a release; null: it can. One at a time. */
export function whyNotBring(
  { state, pairId }: Pick<Facts, 'state' | 'pairId'>,
  others: readonly BroughtState[],
): FieldProblem | null {
  if (pairId === null || state === 'expired' || state === 'revoked')
    return {
      path: 'id',
      problem: 'no_task_force',
      remedy: 'Choose a release to a paired task force that has not ended.',
    };
  if (others.some((one) => one === 'draft' || one === 'offered' || one === 'accepted'))
    return {
      path: 'id',
      problem: 'there_is_one',
      remedy: 'The task force is asked already by this release.',
    };
  return null;
}

/** Why it cannot be offered now: what the task force is to read must be shared. */
export function whyNotOffer({ state, untilAt }: Facts, now: Date): FieldProblem | null {
  return state === 'live' && untilAt > now
    ? null
    : {
        path: 'id',
        problem: 'not_live',
        remedy: 'Share the release first: it is what the task force reads.',
      };
}
