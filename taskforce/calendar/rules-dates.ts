import { addDays, daysBetween, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** What one goes to. */
export const hearingKinds = [
  'first_appearance',
  'detention_hearing',
  'grand_jury',
  'status_conference',
  'motion_hearing',
  'plea_hearing',
  'deposition',
  'trial',
  'sentencing',
  'restitution_hearing',
  'other_hearing',
] as const;
/** What has to be done by a day. */
export const deadlineKinds = [
  'discovery_due',
  'filing_due',
  'disclosure_due',
  'restitution_due',
  'appeal_due',
  'limitation_ends',
  'notice_due',
  'property_return_due',
  'other_deadline',
] as const;
export const dateKinds = [...hearingKinds, ...deadlineKinds] as const;
export type DateKind = (typeof dateKinds)[number];

/** Why a date moves or falls away. `entered_wrongly` is a correction and no slip. */
export const changeCodes = [
  'court_moved',
  'prosecution_asked',
  'defense_asked',
  'victim_asked',
  'not_ready',
  'clash',
  'entered_wrongly',
  'other',
] as const;
export type ChangeCode = (typeof changeCodes)[number];

export const dateStates = ['planned', 'happened', 'cancelled'] as const;
export const dateOutcomes = ['kept', 'moved', 'cancelled', 'corrected'] as const;
export type DateOutcome = (typeof dateOutcomes)[number];

export function isDeadline(kind: DateKind): boolean {
  return (deadlineKinds as readonly string[]).includes(kind);
}

/** What became of a value of a date that took place: a deadline is kept by meeting it on its day or before. */
export function outcomeOf(kind: DateKind, plannedFor: Day, happenedOn: Day): 'kept' | 'moved' {
  return happenedOn === plannedFor || (isDeadline(kind) && happenedOn < plannedFor) ? 'kept' : 'moved';
}

/** Days within which a final determination of restitution is due after sentencing: 18 USC 3664(d)(5). */
export const RESTITUTION_DAYS = 90;

export function restitutionDue(sentencedOn: Day): Day {
  return addDays(sentencedOn, RESTITUTION_DAYS);
}

/** One value a date had, as it is kept. */
export type PlannedValue = { plannedFor: Day; outcome: DateOutcome | null; happenedOn: Day | null };

/**
 * By how many days a date has slipped from the first value that was meant to the last one, or to the day it took
 * place; values that had been entered wrongly do not count. Null when nothing was meant, or it fell away.
 */
export function slipDays(values: readonly PlannedValue[]): number | null {
  const meant = values.filter((value) => value.outcome !== 'corrected');
  const [first, last] = [meant[0], meant.at(-1)];
  if (!first || !last || last.outcome === 'cancelled') return null;
  return daysBetween(first.plannedFor, last.happenedOn ?? last.plannedFor);
}

export type DateDraft = {
  kind: DateKind;
  plannedFor: Day;
  fromTime: string | null;
  untilTime: string | null;
  handling: readonly string[];
};

/** A date that may be recorded: times of day in their order, the label of the grand jury where it belongs. */
export function dateAllowed<T extends DateDraft>(draft: T): Verdict<T> {
  const refusals: Refusal[] = [];
  if (draft.untilTime !== null && (draft.fromTime === null || draft.untilTime <= draft.fromTime))
    refusals.push(refusal('times_in_order', 'untilTime', 'Give an end after the beginning, or none.'));
  if (draft.kind === 'grand_jury' && !draft.handling.includes('grand_jury'))
    refusals.push(
      refusal('label_needed', 'handling', 'Mark a date before the grand jury with the label grand jury.'),
    );
  return verdict(refusals, () => draft);
}
