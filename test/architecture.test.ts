import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const houses = ['analysis', 'kit', 'taskforce', 'provider', 'bridge', 'portal', 'web', 'cli', 'demo'];

function sources(dir: string): string[] {
  return readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.tsx?$/.test(f.name) && !f.name.endsWith('.d.ts'))
    .map((f) => relative(root, join(f.parentPath, f.name)));
}

const files = houses.flatMap((house) => {
  try {
    return sources(house);
  } catch {
    return [];
  }
});
const isTest = (file: string) =>
  /\.test\.tsx?$|(^|\/)(testing|sample|stage|query-generator)\.tsx?$|^web\/gallery\//.test(file);

/** Imports of our own files, static and lazy, as paths from the root. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((m) => m[1]!);
  return found.filter((f) => /\.tsx?$/.test(f)).map((f) => relative(root, resolve(root, dirname(file), f)));
}

const graph = new Map(files.map((file) => [file, imports(file)]));
const arrows = (from: (file: string) => boolean) =>
  [...graph]
    .filter(([file]) => from(file) && !isTest(file))
    .flatMap(([file, to]) => to.map((target) => [file, target] as const));
const house = (file: string) => file.split('/')[0]!;
const roomOf = (file: string) => {
  const parts = file.split('/');
  return parts.length > 2 ? parts[1]! : '';
};
const shown = (list: readonly (readonly [string, string])[]) => list.map(([a, b]) => `${a} -> ${b}`);

test('the ground floor and the engines import nothing of ours', () => {
  expect(shown(arrows((f) => house(f) === 'kit').filter(([, to]) => house(to) !== 'kit'))).toEqual([]);
  expect(shown(arrows((f) => house(f) === 'analysis').filter(([, to]) => house(to) !== 'analysis'))).toEqual(
    [],
  );
});

test('the two wings never import each other', () => {
  expect(shown(arrows((f) => house(f) === 'taskforce').filter(([, to]) => house(to) === 'provider'))).toEqual(
    [],
  );
  expect(shown(arrows((f) => house(f) === 'provider').filter(([, to]) => house(to) === 'taskforce'))).toEqual(
    [],
  );
});

test('the provider stands on the ground floor, the engines and the bridge alone', () => {
  const fine = ['kit', 'analysis', 'bridge', 'provider'];
  const below = arrows((f) => house(f) === 'provider' && !/\/screens\//.test(f));
  expect(shown(below.filter(([, to]) => !fine.includes(house(to))))).toEqual([]);
});

test('no file of the engines, the ground floor or the rooms reaches up into the command line, the demo world or the bench', () => {
  const up = arrows((f) => !['cli', 'demo'].includes(house(f))).filter(([, to]) =>
    ['cli', 'demo', 'bench', 'test', 'e2e'].includes(house(to)),
  );
  expect(shown(up)).toEqual([]);
});

test('a screen imports contracts, rules and the parts of the web, never a handler or the database', () => {
  const fine = (to: string) =>
    house(to) === 'web' ||
    /(^|\/)(contract|rules)[\w-]*\.tsx?$/.test(to) ||
    /\/(screens|words|indicators)\//.test(to) ||
    /^(taskforce|provider)\/vocabulary\//.test(to) ||
    to.startsWith('analysis/') ||
    to === 'kit/problems.ts' ||
    /^bridge\/(words|capacity|offers)\.ts$/.test(to);
  const screens = (f: string) => /\/screens\//.test(f) || house(f) === 'web';
  expect(shown(arrows(screens).filter(([, to]) => !fine(to)))).toEqual([]);
});

test('a room takes of another room its rules and contract only', () => {
  const open = /^(contract|rules|opening|targets|sealing|disclosing|taking-in)[\w-]*\.ts$/;
  const shared = new Set(['', 'vocabulary', 'database']);
  const wing = (f: string) => ['taskforce', 'provider'].includes(house(f));
  const across = arrows((f) => wing(f) && roomOf(f) !== '' && !/\/screens\//.test(f)).filter(
    ([from, to]) =>
      house(to) === house(from) &&
      !shared.has(roomOf(to)) &&
      roomOf(to) !== roomOf(from) &&
      !open.test(to.split('/').at(-1)!),
  );
  expect(shown(across)).toEqual([]);
});

test('no circle of imports', () => {
  const state = new Map<string, 'open' | 'closed'>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (state.get(file) === 'closed') return;
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) if (!isTest(file)) visit(next, [...path, file]);
    state.set(file, 'closed');
  };
  for (const file of files) visit(file, []);
  // Types may look both ways within one room; only files that run are held to this.
  const running = circles.filter(
    (c) =>
      c.split(' -> ').some((file, i, all) => i + 1 < all.length && runs(file, all[i + 1]!)) &&
      c.split(' -> ').every((file, i, all) => i + 1 === all.length || runs(file, all[i + 1]!)),
  );
  expect(running).toEqual([]);
});

function runs(from: string, to: string): boolean {
  const text = readFileSync(join(root, from), 'utf8');
  const name = to.split('/').at(-1)!.replaceAll('.', '\\.');
  return new RegExp(`^(?!import type|export type)(?:import|export)[^;]*? from '[^']*/${name}'`, 'm').test(
    text,
  );
}
