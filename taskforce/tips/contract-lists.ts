/** Closed lists and longest texts of a tip, for the tables' contracts, the screens and the public form alike. */
export const answers = ['yes', 'no', 'unknown'] as const;
export const personsRanges = [
  'unknown',
  'one',
  'two_to_five',
  'six_to_ten',
  'eleven_to_fifty',
  'over_fifty',
] as const;
export const transportModes = ['air', 'bus', 'rail', 'truck', 'sea', 'car', 'other'] as const;
export const unmaskReasons = [
  'danger_to_person',
  'question_cannot_wait',
  'court_order',
  'reporter_asked',
] as const;

/** Longest texts of a tip, in characters; the public form and the tables hold the same figures. */
export const longest = {
  what: 10_000,
  place: 500,
  happened: 500,
  languagesHeard: 200,
  vehicle: 500,
  phones: 500,
  onlineLinks: 2_000,
  departure: 200,
  destination: 200,
  howKnown: 500,
  trainingCode: 60,
  contactName: 200,
  contactWay: 300,
  contactWhen: 300,
  message: 4_000,
} as const;
