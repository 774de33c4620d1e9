import {
  assumptionsFrom,
  type Balance,
  type CapacityChange,
  type Difference,
  differenceOf,
  type Doubt,
  doubtRange,
  doubts,
  littlesLaw,
  loadOf,
  type Office,
  paceOf,
} from '../../analysis/survival/capacity.ts';
import {
  forecastCases,
  sharedRuns,
  streamOf,
  type SharedRuns,
  type Target,
} from '../../analysis/survival/forecast.ts';
import { kaplanMeier } from '../../analysis/survival/kaplan-meier.ts';
import { moneyOf, type MoneyRuns, type Spending } from '../../analysis/survival/money.ts';
import type { PaceWindow } from '../../analysis/survival/pace.ts';
import { Random } from '../../analysis/survival/random.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';
import { fittedOffice, QUARTER_DAYS, type Order } from './office.ts';
import { withPlanned } from './rules-planned.ts';
import { fiscalYears, itemsSeen, type MoneyInputs } from './rules-money.ts';
import { historyOf, targetsOf, type SpellRow } from './rules-spells.ts';
import { measures, postCost, wholePeople, type Measure, type Question } from './rules-whatif.ts';
import { officeLoad } from './whatif-load.ts';

/** What a what-if is computed from; two equal orders give equal answers. */
export type WhatIfOrder = Omit<Order, 'cases' | 'part' | 'money'> & {
  question: Question;
  money: MoneyInputs;
  /** Runs of each bar of the tornado. */
  runsOfDoubt: number;
};

/** The load of a role now and once all the new hands are of full use. */
export type LoadLine = { role: WorkRole; needed: number; hours: number; load: number; after: number };

/** What moves when one assumption stands at its low and at its high end: the mean difference of what is counted. */
export type DoubtLine = { doubt: Doubt; low: number; high: number; atLow: number; atHigh: number };

/** A what-if answered, as differences only: nothing in it says how many strands leave a phase without the change. */
export type Answer = {
  /** More strands within the days, by what is counted. */
  more: Record<Measure, Difference>;
  /** Middle of the tornado: the mean difference at the assumptions as they are. */
  mean: number;
  cost: {
    /** Cents: the posts, and costs of cases that come up sooner. */
    total: Difference;
    byYear: ({ fiscalYear: number; postCents: number } & Difference)[];
    unpriced: WorkRole[];
  };
  loads: LoadLine[];
  tornado: DoubtLine[];
  balance: ({ phase: Phase } & Balance)[];
  /**
   * How many strands of those open today come to what is counted, with the change, by the end of each quarter: kept for
   * a request that is granted to be compared with what happened. No screen of a what-if shows it.
   */
  course: (Difference & { day: number })[];
};

/** Version of what is stored with every answer. */
export const WHAT_IF_ENGINE = 'what-if-2';

/** By what is counted: strands until the end, by run; and by quarter, each with those of the quarters before. */
type Counts = Record<Measure, Float64Array> & { course: Record<Measure, Float64Array[]> };

/**
 * Answers a what-if: the open strands are simulated with and without the change from the same random numbers, and the
 * differences of each run are told. Pure. Method: docs/decisions/0044-what-ifs.md.
 * @param told hears how many simulations are done
 */
export function answerOf(order: WhatIfOrder, told?: (done: number, total: number) => void): Answer {
  const { question, spells, money, asOf, seed } = order;
  const shared = fittedOffice(order);
  const few = sharedRuns(shared.phases, { seed, runs: order.runsOfDoubt, slip: order.slip });
  const targets = withPlanned(targetsOf(spells, asOf), order.planned, asOf);
  const office = officeLoad(money, spells, asOf, seed, question.supply);
  const changes = question.changes.map((change): CapacityChange => ({
    role: change.role,
    people: wholePeople(change),
    from: Math.max(0, daysBetween(asOf, change.fromOn)),
    to: change.untilOn === null ? Infinity : Math.max(1, daysBetween(asOf, change.untilOn)),
    newcomer: change.newcomer,
  }));
  const paceAt = (values: Question['assumptions']) => paceOf(office, changes, assumptionsFrom(values));
  const pace = paceAt(question.assumptions);
  const total = 2 + 2 * doubts.length;
  let done = 0;
  const known = new Map<string, number>();
  const base = countsOf(order, targets, few, [])[question.measure];
  const meanAt = (values: Question['assumptions']): number => {
    const windows = paceAt(values);
    const key = JSON.stringify(windows);
    const mean = known.get(key) ?? meanOf(countsOf(order, targets, few, windows)[question.measure], base);
    known.set(key, mean);
    told?.(++done, total);
    return mean;
  };
  const mean = meanAt(question.assumptions);
  const costs = [[], pace].map(() => costsOf(order, shared));
  const [without, withIt] = [[], pace].map((windows, n) =>
    countsOf(order, targets, shared, windows, costs[n]),
  );
  told?.(++done, total);
  return {
    more: Object.fromEntries(
      measures.map((measure) => [measure, differenceOf(withIt![measure], without![measure])]),
    ) as Answer['more'],
    mean,
    cost: costDifference(order, costs[1]!.runs, costs[0]!.runs),
    loads: loadsOf(office, changes, question),
    tornado: doubts.map((doubt) => {
      const [low, high] = doubtRange[doubt];
      const at = (value: number) => meanAt({ ...question.assumptions, [doubt]: value });
      return { doubt, low, high, atLow: at(low), atHigh: at(high) };
    }),
    balance: balanceOf(spells, asOf),
    course: withIt!.course[question.measure].map((counts, q) => ({
      day: Math.min(question.days, Math.round((q + 1) * QUARTER_DAYS)),
      ...differenceOf(counts, new Float64Array(counts.length)),
    })),
  };
}

const rounded = (n: number): number => Math.round(n * 100) / 100;
const meanOf = (withIt: Float64Array, without: Float64Array): number =>
  rounded(withIt.reduce((sum, n, r) => sum + n - without[r]!, 0) / withIt.length);

/**
 * How many strands come to each event within the days, run by run; a strand that comes twice counts once.
 * @param costs hears what comes up with each entry, drawn by strand and phase, so that both sides meet the same costs
 */
function countsOf(
  { question: { days }, seed }: WhatIfOrder,
  targets: readonly Target[],
  shared: SharedRuns,
  pace: PaceWindow[][],
  costs?: Spending,
): Counts {
  const { runs } = shared.options;
  const quarters = Math.ceil(days / QUARTER_DAYS);
  const each = <T>(make: () => T) =>
    Object.fromEntries(measures.map((measure) => [measure, make()])) as Record<Measure, T>;
  const counts: Counts = {
    ...each(() => new Float64Array(runs)),
    course: each(() => Array.from({ length: quarters }, () => new Float64Array(runs))),
  };
  const last = new Map<string, number>();
  const once = (measure: Measure, run: number, target: number, day: number) => {
    const key = `${measure} ${target}`;
    if (last.get(key) === run) return;
    last.set(key, run);
    counts[measure][run]! += 1;
    for (let q = Math.floor(day / QUARTER_DAYS); q < quarters; q++) counts.course[measure][q]![run]! += 1;
  };
  forecastCases(
    targets,
    { ...shared, options: { ...shared.options, pace } },
    () => last.clear(),
    (stay, own) => {
      const { run, target, phase, from, to, enters } = stay;
      if (phase === 2 && to <= days) once('done', run, target, to);
      if (!enters || from > days) return;
      if (phase === 1) once('operational', run, target, from);
      if (phase === 2) once('charged', run, target, from);
      costs?.spend(stay, own, Random.of(seed, 9, streamOf(own[target]!.case), run, target, phase));
    },
  );
  return counts;
}

/** Adds up what cases cost beside hours: people who are there already cost nothing more. */
const costsOf = ({ question, spells, money, asOf }: WhatIfOrder, shared: SharedRuns): Spending =>
  moneyOf(shared, {
    roles: [],
    items: itemsSeen(money, spells, asOf),
    years: yearsOf(money, asOf, question.days).map(({ starts }) => starts),
  });

const yearsOf = (money: MoneyInputs, asOf: Day, days: number) =>
  fiscalYears(asOf, money.fiscalMonth, 4).filter(({ starts }) => starts <= days);

function costDifference(order: WhatIfOrder, withIt: MoneyRuns, without: MoneyRuns): Answer['cost'] {
  const { question, money, asOf } = order;
  const post = postCost(question, money, asOf);
  const posts = [...post.byYear.values()].reduce((sum, cents) => sum + cents, 0);
  const plus = ({ p10, p50, p90 }: Difference, cents: number): Difference => ({
    p10: Math.round(p10 * 100) + cents,
    p50: Math.round(p50 * 100) + cents,
    p90: Math.round(p90 * 100) + cents,
  });
  return {
    total: plus(differenceOf(withIt.total, without.total), posts),
    byYear: yearsOf(money, asOf, question.days).map(({ year }, y) => {
      const postCents = post.byYear.get(year) ?? 0;
      return {
        fiscalYear: year,
        postCents,
        ...plus(differenceOf(withIt.byYear[y]!, without.byYear[y]!), postCents),
      };
    }),
    unpriced: post.unpriced,
  };
}

function loadsOf(
  office: Office,
  changes: readonly CapacityChange[],
  { assumptions, supply }: Question,
): LoadLine[] {
  return supply.map(({ workRole, people, hoursPerWeek }) => {
    const needed = (office.needed.get(workRole) ?? 0) * assumptions.load;
    const added = changes.reduce((sum, one) => sum + (one.role === workRole ? one.people : 0), 0);
    const load = (all: number) =>
      Math.min(99, loadOf(needed, { people: all, paidHours: hoursPerWeek }, assumptions.usable));
    return {
      role: workRole,
      needed: rounded(needed),
      hours: rounded(people * hoursPerWeek * assumptions.usable),
      load: rounded(load(people)),
      after: rounded(load(people + added)),
    };
  });
}

/** Little's law for each phase: strands open today, those that came in the last year, and the site's own curve. */
export function balanceOf(spells: readonly SpellRow[], asOf: Day): Answer['balance'] {
  const open = targetsOf(spells, asOf);
  const first = spells.reduce((day, row) => (row.seenFrom < day ? row.seenFrom : day), asOf);
  const days = Math.min(365, Math.max(30, daysBetween(first, asOf)));
  return phases.map((phase, k) => {
    const arrived = spells.filter(
      (row) => row.phase === phase && row.entered <= asOf && daysBetween(row.entered, asOf) <= days,
    ).length;
    const curve = kaplanMeier(historyOf(spells, phase, asOf));
    return { phase, ...littlesLaw(open.filter((one) => one.phase === k).length, arrived, days, curve) };
  });
}
