import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserForTests } from '../browser.ts';
import { runNode } from '../child.ts';
import { type Command, Refusal } from '../command.ts';
import type { Counts } from '../counting-reporter.ts';
import { root } from '../place.ts';
import { rooms } from '../rooms.ts';
import { say } from '../say.ts';

export const command: Command = {
  summary: 'run the tests, all or those of single rooms and engines',
  words: '[ROOM…]',
  flags: { long: { type: 'boolean', summary: 'also the long forms: soaks, large worlds, many rounds' } },
  async run({ words, flags }) {
    const filters = words.flatMap((word) => filtersFor(word));
    const needsBrowser = words.length === 0 || words.some((word) => ['e2e', 'web', 'portal'].includes(word));
    const counts = await runTests(filters, {
      ...(needsBrowser ? browserForTests() : {}),
      ...(flags['long'] === true ? { CONCERT_LONG: '1' } : {}),
    });
    say(closingLine(counts));
    return counts.ended && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  },
};

/** The last line of every test run, read by continuous integration: its wording is fixed. */
function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A room's name, or a path as in `taskforce/tips`; turned into path filters of Vitest. */
function filtersFor(word: string): string[] {
  const known = rooms();
  const wanted = word.replace(/\/+$/, '');
  const places = known.get(wanted) ?? [...known.values()].flat().filter((place) => place === wanted);
  if (places.length === 0) {
    throw new Refusal(
      `There is no room or engine "${word}".`,
      `There are: ${[...known.keys()].toSorted().join(', ')}`,
      2,
    );
  }
  return places.map((place) => `${path.join(root, place)}/`);
}

async function runTests(
  filters: string[],
  environment: Record<string, string>,
): Promise<Counts & { ended: boolean }> {
  const place = mkdtempSync(path.join(tmpdir(), 'concert-counts-'));
  const file = path.join(place, 'counts.json');
  try {
    const reporter = path.join(root, 'cli/counting-reporter.ts');
    const args = ['run', '--root', root, '--passWithNoTests', '--reporter=default', `--reporter=${reporter}`];
    const code = await runNode('node_modules/vitest/vitest.mjs', [...args, ...filters], {
      ...environment,
      CONCERT_TEST_COUNTS: file,
    });
    const counts = readCounts(file);
    // Vitest was killed, or failed outside of the tests: that is a failure, whatever the counts say.
    if (counts === undefined) return { passed: 0, failed: 1, skipped: 0, ended: false };
    return { ...counts, ended: code === 0 || counts.failed > 0 };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return undefined;
  }
}
