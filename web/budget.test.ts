import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../e2e/web-server.ts';

const BUDGET = 250_000;

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  isEntry?: boolean;
}

/** The entry, what it imports, and the first words: all the script that stands between a reader and the first page. */
function firstLoad(chunks: Record<string, Chunk>): Set<string> {
  const seen = new Set<string>();
  const take = (name: string) => {
    const chunk = chunks[name];
    if (!chunk || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    for (const next of chunk.imports ?? []) take(next);
  };
  take('index.html');
  for (const name of Object.keys(chunks))
    if (/(^words\/en\.json|shell\/home\/home\.tsx|sign-in\/sign-in\.tsx)/.test(name)) take(name);
  return seen;
}

describe.each(['taskforce', 'provider'] as const)('the web application of the %s', (wing) => {
  const folder = mkdtempSync(join(tmpdir(), `concert-web-${wing}-`));
  beforeAll(() => buildWeb(folder, { wing }), 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const manifest = () =>
    JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

  test('the first page needs at most 250 kB of compressed script, sign-in and words included', () => {
    const files = [...firstLoad(manifest())].filter((file) => file.endsWith('.js'));
    const bytes = files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
    const total = bytes.reduce((sum, one) => sum + one, 0);
    expect(files.length).toBeGreaterThan(1);
    expect(total).toBeGreaterThan(50_000);
    expect(total, `${total} bytes in ${files.join(', ')}`).toBeLessThanOrEqual(BUDGET);
  });

  test('the page has no inline script or style, and no script builds code out of text', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)/);
    const scripts = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.js'));
    for (const file of scripts) {
      expect(readFileSync(join(folder, 'assets', file), 'utf8'), file).not.toMatch(/\beval\(|new Function\(/);
    }
  });

  test('it carries screens and words of its own wing, and none of the other', () => {
    const names = Object.keys(manifest());
    const of = (one: string) => names.filter((name) => name.startsWith(`../${one}/`));
    const other = wing === 'taskforce' ? 'provider' : 'taskforce';
    expect(of(wing).length).toBeGreaterThan(2);
    expect(of(other)).toEqual([]);
  });
});
