/**
 * A spell is what was seen of one waiting time: from when it was under observation, until when, and whether it ended
 * then. The arrays are of one length, one place a spell.
 */
export type Spells = {
  /** Time at which observation ended, counted from the start of the wait. */
  readonly exit: readonly number[];
  /** 1 if it ended at `exit`, 0 if it was still open then. */
  readonly ended: readonly number[];
  /** Time since the start at which observation began (delayed entry); left out: all were seen from the start. */
  readonly entry?: readonly number[] | undefined;
};

/** Who was at risk at each time at which something happened. */
export type RiskTable = {
  time: number[];
  /** Spells under observation just before `time`: entry < time ≤ exit. */
  atRisk: number[];
  events: number[];
  censored: number[];
};

/** What is wrong with a spell: its place, and which of the three it is. */
export type SpellFault = { row: number; field: 'exit' | 'entry' | 'ended'; fault: string };

/**
 * The first spell that cannot be: a time that is no number or below 0, an entry at or after the exit, an `ended` that is
 * neither 0 nor 1. undefined if all can be.
 */
export function faultOf({ exit, ended, entry }: Spells): SpellFault | undefined {
  for (let row = 0; row < exit.length; row++) {
    const out = exit[row]!;
    if (!Number.isFinite(out)) return { row, field: 'exit', fault: 'is not a number' };
    if (out < 0) return { row, field: 'exit', fault: 'is below 0' };
    if (ended[row] !== 0 && ended[row] !== 1) return { row, field: 'ended', fault: 'is neither 0 nor 1' };
    const seen = entry?.[row];
    if (entry === undefined) continue;
    if (seen === undefined || !Number.isFinite(seen))
      return { row, field: 'entry', fault: 'is not a number' };
    if (seen >= out) return { row, field: 'entry', fault: 'is not before the exit' };
  }
  return undefined;
}

/** Throws a RangeError for spells that cannot be; callers with data of others ask `faultOf` first. */
export function mustBePossible(spells: Spells): void {
  const found = faultOf(spells);
  if (found !== undefined) throw new RangeError(`spell ${found.row}: ${found.field} ${found.fault}`);
}

/** The indices 0…n−1 in ascending order of the values. */
export function ascending(values: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i);
  return order.toSorted((i, j) => values[i]! - values[j]!);
}

/**
 * The risk table of some spells: at each exit time t, Y(t) = #{entry < t ≤ exit}, the number that ended and the number
 * that stopped being observed. Without delayed entry, a spell that ends at time 0 is at risk at 0.
 */
export function riskTable(spells: Spells): RiskTable {
  mustBePossible(spells);
  const { exit, ended, entry } = spells;
  const places = new Map<number, number>();
  const times: number[] = [];
  const leaving: number[] = [];
  const over: number[] = [];
  exit.forEach((time, row) => {
    let place = places.get(time);
    if (place === undefined) {
      place = times.length;
      places.set(time, place);
      times.push(time);
      leaving.push(0);
      over.push(0);
    }
    leaving[place]! += 1;
    over[place]! += ended[row]!;
  });
  const entries = entry === undefined ? [] : Float64Array.from(entry).toSorted();
  const table: RiskTable = { time: [], atRisk: [], events: [], censored: [] };
  let entered = entry === undefined ? exit.length : 0;
  let left = 0;
  for (const place of ascending(times)) {
    const time = times[place]!;
    while (entered < entries.length && entries[entered]! < time) entered += 1;
    table.time.push(time);
    table.atRisk.push(entered - left);
    table.events.push(over[place]!);
    table.censored.push(leaving[place]! - over[place]!);
    left += leaving[place]!;
  }
  return table;
}

/** The spells that were still going on after `time`; what was seen of them before does not count any more. */
export function stillOpenAfter(spells: Spells, time: number): Spells {
  const rows = spells.exit.flatMap((exit, row) => (exit > time ? [row] : []));
  return {
    exit: rows.map((row) => spells.exit[row]!),
    ended: rows.map((row) => spells.ended[row]!),
    entry: rows.map((row) => Math.max(time, spells.entry?.[row] ?? time)),
  };
}
