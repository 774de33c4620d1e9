/** How near a deadline is. `met` when the thing was done. */
export type Nearness = 'overdue' | 'soon' | 'later' | 'met';

/**
 * How near `due` is at `now`; `soonMs` is how long before the end it counts as soon (a day unless told).
 * The very moment of the deadline is not yet overdue.
 */
export function nearness(due: Date, now: Date, soonMs = 86_400_000): Nearness {
  const left = due.getTime() - now.getTime();
  if (left < 0) return 'overdue';
  return left <= soonMs ? 'soon' : 'later';
}
