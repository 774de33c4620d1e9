import {
  forecastCases,
  sharedRuns,
  type CaseRuns,
  type SharedRuns,
  type SlipKnowledge,
} from '../../analysis/survival/forecast.ts';
import { paceShareOf, type Promises } from '../../analysis/survival/promises.ts';
import { fitPhase, type PhasePosterior } from '../../analysis/survival/phase-fit.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { MoneyRuns } from '../../analysis/survival/money.ts';
import { addRuns, moneyRanges, spendingOf, type MoneyRange } from './money.ts';
import { moneyRunsFor } from './rules-runs.ts';
import { addCounts, endingsOf, rangesOfCase } from './office-fans.ts';
import { pastOf, type Fan } from './rules-fan.ts';
import { spentOf, type MoneyInputs } from './rules-money.ts';
import { withPlanned, type PlannedDay } from './rules-planned.ts';
import type { PhasePrior } from '../../analysis/survival/phase-priors.ts';
import { recalibrateFrom } from '../../analysis/survival/recalibration.ts';
import { correctionOf, loosened, resolvedIn, withOldHalved, type Calibration } from './rules-calibration.ts';
import { historyOf, nextPhase, targetsOf, type SpellRow } from './rules-spells.ts';
import { correctedPromises, waitsOf, type Correction } from './rules-waits.ts';
import type { Waits } from './track-scores.ts';

/** What an estimate is computed from; two equal orders give equal bytes. */
export type Order = {
  spells: readonly SpellRow[];
  /** Hours, costs and rates; null: time alone. */
  money: MoneyInputs | null;
  /** Days on the calendar at which the present phase of a strand is planned to end; and how such days have held. */
  planned: readonly PlannedDay[];
  slip: SlipKnowledge;
  /** The priors in force, in the order of the phases. */
  priors: readonly PhasePrior[];
  /** What the track record changes. */
  calibration: Calibration;
  asOf: Day;
  seed: number;
  runs: number;
  /** Cases to forecast; null: all with an open strand. All spells are learnt from in any case. */
  cases: readonly string[] | null;
  /** Which share of the cases: part n of m, so that two workers go halves. */
  part: readonly [number, number];
};

/** What is known of a phase, for people: how much is the site's own and how much the reference's. */
export type Basis = {
  phase: Phase;
  spells: number;
  /** Own endings seen, and endings that were expected at reference speed. */
  observed: number;
  expected: number;
  /** The site's speed against the reference (1: as fast): middle and 80 % range. */
  speed: [number, number, number];
  /** How many own endings the reference is worth. */
  priorWorth: number;
  /** Days by which half leave at reference speed, and where that figure comes from. */
  median: number;
  medianBasis: 'measured' | 'published' | 'judgement';
  sound: boolean;
  conflict: boolean;
  /** How many resolved ranges the correction rests on; null: not corrected yet. */
  corrected: number | null;
  /** An alarm stood: the ranges are wider than the data alone would have them. */
  widened: boolean;
};

export type StrandRange = {
  strandId: string;
  caseId: string;
  phase: Phase;
  entered: Day;
  promises: Promises;
  dots: Waits;
  /** A hundred equally likely waits, which the range is scored by, and the same before the correction, if there was one. */
  waits: Waits;
  uncorrected: Waits | null;
  /** Which share of the spread comes from its pace being unknown; null: a planned day took the place of the draw. */
  paceShare: number | null;
  /** The planned day it rests on; null: on the pace alone. */
  planned: PlannedDay | null;
};
export type CaseRange = {
  caseId: string;
  phase: Phase;
  reached: number;
  promises: Promises;
  /** How many of its strands left the phase and may leave it, by month; null for the pre-operational one. */
  fan: Fan | null;
  /** Labels of the planned days it rests on. */
  labels: string[];
};

/** How many strands leave each phase until the end of each of the next quarters, by run: adds up over parts. */
export type Flows = Int32Array[][];

export type Part = {
  basis: Basis[];
  strands: StrandRange[];
  cases: CaseRange[];
  flows: Flows;
  /** By phase, month and run: how many strands leave it by the end of the month; null for the pre-operational one. */
  leaving: (Int32Array[] | null)[];
  money: MoneyRange[];
  /** Money of all cases together, run by run; null without rates. */
  spending: MoneyRuns | null;
};

/** Quarters the office looks ahead, and their length in days. */
export const QUARTERS = 8;
export const QUARTER_DAYS = 91.3125;

/** Version of what is stored with every estimate: a change of method is a new one. */
export const ENGINE = 'phases-5';

/**
 * Fits the three phases to all spells and forecasts the open strands of the cases asked for. Pure: the same order gives
 * the same result. Method: docs/decisions/0040-survival-engine.md.
 */
export function estimatePart(order: Order): Part {
  const { spells, money, asOf, runs, cases, calibration } = order;
  const [n, of] = order.part;
  const shared = fittedOffice(order);
  const posteriors = shared.phases.map(({ posterior }) => posterior);
  const corrections = calibration.record.map(correctionOf);
  const open = withPlanned(targetsOf(spells, asOf), order.planned, asOf);
  const ends = new Map(order.planned.map((one) => [one.strandId, one]));
  const wanted = cases === null ? null : new Set(cases);
  const names = [...new Set(open.map((one) => one.case))].filter((name) => wanted?.has(name) ?? true);
  const mine = new Set(names.filter((_, i) => i % of === n));
  const entered = new Map(open.map((one) => [one.id, one.entered]));
  const part: Part = {
    basis: phases.map((phase, k) =>
      basisOf(phase, posteriors[k]!, historyOf(spells, phase, asOf).exit.length, calibration),
    ),
    strands: [],
    cases: [],
    flows: phases.map(() => Array.from({ length: QUARTERS }, () => new Int32Array(runs))),
    leaving: phases.map(() => null),
    money: [],
    spending: null,
  };
  const endings = endingsOf(spells);
  const fanRuns = moneyRunsFor(open.length, runs);
  const spending = spendingOf(money, spells, asOf, shared, open.length);
  const spent = money === null ? null : spentOf(money, asOf);
  const committed = new Set(money?.commitments.map(({ caseId }) => caseId));
  forecastCases(
    open.filter((one) => mine.has(one.case)),
    shared,
    (result) => {
      const restsOn = result.targets.map(({ id, planned }) =>
        planned === undefined ? null : (ends.get(id) ?? null),
      );
      collect(part, result, { entered, restsOn, corrections });
      const labels = [...new Set(restsOn.flatMap((one) => one?.labels ?? []))].toSorted();
      const past = (k: number) => pastOf(endings(result.case, k), asOf);
      part.cases.push(
        ...rangesOfCase(part, result, { past, asOf, fanRuns, corrections }).map((one) => ({
          ...one,
          labels,
        })),
      );
      if (money === null || spent === null) return;
      const own = spending?.take() ?? null;
      if (own !== null || spent.has(result.case) || committed.has(result.case))
        part.money.push(...moneyRanges(money, asOf, result.case, own, spent));
      if (own !== null) part.spending = addRuns(part.spending, own);
    },
    spending?.spend,
  );
  return part;
}

/**
 * Fits the three phases to all spells and draws what all cases share; what-ifs draw the same. While an alarm of the track
 * record stands, the speed is looser and old data count half.
 */
export function fittedOffice({
  spells,
  slip,
  asOf,
  seed,
  runs,
  priors,
  calibration,
}: Pick<Order, 'spells' | 'slip' | 'asOf' | 'seed' | 'runs' | 'priors' | 'calibration'>): SharedRuns {
  const posteriorOf = (phase: Phase, k: number): PhasePosterior => {
    const history = historyOf(spells, phase, asOf);
    return calibration.widened
      ? fitPhase(withOldHalved(history), loosened(priors[k]!), { seed })
      : fitPhase(history, priors[k]!, { seed });
  };
  return sharedRuns(
    phases.map((name, k) => ({ name, posterior: posteriorOf(name, k), next: nextPhase })),
    { seed, runs, slip },
  );
}

function collect(
  part: Part,
  result: CaseRuns,
  {
    entered,
    restsOn,
    corrections,
  }: {
    entered: ReadonlyMap<string, Day>;
    restsOn: readonly (PlannedDay | null)[];
    corrections: readonly Correction[];
  },
): void {
  result.targets.forEach((target, i) => {
    const leaves = result.leaves[i]![target.phase]!;
    const correction = corrections[target.phase] ?? null;
    const sorted = Float64Array.from(leaves).toSorted();
    const waits = waitsOf(sorted, correction);
    part.strands.push({
      strandId: target.id,
      caseId: target.case,
      phase: phases[target.phase]!,
      entered: entered.get(target.id)!,
      promises: correctedPromises(sorted, correction),
      dots: Array.from({ length: 20 }, (_, d) => waits[5 * d + 2]!),
      waits,
      paceShare: paceShareOf(result.logPace[i]!),
      planned: restsOn[i]!,
      uncorrected: correction === null ? null : waitsOf(sorted, null),
    });
    phases.forEach((_, k) => count(part.flows[k]!, result.leaves[i]![k]!));
  });
}

function count(byQuarter: Int32Array[], leaves: Float64Array): void {
  leaves.forEach((time, run) => {
    if (Number.isNaN(time)) return;
    for (let q = Math.floor(Math.max(0, time) / QUARTER_DAYS); q < QUARTERS; q++) byQuarter[q]![run]! += 1;
  });
}

function basisOf(
  phase: Phase,
  posterior: PhasePosterior,
  spells: number,
  { record, widened }: Calibration,
): Basis {
  const resolved = resolvedIn(record[phases.indexOf(phase)]!);
  const { prior, draws, observed, expected, diagnostics } = posterior;
  const sorted = Float64Array.from(draws.speed).toSorted();
  const at = (p: number) => Number(sorted[Math.floor(p * (sorted.length - 1))]!.toFixed(3));
  return {
    phase,
    spells,
    observed,
    expected: Number(expected.toFixed(2)),
    speed: [at(0.1), at(0.5), at(0.9)],
    priorWorth: prior.speed,
    median: prior.median,
    medianBasis: prior.medianBasis,
    sound: diagnostics.sound,
    conflict: diagnostics.conflict.vague,
    corrected: resolved < recalibrateFrom ? null : resolved,
    widened,
  };
}

/** Puts the parts of several workers together. */
export function joined(parts: readonly Part[]): Part {
  const [first, ...rest] = parts;
  for (const one of rest) {
    first!.strands.push(...one.strands);
    first!.cases.push(...one.cases);
    first!.money.push(...one.money);
    one.leaving.forEach((counts, k) => (first!.leaving[k] = addCounts(first!.leaving[k]!, counts)));
    if (one.spending !== null) first!.spending = addRuns(first!.spending, one.spending);
    one.flows.forEach((quarters, k) =>
      quarters.forEach((runs, q) => runs.forEach((many, r) => (first!.flows[k]![q]![r]! += many))),
    );
  }
  return first!;
}

/** A range of a count: one in ten, half, nine in ten of the runs are at or below. */
export type CountRange = { p10: number; p50: number; p90: number };

/** The flows as ranges: by phase, by quarter, how many strands will have left it by its end. */
export function rangesOf(flows: Flows): CountRange[][] {
  return flows.map((quarters) =>
    quarters.map((runs) => {
      const sorted = runs.toSorted();
      const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
      return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
    }),
  );
}
