import { knows } from '../words/index.ts';
import type { Translate } from '../words/index.ts';

/** A role in the reader's language; a role the words do not know is shown by its id, spaced. */
export function roleName(role: string, t: Translate): string {
  const key = `shell.role.${role}`;
  return knows(key) ? t(key) : role.replaceAll('_', ' ');
}
