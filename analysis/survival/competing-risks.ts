import { aalenJohansen } from './aalen-johansen.ts';
import { type LimitOptions, stateLimits } from './limits.ts';
import { riskTable, type RiskTable, type Spells } from './spells.ts';

/** Spells that end in one of several ways: `cause` names the way, null while it is open. */
export type CausedSpells = Pick<Spells, 'exit' | 'entry'> & { readonly cause: readonly (string | null)[] };

/**
 * Which variance: `greenwood`, the multinomial one of Aalen–Johansen (etm, survival), or `aalen`, the delta-method one
 * of Aalen (1978) as in cmprsk, a little larger.
 */
export type IncidenceVariance = 'greenwood' | 'aalen';

/** The chance of having ended by one cause by each time. */
export type Incidence = {
  cause: string;
  events: number[];
  incidence: number[];
  variance: number[];
  lower: number[];
  upper: number[];
};

export type Incidences = RiskTable & {
  /** The chance of not having ended by any cause, and its variance. */
  open: { probability: number[]; variance: number[] };
  causes: Incidence[];
};

/**
 * The cumulative incidence of each cause: I_k(t) = Σ_{u ≤ t} S(u−) d_k(u)/Y(u), the estimator of Aalen and Johansen for
 * competing risks, with right censoring and delayed entry. Never 1 − Kaplan–Meier of one cause, which counts those
 * who ended otherwise as if they could still end so.
 */
export function cumulativeIncidence(
  spells: CausedSpells,
  options: LimitOptions & { variance?: IncidenceVariance; causes?: readonly string[] } = {},
): Incidences {
  const { exit, entry, cause } = spells;
  const open = '\0open';
  const found = [...new Set(cause.filter((name) => name !== null))];
  const causes = options.causes ?? found.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const table = riskTable({ exit, entry, ended: cause.map((name) => (name === null ? 0 : 1)) });
  const from = exit.map(() => open);
  const whole = aalenJohansen({ exit, entry, from, to: cause }, { ...options, states: [open, ...causes] });
  const events = new Map(causes.map((name) => [name, table.time.map(() => 0)]));
  const places = new Map(table.time.map((time, i) => [time, i]));
  for (const { time, to, count } of whole.moves) events.get(to)![places.get(time)!] = count;
  const stay = whole.curves.find(({ from: f, to }) => f === open && to === open);
  return {
    ...table,
    open: {
      probability: stay?.probability ?? table.time.map(() => 1),
      variance: stay?.variance ?? table.time.map(() => 0),
    },
    causes: causes.map((name) => {
      const curve = whole.curves.find(({ from: f, to }) => f === open && to === name);
      const probability = curve?.probability ?? table.time.map(() => 0);
      let variance = curve?.variance ?? table.time.map(() => 0);
      if (options.variance === 'aalen') variance = aalenVariance(table, events.get(name)!);
      const limits = stateLimits(probability, variance, options);
      return { cause: name, events: events.get(name)!, incidence: probability, variance, ...limits };
    }),
  };
}

/**
 * Aalen's variance of a cumulative incidence (Aalen, Annals of Statistics 6, 1978, as written by R. Gray in cmprsk):
 * the sum over times of the squared influence of a jump at u on I(t), with S(u−)² d/Y² as the variance of the jump and
 * the factor (Y − d)/(Y − 1) for several at once.
 */
export function aalenVariance(table: RiskTable, events: readonly number[]): number[] {
  let s = 1;
  let f = 0;
  let constant = 0;
  let mixed = 0;
  let slope = 0;
  return table.time.map((_, i) => {
    const y = table.atRisk[i]!;
    const own = events[i]!;
    const other = table.events[i]! - own;
    const before = s;
    s *= (y - own - other) / y;
    f += (before * own) / y;
    const add = (d: number, at: number, per: number): void => {
      const jump = ((d > 1 ? 1 - (d - 1) / (y - 1) : 1) * before * before * d) / (y * y);
      constant += at * at * jump;
      mixed += at * per * jump;
      slope += per * per * jump;
    };
    if (other > 0 && s > 0) add(other, f / s, 1 / s);
    if (own > 0) add(own, 1 + (s > 0 ? f / s : 0), s > 0 ? 1 / s : 0);
    return constant + f * f * slope - 2 * f * mixed;
  });
}
