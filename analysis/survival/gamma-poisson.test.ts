import { expect, test } from 'vitest';
import {
  exposureOf,
  hazardBetween,
  cutAt,
  logMarginalLikelihood,
  piecewiseRegression,
  predictiveSurvival,
  ratesOf,
  ratesSummary,
  updatedRates,
} from './piecewise.ts';
import { pooled, type PoolingMethod } from './pooling.ts';
import { fitAlpha, noDifference, shrunkSpeed, speedsLogLikelihood } from './shrinkage.ts';
import { expectClose, expectedFrom, numbersOf, referenceTest } from './testing.ts';

const tolerance = 1e-9;

test('cutting spells keeps every day and every ending, and a break belongs to the bin before it', () => {
  const spells = { exit: [30, 31, 45], ended: [1, 1, 0], entry: [0, 10, 40] };
  const { events, exposure } = exposureOf(spells, [0, 30]);
  expect(events).toEqual([1, 1]);
  expect(exposure).toEqual([30 + 20, 1 + 5]);
  expect(cutAt(spells, [0, 30])).toHaveLength(4);
});

test('groups that do not differ are said not to, and groups that do are drawn towards the middle', () => {
  const same = Array.from({ length: 30 }, () => ({ observed: 10, expected: 10 }));
  expect(fitAlpha(same)).toMatchObject({ differ: false, alpha: noDifference });
  const different = [2, 30, 4, 25, 3, 28, 9, 1].map((observed) => ({ observed, expected: 12 }));
  const found = fitAlpha(different);
  expect(found.differ).toBe(true);
  for (const by of [0.9, 1.1]) {
    expect(speedsLogLikelihood(different, found.alpha * by)).toBeLessThan(found.logLikelihood);
  }
  for (const group of different) {
    const own = group.observed / group.expected;
    const { mean } = shrunkSpeed(group, found.alpha);
    expect(Math.abs(mean - 1)).toBeLessThan(Math.abs(own - 1));
  }
});

referenceTest('piecewise rates, their update, and predictions from them agree with R (10)', () => {
  const e = expectedFrom('10-piecewise-gamma-poisson');
  const data = numbersOf('lung.csv', 'time', 'event', 'sex', 'age');
  const spells = { exit: data.time, ended: data.event };
  const w = e.lung;
  const found = exposureOf(spells, w.breaks);
  expect(found).toEqual({ breaks: w.breaks, events: w.events, exposure: w.exposure });
  expectClose(ratesOf(found), w.rate_mle, tolerance, 'rates');
  expectClose(piecewiseRegression(spells, w.breaks).logLikelihood, w.loglik_poisson, tolerance, 'loglik');
  const covariates = [
    { name: 'sex', values: data.sex },
    { name: 'age', values: data.age },
  ];
  const { coefficients } = piecewiseRegression(spells, w.breaks, covariates);
  // R's glm stops when the deviance changes by 1e-8, which leaves its coefficients 1e-7 from the top, and its
  // standard errors are those of the step before.
  expectClose(
    coefficients.map((c) => c.estimate),
    w.with_covariates.coef,
    1e-6,
    'coefficients',
  );
  expectClose(
    coefficients.map((c) => c.se),
    w.with_covariates.se,
    1e-4,
    'standard errors',
  );
  const after = updatedRates(w.prior, found);
  expect(after).toEqual({ shape: w.posterior.shape, rate: w.posterior.rate });
  const { mean, quantiles } = ratesSummary(after);
  expectClose(mean, w.posterior.mean, tolerance, 'means');
  expectClose(quantiles, w.posterior.q, tolerance, 'quantiles');
  const p = w.predictive_survival;
  expectClose(
    p.t.map((t: number) => predictiveSurvival(w.breaks, after, 0, t)),
    p.S,
    tolerance,
    'S',
  );
  const g = w.predictive_survival_given_120;
  expectClose(
    g.h.map((h: number) => predictiveSurvival(w.breaks, after, 120, 120 + h)),
    g.S,
    tolerance,
    'S | 120',
  );
  const marginal = logMarginalLikelihood(w.prior, found);
  expectClose(marginal, w.log_marginal_likelihood_without_D_factorial, tolerance, 'marginal');
  const c = numbersOf('channing.csv', 'entry', 'exit', 'event');
  const late = exposureOf({ exit: c.exit, ended: c.event, entry: c.entry }, e.channing.breaks);
  expect(late.events).toEqual(e.channing.events);
  expect(late.exposure).toEqual(e.channing.exposure);
  expectClose(ratesOf(late), e.channing.rate_mle, tolerance, 'rates of late entries');
});

referenceTest('observed over expected, shrunk, with limits, agrees with R (11)', () => {
  const e = expectedFrom('11-gamma-poisson-shrinkage');
  const w = expectedFrom('10-piecewise-gamma-poisson').lung;
  const data = numbersOf('lung.csv', 'inst', 'time', 'event');
  const groups = e.inst.map((inst: number) => {
    const rows = data.inst.flatMap((own, i) => (own === inst ? [i] : []));
    const sum = (of: (i: number) => number): number => rows.reduce((all, i) => all + of(i), 0);
    return {
      observed: sum((i) => data.event[i]!),
      expected: sum((i) => hazardBetween(w.breaks, w.rate_mle, 0, data.time[i]!)),
    };
  });
  expect(groups.map((g: { observed: number }) => g.observed)).toEqual(e.observed);
  expectClose(
    groups.map((g: { expected: number }) => g.expected),
    e.expected,
    1e-6,
    'expected',
  );
  const at = e.loglik_at.alpha.map((alpha: number) => speedsLogLikelihood(groups, alpha));
  expectClose(at, e.loglik_at.ll, 1e-6, 'loglik');
  // The maximum lies at the edge: groups do not differ.
  expect(fitAlpha(groups)).toMatchObject({ differ: false });
  const shrunk = groups.map((g: { observed: number; expected: number }) => shrunkSpeed(g, 10));
  expectClose(
    shrunk.map((s: { mean: number }) => s.mean),
    e.with_alpha_10.mean,
    1e-6,
    'mean',
  );
  expectClose(
    shrunk.map((s: { lower: number }) => s.lower),
    e.with_alpha_10.lower90,
    1e-6,
    'lower',
  );
  expectClose(
    shrunk.map((s: { upper: number }) => s.upper),
    e.with_alpha_10.upper90,
    1e-6,
    'upper',
  );
});

referenceTest('random-effects pooling agrees with metafor in six ways, Knapp–Hartung included (12)', () => {
  const e = expectedFrom('12-random-effects-pooling');
  const { yi, vi } = numbersOf('bcg_effects.csv', 'yi', 'vi');
  const studies = yi.map((effect, i) => ({ effect, variance: vi[i]! }));
  for (const method of ['DL', 'PM', 'REML', 'ML', 'SJ', 'EB'] as PoolingMethod[]) {
    const found = pooled(studies, method);
    const w = e[method];
    expectClose(
      [found.tau2, found.mean, found.se, found.q, found.i2, found.predicted.lower, found.predicted.upper],
      [w.tau2, w.mu, w.se, w.Q, w.I2, w.pi_lower, w.pi_upper],
      1e-5,
      method,
    );
    expectClose(
      found.studies.map((s) => s.effect),
      w.blup,
      1e-5,
      `${method} studies`,
    );
    expectClose(
      found.studies.map((s) => s.se),
      w.blup_se,
      1e-5,
      `${method} studies se`,
    );
  }
  const found = pooled(studies, 'REML', { knha: true });
  const w = e.REML_knha;
  expectClose(
    [
      found.tau2,
      found.mean,
      found.se,
      found.lower,
      found.upper,
      found.predicted.lower,
      found.predicted.upper,
    ],
    [w.tau2, w.mu, w.se, w.ci_lower, w.ci_upper, w.pi_lower, w.pi_upper],
    1e-5,
    'Knapp–Hartung',
  );
});
