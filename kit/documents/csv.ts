/** CSV that no spreadsheet program will run, with the same columns as the import takes. */

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
