/**
 * The life of a referral, the same in both wings: one table of the moves that are allowed, and by whom.
 * The databases of both wings keep the same table in SQL and refuse the rest; a test holds the three together.
 */

export const REFERRAL_STATES = [
  'draft',
  'offered',
  'accepted',
  'declined',
  'withdrawn',
  'expired',
  'in_service',
  'completed',
  'reopened',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/**
 * Who moves a referral. `sender`: who asks for the service. `receiver`: who is asked. `clock`: the time to answer is
 * over. `crossing`: a word of the other side that was on its way when something else happened here.
 */
export const REFERRAL_ACTORS = ['sender', 'receiver', 'clock', 'crossing'] as const;
export type ReferralActor = (typeof REFERRAL_ACTORS)[number];

type Moves = {
  readonly [From in ReferralState]: { readonly [To in ReferralState]?: readonly ReferralActor[] };
};

/**
 * Withdrawal ends a referral for good, whatever it crossed on its way: the person takes the agreement back, and that
 * counts more than an acceptance of the same minute. An acceptance that was given in time and arrives after the
 * sender's clock ran out is taken, unless the sender has withdrawn it to ask somebody else.
 */
export const REFERRAL_MOVES: Moves = {
  draft: { offered: ['sender'], withdrawn: ['sender'] },
  offered: {
    accepted: ['receiver'],
    declined: ['receiver'],
    withdrawn: ['sender'],
    expired: ['clock'],
  },
  accepted: { in_service: ['receiver'], declined: ['receiver'], withdrawn: ['sender'] },
  declined: { offered: ['sender'], withdrawn: ['sender', 'crossing'] },
  expired: {
    offered: ['sender'],
    withdrawn: ['sender', 'crossing'],
    accepted: ['crossing'],
    declined: ['crossing'],
  },
  in_service: { completed: ['receiver'], withdrawn: ['crossing'] },
  completed: { reopened: ['receiver'], withdrawn: ['crossing'] },
  reopened: { in_service: ['receiver'], completed: ['receiver'], withdrawn: ['crossing'] },
  withdrawn: {},
};

/** Whether a referral may go from one state to another by somebody's hand. */
export function mayMove(from: ReferralState, to: ReferralState, actor: ReferralActor): boolean {
  return REFERRAL_MOVES[from][to]?.includes(actor) ?? false;
}

/** The states somebody may move a referral to now. */
export function movesFrom(from: ReferralState, actor: ReferralActor): ReferralState[] {
  return REFERRAL_STATES.filter((to) => mayMove(from, to, actor));
}

/** States in which somebody is asked or serves: no second offer stands beside one of these. */
export const OPEN_STATES = ['offered', 'accepted', 'in_service', 'reopened'] as const;

/** The words that cross for a state, as kinds of messages; what is not here is not told to the other side. */
export const WORD_OF_STATE = {
  accepted: 'referral.accepted',
  declined: 'referral.declined',
  in_service: 'referral.in_service',
  completed: 'referral.completed',
  reopened: 'referral.reopened',
  expired: 'referral.expired',
} as const;
export type ToldState = keyof typeof WORD_OF_STATE;
