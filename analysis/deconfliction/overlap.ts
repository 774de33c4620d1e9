/** How far an activity reaches: metres around its place, minutes before and after its window. */
export type Buffer = { readonly meters: number; readonly minutes: number };

/** Where and when something happens, with its buffer. Latitude and longitude in degrees (WGS 84). */
export type Spot = {
  readonly lat: number;
  readonly lon: number;
  readonly from: Date;
  readonly until: Date;
  readonly buffer: Buffer;
};

/** How two windows meet: they overlap, or only the time before or after one of them touches the other. */
export const overlaps = ['overlapping', 'close'] as const;
export type Overlap = (typeof overlaps)[number];

/** Mean radius of the earth in metres (IUGG). */
const EARTH = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres by the haversine formula. */
export function metersBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rise = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const run = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const half = rise + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * run;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Minutes between two windows; nought or less when they overlap or touch. */
export function minutesBetween(a: { from: Date; until: Date }, b: { from: Date; until: Date }): number {
  return (
    (Math.max(a.from.getTime(), b.from.getTime()) - Math.min(a.until.getTime(), b.until.getTime())) / 60_000
  );
}

/**
 * Do two activities meet, and how in time? They do when each lies within the larger of both buffers of the other, in
 * place and in time. Null: they do not. The same whichever is asked first.
 */
export function overlapOf(a: Spot, b: Spot): Overlap | null {
  if (metersBetween(a, b) > Math.max(a.buffer.meters, b.buffer.meters)) return null;
  const apart = minutesBetween(a, b);
  if (apart < 0) return 'overlapping';
  return apart <= Math.max(a.buffer.minutes, b.buffer.minutes) ? 'close' : null;
}
