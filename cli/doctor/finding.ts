/** One line of the doctor: `wrong` must be mended, `warn` should be looked at. */
export type Finding = { check: string; state: 'ok' | 'warn' | 'wrong'; sentence: string; remedy?: string };

export function ok(check: string, sentence: string): Finding {
  return { check, state: 'ok', sentence };
}

export function warn(check: string, sentence: string, remedy: string): Finding {
  return { check, state: 'warn', sentence, remedy };
}

export function wrong(check: string, sentence: string, remedy: string): Finding {
  return { check, state: 'wrong', sentence, remedy };
}
