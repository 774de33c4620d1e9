import type { VictimClass } from '../vocabulary/operations.ts';

/**
 * What the law foresees for a class of victim (R-029; reference 1.4 items 8 and 9, 3.9). The words of each stand in
 * `operations.relief`.
 */
export const reliefs = [
  'no_force_for_minors',
  'child_protection',
  'hhs_notice',
  'safe_harbor',
  'continued_presence',
  't_status',
  'u_status',
  'consular_contact',
  'crime_compensation',
  'restitution',
  'vacatur',
  'tribal_authorities',
  'icwa',
] as const;
export type Relief = (typeof reliefs)[number];

const forAll: readonly Relief[] = ['restitution', 'crime_compensation', 'vacatur'];
const forMinors: readonly Relief[] = ['no_force_for_minors', 'child_protection', 'safe_harbor'];
const forForeigners: readonly Relief[] = ['continued_presence', 't_status', 'u_status', 'consular_contact'];

/** Authorities and relief of a class. */
export const reliefOf: Readonly<Record<VictimClass, readonly Relief[]>> = {
  minor_citizen: [...forMinors, ...forAll],
  minor_foreign: [...forMinors, 'hhs_notice', ...forForeigners, ...forAll],
  adult_citizen: forAll,
  adult_foreign: [...forForeigners, ...forAll],
  tribal: ['tribal_authorities', 'icwa', ...forAll],
};

/**
 * Clocks that begin with finding somebody of a class, in hours: the notice to HHS of a foreign minor within 24 hours
 * (22 U.S.C. 7105(b)(1)(H)), the report to child protection without delay (the protocol's 24 hours hold where the
 * state sets none), the reminder of continued presence right after identification (reference 1.6).
 */
export const clocksOf: Readonly<Partial<Record<Relief, number>>> = {
  hhs_notice: 24,
  child_protection: 24,
  continued_presence: 24,
};

/** All authorities and relief of the classes foreseen, each once, with the classes they belong to. */
export function reliefOfAll(classes: readonly VictimClass[]): { relief: Relief; classes: VictimClass[] }[] {
  return reliefs
    .map((relief) => ({ relief, classes: classes.filter((one) => reliefOf[one].includes(relief)) }))
    .filter((one) => one.classes.length > 0);
}
