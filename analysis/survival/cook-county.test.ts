import { expect } from 'vitest';
import { cumulativeIncidence } from './competing-risks.ts';
import { exponential, logLogistic, logNormal, type Waiting, weibull } from './distributions.ts';
import { curveQuantiles, kaplanMeier, stepValue, survivalAt } from './kaplan-meier.ts';
import { lifetimesOf } from './lifetimes.ts';
import { fitParametric } from './parametric.ts';
import { bestModel, type Chance, ownRates } from './own-rates.ts';
import { exposureOf } from './piecewise.ts';
import { thresholdCrps } from './scores.ts';
import type { Spells } from './spells.ts';
import { columnsOf, type Expected, expectClose, expectedFrom, referenceTest } from './testing.ts';

const lastDay = 318;

/** Approved defendants received before a day: days since receipt, ended or not, and how. */
function chargedBy(day: number): { received: number[]; disposed: number[]; outcome: (string | null)[] } {
  const all = columnsOf('ccsao2019.csv.gz');
  const rows = all['intake']!.flatMap((intake, i) =>
    intake === 'approved' && Number(all['received']![i]) < day ? [i] : [],
  );
  return {
    received: rows.map((i) => Number(all['received']![i])),
    disposed: rows.map((i) => Number(all['disposed']![i] ?? Infinity)),
    outcome: rows.map((i) => all['outcome']![i] ?? null),
  };
}

function spellsAsOf(day: number, { received, disposed }: ReturnType<typeof chargedBy>): Spells {
  return {
    exit: received.map((from, i) => Math.max(0.5, Math.min(disposed[i]!, day) - from)),
    ended: disposed.map((end) => (end <= day ? 1 : 0)),
  };
}

referenceTest('28,665 real defendants: curves, causes, fits and hazards agree with R (30)', () => {
  const e = expectedFrom('30-ccsao2019');
  const data = chargedBy(lastDay + 1);
  const spells = spellsAsOf(lastDay, data);
  const ended = spells.ended.reduce((sum, d) => sum + d, 0);
  expect([spells.exit.length, ended]).toEqual([e.n, e.events]);
  const finished = spells.exit.filter((_, i) => spells.ended[i] === 1);
  expectClose(finished.reduce((sum, t) => sum + t, 0) / ended, e.naive_mean_of_finished, 1e-8, 'naive mean');
  const curve = kaplanMeier(spells);
  const at = survivalAt(curve, e.times);
  expectClose(
    at.map((x) => x.survival),
    e.km,
    1e-8,
    'km',
  );
  expectClose(
    at.map((x) => x.se),
    e.km_se,
    1e-8,
    'km se',
  );
  const quantiles = curveQuantiles(curve, e.quantiles.p);
  expectClose(
    quantiles.map((q) => [q.estimate, q.lower, q.upper]),
    [0, 1, 2].map((i) => [e.quantiles.est[i], e.quantiles.lower[i], e.quantiles.upper[i]]),
    1e-8,
  );
  const cause = data.outcome.map((how, i) => (spells.ended[i] === 1 ? how : null));
  const found = cumulativeIncidence({ exit: spells.exit, cause });
  const states = [
    found.open,
    ...['convicted', 'dropped', 'other'].map((name) => {
      const one = found.causes.find((c) => c.cause === name)!;
      return { probability: one.incidence, variance: one.variance };
    }),
  ];
  e.times.forEach((t: number, i: number) => {
    const read = (list: number[], before: number): number => stepValue(found.time, list, t, before);
    expectClose(
      states.map((s, k) => read(s.probability, k === 0 ? 1 : 0)),
      e.cuminc.p[i],
      1e-8,
      `causes at ${t}`,
    );
    expectClose(
      states.map((s) => Math.sqrt(read(s.variance, 0))),
      e.cuminc.se[i],
      1e-8,
      `causes se at ${t}`,
    );
  });
  for (const family of ['exponential', 'weibull', 'lognormal', 'loglogistic'] as const) {
    const wanted = e.fits[family];
    const fit = fitParametric(lifetimesOf(spells), family);
    expectClose(fit.coefficients[0]!.estimate, wanted.intercept, 1e-4, family);
    expectClose(Math.exp(fit.coefficients[1]?.estimate ?? 0), wanted.scale, 1e-4, `${family} scale`);
    expectClose(fit.logLikelihood, wanted.loglik, 1e-4, `${family} loglik`);
    expectClose(fit.covariance, wanted.vcov, 1e-4, `${family} covariance`, true);
  }
  const bins = exposureOf(spells, e.piecewise.breaks);
  expect(bins.events).toEqual(e.piecewise.events);
  expectClose(bins.exposure, e.piecewise.exposure, 1e-8, 'exposure');
});

function parametricForecast(of: Waiting): Chance {
  return (u, h) => -Math.expm1(of.logSurvival(u + h) - of.logSurvival(u));
}

function forecastsAt(spells: Spells): Record<string, Chance> {
  const fitted = (family: 'exponential' | 'weibull' | 'lognormal' | 'loglogistic') =>
    fitParametric(lifetimesOf(spells), family).coefficients.map((c) => c.estimate);
  const [rate] = fitted('exponential');
  const [wb, wbs] = fitted('weibull');
  const [ln, lns] = fitted('lognormal');
  const [ll, lls] = fitted('loglogistic');
  const finished = spells.exit.filter((_, i) => spells.ended[i] === 1);
  const mean = finished.reduce((sum, t) => sum + t, 0) / finished.length;
  const breaks = expectedFrom('30-ccsao2019').piecewise.breaks;
  return {
    exponential: parametricForecast(exponential(Math.exp(-rate!))),
    weibull: parametricForecast(weibull(Math.exp(-wbs!), Math.exp(wb!))),
    lognormal: parametricForecast(logNormal(ln!, Math.exp(lns!))),
    loglogistic: parametricForecast(logLogistic(Math.exp(-lls!), Math.exp(ll!))),
    piecewise: ownRates(spells, breaks),
    mean_of_finished_as_a_date: (u, h) => (u + h >= mean ? 1 : 0),
  };
}

referenceTest(
  'six plain models forecast the open defendants at five dates as in R (31)',
  () => {
    const wanted: Expected[] = expectedFrom('31-ccsao2019-rolling-origin');
    const scores: Record<string, number[]> = {};
    const brier60: Record<string, number[]> = {};
    for (const day of [120, 151, 181, 212, 243]) {
      const data = chargedBy(day);
      const open = data.disposed.flatMap((end, i) => (end > day ? [i] : []));
      const horizon = lastDay - day;
      // The forecast depends on the days waited only: count the defendants by those and by when they ended.
      const elapsed = open.map((i) => day - data.received[i]!);
      const rest = open.map((i) => data.disposed[i]! - day);
      for (const [model, forecast] of Object.entries(forecastsAt(spellsAsOf(day, data)))) {
        const known = new Map<number, number[]>();
        const curve = (u: number): number[] => {
          if (!known.has(u))
            known.set(
              u,
              Array.from({ length: horizon + 1 }, (_, h) => forecast(u, h)),
            );
          return known.get(u)!;
        };
        const mean = (of: (i: number) => number): number =>
          open.reduce((sum, _, i) => sum + of(i), 0) / open.length;
        const brier = (h: number): number =>
          mean((i) => (curve(elapsed[i]!)[h]! - (rest[i]! <= h ? 1 : 0)) ** 2);
        const w = wanted.find((row) => row.asof === day && row.model === model);
        const where = `${model} at day ${day}`;
        expect([open.length, horizon], where).toEqual([w.open, w.horizon]);
        const score = mean((i) => thresholdCrps((h) => curve(elapsed[i]!)[h]!, rest[i]!, horizon));
        (scores[model] ??= []).push(score);
        expectClose(score, w.twcrps, 1e-6, where);
        expectClose(brier(30), w.brier30, 1e-6, `${where} Brier 30`);
        (brier60[model] ??= []).push(brier(60));
        expectClose(brier(60), w.brier60, 1e-6, `${where} Brier 60`);
        expectClose(
          mean((i) => curve(elapsed[i]!)[60]!),
          w.mean_forecast60,
          1e-6,
          `${where} mean`,
        );
        expectClose(
          mean((i) => (rest[i]! <= 60 ? 1 : 0)),
          w.observed60,
          1e-6,
          `${where} observed`,
        );
      }
    }
    // The bars of the rolling origin, held by the site's own rates.
    const meanOf = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length;
    expect(bestModel(scores)).toBe('piecewise');
    expect(meanOf(scores['piecewise']!)).toBeLessThanOrEqual(18.36);
    expect(meanOf(brier60['piecewise']!)).toBeLessThanOrEqual(0.129);
  },
  240_000,
);
