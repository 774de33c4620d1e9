/** Closed words that cross between the wings, apart from the messages, so that screens take the words alone. */

/** Ranges instead of numbers: the coarse disclosure profile of stand-by notices. */
export const HEADCOUNTS = ['none', '1', '2-5', '6-10', '11-25', 'over_25', 'not_known'] as const;

export const NEEDS = [
  'shelter',
  'food_clothing',
  'medical',
  'interpreter',
  'legal',
  'crisis_counseling',
  'transport',
  'child_care',
  'safety_planning',
  'documents',
  'other',
] as const;

/** Whom a provider should get ready for (R-022 asks for genders; never more than that). */
export const STANDBY_GENDERS = ['women', 'men', 'transgender_and_nonbinary', 'not_known'] as const;

/** What staff of a provider should know for their own safety: closed words, so that no name slips through. */
export const STANDBY_SAFETY = [
  'await_call',
  'traffickers_at_large',
  'weapons_possible',
  'phones_may_be_tracked',
  'health_precautions',
  'press_possible',
] as const;

/** For whom a bed is. */
export const BEDS = ['women', 'men', 'any_adult', 'minors', 'families', 'transgender_and_nonbinary'] as const;

export const SERVED = ['women', 'men', 'minors', 'families', 'transgender_and_nonbinary'] as const;

export const HOURS = ['always', 'office_hours', 'by_appointment'] as const;

export const YES_NO = ['yes', 'no', 'not_known'] as const;

export const DECLINES = [
  'no_capacity',
  'not_eligible',
  'language',
  'outside_area',
  'person_declined',
  'conflict_of_interest',
  'unsafe_for_person',
  'none_exists',
] as const;
