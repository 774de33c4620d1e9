import type { states } from './contract.ts';

type State = (typeof states)[number];

export type NoticeFacts = {
  edition: number;
  acknowledgedEdition: number | null;
  validUntil: Date;
  withdrawnAt: Date | null;
};

/** Where the organisation stands with a notice: a change asks to be acknowledged anew. */
export function stateOf(notice: NoticeFacts, now: Date): State {
  if (notice.withdrawnAt !== null) return 'withdrawn';
  if (notice.validUntil <= now) return 'expired';
  if ((notice.acknowledgedEdition ?? 0) >= notice.edition) return 'acknowledged';
  return notice.acknowledgedEdition === null ? 'new' : 'changed';
}

/** Whether a notice can be answered now; the sentence to show when not. */
export function againstAnswer(notice: NoticeFacts, now: Date): { problem: string; remedy: string } | null {
  const state = stateOf(notice, now);
  if (state === 'withdrawn')
    return { problem: 'standby_withdrawn', remedy: 'Nothing is left to do: the task force withdrew it.' };
  if (state === 'expired')
    return { problem: 'standby_expired', remedy: 'Call the task force: the notice has expired.' };
  return null;
}
