import { dot, zeros } from './matrices.ts';
import type { Local } from './maximize.ts';

/** Rows as Cox's regression has them: centred covariates, exits, whether they ended, entries. */
type Rows = {
  x: readonly (readonly number[])[];
  exit: readonly number[];
  ended: readonly number[];
  entry: readonly number[] | undefined;
};

/**
 * Cox's exact partial likelihood for tied times taken as discrete (D. R. Cox 1972; coxph's "exact"): of all choices of d
 * from the risk set, those who ended. With w = exp(xβ) a moment gives Π w over those who ended, divided by the elementary
 * symmetric polynomial B_d of the risk set's w, which is built row by row, B_k ← B_k + w B_(k−1), with its first and
 * second derivatives (M. H. Gail, J. H. Lubin and L. V. Rubinstein 1981). Takes rows at risk × d steps a moment.
 */
export function exactLikelihood({ x, exit, ended, entry }: Rows, at: readonly number[]): Local {
  const p = at.length;
  const linear = x.map((row) => dot(row, at));
  const local: Local = { value: 0, gradient: Array<number>(p).fill(0), hessian: zeros(p) };
  const moments = [...new Set(exit.filter((_, row) => ended[row] === 1))];
  for (const time of moments) {
    const atRisk: number[] = [];
    let d = 0;
    exit.forEach((out, row) => {
      if (out < time || (entry !== undefined && entry[row]! >= time)) return;
      atRisk.push(row);
      if (out !== time || ended[row] !== 1) return;
      d += 1;
      local.value += linear[row]!;
      x[row]!.forEach((v, j) => (local.gradient[j]! += v));
    });
    addChoices(local, x, linear, atRisk, d);
  }
  return local;
}

/** Takes ln B_d of a risk set off, with its derivatives. */
function addChoices(
  local: Local,
  x: Rows['x'],
  linear: readonly number[],
  atRisk: readonly number[],
  d: number,
): void {
  const p = local.gradient.length;
  // Weights whose sum is d keep every polynomial below e^d; the factor is put back on the scale of logs.
  const top = Math.max(...atRisk.map((row) => linear[row]!));
  const sum = atRisk.reduce((all, row) => all + Math.exp(linear[row]! - top), 0);
  const shift = top + Math.log(sum / d);
  const b = new Float64Array(d + 1);
  const first = Array.from({ length: d + 1 }, () => new Float64Array(p));
  const second = Array.from({ length: d + 1 }, () => new Float64Array(p * p));
  b[0] = 1;
  for (const row of atRisk) {
    const w = Math.exp(linear[row]! - shift);
    const own = x[row]!;
    for (let k = d; k >= 1; k--) {
      const [b0, f0, s0, f1, s1] = [b[k - 1]!, first[k - 1]!, second[k - 1]!, first[k]!, second[k]!];
      b[k]! += w * b0;
      for (let i = 0; i < p; i++) {
        f1[i]! += w * (f0[i]! + own[i]! * b0);
        for (let j = 0; j < p; j++)
          s1[i * p + j]! +=
            w * (s0[i * p + j]! + own[i]! * f0[j]! + own[j]! * f0[i]! + own[i]! * own[j]! * b0);
      }
    }
  }
  const all = b[d]!;
  local.value -= Math.log(all) + d * shift;
  for (let i = 0; i < p; i++) {
    const mean = first[d]![i]! / all;
    local.gradient[i]! -= mean;
    for (let j = 0; j < p; j++)
      local.hessian[i]![j]! -= second[d]![i * p + j]! / all - (mean * first[d]![j]!) / all;
  }
}
