/**
 * One entry of the audit log and its hash. The database computes the same hash in the transaction that writes the
 * entry, so the canonical form below is built from nothing but text, a separator and SHA-256.
 */
import { sha256 } from '../crypto/primitives.ts';

/**
 * What an entry says. Absent values are '' (never null), as the database writes them with coalesce.
 * @property seq 1, 2, 3, … within its log, without gaps
 * @property at UTC, `YYYY-MM-DD HH24:MI:SS.US` (to_char), the text the database gave
 * @property account id of the account that acted, or ''
 * @property session id of its session, or ''
 * @property action what was done, from a closed list
 * @property table table of the subject, or ''
 * @property ids ids of the subjects, in the order given
 * @property outcome done, refused, …
 * @property detail JSON as stored, byte for byte (a text or json column; jsonb may re-print)
 */
export type AuditFields = {
  readonly seq: number;
  readonly at: string;
  readonly account: string;
  readonly session: string;
  readonly action: string;
  readonly table: string;
  readonly ids: readonly string[];
  readonly outcome: string;
  readonly detail: string;
};

/** An entry as stored: its fields, the hash before it and its own. */
export type AuditEntry = AuditFields & { readonly prev: Buffer; readonly hash: Buffer };

/** U+001F, the unit separator: may occur in no field (the tables refuse it). */
export const SEPARATOR = '\u001f';

/**
 * The fields joined by U+001F in this order: seq, at, account, session, action, table, ids joined by ',', outcome,
 * detail. One form for one entry: a field with U+001F, or an id with ',' or empty, is refused.
 * @throws TypeError for such a field
 */
export function canonicalForm(fields: AuditFields): string {
  if (!Number.isSafeInteger(fields.seq) || fields.seq < 1)
    throw new TypeError('An entry is numbered from 1.');
  for (const id of fields.ids) {
    if (id === '' || id.includes(','))
      throw new TypeError('A subject id is not empty and contains no comma.');
  }
  const parts = [
    String(fields.seq),
    fields.at,
    fields.account,
    fields.session,
    fields.action,
    fields.table,
    fields.ids.join(','),
    fields.outcome,
    fields.detail,
  ];
  if (parts.some((part) => part.includes(SEPARATOR))) {
    throw new TypeError('No field of an audit entry contains the unit separator.');
  }
  return parts.join(SEPARATOR);
}

/** SHA-256 over the 32 bytes of the hash before and the canonical form in UTF-8. */
export function entryHash(prev: Buffer, fields: AuditFields): Buffer {
  return sha256(prev, canonicalForm(fields));
}

/** What stands before a log's first entry: SHA-256 of `concert audit chain v1`, U+001F, and the log's name. */
export function genesis(log: string): Buffer {
  return sha256(`concert audit chain v1${SEPARATOR}${log}`);
}
