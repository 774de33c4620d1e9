import { expect, test } from 'vitest';
import { exposuresOf } from './exposures.ts';
import { drawPosterior } from './gibbs.ts';
import { drawManyCases } from './many-cases.ts';
import { fitPhase } from './phase-fit.ts';
import { shippedPriors } from './phase-priors.ts';
import { Random } from './random.ts';
import { timeAtReferenceHazard } from './reference-curve.ts';

const prior = shippedPriors.postOperational;

/** An office with tied cases of two kinds, at 0.7 of the reference speed, seen for three years. */
function office(cases: number) {
  const random = Random.of(11, cases);
  const spells = {
    exit: [] as number[],
    ended: [] as number[],
    caseOf: [] as string[],
    kind: [] as string[],
    cause: [] as (string | null)[],
  };
  for (let c = 0; c < cases; c++) {
    const z = random.gamma(1, 1);
    const kind = c % 3 === 0 ? 'labor' : 'sex';
    for (let i = 0; i < 1 + random.poisson(1); i++) {
      const rate = 0.7 * z * (kind === 'labor' ? 0.8 : 1.1);
      const wait = timeAtReferenceHazard({ median: prior.median, sigma: 1.15 }, random.exponential() / rate);
      const age = 1 + 1095 * random.uniform();
      spells.exit.push(Math.max(0.5, Math.min(wait, age)));
      spells.ended.push(wait <= age ? 1 : 0);
      spells.caseOf.push(String(c));
      spells.kind.push(kind);
      spells.cause.push(wait <= age ? 'convicted' : null);
    }
  }
  return spells;
}

const moments = (list: ArrayLike<number>): { mean: number; sd: number } => {
  const all = Array.from(list);
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  return { mean, sd: Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length) };
};

test('drawn directly or by chains, the pace of a large office is the same', { timeout: 120_000 }, () => {
  const data = exposuresOf(office(600), prior.median, prior.sigma.values);
  const length = { seed: 5, chains: 4, burnIn: 200, kept: 1500 };
  const [chains, direct] = [drawPosterior(data, prior, length), drawManyCases(data, prior, length)];
  const pace = (draws: typeof chains, kind: number) =>
    moments(draws.speed.map((speed, i) => Math.log(speed * draws.kinds[kind]![i]!)));
  for (const kind of [0, 1]) {
    const [a, b] = [pace(chains, kind), pace(direct, kind)];
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(0.25 * a.sd);
    expect(b.sd / a.sd).toBeGreaterThan(0.85);
    expect(b.sd / a.sd).toBeLessThan(1.15);
  }
  const [a, b] = [moments(chains.speed.map(Math.log)), moments(direct.speed.map(Math.log))];
  expect(Math.abs(a.mean - b.mean)).toBeLessThan(0.3 * a.sd);
  for (const which of ['tie', 'sigma'] as const)
    for (let place = 0; place < 5; place++) {
      const share = (list: Uint16Array) => list.filter((n) => n === place).length / list.length;
      expect(Math.abs(share(chains[which]) - share(direct[which]))).toBeLessThan(0.12);
    }
});

test('thousands of cases are fitted soundly, find the truth, and give the same bytes for the same seed', () => {
  const spells = office(2500);
  const fit = fitPhase(spells, prior, { seed: 3 });
  expect(fit.diagnostics.sound).toBe(true);
  const sex = fit.exposures.kinds.indexOf('sex');
  const { mean } = moments(fit.draws.speed.map((speed, i) => speed * fit.draws.kinds[sex]![i]!));
  expect(Math.abs(mean - 0.77)).toBeLessThan(0.1);
  expect(moments(fit.draws.tie).mean).toBeCloseTo(prior.tie.values.indexOf(1), 1);
  expect(fitPhase(spells, prior, { seed: 3 }).draws).toEqual(fit.draws);
});
