import { contentHash } from '../documents/canonical.ts';
import type { Mapping, OrderRule, RecordRule } from './mapping.ts';
import { rowProblem } from './problems.ts';
import type { RowProblem, RowProblemCode } from './problems.ts';
import type { Column, TableRow } from './table.ts';
import type { ImportTarget, TargetField } from './target.ts';
import { Unusable, columnIn, columnsIn, columnsOfCondition, evaluate, fitted, fulfils } from './values.ts';
import type { Cells, Value } from './values.ts';

/** A record made from a row. */
export interface MappedRecord {
  target: string;
  /** Identity within the mapping's system. */
  key: string;
  /** Row it came from, the first when several rows make it. */
  row: number;
  /** By field name; empty fields are absent. Links hold the key of the record they point to. */
  fields: Record<string, Exclude<Value, null>>;
  /** SHA-256 of target, key and fields: a re-run that finds it unchanged has nothing to do. */
  fingerprint: string;
}

/** Records and problems of some hundred rows. */
export interface Batch {
  records: MappedRecord[];
  problems: RowProblem[];
  /** Rows read so far, for progress. */
  rows: number;
}

/** What a run came to, once all its batches were read. */
export interface RunSummary {
  rows: number;
  /** Rows the mapping does not look at (`only`). */
  leftOut: number;
  /** Rows of which nothing is taken, because of an error. */
  refused: number;
  warnings: number;
  records: Record<string, number>;
  problems: Partial<Record<RowProblemCode, number>>;
  /** Links to records that this file does not make: they must be known from before. Keys by kind. */
  openLinks: Record<string, string[]>;
}

/** A run over the rows of one file. */
export interface Run {
  batches: AsyncIterable<Batch>;
  /** Complete when the batches have been read to the end. */
  summary(): RunSummary;
}

/** What is wrong between a mapping, the columns of a file and the kinds of records. Empty: they fit. */
export type Misfit = {
  what: 'column' | 'ignored' | 'target' | 'field' | 'required' | 'link';
  name: string;
  remedy: string;
};

/** Checks a mapping against a file's columns and the kinds there are, before any row is read. */
export function misfits(
  mapping: Mapping,
  columns: readonly Column[],
  targets: readonly ImportTarget[],
): Misfit[] {
  const names = new Set(columns.map((column) => column.name));
  const used = new Set(columnsOfMapping(mapping));
  const found: Misfit[] = [];
  for (const name of used) {
    if (!names.has(name))
      found.push({ what: 'column', name, remedy: 'Map this to a column that the file has.' });
  }
  for (const name of names) {
    if (used.has(name) || Object.hasOwn(mapping.ignored, name)) continue;
    found.push({ what: 'ignored', name, remedy: 'Map this column, or say why it is left out.' });
  }
  return [...found, ...mapping.records.flatMap((rule) => misfitsOfRecord(rule, mapping, targets))];
}

function misfitsOfRecord(rule: RecordRule, mapping: Mapping, targets: readonly ImportTarget[]): Misfit[] {
  const target = targets.find((one) => one.kind === rule.target);
  if (target === undefined)
    return [{ what: 'target', name: rule.target, remedy: 'Choose a kind of record that exists.' }];
  const found: Misfit[] = [];
  const known = new Set(target.fields.map((field) => field.name));
  for (const name of Object.keys(rule.fields)) {
    if (!known.has(name))
      found.push({ what: 'field', name: `${rule.target}.${name}`, remedy: 'Remove this field.' });
  }
  for (const field of target.fields) {
    const name = `${rule.target}.${field.name}`;
    if (field.required && rule.fields[field.name] === undefined) {
      found.push({ what: 'required', name, remedy: 'Map this field to a column or a constant.' });
    }
  }
  return found;
}

function columnsOfMapping(mapping: Mapping): string[] {
  const ofRecord = (rule: RecordRule): string[] => [
    ...(rule.when === undefined ? [] : columnsOfCondition(rule.when)),
    ...columnsIn(rule.key),
    ...Object.values(rule.fields).flatMap(columnsIn),
    ...rule.orders.flatMap((order) => [...columnsIn(order.earlier), ...columnsIn(order.later)]),
  ];
  return [
    ...(mapping.only === undefined ? [] : columnsOfCondition(mapping.only)),
    ...mapping.records.flatMap(ofRecord),
  ];
}

/**
 * Applies a mapping to rows: pure, streaming, in batches of `batchRows` rows. A row with an error gives no record at
 * all, so that no half of it is taken. The mapping must fit (`misfits` is empty); throws Error otherwise.
 */
export function applyMapping(
  mapping: Mapping,
  targets: readonly ImportTarget[],
  columns: readonly Column[],
  rows: AsyncIterable<TableRow>,
  batchRows = 500,
): Run {
  if (misfits(mapping, columns, targets).length > 0) throw new Error('the mapping does not fit the file');
  const run = new MappingRun(mapping, targets, columns);
  return { batches: run.batches(rows, batchRows), summary: () => run.summary() };
}

/** What is remembered of a record already made. */
type Seen = { fingerprint: string };

class MappingRun {
  readonly #mapping: Mapping;
  readonly #fields: Map<string, readonly TargetField[]>;
  readonly #index: Map<string, number>;
  readonly #columns: readonly Column[];
  readonly #used: ReadonlySet<string>;
  readonly #seen = new Map<string, Map<string, Seen>>();
  readonly #linked = new Map<string, Set<string>>();
  readonly #problems: Partial<Record<RowProblemCode, number>> = {};
  #rows = 0;
  #leftOut = 0;
  #refused = 0;
  #warnings = 0;

  constructor(mapping: Mapping, targets: readonly ImportTarget[], columns: readonly Column[]) {
    this.#mapping = mapping;
    this.#columns = columns;
    this.#used = new Set(columnsOfMapping(mapping));
    this.#fields = new Map(targets.map((target) => [target.kind, target.fields]));
    this.#index = new Map(columns.map((column, i) => [column.name, i]));
  }

  async *batches(rows: AsyncIterable<TableRow>, size: number): AsyncGenerator<Batch> {
    let batch: Batch = { records: [], problems: [], rows: 0 };
    for await (const row of rows) {
      this.#rows++;
      this.#row(row, batch);
      if (this.#rows % size !== 0) continue;
      yield { ...batch, rows: this.#rows };
      batch = { records: [], problems: [], rows: 0 };
    }
    if (this.#rows % size !== 0) yield { ...batch, rows: this.#rows };
  }

  #row(row: TableRow, batch: Batch): void {
    const cells: Cells = (column) => row.cells[this.#index.get(column) ?? -1]?.trim() ?? '';
    const { only } = this.#mapping;
    if (row.problem === null && only !== undefined && !fulfils(only, cells)) {
      this.#leftOut++;
      return;
    }
    const problems: RowProblem[] = [];
    const unreadable = row.unreadable
      ?.map((i) => this.#columns[i]?.name ?? '')
      .find((name) => this.#used.has(name));
    if (unreadable !== undefined) problems.push(rowProblem(row.row, 'cell_error', { column: unreadable }));
    const records =
      row.problem === null && unreadable === undefined ? this.#records(row.row, cells, problems) : [];
    if (row.problem !== null) {
      const column = row.column === null ? null : (this.#columns[row.column]?.name ?? null);
      problems.push(rowProblem(row.row, row.problem, { column }));
    }
    const refused = problems.some((one) => one.severity === 'error');
    if (refused) this.#refused++;
    else for (const record of records) this.#take(record, batch);
    for (const one of problems) this.#count(one);
    batch.problems.push(...problems);
  }

  #records(row: number, cells: Cells, problems: RowProblem[]): MappedRecord[] {
    const made: MappedRecord[] = [];
    for (const rule of this.#mapping.records) {
      if (rule.when !== undefined && !fulfils(rule.when, cells)) continue;
      const record = this.#record(rule, row, cells, problems);
      if (record !== null && this.#isNew(rule, record, made, problems)) made.push(record);
    }
    return made;
  }

  #record(rule: RecordRule, row: number, cells: Cells, problems: RowProblem[]): MappedRecord | null {
    const { target } = rule;
    const before = problems.length;
    const attempt = <T>(work: () => T, field?: string): T | null => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        const where = { column: error.column, target, ...(field === undefined ? {} : { field }) };
        problems.push(rowProblem(row, error.code, where));
        return null;
      }
    };
    const key = attempt(() => evaluate(rule.key, cells));
    if (key === null && problems.length === before) {
      problems.push(rowProblem(row, 'no_key', { column: columnIn(rule.key), target }));
    }
    const fields: MappedRecord['fields'] = {};
    for (const field of this.#fields.get(target) ?? []) {
      const value = rule.fields[field.name];
      if (value === undefined) continue;
      const fit = attempt(() => fitted(evaluate(value, cells), field, columnIn(value)), field.name);
      if (fit !== null) fields[field.name] = fit;
    }
    for (const order of rule.orders) attempt(() => checkOrder(order, row, target, cells, problems));
    if (key === null || problems.slice(before).some((one) => one.severity === 'error')) return null;
    const named = { target, key: String(key), fields };
    return { ...named, row, fingerprint: contentHash(named) };
  }

  /** False for a record that an earlier row made; reports rows that disagree or that double an identity. */
  #isNew(
    rule: RecordRule,
    record: MappedRecord,
    ofRow: readonly MappedRecord[],
    problems: RowProblem[],
  ): boolean {
    const earlier =
      this.#seen.get(record.target)?.get(record.key) ??
      ofRow.find((one) => one.target === record.target && one.key === record.key);
    if (earlier === undefined) return true;
    const where = { column: columnIn(rule.key), target: record.target };
    if (!rule.shared) problems.push(rowProblem(record.row, 'key_twice', where));
    else if (earlier.fingerprint !== record.fingerprint) {
      problems.push(rowProblem(record.row, 'rows_disagree', { ...where, severity: 'warning' }));
    }
    return false;
  }

  #take(record: MappedRecord, batch: Batch): void {
    const ofKind = this.#seen.get(record.target) ?? new Map<string, Seen>();
    this.#seen.set(record.target, ofKind.set(record.key, { fingerprint: record.fingerprint }));
    for (const field of this.#fields.get(record.target) ?? []) {
      const key = record.fields[field.name];
      if (field.type !== 'link' || field.to === undefined || typeof key !== 'string') continue;
      this.#linked.set(field.to, (this.#linked.get(field.to) ?? new Set<string>()).add(key));
    }
    batch.records.push(record);
  }

  #count(one: RowProblem): void {
    this.#problems[one.code] = (this.#problems[one.code] ?? 0) + 1;
    if (one.severity === 'warning') this.#warnings++;
  }

  summary(): RunSummary {
    const open = [...this.#linked].map(([kind, keys]): [string, string[]] => {
      const made = this.#seen.get(kind);
      return [kind, [...keys].filter((key) => made?.has(key) !== true)];
    });
    return {
      rows: this.#rows,
      leftOut: this.#leftOut,
      refused: this.#refused,
      warnings: this.#warnings,
      records: Object.fromEntries([...this.#seen].map(([kind, made]) => [kind, made.size])),
      problems: { ...this.#problems },
      openLinks: Object.fromEntries(open.filter(([, keys]) => keys.length > 0)),
    };
  }
}

/** Days compare as text. Missing ones are not out of order. */
function checkOrder(
  order: OrderRule,
  row: number,
  target: string,
  cells: Cells,
  problems: RowProblem[],
): void {
  const earlier = evaluate(order.earlier, cells);
  const later = evaluate(order.later, cells);
  if (typeof earlier !== 'string' || typeof later !== 'string' || earlier <= later) return;
  const severity = order.severity === 'warning' ? { severity: order.severity } : {};
  const where = { column: columnIn(order.later), target, remedy: order.remedy, ...severity };
  problems.push(rowProblem(row, 'wrong_order', where));
}
