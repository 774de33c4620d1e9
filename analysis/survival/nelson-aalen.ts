import { normalQuantile } from './normal.ts';
import { riskTable, type RiskTable, type Spells, stillOpenAfter } from './spells.ts';

/** A cumulative hazard that steps at `time`. */
export type HazardCurve = RiskTable & {
  hazard: number[];
  variance: number[];
  lower: number[];
  upper: number[];
};

/** How several endings at one time count: as one jump, or as if they came one after the other. */
export type TieRule = 'together' | 'one by one';

/**
 * The cumulative hazard of Nelson (1972) and Aalen (1978), with right censoring and delayed entry.
 * together: H(t) = Σ d/Y, variance Σ d/Y². One by one (Fleming and Harrington 1984): each time adds
 * Σ_{j<d} 1/(Y−j), variance Σ_{j<d} 1/(Y−j)². The limits are H exp(± z s/H).
 */
export function nelsonAalen(
  spells: Spells,
  {
    ties = 'together',
    level = 0.95,
    given,
  }: { ties?: TieRule; level?: number; given?: number | undefined } = {},
): HazardCurve {
  const table = riskTable(given === undefined ? spells : stillOpenAfter(spells, given));
  const z = normalQuantile(0.5 + level / 2);
  const curve: HazardCurve = { ...table, hazard: [], variance: [], lower: [], upper: [] };
  let h = 0;
  let v = 0;
  table.time.forEach((_, i) => {
    const d = table.events[i]!;
    const y = table.atRisk[i]!;
    if (ties === 'together') {
      h += d / y;
      v += d / (y * y);
    } else {
      for (let j = 0; j < d; j++) {
        h += 1 / (y - j);
        v += 1 / (y - j) ** 2;
      }
    }
    const width = h === 0 ? 0 : (z * Math.sqrt(v)) / h;
    curve.hazard.push(h);
    curve.variance.push(v);
    curve.lower.push(h * Math.exp(-width));
    curve.upper.push(h * Math.exp(width));
  });
  return curve;
}
