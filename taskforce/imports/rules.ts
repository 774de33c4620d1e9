import type { MappedRecord } from '../../kit/imports/apply.ts';
import { rowProblems } from '../../kit/imports/problems.ts';
import type { RowProblem, RowProblemCode } from '../../kit/imports/problems.ts';
import { originModes, modeOfRoute } from '../vocabulary/origins.ts';
import type { OriginRoute } from '../vocabulary/origins.ts';

/** Where an import stands. `running` and `undoing` are seen only inside the transaction that writes. */
export const importStates = [
  'uploaded',
  'previewed',
  'running',
  'done',
  'failed',
  'undoing',
  'undone',
  'expired',
] as const;
export type ImportState = (typeof importStates)[number];

/** The system whose keys are the numbers of our own cases: what this installation exported and takes back. */
export const OWN_SYSTEM = 'concert';
/** How a number of a case is written; as a pattern, because the database asks too. */
export const OWN_NUMBER = '^[0-9]{4}-[0-9]{4,7}$';
/** The same of a tip. */
export const OWN_TIP = '^T-[0-9]{4}-[0-9]{4,7}$';

/** What an import does with a record: make it, change it, leave it as it is. */
export const doings = ['create', 'change', 'keep'] as const;
export type Doing = (typeof doings)[number];

/** Kinds of records an import writes, in the order in which they are written. */
export const importKinds = ['agencies', 'tips', 'cases', 'strands', 'phase_transitions'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What the rules of the case room find wrong with a record that the file itself describes well. */
export const ruleProblems = {
  unknown_link: [
    'The record this belongs to is not known.',
    'Add it to the file, or import it first from the same system.',
  ],
  in_the_future: ['The day lies in the future.', 'Give the day it happened: today or earlier.'],
  before_current_spell: [
    'The move comes before the move before it.',
    'Correct the day, or the order of the steps.',
  ],
  not_the_current_phase: [
    'The strand was not in the phase that is left here.',
    'Correct the phase, or the order of the steps.',
  ],
  already_closed: ['The strand was closed before.', 'Remove this closing, or reopen the strand first.'],
  same_phase: ['The strand is in this phase already.', 'Remove the move, or correct the phase.'],
  close_reason_needed: ['A closing needs its reason.', 'Map the close reason.'],
  close_reason_not_wanted: ['Only a closing has a close reason.', 'Leave the close reason empty here.'],
  event_needed: [
    'The move needs the event that the phase is defined by.',
    'Map the event, or correct the phases.',
  ],
  event_not_wanted: ['A closing has a reason and no event.', 'Leave the event empty.'],
  stays_as_it_was: [
    'The first day, the route and the first phase of a known record do not change by an import.',
    'It stays as it was; correct it in the case itself.',
  ],
  tip_stays: [
    'What was told does not change after it was received.',
    'The tip stays as it was; what is new is written down with the tip.',
  ],
  contact_needs_way: [
    'The reporter is named without a way to reach them.',
    'The name is kept sealed; the reporter cannot be asked back.',
  ],
  not_taken: ['The tip room does not take this value.', 'Correct it, or leave the field out.'],
  unknown_number: [
    'No case with this number is open to you.',
    'Correct the number, or leave it empty to open a new case.',
  ],
  unknown_tip: [
    'No tip with this number is open to you.',
    'Correct the number, or leave it empty to receive a new tip.',
  ],
  not_yours_to_change: [
    'The row says something else, and this case is not yours to change.',
    'The case stays as it is.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type RuleProblemCode = keyof typeof ruleProblems;
export type ImportProblemCode = RowProblemCode | RuleProblemCode;

/** Every problem a preview may name, with sentence and remedy. */
export const importProblems: Readonly<Record<ImportProblemCode, readonly [string, string]>> = {
  ...rowProblems,
  ...ruleProblems,
};

/** These are told and the row is taken as the remedy says; every other problem keeps the file from being written. */
const warnings: ReadonlySet<RuleProblemCode> = new Set([
  'stays_as_it_was',
  'tip_stays',
  'contact_needs_way',
  'not_yours_to_change',
]);

/** What a rule finds wrong with a row, beside what the engine finds. */
export function ruleProblem(row: number, target: string, field: string, code: RuleProblemCode): RowProblem {
  const [problem, remedy] = ruleProblems[code];
  const severity = warnings.has(code) ? 'warning' : 'error';
  return { row, column: null, target, field, severity, code: code as never, problem, remedy };
}

/**
 * Fields of a record as they are written: what follows from them is added, so that the database does not have to
 * know the vocabulary. A case gets the mode of its route; a strand is worked reactively or proactively.
 */
export function writtenFields(record: MappedRecord): Record<string, unknown> {
  const { target, fields } = record;
  if (target === 'cases')
    return { ...fields, origin_mode: modeOfRoute[String(fields['route']) as OriginRoute] };
  if (target === 'strands' && fields['mode'] !== undefined) {
    const mode = originModes.find((one) => one === fields['mode']);
    return { ...fields, mode: mode === 'reactive' ? 'reactive' : 'proactive' };
  }
  return { ...fields };
}
