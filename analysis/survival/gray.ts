import type { CausedSpells } from './competing-risks.ts';
import { chiSquareTail, type GroupTest } from './log-rank.ts';
import { dot, inverse, type Matrix, times, zeros } from './matrices.ts';

/** The state of the walk through time: per group the curves just before, and the sums of the covariance. */
type Walk = {
  survival: number[];
  incidence: number[];
  pooled: number;
  score: number[];
  /** Derivative sums c_ik, and the three sums of the covariance (per group k): v_ij, v2_ik, v3_k. */
  drift: Matrix;
  direct: Matrix;
  cross: Matrix;
  own: number[];
};

type Moment = { atRisk: number[]; own: number[]; other: number[] };

/**
 * The test of R. Gray (Annals of Statistics 16, 1988) whether the cumulative incidence of one cause differs between
 * groups; weights (1 − I(t−))^rho of the pooled incidence. Without delayed entry. Gives the figures of cmprsk.
 */
export function grayTest(
  { exit, cause }: CausedSpells,
  group: readonly string[],
  of: string,
  rho = 0,
): GroupTest & { groups: string[] } {
  const groups = [...new Set(group)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const n = groups.length;
  const walk: Walk = {
    survival: groups.map(() => 1),
    incidence: groups.map(() => 0),
    pooled: 0,
    score: groups.map(() => 0),
    drift: zeros(n),
    direct: zeros(n),
    cross: zeros(n),
    own: groups.map(() => 0),
  };
  for (const moment of momentsOf(exit, cause, group, groups, of)) advance(walk, moment, rho);
  const kept = groups.map((_, i) => i).slice(0, -1);
  const { drift: c, direct, cross, own } = walk;
  const variance = kept.map((i) =>
    kept.map((j) =>
      groups.reduce(
        (sum, _, k) =>
          sum + c[i]![k]! * c[j]![k]! * own[k]! + c[i]![k]! * cross[j]![k]! + c[j]![k]! * cross[i]![k]!,
        direct[i]![j]!,
      ),
    ),
  );
  const inverted = inverse(variance);
  const score = kept.map((i) => walk.score[i]!);
  const chisq = inverted === undefined ? 0 : dot(score, times(inverted, score));
  return { groups, chisq, df: kept.length, p: chiSquareTail(chisq, kept.length) };
}

/** Who was at risk and who ended, by group, at each time at which somebody ended. */
function momentsOf(
  exit: readonly number[],
  cause: readonly (string | null)[],
  group: readonly string[],
  groups: readonly string[],
  of: string,
): Moment[] {
  const order = exit.map((_, i) => i).toSorted((a, b) => exit[a]! - exit[b]!);
  const atRisk = groups.map((name) => group.filter((g) => g === name).length);
  const found: Moment[] = [];
  for (let i = 0; i < order.length;) {
    const time = exit[order[i]!];
    const moment: Moment = { atRisk: [...atRisk], own: groups.map(() => 0), other: groups.map(() => 0) };
    for (; i < order.length && exit[order[i]!] === time; i++) {
      const row = order[i]!;
      const g = groups.indexOf(group[row]!);
      atRisk[g]! -= 1;
      if (cause[row] === of) moment.own[g]! += 1;
      else if (cause[row] !== null) moment.other[g]! += 1;
    }
    if (moment.own.some((d) => d > 0) || moment.other.some((d) => d > 0)) found.push(moment);
  }
  return found;
}

/** One time: curves of the groups, score Σ W (dN_i − R_i dN/R), and the sums of its covariance (Gray 1988, section 3). */
function advance(walk: Walk, { atRisk, own, other }: Moment, rho: number): void {
  const { survival, incidence, score } = walk;
  const live = atRisk.flatMap((y, g) => (y > 0 ? [g] : []));
  const events = own.reduce((sum, d) => sum + d, 0);
  const h = atRisk.map((y, g) => (y > 0 ? y / survival[g]! : 0));
  const hAll = live.reduce((sum, g) => sum + h[g]!, 0);
  const r = h.map((x, g) => x * (1 - incidence[g]!));
  const rAll = live.reduce((sum, g) => sum + r[g]!, 0);
  const weight = (1 - walk.pooled) ** rho;
  const next = survival.map((s, g) =>
    atRisk[g]! > 0 ? (s * (atRisk[g]! - own[g]! - other[g]!)) / atRisk[g]! : s,
  );
  const pooled = walk.pooled + events / hAll;
  const a = zeros(atRisk.length);
  for (const i of live) {
    score[i]! += weight * (own[i]! - (events * r[i]!) / rAll);
    for (const j of live) {
      a[i]![j] = weight * h[i]! * ((i === j ? 1 : 0) - h[j]! / hAll);
      walk.drift[i]![j]! += (a[i]![j] * events) / (hAll * (1 - walk.pooled));
    }
  }
  for (const k of live)
    spread(walk, a, k, { y: atRisk[k]!, events, other: other[k]!, hAll, pooled, after: next[k]! });
  live.forEach((g) => (incidence[g]! += (survival[g]! * own[g]!) / atRisk[g]!));
  walk.survival = next;
  walk.pooled = pooled;
}

type Jump = { y: number; events: number; other: number; hAll: number; pooled: number; after: number };

/** What the jumps of group k add to the covariance: those of the cause, then those of the other causes. */
function spread(walk: Walk, a: Matrix, k: number, { y, events, other, hAll, pooled, after }: Jump): void {
  const before = walk.survival[k]!;
  if (events > 0) {
    const factor = after > 0 ? 1 - (1 - pooled) / after : 1;
    const ties = events > 1 ? 1 - (events - 1) / (hAll * before - 1) : 1;
    const size = (ties * before * events) / (hAll * y);
    add(walk, k, size, factor, (i) => a[i]![k]! - factor * walk.drift[i]![k]!);
  }
  if (other > 0 && after > 0) {
    const factor = (1 - pooled) / after;
    const ties = other > 1 ? 1 - (other - 1) / (y - 1) : 1;
    const size = (ties * before * before * other) / (y * y);
    add(walk, k, size, -factor, (i) => factor * walk.drift[i]![k]!);
  }
}

function add(walk: Walk, k: number, size: number, factor: number, effect: (i: number) => number): void {
  walk.own[k]! += factor * factor * size;
  for (let i = 0; i < walk.direct.length; i++) {
    walk.cross[i]![k]! += effect(i) * factor * size;
    for (let j = 0; j < walk.direct.length; j++) walk.direct[i]![j]! += effect(i) * effect(j) * size;
  }
}
