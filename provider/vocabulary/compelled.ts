/** The closed lists of compelled disclosure. Their words are in provider/disclosure/words. */

export const compelledKinds = ['subpoena', 'court_order', 'warrant', 'other'] as const;
export const receivedWays = ['in_person', 'mail', 'email', 'fax', 'phone', 'other'] as const;
export const compelledSteps = [
  'counsel_asked',
  'counsel_advised',
  'notice_attempted',
  'notice_impossible',
  'safety_plan_looked_at',
  'privilege_claimed',
  'motion_filed',
  'fields_named',
  'outcome',
  'note',
] as const;
export const noticeWays = [
  'in_person',
  'phone',
  'text',
  'email',
  'letter',
  'through_person',
  'other',
] as const;
export const noticeResults = ['told', 'not_safe', 'not_reached'] as const;
export const noNoticeReasons = ['order_forbids_it', 'not_safe', 'cannot_be_found', 'other'] as const;
export const claimants = ['advocate', 'client', 'counsel'] as const;
export const motions = ['to_quash', 'protective_order', 'in_camera_review', 'other'] as const;
export const compelledOutcomes = ['quashed', 'narrowed', 'complied', 'refused', 'withdrawn'] as const;
/** Parts of a record that may be named as the least that answers a request or a report. */
export const recordParts = [
  'identity.legal_name',
  'identity.birth_date',
  'identity.gender',
  'identity.nationality',
  'age_group',
  'language',
  'contacts.safe',
  'places.stays',
  'household.children',
  'household.adults',
  'dates_of_service',
  'kinds_of_service',
  'needs',
  'eligibility',
  'screenings',
  'safety_plan',
  'advocate_notes',
  'what_was_seen',
  'what_was_said',
  'other',
] as const;
export type RecordPart = (typeof recordParts)[number];
