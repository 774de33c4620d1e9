import { caseFactor, historiesOf, kindFactor, scoreOfFactor } from './case-factors.ts';
import type { PhasePosterior } from './phase-fit.ts';
import { type PaceWindow, paceThatMatters, timeAtPace } from './pace.ts';
import { Random } from './random.ts';
import { type PhaseRun, phaseRuns } from './runs.ts';

/** A target that is still open. Times in days from today. */
export type Target = {
  id: string;
  case: string;
  kind?: string | undefined;
  /** Place of its phase in the list of phases. */
  phase: number;
  /** Days it has been in the phase. */
  elapsed: number;
  /** Targets of one case that are to be taken down together; left out: all of the case in the phase. */
  group?: string | undefined;
  /** The day its phase is planned to end (a trial on the calendar). */
  planned?: number | undefined;
};

/** A phase, what is known of it, and which phase each exit leads to (an exit not named there closes the target). */
export type Phase = { name: string; posterior: PhasePosterior; next: Readonly<Record<string, number>> };

/** How planned dates have held: Beta parameters of "no slip", and the slip in days as a log-normal with its own spread. */
export type SlipKnowledge = {
  kept: readonly [number, number];
  meanLog: number;
  sdMeanLog: number;
  sdLog: number;
};

/** Before a site has changed dates of its own: q ~ Beta(5, 5), median slip 60 days [judgement]. */
export const shippedSlip: SlipKnowledge = { kept: [5, 5], meanLog: Math.log(60), sdMeanLog: 0.4, sdLog: 1 };

/** What the site's own changes of planned dates add: how many held, and by how many days the others slipped. */
export function learntSlip(
  held: number,
  slips: readonly number[],
  prior: SlipKnowledge = shippedSlip,
): SlipKnowledge {
  const precision = 1 / prior.sdMeanLog ** 2 + slips.length / prior.sdLog ** 2;
  const sum = slips.reduce((all, days) => all + Math.log(days), 0);
  return {
    kept: [prior.kept[0] + held, prior.kept[1] + slips.length],
    meanLog: (prior.meanLog / prior.sdMeanLog ** 2 + sum / prior.sdLog ** 2) / precision,
    sdMeanLog: Math.sqrt(1 / precision),
    sdLog: prior.sdLog,
  };
}

export type ForecastOptions = {
  seed: number;
  runs: number;
  /** Days; what ends later is "not within" it. */
  horizon: number;
  slip?: SlipKnowledge;
  /** By phase: days on which it is left faster or slower. How a target leaves stays as it was, only the day changes. */
  pace?: readonly (readonly PaceWindow[])[];
};

export const usualForecast: ForecastOptions = { seed: 1, runs: 4000, horizon: 3652.5 };

/** One stay in one run: handed to whoever adds up costs. */
export type Stay = {
  run: number;
  target: number;
  phase: number;
  from: number;
  to: number;
  /** It begins in the run (and was not open already today). */
  enters: boolean;
};

/** What the runs gave for one case. Times are days from today, by run; Infinity: not in the run. */
export type CaseRuns = {
  case: string;
  targets: readonly Target[];
  /** By target, then by phase: when it leaves. NaN: it never comes there. */
  leaves: Float64Array[][];
  /** By target: how it left its present phase, as a place in the exits of that phase; −1: still open at the horizon. */
  exits: Int16Array[];
  /** By target: ln of the pace at which it goes through its present phase. NaN: a planned day took the place of the draw. */
  logPace: Float64Array[];
};

/** The draws that all cases share: one set of parameters a run and phase. */
export type SharedRuns = {
  phases: readonly Phase[];
  options: ForecastOptions;
  runs: PhaseRun[][];
  slips: SlipRun[];
};

type SlipRun = { kept: number; meanLog: number; sdLog: number };

/** Draws the shared parameters once for a portfolio. */
export function sharedRuns(phases: readonly Phase[], options: Partial<ForecastOptions> = {}): SharedRuns {
  const all = { ...usualForecast, ...options };
  const slip = all.slip ?? shippedSlip;
  return {
    phases,
    options: all,
    runs: phases.map(({ posterior }, k) => phaseRuns(posterior, all.runs, all.seed, k)),
    slips: Array.from({ length: all.runs }, (_, r) => {
      const random = Random.of(all.seed, 2, r);
      const kept = random.beta(slip.kept[0], slip.kept[1]);
      return { kept, meanLog: slip.meanLog + slip.sdMeanLog * random.normal(), sdLog: slip.sdLog };
    }),
  };
}

/**
 * Simulates the cases of a portfolio one after the other: `see` gets each with its runs, which may then be let go. Each
 * case has a random stream of its own, so a case more or less changes nothing for the others, and two scenarios with
 * one seed differ by the scenario only (common random numbers). `spend` hears of every stay.
 */
export function forecastCases(
  targets: readonly Target[],
  shared: SharedRuns,
  see: (runs: CaseRuns) => void,
  spend?: (stay: Stay, targets: readonly Target[], random: Random) => void,
): void {
  const histories = shared.phases.map(({ posterior }) => historiesOf(posterior));
  const byCase = Map.groupBy(targets, (target) => target.case);
  for (const [name, own] of byCase) {
    const simulation = new CaseSimulation(name, own, shared, histories, spend);
    for (let r = 0; r < shared.options.runs; r++) simulation.run(r);
    see(simulation.result);
  }
}

/** A number for a case's name that does not depend on the other cases (FNV-1a). */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 1;
}

/** What the targets of one case and group in one phase share in one run. */
type Common = { shock: number; cause: number };

class CaseSimulation {
  readonly result: CaseRuns;
  private readonly shared: SharedRuns;
  private readonly histories: ReturnType<typeof historiesOf>[];
  private readonly spend: ((stay: Stay, targets: readonly Target[], random: Random) => void) | undefined;
  private readonly stream: number;
  /** H of the elapsed time, by target and place of the spread; only for curves that do not bend. */
  private readonly spent: Map<number, number>[];
  private readonly pace: (PaceWindow[] | undefined)[];
  /** Days that the last wait would have taken at the present pace. */
  private plain = 0;
  private factors: number[] = [];
  private common = new Map<string, Common>();

  constructor(
    name: string,
    targets: readonly Target[],
    shared: SharedRuns,
    histories: ReturnType<typeof historiesOf>[],
    spend: CaseSimulation['spend'],
  ) {
    const { runs } = shared.options;
    this.shared = shared;
    this.histories = histories;
    this.spend = spend;
    this.stream = streamOf(name);
    this.spent = targets.map(() => new Map<number, number>());
    this.pace = shared.phases.map((_, k) => paceThatMatters(shared.options.pace?.[k]));
    this.result = {
      case: name,
      targets,
      leaves: targets.map(() => shared.phases.map(() => new Float64Array(runs).fill(NaN))),
      exits: targets.map(() => new Int16Array(runs).fill(-1)),
      logPace: targets.map(() => new Float64Array(runs).fill(NaN)),
    };
  }

  run(r: number): void {
    this.drawFactors(r, this.randomOf(3, r));
    this.common = new Map();
    this.result.targets.forEach((_, i) => {
      const random = this.randomOf(4, r, i);
      this.follow(i, r, random, this.spend === undefined ? random : this.randomOf(5, r, i));
    });
  }

  /** A stream for each run and target, so that what one does shifts nothing for the others, nor for the next run. */
  private randomOf(...names: number[]): Random {
    return Random.of(this.shared.options.seed, this.stream, ...names);
  }

  /** The case's factor in each phase, earlier phases first: a phase without history leans on the one before. */
  private drawFactors(r: number, random: Random): void {
    let score: number | undefined;
    this.factors = this.shared.phases.map(({ posterior }, k) => {
      const run = this.shared.runs[k]![r]!;
      const history = this.histories[k]!.get(this.result.case);
      const factor = caseFactor(run, posterior, history, score, random);
      score = history === undefined && score === undefined ? undefined : scoreOfFactor(run.theta, factor);
      return factor;
    });
  }

  private follow(i: number, r: number, random: Random, costs: Random): void {
    const target = this.result.targets[i]!;
    const { phases, options } = this.shared;
    let phase: number | undefined = target.phase;
    let now = 0;
    let elapsed = target.elapsed;
    for (let moves = 0; phase !== undefined && now < options.horizon && moves < 50; moves++) {
      const run: PhaseRun = this.shared.runs[phase]![r]!;
      const common = this.commonOf(target, phase, run, r);
      const own = random.exponential() / (1 - run.joint);
      const uniform = random.uniform();
      const wait = this.wait(i, r, phase, now, elapsed, Math.min(own, common.shock), moves === 0, random);
      const together = common.shock < own && phases[phase]!.name === 'operational';
      const exit = exitAt(run, elapsed + this.plain < run.median, together ? common.cause : uniform);
      const leaves = now + wait;
      this.result.leaves[i]![phase]![r] = leaves;
      if (moves === 0) this.result.exits[i]![r] = leaves <= options.horizon ? exit : -1;
      this.spend?.(
        { run: r, target: i, phase, from: now, to: Math.min(leaves, options.horizon), enters: moves > 0 },
        this.result.targets,
        costs,
      );
      now = leaves;
      elapsed = 0;
      phase = phases[phase]!.next[run.exits.names[exit]!];
    }
  }

  /** Marshall and Olkin's common shock: drawn once for a case's group in a phase. */
  private commonOf({ group }: Target, phase: number, run: PhaseRun, r: number): Common {
    const key = `${phase}\0${group ?? ''}`;
    const known = this.common.get(key);
    if (known !== undefined) return known;
    const random = this.randomOf(6, r, phase, streamOf(group ?? ''));
    const made = { shock: random.exponential() / run.joint, cause: random.uniform() };
    this.common.set(key, made);
    return made;
  }

  /** Days until a target leaves a phase: the planned day with its slip, or H⁻¹(H(elapsed) + E / (ρ ν z)) − elapsed. */
  private wait(
    i: number,
    r: number,
    phase: number,
    now: number,
    elapsed: number,
    e: number,
    first: boolean,
    random: Random,
  ): number {
    const target = this.result.targets[i]!;
    const run = this.shared.runs[phase]![r]!;
    const { kept, meanLog, sdLog } = this.shared.slips[r]!;
    if (first && target.planned !== undefined) {
      const slip = random.uniform() < kept ? 0 : Math.exp(meanLog + sdLog * random.normal());
      this.plain = Math.max(target.planned, 0) + slip;
      return this.plain;
    }
    const rate = run.speed * kindFactor(run, target.kind) * this.factors[phase]!;
    if (first) this.result.logPace[i]![r] = Math.log(rate);
    const spent = this.spentAt(i, run, elapsed, first);
    this.plain = Math.max(run.waiting.timeAtHazard(spent + e / rate) - elapsed, 0);
    const windows = this.pace[phase];
    if (windows === undefined) return this.plain;
    return Math.max(timeAtPace(run.waiting, windows, now, elapsed, spent, e / rate) - elapsed, 0);
  }

  private spentAt(i: number, run: PhaseRun, elapsed: number, first: boolean): number {
    if (elapsed === 0) return 0;
    if (!first || run.factors.length > 0) return -run.waiting.logSurvival(elapsed);
    const known = this.spent[i]!.get(run.sigma);
    if (known !== undefined) return known;
    const h = -run.waiting.logSurvival(elapsed);
    this.spent[i]!.set(run.sigma, h);
    return h;
  }
}

function exitAt({ exits }: PhaseRun, early: boolean, uniform: number): number {
  const shares = early ? exits.early : exits.late;
  let rest = uniform;
  for (let e = 0; e < shares.length - 1; e++) {
    rest -= shares[e]!;
    if (rest < 0) return e;
  }
  return shares.length - 1;
}
