import * as fc from 'fast-check';
import type { Query } from './query.ts';

/** Few words, so that generated searches and generated texts meet. */
const word = fc.constantFrom(
  'red',
  'truck',
  'tru',
  'motel',
  'niño',
  'nino',
  'x9',
  '0142',
  'and',
  'Ångström',
  'ss',
);

/** Texts over the same few words, with the punctuation and capitals people type. */
export const someText: fc.Arbitrary<string> = fc
  .array(fc.tuple(word, fc.boolean(), fc.constantFrom(' ', ', ', '-', '. ', ' "', '…', '\n')), {
    maxLength: 12,
  })
  .map((pieces) => pieces.map(([text, loud, gap]) => (loud ? text.toUpperCase() : text) + gap).join(''));

const phrase: fc.Arbitrary<Query> = fc.record({
  kind: fc.constant('phrase' as const),
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
  prefix: fc.boolean(),
});

/** Search trees of any shape, their words not yet folded: what a person means before typing it. */
export const someQuery: fc.Arbitrary<Query> = fc.letrec<{ query: Query; join: Query; not: Query }>((tie) => ({
  query: fc.oneof({ depthSize: 'small', withCrossShrink: true }, phrase, tie('join'), tie('not')),
  join: fc.record({
    kind: fc.constantFrom('and' as const, 'or' as const),
    parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
  }),
  not: fc.record({ kind: fc.constant('not' as const), part: tie('query') }),
})).query;

/** The tree as a person would type it. */
export function typed(query: Query): string {
  switch (query.kind) {
    case 'phrase':
      return `"${query.words.join(' ')}"${query.prefix ? '*' : ''}`;
    case 'field':
      return `${query.field}:${query.value}`;
    case 'not':
      return `NOT (${typed(query.part)})`;
    case 'and':
      return query.parts.map((part) => `(${typed(part)})`).join(' ');
    case 'or':
      return query.parts.map((part) => `(${typed(part)})`).join(' OR ');
  }
}
