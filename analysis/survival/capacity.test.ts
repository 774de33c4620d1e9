import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assumptionsFrom,
  type CapacityChange,
  differenceOf,
  doubtRange,
  doubts,
  littlesLaw,
  loadOf,
  type Office,
  paceOf,
  peopleAdded,
  usualAssumptions,
  usualDoubts,
} from './capacity.ts';
import { logNormal } from './distributions.ts';
import { type CaseRuns, forecastCases, type Phase, sharedRuns, type Target } from './forecast.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { type PaceWindow, paceThatMatters, timeAtPace } from './pace.ts';
import { fitPhase, type PhaseHistory } from './phase-fit.ts';
import { shippedPriors } from './phase-priors.ts';

const nothing: PhaseHistory = { exit: [], ended: [], caseOf: [], cause: [] };
const next = { operational: 1, charged: 2 };
const phases: Phase[] = [
  shippedPriors.preOperational,
  shippedPriors.operational,
  shippedPriors.postOperational,
].map((prior, k) => ({
  name: ['pre_operational', 'operational', 'post_operational'][k]!,
  next,
  posterior: fitPhase(nothing, prior, { chains: 1, kept: 200 }),
}));
const shared = sharedRuns(phases, { seed: 11, runs: 60 });
const targets: Target[] = Array.from({ length: 9 }, (_, i) => ({
  id: `t${i}`,
  case: `c${i % 4}`,
  phase: i % 3,
  elapsed: 40 * i,
}));

function simulate(pace?: readonly (readonly PaceWindow[])[]): CaseRuns[] {
  const found: CaseRuns[] = [];
  const options = pace === undefined ? shared.options : { ...shared.options, pace };
  forecastCases(targets, { ...shared, options }, (one) => found.push(one));
  return found;
}
const plain = simulate();

const busy: Office = {
  needed: new Map([
    ['detective', 200],
    ['prosecutor', 30],
  ]),
  weights: [
    new Map([
      ['detective', 0.7],
      ['prosecutor', 0.1],
    ]),
    new Map([['detective', 0.6]]),
    new Map([['prosecutor', 0.5]]),
  ],
  supply: new Map([
    ['detective', { people: 5, paidHours: 40 }],
    ['prosecutor', { people: 1, paidHours: 40 }],
  ]),
};
const anyChange: fc.Arbitrary<CapacityChange> = fc.record({
  role: fc.constantFrom('detective', 'prosecutor'),
  people: fc.double({ min: 0.1, max: 5, noNaN: true }),
  from: fc.integer({ min: 0, max: 400 }),
  to: fc.oneof(fc.constant(Infinity), fc.integer({ min: 401, max: 900 })),
  newcomer: fc.boolean(),
});

describe('a pace', () => {
  const windowsOf = (rates: readonly number[]): PaceWindow[] =>
    rates.map((rate, i) => ({ from: i * 30, to: (i + 1) * 30, rate }));

  test('is inverted exactly: the hazard gone through until the day it gives is the one asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        (rates, now, elapsed, hazard) => {
          const waiting = logNormal(5, 1.1);
          const h = (t: number) => -waiting.logSurvival(t);
          const windows = windowsOf(rates);
          const t = timeAtPace(waiting, windows, now, elapsed, h(elapsed), hazard);
          const until = now + t - elapsed;
          const edges = [now, ...windows.flatMap(({ from, to }) => [from, to]), until]
            .filter((day) => day >= now && day <= until)
            .toSorted((a, b) => a - b);
          let sum = 0;
          for (let i = 1; i < edges.length; i++) {
            const middle = (edges[i - 1]! + edges[i]!) / 2;
            const rate = windows.find(({ from, to }) => middle >= from && middle < to)?.rate ?? 1;
            sum += rate * (h(elapsed + edges[i]! - now) - h(elapsed + edges[i - 1]! - now));
          }
          expect(sum).toBeCloseTo(hazard, 6);
        },
      ),
    );
  });

  test('of one changes no byte, whatever its windows', () => {
    expect(simulate([windowsOf([1, 1, 1]), [], [{ from: 5, to: Infinity, rate: 1 }]])).toEqual(plain);
    expect(simulate([])).toEqual(plain);
  });

  test('faster from today on brings every target out of every phase no later, in every run, and ends it alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (rates) => {
          const faster = simulate(rates.map((rate) => [{ from: 0, to: Infinity, rate }]));
          faster.forEach((one, c) => {
            one.leaves.forEach((byPhase, i) =>
              byPhase.forEach((days, k) =>
                days.forEach((day, r) => {
                  const before = plain[c]!.leaves[i]![k]![r]!;
                  // NaN: it never comes there; a target that was too late for the horizon may come there now.
                  if (!Number.isNaN(before)) expect(day).toBeLessThanOrEqual(before * (1 + 1e-9));
                }),
              ),
            );
            one.exits.forEach((exits, i) =>
              exits.forEach((exit, r) => {
                if (plain[c]!.exits[i]![r] !== -1) expect(exit).toBe(plain[c]!.exits[i]![r]);
              }),
            );
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('refuses windows that overlap, end before they begin, or stop the clock', () => {
    const bad: PaceWindow[][] = [
      [
        { from: 0, to: 20, rate: 2 },
        { from: 10, to: 30, rate: 3 },
      ],
      [{ from: 5, to: 5, rate: 2 }],
      [{ from: 0, to: 5, rate: 0 }],
    ];
    for (const windows of bad) expect(() => paceThatMatters(windows)).toThrow(RangeError);
  });
});

describe('a change of capacity', () => {
  test('that is none makes no difference, byte for byte', () => {
    expect(paceOf(busy, [], usualAssumptions).flat()).toEqual([]);
    const none = [{ role: 'detective', people: 0, from: 0, to: Infinity, newcomer: true }];
    const pace = paceOf(busy, none, { ...usualAssumptions, mentor: 0 });
    expect(simulate(pace)).toEqual(plain);
  });

  test('brings no strand out of its phase later, in any run, however it begins, grows and ends', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
        const withIt = simulate(paceOf(busy, changes, usualAssumptions));
        withIt.forEach((one, c) =>
          one.targets.forEach(({ phase }, i) =>
            one.leaves[i]![phase]!.forEach((day, r) =>
              expect(day).toBeLessThanOrEqual(plain[c]!.leaves[i]![phase]![r]! * (1 + 1e-9)),
            ),
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('never slows a phase, and more of it never less than less', () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const rates = (people: number) =>
          [0, 100, 200, 500, 1200].map((day) =>
            paceOf(busy, [{ ...change, people }], usualAssumptions).map(
              (windows) => windows.find(({ from, to }) => day >= from && day < to)?.rate ?? 1,
            ),
          );
        const [little, much] = [rates(change.people), rates(change.people * 2)];
        little.flat().forEach((rate, i) => {
          expect(rate).toBeGreaterThanOrEqual(1);
          expect(much.flat()[i]!).toBeGreaterThanOrEqual(rate - 1e-12);
        });
      }),
    );
  });

  test('does nothing where there are hands enough already', () => {
    const idle = { ...busy, needed: new Map([['detective', 20]]) };
    const one = { role: 'detective', people: 3, from: 0, to: Infinity, newcomer: false };
    expect(paceOf(idle, [one], usualAssumptions).flat()).toEqual([]);
    expect(loadOf(20, { people: 5, paidHours: 40 }, 0.6)).toBeLessThan(1);
  });

  test('a newcomer is worth a quarter less a mentor, then three fifths, then a whole person', () => {
    const one = { role: 'detective', people: 1, from: 10, to: 500, newcomer: true };
    const on = (day: number) => peopleAdded(one, usualAssumptions, day);
    expect([on(9), on(10), on(150), on(300), on(500)].map((n) => Number(n.toFixed(2)))).toEqual([
      0, 0.1, 0.6, 1, 0,
    ]);
  });

  test('with one more detective for five, a phase of theirs alone speeds up by the load to the power of epsilon', () => {
    const office = { ...busy, weights: [new Map([['detective', 1]])] };
    const one = { role: 'detective', people: 1, from: 0, to: Infinity, newcomer: false };
    const [windows] = paceOf(office, [one], usualAssumptions);
    // Needed 200; there are 120 usable hours, then 144.
    expect(windows![0]!.rate).toBeCloseTo((200 / 120 / (200 / 144)) ** 0.6, 12);
  });
});

describe('differences and doubts', () => {
  test('a difference is a range in order, and nought when nothing differs', () => {
    const anyRuns = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(anyRuns, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), (runs, more) => {
        const withIt = runs.map((n) => n + (more.next().value as number));
        const { p10, p50, p90 } = differenceOf(withIt, runs);
        expect(p10 <= p50 && p50 <= p90 && p10 >= 0).toBe(true);
        expect(differenceOf(runs, runs)).toEqual({ p10: 0, p50: 0, p90: 0 });
      }),
    );
  });

  test('the usual value of each doubt lies within its range, and the usual ones make the usual assumptions', () => {
    for (const doubt of doubts) {
      const [low, high] = doubtRange[doubt];
      expect(low < usualDoubts[doubt] && usualDoubts[doubt] < high).toBe(true);
      expect(assumptionsFrom({ ...usualDoubts, [doubt]: low })).not.toEqual(usualAssumptions);
    }
    expect(assumptionsFrom(usualDoubts)).toEqual(usualAssumptions);
    expect(assumptionsFrom({ ...usualDoubts, ramp: 0.9 }).ramp).toEqual([0.9, 1, 1]);
  });
});

describe("Little's law", () => {
  const every = (n: number, days: number) =>
    kaplanMeier({ exit: Array.from({ length: n }, () => days), ended: Array.from({ length: n }, () => 1) });

  test('agrees when what is open is what arrives times how long it stays', () => {
    expect(littlesLaw(10, 36, 360, every(20, 100))).toMatchObject({
      meanDays: 100,
      expected: 10,
      disagrees: false,
    });
  });

  test('warns when the three figures differ by more than a quarter, either way', () => {
    expect(littlesLaw(14, 36, 360, every(20, 100)).disagrees).toBe(true);
    expect(littlesLaw(7, 36, 360, every(20, 100)).disagrees).toBe(true);
    expect(littlesLaw(12, 36, 360, every(20, 100)).disagrees).toBe(false);
  });

  test('has no mean while few have ended or the curve ends above one in ten', () => {
    expect(littlesLaw(10, 36, 360, every(5, 100)).meanDays).toBeNull();
    const half = kaplanMeier({
      exit: Array.from({ length: 40 }, (_, i) => 10 + i),
      ended: Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0)),
    });
    expect(littlesLaw(20, 36, 360, half)).toMatchObject({ meanDays: null, disagrees: false });
  });
});
