import { bytesOf, MOST_RELEASED, type ReleaseField } from '../../bridge/rules-releases.ts';
import type { FieldProblem } from '../../kit/problems.ts';
import type { ageGroups } from '../vocabulary/clients.ts';
import {
  releaseStates,
  tellings,
  type Capacity,
  type ReleaseState,
  type SignerKind,
} from '../vocabulary/releases.ts';

type AgeGroup = (typeof ageGroups)[number];
const no = (path: string, problem: string, remedy: string): FieldProblem => ({ path, problem, remedy });

/** What an organisation has set for its releases; the law of its state decides about minors and wards. */
export type ReleaseRules = {
  defaultDays: number;
  maxDays: number;
  /** A minor of at least `minorAloneFrom` years may receive these services without a parent or guardian. */
  minorAlone: boolean;
  minorAloneFrom: number | null;
  /** A person with a court-appointed guardian may receive these services without the guardian. */
  wardAlone: boolean;
};

/** What holds until an organisation sets its own: the strictest. 15 to 30 days are usual (NNEDV). */
export const usualRules: ReleaseRules = {
  defaultDays: 30,
  maxDays: 90,
  minorAlone: false,
  minorAloneFrom: null,
  wardAlone: false,
};

/** The only ways from one state to another (appendix B); before it lives, a release may also be set aside. */
const NEXT: Readonly<Record<ReleaseState, readonly ReleaseState[]>> = {
  draft: ['explained', 'revoked'],
  explained: ['signed', 'revoked'],
  signed: ['live', 'expired', 'revoked'],
  live: ['expired', 'revoked'],
  expired: [],
  revoked: [],
};
export const mayBecome = (from: ReleaseState, to: ReleaseState): boolean => NEXT[from].includes(to);
/** States in which a release can still be taken back, set aside or made to end. */
export const notEnded = releaseStates.filter((state) => NEXT[state].includes('revoked'));

export type Signer = { as: SignerKind; abuser: 'no' | 'yes' | 'unknown' };
export type SigningFacts = {
  capacity: Capacity;
  ageGroup: AgeGroup;
  /** Years, asked for a minor who is to sign alone. */
  age: number | null;
  signers: readonly Signer[];
};

/**
 * Who must sign (34 USC 12291(b)(2)(B)): an adult alone; an adult with a court-appointed guardian by the guardian; an
 * emancipated minor as an adult; any other minor together with a parent or guardian. Whom the law of the state lets
 * receive the services alone also signs alone. Never an abuser, nor somebody of whom it was not asked. Somebody who may
 * be a minor counts as one.
 * @returns whether the law of the state was what let the person sign alone, or every reason against, by field
 */
export function maySign(
  { capacity, ageGroup, age, signers }: SigningFacts,
  rules: ReleaseRules,
): { ok: true; aloneByLaw: boolean } | { ok: false; refusals: FieldProblem[] } {
  const refusals = capacityFits(capacity, ageGroup);
  const has = (kind: SignerKind) => signers.some((one) => one.as === kind);
  if (new Set(signers.map((one) => one.as)).size !== signers.length)
    refusals.push(no('signers', 'twice', 'Let each sign once.'));
  for (const [i, one] of signers.entries())
    if (one.as !== 'client' && one.abuser !== 'no')
      refusals.push(
        one.abuser === 'yes'
          ? no(
              `signers.${i}.abuser`,
              'abuser',
              'Somebody who abused the person, or the other parent, may not sign for them. Ask another parent or guardian.',
            )
          : no(
              `signers.${i}.abuser`,
              'not_asked',
              'Find out first whether this signer abused the person or the other parent.',
            ),
      );
  const alone = capacity === 'adult' || capacity === 'emancipated_minor';
  const aloneByLaw =
    !alone &&
    signers.length > 0 &&
    signers.every((one) => one.as === 'client') &&
    lawLetsAlone(capacity, age, rules);
  if (alone) {
    if (!has('client')) refusals.push(no('signers', 'client', 'The person must sign.'));
    if (has('parent') || has('guardian'))
      refusals.push(no('signers', 'alone', 'This person signs alone; nobody signs for or with them.'));
  } else if (!aloneByLaw) refusals.push(...accompanied(capacity, has));
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, aloneByLaw };
}

function capacityFits(capacity: Capacity, ageGroup: AgeGroup): FieldProblem[] {
  if (ageGroup === 'unknown')
    return [
      no('capacity', 'age_unknown', 'Say first in the record whether the person is an adult or a minor.'),
    ];
  const minor = capacity === 'minor' || capacity === 'emancipated_minor';
  if (minor === (ageGroup === 'adult'))
    return [
      minor
        ? no(
            'capacity',
            'is_adult',
            'The record says that the person is an adult. Choose the capacity that fits.',
          )
        : no(
            'capacity',
            'is_minor',
            'The record says that the person is or may be a minor. Choose the capacity that fits.',
          ),
    ];
  return [];
}

/** Whether the law of the state, as the organisation has set it, lets this person receive the services alone. */
function lawLetsAlone(capacity: Capacity, age: number | null, rules: ReleaseRules): boolean {
  if (capacity === 'adult_with_guardian') return rules.wardAlone;
  return rules.minorAlone && rules.minorAloneFrom !== null && age !== null && age >= rules.minorAloneFrom;
}

function accompanied(capacity: Capacity, has: (kind: SignerKind) => boolean): FieldProblem[] {
  const refusals: FieldProblem[] = [];
  if (capacity === 'adult_with_guardian') {
    if (!has('guardian'))
      refusals.push(
        no('signers', 'guardian', 'The court-appointed guardian must sign, but never one who is the abuser.'),
      );
    if (has('parent'))
      refusals.push(no('signers', 'no_parent', 'For an adult only a court-appointed guardian may sign.'));
    return refusals;
  }
  if (!has('client')) refusals.push(no('signers', 'client', 'The person must sign.'));
  if (!has('parent') && !has('guardian'))
    refusals.push(
      no(
        'signers',
        'parent_or_guardian',
        'A minor signs together with a parent or guardian, unless the law of the state lets this minor receive services alone.',
      ),
    );
  return refusals;
}

/** What the release is to share, with whom and until when: refusals by field; none when it may be drafted. */
export function mayDraft(
  facts: {
    recipientKind: 'task_force' | 'outside';
    pairId: string | null;
    recipientName: string;
    texts: Partial<Record<ReleaseField, string>>;
    until: Date;
    longerReason: string | null;
  },
  rules: ReleaseRules,
  now: Date,
): FieldProblem[] {
  const refusals: FieldProblem[] = [];
  const outside = facts.recipientKind === 'outside';
  if (!outside && facts.pairId === null)
    refusals.push(no('pairId', 'missing', 'Choose the one task force that is to receive this.'));
  if (outside && facts.recipientName === '')
    refusals.push(no('recipientName', 'missing', 'Name the one person or office that is to receive this.'));
  const texts = facts.texts as Record<string, string>;
  if (Object.keys(texts).length === 0)
    refusals.push(no('texts', 'missing', 'Choose at least one field and write its exact text.'));
  if (bytesOf(texts) > MOST_RELEASED)
    refusals.push(no('texts', 'too_long', 'Shorten the texts: together they are too long to share.'));
  return [...refusals, ...mayLast(facts.until, facts.longerReason, rules, now)];
}

const DAY = 86_400_000;

/** Whether a release may last so long: time-limited always, longer than usual only with a reason (34 USC 12291(b)(2)). */
export function mayLast(
  until: Date,
  longerReason: string | null,
  rules: ReleaseRules,
  now: Date,
): FieldProblem[] {
  const ms = until.getTime() - now.getTime();
  if (ms <= 0) return [no('until', 'over', 'Choose a time that lies ahead.')];
  // A day of grace: the end of a day in the person's time zone is still within the days agreed.
  if (ms > (rules.maxDays + 1) * DAY)
    return [no('until', 'too_long', 'Choose an earlier end: this is longer than your organisation allows.')];
  if (ms > (rules.defaultDays + 1) * DAY && longerReason === null)
    return [no('longerReason', 'missing', 'Say why this has to last longer than usual.')];
  return [];
}

/** Whether everything was told and every text confirmed, so that the person can decide; refusals by field. */
export function mayExplain(facts: {
  fields: readonly string[];
  confirmed: readonly string[];
  told: readonly string[];
  alternative: string;
}): FieldProblem[] {
  const refusals = tellings
    .filter((one) => !facts.told.includes(one))
    .map((one) => no(`told.${one}`, 'not_told', 'Tell the person this before they decide.'));
  for (const field of facts.fields)
    if (!facts.confirmed.includes(field))
      refusals.push(
        no(
          `confirmed.${field}`,
          'not_confirmed',
          'Read the exact text to the person and let them confirm it.',
        ),
      );
  if (facts.alternative === 'tells_it_alone')
    refusals.push(
      no(
        'alternative',
        'tells_it_alone',
        'The person will tell it themselves: no release is needed. Set this one aside.',
      ),
    );
  return refusals;
}

/** Whether somebody other than the person may have to sign, for the screen to ask. */
export const needsCompany = (capacity: Capacity): boolean =>
  capacity === 'minor' || capacity === 'adult_with_guardian';
