import { Problem } from '../kit/problems.ts';
import type { Refusal, Verdict } from './vocabulary/refusals.ts';

/**
 * The value of a verdict. A refusal becomes the problem `refused`, with every reason as a field.
 * @param prefix put before each field when the rule spoke of a part of the input, as in `strands.0.`
 */
export function granted<T>(answer: Verdict<T>, prefix = ''): T {
  if (answer.ok) return answer.value;
  throw refusedFor(answer.refusals, prefix);
}

/** The problem that tells of refusals: one field a refusal. */
export function refusedFor(refusals: readonly Refusal[], prefix = ''): Problem {
  const fields = refusals.map(({ field, code, remedy }) => ({ path: prefix + field, problem: code, remedy }));
  return new Problem('refused', { fields });
}
