import { expect, test } from 'vitest';
import { areaUnderCurve, brierScore, dCalibration, rangeAlarm } from './censored-scores.ts';
import { exponential } from './distributions.ts';
import { Random } from './random.ts';
import {
  crpsExponential,
  crpsGamma,
  crpsLogLogistic,
  crpsLogNormal,
  crpsNormal,
  crpsSample,
  energyScore,
  intervalScore,
  pinball,
  thresholdCrps,
  thresholdCrpsSample,
} from './scores.ts';
import { expectClose, expectedFrom, referenceTest } from './testing.ts';

const tolerance = 1e-7;

test('many draws score like the distribution they come from', () => {
  const random = Random.of(2);
  const draws = Float64Array.from({ length: 20_000 }, () => Math.exp(5 + 1.17 * random.normal()));
  expect(Math.abs(crpsSample(120, draws) / crpsLogNormal(120, 5, 1.17) - 1)).toBeLessThan(0.05);
});

test('with nobody lost, the censored scores are the plain ones', () => {
  const spells = { exit: [2, 5, 7, 9], ended: [1, 1, 1, 1] };
  const chance = [0.9, 0.4, 0.6, 0.1];
  expectClose(brierScore(spells, chance, 6), (0.01 + 0.36 + 0.36 + 0.01) / 4, 1e-14);
  // Pairs (ended by 6, open at 6): 0.9 beats both, 0.4 beats one of two.
  expectClose(areaUnderCurve(spells, chance, 6), 3 / 4, 1e-14);
  expectClose(
    thresholdCrps((h) => (h >= 3 ? 1 : 0), 5, 10),
    2,
    1e-14,
  );
});

test('honest forecasts look calibrated though many are still open, and boastful ones do not', () => {
  const random = Random.of(5);
  const n = 4000;
  const times = Array.from({ length: n }, () => 100 * random.exponential());
  const stops = Array.from({ length: n }, () => 150 * random.uniform());
  const exit = times.map((t, i) => Math.min(t, stops[i]!));
  const ended = times.map((t, i) => (t <= stops[i]! ? 1 : 0));
  const pit = (rate: number): number[] => exit.map((t) => -Math.expm1(exponential(rate).logSurvival(t)));
  expect(dCalibration(pit(1 / 100), ended).p).toBeGreaterThan(0.01);
  expect(dCalibration(pit(1 / 50), ended).p).toBeLessThan(1e-6);
  expectClose(
    dCalibration(pit(1 / 100), ended).shares.reduce((sum, s) => sum + s, 0),
    1,
    1e-12,
  );
  // Weighted by the chance of being seen, the loss is that of nobody being lost.
  const chance = Array<number>(n).fill(-Math.expm1(-60 / 100));
  const whole = times.reduce((sum, t) => sum + (chance[0]! - (t <= 60 ? 1 : 0)) ** 2, 0) / n;
  expect(Math.abs(brierScore({ exit, ended }, chance, 60) - whole)).toBeLessThan(0.02);
});

test('the alarm keeps quiet when eight of ten ranges hold, and fires on a run of misses', () => {
  const honest = Array.from({ length: 200 }, (_, i) => i % 5 !== 0);
  expect(rangeAlarm(honest).alarm).toBe(false);
  expect(rangeAlarm([false, false, false, false, false, false]).alarm).toBe(true);
  expectClose(rangeAlarm([false, true]).value, 1.8 * 0.8, 1e-12);
});

referenceTest('scores agree with scoringRules (21)', () => {
  const e = expectedFrom('21-scoring-rules');
  const check = (wanted: { y: number[]; v: number[] }, of: (y: number) => number, where: string): void =>
    expectClose(wanted.y.map(of), wanted.v, tolerance, where);
  check(e.crps_norm, (y) => crpsNormal(y, e.crps_norm.mean, e.crps_norm.sd), 'normal');
  check(e.crps_lnorm, (y) => crpsLogNormal(y, e.crps_lnorm.meanlog, e.crps_lnorm.sdlog), 'log-normal');
  check(e.crps_exp, (y) => crpsExponential(y, e.crps_exp.rate), 'exponential');
  check(e.crps_gamma, (y) => crpsGamma(y, e.crps_gamma.shape, e.crps_gamma.rate), 'gamma');
  const ll = e.crps_llogis;
  check(ll, (y) => crpsLogLogistic(y, ll.locationlog, ll.scalelog), 'log-logistic');
  const s = e.crps_sample;
  expectClose(
    s.y.map((y: number) => crpsSample(y, s.sample)),
    s.edf,
    tolerance,
    'sample',
  );
  const tw = e.twcrps_sample;
  check(tw, (y) => thresholdCrpsSample(y, tw.sample, tw.upper_limit), 'threshold');
  expectClose(energyScore(e.energy_score.y, e.energy_score.sample), e.energy_score.v, tolerance, 'energy');
  const q = e.quantile_score;
  q.y.forEach((y: number, i: number) => {
    const found = q.q.map((at: number, j: number) => pinball(y, at, q.alpha[j]));
    expectClose(found, q.v[i], tolerance, 'pinball');
  });
  const iv = e.interval_score;
  check(iv, (y) => intervalScore(y, iv.lower, iv.upper, iv.alpha), 'interval');
});
