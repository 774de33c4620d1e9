import { ORPCError } from '@orpc/client';
import type { ProblemCode } from '../kit/problems.ts';
import type { FieldProblem } from './ui/form-problems.ts';
import { knows, t } from './words/index.ts';

/** A failed request as screens use it: what it was, the sentence to show, and the fields to mend. */
export interface ScreenProblem {
  /** A code of the closed table; `offline` when no answer came, `unknown` for anything else. */
  code: ProblemCode | 'offline' | 'unknown';
  status: number;
  sentence: string;
  fields: FieldProblem[];
  /** What the server added, such as both versions of a record. */
  data: Record<string, unknown>;
}

/** Reads any error. Never shows what an exception says of itself: only sentences of the closed table. */
export function problemOf(error: unknown): ScreenProblem {
  if (!(error instanceof ORPCError)) {
    const code = error instanceof TypeError ? 'offline' : 'unknown';
    return { code, status: 0, sentence: sentenceOf(code), fields: [], data: {} };
  }
  const data = isRecord(error.data) ? error.data : {};
  const fields = Array.isArray(data['fields']) ? (data['fields'] as FieldProblem[]) : [];
  const code = error.code as ProblemCode;
  return {
    code,
    status: error.status,
    sentence: sentenceOf(code),
    fields: fields.filter((field) => field.path !== 'request'),
    data,
  };
}

/** The sentence for a code of the closed table, in the reader's language. */
export function sentenceOf(code: string): string {
  const key = `shell.problem.${code}`;
  return t(knows(key) ? key : 'shell.problem.unknown');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NONE: FieldProblem[] = [];
const read = new WeakMap<object, FieldProblem[]>();

/** What a form needs of a failed save: its fields, and a sentence when no field is to blame. */
export function formProblems(error: unknown): { problems: FieldProblem[]; failure: string | undefined } {
  if (error === null || error === undefined) return { problems: NONE, failure: undefined };
  const problem = problemOf(error);
  return {
    problems: sameFields(error, problem.fields),
    failure: problem.fields.length > 0 ? undefined : problem.sentence,
  };
}

/** One list for one error: a form takes the focus to its first problem whenever the list is a new one. */
function sameFields(error: unknown, fields: FieldProblem[]): FieldProblem[] {
  if (typeof error !== 'object' || error === null) return fields;
  const held = read.get(error) ?? fields;
  read.set(error, held);
  return held;
}

/** Both versions of a record after a conflict (409), as the server sent them; undefined for other errors. */
export function conflictOf(error: unknown): Record<string, unknown> | undefined {
  const problem = problemOf(error);
  return problem.code === 'conflict' ? problem.data : undefined;
}
