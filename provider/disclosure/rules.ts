import type { FieldProblem } from '../../kit/problems.ts';
import type { compelledKinds, compelledOutcomes } from '../vocabulary/compelled.ts';
import type { disclosureBases } from '../vocabulary/disclosures.ts';

type Outcome = (typeof compelledOutcomes)[number];

/** What counts of a step for the question whether anything may be handed over. */
export type StepTaken = { kind: string };

/** A subpoena usually is not a court order: what was handed over says which of them it was. */
export const groundOf: Record<(typeof compelledKinds)[number], (typeof disclosureBases)[number]> = {
  subpoena: 'subpoena',
  court_order: 'court_order',
  warrant: 'warrant',
  other: 'statute',
};

/** Whether an outcome means that something left the house. */
export const handsOver = (outcome: Outcome): boolean => outcome === 'complied' || outcome === 'narrowed';

/**
 * What is still to be done before anything may be handed over, in order. 28 CFR 90.4(b)(3)(ii) and 34 USC
 * 12291(b)(2)(C) ask for reasonable attempts to notify the person and for steps that protect their privacy and safety;
 * counsel first, because a subpoena usually is not an order; and no more than what answers the request.
 */
export function stillMissing(steps: readonly StepTaken[], fields: readonly string[]): FieldProblem[] {
  const done = new Set(steps.map((step) => step.kind));
  const missing: FieldProblem[] = [];
  if (!done.has('counsel_asked'))
    missing.push({
      path: 'outcome',
      problem: 'counsel_first',
      remedy: 'Ask counsel before anything is handed over, and write the step down.',
    });
  if (!done.has('notice_attempted') && !done.has('notice_impossible'))
    missing.push({
      path: 'outcome',
      problem: 'notice_first',
      remedy: 'Try to tell the client first, or write down why that is not possible.',
    });
  if (fields.length === 0)
    missing.push({
      path: 'fields',
      problem: 'minimum_first',
      remedy: 'Name the least that answers the request before handing it over.',
    });
  return missing;
}

/** Steps that an ended request still takes. */
const AFTERWARDS = new Set(['note', 'notice_attempted']);

/**
 * May a step be written now? Nothing lies in the future, an ended request takes notes and notices only, and a reason
 * why no notice can be tried is given in words.
 */
export function mayStep(
  step: { kind: string; at: string; words: string },
  ended: boolean,
  now: Date,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (new Date(step.at) > now)
    problems.push({
      path: 'step.at',
      problem: 'in_the_future',
      remedy: 'Choose now or an earlier moment.',
    });
  if (ended && !AFTERWARDS.has(step.kind))
    problems.push({
      path: 'step.kind',
      problem: 'ended',
      remedy: 'This request has ended. Only a note, or that the client was told, can be added.',
    });
  if (step.kind === 'notice_impossible' && step.words === '')
    problems.push({
      path: 'step.words',
      problem: 'missing',
      remedy: 'Write in a sentence why the client cannot be told.',
    });
  return problems;
}

/** May it end so? Handing over asks for all that is missing, and for who received it. */
export function maySettle(
  settling: { outcome: Outcome; at: string; recipientKind?: string | undefined },
  steps: readonly StepTaken[],
  fields: readonly string[],
  now: Date,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (new Date(settling.at) > now)
    problems.push({ path: 'at', problem: 'in_the_future', remedy: 'Choose now or an earlier moment.' });
  if (!handsOver(settling.outcome)) return problems;
  problems.push(...stillMissing(steps, fields));
  if (settling.recipientKind === undefined)
    problems.push({
      path: 'recipientKind',
      problem: 'missing',
      remedy: 'Choose who received what was handed over.',
    });
  return problems;
}
