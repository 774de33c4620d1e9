const HOUR = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Hour, minute and second of the day at an instant, in an IANA time zone. */
function clockOf(instant: Date, zone: string): { hour: number; minute: number; second: number } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const part = (type: string) =>
    Number(format.formatToParts(instant).find((one) => one.type === type)?.value ?? 0);
  return { hour: part('hour'), minute: part('minute'), second: part('second') };
}

const startsBlock = (instant: Date, hours: number, zone: string): boolean =>
  clockOf(instant, zone).hour % hours === 0;

/**
 * The latest beginning of a block at or before an instant. Blocks are so many whole hours, counted from midnight where
 * the task force works; across a change of the clocks one of them is longer or shorter.
 * @param hours a divisor of 24
 */
export function roundDown(instant: Date, hours: number, zone: string): Date {
  const { minute, second } = clockOf(instant, zone);
  let at = new Date(instant.getTime() - minute * 60_000 - second * 1000 - (instant.getTime() % 1000));
  // A day has at most 25 hours; a zone that skips midnight finds the block before.
  for (let steps = 0; steps < 50 && !startsBlock(at, hours, zone); steps += 1)
    at = new Date(at.getTime() - HOUR);
  return at;
}

/** The earliest beginning of a block at or after an instant. */
export function roundUp(instant: Date, hours: number, zone: string): Date {
  const down = roundDown(instant, hours, zone);
  if (down.getTime() === instant.getTime()) return down;
  let at = new Date(down.getTime() + HOUR);
  for (let steps = 0; steps < 50 && !(startsBlock(at, hours, zone) && at >= instant); steps += 1)
    at = new Date(at.getTime() + HOUR);
  return at;
}
