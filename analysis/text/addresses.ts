import { fold } from './fold.ts';

/** Written forms to one: street types and directions as the Postal Service shortens them (Publication 28, app. C). */
const short = new Map(
  (
    'alley:aly avenue:ave av:ave aven:ave boulevard:blvd boul:blvd circle:cir court:ct cove:cv crescent:cres drive:dr ' +
    'driv:dr expressway:expy freeway:fwy heights:hts highway:hwy hiway:hwy junction:jct lane:ln lake:lk mount:mt ' +
    'mountain:mtn parkway:pkwy pkway:pkwy pky:pkwy place:pl plaza:plz point:pt ranch:rnch road:rd route:rte ' +
    'square:sq station:sta street:st str:st strt:st terrace:ter terr:ter trail:trl turnpike:tpke valley:vly ' +
    'crossing:xing north:n south:s east:e west:w northeast:ne northwest:nw southeast:se southwest:sw ' +
    'norte:n sur:s este:e oeste:w calle:calle avenida:ave saint:st fort:ft ' +
    'first:1 second:2 third:3 fourth:4 fifth:5 sixth:6 seventh:7 eighth:8 ninth:9 tenth:10'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const unitWords =
  'apartment|apt|apto|unit|suite|ste|room|rm|floor|fl|lot|trailer|trlr|space|spc|building|bldg|no|num';
const unitShape = new RegExp(`(?:\\b(?:${unitWords})\\b\\.?\\s*#?\\s*|#\\s*)([a-z0-9][a-z0-9-]*)`, 'g');

/** An address in its parts, folded. `street` begins with the house number when there is one. */
export type Address = {
  readonly street: string;
  readonly unit: string | null;
  readonly zip: string | null;
};

/** Light reading of one written address; null when it holds no word. No geocoding, no guess of what is missing. */
export function parseAddress(text: string): Address | null {
  const typed = fold(text).replace(/[’']/g, '');
  const zip = /\b(\d{5})(?:-\d{4})?\s*(?:,?\s*(?:usa?|united states))?\s*$/.exec(typed);
  // A house number alone at the end ("calle 12345") is no postal code unless words stand before it.
  const body = zip && zip.index > 0 ? typed.slice(0, zip.index) : typed;
  const units = [...body.matchAll(unitShape)].map((hit) => hit[1] ?? '');
  const words = body
    .replace(unitShape, ' ')
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/\b([nsew])\.\s?([nsew])\./g, '$1$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => short.get(word) ?? word);
  if (words.length === 0) return null;
  return {
    street: words.join(' '),
    unit: units.join(' ') || null,
    zip: zip && zip.index > 0 ? (zip[1] ?? null) : null,
  };
}

/** The form for trigram comparison: everything that tells the building, without the unit. */
export function addressForm(text: string): string {
  const address = parseAddress(text);
  return address ? [address.street, address.zip ?? ''].join(' ').trim() : '';
}

/**
 * Could both be the same building: the same house number, and one street text beginning like the other (the city
 * may be missing from one), and no two different postal codes? Addresses without a house number must be equal.
 */
export function sameAddress(a: string, b: string): boolean {
  const one = parseAddress(a);
  const two = parseAddress(b);
  if (!one || !two) return false;
  if (one.zip && two.zip && one.zip !== two.zip) return false;
  if (!/^\d/.test(one.street) || !/^\d/.test(two.street)) return one.street === two.street;
  const [short, long] = [one.street, two.street].toSorted((x, y) => x.length - y.length);
  if (!short || !long || short.split(' ').length < 2) return false;
  return long === short || long.startsWith(`${short} `);
}
