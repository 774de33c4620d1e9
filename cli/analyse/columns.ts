import { Refusal } from '../command.ts';
import type { Table } from './table.ts';

/** A cell that says nothing: empty, or what other programs write for that. */
export function isMissing(cell: string): boolean {
  return ['', 'na', 'n/a', 'nan', 'null', 'none', '.', '-'].includes(cell.toLowerCase());
}

/** The place of a column; refuses one that is not there, with those that are. */
export function columnAt(table: Table, name: string, option: string): number {
  const exact = table.columns.indexOf(name);
  if (exact >= 0) return exact;
  const alike = table.columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  if (alike >= 0) return alike;
  throw new Refusal(
    `There is no column "${name}" for ${option}.`,
    `The columns are: ${table.columns.slice(0, 40).join(', ')}`,
  );
}

/** The cells of a column. */
export function cellsOf(table: Table, name: string, option: string): string[] {
  const place = columnAt(table, name, option);
  return table.rows.map((row) => row[place]!);
}

/** What is wrong with a row: the column, what is wrong, and how it is mended. Rows count from 0 here. */
export type RowFault = { row: number; column: string; fault: string; remedy: string };

/** A reading of a column: one value a row, and the rows that could not be read. */
export type Reading<T> = { values: (T | undefined)[]; faults: RowFault[] };

const decimals = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The refusal of a row. */
export function refused({ row, column, fault, remedy }: RowFault): Refusal {
  return new Refusal(`Row ${row + 1}, column "${column}": ${fault}.`, remedy);
}

/** A column of numbers. `what` says in the fault what is expected; `open` reads a missing cell as Infinity. */
export function numbersIn(
  table: Table,
  name: string,
  option: string,
  { from = -Infinity, openEnd = false }: { from?: number; openEnd?: boolean } = {},
): Reading<number> {
  const faults: RowFault[] = [];
  const values = cellsOf(table, name, option).map((text, row) => {
    // Where semicolons part the cells, a comma between digits is the decimal point of that place.
    const cell = table.semicolons && decimalComma.test(text) ? text.replace(',', '.') : text;
    if (openEnd && (isMissing(cell) || /^\+?inf(inity)?$/i.test(cell))) return Infinity;
    const fault = numberFault(cell, from);
    if (fault === undefined) return Number(cell);
    faults.push({ row, column: name, ...fault });
    return undefined;
  });
  return { values, faults };
}

const decimalComma = /^[+-]?\d+,\d+$/;

function numberFault(cell: string, from: number): Pick<RowFault, 'fault' | 'remedy'> | undefined {
  const leave = 'or leave such rows out with --leave-out';
  if (isMissing(cell)) return { fault: 'the cell is empty', remedy: `Fill it in, ${leave}.` };
  if (decimalComma.test(cell))
    return { fault: 'the number has a decimal comma', remedy: 'Write decimals with a point.' };
  if (!decimals.test(cell) || !Number.isFinite(Number(cell)))
    return {
      fault: 'the cell is not a number',
      remedy: `Write a plain number such as 12 or 12.5, ${leave}.`,
    };
  if (Number(cell) < from)
    return { fault: 'the number is below 0', remedy: `Count times from the start of the wait, ${leave}.` };
  return undefined;
}

const yes = new Set(['1', 'true', 't', 'yes', 'y']);
const no = new Set(['0', 'false', 'f', 'no', 'n']);

/**
 * A column that says whether the spell ended: 1/0, true/false, yes/no; or the given values mean it did. A column of 1
 * and 2 only is read as R's Surv reads it, 2 ended, and `note` says so.
 */
export function endingsIn(
  table: Table,
  name: string,
  endings: readonly string[] | undefined,
  note: (sentence: string) => void,
): Reading<0 | 1> {
  const cells = cellsOf(table, name, '--event').map((cell) => cell.toLowerCase());
  const kinds = new Set(cells.filter((cell) => !isMissing(cell)).map((cell) => String(plain(cell))));
  const known = endings === undefined ? kindsOf(kinds, name, note) : undefined;
  const wanted = new Set(endings?.map((value) => String(plain(value.toLowerCase()))));
  const faults: RowFault[] = [];
  const values = cells.map((cell, row): 0 | 1 | undefined => {
    const kind = String(plain(cell));
    if (isMissing(cell)) {
      const remedy = 'Write 1 for ended and 0 for still open, or leave such rows out with --leave-out.';
      faults.push({ row, column: name, fault: 'the cell is empty', remedy });
      return undefined;
    }
    if (known === undefined) return wanted.has(kind) ? 1 : 0;
    if (known.ended.has(kind)) return 1;
    if (known.open.has(kind)) return 0;
    const remedy =
      'Write 1 for ended and 0 for still open, or say with --event-is which values mean that it ended.';
    faults.push({ row, column: name, fault: 'the cell is neither 0 nor 1', remedy });
    return undefined;
  });
  return { values, faults };
}

function kindsOf(
  kinds: ReadonlySet<string>,
  name: string,
  note: (sentence: string) => void,
): { ended: ReadonlySet<string>; open: ReadonlySet<string> } {
  if (kinds.has('2') && [...kinds].every((kind) => kind === '1' || kind === '2')) {
    note(
      `Column "${name}" holds only 1 and 2: read as R does, 2 ended and 1 still open. --event-is says otherwise.`,
    );
    return { ended: new Set(['2']), open: new Set(['1']) };
  }
  const codes = [...kinds].filter((kind) => /^\d+$/.test(kind));
  if (codes.length > 2 && codes.length === kinds.size) {
    throw new Refusal(
      `Column "${name}" holds ${codes.length} different codes, so it does not say by itself which mean "ended".`,
      `Give the column as --cause if the codes are ways to end (0 is still open), or name the codes with --event-is.`,
    );
  }
  return { ended: yes, open: no };
}

/** 1.0 and 1 are the same code. */
function plain(cell: string): string | number {
  return decimals.test(cell) ? Number(cell) : cell;
}

const openWords = new Set(['0', 'cens', 'censor', 'censored', 'open', 'still open']);

/** A column of causes: empty, 0 or a word for censored is still open (null). */
export function causesIn(table: Table, name: string): (string | null)[] {
  return cellsOf(table, name, '--cause').map((cell) =>
    isMissing(cell) || openWords.has(String(plain(cell.toLowerCase()))) ? null : String(plain(cell)),
  );
}

/** A column of states that were moved to: empty or a word for censored is still open (null); 0 is a state. */
export function movesIn(table: Table, name: string): (string | null)[] {
  return cellsOf(table, name, '--to').map((cell) =>
    isMissing(cell) || (cell !== '0' && openWords.has(cell.toLowerCase())) ? null : String(plain(cell)),
  );
}

/** A column of names (groups, states, persons): every row must have one. */
export function namesIn(table: Table, name: string, option: string): Reading<string> {
  const faults: RowFault[] = [];
  const values = cellsOf(table, name, option).map((cell, row) => {
    if (!isMissing(cell)) return String(plain(cell));
    const remedy = `Fill it in, leave such rows out with --leave-out, or call without ${option}.`;
    faults.push({ row, column: name, fault: 'the cell is empty', remedy });
    return undefined;
  });
  return { values, faults };
}
