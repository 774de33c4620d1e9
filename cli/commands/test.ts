import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserForTests } from '../browser.ts';
import { runNode } from '../child.ts';
import { findPrograms } from '../../kit/postgres/other.ts';
import { type Call, type Command, Refusal, textFlag } from '../command.ts';
import type { Counts } from '../counting-reporter.ts';
import { root } from '../place.ts';
import { rooms, testFilesIn } from '../rooms.ts';
import { say } from '../say.ts';

export const command: Command = {
  summary: 'run the tests, all or those of single rooms and engines',
  words: '[ROOM…]',
  flags: {
    long: { type: 'boolean', summary: 'also the long forms: soaks, large worlds, many rounds' },
    postgres: {
      type: 'string',
      value: 'VERSION',
      summary:
        'on another PostgreSQL: 15 to 18, or the directory of its programs (default: the embedded one)',
    },
    database: { type: 'boolean', summary: 'only the tests that use a database and need no browser' },
    'and-postgres': {
      type: 'string',
      value: 'VERSION',
      summary:
        'afterwards the tests of the database once more, on this PostgreSQL; the last line counts both',
    },
  },
  async run(call) {
    const rounds = await roundsOf(call);
    const total = { passed: 0, failed: 0, skipped: 0, ended: true };
    for (const round of rounds) {
      if (round.postgres !== undefined) say(`Tests on ${nameOf(round.postgres)}`);
      const counts = round.files.length === 0 ? NOTHING : await runTests(round.files, round.environment);
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
      total.ended &&= counts.ended;
    }
    say(closingLine(total));
    return total.ended && total.failed === 0 && total.passed > 0 ? 0 : 1;
  },
};

const NOTHING = { passed: 0, failed: 0, skipped: 0, ended: true };

/** One run of Vitest: on which PostgreSQL, and which files (a path, or the beginning of one). */
type Round = { postgres: string | undefined; files: string[]; environment: Record<string, string> };

/** @throws Refusal or StartProblem before anything runs: an unknown room, a PostgreSQL that is not there */
async function roundsOf(call: Call): Promise<Round[]> {
  const { words, flags } = call;
  const places = words.length === 0 ? [`${root}/`] : words.flatMap((word) => filtersFor(word));
  const [first, second] = [textFlag(call, 'postgres'), textFlag(call, 'and-postgres')];
  for (const wanted of [first, second]) if (wanted !== undefined) findPrograms(wanted);
  const only = flags['database'] === true;
  const files = testFilesIn(places).filter((file) => !only || file.usesDatabase);
  const long: Record<string, string> = flags['long'] === true ? { CONCERT_LONG: '1' } : {};
  const browser = files.some((file) => file.usesBrowser) ? await browserForTests() : {};
  const rounds: Round[] = [];
  rounds.push(roundOn(first, only ? files.map((file) => file.path) : places, { ...long, ...browser }));
  if (second !== undefined) {
    const again = files.filter((file) => file.usesDatabase).map((file) => file.path);
    rounds.push(roundOn(second, again, long));
  }
  return rounds;
}

function roundOn(postgres: string | undefined, files: string[], environment: Record<string, string>): Round {
  const named: Record<string, string> = postgres === undefined ? {} : { CONCERT_TEST_POSTGRES: postgres };
  return { postgres, files, environment: { ...environment, ...named } };
}

function nameOf(postgres: string): string {
  const { native, version } = findPrograms(postgres);
  return `PostgreSQL ${version} of ${native.bin}`;
}

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
