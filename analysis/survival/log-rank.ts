import { incompleteGamma } from './gamma.ts';
import { inverse, type Matrix, times, dot, zeros } from './matrices.ts';
import { riskTable, type Spells } from './spells.ts';

/** A test of whether groups differ. */
export type GroupTest = { chisq: number; df: number; p: number };

export type LogRank = GroupTest & {
  groups: string[];
  observed: number[];
  expected: number[];
  variance: Matrix;
};

/** The upper tail of chi-square with `df` degrees of freedom. */
export function chiSquareTail(chisq: number, df: number): number {
  return df === 0 ? 1 : incompleteGamma(df / 2, chisq / 2).upper;
}

/**
 * The log-rank test of any number of groups (Mantel 1966; Peto and Peto 1972), in the family of Harrington and Fleming
 * (1982): weights S(t−)^rho of the pooled Kaplan–Meier curve, rho 0 the log-rank, 1 that of Peto. Expected d Y_g/Y,
 * hypergeometric variance; delayed entry is in the risk sets.
 */
export function logRank(spells: Spells, group: readonly string[], rho = 0): LogRank {
  const names = [...new Set(group)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const tables = names.map((name) => {
    const rows = group.flatMap((g, i) => (g === name ? [i] : []));
    return riskTableAt(spells, rows);
  });
  const whole = riskTable(spells);
  const observed = names.map(() => 0);
  const expected = names.map(() => 0);
  const variance = zeros(names.length);
  let s = 1;
  whole.time.forEach((time, i) => {
    const d = whole.events[i]!;
    if (d === 0) return;
    const y = whole.atRisk[i]!;
    const weight = s ** rho;
    s *= (y - d) / y;
    const inGroup = tables.map((table) => table(time));
    inGroup.forEach(({ atRisk, events }, g) => {
      observed[g]! += weight * events;
      expected[g]! += (weight * d * atRisk) / y;
      if (y === 1) return;
      const factor = (weight * weight * d * (y - d)) / (y - 1);
      inGroup.forEach((other, h) => {
        variance[g]![h]! += factor * (atRisk / y) * ((g === h ? 1 : 0) - other.atRisk / y);
      });
    });
  });
  return { groups: names, observed, expected, variance, ...tested(observed, expected, variance) };
}

/** (O − E)ᵀ V⁻ (O − E) over the groups that were ever at risk when something happened, less one. */
function tested(observed: number[], expected: number[], variance: Matrix): GroupTest {
  const used = expected.flatMap((e, g) => (e > 0 ? [g] : [])).slice(1);
  const off = used.map((g) => observed[g]! - expected[g]!);
  const inverted = inverse(used.map((g) => used.map((h) => variance[g]![h]!)));
  const chisq = used.length === 0 || inverted === undefined ? 0 : dot(off, times(inverted, off));
  return { chisq, df: used.length, p: chiSquareTail(chisq, used.length) };
}

/** At risk and events of some rows at any time, asked in ascending order. */
function riskTableAt(
  { exit, ended, entry }: Spells,
  rows: readonly number[],
): (time: number) => { atRisk: number; events: number } {
  const outs = rows.toSorted((a, b) => exit[a]! - exit[b]!);
  const ins = entry === undefined ? [] : rows.map((row) => entry[row]!).toSorted((a, b) => a - b);
  let left = 0;
  let entered = entry === undefined ? rows.length : 0;
  return (time) => {
    while (left < outs.length && exit[outs[left]!]! < time) left += 1;
    while (entered < ins.length && ins[entered]! < time) entered += 1;
    let events = 0;
    for (let i = left; i < outs.length && exit[outs[i]!] === time; i++) events += ended[outs[i]!]!;
    return { atRisk: entered - left, events };
  };
}
