import { stepValue, type SurvivalCurve, restrictedMean } from './kaplan-meier.ts';
import type { PaceWindow } from './pace.ts';

/**
 * What more or fewer hands would change. A scenario, never a forecast: load per role = weekly hours needed over weekly
 * hours there are; a phase's pace = Π over roles max(1, load)^(−ε · the role's weight in the phase), against the pace of
 * today. Where there are hands enough already (load below 1), more of them change nothing.
 * Source: ../shared/design/estimates.md, "Capacity what-ifs"; every default here is a judgement.
 */
export type CapacityAssumptions = {
  /** How strongly each phase reacts to the load: ε, in the order of the phases. */
  reaction: readonly number[];
  /** Which share of paid hours is left for cases. */
  usable: number;
  /** How useful somebody new to the work is in months 1–3, in months 4–6, and after. */
  ramp: readonly [number, number, number];
  /** Which share of a colleague's time each newcomer takes in the first three months. */
  mentor: number;
  /** Factor on the hours that are needed: 1 is what was learnt. */
  load: number;
};

/** Judgement throughout: courts do not speed up because a detective is added. */
export const usualAssumptions: CapacityAssumptions = {
  reaction: [0.6, 0.4, 0.1],
  usable: 0.6,
  ramp: [0.25, 0.6, 1],
  mentor: 0.15,
  load: 1,
};

/** People of a role: how many whole ones, and what a whole one is paid for, in hours a week. */
export type Supply = { people: number; paidHours: number };

/** More hands of one role from a day on, counted from today. */
export type CapacityChange = {
  role: string;
  /** In whole people: one day a week of five is 0.2. */
  people: number;
  from: number;
  /** Infinity: for good. */
  to: number;
  /** New to the work: takes the ramp and a mentor. */
  newcomer: boolean;
};

/** What the office has to do now and who does it. */
export type Office = {
  /** Hours a week that its open strands need, by role. */
  needed: ReadonlyMap<string, number>;
  /** By phase: how strongly a role's load moves it; at 1 it moves it by ε, for which ε was judged. */
  weights: readonly ReadonlyMap<string, number>[];
  supply: ReadonlyMap<string, Supply>;
};

const MONTH = 365.25 / 12;
const RAMP_DAYS = [3 * MONTH, 6 * MONTH] as const;

/** Whole people that a change adds on a day, the mentor's time taken off. */
export function peopleAdded(
  change: CapacityChange,
  { ramp, mentor }: CapacityAssumptions,
  day: number,
): number {
  if (day < change.from || day >= change.to) return 0;
  if (!change.newcomer) return change.people;
  const since = day - change.from;
  if (since < RAMP_DAYS[0]) return change.people * (ramp[0] - mentor);
  return change.people * (since < RAMP_DAYS[1] ? ramp[1] : ramp[2]);
}

/** Days on which anything changes, the first of them today. */
function stepsOf(changes: readonly CapacityChange[]): number[] {
  const days = changes.flatMap(({ from, to, newcomer }) => [
    from,
    to,
    ...(newcomer ? RAMP_DAYS.map((days) => Math.min(from + days, to)) : []),
  ]);
  return [...new Set([0, ...days.filter((day) => day > 0 && day < Infinity)])].toSorted((a, b) => a - b);
}

/** Load of a role: hours needed over hours there are; Infinity when nobody is there. */
export function loadOf(needed: number, { people, paidHours }: Supply, usable: number): number {
  const hours = people * paidHours * usable;
  if (needed <= 0) return 0;
  return hours > 0 ? needed / hours : Infinity;
}

/** Below this many whole people nobody is left to do the work; a pace needs a number above zero. */
const LEAST = 0.05;

/**
 * The pace of each phase under a change of capacity. Work that comes in is taken to go on as it does now.
 * @returns by phase the windows in which its pace is not today's; empty where nothing changes
 */
export function paceOf(
  office: Office,
  changes: readonly CapacityChange[],
  assumptions: CapacityAssumptions,
): PaceWindow[][] {
  const steps = stepsOf(changes);
  return office.weights.map((weights, k) => {
    const windows: PaceWindow[] = [];
    steps.forEach((from, i) => {
      const rate = rateOn(office, changes, assumptions, weights, assumptions.reaction[k] ?? 0, from);
      const last = windows.at(-1);
      if (last !== undefined && last.rate === rate) last.to = steps[i + 1] ?? Infinity;
      else windows.push({ from, to: steps[i + 1] ?? Infinity, rate });
    });
    return windows.filter(({ rate }) => rate !== 1);
  });
}

function rateOn(
  { needed, supply }: Office,
  changes: readonly CapacityChange[],
  assumptions: CapacityAssumptions,
  weights: ReadonlyMap<string, number>,
  reaction: number,
  day: number,
): number {
  let exponent = 0;
  for (const role of new Set(changes.map((change) => change.role))) {
    const now = supply.get(role);
    const weight = weights.get(role) ?? 0;
    if (now === undefined || weight === 0) continue;
    const own = changes.filter((change) => change.role === role);
    const added = own.reduce((sum, change) => sum + peopleAdded(change, assumptions, day), 0);
    const hours = (needed.get(role) ?? 0) * assumptions.load;
    const load = (people: number) =>
      Math.max(1, loadOf(hours, { ...now, people: Math.max(LEAST, people) }, assumptions.usable));
    exponent += reaction * weight * (Math.log(load(now.people)) - Math.log(load(now.people + added)));
  }
  return exponent === 0 ? 1 : Math.exp(exponent);
}

/** A difference over runs: one in ten at or below, half, nine in ten; eight in ten lie between the first and the last. */
export type Difference = { p10: number; p50: number; p90: number };

/** The differences of two sets of runs that share their random numbers, run by run. */
export function differenceOf(withIt: ArrayLike<number>, without: ArrayLike<number>): Difference {
  const sorted = Float64Array.from(withIt, (n, r) => n - without[r]!).toSorted();
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** What can be doubted, one at a time. */
export const doubts = ['reaction0', 'reaction1', 'reaction2', 'usable', 'ramp', 'mentor', 'load'] as const;
export type Doubt = (typeof doubts)[number];

/** From where to where each may reasonably lie [judgement]; ε ± 0.3 is its prior's spread. The ramp is its first steps. */
export const doubtRange: Readonly<Record<Doubt, readonly [number, number]>> = {
  reaction0: [0.3, 0.9],
  reaction1: [0.1, 0.7],
  reaction2: [0, 0.4],
  usable: [0.45, 0.75],
  ramp: [0.1, 0.5],
  mentor: [0, 0.3],
  load: [0.8, 1.25],
};

/** The shipped assumptions, one number a doubt; the ramp by its first three months. */
export const usualDoubts: Readonly<Record<Doubt, number>> = {
  reaction0: usualAssumptions.reaction[0]!,
  reaction1: usualAssumptions.reaction[1]!,
  reaction2: usualAssumptions.reaction[2]!,
  usable: usualAssumptions.usable,
  ramp: usualAssumptions.ramp[0],
  mentor: usualAssumptions.mentor,
  load: usualAssumptions.load,
};

/** The assumptions from one number a doubt. A slower or faster ramp moves its second step along. */
export function assumptionsFrom(values: Readonly<Record<Doubt, number>>): CapacityAssumptions {
  const [first, second] = usualAssumptions.ramp;
  return {
    reaction: [values.reaction0, values.reaction1, values.reaction2],
    usable: values.usable,
    ramp: [values.ramp, Math.min(1, values.ramp + (second - first)), 1],
    mentor: values.mentor,
    load: values.load,
  };
}

/** Little's law of one phase: what is open against arrivals × mean time. */
export type Balance = {
  open: number;
  arrivalsAYear: number;
  /** Mean days in the phase by the site's own curve; null: too few endings, or the curve ends while some are open. */
  meanDays: number | null;
  /** arrivals × mean time; null without a mean. */
  expected: number | null;
  /** The three figures differ by more than a quarter. */
  disagrees: boolean;
};

/** Fewer own endings than this give no mean. */
const FEW = 10;
/** The three figures may differ by so much. */
export const littleTolerance = 0.25;
/** A curve that stops above this leaves too much of the mean unseen. */
const UNSEEN = 0.1;

/**
 * Open = arrivals × mean time (J. D. C. Little, Operations Research 9, 1961), for a phase in balance. The mean is the
 * area under the site's own Kaplan–Meier curve, so that those still open count too.
 * @param arrivals how many entered in the last `days` days
 */
export function littlesLaw(open: number, arrivals: number, days: number, curve: SurvivalCurve): Balance {
  const ended = curve.events.reduce((sum, n) => sum + n, 0);
  const last = curve.time.at(-1) ?? 0;
  const seen = ended >= FEW && stepValue(curve.time, curve.survival, last, 1) <= UNSEEN;
  const meanDays = seen ? restrictedMean(curve, last).mean : null;
  const expected = meanDays === null ? null : (arrivals / days) * meanDays;
  const disagrees =
    expected !== null && Math.abs(open - expected) > littleTolerance * Math.max(open, expected, 1);
  return { open, arrivalsAYear: (arrivals * 365.25) / days, meanDays, expected, disagrees };
}
