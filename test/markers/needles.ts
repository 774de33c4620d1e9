import { createHash, createHmac } from 'node:crypto';

/** Begins every marker, so that one look finds all of them, however they are written. */
const STEM = 'Zq7Xk9Wv';
const ALGORITHMS = ['sha256', 'sha1', 'md5', 'sha512'] as const;

/** A marker for one field of one client: the stem and a number that nothing else bears. */
export const markerOf = (unique: number): string => `${STEM}${unique.toString(36).padStart(6, '0')}Jd`;

const reversed = (text: string): string => [...text].toReversed().join('');

/** What of a text in base64 does not depend on what stands before and after it. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const whole = Math.floor((shift + bytes.length) / 3) * 4;
    return text.slice(shift === 0 ? 0 : 4, whole);
  });
}

type Needle = { what: string; text: string; anyCase?: true };

/** The stem as it could stand in a file, each writing by its name. */
function needlesOf(stem: string): Needle[] {
  const utf8 = Buffer.from(stem, 'utf8');
  const utf16 = Buffer.from(stem, 'utf16le');
  const small = Buffer.from(stem.toLowerCase(), 'utf8');
  return [
    { what: 'plain or in other case', text: stem.toLowerCase(), anyCase: true },
    { what: 'reversed', text: reversed(stem).toLowerCase(), anyCase: true },
    { what: 'hex', text: utf8.toString('hex'), anyCase: true },
    { what: 'hex of UTF-16', text: utf16.toString('hex'), anyCase: true },
    { what: 'hex in lower case', text: small.toString('hex'), anyCase: true },
    { what: 'UTF-16', text: utf16.toString('latin1') },
    ...[utf8, utf16, small, Buffer.from(reversed(stem))].flatMap((bytes) =>
      inBase64(bytes).map((text) => ({ what: 'base64', text })),
    ),
  ];
}

const needles = needlesOf(STEM);

/** Hashes of all markers, plain and in lower case, also under keys that both sides know, as hex and base64. */
export function hashesOf(markers: Iterable<string>, keys: readonly string[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const marker of markers) {
    for (const text of new Set([marker, marker.toLowerCase(), marker.toUpperCase()]))
      for (const algorithm of ALGORITHMS) {
        const digests = [
          createHash(algorithm).update(text).digest(),
          ...keys.map((key) => createHmac(algorithm, key).update(text).digest()),
        ];
        for (const digest of digests)
          all.set(digest.toString('hex').slice(0, 32), `${algorithm} of ${marker}`);
      }
  }
  return all;
}

/**
 * Looks for markers in something that was kept or sent.
 * @param place what it is, for the report
 * @param hashes as `hashesOf` gives them
 * @returns where something was found and how it was written; empty when nothing was
 */
export function traces(place: string, bytes: Buffer, hashes: ReadonlyMap<string, string>): string[] {
  const text = bytes.toString('latin1');
  const small = text.toLowerCase();
  const found = needles
    .filter((needle) => (needle.anyCase ? small : text).includes(needle.text))
    .map((needle) => `${place}: ${needle.what}`);
  for (const [run] of small.matchAll(/[0-9a-f]{32,}/g))
    for (let at = 0; at + 32 <= run.length; at += 1) {
      const hash = hashes.get(run.slice(at, at + 32));
      if (hash !== undefined) found.push(`${place}: ${hash}`);
    }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{22,}={0,2}/g)) {
    const url = run.replaceAll('-', '+').replaceAll('_', '/');
    // A hash begins where a word begins, or where a whole group of four does.
    for (let at = 0; at + 22 <= Math.min(url.length, 4096); at += 4) {
      const hash = hashes.get(
        Buffer.from(url.slice(at, at + 24), 'base64')
          .toString('hex')
          .slice(0, 32),
      );
      if (hash !== undefined) found.push(`${place}: ${hash} in base64`);
    }
  }
  return found;
}
