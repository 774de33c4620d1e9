import {
  needKindsByHorizon,
  type Horizon,
  type metBy,
  type NeedKind,
  type NeedStatus,
  type unmetReasons,
  type wishes,
} from '../vocabulary/needs.ts';

/** Why something may not be written so: the field, a word for programs, and the remedy for people. */
export type Refusal = { field: string; problem: string; remedy: string };

/** When a kind of need usually comes up: hours to days, days to weeks, months to years (OVC TTAC e-Guide). */
export function horizonOf(kind: NeedKind): Horizon {
  const found = (Object.keys(needKindsByHorizon) as Horizon[]).find((horizon) =>
    (needKindsByHorizon[horizon] as readonly string[]).includes(kind),
  );
  return found ?? 'short';
}

export type NeedFacts = {
  wanted: (typeof wishes)[number];
  status: NeedStatus;
  metBy: (typeof metBy)[number] | null;
  unmetReason: (typeof unmetReasons)[number] | null;
  openedOn: string;
  /** Day on which it was met or set aside; the day of writing when left out. */
  settledOn?: string | null;
};

/** Whether a need in this status has come to its end. */
export const settled = (status: NeedStatus): boolean => status === 'met' || status === 'set_aside';

/**
 * What stands in the way of a need as written; empty when nothing does. A need that the client does not want is not
 * worked on; an unmet one says why; nothing here asks for a release, a signature or cooperation.
 * @param today last day that can be named, YYYY-MM-DD
 */
export function needRefusals(need: NeedFacts, today: string): Refusal[] {
  const found: Refusal[] = [];
  const ended = need.settledOn ?? null;
  if (need.openedOn > today)
    found.push({ field: 'openedOn', problem: 'future', remedy: 'Choose today or an earlier day.' });
  if (need.wanted === 'not_wanted' && !['unmet', 'set_aside'].includes(need.status))
    found.push({
      field: 'status',
      problem: 'not_wanted',
      remedy: 'The client does not want this: set it aside, or ask again.',
    });
  if (need.status === 'unmet' && need.unmetReason === null)
    found.push({ field: 'unmetReason', problem: 'empty', remedy: 'Say why the need could not be met.' });
  if (need.status === 'met' && need.metBy === null)
    found.push({ field: 'metBy', problem: 'empty', remedy: 'Say by whom the need was met.' });
  if (settled(need.status) && ended !== null && (ended > today || ended < need.openedOn))
    found.push({
      field: 'settledOn',
      problem: 'order',
      remedy: 'Choose a day between the day the need was opened and today.',
    });
  return found;
}

/** The facts of a need as they are stored: what its status does not carry is empty. */
export function tidyNeed(need: NeedFacts, today: string): Required<NeedFacts> {
  return {
    ...need,
    metBy: need.status === 'unmet' || need.status === 'set_aside' ? null : need.metBy,
    unmetReason: need.status === 'unmet' ? need.unmetReason : null,
    settledOn: settled(need.status) ? (need.settledOn ?? today) : null,
  };
}

/** What stands in the way of a safety plan's dates. */
export function reviewRefusals(reviewedOn: string, nextReviewOn: string | null, today: string): Refusal[] {
  if (reviewedOn > today)
    return [{ field: 'reviewedOn', problem: 'future', remedy: 'Choose today or an earlier day.' }];
  return nextReviewOn !== null && nextReviewOn <= reviewedOn
    ? [
        {
          field: 'nextReviewOn',
          problem: 'order',
          remedy: 'Choose a day after the day of this review.',
        },
      ]
    : [];
}

/** When a safety plan is to be gone through again, unless another day is chosen: 30 days on, as practice has it. */
export function usualReview(reviewedOn: string): string {
  return new Date(Date.parse(`${reviewedOn}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
}
