import { api, queries, type Client as ProviderClient } from '../../../web/api-provider.ts';
import type { Option } from '../../../web/ui/index.ts';
import { knows, type Translate } from '../../../web/words/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import type { ReleaseState } from '../../vocabulary/releases.ts';

export type Release = Awaited<ReturnType<ProviderClient['releases']['read']>>;
export type ReleaseRow = Awaited<ReturnType<ProviderClient['releases']['list']>>['rows'][number];

/** A closed word of this room in the reader's language. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `releases.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export const optionsOf = <Id extends string>(t: Translate, list: string, ids: readonly Id[]): Option<Id>[] =>
  ids.map((id) => ({ id, label: wordOf(t, list, id) }));

export const toneOf: Readonly<Record<ReleaseState, Tone>> = {
  draft: 'neutral',
  explained: 'accent',
  signed: 'accent',
  live: 'good',
  expired: 'muted',
  revoked: 'muted',
};

/** Who receives a release, as far as it is not sealed. */
export const recipientOf = (t: Translate, row: Pick<ReleaseRow, 'recipientName'>): string =>
  row.recipientName === '' ? t('releases.outside') : row.recipientName;

/** Languages a release can be written in by a press; the browser names them. */
export const releaseLanguages = [
  'en',
  'es',
  'zh',
  'vi',
  'tl',
  'ko',
  'ar',
  'fr',
  'ht',
  'pt',
  'ru',
  'uk',
  'th',
];

export function languageOptions(language: string): Option[] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return releaseLanguages.map((id) => ({ id, label: names.of(id) ?? id }));
}

/** After anything was written about releases. */
export const refreshReleases = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.releases.key() }),
    queries.invalidateQueries({ queryKey: ['audit'] }),
  ]);

/** Hands a document that came in an answer to the browser, to open or keep. Nothing of it stays in this page. */
export function handOut({ name, pdf }: { name: string; pdf: string }): void {
  const bytes = Uint8Array.from(atob(pdf), (sign) => sign.codePointAt(0) ?? 0);
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
