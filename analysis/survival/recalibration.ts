import { kaplanMeier, stepValue } from './kaplan-meier.ts';

/** From this many resolved forecasts chances are corrected; until `free` of them the correction may only widen. */
export const recalibrateFrom = 40;
export const recalibrateFreely = 100;

/**
 * The conformal correction F′ = G(F): G is the distribution of past chances F_i(T_i) (Kaplan–Meier, since some are still
 * open), shrunk to the identity with the weight of 40 forecasts and the (n + 1) rank rule (after Qi and others 2024); n counts the
 * resolved ones, for an open one that has only begun says nothing.
 * Below 40 resolved forecasts nothing changes; below 100 a chance only moves towards one half, which widens.
 */
export function recalibration(pit: readonly number[], ended: readonly number[]): (chance: number) => number {
  const resolved = ended.reduce((sum, d) => sum + d, 0);
  if (resolved < recalibrateFrom) return (chance) => chance;
  const curve = kaplanMeier({ exit: pit, ended });
  const own = resolved / (resolved + recalibrateFrom);
  return (chance) => {
    const seen = (1 - stepValue(curve.time, curve.survival, chance, 1)) * (resolved / (resolved + 1));
    const moved = own * seen + (1 - own) * chance;
    if (resolved >= recalibrateFreely) return moved;
    return chance < 0.5 ? Math.min(0.5, Math.max(moved, chance)) : Math.max(0.5, Math.min(moved, chance));
  };
}
