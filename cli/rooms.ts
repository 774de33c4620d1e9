import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './place.ts';

/** Directories whose subdirectories are rooms or engines, and directories that are one themselves. */
const BUILDINGS = ['analysis', 'kit', 'taskforce', 'provider'];
const SINGLE = ['bridge', 'portal', 'web', 'cli', 'demo', 'test', 'e2e'];

/** Every room and engine by name, with the directories of that name (`database` is in two wings). */
export function rooms(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, place: string): void =>
    void found.set(name, [...(found.get(name) ?? []), place]);
  for (const building of BUILDINGS) {
    const inside = directoriesIn(building);
    if (inside.length > 0) add(building, building);
    for (const name of inside) add(name, `${building}/${name}`);
  }
  for (const name of SINGLE) if (existsSync(path.join(root, name))) add(name, name);
  return found;
}

function directoriesIn(building: string): string[] {
  const place = path.join(root, building);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** A test file, and what it needs beside Node, told by what it imports. */
export type TestFile = { path: string; usesDatabase: boolean; usesBrowser: boolean };

/** The test files under absolute directories (each ends with a slash). */
export function testFilesIn(places: string[]): TestFile[] {
  const all = [...new Set([...rooms().values()].flat())].flatMap((place) => filesUnder(place));
  const wanted = [...new Set(all)].filter((file) => places.some((place) => file.startsWith(place)));
  return wanted.map((file) => {
    const imported = importsOf(file);
    const usesBrowser = imported.has('e2e/browser.ts');
    return {
      path: file,
      usesBrowser,
      usesDatabase: !usesBrowser && DATABASES.some((own) => imported.has(own)),
    };
  });
}

/** What gives a test file a database on the server of the run. */
const DATABASES = ['kit/postgres/testing.ts', 'taskforce/testing.ts', 'provider/testing.ts'];

function importsOf(file: string): Set<string> {
  const found = readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)'/g);
  return new Set([...found].map(([, to]) => path.relative(root, path.resolve(path.dirname(file), to!))));
}

function filesUnder(place: string): string[] {
  return readdirSync(path.join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
