import {
  isPortalLanguage,
  portalLanguages,
  type PortalLanguage,
} from '../taskforce/tips/contract-languages.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import tl from './words/tl.json' with { type: 'json' };
import vi from './words/vi.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

export type Language = PortalLanguage;
export type Word = keyof typeof en;

/** All texts of the public pages by language; a test holds every file to the keys and values of the English one. */
export const files: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  en,
  es,
  zh,
  vi,
  tl,
  fr,
  pt,
  ru,
  ar,
};

export const isLanguage = isPortalLanguage;
export const tagOf = (language: Language): string => portalLanguages[language].tag;
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** First letter-strong isolate and its end: a number put into a right-to-left sentence keeps its own order. */
const isolated = (value: string) => `\u2068${value}\u2069`;

/** A sentence in a language; `{name}` is replaced by what is given. */
export function say(language: Language, word: Word, values: Record<string, string | number> = {}): string {
  return files[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return directionOf(language) === 'rtl' ? isolated(String(value)) : String(value);
  });
}

/** What browsers call some of our languages besides their tag. */
const otherNames: Readonly<Record<string, Language>> = { fil: 'tl' };

/** The reader's language by what the browser says it prefers, among those switched on. Looked at, never kept. */
export function preferred(header: string | undefined, on: readonly Language[]): Language {
  const wanted = (header ?? '').split(',').map((part) => part.trim().split(/[-;]/)[0]!.toLowerCase());
  for (const tag of wanted) {
    const language = otherNames[tag] ?? tag;
    if (isLanguage(language) && on.includes(language)) return language;
  }
  return 'en';
}

/** The language that was asked for by name when it is switched on, else English. */
export function chosen(asked: string, on: readonly Language[]): Language {
  return isLanguage(asked) && on.includes(asked) ? asked : 'en';
}
