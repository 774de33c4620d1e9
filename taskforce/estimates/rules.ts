import { normalQuantile } from '../../analysis/survival/normal.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';

/** The days of a range; null: not within ten years. */
export type Days = { p10: Day | null; p50: Day | null; p80: Day | null; p95: Day | null };

/** Fewer own endings than this, and a range this wide, is too early to name a day. */
export const FEW_OWN = 5;
export const TOO_WIDE = 8;

/**
 * Whether days may be named at all. "Too early to say": fewer than five own endings in the phase and a range from P10
 * to P95 that is wider than a factor of eight, counted from the day of the estimate; then it is told in words.
 */
export function certaintyOf(range: Days, asOf: Day, ownEndings: number): 'range' | 'too_early' {
  if (ownEndings >= FEW_OWN) return 'range';
  if (range.p10 === null || range.p95 === null) return 'too_early';
  const [early, late] = [Math.max(1, daysBetween(asOf, range.p10)), daysBetween(asOf, range.p95)];
  return late / early > TOO_WIDE ? 'too_early' : 'range';
}

/** Has it been in the phase longer than nineteen in twenty were promised at entry? Then somebody should ask why. */
export const isAgeing = (p95AtEntry: Day | null, today: Day): boolean =>
  p95AtEntry !== null && today > p95AtEntry;

/**
 * Wilson's limits of a share.
 * @param level two-sided, such as 0.95
 * @returns 0 to 1 when nothing was counted. Source: E. B. Wilson 1927
 */
export function wilson(kept: number, of: number, level = 0.95): [number, number] {
  if (of === 0) return [0, 1];
  const z = normalQuantile(0.5 + level / 2);
  const share = kept / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The unit in which a wide range is told: days, weeks, months or years. */
export function unitOf(days: number): 'days' | 'weeks' | 'months' | 'years' {
  if (days < 14) return 'days';
  if (days < 75) return 'weeks';
  return days < 730 ? 'months' : 'years';
}
