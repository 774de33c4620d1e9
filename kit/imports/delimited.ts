import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { unguarded } from '../documents/csv.ts';
import { FileRefused } from './refusal.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Row of a file: its number as a spreadsheet shows it (the first is 1), and its cells as text. */
export interface RawRow {
  row: number;
  cells: string[];
  /** Cells, counted from 0, that hold an error or a formula without a result; absent when there are none. */
  unreadable?: number[];
}

const OPTIONS = { relax_column_count: true, relax_quotes: true, skip_empty_lines: false } as const;

/**
 * Finds the delimiter from the beginning of a text: the one that gives the most rows of equal width, wider rows
 * winning over narrower ones. A text of one column has none; comma is as good as any.
 */
export function findDelimiter(start: string): Delimiter {
  const scored = DELIMITERS.map((delimiter) => {
    const widths = sampleRows(start, delimiter).map((cells) => cells.length);
    const usual = commonest(widths);
    const equal = widths.filter((w) => w === usual).length / Math.max(widths.length, 1);
    return { delimiter, score: usual < 2 ? 0 : equal * equal * Math.log2(usual + 1) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** Rows of a beginning of a text; the last one may be cut off and is left out when there are others. */
export function sampleRows(start: string, delimiter: Delimiter): string[][] {
  const options = { ...OPTIONS, delimiter, to: 60, skip_empty_lines: true };
  let text = start;
  for (let tries = 0; tries < 2; tries++) {
    try {
      const rows: string[][] = parseAtOnce(text, options);
      return rows.length > 2 && rows.length < 60 && text.length >= SAMPLE ? rows.slice(0, -1) : rows;
    } catch {
      // The sample may end inside a quoted cell: try again without its last line.
      text = text.slice(0, text.lastIndexOf('\n'));
    }
  }
  return [];
}

/** Characters looked at to find delimiter and head row. */
export const SAMPLE = 65_536;

export function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  let best = 0;
  for (const [n, count] of counts)
    if (count > (counts.get(best) ?? 0) || (count === counts.get(best) && n > best)) best = n;
  return best;
}

/**
 * Rows of a delimited text (RFC 4180, and what programs write instead). Empty rows count but are not given; the
 * apostrophe that an export sets before `=`, `+`, `-` and `@` is taken off.
 * Throws FileRefused `quote_not_closed` or `too_large` (one endless cell).
 */
export async function* delimitedRows(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<RawRow> {
  const from = Readable.from(text);
  const parser = parse({ ...OPTIONS, delimiter, max_record_size: 8 * 1024 * 1024 });
  from.on('error', (error) => parser.destroy(error));
  from.pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++;
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells: cells.map(unguarded) };
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'CSV_QUOTE_NOT_CLOSED') throw new FileRefused('quote_not_closed', parser.info.records + 1);
    if (code === 'CSV_MAX_RECORD_SIZE') throw new FileRefused('too_large', parser.info.records + 1);
    throw error;
  } finally {
    from.destroy();
    parser.destroy();
  }
}
