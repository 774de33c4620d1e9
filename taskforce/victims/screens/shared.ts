import { useMemo } from 'react';
import type { Option, Tone } from '../../../web/ui/index.ts';
import { knows, useWords } from '../../../web/words/index.ts';
import type { VictimStatus } from '../../vocabulary/victims.ts';

/** What every tab of a victim is given. */
export type { VictimPage } from '../contract.ts';

/** How a status weighs; the word says it, shape and colour follow. */
export const statusTone: Readonly<Record<VictimStatus, Tone>> = {
  none: 'muted',
  indicators: 'neutral',
  likely: 'warn',
  confirmed: 'accent',
  not_identified: 'muted',
};

/** Languages offered first; any other is written as its code. */
const offered = [
  'en', 'es', 'am', 'ar', 'ase', 'bn', 'fa', 'fr', 'ha', 'hi', 'ht', 'ja', 'km', 'ko', 'mam', 'my', 'ne', 'pa', 'pl',
  'ps', 'pt', 'quc', 'ro', 'ru', 'so', 'sw', 'th', 'ti', 'tl', 'tr', 'uk', 'ur', 'vi', 'yo', 'yue', 'zh',
] as const; // prettier-ignore

export const languageCodes: readonly string[] = offered;

/** Names of languages in the reader's language; the code where the browser knows none. */
export function useLanguages() {
  const { t, language } = useWords();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'language' });
    // Browsers know no name for some languages that matter here.
    const name = (tag: string) =>
      knows(`victims.language.${tag}`) ? t(`victims.language.${tag}`) : (names.of(tag) ?? tag);
    const options: Option[] = offered.map((id) => ({ id, label: name(id) }));
    return { name, options, list: (tags: readonly string[]) => tags.map(name).join(', ') };
  }, [t, language]);
}
