import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** Where a request stands. */
export const requestStates = ['draft', 'submitted', 'reviewed', 'approved', 'returned', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

/** What can be done with it. */
export const requestMoves = ['submit', 'review', 'approve', 'return', 'withdraw'] as const;
export type RequestMove = (typeof requestMoves)[number];

const moves: Readonly<Record<RequestMove, { from: readonly RequestState[]; to: RequestState }>> = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  review: { from: ['submitted'], to: 'reviewed' },
  approve: { from: ['reviewed'], to: 'approved' },
  return: { from: ['submitted', 'reviewed'], to: 'returned' },
  withdraw: { from: ['draft', 'submitted', 'reviewed', 'returned'], to: 'withdrawn' },
};

/** Permission that each move needs. */
export const permissionOf: Readonly<Record<RequestMove, string>> = {
  submit: 'resources.write',
  review: 'resources.review',
  approve: 'resources.approve',
  return: 'resources.review',
  withdraw: 'resources.write',
};

export type RequestFacts = {
  readonly state: RequestState;
  readonly what: string;
  readonly why: string;
  readonly madeBy: string;
  readonly writtenBy: string;
  readonly reviewedBy: string | null;
};

/** Whether its text may be changed. */
export const isEditable = (state: RequestState): boolean => state === 'draft' || state === 'returned';

/** Moves that its state leaves open, whoever asks. */
export const openMoves = (state: RequestState): RequestMove[] =>
  requestMoves.filter((move) => moves[move].from.includes(state));

/**
 * Where a move leads. Written by one, reviewed by another, approved by a third: whoever made or wrote it neither
 * reviews, returns nor approves it, and whoever reviewed it does not approve it. The trigger of the table says the same.
 * @param who the account that moves it
 * @param reason why it is returned
 */
export function moved(
  facts: RequestFacts,
  move: RequestMove,
  who: string,
  reason: string | null,
): Verdict<RequestState> {
  const found: Refusal[] = [];
  if (!moves[move].from.includes(facts.state))
    found.push(refusal('wrong_order', 'state', 'Load the request again: it does not stand there any more.'));
  if (move === 'submit')
    for (const field of ['what', 'why'] as const)
      if (!hasReason(facts[field]))
        found.push(refusal('too_short', field, 'Say it in at least 20 characters.'));
  if (move === 'return' && !hasReason(reason))
    found.push(refusal('reason_missing', 'reason', 'Give the reason in at least 20 characters.'));
  if (move !== 'submit' && move !== 'withdraw' && (who === facts.madeBy || who === facts.writtenBy))
    found.push(
      refusal(
        'four_eyes',
        'account',
        'Whoever made or wrote a request neither reviews nor approves it. Ask a colleague.',
      ),
    );
  if (move === 'approve' && who === facts.reviewedBy)
    found.push(
      refusal('four_eyes', 'account', 'Whoever reviewed a request does not approve it. Ask a colleague.'),
    );
  return verdict(found, () => moves[move].to);
}

/** Whether a figure lies within the eight in ten runs between two ends. */
export type Standing = 'below' | 'within' | 'above';

export function standingOf(actual: number, { p10, p90 }: { p10: number; p90: number }): Standing {
  if (actual < p10) return 'below';
  return actual > p90 ? 'above' : 'within';
}

/**
 * The range that what has happened by a day is held against: between the quarters' ends in a straight line, nought at
 * the start.
 * @param course ranges by the day counted from the figures' day, ascending
 * @returns null before the first day and after the last
 */
export function expectedBy(
  course: readonly { day: number; p10: number; p50: number; p90: number }[],
  day: number,
): { p10: number; p50: number; p90: number } | null {
  const next = course.findIndex((one) => one.day >= day);
  if (day <= 0 || next < 0) return null;
  const to = course[next]!;
  const from = next === 0 ? { day: 0, p10: 0, p50: 0, p90: 0 } : course[next - 1]!;
  const share = (day - from.day) / (to.day - from.day);
  const at = (p: 'p10' | 'p50' | 'p90') => from[p] + share * (to[p] - from[p]);
  return { p10: Math.floor(at('p10')), p50: Math.round(at('p50')), p90: Math.ceil(at('p90')) };
}
