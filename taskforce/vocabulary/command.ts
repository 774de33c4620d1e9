import { caseLinkKinds, type CaseLinkKind } from './cases.ts';

/** Closed lists of what the chain of command works with. Their words live with its screens. */

/** Who belongs to a case meeting. */
export const meetingAudiences = ['law_enforcement', 'all_members'] as const;
export const meetingStates = ['planned', 'held', 'cancelled'] as const;
export const decisionStates = ['open', 'decided', 'withdrawn'] as const;

/** What a spin-off may take along. */
export const carriedKinds = ['strand', 'activity', 'note', 'tip_excerpt'] as const;

/** Links a person may enter; a spin-off writes its own tie. */
export const enteredLinkKinds = caseLinkKinds.filter((kind) => kind !== 'spin_off') as Exclude<
  CaseLinkKind,
  'spin_off'
>[];
