import { contentHash } from './canonical.ts';

export type DocumentLanguage = 'en' | 'es';

/** What every page of a document that leaves the house must say about itself. */
export interface Furniture {
  title: string;
  language: DocumentLanguage;
  /** Handling label, in the words of the label, e.g. `Law enforcement sensitive`. */
  label: string;
  /** Selected period, both days included, `YYYY-MM-DD`. */
  period: { from: string; to: string };
  madeBy: { name: string; agency: string };
  /** Instant, ISO 8601 in UTC, e.g. `2026-10-31T14:05:00Z`. */
  madeAt: string;
  /** Counts from 1 within the record the document is about. */
  version: number;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  hash: string;
}

/** Furniture in words, as templates print it. */
export interface PrintedFurniture {
  title: string;
  author: string;
  language: DocumentLanguage;
  label: string;
  period: string;
  made: string;
  fingerprint: string;
  version: string;
  page: string;
  of: string;
  boxes: string;
  /** Year, month, day of making: the date in the file's own properties. */
  date: [number, number, number];
}

const WORDS = {
  en: {
    made: (who: string, when: string) => `Made by ${who} on ${when}`,
    fingerprint: (hash: string) => `SHA-256 of the content ${hash}`,
    version: (n: number) => `Version ${n}`,
    page: 'Page',
    of: 'of',
    to: 'to',
    boxes: 'Signs shown as an empty box cannot be printed here. The record and the Word document have them.',
  },
  es: {
    made: (who: string, when: string) => `Hecho por ${who} el ${when}`,
    fingerprint: (hash: string) => `SHA-256 del contenido ${hash}`,
    version: (n: number) => `Versión ${n}`,
    page: 'Página',
    of: 'de',
    to: 'a',
    boxes:
      'Los signos mostrados como un cuadro vacío no se pueden imprimir aquí. El expediente y el documento de Word los tienen.',
  },
} as const;

/** A calendar day in words, e.g. `31 Oct 2026`, `31 oct 2026`. `day` is `YYYY-MM-DD`. */
export function dayInWords(day: string, language: DocumentLanguage): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return `${date} ${MONTHS[language][month - 1] ?? ''} ${year}`;
}

/** Fixed lists: the platform's own month names change between versions of its language data. */
const MONTHS = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
} as const;

/** A period in words, both days included, e.g. `1 Oct 2026 to 31 Oct 2026`. */
export function periodInWords(period: { from: string; to: string }, language: DocumentLanguage): string {
  return `${dayInWords(period.from, language)} ${WORDS[language].to} ${dayInWords(period.to, language)}`;
}

/** Puts the furniture into the words of its language. */
export function printedFurniture(furniture: Furniture): PrintedFurniture {
  const words = WORDS[furniture.language];
  const day = furniture.madeAt.slice(0, 10);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const when = `${dayInWords(day, furniture.language)}, ${furniture.madeAt.slice(11, 16)} UTC`;
  return {
    title: furniture.title,
    author: furniture.madeBy.name,
    language: furniture.language,
    label: furniture.label,
    period: periodInWords(furniture.period, furniture.language),
    made: words.made(`${furniture.madeBy.name}, ${furniture.madeBy.agency}`, when),
    fingerprint: words.fingerprint(furniture.hash),
    version: words.version(furniture.version),
    page: words.page,
    of: words.of,
    boxes: words.boxes,
    date: [year, month, date],
  };
}

/** Furniture for `content`, with its hash. */
export function furnitureFor(content: unknown, rest: Omit<Furniture, 'hash'>): Furniture {
  return { ...rest, hash: contentHash(content) };
}
