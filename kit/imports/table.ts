/** The one way into a file: look at it (`inspect`), then read its rows (`readTable`) in what shape was found. */
import { SAMPLE, delimitedRows, findDelimiter, commonest } from './delimited.ts';
import type { Delimiter, RawRow } from './delimited.ts';
import { findEncoding, textOf } from './encoding.ts';
import type { EncodingFound } from './encoding.ts';
import { openWorkbook } from './excel.ts';
import { jsonRows, underColumns } from './json-lines.ts';
import { LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';
import { FileRefused } from './refusal.ts';
import { head, isGzip, unpacked, whole } from './source.ts';
import type { Source } from './source.ts';

export interface Column {
  /** From the head row, made unique; `Column 3` where there is none. */
  name: string;
  /** Up to five different values of the first rows, for the person who maps; never logged. */
  samples: string[];
}

/** What a file was found to be. Plain JSON: it can be kept with the import. */
export interface TableShape {
  kind: 'delimited' | 'excel' | 'json_lines';
  compressed: boolean;
  encoding: EncodingFound | null;
  delimiter: Delimiter | null;
  sheet: string | null;
  sheets: string[];
  /** Row of the column names, counted from 1; 0 when the file has none. */
  headRow: number;
  columns: Column[];
}

/** What a person may set right. */
export interface Choices {
  delimiter?: Delimiter;
  sheet?: string;
  /** 0: the file has no head row. */
  headRow?: number;
}

/** A row under its columns. `problem`: the row is not usable, and why. */
export interface TableRow {
  row: number;
  cells: string[];
  problem: 'too_many_cells' | 'cell_too_long' | 'not_an_object' | 'unknown_columns' | null;
  /** Column of a too long cell, counted from 0. */
  column: number | null;
  /** Columns of cells that hold an error or a formula without a result; absent when there are none. */
  unreadable?: number[];
}

/** Rows looked at for samples. */
const SAMPLE_ROWS = 200;
/** Lines of JSON looked at for members: exports leave out what is empty, so the first lines do not have them all. */
const SAMPLE_LINES = 5000;

/** Finds out what a file is and what columns it has. Throws FileRefused. */
export async function inspect(
  source: Source,
  choices: Choices = {},
  limits: Limits = LIMITS,
): Promise<TableShape> {
  const compressed = isGzip(await head(source, 2));
  const plain = await unpacked(source, limits.bytes);
  const start = await head(plain, SAMPLE);
  if (start.length === 0) throw new FileRefused('empty');
  const signature = start.length >= 4 ? start.readUInt32BE(0) : 0;
  const excel = signature === 0x504b0304 || signature === 0xd0cf11e0;
  const found = excel ? await inspectExcel(plain, choices, limits) : await inspectText(plain, start, choices);
  if (found.columns.length > limits.columns) throw new FileRefused('too_many_columns');
  if (found.columns.length === 0) throw new FileRefused('empty');
  return { ...found, compressed };
}

type Found = Omit<TableShape, 'compressed'>;

async function inspectExcel(plain: Source, choices: Choices, limits: Limits): Promise<Found> {
  const book = openWorkbook(await wholeWorkbook(plain, limits), limits.bytes);
  const sheet = choices.sheet ?? book.sheets.find((name) => !book.rows(name).next().done) ?? book.sheets[0];
  if (sheet === undefined) throw new FileRefused('broken_excel');
  const rows = take(book.rows(sheet), SAMPLE_ROWS);
  const headRow = choices.headRow ?? findHead(rows);
  return {
    kind: 'excel',
    encoding: null,
    delimiter: null,
    sheet,
    sheets: book.sheets,
    headRow,
    columns: columnsOf(rows, headRow),
  };
}

/** A workbook has its index at the end and is read at once: it must be smaller than a text may be. */
async function wholeWorkbook(plain: Source, limits: Limits): Promise<Buffer> {
  const file = await whole(plain, limits.workbook);
  if (file === null) throw new FileRefused('workbook_too_large');
  return file;
}

async function inspectText(plain: Source, start: Buffer, choices: Choices): Promise<Found> {
  const encoding = await findEncoding(plain);
  if (encoding.encoding !== 'utf-16le' && encoding.encoding !== 'utf-16be' && start.includes(0)) {
    throw new FileRefused('not_a_table');
  }
  const text = new TextDecoder(encoding.encoding).decode(start);
  const first = text.trimStart()[0];
  if (first === '[') throw new FileRefused('json_array');
  if (first === undefined) throw new FileRefused('empty');
  const common = { encoding, sheet: null, sheets: [] };
  if (first === '{')
    return {
      ...common,
      kind: 'json_lines',
      delimiter: null,
      headRow: 0,
      columns: await jsonColumns(plain, encoding),
    };
  if (/^(?:%PDF|<\?xml|<!doctype|<html)/iu.test(text.trimStart())) throw new FileRefused('not_a_table');
  const delimiter = choices.delimiter ?? findDelimiter(text);
  const rows: RawRow[] = [];
  for await (const row of delimitedRows(textOf(plain, encoding.encoding), delimiter)) {
    if (rows.push(row) >= SAMPLE_ROWS) break;
  }
  const headRow = choices.headRow ?? findHead(rows);
  return { ...common, kind: 'delimited', delimiter, headRow, columns: columnsOf(rows, headRow) };
}

async function jsonColumns(plain: Source, { encoding }: EncodingFound): Promise<Column[]> {
  const samples = new Map<string, Set<string>>();
  let rows = 0;
  for await (const { object } of jsonRows(textOf(plain, encoding))) {
    for (const [name, value] of object ?? []) {
      const seen = samples.get(name) ?? new Set();
      samples.set(name, value === '' || seen.size >= 5 ? seen : seen.add(value.slice(0, 100)));
    }
    if (++rows >= SAMPLE_LINES) break;
  }
  return [...samples].map(([name, seen]) => ({ name, samples: [...seen] }));
}

function take(rows: Iterable<RawRow>, most: number): RawRow[] {
  const taken: RawRow[] = [];
  for (const row of rows) if (taken.push(row) >= most) break;
  return taken;
}

/**
 * The head row: the first of the first ten rows that is as wide as the table and holds only different texts that
 * are neither numbers nor dates. 0 when there is none.
 */
function findHead(rows: readonly RawRow[]): number {
  const width = commonest(rows.map(({ cells }) => filledWidth(cells)));
  for (const { row, cells } of rows.slice(0, 10)) {
    const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    // A merged head cell leaves empty cells behind it.
    const wide = filledWidth(cells) >= width * 0.8 && names.length >= Math.max(1, width * 0.6);
    const different = new Set(names.map((name) => name.toLowerCase())).size === names.length;
    const words = names.every((name) => !/^[-+$(]?\d[\d.,:/\s-]*\)?$/u.test(name) && name.length <= 120);
    if (wide && different && words) return row;
    if (wide) return 0;
  }
  return 0;
}

function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function columnsOf(rows: readonly RawRow[], headRow: number): Column[] {
  const headCells = rows.find(({ row }) => row === headRow)?.cells ?? [];
  const body = rows.filter(({ row }) => row > headRow);
  const width = Math.max(
    filledWidth(headCells),
    headRow === 0 ? Math.max(0, ...body.map((r) => filledWidth(r.cells))) : 0,
  );
  const used = new Set<string>();
  return Array.from({ length: width }, (_, i) => {
    const samples = new Set<string>();
    for (const { cells } of body) {
      const value = cells[i]?.trim() ?? '';
      if (value !== '' && samples.size < 5) samples.add(value.slice(0, 100));
    }
    return { name: uniqueName(headCells[i]?.trim() ?? '', i, used), samples: [...samples] };
  });
}

function uniqueName(given: string, index: number, used: Set<string>): string {
  const base = given === '' ? `Column ${index + 1}` : given.slice(0, 120);
  let name = base;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${base} (${n})`;
  used.add(name.toLowerCase());
  return name;
}

/** Rows below the head row, in the order of the file, each under the columns of `shape`. Throws FileRefused. */
export async function* readTable(
  source: Source,
  shape: TableShape,
  limits: Limits = LIMITS,
): AsyncGenerator<TableRow> {
  const plain = await unpacked(source, limits.bytes);
  const width = shape.columns.length;
  let count = 0;
  for await (const { row, cells, problem, unreadable } of rawRows(plain, shape, limits)) {
    if (row <= shape.headRow) continue;
    if (++count > limits.rows) throw new FileRefused('too_many_rows', row);
    const long = cells.findIndex((cell) => cell.length > limits.cell);
    const wide = filledWidth(cells) > width;
    const own = wide ? 'too_many_cells' : long >= 0 ? 'cell_too_long' : null;
    const bad = unreadable === undefined ? {} : { unreadable };
    const under = Array.from({ length: width }, (_, i) => cells[i] ?? '');
    yield { row, cells: under, problem: problem ?? own, column: long >= 0 && !wide ? long : null, ...bad };
  }
}

type Raw = RawRow & { problem?: TableRow['problem'] };

async function* rawRows(plain: Source, shape: TableShape, limits: Limits): AsyncGenerator<Raw> {
  if (shape.kind === 'excel') {
    yield* openWorkbook(await wholeWorkbook(plain, limits), limits.bytes).rows(shape.sheet ?? '');
    return;
  }
  const text = textOf(plain, shape.encoding?.encoding ?? 'utf-8');
  if (shape.kind === 'delimited') {
    yield* delimitedRows(text, shape.delimiter ?? ',');
    return;
  }
  const names = shape.columns.map((column) => column.name);
  for await (const json of jsonRows(text)) {
    const { unknown, ...row } = underColumns(json, names);
    const problem = json.object === null ? 'not_an_object' : unknown > 0 ? 'unknown_columns' : null;
    yield { ...row, problem };
  }
}
