import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { type Call, Refusal, textFlag } from './command.ts';

/** The directory of the program. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where an installation keeps what it must not lose. */
export type Place = {
  dir: string;
  /** Everything of the task force's wing. */
  taskforce: string;
  /** Data directory of the embedded database of the task force. */
  database: string;
  /** Key folder of the task force. */
  keys: string;
  /** Files people brought, by content. */
  files: string;
};

export const dataFlag = {
  data: { type: 'string', value: 'DIR', summary: 'where the data lies (default: var)' },
} as const;

/** The place `--data` names, relative to the working directory; without it `var` beside the program. */
export function placeFrom(call: Call, otherwise = 'var'): Place {
  const named = textFlag(call, 'data');
  const dir = named === undefined ? path.join(root, otherwise) : path.resolve(named);
  return placeAt(dir);
}

export function placeAt(dir: string): Place {
  const inside = path.join(dir, 'taskforce');
  return {
    dir,
    taskforce: inside,
    database: path.join(inside, 'database'),
    keys: path.join(inside, 'keys'),
    files: path.join(inside, 'files'),
  };
}

/**
 * Makes the directory (mode 0700) and makes sure that it can be written.
 * @throws Refusal with the remedy
 */
export function makePlace(place: Place): void {
  try {
    const inside = place.taskforce;
    makeFolders(inside);
    accessSync(inside, constants.W_OK | constants.X_OK);
    chmodSync(inside, 0o700);
  } catch (error) {
    throw refusalOf(error, place.dir);
  }
}

/** Step by step: the recursive form says of a read-only file system that the path does not exist. */
function makeFolders(dir: string): void {
  if (existsSync(dir)) return;
  makeFolders(path.dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function refusalOf(error: unknown, dir: string): unknown {
  const choose = 'choose another place with --data DIR.';
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EROFS':
      return new Refusal(
        `${dir} cannot be written: the file system is read-only.`,
        `Mount it writable, or ${choose}`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refusal(`The disk that holds ${dir} is full.`, `Free some space, or ${choose}`);
    case 'EACCES':
    case 'EPERM':
      return new Refusal(
        `${dir} cannot be used: permission is denied.`,
        `Give this user the directory, or ${choose}`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new Refusal(`${dir} is not a directory.`, `Remove the file in the way, or ${choose}`);
    default:
      return error;
  }
}
