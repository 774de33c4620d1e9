import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Refusal } from '../command.ts';

/** A table with headings. Rows are counted from 1 after the heading, as a person counts them. */
export type Table = {
  columns: string[];
  rows: string[][];
  /** Cells are parted by semicolons, as where decimals are written with a comma. */
  semicolons: boolean;
};

/**
 * Reads a table with headings from a file: comma, semicolon or tab between the cells, quoted where needed, also packed
 * by gzip. The separator is the one that occurs most in the heading.
 */
export function readTable(file: string): Table {
  const text = textOf(file);
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => count(heading, b) - count(heading, a))[0]!;
  const [columns = [], ...rows] = cellsOf(text, delimiter);
  if (columns.length === 0) {
    throw new Refusal('The file is empty.', 'Give a file with a line of headings and a row for each spell.');
  }
  if (rows.length === 0) {
    throw new Refusal('The file has headings and no rows.', 'Give at least one row for each spell.');
  }
  const double = columns.find((name, i) => columns.indexOf(name) !== i);
  if (double !== undefined) {
    throw new Refusal(
      `The file has two columns called "${double}".`,
      'Give each column a heading of its own.',
    );
  }
  const ragged = rows.findIndex((row) => row.length !== columns.length);
  if (ragged >= 0) {
    const found = rows[ragged]!.length;
    throw new Refusal(
      `Row ${ragged + 1} has ${found} cells and the heading has ${columns.length} columns.`,
      found > columns.length
        ? `Column "${columns.at(-1)!}" is the last that fits: quote cells that contain the separator.`
        : `Column "${columns[found]!}" is missing there: write an empty cell instead of leaving it out.`,
    );
  }
  return { columns, rows, semicolons: delimiter === ';' };
}

function textOf(file: string): string {
  let raw: Buffer;
  try {
    raw = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a directory' : 'cannot be read';
    throw new Refusal(`The file ${file} ${why}.`, 'Give the path of a CSV file that you may read.');
  }
  if (raw[0] === 0x1f && raw[1] === 0x8b) raw = unpacked(raw);
  if (raw.includes(0)) {
    throw new Refusal('The file is not text.', 'Save the table as CSV in UTF-8 and give that file.');
  }
  return raw.toString('utf8').replace(/^\uFEFF/, '');
}

function unpacked(raw: Buffer): Buffer {
  try {
    return gunzipSync(raw);
  } catch {
    throw new Refusal('The file is packed by gzip and broken.', 'Unpack it yourself, or fetch it again.');
  }
}

function cellsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw new Refusal(
      `The file is no CSV${line === undefined ? '' : ` from line ${line} on`}: a quotation mark is out of place.`,
      'Close every quoted cell, and double the quotation marks inside it.',
    );
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
