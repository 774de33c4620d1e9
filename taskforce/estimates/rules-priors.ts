import { gammaQuantile } from '../../analysis/survival/gamma.ts';
import type { PhasePrior } from '../../analysis/survival/phase-priors.ts';
import { timeAtReferenceHazard } from '../../analysis/survival/reference-curve.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { hasReason, refusal, verdict, type Verdict } from '../vocabulary/refusals.ts';
import { priorsOf } from './rules-spells.ts';

export type PriorBasis = PhasePrior['medianBasis'];

/** What a site may say of a phase in the place of the shipped prior. Shares of exits add up to 1. */
export type SitePrior = {
  medianDays: number;
  spread: number;
  speedWorth: number;
  tie: number;
  exitsEarly: Record<string, number>;
  exitsLate: Record<string, number>;
  exitsWorth: number;
  basis: PriorBasis;
};

/** A line of the site's own priors; `prior` null: back to the shipped one. */
export type PriorLine = { phase: Phase; fromOn: Day; madeAt: string; prior: SitePrior | null };

/** The shipped prior of a phase. */
export const shippedPrior = (phase: Phase): PhasePrior => priorsOf[phases.indexOf(phase)]!;

/** The exits of a phase, as its prior names them. */
export const exitsOf = (phase: Phase): string[] => Object.keys(shippedPrior(phase).exits.early);

/** A shipped prior in the words of the editor: the middles of its grids. */
export function asSitePrior(prior: PhasePrior): SitePrior {
  const middle = (values: readonly number[]) => values[Math.floor(values.length / 2)]!;
  return {
    medianDays: prior.median,
    spread: middle(prior.sigma.values),
    speedWorth: prior.speed,
    tie: middle(prior.tie.values),
    exitsEarly: prior.exits.early,
    exitsLate: prior.exits.late,
    exitsWorth: prior.exits.worth,
    basis: prior.medianBasis,
  };
}

/** The prior of the estimator from what the site says: the grids of spread and tie keep their shape around it. */
export function withSite(shipped: PhasePrior, site: SitePrior): PhasePrior {
  const base = asSitePrior(shipped);
  const scaled = (grid: PhasePrior['sigma'], by: number) => ({
    ...grid,
    values: grid.values.map((value) => value * by),
  });
  return {
    ...shipped,
    median: site.medianDays,
    medianBasis: site.basis,
    sigma: scaled(shipped.sigma, site.spread / base.spread),
    tie: scaled(shipped.tie, site.tie / base.tie),
    speed: site.speedWorth,
    exits: { early: site.exitsEarly, late: site.exitsLate, worth: site.exitsWorth },
  };
}

/** The line in force on a day: the latest from-day that has come, of one day the last written. Null: as shipped. */
export function lineInForce(lines: readonly PriorLine[], phase: Phase, on: Day): PriorLine | null {
  const come = lines.filter((line) => line.phase === phase && line.fromOn <= on);
  const last = come.toSorted((a, b) => a.fromOn.localeCompare(b.fromOn) || a.madeAt.localeCompare(b.madeAt));
  return last.at(-1) ?? null;
}

/** The priors of all phases on a day, in the order of the phases: the site's where it set one, else as shipped. */
export function priorsInForce(lines: readonly PriorLine[], on: Day): PhasePrior[] {
  return phases.map((phase) => {
    const site = lineInForce(lines, phase, on)?.prior ?? null;
    return site === null ? shippedPrior(phase) : withSite(shippedPrior(phase), site);
  });
}

/**
 * Half leave within so many days in a middling site, and in one of ten sites that are quick or slow: the range of
 * medians that the worth of the speed stands for.
 */
export function medianRange(prior: PhasePrior): { median: number; from: number; to: number } {
  const { spread } = asSitePrior(prior);
  const at = (share: number) =>
    timeAtReferenceHazard(
      { median: prior.median, sigma: spread },
      Math.LN2 / gammaQuantile(share, prior.speed, prior.speed),
    );
  return { median: prior.median, from: Math.round(at(0.9)), to: Math.round(at(0.1)) };
}

/** How much the site's own data outweigh the prior: own endings for each ending the prior is worth. */
export const outweighing = (observed: number, worth: number): number => observed / worth;

/**
 * May this prior be set?
 * @returns refusals of a day before today, a reason of fewer than 20 characters, and shares that do not add up to 1
 */
export function checkPrior(
  asked: { phase: Phase; fromOn: Day; reason: string; prior: SitePrior | null },
  today: Day,
): Verdict<null> {
  const refusals = [];
  if (asked.fromOn < today)
    refusals.push(
      refusal(
        'in_the_past',
        'fromOn',
        'Give today or a later day: estimates that were made stay as they are.',
      ),
    );
  if (!hasReason(asked.reason))
    refusals.push(refusal('reason_needed', 'reason', 'Give a reason of at least 20 characters.'));
  for (const field of ['exitsEarly', 'exitsLate'] as const)
    if (asked.prior !== null && !addsUp(asked.phase, asked.prior[field]))
      refusals.push(
        refusal('shares_add_up', field, 'Give each exit of the phase a share; together they make 1.'),
      );
  return verdict(refusals, () => null);
}

function addsUp(phase: Phase, shares: Record<string, number>): boolean {
  const names = exitsOf(phase);
  const sum = Object.values(shares).reduce((all, share) => all + share, 0);
  return (
    Object.keys(shares).length === names.length &&
    names.every((name) => (shares[name] ?? -1) >= 0) &&
    Math.abs(sum - 1) < 0.001
  );
}
