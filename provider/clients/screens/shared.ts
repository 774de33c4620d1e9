import type { Option } from '../../../web/ui/index.ts';
import { api, queries, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { knows, type Translate } from '../../../web/words/index.ts';

export type Client = Awaited<ReturnType<ProviderClient['clients']['read']>>;
export type ClientRow = Awaited<ReturnType<ProviderClient['clients']['list']>>['rows'][number];

/** A closed word of a list of this room in the reader's language. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `clients.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export const optionsOf = <Id extends string>(t: Translate, list: string, ids: readonly Id[]): Option<Id>[] =>
  ids.map((id) => ({ id, label: wordOf(t, list, id) }));

/** The name of a language in the reader's language; its tag where the browser knows none. */
export function languageName(tag: string, language: string, t: Translate): string {
  if (tag === 'und') return t('clients.language.und');
  const own = `clients.language.${tag}`;
  if (knows(own)) return t(own);
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** After anything was written about clients. */
export const refreshClients = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.clients.key() }),
    queries.invalidateQueries({ queryKey: api.screenings.key() }),
    queries.invalidateQueries({ queryKey: ['audit'] }),
  ]);
