import clientsEn from '../clients/words/en.json' with { type: 'json' };
import clientsEs from '../clients/words/es.json' with { type: 'json' };
import releasesEn from '../releases/words/en.json' with { type: 'json' };
import releasesEs from '../releases/words/es.json' with { type: 'json' };
import closedEn from '../vocabulary/words/en.json' with { type: 'json' };
import closedEs from '../vocabulary/words/es.json' with { type: 'json' };
import en from './paper/en.json' with { type: 'json' };
import es from './paper/es.json' with { type: 'json' };

export type PaperLanguage = 'en' | 'es';

/** The words of a printed record: its own, the closed words of the wing, then those of clients and releases. */
export type Paper = {
  language: PaperLanguage;
  /** A sentence of the paper; `{name}` is filled in. @throws Error when there is no such sentence */
  say(key: string, values?: Record<string, string | number>): string;
  /** A closed word of the vocabulary, or of those rooms; the code with spaces when it has no words. */
  word(list: string, code: string): string;
};

const catalogues = {
  en: { own: en, closed: closedEn, clients: clientsEn, releases: releasesEn },
  es: { own: es, closed: closedEs, clients: clientsEs, releases: releasesEs },
} as const;

function at(tree: unknown, path: string): string | null {
  let here: unknown = tree;
  for (const step of path.split('.'))
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined;
  return typeof here === 'string' ? here : null;
}

/** Opens the words of one language. */
export function paperIn(language: PaperLanguage): Paper {
  const { own, closed, clients, releases } = catalogues[language];
  return {
    language,
    say: (key, values = {}) => {
      const sentence = at(own, key);
      if (sentence === null) throw new Error(`no words for ${key}`);
      return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
    },
    word: (list, code) =>
      at(own, `${list}.${code}`) ??
      at(closed, `${list}.${code}`) ??
      at(clients, `${list}.${code}`) ??
      at(releases, `${list}.${code}`) ??
      code.replaceAll('_', ' '),
  };
}
