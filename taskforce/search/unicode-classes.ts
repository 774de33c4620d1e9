import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Writes the character classes of taskforce/database/search-words.sql, so that words are cut in the database as
// analysis/text/fold.ts cuts them whatever the collation and version of PostgreSQL: node taskforce/search/unicode-classes.ts

const last = 0x10ffff;
const file = fileURLToPath(new URL('../database/search-words.sql', import.meta.url));

/** What a code point is once a text was decomposed (NFKD): letter or number, mark, other; null where none can stand. */
function kindOf(code: number): 'word' | 'mark' | 'other' | null {
  const sign = String.fromCodePoint(code);
  if (/[\p{Cn}\p{Cs}]/u.test(sign) || sign.normalize('NFKD') !== sign) return null;
  if (/[\p{L}\p{N}]/u.test(sign)) return 'word';
  return /\p{M}/u.test(sign) ? 'mark' : 'other';
}

/** Ranges beyond ASCII of one kind, as few as possible: over code points that cannot stand, or are gone, they run on. */
function ranges(kind: 'word' | 'mark', gone: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  let open: [number, number] | null = null;
  for (let code = 0x80; code <= last; code += 1) {
    const here = kindOf(code);
    if (here === kind) {
      if (open) open[1] = code;
      else found.push((open = [code, code]));
    } else if (here !== null && !gone.includes(here)) open = null;
  }
  return found;
}

const escaped = (code: number) =>
  code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;

/** As the inside of a bracket of a PostgreSQL regular expression, in lines that SQL joins again. */
function bracket(list: readonly [number, number][]): string {
  const parts = list.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`));
  return lines(parts, 100);
}

function lines(parts: readonly string[], width: number): string {
  const made = [''];
  for (const part of parts) {
    if ((made.at(-1) ?? '').length + part.length > width) made.push('');
    made[made.length - 1] += part;
  }
  return made.join(`'\n    '`);
}

/** Capitals beyond ASCII and their small letters. */
function capitals(): { upper: string[]; lower: string[] } {
  const upper: string[] = [];
  const lower: string[] = [];
  for (let code = 0x80; code <= last; code += 1) {
    const sign = String.fromCodePoint(code);
    if (kindOf(code) === null || sign.toLowerCase() === sign) continue;
    upper.push(sign);
    lower.push(sign.toLowerCase());
  }
  return { upper, lower };
}

/** Puts a value between the marks of a name in the file. */
function put(text: string, name: string, value: string): string {
  const shape = new RegExp(`(/\\*${name}\\*/ ')[^]*?(' /\\*end\\*/)`);
  if (!shape.test(text)) throw new Error(`no place for ${name}`);
  return text.replace(shape, (_, before: string, after: string) => before + value + after);
}

const { upper, lower } = capitals();
let text = readFileSync(file, 'utf8');
text = put(text, 'marks', bracket(ranges('mark', [])));
text = put(text, 'words', bracket(ranges('word', ['mark'])));
text = put(text, 'upper', lines(upper, 90));
text = put(text, 'lower', lines(lower, 90));
writeFileSync(file, text);
