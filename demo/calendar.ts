/** Days and times of the demo world, counted from the day on which it is made. */
export type Calendar = {
  /** The day `days` days from today (negative: before), as `YYYY-MM-DD`. */
  day: (days: number) => string;
  /** A time of that day, in UTC; never later than now. */
  at: (days: number, hour?: number, minute?: number) => Date;
  /** So many minutes ago. */
  ago: (minutes: number) => Date;
};

export function calendarFrom(today: Date): Calendar {
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return {
    day: (days) => new Date(midnight + days * 86_400_000).toISOString().slice(0, 10),
    at: (days, hour = 10, minute = 0) =>
      new Date(Math.min(midnight + days * 86_400_000 + (hour * 60 + minute) * 60_000, today.getTime())),
    ago: (minutes) => new Date(today.getTime() - minutes * 60_000),
  };
}
