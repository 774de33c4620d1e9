import { type Call, misuse, textFlag } from './command.ts';
import { type WingName, wingFacts } from './place.ts';
import type { Wing } from './wings/wing.ts';

export type { Wing } from './wings/wing.ts';

export const wingFlag = {
  wing: {
    type: 'string',
    value: 'WING',
    summary: 'taskforce or provider: which of the two installations (default: taskforce)',
  },
} as const;

/** The wing that `--wing` names, or undefined. @throws Refusal (exit code 2) for any other word */
export function namedWing(call: Call, command: string): WingName | undefined {
  const name = textFlag(call, 'wing');
  if (name === undefined) return undefined;
  if (name in wingFacts) return name as WingName;
  throw misuse(command, '--wing takes taskforce or provider.');
}

/** A wing with its code, which is loaded only in the process that serves it. */
export async function wingOf(name: WingName): Promise<Wing> {
  const { wing } =
    name === 'taskforce' ? await import('./wings/taskforce.ts') : await import('./wings/provider.ts');
  return wing;
}
