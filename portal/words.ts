import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

const files = { en, es } as const;
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export type Word = keyof typeof en;

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/** A sentence in a language; `{name}` is replaced by what is given. */
export function say(language: Language, word: Word, values: Record<string, string | number> = {}): string {
  const text: string = files[language][word] ?? files.en[word];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The reader's language by what the browser says it prefers. Looked at, never kept. */
export function preferred(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}
