import path from 'node:path';
import { aalenJohansen } from '../../analysis/survival/aalen-johansen.ts';
import { cumulativeIncidence } from '../../analysis/survival/competing-risks.ts';
import { grayTest } from '../../analysis/survival/gray.ts';
import { curveQuantiles, kaplanMeier, restrictedMean } from '../../analysis/survival/kaplan-meier.ts';
import { logRank } from '../../analysis/survival/log-rank.ts';
import { nelsonAalen } from '../../analysis/survival/nelson-aalen.ts';
import { fitsOf } from './fits.ts';
import { type Series, readAt, series } from './series.ts';
import type { Request } from './request.ts';
import { type Row, spellsOf, type Stack } from './rows.ts';

/** What is printed: the answer for the whole file. NaN and Infinity become null in JSON. */
export type Analysis = {
  method: string;
  file: string;
  columns: Record<string, unknown>;
  n: number;
  events: number;
  censored: number;
  leftOut: Stack['leftOut'];
  level: number;
  groups: Group[];
  tests: Record<string, unknown>;
  notes: string[];
};

export type Group = Partial<Series> & {
  group: string | null;
  n: number;
  events: number;
  censored: number;
  [part: string]: unknown;
};

/** Everything asked for, group by group. */
export function analyse(stack: Stack, request: Request): Analysis {
  const { rows } = stack;
  const notes = [...stack.notes];
  const names = request.by.length === 0 ? [null] : sorted(rows.map(({ group }) => group));
  const groups = names.map((name) => {
    const own = name === null ? rows : rows.filter(({ group }) => group === name);
    return {
      group: name,
      n: own.length,
      events: total(own),
      censored: own.length - total(own),
      ...curvesOf(own, name, request, stack.delayed, notes),
      ...fitsOf(own, name, request, stack.delayed, notes),
    };
  });
  return {
    method: methodOf(request),
    file: path.basename(request.file),
    columns: columnsOf(request),
    n: rows.length,
    events: total(rows),
    censored: rows.length - total(rows),
    leftOut: stack.leftOut,
    level: request.level,
    groups,
    tests: names.length > 1 ? testsOf(rows, request, stack.delayed) : {},
    notes,
  };
}

function methodOf({ cause, from, until }: Request): string {
  if (until !== undefined) return 'fits to interval-censored times';
  if (from !== undefined) return 'Aalen-Johansen, multi-state';
  return cause === undefined ? 'Kaplan-Meier' : 'Aalen-Johansen, competing risks';
}

function columnsOf({
  time,
  event,
  entry,
  until,
  cause,
  from,
  to,
  id,
  by,
  covariates,
}: Request): Record<string, unknown> {
  return { time, event, entry, until, cause, from, to, id, by, covariates };
}

/** Names in order, numbers as numbers. */
function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function total(rows: readonly Row[]): number {
  return rows.reduce((sum, { ended }) => sum + ended, 0);
}

function curvesOf(
  rows: readonly Row[],
  name: string | null,
  request: Request,
  delayed: boolean,
  notes: string[],
): Record<string, unknown> {
  if (request.until !== undefined) return {};
  if (request.from !== undefined) return statesOf(rows, request, delayed);
  const found = survivalOf(rows, name, request, delayed, notes);
  return request.cause === undefined ? found : { ...found, ...causesOf(rows, request, delayed) };
}

function survivalOf(
  rows: readonly Row[],
  name: string | null,
  request: Request,
  delayed: boolean,
  notes: string[],
): Record<string, unknown> {
  const spells = spellsOf(rows, delayed);
  const { level, given } = request;
  const scale = request.limits ?? 'log';
  const curve = kaplanMeier(spells, { level, limits: scale, given });
  const empty = curve.survival.findIndex((s) => s === 0);
  if (empty >= 0 && empty < curve.time.length - 1) {
    const where = name === null ? '' : ` in group ${name}`;
    notes.push(
      `The risk set ran empty${where} at time ${curve.time[empty]!} while others were still to come, so the curve stays at 0. Give a later start with --given TIME.`,
    );
  }
  const hazard = nelsonAalen(spells, { level, given });
  const end = request.meanTo ?? curve.time.at(-1) ?? 0;
  const own = series(curve.time, curve.atRisk, curve.survival, curve.variance, curve, level, scale);
  return {
    ...own,
    eventsAt: curve.events,
    censoredAt: curve.censored,
    quantiles: curveQuantiles(curve, request.quantiles),
    median: curveQuantiles(curve, [0.5])[0],
    restrictedMean: restrictedMean(curve, end, given ?? 0),
    cumulativeHazard: {
      estimates: hazard.hazard,
      variances: hazard.variance,
      limits: { level, scale: 'log', lower: hazard.lower, upper: hazard.upper },
    },
    at: readAt(own, request.at, 1),
  };
}

function causesOf(rows: readonly Row[], request: Request, delayed: boolean): Record<string, unknown> {
  const { exit, entry } = spellsOf(rows, delayed);
  const { level, given } = request;
  const scale = request.limits ?? 'log-log';
  const kept = given === undefined ? rows.map((_, i) => i) : exit.flatMap((t, i) => (t > given ? [i] : []));
  const spells = {
    exit: kept.map((i) => exit[i]!),
    entry: given === undefined ? entry : kept.map((i) => Math.max(given, entry?.[i] ?? given)),
    cause: kept.map((i) => rows[i]!.cause),
  };
  const found = cumulativeIncidence(spells, { level, limits: scale });
  const delta = cumulativeIncidence(spells, { level, limits: scale, variance: 'aalen' });
  return {
    causes: found.causes.map(({ cause, events, incidence, variance, lower, upper }, i) => {
      const own = series(found.time, found.atRisk, incidence, variance, { lower, upper }, level, scale);
      return {
        cause,
        events: events.reduce((sum, d) => sum + d, 0),
        ...own,
        eventsAt: events,
        variancesAalen: delta.causes[i]!.variance,
        at: readAt(own, request.at, 0),
      };
    }),
  };
}

function statesOf(rows: readonly Row[], request: Request, delayed: boolean): Record<string, unknown> {
  const { exit, entry } = spellsOf(rows, delayed);
  const { level, given } = request;
  const scale = request.limits ?? 'plain';
  const stays = { exit, entry, from: rows.map((row) => row.from), to: rows.map((row) => row.to) };
  const found = aalenJohansen(stays, {
    level,
    limits: scale,
    ...(given === undefined ? {} : { start: given }),
  });
  const counted = (from: string, to: string): number =>
    found.moves.reduce((sum, move) => sum + (move.from === from && move.to === to ? move.count : 0), 0);
  return {
    states: found.states,
    times: found.time,
    atRiskByState: Object.fromEntries(
      found.states.map((state, i) => [state, found.atRisk.map((row) => row[i]!)]),
    ),
    transitions: found.curves.map(({ from, to, probability, variance, lower, upper }) => {
      const atRisk = found.atRisk.map((row) => row[found.states.indexOf(from)]!);
      const own = series(found.time, atRisk, probability, variance, { lower, upper }, level, scale);
      return {
        from,
        to,
        events: counted(from, to),
        ...own,
        at: readAt(own, request.at, from === to ? 1 : 0),
      };
    }),
    moves: found.moves,
  };
}

function testsOf(rows: readonly Row[], request: Request, delayed: boolean): Record<string, unknown> {
  if (request.from !== undefined || request.until !== undefined) return {};
  const spells = spellsOf(rows, delayed);
  const group = rows.map((row) => row.group);
  const told = ({ groups, observed, expected, chisq, df, p }: ReturnType<typeof logRank>): object => ({
    groups,
    observed,
    expected,
    chisq,
    df,
    p,
  });
  const found: Record<string, unknown> = {
    logRank: told(logRank(spells, group)),
    peto: told(logRank(spells, group, 1)),
  };
  if (request.cause === undefined || delayed) return found;
  const causes = rows.map((row) => row.cause);
  const names = sorted(causes.filter((cause) => cause !== null));
  const caused = { exit: spells.exit, cause: causes };
  return { ...found, gray: names.map((cause) => ({ cause, ...grayTest(caused, group, cause) })) };
}
