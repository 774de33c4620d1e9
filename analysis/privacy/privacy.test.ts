import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findsOut, fits, targets, type Counts, type Said } from './attack.ts';
import { boundsByTrying } from './attacker.ts';
import { classesOfEvents, classesOfPeople, connected, slices, type Period } from './classes.ts';
import { solve } from './program.ts';
import { countsOf, decide, type Question } from './withhold.ts';

const period = (from: string, until: string, countedAt = `${until}T23:00:00Z`): Period => ({
  from: `2026-${from}`,
  until: `2026-${until}`,
  countedAt: countedAt.startsWith('2026') ? countedAt : `2026-${countedAt}`,
});
const ages = { name: 'age', groups: ['adult', 'minor', 'unknown'] };
const counts = (...by: number[][]): Counts => ({ total: by[0]!.reduce((a, b) => a + b, 0), by });
const one = (groups: number[], limit = 5): Question => ({
  limit,
  breakdowns: [{ name: 'age', groups: groups.map((_, g) => `g${g}`) }],
  classes: [{ members: 1, late: false }],
  truth: [counts(groups)],
  earlier: [],
  covers: [groups.map((_, g) => groups.length - 1 - g)],
});

test('a figure below the limit is left out, and another with it, so that the total does not give it back', () => {
  const { said, why } = decide(one([20, 3, 12]));
  expect(said).toEqual({ total: 35, by: [[20, null, null]] });
  expect(why.by).toEqual([[null, 'small', 'cover']]);
});

test('two small figures that come to less than the limit together take a third with them', () => {
  expect(decide(one([20, 12, 2, 1])).said.by).toEqual([[20, null, null, null]]);
  expect(decide(one([20, 12, 4, 3])).said.by).toEqual([[20, 12, null, null]]);
});

test('groups without anybody are left out too, so that what is left out may be nobody; alone they need no cover', () => {
  expect(decide(one([20, 0, 0])).said.by).toEqual([[20, null, null]]);
  expect(decide(one([20, 2, 0])).said.by).toEqual([[null, null, null]]);
});

test('a total below the limit says nothing at all', () => {
  expect(decide(one([2, 1, 1])).said).toEqual({ total: null, by: [[null, null, null]] });
});

test('what covers is chosen without a look at the sizes', () => {
  expect(decide(one([9, 30, 2, 8, 7])).said.by).toEqual([[9, 30, null, 8, null]]);
  expect(decide(one([9, 8, 2, 7, 30])).said.by).toEqual([[9, 8, null, 7, null]]);
});

test('a year that would give back what a quarter left out leaves it out too', () => {
  const periods = [period('01-01', '03-31'), period('04-01', '06-30'), period('01-01', '06-30')];
  const classes = classesOfEvents(periods);
  const first = counts([20, 2, 8]);
  const second = counts([18, 9, 7]);
  const truth = classes.map(({ members }) =>
    members === 0b101 ? first : members === 0b110 ? second : counts([0, 0, 0]),
  );
  const base = { limit: 5, breakdowns: [ages], covers: [[2, 1, 0]] };
  const only = (counted: Counts): Said =>
    decide({ ...base, classes: [{ members: 1, late: false }], truth: [counted], earlier: [] }).said;
  const earlier = [only(first), only(second)];
  expect(earlier).toEqual([
    { total: 30, by: [[20, null, null]] },
    { total: 34, by: [[18, 9, 7]] },
  ]);
  const { said, why } = decide({ ...base, classes, truth, earlier });
  // 11 minors in the half-year less 9 in the second quarter would be the 2 of the first; and so would 15 unknown.
  expect(said).toEqual({ total: 64, by: [[38, null, null]] });
  expect(why.by[0]).toContain('earlier');
});

test('one client recorded late is not told by an amended report', () => {
  const periods = [period('01-01', '03-31', '04-02T00:00:00Z'), period('01-01', '03-31', '05-02T00:00:00Z')];
  const classes = classesOfEvents(periods);
  expect(classes.toSorted((a, b) => a.members - b.members)).toEqual([
    { members: 2, late: true },
    { members: 3, late: false },
  ]);
  const ask = (late: number[]) =>
    decide({
      limit: 5,
      breakdowns: [ages],
      covers: [[2, 1, 0]],
      classes,
      truth: classes.map((c) => (c.late ? counts(late) : counts([20, 6, 8]))),
      earlier: [{ total: 34, by: [[20, 6, 8]] }],
    }).said;
  expect(ask([0, 1, 0])).toEqual({ total: null, by: [[null, null, null]] });
  expect(ask([0, 0, 0])).toEqual({ total: 34, by: [[20, 6, 8]] });
  expect(ask([6, 0, 0])).toEqual({ total: 40, by: [[26, 6, 8]] });
  // Two late minors: with the figures of minors and of adults, the total would leave them over.
  expect(ask([5, 2, 0])).toEqual({ total: 41, by: [[null, null, null]] });
});

test('people who were served in both of two quarters are not told by the half-year when they are few', () => {
  const periods = [period('01-01', '03-31'), period('04-01', '06-30'), period('01-01', '06-30')];
  const classes = classesOfPeople(periods);
  expect(classes.filter((c) => !c.late).map((c) => c.members)).toEqual([0b101, 0b110, 0b111]);
  const half = (both: number) =>
    decide({
      limit: 5,
      breakdowns: [],
      covers: [],
      classes,
      truth: classes.map(({ members }) => ({
        total: { 0b101: 20, 0b110: 15, 0b111: both }[members] ?? 0,
        by: [],
      })),
      earlier: [
        { total: 20 + both, by: [] },
        { total: 15 + both, by: [] },
      ],
    }).said.total;
  expect(half(2)).toBe(null);
  expect(half(9)).toBe(44);
});

test('only reports that overlap hang together, and their days fall into the stretches between their ends', () => {
  const q1 = period('01-01', '03-31');
  const q2 = period('04-01', '06-30');
  const may = period('05-01', '05-31');
  expect(connected([q1, q2], period('07-01', '07-31'))).toEqual([]);
  expect(connected([q1, q2, may], period('06-01', '07-31'))).toEqual([1, 2]);
  expect(slices([q2, may])).toEqual([0b01, 0b11, 0b01]);
});

test('the solver finds a corner, says when there is none, and ends where rows repeat each other', () => {
  const program = {
    rows: [[[0, 1] as [number, number], [1, 1] as [number, number]]],
    right: [7],
    variables: 2,
  };
  expect(solve(program, [1, 0])).toEqual([7, 0]);
  expect(solve({ ...program, rows: [program.rows[0]!, program.rows[0]!], right: [7, 8] })).toBe(null);
  expect(solve({ ...program, rows: [program.rows[0]!, program.rows[0]!], right: [7, 7] }, [0, 1])).toEqual([
    0, 7,
  ]);
});

const LIMIT = 3;
const small = fc.integer({ min: 0, max: 4 });

/** Holds what was said against every world there is: each small group may be empty or as large as the limit. */
function nobodyFindsOut(
  known: { breakdowns: Question['breakdowns']; classes: Question['classes']; said: Said[] },
  truth: Counts[],
): void {
  const sought = targets({ ...known, truth, limit: LIMIT });
  const bounds = boundsByTrying(known, sought, LIMIT + 1);
  bounds.forEach(({ least, most }, t) => {
    expect(least, JSON.stringify(sought[t])).toBe(0);
    expect(most, JSON.stringify(sought[t])).toBeGreaterThanOrEqual(LIMIT);
  });
}

test('whatever one report counts, somebody who tries every world finds out about no small group', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(small, { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
      (joint) => {
        const by = [
          joint.map((row) => row[0]! + row[1]!),
          [0, 1].map((g) => joint.reduce((a, row) => a + row[g]!, 0)),
        ];
        const breakdowns = [
          { name: 'age', groups: ['a', 'b', 'c'] },
          { name: 'kind', groups: ['x', 'y'] },
        ];
        const classes = [{ members: 1, late: false }];
        const truth = [counts(...by)];
        const { said } = decide({
          limit: LIMIT,
          breakdowns,
          classes,
          truth,
          earlier: [],
          covers: [
            [2, 1, 0],
            [1, 0],
          ],
        });
        nobodyFindsOut({ breakdowns, classes, said: [said] }, truth);
      },
    ),
    { numRuns: 60, seed: 46 },
  );
});

/** Reports one after another, each decided with what was said before; then everything together is attacked. */
function sendAll(
  periods: Period[],
  classesOf: typeof classesOfEvents,
  truthOf: (members: number, late: boolean) => Counts,
) {
  const breakdowns = [{ name: 'age', groups: ['a', 'b', 'c'] }];
  const said: Said[] = [];
  for (let k = 0; k < periods.length; k++) {
    // What is true of the first k reports: the classes of all, seen by those alone.
    const part = classesOf(periods.slice(0, k + 1));
    const truth = part.map(() => counts([0, 0, 0]));
    for (const { members, late } of classesOf(periods)) {
      const place = part.findIndex((c) => c.members === (members & ((2 << k) - 1)));
      if (place < 0) continue;
      const more = truthOf(members, late);
      truth[place] = counts(truth[place]!.by[0]!.map((n, g) => n + more.by[0]![g]!));
    }
    said.push(
      decide({ limit: LIMIT, breakdowns, classes: part, truth, earlier: [...said], covers: [[2, 1, 0]] })
        .said,
    );
  }
  return { breakdowns, said };
}

const shapes: Record<string, Period[]> = {
  'two months and both together': [
    period('01-01', '01-31'),
    period('02-01', '02-28'),
    period('01-01', '02-28'),
  ],
  'two that overlap': [period('01-01', '02-15'), period('02-01', '03-15')],
  'the whole first, then a part': [
    period('01-01', '02-28', '03-01T00:00:00Z'),
    period('01-01', '01-31', '03-01T00:00:00Z'),
  ],
};

for (const [name, periods] of Object.entries(shapes))
  for (const [kind, classesOf] of [
    ['events', classesOfEvents],
    ['people', classesOfPeople],
  ] as const)
    test(`${name}, ${kind}: nobody who puts all reports together finds out about a small group`, () => {
      const classes = classesOf(periods).filter((c) => !c.late);
      fc.assert(
        fc.property(
          fc.array(fc.array(small, { minLength: 3, maxLength: 3 }), {
            minLength: classes.length,
            maxLength: classes.length,
          }),
          (figures) => {
            const truthOf = (members: number, late: boolean) =>
              late ? counts([0, 0, 0]) : counts(figures[classes.findIndex((c) => c.members === members)]!);
            const { breakdowns, said } = sendAll(periods, classesOf, truthOf);
            const truth = classes.map((c) => truthOf(c.members, c.late));
            nobodyFindsOut({ breakdowns, classes, said }, truth);
          },
        ),
        { numRuns: kind === 'people' ? 12 : 40, seed: 46 },
      );
    });

test('a report sent again after records came late: nobody finds out about few late ones', () => {
  const periods = [period('01-01', '01-31', '02-01T00:00:00Z'), period('01-01', '01-31', '03-01T00:00:00Z')];
  const classes = classesOfEvents(periods);
  fc.assert(
    fc.property(fc.array(small, { minLength: 6, maxLength: 6 }), (figures) => {
      const truthOf = (_: number, late: boolean) => counts(late ? figures.slice(3) : figures.slice(0, 3));
      const { breakdowns, said } = sendAll(periods, classesOfEvents, truthOf);
      nobodyFindsOut(
        { breakdowns, classes, said },
        classes.map((c) => truthOf(c.members, c.late)),
      );
    }),
    { numRuns: 25, seed: 46 },
  );
});

test('the attacker of these tests does find out what a report without the rules would tell', () => {
  const classes = [{ members: 1, late: false }];
  const careless: Said = { total: 12, by: [[10, null, 0]] };
  const truth = [counts([10, 2, 0])];
  const known = { breakdowns: [ages], classes, said: [careless] };
  const sought = targets({ ...known, truth, limit: LIMIT });
  expect(boundsByTrying(known, sought, LIMIT + 1)).toEqual([{ least: 2, most: 2 }]);
  expect(findsOut({ ...known, truth, limit: LIMIT })).toEqual(sought);
});

test('what is decided always fits what is true: figures are left out, never made up', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 8 }), (groups) => {
      const question = one(groups);
      const { said } = decide(question);
      expect(fits({ ...question, said: [said] }, question.truth)).toBe(true);
      const { by } = countsOf(question, 0);
      said.by[0]!.forEach((value, g) => expect(value === null || value === by[0]![g]).toBe(true));
      for (const value of [said.total, ...said.by[0]!]) expect(value === null || value >= 5).toBe(true);
    }),
  );
});
