import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** What is published of a decoy operation: nothing, counts alone, or names after a charge or a conviction. */
export const publications = ['none', 'counts', 'after_charge', 'after_conviction'] as const;
export type Publication = (typeof publications)[number];

export type DecoyText = {
  readonly purpose: string;
  readonly outcome: string;
  readonly alternatives: string;
  readonly publication: Publication;
  readonly safety: string;
};

const shortest = 'Say it in at least 20 characters.';

/** May this be written down as the review of a decoy? Every part is answered; the database asks again. */
export function decoyText(text: DecoyText, kind: string): Verdict<DecoyText> {
  const found: Refusal[] = [];
  if (kind !== 'decoy')
    found.push(refusal('no_decoy', 'operationId', 'Only a decoy operation has a decoy review.'));
  for (const field of ['purpose', 'outcome', 'alternatives', 'safety'] as const)
    if (!hasReason(text[field])) found.push(refusal('reason_needed', field, shortest));
  return verdict(found, () => text);
}

/** May somebody decide on it? Not who wrote it, and nobody who planned the operation; with a reason. */
export function decideDecoy(given: {
  byId: string;
  writtenBy: string;
  planners: readonly string[];
  reason: string;
}): Verdict<true> {
  const found: Refusal[] = [];
  if (given.byId === given.writtenBy || given.planners.includes(given.byId))
    found.push(refusal('four_eyes', 'decision', 'Somebody who did not plan this operation decides.'));
  if (!hasReason(given.reason)) found.push(refusal('reason_needed', 'reason', shortest));
  return verdict(found, () => true as const);
}
