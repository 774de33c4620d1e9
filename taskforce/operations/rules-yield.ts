import { operationKinds, type OperationKind } from '../vocabulary/operations.ts';

/** What one reviewed operation yielded and cost; nothing in it names the operation. */
export type Yield = {
  readonly kind: OperationKind;
  readonly type: 'sex' | 'labor' | 'both' | 'undetermined';
  /** First day of the quarter in which it started. */
  readonly quarter: string;
  readonly peopleMet: number;
  readonly victimsIdentified: number;
  readonly victimsAccepting: number;
  readonly arrests: number;
  readonly evidenceItems: number;
  /** Leads written down in the review and cases opened since; each case is a lead. */
  readonly leads: number;
  readonly cases: number;
  readonly minutes: number;
  readonly costCents: number;
  readonly leadMinutes: number | null;
};

/**
 * Fewest operations of which a rate is given. With fewer the limits of a Poisson rate are wider than any difference
 * that people would act on; the counts stand there by themselves.
 */
export const FEWEST = 5;

export type Rate = { readonly mean: number; readonly low: number; readonly high: number };
export type YieldRow = {
  readonly operations: number;
  readonly peopleMet: number;
  readonly victimsIdentified: number;
  readonly victimsAccepting: number;
  readonly arrests: number;
  readonly evidenceItems: number;
  readonly leads: number;
  readonly cases: number;
  readonly minutes: number;
  readonly costCents: number;
  /** Victims identified an operation, with 95 % limits; null with fewer than `FEWEST` operations. */
  readonly victimsPerOperation: Rate | null;
  /** Share of identified victims who accepted services, with 95 % limits; null with fewer than `FEWEST` victims. */
  readonly accepting: Rate | null;
  /** Hours of everybody an operation; null with fewer than `FEWEST` operations. */
  readonly hoursPerOperation: number | null;
  readonly centsPerOperation: number | null;
  /** Middle of the lead times of those that told providers ahead, in minutes; null with fewer than `FEWEST`. */
  readonly leadMedianMinutes: number | null;
  readonly leadsKnown: number;
};

const Z = 1.959964;

/**
 * Wilson score limits of a share (Wilson 1927).
 * @param hits of `of`, both counts; `of` above nought
 */
export function wilson(hits: number, of: number): Rate {
  const share = hits / of;
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return { mean: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * 95 % limits of a count an operation, from the total of `operations` operations. The variance comes from the
 * operations themselves where it is larger than that of a Poisson count: one raid with thirty victims is no rate. Byar's
 * approximation to the exact Poisson limits (Rothman and Boice 1979), widened by the root of the dispersion.
 * @param counts one an operation, at least two
 */
export function perOperation(counts: readonly number[]): Rate {
  const n = counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = total / n;
  const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (n - 1);
  const widen = Math.sqrt(Math.max(1, mean > 0 ? spread / mean : 1));
  const low = total === 0 ? 0 : total * (1 - 1 / (9 * total) - (Z * widen) / (3 * Math.sqrt(total))) ** 3;
  const up = total + 1;
  const high = up * (1 - 1 / (9 * up) + (Z * widen) / (3 * Math.sqrt(up))) ** 3;
  return { mean, low: Math.max(0, low) / n, high: high / n };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)]!;
  return Number.isInteger(half) ? (sorted[half - 1]! + upper) / 2 : upper;
}

/** Sums, and rates where there are enough operations for them to mean anything. */
export function summed(rows: readonly Yield[]): YieldRow {
  const sum = (figure: keyof Yield) => rows.reduce((total, row) => total + (row[figure] as number), 0);
  const n = rows.length;
  const enough = n >= FEWEST;
  const leadTimes = rows.map((row) => row.leadMinutes).filter((lead) => lead !== null);
  const identified = sum('victimsIdentified');
  const minutes = sum('minutes');
  const costCents = sum('costCents');
  return {
    operations: n,
    peopleMet: sum('peopleMet'),
    victimsIdentified: identified,
    victimsAccepting: sum('victimsAccepting'),
    arrests: sum('arrests'),
    evidenceItems: sum('evidenceItems'),
    leads: sum('leads'),
    cases: sum('cases'),
    minutes,
    costCents,
    victimsPerOperation: enough ? perOperation(rows.map((row) => row.victimsIdentified)) : null,
    accepting: enough && identified >= FEWEST ? wilson(sum('victimsAccepting'), identified) : null,
    hoursPerOperation: enough ? Math.round(minutes / 6 / n) / 10 : null,
    centsPerOperation: enough ? Math.round(costCents / n) : null,
    leadMedianMinutes: leadTimes.length >= FEWEST ? Math.round(median(leadTimes)) : null,
    leadsKnown: leadTimes.length,
  };
}

export type Comparison = {
  kinds: ({ kind: OperationKind } & YieldRow)[];
  types: ({ type: Yield['type'] } & YieldRow)[];
  quarters: ({ quarter: string } & YieldRow)[];
  /** Decoys by themselves: demand reduction finds no victims and is mixed with nothing. */
  decoys: YieldRow;
  /** Kinds whose rates may be compared: at least two have enough operations. */
  comparable: boolean;
};

const typesInOrder = ['sex', 'labor', 'both', 'undetermined'] as const;

/** Yield and cost by kind, type and quarter; decoys stand apart from all of them. */
export function compare(all: readonly Yield[]): Comparison {
  const decoys = all.filter((row) => row.kind === 'decoy');
  const rest = all.filter((row) => row.kind !== 'decoy');
  const kinds = operationKinds
    .filter((kind) => kind !== 'decoy')
    .map((kind) => ({ kind, ...summed(rest.filter((row) => row.kind === kind)) }))
    .filter(({ operations }) => operations > 0);
  const quarters = [...new Set(rest.map((row) => row.quarter))].toSorted();
  return {
    kinds,
    types: typesInOrder
      .map((type) => ({ type, ...summed(rest.filter((row) => row.type === type)) }))
      .filter(({ operations }) => operations > 0),
    quarters: quarters.map((quarter) => ({
      quarter,
      ...summed(rest.filter((row) => row.quarter === quarter)),
    })),
    decoys: summed(decoys),
    comparable: kinds.filter(({ operations }) => operations >= FEWEST).length > 1,
  };
}
