import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tokens } from './fold.ts';
import { compileQuery, matches, tsvectorText } from './query-compile.ts';
import { someQuery, someText, typed } from './query-generator.ts';
import type { Query } from './query.ts';
import { parseQuery } from './query.ts';

const fields = { phase: ['operational', 'closed'], type: ['sex', 'labor'], number: null };

function query(text: string): Query {
  const parsed = parseQuery(text, fields);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.query;
}
function problem(text: string): string {
  const parsed = parseQuery(text, fields);
  return parsed.ok ? 'no problem' : `${parsed.at}: ${parsed.problem}`;
}
const finds = (search: string, text: string): boolean => matches(query(search), text);

test('words without operators must all occur, in any order', () => {
  expect(finds('motel red', 'The red truck left the motel')).toBe(true);
  expect(finds('motel blue', 'The red truck left the motel')).toBe(false);
});

test('quotes find the same words next to each other and nothing else', () => {
  expect(finds('"red truck"', 'A Red, truck.')).toBe(true);
  expect(finds('"red truck"', 'a red old truck')).toBe(false);
  expect(finds('"truck red"', 'a red truck')).toBe(false);
  expect(finds('“red truck”', 'red truck')).toBe(true);
});

test('AND, OR, NOT and brackets mean what they say', () => {
  expect(finds('motel AND (truck OR van) NOT blue', 'van at motel')).toBe(true);
  expect(finds('motel AND (truck OR van) NOT blue', 'blue van at motel')).toBe(false);
  expect(finds('motel truck OR van', 'van')).toBe(true);
  expect(finds('motel (truck | van) -blue', 'truck motel')).toBe(true);
  expect(finds('van -"blue van"', 'a blue van')).toBe(false);
  expect(finds('rock and roll', 'rock roll'), '"and" in small letters is a word').toBe(false);
});

test('a hyphen or apostrophe inside a word does not negate', () => {
  expect(finds("o'brien co-op", "O'Brien of the Co-op")).toBe(true);
  expect(finds('555-0142', 'call 555 0142')).toBe(true);
  expect(finds('555-0142', 'call 0142 555')).toBe(false);
});

test('accents and case do not matter, in either direction', () => {
  expect(finds('nguyen', 'Nguyễn Văn An')).toBe(true);
  expect(finds('PEÑA', 'pena')).toBe(true);
  expect(fold('Straße Æsir Łódź ＡＢＣ')).toBe('strasse aesir lodz abc');
  expect(tokens("don't 12-B")).toEqual(['don', 't', '12', 'b']);
});

test('a star lets the word go on', () => {
  expect(finds('traff*', 'suspected trafficking')).toBe(true);
  expect(finds('"red tru*"', 'a red truck')).toBe(true);
});

test('a star after a quote lets its last word go on', () => {
  expect(finds('"red tru"*', 'a red truck')).toBe(true);
  expect(finds('"re truck"*', 'a red truck')).toBe(false);
});

test.each([
  ['abc "def', '5: The quote opened at character 5 is not closed.'],
  ['(a OR b', '1: The bracket opened at character 1 is not closed.'],
  ['a OR b)', '7: The bracket closed at character 7 was never opened.'],
  [')', '1: The bracket closed at character 1 was never opened.'],
  ['a OR', '5: OR at character 3 needs something after it.'],
  ['OR a', '1: OR at character 1 needs something before it.'],
  ['a AND OR b', '7: OR at character 7 needs something before it.'],
  ['(a OR) b', '6: OR at character 4 needs something after it.'],
  ['()', '1: The bracket at character 1 is empty.'],
  ['', '1: Type what to look for.'],
  ['...', '4: Type what to look for.'],
  ['a*', '1: Give at least 2 letters before the * at character 1.'],
  ['NOT truck', '1: Say what to look for, not only what to leave out.'],
  ['a OR NOT b', '1: Say what to look for, not only what to leave out.'],
  ['phase:open', '1: phase: at character 1 takes one of: operational, closed.'],
  [
    'a OR phase:closed',
    '1: The filter phase: cannot stand inside OR or brackets; put it beside the rest of the search.',
  ],
])('%s is refused in words, with the place', (text, said) => {
  expect(problem(text)).toBe(said);
});

test('a filter that does not exist is named as such, but an address of the web or a time is just words', () => {
  expect(problem('colour:red')).toContain(
    'There is no filter of that name at character 1. Filters are: phase: type: number:.',
  );
  expect(problem('constructor:x')).toContain('There is no filter of that name');
  expect(query('https://example.org 10:30').kind).toBe('and');
});

test('a search of any length or depth is answered, never crashed', () => {
  expect(problem('('.repeat(500))).toContain('nested too deeply');
  expect(problem('a'.repeat(1001))).toContain('Shorten the search');
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      (text) => parseQuery(text, fields).ok !== undefined,
    ),
  );
  const nasty = fc.array(
    fc.constantFrom('(', ')', '"', '-', ' ', 'OR', 'NOT ', 'a', '*', "'", '\\', '|', '&', ':', 'phase:'),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(nasty, (pieces) => parseQuery(pieces.join(''), fields).ok !== undefined),
    { numRuns: 2000 },
  );
});

test('filters leave the text search and keep their sense', () => {
  expect(compileQuery(query('phase:operational truck -type:sex'))).toEqual({
    tsquery: "'truck'",
    filters: [
      { field: 'phase', value: 'operational', negated: false },
      { field: 'type', value: 'sex', negated: true },
    ],
    phrases: [],
  });
  expect(compileQuery(query('number:2026-0042')).tsquery).toBeNull();
  expect(matches(query('phase:closed truck'), 'truck', { phase: 'closed' })).toBe(true);
  expect(matches(query('phase:closed truck'), 'truck', { phase: 'operational' })).toBe(false);
});

test('the tsquery holds quoted words and operators alone, whatever was typed', () => {
  expect(compileQuery(query('"red truck" (motel | inn*) -blue'))).toMatchObject({
    tsquery: "('red' <-> 'truck') & ('motel' | 'inn':*) & !('blue')",
    phrases: ['red truck'],
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const parsed = parseQuery(text, fields);
      if (!parsed.ok) return true;
      const compiled = compileQuery(parsed.query).tsquery ?? '';
      return /^(?:'[\p{L}\p{N}]+'(?::\*)?|<->|[ ()&|!])*$/u.test(compiled);
    }),
    { numRuns: 2000 },
  );
});

test('what was typed is read back as it was meant', () => {
  fc.assert(
    fc.property(someQuery, someText, (meant, text) => {
      const parsed = parseQuery(typed(meant));
      if (!parsed.ok) return parsed.problem.startsWith('Say what') || parsed.problem.includes('nested');
      return matches(parsed.query, text) === matches(folded(meant), text);
    }),
    { numRuns: 2000 },
  );
});

test('the compiled tsquery, read by an evaluator of its own, agrees with the meaning of the search', () => {
  let both = 0;
  fc.assert(
    fc.property(someQuery, someText, (meant, text) => {
      const folding = folded(meant);
      const expected = matches(folding, text);
      if (expected) both += 1;
      return evaluate(compileQuery(folding).tsquery ?? '', tokens(text)) === expected;
    }),
    { numRuns: 2000 },
  );
  expect(both, 'the generator makes texts that match').toBeGreaterThan(100);
});

test('the search vector numbers the words as they stand, also those PostgreSQL would take apart', () => {
  expect(tsvectorText('Plate 12E5X, plate?')).toBe("'plate':1,3 '12e5x':2");
  expect(tsvectorText('')).toBe('');
  expect(tsvectorText('a '.repeat(300)).split(',')).toHaveLength(256);
});

test('every match holds the phrases listed for it', () => {
  fc.assert(
    fc.property(someQuery, someText, (meant, text) => {
      const folding = folded(meant);
      const { phrases } = compileQuery(folding);
      return !matches(folding, text) || phrases.every((phrase) => tokens(text).join(' ').includes(phrase));
    }),
  );
});

function folded(meant: Query): Query {
  if (meant.kind === 'phrase') return { ...meant, words: meant.words.flatMap(tokens) };
  if (meant.kind === 'not') return { ...meant, part: folded(meant.part) };
  if (meant.kind === 'field') return meant;
  return { ...meant, parts: meant.parts.map(folded) };
}

/** A reading of tsquery text written apart from the compiler: | binds least, then &, then !, then <->. */
function evaluate(text: string, words: readonly string[]): boolean {
  const marks = text.match(/'[^']+'(?::\*)?|<->|[()&|!]/g) ?? [];
  let at = 0;
  const any = (): boolean => {
    let value = all();
    while (marks[at] === '|') {
      at += 1;
      value = all() || value;
    }
    return value;
  };
  const all = (): boolean => {
    let value = one();
    while (marks[at] === '&') {
      at += 1;
      value = one() && value;
    }
    return value;
  };
  const one = (): boolean => {
    if (marks[at] === '!') {
      at += 1;
      return !one();
    }
    if (marks[at] === '(' && !isPhrase()) {
      at += 1;
      const value = any();
      at += 1;
      return value;
    }
    return phrase();
  };
  const isPhrase = (): boolean => marks[at + 2] === '<->';
  const phrase = (): boolean => {
    const bracket = marks[at] === '(';
    if (bracket) at += 1;
    let ends = places(marks[at++] ?? '');
    while (marks[at] === '<->') {
      const next = places(marks[at + 1] ?? '');
      ends = next.filter((place) => ends.includes(place - 1));
      at += 2;
    }
    if (bracket) at += 1;
    return ends.length > 0;
  };
  const places = (mark: string): number[] => {
    const word = mark.slice(1, mark.lastIndexOf("'"));
    const fits = (found: string) => (mark.endsWith(':*') ? found.startsWith(word) : found === word);
    return words.flatMap((found, index) => (fits(found) ? [index] : []));
  };
  return any();
}
