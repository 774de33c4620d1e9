import type { RawRow } from './delimited.ts';

/** An object a line; `problem` when a line is none. */
export interface JsonRow {
  row: number;
  object: Map<string, string> | null;
}

/** Lines longer than this are not read on: one endless line must not fill the memory. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** JSON lines (one object a line). Nested objects become `outer.inner`, lists become text parted by `; `. */
export async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<JsonRow> {
  let row = 0;
  for await (const line of lines(text)) {
    row++;
    if (line.trim() !== '') yield { row, object: objectOf(line) };
  }
}

async function* lines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE);
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function objectOf(line: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(line);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const cells = new Map<string, string>();
    flatten('', value, cells);
    return cells;
  } catch {
    return null;
  }
}

function flatten(path: string, value: unknown, into: Map<string, string>): void {
  if (value === null || value === undefined) into.set(path, '');
  else if (Array.isArray(value)) into.set(path, value.map(asText).join('; '));
  else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value))
      flatten(path === '' ? name : `${path}.${name}`, inner, into);
  } else into.set(path, asText(value));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** Turns objects into rows under known columns; members no column is named after are counted in `unknown`. */
export function underColumns(json: JsonRow, columns: readonly string[]): RawRow & { unknown: number } {
  const cells = columns.map((name) => json.object?.get(name) ?? '');
  const known = columns.filter((name) => json.object?.has(name) === true).length;
  return { row: json.row, cells, unknown: (json.object?.size ?? 0) - known };
}
