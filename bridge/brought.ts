/**
 * The life of a referral that a provider brings to a task force (R-069: referrals go both ways): a survivor wants to
 * report, and released what is to be read. States alone cross; what the survivor says is under the release. Both
 * databases refuse every other move; a test holds the three together.
 */
export const BROUGHT_STATES = ['draft', 'offered', 'accepted', 'declined', 'withdrawn', 'expired'] as const;
export type BroughtState = (typeof BROUGHT_STATES)[number];

/**
 * Who moves it. `sender`: the provider, at the survivor's wish. `receiver`: the task force. `clock`: the time to answer
 * is over. `crossing`: a word of the other side.
 */
export type BroughtActor = 'sender' | 'receiver' | 'clock' | 'crossing';

/** Withdrawal wins over an answer of the same moment: the survivor's word counts more. */
export const BROUGHT_MOVES: {
  readonly [From in BroughtState]: { readonly [To in BroughtState]?: readonly BroughtActor[] };
} = {
  draft: { offered: ['sender'], withdrawn: ['sender'] },
  offered: {
    accepted: ['receiver', 'crossing'],
    declined: ['receiver', 'crossing'],
    withdrawn: ['sender', 'crossing'],
    expired: ['clock'],
  },
  accepted: { withdrawn: ['sender', 'crossing'] },
  declined: {},
  // An answer that was given in time may arrive after the clock here ran out.
  expired: { accepted: ['crossing'], declined: ['crossing'], withdrawn: ['sender', 'crossing'] },
  withdrawn: {},
};

/** The states somebody may move it to now. */
export const broughtMoves = (from: BroughtState, actor: BroughtActor): BroughtState[] =>
  BROUGHT_STATES.filter((to) => BROUGHT_MOVES[from][to]?.includes(actor) ?? false);

/** Why a task force does not take a person's report: about itself, never about the person's credit. */
export const TURNED_DOWN = [
  'outside_area',
  'other_agency',
  'other_crime',
  'no_capacity',
  'person_declined',
  'unsafe_for_person',
] as const;
export type TurnedDown = (typeof TURNED_DOWN)[number];

export const BROUGHT_URGENCIES = ['now', 'today', 'this_week', 'no_hurry'] as const;
