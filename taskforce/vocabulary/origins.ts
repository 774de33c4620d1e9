/** How a case or tip came about: waited for (reactive), sought (proactive), or born from another case. */
export const originModes = ['reactive', 'proactive', 'spin_off'] as const;
export type OriginMode = (typeof originModes)[number];

/**
 * Origin routes: the ten reactive routes of reference 1.1 in their order, then the sources named in R-008.
 * 911, hotline and partner reports are things told to the task force, hence reactive; the rest come of looking.
 */
export const originRoutes = [
  'police_met_victim_on_other_duty',
  'trafficker_arrested_for_other_crime',
  'met_during_enforcement_action',
  'street_contact_commercial_sex',
  'labor_victim_escaped',
  'ngo_report',
  'good_samaritan',
  'raid_or_sting_multiple_victims',
  'community_tip_about_another',
  'service_or_faith_referral',
  'call_911',
  'hotline',
  'partner_report',
  'guest_worker_review',
  'sector_complaint',
  'immigration_court',
  'state_court',
  'clinic_or_emergency_room',
  'outreach',
  'red_flag_training',
  'planned_operation',
  'criminal_intelligence',
  'spin_off',
] as const;
export type OriginRoute = (typeof originRoutes)[number];

/** The mode each route stands for; measure M-04 uses the strand's own mode where one is recorded. */
export const modeOfRoute: Readonly<Record<OriginRoute, OriginMode>> = {
  police_met_victim_on_other_duty: 'reactive',
  trafficker_arrested_for_other_crime: 'reactive',
  met_during_enforcement_action: 'reactive',
  street_contact_commercial_sex: 'reactive',
  labor_victim_escaped: 'reactive',
  ngo_report: 'reactive',
  good_samaritan: 'reactive',
  raid_or_sting_multiple_victims: 'reactive',
  community_tip_about_another: 'reactive',
  service_or_faith_referral: 'reactive',
  call_911: 'reactive',
  hotline: 'reactive',
  partner_report: 'reactive',
  guest_worker_review: 'proactive',
  sector_complaint: 'proactive',
  immigration_court: 'proactive',
  state_court: 'proactive',
  clinic_or_emergency_room: 'proactive',
  outreach: 'proactive',
  red_flag_training: 'proactive',
  planned_operation: 'proactive',
  criminal_intelligence: 'proactive',
  spin_off: 'spin_off',
};
