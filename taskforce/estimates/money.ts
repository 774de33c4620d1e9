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
} from './rules-money.ts';
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
  hours: HoursOfRole[] | null;
  labels: readonly string[];
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
/** Above so many open strands money is added up in a part of the runs. */
const MANY = 500;
const RUNS_OF_MANY = 400;

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
    runs: open > MANY ? RUNS_OF_MANY : undefined,
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

/** What is committed, by fiscal year of the day it falls due; what is overdue falls due now. */
function committedOf(
  money: MoneyInputs,
  asOf: Day,
  caseId: string | null,
): { year: number; cents: number }[] {
  return money.commitments
    .filter((one) => caseId === null || one.caseId === caseId)
    .map(({ day, cents }) => ({ year: fiscalYearOf(day < asOf ? asOf : day, money.fiscalMonth), cents }));
}

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
  const labels = caseId === null ? [] : (money.labels[caseId] ?? []);
  const ahead = fiscalYears(asOf, money.fiscalMonth, YEARS_AHEAD);
  const years = new Set([
    ...own.flatMap(({ byYear }) => [...byYear.keys()]),
    ...committed.map(({ year }) => year),
    ...(runs === null ? [] : ahead.map(({ year }) => year)),
  ]);
  const line = (fiscalYear: number | null, times: Float64Array | null): MoneyRange => ({
    caseId,
    fiscalYear,
    spent: sum(
      own.flatMap(({ byYear }) =>
        [...byYear].filter(([year]) => fiscalYear === null || year === fiscalYear).map(([, cents]) => cents),
      ),
    ),
    committed: sum(
      committed.filter(({ year }) => fiscalYear === null || year === fiscalYear).map(({ cents }) => cents),
    ),
    ahead: times === null ? null : amountsOf(times),
    hours: null,
    labels,
  });
  const byYear = [...years]
    .toSorted((a, b) => a - b)
    .map((year) => line(year, runs?.byYear[ahead.findIndex((one) => one.year === year)] ?? zeros(runs)));
  return [...byYear, { ...line(null, runs?.total ?? null), hours: hoursOf(money, asOf, runs, own) }];
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
/** A year that is over has nothing to come. */
const zeros = (runs: MoneyRuns | null): Float64Array | null =>
  runs === null ? null : new Float64Array(runs.total.length);

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
  for (const [role, hours] of office.hours) plus(hours, own.hours.get(role)!);
  return office;
}
