import type { OperationState } from '../vocabulary/operations.ts';

export const moveNames = [
  'ask',
  'take_back',
  'return',
  'sign',
  'start',
  'start_through_danger',
  'end',
  'close',
  'postpone',
  'plan_again',
  'abort',
] as const;
export type MoveName = (typeof moveNames)[number];

/** What moves an operation from one state to another (reference, appendix B). */
export type Move = {
  readonly name: MoveName;
  readonly from: readonly OperationState[];
  readonly to: readonly OperationState[];
  /** plan, approve, run: who may, by permission. proposer: only whoever asked. */
  readonly by: 'plan' | 'proposer' | 'approve' | 'run' | 'plan_or_run';
  readonly asks: 'nothing' | 'reason' | 'open_gate' | 'live_danger' | 'signatures' | 'review';
};

const beforeStart = ['planning', 'requested', 'reviewed', 'approved'] as const;

export const moves: readonly Move[] = [
  { name: 'ask', from: ['planning', 'approved'], to: ['requested'], by: 'plan', asks: 'nothing' },
  {
    name: 'take_back',
    from: ['requested', 'reviewed'],
    to: ['planning'],
    by: 'proposer',
    asks: 'nothing',
  },
  { name: 'return', from: ['requested', 'reviewed'], to: ['planning'], by: 'approve', asks: 'reason' },
  {
    name: 'sign',
    from: ['requested', 'reviewed'],
    to: ['reviewed', 'approved'],
    by: 'approve',
    asks: 'signatures',
  },
  { name: 'start', from: ['approved'], to: ['started'], by: 'run', asks: 'open_gate' },
  {
    name: 'start_through_danger',
    from: [...beforeStart, 'postponed'],
    to: ['started'],
    by: 'run',
    asks: 'live_danger',
  },
  { name: 'end', from: ['started'], to: ['ended'], by: 'run', asks: 'nothing' },
  { name: 'close', from: ['ended'], to: ['closed'], by: 'plan_or_run', asks: 'review' },
  { name: 'postpone', from: beforeStart, to: ['postponed'], by: 'plan_or_run', asks: 'reason' },
  { name: 'plan_again', from: ['postponed'], to: ['planning'], by: 'plan', asks: 'nothing' },
  {
    name: 'abort',
    from: [...beforeStart, 'started', 'postponed'],
    to: ['aborted'],
    by: 'plan_or_run',
    asks: 'reason',
  },
];

/** Moves that lead from one state to the other; none: the database refuses the change. */
export function movesBetween(from: OperationState, to: OperationState): Move[] {
  return moves.filter((move) => from !== to && move.from.includes(from) && move.to.includes(to));
}

/** What may be done in a state, whoever asks. */
export const movesFrom = (from: OperationState): MoveName[] =>
  moves.filter((move) => move.from.includes(from)).map(({ name }) => name);
