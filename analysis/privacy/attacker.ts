import type { Breakdown, Said, Target } from './attack.ts';
import type { RecordClass } from './classes.ts';

/** For tests: an attacker who tries every world there is, and shares no code with the program that it attacks. */
export type Known = { breakdowns: Breakdown[]; classes: RecordClass[]; said: Said[] };

/** Every way in which one record can be divided: a group of each breakdown. */
function cells(breakdowns: Breakdown[]): number[][] {
  return breakdowns.reduce<number[][]>(
    (sofar, { groups }) => sofar.flatMap((one) => groups.map((_, g) => [...one, g])),
    [[]],
  );
}

type Bound = { least: number; most: number };
type Sum = { wanted: number; now: number; parts: number };

/**
 * Counts through every world that says what was said, with at most `cap` records where nothing that was said bounds them.
 * @returns the least and the most of each target over all of them
 */
export function boundsByTrying(known: Known, targets: Target[], cap: number): Bound[] {
  const { breakdowns, classes, said } = known;
  const all = cells(breakdowns);
  const variables = classes.flatMap((one, c) => all.map((cell) => ({ c, members: one.members, cell })));
  const sums: Sum[] = [];
  const of = variables.map(() => [] as Sum[]);
  const require = (wanted: number | null, has: (v: (typeof variables)[number]) => boolean) => {
    if (wanted === null) return;
    const sum = { wanted, now: 0, parts: 0 };
    sums.push(sum);
    variables.forEach((v, i) => has(v) && of[i]!.push(sum) && (sum.parts += 1));
  };
  said.forEach(({ total, by }, k) => {
    require(total, (v) => (v.members >> k) % 2 === 1);
    by.forEach((groups, b) =>
      groups.forEach((value, g) => require(value, (v) => (v.members >> k) % 2 === 1 && v.cell[b] === g)),
    );
  });
  const touches = targets.map((t) =>
    variables.map(
      (v) => t.classes.includes(v.c) && (t.breakdown === null || v.cell[t.breakdown] === t.group),
    ),
  );
  const bounds = targets.map(() => ({ least: Infinity, most: -Infinity }));
  const chosen = Array.from({ length: variables.length }, () => 0);
  const settle = () =>
    touches.forEach((has, t) => {
      const n = chosen.reduce((a, value, i) => a + (has[i] ? value : 0), 0);
      bounds[t]!.least = Math.min(bounds[t]!.least, n);
      bounds[t]!.most = Math.max(bounds[t]!.most, n);
    });
  const go = (i: number): void => {
    if (i === variables.length) return settle();
    const room = of[i]!.length === 0 ? cap : Math.min(...of[i]!.map((s) => s.wanted - s.now));
    const needed = Math.max(0, ...of[i]!.map((s) => (s.parts === 1 ? s.wanted - s.now : 0)));
    for (const s of of[i]!) s.parts -= 1;
    for (let n = needed; n <= room; n++) {
      chosen[i] = n;
      for (const s of of[i]!) s.now += n;
      go(i + 1);
      for (const s of of[i]!) s.now -= n;
    }
    chosen[i] = 0;
    for (const s of of[i]!) s.parts += 1;
  };
  go(0);
  return bounds;
}
