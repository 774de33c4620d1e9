import { api, queries, type Client } from '../../../web/api-provider.ts';
import type { Option } from '../../../web/ui/index.ts';
import { knows, type Translate } from '../../../web/words/index.ts';

export type Request = Awaited<ReturnType<Client['compelled']['read']>>;
export type RequestRow = Awaited<ReturnType<Client['compelled']['list']>>['rows'][number];
export type Paper = Request['paper'];

/** A closed word of a list of this room in the reader's language. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `disclosure.${list}.${id.replace('.', '_')}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export const optionsOf = <Id extends string>(t: Translate, list: string, ids: readonly Id[]): Option<Id>[] =>
  ids.map((id) => ({ id, label: wordOf(t, list, id) }));

export const refreshRequests = (): Promise<unknown> =>
  Promise.all(
    [api.compelled.key(), api.home.key(), ['audit']].map((queryKey) =>
      queries.invalidateQueries({ queryKey }),
    ),
  );
