/** A linear program over amounts that are never negative: find x with A x = b, as far as may be in one direction. */
export type Program = {
  /** Rows of A, as lists of [variable, factor]. */
  rows: [number, number][][];
  /** Right-hand side, one for each row. */
  right: number[];
  variables: number;
};

const EPSILON = 1e-7;
const LIMIT = 20_000;

/**
 * Solves a small linear program by the two-phase simplex method (G. B. Dantzig, Linear Programming and Extensions,
 * 1963), with Bland's rule once it stands still, so that it always ends.
 * @param gain what is made as large as possible, one factor for each variable; none: any solution
 * @returns a corner of the solutions, or null when there is none; where `gain` has no upper bound, the corner reached
 */
export function solve(program: Program, gain: readonly number[] = []): number[] | null {
  const { rows, right, variables } = program;
  const width = variables + rows.length + 1;
  const table = rows.map((row, i) => {
    const line = new Float64Array(width);
    const sign = right[i]! < 0 ? -1 : 1;
    for (const [variable, factor] of row) line[variable]! += sign * factor;
    line[variables + i] = 1;
    line[width - 1] = sign * right[i]!;
    return line;
  });
  const basis = rows.map((_, i) => variables + i);
  const first = new Float64Array(width);
  for (const line of table) for (let j = 0; j < width; j++) first[j]! -= line[j]!;
  for (let i = 0; i < rows.length; i++) first[variables + i] = 0;
  climb(table, basis, first, variables);
  if (Math.abs(first[width - 1]!) > EPSILON) return null;
  dropArtificial(table, basis, variables);
  const second = new Float64Array(width);
  gain.forEach((factor, variable) => (second[variable] = -factor));
  basis.forEach((variable, i) => {
    const factor = second[variable]!;
    if (factor !== 0) for (let j = 0; j < width; j++) second[j]! -= factor * table[i]![j]!;
  });
  climb(table, basis, second, variables);
  const found = Array.from({ length: variables }, () => 0);
  basis.forEach((variable, i) => {
    if (variable < variables) found[variable] = table[i]![width - 1]!;
  });
  return found;
}

/** Goes from corner to corner while `cost` gets smaller. */
function climb(table: Float64Array[], basis: number[], cost: Float64Array, variables: number): void {
  for (let step = 0; step < LIMIT; step++) {
    const enter = entering(cost, variables, step > 200 + 4 * table.length);
    if (enter < 0) return;
    const leave = leaving(table, basis, enter);
    if (leave < 0) return;
    pivot(table, basis, cost, leave, enter);
  }
}

function entering(cost: Float64Array, variables: number, careful: boolean): number {
  let best = -1;
  for (let j = 0; j < variables; j++) {
    if (cost[j]! >= -EPSILON) continue;
    if (careful) return j;
    if (best < 0 || cost[j]! < cost[best]!) best = j;
  }
  return best;
}

function leaving(table: Float64Array[], basis: number[], enter: number): number {
  let best = -1;
  let least = Infinity;
  table.forEach((line, i) => {
    const factor = line[enter]!;
    if (factor <= EPSILON) return;
    const ratio = line[line.length - 1]! / factor;
    if (ratio < least - EPSILON || (ratio < least + EPSILON && best >= 0 && basis[i]! < basis[best]!)) {
      least = Math.min(least, ratio);
      best = i;
    }
  });
  return best;
}

function pivot(
  table: Float64Array[],
  basis: number[],
  cost: Float64Array,
  leave: number,
  enter: number,
): void {
  const line = table[leave]!;
  const factor = line[enter]!;
  for (let j = 0; j < line.length; j++) line[j]! /= factor;
  for (const other of [...table, cost]) {
    if (other === line) continue;
    const times = other[enter]!;
    if (times !== 0) for (let j = 0; j < other.length; j++) other[j]! -= times * line[j]!;
  }
  basis[leave] = enter;
}

/** Rows that say the same as others keep a helper variable at nothing; where one can be turned out, it is. */
function dropArtificial(table: Float64Array[], basis: number[], variables: number): void {
  const idle = new Float64Array(table[0]?.length ?? 1);
  basis.forEach((variable, i) => {
    if (variable < variables) return;
    const enter = table[i]!.findIndex((factor, j) => j < variables && Math.abs(factor) > EPSILON);
    if (enter >= 0) pivot(table, basis, idle, i, enter);
  });
}
