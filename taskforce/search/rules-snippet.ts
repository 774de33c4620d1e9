import { tokens } from '../../analysis/text/fold.ts';
import { nicknameOf } from '../../analysis/text/nicknames.ts';
import { phonesIn } from '../../analysis/text/phones.ts';
import { soundsAlike } from '../../analysis/text/sounds.ts';
import type { Leaf, Part } from './rules-query.ts';
import { phoneKeys } from './rules-query.ts';

/** A stretch of a text; `hit`: it is what was looked for. */
export type Stretch = { readonly text: string; readonly hit: boolean };

type Span = { start: number; end: number };

/** The parts of a search that a match may show: not those that were to be left out. */
export function shownLeaves(part: Part | null): Leaf[] {
  if (part === null || part.kind === 'not') return [];
  return part.kind === 'leaf' ? [part.leaf] : part.parts.flatMap(shownLeaves);
}

/**
 * A piece of a text around the first thing found in it, in stretches. Null when nothing of the search stands in it.
 * @param follow whether words may be followed by sound and spelling
 * @param width about how many characters
 */
export function snippet(
  text: string,
  leaves: readonly Leaf[],
  follow: boolean,
  width = 220,
): Stretch[] | null {
  const hits = merged(hitsIn(text, leaves, follow));
  const [first] = hits;
  if (!first) return null;
  const from = wordStart(text, Math.max(0, first.start - Math.floor(width / 3)));
  const to = wordEnd(text, Math.min(text.length, Math.max(from + width, first.end)));
  const stretches: Stretch[] = from > 0 ? [{ text: '… ', hit: false }] : [];
  let at = from;
  for (const { start, end } of hits) {
    if (start >= to) break;
    if (start > at) stretches.push({ text: text.slice(at, start), hit: false });
    stretches.push({ text: text.slice(Math.max(at, start), end), hit: true });
    at = Math.max(at, end);
  }
  if (at < to) stretches.push({ text: text.slice(at, to), hit: false });
  if (to < text.length) stretches.push({ text: ' …', hit: false });
  return stretches;
}

/** Not into the middle of a word, as long as one is near. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const gap = text.slice(at, at + 30).search(/\s/);
  return gap < 0 ? at : at + gap + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const gap = text.slice(at, at + 30).search(/\s/);
  return gap < 0 ? at : at + gap;
}

type Word = Span & { readonly word: string };

/** The words of a text with where they stand; a run that folds into several words counts as several. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const run of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    for (const word of tokens(run[0])) words.push({ word, start: run.index, end: run.index + run[0].length });
  }
  return words;
}

function hitsIn(text: string, leaves: readonly Leaf[], follow: boolean): Span[] {
  const words = wordsOf(text);
  return leaves.flatMap((leaf) => [
    ...phoneHits(text, leaf),
    ...words.flatMap((here, at) => {
      const end = patternEnd(words, at, leaf) ?? (follow && isAlike(leaf, here.word) ? here.end : null);
      return end === null ? [] : [{ start: here.start, end }];
    }),
  ]);
}

function phoneHits(text: string, { phone }: Leaf): Span[] {
  if (phone.length === 0) return [];
  return phonesIn(text)
    .filter((found) => [...phoneKeys(found), `~l${found.lastSeven}`].some((key) => phone.includes(key)))
    .map(({ start, end }) => ({ start, end }));
}

function patternEnd(words: readonly Word[], at: number, { patterns }: Leaf): number | null {
  for (const { words: wanted, prefix } of patterns) {
    const fits = wanted.every((word, offset) => {
      const found = words[at + offset]?.word;
      if (found === undefined) return false;
      return prefix && offset === wanted.length - 1 ? found.startsWith(word) : found === word;
    });
    if (fits) return words[at + wanted.length - 1]?.end ?? null;
  }
  return null;
}

/** Does a word sound or look like the one looked for, or is it a short or full form of that name? */
export function isAlike({ wide }: Pick<Leaf, 'wide'>, word: string): boolean {
  if (wide === null) return false;
  return soundsAlike(wide, word) || nicknameOf(wide, word) || isMisspelled(wide, word);
}

/** One letter other, from eight letters on two; below four letters none. As taskforce.search_alike has it. */
export function isMisspelled(wanted: string, word: string): boolean {
  const most = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  return most > 0 && Math.abs(wanted.length - word.length) <= most && distance(wanted, word) <= most;
}

/** Levenshtein's distance: letters to put in, take out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const kept = (row[j] ?? 0) + (sign === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function merged(hits: readonly Span[]): Span[] {
  const made: Span[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = made.at(-1);
    if (last && hit.start < last.end) last.end = Math.max(last.end, hit.end);
    else made.push({ ...hit });
  }
  return made;
}
