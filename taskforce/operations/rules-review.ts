import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** Days after the end of an operation by which its review is due. */
export const REVIEW_DAYS = 14;

/** The counted figures of a review. Persons only as numbers. */
export const reviewFigures = [
  'peopleMet',
  'victimsIdentified',
  'victimsAccepting',
  'arrests',
  'evidenceItems',
  'leads',
  'minutes',
  'costCents',
] as const;
export type ReviewFigure = (typeof reviewFigures)[number];

export type ReviewText = { [F in ReviewFigure]: number | null } & {
  workedForVictims: string;
  didNotWork: string;
};

/** When the review of an operation is due. */
export function reviewDue(endedAt: Date): Date {
  return new Date(endedAt.getTime() + REVIEW_DAYS * 86_400_000);
}

/** May this be kept? Unfinished is fine; what contradicts itself is not. */
export function keepReview(text: ReviewText): Verdict<ReviewText> {
  const { victimsIdentified, victimsAccepting } = text;
  const more =
    victimsIdentified !== null && victimsAccepting !== null && victimsAccepting > victimsIdentified;
  return verdict(
    more
      ? [
          refusal(
            'more_than_identified',
            'victimsAccepting',
            'No more can accept services than were identified.',
          ),
        ]
      : [],
    () => text,
  );
}

/** May it be signed? Nothing is left out, and what was for the victims is said in words. Nought is an answer. */
export function signReview(text: ReviewText): Verdict<true> {
  const found: Refusal[] = reviewFigures
    .filter((figure) => text[figure] === null)
    .map((figure) => refusal('figure_needed', figure, 'Give the number; nought is an answer.'));
  for (const field of ['workedForVictims', 'didNotWork'] as const)
    if (!hasReason(text[field]))
      found.push(refusal('reason_needed', field, 'Say it in at least 20 characters.'));
  return verdict(found, () => true as const);
}
