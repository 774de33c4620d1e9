import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeAlarm } from '../../analysis/survival/censored-scores.ts';
import { Random } from '../../analysis/survival/random.ts';
import { thresholdCrps, thresholdCrpsOfWaits } from '../../analysis/survival/scores.ts';
import { correctionOf } from './rules-calibration.ts';
import { previewOf } from './rules-preview.ts';
import {
  asSitePrior,
  checkPrior,
  medianRange,
  priorsInForce,
  shippedPrior,
  withSite,
} from './rules-priors.ts';
import { alarmEntries, checkableTo, levelsKept, type TrackRow } from './rules-track.ts';
import { chanceBy, scoresOf, WAITS } from './track-scores.ts';
import { priorsOf } from './rules-spells.ts';

const row = (more: Partial<TrackRow>): TrackRow => ({
  caseNo: 1,
  phase: 'operational',
  asOf: '2026-01-01',
  ended: true,
  pit: 0.5,
  uncorrectedPit: 0.5,
  kept50: true,
  kept80: true,
  kept95: true,
  resolvedOn: '2026-02-01',
  ...more,
});

test('the score of kept waits is the sum over the days, whatever the waits', () => {
  const wait = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.option(wait), { minLength: 1, maxLength: 30 }),
      wait,
      fc.integer({ min: 1, max: 50 }),
      (some, end, span) => {
        const waits = some.toSorted((a, b) => (a ?? 999) - (b ?? 999));
        const day = (h: number) => chanceBy(waits, h);
        expect(thresholdCrpsOfWaits(waits, end, span)).toBeCloseTo(thresholdCrps(day, end, span), 9);
      },
    ),
  );
});

test('honest ranges fall evenly over their tenths, and a range that names the day scores better than one far off', () => {
  const waits = Array.from({ length: WAITS }, (_, i) => Math.ceil(-100 * Math.log(1 - (i + 0.5) / WAITS)));
  const random = Random.of(5);
  const tenths = Array<number>(10).fill(0);
  for (let n = 0; n < 4000; n++) {
    const days = Math.ceil(100 * random.exponential());
    const { pit } = scoresOf({ waits, uncorrected: null }, [69, 161, 300], days, random.uniform());
    tenths[Math.min(9, Math.floor(pit * 10))]! += 1;
  }
  for (const many of tenths) expect(Math.abs(many - 400)).toBeLessThan(90);
  const near = scoresOf({ waits: Array(WAITS).fill(50), uncorrected: null }, [50, 50, 50], 50, 0.5);
  const far = scoresOf({ waits: Array(WAITS).fill(400), uncorrected: null }, [400, 400, 400], 50, 0.5);
  expect(near.twcrps).toBe(0);
  expect(near.twcrps).toBeLessThan(far.twcrps);
  expect(near.logScore).toBeLessThan(far.logScore);
  expect(far.brier90).toBe(1);
});

test('with twenty resolved, eight in ten can only be checked to between 62 and 98 of 100, with a hundred 72 and 88', () => {
  const [low, high] = checkableTo(0.8, 20);
  expect([Math.round(low * 100), Math.round(high * 100)]).toEqual([62, 98]);
  expect(checkableTo(0.8, 100).map((share) => Math.round(share * 100))).toEqual([72, 88]);
});

test('a promise that passed unkept counts as missed, and one still open is not counted yet', () => {
  const rows = [
    row({}),
    row({ ended: false, kept80: false, pit: 0.9 }),
    row({ ended: false, kept50: null, kept80: null, kept95: null, pit: 0.2 }),
  ];
  const eight = levelsKept(rows).find((one) => one.level === 80)!;
  expect(eight).toMatchObject({ resolved: 2, kept: 1 });
  expect(eight.withOpen).toBeCloseTo(0.5, 9);
});

test('the alarm comes after six misses in a row, and misses of one case on one day are one', () => {
  const misses = (n: number, caseNo: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => row({ kept80: false, caseNo: caseNo(i), resolvedOn: '2026-03-01' }));
  const apart = alarmEntries(
    misses(6, (i) => i),
    null,
  );
  expect(rangeAlarm(apart.entries).alarm).toBe(true);
  expect(rangeAlarm(apart.entries.slice(1)).alarm).toBe(false);
  const together = alarmEntries(
    misses(6, () => 1),
    null,
  );
  expect(together).toMatchObject({ entries: [0], resolved: 6, missed: 6 });
  expect(
    alarmEntries(
      misses(6, (i) => i),
      '2026-03-01',
    ).entries,
  ).toEqual([]);
});

test('honest promises raise the alarm in no more than one office of twenty, even with cases that hang together', () => {
  const random = Random.of(3);
  let alarms = 0;
  for (let office = 0; office < 600; office++) {
    const entries = Array.from({ length: 80 }, () => {
      const hits =
        random.uniform() < 0.5
          ? [random.uniform() < 0.8, random.uniform() < 0.8]
          : Array(2).fill(random.uniform() < 0.8);
      return hits.filter(Boolean).length / 2;
    });
    if (rangeAlarm(entries).alarm) alarms += 1;
  }
  expect(alarms / 600).toBeLessThanOrEqual(0.06);
});

test('ranges that were too narrow are widened by their record, from forty on and not before', () => {
  const tails = (n: number) =>
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 0.02 + (i % 7) / 100 : 0.98 - (i % 7) / 100));
  const record = (n: number) => ({ pit: tails(n), ended: Array<number>(n).fill(1) });
  expect(correctionOf(record(39))).toBeNull();
  const corrected = correctionOf(record(60))!;
  expect(corrected(0.1)).toBeLessThan(0.1);
  expect(corrected(0.8)).toBeGreaterThan(0.8);
  expect(corrected(0.95)).toBeGreaterThan(0.95);
  const shares = [0.05, 0.1, 0.5, 0.8, 0.95].map(corrected);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('the prior in force is the last whose day has come; going back gives the shipped one', () => {
  const site = { ...asSitePrior(shippedPrior('operational')), medianDays: 90, spread: 1.8 };
  const lines = [
    { phase: 'operational' as const, fromOn: '2026-02-01', madeAt: '2026-01-05T00:00:00Z', prior: site },
    { phase: 'operational' as const, fromOn: '2026-04-01', madeAt: '2026-03-05T00:00:00Z', prior: null },
  ];
  expect(priorsInForce(lines, '2026-01-31')).toEqual(priorsOf);
  const [, inForce] = priorsInForce(lines, '2026-02-01');
  expect(inForce!.median).toBe(90);
  expect(inForce!.sigma.values[2]).toBeCloseTo(1.8, 9);
  expect(priorsInForce(lines, '2026-04-01')).toEqual(priorsOf);
});

test('a shipped prior set as it is changes nothing, and a slower one moves the preview back', () => {
  for (const prior of priorsOf) expect(withSite(prior, asSitePrior(prior))).toEqual(prior);
  const shipped = shippedPrior('pre_operational');
  const slow = withSite(shipped, { ...asSitePrior(shipped), medianDays: 700 });
  expect(previewOf(slow).p50).toBeGreaterThan(previewOf(shipped).p50 * 1.8);
  const { from, median, to } = medianRange(shipped);
  expect([from < median, median < to]).toEqual([true, true]);
});

test('a prior is refused with a day before today, without a reason, or with shares that do not add up', () => {
  const prior = asSitePrior(shippedPrior('operational'));
  const asked = {
    phase: 'operational' as const,
    fromOn: '2026-03-01',
    reason: 'Ours take longer than that',
    prior,
  };
  expect(checkPrior(asked, '2026-03-01').ok).toBe(true);
  const wrong = checkPrior(
    { ...asked, fromOn: '2026-02-28', reason: 'no', prior: { ...prior, exitsLate: { charged: 1 } } },
    '2026-03-01',
  );
  expect(wrong.ok ? [] : wrong.refusals.map(({ field }) => field)).toEqual(['fromOn', 'reason', 'exitsLate']);
});
