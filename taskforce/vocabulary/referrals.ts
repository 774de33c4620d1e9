/** The closed lists of the referral desk. Their words are in taskforce/referrals/words. */
export { REFERRAL_STATES } from '../../bridge/referrals.ts';
export { DECLINES, NEEDS, SERVED } from '../../bridge/words.ts';

export const offerWays = ['bridge', 'link', 'phone'] as const;
export const urgencies = ['now', 'today', 'this_week', 'no_hurry'] as const;
export const ageWords = ['minor', 'adult', 'not_known'] as const;

export { TURNED_DOWN, type TurnedDown } from '../../bridge/brought.ts';
