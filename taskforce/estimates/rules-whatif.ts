import { usualDoubts, type Doubt } from '../../analysis/survival/capacity.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import { addDays, daysBetween, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import { fiscalYearOf, rateAhead, type MoneyInputs } from './rules-money.ts';

/** What a what-if counts: strands that go operational, are charged, are over at court. */
export const measures = ['operational', 'charged', 'done'] as const;
export type Measure = (typeof measures)[number];

/** How far ahead it looks, in days: one, two or three years. */
export const spans = [365, 730, 1095] as const;
export type Span = (typeof spans)[number];

/** More hands of one role: how many people, how many days a week each, from when until when, at what cost. */
export type Change = {
  role: WorkRole;
  people: number;
  daysPerWeek: number;
  fromOn: Day;
  /** Null: for good. */
  untilOn: Day | null;
  /** New to the work: takes time to learn it and a colleague's time. */
  newcomer: boolean;
  /** What one person costs a year; null: the paid hours at the role's rate. */
  centsPerYear: number | null;
  /** Paid once, at the start, for each person: vehicle, equipment, training. */
  onceCents: number;
};

/** People of a role and the hours a week that each is paid for. */
export type SupplyRow = { workRole: WorkRole; people: number; hoursPerWeek: number };

/** A what-if as it was asked, with what it assumes. */
export type Question = {
  measure: Measure;
  days: Span;
  changes: readonly Change[];
  assumptions: Readonly<Record<Doubt, number>>;
  supply: readonly SupplyRow[];
};

export const shippedAssumptions = usualDoubts;

/** Working days of a whole week. */
export const WHOLE_WEEK = 5;

/** Whole people that a change comes to. */
export const wholePeople = ({ people, daysPerWeek }: Pick<Change, 'people' | 'daysPerWeek'>): number =>
  (people * daysPerWeek) / WHOLE_WEEK;

/** Whether a what-if can be computed; every reason against it at once. */
export function checkQuestion(question: Question, today: Day): Verdict<Question> {
  const found: Refusal[] = [];
  const end = addDays(today, question.days);
  question.changes.forEach(({ role, fromOn, untilOn }, n) => {
    const field = (name: string) => `changes.${n}.${name}`;
    if (fromOn < today) found.push(refusal('in_the_past', field('fromOn'), 'Give today or a later day.'));
    if (fromOn >= end)
      found.push(refusal('beyond_the_span', field('fromOn'), 'Let it begin within the time looked at.'));
    if (untilOn !== null && untilOn <= fromOn)
      found.push(refusal('ends_before_start', field('untilOn'), 'Give a day after the first one.'));
    if (!question.supply.some((row) => row.workRole === role))
      found.push(
        refusal('no_supply', field('role'), 'Say first how many people of this role there are now.'),
      );
  });
  return verdict(found, () => question);
}

/** What the new hands cost themselves, in cents. */
export type PostCost = {
  byYear: Map<number, number>;
  /** Roles without a rate and without a cost of their own: they count as nothing, which the screen says. */
  unpriced: WorkRole[];
};

/**
 * The cost of the posts from their first day until the end of the time looked at, by fiscal year. Exact, no interval:
 * paid hours × the role's rate of the day, or the given cost a year, day by day; what is paid once falls on the first day.
 */
export function postCost(question: Question, money: MoneyInputs, asOf: Day): PostCost {
  const cost: PostCost = { byYear: new Map(), unpriced: [] };
  const add = (day: number, cents: number) => {
    const year = fiscalYearOf(addDays(asOf, day), money.fiscalMonth);
    cost.byYear.set(year, (cost.byYear.get(year) ?? 0) + cents);
  };
  for (const change of question.changes) {
    const begins = Math.max(0, daysBetween(asOf, change.fromOn));
    const ends =
      change.untilOn === null ? question.days : Math.min(question.days, daysBetween(asOf, change.untilOn));
    add(begins, change.people * change.onceCents);
    const aDay = centsADay(change, question, money, asOf);
    if (aDay === null) cost.unpriced.push(change.role);
    else for (let day = begins; day < ends; day++) add(day, aDay(day));
  }
  for (const [year, cents] of cost.byYear) cost.byYear.set(year, Math.round(cents));
  return cost;
}

function centsADay(
  change: Change,
  { supply }: Question,
  money: MoneyInputs,
  asOf: Day,
): ((day: number) => number) | null {
  if (change.centsPerYear !== null) {
    const cents = (change.people * change.centsPerYear) / 365.25;
    return () => cents;
  }
  const rate = rateAhead(money, change.role, asOf);
  if (rate === null) return null;
  const paid = supply.find((row) => row.workRole === change.role)?.hoursPerWeek ?? 0;
  const hours = (wholePeople(change) * paid) / 7;
  return (day) => hours * rate(day) * 100;
}
