import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Statements kept prepared per connection; more than this are planned anew each time. */
const KEPT = 400;

/**
 * Lets a connection keep the plans of statements it is asked again: with row-level policies planning costs more than
 * running a query of one record. A statement is named from its second time on, by the hash of its text.
 */
export function keepPlans(client: pg.PoolClient): void {
  const seen = new Map<string, string | null>();
  let kept = 0;
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const nameOf = (text: string): string | null => {
    const known = seen.get(text);
    if (known) return known;
    if (known === undefined) {
      if (seen.size < KEPT * 4) seen.set(text, null);
      return null;
    }
    if (kept >= KEPT) return null;
    kept += 1;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    seen.set(text, name);
    return name;
  };
  const named = (query: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof query !== 'string' || !Array.isArray(values) || values.length === 0)
      return ask(query, values, ...rest);
    const name = nameOf(query);
    return name === null ? ask(query, values, ...rest) : ask({ name, text: query, values }, ...rest);
  };
  (client as { query: unknown }).query = named;
}
