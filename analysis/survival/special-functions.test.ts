import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, incompleteBeta, studentCdf, studentQuantile } from './beta.ts';
import {
  clopperPearsonLimits,
  dirichletUpdate,
  logNegativeBinomial,
  sampleQuantile,
  wilsonLimits,
} from './chances.ts';
import { digamma, gammaQuantile, incompleteGamma, logGamma, trigamma } from './gamma.ts';
import { logNormalCdf, normalCdf, normalQuantile, normalQuantileOfHazard } from './normal.ts';
import { Random } from './random.ts';
import { expectClose, expectedFrom, referenceTest } from './testing.ts';

const tolerance = 1e-9;

test('the normal distribution agrees with published tables, far tails included', () => {
  expectClose(normalCdf(1.959963984540054), 0.975, 1e-15);
  // Abramowitz and Stegun, table 26.2.
  expectClose(normalCdf(1), 0.841344746068543, 1e-14);
  expectClose(normalCdf(-8), 6.22096057427178e-16, 1e-13, 'Φ(−8)', true);
  // Wolfram's digits of ln Φ(−40).
  expectClose(logNormalCdf(-40), -804.608442013754, 1e-12, 'ln Φ(−40)', true);
  expectClose(normalQuantile(0.975), 1.959963984540054, 1e-15);
  expectClose(normalQuantileOfHazard(804.608442013754), 40, 1e-12);
});

test('the gamma and beta functions agree with published tables', () => {
  expectClose(logGamma(0.5), 0.5 * Math.log(Math.PI), 1e-15);
  expectClose(digamma(1), -0.5772156649015329, 1e-14);
  expectClose(trigamma(1), Math.PI ** 2 / 6, 1e-15);
  expectClose(incompleteGamma(2.5, 2).lower, 0.45058404864722, 1e-13);
  expectClose(incompleteBeta(8, 1.5, 0.9), 0.62881506368208, 1e-12);
  expectClose(studentQuantile(0.975, 5), 2.57058183563631, 1e-12);
  expectClose(studentCdf(2.57058183563631, 5), 0.975, 1e-13);
});

test('quantiles undo distribution functions wherever they are asked', () => {
  const chance = fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true });
  const size = fc.double({ min: 0.5, max: 300, noNaN: true });
  fc.assert(
    fc.property(chance, size, size, (p, a, b) => {
      expectClose(normalCdf(normalQuantile(p)), p, 1e-12, 'normal', true);
      expectClose(incompleteGamma(a, gammaQuantile(p, a)).lower, p, 1e-10, 'gamma', true);
      expectClose(studentCdf(studentQuantile(p, a), a), p, 1e-9, 't');
      expectClose(incompleteBeta(a + 0.5, b + 0.5, betaQuantile(p, a + 0.5, b + 0.5)), p, 1e-9, 'beta');
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('the stream of random numbers is the published xoshiro128**, and the same for the same seed', () => {
  const published = new Random(1, 2, 3, 4);
  // The vector of the rand_xoshiro crate for the state 1, 2, 3, 4.
  const vector = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  expect(Array.from({ length: 10 }, () => published.bits())).toEqual(vector);
  const one = Random.of(7, 3);
  const two = Random.of(7, 3);
  expect(Array.from({ length: 50 }, () => one.normal())).toEqual(
    Array.from({ length: 50 }, () => two.normal()),
  );
  expect(Random.of(7, 4).bits()).not.toBe(Random.of(7, 3).bits());
});

test('draws have the mean and variance of their distribution', () => {
  const random = Random.of(11);
  const n = 40_000;
  const near = (draw: () => number, mean: number, variance: number): void => {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const x = draw();
      sum += x;
      squares += (x - mean) ** 2;
    }
    expect(Math.abs(sum / n - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
    expect(Math.abs(squares / n / variance - 1)).toBeLessThan(0.1);
  };
  near(() => random.uniform(), 0.5, 1 / 12);
  near(() => random.exponential(), 1, 1);
  near(() => random.normal(), 0, 1);
  near(() => random.gamma(0.4, 2), 0.2, 0.1);
  near(() => random.gamma(7, 2), 3.5, 1.75);
  near(() => random.beta(2, 3), 0.4, 0.04);
  near(() => random.poisson(3.3), 3.3, 3.3);
  near(() => random.poisson(80), 80, 80);
  near(() => random.dirichlet([1, 2, 3])[1]!, 1 / 3, (1 / 3) * (2 / 3) * (1 / 7));
  near(() => random.pick([1, 3]), 0.75, 0.1875);
});

referenceTest('special functions agree with R to nine digits (14)', () => {
  const e = expectedFrom('14-special-functions');
  expectClose(e.pnorm.x.map(normalCdf), e.pnorm.F, tolerance, 'pnorm', true);
  expectClose(
    e.pnorm.x.map((x: number) => logNormalCdf(-x)),
    e.pnorm.logUpper,
    tolerance,
    'log upper',
    true,
  );
  expectClose(e.qnorm.p.map(normalQuantile), e.qnorm.x, tolerance, 'qnorm');
  expectClose(e.lgamma.x.map(logGamma), e.lgamma.y, tolerance, 'lgamma');
  expectClose(e.digamma.x.map(digamma), e.digamma.y, tolerance, 'digamma', true);
  const g = e.pgamma;
  g.shape.forEach((a: number, i: number) => {
    expectClose(incompleteGamma(a, g.x[i]).lower, g.F[i], tolerance, 'pgamma', true);
    expectClose(gammaQuantile(0.8, a), g.q80[i], tolerance, 'qgamma', true);
  });
  const b = e.pbeta;
  b.a.forEach((a: number, i: number) => {
    expectClose(incompleteBeta(a, b.b[i], b.x[i]), b.F[i], tolerance, 'pbeta', true);
    expectClose(betaQuantile(0.95, a, b.b[i]), b.q95[i], tolerance, 'qbeta', true);
  });
  expectClose(
    e.qt.df.map((df: number) => studentQuantile(0.9, df)),
    e.qt.q90,
    tolerance,
    'qt .9',
  );
  expectClose(
    e.qt.df.map((df: number) => studentQuantile(0.975, df)),
    e.qt.q975,
    tolerance,
    'qt .975',
  );
});

referenceTest('limits of shares, sample quantiles and updates of shares agree with R (14)', () => {
  const e = expectedFrom('14-special-functions');
  const nb = e.nbinom;
  expectClose(
    nb.k.map((k: number) => logNegativeBinomial(k, nb.size, nb.mu)),
    nb.logp,
    tolerance,
    'nbinom',
  );
  for (const [limits, wanted] of [
    [wilsonLimits, e.wilson_binom],
    [clopperPearsonLimits, e.clopper_pearson],
  ] as const) {
    const found = wanted.x.map((x: number, i: number) => limits(x, wanted.n[i]));
    expectClose(
      found.map((l: { lower: number }) => l.lower),
      wanted.lower,
      tolerance,
      limits.name,
    );
    expectClose(
      found.map((l: { upper: number }) => l.upper),
      wanted.upper,
      tolerance,
      limits.name,
    );
  }
  const s = e.sample_quantiles;
  for (const type of [1, 6, 7, 8] as const) {
    expectClose(
      s.p.map((p: number) => sampleQuantile(s.values, p, type)),
      s[`type${type}`],
      tolerance,
      `type ${type}`,
    );
  }
  const d = e.dirichlet_multinomial;
  const updated = dirichletUpdate(d.prior, d.counts);
  expectClose(updated.means, d.post_mean, tolerance, 'Dirichlet means');
  expectClose(updated.quantiles, d.marginal_q, tolerance, 'Dirichlet quantiles');
});
