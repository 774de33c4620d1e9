/** Coordinates as people have them at hand: copied out of a map, off a device, or as the link of a map. Pure. */

export type Coordinates = { lat: number; lon: number };

const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d+)?`;

/** Links of maps and what else names both numbers in an order of its own; the first that fits is taken. */
const LINKS = [
  // geo:41.5,-87.6 (RFC 5870)
  new RegExp(`^geo:(${NUMBER}),(${NUMBER})`, 'i'),
  // What is marked goes before what is merely looked at: !3d41.5!4d-87.6, ?mlat=41.5&mlon=-87.6
  new RegExp(`!3d(${NUMBER})!4d(${NUMBER})`),
  new RegExp(`[?&]mlat=(${NUMBER})&mlon=(${NUMBER})`),
  // ?q=41.5,-87.6 ?ll= ?query= ?destination=
  new RegExp(`[?&](?:q|ll|query|destination|center|daddr)=(?:loc:)?(${NUMBER})(?:,|%2C)\\+?(${NUMBER})`, 'i'),
  // …/@41.5,-87.6,17z
  new RegExp(`@(${NUMBER}),(${NUMBER})`),
  // …#map=17/41.5/-87.6
  new RegExp(`#map=[\\d.]+/(${NUMBER})/(${NUMBER})`),
];

function within(lat: number, lon: number): Coordinates | null {
  const known = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  // Six decimals are a tenth of a meter.
  const round = (n: number) => Math.round(n * 1e6) / 1e6;
  return known ? { lat: round(lat), lon: round(lon) } : null;
}

/** One half: degrees, then perhaps minutes and seconds, with N, S, E, W before or after. Null when it is none. */
function half(text: string): { value: number; side: string | null } | null {
  const [, before, figures = '', after] =
    /^([NSEW])?((?:[-+]?\d+(?:\.\d+)?[\s°º'′’"″:]*){1,3})([NSEW])?$/iu.exec(text.trim()) ?? [];
  const parts = figures.match(/[-+]?\d+(?:\.\d+)?/gu)?.map(Number);
  const [degrees, minutes = 0, seconds = 0] = parts ?? [];
  if (degrees === undefined || (before && after)) return null;
  if (minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) return null;
  const side = (before ?? after)?.toUpperCase() ?? null;
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
  const negative = figures.trim().startsWith('-') || side === 'S' || side === 'W';
  return { value: negative ? -size : size, side };
}

/** Where one half ends and the other begins: after a comma, a semicolon, a letter of the first, before one of the second. */
function halves(text: string): [string, string] | null {
  const cuts = [
    /^([^,;]+)[,;]([^,;]+)$/u,
    /^([^NSEW]+[NSEW])\s*([^NSEW]+[NSEW])$/iu,
    /^([NSEW][^NSEW]+)([NSEW][^NSEW]+)$/iu,
    /^([-+]?\d+(?:\.\d+)?)\s+([-+]?\d+(?:\.\d+)?)$/u,
  ];
  for (const cut of cuts) {
    const [, first, second] = cut.exec(text) ?? [];
    if (first !== undefined && second !== undefined) return [first, second];
  }
  return null;
}

/**
 * Reads coordinates in degrees: `41.5001, -87.6002`, `41°30'04"N 87°36'01"W`, `N41 30.07 W87 36.01`, links of the
 * common maps, `geo:` addresses. Latitude first, unless the letters say otherwise.
 * @returns null for what is none of these or out of range; nothing is looked up anywhere
 */
export function coordinatesIn(text: string): Coordinates | null {
  const typed = text.trim().slice(0, 2000);
  if (/^(?:geo:|https?:\/\/)/iu.test(typed)) {
    for (const link of LINKS) {
      const [, lat, lon] = link.exec(typed) ?? [];
      if (lat !== undefined) return within(Number(lat), Number(lon));
    }
    return null;
  }
  const [one, other] = halves(typed)?.map(half) ?? [];
  if (!one || !other) return null;
  const turned = one.side === 'E' || one.side === 'W';
  const [lat, lon] = turned ? [other, one] : [one, other];
  const sides =
    (lat.side === null || 'NS'.includes(lat.side)) && (lon.side === null || 'EW'.includes(lon.side));
  return sides ? within(lat.value, lon.value) : null;
}

/** As they are shown and can be copied into a map: `41.5001, -87.6002`. */
export const coordinatesInWords = ({ lat, lon }: Coordinates): string => `${lat}, ${lon}`;
