/** One reason why a rule says no: a code for programs, the field concerned, and what would make it a yes. */
export type Refusal = { readonly code: string; readonly field: string; readonly remedy: string };

export type Refused = { readonly ok: false; readonly refusals: readonly Refusal[] };
export type Granted<T> = { readonly ok: true; readonly value: T };
/** The answer of a rule: a value, or every reason against it at once. Refusals are data; only bugs are thrown. */
export type Verdict<T> = Granted<T> | Refused;

export function refusal(code: string, field: string, remedy: string): Refusal {
  return { code, field, remedy };
}

/** A verdict from the collected refusals: the value only when there are none. */
export function verdict<T>(refusals: readonly Refusal[], value: () => T): Verdict<T> {
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: value() };
}

/** Shortest reason that can say anything: 20 characters without surrounding blanks. */
export const shortestReason = 20;

/** Has somebody really given a reason? */
export function hasReason(reason: string | null | undefined, atLeast = shortestReason): boolean {
  return reason !== null && reason !== undefined && [...reason.trim()].length >= atLeast;
}
