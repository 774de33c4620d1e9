import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './place.ts';

/** Runs a program of node_modules (its file, not its shell wrapper) under this Node, and gives its exit code. */
export function runNode(
  file: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return run(process.execPath, [path.join(root, file), ...args], environment);
}

/** Runs a program in the directory of Concert with our own terminal, and gives its exit code. */
export function run(
  program: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    // Ctrl-C goes to the whole group; we wait for the child's own end.
    const ignore = (): void => {};
    process.on('SIGINT', ignore);
    const passOn = (): void => void child.kill('SIGTERM');
    process.on('SIGTERM', passOn);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', passOn);
      resolve(code ?? 1);
    });
  });
}
