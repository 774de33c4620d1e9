import type { Waiting } from './distributions.ts';

/** Days counted from today on which a phase is left faster or slower than it is now: `rate` multiplies the hazard. */
export type PaceWindow = {
  from: number;
  /** Infinity: from then on for good. */
  to: number;
  /** Above zero; 1 is the present pace. */
  rate: number;
};

/**
 * The windows of a phase that change anything, in their order.
 * @returns undefined when none does: the forecast then takes the very steps it takes without a pace
 * @throws RangeError for windows that overlap, end before they begin, or have no rate above zero
 */
export function paceThatMatters(windows: readonly PaceWindow[] | undefined): PaceWindow[] | undefined {
  const kept = (windows ?? []).filter(({ rate }) => rate !== 1).toSorted((a, b) => a.from - b.from);
  kept.forEach(({ from, to, rate }, i) => {
    if (!(rate > 0) || !(to > from))
      throw new RangeError('a pace needs a rate above zero and an end after its start');
    if (i > 0 && from < kept[i - 1]!.to) throw new RangeError('the windows of a pace must not overlap');
  });
  return kept.length === 0 ? undefined : kept;
}

/**
 * The time in phase t at which a target leaves that entered so long ago that it has been there `elapsed` days on day
 * `now`: the t with ∫ from elapsed to t of m(now + s − elapsed) h(s) ds = hazard, m being the pace of the day. Exact:
 * within a window m is constant, so the integral is m · (H(b) − H(a)) and the last piece is inverted in closed form.
 * @param waiting the wait at the present pace
 * @param spent H(elapsed)
 * @param hazard cumulative hazard that is left to go through
 */
export function timeAtPace(
  waiting: Pick<Waiting, 'logSurvival' | 'timeAtHazard'>,
  windows: readonly PaceWindow[],
  now: number,
  elapsed: number,
  spent: number,
  hazard: number,
): number {
  let at = spent;
  let rest = hazard;
  const hazardOn = (day: number): number =>
    day === Infinity ? Infinity : -waiting.logSurvival(elapsed + day - now);
  for (const { from, to, rate } of windows) {
    if (to <= now) continue;
    const begins = from <= now ? at : Math.max(at, hazardOn(from));
    if (rest <= begins - at) return waiting.timeAtHazard(at + rest);
    rest -= begins - at;
    const ends = Math.max(begins, hazardOn(to));
    if (rest <= rate * (ends - begins)) return waiting.timeAtHazard(begins + rest / rate);
    rest -= rate * (ends - begins);
    at = ends;
  }
  return waiting.timeAtHazard(at + rest);
}
