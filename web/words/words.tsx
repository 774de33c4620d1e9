import { i18n } from '@lingui/core';
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { WordsFile } from '../rooms.ts';
import { preferences, setPreferences } from '../theme/preferences.ts';
import { wing } from '../wing.ts';

/** Languages of the screens, each named in itself. Add a language here and a file in every words folder. */
export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur', 'ps', 'ku']);

const shellFiles = import.meta.glob('./*.json', { query: '?words' }) as Record<string, WordsFile>;
const sharedFiles = import.meta.glob('../house/*/words/*.json', { query: '?words' }) as Record<
  string,
  WordsFile
>;
/** The wing's own come last: what it says of a room of the house adds to the house's words. */
const roomFiles = Object.entries({ ...sharedFiles, ...wing.words });

const wanted = new Set<string>();
const loaded = new Set<string>();

function filesOf(room: string, language: string): WordsFile[] {
  if (room === '') return [shellFiles[`./${language}.json`]].filter((file) => file !== undefined);
  return roomFiles
    .filter(([path]) => path.endsWith(`/${room}/words/${language}.json`))
    .map(([, file]) => file);
}

async function loadOne(room: string, language: string): Promise<void> {
  const id = `${room}|${language}`;
  if (loaded.has(id)) return;
  const found = filesOf(room, language);
  for (const file of found.length > 0 ? found : filesOf(room, 'en'))
    i18n.load(language, (await file()).default);
  loaded.add(id);
}

/** Loads a room's words for the language in use. A router loader awaits it, so no screen shows bare keys. */
export async function loadRoomWords(room: string): Promise<void> {
  wanted.add(room);
  await loadOne(room, i18n.locale || 'en');
}

/** The language to begin with: the reader's choice, else the browser's first that we speak, else English. */
export function firstLanguage(): Language {
  const choices = [preferences().language, ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return (choices.find((tag) => tag !== undefined && tag in LANGUAGES) as Language | undefined) ?? 'en';
}

/** Switches the language of every mounted screen; words are loaded before anything is drawn again. */
export async function setLanguage(language: Language): Promise<void> {
  wanted.add('');
  await Promise.all([...wanted].map((room) => loadOne(room, language)));
  i18n.activate(language);
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
  if (preferences().language !== language) setPreferences({ language });
}

export type Values = Record<string, string | number | Date>;
/** `t(key, { n: 3 })`: the message in the reader's language with its values put in. */
export type Translate<Key extends string = string> = (key: Key, values?: Values) => string;

const LanguageContext = createContext<string>('en');

/** Gives the language to our screens and to react-aria, and draws everything again when it changes. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(
    (listener) => i18n.on('change', listener),
    () => i18n.locale || 'en',
  );
  return (
    <I18nProvider locale={language}>
      <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
    </I18nProvider>
  );
}

/** `{ t, language }`. `useWords<keyof typeof en>()` narrows the keys to one file. */
export function useWords<Key extends string = string>(): { t: Translate<Key>; language: Language } {
  const language = useContext(LanguageContext) as Language;
  return useMemo(() => ({ t: (key, values) => i18n._(key, values), language }), [language]);
}

/** The same outside components (document titles, toasts raised by a mutation). */
export const t: Translate = (key, values) => i18n._(key, values);

/** Whether the words in use hold a key: for closed words of which a newer server may know more. */
export const knows = (key: string): boolean => i18n.messages[key] !== undefined;

export * from './format.ts';
