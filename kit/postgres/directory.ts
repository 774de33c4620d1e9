import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, giveTo } from './account.ts';
import { EMBEDDED_MAJOR } from './native.ts';
import { explained, inUse, StartProblem } from './problem.ts';

/** Linux allows 107 bytes for the path of a socket; the server appends `/.s.PGSQL.5432.lock`. */
const LONGEST_SOCKET_DIR = 107 - '/.s.PGSQL.5432.lock'.length;
const ENDING_SERVER_MS = 20_000;
const DYING_SUPERVISOR_MS = 500;

/** `empty`: a cluster has to be made; `ready`: there is one of our major version. */
export function inspectDataDir(dir: string): 'empty' | 'ready' {
  return explained(dir, () => {
    if (!existsSync(dir)) return 'empty';
    const names = readdirSync(dir);
    if (names.length === 0) return 'empty';
    if (!names.includes('PG_VERSION')) {
      throw new StartProblem(
        'foreign-directory',
        `${dir} holds other files, not a database of Concert.`,
        'Choose an empty or new directory with --data DIR.',
      );
    }
    const major = readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim();
    if (major === String(EMBEDDED_MAJOR)) return 'ready';
    throw new StartProblem(
      'wrong-version',
      `${dir} was made by PostgreSQL ${/^\d+$/.test(major) ? major : 'of another kind'}, and this Concert carries PostgreSQL ${EMBEDDED_MAJOR}.`,
      'Run ./concert backup with the version of Concert that made it, then ./concert restore FILE --data NEWDIR with this one.',
    );
  });
}

/**
 * Makes the directory of the server's socket, mode 0700: beside the data if the path is short
 * enough, else in the temporary directory under a name derived from the data directory.
 * @throws StartProblem if somebody else owns that name
 */
export function socketDirFor(dir: string, account: Account): string {
  const beside = `${dir}.socket`;
  const fits = Buffer.byteLength(beside) <= LONGEST_SOCKET_DIR && account.way !== 'account';
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const place = fits ? beside : path.join(tmpdir(), `concert-${key}-${account.uid}`);
  return explained(place, () => {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    giveTo(account, place);
    const found = lstatSync(place);
    if (!found.isDirectory() || found.uid !== account.uid || (found.mode & 0o077) !== 0) {
      throw new StartProblem(
        'permission',
        `${place} is needed for the database's socket, but belongs to somebody else or is open to others.`,
        `Remove it (rm -r ${place}) and start again.`,
      );
    }
    return place;
  });
}

/**
 * Waits until no server holds `dir`. A server whose supervisor died is ending by itself (it got
 * SIGINT); one that missed the signal gets it here. A lock file whose process is gone or is another
 * program (process numbers are reused, in containers at once) is removed. A server that ends gives up its
 * directory a moment before its socket, so both locks are waited for.
 * @throws StartProblem `in-use` if another supervisor's server has it
 */
export async function awaitFree(dir: string, socketLock: string): Promise<void> {
  await awaitLock(dir, path.join(dir, 'postmaster.pid'));
  await awaitLock(dir, socketLock);
}

async function awaitLock(dir: string, lock: string): Promise<void> {
  const deadline = Date.now() + ENDING_SERVER_MS;
  // A supervisor that was killed this instant may still be listed as alive.
  const sure = Date.now() + DYING_SUPERVISOR_MS;
  for (let told = false; ;) {
    const pid = lockHolder(lock);
    if (pid === undefined) return;
    if (!isServerOf(pid, dir)) {
      rmSync(lock, { force: true });
      return;
    }
    if (supervisorLives(pid)) {
      if (Date.now() > sure) throw inUse(dir, pid);
    } else {
      if (!told) signal(pid, 'SIGINT');
      told = true;
    }
    if (Date.now() > deadline) throw inUse(dir, pid);
    await pause(20);
  }
}

function lockHolder(lock: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : -1;
  } catch {
    return undefined;
  }
}

/** Whether the process is a postgres that works in `dir` (every server process has it as its cwd). */
export function isServerOf(pid: number, dir: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return false;
    const cwd = statSync(`/proc/${pid}/cwd`);
    const data = statSync(dir);
    return cwd.ino === data.ino && cwd.dev === data.dev;
  } catch (error) {
    // A process we may not look into is somebody else's: leave the decision to PostgreSQL itself.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** The supervisor writes its process number into the server's environment; see embedded.ts. */
function supervisorLives(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'utf8');
    // A process that is ending has given up its memory, and its environment with it.
    if (text === '') return false;
    const environment = text.split('\0');
    const supervisor = environment.find((entry) => entry.startsWith('CONCERT_SUPERVISOR='))?.split('=')[1];
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const parent = /^PPid:\s*(\d+)/m.exec(status)?.[1];
    return supervisor === undefined || supervisor === parent;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between, which is what is wanted.
  }
}

/** The directory's one true name, so that two spellings of it meet the same socket and lock. */
export function trueName(dir: string): string {
  const wanted = path.resolve(dir);
  return explained(wanted, () => {
    mkdirSync(path.dirname(wanted), { recursive: true, mode: 0o700 });
    const parent = realpathSync(path.dirname(wanted));
    const joined = path.join(parent, path.basename(wanted));
    return existsSync(joined) ? realpathSync(joined) : joined;
  });
}
