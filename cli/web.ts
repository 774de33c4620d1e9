import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNode } from './child.ts';
import { Refusal } from './command.ts';
import { root } from './place.ts';

/** What the web application is built from. */
const SOURCES = ['web', 'portal', 'taskforce', 'provider', 'bridge', 'analysis', 'kit'];
const FILES = ['vite.config.ts', 'package-lock.json'];
const STAMP = path.join(root, 'dist/sources.sha256');

/** Whether there is a web application in the tree, and where its built form lies. */
export const webOutput = path.join(root, 'dist/web');

/** Builds the web application if its sources changed since the last time; true if it was built. */
export async function buildIfStale(before: () => void = () => {}): Promise<boolean> {
  if (!existsSync(path.join(root, 'vite.config.ts'))) return false;
  const wanted = sourcesHash();
  if (existsSync(path.join(webOutput, 'index.html')) && readStamp() === wanted) return false;
  before();
  await build();
  return true;
}

/**
 * Builds the web application and remembers from what. It is built beside and moved into place, so that a
 * server that runs meanwhile, or a second build, never meets half of it.
 */
export async function build(): Promise<void> {
  const hash = sourcesHash();
  const fresh = `${webOutput}.new-${process.pid}`;
  const old = `${webOutput}.old-${process.pid}`;
  try {
    const args = ['build', '--logLevel', 'error', '--outDir', fresh, '--emptyOutDir'];
    if ((await runNode('node_modules/vite/bin/vite.js', args)) !== 0) {
      throw new Refusal(
        'The web application could not be built.',
        'See the lines above; ./concert build tries again.',
      );
    }
    if (existsSync(webOutput)) renameSync(webOutput, old);
    renameSync(fresh, webOutput);
    writeFileSync(STAMP, hash);
  } finally {
    for (const dir of [fresh, old]) rmSync(dir, { recursive: true, force: true });
  }
}

function readStamp(): string {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
}

/** SHA-256 over names and contents of everything the build may read; tests and SQL left out. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of [...SOURCES.flatMap((dir) => filesIn(dir)), ...FILES].toSorted()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(dir: string): string[] {
  const place = path.join(root, dir);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.(sql|md)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
