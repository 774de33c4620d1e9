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

/** Where the built web application of each wing lies. */
export const webOutputs = {
  taskforce: path.join(root, 'dist/web'),
  provider: path.join(root, 'dist/provider'),
} as const;
/** That of the task force. */
export const webOutput = webOutputs.taskforce;

/** Builds the web applications if their sources changed since the last time; true if they were built. */
export async function buildIfStale(before: () => void = () => {}): Promise<boolean> {
  if (!existsSync(path.join(root, 'vite.config.ts'))) return false;
  const wanted = sourcesHash();
  const whole = Object.values(webOutputs).every((dir) => existsSync(path.join(dir, 'index.html')));
  if (whole && readStamp() === wanted) return false;
  before();
  await build();
  return true;
}

/** Builds the web applications of both wings and remembers from what. */
export async function build(): Promise<void> {
  const hash = sourcesHash();
  await Promise.all(Object.entries(webOutputs).map(([wing, output]) => buildWing(wing, output)));
  writeFileSync(STAMP, hash);
}

/**
 * Builds one beside and moves it into place, so that a server that runs meanwhile, or a second build, never meets
 * half of it.
 */
async function buildWing(wing: string, output: string): Promise<void> {
  const fresh = `${output}.new-${process.pid}`;
  const old = `${output}.old-${process.pid}`;
  try {
    const args = ['build', '--logLevel', 'error', '--outDir', fresh, '--emptyOutDir'];
    if ((await runNode('node_modules/vite/bin/vite.js', args, { CONCERT_WING: wing })) !== 0) {
      throw new Refusal(
        'The web application could not be built.',
        'See the lines above; ./concert build tries again.',
      );
    }
    if (existsSync(output)) renameSync(output, old);
    renameSync(fresh, output);
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
