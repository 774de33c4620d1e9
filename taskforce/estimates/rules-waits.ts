import { sortedQuantile } from '../../analysis/survival/chances.ts';
import { usualForecast } from '../../analysis/survival/forecast.ts';
import { promisesOf, type Promises } from '../../analysis/survival/promises.ts';
import type { correctionOf } from './rules-calibration.ts';
import { WAITS, type Waits } from './track-scores.ts';

/** Which share of the runs stands for a promised share; null: that share itself. */
export type Correction = ReturnType<typeof correctionOf>;

/** The promised waits of sorted runs, each at the share that the correction puts in its place. */
export function correctedPromises(sorted: Float64Array, correction: Correction): Promises {
  if (correction === null) return promisesOf(sorted, usualForecast.horizon);
  const at = (share: number): number | null => {
    const place = correction(share);
    const wait = place >= 1 ? Infinity : sortedQuantile(sorted, place, 1);
    return wait <= usualForecast.horizon ? wait : null;
  };
  return { p10: at(0.1), p50: at(0.5), p80: at(0.8), p95: at(0.95) };
}

/** A hundred equally likely waits in whole days: the order statistics in the middle of each hundredth. */
export function waitsOf(sorted: Float64Array, correction: Correction): Waits {
  return Array.from({ length: WAITS }, (_, i) => {
    const share = (i + 0.5) / WAITS;
    const place = correction === null ? share : correction(share);
    const wait = place >= 1 ? Infinity : sorted[Math.floor(place * sorted.length)]!;
    return wait <= usualForecast.horizon ? Math.ceil(wait) : null;
  });
}
