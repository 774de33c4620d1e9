import { knows, type Translate } from '../../../words/index.ts';

/** A closed word of the audit in the reader's language; one that the words do not know is shown spaced. */
export function nameOf(t: Translate, list: 'action' | 'table' | 'outcome' | 'place', code: string): string {
  const key = `audit.${list}.${code}`;
  return knows(key) ? t(key) : code.replaceAll('_', ' ');
}

/** A code of the vocabulary in the reader's language. */
export function labelOf(t: Translate, list: string, code: string): string {
  const key = `vocabulary.${list}.${code}.label`;
  return knows(key) ? t(key) : code.replaceAll('_', ' ');
}

/** Where a record of a table is opened, for tables that have a page and readers who have its permission. */
export function pageOf(table: string, id: string, can: (permission: string) => boolean): string | undefined {
  return ['cases', 'tips'].includes(table) && can(`${table}.read`) ? `/${table}/${id}` : undefined;
}
