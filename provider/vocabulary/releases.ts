/** The closed lists of the releases' room. Their words are in provider/releases/words. */
import { PURPOSES, RELEASE_FIELDS } from '../../bridge/rules-releases.ts';

export { PURPOSES as purposes, RELEASE_FIELDS as releaseFields };

export const releaseStates = ['draft', 'explained', 'signed', 'live', 'expired', 'revoked'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** A paired task force, over the bridge; or anybody else, on paper only. One recipient a release. */
export const recipientKinds = ['task_force', 'outside'] as const;

/** How the form came to the person. */
export const readings = ['read_aloud', 'read_alone', 'interpreted', 'signed_language'] as const;

/** What has to be told before somebody may sign (34 USC 12291(b)(2); NNEDV practice). */
export const tellings = [
  'who_receives',
  'what_they_may_do',
  'risks',
  'right_to_refuse',
  'right_to_revoke',
  'not_a_condition',
] as const;

/** Whether the person could tell it themselves: asked before anybody releases anything. */
export const alternatives = ['wants_us_to', 'not_safe_alone', 'asked_and_unsure', 'tells_it_alone'] as const;

/** In which capacity the person stands to a signature. */
export const capacities = ['adult', 'adult_with_guardian', 'emancipated_minor', 'minor'] as const;
export type Capacity = (typeof capacities)[number];

export const signerKinds = ['client', 'parent', 'guardian'] as const;
export type SignerKind = (typeof signerKinds)[number];
export const signedHows = ['drawn', 'typed', 'paper'] as const;
export const abuserAnswers = ['no', 'yes', 'unknown'] as const;

/** Why a release lasts longer than the usual time. */
export const longerReasons = ['court_date', 'benefits_pending', 'person_asked'] as const;

/** How somebody took it back; spoken words are enough. */
export const revokedHows = ['spoken', 'written', 'by_message', 'staff'] as const;
/** Why a release ended. The last three come from the server. */
export const endings = [
  'person_took_it_back',
  'not_wanted',
  'tells_it_alone',
  'safety',
  'mistake',
  'time_over',
  'record_destroyed',
  'key_gone',
] as const;
/** Those of them that a person may choose. */
export const chosenEndings = [
  'person_took_it_back',
  'not_wanted',
  'tells_it_alone',
  'safety',
  'mistake',
] as const;

/** How soon a survivor who wants to report is to be heard. */
export { BROUGHT_URGENCIES } from '../../bridge/brought.ts';
