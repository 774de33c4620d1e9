/** The closed table of problems: what may go wrong, its HTTP status and the sentence people read. */
export const problems = {
  bad_input: [400, 'Some of what was sent cannot be used. The fields below say what to change.'],
  not_signed_in: [401, 'Sign in to go on.'],
  wrong_sign_in: [401, 'The name, password or code is not right. Check them and try again.'],
  session_locked: [401, 'The session is locked. Enter your password to go on.'],
  step_up_needed: [403, 'Show your password and a code again before doing this.'],
  not_permitted: [403, 'Your role does not include this. Ask a supervisor if you need it.'],
  missing: [404, 'There is no such record, or it is not open to you.'],
  conflict: [
    409,
    'Somebody changed this while you were working on it. Compare both versions and save again.',
  ],
  already_done: [409, 'This was already done.'],
  key_reused: [409, 'This request key was used for something else. Send a new key.'],
  too_large: [413, 'This is larger than allowed. Send a smaller one.'],
  wrong_kind: [415, 'This kind of file is not accepted.'],
  refused: [422, 'The rules do not allow this. The fields below say why and what to do.'],
  too_many: [429, 'Too many tries. Wait a little and try again.'],
  internal: [500, 'Something went wrong on our side. Nothing was saved; try again.'],
  busy: [503, 'The system is busy or starting again. Try again in a moment.'],
  storage_full: [503, 'The disk is full. Nothing was saved; tell the administrator to free space.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/**
 * One field that is wrong: where, which problem (a closed word), and what to do about it. What is sent carries the
 * sentence once more as key and values, so that a program can say it in its own words (`kit/rpc/speech.ts`).
 */
export type FieldProblem = { path: string; problem: string; remedy: string; key?: string; values?: string[] };

/** A problem that reaches people: a code of the table, fields, and data such as both versions of a record. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: FieldProblem[];
  readonly data: Record<string, unknown> | undefined;

  constructor(code: ProblemCode, more: { fields?: FieldProblem[]; data?: Record<string, unknown> } = {}) {
    super(problems[code][1]);
    this.name = 'Problem';
    this.code = code;
    this.status = problems[code][0];
    this.fields = more.fields ?? [];
    this.data = more.data;
  }
}

/** Shorthand for a refusal by rule: which field, which problem, what to do. */
export function refused(path: string, problem: string, remedy: string): Problem {
  return new Problem('refused', { fields: [{ path, problem, remedy }] });
}
