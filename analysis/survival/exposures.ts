import { logReferenceRate, referenceHazard } from './reference-curve.ts';
import type { Spells } from './spells.ts';

/** Spells in one phase, with the case each target belongs to and the kind of case. */
export type PhaseSpells = Spells & {
  readonly caseOf: readonly string[];
  readonly kind?: readonly string[] | undefined;
  /** What each spell counts; left out: 1. */
  readonly weight?: readonly number[] | undefined;
};

/**
 * What the estimator needs of a phase's spells: for each cell (a case and a kind of case) the endings seen, and the
 * endings expected at reference speed, by spread and by bin of time.
 */
export type Exposures = {
  cases: string[];
  kinds: string[];
  caseOf: Int32Array;
  kindOf: Int32Array;
  ended: Float64Array;
  /** By spread: expected endings of cell i in bin b at i·bins + b. */
  expected: Float64Array[];
  bins: number;
  endedInBin: Float64Array;
  /** By spread: Σ ln h₀ over the endings. */
  logRates: number[];
};

/**
 * Exposures of the spells on the reference curve with each spread: E = H₀(exit) − H₀(entry), so that delayed entry and
 * open spells need nothing else. In words: expected endings at reference speed; observed over expected is the speed.
 */
export function exposuresOf(
  spells: PhaseSpells,
  median: number,
  spreads: readonly number[],
  breaks: readonly number[] = [0],
): Exposures {
  const { exit, ended, entry, caseOf, kind, weight } = spells;
  const cases = [...new Set(caseOf)];
  const kinds = kind === undefined ? [] : [...new Set(kind)].toSorted();
  const casePlace = new Map(cases.map((name, i) => [name, i]));
  const kindPlace = new Map(kinds.map((name, i) => [name, i]));
  const cells = new Map<number, number>();
  const cellOf = exit.map((_, row) => {
    const key = casePlace.get(caseOf[row]!)! * (kinds.length + 1) + (kind ? kindPlace.get(kind[row]!)! : 0);
    if (!cells.has(key)) cells.set(key, cells.size);
    return cells.get(key)!;
  });
  const bins = breaks.length;
  const found: Exposures = {
    cases,
    kinds,
    caseOf: Int32Array.from(cells.keys(), (key) => Math.floor(key / (kinds.length + 1))),
    kindOf: Int32Array.from(cells.keys(), (key) => (kinds.length === 0 ? -1 : key % (kinds.length + 1))),
    ended: new Float64Array(cells.size),
    expected: spreads.map(() => new Float64Array(cells.size * bins)),
    bins,
    endedInBin: new Float64Array(bins),
    logRates: spreads.map(() => 0),
  };
  exit.forEach((out, row) => {
    const counts = weight?.[row] ?? 1;
    if (ended[row] === 1) {
      found.ended[cellOf[row]!]! += counts;
      found.endedInBin[
        Math.max(
          0,
          breaks.findLastIndex((left) => left < out),
        )
      ]! += counts;
    }
    spreads.forEach((sigma, s) => {
      const curve = { median, sigma };
      if (ended[row] === 1) found.logRates[s]! += counts * logReferenceRate(curve, out);
      addExpected(found.expected[s]!, cellOf[row]! * bins, curve, breaks, entry?.[row] ?? 0, out, counts);
    });
  });
  return found;
}

function addExpected(
  into: Float64Array,
  at: number,
  curve: { median: number; sigma: number },
  breaks: readonly number[],
  from: number,
  to: number,
  counts: number,
): void {
  breaks.forEach((left, b) => {
    const start = Math.max(from, b === 0 ? 0 : left);
    const end = Math.min(to, breaks[b + 1] ?? Infinity);
    if (end > start) into[at + b]! += counts * (referenceHazard(curve, end) - referenceHazard(curve, start));
  });
}
