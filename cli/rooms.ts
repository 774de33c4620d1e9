import { existsSync, readdirSync } from 'node:fs';
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
