import type { Work } from '../../kit/database/door.ts';
import type { SheetColumn, SheetValue } from '../../kit/documents/csv.ts';
import type { Tables } from '../database/schema.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { ExportListName } from './contract.ts';

/** Days for which the file of an export can be fetched again; then it is deleted. */
export const KEPT_DAYS = 7;

/** When the file of an export that ended then is deleted. */
export function keptUntil(finishedAt: Date): Date {
  return new Date(finishedAt.getTime() + KEPT_DAYS * 86_400_000);
}

/**
 * One row that leaves. @property id of the record, for the audit; @property scope the record whose readers may see
 * that it left; @property handling its labels
 */
export type ExportRow = {
  id: string | null;
  scope: { table: string; id: string } | null;
  handling: readonly string[];
  cells: readonly SheetValue[];
};

/** A list that can leave. A room says which columns it has and how its rows are read; policies say which rows. */
export type ExportList<Filter = never> = {
  list: ExportListName;
  /** All of these are asked for when the export is ordered, and again when it is made. */
  permissions: readonly string[];
  /** What stands in the audit as the table. */
  table: string;
  /** Labels that a paper of this list bears at least. */
  label: readonly HandlingLabel[];
  columns: readonly SheetColumn[];
  /**
   * The rows that fit the filter, or the marked ones among them, by pages, as far as the session may read them.
   * @param ids marked rows; null for all that fit the filter
   */
  pages(work: Work<Tables>, filter: Filter, ids: readonly string[] | null): AsyncIterable<ExportRow[]>;
};

/** Most rows of one export. */
export const MOST_ROWS = 25_000;
