import type { Listed } from './contract.ts';
import { clashes, namedPerson, type Engagement } from './rules-clashes.ts';

/** Somebody bound by an entry of the calendar. */
export type Bound = Engagement & { name: string };

/** Who must be at a court date: colleagues by account, others by name and agency. */
export type Attendance = {
  id: string;
  people: readonly { id: string; name: string }[];
  others: readonly string[];
  agencyId: string;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * From when to when an entry binds, as milliseconds on the wall clock of the task force. As the database has it: the
 * whole day without a time, two hours without an end.
 */
function span(entry: Pick<Listed, 'day' | 'untilDay' | 'fromTime' | 'untilTime'>) {
  const at = (day: string, time: string) => Date.parse(`${day}T${time}:00Z`);
  if (entry.fromTime === null)
    return { from: at(entry.day, '00:00'), until: at(entry.untilDay, '00:00') + DAY };
  const from = at(entry.day, entry.fromTime);
  return { from, until: entry.untilTime === null ? from + 2 * HOUR : at(entry.untilDay, entry.untilTime) };
}

/** What binds whom among court dates, the own posts and the own days away. */
export function boundBy(
  entries: readonly Listed[],
  attendance: readonly Attendance[],
  me: { id: string; name: string },
): Bound[] {
  const of = new Map(attendance.map((one) => [one.id, one]));
  return entries
    .filter((entry) => entry.state === 'planned')
    .flatMap((entry) => {
      const bound = (who: string, name: string): Bound => ({ who, name, what: entry.key, ...span(entry) });
      const own = entry.kind === 'absence' || (entry.kind === 'operation' && entry.operation === null);
      if (own) return [bound(`account:${me.id}`, me.name)];
      const there = entry.kind === 'court_date' ? of.get(entry.id) : undefined;
      if (!there) return [];
      return [
        ...there.people.map((one) => bound(`account:${one.id}`, one.name)),
        ...there.others.map((name) => bound(namedPerson(there.agencyId, name), name)),
      ];
    });
}

/** Names of those wanted elsewhere, by the key of the entry; each name once, in the order of the alphabet. */
export function marksOf(bound: readonly Bound[], more: readonly { key: string; name: string }[]) {
  const marks = new Map<string, Set<string>>();
  const mark = (key: string, name: string) => {
    const names = marks.get(key) ?? new Set();
    marks.set(key, names.add(name));
  };
  for (const { first, second } of clashes(bound)) {
    mark(first.what, first.name);
    mark(second.what, second.name);
  }
  for (const { key, name } of more) mark(key, name);
  return new Map([...marks].map(([key, names]) => [key, [...names].toSorted()]));
}
