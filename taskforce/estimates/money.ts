import { fitHours } from '../../analysis/survival/hours.ts';
import type { SharedRuns } from '../../analysis/survival/forecast.ts';
import {
  budgetOf,
  moneyOf,
  type MoneyRuns,
  type RoleCost,
  type Spending,
} from '../../analysis/survival/money.ts';
import { workRoles, type WorkRole } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { expectedRoles, hoursPriorOf } from './money-priors.ts';
import {
  fiscalYearOf,
  fiscalYears,
  hoursSeen,
  itemsSeen,
  rateAhead,
  spentOf,
  type MoneyInputs,
  type Spent,
} from './rules-money.ts';
import { boundAndSplit, sharesOf } from './rules-funding.ts';
import { endsAhead, monthEnds, moneyFan, pastOf, type Fan } from './rules-fan.ts';
import { moneyRunsFor } from './rules-runs.ts';
import type { SpellRow } from './rules-spells.ts';

/** Amounts in cents; null: no rate is set, so that nothing can be said of what is to come. */
export type Amounts = { p10: number; p50: number; p80: number; p95: number };

/** What was spent, is committed and may still come, for a case (null: the office) and a fiscal year (null: all). */
export type MoneyRange = {
  caseId: string | null;
  fiscalYear: number | null;
  spent: number;
  committed: number;
  ahead: Amounts | null;
  /** The same by source of funding; empty while no source gives anything and nothing is bound to one. */
  sources: SourceLine[];
  hours: HoursOfRole[] | null;
  /** What was spent and may be spent by the end of each month; on the line of all years only. */
  fan: Fan | null;
  labels: readonly string[];
};

/** The part of a source in a line of money; sourceId null: no source gives anything for that year. */
export type SourceLine = {
  sourceId: string | null;
  spent: number;
  committed: number;
  ahead: Amounts | null;
};

/** Hours of a role until now and to come. */
export type HoursOfRole = {
  role: WorkRole;
  until: number;
  p10: number;
  p50: number;
  p80: number;
  p95: number;
};

/** Fiscal years that are told apart; what comes later counts to the last. */
const YEARS_AHEAD = 4;

/** Whether money can be estimated: somebody has set a rate. */
export const hasRates = (money: MoneyInputs | null): money is MoneyInputs =>
  money !== null && money.rates.length > 0;

/** Spending as the runs tell of every stay; null without rates. */
export function spendingOf(
  money: MoneyInputs | null,
  spells: readonly SpellRow[],
  asOf: Day,
  shared: SharedRuns,
  open: number,
): Spending | null {
  if (!hasRates(money)) return null;
  const roles = workRoles
    .filter((role) => expectedRoles.includes(role) || money.work.some((row) => row.role === role))
    .map((role) => roleCost(money, spells, asOf, shared.options.seed, role));
  return moneyOf(shared, {
    roles,
    items: itemsSeen(money, spells, asOf),
    years: fiscalYears(asOf, money.fiscalMonth, YEARS_AHEAD).map(({ starts }) => starts),
    ends: endsAhead(asOf),
    runs: moneyRunsFor(open, shared.options.runs),
  });
}

function roleCost(
  money: MoneyInputs,
  spells: readonly SpellRow[],
  asOf: Day,
  seed: number,
  role: WorkRole,
): RoleCost {
  const seen = hoursSeen(money, spells, asOf, role);
  return {
    role,
    hours: phases.map((_, k) => fitHours(seen[k]!, hoursPriorOf(role, k), { seed: seed + k, chains: 1 })),
    // Without a rate its hours are told and cost nothing; the screen names such roles.
    rate: rateAhead(money, role, asOf) ?? (() => 0),
  };
}

type Committed = { year: number; day: Day; cents: number; sourceId: string | null };

/** What is committed, by fiscal year of the day it falls due; what is overdue falls due now. */
function committedOf(money: MoneyInputs, asOf: Day, caseId: string | null): Committed[] {
  return money.commitments
    .filter((one) => caseId === null || one.caseId === caseId)
    .map(({ day, cents, sourceId }) => {
      const due = day < asOf ? asOf : day;
      return { year: fiscalYearOf(due, money.fiscalMonth), day: due, cents, sourceId };
    });
}

/** What the lines of a case or of the office are made of. */
type Account = {
  money: MoneyInputs;
  asOf: Day;
  own: readonly Spent[];
  committed: readonly Committed[];
  runs: MoneyRuns | null;
  /** Fiscal years that the runs tell apart. */
  ahead: readonly number[];
};

/** The lines of a case or of the office: one a fiscal year in which there is anything, and one of all years. */
export function moneyRanges(
  money: MoneyInputs,
  asOf: Day,
  caseId: string | null,
  runs: MoneyRuns | null,
  spent: ReturnType<typeof spentOf>,
): MoneyRange[] {
  const one = caseId === null ? undefined : spent.get(caseId);
  const own = caseId === null ? [...spent.values()] : one === undefined ? [] : [one];
  const committed = committedOf(money, asOf, caseId);
  const ahead = fiscalYears(asOf, money.fiscalMonth, YEARS_AHEAD).map(({ year }) => year);
  const account: Account = { money, asOf, own, committed, runs, ahead };
  const head = { caseId, labels: caseId === null ? [] : (money.labels[caseId] ?? []) };
  const years = [
    ...new Set([
      ...own.flatMap(({ byYear }) => [...byYear.keys()]),
      ...committed.map(({ year }) => year),
      ...(runs === null ? [] : ahead),
    ]),
  ].toSorted((a, b) => a - b);
  const byYear = years.map((year) => ({ ...head, ...lineOfYear(account, year), hours: null, fan: null }));
  return [
    ...byYear,
    {
      ...head,
      fiscalYear: null,
      spent: sum(byYear.map((line) => line.spent)),
      committed: sum(byYear.map((line) => line.committed)),
      ahead: runs && amountsOf(runs.total),
      sources: sourcesOfAll(account, byYear),
      hours: hoursOf(money, asOf, runs, own),
      fan: fanOfMoney(account),
    },
  ];
}

type YearLine = Pick<MoneyRange, 'fiscalYear' | 'spent' | 'committed' | 'ahead' | 'sources'>;

function lineOfYear({ money, own, committed, runs, ahead }: Account, year: number): YearLine {
  const due = committed.filter((one) => one.year === year);
  // A year that is over has nothing to come.
  const times = runs && (runs.byYear[ahead.indexOf(year)] ?? new Float64Array(runs.total.length));
  const line = {
    fiscalYear: year,
    spent: sum(own.map(({ byYear }) => byYear.get(year) ?? 0)),
    committed: sum(due.map(({ cents }) => cents)),
    ahead: times && amountsOf(times),
  };
  const spent = boundAndSplit(
    summed(own.flatMap(({ bySource }) => [...(bySource.get(year) ?? [])])),
    money.funding,
    year,
  );
  const ordered = boundAndSplit(summed(due.map((one) => [one.sourceId, one.cents])), money.funding, year);
  const shares = new Map(sharesOf(money.funding, year).map(({ sourceId, share }) => [sourceId, share]));
  const names = new Set([...spent.keys(), ...ordered.keys(), ...(line.ahead ? shares.keys() : [])]);
  const sources = [...names].map((sourceId) => ({
    sourceId,
    spent: spent.get(sourceId) ?? 0,
    committed: ordered.get(sourceId) ?? 0,
    ahead: line.ahead && scaled(line.ahead, shares.get(sourceId) ?? 0),
  }));
  return { ...line, sources: hasSources(money) ? sources : [] };
}

/** Whether anything can be told by source. */
const hasSources = ({ funding, costs, commitments }: MoneyInputs): boolean =>
  funding.length > 0 || [...costs, ...commitments].some(({ sourceId }) => sourceId !== null);

/** All years by source: what is exact adds up; what is to come is added up within the runs before it is ordered. */
function sourcesOfAll({ money, runs, ahead }: Account, years: readonly YearLine[]): SourceLine[] {
  const names = new Set(years.flatMap(({ sources }) => sources.map(({ sourceId }) => sourceId)));
  return [...names].map((sourceId) => {
    const own = years.flatMap(({ sources }) => sources.filter((one) => one.sourceId === sourceId));
    const times = runs && new Float64Array(runs.total.length);
    runs?.byYear.forEach((year, y) => {
      const share = sharesOf(money.funding, ahead[y]!).find((one) => one.sourceId === sourceId)?.share ?? 0;
      if (share > 0) year.forEach((units, r) => (times![r]! += share * units));
    });
    return {
      sourceId,
      spent: sum(own.map((one) => one.spent)),
      committed: sum(own.map((one) => one.committed)),
      ahead: times && amountsOf(times),
    };
  });
}

function fanOfMoney({ asOf, own, committed, runs }: Account): Fan {
  const months = own.flatMap(({ byMonth }) =>
    [...byMonth].map(([month, many]) => ({ day: `${month}-01`, many })),
  );
  const due = monthEnds(asOf).ahead.map((end) =>
    sum(committed.filter(({ day }) => day <= end).map(({ cents }) => cents)),
  );
  return moneyFan(pastOf(months, asOf), runs && runs.byStretch, due);
}

function summed(parts: readonly (readonly [string | null, number])[]): Map<string | null, number> {
  const sums = new Map<string | null, number>();
  for (const [name, cents] of parts) sums.set(name, (sums.get(name) ?? 0) + cents);
  return sums;
}

const scaled = (amounts: Amounts, share: number): Amounts => ({
  p10: Math.round(amounts.p10 * share),
  p50: Math.round(amounts.p50 * share),
  p80: Math.round(amounts.p80 * share),
  p95: Math.round(amounts.p95 * share),
});

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
function amountsOf(units: Float64Array): Amounts {
  const { p10, p50, p80, p95 } = budgetOf(units);
  return { p10: cents(p10), p50: cents(p50), p80: cents(p80), p95: cents(p95) };
}
const cents = (units: number | null): number => Math.round((units ?? 0) * 100);

function hoursOf(
  money: MoneyInputs,
  asOf: Day,
  runs: MoneyRuns | null,
  own: readonly { hours: Map<WorkRole, number> }[],
): HoursOfRole[] | null {
  const until = (role: WorkRole) => sum(own.map(({ hours }) => hours.get(role) ?? 0));
  const told = workRoles.map((role) => {
    const { p10, p50, p80, p95 } = budgetOf(runs?.hours.get(role) ?? new Float64Array(1));
    const whole = (hours: number | null) => Math.round(hours ?? 0);
    return {
      role,
      priced: rateAhead(money, role, asOf) !== null,
      until: Math.round(until(role) * 10) / 10,
      p10: whole(p10),
      p50: whole(p50),
      p80: whole(p80),
      p95: whole(p95),
    };
  });
  return told.filter((one) => one.until > 0 || one.p95 > 0);
}

/** Adds the runs of a case to those of the office. */
export function addRuns(office: MoneyRuns | null, own: MoneyRuns): MoneyRuns {
  if (office === null) return own;
  const plus = (into: Float64Array, more: Float64Array) => more.forEach((n, r) => (into[r]! += n));
  plus(office.total, own.total);
  office.byYear.forEach((year, y) => plus(year, own.byYear[y]!));
  office.byStretch.forEach((stretch, m) => plus(stretch, own.byStretch[m]!));
  for (const [role, hours] of office.hours) plus(hours, own.hours.get(role)!);
  return office;
}
