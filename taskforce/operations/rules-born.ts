import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/**
 * May a case be opened of what an operation found? From its start on, with a reason; where the operation belongs to a
 * case, as a spin-off of that case, so that labels and a seal go along.
 */
export function openFromOperation(given: {
  startedAt: Date | null;
  caseId: string | null;
  reason: string;
}): Verdict<true> {
  const found: Refusal[] = [];
  if (given.startedAt === null)
    found.push(
      refusal('not_started', 'operationId', 'A case comes out of an operation once it has started.'),
    );
  if (given.caseId !== null)
    found.push(
      refusal(
        'spin_it_off',
        'operationId',
        'This operation belongs to a case: spin the new one off from it.',
      ),
    );
  if (!hasReason(given.reason))
    found.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters why a case of its own begins.'),
    );
  return verdict(found, () => true as const);
}
