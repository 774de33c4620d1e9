import { dayInWords } from '../../kit/documents/pages.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { RecordSection, StatementSubject } from '../vocabulary/statements.ts';
import type { Paper } from './paper.ts';

/** One entry of a printed part: a heading, facts with their labels, texts, and what it is a statement may speak of. */
export type Entry = {
  heading: string;
  facts: [label: string, value: string][];
  texts: string[];
  about?: { subject: StatementSubject; id: string };
};

/** What a part is built with: the reader's own work, so that nothing is printed that the reader may not read. */
export type Tools = { house: Pick<House, 'clientKeys'>; work: Work<Tables>; clientId: string; paper: Paper };

/**
 * A part of the client's own record. To add one: its id in `recordSections`, its words in `paper/{en,es}.json`, and a
 * line here. `permission` is asked of whoever prints; a part that is not `usual` is printed when it is chosen.
 */
export type Part = {
  id: RecordSection;
  permission: string;
  usual: boolean;
  build(tools: Tools): Promise<{ entries: Entry[]; cut?: number }>;
};

/** Most entries of a kind on paper; the others can be asked for. */
export const MOST = 200;

/** Facts that hold something, with their labels. */
export const facts = (...all: [string, string | null | undefined | false][]): [string, string][] =>
  all.filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== '');
/** A day in words. */
export const day = (paper: Paper, date: string | null) =>
  date ? dayInWords(date.slice(0, 10), paper.language) : null;
/** The label of a field. */
export const label = (paper: Paper, field: string) => paper.say(`field.${field}`);
