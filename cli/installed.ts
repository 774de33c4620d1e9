import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

type Locked = { optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] };

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The native packages that package-lock.json wants on this machine and that are not there.
 * npm counts an installation as a success even if the download of an optional package failed.
 */
function missingPackages(): string[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages)
    .filter(([place, locked]) => place !== '' && isForHere(locked) && !existsSync(path.join(root, place)))
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

function isForHere(locked: Locked): boolean {
  // What only WebAssembly builds need is marked optional and names no system; npm leaves it out.
  if (locked.optional === true && locked.os === undefined && locked.cpu === undefined) return false;
  return (
    (locked.os === undefined || names(locked.os, process.platform)) &&
    (locked.cpu === undefined || names(locked.cpu, process.arch)) &&
    (locked.libc === undefined || names(locked.libc, isMusl() ? 'musl' : 'glibc'))
  );
}

function names(list: string[], name: string): boolean {
  return list.includes(name) || (list.every((entry) => entry.startsWith('!')) && !list.includes(`!${name}`));
}

function isMusl(): boolean {
  return existsSync('/etc/alpine-release');
}

const missing = missingPackages();
if (missing.length > 0) {
  process.stderr.write(`Not installed: ${missing.join(', ')}\n`);
  process.exitCode = 1;
}
