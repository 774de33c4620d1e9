import type { Audience, IndicatorRoute } from '../../vocabulary/tips.ts';
import bank from './bank.json' with { type: 'json' };
import emergencyRoom from './emergency_room.json' with { type: 'json' };
import forcedLabor from './forced_labor.json' with { type: 'json' };
import hotel from './hotel.json' with { type: 'json' };
import inspector from './inspector.json' with { type: 'json' };
import outreach from './outreach.json' with { type: 'json' };
import publicPack from './public.json' with { type: 'json' };
import school from './school.json' with { type: 'json' };
import transport from './transport.json' with { type: 'json' };
import utilityWorker from './utility_worker.json' with { type: 'json' };

export type PackLanguage = 'en' | 'es';
export type Said = Readonly<Record<PackLanguage, string>>;

/** One question. `routes`: where a yes may lead; `next`: which questions a yes makes worth asking. */
export type IndicatorItem = {
  readonly id: string;
  readonly question: Said;
  readonly help: Said | null;
  readonly routes: readonly IndicatorRoute[];
  readonly next: readonly string[];
};

/**
 * A pack of questions for one audience (reference 4.2–4.4), never a score. Answers are stored with pack id and
 * version, so that old answers keep the wording they were given to. Nationality, ethnicity, dress and immigration
 * status are never asked.
 */
export type IndicatorPack = {
  readonly id: string;
  readonly audience: Audience;
  readonly version: string;
  readonly reviewedOn: string;
  readonly languages: readonly PackLanguage[];
  readonly sources: readonly string[];
  readonly title: Said;
  readonly note: Said;
  readonly items: readonly IndicatorItem[];
};

/** All packs shipped; the test reads them against this type, since JSON carries no types. */
export const indicatorPacks = [
  publicPack,
  hotel,
  emergencyRoom,
  school,
  utilityWorker,
  inspector,
  transport,
  bank,
  outreach,
  forcedLabor,
] as readonly unknown[] as readonly IndicatorPack[];

/** The pack for an audience; the one for anyone where there is none of its own. */
export function packFor(audience: Audience): IndicatorPack {
  const own = indicatorPacks.find((pack) => pack.audience === audience && audience !== 'other');
  const anyone = indicatorPacks.find((pack) => pack.audience === 'public');
  if (!anyone) throw new Error('the pack for anyone is missing');
  return own ?? anyone;
}
