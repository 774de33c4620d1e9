import type { AgeGroup } from '../vocabulary/victims.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** The youngest and oldest age a group allows, in years. */
const years: Readonly<Record<AgeGroup, readonly [number, number]>> = {
  under_12: [0, 11],
  from_12_to_14: [12, 14],
  from_15_to_17: [15, 17],
  minor: [0, 17],
  from_18_to_24: [18, 24],
  from_25_to_59: [25, 59],
  from_60: [60, 120],
  adult: [18, 120],
  unknown: [0, 120],
};

/** Under 18 for certain. */
export const isMinor = (age: AgeGroup): boolean => years[age][1] < 18;

/** The group of an age in years. */
export function groupOf(age: number): AgeGroup {
  const exact = [
    'under_12',
    'from_12_to_14',
    'from_15_to_17',
    'from_18_to_24',
    'from_25_to_59',
    'from_60',
  ] as const;
  return exact.find((group) => age >= years[group][0] && age <= years[group][1]) ?? 'unknown';
}

/**
 * Whether force, fraud or coercion has to be shown (22 USC 7102(11)): not for commercial sex of a person who was
 * under 18 at the facts. `unknown` while the age or the kind of trafficking is not settled.
 */
export function meansRequired(type: TraffickingType, ageAtFacts: AgeGroup): 'yes' | 'no' | 'unknown' {
  if (type === 'labor') return 'yes';
  if (type === 'undetermined' || ageAtFacts === 'unknown') return 'unknown';
  return isMinor(ageAtFacts) ? 'no' : 'yes';
}

export type Ages = {
  readonly ageGroup: AgeGroup;
  readonly ageAtFacts: AgeGroup;
  readonly yearsAtFacts: number | null;
};

/** What is known of a person's age, in itself without contradiction; the group at the facts follows from the years. */
export function knownAges(ages: Ages): Verdict<Ages> {
  const atFacts = ages.yearsAtFacts === null ? ages.ageAtFacts : groupOf(ages.yearsAtFacts);
  const found: Refusal[] = [];
  if (
    ages.yearsAtFacts !== null &&
    (ages.yearsAtFacts < years[ages.ageAtFacts][0] || ages.yearsAtFacts > years[ages.ageAtFacts][1])
  )
    found.push(
      refusal(
        'contradicts',
        'yearsAtFacts',
        'The years do not fit the age group at the facts. Correct one of them.',
      ),
    );
  if ((ages.yearsAtFacts ?? years[atFacts][0]) > years[ages.ageGroup][1])
    found.push(
      refusal(
        'contradicts',
        'ageAtFacts',
        'Nobody was older at the facts than now. Correct one of the ages.',
      ),
    );
  return verdict(found, () => ({ ...ages, ageAtFacts: atFacts }));
}
