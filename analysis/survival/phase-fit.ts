import { convergence, gridShares, gridTooNarrow, priorConflict, widened } from './diagnostics.ts';
import { type Exposures, exposuresOf, type PhaseSpells } from './exposures.ts';
import { type Draws, drawPosterior, type RunLength, usualLength } from './gibbs.ts';
import { drawManyCases, manyCases } from './many-cases.ts';
import type { Grid, PhasePrior } from './phase-priors.ts';

/** What was seen in one phase, with how and on which day each target left. */
export type PhaseHistory = PhaseSpells & {
  /** How it left; null while open. */
  readonly cause: readonly (string | null)[];
  /** The calendar day of the exit, counted from any day; left out: joint exits are not learnt. */
  readonly day?: readonly number[] | undefined;
};

/** What is known of a phase after the site's own data. */
export type PhasePosterior = {
  prior: PhasePrior;
  sigma: Grid;
  tie: Grid;
  breaks: readonly number[];
  exposures: Exposures;
  draws: Draws;
  /** Dirichlet parameters by exit, before and after the reference median. */
  exits: { names: string[]; early: number[]; late: number[] };
  /** Beta parameters of joint exits. */
  joint: readonly [number, number];
  /** Endings seen, and expected at reference speed with the reference spread: their ratio is the site's speed. */
  observed: number;
  expected: number;
  diagnostics: {
    speed: { rhat: number; effective: number };
    sigma: { rhat: number; effective: number };
    tie: { rhat: number; effective: number };
    /** R-hat below 1.01 and more than 400 effective draws, for all three. */
    sound: boolean;
    conflict: { chance: number; vague: boolean };
  };
  notes: string[];
};

export type FitOptions = Partial<RunLength> & {
  /** Bins in which the shape may bend; used only from 60 own exits. */
  bend?: readonly number[];
};

/** From this many own exits the shape of the curve may bend. */
export const bendingFrom = 60;

/**
 * Fits one phase: exposures on the reference curve, a look whether prior and data disagree, the Gibbs run, and its
 * diagnostics. A grid whose end holds more than 40 % of the posterior is widened (twice at most), and the notes say so.
 */
export function fitPhase(history: PhaseHistory, prior: PhasePrior, options: FitOptions = {}): PhasePosterior {
  const length: RunLength = { ...usualLength, ...options };
  const notes: string[] = [];
  const ended = history.ended.reduce((sum, d) => sum + d, 0);
  const breaks = options.bend !== undefined && ended >= bendingFrom ? options.bend : [0];
  const bend = breaks.length > 1;
  const reference = exposuresOf(history, prior.median, [middleOf(prior.sigma)]);
  const expected = reference.expected[0]!.reduce((sum, e) => sum + e, 0);
  const seen = reference.ended.reduce((sum, d) => sum + d, 0);
  const chance = priorConflict(Math.round(seen), expected, prior.speed);
  const vague = chance < 0.01;
  if (vague) notes.push('Your cases run unlike the reference.');
  let { sigma, tie } = prior;
  for (let round = 0; ; round++) {
    const exposures = exposuresOf(history, prior.median, sigma.values, breaks);
    const draw = !bend && exposures.cases.length > manyCases ? drawManyCases : drawPosterior;
    const draws = draw(exposures, { ...prior, sigma, tie }, { ...length, bend, vague: vague ? 0.1 : 0 });
    const narrow = { sigma: gridTooNarrow(draws.sigma, sigma), tie: gridTooNarrow(draws.tie, tie) };
    const mend = ended >= 5 && round < 2 && (narrow.sigma ?? narrow.tie) !== undefined;
    if (!mend) {
      const known = { prior, sigma, tie, breaks, exposures, draws, observed: ended, expected, notes };
      const diagnostics = diagnosticsOf(draws, sigma, tie, { chance, vague });
      return { ...known, diagnostics, exits: exitsOf(history, prior), joint: jointOf(history, prior) };
    }
    if (narrow.sigma !== undefined) sigma = widened(sigma, narrow.sigma);
    if (narrow.tie !== undefined) tie = widened(tie, narrow.tie);
    notes.push(
      `The grid of the ${narrow.sigma === undefined ? 'tie' : 'spread'} was too narrow and was widened.`,
    );
  }
}

function middleOf({ values }: Grid): number {
  return values[Math.floor(values.length / 2)]!;
}

function diagnosticsOf(
  draws: Draws,
  sigma: Grid,
  tie: Grid,
  conflict: { chance: number; vague: boolean },
): PhasePosterior['diagnostics'] {
  const onGrid = (places: Uint16Array, { values }: Grid): { rhat: number; effective: number } => {
    // Nearly everything on one value: the chains agree, and a rare step aside says nothing about their mixing.
    if (Math.max(...gridShares(places, values.length)) > 0.99) return { rhat: 1, effective: places.length };
    return convergence(
      Float64Array.from(places, (place) => Math.log(values[place]!)),
      draws.chains,
    );
  };
  const parts = {
    speed: convergence(draws.speed.map(Math.log), draws.chains),
    sigma: onGrid(draws.sigma, sigma),
    tie: onGrid(draws.tie, tie),
  };
  const sound = Object.values(parts).every(({ rhat, effective }) => rhat < 1.01 && effective > 400);
  return { ...parts, sound, conflict };
}

/** Dirichlet(worth · prior + counts), before and after the reference median. */
function exitsOf({ exit, cause }: PhaseHistory, { exits, median }: PhasePrior): PhasePosterior['exits'] {
  const seen = cause.filter((name) => name !== null);
  const names = [...new Set([...Object.keys(exits.early), ...Object.keys(exits.late), ...seen])];
  const counted = (shares: Record<string, number>, early: boolean): number[] =>
    names.map((name) => {
      const count = cause.filter((how, i) => how === name && exit[i]! < median === early).length;
      return exits.worth * (shares[name] ?? 0) + count;
    });
  return { names, early: counted(exits.early, true), late: counted(exits.late, false) };
}

/**
 * Beta(a + J, b + N − J): N are the days on which somebody left a case with two or more open in the phase, J those of
 * them on which several left.
 */
function jointOf({ exit, ended, entry, caseOf, day }: PhaseHistory, { joint }: PhasePrior): [number, number] {
  const [a, b] = joint;
  if (day === undefined) return [a, b];
  const byCase = new Map<string, number[]>();
  caseOf.forEach((name, i) => byCase.set(name, [...(byCase.get(name) ?? []), i]));
  let several = 0;
  let days = 0;
  for (const rows of byCase.values()) {
    const leaving = new Set(rows.filter((i) => ended[i] === 1).map((i) => day[i]!));
    for (const on of leaving) {
      const start = (i: number): number => day[i]! - exit[i]! + (entry?.[i] ?? 0);
      const open = rows.filter((i) => start(i) < on && day[i]! >= on);
      if (open.length < 2) continue;
      days += 1;
      if (open.filter((i) => day[i] === on && ended[i] === 1).length >= 2) several += 1;
    }
  }
  return [a + several, b + days - several];
}
