import { z } from 'zod';
import { HEADCOUNTS, HOURS, NEEDS, SERVED, YES_NO } from './messages.ts';

/** Closed words that both wings use for directory and stand-by; the lists are those of the messages. */
export type Need = (typeof NEEDS)[number];
export type Headcount = (typeof HEADCOUNTS)[number];

const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
const age = z.number().int().min(0).max(120);

/** A service of a provider, as people enter it. No field holds an address. */
export const Offer = z.object({
  name: z.string().trim().min(1).max(120).describe('What it is called; never where it is'),
  services: z.array(z.enum(NEEDS)).max(NEEDS.length).describe('Which needs it answers'),
  serves: z.array(z.enum(SERVED)).max(SERVED.length).describe('Whom it serves; empty when not said'),
  ageFrom: age,
  ageUntil: age,
  languages: z.array(language).max(40).describe('BCP 47'),
  hours: z.enum(HOURS),
  eligibility: z.string().trim().min(1).max(500).nullable(),
  withoutCooperation: z
    .enum(YES_NO)
    .describe('Whether somebody is served who does not work with law enforcement'),
  confirmedOn: z.iso.date().describe('When the provider last said that it is so'),
});
export type Offer = z.infer<typeof Offer>;

/** How many people a range stands for; an open end is null. Null when it is not known. */
export function rangeOf(count: Headcount): { from: number; until: number | null } | null {
  const ranges = {
    none: { from: 0, until: 0 },
    '1': { from: 1, until: 1 },
    '2-5': { from: 2, until: 5 },
    '6-10': { from: 6, until: 10 },
    '11-25': { from: 11, until: 25 },
    over_25: { from: 26, until: null },
    not_known: null,
  } as const;
  return ranges[count];
}

/** Days after which what a directory says counts as old. Old entries are marked, never hidden. */
export const STALE_DAYS = 7;

/** How many days ago an entry was confirmed, and whether that is too long. */
export function freshness(confirmedOn: string, today: string): { days: number; stale: boolean } {
  const days = Math.round(
    (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${confirmedOn}T00:00:00Z`)) / 86_400_000,
  );
  return { days, stale: days > STALE_DAYS };
}
