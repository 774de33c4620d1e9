import { api, queries } from '../../../web/api.ts';
import { knows, type Translate } from '../../../web/words/index.ts';

/** A closed word of this room in the reader's language; a newer provider's word as it is. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `releases.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** After a release was put somewhere, or turned out to be over. */
export const refreshReleases = (): Promise<unknown> =>
  queries.invalidateQueries({ queryKey: api.releases.key() });
