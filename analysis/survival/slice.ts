import type { Random } from './random.ts';

/**
 * One step of a slice sampler from 0 on a log density (R. Neal, Annals of Statistics 31, 2003), stepping out from a width
 * of a half. Exact for any density that falls off on both sides.
 */
export function sliceStep(log: (y: number) => number, random: Random): number {
  const height = log(0) - random.exponential();
  let low = -0.5 * random.uniform();
  let high = low + 0.5;
  while (log(low) > height) low -= 0.5;
  while (log(high) > height) high += 0.5;
  for (;;) {
    const y = low + (high - low) * random.uniform();
    if (log(y) > height) return y;
    if (y < 0) low = y;
    else high = y;
  }
}
