import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { flatWords, roomOf } from './build.ts';
import type { WordsFile } from './build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LANGUAGES = ['en', 'es'];
const folders = globSync(['web/words', 'web/house/*/words', '{taskforce,provider}/*/words'], {
  cwd: root,
}).filter((folder) => globSync('en.json', { cwd: join(root, folder) }).length > 0);

function wordsOf(folder: string, language: string): Record<string, string> {
  const file = join(root, folder, `${language}.json`);
  return flatWords(JSON.parse(readFileSync(file, 'utf8')) as WordsFile, roomOf(file));
}

/** Names of the values a message takes, also those inside plural and select. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  const walk = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as unknown[]) {
      if (!Array.isArray(token)) continue;
      const [name, , choices] = token as [string, string?, unknown?];
      if (name !== '#') names.add(name);
      if (typeof choices === 'object' && choices !== null) Object.values(choices).forEach(walk);
    }
  };
  walk(compileMessageOrThrow(message));
  return [...names].toSorted();
}

test.each(folders)('%s says the same things in every language', (folder) => {
  const english = wordsOf(folder, 'en');
  for (const language of LANGUAGES) {
    expect(Object.keys(wordsOf(folder, language)).toSorted(), language).toEqual(
      Object.keys(english).toSorted(),
    );
  }
});

test.each(folders)('%s puts the same values into each sentence in every language', (folder) => {
  const english = wordsOf(folder, 'en');
  for (const language of LANGUAGES) {
    const other = wordsOf(folder, language);
    for (const [key, message] of Object.entries(english)) {
      expect(placeholders(other[key] ?? ''), `${language}: ${key}`).toEqual(placeholders(message));
    }
  }
});

test('every sentence that a screen asks for by name exists', () => {
  const known = new Set(folders.flatMap((folder) => Object.keys(wordsOf(folder, 'en'))));
  const files = globSync(['web/**/*.{ts,tsx}', '{taskforce,provider}/*/screens/**/*.{ts,tsx}'], {
    cwd: root,
  });
  const missing = files
    .filter((file) => !/\.test\.tsx?$/.test(file) && !dirname(file).endsWith('gallery'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\bt\(\s*'([\w]+(?:\.[\w-]+)+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${file}: ${key}`),
    );
  expect(missing).toEqual([]);
});

test('translators’ notes stay out of the browser', () => {
  expect(
    flatWords({ title: 'Cases', _title: 'heading', list: { _note: 'x', empty: 'None' } }, 'cases'),
  ).toEqual({
    'cases.title': 'Cases',
    'cases.list.empty': 'None',
  });
});
