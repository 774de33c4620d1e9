import { dCalibration, rangeAlarm } from '../../analysis/survival/censored-scores.ts';
import { kaplanMeier, stepValue } from '../../analysis/survival/kaplan-meier.ts';
import type { Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { wilson } from './rules.ts';

/** How the first range of one stay was kept; nothing says of which. Null: not resolved yet. */
export type TrackRow = {
  /** Ranges of one case hang together: they have one number. */
  caseNo: number;
  phase: Phase;
  asOf: Day;
  /** The stay has ended; while it is open `pit` is the chance given to the days waited so far. */
  ended: boolean;
  pit: number;
  uncorrectedPit: number;
  kept50: boolean | null;
  kept80: boolean | null;
  kept95: boolean | null;
  /** Day on which the 8-in-10 promise was kept, or the day after it passed. */
  resolvedOn: Day | null;
};

/** The shares that are promised, in hundredths. */
export const levels = [50, 80, 95] as const;
export type Level = (typeof levels)[number];

/** How the promises of one share were kept: of so many resolved, with what could be luck (Wilson, 95 %). */
export type LevelKept = {
  level: Level;
  resolved: number;
  kept: number;
  lower: number;
  upper: number;
  /** Between these an honest promise would be found nineteen times in twenty with so many resolved. */
  checkable: [number, number];
  /** Share kept with the open ones counted as far as they have come (Kaplan and Meier of the chances); null: unknown. */
  withOpen: number | null;
};

export function levelsKept(rows: readonly TrackRow[]): LevelKept[] {
  return levels.map((level) => {
    const known = rows.flatMap((row) => row[`kept${level}`] ?? []);
    const kept = known.filter(Boolean).length;
    const [lower, upper] = wilson(kept, known.length);
    return {
      level,
      resolved: known.length,
      kept,
      lower,
      upper,
      checkable: checkableTo(level / 100, known.length),
      withOpen: keptWithOpen(rows, level / 100),
    };
  });
}

/** How far a promised share can be checked with n resolved: nineteen times in twenty an honest one is found between. */
export function checkableTo(share: number, n: number): [number, number] {
  const half = n === 0 ? 1 : 1.96 * Math.sqrt((share * (1 - share)) / n);
  return [Math.max(0, share - half), Math.min(1, share + half)];
}

/** The share whose chance was at most the promised one, with open stays as censored; null without an ending. */
function keptWithOpen(rows: readonly TrackRow[], share: number): number | null {
  if (!rows.some((row) => row.ended)) return null;
  const curve = kaplanMeier({
    exit: rows.map((row) => row.pit),
    ended: rows.map((row) => Number(row.ended)),
  });
  return 1 - stepValue(curve.time, curve.survival, share, 1);
}

/** Below this many resolved the tenths say nothing, and no figure is given. */
export const FEWEST_TO_CALIBRATE = 20;

/** In how many of a hundred ranges what happened fell into each tenth of the range, and whether that is more than luck. */
export function calibrationOf(rows: readonly TrackRow[]): { shares: number[]; p: number } | null {
  if (rows.filter((row) => row.ended).length < FEWEST_TO_CALIBRATE) return null;
  const { shares, p } = dCalibration(
    rows.map((row) => row.pit),
    rows.map((row) => Number(row.ended)),
  );
  return { shares, p };
}

/**
 * What the alarm counts, in the order in which the promises were resolved: those of one case resolved on one day are
 * one entry, the share of them that held.
 * @param after the day on which the alarm before ended; what was resolved until then is not counted again
 */
export function alarmEntries(
  rows: readonly TrackRow[],
  after: Day | null,
): { entries: number[]; resolved: number; missed: number } {
  const counted = rows.filter(
    (row) => row.resolvedOn !== null && row.kept80 !== null && (after === null || row.resolvedOn > after),
  );
  const groups = [...Map.groupBy(counted, (row) => `${row.resolvedOn} ${row.caseNo}`)].toSorted(([a], [b]) =>
    a.localeCompare(b),
  );
  return {
    entries: groups.map(([, group]) => group.filter((row) => row.kept80).length / group.length),
    resolved: counted.length,
    missed: counted.filter((row) => !row.kept80).length,
  };
}

/** The evidence against the 8-in-10 promises since the last alarm: 20 raises the next one. */
export const evidenceOf = (rows: readonly TrackRow[], after: Day | null): number =>
  rangeAlarm(alarmEntries(rows, after).entries).value;
