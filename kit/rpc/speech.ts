import type { FieldProblem } from '../problems.ts';

/**
 * A sentence of a refusal as programs and screens may say it themselves: `key` is the English sentence with its
 * values as `{0}`, `{1}` …, `values` are what stood there, `text` is the sentence in the reader's language.
 */
export type Spoken = { key: string; values: string[]; text: string };

/** What the sentences of refusals are called in other languages than English: English template to template. */
export type Catalogues = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Speech = {
  /** The language of an `accept-language` header that has a catalogue; English for every other. */
  languageOf(header: string | string[] | undefined): string;
  /** A sentence in a language. A sentence outside the catalogue has no key and stays English. */
  say(sentence: string, language: string): Spoken | null;
};

type Template = { key: string; pattern: RegExp };

/** The pattern of a template: its words as they stand, and where a value stands anything short of the next sentence. */
function patternOf(key: string): RegExp {
  const parts = key.split(/\{\d+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('((?:(?![.!?] )[^])*?)')}$`);
}

/** Puts values into a template at their numbers. */
export function filled(template: string, values: readonly string[]): string {
  return template.replaceAll(/\{(\d+)\}/g, (whole, at: string) => values[Number(at)] ?? whole);
}

/**
 * Makes the speech of a server from its catalogues. All catalogues hold the same keys (a test sees to that), so the
 * keys of the first are those of English too.
 * @param valueOf says a value in a language, where it is a word of a closed list; programs keep the word in English
 */
export function makeSpeech(
  catalogues: Catalogues,
  valueOf: (value: string, language: string) => string = (value) => value,
): Speech {
  const keys = Object.keys(Object.values(catalogues)[0] ?? {});
  const plain = new Set(keys.filter((key) => !key.includes('{')));
  // Longer templates first: "Fill this in as {0}." must not swallow what a closer one says better.
  const templates: Template[] = keys
    .filter((key) => key.includes('{'))
    .toSorted((a, b) => b.length - a.length)
    .map((key) => ({ key, pattern: patternOf(key) }));
  const find = (sentence: string): { key: string; values: string[] } | null => {
    if (plain.has(sentence)) return { key: sentence, values: [] };
    for (const { key, pattern } of templates) {
      const found = pattern.exec(sentence);
      if (found) return { key, values: inOrder(key, found.slice(1)) };
    }
    return null;
  };
  const one = (sentence: string, language: string): Spoken | null => {
    const found = find(sentence);
    if (!found) return null;
    const template = catalogues[language]?.[found.key];
    if (template === undefined) return { ...found, text: sentence };
    return {
      ...found,
      text: filled(
        template,
        found.values.map((value) => valueOf(value, language)),
      ),
    };
  };
  return {
    languageOf: (header) => {
      const wanted = String(header ?? '')
        .split(',')
        .map((part) => part.trim().slice(0, 2).toLowerCase());
      return wanted.find((tag) => tag === 'en' || tag in catalogues) ?? 'en';
    },
    say: (sentence, language) => one(sentence, language) ?? joined(sentence, language, one),
  };
}

/** Values by their number in the template, whatever their order in it. */
function inOrder(key: string, caught: readonly string[]): string[] {
  const numbers = [...key.matchAll(/\{(\d+)\}/g)].map((hit) => Number(hit[1]));
  const values: string[] = [];
  numbers.forEach((number, at) => (values[number] = caught[at] ?? ''));
  return values;
}

/** Sentences said together, such as what is wrong with a file and what to do about it. */
function joined(
  sentence: string,
  language: string,
  one: (sentence: string, language: string) => Spoken | null,
): Spoken | null {
  for (const gap of sentence.matchAll(/[.!?] (?=[^a-z])/g)) {
    const first = one(sentence.slice(0, gap.index + 1), language);
    const after = sentence.slice(gap.index + 2);
    const rest = first && (one(after, language) ?? joined(after, language, one));
    if (!first || !rest) continue;
    const moved = rest.key.replaceAll(
      /\{(\d+)\}/g,
      (_whole, at: string) => `{${Number(at) + first.values.length}}`,
    );
    return {
      key: `${first.key} ${moved}`,
      values: [...first.values, ...rest.values],
      text: `${first.text} ${rest.text}`,
    };
  }
  return null;
}

/** A field as it is sent: its remedy in the reader's language, with key and values when the catalogue knows it. */
export function spokenField(field: FieldProblem, speech: Speech, language: string): FieldProblem {
  const said = speech.say(field.remedy, language);
  const problem = language === 'en' ? null : speech.say(field.problem, language);
  return {
    ...field,
    ...(problem ? { problem: problem.text } : {}),
    ...(said ? { remedy: said.text, key: said.key, values: said.values } : {}),
  };
}

/**
 * An answer in which sentences of the catalogue are said in the reader's language: every `remedy`, and a `problem`
 * that is a sentence. Everything else is left as it is; English answers are not looked at.
 */
export function spokenAnswer(answer: unknown, speech: Speech, language: string): unknown {
  if (language === 'en') return answer;
  if (Array.isArray(answer)) return answer.map((part) => spokenAnswer(part, speech, language));
  if (typeof answer !== 'object' || answer === null || Object.getPrototypeOf(answer) !== Object.prototype)
    return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      if ((name === 'remedy' || name === 'problem') && typeof value === 'string')
        return [name, speech.say(value, language)?.text ?? value];
      return [name, spokenAnswer(value, speech, language)];
    }),
  );
}
