import { formatMoney, formatNumber, type Translate } from '../../../web/words/index.ts';
import type { Measure } from '../rules-whatif.ts';

type Range = { p10: number; p50: number; p90: number };

const units = (cents: number) => formatMoney(Math.round(cents / 100));

/** Years that a what-if looks ahead. */
export const yearsOf = (days: number): number => Math.round(days / 365);

/** A difference in strands in words: never what there is without the change, only what it adds. */
export function moreInWords(t: Translate, measure: Measure, days: number, { p10, p90 }: Range): string {
  const years = yearsOf(days);
  if (p10 === 0 && p90 === 0) return t(`estimates.whatIf.nothing.${measure}`, { years });
  return t(`estimates.whatIf.more.${measure}`, {
    low: formatNumber(p10),
    high: formatNumber(p90),
    years,
  });
}

/** A difference in money in words. */
export function costInWords(t: Translate, { p10, p90 }: Range): string {
  return p10 === p90
    ? t('estimates.whatIf.costExact', { cost: units(p10) })
    : t('estimates.whatIf.cost', { low: units(p10), high: units(p90) });
}

/** A money range of a cell. */
export const moneyRange = (t: Translate, { p10, p50, p90 }: Range): string =>
  p10 === p90 ? units(p50) : t('estimates.range', { p10: units(p10), p50: units(p50), p90: units(p90) });
