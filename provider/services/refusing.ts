import { Problem } from '../../kit/problems.ts';
import type { Refusal } from './rules.ts';

/** Turns what the rules found into the problem that reaches people; does nothing when they found nothing. */
export function refuse(found: readonly Refusal[], at = ''): void {
  if (found.length > 0)
    throw new Problem('refused', {
      fields: found.map(({ field, problem, remedy }) => ({ path: at + field, problem, remedy })),
    });
}

/** The day of a moment, YYYY-MM-DD in UTC, as all days of this wing. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
