import type { Code, VocabularyName } from './vocabulary.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

export type Language = 'en' | 'es';
/** A label for people, and where it helps one sentence that explains it. */
export type Word = { readonly label: string; readonly description?: string };
export type WordFile = Readonly<Record<string, Readonly<Record<string, Word>>>>;

export const wordFiles: Readonly<Record<Language, WordFile>> = { en, es };

/** The label of a code in a language; English where the translation is missing, the id where both are. */
export function labelOf<Name extends VocabularyName>(
  name: Name,
  code: Code<Name>,
  language: Language = 'en',
): string {
  return wordFiles[language][name]?.[code]?.label ?? wordFiles.en[name]?.[code]?.label ?? code;
}

/** The explaining sentence of a code, or null when the label says enough. */
export function descriptionOf<Name extends VocabularyName>(
  name: Name,
  code: Code<Name>,
  language: Language = 'en',
): string | null {
  return wordFiles[language][name]?.[code]?.description ?? null;
}
