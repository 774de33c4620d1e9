import { csvRecord } from '../documents/csv.ts';

/** What a field holds. `list`: several texts; `link`: the key of a record of another kind. */
export type FieldType =
  | 'text'
  | 'date'
  | 'instant'
  | 'number'
  | 'integer'
  | 'cents'
  | 'boolean'
  | 'code'
  | 'phone'
  | 'list'
  | 'link';

/** One field of a kind of record. Its `name` is the column name in templates and exports, in every language. */
export interface TargetField {
  name: string;
  type: FieldType;
  required: boolean;
  /** Allowed codes of a `code` (or of each member of a `list`), each with the words people may write for it. */
  values?: Readonly<Record<string, readonly string[]>>;
  /** Longest text in characters; 1,000 where absent. */
  most?: number;
  /** Kind of record a `link` points to. */
  to?: string;
  /** Says who somebody is: never laid out, listed or hashed in clear. */
  sealed?: boolean;
  /** Other names of the column, in any language. */
  synonyms: readonly string[];
  /** One sentence: what belongs here. */
  help: string;
}

/** A kind of record that can be imported; the rooms say which there are. */
export interface ImportTarget {
  kind: string;
  fields: readonly TargetField[];
  /** Names that a column of its own keys has in other systems, besides the common ones. */
  keyNames?: readonly string[];
}

/** Column that carries a record's own key in templates and exports: the same key again means the same record. */
export const KEY_COLUMN = 'external_id';

/** Column names of a kind: what a template has, what an export writes and what an import recognises. */
export function columnNames(target: ImportTarget): string[] {
  return [KEY_COLUMN, ...target.fields.map((field) => field.name)];
}

/** An empty CSV file to fill in. */
export function templateCsv(target: ImportTarget): string {
  return `\ufeff${csvRecord(columnNames(target))}`;
}
