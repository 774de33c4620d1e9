/** A list as the bytes that leave: the table as the import takes it, and beside it what it is. */
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { csvPieces } from '../../kit/documents/csv.ts';
import type { SheetColumn } from '../../kit/documents/csv.ts';
import type { PrintedFurniture } from '../../kit/documents/pages.ts';
import { workbook } from '../../kit/documents/sheets.ts';
import type { ExportRow } from './rules-lists.ts';

export type Sheet = {
  /** Without an extension, e.g. `cases-2026-11-22`. */
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly ExportRow[];
};

/** The list as CSV: what is hashed, whatever form it leaves in. */
export async function csvOf({ columns, rows }: Sheet): Promise<Buffer> {
  const pieces: string[] = [];
  const cells = rows.map((row) => row.cells);
  for await (const piece of csvPieces(columns, cells)) pieces.push(piece);
  return Buffer.from(pieces.join(''));
}

/** SHA-256 in hex digits. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A ZIP with the table alone in its CSV, so that it can be imported as it is, and a text that says what it is.
 * Equal content gives equal bytes.
 */
export function zipped(sheet: Sheet, csv: Buffer, about: PrintedFurniture): Buffer {
  const { title, label, period, made, version, fingerprint } = about;
  const text = [title, label, period, made, version, fingerprint, ''].join('\r\n');
  const [year, month, day] = about.date;
  const mtime = new Date(year, month - 1, day, 12);
  return Buffer.from(
    zipSync({
      [`${sheet.name}.csv`]: [csv, { mtime }],
      [about.language === 'es' ? 'acerca-de.txt' : 'about.txt']: [Buffer.from(`\ufeff${text}`), { mtime }],
    }),
  );
}

/** A workbook: the table on its first sheet, what it is on its second. */
export function inWorkbook(sheet: Sheet, about: PrintedFurniture): Promise<Buffer> {
  return workbook(
    sheet.name,
    sheet.columns,
    sheet.rows.map((row) => row.cells),
    about,
  );
}
