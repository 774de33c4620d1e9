import { logGamma } from './gamma.ts';

/**
 * The incomplete beta function and what hangs on it: Beta and Student's t. Checked against R 4.2.2
 * (`pbeta`, `qbeta`, `qt`) in special-functions.test.ts.
 */

const tiny = 1e-300;

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  const keep = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / keep(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / keep(1 + even * d);
    c = keep(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keep(1 + odd * d);
    c = keep(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h;
}

/** I_x(a, b), the distribution function of Beta(a, b), for a, b > 0 and 0 ≤ x ≤ 1. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(a > 0) || !(b > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const factor = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (factor * fraction(a, b, x)) / a;
  return 1 - (factor * fraction(b, a, 1 - x)) / b;
}

/** The quantile of Beta(a, b): Newton's steps inside a bracket that every step narrows. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1) || !(a > 0) || !(b > 0)) return NaN;
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 300; i++) {
    const error = incompleteBeta(a, b, x) - p;
    if (error > 0) high = x;
    else low = x;
    const slope = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
    let next = x - error / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * Math.max(x, 1e-300)) return next;
    x = next;
  }
  return x;
}

/** P(T ≤ t) of Student's t with `df` degrees of freedom: through I_{df/(df+t²)}(df/2, 1/2). */
export function studentCdf(t: number, df: number): number {
  const tail = 0.5 * incompleteBeta(df / 2, 0.5, df / (df + t * t));
  return t > 0 ? 1 - tail : tail;
}

/** The quantile of Student's t with `df` degrees of freedom. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const tail = 2 * (1 - p);
  // The smaller of the two complements is the one that keeps its digits.
  const y = betaQuantile(tail, df / 2, 0.5);
  if (y < 0.5) return Math.sqrt((df * (1 - y)) / y);
  const rest = betaQuantile(1 - tail, 0.5, df / 2);
  return Math.sqrt((df * rest) / (1 - rest));
}
