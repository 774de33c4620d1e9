import type { Chance } from '../../analysis/survival/own-rates.ts';
import { normalCdf, normalQuantile } from '../../analysis/survival/normal.ts';
import { Random } from '../../analysis/survival/random.ts';
import type { Phase, StrandCloseReason } from '../vocabulary/cases.ts';
import { daysBetween, type Day } from '../vocabulary/days.ts';
import type { SpellRow } from './rules-spells.ts';

/** One line of a strand's history with both its clocks: what happened when, and from when to when it was on record. */
export type HistoryLine = {
  caseId: string;
  strandId: string;
  kind: string;
  place: number;
  to: Phase | 'closed';
  on: Day;
  closeReason: StrandCloseReason | null;
  seenFrom: Day;
  recordedOn: Day;
  /** The day on which a correction took its place; null: it holds. */
  supersededOn: Day | null;
};

/** A guess at the entry of a stay. Days; whose it was is not known here. */
export type Guess = { strandId: string; entered: Day; guessedOn: Day; p10: Day; p50: Day; p90: Day };

/** The estimator and what it has to beat. */
export const models = [
  'estimate',
  'prior',
  'kaplan_meier',
  'log_normal',
  'mean_of_finished',
  'guess',
] as const;
export type Model = (typeof models)[number];

/** Days at which chances are scored besides. */
export const horizons = [30, 90, 180, 365] as const;

/** Scores of one forecast by model: threshold-weighted CRPS, then Brier at the horizons (NaN: not reached yet). */
export type ScoredForecast = { caseId: string; scores: Partial<Record<Model, readonly number[]>> };

/** Means of a model over the forecasts it could make. */
export type ModelFigures = {
  model: Model;
  forecasts: number;
  /** Threshold-weighted CRPS in days. */
  twcrps: number;
  /** At 30, 90, 180 and 365 days; null: none has come that far. */
  brier: (number | null)[];
  /** Skill of the estimator against it: 1 − score/score of the model; above 0 the estimator did better. */
  skill: { mean: number; low: number; high: number } | null;
};

/** The stays as they stood on record on a day, without what was not known then. */
export function spellsAsRecorded(lines: readonly HistoryLine[], asOf: Day): SpellRow[] {
  const standing = lines.filter(
    (line) =>
      line.recordedOn <= asOf && line.on <= asOf && (line.supersededOn === null || line.supersededOn > asOf),
  );
  return [...Map.groupBy(standing, (line) => line.strandId).values()].flatMap((own) => {
    const inOrder = own.toSorted((a, b) => a.place - b.place);
    return inOrder.flatMap((line, n): SpellRow[] => {
      if (line.to === 'closed') return [];
      const next = inOrder[n + 1];
      const { caseId, strandId, kind, seenFrom } = line;
      return [
        {
          caseId,
          strandId,
          kind,
          seenFrom,
          phase: line.to,
          entered: line.on,
          left: next?.on ?? null,
          to: next?.to ?? null,
          closeReason: next?.closeReason ?? null,
        },
      ];
    });
  });
}

/**
 * A guess of P10, P50 and P90 as a forecast: log-normal on each side of its middle, given the days waited already.
 */
export function guessChance({ entered, p10, p50, p90 }: Guess): Chance {
  const [low, middle, high] = [p10, p50, p90].map((day) => Math.max(0.5, daysBetween(entered, day)));
  const z = normalQuantile(0.9);
  const [early, late] = [Math.log(middle! / low!) / z, Math.log(high! / middle!) / z].map((s) =>
    Math.max(s, 0.01),
  );
  const by = (t: number) => (t <= 0 ? 0 : normalCdf(Math.log(t / middle!) / (t < middle! ? early! : late!)));
  return (u, h) => (by(u) >= 1 ? 1 : (by(u + h) - by(u)) / (1 - by(u)));
}

const RESAMPLES = 400;

/**
 * Mean scores of each model, and its skill against the estimator with the limits of a bootstrap that draws whole cases,
 * since the strands of a case hang together. 95 % limits.
 */
export function skillOf(scored: readonly ScoredForecast[], seed: number): ModelFigures[] {
  return models.flatMap((model): ModelFigures[] => {
    const own = scored.flatMap((one) => (one.scores[model] ? [one.scores[model]] : []));
    if (own.length === 0) return [];
    return [
      {
        model,
        forecasts: own.length,
        twcrps: mean(own.map((scores) => scores[0]!))!,
        brier: horizons.map((_, h) =>
          mean(own.map((scores) => scores[h + 1]!).filter((score) => !Number.isNaN(score))),
        ),
        skill: model === 'estimate' ? null : skillAgainst(scored, model, seed),
      },
    ];
  });
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The skill of the estimator against a model: 1 − score/score of the model, over the forecasts that both made. */
function skillAgainst(scored: readonly ScoredForecast[], model: Model, seed: number): ModelFigures['skill'] {
  const both = scored.filter((one) => one.scores[model] && one.scores.estimate);
  const sums = [...Map.groupBy(both, (one) => one.caseId).values()].map((own) => [
    own.reduce((sum, one) => sum + one.scores.estimate![0]!, 0),
    own.reduce((sum, one) => sum + one.scores[model]![0]!, 0),
  ]);
  const skill = (some: readonly number[][]) => {
    const of = (n: number) => some.reduce((sum, one) => sum + one[n]!, 0);
    return of(1) > 0 ? 1 - of(0) / of(1) : 0;
  };
  if (sums.length < 2) return null;
  const random = Random.of(seed, 7);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    skill(sums.map(() => sums[Math.floor(random.uniform() * sums.length)]!)),
  ).toSorted((a, b) => a - b);
  const at = (share: number) => drawn[Math.floor(share * (RESAMPLES - 1))]!;
  return { mean: skill(sums), low: at(0.025), high: at(0.975) };
}
