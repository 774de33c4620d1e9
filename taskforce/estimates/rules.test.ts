import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedSlip } from '../../analysis/survival/forecast.ts';
import { addDays } from '../vocabulary/days.ts';
import { estimatePart, joined, QUARTERS, rangesOf, type Order } from './office.ts';
import { noCalibration } from './rules-calibration.ts';
import { exitOf, historyOf, priorsOf, targetsOf, type SpellRow } from './rules-spells.ts';
import { certaintyOf, isAgeing, unitOf, wilson } from './rules.ts';

const spell = (more: Partial<SpellRow>): SpellRow => ({
  caseId: 'case 1',
  strandId: 'strand 1',
  kind: 'labor/reactive',
  phase: 'pre_operational',
  entered: '2026-01-01',
  left: null,
  to: null,
  closeReason: null,
  seenFrom: '2026-01-01',
  ...more,
});
const order = (more: Partial<Order> = {}): Order => ({
  spells: [],
  money: null,
  planned: [],
  slip: shippedSlip,
  priors: priorsOf,
  calibration: noCalibration,
  asOf: '2026-03-01',
  seed: 7,
  runs: 400,
  cases: null,
  part: [0, 1],
  ...more,
});

test('each way a stay can end has its exit, and going back is no success', () => {
  expect(exitOf(spell({}))).toBeNull();
  expect(exitOf(spell({ to: 'operational' }))).toBe('operational');
  expect(exitOf(spell({ to: 'post_operational' }))).toBe('charged');
  expect(exitOf(spell({ phase: 'operational', to: 'pre_operational' }))).toBe('back to pre_operational');
  expect(exitOf(spell({ to: 'closed', closeReason: 'not_trafficking' }))).toBe('not trafficking');
  expect(exitOf(spell({ to: 'closed', closeReason: 'transferred' }))).toBe('adopted');
  expect(exitOf(spell({ to: 'closed', closeReason: 'inactive' }))).toBe('insufficient');
  expect(exitOf(spell({ phase: 'post_operational', to: 'closed', closeReason: 'charged_and_done' }))).toBe(
    'convicted',
  );
  expect(exitOf(spell({ phase: 'post_operational', to: 'closed', closeReason: 'declined' }))).toBe('dropped');
});

test('a stay counts from the day it was followed, is cut at the day of the estimate, and is not counted before it began', () => {
  const rows = [
    spell({ strandId: 'late', seenFrom: '2026-02-01' }),
    spell({ strandId: 'ended after', left: '2026-05-01', to: 'operational' }),
    spell({ strandId: 'not yet', entered: '2026-04-01', seenFrom: '2026-04-01' }),
    spell({ strandId: 'never followed', left: '2026-01-20', to: 'closed', seenFrom: '2026-02-15' }),
    spell({ strandId: 'one day', left: '2026-01-01', to: 'operational' }),
    spell({ strandId: 'today', entered: '2026-03-01', seenFrom: '2026-03-01' }),
  ];
  const seen = historyOf(rows, 'pre_operational', '2026-03-01');
  expect(seen.exit).toEqual([59, 59, 0.5]);
  expect(seen.entry).toEqual([31, 0, 0]);
  expect(seen.ended).toEqual([0, 0, 1]);
  expect(seen.cause).toEqual([null, null, 'operational']);
  expect(targetsOf(rows, '2026-03-01').map((one) => one.id)).toEqual(['late', 'ended after', 'today']);
});

test('days are named only when enough was seen or the range is narrow', () => {
  const range = { p10: '2026-03-11', p50: '2026-05-01', p80: '2026-05-10', p95: '2026-05-20' };
  expect(certaintyOf(range, '2026-03-01', 0)).toBe('range');
  expect(certaintyOf({ ...range, p95: '2026-05-21' }, '2026-03-01', 4)).toBe('too_early');
  expect(certaintyOf({ ...range, p95: '2026-05-21' }, '2026-03-01', 5)).toBe('range');
  expect(certaintyOf({ ...range, p95: null }, '2026-03-01', 2)).toBe('too_early');
  expect(isAgeing('2026-02-28', '2026-03-01')).toBe(true);
  expect(isAgeing('2026-03-01', '2026-03-01')).toBe(false);
  expect(isAgeing(null, '2030-01-01')).toBe(false);
  expect([5, 40, 300, 900].map(unitOf)).toEqual(['days', 'weeks', 'months', 'years']);
});

test('the limits of a track record are those of Wilson: 26 of 31 kept may be 67 to 93 percent by luck', () => {
  const [low, high] = wilson(26, 31);
  expect([Math.round(low * 100), Math.round(high * 100)]).toEqual([67, 93]);
  expect(wilson(0, 0)).toEqual([0, 1]);
  expect(wilson(81, 263)[0]).toBeCloseTo(0.2553, 4);
  expect(wilson(81, 263)[1]).toBeCloseTo(0.3662, 4);
});

test('an office without any case and one without any ending still get honest, wide ranges', () => {
  expect(estimatePart(order()).strands).toEqual([]);
  const [one] = estimatePart(order({ spells: [spell({})] })).strands;
  const { p10, p50 } = one!.promises;
  expect(p10).toBeGreaterThan(20);
  expect(p50! / p10!).toBeGreaterThan(4);
  expect(one!.dots).toHaveLength(20);
});

const spells = (many: number): SpellRow[] =>
  Array.from({ length: many }, (_, n) => {
    const entered = addDays('2024-01-01', (n * 37) % 700);
    const over = n % 3 !== 0;
    return spell({
      caseId: `case ${n % 7}`,
      strandId: `strand ${n}`,
      phase: n % 2 === 0 ? 'pre_operational' : 'operational',
      entered,
      seenFrom: entered,
      left: over ? addDays(entered, 5 + ((n * 53) % 200)) : null,
      to: over ? (n % 2 === 0 ? 'operational' : 'post_operational') : null,
    });
  });

test('the same seed gives the same ranges in whatever parts they are computed, and another seed others', () => {
  const whole = estimatePart(order({ spells: spells(40) }));
  const halves = joined([0, 1].map((n) => estimatePart(order({ spells: spells(40), part: [n, 2] }))));
  const sorted = (part: typeof whole) => part.strands.toSorted((a, b) => (a.strandId < b.strandId ? -1 : 1));
  expect(sorted(halves)).toEqual(sorted(whole));
  expect(rangesOf(halves.flows)).toEqual(rangesOf(whole.flows));
  expect(estimatePart(order({ spells: spells(40), seed: 8 })).strands).not.toEqual(whole.strands);
});

test('ranges are in order, what leaves a phase only grows with the quarters, and no promise lies before today', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 1000 }), (many, seed) => {
      const part = estimatePart(order({ spells: spells(many), seed, runs: 200 }));
      for (const { promises, dots } of part.strands) {
        const days = [promises.p10, promises.p50, promises.p80, promises.p95].map((one) => one ?? Infinity);
        expect(days).toEqual(days.toSorted((a, b) => a - b));
        expect(days[0]).toBeGreaterThanOrEqual(0);
        const waits = dots.map((one) => one ?? Infinity);
        expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      }
      for (const quarters of rangesOf(part.flows)) {
        expect(quarters).toHaveLength(QUARTERS);
        for (let q = 1; q < QUARTERS; q++)
          expect(quarters[q]!.p50).toBeGreaterThanOrEqual(quarters[q - 1]!.p50);
      }
    }),
    { numRuns: 6 },
  );
}, 180_000);

test('a place that works twice as fast as the reference is told earlier days than one that works as the reference does', () => {
  const history = (wait: number) =>
    Array.from({ length: 30 }, (_, n) =>
      spell({
        caseId: `old ${n}`,
        strandId: `old ${n}`,
        entered: '2024-01-01',
        seenFrom: '2024-01-01',
        left: addDays('2024-01-01', wait + n),
        to: 'operational',
      }),
    );
  const middle = (wait: number) =>
    estimatePart(order({ spells: [...history(wait), spell({})] })).strands[0]!.promises.p50!;
  expect(middle(60)).toBeLessThan(middle(500));
});

test('no sentence about an estimate promises one day or uses a banned word', () => {
  const banned = {
    en: /(?<!\p{L})(will|won't|on track|ETA|worst case|guarantee\p{L}*|deadline)(?!\p{L})|\d ?%/iu,
    es: /(?<!\p{L})(será|serán|seguro que|según lo previsto|en el peor|garantiza\p{L}*)(?!\p{L})|\d ?%/iu,
  };
  for (const language of ['en', 'es'] as const) {
    const file = new URL(`./words/${language}.json`, import.meta.url);
    const { _: note, ...words } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(typeof note).toBe('string');
    for (const [key, text] of Object.entries(words))
      expect(JSON.stringify(text), `${language} ${key}`).not.toMatch(banned[language]);
    expect(banned[language].test(language === 'en' ? 'It will end' : 'Será así')).toBe(true);
  }
});
