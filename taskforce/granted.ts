import { Problem } from '../kit/problems.ts';
import type { Refusal, Verdict } from './vocabulary/refusals.ts';

/** The value of a verdict. A refusal becomes the problem `refused`, with every reason as a field. */
export function granted<T>(answer: Verdict<T>): T {
  if (answer.ok) return answer.value;
  throw refusedFor(answer.refusals);
}

/** The problem that tells of refusals: one field a refusal. */
export function refusedFor(refusals: readonly Refusal[]): Problem {
  const fields = refusals.map(({ field, code, remedy }) => ({ path: field, problem: code, remedy }));
  return new Problem('refused', { fields });
}
