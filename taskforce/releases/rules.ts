const MINUTE = 60_000;

/** Roles that read what was released, in the order in which one is named to the provider. No name crosses. */
const READERS = ['investigator', 'prosecutor', 'victim_specialist', 'labor_inspector', 'commander'] as const;

/** As what somebody reads, for the provider's log of readings. */
export const readerRole = (roles: readonly string[]): string =>
  READERS.find((role) => roles.includes(role)) ?? 'other';

/** Whether a release can still be read, by our own clock; the provider has the last word at each reading. */
export const seemsLive = (state: string, until: Date, now: Date): boolean => state === 'live' && until > now;

/** What is left of a release: whole days, hours and minutes, for the countdown. Nothing is left once it is over. */
export function timeLeft(until: Date, now: Date): { days: number; hours: number; minutes: number } | null {
  const minutes = Math.floor((until.getTime() - now.getTime()) / MINUTE);
  if (minutes < 0) return null;
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
