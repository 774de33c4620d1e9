/** The closed words of a release, the same on both sides of the bridge. */

/** Why somebody releases something. */
export const PURPOSES = [
  'investigation',
  'prosecution',
  'benefits',
  'safety',
  'restitution',
  'reunification',
  'other',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * What may be released, field by field (R-062, R-072; the referral of a provider to law enforcement in appendix D of
 * the field's practice). Each is a text that the person has written or confirmed, word for word.
 */
export const RELEASE_FIELDS = [
  'name_to_use',
  'legal_name',
  'date_of_birth',
  'safe_contact',
  'language_wanted',
  'hand_over_summary',
  'statement',
  'wanted_next_step',
  'advocate_present',
  'attorney_present',
  'safety_needs',
  'health_needs',
  'immigration_help',
  'losses_and_wages',
  'services_received',
  'other',
] as const;
export type ReleaseField = (typeof RELEASE_FIELDS)[number];

/** Why a released field is read, each time it is read. */
export const READING_REASONS = ['case_work', 'interview', 'court', 'safety', 'benefits'] as const;
export type ReadingReason = (typeof READING_REASONS)[number];

/** Most that all texts of one release may have together, in bytes of UTF-8: sealed, they still fit into one message. */
export const MOST_RELEASED = 30_000;

/** Bytes of UTF-8 that texts have together. */
export const bytesOf = (texts: Readonly<Record<string, string>>): number =>
  Object.values(texts).reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
