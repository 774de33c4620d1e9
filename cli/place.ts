import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { type Call, Refusal, textFlag } from './command.ts';

/** The directory of the program. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

export type WingName = 'taskforce' | 'provider';

/** What differs between the wings before any of their code is loaded. */
export const wingFacts = {
  taskforce: {
    title: 'Task force',
    port: 4600,
    /** Browsers trust localhost without TLS. */
    host: 'localhost',
    databaseUrl: 'DATABASE_URL',
    filesOrigin: 'FILES_ORIGIN',
    /** Superuser of the embedded cluster, and the database in it. */
    superuser: 'concert',
    database: 'taskforce',
  },
  provider: {
    title: 'Provider',
    port: 4610,
    /** Another host name than that of the task force: cookies know no ports, so one name would carry them across. */
    host: 'provider.localhost',
    databaseUrl: 'PROVIDER_DATABASE_URL',
    filesOrigin: 'PROVIDER_FILES_ORIGIN',
    superuser: 'concert_provider',
    database: 'provider',
  },
} as const;

/** Where one wing of an installation keeps what it must not lose. */
export type Place = {
  wing: WingName;
  /** The directory of both wings. */
  dir: string;
  /** Everything of this wing. */
  inside: string;
  /** Data directory of the embedded database. */
  database: string;
  /** Key folder. */
  keys: string;
  /** Files people brought, by content. */
  files: string;
};

export const dataFlag = {
  data: { type: 'string', value: 'DIR', summary: 'where the data lies (default: var)' },
} as const;

/** The place `--data` names, relative to the working directory; without it `var` beside the program. */
export function placeFrom(call: Call, wing: WingName, otherwise = 'var'): Place {
  const named = textFlag(call, 'data');
  const dir = named === undefined ? path.join(root, otherwise) : path.resolve(named);
  return placeAt(dir, wing);
}

/** @param folder the folder of the wing in `dir`, where it is another than the wing's name: a place being restored */
export function placeAt(dir: string, wing: WingName = 'taskforce', folder: string = wing): Place {
  const inside = path.join(dir, folder);
  return {
    wing,
    dir,
    inside,
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
    const { inside } = place;
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
