import type { Spells } from './spells.ts';

/** A covariate: its name and its value for each spell. */
export type Covariate = { name: string; values: readonly number[] };

/**
 * Waiting times for a fit by likelihood. A time is known exactly (`lower` = `upper`), right-censored (`upper` Infinity),
 * left-censored (`lower` 0) or in an interval; with `entry` > 0 it was seen only because it lasted that long
 * (left truncation). Arrays of one length, one place a spell.
 */
export type Lifetimes = {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly entry?: readonly number[] | undefined;
  readonly covariates?: readonly Covariate[] | undefined;
  /** How many spells a row stands for; left out: one each. */
  readonly weights?: readonly number[] | undefined;
};

/** Spells as waiting times: those still open are right-censored. */
export function lifetimesOf(spells: Spells, covariates?: readonly Covariate[]): Lifetimes {
  return {
    lower: spells.exit,
    upper: spells.exit.map((t, i) => (spells.ended[i] === 1 ? t : Infinity)),
    entry: spells.entry,
    covariates,
  };
}

/** What is wrong with a waiting time: its place, and what. */
export type LifetimeFault = { row: number; field: 'lower' | 'upper' | 'entry'; fault: string };

/** The first waiting time that cannot be fitted; undefined if all can. Fits in logarithms need times above 0. */
export function lifetimeFaultOf({ lower, upper, entry }: Lifetimes): LifetimeFault | undefined {
  for (let row = 0; row < lower.length; row++) {
    const low = lower[row]!;
    const high = upper[row]!;
    const seen = entry?.[row] ?? 0;
    if (!(low >= 0) || low === Infinity) return { row, field: 'lower', fault: 'is not a time from 0 up' };
    if (Number.isNaN(high) || high < low) return { row, field: 'upper', fault: 'is before the lower end' };
    if (high === 0) return { row, field: 'upper', fault: 'is 0: a time that ended must be above 0' };
    if (!(seen >= 0)) return { row, field: 'entry', fault: 'is not a time from 0 up' };
    if (seen > 0 && seen >= (low === high ? low : high))
      return { row, field: 'entry', fault: 'is not before the exit' };
    if (seen > 0 && low < seen && low !== high)
      return { row, field: 'entry', fault: 'is after the lower end' };
  }
  return undefined;
}

/** Times and entries divided by a length, so that optimizers see numbers of order one. */
export function inUnitsOf({ lower, upper, entry, covariates, weights }: Lifetimes, unit: number): Lifetimes {
  const divided = (list: readonly number[]): number[] => list.map((t) => t / unit);
  return {
    lower: divided(lower),
    upper: divided(upper),
    entry: entry === undefined ? undefined : divided(entry),
    covariates,
    weights,
  };
}

/** A typical length: the median of the rows' positive ends, 1 if there is none. */
export function typicalLength({ lower, upper }: Lifetimes): number {
  const ends = lower
    .map((low, i) => (Number.isFinite(upper[i]!) ? (low + upper[i]!) / 2 : low))
    .filter((t) => t > 0);
  return Float64Array.from(ends).toSorted()[Math.floor(ends.length / 2)] ?? 1;
}

/** How many are known to have ended, exactly or within an interval. */
export function endedCount({ upper }: Lifetimes): number {
  return upper.filter((t) => t < Infinity).length;
}

/**
 * The same times with equal rows put together, which a likelihood does not tell apart: days are whole, so thousands of
 * spells have a few hundred different lengths. Rows with covariates are left as they are.
 */
export function collapsed(data: Lifetimes): Lifetimes {
  const { lower, upper, entry, covariates = [], weights } = data;
  if (covariates.length > 0) return data;
  const known = new Map<number, Map<number, Map<number, number>>>();
  const rows: { lower: number[]; upper: number[]; entry: number[]; weights: number[] } = {
    lower: [],
    upper: [],
    entry: [],
    weights: [],
  };
  lower.forEach((low, row) => {
    const byUpper = known.get(low) ?? new Map<number, Map<number, number>>();
    if (byUpper.size === 0) known.set(low, byUpper);
    const byEntry = byUpper.get(upper[row]!) ?? new Map<number, number>();
    if (byEntry.size === 0) byUpper.set(upper[row]!, byEntry);
    const seen = entry?.[row] ?? 0;
    const place = byEntry.get(seen);
    if (place !== undefined) {
      rows.weights[place]! += weights?.[row] ?? 1;
      return;
    }
    byEntry.set(seen, rows.lower.length);
    rows.lower.push(low);
    rows.upper.push(upper[row]!);
    rows.entry.push(seen);
    rows.weights.push(weights?.[row] ?? 1);
  });
  return { ...rows, entry: entry === undefined ? undefined : rows.entry };
}
