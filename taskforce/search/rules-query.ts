import { nicknameOf, nicknamesOf } from '../../analysis/text/nicknames.ts';
import type { FoundPhone } from '../../analysis/text/phones.ts';
import { phonesIn } from '../../analysis/text/phones.ts';
import type { Query, QueryError } from '../../analysis/text/query.ts';
import { parseQuery } from '../../analysis/text/query.ts';
import { compileQuery, type Filter } from '../../analysis/text/query-compile.ts';
import { soundKeys } from '../../analysis/text/sounds.ts';
import { phases, traffickingTypes } from '../vocabulary/cases.ts';
import { searchKinds } from './rules-kinds.ts';

/** Filters that may be typed into a search: `kind:note`, `-type:sex`, `phase:operational`. */
export const searchFilters = { kind: searchKinds, type: traffickingTypes, phase: phases } as const;

/** Words that must stand together in this order; with `prefix` the last may go on. */
export type Pattern = { readonly words: readonly string[]; readonly prefix: boolean };

/** A part of a search: any of its patterns is a match. `wide`: the word whose sound and spelling may be followed too. */
export type Leaf = {
  readonly n: number;
  readonly patterns: readonly Pattern[];
  readonly phone: readonly string[];
  readonly wide: string | null;
};
export type Part =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'not'; readonly part: Part }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Part[] };

export type ReadSearch = {
  readonly ok: true;
  /** Null when there are filters alone. */
  readonly part: Part | null;
  readonly leaves: readonly Leaf[];
  readonly filters: readonly Filter[];
  /** The number of a case or tip, when nothing else was typed. */
  readonly number: string | null;
};

/**
 * Reads what somebody typed: words, "exact words", AND OR NOT, brackets, `word*` and filters as parseQuery has them;
 * besides, phones in any writing become one part, and words in quotes are never widened by sound or spelling.
 * The error tells in words what is wrong and where, without what was typed.
 */
export function readSearch(text: string): ReadSearch | QueryError {
  const plain = parseQuery(text, searchFilters);
  if (!plain.ok) return plain;
  const phones = phonesOutsideQuotes(text);
  // Read again with signs in place of quotes and phones; should that not be readable, the plain reading stands.
  const marked = parseQuery(withSigns(text, phones), searchFilters);
  const reader: Reader = { phones: phones.map((span) => span.phone), leaves: [] };
  const query = marked.ok ? marked.query : plain.query;
  const top = query.kind === 'and' ? query.parts : [query];
  const { filters } = compileQuery({ kind: 'and', parts: top.filter(isFilter) });
  const said = top.filter((part) => !isFilter(part)).map((part) => partOf(part, true, reader));
  const [only] = said;
  const part = said.length > 1 ? ({ kind: 'and', parts: said } as const) : (only ?? null);
  const number = /^\s*((?:T-|OP-)?\d{4}-\d{4,7})\s*$/i.exec(text)?.[1]?.toUpperCase() ?? null;
  return { ok: true, part, leaves: reader.leaves, filters, number };
}

function isFilter(part: Query): boolean {
  return part.kind === 'field' || (part.kind === 'not' && part.part.kind === 'field');
}

type Span = { readonly phone: FoundPhone; readonly start: number; readonly end: number };
const quoted = /["“”„«]([^"“”«»]*)["“”»]/g;
const exactSign = 'qxexactqx';
const phoneSign = /^qxphone(\d+)qx$/;

function phonesOutsideQuotes(text: string): Span[] {
  const masked = text.replace(quoted, (piece) => '#'.repeat(piece.length));
  return phonesIn(masked).map((phone) => {
    // The bracket before an area code belongs to it, or the rest would have one too many.
    const opened = phone.raw.includes(')') && !phone.raw.includes('(') && masked[phone.start - 1] === '(';
    return { phone, start: phone.start - (opened ? 1 : 0), end: phone.end };
  });
}

function withSigns(text: string, phones: readonly Span[]): string {
  let made = '';
  let from = 0;
  for (const [n, { start, end }] of phones.entries()) {
    const gap = /[\p{L}\p{N}]$/u.test(text.slice(0, start)) ? ' ' : '';
    made += `${text.slice(from, start)}${gap}qxphone${n}qx `;
    from = end;
  }
  return (made + text.slice(from)).replace(quoted, (piece, inside: string) =>
    /[\p{L}\p{N}]/u.test(inside) ? `"${exactSign} ${inside}"` : piece,
  );
}

type Reader = { readonly phones: readonly FoundPhone[]; readonly leaves: Leaf[] };

function partOf(query: Query, wanted: boolean, reader: Reader): Part {
  switch (query.kind) {
    case 'not':
      return { kind: 'not', part: partOf(query.part, !wanted, reader) };
    case 'and':
    case 'or':
      return { kind: query.kind, parts: query.parts.map((part) => partOf(part, wanted, reader)) };
    case 'field':
      throw new Error('filters stand at the top of a search only');
    case 'phrase':
      return phrasePart(query.words, query.prefix, wanted, reader);
  }
}

function phrasePart(words: readonly string[], prefix: boolean, wanted: boolean, reader: Reader): Part {
  if (words[0] === exactSign) return leafPart([{ words: words.slice(1), prefix }], [], null, reader);
  const at = words.findIndex((word) => phoneSign.test(word));
  if (at >= 0) return phonePart(words, at, prefix, wanted, reader);
  const wide = wanted && !prefix && words.length === 1 ? wideWord(words[0] ?? '') : null;
  return leafPart([{ words, prefix }, ...writtenOtherwise(words, prefix)], [], wide, reader);
}

/** `abc-1234` also as `abc1234` and the other way round: plates, serial numbers, O'Brien. */
function writtenOtherwise(words: readonly string[], prefix: boolean): Pattern[] {
  if (words.length > 1) {
    const joined = words.join('');
    return joined.length <= 40 ? [{ words: [joined], prefix }] : [];
  }
  const parts = (words[0] ?? '').match(/\p{L}+|\p{N}+/gu) ?? [];
  return parts.length > 1 && parts.length <= 4 ? [{ words: parts, prefix }] : [];
}

function wideWord(word: string): string | null {
  return /^[^\p{N}]{3,40}$/u.test(word) ? word : null;
}

/** A phone is a part of its own, with whatever was written right beside it. */
function phonePart(
  words: readonly string[],
  at: number,
  prefix: boolean,
  wanted: boolean,
  reader: Reader,
): Part {
  const phone = reader.phones[Number(phoneSign.exec(words[at] ?? '')?.[1])];
  const parts: Part[] = phone ? [leafPart([], phoneKeys(phone), null, reader)] : [];
  if (at > 0) parts.unshift(phrasePart(words.slice(0, at), false, wanted, reader));
  if (at + 1 < words.length) parts.push(phrasePart(words.slice(at + 1), prefix, wanted, reader));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'and', parts };
}

function leafPart(
  patterns: readonly Pattern[],
  phone: readonly string[],
  wide: string | null,
  reader: Reader,
): Part {
  const leaf: Leaf = { n: reader.leaves.length, patterns, phone, wide };
  reader.leaves.push(leaf);
  return { kind: 'leaf', leaf };
}

/**
 * Keys of a phone asked for: a number in full, or one that has only these seven; without area code any number that
 * ends so. The database keeps the same keys of every text (search_phone_keys).
 */
export function phoneKeys(phone: Pick<FoundPhone, 'e164' | 'lastSeven'>): string[] {
  return phone.e164 === null ? [`~l${phone.lastSeven}`] : [phone.e164, `~s${phone.lastSeven}`];
}

/** A word and how it may be followed: its sound keys, and the names it is a short or full form of. */
export type Alike = { readonly n: number; readonly word: string; readonly keys: string[]; also: string[] };

/** The words of a search that may be followed by sound and spelling. */
export function alikeOf(leaves: readonly Leaf[]): Alike[] {
  return leaves.flatMap(({ n, wide }) =>
    wide === null ? [] : [{ n, word: wide, keys: soundKeys(wide), also: nicknames(wide) }],
  );
}

function nicknames(word: string): string[] {
  const close = nicknamesOf(word);
  const family = close.flatMap(nicknamesOf).filter((other) => nicknameOf(word, other));
  return [...new Set([...close, ...family])].filter((name) => /^[^\s\p{N}]+$/u.test(name));
}

/** How each leaf stands in a tsquery: its words, or with `sign` a mark for the database to fill. */
type Standing = (leaf: Leaf) => string;

const exactly: Standing = ({ patterns, phone }) => {
  const words = patterns.map((pattern) => tsquery(pattern));
  return `(${[...words, ...phone.map((key) => tsquery({ words: [key], prefix: false }))].join(' | ')})`;
};
const widely: Standing = (leaf) => (leaf.wide === null ? exactly(leaf) : `'=${leaf.n}'`);
const marked: Standing = (leaf) => `'#${leaf.n}'`;

function tsquery(pattern: Pattern): string {
  return compileQuery({ kind: 'phrase', ...pattern }).tsquery ?? '';
}

function render(part: Part, standing: Standing): string {
  if (part.kind === 'leaf') return standing(part.leaf);
  if (part.kind === 'not') return `!(${render(part.part, standing)})`;
  return `(${part.parts.map((one) => render(one, standing)).join(part.kind === 'and' ? ' & ' : ' | ')})`;
}

/**
 * A search as taskforce.search_hits takes it (database/search-find.sql).
 * @param follow whether words may be followed by sound and spelling
 */
export function forDatabase(read: ReadSearch, follow: boolean): Record<string, unknown> {
  const { part, leaves } = read;
  const filters: Record<string, string[]> = {};
  for (const { field, value, negated } of read.filters) {
    const name = negated ? `not${field.charAt(0).toUpperCase()}${field.slice(1)}` : field;
    filters[name] = [...(filters[name] ?? []), value];
  }
  return {
    exact: part && render(part, exactly),
    wide: part && render(part, follow ? widely : exactly),
    shape: part && render(part, marked),
    leaves: leaves.map(longLeaf),
    filters,
  };
}

/** What a long text must hold for a leaf: single words as lexemes, the rest word for word. */
function longLeaf({ n, patterns, phone }: Leaf) {
  const single = patterns.filter(({ words }) => words.length === 1).map(tsquery);
  const keys = phone.map((key) => tsquery({ words: [key], prefix: false }));
  const several = patterns.filter(({ words }) => words.length > 1);
  const texts = (prefix: boolean) =>
    several.filter((one) => one.prefix === prefix).map(({ words }) => words.join(' '));
  return {
    n,
    lexemes: [...single, ...keys].join(' | ') || null,
    phrases: texts(false),
    beginnings: texts(true),
  };
}
