/**
 * What providers may count and say in totals, the same on both sides: measures, the ways to divide them, and their
 * groups. The groups of a breakdown stand in the order in which they are shown; the last ones cover for others first.
 */

const AGE = ['adult', 'minor', 'may_be_minor', 'unknown'] as const;
const LANGUAGE = [
  'en',
  'es',
  'zh',
  'vi',
  'tl',
  'ko',
  'ar',
  'fr',
  'ht',
  'pt',
  'ru',
  'uk',
  'hi',
  'th',
  'am',
  'so',
  'mam',
  'kjb',
  'quc',
  'ase',
  'other',
  'und',
] as const;
const CAME = [
  'hotline',
  'self',
  'law_enforcement',
  'prosecution',
  'health_care',
  'other_provider',
  'school',
  'child_welfare',
  'faith_or_community',
  'legal_services',
  'street_outreach',
  'other',
  'unknown',
] as const;
const GENDER = ['woman', 'man', 'transgender', 'nonbinary', 'another', 'not_said'] as const;
const CLOSED = ['goals_met', 'moved_away', 'lost_contact', 'chose_to_end', 'referred_on', 'other'] as const;
const REASON = ['capacity', 'eligibility', 'language', 'declined', 'none_exists'] as const;
const STATE = [
  'accepted',
  'in_service',
  'completed',
  'reopened',
  'declined',
  'withdrawn',
  'expired',
  'offered',
] as const;
const PATH = ['child_protection', 'hhs_minor', 'missing_from_care', 'imminent_danger'] as const;
const KIND = [
  'safety',
  'crisis_intervention',
  'emergency_housing',
  'medical',
  'food',
  'clothing',
  'interpretation',
  'legal_information',
  'case_management',
  'safety_planning',
  'identity_documents',
  'eligibility_letter',
  'public_benefits',
  'trauma_counseling',
  'immigration_legal',
  'family_contact',
  'transport',
  'victim_rights',
  'justice_assistance',
  'victim_compensation',
  'civil_legal',
  'child_needs',
  'sexual_health',
  'substance_use',
  'dental',
  'disability',
  'cultural_community',
  'spiritual',
  'permanent_housing',
  'job_training',
  'employment',
  'education',
  'esl',
  'mental_health',
  'specialised_medical',
  'child_care',
  'reunification',
  'repatriation',
  'life_skills',
  'financial_literacy',
  'taxes',
  'record_clearing',
  'tattoo_removal',
  'other',
  'not_said',
] as const;

export const breakdowns = {
  age: AGE,
  language: LANGUAGE,
  came: CAME,
  closed: CLOSED,
  reason: REASON,
  path: PATH,
  state: STATE,
  kind: KIND,
  gender: GENDER,
} as const satisfies Record<string, readonly string[]>;
export type BreakdownName = keyof typeof breakdowns;

export type Measure = {
  /** People are counted once in each period in which anything was done for them; events on their one day. */
  unit: 'people' | 'events';
  by: readonly BreakdownName[];
};

/** The closed list of measures. */
export const measures = {
  clients_served: { unit: 'people', by: ['age', 'language', 'gender'] },
  clients_new: { unit: 'events', by: ['age', 'language', 'came', 'gender'] },
  clients_closed: { unit: 'events', by: ['closed'] },
  services_given: { unit: 'events', by: ['kind'] },
  needs_unmet: { unit: 'events', by: ['reason', 'kind'] },
  referrals_received: { unit: 'events', by: ['state'] },
  reports_made: { unit: 'events', by: ['path'] },
} as const satisfies Record<string, Measure>;
export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];

/** Code of a group in a report: `age_minor`; `all` for the total. */
export const groupCode = (breakdown: BreakdownName, group: string): string => `${breakdown}_${group}`;

/** Breakdown and group of a code, where this version knows it. */
export function groupOf(code: string): { breakdown: BreakdownName; group: string } | null {
  for (const [breakdown, groups] of Object.entries(breakdowns) as [BreakdownName, readonly string[]][]) {
    const group = code.slice(breakdown.length + 1);
    if (code.startsWith(`${breakdown}_`) && groups.includes(group)) return { breakdown, group };
  }
  return null;
}
