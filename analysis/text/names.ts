import { fold } from './fold.ts';
import { nicknameOf, nicknamesOf } from './nicknames.ts';
import { soundKeys, soundsAlike } from './sounds.ts';

/** Words around a name that are no part of it. */
const titles = new Set(
  'mr mrs ms miss mx dr prof sr sra srta don dona jr junior ii iii iv esq lic ing'.split(' '),
);

/**
 * Words inside a name that people put in or leave out. `van`, `le`, `do` and `da` are not here: in Vietnamese and
 * Chinese they are names.
 */
const particles = new Set(
  'de del la las los el y e und von der den ten ter zu bin ibn bint al dos das'.split(' '),
);

/** The parts of a name, folded, in the order written; `García López, María` counts as `María García López`. */
export function nameParts(name: string): string[] {
  const halves = name.split(',');
  const ordered = halves.length === 2 ? `${halves[1]} ${halves[0]}` : name;
  const parts = fold(ordered)
    .replace(/['’`´ʼ.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const bare = parts.filter((part) => !titles.has(part));
  return bare.length > 0 ? bare : parts;
}

/** The parts without particles, unless nothing would be left. */
function coreParts(name: string): string[] {
  const parts = nameParts(name);
  const core = parts.filter(
    (part, index) => !particles.has(part) && !(part === 'van' && isDutch(parts, index)),
  );
  return core.length > 0 ? core : parts;
}

/** `van` is a particle only before another one, as in `van der Berg`. */
function isDutch(parts: readonly string[], index: number): boolean {
  return particles.has(parts[index + 1] ?? '');
}

/** One form for a name however it is written: folded, without titles and particles, parts sorted. For pg_trgm. */
export function nameForm(name: string): string {
  return coreParts(name).toSorted().join(' ');
}

/**
 * Every key under which a name may be looked for: sound keys of each part and of the nicknames it may stand for.
 * Two names with a common key are candidates (store as an array, compare with &&); `sameName` then says more.
 */
export function nameKeys(name: string): string[] {
  const parts = coreParts(name).filter((part) => !isInitial(part));
  const keys = parts.flatMap((part) => [part, ...nicknamesOf(part)]).flatMap(soundKeys);
  return [...new Set(keys)].toSorted();
}

/** A Latin letter alone; a sign of another script is a name of its own. */
function isInitial(part: string): boolean {
  return /^[a-z]$/.test(part);
}

/** How two names are alike, for people to read: written the same, by a nickname, by sound; null: not alike. */
export type NameLikeness = 'same' | 'nickname' | 'sound';

/**
 * Are two names alike, whatever the order of their parts? Every part of the shorter name must find its own partner
 * in the longer one, so a second surname may be missing; a single word is compared only with a single word, since a
 * first name alone says too little. Initials stand for any part that begins with them.
 */
export function sameName(a: string, b: string): NameLikeness | null {
  const [short, long] = [coreParts(a), coreParts(b)].toSorted((x, y) => x.length - y.length);
  if (!short || !long || short.length === 0) return null;
  if (short.length === 1 && long.length > 1) return null;
  if ([short, long].some((parts) => parts.every(isInitial))) return null;
  if (short.length === long.length && nameForm(a) === nameForm(b)) return 'same';
  return paired(short, long);
}

const order: readonly NameLikeness[] = ['same', 'nickname', 'sound'];

function paired(short: readonly string[], long: readonly string[]): NameLikeness | null {
  const [first, ...rest] = short;
  if (first === undefined) return 'same';
  let best: NameLikeness | null = null;
  for (const [index, other] of long.entries()) {
    const likeness = partLikeness(first, other);
    if (likeness === null) continue;
    const others = paired(rest, long.toSpliced(index, 1));
    if (others === null) continue;
    const weaker = order.indexOf(likeness) > order.indexOf(others) ? likeness : others;
    if (best === null || order.indexOf(weaker) < order.indexOf(best)) best = weaker;
  }
  return best;
}

function partLikeness(a: string, b: string): NameLikeness | null {
  if (a === b) return 'same';
  if (isInitial(a) || isInitial(b)) return a[0] === b[0] ? 'nickname' : null;
  if (nicknameOf(a, b)) return 'nickname';
  return soundsAlike(a, b) ? 'sound' : null;
}
