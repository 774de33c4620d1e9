import { learntItem } from '../../analysis/survival/money.ts';
import type { HoursSeen } from '../../analysis/survival/hours.ts';
import type { CostKind } from '../vocabulary/activities.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';
import { shippedItems, type KnownItem } from './money-priors.ts';
import type { FundingRow } from './rules-funding.ts';
import type { SpellRow } from './rules-spells.ts';

/** Hours of one role on one day; strandId null: for the whole case. */
export type WorkRow = {
  caseId: string;
  strandId: string | null;
  role: WorkRole;
  agencyId: string | null;
  day: Day;
  minutes: number;
};
/** One cost in cents; below zero: money that came back. */
export type CostRow = {
  caseId: string;
  strandId: string | null;
  kind: CostKind;
  day: Day;
  cents: number;
  /** Whose money; null: nobody said. */
  sourceId: string | null;
};
export type RateRow = { role: WorkRole; agencyId: string | null; from: Day; cents: number };
export type CommitmentRow = { caseId: string; day: Day; cents: number; sourceId: string | null };

/** All that money is estimated from. */
export type MoneyInputs = {
  work: readonly WorkRow[];
  costs: readonly CostRow[];
  rates: readonly RateRow[];
  commitments: readonly CommitmentRow[];
  /** What each source gives for a fiscal year. */
  funding: readonly FundingRow[];
  /** Labels of the records of each case that went in: they follow the ranges. */
  labels: Readonly<Record<string, readonly string[]>>;
  /** Month in which a fiscal year begins, 1 to 12. */
  fiscalMonth: number;
};

/** The fiscal year of a day, named by the year in which it ends; from January on it is the calendar's. */
export function fiscalYearOf(day: Day, month: number): number {
  const [year, of] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month > 1 && of >= month ? year + 1 : year;
}

/** First day of a fiscal year. */
export const fiscalYearBegins = (year: number, month: number): Day =>
  `${month > 1 ? year - 1 : year}-${String(month).padStart(2, '0')}-01`;

/** Days from `asOf` at which this fiscal year and the next `more` begin. The first is zero or below. */
export function fiscalYears(asOf: Day, month: number, more: number): { year: number; starts: number }[] {
  const now = fiscalYearOf(asOf, month);
  return Array.from({ length: more + 1 }, (_, i) => ({
    year: now + i,
    starts: daysBetween(asOf, fiscalYearBegins(now + i, month)),
  }));
}

/**
 * Cents an hour of a role at an agency on a day: the latest line of its own agency that has begun, else the latest of
 * everybody's. Null: no rate is set.
 */
export function rateOn(
  rates: readonly RateRow[],
  role: WorkRole,
  agencyId: string | null,
  day: Day,
): number | null {
  const latest = (of: string | null): RateRow | undefined =>
    rates
      .filter((rate) => rate.role === role && rate.agencyId === of && rate.from <= day)
      .reduce<RateRow | undefined>((best, rate) => (best && best.from > rate.from ? best : rate), undefined);
  return ((agencyId === null ? undefined : latest(agencyId)) ?? latest(null))?.cents ?? null;
}

/** Which phases a case's work of a day falls in, in shares: the strand's own, or those of all strands open that day. */
export function phaseShares(
  spells: readonly SpellRow[],
  row: { strandId: string | null; day: Day },
): number[] {
  const own = row.strandId === null ? spells : spells.filter((one) => one.strandId === row.strandId);
  const open = own.filter((one) => one.entered <= row.day && (one.left === null || one.left > row.day));
  const counted = open.length > 0 ? open : nearest(own, row.day);
  return phases.map((phase) =>
    counted.length === 0 ? 0 : counted.filter((one) => one.phase === phase).length / counted.length,
  );
}

/** Work before the first stay or after the last counts to the stay nearest to it. */
function nearest(spells: readonly SpellRow[], day: Day): SpellRow[] {
  const away = (one: SpellRow) =>
    one.entered > day ? daysBetween(day, one.entered) : daysBetween(one.left ?? day, day);
  const least = Math.min(...spells.map(away));
  return spells.filter((one) => away(one) === least).slice(0, 1);
}

/**
 * Hours of a role in a phase, case by case, over the weeks its strands were in it since the office began to log hours of
 * that role: what nobody wrote down yet is not taken for nothing done.
 * @returns empty when the role has never logged an hour
 */
export function hoursSeen(
  { work }: MoneyInputs,
  spells: readonly SpellRow[],
  asOf: Day,
  role: WorkRole,
): HoursSeen[][] {
  const own = work.filter((row) => row.role === role && row.day <= asOf);
  if (own.length === 0) return phases.map(() => []);
  const since = own.reduce((first, row) => (row.day < first ? row.day : first), own[0]!.day);
  const byCase = Map.groupBy(spells, (one) => one.caseId);
  const workOf = Map.groupBy(own, (row) => row.caseId);
  const seen = phases.map((): HoursSeen[] => []);
  for (const [name, stays] of byCase) {
    const hours = phases.map(() => 0);
    for (const row of workOf.get(name) ?? [])
      phaseShares(stays, row).forEach((share, k) => (hours[k]! += (share * row.minutes) / 60));
    phases.forEach((phase, k) => {
      const weeks = stays
        .filter((one) => one.phase === phase)
        .reduce((sum, one) => sum + weeksBetween(one, since, asOf), 0);
      if (weeks > 0) seen[k]!.push({ case: name, weeks, hours: hours[k]! });
    });
  }
  return seen;
}

function weeksBetween({ entered, left }: SpellRow, since: Day, asOf: Day): number {
  const from = entered > since ? entered : since;
  const until = left !== null && left < asOf ? left : asOf;
  return Math.max(0, daysBetween(from, until)) / 7;
}

/**
 * The kinds of costs with what the site's own cases add. Counted are stays that began since the first cost was written
 * down; a case's costs of a kind in a phase count once, whichever of its strands they were for.
 */
export function itemsSeen({ costs }: MoneyInputs, spells: readonly SpellRow[], asOf: Day): KnownItem[] {
  const own = costs.filter((row) => row.day <= asOf && row.cents > 0);
  if (own.length === 0) return [...shippedItems];
  const since = own.reduce((first, row) => (row.day < first ? row.day : first), own[0]!.day);
  const staysOf = Map.groupBy(spells, (one) => one.caseId);
  const sums = new Map<string, number>();
  for (const row of own) {
    const k = phaseShares(staysOf.get(row.caseId) ?? [], row).findIndex((share) => share > 0);
    const key = `${row.kind} ${k} ${row.caseId}`;
    sums.set(key, (sums.get(key) ?? 0) + row.cents / 100);
  }
  return shippedItems.map((known) => {
    const amounts: number[] = [];
    let didNot = 0;
    for (const [name, stays] of staysOf) {
      const many = stays.filter((one) => one.phase === phases[known.phase] && one.entered >= since).length;
      const amount = sums.get(`${known.kind} ${known.phase} ${name}`);
      if (amount !== undefined) amounts.push(amount);
      didNot += Math.max(0, many - (amount === undefined ? 0 : 1));
    }
    return { ...learntItem(known, amounts.length, didNot, amounts), kind: known.kind };
  });
}

/** What a case has cost until a day, in cents, and the hours of its roles. */
export type Spent = {
  /** By fiscal year. */
  byYear: Map<number, number>;
  /** By fiscal year and then by source; null: not bound to one, as hours are not. */
  bySource: Map<number, Map<string | null, number>>;
  /** By month, as `YYYY-MM`. */
  byMonth: Map<string, number>;
  hours: Map<WorkRole, number>;
  /** Hours of roles that have no rate. */
  unpriced: Map<WorkRole, number>;
};

const plus = <K>(sums: Map<K, number>, key: K, more: number) => sums.set(key, (sums.get(key) ?? 0) + more);

/** What each case has cost until a day: hours at the rates of their days, and costs as they stand. */
export function spentOf(inputs: MoneyInputs, asOf: Day): Map<string, Spent> {
  const found = new Map<string, Spent>();
  const of = (name: string): Spent => {
    const known = found.get(name) ?? {
      byYear: new Map(),
      bySource: new Map(),
      byMonth: new Map(),
      hours: new Map(),
      unpriced: new Map(),
    };
    found.set(name, known);
    return known;
  };
  const spend = (own: Spent, day: Day, cents: number, sourceId: string | null) => {
    const year = fiscalYearOf(day, inputs.fiscalMonth);
    plus(own.byYear, year, cents);
    plus(own.byMonth, day.slice(0, 7), cents);
    const sources = own.bySource.get(year) ?? new Map<string | null, number>();
    own.bySource.set(year, sources);
    plus(sources, sourceId, cents);
  };
  for (const row of inputs.work) {
    if (row.day > asOf) continue;
    const own = of(row.caseId);
    plus(own.hours, row.role, row.minutes / 60);
    const rate = rateOn(inputs.rates, row.role, row.agencyId, row.day);
    if (rate === null) plus(own.unpriced, row.role, row.minutes / 60);
    else spend(own, row.day, Math.round((rate * row.minutes) / 60), null);
  }
  for (const row of inputs.costs)
    if (row.day <= asOf) spend(of(row.caseId), row.day, row.cents, row.sourceId);
  return found;
}

/** The rate of a role as a forecast needs it: of the agencies whose hours were logged, in their shares. */
export function rateAhead(
  { rates, work }: MoneyInputs,
  role: WorkRole,
  asOf: Day,
): ((day: number) => number) | null {
  const minutes = new Map<string | null, number>();
  for (const row of work)
    if (row.role === role) minutes.set(row.agencyId, (minutes.get(row.agencyId) ?? 0) + row.minutes);
  if (minutes.size === 0) minutes.set(null, 1);
  const on = (day: Day): number | null => {
    let [sum, all] = [0, 0];
    for (const [agency, weight] of minutes) {
      const rate = rateOn(rates, role, agency, day);
      if (rate === null) continue;
      sum += rate * weight;
      all += weight;
    }
    return all === 0 ? null : sum / all;
  };
  const steps = [
    ...new Set([asOf, ...rates.filter((r) => r.role === role && r.from > asOf).map((r) => r.from)]),
  ]
    .toSorted()
    .map((day) => ({ from: daysBetween(asOf, day), units: on(day) }));
  const first = steps.find((step) => step.units !== null)?.units;
  if (first === undefined || first === null) return null;
  if (steps.length === 1) return () => first / 100;
  return (day) => (steps.findLast((step) => step.from <= day)?.units ?? first) / 100;
}
