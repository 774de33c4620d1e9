import type { Bed, Capacity } from '../../../bridge/capacity.ts';
import { BEDS } from '../../../bridge/words.ts';
import type { Option } from '../../ui/index.ts';
import type { Translate } from '../../words/index.ts';

/** Languages offered for choosing; others that a record carries are shown beside them. */
export const LANGUAGES = [
  'en',
  'es',
  'zh',
  'vi',
  'ko',
  'tl',
  'th',
  'ru',
  'uk',
  'ar',
  'fr',
  'ht',
  'pt',
  'hi',
  'ne',
  'bn',
  'fa',
  'am',
  'sw',
] as const;

/** A closed word that both wings use for directory and stand-by. */
export const offered = (t: Translate, list: string, id: string): string => t(`offers.${list}.${id}`);

export const optionsOf = <Id extends string>(t: Translate, list: string, ids: readonly Id[]): Option<Id>[] =>
  ids.map((id) => ({ id, label: offered(t, list, id) }));

/** The name of a language in the reader's language; its tag where the browser knows none. */
export function languageName(tag: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return tag;
  }
}

export const languageOptions = (chosen: readonly string[], reader: string): Option[] =>
  [...new Set([...LANGUAGES, ...chosen])].map((id) => ({ id, label: languageName(id, reader) }));

/** Numbers while they are typed: an empty field is NaN. */
export type CapacityDraft = {
  beds: Record<Bed, number>;
  legalSlots: number;
  medicalSlots: number;
  languages: string[];
  validUntil: string;
};

/** A form that begins with the last numbers; they hold until tomorrow at the same hour. */
export function capacityDraft(last: Capacity | null, now: Date): CapacityDraft {
  const until = new Date(now.getTime() + 24 * 3_600_000);
  until.setSeconds(0, 0);
  return {
    beds: Object.fromEntries(BEDS.map((who) => [who, last?.beds[who] ?? Number.NaN])) as Record<Bed, number>,
    legalSlots: last?.legalSlots ?? Number.NaN,
    medicalSlots: last?.medicalSlots ?? Number.NaN,
    languages: last?.languages ?? [],
    validUntil: until.toISOString(),
  };
}

const said = (value: number) => (Number.isNaN(value) ? null : value);

/** What was typed as numbers to send. */
export function capacityOf(draft: CapacityDraft): Capacity {
  return {
    beds: Object.fromEntries(
      BEDS.flatMap((who) => (said(draft.beds[who]) === null ? [] : [[who, draft.beds[who]]])),
    ),
    legalSlots: said(draft.legalSlots),
    medicalSlots: said(draft.medicalSlots),
    languages: draft.languages,
    validUntil: draft.validUntil,
  };
}
