/** Spans that a list of the audit can be narrowed to; closed words, so that they may stand in an address. */
export const PERIODS = ['day', 'week', 'month', 'quarter'] as const;

const DAYS: Record<(typeof PERIODS)[number], number> = { day: 1, week: 7, month: 30, quarter: 90 };

/** When a span of days up to now begins, to the hour, or undefined for none. */
export function sinceOf(period: string | undefined, now: Date): string | undefined {
  const days = DAYS[period as 'day'];
  if (days === undefined) return undefined;
  const hour = 3_600_000;
  return new Date(Math.floor(now.getTime() / hour) * hour - days * 24 * hour).toISOString();
}
