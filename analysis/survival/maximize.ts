import { dot, type Matrix, symmetricInverse, times } from './matrices.ts';

/** Value, gradient and second derivatives of a function at a point. */
export type Local = { value: number; gradient: number[]; hessian: Matrix };

/** A maximum, and the covariance (−H)⁻¹ that its curvature gives. */
export type Maximum = {
  at: number[];
  value: number;
  covariance: Matrix;
  gradient: number[];
  iterations: number;
  converged: boolean;
};

/**
 * Maximizes a function by Newton's method with Levenberg's damping: the curvature is raised on its diagonal until a
 * step goes up, and lowered again while steps succeed. It has converged when the expected gain of a full Newton step,
 * gᵀ(−H)⁻¹g / 2, is below `tolerance`.
 */
export function maximize(
  local: (at: readonly number[]) => Local,
  start: readonly number[],
  {
    value = (at) => local(at).value,
    tolerance = 1e-12,
    limit = 200,
  }: {
    value?: (at: readonly number[]) => number;
    tolerance?: number;
    limit?: number;
  } = {},
): Maximum {
  let at = [...start];
  let here = local(at);
  let damping = 0;
  let iterations = 0;
  for (; iterations < limit; iterations++) {
    const full = newtonStep(here, 0);
    if (full !== undefined && dot(full, here.gradient) >= 0 && dot(full, here.gradient) / 2 < tolerance) {
      const polished = at.map((x, i) => x + full[i]!);
      const there = local(polished);
      if (there.value >= here.value) [at, here] = [polished, there];
      return finish(at, here, iterations, true);
    }
    const step = newtonStep(here, damping);
    const next = step === undefined ? undefined : at.map((x, i) => x + step[i]!);
    const better = next !== undefined && dot(step!, here.gradient) > 0 && value(next) > here.value;
    if (better) {
      at = next;
      here = local(at);
      damping = damping < 1e-6 ? 0 : damping / 10;
    } else {
      damping = damping === 0 ? 1e-4 : damping * 10;
      if (damping > 1e12) break;
    }
  }
  return finish(at, here, iterations, false);
}

/** (−H + λ diag|H|)⁻¹ g; undefined if that cannot be. */
function newtonStep({ gradient, hessian }: Local, damping: number): number[] | undefined {
  const curvature = hessian.map((row, i) =>
    row.map((x, j) => -x + (i === j ? damping * Math.max(Math.abs(x), 1e-8) : 0)),
  );
  if (curvature.some((row) => row.some((x) => !Number.isFinite(x)))) return undefined;
  const inverted = symmetricInverse(curvature);
  return inverted === undefined ? undefined : times(inverted, gradient);
}

function finish(at: number[], here: Local, iterations: number, done: boolean): Maximum {
  const covariance = symmetricInverse(here.hessian.map((row) => row.map((x) => -x)));
  const sound = covariance?.every((row, i) => row[i]! > 0) ?? false;
  return {
    at,
    value: here.value,
    covariance: sound ? covariance! : here.hessian.map((row) => row.map(() => NaN)),
    gradient: here.gradient,
    iterations,
    converged: done && sound,
  };
}

/**
 * Gradient and second derivatives by central differences of fourth order, steps 1e-2.6 and 2e-3 times the size of a
 * coordinate (at least 1): errors near 1e-9 of a smooth function of order one, enough for standard errors to 1e-6.
 */
export function numericLocal(f: (at: readonly number[]) => number): (at: readonly number[]) => Local {
  return (at) => {
    const value = f(at);
    const steps = at.map((x) => 2e-3 * Math.max(1, Math.abs(x)));
    const moved = (...moves: [number, number][]): number => {
      const there = [...at];
      for (const [i, by] of moves) there[i]! += by * steps[i]!;
      return f(there);
    };
    const gradient: number[] = [];
    const hessian = at.map(() => at.map(() => 0));
    at.forEach((_, i) => {
      const h = steps[i]!;
      const [p1, m1, p2, m2] = [moved([i, 1]), moved([i, -1]), moved([i, 2]), moved([i, -2])];
      gradient.push((8 * (p1 - m1) - (p2 - m2)) / (12 * h));
      hessian[i]![i] = (16 * (p1 + m1) - (p2 + m2) - 30 * value) / (12 * h * h);
      for (let j = 0; j < i; j++) {
        const mixed = (s: number): number =>
          moved([i, s], [j, s]) - moved([i, s], [j, -s]) - moved([i, -s], [j, s]) + moved([i, -s], [j, -s]);
        const cross = ((4 / 3) * mixed(1)) / 4 - ((1 / 3) * mixed(2)) / 16;
        hessian[i]![j] = hessian[j]![i] = cross / (h * steps[j]!);
      }
    });
    return { value, gradient, hessian };
  };
}
