import { expect, test } from 'vitest';
import { aalenJohansen } from './aalen-johansen.ts';
import { cumulativeIncidence } from './competing-risks.ts';
import { grayTest } from './gray.ts';
import { kaplanMeier, stepValue } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';
import { matrixExponential, inverse, identity } from './matrices.ts';
import { columnsOf, expectClose, expectedFrom, numbersOf, referenceTest } from './testing.ts';

const tolerance = 1e-8;
const causesOf = (list: (string | undefined)[]): (string | null)[] =>
  list.map((cause) => (cause === undefined || cause === '0' ? null : cause));

test('with one way to end, the chance of having ended is one minus Kaplan–Meier, with the same variance', () => {
  const exit = [2, 3, 3, 5, 8, 9, 9];
  const ended = [1, 1, 0, 1, 0, 1, 0];
  const km = kaplanMeier({ exit, ended });
  const found = cumulativeIncidence({ exit, cause: ended.map((d) => (d === 1 ? 'x' : null)) });
  expectClose(
    found.causes[0]!.incidence,
    km.survival.map((s) => 1 - s),
    1e-14,
  );
  expectClose(found.causes[0]!.variance, km.variance, 1e-14);
});

test('with everybody seen to the end, chances of states are plain shares, also when people go back', () => {
  // Three targets in and out of two states, none lost before time 10.
  const found = aalenJohansen({
    entry: [0, 4, 7, 0, 3, 0],
    exit: [4, 7, 10, 3, 10, 10],
    from: ['a', 'b', 'a', 'a', 'b', 'a'],
    to: ['b', 'a', null, 'b', null, null],
  });
  expect(found.states).toEqual(['a', 'b']);
  const ab = found.curves.find(({ from, to }) => from === 'a' && to === 'b')!;
  expect(found.time).toEqual([3, 4, 7, 10]);
  expectClose(ab.probability, [1 / 3, 2 / 3, 1 / 3, 1 / 3], 1e-14);
  // A share of n people has the variance p(1−p)/n.
  expectClose(ab.variance.slice(0, 2), [2 / 27, 2 / 27], 1e-14);
  for (const i of found.time.keys()) {
    const sum = found.curves
      .filter(({ from }) => from === 'a')
      .reduce((all, c) => all + c.probability[i]!, 0);
    expectClose(sum, 1, 1e-14);
  }
});

referenceTest('competing risks in melanoma agree with survival and cmprsk, and Gray’s test (04)', () => {
  const e = expectedFrom('04-competing-risks-melanoma');
  const { time, ulcer } = numbersOf('melanoma.csv', 'time', 'ulcer');
  const cause = causesOf(columnsOf('melanoma.csv')['cause']!);
  const found = cumulativeIncidence({ exit: time, cause });
  const aalen = cumulativeIncidence({ exit: time, cause }, { variance: 'aalen' });
  const at = (list: readonly number[], before = 0): number[] =>
    e.times.map((t: number) => stepValue(found.time, list, t, before));
  const [one, two] = found.causes;
  expectClose(at(one!.incidence), e.cuminc.cause1, tolerance, 'cause 1');
  expectClose(at(two!.incidence), e.cuminc.cause2, tolerance, 'cause 2');
  expectClose(at(aalen.causes[0]!.variance), e.cuminc.var1, tolerance, 'cmprsk variance 1');
  expectClose(at(aalen.causes[1]!.variance), e.cuminc.var2, tolerance, 'cmprsk variance 2');
  const states = [at(found.open.probability, 1), at(one!.incidence), at(two!.incidence)];
  expectClose(
    e.times.map((_: number, i: number) => states.map((s) => s[i]!)),
    e.aalen_johansen.pstate,
    tolerance,
  );
  const ses = [at(found.open.variance), at(one!.variance), at(two!.variance)].map((v) => v.map(Math.sqrt));
  expectClose(
    e.times.map((_: number, i: number) => ses.map((s) => s[i]!)),
    e.aalen_johansen.se,
    tolerance,
    'se',
  );
  const groups = ulcer.map(String);
  const tests = ['1', '2'].map((of) => grayTest({ exit: time, cause }, groups, of));
  expectClose(
    tests.map((t) => t.chisq),
    e.gray_by_ulcer.stat,
    tolerance,
    'Gray',
  );
  expectClose(
    tests.map((t) => t.p),
    e.gray_by_ulcer.p,
    tolerance,
    'Gray p',
  );
  expect(tests.map((t) => t.df)).toEqual(e.gray_by_ulcer.df);
});

referenceTest('competing risks with delayed entry agree with etm (05)', () => {
  const e = expectedFrom('05-left-truncated-competing-risks-abortion');
  const all = numbersOf('abortion.csv', 'entry', 'exit', 'group');
  const causes = causesOf(columnsOf('abortion.csv')['cause']!);
  for (const group of [0, 1]) {
    const rows = all.group.flatMap((g, i) => (g === group ? [i] : []));
    const pick = <T>(list: T[]): T[] => rows.map((i) => list[i]!);
    const found = cumulativeIncidence({ exit: pick(all.exit), entry: pick(all.entry), cause: pick(causes) });
    for (const curve of found.causes) {
      const wanted = e[`group${group}`][`cause${curve.cause}`];
      const at = (list: readonly number[]): number[] =>
        wanted.time.map((t: number) => stepValue(found.time, list, t, 0));
      expectClose(at(curve.incidence), wanted.P, tolerance, 'P');
      expectClose(at(curve.variance), wanted.var, tolerance, 'var');
      expectClose(at(curve.lower), wanted.lower, tolerance, 'lower');
      expectClose(at(curve.upper), wanted.upper, tolerance, 'upper');
      expectClose(at(found.atRisk), wanted.n_risk, 0, 'at risk');
      expectClose(at(curve.events), wanted.n_event, 0, 'events');
    }
  }
});

referenceTest('log-rank and Peto tests agree with R (09)', () => {
  const e = expectedFrom('09-cox-logrank').logrank;
  const aml = numbersOf('aml.csv', 'time', 'status', 'group');
  const lung = numbersOf('lung.csv', 'time', 'event', 'sex');
  const veteran = numbersOf('veteran.csv', 'time', 'status');
  const cells = columnsOf('veteran.csv')['celltype']!.map(String);
  const check = (
    found: ReturnType<typeof logRank>,
    wanted: Record<string, unknown>,
    order = found.groups,
  ): void => {
    const at = (list: number[]): number[] => order.map((name) => list[found.groups.indexOf(name)]!);
    expectClose(found.chisq, wanted['chisq'], 1e-6, 'chisq');
    expectClose(at(found.observed), wanted['obs'], 1e-6, 'observed');
    expectClose(at(found.expected), wanted['exp'], 1e-6, 'expected');
  };
  const amlSpells = { exit: aml.time, ended: aml.status };
  check(logRank(amlSpells, aml.group.map(String)), e.aml);
  check(logRank(amlSpells, aml.group.map(String), 1), e.aml_peto);
  check(logRank({ exit: lung.time, ended: lung.event }, lung.sex.map(String)), e.lung_sex);
  const order = ['squamous', 'smallcell', 'adeno', 'large'];
  check(logRank({ exit: veteran.time, ended: veteran.status }, cells), e.veteran_celltype, order);
});

referenceTest(
  'a Markov chain of phases: matrix exponential, days per phase and exit chances agree with msm (15)',
  () => {
    const e = expectedFrom('15-markov-three-phases');
    e.times.forEach((t: number, i: number) => {
      const found = matrixExponential(e.Q.map((row: number[]) => row.map((rate) => rate * t)));
      expectClose(found.slice(0, 3), e.P[i].slice(0, 3), 1e-9, `P(${t})`);
    });
    const transient = [0, 1, 2];
    const days = inverse(transient.map((i) => transient.map((j) => -e.Q[i][j])))!;
    expectClose(days[0]!, e.expected_total_days_in_phase_from_pre, 1e-9, 'days');
    const exits = [3, 4, 5].map((exit) => transient.reduce((sum, k) => sum + days[0]![k]! * e.Q[k][exit], 0));
    expectClose(exits, e.absorption_prob_from_pre, 1e-9, 'exits');
    expectClose(matrixExponential(identity(3).map((row) => row.map(() => 0))), identity(3), 1e-15);
  },
);
