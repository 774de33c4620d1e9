import type { Day } from '../vocabulary/days.ts';
import { hasReason, refusal, type Refusal } from '../vocabulary/refusals.ts';
import type {
  InterpreterNeed,
  InterpreterTie,
  InterviewPlace,
  InterviewPurpose,
  InterviewRole,
  InterviewerKind,
  OwnAnswer,
  Recording,
  SuspectTie,
} from '../vocabulary/victim-work.ts';
import { defaultProtocol, type VictimProtocol } from './rules-protocol.ts';

/** Somebody in the room beside the interviewer and the note-taker. */
export type Present = {
  readonly name: string;
  readonly role: InterviewRole;
  readonly connection: SuspectTie;
  readonly wantedByVictim: boolean;
};

export type Plan = {
  readonly purpose: InterviewPurpose;
  readonly safe: OwnAnswer;
  readonly stable: OwnAnswer;
  readonly wantsTo: OwnAnswer;
  readonly earlyReason: string | null;
  readonly interviewerKind: InterviewerKind;
  readonly placeKind: InterviewPlace;
  readonly placeNote: string;
  readonly placeReason: string | null;
  readonly settingReason: string | null;
  readonly people: readonly Present[];
  readonly interpreter: InterpreterNeed;
  readonly interpreterLanguage: string | null;
  readonly interpreterVettedOn: Day | null;
  readonly interpreterCheckedOn: Day | null;
  readonly interpreterConnection: InterpreterTie;
  readonly recording: Recording;
  readonly recordingReason: string | null;
  readonly priorElsewhere: number;
  readonly againReason: string | null;
};

/** What the plan is judged by: the victim, and how many interviews there were. */
export type Around = { readonly minor: boolean; readonly priorHere: number };

/** Places that look like detention or may frighten (reference 1.8, R-043); each needs a reason. */
export const placesWithReason: readonly InterviewPlace[] = ['police_station', 'immigration_office', 'jail'];
/** Present only if the victim wants them: a VSP in the room can end privilege, a guardian can silence. */
export const onlyIfWanted: readonly InterviewRole[] = ['support_person', 'community_advocate', 'guardian'];

/** How an interview is planned when nobody says otherwise: for a minor, a forensic interviewer at a child advocacy center. */
export function usualSetting(minor: boolean): {
  interviewerKind: InterviewerKind;
  placeKind: InterviewPlace;
} {
  return minor
    ? { interviewerKind: 'forensic_interviewer', placeKind: 'child_advocacy_center' }
    : { interviewerKind: 'investigator', placeKind: 'neutral_office' };
}

const streets =
  'st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|hwy|highway|pkwy|suite|apt';
const addresses: readonly RegExp[] = [
  /(?<![\p{L}\p{N}_])(shelter|safe ?house|refuge|refugio|albergue|casa segura)/iu,
  new RegExp(
    `\\d+\\s*(-\\s*\\d+\\s*)?([nsew]\\.?\\s+)?[\\p{L}'.-]+(\\s+[\\p{L}'.-]+){0,3}\\s+(${streets})(?![\\p{L}\\p{N}_])`,
    'iu',
  ),
  /(?<![\p{L}\p{N}_])(calle|avenida|av\.|carrera|camino|carretera|apartado|apto|p\.? ?o\.? box)\s*\.?\s*[\p{L}\p{N}]/iu,
  /(?<![\p{L}\p{N}_])\d{5}(-\d{4})?(?![\p{L}\p{N}_])/u,
  /-?\d{1,3}\.\d{3,}\s*,\s*-?\d{1,3}\.\d{3,}/,
];

/** Does a note give an address, coordinates or a shelter? The same as taskforce.names_a_place. */
export function namesAPlace(note: string): boolean {
  return addresses.some((pattern) => pattern.test(note));
}

/** Reasons against saving a plan: all of them at once. */
export function againstPlan(
  plan: Plan,
  around: Around,
  protocol: VictimProtocol = defaultProtocol,
): Refusal[] {
  return [
    ...againstPlace(plan, around),
    ...againstInterpreter(plan),
    ...againstPeople(plan.people),
    ...againstCount(plan, around, protocol),
  ];
}

function againstPlace(plan: Plan, around: Around): Refusal[] {
  const reasons: Refusal[] = [];
  if (namesAPlace(plan.placeNote))
    reasons.push(
      refusal(
        'no_address',
        'placeNote',
        'Write what matters about the room. Leave out addresses and never name a shelter.',
      ),
    );
  if (placesWithReason.includes(plan.placeKind) && !hasReason(plan.placeReason))
    reasons.push(
      refusal(
        'reason_needed',
        'placeReason',
        'Choose another place, or say in at least 20 characters why this one cannot be avoided.',
      ),
    );
  const usual = usualSetting(true);
  const usually = plan.interviewerKind === usual.interviewerKind && plan.placeKind === usual.placeKind;
  if (around.minor && !usually && !hasReason(plan.settingReason))
    reasons.push(
      refusal(
        'reason_needed',
        'settingReason',
        'A minor is interviewed by a forensic interviewer at a child advocacy center. Say in at least 20 characters why not.',
      ),
    );
  return reasons;
}

function againstInterpreter(plan: Plan): Refusal[] {
  if (plan.interpreterConnection === 'suspect_circle')
    return [
      refusal(
        'suspect_circle',
        'interpreterConnection',
        'Find an interpreter who has no tie to the suspects.',
      ),
    ];
  const ready =
    plan.interpreterLanguage !== null &&
    plan.interpreterVettedOn !== null &&
    plan.interpreterCheckedOn !== null &&
    plan.interpreterConnection === 'none_found';
  return plan.interpreter === 'arranged' && !ready
    ? [
        refusal(
          'not_vetted',
          'interpreter',
          'Give the language, the day the interpreter was vetted, the day conflicts were checked, and that no tie to the suspects was found.',
        ),
      ]
    : [];
}

function againstPeople(people: readonly Present[]): Refusal[] {
  const reasons: Refusal[] = [];
  if (people.some((one) => one.connection !== 'none_known'))
    reasons.push(
      refusal(
        'suspect_circle',
        'people',
        'Nobody related to a suspect or employed by one may be in the room.',
      ),
    );
  if (people.some((one) => onlyIfWanted.includes(one.role) && !one.wantedByVictim))
    reasons.push(
      refusal(
        'not_wanted',
        'people',
        'An advocate, a guardian or a support person is there only if the victim wants them.',
      ),
    );
  return reasons;
}

function againstCount(plan: Plan, around: Around, protocol: VictimProtocol): Refusal[] {
  const reasons: Refusal[] = [];
  if (plan.wantsTo === 'no')
    reasons.push(
      refusal('not_wanted', 'wantsTo', 'The victim does not want this interview. Ask again another day.'),
    );
  const expected = around.minor ? protocol.recordingMinor : protocol.recordingAdult;
  if (expected !== 'any' && plan.recording !== expected && !hasReason(plan.recordingReason))
    reasons.push(
      refusal(
        'reason_needed',
        'recordingReason',
        'Record as the policy says, or say in at least 20 characters why not.',
      ),
    );
  const before = around.priorHere + plan.priorElsewhere;
  if (before >= protocol.interviewsBeforeReason && !hasReason(plan.againReason))
    reasons.push(
      refusal(
        'reason_needed',
        'againReason',
        'There were several interviews before. Say in at least 20 characters why one more is needed.',
      ),
    );
  return reasons;
}

export type Begun = { readonly heldOn: Day; readonly toldFreeToLeave: boolean };

/** Reasons against recording that an interview began: the victim's own words decide, and nobody is kept. */
export function againstHolding(plan: Plan, begun: Begun, today: Day): Refusal[] {
  const reasons: Refusal[] = [];
  if (plan.wantsTo !== 'yes')
    reasons.push(
      refusal(
        'not_ready',
        'wantsTo',
        'Ask the victim whether they want this interview. Only a yes lets it begin.',
      ),
    );
  const early = plan.purpose === 'early_facts' && hasReason(plan.earlyReason);
  if ((plan.safe !== 'yes' || plan.stable !== 'yes') && !early)
    reasons.push(
      refusal(
        'not_ready',
        'safe',
        'Wait until the victim says that they feel safe and stable, or plan early facts and say why they cannot wait.',
      ),
    );
  if (plan.interpreter === 'needed')
    reasons.push(refusal('no_interpreter', 'interpreter', 'Arrange an interpreter first, or postpone.'));
  if (!begun.toldFreeToLeave)
    reasons.push(
      refusal('not_told', 'toldFreeToLeave', 'Tell the victim that they may stop and leave at any time.'),
    );
  if (begun.heldOn > today)
    reasons.push(refusal('in_the_future', 'heldOn', 'Give the day it was held: today or earlier.'));
  return reasons;
}

/** What is still missing before an interview can begin, as fields; shown on the plan. */
export function stillMissing(plan: Plan): string[] {
  const today = '9999-12-31';
  return againstHolding(plan, { heldOn: today, toldFreeToLeave: true }, today).map(({ field }) => field);
}
