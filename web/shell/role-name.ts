import type { Translate } from '../words/index.ts';

/** A role in the reader's language; a role the words do not know is shown by its id, spaced. */
export function roleName(role: string, t: Translate): string {
  const words = t(`shell.role.${role}`);
  return words === `shell.role.${role}` ? role.replaceAll('_', ' ') : words;
}
