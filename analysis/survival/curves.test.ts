import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveQuantiles, kaplanMeier, restrictedMean, survivalAt } from './kaplan-meier.ts';
import { nelsonAalen } from './nelson-aalen.ts';
import { faultOf, type Spells } from './spells.ts';
import { expectClose, expectedFrom, numbersOf, referenceTest } from './testing.ts';

const tolerance = 1e-10;

test('a hand-made curve: five targets, two still open', () => {
  const curve = kaplanMeier({ exit: [2, 3, 3, 5, 8], ended: [1, 1, 0, 1, 0] });
  expect(curve.time).toEqual([2, 3, 5, 8]);
  expect(curve.atRisk).toEqual([5, 4, 2, 1]);
  expectClose(curve.survival, [0.8, 0.6, 0.3, 0.3], 1e-15);
  // Greenwood by hand: 0.8² (1/20), 0.6² (1/20 + 1/12), 0.3² (1/20 + 1/12 + 1/2).
  expectClose(curve.variance, [0.032, 0.048, 0.057, 0.057], 1e-15);
  expect(curveQuantiles(curve, [0.5, 0.9]).map((q) => q.estimate)).toEqual([5, null]);
  // A curve that lies on a half from 2 to the end at 4: the median is the middle, as R has it.
  expect(
    curveQuantiles(kaplanMeier({ exit: [1, 2, 3, 4], ended: [1, 1, 0, 0] }), [0.25, 0.5]).map(
      (q) => q.estimate,
    ),
  ).toEqual([1.5, 3]);
  expectClose(restrictedMean(curve, 6).mean, 2 + 0.8 + 1.2 + 0.3, 1e-15);
});

const spells = fc
  .array(
    fc.record({
      entry: fc.integer({ min: 0, max: 30 }),
      stay: fc.integer({ min: 1, max: 40 }),
      ended: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows): Spells => ({
    entry: rows.map((row) => row.entry),
    exit: rows.map((row) => row.entry + row.stay),
    ended: rows.map((row) => row.ended),
  }));
const probabilities = [0.1, 0.25, 0.5, 0.75, 0.9];
const runs = { numRuns: 200, seed: 17 };

test('the order of the rows does not matter, and another unit of time only changes the unit', () => {
  fc.assert(
    fc.property(spells, fc.integer({ min: 2, max: 400 }), (s, unit) => {
      const turn = <T>(list: readonly T[]): T[] => [...list.slice(3), ...list.slice(0, 3)].toReversed();
      const turned = { exit: turn(s.exit), ended: turn(s.ended), entry: turn(s.entry!) };
      expect(kaplanMeier(turned)).toEqual(kaplanMeier(s));
      const finer = kaplanMeier({
        ...s,
        exit: s.exit.map((t) => t * unit),
        entry: s.entry!.map((t) => t * unit),
      });
      expect(finer.survival).toEqual(kaplanMeier(s).survival);
      const wanted = curveQuantiles(kaplanMeier(s), probabilities).map((q) => q.estimate);
      const found = curveQuantiles(finer, probabilities).map((q) => q.estimate);
      expect(found).toEqual(wanted.map((t) => (t === null ? null : t * unit)));
    }),
    runs,
  );
});

test('a spell that is still open never brings a quantile forward', () => {
  fc.assert(
    fc.property(spells, fc.integer({ min: 1, max: 80 }), (s, seen) => {
      const plain = { exit: s.exit, ended: s.ended };
      const more = { exit: [...s.exit, seen], ended: [...s.ended, 0] };
      const before = curveQuantiles(kaplanMeier(plain), probabilities);
      const after = curveQuantiles(kaplanMeier(more), probabilities);
      before.forEach(({ estimate }, i) => {
        if (estimate !== null) expect(after[i]!.estimate ?? Infinity).toBeGreaterThanOrEqual(estimate);
      });
    }),
    runs,
  );
});

test('quantiles rise with their probability, and survival lies between its limits', () => {
  fc.assert(
    fc.property(
      spells,
      fc.constantFrom('plain' as const, 'log' as const, 'log-log' as const),
      (s, limits) => {
        const curve = kaplanMeier(s, { limits });
        const found = curveQuantiles(curve, probabilities).map((q) => q.estimate ?? Infinity);
        expect(found).toEqual(found.toSorted((a, b) => a - b));
        curve.survival.forEach((v, i) => {
          if (Number.isNaN(curve.lower[i]!)) return;
          expect(curve.lower[i]).toBeLessThanOrEqual(v + 1e-12);
          expect(curve.upper[i]).toBeGreaterThanOrEqual(v - 1e-12);
        });
      },
    ),
    runs,
  );
});

test('spells that cannot be are named, and refused', () => {
  expect(faultOf({ exit: [5, NaN], ended: [1, 1] })).toMatchObject({ row: 1, field: 'exit' });
  expect(faultOf({ exit: [5], ended: [2] })).toMatchObject({ row: 0, field: 'ended' });
  expect(faultOf({ exit: [5], ended: [1], entry: [5] })).toMatchObject({ row: 0, field: 'entry' });
  expect(faultOf({ exit: [-1], ended: [1] })).toMatchObject({ fault: 'is below 0' });
  expect(() => kaplanMeier({ exit: [-1], ended: [1] })).toThrow(RangeError);
  expect(kaplanMeier({ exit: [0, 4], ended: [1, 1] }).atRisk).toEqual([2, 1]);
});

referenceTest(
  'Kaplan–Meier of aml with Greenwood, three kinds of limits, quantiles and means agrees with R (01)',
  () => {
    const e = expectedFrom('01-kaplan-meier-aml');
    const { time, status } = numbersOf('aml.csv', 'time', 'status');
    const data = { exit: time, ended: status };
    for (const limits of ['plain', 'log', 'log-log'] as const) {
      const curve = kaplanMeier(data, { limits });
      const wanted = e[limits];
      expectClose(curve.time, wanted.time, 0, 'time');
      expectClose(curve.atRisk, wanted.n_risk, 0, 'at risk');
      expectClose(curve.events, wanted.n_event, 0, 'events');
      expectClose(curve.censored, wanted.n_censor, 0, 'censored');
      expectClose(curve.survival, wanted.surv, tolerance, 'survival');
      expectClose(curve.variance.map(Math.sqrt), wanted.se, tolerance, 'se');
      expectClose(curve.lower, wanted.lower, tolerance, `${limits} lower`);
      expectClose(curve.upper, wanted.upper, tolerance, `${limits} upper`);
    }
    const curve = kaplanMeier(data);
    const quantiles = curveQuantiles(curve, e.quantiles.p);
    expectClose(
      quantiles.map((q) => q.estimate),
      e.quantiles.est,
      tolerance,
      'quantiles',
    );
    expectClose(
      quantiles.map((q) => q.lower),
      e.quantiles.lower,
      tolerance,
      'lower',
    );
    expectClose(
      quantiles.map((q) => q.upper),
      e.quantiles.upper,
      tolerance,
      'upper',
    );
    const mean = restrictedMean(curve, e.restricted_mean.tau);
    expectClose([mean.mean, mean.se], [e.restricted_mean.mean, e.restricted_mean.se], tolerance, 'mean');
    const at = survivalAt(curve, e.landmark.times);
    expectClose(
      at.map((x) => x.survival),
      e.landmark.surv,
      tolerance,
      'landmark',
    );
    expectClose(
      at.map((x) => x.se),
      e.landmark.se,
      tolerance,
      'landmark se',
    );
  },
);

referenceTest('Nelson–Aalen of lung, ties together and one by one, agrees with R (02)', () => {
  const e = expectedFrom('02-nelson-aalen-lung');
  const { time, event } = numbersOf('lung.csv', 'time', 'event');
  for (const [ties, wanted] of [
    ['together', e.nelson_aalen],
    ['one by one', e.fleming_harrington_ties],
  ] as const) {
    const curve = nelsonAalen({ exit: time, ended: event }, { ties });
    expectClose(curve.time, wanted.time, 0, 'time');
    expectClose(curve.hazard, wanted.cumhaz, tolerance, ties);
    expectClose(curve.variance.map(Math.sqrt), wanted.se, tolerance, `${ties} se`);
  }
});

referenceTest(
  'delayed entry in Channing House agrees with R, whole and given survival to 816 months (03)',
  () => {
    const e = expectedFrom('03-left-truncated-km-channing');
    const all = numbersOf('channing.csv', 'entry', 'exit', 'event', 'gender');
    for (const gender of [1, 2]) {
      const rows = all.gender.flatMap((g, i) => (g === gender ? [i] : []));
      const pick = (list: number[]): number[] => rows.map((i) => list[i]!);
      const data = { exit: pick(all.exit), ended: pick(all.event), entry: pick(all.entry) };
      for (const [given, wanted] of [
        [undefined, e[`gender${gender}`]],
        [816, e[`gender${gender}_given_816_months`]],
      ] as const) {
        const curve = kaplanMeier(data, { given });
        expectClose(curve.time, wanted.time, 0, 'time');
        expectClose(curve.atRisk, wanted.n_risk, 0, 'at risk');
        expectClose(curve.events, wanted.n_event, 0, 'events');
        expectClose(curve.censored, wanted.n_censor, 0, 'censored');
        expectClose(curve.survival, wanted.surv, tolerance, 'survival');
        expectClose(curve.variance.map(Math.sqrt), wanted.se, tolerance, 'se');
        expectClose(curve.lower, wanted.lower, tolerance, 'lower');
        expectClose(curve.upper, wanted.upper, tolerance, 'upper');
      }
    }
  },
);
