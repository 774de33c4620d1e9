/** Small dense matrices, as lists of rows. */
export type Matrix = number[][];

/** The unit matrix of a size. */
export function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

/** A matrix of zeros. */
export function zeros(rows: number, columns = rows): Matrix {
  return Array.from({ length: rows }, () => Array<number>(columns).fill(0));
}

/** A·B. */
export function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
}

/** A·v. */
export function times(a: Matrix, v: readonly number[]): number[] {
  return a.map((row) => dot(row, v));
}

/** Σ a_i b_i. */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The transpose. */
export function transpose(a: Matrix): Matrix {
  return (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));
}

/** The inverse by Gauss and Jordan with row pivots; undefined if the matrix is singular to double precision. */
export function inverse(a: Matrix): Matrix | undefined {
  const n = a.length;
  const left = a.map((row) => [...row]);
  const right = identity(n);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(left[row]![column]!) > Math.abs(left[pivot]![column]!)) pivot = row;
    }
    const size = left[pivot]![column]!;
    if (!(Math.abs(size) > 1e-300)) return undefined;
    swap(left, pivot, column);
    swap(right, pivot, column);
    for (let j = 0; j < n; j++) {
      left[column]![j]! /= size;
      right[column]![j]! /= size;
    }
    for (let row = 0; row < n; row++) {
      const factor = row === column ? 0 : left[row]![column]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) {
        left[row]![j]! -= factor * left[column]![j]!;
        right[row]![j]! -= factor * right[column]![j]!;
      }
    }
  }
  return right;
}

function swap(rows: Matrix, i: number, j: number): void {
  const hold = rows[i]!;
  rows[i] = rows[j]!;
  rows[j] = hold;
}

/**
 * The inverse of a symmetric matrix, balanced first: rows and columns are divided by the roots of the diagonal, so that
 * a covariate counted in cents and one counted in years do not spoil each other. undefined if singular.
 */
export function symmetricInverse(a: Matrix): Matrix | undefined {
  const scale = a.map((row, i) => Math.sqrt(Math.abs(row[i]!)) || 1);
  const balanced = a.map((row, i) => row.map((x, j) => x / (scale[i]! * scale[j]!)));
  const found = inverse(balanced);
  if (found === undefined || found.some((row) => row.some((x) => !Number.isFinite(x) || Math.abs(x) > 1e13)))
    return undefined;
  return found.map((row, i) => row.map((x, j) => x / (scale[i]! * scale[j]!)));
}

/**
 * exp(A) by scaling and squaring: A is halved until its norm is below 1/2, the Taylor series summed, and the result
 * squared back (Moler and Van Loan 2003, method 3).
 */
export function matrixExponential(a: Matrix): Matrix {
  const norm = Math.max(0, ...a.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));
  const halvings = Math.max(0, Math.ceil(Math.log2(Math.max(norm, 1e-300))) + 1);
  const scaled = a.map((row) => row.map((x) => x / 2 ** halvings));
  let term = identity(a.length);
  let sum = identity(a.length);
  for (let k = 1; k <= 18; k++) {
    term = product(term, scaled).map((row) => row.map((x) => x / k));
    sum = sum.map((row, i) => row.map((x, j) => x + term[i]![j]!));
  }
  for (let k = 0; k < halvings; k++) sum = product(sum, sum);
  return sum;
}
