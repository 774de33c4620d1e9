import type { PhaseHistory } from '../../analysis/survival/phase-fit.ts';
import type { PhasePrior } from '../../analysis/survival/phase-priors.ts';
import { recalibrateFrom, recalibration } from '../../analysis/survival/recalibration.ts';
import { phases } from '../vocabulary/cases.ts';

/** What earlier ranges of a phase gave to what happened; of a stay still open, to the days it has waited so far. */
export type PhaseRecord = { pit: readonly number[]; ended: readonly number[] };

/** What the track record changes in new ranges; an input of every estimate. */
export type Calibration = {
  /** An alarm stands: the speed is taken to be less known, and old data count half. */
  widened: boolean;
  /** By phase, in the order of the phases: one entry for the first range of each stay. */
  record: readonly PhaseRecord[];
};

export const noCalibration: Calibration = {
  widened: false,
  record: phases.map(() => ({ pit: [], ended: [] })),
};

/** How many earlier ranges of a phase have been resolved by an ending. */
export const resolvedIn = ({ ended }: PhaseRecord): number => ended.reduce((sum, one) => sum + one, 0);

/**
 * The conformal correction as it is applied to a range: for a share to be promised, the share of the uncorrected runs
 * that now stands for it, the smallest c with G(c) ≥ share (G: analysis/survival/recalibration.ts). 1: beyond all runs.
 * @returns null while fewer than forty ranges are resolved; then nothing changes
 */
export function correctionOf(record: PhaseRecord): ((share: number) => number) | null {
  if (resolvedIn(record) < recalibrateFrom) return null;
  const corrected = recalibration(record.pit, record.ended);
  return (share) => {
    let [low, high] = [0, 1];
    if (corrected(high) < share) return 1;
    for (let step = 0; step < 30; step++) {
      const middle = (low + high) / 2;
      if (corrected(middle) >= share) high = middle;
      else low = middle;
    }
    return high;
  };
}

/** While an alarm stands, the speed is worth no more own endings than this. */
export const LOOSE_SPEED = 2;
/** Stays that ended longer ago than this (eighteen months), and what they then count. */
export const OLD_DAYS = 548;
export const OLD_WEIGHT = 0.5;

/** The prior while an alarm stands: Gamma(2, 2) for the speed, unless it is looser already. */
export const loosened = (prior: PhasePrior): PhasePrior => ({
  ...prior,
  speed: Math.min(prior.speed, LOOSE_SPEED),
});

/** What was seen of a phase while an alarm stands: stays that ended more than eighteen months ago count half. */
export const withOldHalved = (history: PhaseHistory): PhaseHistory => ({
  ...history,
  weight: history.ended.map((ended, i) => (ended === 1 && history.day![i]! < -OLD_DAYS ? OLD_WEIGHT : 1)),
});
