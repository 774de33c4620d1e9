import { readFileSync } from 'node:fs';

/** Milliseconds that a process has computed, by the kernel's count (Linux): what other work on the machine does not change. */
export const computedBy = (pid: number) => () =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** Percentiles of a list of milliseconds. */
export type Figures = { median: number; p95: number; runs: number };

export function figures(times: number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: round(at(0.5)), p95: round(at(0.95)), runs: times.length };
}

export const round = (value: number) => Math.round(value * 1000) / 1000;

/**
 * Times several ways of doing one thing in turns, so that a busy moment of the machine falls on all of them alike.
 * The first tenth of the runs warms up and is left out.
 * @param clocks milliseconds by which a way is timed, where that is not the time of day
 */
export async function inTurns(
  ways: Record<string, () => Promise<unknown>>,
  runs: number,
  clocks: Record<string, () => number> = {},
): Promise<Record<string, Figures>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const warm = Math.ceil(runs / 10);
  for (let i = 0; i < runs + warm; i++) {
    for (const [name, act] of Object.entries(ways)) {
      const now = clocks[name] ?? (() => performance.now());
      const start = now();
      await act();
      if (i >= warm) times[name]!.push(now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, figures(list)]));
}
