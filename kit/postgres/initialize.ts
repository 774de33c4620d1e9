import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import path from 'node:path';
import { type Account, giveTo } from './account.ts';
import { diskFull, explained, fromFileError, fromServerLines } from './problem.ts';
import { childEnvironment } from './environment.ts';

const NEEDED_BYTES = 120 * 1024 * 1024;

/** How initdb is told to sort and compare in the embedded cluster: by the server itself, not by the system. */
export const EMBEDDED_LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

const FLAGS = ['--data-checksums', '--encoding=UTF8', '--auth=trust'];

/** Whether it survives a power cut, and the name of its superuser. */
export type Making = { durable: boolean; owner: string };

/**
 * Makes a new cluster in `dir` (absent or empty). It is built beside and renamed into place, so that
 * a crash in the middle never leaves half a cluster under the real name; leftovers are swept.
 * Trust authentication is safe because only the owner can reach the socket (directory mode 0700).
 */
export async function initialize(
  dir: string,
  account: Account,
  { durable, owner }: Making,
  locale: string[] = EMBEDDED_LOCALE,
): Promise<void> {
  sweep(dir);
  const half = `${dir}.new-${process.pid}-${Date.now().toString(36)}`;
  try {
    explained(dir, () => {
      const room = statfsSync(path.dirname(dir));
      if (room.bavail * room.bsize < NEEDED_BYTES) throw diskFull(dir);
      mkdirSync(half, { mode: 0o700 });
      giveTo(account, half);
    });
    const flags = [`--username=${owner}`, ...FLAGS, ...locale, ...(durable ? [] : ['--no-sync'])];
    await runInitdb(half, dir, account, flags);
    put(half, dir);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function runInitdb(half: string, dir: string, account: Account, flags: string[]): Promise<void> {
  // The account may not be able to enter the parents of `half`; its own working directory it can.
  const target = account.way === 'account' ? '/proc/self/cwd' : half;
  const command = [...account.short, path.join(account.native.bin, 'initdb'), '-D', target, ...flags];
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), {
      cwd: half,
      env: childEnvironment(account.native),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    child.stdout.on('data', (text) => (printed += text));
    child.stderr.on('data', (text) => (printed += text));
    child.on('error', (error) => reject(fromFileError(error, command[0]!) ?? error));
    child.on('close', (code) => (code === 0 ? resolve() : reject(fromServerLines(printed.split('\n'), dir))));
  });
}

/** Renames the finished cluster into place; if another start was faster, its cluster stays. */
function put(half: string, dir: string): void {
  chmodSync(half, 0o700);
  try {
    renameSync(half, dir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    throw fromFileError(error, dir) ?? error;
  }
  const parent = openSync(path.dirname(dir), 'r');
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

/** Removes what an interrupted start left beside `dir`; a start that still runs keeps its own. */
function sweep(dir: string): void {
  const parent = path.dirname(dir);
  const prefix = `${path.basename(dir)}.new-`;
  for (const name of explained(parent, () => readdirSync(parent))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid === process.pid || isAlive(pid)) continue;
    rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
