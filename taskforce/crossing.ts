import type { Receivers } from '../bridge/receiving.ts';
import { receiveFigures } from './figures/receiving.ts';
import { releaseReceivers } from './releases/receiving.ts';
import { providerReceivers } from './providers/receiving.ts';
import { standbyReceivers } from './standby/receiving.ts';
import { broughtReceivers, takeWord } from './referrals/receiving.ts';

/**
 * What the rooms of the task force do with messages of providers, a line for each kind. A kind that is not here is not
 * named to the other side, and waits there.
 */
export const receivers: Receivers = {
  ...releaseReceivers,
  ...providerReceivers,
  ...standbyReceivers,
  ...broughtReceivers,
  'referral.accepted': takeWord('accepted'),
  'referral.declined': takeWord('declined'),
  'referral.in_service': takeWord('in_service'),
  'referral.completed': takeWord('completed'),
  'referral.reopened': takeWord('reopened'),
  'referral.expired': takeWord('expired'),
  'figures.sent': receiveFigures,
};
