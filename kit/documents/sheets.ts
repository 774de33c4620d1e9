/** Lists that leave the house: CSV and Excel, with the same columns as the import takes. */
import ExcelJS from 'exceljs';
import type { PrintedFurniture } from './pages.ts';

/** A value in a cell. Dates are `YYYY-MM-DD` strings; there are no formulas, ever. */
export type SheetValue = string | number | boolean | null;

export interface SheetColumn {
  /** Name in the head row: the import's column name, so that the file can come back. */
  name: string;
  /** Width in characters, for Excel. */
  width?: number;
}

/**
 * What a spreadsheet program takes for the beginning of a formula: = + - @, tab, carriage return, and the
 * full-width forms that some programs fold into them (OWASP, "CSV Injection").
 */
const DANGEROUS = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Text that no spreadsheet program will run: a leading apostrophe before what could begin a formula. A text that
 * already begins with apostrophes before such a sign gets one more, so that `unguarded` restores every text.
 */
export function guarded(text: string): string {
  return DANGEROUS.test(text.replace(/^'+/u, '')) ? `'${text}` : text;
}

/** Takes the guard off again, for files that come back. */
export function unguarded(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text.replace(/^'+/u, '')) ? text.slice(1) : text;
}

function csvCell(value: SheetValue): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? guarded(value) : String(value);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One CSV record with its line end (RFC 4180: comma, CRLF, quotes doubled). */
export function csvRecord(values: readonly SheetValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * CSV in pieces, for streaming: byte order mark (Excel needs it for UTF-8), head row, one record a row.
 * Numbers are written as they are, also negative ones: they are numbers, not text.
 */
export async function* csvPieces(
  columns: readonly SheetColumn[],
  rows: Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>,
): AsyncGenerator<string> {
  yield `\ufeff${csvRecord(columns.map((c) => c.name))}`;
  let piece = '';
  for await (const row of rows) {
    piece += csvRecord(row);
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * An Excel workbook: the list on the first sheet, what every document must say about itself on the second.
 * Text stays text: a cell that begins like a formula is stored as a string and never evaluated.
 */
export async function workbook(
  name: string,
  columns: readonly SheetColumn[],
  rows: Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>,
  furniture: PrintedFurniture,
): Promise<Buffer> {
  const [year, month, day] = furniture.date;
  const book = new ExcelJS.Workbook();
  book.creator = furniture.author;
  book.lastModifiedBy = furniture.author;
  book.title = furniture.title;
  book.created = new Date(Date.UTC(year, month - 1, day));
  book.modified = book.created;
  const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((c) => ({ header: c.name, width: c.width ?? Math.max(12, c.name.length + 2) }));
  sheet.getRow(1).font = { bold: true };
  for await (const row of rows) sheet.addRow(row.map((v) => (typeof v === 'string' ? guarded(v) : v)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(1, columns.length) } };
  sheet.headerFooter.oddHeader = `&C${furniture.label.replaceAll('&', '&&')}`;
  sheet.headerFooter.oddFooter = `&L${furniture.version}&C${furniture.label.replaceAll('&', '&&')}&R&P / &N`;
  const about = book.addWorksheet(furniture.language === 'es' ? 'Acerca de' : 'About');
  about.columns = [{ width: 90 }];
  const lines = [furniture.title, furniture.label, furniture.period, furniture.made, furniture.version];
  for (const line of [...lines, furniture.fingerprint]) about.addRow([guarded(line)]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Excel allows 31 characters and none of `[]:*?/\` in a sheet's name. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/gu, ' ')
      .slice(0, 31)
      .trim() || 'Sheet'
  );
}
