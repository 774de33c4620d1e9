import type { Answerers } from '../bridge/bridge.ts';
import type { Receivers } from '../bridge/receiving.ts';
import type { House } from './house.ts';
import { answerReleaseKey } from './releases/answering.ts';
import { standbyReceivers } from './standby/receiving.ts';
import { takeBroughtAnswer, takeOffer, takeWithdrawal } from './referrals/receiving.ts';

/**
 * What the rooms of a provider do with messages of task forces, a line for each kind. A kind that is not here is not
 * named to the other side, and waits there.
 */
export const receivers: Receivers = {
  ...standbyReceivers,
  'referral.offered': takeOffer,
  'referral.withdrawn': takeWithdrawal,
  'referral.taken_up': takeBroughtAnswer('accepted'),
  'referral.turned_down': takeBroughtAnswer('declined'),
};

/**
 * What the rooms of a provider answer to questions over the bridge, a line for each kind.
 * @param house the house, once it stands; no question comes before
 */
export function answerersOf(house: () => House): Answerers {
  return {
    'release.key': (question, pair, pool) => answerReleaseKey(house(), question, pair, pool),
  };
}
