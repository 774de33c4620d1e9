import type {
  DangerContactKind,
  DangerContactOutcome,
  DangerEnding,
  DangerGate,
} from '../vocabulary/danger.ts';
import {
  dangerContactKinds,
  dangerContactOutcomes,
  dangerEndings,
  dangerGates,
} from '../vocabulary/danger.ts';
import { addMinutes } from '../vocabulary/days.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';

/** A danger that an imported file told of is fresh when it was told at most these hours before the import. */
export const freshHours = 72;

/** Was the danger told so long before it was raised that it stands in the lane without being urgent? */
export function toldLongAgo(toldAt: Date, raisedAt: Date): boolean {
  return raisedAt.getTime() - toldAt.getTime() > freshHours * 3_600_000;
}

/** One try to reach somebody while a person is in danger. */
export type DangerContact = {
  readonly kind: DangerContactKind;
  readonly outcome: DangerContactOutcome;
  readonly at: Date;
  readonly byId: string;
  readonly note: string | null;
};

/** A gate that was passed unopened because of the danger, and why. */
export type Bypass = {
  readonly gate: DangerGate;
  readonly reason: string;
  readonly at: Date;
  readonly byId: string;
};

/** The danger lane of a tip, case or strand. */
export type Danger = {
  readonly raisedAt: Date;
  /** Null: the public form or an import raised it. */
  readonly raisedById: string | null;
  readonly accountableId: string | null;
  readonly acceptedAt: Date | null;
  readonly contacts: readonly DangerContact[];
  readonly bypassed: readonly Bypass[];
  readonly endedAt: Date | null;
  readonly ending: DangerEnding | null;
  readonly endedSummary: string | null;
  readonly afterActionAt: Date | null;
};

/** Documented tries that stand for a contact when nobody can be reached. */
export const documentedTries = 3;

/** Raising danger is never refused: anybody, at any state, in one press. */
export function raiseDanger(raisedById: string | null, now: Date): Danger {
  return {
    raisedAt: now,
    raisedById,
    accountableId: null,
    acceptedAt: null,
    contacts: [],
    bypassed: [],
    endedAt: null,
    ending: null,
    endedSummary: null,
    afterActionAt: null,
  };
}

/** Is somebody still in danger as far as is known? */
export function dangerIsOpen(danger: Danger | null): danger is Danger {
  return danger !== null && danger.endedAt === null;
}

/** An officer takes the danger, or takes it over: from now on this one answers for it. */
export function acceptDanger(danger: Danger, officerId: string, now: Date): Verdict<Danger> {
  return verdict(endedRefusals(danger), () => ({
    ...danger,
    accountableId: officerId,
    acceptedAt: danger.acceptedAt ?? now,
  }));
}

/** A try to reach somebody is written down; late is fine, ahead of time is not. */
export function logDangerContact(danger: Danger, contact: DangerContact, now: Date): Verdict<Danger> {
  const refusals = endedRefusals(danger);
  if (!dangerContactKinds.includes(contact.kind))
    refusals.push(refusal('unknown_kind', 'kind', 'Choose from the list whom you tried to reach.'));
  if (!dangerContactOutcomes.includes(contact.outcome))
    refusals.push(refusal('unknown_outcome', 'outcome', 'Choose from the list how the try ended.'));
  if (contact.at > now)
    refusals.push(refusal('in_the_future', 'at', 'Give the time of the try: now or earlier.'));
  return verdict(refusals, () => ({ ...danger, contacts: [...danger.contacts, contact] }));
}

/** A gate is passed because of the danger; the reason may be short, but not missing. */
export function bypassGate(danger: Danger, bypass: Bypass): Verdict<Danger> {
  const refusals = endedRefusals(danger);
  if (!dangerGates.includes(bypass.gate))
    refusals.push(refusal('unknown_gate', 'gate', 'Choose from the list what is bypassed.'));
  if (!hasReason(bypass.reason, 10))
    refusals.push(refusal('reason_needed', 'reason', 'Say in a few words why this could not wait.'));
  if (bypass.at < danger.raisedAt)
    refusals.push(refusal('before_danger', 'at', 'Danger bypasses only what comes after it was raised.'));
  return verdict(refusals, () => ({ ...danger, bypassed: [...danger.bypassed, bypass] }));
}

/**
 * The moment the duty to reach somebody was met: the first contact who responds, or the third documented try; null
 * while it is not.
 */
export function contactMetAt(danger: Danger): Date | null {
  const ordered = danger.contacts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const reached = ordered.find((contact) => contact.outcome === 'reached_and_responding')?.at ?? null;
  const tried = ordered[documentedTries - 1]?.at ?? null;
  if (reached && tried) return reached < tried ? reached : tried;
  return reached ?? tried;
}

/** May the danger be ended? By its accountable officer, after a contact or three tries, saying how it ended. */
export function endDanger(
  danger: Danger,
  request: { readonly ending: DangerEnding; readonly summary: string | null; readonly byId: string },
  now: Date,
): Verdict<Danger> {
  const refusals = endedRefusals(danger);
  if (danger.accountableId === null)
    refusals.push(refusal('officer_needed', 'accountable', 'An officer must take the danger first.'));
  else if (danger.accountableId !== request.byId)
    refusals.push(
      refusal('not_accountable', 'accountable', 'Only the accountable officer ends it; take it over first.'),
    );
  if (contactMetAt(danger) === null) {
    const remedy = `Reach somebody who responds, or document ${documentedTries} tries.`;
    refusals.push(refusal('contact_needed', 'contacts', remedy));
  }
  if (!dangerEndings.includes(request.ending))
    refusals.push(refusal('unknown_ending', 'ending', 'Choose from the list how it ended.'));
  if (!hasReason(request.summary))
    refusals.push(refusal('summary_needed', 'summary', 'Say in at least 20 characters how it ended.'));
  const summary = request.summary?.trim() ?? null;
  return verdict(refusals, () => ({
    ...danger,
    endedAt: now,
    ending: request.ending,
    endedSummary: summary,
  }));
}

function endedRefusals(danger: Danger): Refusal[] {
  if (danger.endedAt === null) return [];
  return [
    refusal('danger_ended', 'danger', 'This danger has ended; raise it again if somebody is in danger now.'),
  ];
}

/** Every ended danger owes an after-action report; until when. */
export function afterActionDue(danger: Danger, hours = 72): Date | null {
  return danger.endedAt === null ? null : addMinutes(danger.endedAt, hours * 60);
}

/** Is the after-action report still owed (the danger ended, the report not written)? */
export function afterActionOwed(danger: Danger | null): boolean {
  return danger !== null && danger.endedAt !== null && danger.afterActionAt === null;
}
