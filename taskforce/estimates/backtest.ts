import { logNormal } from '../../analysis/survival/distributions.ts';
import { forecastCases, sharedRuns, usualForecast, type Target } from '../../analysis/survival/forecast.ts';
import { kaplanMeier, stepValue } from '../../analysis/survival/kaplan-meier.ts';
import { lifetimesOf } from '../../analysis/survival/lifetimes.ts';
import { fitParametric } from '../../analysis/survival/parametric.ts';
import { fitPhase, type PhaseHistory } from '../../analysis/survival/phase-fit.ts';
import type { PhasePrior } from '../../analysis/survival/phase-priors.ts';
import type { Chance } from '../../analysis/survival/own-rates.ts';
import { thresholdCrps, thresholdCrpsOfWaits } from '../../analysis/survival/scores.ts';
import { phases } from '../vocabulary/cases.ts';
import { addDays, daysBetween, type Day } from '../vocabulary/days.ts';
import {
  guessChance,
  horizons,
  skillOf,
  spellsAsRecorded,
  type Guess,
  type HistoryLine,
  type Model,
  type ModelFigures,
  type ScoredForecast,
} from './rules-backtest.ts';
import { priorsInForce, type PriorLine } from './rules-priors.ts';
import { historyOf, nextPhase, targetsOf, type SpellRow } from './rules-spells.ts';

/** What a back-test is computed from; equal orders give equal figures. */
export type BacktestOrder = {
  lines: readonly HistoryLine[];
  priors: readonly PriorLine[];
  guesses: readonly Guess[];
  asOf: Day;
  seed: number;
  runs: number;
  /** At most so many open strands are forecast from each month, evenly taken. */
  most: number;
};

export type BacktestAnswer = { origins: number; forecasts: number; models: ModelFigures[] };

/** How many months are looked back at most. */
const MONTHS = 36;

/** The firsts of the months after the first record and before a day, the newest thirty-six. */
export function originsOf(lines: readonly HistoryLine[], asOf: Day): Day[] {
  const first = lines.reduce((least, line) => (line.recordedOn < least ? line.recordedOn : least), asOf);
  const found: Day[] = [];
  for (let month = `${asOf.slice(0, 7)}-01`; month > first; month = `${addDays(month, -1).slice(0, 7)}-01`)
    if (month < asOf) found.push(month);
  return found.slice(0, MONTHS).toReversed();
}

/**
 * Forecasts every open strand on the first of each month from what was recorded by then, and scores it to today: with
 * the estimator, and with each baseline it has to beat. Pure.
 * @param told hears how many months are done
 */
export function backtest(order: BacktestOrder, told?: (done: number, total: number) => void): BacktestAnswer {
  const truth = spellsAsRecorded(order.lines, order.asOf);
  const origins = originsOf(order.lines, order.asOf);
  const scored: ScoredForecast[] = [];
  origins.forEach((origin, n) => {
    scored.push(...scoredFrom(order, truth, origin));
    told?.(n + 1, origins.length);
  });
  return { origins: origins.length, forecasts: scored.length, models: skillOf(scored, order.seed) };
}

type Open = Target & { entered: Day };

function scoredFrom(order: BacktestOrder, truth: readonly SpellRow[], origin: Day): ScoredForecast[] {
  const known = spellsAsRecorded(order.lines, origin);
  const ends = new Map(truth.map((one) => [`${one.strandId} ${one.phase} ${one.entered}`, one.left]));
  const key = (one: Open) => `${one.id} ${phases[one.phase]} ${one.entered}`;
  // What a later correction took back never was: nothing can be scored by it.
  const all = targetsOf(known, origin).filter((one) => ends.has(key(one)));
  const step = Math.max(1, Math.ceil(all.length / order.most));
  const open = all.filter((_, n) => n % step === 0);
  const priors = priorsInForce(order.priors, origin);
  const histories = phases.map((phase) => historyOf(known, phase, origin));
  const simulated = {
    estimate: waitsBy(open, histories, priors, order),
    prior: waitsBy(open, histories.map(emptied), priors, order),
  };
  const plain = histories.map(plainModels);
  const span = daysBetween(origin, order.asOf);
  return open.map((target) => {
    const left = ends.get(key(target))!;
    // Left before the origin, which was recorded later: gone on the first day.
    const end = left === null ? Infinity : Math.max(0, daysBetween(origin, left));
    const scores: Partial<Record<Model, number[]>> = {};
    for (const model of ['estimate', 'prior'] as const)
      scores[model] = scoresByWaits(simulated[model].get(target.id)!, end, span);
    const guess = order.guesses.find(
      (one) => one.strandId === target.id && one.entered === target.entered && one.guessedOn <= origin,
    );
    const models = { ...plain[target.phase], ...(guess ? { guess: guessChance(guess) } : {}) };
    for (const [model, chance] of Object.entries(models))
      scores[model as Model] = scoresByChance((h) => chance(target.elapsed, h), end, span);
    return { caseId: target.case, scores };
  });
}

/** The waits of each strand over the runs, in whole days and in order. */
function waitsBy(
  open: readonly Open[],
  histories: readonly PhaseHistory[],
  priors: readonly PhasePrior[],
  { seed, runs }: BacktestOrder,
): Map<string, number[]> {
  const shared = sharedRuns(
    phases.map((name, k) => ({
      name,
      posterior: fitPhase(histories[k]!, priors[k]!, { seed, chains: 2, burnIn: 100, kept: 500 }),
      next: nextPhase,
    })),
    { seed, runs },
  );
  const found = new Map<string, number[]>();
  forecastCases(open, shared, ({ targets, leaves }) =>
    targets.forEach((target, i) =>
      found.set(
        target.id,
        Array.from(leaves[i]![target.phase]!, (wait) =>
          Math.ceil(Math.min(wait, usualForecast.horizon + 1)),
        ).toSorted((a, b) => a - b),
      ),
    ),
  );
  return found;
}

const emptied = (): PhaseHistory => ({
  exit: [],
  ended: [],
  entry: [],
  caseOf: [],
  kind: [],
  cause: [],
  day: [],
});

/** The plain models of a phase that its history allows: own Kaplan–Meier, own log-normal, the mean of the finished. */
function plainModels(history: PhaseHistory): Partial<Record<Model, Chance>> {
  const { exit, ended, entry } = history;
  const finished = exit.filter((_, i) => ended[i] === 1);
  if (finished.length === 0) return {};
  const mean = finished.reduce((sum, t) => sum + t, 0) / finished.length;
  const curve = kaplanMeier({ exit, ended, entry });
  const open = (t: number) => stepValue(curve.time, curve.survival, t, 1);
  return {
    mean_of_finished: (u, h) => (u + h >= mean ? 1 : 0),
    kaplan_meier: (u, h) => (open(u) > 0 ? 1 - open(u + h) / open(u) : 1),
    ...(finished.length < 3 ? {} : { log_normal: ownLogNormal(history) }),
  };
}

function ownLogNormal({ exit, ended, entry }: PhaseHistory): Chance {
  const fit = fitParametric(lifetimesOf({ exit, ended, entry }), 'lognormal');
  const [location, logScale] = fit.coefficients.map((one) => one.estimate);
  const of = logNormal(location!, Math.exp(logScale!));
  return (u, h) => -Math.expm1(of.logSurvival(u + h) - (u > 0 ? of.logSurvival(u) : 0));
}

/** Threshold-weighted CRPS to today, then the Brier scores at the horizons that have passed. */
function scoresByWaits(waits: readonly number[], end: number, span: number): number[] {
  const within = (h: number) => waits.findLastIndex((wait) => wait <= h) + 1;
  return [
    thresholdCrpsOfWaits(waits, end, span),
    ...horizons.map((h) => (h > span ? NaN : (within(h) / waits.length - (end <= h ? 1 : 0)) ** 2)),
  ];
}

function scoresByChance(chance: (h: number) => number, end: number, span: number): number[] {
  return [
    thresholdCrps(chance, end, span),
    ...horizons.map((h) => (h > span ? NaN : (chance(h) - (end <= h ? 1 : 0)) ** 2)),
  ];
}
