import { stepValue } from '../../analysis/survival/kaplan-meier.ts';

/** A curve as it is printed: lists of one length. */
export type Series = {
  times: number[];
  atRisk: number[];
  estimates: number[];
  variances: number[];
  standardErrors: number[];
  limits: { level: number; scale: string; lower: number[]; upper: number[] };
};

/** Puts a curve into its printed form. */
export function series(
  times: number[],
  atRisk: number[],
  estimates: number[],
  variances: number[],
  { lower, upper }: { lower: number[]; upper: number[] },
  level: number,
  scale: string,
): Series {
  const standardErrors = variances.map(Math.sqrt);
  return { times, atRisk, estimates, variances, standardErrors, limits: { level, scale, lower, upper } };
}

/** The curve read at given times; `before` is what it is before its first step. */
export function readAt(
  { times, estimates, variances, limits }: Series,
  at: readonly number[],
  before: number,
): { time: number; estimate: number; variance: number; lower: number; upper: number }[] {
  return at.map((time) => ({
    time,
    estimate: stepValue(times, estimates, time, before),
    variance: stepValue(times, variances, time, 0),
    lower: stepValue(times, limits.lower, time, before),
    upper: stepValue(times, limits.upper, time, before),
  }));
}
