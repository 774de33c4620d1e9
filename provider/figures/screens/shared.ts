import { api, queries, type Client } from '../../../web/api-provider.ts';
import { knows, type Translate } from '../../../web/words/index.ts';

export type Report = Awaited<ReturnType<Client['figures']['read']>>;
export type ReportRow = Awaited<ReturnType<Client['figures']['list']>>['rows'][number];

/** A closed word of this room in the reader's language. */
export function wordOf(t: Translate, list: string, id: string): string {
  const key = `figures.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

export const refreshFigures = (): Promise<unknown> =>
  queries.invalidateQueries({ queryKey: api.figures.key() });
