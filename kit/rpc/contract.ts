import { oc } from '@orpc/contract';
import type { Effect } from '../database/door.ts';

/** What a procedure needs and does; the door, the permission table, the CLI and the bench read it. */
export type Meta = {
  /** Permission asked for before the work begins; the database asks again row by row. */
  permission?: string;
  effect: Effect;
  /** `open`: reached without a session (sign-in, the public form). */
  open?: boolean;
  /** Both factors must have been shown within the last ten minutes. */
  stepUp?: boolean;
  /** The answer holds a secret, so no receipt of it is kept: what is sent twice is asked twice. */
  secret?: boolean;
};

const base = oc.$meta<Meta>({ effect: 'read' });

/**
 * Begins a procedure of a contract. Go on with `.input(zod).output(zod)`. Everything is POST with a JSON body, so
 * that nothing a person typed stands in a URL.
 */
export function procedure(meta: Meta, summary: string) {
  return base.meta(meta).route({ method: 'POST', summary, inputStructure: 'compact' });
}
