import type { Phase } from './cases.ts';

/** Events a phase transition may rest on. */
export const transitionEvents = [
  'first_covert_engagement',
  'arrest',
  'takedown',
  'became_public',
  'released',
  'charges_dropped',
  'engagement_ended',
  'renewed_approach',
  'new_information',
  'correction',
] as const;
export type TransitionEvent = (typeof transitionEvents)[number];

/** How a move relates to the order of the phases. Backwards and skipping need a reason and a supervisor. */
export const directions = ['forward', 'skipping', 'backward'] as const;
export type Direction = (typeof directions)[number];

/**
 * The events each move may name. The forward moves follow the definitions of the phases (reference 1.2):
 * operational begins with the first covert engagement, post-operational with arrest, takedown or publicity.
 */
export const eventsOfMove: Readonly<Record<`${Phase}>${Phase}`, readonly TransitionEvent[]>> = {
  'pre_operational>pre_operational': [],
  'pre_operational>operational': ['first_covert_engagement'],
  'pre_operational>post_operational': ['arrest', 'takedown', 'became_public'],
  'operational>pre_operational': ['engagement_ended', 'released', 'new_information', 'correction'],
  'operational>operational': [],
  'operational>post_operational': ['arrest', 'takedown', 'became_public'],
  'post_operational>pre_operational': ['released', 'charges_dropped', 'new_information', 'correction'],
  'post_operational>operational': [
    'renewed_approach',
    'released',
    'charges_dropped',
    'new_information',
    'correction',
  ],
  'post_operational>post_operational': [],
};

/** How a spell ended: left for the next phase, past one, back to an earlier one, or with the strand's closing. */
export const exitKinds = ['advanced', 'skipped_ahead', 'went_back', 'closed'] as const;
export type ExitKind = (typeof exitKinds)[number];
