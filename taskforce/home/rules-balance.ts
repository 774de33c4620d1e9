import type { z } from 'zod';
import type { OriginMode } from '../vocabulary/origins.ts';
import { originModes } from '../vocabulary/origins.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import type { balanceOutput } from './contract.ts';

export type Counted = {
  readonly month: string;
  readonly type?: string;
  readonly mode: string;
  readonly n: number;
};
type Balance = z.input<typeof balanceOutput>;

/** The last `count` calendar months up to and with that of a day, oldest first, as YYYY-MM. */
export function monthsUntil(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, n) => {
    const at = year * 12 + (month - 1) - (count - 1 - n);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** Sums of grouped counts: by type, by mode and by month; months and kinds without any are 0, never left out. */
export function addUp(
  months: readonly string[],
  cases: readonly Counted[],
  strands: readonly Counted[],
  tips: readonly Counted[] | null,
): Pick<Balance, 'types' | 'modes' | 'months'> {
  return {
    types: { cases: byType(cases), strands: byType(strands) },
    modes: { cases: byMode(cases), strands: byMode(strands), tips: tips && byMode(tips) },
    months: months.map((month) => {
      const of = (list: readonly Counted[], is: (one: Counted) => boolean = () => true) =>
        sum(list.filter((one) => one.month === month && is(one)));
      const type = (wanted: TraffickingType) => of(strands, (one) => one.type === wanted);
      const mode = (wanted: OriginMode) => of(cases, (one) => one.mode === wanted);
      return {
        month,
        cases: of(cases),
        spinOffs: mode('spin_off'),
        sex: type('sex'),
        labor: type('labor'),
        both: type('both'),
        undetermined: type('undetermined'),
        reactive: mode('reactive'),
        proactive: mode('proactive'),
        tips: of(tips ?? []),
      };
    }),
  };
}

function sum(list: readonly Counted[]): number {
  return list.reduce((total, one) => total + one.n, 0);
}

function byType(list: readonly Counted[]): Record<TraffickingType, number> {
  const of = (type: TraffickingType) => [type, sum(list.filter((one) => one.type === type))] as const;
  return Object.fromEntries(traffickingTypes.map(of)) as Record<TraffickingType, number>;
}

function byMode(list: readonly Counted[]): Record<OriginMode, number> {
  const of = (mode: OriginMode) => [mode, sum(list.filter((one) => one.mode === mode))] as const;
  return Object.fromEntries(originModes.map(of)) as Record<OriginMode, number>;
}
