import { tokens } from './fold.ts';

/**
 * A search as a tree. `phrase`: these words next to each other in this order; one word is a phrase of one. With
 * `prefix` the last word may go on. `field`: a filter from a closed list.
 */
export type Query =
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly prefix: boolean }
  | { readonly kind: 'field'; readonly field: string; readonly value: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query };

/** What is wrong with a search, for the person who typed it; `at` counts characters from 1. */
export type QueryError = { readonly ok: false; readonly at: number; readonly problem: string };
export type Parsed = { readonly ok: true; readonly query: Query } | QueryError;

/** The filters a search understands: their values, or null where any value goes. */
export type FieldList = Readonly<Record<string, readonly string[] | null>>;

const longestQuery = 1000;
const deepest = 40;
const shortestPrefix = 2;

/**
 * Reads a search: words (all must occur), "exact words", AND OR NOT in capitals (also & | and a leading -),
 * brackets, `word*`, and filters such as `phase:operational`. Upper and lower case, accents and punctuation do not
 * count. Returns the tree, or where and why it cannot be read. `and` in small letters is a word like any other.
 */
export function parseQuery(text: string, fields: FieldList = {}): Parsed {
  if (text.length > longestQuery)
    return fail(longestQuery + 1, `Shorten the search to ${longestQuery} characters.`);
  const lexed = lex(text, fields);
  if (!Array.isArray(lexed)) return lexed;
  const reader: Reader = { marks: lexed, next: 0, depth: 0, end: text.length + 1 };
  try {
    const query = readOr(reader);
    const left = reader.marks[reader.next];
    if (left) return fail(left.at, `The bracket closed at character ${left.at} was never opened.`);
    return checked(query);
  } catch (error) {
    if (error instanceof Unreadable) return fail(error.at, error.message);
    throw error;
  }
}

function fail(at: number, problem: string): QueryError {
  return { ok: false, at, problem };
}

/** Leaves the recursive reader; never leaves this file. */
class Unreadable extends Error {
  readonly at: number;
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

type Mark =
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close'; readonly at: number; readonly shown: string }
  | { readonly kind: 'leaf'; readonly at: number; readonly query: Query };

type Reader = { readonly marks: readonly Mark[]; next: number; depth: number; readonly end: number };

const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = {
  AND: 'and',
  OR: 'or',
  NOT: 'not',
  '&': 'and',
  '&&': 'and',
  '|': 'or',
  '||': 'or',
};

function lex(text: string, fields: FieldList): Mark[] | QueryError {
  const marks: Mark[] = [];
  const shape = /\s+|([()|&])|-(?=[^\s)|&-])|["“”„«]([^"“”«»]*)(["“”»]?)(\*?)|[^\s()"“”„«»|&]+|[»]/gy;
  for (let found = shape.exec(text); found; found = shape.exec(text)) {
    const at = found.index + 1;
    const piece = found[0];
    if (piece.trim() === '') continue;
    const made = markOf(found, at, piece, fields);
    if (made && 'ok' in made) return made;
    if (made) marks.push(made);
  }
  return marks;
}

function markOf(
  found: RegExpExecArray,
  at: number,
  piece: string,
  fields: FieldList,
): Mark | QueryError | null {
  if (piece === '(') return { kind: 'open', at, shown: piece };
  if (piece === ')') return { kind: 'close', at, shown: piece };
  if (piece === '-') return { kind: 'not', at, shown: piece };
  if (found[2] !== undefined) {
    if (found[3] === '') return fail(at, `The quote opened at character ${at} is not closed.`);
    return leaf(found[2], found[4] === '*' || found[2].endsWith('*'), at);
  }
  const operator = operators[piece];
  if (operator) return { kind: operator, at, shown: piece };
  const filter = /^(\p{L}+):(?!\/\/)(.+)$/u.exec(piece);
  if (filter?.[1] && filter[2])
    return fieldMark(filter[1].toLowerCase(), filter[2].toLowerCase(), at, fields);
  return leaf(piece, piece.endsWith('*'), at);
}

function leaf(text: string, prefix: boolean, at: number): Mark | QueryError | null {
  const words = tokens(text);
  const last = words.at(-1);
  if (last === undefined)
    return prefix ? fail(at, `The * at character ${at} needs letters before it.`) : null;
  if (prefix && [...last].length < shortestPrefix)
    return fail(at, `Give at least ${shortestPrefix} letters before the * at character ${at}.`);
  return { kind: 'leaf', at, query: { kind: 'phrase', words, prefix } };
}

function fieldMark(field: string, value: string, at: number, fields: FieldList): Mark | QueryError {
  const known = Object.keys(fields);
  if (!Object.hasOwn(fields, field)) {
    const list = known.map((name) => `${name}:`).join(' ');
    if (known.length === 0)
      return fail(
        at,
        `There is no filter of that name at character ${at}. Use quotes to search for the words.`,
      );
    return fail(
      at,
      `There is no filter of that name at character ${at}. Filters are: ${list}. Use quotes to search for the words.`,
    );
  }
  const values = fields[field];
  if (values && !values.includes(value))
    return fail(at, `${field}: at character ${at} takes one of: ${values.join(', ')}.`);
  return { kind: 'leaf', at, query: { kind: 'field', field, value } };
}

function readOr(reader: Reader): Query {
  const parts = [readAnd(reader)];
  while (reader.marks[reader.next]?.kind === 'or') {
    reader.next += 1;
    parts.push(readAnd(reader));
  }
  return join('or', parts);
}

function readAnd(reader: Reader): Query {
  const parts = [readNot(reader)];
  for (;;) {
    const mark = reader.marks[reader.next];
    if (!mark || mark.kind === 'or' || mark.kind === 'close') return join('and', parts);
    if (mark.kind === 'and') reader.next += 1;
    parts.push(readNot(reader));
  }
}

function readNot(reader: Reader): Query {
  const mark = reader.marks[reader.next];
  if (!mark) throw new Unreadable(reader.end, afterWhat(reader));
  if (mark.kind === 'leaf') {
    reader.next += 1;
    return mark.query;
  }
  if (mark.kind !== 'not' && mark.kind !== 'open') throw new Unreadable(mark.at, beforeWhat(mark, reader));
  if (reader.depth >= deepest) throw new Unreadable(mark.at, 'The brackets are nested too deeply.');
  reader.next += 1;
  reader.depth += 1;
  const part = mark.kind === 'not' ? readNot(reader) : readBracket(reader, mark.at);
  reader.depth -= 1;
  return mark.kind === 'not' ? { kind: 'not', part } : part;
}

function readBracket(reader: Reader, at: number): Query {
  if (reader.marks[reader.next]?.kind === 'close')
    throw new Unreadable(at, `The bracket at character ${at} is empty.`);
  const inside = readOr(reader);
  if (reader.marks[reader.next]?.kind !== 'close')
    throw new Unreadable(at, `The bracket opened at character ${at} is not closed.`);
  reader.next += 1;
  return inside;
}

function afterWhat(reader: Reader): string {
  const last = reader.marks.at(-1);
  if (!last) return 'Type what to look for.';
  if (last.kind === 'leaf') return 'Type what to look for.';
  if (last.kind === 'open') return `The bracket opened at character ${last.at} is not closed.`;
  return `${last.shown} at character ${last.at} needs something after it.`;
}

function beforeWhat(mark: Mark, reader: Reader): string {
  if (mark.kind === 'leaf') throw new Error('a leaf can stand anywhere');
  if (mark.kind !== 'close') return `${mark.shown} at character ${mark.at} needs something before it.`;
  const before = reader.marks[reader.next - 1];
  if (!before) return `The bracket closed at character ${mark.at} was never opened.`;
  const shown = before.kind === 'leaf' ? 'The word' : before.shown;
  return `${shown} at character ${before.at} needs something after it.`;
}

/** Joins parts, flattening nested joins of the same kind. */
function join(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind, parts: flat };
}

function checked(query: Query): Parsed {
  const top = query.kind === 'and' ? query.parts : [query];
  const inner = top.flatMap((part) => (isFilter(part) ? [] : fieldsIn(part)));
  const [stray] = inner;
  if (stray !== undefined)
    return fail(
      1,
      `The filter ${stray}: cannot stand inside OR or brackets; put it beside the rest of the search.`,
    );
  if (!top.some((part) => isFilter(part) || hasPositive(part)))
    return fail(1, 'Say what to look for, not only what to leave out.');
  return { ok: true, query };
}

/** A filter, or a filter left out, as they may stand at the top of a search. */
export function isFilter(part: Query): boolean {
  return part.kind === 'field' || (part.kind === 'not' && part.part.kind === 'field');
}

function fieldsIn(query: Query): string[] {
  if (query.kind === 'field') return [query.field];
  if (query.kind === 'phrase') return [];
  return query.kind === 'not' ? fieldsIn(query.part) : query.parts.flatMap(fieldsIn);
}

/** Does every match contain some word of the search? False for `NOT a`, and for `a OR NOT b`. */
function hasPositive(query: Query, wanted = true): boolean {
  if (query.kind === 'phrase') return wanted;
  if (query.kind === 'field') return false;
  if (query.kind === 'not') return hasPositive(query.part, !wanted);
  const all = (query.kind === 'or') === wanted;
  const positive = (part: Query) => hasPositive(part, wanted);
  return all ? query.parts.every(positive) : query.parts.some(positive);
}
