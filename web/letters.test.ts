import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('in each wing a letter after g leads to one place', () => {
  for (const wing of ['taskforce', 'provider']) {
    const areas = [...read(`web/wings/${wing}.ts`).matchAll(/letter: '(\w)'/g)].map(([, letter]) => letter!);
    const routes = globSync([`${wing}/*/screens/routes.tsx`, 'web/house/*/screens/routes.tsx'], {
      cwd: root,
    });
    const commands = routes.flatMap((path) =>
      [...read(path).matchAll(/keys: 'g (\w)'/g)].map(([, letter]) => letter!),
    );
    const all = [...areas, ...commands].toSorted();
    expect(areas.length).toBeGreaterThan(5);
    expect(
      all.filter((letter, n) => letter === all[n + 1]),
      wing,
    ).toEqual([]);
  }
});
