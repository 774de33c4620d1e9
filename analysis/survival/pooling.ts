import { studentQuantile } from './beta.ts';
import { normalQuantile } from './normal.ts';

/** A published figure and the square of its standard error. */
export type Study = { effect: number; variance: number };

/**
 * How the spread tau² between studies is found: DerSimonian–Laird, Paule–Mandel, restricted or full maximum
 * likelihood, Sidik–Jonkman, empirical Bayes.
 */
export type PoolingMethod = 'DL' | 'PM' | 'REML' | 'ML' | 'SJ' | 'EB';

export type Pooled = {
  tau2: number;
  mean: number;
  se: number;
  lower: number;
  upper: number;
  /** Where a new study's true effect is to be expected. */
  predicted: { lower: number; upper: number };
  /** Cochran's Q and the share of the spread that is between studies, in per cent. */
  q: number;
  i2: number;
  /** Each study's own effect drawn towards the mean, with its standard error. */
  studies: { effect: number; se: number }[];
};

const sum = (list: readonly number[]): number => list.reduce((all, x) => all + x, 0);

/** Weights 1/(v + tau²), their mean, and the weighted squares around it. */
function weighted(studies: readonly Study[], tau2: number): { w: number[]; mean: number; squares: number } {
  const w = studies.map(({ variance }) => 1 / (variance + tau2));
  const mean = sum(studies.map(({ effect }, i) => w[i]! * effect)) / sum(w);
  return { w, mean, squares: sum(studies.map(({ effect }, i) => w[i]! * (effect - mean) ** 2)) };
}

/**
 * Random-effects pooling of published figures into one prior (formulas as in W. Viechtbauer's metafor 3.8): the mean
 * weighted by 1/(v + tau²), limits, the prediction interval mean ± z (tau² + se²)^½, and each study's own effect
 * shrunk. With `knha` the standard error of Knapp and Hartung (2003) and t with k − 1 degrees of freedom.
 */
export function pooled(
  studies: readonly Study[],
  method: PoolingMethod = 'REML',
  { knha = false, level = 0.95 }: { knha?: boolean; level?: number } = {},
): Pooled {
  const k = studies.length;
  const tau2 = spreadOf(studies, method);
  const { w, mean, squares } = weighted(studies, tau2);
  const se = Math.sqrt((knha ? squares / (k - 1) : 1) / sum(w));
  const z = knha ? studentQuantile(0.5 + level / 2, k - 1) : normalQuantile(0.5 + level / 2);
  const reach = z * Math.sqrt(tau2 + se * se);
  const fixed = weighted(studies, 0);
  const typical = ((k - 1) * sum(fixed.w)) / (sum(fixed.w) ** 2 - sum(fixed.w.map((x) => x * x)));
  return {
    tau2,
    mean,
    se,
    lower: mean - z * se,
    upper: mean + z * se,
    predicted: { lower: mean - reach, upper: mean + reach },
    q: fixed.squares,
    i2: (100 * tau2) / (tau2 + typical),
    studies: studies.map(({ effect, variance }) => {
      const toMean = variance / (variance + tau2);
      return {
        effect: toMean * mean + (1 - toMean) * effect,
        se: Math.sqrt(toMean * tau2 + toMean * toMean * se * se),
      };
    }),
  };
}

function spreadOf(studies: readonly Study[], method: PoolingMethod): number {
  const k = studies.length;
  if (k < 2) return 0;
  if (method === 'DL') {
    const { w, squares } = weighted(studies, 0);
    return Math.max(0, (squares - (k - 1)) / (sum(w) - sum(w.map((x) => x * x)) / sum(w)));
  }
  if (method === 'PM' || method === 'EB') return root((t) => weighted(studies, t).squares - (k - 1));
  if (method === 'SJ') {
    const mean = sum(studies.map(({ effect }) => effect)) / k;
    const first = sum(studies.map(({ effect }) => (effect - mean) ** 2)) / k;
    const w = studies.map(({ variance }) => 1 / (variance / first + 1));
    const centre = sum(studies.map(({ effect }, i) => w[i]! * effect)) / sum(w);
    return sum(studies.map(({ effect }, i) => w[i]! * (effect - centre) ** 2)) / (k - 1);
  }
  return root((t) => likelihoodSlope(studies, t, method === 'REML'));
}

/** Twice the derivative of the (restricted) log-likelihood in tau². */
function likelihoodSlope(studies: readonly Study[], tau2: number, restricted: boolean): number {
  const { w, mean } = weighted(studies, tau2);
  const squares = sum(studies.map(({ effect }, i) => (w[i]! * (effect - mean)) ** 2));
  return squares - sum(w) + (restricted ? sum(w.map((x) => x * x)) / sum(w) : 0);
}

/** Where a falling function crosses 0, from 0 up; 0 if it starts below. */
function root(f: (x: number) => number): number {
  if (f(0) <= 0) return 0;
  let low = 0;
  let high = 1e-6;
  while (f(high) > 0 && high < 1e12) {
    low = high;
    high *= 4;
  }
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
