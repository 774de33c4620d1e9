import type { Bed, Capacity } from '../../bridge/capacity.ts';
import { rangeOf, type Headcount, type Need } from '../../bridge/offers.ts';
import type { Standing } from './rules.ts';

/** What a notice asks for, as far as providers can answer it. */
export type Asked = {
  people: Headcount;
  minors: Headcount;
  languages: readonly string[];
  needs: readonly Need[];
};

/** One provider's answer to it. */
export type Answer = { provider: string; standing: Standing; capacity: Capacity | null };

/** yes: for the upper end of the range; some: for the lower end; no: not even that; not_known: nothing to count by. */
export const sufficiencies = ['yes', 'some', 'no', 'not_known'] as const;
export type Sufficiency = (typeof sufficiencies)[number];

export type Readiness = {
  told: number;
  acknowledged: string[];
  waiting: string[];
  /** Numbers that are still valid, added up over the providers that sent them. */
  beds: { asked: { from: number; until: number | null } | null; free: number; enough: Sufficiency };
  minorsBeds: { asked: { from: number; until: number | null } | null; free: number; enough: Sufficiency };
  legalSlots: number;
  medicalSlots: number;
  languagesMissing: string[];
  /** Somebody has acknowledged, beds are not short, and every language is spoken somewhere. */
  ready: boolean;
};

const forMinors: readonly Bed[] = ['minors', 'families'];

function enough(asked: { from: number; until: number | null } | null, free: number): Sufficiency {
  if (asked === null) return 'not_known';
  if (asked.until !== null && free >= asked.until) return 'yes';
  return free >= asked.from ? 'some' : 'no';
}

/** Beds of an answer; `any` for one kind of bed only. */
const bedsOf = (capacity: Capacity, kinds?: readonly Bed[]): number =>
  Object.entries(capacity.beds)
    .filter(([who]) => kinds === undefined || kinds.includes(who as Bed))
    .reduce((sum, [, free]) => sum + free, 0);

/** Languages compare by their first part: es-MX is served by es. */
const main = (language: string) => language.split('-')[0]!;

/**
 * How ready providers are for what a notice asks: who has acknowledged, whether beds suffice for the range, which
 * languages nobody speaks. Operations build their gate on it. Only answers that hold at `now` count,
 * and only those of providers that know the present wording.
 */
export function readinessOf(asked: Asked, answers: readonly Answer[], now: Date): Readiness {
  const knowing = answers.filter(({ standing }) => standing === 'acknowledged' || standing === 'answered');
  const valid = knowing
    .map(({ capacity }) => capacity)
    .filter((capacity): capacity is Capacity => capacity !== null && new Date(capacity.validUntil) > now);
  const sum = (count: (capacity: Capacity) => number) => valid.reduce((all, one) => all + count(one), 0);
  const people = rangeOf(asked.people);
  const minors = rangeOf(asked.minors);
  const beds = sum((one) => bedsOf(one));
  const minorsBeds = sum((one) => bedsOf(one, forMinors));
  const spoken = new Set(valid.flatMap(({ languages }) => languages.map(main)));
  const missing = asked.languages.filter((language) => !spoken.has(main(language)));
  const wantsBeds = asked.needs.includes('shelter');
  const short = wantsBeds && (enough(people, beds) === 'no' || enough(minors, minorsBeds) === 'no');
  return {
    told: answers.length,
    acknowledged: knowing.map(({ provider }) => provider),
    waiting: answers
      .filter(({ standing }) => ['to_tell', 'sent', 'delivered'].includes(standing))
      .map(({ provider }) => provider),
    beds: { asked: people, free: beds, enough: enough(people, beds) },
    minorsBeds: { asked: minors, free: minorsBeds, enough: enough(minors, minorsBeds) },
    legalSlots: sum((one) => one.legalSlots ?? 0),
    medicalSlots: sum((one) => one.medicalSlots ?? 0),
    languagesMissing: missing,
    ready: knowing.length > 0 && !short && missing.length === 0,
  };
}
