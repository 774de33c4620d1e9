import { formatDate, formatNumber, type Translate } from '../../../web/words/index.ts';
import type { z } from 'zod';
import type { Basis, LevelKept, StrandEstimate } from '../contract.ts';
import { unitOf, type Days } from '../rules.ts';

/** A day of a range in words; one that is not within ten years says so. */
export const dayOrLater = (t: Translate, day: string | null): string =>
  day === null ? t('estimates.notWithin') : formatDate(day);

const between = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const UNIT_DAYS = { days: 1, weeks: 7, months: 30.44, years: 365.25 } as const;

/** A wait in the unit that people would use for it. */
export function waitInWords(t: Translate, days: number): string {
  const unit = unitOf(days);
  return t(`estimates.unit.${unit}`, { n: Math.max(1, Math.round(days / UNIT_DAYS[unit])) });
}

/** The first line of an estimate: a range in words, or that it is too early to name a day. */
export function rangeInWords(
  t: Translate,
  key: 'line' | 'caseLine',
  one: Days & { asOf: string; certainty?: StrandEstimate['certainty'] },
  phase: string,
): string {
  if (one.certainty === 'too_early') {
    const from = waitInWords(t, one.p10 === null ? 3652 : between(one.asOf, one.p10));
    return one.p95 === null
      ? t('estimates.tooEarlyLong', { from })
      : t('estimates.tooEarly', { from, to: waitInWords(t, between(one.asOf, one.p95)) });
  }
  return t(`estimates.${key}`, {
    phase,
    p50: dayOrLater(t, one.p50),
    p80: dayOrLater(t, one.p80),
    p95: dayOrLater(t, one.p95),
  });
}

/** How earlier promises of one share were kept, with what could be luck. */
export function keptInWords(t: Translate, { level, resolved, kept, lower, upper }: LevelKept): string {
  const of100 = (share: number) => formatNumber(Math.round(share * 100));
  return t('estimates.keptLine', {
    ended: resolved,
    promise: t(`estimates.promise.${level}`),
    kept,
    share: of100(kept / resolved),
    low: of100(lower),
    high: of100(upper),
  });
}

/** Why a range is as wide as it is: how much the site has seen, what the reference is worth, and pace against chance. */
export function whySoWide(
  t: Translate,
  { phase, paceShare }: Pick<StrandEstimate, 'phase' | 'paceShare'>,
  basis: readonly z.infer<typeof Basis>[],
): string {
  const own = basis.find((one) => one.phase === phase);
  const seen = t('estimates.why.seen', {
    own: own?.observed ?? 0,
    prior: formatNumber(own?.priorWorth ?? 0),
  });
  return paceShare === null
    ? `${seen} ${t('estimates.why.planned')}`
    : `${seen} ${t('estimates.why.pace', { parts: Math.round(paceShare * 10) })}`;
}

/** How little so few promises can tell. */
export function checkableInWords(t: Translate, { level, resolved, checkable }: LevelKept): string {
  const of100 = (share: number) => formatNumber(Math.round(share * 100));
  return t('estimates.keptCheckable', {
    n: resolved,
    level: of100(level / 100),
    low: of100(checkable[0]),
    high: of100(checkable[1]),
  });
}
