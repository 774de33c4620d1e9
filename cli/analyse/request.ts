import { type Family, families } from '../../analysis/survival/parametric.ts';
import type { LimitScale } from '../../analysis/survival/limits.ts';
import { type Call, type Command, misuse, textFlag } from '../command.ts';

/** What the person asked for, checked as far as it can be without the file. */
export type Request = {
  file: string;
  time: string;
  event: string | undefined;
  endings: string[] | undefined;
  entry: string | undefined;
  until: string | undefined;
  cause: string | undefined;
  from: string | undefined;
  to: string | undefined;
  id: string | undefined;
  by: string[];
  fits: Family[];
  /** Cox's regression was asked for, and how it treats ties. */
  cox: 'efron' | 'breslow' | 'exact' | undefined;
  covariates: string[];
  given: number | undefined;
  level: number;
  limits: LimitScale | undefined;
  quantiles: number[];
  at: number[];
  meanTo: number | undefined;
  leaveOut: boolean;
  json: boolean;
};

/** Every option of `./concert analyse survival`, as the help prints them. */
export const options: Command['flags'] = {
  time: {
    type: 'string',
    value: 'T',
    summary: 'column with the time until it ended or was last seen, from 0 up',
  },
  event: {
    type: 'string',
    value: 'E',
    summary: 'column that says whether it ended (1) or is still open (0)',
  },
  'event-is': {
    type: 'string',
    value: 'V,…',
    summary: 'values of E that mean it ended, if not 1, true or yes',
  },
  entry: {
    type: 'string',
    value: 'U',
    summary: 'column with the time from which it was seen (delayed entry)',
  },
  until: {
    type: 'string',
    value: 'V',
    summary: 'column with the upper end, if it ended between T and V (fits only)',
  },
  cause: { type: 'string', value: 'C', summary: 'column with the way it ended; 0 or empty is still open' },
  from: { type: 'string', value: 'S', summary: 'column with the state it was in, one row a stay' },
  to: {
    type: 'string',
    value: 'S',
    summary: 'column with the state it moved to; empty or cens is still open',
  },
  id: {
    type: 'string',
    value: 'I',
    summary: 'column with the person or strand: stays follow each other (for --from)',
  },
  by: { type: 'string', value: 'G,…', summary: 'columns that divide the rows into groups' },
  fit: {
    type: 'string',
    value: 'FAMILY,…',
    summary: `fit ${families.join(', ')}, or all of these; or cox, cox-breslow, cox-exact`,
  },
  covariates: { type: 'string', value: 'X,…', summary: 'columns of numbers that act on the fits' },
  given: {
    type: 'string',
    value: 'TIME',
    summary: 'chances given that it was still open then (default: from the start)',
  },
  at: { type: 'string', value: 'TIME,…', summary: 'times to read the curves at' },
  quantiles: {
    type: 'string',
    value: 'P,…',
    summary: 'shares to give times for (default: .05,.1,.2,.25,.5,.75,.8,.9,.95)',
  },
  'mean-to': {
    type: 'string',
    value: 'TIME',
    summary: 'end of the restricted mean (default: the last time of the group)',
  },
  level: { type: 'string', value: 'P', summary: 'level of the limits (default: .95)' },
  limits: {
    type: 'string',
    value: 'SCALE',
    summary: 'plain, log or log-log (default: log; log-log with --cause; plain with --from)',
  },
  'leave-out': {
    type: 'boolean',
    summary: 'leave rows out that cannot be used, and say how many, instead of refusing',
  },
  json: { type: 'boolean', summary: 'print everything as JSON' },
};

/** Reads the call. Refuses (exit code 2) what does not go together. */
export function requestOf(call: Call): Request {
  const [what, file, ...rest] = call.words;
  if (what !== 'survival' || file === undefined || rest.length > 0) {
    throw wrong('It is called ./concert analyse survival FILE --time T --event E, with options.');
  }
  const text = (name: string): string | undefined => textFlag(call, name);
  const request: Request = {
    file,
    time: text('time') ?? '',
    event: text('event'),
    endings: listOf(text('event-is')),
    entry: text('entry'),
    until: text('until'),
    cause: text('cause'),
    from: text('from'),
    to: text('to'),
    id: text('id'),
    by: listOf(text('by')) ?? [],
    fits: familiesOf(text('fit')),
    cox: coxOf(text('fit')),
    covariates: listOf(text('covariates')) ?? [],
    given: numberOf(text('given'), '--given'),
    level: numberOf(text('level'), '--level') ?? 0.95,
    limits: scaleOf(text('limits')),
    quantiles: sharesOf(text('quantiles')),
    at: numbersOf(text('at'), '--at') ?? [],
    meanTo: numberOf(text('mean-to'), '--mean-to'),
    leaveOut: call.flags['leave-out'] === true,
    json: call.flags['json'] === true,
  };
  mustGoTogether(request);
  return request;
}

function mustGoTogether(request: Request): void {
  const { time, event, cause, from, to, until, level, fits, covariates, given, endings } = request;
  if (time === '') throw wrong('--time T is missing: the column with the times.');
  if ((from === undefined) !== (to === undefined)) throw wrong('--from and --to go together.');
  if (cause !== undefined && from !== undefined) throw wrong('--cause and --from do not go together.');
  if (event === undefined && cause === undefined && from === undefined && until === undefined)
    throw wrong('--event E is missing: the column that says whether it ended (1) or is still open (0).');
  if (endings !== undefined && event === undefined) throw wrong('--event-is needs --event.');
  if (until !== undefined && (event ?? cause ?? from) !== undefined)
    throw wrong(
      '--until stands alone: an empty upper end is still open, so --event, --cause and --from are not needed.',
    );
  if (request.cox !== undefined && covariates.length === 0)
    throw wrong('--fit cox needs --covariates: it compares, and has no curve of its own.');
  if (request.cox !== undefined && until !== undefined)
    throw wrong('--fit cox needs exact times: leave --until out.');
  if (until !== undefined && fits.length === 0) throw wrong('--until needs --fit: curves need exact times.');
  if (covariates.length > 0 && fits.length === 0 && request.cox === undefined)
    throw wrong('--covariates needs --fit.');
  if (!(level > 0 && level < 1)) throw wrong('--level takes a number between 0 and 1, such as .95.');
  if (given !== undefined && given < 0) throw wrong('--given takes a time from 0 up.');
}

function wrong(sentence: string): Error {
  return misuse('analyse', sentence);
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numbersOf(text: string | undefined, option: string): number[] | undefined {
  return listOf(text)?.map((part) => numberOf(part, option)!);
}

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw wrong(`${option} takes a number.`);
  return number;
}

function sharesOf(text: string | undefined): number[] {
  const shares = numbersOf(text, '--quantiles') ?? [0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95];
  if (shares.every((p) => p > 0 && p < 1)) return shares;
  throw wrong('--quantiles takes shares between 0 and 1, such as .25,.5,.75.');
}

function scaleOf(text: string | undefined): LimitScale | undefined {
  const known: Record<string, LimitScale> = {
    plain: 'plain',
    log: 'log',
    'log-log': 'log-log',
    loglog: 'log-log',
  };
  if (text === undefined) return undefined;
  const scale = known[text.toLowerCase()];
  if (scale === undefined) throw wrong('--limits takes plain, log or log-log.');
  return scale;
}

const otherNames: Record<string, Family> = {
  exp: 'exponential',
  'log-normal': 'lognormal',
  lnorm: 'lognormal',
  'log-logistic': 'loglogistic',
  llogis: 'loglogistic',
  'generalized-gamma': 'gengamma',
  'generalised-gamma': 'gengamma',
  generalizedgamma: 'gengamma',
};

function coxOf(text: string | undefined): Request['cox'] {
  const words = (listOf(text) ?? []).map((word) => word.toLowerCase());
  if (words.includes('cox-breslow')) return 'breslow';
  if (words.includes('cox-exact')) return 'exact';
  return words.includes('cox') ? 'efron' : undefined;
}

function familiesOf(text: string | undefined): Family[] {
  const found = (listOf(text) ?? []).flatMap((word) => {
    const name = word.toLowerCase();
    if (name === 'cox' || name === 'cox-breslow' || name === 'cox-exact') return [];
    if (name === 'all') return families;
    const family = otherNames[name] ?? families.find((known) => known === name);
    if (family === undefined)
      throw wrong(`--fit takes ${families.join(', ')}, all, cox, cox-breslow or cox-exact.`);
    return [family];
  });
  return [...new Set(found)];
}
