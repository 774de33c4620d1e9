import { Problem } from '../problems.ts';

type DatabaseError = { code?: string; message?: string; detail?: string; hint?: string };

const CONNECTION_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EAI_AGAIN']);

/**
 * Turns an error of PostgreSQL into a problem, in one place. Messages of the database are dropped: they may
 * repeat what a person typed. Refusals of our own triggers (SQLSTATE CR422) carry closed words only:
 * message = problem, detail = field, hint = remedy. A hidden row and a missing one look the same.
 */
export function problemOf(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code, message, detail, hint } = (error ?? {}) as DatabaseError;
  if (code === undefined)
    return /Connection terminated|timeout exceeded when trying to connect/.test(message ?? '')
      ? new Problem('busy')
      : error;
  if (code === 'CR422') {
    return new Problem('refused', {
      fields: [
        { path: detail ?? '', problem: message ?? 'refused', remedy: hint ?? 'Change it and try again.' },
      ],
    });
  }
  if (code === '23505') return new Problem('already_done');
  if (code === '23503' || code === '42501') return new Problem('missing');
  if (code === '23514' || code === '23502' || code === '23P01') return new Problem('refused');
  if (code.startsWith('22')) return new Problem('bad_input');
  if (code === '53100') return new Problem('storage_full');
  if (CONNECTION_LOST.has(code) || /^(08|53|57P|40|55P|25006|57014)/.test(code)) return new Problem('busy');
  return error;
}
