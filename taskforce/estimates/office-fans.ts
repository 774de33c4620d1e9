import { usualForecast, type CaseRuns } from '../../analysis/survival/forecast.ts';
import { lastLeaves } from '../../analysis/survival/promises.ts';
import { phases } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { CaseRange, Part } from './office.ts';
import { countFan, countsAhead, pastOf, type Fan } from './rules-fan.ts';
import type { SpellRow } from './rules-spells.ts';
import { correctedPromises, type Correction } from './rules-waits.ts';

/** When the last strand of a case leaves each phase, and the fan of those that leave it; the office's counts grow too. */
export function rangesOfCase(
  part: Part,
  result: CaseRuns,
  {
    past,
    asOf,
    fanRuns,
    corrections,
  }: {
    past: (phase: number) => ReturnType<typeof pastOf>;
    asOf: Day;
    fanRuns: number;
    corrections: readonly Correction[];
  },
): Omit<CaseRange, 'labels'>[] {
  return phases.flatMap((phase, k): Omit<CaseRange, 'labels'>[] => {
    const { ends, reached } = lastLeaves(result, k, usualForecast.horizon);
    if (reached === 0) return [];
    const promises = correctedPromises(Float64Array.from(ends).toSorted(), corrections[k] ?? null);
    const own = { caseId: result.case, phase, reached, promises };
    if (k === 0) return [{ ...own, fan: null }];
    const counts = countsAhead(
      result.leaves.map((byPhase) => byPhase[k]!),
      asOf,
      fanRuns,
    );
    const fan = countFan(past(k), counts);
    part.leaving[k] = addCounts(part.leaving[k]!, counts);
    return [{ ...own, fan }];
  });
}

/** Adds the counts of a case, or of another thread, to those there are. */
export function addCounts(all: Int32Array[] | null, more: Int32Array[] | null): Int32Array[] | null {
  if (all === null || more === null) return all ?? more;
  all.forEach((month, m) => month.forEach((_, r) => (month[r]! += more[m]![r]!)));
  return all;
}

/** The days on which strands of a case (null: of all cases) left a phase. */
export function endingsOf(
  spells: readonly SpellRow[],
): (caseId: string | null, phase: number) => { day: Day; many: number }[] {
  const ended = spells.filter((one) => one.left !== null);
  const byCase = Map.groupBy(ended, (one) => one.caseId);
  return (caseId, phase) =>
    (caseId === null ? ended : (byCase.get(caseId) ?? []))
      .filter((one) => one.phase === phases[phase])
      .map((one) => ({ day: one.left!, many: 1 }));
}

/** The fans of the office by phase, of all its cases together; null for the pre-operational phase. */
export function officeFans(part: Part, spells: readonly SpellRow[], asOf: Day): (Fan | null)[] {
  const endings = endingsOf(spells);
  return phases.map((_, k) =>
    k === 0 ? null : countFan(pastOf(endings(null, k), asOf), part.leaving[k] ?? null),
  );
}
