/** When a report counts: days as YYYY-MM-DD, both counted, and the moment up to which records were known (ISO 8601). */
export type Period = { from: string; until: string; countedAt: string };

/**
 * A class of records: those that the same reports count. `members` has bit k set when report k counts them. `late`: it
 * holds only what was recorded after a report over its days had been counted.
 */
export type RecordClass = { members: number; late: boolean };

const within = (inner: Period, outer: Period) => inner.from >= outer.from && inner.until <= outer.until;
const overlap = (one: Period, other: Period) => one.from <= other.until && other.from <= one.until;

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Which of the earlier periods hang together with a new one: those that overlap it, or overlap one that does. */
export function connected(earlier: readonly Period[], next: Period): number[] {
  const found = new Set<number>();
  const waiting: Period[] = [next];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
    for (const [i, other] of earlier.entries())
      if (!found.has(i) && overlap(one, other)) {
        found.add(i);
        waiting.push(other);
      }
  return [...found].toSorted((a, b) => a - b);
}

/** The shortest stretches of days between the ends of periods, each with the reports that cover it, as bits. */
export function slices(periods: readonly Period[]): number[] {
  const cuts = [...new Set(periods.flatMap((one) => [one.from, dayAfter(one.until)]))].toSorted();
  return cuts
    .slice(0, -1)
    .map((day) => bits(periods, (one) => one.from <= day && day <= one.until))
    .filter((members) => members !== 0);
}

const bits = (periods: readonly Period[], has: (one: Period, i: number) => boolean): number =>
  periods.reduce((sum, one, i) => (has(one, i) ? sum | (1 << i) : sum), 0);

/**
 * Every class that records with one day can be in: a stretch of days, and how late it was recorded. For what happens
 * once: an intake, a service, a need.
 */
export function classesOfEvents(periods: readonly Period[]): RecordClass[] {
  const classes = new Map<number, boolean>();
  for (const covering of slices(periods)) {
    const moments = periods.filter((_, i) => covering & (1 << i)).map((one) => one.countedAt);
    for (const moment of new Set(moments)) {
      const members = covering & bits(periods, (one) => one.countedAt >= moment);
      classes.set(members, (classes.get(members) ?? true) && members !== covering);
    }
  }
  return [...classes].map(([members, late]) => ({ members, late }));
}

/**
 * Every class that people can be in who are counted in each period in which anything was done for them: any set of
 * reports that closes upwards (whoever is counted in a quarter is counted in its year).
 */
export function classesOfPeople(periods: readonly Period[]): RecordClass[] {
  const all = slices(periods);
  const classes: RecordClass[] = [];
  for (let members = 1; members < 1 << periods.length; members++) {
    if (!closesUpwards(periods, members)) continue;
    const explained = all.filter((slice) => (slice & ~members) === 0).reduce((sum, slice) => sum | slice, 0);
    classes.push({ members, late: explained !== members });
  }
  return classes;
}

function closesUpwards(periods: readonly Period[], members: number): boolean {
  return periods.every(
    (inner, i) =>
      !(members & (1 << i)) ||
      periods.every(
        (outer, j) => members & (1 << j) || !(within(inner, outer) && inner.countedAt <= outer.countedAt),
      ),
  );
}
