import type { PhaseHistory } from '../../analysis/survival/phase-fit.ts';
import { shippedPriors, type PhasePrior } from '../../analysis/survival/phase-priors.ts';
import type { Target } from '../../analysis/survival/forecast.ts';
import { phases, type Phase, type StrandCloseReason } from '../vocabulary/cases.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';

/** One stay of one strand in one phase, as the estimates are computed from. Days of the calendar. */
export type SpellRow = {
  caseId: string;
  strandId: string;
  /** Type and mode of the strand, such as `labor/proactive`. Nothing about people. */
  kind: string;
  phase: Phase;
  entered: Day;
  /** Null: still there. */
  left: Day | null;
  to: Phase | 'closed' | null;
  closeReason: StrandCloseReason | null;
  /** From this day on the stay was under observation (delayed entry). */
  seenFrom: Day;
};

/** How a stay ended, in the words of the priors. Unknown closings count as the last resort of their phase. */
export function exitOf({ phase, to, closeReason }: SpellRow): string | null {
  if (to === null) return null;
  if (to !== 'closed') {
    if (phases.indexOf(to) < phases.indexOf(phase)) return `back to ${to}`;
    return to === 'operational' ? 'operational' : 'charged';
  }
  if (closeReason === 'transferred') return phase === 'post_operational' ? 'other' : 'adopted';
  if (phase === 'operational') return 'closed';
  if (phase === 'pre_operational')
    return closeReason === 'not_trafficking' ? 'not trafficking' : 'insufficient';
  if (closeReason === 'charged_and_done') return 'convicted';
  return closeReason === 'declined' || closeReason === 'not_trafficking' ? 'dropped' : 'other';
}

/** Which phase an exit leads to, as its place in the list of phases; an exit that is not here ends the strand. */
export const nextPhase: Readonly<Record<string, number>> = {
  operational: 1,
  charged: 2,
  'back to pre_operational': 0,
  'back to operational': 1,
};

/** The priors by phase, in the order of the phases. */
export const priorsOf: readonly PhasePrior[] = [
  shippedPriors.preOperational,
  shippedPriors.operational,
  shippedPriors.postOperational,
];

/**
 * What was seen in a phase up to a day: waits in days, those that had ended, delayed entry, and how and on which day
 * each ended. A stay that began and ended on one day counts as half a day. Stays never under observation before they
 * ended say nothing and are left out; a stay entered today says nothing yet.
 */
export function historyOf(rows: readonly SpellRow[], phase: Phase, asOf: Day): PhaseHistory {
  const exit: number[] = [];
  const ended: number[] = [];
  const entry: number[] = [];
  const caseOf: string[] = [];
  const kind: string[] = [];
  const cause: (string | null)[] = [];
  const day: number[] = [];
  for (const row of rows) {
    if (row.phase !== phase || row.entered > asOf) continue;
    const over = row.left !== null && row.left <= asOf;
    const until = over ? row.left! : asOf;
    const waited = Math.max(daysBetween(row.entered, until), over ? 0.5 : 0);
    const seen = Math.max(0, daysBetween(row.entered, row.seenFrom));
    if (!(seen < waited)) continue;
    exit.push(waited);
    ended.push(over ? 1 : 0);
    entry.push(seen);
    caseOf.push(row.caseId);
    kind.push(row.kind);
    cause.push(over ? exitOf(row) : null);
    day.push(daysBetween(asOf, until));
  }
  return { exit, ended, entry, caseOf, kind, cause, day };
}

/** The strands that are open on a day, as the forecast wants them: in the order given. */
export function targetsOf(rows: readonly SpellRow[], asOf: Day): (Target & { entered: Day })[] {
  return rows
    .filter((row) => row.entered <= asOf && (row.left === null || row.left > asOf))
    .map((row) => ({
      id: row.strandId,
      case: row.caseId,
      kind: row.kind,
      phase: phases.indexOf(row.phase),
      elapsed: daysBetween(row.entered, asOf),
      entered: row.entered,
    }));
}
