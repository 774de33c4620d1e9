import { readFile } from 'node:fs/promises';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/**
 * A language file as it lies in a `words/` folder: key to ICU message, or nested (`list.title` and
 * `{ "list": { "title": … } }` are the same key). Keys that start with `_` are notes to translators
 * (`"_title": "heading of the list of cases"`) and never reach the browser.
 */
export interface WordsFile {
  [key: string]: string | WordsFile;
}

/** Which room a `words/xx.json` belongs to: `cases` for taskforce/cases/words, none for the shell. */
export function roomOf(path: string): string | undefined {
  return /\/(?:taskforce|provider|web\/house)\/(?!web\/)([^/]+)\/words\/[a-z]{2,3}\.json$/.exec(path)?.[1];
}

/** All messages of a file by dotted key, the room's name in front (`title` → `cases.title`), notes left out. */
export function flatWords(words: WordsFile, room?: string): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(words)) {
    if (key.startsWith('_')) continue;
    const path = room === undefined ? key : `${room}.${key}`;
    if (typeof value === 'string') flat[path] = value;
    else Object.assign(flat, flatWords(value, path));
  }
  return flat;
}

/**
 * Compiles language files to message arrays while building, so that no message parser and no `eval`
 * reaches the browser. A message that is not valid ICU stops the build and names file and key.
 * Only imports with the query `?words` are compiled; an ordinary import of the file gives the plain JSON.
 */
export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    async load(id) {
      const [path = id, query] = id.split('?');
      if (query !== 'words') return null;
      const words = flatWords(JSON.parse(await readFile(path, 'utf8')) as WordsFile, roomOf(path));
      const compiled = Object.entries(words).map(([key, text]) => [key, compileKey(path, key, text)]);
      const json = JSON.stringify(Object.fromEntries(compiled));
      return { code: `export default JSON.parse(${JSON.stringify(json)});`, moduleType: 'js' };
    },
  };
}

function compileKey(path: string, key: string, text: string) {
  try {
    return compileMessageOrThrow(text);
  } catch (cause) {
    throw new Error(`${path}: the message "${key}" is not a valid ICU message.`, { cause });
  }
}
