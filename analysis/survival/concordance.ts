import { ascending, type Spells } from './spells.ts';

/** Counts by rank, with the number below and at a rank in a logarithm of steps (P. Fenwick 1994). */
class Ranks {
  private readonly tree: Int32Array;
  private readonly own: Int32Array;
  total = 0;

  constructor(size: number) {
    this.tree = new Int32Array(size + 1);
    this.own = new Int32Array(size);
  }

  add(rank: number, by: number): void {
    this.total += by;
    this.own[rank]! += by;
    for (let i = rank + 1; i < this.tree.length; i += i & -i) this.tree[i]! += by;
  }

  /** How many are below the rank, those at it counting half. */
  below(rank: number): number {
    let sum = this.own[rank]! / 2;
    for (let i = rank; i > 0; i -= i & -i) sum += this.tree[i]!;
    return sum;
  }
}

/**
 * The share of comparable pairs in which the one with the higher risk ends first (F. Harrell 1982), ties of risk
 * counting half. A pair is comparable if one ends while the other is at risk and does not end at the same time. The
 * standard error is the infinitesimal jackknife's (T. Therneau and E. Atkinson 2020): each spell's pairs are counted
 * once as the one that ended and once as the one at risk.
 */
export function concordance(spells: Spells, risk: readonly number[]): { estimate: number; se: number } {
  const { exit, ended } = spells;
  const levels = [...new Set(risk)].toSorted((a, b) => a - b);
  const rankOf = new Map(levels.map((value, i) => [value, i]));
  const rank = Int32Array.from(risk, (value) => rankOf.get(value)!);
  const good = new Float64Array(exit.length);
  const pairs = new Float64Array(exit.length);
  asEnding(spells, rank, levels.length, good, pairs);
  let allGood = 0;
  let allPairs = 0;
  for (let i = 0; i < exit.length; i++) {
    if (ended[i] !== 1) continue;
    allGood += good[i]!;
    allPairs += pairs[i]!;
  }
  asAtRisk(spells, rank, levels.length, good, pairs);
  const estimate = allGood / allPairs;
  const variance = good.reduce((sum, g, i) => sum + ((g - estimate * pairs[i]!) / allPairs) ** 2, 0);
  return { estimate, se: Math.sqrt(variance) };
}

/** Backwards in time: each that ends against those at risk then that do not end at that time. */
function asEnding(
  { exit, ended, entry }: Spells,
  rank: Int32Array,
  levels: number,
  good: Float64Array,
  pairs: Float64Array,
): void {
  const byExit = ascending(exit);
  const byEntry = entry === undefined ? new Int32Array() : ascending(entry);
  const open = new Ranks(levels);
  let out = byEntry.length - 1;
  for (let i = byExit.length - 1; i >= 0;) {
    const time = exit[byExit[i]!]!;
    const ending: number[] = [];
    for (; i >= 0 && exit[byExit[i]!] === time; i--) {
      const row = byExit[i]!;
      if (ended[row] === 1) ending.push(row);
      else open.add(rank[row]!, 1);
    }
    // Those who are seen only from this time on are not at risk at it; they ended later, so they are in.
    for (; out >= 0 && entry![byEntry[out]!]! >= time; out--) open.add(rank[byEntry[out]!]!, -1);
    for (const row of ending) {
      good[row]! += open.below(rank[row]!);
      pairs[row]! += open.total;
    }
    for (const row of ending) open.add(rank[row]!, 1);
  }
}

/** Forwards in time: each against those that ended while it was at risk: those until its exit less those until its entry. */
function asAtRisk(
  { exit, ended, entry }: Spells,
  rank: Int32Array,
  levels: number,
  good: Float64Array,
  pairs: Float64Array,
): void {
  const byExit = ascending(exit);
  const byEntry = entry === undefined ? new Int32Array() : ascending(entry);
  const over = new Ranks(levels);
  const count = (row: number, sign: number): void => {
    good[row]! += sign * (over.total - over.below(rank[row]!));
    pairs[row]! += sign * over.total;
  };
  let seen = 0;
  for (let i = 0; i < byExit.length;) {
    const time = exit[byExit[i]!]!;
    for (; seen < byEntry.length && entry![byEntry[seen]!]! < time; seen++) count(byEntry[seen]!, -1);
    const here: number[] = [];
    for (; i < byExit.length && exit[byExit[i]!] === time; i++) here.push(byExit[i]!);
    for (const row of here) if (ended[row] === 1) count(row, 1);
    for (const row of here) if (ended[row] === 1) over.add(rank[row]!, 1);
    for (const row of here) if (ended[row] !== 1) count(row, 1);
  }
}
