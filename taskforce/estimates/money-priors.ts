import type { LineItem } from '../../analysis/survival/money.ts';
import { shippedSpread, type HoursPrior } from '../../analysis/survival/hours.ts';
import type { CostKind } from '../vocabulary/activities.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';

/**
 * Hours a week that a role spends on one active strand, by phase, before a site has timesheets. No published figure was
 * found: all are our judgement and worth little, three pieces of ten hours (docs/decisions/0042-money.md).
 */
const perWeek: Partial<Record<WorkRole, readonly [number, number, number]>> = {
  detective: [3, 8, 2],
  supervisor: [0.3, 1, 0.2],
  analyst: [1, 2, 0.5],
  prosecutor: [0.3, 1, 3],
  labor_inspector: [0.3, 0.5, 0.2],
  victim_specialist: [0.3, 1, 1.5],
};

/** Prior of a role's hours by phase; a role that is not expected on every strand has none until it logs hours. */
export const hoursPriorOf = (role: WorkRole, phase: number): HoursPrior => ({
  perWeek: perWeek[role]?.[phase] ?? 0.1,
  worth: 3,
  spread: shippedSpread,
});

/** Roles that are expected on every case. */
export const expectedRoles = Object.keys(perWeek) as WorkRole[];

/** A kind of cost that comes up in a phase. */
export type KnownItem = LineItem & { kind: CostKind };

const item = (
  kind: CostKind,
  phase: number,
  chance: readonly [number, number],
  middle: number,
  sdLog = 0.9,
): KnownItem => ({ kind, phase, chance, meanLog: Math.log(middle), sdMeanLog: 0.6, sdLog });

/**
 * Costs beside hours, in currency units at the entry of a strand in a phase. The order of wiretaps has published figures
 * (about 75,000 to 95,000 a piece, 2019) but no published frequency; the others are our judgement, worth five strands.
 */
export const shippedItems: readonly KnownItem[] = [
  item('travel', 0, [1, 4], 600),
  item('records_and_subpoena_fees', 0, [1.5, 3.5], 300),
  item('forensic_examination', 1, [2, 3], 3000),
  item('travel', 1, [2, 3], 1500),
  item('translation_and_transcription', 1, [1.5, 3.5], 2500),
  item('communications', 1, [0.25, 4.75], 85_000, 0.6),
  item('purchase_of_evidence', 1, [1, 4], 800),
  item('victim_emergency', 1, [1.5, 3.5], 1200),
  item('interpreter', 2, [1.5, 3.5], 1800),
  item('witness_costs', 2, [1.5, 3.5], 2500),
  item('expert', 2, [0.5, 4.5], 6000),
  item('travel', 2, [1, 4], 1200),
];
