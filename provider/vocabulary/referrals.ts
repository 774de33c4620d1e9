import { REFERRAL_STATES } from '../../bridge/referrals.ts';

/** The closed lists of the referrals' room that the bridge does not have. Their words are in provider/referrals/words. */

/** Kinds of facts about a client that may be passed with a referral onward. */
export const passedFacts = [
  'alias',
  'language',
  'age_group',
  'needs',
  'contact',
  'name',
  'birth_date',
  'place',
  'safety',
  'other',
] as const;

/** How they were passed; the first passes nothing. */
export const passedWays = ['client_goes_alone', 'together_with_client', 'under_release'] as const;

/** What sort of place is asked; the words of provider.disclosures. */
export const askedPlaces = [
  'other_provider',
  'health_care',
  'legal_services',
  'benefits_office',
  'other',
] as const;

export { DECLINES, NEEDS } from '../../bridge/words.ts';

/** States an offer can have here: a draft is the task force's own. */
export const offerStates = REFERRAL_STATES.filter((state) => state !== 'draft');
