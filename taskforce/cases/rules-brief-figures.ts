/** Figures of a brief, for its printing and for its page on the screen. */
import type { Phase } from '../vocabulary/cases.ts';
import type { BriefEffort, BriefStrand, PortfolioCase } from './brief-content.ts';

/** Strands by phase, closed ones apart; the phase picture in numbers. */
export function pictureOf(strands: readonly BriefStrand[]): PortfolioCase['picture'] {
  const open = strands.filter((s) => s.closed === null);
  const count = (phase: Phase): number => open.filter((s) => s.phase === phase).length;
  return {
    preOperational: count('pre_operational'),
    operational: count('operational'),
    postOperational: count('post_operational'),
    closed: strands.length - open.length,
  };
}

/** Sum of the effort lines. */
export function effortTotal(effort: readonly BriefEffort[]): Omit<BriefEffort, 'phase'> {
  const zero = { hoursPeriod: 0, hoursTotal: 0, centsPeriod: 0, centsTotal: 0 };
  return effort.reduce(
    (sum, line) => ({
      hoursPeriod: sum.hoursPeriod + line.hoursPeriod,
      hoursTotal: sum.hoursTotal + line.hoursTotal,
      centsPeriod: sum.centsPeriod + line.centsPeriod,
      centsTotal: sum.centsTotal + line.centsTotal,
    }),
    zero,
  );
}
