import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const place = [1, 2, 3]
  .map((up) =>
    path.join(
      fileURLToPath(new URL('../..', import.meta.url)),
      '../'.repeat(up),
      'shared/reference/survival',
    ),
  )
  .find((dir) => existsSync(dir));

/** A figure, a list of them, or something made of both, as in the reference files. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape differs from file to file; the tests say what they read
export type Expected = any;

/** Is the folder with the reference figures beside the repository? */
export const haveReference = place !== undefined;

/**
 * A test that compares with figures made by other programs. They lie beside the repository
 * (`../shared/reference/survival`), not in it: without them it is skipped, and says so.
 */
export function referenceTest(name: string, body: () => void | Promise<void>, timeout = 60_000): void {
  if (haveReference) test(name, { timeout }, body);
  else test.skip(`${name} (skipped: ../shared/reference/survival is not there)`, () => undefined);
}

/** The expected figures of one reference file, for example `01-kaplan-meier-aml`. */
export function expectedFrom(name: string): Expected {
  const file: Expected = JSON.parse(readFileSync(path.join(place!, 'expected', `${name}.json`), 'utf8'));
  return file.expected ?? file;
}

/** The rows of one reference data set by column; an empty cell is undefined. */
export function columnsOf(name: string): Record<string, (string | undefined)[]> {
  const raw = readFileSync(path.join(place!, 'data', name));
  const text = (name.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').trim();
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line) => line.split(','));
  return Object.fromEntries(names.map((column, i) => [column, rows.map((row) => row[i] || undefined)]));
}

/** The named columns of a data set as numbers; an empty cell is NaN. */
export function numbersOf<N extends string>(name: string, ...names: N[]): Record<N, number[]> {
  const all = columnsOf(name);
  return Object.fromEntries(
    names.map((column) => [column, all[column]!.map((cell) => (cell === undefined ? NaN : Number(cell)))]),
  ) as Record<N, number[]>;
}

/**
 * Every figure of `found` is within `tolerance` of the one in `wanted`, relative to the larger of 1 and its size
 * (or relative to its own size, with `relative`). null in the reference means there is none: then ours is NaN or null.
 */
export function expectClose(
  found: unknown,
  wanted: unknown,
  tolerance: number,
  where = '',
  relative = false,
): void {
  if (Array.isArray(wanted)) {
    const list = found as ArrayLike<unknown>;
    expect(list.length, `${where}: how many`).toBe(wanted.length);
    wanted.forEach((w, i) => expectClose(list[i], w, tolerance, `${where}[${i}]`, relative));
    return;
  }
  if (wanted === null || wanted === undefined || Number.isNaN(wanted)) {
    expect(found === null || found === undefined || !Number.isFinite(found), `${where}: no figure`).toBe(
      true,
    );
    return;
  }
  const size = relative ? Math.abs(wanted as number) : Math.max(1, Math.abs(wanted as number));
  const off = Math.abs((found as number) - (wanted as number));
  if (!(off <= tolerance * size))
    expect.fail(`${where}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
