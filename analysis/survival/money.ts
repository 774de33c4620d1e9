import { type SharedRuns, type Stay, streamOf, type Target } from './forecast.ts';
import { promisesOf, type Promises } from './promises.ts';
import { type HoursPosterior, hoursAPiece } from './hours.ts';
import { Random } from './random.ts';

/** What a role costs and how many hours it takes, by phase (in the order of the phases; undefined: none there). */
export type RoleCost = {
  role: string;
  hours: readonly (HoursPosterior | undefined)[];
  /** Money an hour on a day counted from today. */
  rate(day: number): number;
};

/** A kind of line item that may come up when a target enters a phase. */
export type LineItem = {
  kind: string;
  phase: number;
  /** Beta parameters of its chance. */
  chance: readonly [number, number];
  /** The amount: ln amount has a mean known with an error, and a spread. */
  meanLog: number;
  sdMeanLog: number;
  sdLog: number;
};

/** A line item's knowledge after the site's own: how often it came up, and the amounts. */
export function learntItem(
  item: LineItem,
  cameUp: number,
  didNot: number,
  amounts: readonly number[],
): LineItem {
  const precision = 1 / item.sdMeanLog ** 2 + amounts.length / item.sdLog ** 2;
  const sum = amounts.reduce((all, amount) => all + Math.log(amount), 0);
  return {
    ...item,
    chance: [item.chance[0] + cameUp, item.chance[1] + didNot],
    meanLog: (item.meanLog / item.sdMeanLog ** 2 + sum / item.sdLog ** 2) / precision,
    sdMeanLog: Math.sqrt(1 / precision),
  };
}

/** What is to come, by run: hours by role, and money in all and by year. */
export type MoneyRuns = {
  /** Days from today at which each year begins; the first holds today. */
  years: readonly number[];
  total: Float64Array;
  byYear: Float64Array[];
  /** What falls in each stretch between the days asked for, the first from today; what comes later is not in it. */
  byStretch: Float64Array[];
  hours: ReadonlyMap<string, Float64Array>;
};

export type MoneyOptions = {
  roles: readonly RoleCost[];
  items: readonly LineItem[];
  years: readonly number[];
  /** Days from today, rising, at whose end what was spent until then is wanted (for a fan); left out: none. */
  ends?: readonly number[];
  /** Money is added up in the first so many runs only (a large office); left out: in all. */
  runs?: number | undefined;
};

/** Weekly hours scatter around their mean as a negative binomial of this size, in pieces of work [judgement]. */
const weeklySize = 2;

type RunFigures = { eta: number; phi: number };

/** What a stay is told to, and the sums it goes into. */
export type Spending = {
  spend: (stay: Stay, targets: readonly Target[], random: Random) => void;
  runs: MoneyRuns;
  /** Gives what was added up since the last time, and begins anew: called after each case, it is the case's own. */
  take(): MoneyRuns;
};

/**
 * Adds money up inside the runs of the dates, so that a slow case is a dear case. Hand `spend` to `forecastCases`; `runs`
 * is full when it is done. Hours of a stay: eta · kappa · reference × weeks with a scatter, spread evenly over its days
 * and cut at the years; line items fall on the day a target enters a phase.
 */
export function moneyOf(shared: SharedRuns, options: MoneyOptions): Spending {
  const { roles, items, years } = options;
  const { seed } = shared.options;
  const count = Math.min(shared.options.runs, options.runs ?? Infinity);
  const runs: MoneyRuns = {
    years,
    total: new Float64Array(count),
    byYear: years.map(() => new Float64Array(count)),
    byStretch: (options.ends ?? []).map(() => new Float64Array(count)),
    hours: new Map(roles.map(({ role }) => [role, new Float64Array(count)])),
  };
  const cut = stretchesOf(years, options.ends ?? []);
  const parts = [
    ...roles.map((role, n) => hoursSpender(role, n, seed, count, runs, cut)),
    ...items.map((item, n) => itemSpender(item, n, seed, count, runs, cut)),
  ];
  return {
    runs,
    spend: (stay, targets, random) => {
      if (stay.run < count) parts.forEach((part) => part(stay, targets, random));
    },
    take: () => {
      const taken: MoneyRuns = {
        years,
        total: runs.total.slice(),
        byYear: runs.byYear.map((one) => one.slice()),
        byStretch: runs.byStretch.map((one) => one.slice()),
        hours: new Map([...runs.hours].map(([role, one]) => [role, one.slice()])),
      };
      for (const one of [runs.total, ...runs.byYear, ...runs.byStretch, ...runs.hours.values()]) one.fill(0);
      return taken;
    },
  };
}

/** Adds the hours of one role to each stay. */
function hoursSpender(
  role: RoleCost,
  n: number,
  seed: number,
  count: number,
  runs: MoneyRuns,
  cut: Stretches,
): Spending['spend'] {
  const figures = role.hours.map((own) => own && figuresOf(own, count));
  // The factors of the case at hand, by phase and run; NaN: not drawn yet.
  const factors = role.hours.map(() => new Float64Array(count));
  let last = '';
  let stream = 0;
  return (stay, targets, random) => {
    const posterior = role.hours[stay.phase];
    const run = figures[stay.phase]?.[stay.run];
    if (posterior === undefined || run === undefined) return;
    const name = targets[stay.target]!.case;
    if (name !== last) {
      factors.forEach((byRun) => byRun.fill(NaN));
      stream = streamOf(name);
      last = name;
    }
    const byRun = factors[stay.phase]!;
    if (Number.isNaN(byRun[stay.run]!))
      byRun[stay.run] = caseFactorOf(
        posterior,
        run,
        name,
        Random.of(seed, 8, n, stay.phase, stay.run, stream),
      );
    const kappa = byRun[stay.run]!;
    const spent = hoursOf(posterior, run.eta * kappa, stay, random);
    runs.hours.get(role.role)![stay.run]! += spent;
    spread(
      runs,
      cut,
      stay,
      (from, to) => (spent * role.rate((from + to) / 2) * (to - from)) / (stay.to - stay.from),
    );
  };
}

/** Adds one kind of line item when a target enters its phase. */
function itemSpender(
  item: LineItem,
  n: number,
  seed: number,
  count: number,
  runs: MoneyRuns,
  cut: Stretches,
): Spending['spend'] {
  const known = Array.from({ length: count }, (_, r) => {
    const random = Random.of(seed, 7, n, r);
    return { chance: random.beta(...item.chance), meanLog: item.meanLog + item.sdMeanLog * random.normal() };
  });
  return (stay, _, random) => {
    if (item.phase !== stay.phase || !stay.enters) return;
    const { chance, meanLog } = known[stay.run]!;
    if (random.uniform() >= chance) return;
    add(runs, cut, stay.run, stay.from, Math.exp(meanLog + item.sdLog * random.normal()));
  };
}

function figuresOf({ draws, prior }: HoursPosterior, count: number): RunFigures[] {
  const total = draws.speed.length;
  return Array.from({ length: count }, (_, r) => {
    const at = Math.floor(((r + 0.5) * total) / count) % total;
    return { eta: draws.speed[at]!, phi: prior.spread.values[draws.tie[at]!]! };
  });
}

/** kappa of a case in a run, given its own timesheets: Gamma(1/φ + pieces, 1/φ + eta · expected). */
function caseFactorOf(
  { cases }: HoursPosterior,
  { eta, phi }: RunFigures,
  name: string,
  random: Random,
): number {
  const own = cases.get(name) ?? { pieces: 0, expected: 0 };
  return random.gamma(1 / phi + own.pieces, 1 / phi + eta * own.expected);
}

/** Hours of a stay: mean eta · kappa · reference · weeks, scattered like weekly negative binomials of that size. */
function hoursOf({ prior }: HoursPosterior, factor: number, { from, to }: Stay, random: Random): number {
  const weeks = (to - from) / 7;
  const mean = (prior.perWeek * weeks * factor) / hoursAPiece;
  if (!(mean > 0)) return 0;
  const variance = mean + mean ** 2 / (weeklySize * Math.max(1, weeks));
  return hoursAPiece * random.gamma(mean ** 2 / variance, mean / variance);
}

/** Time from today on, cut wherever a year begins or a stretch of the fan ends. */
type Stretches = {
  /** Days from today at which each piece begins; the first holds today. */
  starts: readonly number[];
  /** The year of each piece, and its stretch of the fan (-1: beyond it). */
  year: readonly number[];
  stretch: readonly number[];
};

function stretchesOf(years: readonly number[], ends: readonly number[]): Stretches {
  const cuts = [...years.slice(1), ...ends.map((end) => Math.max(0, end))].filter((day) => day > 0);
  const starts = [0, ...new Set(cuts.toSorted((a, b) => a - b))];
  return {
    starts,
    year: starts.map((day) =>
      Math.max(
        0,
        years.findLastIndex((start) => start <= day),
      ),
    ),
    // A day that ends a stretch belongs to it: what begins at that day's end is the next.
    stretch: starts.map((day) => ends.findIndex((end) => day < end)),
  };
}

/** Spreads an amount over the pieces of time that a stay touches. */
function spread(
  runs: MoneyRuns,
  { starts, year, stretch }: Stretches,
  { run, from, to }: Stay,
  amount: (from: number, to: number) => number,
): void {
  if (!(to > from)) return;
  for (let i = pieceAt(starts, from); i < starts.length && (i === 0 || starts[i]! < to); i++) {
    const left = i === 0 ? from : Math.max(from, starts[i]!);
    const right = Math.min(to, starts[i + 1] ?? Infinity);
    if (right > left) put(runs, run, year[i]!, stretch[i]!, amount(left, right));
  }
}

function add(
  runs: MoneyRuns,
  { starts, year, stretch }: Stretches,
  run: number,
  day: number,
  amount: number,
) {
  const i = pieceAt(starts, day);
  put(runs, run, year[i]!, stretch[i]!, amount);
}

function pieceAt(starts: readonly number[], day: number): number {
  let i = 0;
  while (i + 1 < starts.length && starts[i + 1]! <= day) i++;
  return i;
}

function put(runs: MoneyRuns, run: number, year: number, stretch: number, amount: number): void {
  runs.total[run]! += amount;
  runs.byYear[year]![run]! += amount;
  if (stretch >= 0) runs.byStretch[stretch]![run]! += amount;
}

/** What to commit and what to hold back (B. Flyvbjerg 2006): the middle, and what lies between it and eight in ten. */
export function budgetOf(total: ArrayLike<number>): Promises & { reserve: number } {
  const promises = promisesOf(total, Infinity);
  return { ...promises, reserve: promises.p80! - promises.p50! };
}
