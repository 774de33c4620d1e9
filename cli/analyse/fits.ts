import { coxRegression } from '../../analysis/survival/cox.ts';
import { normalQuantile } from '../../analysis/survival/normal.ts';
import {
  type Estimate,
  type Family,
  fitParametric,
  fittedQuantiles,
  type ParametricFit,
} from '../../analysis/survival/parametric.ts';
import type { Lifetimes } from '../../analysis/survival/lifetimes.ts';
import type { Request } from './request.ts';
import { type Row, spellsOf } from './rows.ts';

/** What is fitted: all endings together, one cause with the others as still open, or one move out of its state. */
type Part = { label: Record<string, string>; rows: readonly Row[]; ended(row: Row): boolean };

/** The fits of one group, as they are printed; nothing if none was asked for. */
export function fitsOf(
  rows: readonly Row[],
  name: string | null,
  request: Request,
  delayed: boolean,
  notes: string[],
): Record<string, unknown> {
  if (request.fits.length === 0 && request.cox === undefined) return {};
  const where = name === null ? '' : ` in group ${name}`;
  const parts = partsOf(rows, request);
  const fits: Record<string, unknown>[] = parts.flatMap((part) =>
    request.fits.map((family) => ({ ...part.label, ...fitOf(part, family, where, request, delayed, notes) })),
  );
  if (request.cox !== undefined)
    fits.push(...parts.map((part) => ({ ...part.label, ...coxOf(part, where, request, delayed, notes) })));
  return fits.length === 1 ? { fit: fits[0], fits } : { fits };
}

function partsOf(rows: readonly Row[], { cause, from }: Request): Part[] {
  if (cause !== undefined) {
    const causes = [...new Set(rows.map((row) => row.cause).filter((c) => c !== null))].toSorted();
    return causes.map((c) => ({ label: { cause: c }, rows, ended: (row) => row.cause === c }));
  }
  if (from !== undefined) {
    const moves = [...new Set(rows.filter(({ to }) => to !== null).map((row) => `${row.from}\0${row.to}`))];
    return moves.toSorted().map((move) => {
      const [origin = '', goal = ''] = move.split('\0');
      const own = rows.filter((row) => row.from === origin);
      return { label: { from: origin, to: goal }, rows: own, ended: (row) => row.to === goal };
    });
  }
  return [{ label: {}, rows, ended: (row) => row.ended === 1 }];
}

function fitOf(
  part: Part,
  family: Family,
  where: string,
  request: Request,
  delayed: boolean,
  notes: string[],
): Record<string, unknown> {
  const data = lifetimes(part, request, delayed);
  const events = data.upper.filter((upper) => upper < Infinity).length;
  if (events === 0) {
    notes.push(`No ${family} could be fitted${where}: nothing ended there.`);
    return { family, n: part.rows.length, events, coefficients: [], logLikelihood: null, converged: false };
  }
  const fit = fitParametric(data, family);
  if (!fit.converged)
    notes.push(
      `The fit of the ${family}${where} found no proper maximum: its figures are where the search ended.`,
    );
  return told(fit, events, request);
}

/** Cox's regression of one part. */
function coxOf(
  part: Part,
  where: string,
  request: Request,
  delayed: boolean,
  notes: string[],
): Record<string, unknown> {
  const ended = part.rows.map((row) => (part.ended(row) ? 1 : 0));
  const events = ended.reduce((sum: number, d) => sum + d, 0);
  const head = { family: 'cox', ties: request.cox, n: part.rows.length, events };
  if (events === 0) {
    notes.push(`No Cox regression${where}: nothing ended there.`);
    return { ...head, coefficients: [], logLikelihood: null, converged: false };
  }
  const { exit, entry } = spellsOf(part.rows, delayed);
  const fit = coxRegression(
    { exit, entry, ended },
    lifetimes(part, request, delayed).covariates ?? [],
    request.cox,
  );
  if (!fit.converged)
    notes.push(`The Cox regression${where} found no proper maximum: look at the covariates.`);
  const z = normalQuantile(0.5 + request.level / 2);
  return {
    ...head,
    coefficients: fit.coefficients.map((c) => ({ ...figure(c, z), hazardRatio: Math.exp(c.estimate) })),
    covariance: fit.covariance,
    logLikelihood: fit.logLikelihood[1],
    logLikelihoodWithout: fit.logLikelihood[0],
    scoreTest: fit.score,
    concordance: { estimate: fit.concordance.estimate, standardError: fit.concordance.se },
    baseline: { times: fit.baseline.time, cumulativeHazard: fit.baseline.hazard },
    converged: fit.converged,
  };
}

/** A figure with its standard error and limits, as it is printed. */
function figure({ name, estimate, se }: Estimate, z: number): Record<string, unknown> {
  return { name, estimate, standardError: se, lower: estimate - z * se, upper: estimate + z * se };
}

function lifetimes(part: Part, request: Request, delayed: boolean): Lifetimes {
  const { rows } = part;
  return {
    lower: rows.map(({ exit }) => exit),
    upper: rows.map((row) => row.upper ?? (part.ended(row) ? row.exit : Infinity)),
    entry: delayed ? rows.map(({ entry }) => entry ?? 0) : undefined,
    covariates: request.covariates.map((name, i) => ({
      name,
      values: rows.map((row) => row.covariates[i]!),
    })),
  };
}

function told(fit: ParametricFit, events: number, request: Request): Record<string, unknown> {
  const z = normalQuantile(0.5 + request.level / 2);
  const middle = request.covariates.length === 0;
  return {
    family: fit.family,
    n: fit.n,
    events,
    coefficients: fit.coefficients.map((c) => figure(c, z)),
    covariance: fit.covariance,
    parameters: fit.parameters.map((c) => figure(c, z)),
    logLikelihood: fit.logLikelihood,
    aic: fit.aic,
    iterations: fit.iterations,
    converged: fit.converged,
    quantiles: middle
      ? fittedQuantiles(fit, request.quantiles).map(({ p, estimate, se }) => ({
          p,
          estimate,
          standardError: se,
        }))
      : [],
  };
}
