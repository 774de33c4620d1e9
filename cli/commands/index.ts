import type { Command } from '../command.ts';

/** Every command and where it lives; loaded only when called, so that each starts fast. */
export const commands: Record<string, () => Promise<{ command: Command }>> = {
  start: () => import('./start.ts'),
  demo: () => import('./demo.ts'),
  test: () => import('./test.ts'),
  check: () => import('./check.ts'),
  build: () => import('./build.ts'),
  migrate: () => import('./migrate.ts'),
  doctor: () => import('./doctor.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  keys: () => import('./keys.ts'),
  audit: () => import('./audit.ts'),
  analyse: () => import('./analyse.ts'),
  help: () => import('./help.ts'),
};

export async function commandNamed(name: string): Promise<Command> {
  const load = commands[name];
  if (load === undefined) throw new Error(`no command ${name}`);
  return (await load()).command;
}
