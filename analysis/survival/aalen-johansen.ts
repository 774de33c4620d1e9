import { type LimitOptions, stateLimits } from './limits.ts';
import { identity, type Matrix, zeros } from './matrices.ts';
import { ascending, mustBePossible } from './spells.ts';

/**
 * Stays of persons (or strands) in states: each from `entry` to `exit` in the state `from`, after which it moved to `to`,
 * or was no longer observed (null). One person has as many stays as moves, and may come back to a state.
 */
export type Stays = {
  readonly entry?: readonly number[] | undefined;
  readonly exit: readonly number[];
  readonly from: readonly string[];
  readonly to: readonly (string | null)[];
};

/** One step of the process: how many were in each state just before, and which moves happened. */
type Step = { time: number; atRisk: number[]; moves: { from: number; to: number; count: number }[] };

/** Transition probabilities out of one state: P(in `to` at t | in `from` at the start). */
export type TransitionCurve = {
  from: string;
  to: string;
  probability: number[];
  variance: number[];
  lower: number[];
  upper: number[];
};

export type TransitionCurves = {
  states: string[];
  time: number[];
  /** By time, then by state in the order of `states`: how many were in the state just before. */
  atRisk: number[][];
  /** The moves that were seen, by time. */
  moves: { time: number; from: string; to: string; count: number }[];
  curves: TransitionCurve[];
};

/**
 * The estimator of Aalen and Johansen (1978) for any number of states and moves in both directions, with right
 * censoring and delayed entry: P(s, t) = Π_{s < u ≤ t} (I + dA(u)), dA_hj = dN_hj / Y_h.
 * The variance is of Greenwood's kind (Andersen, Borgan, Gill and Keiding 1993, IV.4.1.3), with multinomial jumps
 * cov(dA_gj, dA_gk) = dN_gj (δ_jk Y_g − dN_gk) / Y_g³; it is what etm gives.
 * `start` is the time s from which the probabilities run (default: before everything).
 */
export function aalenJohansen(
  stays: Stays,
  options: LimitOptions & { start?: number; states?: readonly string[] } = {},
): TransitionCurves {
  const states = [...(options.states ?? statesOf(stays))];
  const steps = stepsOf(stays, states, options.start ?? -Infinity);
  const absorbing = new Set(states.map((_, i) => i));
  for (const { moves } of steps) for (const { from } of moves) absorbing.delete(from);
  const origins = states.map((_, i) => i).filter((i) => !absorbing.has(i));
  const curves = origins.flatMap((origin) => curvesFrom(origin, steps, states, options));
  return {
    states,
    time: steps.map(({ time }) => time),
    atRisk: steps.map(({ atRisk }) => atRisk),
    moves: steps.flatMap(({ time, moves }) =>
      moves.map(({ from, to, count }) => ({ time, from: states[from]!, to: states[to]!, count })),
    ),
    curves,
  };
}

/** The states that occur, in the order of their names (numbers as numbers). */
export function statesOf({ from, to }: Pick<Stays, 'from' | 'to'>): string[] {
  const names = new Set([...from, ...to.filter((state) => state !== null)]);
  return [...names].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What happened at each exit time after `start`. */
function stepsOf({ entry, exit, from, to }: Stays, states: readonly string[], start: number): Step[] {
  mustBePossible({ exit, entry, ended: exit.map(() => 0) });
  const place = new Map(states.map((state, i) => [state, i]));
  const outs = ascending(exit);
  const ins = entry === undefined ? undefined : ascending(entry);
  const inState = states.map(() => 0);
  if (ins === undefined) for (const state of from) inState[place.get(state)!]! += 1;
  const steps: Step[] = [];
  let entered = 0;
  for (let i = 0; i < outs.length;) {
    const time = exit[outs[i]!]!;
    for (; ins !== undefined && entered < ins.length && entry![ins[entered]!]! < time; entered++) {
      inState[place.get(from[ins[entered]!]!)!]! += 1;
    }
    const atRisk = [...inState];
    const counts = new Map<number, number>();
    for (; i < outs.length && exit[outs[i]!] === time; i++) {
      const row = outs[i]!;
      const here = place.get(from[row]!)!;
      inState[here]! -= 1;
      const there = to[row] === null ? here : place.get(to[row]!)!;
      if (there !== here)
        counts.set(here * states.length + there, (counts.get(here * states.length + there) ?? 0) + 1);
    }
    if (time <= start) continue;
    const moves = [...counts]
      .toSorted(([a], [b]) => a - b)
      .map(([key, count]) => ({ from: Math.floor(key / states.length), to: key % states.length, count }));
    steps.push({ time, atRisk, moves });
  }
  return steps;
}

function curvesFrom(
  origin: number,
  steps: readonly Step[],
  states: readonly string[],
  options: LimitOptions,
): TransitionCurve[] {
  const size = states.length;
  const probability = states.map((): number[] => []);
  const variance = states.map((): number[] => []);
  let row = identity(size)[origin]!;
  let spread = zeros(size);
  for (const step of steps) {
    if (step.moves.length > 0) [row, spread] = advance(row, spread, step, size);
    for (let j = 0; j < size; j++) {
      probability[j]!.push(row[j]!);
      variance[j]!.push(Math.max(0, spread[j]![j]!));
    }
  }
  return states.map((to, j) => ({
    from: states[origin]!,
    to,
    probability: probability[j]!,
    variance: variance[j]!,
    ...stateLimits(probability[j]!, variance[j]!, options),
  }));
}

/** P(t) = P(t−)(I + dA); Cov(t) = (I + dA)ᵀ Cov(t−) (I + dA) + Σ_g P_g(t−)² cov(dA_g). */
function advance(row: number[], spread: Matrix, step: Step, size: number): [number[], Matrix] {
  const jump = identity(size);
  const added = zeros(size);
  for (const [g, counts] of byOrigin(step.moves)) {
    const y = step.atRisk[g]!;
    const leaving = new Map(counts);
    leaving.set(g, -counts.reduce((sum, [, count]) => sum + count, 0));
    for (const [j, count] of leaving) jump[g]![j]! += count / y;
    addSpread(added, counts, g, y, row[g]! ** 2);
  }
  const next = jump.map((_, j) => row.reduce((sum, p, g) => sum + p * jump[g]![j]!, 0));
  return [next, sandwich(spread, jump, added)];
}

/** Jᵀ C J + added, without the zeros of a mostly empty J. */
function sandwich(c: Matrix, jump: Matrix, added: Matrix): Matrix {
  const size = c.length;
  const right = c.map((row) => jump.map((_, k) => row.reduce((sum, x, g) => sum + x * jump[g]![k]!, 0)));
  return Array.from({ length: size }, (_, j) =>
    Array.from({ length: size }, (_, k) => {
      let sum = added[j]![k]!;
      for (let g = 0; g < size; g++) sum += jump[g]![j]! * right[g]![k]!;
      return sum;
    }),
  );
}

function byOrigin(moves: Step['moves']): Map<number, [number, number][]> {
  const found = new Map<number, [number, number][]>();
  for (const { from, to, count } of moves) found.set(from, [...(found.get(from) ?? []), [to, count]]);
  return found;
}

/** Adds weight × the covariance of the jumps out of g, the one of staying included (it is minus their sum). */
function addSpread(into: Matrix, counts: [number, number][], g: number, y: number, weight: number): void {
  let all = 0;
  const withAll = new Map<number, number>();
  for (const [j, dj] of counts) {
    for (const [k, dk] of counts) {
      const cov = (weight * (j === k ? dj * (y - dk) : -dj * dk)) / y ** 3;
      into[j]![k]! += cov;
      withAll.set(j, (withAll.get(j) ?? 0) + cov);
      all += cov;
    }
  }
  for (const [j, cov] of withAll) {
    into[j]![g]! -= cov;
    into[g]![j]! -= cov;
  }
  into[g]![g]! += all;
}
