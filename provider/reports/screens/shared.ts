import { api, queries, type Client } from '../../../web/api-provider.ts';
import type { Option } from '../../../web/ui/index.ts';
import { knows, type Translate } from '../../../web/words/index.ts';

export type Report = Awaited<ReturnType<Client['reports']['read']>>;
export type ReportRow = Awaited<ReturnType<Client['reports']['list']>>['rows'][number];

/** A closed word of a list of these rooms in the reader's language. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `reports.${list}.${id}`;
  if (knows(key)) return t(key);
  const part = `disclosure.${list}.${id.replace('.', '_')}`;
  return knows(part) ? t(part) : id.replaceAll('_', ' ');
}

export const optionsOf = <Id extends string>(t: Translate, list: string, ids: readonly Id[]): Option<Id>[] =>
  ids.map((id) => ({ id, label: wordOf(t, list, id) }));

/** After anything was written about reports: the deadlines of clients change with them. */
export const refreshReports = (): Promise<unknown> =>
  Promise.all(
    [api.reports.key(), api.clients.key(), api.compelled.key(), api.home.key(), ['audit']].map((queryKey) =>
      queries.invalidateQueries({ queryKey }),
    ),
  );
