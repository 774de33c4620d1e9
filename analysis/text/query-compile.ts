import { tokens } from './fold.ts';
import type { Query } from './query.ts';
import { isFilter } from './query.ts';

/** A filter of a search: the field, the wanted value, and whether it is to be left out instead. */
export type Filter = { readonly field: string; readonly value: string; readonly negated: boolean };

/** A search ready for PostgreSQL. */
export type Compiled = {
  /**
   * Text for `$1::tsquery` (always a parameter, never spliced into SQL); null when the search has filters alone. Its
   * lexemes are folded words, so the tsvector must hold the same: see `tsvectorText`.
   */
  readonly tsquery: string | null;
  readonly filters: readonly Filter[];
  /** Quoted or compound phrases that every match contains, as folded words with single blanks between them. */
  readonly phrases: readonly string[];
};

/** Turns a search tree into a tsquery, its filters, and the phrases every match must contain word for word. */
export function compileQuery(query: Query): Compiled {
  const top = query.kind === 'and' ? query.parts : [query];
  const said = top.filter((part) => !isFilter(part));
  const filters = top.filter(isFilter).map(filterOf);
  return {
    tsquery: said.length === 0 ? null : said.map(render).join(' & '),
    filters,
    phrases: said.flatMap((part) =>
      part.kind === 'phrase' && isLong(part.words) ? [part.words.join(' ')] : [],
    ),
  };
}

function isLong(words: readonly string[]): boolean {
  return words.length > 1;
}

function filterOf(part: Query): Filter {
  const negated = part.kind === 'not';
  const field = part.kind === 'not' ? part.part : part;
  if (field.kind !== 'field') throw new Error('not a filter');
  return { field: field.field, value: field.value, negated };
}

function render(query: Query): string {
  switch (query.kind) {
    case 'phrase':
      return renderPhrase(query.words, query.prefix);
    case 'not':
      return `!(${render(query.part)})`;
    case 'and':
      return `(${query.parts.map(render).join(' & ')})`;
    case 'or':
      return `(${query.parts.map(render).join(' | ')})`;
    case 'field':
      throw new Error('filters stand at the top of a search only');
  }
}

function renderPhrase(words: readonly string[], prefix: boolean): string {
  const lexemes = words.map(
    (word, index) => lexeme(word) + (prefix && index === words.length - 1 ? ':*' : ''),
  );
  return lexemes.length === 1 ? lexemes.join('') : `(${lexemes.join(' <-> ')})`;
}

/** A quoted lexeme. Words hold letters and digits only; the doubling stands should that ever change. */
function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** PostgreSQL keeps positions up to this one, and so many of each word; later ones no longer tell phrases apart. */
const lastPosition = 16_383;
const positionsPerWord = 256;

/**
 * The search words of a text as text for `::tsvector`, made by the same rule as the queries. PostgreSQL's own parser
 * would take words like `12e5x` (a plate, a serial number) apart and then not find them.
 */
export function tsvectorText(text: string): string {
  const places = new Map<string, number[]>();
  for (const [index, word] of tokens(text).entries()) {
    const held = places.get(word) ?? [];
    if (held.length < positionsPerWord) held.push(Math.min(index + 1, lastPosition));
    places.set(word, held);
  }
  return [...places].map(([word, held]) => `${lexeme(word)}:${held.join(',')}`).join(' ');
}

/** Does a text with these field values match? The plain meaning of a search, which the database must reproduce. */
export function matches(query: Query, text: string, fields: Readonly<Record<string, string>> = {}): boolean {
  return matchesWords(query, tokens(text), fields);
}

function matchesWords(
  query: Query,
  words: readonly string[],
  fields: Readonly<Record<string, string>>,
): boolean {
  switch (query.kind) {
    case 'phrase':
      return words.some((_, start) => phraseAt(query.words, query.prefix, words, start));
    case 'field':
      return fields[query.field] === query.value;
    case 'not':
      return !matchesWords(query.part, words, fields);
    case 'and':
      return query.parts.every((part) => matchesWords(part, words, fields));
    case 'or':
      return query.parts.some((part) => matchesWords(part, words, fields));
  }
}

function phraseAt(
  phrase: readonly string[],
  prefix: boolean,
  words: readonly string[],
  start: number,
): boolean {
  return phrase.every((word, offset) => {
    const found = words[start + offset];
    if (found === undefined) return false;
    return prefix && offset === phrase.length - 1 ? found.startsWith(word) : found === word;
  });
}
