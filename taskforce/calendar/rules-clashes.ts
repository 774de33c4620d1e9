/**
 * Who or what is wanted in two places at once. Pure: intervals in, overlaps out. What a reader may be told of the
 * other side is decided by the database (docs/decisions/0055-calendar.md).
 */

/** Somebody or something bound for a time. Half-open: what ends at ten does not clash with what begins at ten. */
export type Engagement = {
  /** Who or what: an account, a named person of an agency, a vehicle. */
  who: string;
  /** What for: two engagements of one thing never clash with each other. */
  what: string;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
};

export type Clash<E extends Engagement> = { who: string; first: E; second: E; from: number; until: number };

/**
 * All pairs of engagements of one person or thing, for different purposes, that overlap; each pair once, the earlier
 * first, in the order of their beginning. Engagements without length clash with nothing.
 * O(n log n + pairs): sorted by beginning, swept with those still running.
 */
export function clashes<E extends Engagement>(engagements: readonly E[]): Clash<E>[] {
  const found: Clash<E>[] = [];
  const byWho = Map.groupBy(
    engagements.filter((one) => one.until > one.from),
    (one) => one.who,
  );
  for (const [who, theirs] of byWho) {
    let running: E[] = [];
    for (const one of theirs.toSorted(inOrder)) {
      running = running.filter((other) => other.until > one.from);
      for (const other of running)
        if (other.what !== one.what)
          found.push({
            who,
            first: other,
            second: one,
            from: one.from,
            until: Math.min(other.until, one.until),
          });
      running.push(one);
    }
  }
  return found.toSorted((a, b) => a.from - b.from || compare(a.who, b.who) || inOrder(a.first, b.first));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Engagement, b: Engagement) =>
  a.from - b.from || a.until - b.until || compare(a.what, b.what);

/** One key for one person without an account: agency and name, whatever the writing of capitals and blanks. */
export function namedPerson(agencyId: string, name: string): string {
  return `person:${agencyId}:${name.trim().replaceAll(/\s+/g, ' ').toLowerCase()}`;
}
