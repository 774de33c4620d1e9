import { expect, test } from 'vitest';
import { coxRegression } from './cox.ts';
import { logRank } from './log-rank.ts';
import { columnsOf, expectClose, expectedFrom, numbersOf, referenceTest } from './testing.ts';

test('without ties the score test of a Cox model of two groups is the log-rank test', () => {
  const spells = { exit: [1, 2, 3, 4, 5, 6, 7, 8], ended: [1, 1, 0, 1, 1, 0, 1, 1] };
  const group = [1, 1, 0, 1, 0, 0, 1, 0];
  const fit = coxRegression(spells, [{ name: 'g', values: group }]);
  expectClose(fit.score.chisq, logRank(spells, group.map(String)).chisq, 1e-10);
  expect(fit.converged).toBe(true);
});

test('exact ties agree with coxph: remission with and without maintenance (R. G. Miller 1997)', () => {
  const kept = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161];
  const not = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45];
  const spells = {
    exit: [...kept, ...not],
    ended: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
  };
  const group = spells.exit.map((_, i) => (i < kept.length ? 1 : 0));
  const fit = coxRegression(spells, [{ name: 'maintained', values: group }], 'exact');
  expectClose(fit.coefficients[0]!.estimate, -0.921760869159, 1e-9);
  expectClose(fit.coefficients[0]!.se, 0.51624840081, 1e-9);
  expectClose(fit.logLikelihood, [-40.64539772108, -38.963547007919], 1e-9);
  expectClose(fit.score.chisq, 3.396388698978, 1e-9);
});

test('without ties the exact likelihood is the same as Efron’s, entries and all', () => {
  const spells = { entry: [0, 0, 2, 0, 1, 3], exit: [3, 1, 5, 7, 4, 6], ended: [1, 1, 1, 0, 1, 1] };
  const x = [{ name: 'x', values: [0.5, -1, 2, 1, 0, 0.3] }];
  const [exact, efron] = [coxRegression(spells, x, 'exact'), coxRegression(spells, x, 'efron')];
  expectClose(exact.coefficients[0]!.estimate, efron.coefficients[0]!.estimate, 1e-9);
  expectClose(exact.logLikelihood, efron.logLikelihood, 1e-9);
  expectClose(exact.covariance, efron.covariance, 1e-9);
});

referenceTest('Cox models with ties, start–stop rows and delayed entry agree with coxph (09)', () => {
  const e = expectedFrom('09-cox-logrank');
  const lung = numbersOf('lung.csv', 'time', 'event', 'age', 'sex');
  const veteran = numbersOf('veteran.csv', 'time', 'status', 'karno', 'trt');
  const heart = numbersOf('heart.csv', 'start', 'stop', 'event', 'age', 'year', 'surgery', 'transplant');
  const channing = numbersOf('channing.csv', 'entry', 'exit', 'event', 'gender');
  const named = (from: object, ...names: string[]) =>
    names.map((name) => ({ name, values: (from as Record<string, number[]>)[name]! }));
  const lungSpells = { exit: lung.time, ended: lung.event };
  const veteranSpells = { exit: veteran.time, ended: veteran.status };
  const heartSpells = { entry: heart.start, exit: heart.stop, ended: heart.event };
  const channingSpells = { entry: channing.entry, exit: channing.exit, ended: channing.event };
  const models = [
    ['lung_age_sex_efron', lungSpells, named(lung, 'age', 'sex'), 'efron'],
    ['lung_age_sex_breslow', lungSpells, named(lung, 'age', 'sex'), 'breslow'],
    ['veteran_karno_trt_efron', veteranSpells, named(veteran, 'karno', 'trt'), 'efron'],
    ['veteran_karno_trt_breslow', veteranSpells, named(veteran, 'karno', 'trt'), 'breslow'],
    ['heart_tv_efron', heartSpells, named(heart, 'age', 'year', 'surgery', 'transplant'), 'efron'],
    ['channing_lefttrunc_efron', channingSpells, named(channing, 'gender'), 'efron'],
  ] as const;
  for (const [name, spells, covariates, ties] of models) {
    const wanted = e[name];
    const fit = coxRegression(spells, covariates, ties);
    expectClose(
      fit.coefficients.map((c) => c.estimate),
      Object.values(wanted.coef),
      1e-6,
      name,
    );
    expectClose(
      fit.coefficients.map((c) => c.se),
      [wanted.se].flat(),
      1e-6,
      `${name} se`,
    );
    expectClose(fit.logLikelihood, wanted.loglik, 1e-6, `${name} loglik`);
    expectClose(fit.score.chisq, wanted.score, 1e-6, `${name} score`);
    expectClose(fit.baseline.time, wanted.basehaz.time, 0, `${name} times`);
    expectClose(fit.baseline.hazard, wanted.basehaz.hazard, 1e-6, `${name} baseline`);
    expectClose(fit.concordance.estimate, wanted.concordance, 1e-6, `${name} concordance`);
    expectClose(fit.concordance.se, wanted.concordance_se, 1e-6, `${name} concordance se`);
  }
  expect(Object.keys(columnsOf('heart.csv'))).toContain('transplant');
});
